"""Boosted decision trees as plain numbers: fitted by scripts in `training/`, weighed here without any
library."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class BoostedTrees:
    """Each node is (measure or -1, threshold, left, right, value)."""

    base: float
    trees: tuple[tuple[tuple[int, float, int, int, float], ...], ...]

    @classmethod
    def read(cls, table: dict[str, Any]) -> "BoostedTrees":
        """From what `training/fit_verdict.py` wrote."""
        return cls(table["base"], tuple(tuple((*node,) for node in tree) for tree in table["trees"]))

    def score(self, values: Sequence[float]) -> float:
        """The log-odds that these measures make."""
        total = self.base
        for nodes in self.trees:
            measure, threshold, left, right, value = nodes[0]
            while measure >= 0:
                at = left if values[measure] <= threshold else right
                measure, threshold, left, right, value = nodes[at]
            total += value
        return total
