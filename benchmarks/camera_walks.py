"""Make walks with a camera out of larger or smaller photos: the real case for the evidence.

    python benchmarks/camera_walks.py SOURCE_FOLDER TARGET_FOLDER [--walks 5] [--views 24] [--singles 40]
                                      [--megapixels 12] [--seed 1]

What costs evidence in a real folder is not copies but neighbours: photos of one place that are near by their
vectors and are not one picture. A walk is one place, photographed on the way through it: views that overlap
by half to nine tenths, now and then turned, zoomed in or darker; bursts, in which the camera hardly moves and
something in front of it does; and the same thing from two sides, foreshortened, near things shifted before
far ones. Each has a capture time as a walk gives it, noise of its own, and quality 92. Singles are other
photos. SOURCE_FOLDER should hold large photos for the places; what is too small is enlarged.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.camera_photos import ASPECT, enlarged

Photo = NDArray[np.uint8]
"""uint8[height, width, 3], RGB."""


@dataclass(frozen=True)
class Place:
    """What a walk leads through: a picture of it, and how near each of its points is, 0 to 1."""

    picture: Photo
    nearness: NDArray[np.float32]
    passer_by: Photo


@dataclass(frozen=True)
class Stand:
    """Where the camera stands and how it is held; lengths in widths of a photo.

    `x` and `y` say where in the place it looks, `zoom` how much of the place's width one photo's takes,
    `roll` is in degrees, `aside` how far the camera went to the side while it looked at the same thing, and
    `passing` where somebody walks by, if anybody does.
    """

    x: float
    y: float
    zoom: float = 1.0
    roll: float = 0.0
    aside: float = 0.0
    light: float = 1.0
    passing: float | None = None


def main() -> None:
    """Make the photos, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--walks", type=int, default=5)
    parser.add_argument("--views", type=int, default=24, help="photos of a walk, bursts included")
    parser.add_argument("--singles", type=int, default=40)
    parser.add_argument("--megapixels", type=float, default=12)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    width = round((given.megapixels * 1e6 * ASPECT) ** 0.5 / 16) * 16
    size = (width, round(width / ASPECT / 16) * 16)
    stream = np.random.default_rng(given.seed)
    sources = by_size(given.source)
    if len(sources) < 2 * given.walks + 1:
        parser.error(f"{given.source} must hold {2 * given.walks + 1} JPEGs at least")
    given.target.mkdir(parents=True, exist_ok=True)
    number, total = 0, 0
    places, rest = sources[: given.walks], sources[given.walks :]
    for walk, source in enumerate(places):
        place = place_of(source, rest[walk], size, stream)
        clock = datetime(2026, 5, 1 + walk % 28, 10)
        for stand, seconds in walked(given.views, stream):
            clock += timedelta(seconds=seconds)
            total += save(photographed(place, stand, size, stream), given.target, number, clock)
            number += 1
    clock = datetime(2026, 6, 1, 9)
    for single in range(given.singles):
        clock += timedelta(hours=3)
        photo = np.asarray(enlarged(rest[single % len(rest)], size, stream))
        total += save(photo, given.target, number, clock)
        number += 1
    print(f"{number} photos of {size[0]} x {size[1]}, {total / max(1, number) / 1e6:.1f} MB each")


def by_size(folder: Path) -> list[Path]:
    """The JPEGs below a folder, the largest first."""

    def pixels(path: Path) -> int:
        with Image.open(path) as image:
            return image.width * image.height

    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    return sorted(found, key=pixels, reverse=True)


