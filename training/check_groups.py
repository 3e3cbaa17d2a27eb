"""Compares all photos of a labelled folder by their vectors alone: what precision leaves of recall.

    python -m training.check_groups ../shared/photos [--model NAME_OR_PATH ...]

`truth.json` in the folder says which photos are copies. Precision is that of pairs; recall is the mean over
groups of the share of a group's pairs, so that one large group does not decide. No photo of the folder may
be used to train or to choose between runs: this is looked at once, at the end.
"""

import argparse
import json
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.embed.registry import load_embedder
from core.errors import UnreadablePhoto
from core.photo import Embeddings
from core.scan.decode import open_upright
from training.calibrate_thresholds import squash

_PRECISIONS = (0.99, 0.95)


@dataclass(frozen=True)
class LabelledPairs:
    """All pairs of labelled photos, the most similar first.

    `group` is the number of the group that both belong to, -1 where they are different photos; `total` how
    many pairs each group has, those with unreadable photos included.
    """

    cosines: NDArray[np.float32]
    group: NDArray[np.int64]
    total: NDArray[np.int64]

    def at(self, threshold: float) -> tuple[float, float, int]:
        """Precision, recall and the count of false pairs at a threshold."""
        count = int((self.cosines >= threshold).sum())
        return self._score(count)

    def best(self, precision: float) -> tuple[float, float]:
        """The highest recall with at least this precision, and its threshold."""
        right = np.cumsum(self.group >= 0)
        good = np.nonzero(right / np.arange(1, len(right) + 1) >= precision)[0]
        if len(good) == 0:
            return 0.0, 1.0
        return self._score(int(good[-1]) + 1)[1], float(self.cosines[good[-1]])

    def _score(self, count: int) -> tuple[float, float, int]:
        taken = self.group[:count]
        found = np.bincount(taken[taken >= 0], minlength=len(self.total))
        recall = float((found / self.total).mean())
        false = int((taken < 0).sum())
        return 1 - false / max(1, count), recall, false


def main() -> None:
    """Check, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path, help="folder with a truth.json")
    parser.add_argument("--model", nargs="+", default=[""], help="bundled names or paths")
    given = parser.parse_args()
    truth = json.loads((given.photos / "truth.json").read_text(encoding="utf-8"))
    for model in given.model:
        embedder = load_embedder(model)
        names, vectors = [], []
        for name in [*(name for group in truth["groups"] for name in group), *truth["singles"]]:
            try:
                picture = open_upright(given.photos / name, 2 * embedder.spec.input_size)
            except UnreadablePhoto:
                continue
            names.append(name)
            vectors.append(embedder.embed(squash(picture, embedder)[None])[0])
        pairs = compare(names, np.stack(vectors), truth["groups"])
        print(f"\n{embedder.spec.name}: {len(names)} photos, {len(pairs.cosines)} pairs")
        for wanted in _PRECISIONS:
            recall, threshold = pairs.best(wanted)
            print(f"  precision >= {wanted}: recall {recall:.4f} at cosine {threshold:.3f}")
        thresholds = embedder.spec.thresholds
        for kind in ("same_picture", "same_scene"):
            precision, recall, false = pairs.at(getattr(thresholds, kind))
            print(
                f"  {kind} at {getattr(thresholds, kind)}: precision {precision:.4f}, recall {recall:.4f}, "
                f"{false} false pairs"
            )


def compare(names: list[str], vectors: Embeddings, groups: list[list[str]]) -> LabelledPairs:
    """Compare each with each."""
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    numbers = np.array([group_of.get(name, -1) for name in names])
    rows, columns = np.triu_indices(len(names), 1)
    cosines = (vectors @ vectors.T)[rows, columns]
    group = np.where(numbers[rows] == numbers[columns], numbers[rows], -1)
    order = np.argsort(-cosines, kind="stable")
    total = np.array([len(list(combinations(group, 2))) for group in groups])
    return LabelledPairs(cosines[order], group[order], total)


if __name__ == "__main__":
    main()
