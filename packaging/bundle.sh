#!/usr/bin/env bash
# Builds NearDup for Linux as one folder, and a tar of it, without TensorFlow, and tries it.
#   packaging/bundle.sh [FOLDER] [PYTHON]        FOLDER gets neardup/ and neardup.tar.gz; dist/ if not given
# UV names uv where it is not on the PATH; gcc, binutils and icu-devtools are needed. A picture of every format, and the
# photos in ../shared/photos if there are any, are scanned from a checkout and from the bundle: both must find the same.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(realpath -m "${1:-dist}")
python=${2:-3.13}
PATH=$PATH:/usr/sbin  # where Debian has icupkg
uv=${UV:-uv}
for tool in gcc strip objcopy icupkg; do
    command -v "$tool" >/dev/null || { echo "bundle.sh needs $tool; on Debian: apt install gcc icu-devtools" >&2; exit 1; }
done
place=$(mktemp -d -t env-neardup-XXXXXX)
trap 'rm -rf "$place"' EXIT

"$uv" venv -q --python "$python" "$place/env"
"$uv" pip install -q --python "$place/env" --only-binary :all: -r packaging/without-tensorflow.txt \
    "psycopg[binary]>=3.2" "pyinstaller>=6.20"
"$place/env/bin/pyinstaller" --noconfirm --log-level ERROR \
    --distpath "$out" --workpath "$place/build" packaging/neardup.spec
find "$out/neardup" -xtype l -delete  # links to what the specification leaves out
# Many libraries, Python itself among them, bring names and lines that only a debugger reads: 56 MB.
find "$out/neardup" -name '*.so*' -type f -exec strip --strip-unneeded {} +
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
"$out/neardup/neardup" demo --no-window "$place/demo" >/dev/null
echo "the demo opens"

photos() { find "$place/demo" -type f -exec sha256sum {} + | sort; }
at=(--catalog "$place/demo.sqlite3")
before=$(photos)
"$out/neardup/neardup" scan "$place/demo" "${at[@]}" >/dev/null
"$out/neardup/neardup" plan "$place/plan.json" "${at[@]}" >/dev/null
"$out/neardup/neardup" apply "$place/plan.json" --yes "${at[@]}" >/dev/null
[ "$(photos)" != "$before" ] || { echo "nothing went to the trash" >&2; exit 1; }
"$out/neardup/neardup" restore --session 1 "${at[@]}" >/dev/null
[ "$(photos)" = "$before" ] || { echo "not all came back from the trash" >&2; exit 1; }
echo "photos go to the trash and come back"

same() {  # FOLDER: what the bundle finds in it is what the checkout finds
    rm -f "$place"/own.* "$place"/bundle.*
    "$out/neardup/neardup" scan "$1" --catalog "$place/bundle.sqlite3" --json "$place/bundle.json" >/dev/null
    "$place/env/bin/python" main.py scan "$1" --catalog "$place/own.sqlite3" --json "$place/own.json" >/dev/null
    "$place/env/bin/python" packaging/same_scan.py "$place"/{bundle,own}.{json,sqlite3}
}
"$place/env/bin/python" packaging/every_format.py "$place/formats"
same "$place/formats"
if [ -d ../shared/photos ]; then same ../shared/photos; fi
du -sm "$out/neardup" "$out/neardup.tar.gz"
