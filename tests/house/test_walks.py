"""CONTRIBUTING.md leads where it says: every name, path and test in it is there, and no registry is left out."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

import kumin
from conftest import ROOT
from source import SOURCE, module_name, module_names, sources

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WALKS = dict(re.findall(r"^### (.+)\n\n((?:(?!^#).*\n?)*)", PAGE, re.M))
SPANS = re.findall(r"`([^`\s]+)`", PAGE)
NAMES = sorted({span for span in SPANS if re.fullmatch(r"kumin(\.\w+)+", span)})
PATHS = sorted({span for span in SPANS if re.match(r"(src|tests|docs|scripts|\.ci|\.pre-commit)\b", span)})


def test_the_walks_are_there() -> None:
    assert list(WALKS) == [
        "Where is rounding?", "Where is a rule?", "Where is the threshold?", "An interval method", "An answer format",
        "A report sheet", "A target kind", "A measure", "A finding rule", "A flag",
        "A field of a ward's form", "A public frame",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_there(name: str) -> None:
    module = next(
        name.rsplit(".", cut)[0] for cut in range(len(name.split("."))) if name.rsplit(".", cut)[0] in module_names()
    )
    found: object = import_module(module)
    for part in name.removeprefix(module).split(".")[1:]:
        found = getattr(found, part)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_way_to_add_one_names_its_test() -> None:
    ways = {title: walk for title, walk in WALKS.items() if not title.startswith("Where")}
    assert len(ways) == 9
    assert not [title for title, walk in ways.items() if not re.search(r"Test:\s+`tests/[\w/]+\.py`", walk)]


def test_every_registry_has_its_walk() -> None:
    registries = {
        f"{module_name(path)}.{name}"
        for path in sources()
        for name in re.findall(r"^([A-Z]+): (?:Final\[)?Registry\[", path.read_text(encoding="utf-8"), re.M)
    }
    assert len(registries) > 6
    assert registries <= set(NAMES)


def test_a_file_in_the_folder_of_a_walk_is_enough() -> None:
    """What is put into these folders is found without a list that names it."""
    for finder in (
        "definitions/targets/kinds/__init__.py",
        "definitions/targets/steps/__init__.py",
        "judgement/measures/kinds/__init__.py",
        "writers/workbook/registry.py",
    ):
        assert "iter_modules" in (SOURCE / finder).read_text(encoding="utf-8"), finder


def test_the_thresholds_are_as_the_page_says() -> None:
    from kumin.definitions import DEFAULT_K
    from kumin.numbers import SMALL_BASE

    walk = WALKS["Where is the threshold?"]
    assert re.findall(r"fewer than (\d+) people", walk.replace("\n", " ")) == [str(SMALL_BASE), str(DEFAULT_K)]


def test_every_code_in_the_walks_is_a_rule() -> None:
    from kumin.definitions.rules import RULES

    codes = set(re.findall(r"\b[EW]\d{3}\b", PAGE))
    assert codes
    assert codes <= set(RULES)
    assert kumin.__all__
