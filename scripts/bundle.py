"""Make one zip for each system with everything kumin needs, for computers without internet.

    python scripts/bundle.py dist [--only linux-x64]

Each zip holds the wheel of kumin, every library for each Python from 3.11 to 3.14 (as the lock file names it, with its
hashes), their licences, the guide, and an install script that needs neither administrator rights nor a network.
The zip named "small" is without what page and document need.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
LIBRARIES = "libraries"
DOCUMENTS = ("LICENSE", "CHANGELOG.md", "docs/guide-ja.md")


MESSAGES = {
    "installed.txt": "使い方: このフォルダーで kumin.bat run 運営方針.xlsx",
    "no-python.txt": "Python 3.11～3.14（64 ビット）が見つかりません。Python を入れてから、もう一度実行してください。",
    "long-path.txt": "フォルダーの場所が深すぎます。C:\\kumin など、浅いところに移してから、もう一度実行してください。",
    "failed.txt": "インストールできませんでした。上に表示された行を、情報担当に見せてください。",
}
"""What install.bat shows in Japanese, as the code page of a Japanese Windows has it."""

CODE_PAGE = "cp932"


class System(NamedTuple):
    """A kind of computer: pip's names of its platforms, and what the markers of a lock file ask about it."""

    platforms: tuple[str, ...]
    markers: dict[str, str]
    files: tuple[str, ...]


SYSTEMS = {
    "windows-x64": System(
        ("win_amd64",),
        {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
        ("install.bat", "kumin.bat"),
    ),
    "linux-x64": System(
        (*tuple(f"manylinux_2_{n}_x86_64" for n in range(28, 4, -1)), "manylinux2014_x86_64"),
        {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
        ("install.sh",),
    ),
}


def wanted(lock: str, system: System, python: str) -> list[str]:
    """Return the pins of a lock file that hold on a system and Python, each with its hashes, as lines for pip."""
    environment = {
        **system.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    entries = lock.replace("\\\n", " ").splitlines()
    found = []
    for entry in entries:
        if not entry or entry.startswith("#"):
            continue
        pin, *hashes = entry.split(" --hash=")
        requirement = Requirement(pin.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            found.append(
                " ".join([f"{requirement.name}{requirement.specifier}", *(f"--hash={h.strip()}" for h in hashes)])
            )
    return found


def download(lines: Iterable[str], system: System, python: str, folder: Path) -> None:
    """Fetch the wheels of some pins for another system and Python; pip refuses what has another hash."""
    with tempfile.TemporaryDirectory() as place:
        asked = Path(place) / "asked.txt"
        asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
                   "--require-hashes", "--implementation", "cp", "--python-version", python,
                   "--dest", str(folder), "--requirement", str(asked)]  # fmt: skip
        for platform in system.platforms:
            command += ["--platform", platform]
        subprocess.run(command, check=True)


def licences(wheels: Iterable[Path]) -> str:
    """Return the texts of the licences that stand in the wheels, one library after the other."""
    texts = []
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            names = [name for name in wheel.namelist() if ".dist-info/" in name]
            own = [name for name in names if any(word in name.upper() for word in ("LICEN", "COPYING", "NOTICE"))]
            stated = next(name for name in names if name.endswith(".dist-info/METADATA"))
            texts += [
                f"===== {path.name}: {name}\n{wheel.read(name).decode('utf-8', 'replace')}" for name in own or [stated]
            ]
    return "\n".join(texts)


def fetch(system: System, folder: Path) -> None:
    """Fetch the wheels of everything kumin can use, for every Python."""
    lock = (ROOT / "requirements" / "all.txt").read_text(encoding="utf-8")
    for python in PYTHONS:
        download(wanted(lock, system, python), system, python, folder)


def of_pins(folder: Path, lines: Iterable[str]) -> list[Path]:
    """Return the wheels in a folder that some pins name."""
    named = {
        (canonicalize_name(pin.name), str(pin.specifier)) for pin in (Requirement(line.split(" ")[0]) for line in lines)
    }
    parsed = {path: parse_wheel_filename(path.name) for path in sorted(folder.glob("*.whl"))}
    return [path for path, (name, version, *_) in parsed.items() if (name, f"=={version}") in named]


def pack(system: System, kumin: Path, lock: Path, folder: Path, target: Path) -> None:
    """Write the zip of one system: the wheels a lock file names, its lists for each Python, and the install script."""
    text = lock.read_text(encoding="utf-8")
    asked = {python: wanted(text, system, python) for python in PYTHONS}
    wheels = of_pins(folder, {line for lines in asked.values() for line in lines})
    own = f"kumin=={kumin.name.split('-')[1]} --hash=sha256:{hashlib.sha256(kumin.read_bytes()).hexdigest()}"
    with zipfile.ZipFile(target, "w") as out:
        for path in [*wheels, kumin]:
            out.write(path, f"{LIBRARIES}/{path.name}", zipfile.ZIP_STORED)  # a wheel is packed already
        for python, lines in asked.items():
            out.writestr(f"{LIBRARIES}/python-{python}.txt", "\n".join([*lines, own]) + "\n", zipfile.ZIP_DEFLATED)
        out.writestr("LICENCES.txt", licences(wheels), zipfile.ZIP_DEFLATED)
        for name, words in MESSAGES.items() if "install.bat" in system.files else ():
            out.writestr(f"messages/{name}", f"{words}\r\n".encode(CODE_PAGE), zipfile.ZIP_DEFLATED)
        for path in (*DOCUMENTS, *(f"scripts/bundle/{name}" for name in system.files)):
            entry = zipfile.ZipInfo.from_file(ROOT / path, Path(path).name)  # keeps that install.sh may be run
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, (ROOT / path).read_bytes())


def main() -> None:
    """Write a zip for each system asked for, whole and small, and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dist", type=Path, help="folder of kumin's wheel; the zips are written there")
    parser.add_argument("--only", choices=SYSTEMS, action="append", help="this system only")
    given = parser.parse_args()
    (kumin,) = given.dist.glob("kumin-*.whl")
    for name in given.only or SYSTEMS:
        with tempfile.TemporaryDirectory() as place:
            fetch(SYSTEMS[name], Path(place))
            for lock, kind in (("core", "-small"), ("all", "")):
                target = given.dist / f"kumin-{kumin.name.split('-')[1]}-{name}{kind}.zip"
                pack(SYSTEMS[name], kumin, ROOT / "requirements" / f"{lock}.txt", Path(place), target)
                print(f"{target}  {target.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
