"""Functions, modules and folders stay small; what is larger stands here by name, with the reason."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter

from conftest import ROOT
from source import SOURCE, docstrings, functions, module_name, room_of, sources

LINES_OF_A_FUNCTION = 50
LINES_OF_A_MODULE = 400
MODULES_OF_A_FOLDER = 20
COMPLEXITY = 15

LONG_FUNCTIONS: dict[str, str] = {}
"""``module.function`` → why its body is longer."""

LONG_MODULES: dict[str, str] = {}
"""Module → why it is longer."""

FULL_FOLDERS = {"messages": "each module is the list of sentences on one subject"}
"""Room → why its folder holds more modules."""


def lines_of_body(function: ast.FunctionDef | ast.AsyncFunctionDef, documents: set[int]) -> int:
    body = [part for part in function.body if not (isinstance(part, ast.Expr) and id(part.value) in documents)]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_are_short() -> None:
    long = set()
    for path in sources():
        documents = {id(string) for string in docstrings(path)}
        for function in functions(path):
            if lines_of_body(function, documents) > LINES_OF_A_FUNCTION:
                long.add(f"{module_name(path)}.{function.name}")
    assert long == set(LONG_FUNCTIONS)


EXAMPLE = (">>> ", "... ", "Examples", "--------")
"""How lines of an example begin: they are tests that stand where they are read, and no duty of the module."""


def lines_of_module(words: str) -> int:
    return sum(not line.lstrip().startswith(EXAMPLE) for line in words.splitlines())


def test_modules_have_one_duty() -> None:
    # lists of sentences are as long as they are
    code = [path for path in sources() if room_of(path) != "messages"]
    long = {module_name(path) for path in code if lines_of_module(path.read_text("utf-8")) > LINES_OF_A_MODULE}
    assert long == set(LONG_MODULES)


def test_folders_can_be_surveyed() -> None:
    modules = Counter(str(path.parent.relative_to(SOURCE)) for path in sources())
    assert {folder for folder, n in modules.items() if n > MODULES_OF_A_FOLDER} == set(FULL_FOLDERS)


def test_ruff_keeps_complexity_low_without_exceptions() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "C90" in lint["select"]
    assert lint["mccabe"]["max-complexity"] == COMPLEXITY
    assert not [path.name for path in sources() if "noqa" in path.read_text(encoding="utf-8")]


def test_no_two_test_files_have_one_name() -> None:
    # pytest imports them by their names alone: a second one of a name would not run
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