def place_of(source: Path, other: Path, size: tuple[int, int], stream: np.random.Generator) -> Place:
    """A place of twice a photo's width and one and a half its height; near things lie low, and here and
    there."""
    width, height = 2 * size[0], 3 * size[1] // 2
    with Image.open(source) as image:
        picture = np.asarray(image.convert("RGB").resize((width, height), Image.Resampling.BICUBIC))
    with Image.open(other) as image:
        passer_by = np.asarray(image.convert("RGB").resize((size[0] // 9, size[1] // 2)))
    hills: Any = cv2.GaussianBlur(stream.random((24, 32), dtype=np.float32), (0, 0), 2.5)
    hills = 0.6 * (hills - hills.min()) / np.ptp(hills)
    nearness = np.clip(hills + np.linspace(0, 0.4, 24, dtype=np.float32)[:, None], 0, 1)
    return Place(picture, np.asarray(nearness, dtype=np.float32), passer_by)


def walked(views: int, stream: np.random.Generator) -> Iterator[tuple[Stand, float]]:
    """Where the photos of one walk are taken from, and how many seconds after the one before."""
    stand, left = Stand(0.5, 0.75), views
    while left > 0:
        stand = Stand(
            float(np.clip(stand.x + stream.uniform(0.1, 0.5) * stream.choice((-1, 1, 1)), 0.5, 1.5)),
            float(np.clip(stand.y + stream.uniform(-0.12, 0.12), 0.5, 1.0)),
            float(stream.choice((1.0, 1.0, 0.7, 0.9))),
            float(stream.normal(0, 1.5)),
            0.0,
            float(stream.uniform(0.8, 1.15)),
        )
        kind = stream.choice(("view", "view", "burst", "two sides"))
        taken = list(_BY_KIND[kind](stand, stream))[:left]
        left -= len(taken)
        yield from taken


def _view(stand: Stand, stream: np.random.Generator) -> Iterator[tuple[Stand, float]]:
    yield stand, float(stream.uniform(4, 60))


def _burst(stand: Stand, stream: np.random.Generator) -> Iterator[tuple[Stand, float]]:
    """Four frames in two seconds, the hand not quite still, somebody walking by."""
    for frame in range(4):
        shaken = stream.normal(0, 0.002, 2)
        yield (
            Stand(
                stand.x + shaken[0],
                stand.y + shaken[1],
                stand.zoom,
                stand.roll + float(stream.normal(0, 0.1)),
                light=stand.light,
                passing=0.1 + 0.2 * frame,
            ),
            0.5 if frame else float(stream.uniform(4, 60)),
        )


def _two_sides(stand: Stand, stream: np.random.Generator) -> Iterator[tuple[Stand, float]]:
    """The same thing from the left and from the right."""
    for aside in (-1, 1):
        gone = aside * float(stream.uniform(0.06, 0.16))
        yield Stand(stand.x, stand.y, stand.zoom, stand.roll, gone, stand.light), float(stream.uniform(8, 90))


_BY_KIND = {"view": _view, "burst": _burst, "two sides": _two_sides}


def photographed(place: Place, stand: Stand, size: tuple[int, int], stream: np.random.Generator) -> Photo:
    """What the camera sees: near things move further than far ones when it goes aside."""
    width, height = size
    x, y = np.meshgrid(
        np.linspace(-0.5, 0.5, _GRID[0], dtype=np.float32), np.linspace(-0.5, 0.5, _GRID[1], dtype=np.float32)
    )
    turn = np.radians(stand.roll)
    depth = 1 + _TURNED * stand.aside * x  # one side is further away than the other
    across = (np.cos(turn) * x - np.sin(turn) * y * height / width) * stand.zoom / depth
    down = (np.sin(turn) * x * width / height + np.cos(turn) * y) * stand.zoom / depth
    at_x = ((across + stand.x) * width).astype(np.float32)
    at_y = ((down + stand.y) * height).astype(np.float32)
    rows, columns = place.nearness.shape
    scale = np.array([columns / place.picture.shape[1], rows / place.picture.shape[0]], np.float32)
    near = cv2.remap(
        place.nearness, at_x * scale[0], at_y * scale[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    at_x += stand.aside * width * (near - 0.3)
    whole_x, whole_y = (cv2.resize(each, size, interpolation=cv2.INTER_LINEAR) for each in (at_x, at_y))
    seen: Any = cv2.remap(
        place.picture, whole_x, whole_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
    if stand.passing is not None:
        high, wide = place.passer_by.shape[:2]
        left = round(stand.passing * (width - wide))
        seen[height - high :, left : left + wide] = place.passer_by
    grain = stream.normal(0, 3.0, (height, width, 1)).astype(np.float32)
    return np.clip(seen * np.float32(stand.light) + grain, 0, 255).astype(np.uint8)


_GRID = 65, 49
_TURNED = 1.6
"""How much one side of the view recedes for each width that the camera went aside."""


def save(photo: Photo, folder: Path, number: int, clock: datetime) -> int:
    """Write a photo as a camera does; returns its bytes."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "NearDup", "Benchmark camera"
    exif.get_ifd(0x8769)[0x9003] = clock.strftime("%Y:%m:%d %H:%M:%S")
    path = folder / f"DSC_{number:04}.JPG"
    Image.fromarray(photo).save(path, quality=92, subsampling="4:2:0", exif=exif)
    return path.stat().st_size


if __name__ == "__main__":
    main()
