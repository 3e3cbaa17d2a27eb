#!/bin/sh
# watchdog 7.1.0 says nothing when inotify's limit is reached in a subfolder: schedule() returns, and what happens
# in the folders beyond the limit is never told. 6.0.0 raised OSError (ENOSPC). Linux; the limit is lowered in a
# user namespace of its own (unshare -Ur), not for the machine.
# Expected: OSError, as before. Seen: "7.1.0 hears 9 of 40 folders, and said nothing". Exits 0 while that is so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet watchdog==7.1.0
cat > "$folder/hear.py" <<'PYTHON'
import pathlib, sys, time
from importlib.metadata import version
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer
tree = pathlib.Path(sys.argv[1], "tree")
places = [tree / f"{number:02}" for number in range(40)]
for place in places:
    place.mkdir(parents=True)
heard = set()
class Ear(FileSystemEventHandler):
    def on_created(self, event):
        heard.add(pathlib.Path(event.src_path).parent.name)
observer = Observer()
observer.start()
try:
    observer.schedule(Ear(), str(tree), recursive=True)
except OSError as error:
    sys.exit(f"{version('watchdog')} raised {error!r}")
for place in places:
    (place / "a.jpg").touch()
time.sleep(2)
observer.stop()
observer.join()
print(version("watchdog"), "hears", len(heard), "of", len(places), "folders, and said nothing")
sys.exit(len(heard) in (0, len(places)))
PYTHON
unshare -Ur sh -c "echo 10 > /proc/sys/user/max_inotify_watches && '$folder/venv/bin/python' '$folder/hear.py' '$folder'"
