"""What the window's process holds after a scan, and whether looking at everything lets it grow.

    python benchmarks/window_memory.py FOLDER... [--comparisons 200] [--platform offscreen]

Scans the folders in the window as a newcomer would, scrolls through every group, then opens comparisons one
after the other, twice over. Resident memory of this process alone, without the workers that decode; Linux.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

GOAL_MB = 350


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--comparisons", type=int, default=200, help="opened in a row, twice")
    parser.add_argument("--platform", default="offscreen", help="Qt platform; '' for the display")
    arguments = parser.parse_args()
    if arguments.platform:
        os.environ["QT_QPA_PLATFORM"] = arguments.platform
    with tempfile.TemporaryDirectory(prefix="neardup-home-") as home:
        os.environ |= {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home}
        Visit(Path(home)).run([folder.resolve() for folder in arguments.folders], arguments.comparisons)


class Visit:
    """One window, from its start to its end."""

    def __init__(self, home: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from nearDup_gui.toolkit.lean_process import hold_less

        hold_less()  # as `main.py` does
        from nearDup_gui.app import make_window
        from nearDup_gui.toolkit.quiet_memory import QuietMemory

        self.app = QApplication(sys.argv[:1])
        self._memory = QuietMemory(self.app)
        self.window = make_window(self.app, home / "catalogue.sqlite3", home / "settings.toml")
        self.window.resize(1240, 800)
        self.window.show()
        self.idle(0.5)
        self.say("the empty window")

    def run(self, folders: list[Path], comparisons: int) -> None:
        """Do all of it, and say after each step what is held."""
        window = self.window
        window.start(folders)
        self.until(lambda: window.scans.running, 60)
        self.until(lambda: not window.scans.running and window.jobs.running == 0, 3600)
        self.idle(3)
        groups = list(window.review.groups)
        self.say(f"{window.library.scanned} photos scanned, {len(groups)} groups")
        window.piles_view.choose(None)
        for turn in (1, 2):
            for row in range(len(groups)):
                window.review_page.groups.list.go_to(row)
                self.idle(0.05)
            self.idle(2)
            self.say(f"every group looked at, turn {turn}")
        self.compare(groups, comparisons)
        window.close()

    def compare(self, groups: list, comparisons: int) -> None:
        """Open as many comparisons, pair after pair, and the same again."""
        from nearDup_gui.frame.places import ComparePlace, GroupPlace

        pairs = [(group.keeper.id, member.photo.id) for group in groups for member in group.members]
        for turn in (1, 2):
            for number in range(comparisons):
                self.window.places.go(ComparePlace(*pairs[number % len(pairs)]))
                self.idle(0.3)
            self.say(f"{comparisons} comparisons opened, turn {turn}")
        self.window.places.go(GroupPlace(pairs[-1][0]))
        self.idle(3)
        self.say("back at the groups")

    def say(self, when: str) -> None:
        """The memory held now and at most."""
        held = {
            line.split(":")[0]: int(line.split()[1]) / 1000
            for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
            if line.startswith(("VmRSS", "VmHWM"))
        }
        verdict = f"  over {GOAL_MB} MB" if held["VmRSS"] > GOAL_MB else ""
        print(f"{when:46} {held['VmRSS']:6.0f} MB, at most {held['VmHWM']:6.0f} MB{verdict}", flush=True)

    def until(self, done: Callable[[], bool], limit_s: float) -> None:
        """Let events happen until something is so."""
        end = time.monotonic() + limit_s
        while not done():
            if time.monotonic() > end:
                raise SystemExit("It took too long.")
            self.idle(0.02)

    def idle(self, seconds: float) -> None:
        """Let events happen for so long."""
        from PySide6.QtCore import QEventLoop

        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, max(1, int(1000 * left)))
            time.sleep(0.002)


if __name__ == "__main__":
    main()
