"""A photo, and the photo with something put around it: does a bulk mark take what words say with it?

    python -m benchmarks.words_around PHOTOS --out FOLDER [--photos 20] [--seed 1]

Of each photo its JPEG of quality 95 is written and, of quality 80 to 92, cards, album pages, instant prints
and strips with a line of words, which must not go unseen, then frames, bars and screens, which hold nothing
of their own. FOLDER is scanned into a catalogue of its own. Prints how much of each kind a bulk mark takes.
PHOTOS should hold no copies of one another.
"""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageOps

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.families import opened, usable_photos
from benchmarks.family_drawings import desktop_screenshot, frame, phone_screenshot
from benchmarks.siblings import asked_for, covered_names, print_taken

Rng = np.random.Generator
Colour = tuple[int, int, int]

_GROUNDS: tuple[Colour, ...] = (
    (255, 255, 255),
    (250, 246, 235),
    (20, 20, 24),
    (0, 0, 0),
    (120, 30, 40),
    (30, 60, 110),
    (235, 220, 200),
)
_LINES = (
    "Happy birthday, dear Oma!",
    "Lisbon, May 2023",
    "Anna & Tom, 12.6.2019",
    "Our first winter in the new house",
    "Thank you!",
    "Summer '98",
    "with love, Mia",
)


def main() -> None:
    """Make, scan and print, from the command line."""
    given = asked_for(__doc__)
    kinds = make_pictures(given.folder, given.out, given.photos, given.seed)
    covered = covered_names(given.out)
    taken = Counter(kind for name, kind in kinds.items() if name in covered)
    made = Counter(kinds.values())
    print_taken("those with words", WITH_WORDS, taken, made)
    print_taken("those without", WITHOUT, taken, made)


def make_pictures(photos: Path, folder: Path, count: int, seed: int) -> dict[str, str]:
    """Write each photo and all kinds of it into a folder; the kind of each but the photo, by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, str] = {}
    for number, (data, _) in zip(range(count), usable_photos(photos, seed, 200, 6), strict=False):
        rng = np.random.default_rng([seed, 4, number])
        photo = opened(data).convert("RGB")
        photo.save(folder / f"{rng.bytes(6).hex()}.jpg", quality=95)
        for kind, draw in {**WITH_WORDS, **WITHOUT}.items():
            name = f"{rng.bytes(6).hex()}.jpg"
            draw(photo, rng).save(folder / name, quality=int(rng.integers(80, 93)))
            kinds[name] = kind
    return kinds


def _strip(photo: Image.Image, rng: Rng) -> Image.Image:
    """A line above or below, as wide as the photo."""
    high = round(photo.height * float(rng.uniform(0.1, 0.25)))
    above = rng.random() < 0.4
    ground = _ground(rng)
    made = ImageOps.expand(photo, (0, high, 0, 0) if above else (0, 0, 0, high), fill=ground)
    place = photo.width / 2, high / 2 if above else photo.height + high / 2
    return _written(made, place, min(high * 0.5, 1.6 * photo.width / _LONGEST), ground, rng)


def _print(photo: Image.Image, rng: Rng) -> Image.Image:
    """An instant print, with a line on its wide foot."""
    edge, foot = (round(min(photo.size) * float(rng.uniform(*span))) for span in ((0.03, 0.1), (0.12, 0.25)))
    ground = _GROUNDS[int(rng.integers(3))]
    made = ImageOps.expand(photo, (edge, edge, edge, foot), fill=ground)
    place = made.width / 2, made.height - foot / 2
    return _written(made, place, min(foot * 0.45, 1.5 * photo.width / _LONGEST), ground, rng)


def _card(photo: Image.Image, rng: Rng) -> Image.Image:
    """The photo in the midst of a card, often with a line around it, and words where there is most room."""
    wide, high = round(photo.width * rng.uniform(1.2, 1.9)), round(photo.height * rng.uniform(1.3, 2.0))
    ground = _ground(rng)
    made = Image.new("RGB", (wide, high), ground)
    top = round((high - photo.height) * float(rng.uniform(0.2, 0.8)))
    made.paste(photo, ((wide - photo.width) // 2, top))
    if rng.random() < 0.5:
        box = (wide * 0.03, high * 0.03, wide * 0.97, high * 0.97)
        ImageDraw.Draw(made).rectangle(box, outline=_ink(ground, rng), width=max(2, wide // 200))
    below = high - top - photo.height
    place = wide / 2, (high - below / 2 if below > top else top / 2)
    return _written(made, place, min(max(below, top) * 0.35, 1.4 * wide / _LONGEST), ground, rng)


def _page(photo: Image.Image, rng: Rng) -> Image.Image:
    """A page of an album that a program laid out, with a line under the photo; some are small."""
    wide, high = round(photo.width * rng.uniform(1.1, 1.6)), round(photo.height * rng.uniform(1.3, 1.8))
    ground = _ground(rng)
    made = Image.new("RGB", (wide, high), ground)
    left, top = round((wide - photo.width) * float(rng.uniform(0.2, 0.8))), round(high * 0.06)
    made.paste(photo, (left, top))
    below = high - top - photo.height
    size = min(below * 0.3, 1.2 * wide / _LONGEST) * float(rng.uniform(0.5, 1))
    return _written(made, (wide / 2, top + photo.height + below * 0.3), size, ground, rng)


def _bars(photo: Image.Image, rng: Rng) -> Image.Image:
    """Plain bars above and below, or at both sides."""
    edge = round(min(photo.size) * float(rng.uniform(0.05, 0.5)))
    border = (0, edge) if rng.random() < 0.5 else (edge, 0)
    return ImageOps.expand(photo, border, fill=_ground(rng))


def _written(
    made: Image.Image, place: tuple[float, float], size: float, ground: Colour, rng: Rng
) -> Image.Image:
    line = _LINES[int(rng.integers(len(_LINES)))]
    ink = _ink(ground, rng)
    ImageDraw.Draw(made).text(place, line, ink, font_size=max(8, round(size)), anchor="mm")
    return made


def _ground(rng: Rng) -> Colour:
    return _GROUNDS[int(rng.integers(len(_GROUNDS)))]


def _ink(ground: Colour, rng: Rng) -> Colour:
    least, most = (0, 110) if sum(ground) > 380 else (170, 256)
    red, green, blue = (int(value) for value in rng.integers(least, most, 3))
    return red, green, blue


_LONGEST = max(map(len, _LINES))
WITH_WORDS: dict[str, Callable[[Image.Image, Rng], Image.Image]] = {
    "strip": _strip,
    "instant print": _print,
    "card": _card,
    "album page": _page,
}
WITHOUT: dict[str, Callable[[Image.Image, Rng], Image.Image]] = {
    "frame": frame,
    "bars": _bars,
    "phone screenshot": phone_screenshot,
    "desktop screenshot": desktop_screenshot,
}


if __name__ == "__main__":
    main()
