"""Draws the curves of training runs: loss, entropy term and recall over steps.

python -m training.plot_curves docs/plots/training.png training/runs/main [training/runs/other ...]
"""

import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot

_PANELS = (
    ("contrast", "InfoNCE"),
    ("entropy", "entropy term: −log distance of the nearest other photo"),
    ("recall", "recall of edits at two false pairs"),
)


def main() -> None:
    """Draw, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("target", type=Path, help="the PNG to write")
    parser.add_argument("runs", type=Path, nargs="+", help="folders with a curve.csv")
    given = parser.parse_args()
    figure, panels = pyplot.subplots(1, len(_PANELS), figsize=(13, 3.6), layout="constrained")
    for run in given.runs:
        rows = read_curve(run / "curve.csv")
        for panel, (column, title) in zip(panels, _PANELS, strict=True):
            points = [(int(row["step"]), float(row[column])) for row in rows if row[column]]
            if points:
                panel.plot(
                    *zip(*points, strict=True), label=run.name, marker="." if column == "recall" else ""
                )
            panel.set_title(title, fontsize=10)
            panel.set_xlabel("step")
            panel.grid(alpha=0.3)
    panels[0].legend()
    given.target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(given.target, dpi=110)


def read_curve(path: Path) -> list[dict[str, str]]:
    """The rows of a curve, in the order of steps; of steps run twice, after a resume, the later one."""
    with path.open(newline="", encoding="utf-8") as file:
        by_step = {int(row["step"]): row for row in csv.DictReader(file)}
    return [by_step[step] for step in sorted(by_step)]


if __name__ == "__main__":
    main()
