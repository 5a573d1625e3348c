"""Pages are current and lead somewhere."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_the_reference_of_commands_is_current() -> None:
    place = spec_from_file_location("make_cli_reference", ROOT / "docs" / "make_cli_reference.py")
    assert place is not None
    assert place.loader is not None
    made = module_from_spec(place)
    place.loader.exec_module(made)
    current = "\n".join(made.pages()) + "\n"
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == current, "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_column_of_a_table_has_a_heading(page: Path) -> None:
    heads = re.findall(r"^(\|.*\|)\n\|[-:| ]+\|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert not [head for head in heads if re.search(r"\|\s*\|", head)]


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name in contents, f"{page.name} is not in mkdocs.yml"
