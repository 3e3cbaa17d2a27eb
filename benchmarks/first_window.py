"""How long from the command to the first window: the median over several starts of the real thing.

    python benchmarks/first_window.py [--runs 7] [--platform offscreen]

Each run has a home of its own, so that it is a newcomer's start. Without a display it runs on Qt's
"offscreen" platform; with one, or under xvfb-run, on the real one. The process says "first paint"
when its window has been painted for the first time (see nearDup_gui.app) and is timed until then.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL_MS = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--runs", type=int, default=7, help="timed starts, after one that warms the disk cache"
    )
    parser.add_argument(
        "--platform", default="", help="Qt platform; the default is the display, else offscreen"
    )
    arguments = parser.parse_args()
    platform = arguments.platform or ("" if _has_display() else "offscreen")
    first_start(platform)
    times = [first_start(platform) for _ in range(arguments.runs)]
    print(f"platform: {platform or 'the display'}")
    print(f"runs: {len(times)}, fastest {min(times):.0f} ms, slowest {max(times):.0f} ms")
    print(f"median until the first paint: {statistics.median(times):.0f} ms (goal: {GOAL_MS} ms)")


def first_start(platform: str) -> float:
    """Start NearDup with an empty home; returns milliseconds until its window was painted."""
    with tempfile.TemporaryDirectory(prefix="neardup-home-") as home:
        environment = _environment(home, platform)
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, str(ROOT / "main.py")],
            env=environment,
            cwd=home,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            said = process.stdout.readline().strip()
            elapsed = time.perf_counter() - started
        if said != "first paint" or process.returncode != 0:
            raise SystemExit(f"NearDup said {said!r} and ended with {process.returncode}.")
    return elapsed * 1000


def _environment(home: str, platform: str) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    kept |= {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home}
    kept["NEARDUP_QUIT_AFTER_FIRST_PAINT"] = "1"
    if platform:
        kept["QT_QPA_PLATFORM"] = platform
    return kept


def _has_display() -> bool:
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY")
    )


if __name__ == "__main__":
    main()
