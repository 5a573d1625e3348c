"""The package can be installed on every Python from 3.11 on, and what a contributor calls is there."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from conftest import ROOT

CONFIGURED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = CONFIGURED["project"]
EXTRAS, GROUPS = PROJECT["optional-dependencies"], CONFIGURED["dependency-groups"]
USED = [name for name in EXTRAS if name not in ("dev", "docs", "benchmark")]
LOCKED = {
    "core": [PROJECT["dependencies"]],
    "demo": [PROJECT["dependencies"], EXTRAS["report"], GROUPS["build"]],
    "all": [PROJECT["dependencies"], *(EXTRAS[name] for name in USED)],
    "dev": [PROJECT["dependencies"], *(EXTRAS[name] for name in (*USED, "dev", "docs")), GROUPS["build"]],
    "release": [GROUPS["release"], GROUPS["build"]],
}
VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def test_python_has_no_upper_limit() -> None:
    assert PROJECT["requires-python"] == f">={VERSIONS[0]}"


def test_every_version_is_classified_and_tried_by_test_all() -> None:
    prefix = "Programming Language :: Python :: "
    classified = [line.removeprefix(prefix) for line in PROJECT["classifiers"] if line.startswith(prefix)]
    assert tuple(classified) == VERSIONS
    script = (ROOT / "scripts" / "test-all").read_text(encoding="utf-8")
    assert f"for version in {' '.join(VERSIONS)};" in script
    assert os.access(ROOT / "scripts" / "test-all", os.X_OK)
    assert subprocess.run(["bash", "-n", ROOT / "scripts" / "test-all"], check=False).returncode == 0


def test_the_linters_run_before_a_commit_too() -> None:
    configured = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    for command in ("ruff check", "ruff format", "mypy"):
        assert f".venv/bin/{command}" in configured
        assert command in (ROOT / "Makefile").read_text(encoding="utf-8").split("lint:", 1)[1].split("\n\n", 1)[0]


def test_the_changelog_is_by_version_with_what_is_unreleased_at_the_top() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert "Unreleased" in headings[0]
    assert any(heading.startswith(PROJECT["version"]) for heading in headings)


def test_before_the_first_release_the_changelog_tells_what_it_does_and_no_mends() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if "unreleased" not in re.findall(r"^## (.+)$", text, re.M)[1]:
        pytest.skip("a version has been released")
    first, second = re.split(r"^## .+$", text, flags=re.M)[1:]
    assert not first.strip(), "nobody has met a version in which this was otherwise: tell it under the first version"
    assert second.count("\n### ") > 5


def script(name: str) -> ModuleType:
    """Return a module of the folder scripts."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins(name: str) -> dict[str, set[str]]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for library, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.M):
        found.setdefault(library, set()).add(version)
    return found


@pytest.mark.parametrize("name", LOCKED)
def test_a_lock_file_fits_the_ranges(name: str) -> None:
    """After a change of dependencies in pyproject.toml: make lock."""
    locked = pins(name)
    for line in (line for lines in LOCKED[name] for line in lines):
        asked = Requirement(line)
        if asked.name == "kumin":
            continue
        library = re.sub(r"[-_.]+", "-", asked.name).lower()
        assert library in locked, f"{library} is not in requirements/{name}.txt: make lock"
        assert all(asked.specifier.contains(version) for version in locked[library]), f"{line}: make lock"


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_version_has_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(entries) > 10
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", ["core", "demo", "all"])
def test_a_library_has_one_version_in_all_lock_files(name: str) -> None:
    tested = pins("dev")
    assert {library: versions for library, versions in pins(name).items() if not versions <= tested[library]} == {}


def test_an_upper_bound_stands_only_where_a_break_is_known() -> None:
    lines = [
        *PROJECT["dependencies"],
        *(line for name, lines in EXTRAS.items() if name != "benchmark" for line in lines),
    ]
    bounded = [
        line for line in lines if any(part.operator in {"<", "<=", "==", "~="} for part in Requirement(line).specifier)
    ]
    assert not bounded


