#!/usr/bin/env bash
# Builds NearDup for Linux as one folder, and a tar of it, without TensorFlow, and tries it.
#   packaging/bundle.sh [FOLDER] [PYTHON]        FOLDER gets neardup/ and neardup.tar.gz; dist/ if not given
# UV names uv where it is not on the PATH. With photos in ../shared/photos they are scanned from a checkout and from
# the bundle, and the groups must be the same.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(realpath -m "${1:-dist}")
python=${2:-3.13}
uv=${UV:-uv}
place=$(mktemp -d -t env-neardup-XXXXXX)
trap 'rm -rf "$place"' EXIT

"$uv" venv -q --python "$python" "$place/env"
"$uv" pip install -q --python "$place/env" --only-binary :all: -r packaging/without-tensorflow.txt \
    "psycopg[binary]>=3.2" "pyinstaller>=6.20"
"$place/env/bin/pyinstaller" --noconfirm --log-level ERROR \
    --distpath "$out" --workpath "$place/build" packaging/neardup.spec
find "$out/neardup" -xtype l -delete  # links to what the specification leaves out
# Some Pythons come with all the names of their functions: 23 MB.
strip --strip-unneeded "$out"/neardup/_internal/libpython*.so* 2>/dev/null || true
tar -czf "$out/neardup.tar.gz" -C "$out" neardup

export HOME="$place/home" XDG_DATA_HOME="$place/home/data" XDG_CONFIG_HOME="$place/home/config"
export XDG_CACHE_HOME="$place/home/cache" XDG_STATE_HOME="$place/home/state" QT_QPA_PLATFORM=offscreen
mkdir -p "$HOME"
"$out/neardup/neardup" --version
"$out/neardup/neardup" doctor >"$place/doctor" || { cat "$place/doctor"; exit 1; }
for _ in 1 2 3; do
    began=$(date +%s%N)
    NEARDUP_QUIT_AFTER_FIRST_PAINT=1 "$out/neardup/neardup" >/dev/null
    echo "first window: $((($(date +%s%N) - began) / 1000000)) ms"
done
if [ -d ../shared/photos ]; then
    "$out/neardup/neardup" scan ../shared/photos --catalog "$place/bundle.sqlite3" --json "$place/bundle.json" >/dev/null
    "$place/env/bin/python" main.py scan ../shared/photos --catalog "$place/own.sqlite3" --json "$place/own.json" >/dev/null
    "$place/env/bin/python" - "$place/bundle.json" "$place/own.json" <<'PYTHON'
import json, sys

def groups(path):
    found = json.load(open(path, encoding="utf-8"))["groups"]
    return sorted(sorted(str(p) for p in _paths(group)) for group in found)

def _paths(node):
    if isinstance(node, dict):
        if isinstance(node.get("path"), str):
            yield node["path"]
        for value in node.values():
            yield from _paths(value)
    elif isinstance(node, list):
        for value in node:
            yield from _paths(value)

bundled, own = map(groups, sys.argv[1:])
assert bundled == own and own, "the bundle finds other groups than the checkout"
print(f"the same {len(own)} groups")
PYTHON
fi
du -sm "$out/neardup" "$out/neardup.tar.gz"
