#!/bin/sh
# send2trash 2.2.0 writes the trash's note (.trashinfo) before it moves the file, and leaves it when the move is
# refused, as in a folder that may not be written: desktops then list a file in the trash that is not there.
# Expected: no note. Seen: "PermissionError; note left: a.jpg.trashinfo". Exits 0 while that is so, 1 when it changes.
set -eu
folder=$(mktemp -d)
chmod 755 "$folder"
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet send2trash==2.2.0
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import os, pathlib, sys
from importlib.metadata import version
tool = "send2trash " + version("send2trash")
home = pathlib.Path(sys.argv[1], "home")
photo = home / "Pictures" / "a.jpg"
photo.parent.mkdir(parents=True)
photo.write_bytes(b"a photo")
os.environ |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "share")}
from send2trash.plat_other import send2trash  # the freedesktop.org trash
from send2trash.exceptions import TrashPermissionError
if os.getuid() == 0:  # root may write anywhere
    for path in (home, photo.parent, photo):
        os.chown(path, 65534, 65534)
    os.setuid(65534)
photo.parent.chmod(0o500)
try:
    send2trash(str(photo))
    said = "moved"
except OSError as error:
    said = type(error).__name__
notes = [note.name for note in (home / "share/Trash/info").glob("*")]
print(tool + ":", said + "; note left:", ", ".join(notes) or "none")
sys.exit(not (photo.exists() and notes))
PYTHON
