#!/usr/bin/env bash
# Runs the tests with the lowest versions that pyproject.toml allows, or with the newest, in a throw-away environment.
#   packaging/versions.sh lowest|newest [PYTHON] [WHAT PYTEST IS TO RUN...]
# PYTHON is a version or a path; without tests named, the command line's and the window's run, where libraries differ.
# UV names uv where it is not on the PATH. CONTRIBUTING says when this ran last, and what it found.
set -euo pipefail
cd "$(dirname "$0")/.."

how=${1:?lowest or newest}
python=${2:-3.12}
shift $(($# > 2 ? 2 : $#))
[ $# -gt 0 ] || set -- tests/test_cli.py tests/test_decision_commands.py tests/test_model_commands.py tests/gui
case $how in
    lowest) resolution=lowest-direct ;;
    newest) resolution=highest ;;
    *) echo "versions.sh: say lowest or newest, not $how" >&2; exit 2 ;;
esac

uv=${UV:-uv}
place=$(mktemp -d -t env-neardup-XXXXXX)
trap 'rm -rf "$place"' EXIT
"$uv" venv -q --python "$python" "$place"
wanted=(-r pyproject.toml --extra dev)  # what the project asks for, without building it
if [ -n "${LEAN:-}" ]; then
    sed -n '/^dev = \[/,/^\]/s/^ *"\([^"]*\)".*/\1/p' pyproject.toml >"$place/dev.txt"
    wanted=(-r packaging/without-tensorflow.txt -r "$place/dev.txt")
fi
"$uv" pip install -q --python "$place" --resolution "$resolution" --only-binary :all: "${wanted[@]}"
"$uv" pip list -q --python "$place"
"$place/bin/python" -m pytest -q -p no:cacheprovider "$@"
