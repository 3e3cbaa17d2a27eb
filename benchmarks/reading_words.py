"""What reading a photo's words costs: `python benchmarks/reading_words.py FOLDER`, with photos below it.

Prints milliseconds a photo, the median and the 95th percentile, for a glance (the start of the file, for many
photos) and for a look (for those that a person sees), and beside them what opening each with Pillow and
reading its EXIF takes, and what importing the reading adds to the start. Say --exiv2 to read the same with
pyexiv2, where that is installed.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image

from core.companions.units import Units
from core.review.written import GLANCED_AT, read_written
from core.scan.formats import PHOTO_SUFFIXES


def main(folder: Path) -> None:
    photos = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PHOTO_SUFFIXES][:2000]
    if not photos:
        raise SystemExit(f"There are no photos below {folder}.")
    for path in photos:
        path.read_bytes()  # what follows is about reading, not about the disk
    units = Units()
    print(f"{len(photos)} photos, milliseconds each: median, 95th percentile")
    tell("Pillow: open, EXIF", (lambda path: Image.open(path).getexif()), photos)
    tell("whose files lie beside it", units.family, photos)
    tell("a glance", lambda path: read_written(path, units, GLANCED_AT), photos)
    tell("a look", lambda path: read_written(path, units), photos)
    if "--exiv2" in sys.argv:
        tell("pyexiv2: EXIF, IPTC, XMP", read_with_exiv2, photos)
        print(f"import of pyexiv2: {imported('pyexiv2') - imported('sys'):.3f} s")
    print(f"import: {imported('core.review.written') - imported('core.photo, PIL.Image'):.3f} s")


def read_with_exiv2(path: Path) -> object:
    import pyexiv2  # under the GPL, so it is no dependency of NearDup's

    with pyexiv2.Image(str(path)) as image:
        return image.read_exif(), image.read_iptc(), image.read_xmp()


def tell(what: str, read: Callable[[Path], object], photos: Iterable[Path]) -> None:
    took: list[float] = []
    for path in photos:
        begin = time.perf_counter()
        try:
            read(path)
        except Exception:
            continue  # what Pillow does not open
        took.append(1000 * (time.perf_counter() - begin))
    print(f"  {what:26} {statistics.median(took):7.3f} {statistics.quantiles(took, n=20)[-1]:7.3f}")


def imported(modules: str) -> float:
    """Seconds to start Python and import, the least of five."""
    took: list[float] = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", f"import {modules}"], check=True, cwd=Path(__file__).parents[1])
        took.append(time.perf_counter() - begin)
    return min(took)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