def test_a_bundle_asks_for_what_a_system_and_python_need() -> None:
    bundle = script("bundle")
    lock = (
        "always==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
        "windows==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:cc\n"
        "old==3.0 ; python_full_version < '3.12' \\\n    --hash=sha256:dd\n"
    )
    windows, linux = bundle.SYSTEMS["windows-x64"], bundle.SYSTEMS["linux-x64"]
    assert bundle.wanted(lock, windows, "3.13") == [
        "always==1.0 --hash=sha256:aa --hash=sha256:bb",
        "windows==2.0 --hash=sha256:cc",
    ]
    assert bundle.wanted(lock, linux, "3.11") == [
        "always==1.0 --hash=sha256:aa --hash=sha256:bb",
        "old==3.0 --hash=sha256:dd",
    ]


def test_the_install_scripts_ask_no_network_and_know_every_python_of_the_bundle() -> None:
    folder = ROOT / "scripts" / "bundle"
    for name in ("install.sh", "install.bat"):
        written = (folder / name).read_bytes()
        text = written.decode("utf-8")
        assert "--no-index" in text
        assert "--require-hashes" in text
        assert all(python in text for python in script("bundle").PYTHONS)
        assert (b"\r\n" in written) == name.endswith(".bat")
    assert subprocess.run(["sh", "-n", folder / "install.sh"], check=False).returncode == 0


def batch(name: str) -> list[str]:
    """Return the lines of a batch file that do something, joined where one goes on."""
    text = (ROOT / "scripts" / "bundle" / name).read_bytes().decode("ascii")
    return [line.strip() for line in text.replace("^\r\n", "").split("\r\n") if line.strip()]


BUILT_IN = {"@echo", "echo", "rem", "setlocal", "set", "pushd", "if", "for", "goto", "exit", "pause", "type", "(", ")"}
OURS = {"py", "python", "%PYTHON%", r"kumin\Scripts\python.exe", r'"%~dp0kumin\Scripts\python.exe"'}


@pytest.mark.parametrize("name", ["install.bat", "kumin.bat"])
def test_a_batch_file_is_plain_and_calls_only_what_every_windows_has(name: str) -> None:
    """Read by cmd under any code page; no administrator, no network, nothing that is not there."""
    assert b"\n" not in (ROOT / "scripts" / "bundle" / name).read_bytes().replace(b"\r\n", b"")
    lines = batch(name)
    for line in lines:
        if line.split()[0] == "rem":
            continue
        # what stands in brackets, after do and else, && and ||, and in what for /f runs
        for part in re.split(r"&&|\|\||\bdo \(|\('|\bdo ", re.sub(r'-c ".*?"', "-c", line)):
            word = re.sub(r'^if (?:not )?(?:defined \S+|exist "[^"]*"|"[^"]*"=="[^"]*") \(?', "", part.strip()).split()
            if word and not word[0].startswith((":", "%%V", "2^", ")")):
                assert word[0] in BUILT_IN | OURS, line
        # the folder may be in Japanese, with spaces and brackets
        assert "%~dp0" not in re.sub(r'"[^"]*"', "", line), line
        assert not re.search(r"runas|\breg\b|setx|powershell|curl|bitsadmin|msiexec|https?:|\bnet\b", line, re.I), line
        assert "%CD" not in line or '"%CD' in line
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {found for line in lines for found in re.findall(r"goto (\w+)", line)} == labels


