"""How long from the command to the first window: the median over several starts of the real thing.

    python benchmarks/first_window.py [--runs 7] [--platform offscreen] [--against CHECKOUT]

Each run has a home of its own, so that it is a newcomer's start. Without a display it runs on Qt's
"offscreen" platform; with one, or under xvfb-run, on the real one. The process says "first paint"
when its window has been painted for the first time (see nearDup_gui.app) and is timed until then; its
processor time is that of the whole process, which ends there. Compiled Python is kept between the runs, as
pip and a first start leave it, also where the environment says that none is to be written. With another
checkout the two start in turns, and an empty window of Qt's beside them: less than that is not to be had.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that it also runs as a plain file

from benchmarks.starts import Start, line, ratio

ROOT = Path(__file__).resolve().parent.parent
GOAL_MS = 1000
_EMPTY = """
import gc; gc.disable()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        print("first paint", flush=True)
        QTimer.singleShot(0, QApplication.quit)
app = QApplication([]); window = Window(); window.resize(1240, 800); window.show(); app.exec()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--runs", type=int, default=7, help="timed starts, after one that warms the disk cache"
    )
    parser.add_argument(
        "--platform", default="", help="Qt platform; the default is the display, else offscreen"
    )
    parser.add_argument("--against", type=Path, help="another checkout, started in turns with this one")
    arguments = parser.parse_args()
    platform = arguments.platform or ("" if _has_display() else "offscreen")
    asked = {"this": [sys.executable, str(ROOT / "main.py")]}
    if arguments.against:
        asked["the other"] = [sys.executable, str(arguments.against.resolve() / "main.py")]
        asked["empty window"] = [sys.executable, "-c", _EMPTY]
    with tempfile.TemporaryDirectory(prefix="neardup-compiled-") as compiled:
        for command in asked.values():
            first_start(command, platform, compiled)
        starts: dict[str, list[Start]] = {name: [] for name in asked}
        for _ in range(arguments.runs):
            for name, command in asked.items():
                starts[name].append(first_start(command, platform, compiled))
    print(f"platform {platform or 'the display'}, {arguments.runs} runs, load {os.getloadavg()[0]:.1f}")
    for name, found in starts.items():
        print(line(name, "first paint", found))
    if arguments.against:
        print(ratio(starts["this"], starts["the other"]))
    print(f"goal: {GOAL_MS} ms")


def first_start(command: list[str], platform: str, compiled: str) -> Start:
    """Start a program with an empty home, until its window was painted and it has ended.

    Args:
        compiled: the folder that keeps compiled Python.
    """
    with tempfile.TemporaryDirectory(prefix="neardup-home-") as home:
        environment = _environment(home, platform, compiled)
        before, started = os.times(), time.perf_counter()
        with subprocess.Popen(
            command, env=environment, cwd=home, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            said = process.stdout.readline().strip()
            elapsed = time.perf_counter() - started
        after = os.times()
        if said != "first paint" or process.returncode != 0:
            raise SystemExit(f"{command[-1]} said {said!r} and ended with {process.returncode}.")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Start(elapsed * 1000, spent * 1000)


def _environment(home: str, platform: str, compiled: str) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    kept |= {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home}
    kept |= {"NEARDUP_QUIT_AFTER_FIRST_PAINT": "1", "PYTHONPYCACHEPREFIX": compiled}
    if platform:
        kept["QT_QPA_PLATFORM"] = platform
    return kept


def _has_display() -> bool:
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY")
    )


if __name__ == "__main__":
    main()
