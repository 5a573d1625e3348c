#!/bin/sh
# Install kumin without internet and without administrator rights, into the folder "kumin" beside this file (or $1).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=${1:-$here/kumin}
for python in "${PYTHON:-}" python3.14 python3.13 python3.12 python3.11 python3; do
    [ -n "$python" ] || continue
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || version=
    [ -n "$version" ] && [ -f "$here/libraries/python-$version.txt" ] && break
    version=
done
if [ -z "${version:-}" ]; then
    echo "Python 3.11～3.14 が見つかりません。 / Python 3.11-3.14 was not found." >&2
    exit 1
fi
"$python" -m venv "$place"
cd "$here"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --find-links libraries \
    --require-hashes --requirement "libraries/python-$version.txt"
"$place/bin/kumin" --version
echo "$place/bin/kumin"
