"""Make a folder of camera-sized JPEGs from smaller photos, for benchmarks on a machine that has none.

    python benchmarks/camera_photos.py SOURCE_FOLDER TARGET_FOLDER [--count 60] [--megapixels 12] [--heic]

Each photo is enlarged, given sensor noise (an enlarged photo alone would compress, and decode, far too
easily) and saved at quality 92 with a thumbnail-less EXIF block, which gives 3-5 MB at 12 megapixels. With
--heic they are HEICs as phones write them (`benchmarks/phone_heic.py`), of 2-3 MB.
Real photos of one's own are better where they can be had.
"""

import argparse
import itertools
import sys
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.phone_heic import phone_heic

ASPECT = 4 / 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--megapixels", type=float, default=12)
    parser.add_argument("--heic", action="store_true", help="HEICs of tiles, with a thumbnail")
    args = parser.parse_args()

    width = round((args.megapixels * 1e6 * ASPECT) ** 0.5 / 16) * 16
    size = (width, round(width / ASPECT / 16) * 16)
    sources = sorted(path for path in args.source.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    if not sources:
        parser.error(f"there are no JPEGs in {args.source}")
    args.target.mkdir(parents=True, exist_ok=True)
    stream = np.random.default_rng(1)
    total = 0
    for number, source in enumerate(itertools.islice(itertools.cycle(sources), args.count)):
        photo = enlarged(source, size, stream)
        path = args.target / f"DSC_{number:04}{'.HEIC' if args.heic else '.JPG'}"
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "NearDup", "Benchmark camera"
        if args.heic:
            path.write_bytes(phone_heic(photo, exif=exif.tobytes()))
        else:
            photo.save(path, quality=92, subsampling="4:2:0", exif=exif)
        total += path.stat().st_size
    print(f"{args.count} photos of {size[0]} x {size[1]}, {total / args.count / 1e6:.1f} MB each")


def enlarged(source: Path, size: tuple[int, int], stream: np.random.Generator) -> Image.Image:
    """The photo at `size`, with noise whose strength varies from photo to photo as light does."""
    with Image.open(source) as image:
        pixels = np.asarray(image.convert("RGB").resize(size, Image.Resampling.BICUBIC), dtype=np.int16)
    grain = stream.normal(0, stream.uniform(2, 6), (size[1], size[0], 1)).astype(np.int16)
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))


if __name__ == "__main__":
    main()
