"""docs/conventions.md tells people what the tables say."""

import importlib.util
from pathlib import Path

from core.companions.conventions import CONVENTIONS
from core.companions.edits import EDITS
from core.companions.libraries import LIBRARIES

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_conventions_is_made_from_the_tables():
    spec = importlib.util.spec_from_file_location("make_conventions", DOCS / "make_conventions.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    page = (DOCS / "conventions.md").read_text(encoding="utf-8")
    assert maker.made(page) == page, "run python docs/make_conventions.py"
    for one in (*CONVENTIONS, *EDITS):
        assert one.name.text.replace("{", "<").replace("}", ">") in page
    for library in LIBRARIES:
        assert f"| {library.program} |" in page
        assert f"`{library.folder}`" in page


def test_every_row_has_a_source_and_an_example_that_is_a_test():
    for row in CONVENTIONS:
        assert row.source, row.name.text
        assert row.examples, row.name.text
