"""Two copies of a photo that is gone, one of them altered: is the plain one called covered by it?

    python -m benchmarks.siblings PHOTOS --out FOLDER [--photos 20] [--seed 1]

Of each photo a plain JPEG (quality 78 to 92, some smaller) and an altered one of quality 93 are written, the
photo itself is not. Nothing says which is which: no metadata, names at random. FOLDER is scanned into a
catalogue of its own. Prints how many of the plain ones a bulk mark would take, by what was done to the other.
Then two that were both written on in one place, of which neither holds what the other says.
PHOTOS should hold no copies of one another. `benchmarks/families.py` asks the same of copies whose original
is there.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.families import ROOT, opened, usable_photos

Rng = np.random.Generator


def main() -> None:
    """Make, scan and print, from the command line."""
    given = asked_for(__doc__)
    pairs = make_pairs(given.folder, given.out, given.photos, given.seed)
    covered = covered_names(given.out)
    taken = Counter(kind for plain, kind in pairs.items() if plain in covered)
    made = Counter(pairs.values())
    print_taken("plain ones", ALTERATIONS, taken, made)
    print_taken("of two that were both written on, those", TEMPLATES, taken, made)


def asked_for(doc: str | None) -> argparse.Namespace:
    """What the command line asks for: `folder` with photos, an empty `out`, how many `photos`, a `seed`."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of photos, searched with what is below it")
    parser.add_argument("--out", type=Path, required=True, help="an empty or new folder for what is made")
    parser.add_argument("--photos", type=int, default=20, help="for each kind")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.out.is_dir() and any(given.out.iterdir()):
        parser.error(f"{given.out} is not empty: give a new folder")
    return given


def print_taken(whose: str, kinds: Iterable[str], taken: Counter[str], made: Counter[str]) -> None:
    """Say how many of those that were made a bulk mark takes, of all and of each kind."""
    named = list(kinds)
    asked = sum(made[kind] for kind in named)
    share = sum(taken[kind] for kind in named) / max(1, asked)
    print(f"{whose} that a bulk mark takes: {share:.3f} of {asked}")
    for kind in named:
        print(f"  {kind:<20}{taken[kind] / max(1, made[kind]):.2f} of {made[kind]}")


