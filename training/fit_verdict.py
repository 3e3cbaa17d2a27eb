"""Fits the two models that turn the evidence for a pair into a verdict, and writes core/match/verdict.json.

    python -m training.verdict_pairs ../shared/train training/runs/verdict_pairs.npz
    python -m training.fit_verdict training/runs/verdict_pairs.npz [--write]

Half of the photos fit, the other half measure; then all of them fit what is written. The models are boosted
trees with monotone constraints: more agreement never lowers a probability. The cuts are those at which
at most one in a thousand pairs of different photos in the measuring half is called more than it is. Drawn
pictures (charts with one layout, and so on) do not take part in that: they are meant to be as hard as can be,
and rare. No cut is below `LEAST_CUTS`.

Cosines enter on a scale that models share (`closeness`). To keep the verdict from leaning on them, each pair
takes part twice, once with its cosine shifted at random: a copy whose registration is perfect is one at any
cosine that made it a candidate.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from core.match.measures import MEASURES

TARGET = Path(__file__).parent.parent / "core" / "match" / "verdict.json"
RISES = {"agreement", "correlation", "inliers", "blocks", "agreement of many blocks", "closeness", "drawn"}
FALLS = {"unrest", "moved", "difference", "scattered", "stretch", "no registration", "spots", "exchange"}
FALLS |= {"typical", "displaced"}
CLOSENESS = MEASURES.index("closeness")
AMBIGUOUS = ("two captions", "passer-by")
"""Whether two captions make two pictures, people do not agree; and what came into a frame where nothing else
moved is for every measure a sticker. Fitted to, they make captioned copies scenes. What becomes of
them is printed."""
MOTIONS, UNSEEN = ("next frame", "passer-by"), 0.006
"""Simulated motions that leave no spots, since what moved was plain or came in outside, say nothing."""
FALSE_SHARE, LEAST_CUTS = 0.001, {"picture": 0.9, "together": 0.8}
SHIFTED, SHIFT = 2, 0.25


def main() -> None:
    """Fit, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--write", action="store_true", help="put what was fitted into core/match")
    given = parser.parse_args()

    pairs = np.load(given.pairs)
    if tuple(pairs["names"]) != MEASURES:
        parser.error("the pairs were measured by another version; make them again")
    found = pairs["found"].copy()
    scale = float(pairs["same_picture"] - pairs["same_scene"])
    found[:, CLOSENESS] = np.clip((pairs["cosine"] - pairs["same_scene"]) / scale, -1.5, 1.25)
    first_half = np.unique(pairs["photo"], return_inverse=True)[1] % 2 == 0
    table: dict[str, Any] = {"measures": list(MEASURES)}
    kinds = pairs["kind"]
    seen = ~(np.isin(kinds, MOTIONS) & (found[:, MEASURES.index("spots")] < UNSEEN))
    for name, least, sure in (("picture", 2, seen & ~np.isin(kinds, AMBIGUOUS)), ("together", 1, seen)):
        wanted = pairs["label"] >= least
        fits, tests = first_half & sure, ~first_half & sure
        print(f"\n{name.upper()}: {int(wanted.sum())} pairs of {len(wanted)}")
        model = fit(found[fits], wanted[fits])
        cut = measure(model, found[tests], wanted[tests], kinds[tests], LEAST_CUTS[name])
        for kind in set(kinds[seen & ~sure].tolist()):
            unsure = seen & ~first_half & (kinds == kind)
            called = int((model.predict_proba(found[unsure])[:, 1] >= cut).sum())
            print(f"  {kind:24} called {name} {called} of {int(unsure.sum())}")
        every = fits | tests
        table[name] = {"cut": cut, **as_numbers(fit(found[every], wanted[every]))}
    if given.write:
        TARGET.write_text(as_json(table), encoding="utf-8")
        print(f"\nwritten: {TARGET.stat().st_size / 1e3:.0f} kB")


def fit(found: NDArray[np.float64], wanted: NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    """Fit to float64[pairs, measures]."""
    rng = np.random.default_rng(0)
    many = np.tile(found, (SHIFTED, 1))
    many[len(found) :, CLOSENESS] += rng.normal(0, SHIFT, len(many) - len(found))
    directions = [1 if name in RISES else -1 if name in FALLS else 0 for name in MEASURES]
    model = HistGradientBoostingClassifier(
        max_iter=80,
        learning_rate=0.12,
        max_leaf_nodes=12,
        min_samples_leaf=10 * SHIFTED,
        l2_regularization=5.0,
        monotonic_cst=directions,
        early_stopping=False,
        random_state=0,
    )
    return model.fit(many, np.tile(wanted, SHIFTED))


def measure(
    model: HistGradientBoostingClassifier,
    found: NDArray[np.float64],
    wanted: NDArray[np.bool_],
    kinds: NDArray[np.str_],
    least: float,
) -> float:
    """Choose the cut, and print what it finds and what it lets through, by kind."""
    probability = model.predict_proba(found)[:, 1]
    photos = probability[~wanted & ~np.char.startswith(kinds, "plain")]
    cut = max(least, float(np.sort(photos)[::-1][int(FALSE_SHARE * len(photos))]) + 1e-4)
    above = probability >= cut
    recall, false = above[wanted].mean(), int(above[~wanted].sum())
    print(f"cut {cut:.3f}: recall {recall:.4f}, false {false} of {int((~wanted).sum())}")
    for kind in sorted(set(kinds.tolist())):
        of_kind = kinds == kind
        missed, false = of_kind & wanted & ~above, of_kind & ~wanted & above
        if missed.any() or false.any():
            print(f"  {kind:24} missed {missed.sum():3d} of {(of_kind & wanted).sum():4d}", end="")
            print(f"   false {false.sum():3d} of {(of_kind & ~wanted).sum():4d}")
    return round(cut, 4)


def as_numbers(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """The trees as lists: (measure or -1, threshold, left, right, value) of each node."""
    trees = []
    for (predictor,) in model._predictors:
        trees.append(
            [
                [-1, 0.0, 0, 0, round(float(node["value"]), 5)]
                if node["is_leaf"]
                else [
                    int(node["feature_idx"]),
                    round(float(node["num_threshold"]), 5),
                    int(node["left"]),
                    int(node["right"]),
                    0.0,
                ]
                for node in predictor.nodes
            ]
        )
    return {"base": round(float(np.ravel(model._baseline_prediction)[0]), 5), "trees": trees}


def as_json(table: dict[str, Any]) -> str:
    """Write one tree a line. JSON, since Python reads TOML of this size a hundred times as slowly."""
    lines = ['"note": "Fitted by training/fit_verdict.py, see there; do not edit by hand."']
    lines.append(f'"measures": {json.dumps(table["measures"], indent=4)}')
    for name in ("picture", "together"):
        model = table[name]
        trees = ",\n    ".join(json.dumps(tree) for tree in model["trees"])
        head = f'"cut": {model["cut"]}, "base": {model["base"]}'
        lines.append(f'"{name}": {{{head}, "trees": [\n    {trees}\n]}}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
