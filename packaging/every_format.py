"""Writes a picture in every format that NearDup reads, as the tests make them: every_format.py FOLDER."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.formats.encoders import Missing
from tests.formats.table import ROWS
from tests.photos import draw

if __name__ == "__main__":
    missing = set[str]()
    for number, row in enumerate(ROWS):
        folder = Path(sys.argv[1]) / f"{number:03}"
        folder.mkdir(parents=True)
        try:
            row.make(draw(number, (640, 480)), folder)
        except Missing as program:
            missing.add(str(program))
    less = f", less those of {', '.join(sorted(missing))}" if missing else ""
    print(f"pictures of {len(ROWS)} kinds{less}")
