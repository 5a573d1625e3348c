"""Importing costs little: slow libraries are loaded when they are needed."""

from __future__ import annotations

import json
import subprocess
import sys

import kumin
from source import module_names

SLOW = ("pandera", "scipy.stats", "altair", "vl_convert", "jinja2", "xlsxwriter", "docx", "tabulate", "ruamel.yaml")
LIBRARIES = ("polars", "numpy", "scipy", "pydantic", "click", *SLOW)


def loaded_by(code: str, names: tuple[str, ...]) -> list[str]:
    """Run code in a process of its own and return which of ``names`` were loaded."""
    code += f"\nimport json, sys; print(json.dumps([name for name in {names!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    found: list[str] = json.loads(done.stdout)
    return found


def test_import_kumin_loads_no_library() -> None:
    assert loaded_by("import kumin", LIBRARIES) == []


def test_the_names_of_commands_load_no_library_but_click() -> None:
    assert loaded_by("import kumin.cli", LIBRARIES) == ["click"]


def test_no_module_loads_a_slow_library() -> None:
    modules = sorted(module_names() - {"kumin.__main__"})
    assert loaded_by("\n".join(f"import {name}" for name in modules), SLOW) == []


def test_every_public_name_is_there() -> None:
    assert all(getattr(kumin, name) is not None for name in kumin.__all__)
    assert set(kumin.__all__) <= set(dir(kumin))
