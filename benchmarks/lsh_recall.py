"""Do the quick ways to close pairs find what comparing all with all finds, on the vectors of real photos?

    python benchmarks/lsh_recall.py PHOTOS [--photos 3000] [--edited 60] [--model NAME ...]

The recall that `core.lsh` promises is arithmetic about random planes and cuts. This measures it: photos of a
folder and twenty edits of some of them are embedded, all pairs from the model's `same_scene` cosine on are
found by brute force, and then by the hash tables that libraries of several sizes get, by the sweep over short
vectors, and by cells as a library of this size would have them. The planes are drawn several times, and the
mean and the worst draw are printed. Where close pairs lie is part of the answer: a model whose copies are
very close makes it easy.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.pictures import edited_pictures
from core.embed.embedder import Embedder
from core.embed.registry import available_models, load_embedder
from core.lsh.candidates import candidate_pairs
from core.lsh.cells import near_pairs_in_cells, plan_cells
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.short import shorten
from core.lsh.sweep import near_pairs
from core.lsh.tuning import choose, max_hamming, planned_size
from core.photo import Embeddings
from core.settings import LshSettings

LIBRARIES = (4_000, 60_000, 250_000, 1_000_000)
DRAWS = 5
Pairs = NDArray[np.int64]


def main() -> None:
    """Measure, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos_folder", type=Path)
    parser.add_argument("--photos", type=int, default=3000, help="how many photos of the folder take part")
    parser.add_argument(
        "--edited", type=int, default=60, help="how many of them are edited, twenty times each"
    )
    parser.add_argument("--model", nargs="*", default=[], help="models by name; all of them otherwise")
    given = parser.parse_args()
    paths = sorted(path for path in given.photos_folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    paths = paths[:: max(1, len(paths) // given.photos)][: given.photos]
    for name in given.model or [spec.name for spec in available_models()]:
        embedder = load_embedder(name)
        vectors = embed(embedder, paths, given.edited)
        measure(embedder, vectors)


_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def embed(embedder: Embedder, paths: list[Path], edited: int) -> Embeddings:
    """float32[n, dim] of the photos, and of the edits of some."""
    side = embedder.spec.input_size
    squares = [picture.squares[side] for picture in edited_pictures(paths, edited, [side])]
    blocks = range(0, len(squares), 64)
    return np.concatenate([embedder.embed(np.stack(squares[block : block + 64])) for block in blocks])


def measure(embedder: Embedder, vectors: Embeddings) -> None:
    """Print the recall of each way."""
    spec = embedder.spec
    cosine = spec.thresholds.same_scene
    close, cosines = close_pairs(vectors, cosine)
    if len(close) == 0:
        print(f"{spec.name}: no pair of {len(vectors)} pictures reaches {cosine}")
        return
    where = ", ".join(f"{at:.2f}" for at in np.quantile(cosines, [0.05, 0.25, 0.5, 0.75]))
    print(f"\n{spec.name}: {len(vectors)} pictures, {len(close)} pairs from cosine {cosine} on")
    print(f"a twentieth, a quarter, half and three quarters of them lie below {where}")
    print(f"{'way':60}{'mean':>8}{'worst':>8}")
    for library in LIBRARIES:
        params = choose(planned_size(library), cosine, LshSettings(), spec.dim)
        planes = [Hyperplanes.draw(spec.dim, params.bits, params.tables, seed) for seed in range(DRAWS)]
        near = max_hamming(params, cosine)
        found = [
            share_found(
                candidate_pairs(drawn.keys(vectors), params.bits, params.probes, None, near),
                close,
                len(vectors),
            )
            for drawn in planes
        ]
        shape = f"{params.tables} tables of {params.bits} bits, {params.probes} probes"
        print_row(f"{shape}, as for {library:,} photos", found)
    plan = plan_cells(len(vectors), len(vectors), cosine)
    short = [shorten(drawn, vectors) for drawn in planes]
    print_row("sweep", [share_found(near_pairs(one, cosine), close, len(vectors)) for one in short])
    print_row(
        f"cells around {plan.landmarks} landmarks",
        [share_found(near_pairs_in_cells(one, cosine, plan), close, len(vectors)) for one in short],
    )


def print_row(way: str, found: list[float]) -> None:
    """Print the mean and the worst recall of a way."""
    print(f"{way:60}{np.mean(found):8.4f}{min(found):8.4f}", flush=True)


def close_pairs(vectors: Embeddings, cosine: float) -> tuple[Pairs, NDArray[np.float32]]:
    """All pairs from a cosine on, the smaller row first, and their cosines."""
    found: list[Pairs] = []
    cosines: list[NDArray[np.float32]] = []
    for first, block in _blocks(vectors):
        product = block @ vectors.T
        low, high = np.nonzero(product >= cosine)
        later = high > low + first
        found.append(np.stack([low[later] + first, high[later]], axis=1))
        cosines.append(product[low[later], high[later]])
    return np.concatenate(found), np.concatenate(cosines)


def share_found(blocks: Iterable[Pairs], close: Pairs, rows: int) -> float:
    """The share of the close pairs that a way comes by."""
    wanted = close[:, 0] * rows + close[:, 1]
    met = np.zeros(len(wanted), dtype=np.bool_)
    for pairs in blocks:
        met |= np.isin(wanted, pairs[:, 0] * rows + pairs[:, 1])
    return float(met.mean())


def _blocks(vectors: Embeddings) -> Iterator[tuple[int, Embeddings]]:
    for first in range(0, len(vectors), 512):
        yield first, vectors[first : first + 512]


if __name__ == "__main__":
    main()
