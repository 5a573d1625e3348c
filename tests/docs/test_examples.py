"""Every example in README and docs runs, and prints what the page says it prints.

A ``console`` block holds commands after ``$ `` with their output; a line ``…`` there stands for any lines. The
``python`` blocks of a page run in order in one namespace. Both run in a folder with copies of schemas, sample_data and
the reference data, and with a ward's files as they arrive (``ward_files.py``); where a page says so in a comment, the
two workbooks of the year's folder are filled in as somebody at a desk would.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from conftest import ROOT
from ward_files import make_files
from ward_person import Person, answers_the_draft, writes_the_plan

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.M | re.S)
FILLED = re.compile(r"^<!-- .*somebody fills the two workbooks in -->$", re.M)
YEAR = Path("令和6年度")


def blocks(page: Path, kind: str) -> list[str]:
    """Return the blocks of a kind; an empty one stands where somebody fills the workbooks in."""
    words = FILLED.sub(f"```{kind}\n```", page.read_text(encoding="utf-8"))
    return [text for found, text in BLOCK.findall(words) if found == kind]


WITH_CONSOLE = [page for page in PAGES if blocks(page, "console")]
WITH_PYTHON = [page for page in PAGES if blocks(page, "python")]


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    for name in ("schemas", "sample_data", "tests/data/reference"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    make_files(tmp_path)
    return tmp_path


def matches(shown: list[str], printed: list[str]) -> bool:
    """Whether ``printed`` is ``shown``, where a line ``…`` stands for any lines."""
    pattern = "".join("(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + " *\n" for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


@pytest.mark.parametrize("page", WITH_CONSOLE, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(
    page: Path, workplace: Path, kumin: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace)
    for block in blocks(page, "console"):
        command, shown = "", []
        if not block:
            person = Person(kumin, "ja")
            answers_the_draft(person, YEAR / "調査票.xlsx")
            writes_the_plan(person, YEAR / "運営方針.xlsx")
        for line in [*block.splitlines(), "$ "]:
            if not line.startswith("$ "):
                shown.append(line)
                continue
            if command:
                program, *arguments = shlex.split(command)
                assert program == "kumin", f"only kumin commands can be shown as console examples: {command}"
                done = kumin(*arguments)
                assert "Traceback" not in done.stderr, done.stderr
                if shown:
                    output = (done.stdout or done.stderr).splitlines()
                    assert matches(shown, output), f"{page.name}: {command}\n" + "\n".join(output)
                else:
                    assert done.returncode == 0, done.stderr
            command, shown = line[2:], []


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_python_examples_run(page: Path, workplace: Path) -> None:
    code = "\n".join(blocks(page, "python"))
    environment = {**os.environ, "PYTHONUTF8": "1", "POLARS_FMT_MAX_ROWS": "20"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=workplace, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr


def test_readme_and_guides_have_examples() -> None:
    assert {"README.md", "guide-ja.md"} <= {page.name for page in WITH_CONSOLE}
    assert {"README.md", "statisticians.md"} <= {page.name for page in WITH_PYTHON}
