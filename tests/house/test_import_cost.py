"""Importing costs little: slow libraries are loaded when they are needed."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import kumin
from kumin import estimates
from kumin.data import schema_folder
from source import module_names

SLOW = (
    "pandera",
    "scipy.stats",
    "altair",
    "vl_convert",
    "jinja2",
    "xlsxwriter",
    "docx",
    "pptx",
    "tabulate",
    "ruamel.yaml",
)
LIBRARIES = ("polars", "numpy", "scipy", "pydantic", "click", *SLOW)


def loaded_by(code: str, names: tuple[str, ...]) -> list[str]:
    """Run code in a process of its own and return which of ``names`` were loaded."""
    code += f"\nimport json, sys; print(json.dumps([name for name in {names!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_import_kumin_loads_no_library() -> None:
    assert loaded_by("import kumin", LIBRARIES) == []


def test_the_names_of_commands_load_no_library_but_click() -> None:
    assert loaded_by("import kumin.cli", LIBRARIES) == ["click"]


def test_no_module_loads_a_slow_library() -> None:
    modules = sorted(module_names() - {"kumin.__main__"})
    assert loaded_by("\n".join(f"import {name}" for name in modules), SLOW) == []


def test_a_command_loads_no_library_that_merely_happens_to_be_installed(tmp_path: Path) -> None:
    """pandera loads pandas and hypothesis where they are there, and works without them; no command needs altair."""
    (tmp_path / "residents.yaml").write_text(
        "id: t\ntitle: t\ncolumns: {id: id}\nquestions:\n"
        "  - {id: safe, text: safe, header: q1, type: single, options: {1: a, 2: b}}\n",
        encoding="utf-8",
    )
    # the id stands twice: pandera looks at these rows
    (tmp_path / "a.csv").write_text("id,q1\n1,1\n1,2\n2,7\n", encoding="utf-8")
    arguments = ["kumin", "check", str(tmp_path / "residents.yaml"), str(tmp_path / "a.csv")]
    code = (
        f"import sys; sys.argv = {arguments!r}; from kumin.cli import main\n"
        "try: main()\nexcept SystemExit as ended: assert not ended.code\n"
        "assert 'pandera.polars' in sys.modules; sys.stdout = sys.__stdout__; print()"
    )
    assert loaded_by(code, ("pandas", "hypothesis", "altair", "jsonschema")) == []


def test_every_public_name_is_there() -> None:
    assert all(getattr(kumin, name) is not None for name in kumin.__all__)
    assert set(kumin.__all__) <= set(dir(kumin))


def test_what_intervals_need_is_loaded_while_answers_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def read(*_: object, **__: object) -> dict[str, kumin.Answers]:
        assert begun.wait(60)
        return {}

    monkeypatch.setattr(estimates, "_load", lambda library: begun.set() if library == "scipy.special" else None)
    monkeypatch.setattr(estimates, "read_surveys", read)
    assert estimates.estimate_answers(kumin.load_plan(schema_folder("tsurumi", "r05")), None) == ({}, [])


def test_a_help_page_loads_nothing_that_only_a_mistake_or_an_output_needs() -> None:
    code = (
        "import sys, kumin.cli\n"
        "sys.argv = ['kumin', 'run', '--help']\n"
        "try:\n    kumin.cli.main()\nexcept SystemExit:\n    pass"
    )
    assert loaded_by(code, ("shutil", "difflib", "polars", "numpy")) == []
