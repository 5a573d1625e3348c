"""The examples of docstrings run, and give what they say they give."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from source import module_name, sources

MODULES = [module_name(path) for path in sources() if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUMIN_LANG", "en")
    assert doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0
