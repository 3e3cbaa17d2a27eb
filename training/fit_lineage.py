"""Fits the model that tells which of two pictures was made of the other, and writes
core/lineage/lineage.json.

    python -m training.lineage_pairs ../shared/train FOLDER... training/runs/lineage_pairs.npz
    python -m training.fit_lineage training/runs/lineage_pairs.npz [--write]

Half of the families fit, the other half measure; then all of them fit what is written. The cut is that
above which at most one in a hundred of the pairs that go the other way are called. Pairs of which neither
was made of the other take no part in the fit: of these the model says which is nearer to what both were
made of.

A second model is fitted to what the first cannot know: whether the second was made of the first at all, or
both of a third. It is asked only of pairs that the first is sure of.

A third one is asked where the second shows things larger: whether it is an enlargement of the first, or was
as soft as that from the start. It is fitted to the enlargements of all families against what is none in those
of soft photos and of pages, and leaves the other two as they are:

    python -m training.lineage_pairs --soft ../shared/train training/runs/soft_pairs.npz --families 144
    python -m training.fit_lineage training/runs/lineage_pairs.npz --soft training/runs/soft_pairs.npz
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from core.lineage.evidence import MEASURES
from training.fit_verdict import as_numbers

TARGET = Path(__file__).parent.parent / "core" / "lineage" / "lineage.json"
DIRECTIONS = {
    "a falloff beyond": 1,
    "b falloff beyond": -1,
    "a explained beyond": -1,
    "b explained beyond": 1,
    "a imprint off": -1,
    "b imprint off": 1,
    "a pictured": 1,
    "b pictured": -1,
    "seams": -1,
}
"""What physics says of the odds that b was made of a: the larger picture with fine structure of its own is
no enlargement, what keeps the rounding of another was made of it, and an edge where the other has none was
added."""
REVERSED_SHARE, LEAST_CUT = 0.01, 0.7
SHOWN_LARGER = 1.03
MADE, REVERSED, NEITHER = 1, 0, -1
"""The labels of `training/lineage_pairs.py`."""


def main() -> None:
    """Fit, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true", help="put what was fitted into core/lineage")
    parser.add_argument("--only-descent", action="store_true", help="write the second model, keep the others")
    parser.add_argument(
        "--soft", type=Path, help="pairs of soft families: write the third model, keep the others"
    )
    given = parser.parse_args()
    paths = [*given.pairs, *([given.soft] if given.soft else [])]
    parts = [np.load(path) for path in paths]
    for part in parts:
        if tuple(part["names"]) != MEASURES:
            parser.error("the pairs were measured by another version; make them again")
    found = np.concatenate([part["found"] for part in parts])
    label = np.concatenate([part["label"] for part in parts])
    family = np.concatenate([part["family"] + 10_000_000 * n for n, part in enumerate(parts)])
    kinds = np.concatenate([np.stack([part["kind_a"], part["kind_b"]], axis=1) for part in parts])
    half = np.unique(family, return_inverse=True)[1] % 2 == 0
    known = json.loads(TARGET.read_text(encoding="utf-8"))
    if given.soft:
        soft = family >= 10_000_000 * len(given.pairs)
        asked = (found[:, MEASURES.index("scale")] > np.log(SHOWN_LARGER)) & (soft | (label == MADE))
        tested = asked & ~half
        model = fit_enlarged(found[asked & half], label[asked & half])
        measure_enlarged(model, found[tested], label[tested], soft[tested])
        known["enlarged"] = as_numbers(fit_enlarged(found[asked], label[asked]))
    else:
        model = fit(found[half], label[half])
        cut = measure(model, found[~half], label[~half], kinds[~half])
        descends = fit(found[half], label[half], against=NEITHER)
        sure = both_ways(model, found[~half]) >= cut
        measure_descent(descends, found[~half][sure], label[~half][sure])
        if not given.only_descent:
            known["made_of"] = {"cut": cut, **as_numbers(fit(found, label))}
        known["descent"] = as_numbers(fit(found, label, against=NEITHER))
    if given.write:
        TARGET.write_text(as_json(known), encoding="utf-8")
        print(f"\nwritten: {TARGET.stat().st_size / 1e3:.0f} kB")


def fit_enlarged(found: NDArray[np.float64], label: NDArray[np.int64]) -> HistGradientBoostingClassifier:
    """Fit to pairs of which the second shows things larger: is it an enlargement of the first?"""
    model = HistGradientBoostingClassifier(
        max_iter=80,
        learning_rate=0.08,
        max_leaf_nodes=6,
        min_samples_leaf=12,
        l2_regularization=5.0,
        early_stopping=False,
        monotonic_cst=[_OF_ENLARGEMENTS.get(name, 0) for name in MEASURES],
        random_state=0,
    )
    return model.fit(found, label == MADE)


