"""Measures the cosines at which two photos are the same picture or the same scene, for any model.

    python -m training.calibrate_thresholds ../shared/train [--model NAME_OR_PATH] [--sheet pairs.jpg]
        [--copies N] [--scenes N] [--allowance COSINE] [--write]

Two distributions decide. Different photos: all pairs of the folder, whose tail says how many false pairs a
library will meet. Copies: photos against edits of themselves (`training/edits.py`), whose share above a
cosine is the recall that the threshold leaves.

    same_scene      one false pair in 4 million pairs: a library of 3,000 photos meets one
    same_picture    no two presses of a shutter in the whole folder come as close
    candidate       one pair in a thousand passes: worth a closer look, no match by the cosine alone

A folder may hold true near-duplicates, which would pass for false pairs. `--sheet` draws the closest pairs;
a person looks at it once and says how many of them are copies of one picture (`--copies`, the first N) and
how many show one scene (`--scenes`, the first N, copies included). Where the model was fitted to the same
photos its cosines between them are a little low: `--allowance` is added to what was found.

The bundled model was calibrated with `../shared/train --scenes 75 --allowance 0.03`. By eye none of the pairs
are copies, and about 75 of the first 130 show one scene (shop shelves, gift boxes, a room). Fitted to one
half of the folder instead, its whitening gave the other half's closest pairs 0.03 to 0.05 more.
"""

import argparse
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import tomli_w
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.embed.embedder import Embedder, Thresholds
from core.embed.registry import load_embedder
from core.photo import Embeddings
from training.edits import GENTLE, STRONG, Edit

FALSE_PAIRS_PER_PAIR = 1 / 4_000_000
CANDIDATES_PER_PAIR = 1 / 1000
_KEPT_PAIRS = 60_000
_SHEET_RANKS = 200


def main() -> None:
    """Calibrate, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path, help="folder of JPEGs that nobody tunes to elsewhere")
    parser.add_argument("--model", default="", help="a bundled name or a path; the default model otherwise")
    parser.add_argument("--edited", type=int, default=150, help="how many photos to edit")
    parser.add_argument("--copies", type=int, default=0, help="closest pairs that are copies of one picture")
    parser.add_argument("--scenes", type=int, default=0, help="closest pairs that show one scene")
    parser.add_argument("--allowance", type=float, default=0.0, help="cosine to add to both thresholds")
    parser.add_argument("--sheet", type=Path, help="draw the closest pairs into this picture")
    parser.add_argument("--write", action="store_true", help="put the thresholds into the model's manifest")
    given = parser.parse_args()

    embedder = load_embedder(given.model)
    paths = sorted(given.photos.glob("*.jpg"))
    tail = closest_pairs(embed_files(embedder, paths))
    if given.sheet:
        draw_pairs(tail, paths, given.sheet)
    copies = compare_with_edits(embedder, paths[:: max(1, len(paths) // given.edited)])

    thresholds = decide(tail, given.copies, max(given.copies, given.scenes), given.allowance)
    print_table(tail, copies, thresholds, given.scenes)
    if given.write:
        write_thresholds(embedder.spec.path.with_suffix(".toml"), thresholds)


@dataclass(frozen=True)
class Tail:
    """The closest pairs of a folder, closest first, and how many pairs there are in all."""

    cosines: NDArray[np.float32]
    pairs: NDArray[np.int64]
    total: int


def closest_pairs(vectors: Embeddings, block: int = 512) -> Tail:
    """Compare all with all, a block of rows at a time, and keep the closest pairs."""
    cosines, pairs = np.empty(0, np.float32), np.empty((0, 2), np.int64)
    for start in range(0, len(vectors), block):
        found = vectors[start : start + block] @ vectors.T
        later = np.arange(len(vectors)) > np.arange(start, start + len(found))[:, None]
        floor = cosines[-1] if len(cosines) == _KEPT_PAIRS else -1.0
        rows, columns = np.nonzero(later & (found > floor))
        cosines = np.concatenate([cosines, found[rows, columns]])
        pairs = np.concatenate([pairs, np.stack([rows + start, columns], axis=1)])
        best = np.argsort(-cosines, kind="stable")[:_KEPT_PAIRS]
        cosines, pairs = cosines[best], pairs[best]
    return Tail(cosines, pairs, len(vectors) * (len(vectors) - 1) // 2)


def compare_with_edits(embedder: Embedder, paths: list[Path]) -> dict[str, NDArray[np.float32]]:
    """Cosines between photos and edits of themselves: float32[photos] by the edit's name."""
    edits: dict[str, Edit] = {**GENTLE, **STRONG}
    found = np.empty((len(paths), len(edits)), np.float32)
    for number, path in enumerate(paths):
        rng = np.random.default_rng(number)
        picture = Image.open(path).convert("RGB")
        changed = [squash(edit(picture, rng), embedder) for edit in edits.values()]
        vectors = embedder.embed(np.stack([squash(picture, embedder), *changed]))
        found[number] = vectors[1:] @ vectors[0]
    return dict(zip(edits, found.T, strict=True))


