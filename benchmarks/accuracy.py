"""How many copies are found, and what else is called one?

    python benchmarks/accuracy.py PHOTOS TRUTH [--edits] [--model NAME ...] [--floor COSINE] [--plots FOLDER]

TRUTH is a JSON file: {"groups": [[path, ...], ...], "singles": [path, ...], "ambiguous": [[a, b], ...]},
paths relative to PHOTOS. For each descriptor, and for the bundled models with evidence too, it prints

- the recall at 99 % and 95 % pair precision: the best cut of the ranking, the mean over groups of the share
  of a group's pairs above it;
- the false pairs at the shipped threshold for "same scene", and of those the ones called the same picture;
- milliseconds of processor time per photo (describing it; with evidence its features but for corners) and per
  pair (corners too, where one is the first to need them).

With evidence, pairs whose cosine is above a floor are registered, as a scan does, and ranked by the
verdict's probability. `--edits` makes twenty kinds of edits of some singles instead, lays the other singles
beside them, and prints the share of edits found where two false pairs are let through, by kind.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.accuracy_plots import draw_rankings, draw_similarities
from benchmarks.descriptors import Descriptor, descriptors
from benchmarks.edits import EDITS, MILD
from benchmarks.pictures import Picture, edited_pictures, read_pictures
from core.match.features import features_of
from core.match.registration import register
from core.match.relation import one_press, same_camera, seconds_apart
from core.match.verdict import judge
from core.photo import Relation


def main() -> None:
    """Measure, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--model", nargs="*", default=[], help="models by name; all otherwise")
    parser.add_argument("--edits", action="store_true", help="measure on edits of the singles instead")
    parser.add_argument("--edited", type=int, default=60, help="how many singles to edit")
    parser.add_argument(
        "--floor", type=float, help="cosine from which pairs are registered; else by the model"
    )
    parser.add_argument("--plots", type=Path, help="folder for the plots, as PNG")
    given = parser.parse_args()

    compared = descriptors(given.model)
    truth = json.loads(given.truth.read_text(encoding="utf-8"))
    sides = {descriptor.side for descriptor in compared}
    if given.edits:
        paths = [given.photos / name for name in truth["singles"]]
        pictures = edited_pictures(paths, given.edited, sides)
    else:
        pictures = read_pictures(given.photos, truth, sides)
    print(f"{len(pictures)} pictures\n")
    rankings: list[Ranking] = []
    for descriptor in compared:
        alone = by_cosine(descriptor, pictures, truth.get("ambiguous", []), given.photos)
        rankings.append(alone)
        if descriptor.is_model:
            floor = given.floor if given.floor is not None else descriptor.thresholds.candidate
            rankings.append(with_evidence(alone, descriptor, pictures, floor))
    (print_edits if given.edits else print_table)(rankings, pictures)
    if given.plots:
        given.plots.mkdir(parents=True, exist_ok=True)
        suffix = "_edits" if given.edits else ""
        curves = [(ranking.name, *ranking.curve(pictures)) for ranking in rankings]
        draw_rankings(curves, given.plots / f"precision_recall{suffix}.png")
        histograms = [(r.name, r.scores[r.same], r.scores[~r.same]) for r in rankings if not r.registered]
        draw_similarities(histograms, given.plots / f"similarity{suffix}.png")


ALLOWED_FALSE = 2


