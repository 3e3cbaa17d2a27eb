"""Do the quick ways to close pairs find what comparing all with all finds, on the vectors of real photos?

    python benchmarks/lsh_recall.py PHOTOS [--photos 3000] [--edited 60] [--model NAME ...]

The recall that `core.lsh` promises is arithmetic about random planes and cuts. This measures it. Photos of a
folder and twenty edits of some of them are embedded, and all pairs are compared by brute force. For libraries
of several sizes the hash tables, the sweep over short vectors and the cells are then made as a scan of such a
library makes them, and asked for the same pairs. Two kinds are counted:

    close       the cosine reaches the model's threshold for one scene
    verified    the cosine reaches what is worth a closer look in a library of that size, and laid over each
                other the two are judged one scene or one picture: what a scan by brute force would report

The planes are drawn several times, and the mean and the worst draw are printed. Where close pairs lie is part
of the answer: a model whose copies are very close makes it easy.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.pictures import Picture, edited_pictures
from core.embed.embedder import Embedder, ModelSpec
from core.embed.registry import available_models, load_embedder
from core.lsh.candidates import candidate_pairs
from core.lsh.cells import near_pairs_in_cells, plan_cells
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.short import shorten
from core.lsh.sweep import near_pairs
from core.lsh.tuning import choose, max_hamming, planned_size
from core.match.features import features_of
from core.match.registration import Registration, register
from core.match.verdict import judge
from core.photo import Embeddings
from core.scan.pairing import sought_cosine
from core.settings import LshSettings

LIBRARIES = (20_000, 60_000, 250_000, 1_000_000)
"""Up to about 15,000 new photos are compared by a matrix product, which misses nothing."""

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
    embedders = [load_embedder(name) for name in given.model or [spec.name for spec in available_models()]]
    pictures = edited_pictures(paths, given.edited, {embedder.spec.input_size for embedder in embedders})
    evidence = Evidence(pictures)
    for embedder in embedders:
        measure(embedder.spec, embed(embedder, pictures), evidence)


_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def embed(embedder: Embedder, pictures: list[Picture]) -> Embeddings:
    """float32[n, dim] of the pictures."""
    squares = [picture.squares[embedder.spec.input_size] for picture in pictures]
    blocks = range(0, len(squares), 64)
    return np.concatenate([embedder.embed(np.stack(squares[block : block + 64])) for block in blocks])


class Evidence:
    """Judges pairs of pictures as a scan does. Laying two over each other is done once for all models."""

    def __init__(self, pictures: list[Picture]) -> None:
        self._pictures = pictures
        self._registrations: dict[tuple[int, int], tuple[Registration | None, float]] = {}

    def verified(self, spec: ModelSpec, pairs: Pairs, cosines: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which of the pairs are judged one scene or one picture."""
        asked = [(int(a), int(b)) for a, b in pairs]
        self._register([pair for pair in asked if pair not in self._registrations])
        verdicts = [
            judge(
                float(cosine),
                self._registrations[pair][0],
                same_scene=spec.thresholds.same_scene,
                same_picture=spec.thresholds.same_picture,
                detail=self._registrations[pair][1],
                seconds_apart=None,
                same_camera=None,
            )
            for pair, cosine in zip(asked, cosines, strict=True)
        ]
        return np.array([verdict.relation is not None for verdict in verdicts], dtype=np.bool_)

    def _register(self, pairs: list[tuple[int, int]]) -> None:
        with ThreadPoolExecutor(2) as pool:
            rows = sorted({row for pair in pairs for row in pair})
            found = pool.map(features_of, (self._pictures[row].thumbnail for row in rows))
            features = dict(zip(rows, found, strict=True))
            registered = pool.map(lambda pair: register(features[pair[0]], features[pair[1]]), pairs)
            for (a, b), registration in zip(pairs, registered, strict=True):
                detail = min(features[a].detail, features[b].detail)
                self._registrations[a, b] = registration, detail


def measure(spec: ModelSpec, vectors: Embeddings, evidence: Evidence) -> None:
    """Print what each way finds, for libraries of several sizes."""
    cosine, rows = spec.thresholds.same_scene, len(vectors)
    pairs, cosines = close_pairs(vectors, spec.thresholds.candidate_among(min(LIBRARIES)))
    close = cosines >= cosine
    if not close.any():
        print(f"{spec.name}: no pair of {rows} pictures reaches {cosine}")
        return
    verified = evidence.verified(spec, pairs, cosines)
    where = ", ".join(f"{at:.2f}" for at in np.quantile(cosines[close], [0.05, 0.25, 0.5, 0.75]))
    print(f"\n{spec.name}: {rows} pictures, {close.sum()} pairs from cosine {cosine} on")
    print(f"a twentieth, a quarter, half and three quarters of them lie below {where}")
    print(f"{'':54}{'close pairs':>16}{'verified pairs':>16}")
    for library in LIBRARIES:
        at_least = spec.thresholds.candidate_among(library)
        worth = cosines >= at_least
        print(
            f"{f'as for {library:,} photos: {(worth & verified).sum()} verified from {at_least:.2f} on':54}"
            f"{'mean':>8}{'worst':>8}{'mean':>8}{'worst':>8}"
        )
        for name, way in ways(spec, vectors, library).items():
            found = [
                np.isin(pairs @ [rows, 1], met) for met in (_keys(way(seed), rows) for seed in range(DRAWS))
            ]
            shares = [[float(one[which].mean()) for one in found] for which in (close, worth & verified)]
            print(f"  {name:52}" + "".join(f"{np.mean(of):8.4f}{min(of):8.4f}" for of in shares), flush=True)


def ways(spec: ModelSpec, vectors: Embeddings, library: int) -> dict[str, Callable[[int], Iterable[Pairs]]]:
    """The quick ways as a scan of a library of this size goes them: a seed in, blocks of pairs out."""
    cosine = sought_cosine(spec, library)
    params = choose(planned_size(library), spec.thresholds.same_scene, LshSettings(), spec.dim)
    near, plan = max_hamming(params, cosine), plan_cells(library, library, cosine)

    def planes(seed: int) -> Hyperplanes:
        return Hyperplanes.draw(spec.dim, params.bits, params.tables, seed)

    def tables(seed: int) -> Iterable[Pairs]:
        return candidate_pairs(planes(seed).keys(vectors), params.bits, params.probes, None, near)

    return {
        f"{params.tables} tables of {params.bits} bits, {params.probes} probes": tables,
        "sweep": lambda seed: near_pairs(shorten(planes(seed), vectors), cosine),
        f"cells around {plan.landmarks:,} landmarks": lambda seed: near_pairs_in_cells(
            shorten(planes(seed), vectors), cosine, plan
        ),
    }


def _keys(blocks: Iterable[Pairs], rows: int) -> Pairs:
    """Pairs as single numbers."""
    return np.concatenate([pairs @ [rows, 1] for pairs in blocks] or [np.empty(0, np.int64)])


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


def _blocks(vectors: Embeddings) -> Iterator[tuple[int, Embeddings]]:
    for first in range(0, len(vectors), 512):
        yield first, vectors[first : first + 512]


if __name__ == "__main__":
    main()