def decide(tail: Tail, copies: int, scenes: int, allowance: float) -> Thresholds:
    """Turn the tail into thresholds, rounded to hundredths: those of matches up, that of candidates down."""
    false_pairs = round(tail.total * FALSE_PAIRS_PER_PAIR)
    same_picture = float(tail.cosines[copies]) + allowance
    same_scene = float(tail.cosines[scenes + false_pairs]) + allowance
    candidate = tail.cosines[min(round(tail.total * CANDIDATES_PER_PAIR), len(tail.cosines) - 1)]
    return Thresholds(
        *(float(np.ceil(min(cosine, 0.99) * 100) / 100) for cosine in (same_picture, same_scene)),
        candidate=float(np.floor(candidate * 100) / 100),
    )


def print_table(
    tail: Tail, copies: dict[str, NDArray[np.float32]], thresholds: Thresholds, scenes: int
) -> None:
    """Print what was decided and everything it was decided from."""
    levels = sorted({*np.arange(0.3, 1, 0.1).round(2), thresholds.same_scene, thresholds.same_picture})
    print(f"{'cosine':>15}" + "".join(f"{level:8.2f}" for level in levels))
    above = [int((tail.cosines >= level).sum()) for level in levels]
    print(f"{'close pairs':>15}" + "".join(f"{count:8d}" for count in above), end="")
    print(f"   of {tail.total:,}; {scenes} of the closest show one scene")
    for title, edits in (("gentle edits", GENTLE), ("strong edits", STRONG)):
        rows = {title.upper(): np.concatenate([copies[name] for name in edits])}
        for name, cosines in {**rows, **{name: copies[name] for name in edits}}.items():
            print(f"{name:>15}" + "".join(f"{(cosines >= level).mean():8.3f}" for level in levels))
    print(f"\n[thresholds]\nsame_picture = {thresholds.same_picture}\nsame_scene = {thresholds.same_scene}")
    print(f"candidate = {thresholds.candidate}")


def write_thresholds(manifest: Path, thresholds: Thresholds) -> None:
    """Put the thresholds into a manifest and leave the rest of it as it is."""
    table = tomllib.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    table["thresholds"] = asdict(thresholds)
    manifest.write_text(tomli_w.dumps(table), encoding="utf-8")


def draw_pairs(tail: Tail, paths: list[Path], target: Path, side: int = 110, columns: int = 10) -> None:
    """Draw the closest pairs side by side, each with its rank and cosine."""
    count = min(_SHEET_RANKS, len(tail.cosines))
    cell = (2 * side + 10, side + 18)
    sheet = Image.new("RGB", (columns * cell[0], -(-count // columns) * cell[1]))
    draw = ImageDraw.Draw(sheet)
    for rank in range(count):
        left, top = rank % columns * cell[0], rank // columns * cell[1]
        for place, index in enumerate(tail.pairs[rank]):
            sheet.paste(
                Image.open(paths[index]).convert("RGB").resize((side, side)), (left + place * side, top)
            )
        draw.text((left, top + side + 2), f"{rank}: {tail.cosines[rank]:.3f}", fill="white")
    sheet.save(target)


def embed_files(embedder: Embedder, paths: list[Path], batch: int = 64) -> Embeddings:
    """Embed photos, squashed to the model's square."""
    found = []
    for start in range(0, len(paths), batch):
        pictures = [
            squash(Image.open(path).convert("RGB"), embedder) for path in paths[start : start + batch]
        ]
        found.append(embedder.embed(np.stack(pictures)))
        if start % (16 * batch) == 0:
            print(f"photos: {start} of {len(paths)}", flush=True)
    return np.concatenate(found)


def squash(picture: Image.Image, embedder: Embedder) -> NDArray[np.uint8]:
    """Bring a picture to the model's square as a scan does."""
    side = embedder.spec.input_size
    return np.asarray(picture.resize((side, side), Image.Resampling.BICUBIC))


if __name__ == "__main__":
    main()
