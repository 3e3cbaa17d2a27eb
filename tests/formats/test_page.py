"""docs/formats.md says what the table says."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_formats_is_current():
    made = runpy.run_path(str(DOCS / "make_formats.py"))["page"]()
    assert (DOCS / "formats.md").read_text(encoding="utf-8") == made, "run python docs/make_formats.py"