_OF_ENLARGEMENTS = {"a imprint off": -1, "b explained beyond": 1}


def measure_enlarged(
    model: HistGradientBoostingClassifier,
    found: NDArray[np.float64],
    label: NDArray[np.int64],
    soft: NDArray[np.bool_],
) -> None:
    """Print what passes at some odds: enlargements, of soft pictures and of others, and what is none."""
    odds, made = model.predict_proba(found)[:, 1], label == MADE
    for least in (0.1, 0.3, 0.5, 0.7, 0.8):
        passes = odds >= least
        print(
            f"enlarged at {least}: passes {passes[made & ~soft].mean():.3f} of {(made & ~soft).sum()} "
            f"enlargements, {passes[made & soft].mean():.3f} of {(made & soft).sum()} of soft pictures, "
            f"{passes[~made].mean():.3f} of {(~made).sum()} soft pictures that are none"
        )


def fit(
    found: NDArray[np.float64], label: NDArray[np.int64], *, against: int = REVERSED
) -> HistGradientBoostingClassifier:
    """Fit to float64[pairs, measures]: was the second made of the first, or is it the pair's other case?"""
    model = HistGradientBoostingClassifier(
        max_iter=250,
        learning_rate=0.07,
        max_leaf_nodes=24,
        min_samples_leaf=20,
        l2_regularization=5.0,
        early_stopping=False,
        monotonic_cst=[DIRECTIONS.get(name, 0) for name in MEASURES],
        random_state=0,
    )
    told = (label == MADE) | (label == against)
    return model.fit(found[told], label[told] == MADE)


def both_ways(model: HistGradientBoostingClassifier, found: NDArray[np.float64]) -> NDArray[np.float64]:
    """The odds of rows that stand in pairs, one for each order: what the two say of each other, weighed
    together."""
    raw = model.decision_function(found)
    return 1 / (1 + np.exp(-(raw - raw[np.arange(len(raw)) ^ 1]) / 2))


def measure(
    model: HistGradientBoostingClassifier,
    found: NDArray[np.float64],
    label: NDArray[np.int64],
    kinds: NDArray[np.str_],
) -> float:
    """Choose the cut, and print what it finds and what it lets through, by kind."""
    odds = both_ways(model, found)
    reverse = np.sort(odds[label == 0])[::-1]
    cut = max(LEAST_CUT, float(reverse[int(REVERSED_SHARE * len(reverse))]))
    above = odds >= cut
    made, back, neither = label == MADE, label == REVERSED, label == NEITHER
    print(
        f"cut {cut:.3f}: found {above[made].mean():.4f} of {made.sum()}, called the wrong way round "
        f"{above[back].mean():.4f} of {back.sum()}, "
        f"called though neither {above[neither].mean():.3f} of {neither.sum()}"
    )
    own = odds[made] > odds[np.flatnonzero(made) ^ 1]
    print(f"the direction alone is right in {own.mean():.4f}")
    first = kinds[:, 0] == "original"
    print(f"of originals: found {above[made & first].mean():.4f}, direction {own[first[made]].mean():.4f}")
    for kind in sorted(set(kinds[made & first, 1].tolist())):
        of_kind = made & first & (kinds[:, 1] == kind)
        wrong = int((odds[of_kind] <= odds[np.flatnonzero(of_kind) ^ 1]).sum())
        print(f"  {kind:24} found {above[of_kind].sum():4d} of {of_kind.sum():4d}, wrong way {wrong}")
    return round(cut, 4)


def measure_descent(
    model: HistGradientBoostingClassifier, found: NDArray[np.float64], label: NDArray[np.int64]
) -> None:
    """Print how many of the pairs that the first model is sure of pass the second, by its odds."""
    odds = model.predict_proba(found)[:, 1]
    for least in (0.1, 0.2, 0.3, 0.4, 0.5):
        made, siblings = (float((odds[label == of] >= least).mean()) for of in (MADE, NEITHER))
        print(f"descent at {least}: passes {made:.3f} of copies, {siblings:.3f} of siblings")


def as_json(known: dict[str, Any]) -> str:
    """Write one tree a line."""
    made_of = known["made_of"]
    return (
        '{\n"note": "Fitted by training/fit_lineage.py, see there; do not edit by hand.",\n'
        f'"measures": {json.dumps(list(MEASURES), indent=4)},\n'
        f'"made_of": {{"cut": {made_of["cut"]}, {_trees(made_of)}}},\n'
        f'"descent": {{{_trees(known["descent"])}}},\n'
        f'"enlarged": {{{_trees(known["enlarged"])}}}\n}}\n'
    )


def _trees(table: dict[str, Any]) -> str:
    trees = ",\n    ".join(json.dumps(tree) for tree in table["trees"])
    return f'"base": {table["base"]}, "trees": [\n    {trees}\n]'


if __name__ == "__main__":
    main()