@dataclass
class Ranking:
    """All pairs of pictures that count, with a score each; the higher, the likelier a pair."""

    name: str
    pairs: NDArray[np.int64]
    scores: NDArray[np.float32]
    same: NDArray[np.bool_]
    threshold: float
    ms_photo: float
    ms_pair: float = 0.0
    registered: int = 0
    called_picture: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, bool))

    def curve(self, pictures: list[Picture]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Recall averaged over groups, and pair precision, for each cut between two different scores."""
        order = np.argsort(-self.scores, kind="stable")
        scores, same = self.scores[order], self.same[order]
        groups = np.array([pictures[a].group for a in self.pairs[order, 0]])
        sizes = np.bincount(groups[same], minlength=int(groups.max()) + 1)
        share = np.where(same, 1 / np.maximum(sizes[groups], 1), 0.0) / max(1, int((sizes > 0).sum()))
        recall, precision = np.cumsum(share), np.cumsum(same) / np.arange(1, len(same) + 1)
        cuts = np.append(scores[1:] < scores[:-1], True) & (scores > _NEVER)
        return recall[cuts], precision[cuts]

    def recall_at(self, precision: float, pictures: list[Picture]) -> float:
        recalls, precisions = self.curve(pictures)
        good = precisions >= precision
        return float(recalls[good].max()) if good.any() else 0.0

    @property
    def false_pictures(self) -> str:
        """How many different pictures the verdict calls the same picture; "-" without a verdict."""
        return str(int((self.called_picture & ~self.same).sum())) if self.registered else "-"

    def cut_letting_through(self, false: int) -> float:
        """The score that exactly this many false pairs exceed."""
        return float(np.sort(self.scores[~self.same])[::-1][false])


_NEVER = -2.0
"""The score of a pair that was never looked at."""


def by_cosine(
    descriptor: Descriptor, pictures: list[Picture], ambiguous: list[list[str]], root: Path
) -> Ranking:
    """Rank all pairs of pictures by the cosine of their descriptors."""
    started = time.process_time()
    squares = [picture.squares[descriptor.side] for picture in pictures]
    vectors = np.concatenate(
        [descriptor.embed(np.stack(squares[i : i + 32])) for i in range(0, len(squares), 32)]
    )
    spent = time.process_time() - started
    a, b = np.triu_indices(len(pictures), 1)
    groups = np.array([picture.group for picture in pictures])
    edited = np.array([picture.edit is not None for picture in pictures])
    unsure = {frozenset(root / name for name in pair) for pair in ambiguous}
    counts = ~(edited[a] & edited[b] & (groups[a] == groups[b]))
    counts &= np.array(
        [frozenset((pictures[i].path, pictures[j].path)) not in unsure for i, j in zip(a, b, strict=True)]
    )
    a, b = a[counts], b[counts]
    scores = np.concatenate(
        [
            np.einsum("nd,nd->n", vectors[a[i : i + 4096]], vectors[b[i : i + 4096]])
            for i in range(0, len(a), 4096)
        ]
    )
    return Ranking(
        descriptor.name,
        np.stack([a, b], axis=1),
        scores,
        groups[a] == groups[b],
        descriptor.thresholds.same_scene,
        spent / len(pictures) * 1e3,
    )


def with_evidence(alone: Ranking, descriptor: Descriptor, pictures: list[Picture], floor: float) -> Ranking:
    """Register the pairs above the floor, and rank them by what the verdict makes of it."""
    started = time.process_time()
    features = [features_of(picture.thumbnail) for picture in pictures]
    ms_photo = (time.process_time() - started) / len(pictures) * 1e3
    rows = np.flatnonzero(alone.scores >= floor)
    scores = np.full(len(alone.scores), _NEVER, np.float32)
    called = np.zeros(len(alone.scores), bool)
    started = time.process_time()
    for row in rows:
        a, b = alone.pairs[row]
        facts = pictures[a].exif, pictures[b].exif
        verdict = judge(
            float(alone.scores[row]),
            register(features[a], features[b]),
            same_scene=descriptor.thresholds.same_scene,
            same_picture=descriptor.thresholds.same_picture,
            detail=min(features[a].detail, features[b].detail),
            seconds_apart=seconds_apart(*facts),
            same_camera=same_camera(*facts),
            one_press=one_press(*facts),
        )
        # A pair that the verdict leaves alone ranks below all that it calls something.
        scores[row] = verdict.probability + (0 if verdict.relation else -1)
        called[row] = verdict.relation is Relation.SAME_PICTURE
    ms_pair = (time.process_time() - started) / max(1, len(rows)) * 1e3
    print(f"{descriptor.name}: {len(rows)} pairs of cosine {floor} or more registered")
    return Ranking(
        f"{descriptor.name} + evidence",
        alone.pairs,
        scores,
        alone.same,
        0.0,
        ms_photo,
        ms_pair,
        len(rows),
        called,
    )


def print_table(rankings: list[Ranking], pictures: list[Picture]) -> None:
    """Print one row for each ranking of real photos."""
    print(
        f"\n{'':38}{'recall at':>16}{'':8}{'shipped threshold':>26}{'':12}ms\n"
        f"{'':38}{'99 %':>8}{'95 %':>8}{'recall':>10}{'false':>8}{'as picture':>12}{'photo':>10}{'pair':>8}"
    )
    for ranking in rankings:
        above = ranking.scores >= ranking.threshold
        numbers = (
            f"{ranking.recall_at(0.99, pictures):8.3f}",
            f"{ranking.recall_at(0.95, pictures):8.3f}",
            f"{_group_recall(ranking, above, pictures):10.3f}",
            f"{int((above & ~ranking.same).sum()):8d}",
            f"{ranking.false_pictures:>12}",
            f"{ranking.ms_photo:10.1f}{ranking.ms_pair:8.2f}",
        )
        print(f"{ranking.name:38}" + "".join(numbers))


def _group_recall(ranking: Ranking, above: NDArray[np.bool_], pictures: list[Picture]) -> float:
    groups = np.array([pictures[a].group for a in ranking.pairs[ranking.same, 0]])
    sizes = np.bincount(groups)
    found = np.bincount(groups, weights=above[ranking.same])
    return float((found[sizes > 0] / sizes[sizes > 0]).mean())


def print_edits(rankings: list[Ranking], pictures: list[Picture]) -> None:
    """Print the recall of each kind of edit, one column for each ranking."""
    print(f"\nrecall where {ALLOWED_FALSE} false pairs are let through")
    for number, ranking in enumerate(rankings):
        print(f"  {number}  {ranking.name}")
    print(f"{'':20}" + "".join(f"{number:8d}" for number in range(len(rankings))))
    found = [
        ranking.scores[ranking.same] > max(ranking.cut_letting_through(ALLOWED_FALSE), _NEVER)
        for ranking in rankings
    ]
    kinds = np.array([pictures[b].edit or pictures[a].edit for a, b in rankings[0].pairs[rankings[0].same]])
    rows = {kind: kinds == kind for kind in EDITS}
    rows |= {"ALL": np.ones(len(kinds), bool), "MILD": np.isin(kinds, MILD)}
    for name, chosen in rows.items():
        print(f"{name:20}" + "".join(f"{above[chosen].mean():8.3f}" for above in found))
    print(f"{'false pictures':20}" + "".join(f"{ranking.false_pictures:>8}" for ranking in rankings))


if __name__ == "__main__":
    main()