def test_what_install_bat_shows_and_installs_is_in_the_bundle(tmp_path: Path) -> None:
    bundle = script("bundle")
    (tmp_path / "wheels").mkdir()
    wheel = tmp_path / "kumin-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"")
    (tmp_path / "lock.txt").write_text("", encoding="utf-8")
    bundle.pack(bundle.SYSTEMS["windows-x64"], wheel, tmp_path / "lock.txt", tmp_path / "wheels", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as made:
        names = set(made.namelist())
        shown = {name: made.read(name).decode("cp932") for name in names if name.startswith("messages/")}
    text = "\n".join(batch("install.bat"))
    typed = {name.replace("\\", "/") for name in re.findall(r'type "([^"]+)"', text)}
    assert typed == set(shown)
    assert all(re.search("[ぁ-ん]", words) and words.endswith("\r\n") for words in shown.values())
    versions = re.findall(r"\(([\d. ]+)\)", text)[0].split()
    assert sorted(versions) == sorted(bundle.PYTHONS)
    assert {f"libraries/python-{one}.txt" for one in versions} <= names
    assert {"install.bat", "kumin.bat", "guide-ja.md", "LICENCES.txt"} <= names
    assert "--isolated" in text, "no settings of pip that name an index or a proxy"


def test_the_path_that_install_bat_allows_leaves_room_for_the_longest_file() -> None:
    """Windows allows 260 signs; the folder may take as many as install.bat checks, the rest is below it."""
    allowed = int(re.search(r"%CD:~(\d+),1%", "\n".join(batch("install.bat")))[1])  # type: ignore[index]
    below = len("\\kumin\\Lib\\site-packages\\")
    places = [Path(str(distribution.locate_file(""))) for distribution in importlib.metadata.distributions()]
    libraries = {path for path in places if path.name == "site-packages"}
    names = {line.split("==")[0].lower() for line in (ROOT / "requirements" / "all.txt").read_text("utf-8").split("\n")}
    own = [one for one in importlib.metadata.distributions() if one.name.lower() in names]
    assert libraries
    assert len(own) > 10
    longest = max(len(str(file)) for one in own for file in one.files or () if not str(file).startswith(".."))
    assert allowed + below + longest < 260


def test_a_release_with_unreleased_changes_or_another_version_is_refused(tmp_path: Path) -> None:
    check = script("check_release")
    assert list(check.of_changelog("# C\n\n## Unreleased\n\n## 1.2.0 (2026-12-01)\n\n- mended\n", "1.2.0")) == []
    (left,) = check.of_changelog("## 未公開 / Unreleased\n\n- new\n\n## 1.2.0\n\n- mended\n", "1.2.0")
    assert "1 lines stand under" in left
    assert list(check.of_changelog("## Unreleased\n\n## 1.1.0\n", "1.2.0")) == ["CHANGELOG.md has no section 1.2.0"]
    assert list(check.of_archives(tmp_path, "1.2.0")) == [
        f"{tmp_path / 'kumin-1.2.0-py3-none-any.whl'} is not there: make dist"
    ]


def test_every_version_is_tried_on_three_systems() -> None:
    text = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    for word in (
        *(f'"{version}"' for version in VERSIONS),
        "ubuntu-latest",
        "windows-latest",
        "macos-latest",
        "make test",
    ):
        assert word in text


TOP = {
    ".ci", ".gitattributes", ".github", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CONTRIBUTING.md",
    "LICENSE", "Makefile", "README.md", "SECURITY.md", "docs", "mkdocs.yml", "pyproject.toml", "requirements",
    "sample_data", "schemas", "scripts", "src", "tests",
}  # fmt: skip
"""What stands at the top of the repository."""


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="what is kept is known in a checkout")
def test_no_scratch_file_is_kept_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert {line.strip('"').split("/")[0] for line in listed.splitlines()} == TOP


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ('{"dependencies": [{"name": "a", "skip_reason": "x"}, {"name": "b", "skip_reason": "x"}]}', "not checked"),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}]}', "none"),
        (
            '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}',
            "known",
        ),
        ("", "not checked"),
    ],
)
def test_an_index_that_knows_no_library_has_not_checked_any(
    printed: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = script("audit")

    def answer(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, printed, "no network\n")

    monkeypatch.setattr(subprocess, "run", answer)
    assert audit.weaknesses(Path("all.txt")) == state
