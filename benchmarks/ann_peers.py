"""Other libraries' indexes beside NearDup's ways to close pairs, on the vectors of `synthetic_library`.

Run by `benchmarks/scale.py N --peers COUNT --plots FOLDER`. Every way is asked for the neighbours of a
thousand photos that have a near-duplicate; recall is the share of the neighbours at the threshold, by brute
force, that come among what it returns. Queries per second are per second of one processor, so that neither
other programs nor a library's threads change them. All work in memory, but for NearDup's buckets, which lie
in SQLite as always.

It ends with what all pairs would cost each way, in processor seconds: building, and asking for every photo.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.ann_curve import Answers, Curve, ask, timed
from benchmarks.ann_own import own_all_pairs, sketches, stored_buckets, sweep
from benchmarks.synthetic_library import DIM, planted, vectors
from core.lsh.hyperplanes import Hyperplanes
from core.lsh.tuning import choose, planned_size
from core.settings import LshSettings

ASKED = 1000
NEAREST = 10
"""Neighbours asked of an index that ranks by cosine. Most photos have one at the threshold, some two."""

HAMMING_NEAREST = 100
"""Neighbours asked of an index that ranks by bits: to be ranked anew by cosine, which is cheap."""


def compare_peers(count: int, threshold: float, plots: Path | None) -> None:
    """Measure all ways on `count` vectors, print a table, and draw the plot."""
    library = np.concatenate(list(vectors(count)))
    known = planted(count).pairs
    asked = known[np.linspace(0, len(known) - 1, min(ASKED, len(known))).astype(np.int64), 0]
    truth = _truth(library, asked, threshold)
    neighbours = sum(map(len, truth))
    print(f"\n{count:,} vectors of {DIM}, {len(asked)} queries, {neighbours} neighbours at {threshold}")
    print(f"{'way':34}{'setting':>22}{'recall':>8}{'queries/s':>11}{'build s':>9}")
    curves: list[Curve] = []
    for measure in (
        brute_force,
        sweep,
        sketches,
        stored_buckets,
        faiss_lsh,
        multi_hash,
        hnsw,
        usearch,
        annoy,
    ):
        for curve in measure(library, asked, truth, threshold):
            curves.append(curve)
            for setting, recall, speed in curve.points:
                print(f"{curve.name:34}{setting:>22}{recall:8.4f}{speed:11.0f}{curve.build:9.1f}", flush=True)
    print("\nprocessor seconds for all pairs, at a recall of 0.99")
    for curve in curves:
        cost = curve.all_pairs(count, 0.99)
        print(
            f"{curve.name:34}" + (f"{cost:10.1f}" if cost is not None else "   does not reach it"), flush=True
        )
    for name, seconds, recall in own_all_pairs(library, asked, truth, threshold):
        print(f"{name:34}{seconds:10.1f}   measured, recall {recall:.4f}", flush=True)
    if plots is not None:
        draw(curves, count, plots / "nearest_neighbours.png")


def _truth(library: np.ndarray, asked: np.ndarray, threshold: float) -> Answers:
    found = [np.flatnonzero(library @ library[row] >= threshold) for row in asked]
    return [rows[rows != row] for rows, row in zip(found, asked, strict=True)]


def brute_force(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    curve = Curve("brute force (BLAS)")

    def work() -> Answers:
        cosines = (library[asked[first : first + 100]] @ library.T for first in range(0, len(asked), 100))
        return [np.flatnonzero(row >= threshold) for block in cosines for row in block]

    ask(curve, "", truth, work)
    yield curve


def faiss_lsh(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    import faiss

    faiss.omp_set_num_threads(1)  # threads that wait busily would count as work
    curve = Curve("faiss IndexLSH")
    for bits in (256, 512, 1024, 2048):
        index = faiss.IndexLSH(DIM, bits)
        _, curve.build = timed(lambda index=index: index.add(library))
        ask(
            curve,
            f"{bits} bits",
            truth,
            lambda index=index: list(index.search(library[asked], HAMMING_NEAREST)[1]),
        )
    yield curve


def multi_hash(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    """Buckets over slices of a sketch of 512 bits: the nearest relative of NearDup's tables, in memory."""
    import faiss

    shape = choose(planned_size(len(library)), threshold, LshSettings(), DIM)
    flat = Hyperplanes.draw(DIM, 32, 16, 1).normals.reshape(-1, DIM)
    sketches = np.packbits(library @ flat.T > 0, axis=1)
    curve = Curve("faiss IndexBinaryMultiHash")
    index = faiss.IndexBinaryMultiHash(512, 512 // shape.bits, shape.bits)
    _, curve.build = timed(lambda: index.add(sketches))
    for flips in (0, 1, 2, 3):
        index.nflip = flips
        ask(
            curve,
            f"{512 // shape.bits} x {shape.bits} bits, {flips} flips",
            truth,
            lambda: list(index.search(sketches[asked], HAMMING_NEAREST)[1]),
        )
    yield curve


def hnsw(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    import faiss

    curve = Curve("faiss IndexHNSWFlat")
    index = faiss.IndexHNSWFlat(DIM, 16, faiss.METRIC_INNER_PRODUCT)
    _, curve.build = timed(lambda: index.add(library))
    for effort in (16, 32, 64, 128, 256):
        index.hnsw.efSearch = effort
        ask(curve, f"efSearch {effort}", truth, lambda: list(index.search(library[asked], NEAREST)[1]))
    yield curve


def usearch(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    from usearch.index import Index

    curve = Curve("usearch (float16)")
    index = Index(ndim=DIM, metric="ip", dtype="f16")
    _, curve.build = timed(lambda: index.add(np.arange(len(library)), library, threads=1))
    for effort in (16, 32, 64, 128, 256):
        index.expansion_search = effort
        ask(
            curve,
            f"expansion {effort}",
            truth,
            lambda: list(index.search(library[asked], NEAREST, threads=1).keys),
        )
    yield curve


def annoy(library: np.ndarray, asked: np.ndarray, truth: Answers, threshold: float) -> Iterator[Curve]:
    from annoy import AnnoyIndex

    curve = Curve("annoy, 50 trees")
    index = AnnoyIndex(DIM, "angular")

    def build() -> None:
        for row, vector in enumerate(library):
            index.add_item(row, vector)
        index.build(50)

    _, curve.build = timed(build)
    for effort in (500, 2000, 8000, 32000):

        def work(effort: int = effort) -> Answers:
            return [np.array(index.get_nns_by_item(row, NEAREST, effort)) for row in asked.tolist()]

        ask(curve, f"search_k {effort}", truth, work)
    yield curve


def draw(curves: list[Curve], count: int, target: Path) -> None:
    """Recall against queries per second, up and to the right being better."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 5.5), layout="constrained")
    for number, curve in enumerate(curves):
        is_own = curve.name.startswith("NearDup")
        recall, speed = [point[1] for point in curve.points], [point[2] for point in curve.points]
        axes.plot(
            recall, speed, marker="os^Dv<>p"[number % 8], linewidth=2.4 if is_own else 1.2, label=curve.name
        )
    axes.set_yscale("log")
    axes.set(
        xlim=(0, 1.02),
        xlabel=f"recall of neighbours at the threshold, {count:,} photos",
        ylabel="queries per second of one processor",
    )
    axes.grid(alpha=0.25, which="both")
    axes.legend(fontsize=8)
    figure.savefig(target, dpi=110)
    plt.close(figure)