def make_pairs(photos: Path, folder: Path, count: int, seed: int) -> dict[str, str]:
    """Write pairs into a folder; what was done to the other one by the name of each file that must not be
    taken: the plain one, or both."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs: dict[str, str] = {}
    kinds = [kind for kind in (*ALTERATIONS, *TEMPLATES) for _ in range(count)]
    for number, (kind, (data, _)) in enumerate(zip(kinds, usable_photos(photos, seed, 200, 6), strict=False)):
        rng = np.random.default_rng([seed, 3, number])
        photo = opened(data)
        if kind in TEMPLATES:
            for written in TEMPLATES[kind](photo.convert("RGB"), rng):
                name = f"{rng.bytes(6).hex()}.jpg"
                (folder / name).write_bytes(_jpeg(written, int(rng.integers(80, 96))))
                pairs[name] = kind
            continue
        plain, altered = (f"{rng.bytes(6).hex()}.jpg" for _ in range(2))
        scale = float(rng.choice([1.0, 1.0, 0.85]))
        size = round(photo.width * scale), round(photo.height * scale)
        smaller = photo if scale == 1 else photo.resize(size, Image.Resampling.LANCZOS)
        (folder / plain).write_bytes(_jpeg(smaller, int(rng.integers(78, 93))))
        (folder / altered).write_bytes(_jpeg(ALTERATIONS[kind](photo, rng), 93))
        pairs[plain] = kind
    return pairs


def covered_names(folder: Path) -> set[str]:
    """Scan a folder with this checkout: the names of the photos that the ones that stay cover."""
    with tempfile.TemporaryDirectory() as scratch:
        report, catalog = Path(scratch) / "report.json", Path(scratch) / "catalog.sqlite3"
        command = [sys.executable, str(ROOT / "main.py"), "scan", str(folder)]
        options = ["--catalog", str(catalog), "--json", str(report)]
        subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        groups = json.loads(report.read_text("utf-8"))["groups"]
    return {Path(member["path"]).name for group in groups for member in group["members"] if member["covered"]}


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=quality)
    return encoded.getvalue()


def _spot(photo: Image.Image, rng: Rng) -> tuple[int, int, int, int]:
    """A place as large as a face in a photo of people."""
    side = round(min(photo.size) * rng.uniform(0.15, 0.3))
    left, top = (int(rng.integers(0, length - side)) for length in photo.size)
    return left, top, left + side, top + side


def _with_spot(photo: Image.Image, rng: Rng, change: Callable[[Image.Image], Image.Image]) -> Image.Image:
    spot = _spot(photo, rng)
    altered = photo.copy()
    altered.paste(change(photo.crop(spot)), spot)
    return altered


def _pixelated(photo: Image.Image, rng: Rng) -> Image.Image:
    def coarse(face: Image.Image) -> Image.Image:
        few = face.resize((6, 6), Image.Resampling.BOX)
        return few.resize(face.size, Image.Resampling.NEAREST)

    return _with_spot(photo, rng, coarse)


def _blurred(photo: Image.Image, rng: Rng) -> Image.Image:
    return _with_spot(photo, rng, lambda face: face.filter(ImageFilter.GaussianBlur(9)))


def _removed(photo: Image.Image, rng: Rng) -> Image.Image:
    """A thing painted over with what is beside it."""
    left, top, right, bottom = _spot(photo, rng)
    side = right - left
    beside = right if right + side <= photo.width else max(0, left - side)
    mask = Image.new("L", photo.size, 0)
    ImageDraw.Draw(mask).ellipse((left, top, right, bottom), fill=255)
    moved = photo.copy()
    moved.paste(photo.crop((beside, top, beside + side, bottom)), (left, top))
    return Image.composite(moved, photo, mask.filter(ImageFilter.GaussianBlur(4)))


def _worded(photo: Image.Image, rng: Rng) -> Image.Image:
    left, top, *_ = _spot(photo, rng)
    altered = photo.copy()
    ImageDraw.Draw(altered).text((left, top), "see you in June", "white", font_size=photo.height // 12)
    return altered


def _circled(photo: Image.Image, rng: Rng) -> Image.Image:
    altered = photo.copy()
    ImageDraw.Draw(altered).ellipse(_spot(photo, rng), outline=(225, 25, 25), width=4)
    return altered


def _glaring(photo: Image.Image, rng: Rng) -> Image.Image:
    left, top, right, bottom = _spot(photo, rng)
    mask = Image.new("L", photo.size, 0)
    ImageDraw.Draw(mask).ellipse((left, top, right, bottom), fill=150)
    white = Image.new("RGB", photo.size, "white")
    return Image.composite(white, photo, mask.filter(ImageFilter.GaussianBlur((right - left) // 4)))


def _cropped(photo: Image.Image, rng: Rng) -> Image.Image:
    """3 to 25 % of one side cut away."""
    rest = 1 - float(rng.uniform(0.03, 0.25))
    width, height = photo.size
    left, top, right, bottom = 0, 0, width, height
    match int(rng.integers(4)):
        case 0:
            left = round(width * (1 - rest))
        case 1:
            top = round(height * (1 - rest))
        case 2:
            right = round(width * rest)
        case _:
            bottom = round(height * rest)
    return photo.crop((left, top, right, bottom))


def _vignetted(photo: Image.Image, rng: Rng) -> Image.Image:
    """Corners darkened by a fifth to a half."""
    down, across = np.meshgrid(
        np.linspace(-1, 1, photo.height), np.linspace(-1, 1, photo.width), indexing="ij"
    )
    light = 1 - float(rng.uniform(0.2, 0.5)) * (down**2 + across**2) / 2
    return Image.fromarray((np.asarray(photo.convert("RGB")) * light[..., None]).astype(np.uint8))


def _skin_smoothed(photo: Image.Image, rng: Rng) -> Image.Image:
    """Two places as large as faces smoothed, softly at their rims."""
    mask = Image.new("L", photo.size, 0)
    for _ in range(2):
        ImageDraw.Draw(mask).ellipse(_spot(photo, rng), fill=255)
    return Image.composite(
        photo.filter(ImageFilter.MedianFilter(5)), photo, mask.filter(ImageFilter.GaussianBlur(6))
    )


ALTERATIONS: dict[str, Callable[[Image.Image, Rng], Image.Image]] = {
    "face pixelated": _pixelated,
    "face blurred": _blurred,
    "thing removed": _removed,
    "words": _worded,
    "circle": _circled,
    "glare": _glaring,
    "saturation": lambda photo, rng: ImageEnhance.Color(photo).enhance(float(rng.uniform(1.3, 1.8))),
    "levels": lambda photo, _: ImageOps.autocontrast(photo, cutoff=1),
    "cropped": _cropped,
    "corners darkened": _vignetted,
    "skin smoothed": _skin_smoothed,
}

_WORDS = ["you", "me", "today", "never", "cat", "office", "rain", "better", "cook", "walk", "home", "sleep"]


def _captioned(photo: Image.Image, rng: Rng) -> list[Image.Image]:
    """Words at the upper and the lower edge, white with a black rim."""
    written = [photo.copy(), photo.copy()]
    size = photo.width // 16
    for picture in written:
        for y in (size // 2, photo.height - size * 2):
            ImageDraw.Draw(picture).text(
                (photo.width // 2, y),
                " ".join(rng.choice(_WORDS, 4)).upper(),
                "white",
                font_size=size,
                stroke_width=max(1, size // 12),
                stroke_fill="black",
                anchor="mt",
            )
    return written


def _priced(photo: Image.Image, rng: Rng) -> list[Image.Image]:
    written = [photo.copy(), photo.copy()]
    size = photo.height // 10
    x, y = rng.uniform(0.05, 0.6, 2) * photo.size
    for picture, price in zip(written, 10 + rng.choice(80, 2, replace=False), strict=True):
        pen = ImageDraw.Draw(picture)
        pen.rounded_rectangle((x, y, x + size * 3, y + size * 1.5), size // 3, fill=(210, 30, 40))
        pen.text((x + size * 0.3, y + size * 0.2), f"{price} €", "white", font_size=size)
    return written


def _dated(photo: Image.Image, rng: Rng) -> list[Image.Image]:
    written = [photo.copy(), photo.copy()]
    for picture, day in zip(written, 1 + rng.choice(28, 2, replace=False), strict=True):
        at = photo.width * 0.7, photo.height * 0.92
        ImageDraw.Draw(picture).text(at, f"{day:02d} 05 2019", (255, 150, 20), font_size=photo.height // 24)
    return written


TEMPLATES: dict[str, Callable[[Image.Image, Rng], list[Image.Image]]] = {
    "other words": _captioned,
    "other price": _priced,
    "other date": _dated,
}


if __name__ == "__main__":
    main()
