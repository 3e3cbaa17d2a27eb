"""The accuracy benchmark's pictures: precision against recall, and where copies and others lie."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

Curve = tuple[str, NDArray[np.floating], NDArray[np.floating]]


def draw_rankings(curves: Sequence[Curve], target: Path) -> None:
    """Draw precision against recall: (name, recalls, precisions) of each method."""
    figure, axes = plt.subplots(figsize=(8, 5.5), layout="constrained")
    for name, recall, precision in curves:
        axes.plot(recall, precision, linewidth=2.2 if "evidence" in name else 1.2, label=name)
    axes.axhline(0.99, color="grey", linestyle=":", linewidth=1)
    axes.set(xlim=(0.5, 1.005), ylim=(0.8, 1.005), xlabel="recall, mean over groups", ylabel="pair precision")
    axes.grid(alpha=0.25)
    axes.legend(loc="lower left", fontsize=8)
    figure.savefig(target, dpi=110)
    plt.close(figure)


def draw_similarities(histograms: Sequence[Curve], target: Path) -> None:
    """Draw how similar copies and other pairs are: (name, cosines of copies, cosines of others)."""
    figure, all_axes = plt.subplots(
        len(histograms),
        1,
        figsize=(8, 1.6 * len(histograms)),
        sharex=True,
        layout="constrained",
        squeeze=False,
    )
    edges = np.linspace(-0.5, 1, 76)
    for axes, (name, copies, others) in zip(all_axes[:, 0], histograms, strict=True):
        for values, colour, label in ((others, "tab:orange", "others"), (copies, "tab:blue", "copies")):
            weights = np.full(len(values), 1 / max(1, len(values)))
            axes.hist(values, edges, weights=weights, color=colour, alpha=0.6, label=label)
        axes.set_yscale("log")
        axes.set_title(name, fontsize=9, loc="left")
        axes.set_ylabel("share", fontsize=8)
    all_axes[0, 0].legend(fontsize=8)
    all_axes[-1, 0].set_xlabel("cosine")
    figure.savefig(target, dpi=110)
    plt.close(figure)
