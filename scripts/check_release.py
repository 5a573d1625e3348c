"""Check what `make release` has built: version, changelog, wheel, source archive, list of libraries, pages.

    python scripts/check_release.py dist

Every problem is printed; the exit code is 1 if there is one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
IN_WHEEL = (
    "kumin/py.typed",
    "kumin/_data/schemas/json/plan.schema.json",
    "kumin/_data/sample_data/tsurumi/r04/residents.csv",
)
IN_SOURCE = ("src/kumin/__init__.py", "tests/conftest.py", "requirements/all.txt", "Makefile", "SECURITY.md", "LICENSE")
NEVER = re.compile(r"__pycache__|\.pyc$|(^|/)\.env|\.venv|/home/|\.DS_Store|~\$")


def of_changelog(text: str, version: str) -> Iterator[str]:
    """Yield what keeps the changelog from describing this version."""
    sections = re.split(r"^## ", text, flags=re.M)[1:]
    bodies = {section.splitlines()[0].strip(): section.split("\n", 1)[1].strip() for section in sections}
    if not any(heading.split()[0] == version for heading in bodies):
        yield f"CHANGELOG.md has no section {version}"
    for heading, body in bodies.items():
        if "unreleased" in heading.lower() and body:
            yield f"CHANGELOG.md: {len(body.splitlines())} lines stand under “{heading}”; give them a version"


def of_archives(folder: Path, version: str) -> Iterator[str]:
    """Yield what is missing in the wheel and the source archive, and what must not be there."""
    wheel, source = folder / f"kumin-{version}-py3-none-any.whl", folder / f"kumin-{version}.tar.gz"
    for path in (wheel, source):
        if not path.is_file():
            yield f"{path} is not there: make dist"
            return
    with zipfile.ZipFile(wheel) as opened, tarfile.open(source) as archive:
        wheel_names, source_names = opened.namelist(), archive.getnames()
        stated = opened.read(f"kumin-{version}.dist-info/METADATA").decode()
    if f"\nVersion: {version}\n" not in stated:
        yield f"{wheel.name} states another version"
    yield from (f"{wheel.name} lacks {name}" for name in IN_WHEEL if name not in wheel_names)
    yield from (f"{source.name} lacks {name}" for name in IN_SOURCE if f"kumin-{version}/{name}" not in source_names)
    yield from (f"{name} must not be passed on" for name in (*wheel_names, *source_names) if NEVER.search(name))
    yield from (f"{wheel.name} holds tests: {name}" for name in wheel_names if name.startswith("tests/"))


def of_libraries(folder: Path, lock: str) -> Iterator[str]:
    """Yield where the list of libraries (SBOM) is not what the lock file names."""
    path = folder / "kumin.cdx.json"
    if not path.is_file():
        yield f"{path} is not there: make sbom"
        return
    listed = {(part["name"], part["version"]) for part in json.loads(path.read_text(encoding="utf-8"))["components"]}
    locked = set(re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.M))
    yield from (f"{path.name} lacks {name} {version}" for name, version in sorted(locked - listed))
    yield from (f"{path.name} names {name} {version}, which is not locked" for name, version in sorted(listed - locked))


def of_pages() -> Iterator[str]:
    """Yield what keeps the pages from being built without a warning."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        yield f"docs: {done.stderr.strip().splitlines()[-1]}"


def main() -> None:
    """Print every problem of the release in a folder."""
    folder = Path(sys.argv[1])
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    problems = [
        *of_changelog((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version),
        *of_archives(folder, version),
        *of_libraries(folder, (ROOT / "requirements" / "all.txt").read_text(encoding="utf-8")),
        *of_pages(),
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        sys.exit(1)
    print(f"kumin {version}: {', '.join(sorted(path.name for path in folder.glob('kumin*')))}")


if __name__ == "__main__":
    main()
