"""Look through the libraries of the lock files: known weaknesses, and licences that may not be passed on in a bundle.

Run by `make audit`. Weaknesses are asked of the index that pip-audit reaches; what it cannot look up is said.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

LOCKS = Path(__file__).parent.parent / "requirements"

# Licences that let anyone pass the library on unchanged, and MPL, whose files stay as they are here.
FREE = re.compile(r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|MPL|Mozilla Public|Unlicense|Zlib|0BSD", re.I)


def pins(path: Path) -> list[Requirement]:
    """Return what a lock file names: one requirement for each version, with its marker."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Requirement(line.rstrip("\\ ")) for line in lines if re.match(r"\w", line)]


def licence(name: str) -> str:
    """Return the licence a library states: its expression, its classifiers, or the first line of its text."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return "not installed here"
    classifiers = [line.split(" :: ")[-1] for line in stated.get_all("Classifier", []) if line.startswith("License ::")]
    text = (stated.get("License") or "").strip().splitlines()
    return stated.get("License-Expression") or ", ".join(classifiers) or (text[0] if text else "not stated")


def weaknesses(path: Path) -> str:
    """Print what is known against the versions of a lock file; return ``known``, ``none`` or ``not checked``.

    An index that knows none of the libraries says nothing of any.
    """
    command = ["pip-audit", "--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run([*command, "--requirement", path], capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"{path.name}: not checked, for the index could not be asked ({last})")
        return "not checked"
    libraries = json.loads(done.stdout)["dependencies"]
    known = [(library, weak) for library in libraries for weak in library.get("vulns", [])]
    for library, weak in known:
        print(f"{path.name}: {library['name']} {library['version']}: {weak['id']}, mended in {weak['fix_versions']}")
    unknown = sum("skip_reason" in library for library in libraries)
    if unknown == len(libraries):
        print(f"{path.name}: not checked, for the index knows none of the {unknown} libraries")
        return "not checked"
    print(f"{path.name}: {len(libraries)} libraries, {len(known)} known weaknesses, {unknown} not found in the index")
    return "known" if known else "none"


def main() -> None:
    """Print both.

    End with 1 where a weakness is known, a lock file could not be checked, or a licence is not among those that may be
    passed on.
    """
    names = [f"{name}.txt" for name in ("all", "dev", "release")]
    weak = {name: weaknesses(LOCKS / name) for name in names}
    found = {name: licence(name) for name in sorted({pin.name for pin in pins(LOCKS / "all.txt")})}
    for name, stated in found.items():
        print(f"{name:28} {stated}")
    unclear = [name for name, stated in found.items() if not FREE.search(stated)]
    if unclear:
        print(f"read the licence of {', '.join(unclear)} before passing it on", file=sys.stderr)
    unchecked = [name for name, state in weak.items() if state == "not checked"]
    if unchecked:
        print(f"known weaknesses of {', '.join(unchecked)} were not looked up", file=sys.stderr)
    sys.exit(int(set(weak.values()) != {"none"} or bool(unclear)))


if __name__ == "__main__":
    main()
