"""Judges a descriptor by edits of photos that it was never trained on.

    python -m training.validate [--model NAME_OR_PATH] [--sides 160 192 224] [--edited 150]

All held-out photos and twenty edits of some of them are compared, each with each. The threshold lets two
pairs of different photos through; a pair counts once, however many of its edits match, because one pair of
gift boxes from one shop would otherwise decide. Pairs that may show one scene count as neither right nor
false. What is printed is the share of edits whose cosine to their own original is above the threshold.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.photo_store import PhotoStore, open_store, split
from training.validation_edits import kinds

RUNS = Path("training/runs")
FALSE_PAIRS = 2
Embed = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


@dataclass(frozen=True)
class ValidationSet:
    """Held-out photos and edits of them.

    `images` is uint8[n, side, side, 3], the originals first; `sources` the number of the photo that each was
    made from; `names` what was done to it, "" for an original.
    """

    images: NDArray[np.uint8]
    sources: NDArray[np.int64]
    names: NDArray[np.str_]


@dataclass(frozen=True)
class Judgement:
    """Recall overall and by the edit's name, at a threshold that lets two false pairs through."""

    threshold: float
    recall: float
    by_name: dict[str, float]
    look_alike: float
    """The hundredth-highest cosine between originals that differ: how close look-alikes come."""


def main() -> None:
    """Judge, from the command line."""
    from core.embed.registry import load_embedder

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", default="", help="a bundled name or a path; the default model otherwise")
    parser.add_argument("--sides", type=int, nargs="*", help="input sizes to try; the model's own otherwise")
    parser.add_argument("--edited", type=int, default=150, help="how many photos to edit")
    given = parser.parse_args()
    store = open_store(RUNS / "store")
    classes = np.load(RUNS / "store" / "classes.npy")
    embedder = load_embedder(given.model)
    for side in given.sides or [embedder.spec.input_size]:
        photos = make_validation_set(store, side, edited=given.edited, cache=RUNS / "store")
        print_judgement(f"{embedder.spec.name} at {side} px", judge(embedder.embed, photos, classes))


def make_validation_set(
    store: PhotoStore, side: int, *, edited: int, originals: int = 10**6, cache: Path | None = None
) -> ValidationSet:
    """Make the edits; the same ones each time, kept in the folder `cache` where there is one."""
    training, held_out = split(len(store))
    held_out = held_out[:originals]
    file = cache / f"validation-{side}-{len(held_out)}-{edited}.npz" if cache else None
    if file is not None and file.is_file():
        with np.load(file) as table:
            return ValidationSet(table["images"], table["sources"], table["names"])
    images = [_squash(Image.fromarray(store[int(number)]), side) for number in held_out]
    sources, names = held_out.tolist(), [""] * len(held_out)
    for number in held_out[:: max(1, len(held_out) // edited)][:edited]:
        rng = np.random.default_rng(int(number))
        picture = Image.fromarray(store[int(number)])
        other = Image.fromarray(store[int(rng.choice(training))])
        for name, edit in kinds(other).items():
            images.append(_squash(edit(picture, rng), side))
            sources.append(int(number))
            names.append(name)
    made = ValidationSet(np.stack(images), np.array(sources), np.array(names))
    if file is not None:
        np.savez(file, images=made.images, sources=made.sources, names=made.names)
    return made


def judge(embed: Embed, photos: ValidationSet, classes: NDArray[np.int64]) -> Judgement:
    """Embed everything and compare each with each.

    Args:
        embed: uint8[n, side, side, 3] to float32[n, dim], unit rows.
        photos: what to embed.
        classes: the class of every photo of the store, see `neighbours.classes`.
    """
    vectors = np.concatenate(
        [embed(photos.images[start : start + 64]) for start in range(0, len(photos.images), 64)]
    )
    closest = compare_photos(vectors, photos.sources)
    group = classes[np.unique(photos.sources)]
    false = np.triu(group[:, None] != group[None], 1)
    threshold = float(np.sort(closest[false])[-FALSE_PAIRS - 1])

    original = photos.names == ""
    row_of = {int(source): row for row, source in enumerate(photos.sources[original])}
    own = np.array([row_of[int(source)] for source in photos.sources[~original]])
    found = (vectors[~original] * vectors[own]).sum(axis=1) > threshold
    names = photos.names[~original]
    by_name = {str(name): float(found[names == name].mean()) for name in dict.fromkeys(names)}
    between_originals = np.sort(compare_photos(vectors[original], photos.sources[original])[false])
    look_alike = float(between_originals[-min(100, len(between_originals))])
    return Judgement(threshold, float(found.mean()), by_name, look_alike)


def compare_photos(vectors: NDArray[np.float32], sources: NDArray[np.int64]) -> NDArray[np.float32]:
    """The highest cosine between any forms of two photos: float32[photos, photos], by photo number."""
    order = np.argsort(sources, kind="stable")
    starts = np.unique(sources[order], return_index=True)[1]
    cosines = vectors[order] @ vectors[order].T
    return np.maximum.reduceat(np.maximum.reduceat(cosines, starts, axis=0), starts, axis=1)


def print_judgement(title: str, judgement: Judgement) -> None:
    """Print a line of the whole and one per kind of edit, the worst first."""
    print(
        f"{title}: recall {judgement.recall:.4f} at cosine {judgement.threshold:.3f} "
        f"({FALSE_PAIRS} false pairs); look-alikes reach {judgement.look_alike:.3f}"
    )
    for name, recall in sorted(judgement.by_name.items(), key=lambda item: item[1]):
        print(f"  {name:>15} {recall:.3f}")


def _squash(picture: Image.Image, side: int) -> NDArray[np.uint8]:
    return np.asarray(picture.resize((side, side), Image.Resampling.BICUBIC))


if __name__ == "__main__":
    main()
