"""Where does a scan's time go? A flame graph of all its processes, as an SVG for any browser.

    python benchmarks/flame.py FOLDER [--out docs/plots/scan_flame.svg]

Runs the command that a person types into an empty catalogue, under py-spy (which must be installed), and
draws what it saw: the width of a box is the share of the samples in which that function, or one that it
called, was running, in any process. Boxes stand on what called them; a pointer shows their shares.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES_PER_S = 50


@dataclass
class Box:
    """A function where one chain of callers called it, and the samples in which it was there."""

    samples: int = 0
    called: dict[str, "Box"] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "docs/plots/scan_flame.svg")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        raw = Path(work) / "raw.txt"
        record(args.folder, Path(work) / "catalogue.sqlite3", raw)
        boxes = tree(raw.read_text(errors="replace").splitlines())
    args.out.write_text(drawn(boxes), encoding="utf-8")
    print(f"{boxes.samples} samples, {args.out.stat().st_size / 1e3:.0f} kB in {args.out}")


def record(folder: Path, catalog: Path, raw: Path) -> None:
    """Scan under py-spy, which writes a line for each stack: its frames, and how often it was met."""
    scan = [sys.executable, str(ROOT / "main.py"), "scan", str(folder), "--catalog", str(catalog)]
    program = shutil.which("py-spy") or str(Path(sys.executable).parent / "py-spy")
    spy = [program, "record", "--subprocesses", "--native"]
    spy += ["--rate", str(SAMPLES_PER_S), "--format", "raw", "--output", str(raw), "--"]
    subprocess.run([*spy, *scan], check=True, stdout=subprocess.DEVNULL)


def tree(lines: list[str]) -> Box:
    root = Box()
    for line in lines:
        stack, _, count = line.rpartition(" ")
        if any(wait in frame for frame in stack.split(";")[-4:] for wait in WAITS):
            continue
        box, samples = root, int(count)
        box.samples += samples
        for name in frames(stack):
            box = box.called.setdefault(name, Box())
            box.samples += samples
    return root


WAITS = ("nanosleep", "cond_timedwait", "cond_wait", "poll (libc", "select_poll", "sem_wait", "wait4")
"""Where a thread sleeps, which py-spy does not always see."""


def frames(stack: str) -> Iterator[str]:
    """The frames worth showing: not the names of this machine's folders, nor what every stack begins with."""
    parts = re.split(r";(?=\S)", stack)
    worker = any("spawn_main" in part for part in parts)
    yield "worker" if worker else "scan"
    for part in parts:
        name = re.sub(r"(\.py):\d+\)", r"\1)", part)
        if (
            name.startswith(("process ", "0x", "<module> (<string>"))
            or str(Path(__file__).parents[2]) in name
            or "python -" in name
        ):
            continue
        if "importlib" in name:
            yield "importing"
            return
        if not any(frame in name for frame in ALWAYS_THERE):
            yield re.sub(r"-[0-9a-f]{8}\.so[.\d]*", "", re.sub(r"\.cpython-[^)]*", "", name))


ALWAYS_THERE = (
    "libpython",
    "libc.so",
    "spawn_main",
    "multiprocessing/",
    "threading.py",
    "typer/",
    "pebble/common/process.py",
    "pebble/pool/process.py",
    "concurrent/futures/thread.py",
    "main.py",
)

WIDTH, ROW, SMALLEST = 1400, 17, 0.0015


def drawn(root: Box) -> str:
    """The tree as SVG, callers below; boxes that are hardly to be seen are left out."""
    shapes: list[str] = []
    deepest = 0
    waiting: list[tuple[Box, int, float]] = [(root, -1, 0.0)]
    while waiting:
        box, depth, left = waiting.pop()
        for name, called in sorted(box.called.items()):
            share = called.samples / root.samples
            if share >= SMALLEST:
                shapes.append(shape(name, share, depth + 1, left))
                deepest = max(deepest, depth + 1)
                waiting.append((called, depth + 1, left))
            left += share
    height = (deepest + 1) * ROW
    style = "text{font:11px sans-serif;pointer-events:none}rect{stroke:#fff;stroke-width:.5}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"><style>{style}</style>'
        f'<g transform="translate(0 {height - ROW}) scale(1 1)">{"".join(shapes)}</g></svg>\n'
    )


def shape(name: str, share: float, depth: int, left: float) -> str:
    x, y, width = left * WIDTH, -depth * ROW, share * WIDTH
    colour = next((colour for part, colour in COLOURS if part in name), "#d9d9d9")
    title = f"<title>{escape(name)}: {share:.1%}</title>"
    box = f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{ROW}" fill="{colour}">{title}</rect>'
    letters = int(width / 6.2)
    if letters < 4:
        return box
    label = name if len(name) <= letters else name[: letters - 1] + "…"
    return f'{box}<text x="{x + 3:.1f}" y="{y + 12}">{escape(label)}</text>'


COLOURS = (
    ("jpeg", "#f4a582"),
    ("Jpeg", "#f4a582"),
    ("core/scan", "#fddbc7"),
    ("core/match", "#92c5de"),
    ("cv2", "#92c5de"),
    ("core/embed", "#b8e186"),
    ("onnxruntime", "#b8e186"),
    ("core/catalog", "#e7d4e8"),
    ("sqlalchemy", "#e7d4e8"),
    ("PIL", "#fee0b6"),
    ("Resample", "#fee0b6"),
)


if __name__ == "__main__":
    main()
