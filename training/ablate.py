"""Compares training settings by short equal runs in which one thing is changed at a time.

    python -m training.ablate ../shared/train [--steps 120] [--only NAME ...]

Each run starts from ImageNet's weights and is judged like any other (`validate.py`, 300 held-out photos and
1,200 edits, at the size it was trained at). Finished runs are not made again; the table is written to
training/runs/ablation/table.md after each run and printed at the end. A short run tells which way a setting
points; it does not tell where a long one would end.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from training.plot_curves import read_curve

_RUNS = Path("training/runs/ablation")
_BASE = {"photos": "32", "side": "128", "warm_up": "20"}

VARIANTS: dict[str, dict[str, str]] = {
    "base": {},
    "base, another seed": {"seed": "2"},
    "temperature 0.1": {"temperature": "0.1"},
    "temperature 0.03": {"temperature": "0.03"},
    "entropy weight 0": {"entropy": "0"},
    "entropy weight 1": {"entropy": "1"},
    "entropy weight 15": {"entropy": "15"},
    "trained from block 8": {"trainable_from": "8"},
    "256 dimensions": {"dim": "256"},
    "edits mild": {"mix": "mild"},
    "edits weak-first": {"mix": "weak-first"},
    "16 photos": {"photos": "16"},
    "64 photos": {"photos": "64"},
    "no look-alikes": {"look_alike_share": "0"},
    "trained from block 0": {"trainable_from": "0"},
    "half the rate": {"rate": "2.5e-4"},
    "twice the rate": {"rate": "1e-3"},
    "160 pixels": {"side": "160"},
    "base, a third seed": {"seed": "3"},
}
"""What differs from `_BASE` and the settings' defaults, in the order in which the runs are made."""


def main() -> None:
    """Run what is not there yet, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("source", type=Path, help="the photos to train with")
    parser.add_argument("--steps", type=int, default=120, help="of each run")
    parser.add_argument("--only", nargs="*", choices=VARIANTS, help="these variants instead of all")
    given = parser.parse_args()
    for name in given.only or VARIANTS:
        run = folder(name, given.steps)
        if not (run / "weights.npz").is_file():
            changes = {**_BASE, "steps": str(given.steps), **VARIANTS[name]}
            options = [
                part for key, value in changes.items() for part in (f"--{key.replace('_', '-')}", value)
            ]
            run.mkdir(parents=True, exist_ok=True)
            command = [
                sys.executable,
                "-m",
                "training.train_descriptor",
                str(given.source),
                "--run",
                str(run),
            ]
            with (run / "log").open("a") as log:
                subprocess.run([*command, *options], check=True, stdout=log, stderr=log)
            (run / "checkpoint.npz").unlink()
        (_RUNS / "table.md").write_text(table(given.steps), encoding="utf-8")
    print(table(given.steps))


def folder(name: str, steps: int) -> Path:
    """Where a variant's run lies."""
    return _RUNS / f"{steps} {name}".replace(",", "").replace(" ", "-")


def table(steps: int) -> str:
    """The finished runs in Markdown: recall, and means of the last twenty steps."""
    lines = ["| changed | recall | InfoNCE | entropy term | seconds a step |", "|---|---|---|---|---|"]
    for name in VARIANTS:
        run = folder(name, steps)
        if (run / "weights.npz").is_file():
            rows = read_curve(run / "curve.csv")
            last, pace = rows[-1], sum(float(row["seconds"]) for row in rows) / steps
            lines.append(
                f"| {name} | {last['recall']} | {last['contrast']} | {last['entropy']} | {pace:.1f} |"
            )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
