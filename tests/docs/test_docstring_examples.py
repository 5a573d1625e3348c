"""The examples of docstrings run, all of them, and give what they say they give."""

from __future__ import annotations

import ast
import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

from source import module_name, sources, tree

EXAMPLE = re.compile(r"^ *>>> ", re.M)
MODULES = {module_name(path): path for path in sources() if EXAMPLE.search(path.read_text(encoding="utf-8"))}


def examples(name: str, path: Path) -> list[doctest.DocTest]:
    """Return the examples of each docstring of the source; doctest's own finder passes over cached properties."""
    names, parser, found = vars(import_module(name)), doctest.DocTestParser(), []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
            of = f"{name}.{getattr(node, 'name', '')}"
            found.append(parser.get_doctest(text, dict(names), of, str(path), getattr(node, "lineno", 1)))
    return found


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUMIN_LANG", "en")
    found, runner = examples(name, MODULES[name]), doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert [runner.run(test).failed for test in found] == [0] * len(found)
    source = MODULES[name].read_text(encoding="utf-8")
    assert sum(len(test.examples) for test in found) == len(EXAMPLE.findall(source)), "an example that is not run"
    assert "+SKIP" not in source, "an example that is not run"
