"""What the pages for ward staff quote from the screen is what the screen shows, and what they picture is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from kumin.messages import catalogue

FAQ = (ROOT / "docs" / "faq-ja.md").read_text(encoding="utf-8")
QUOTED = [row for row in re.findall(r"^\| ([^|]+) \| [^|]+ \|$", FAQ, re.M) if row != "表示"]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.(?:png|svg))\)")
MOST_BYTES = 250_000


def test_there_are_questions() -> None:
    assert len(QUOTED) > 15


@pytest.mark.parametrize("quoted", QUOTED)
def test_what_is_quoted_is_said_in_one_message(quoted: str) -> None:
    parts = [part for part in quoted.split("…") if part]
    pattern = re.compile(r"\{[^}]+\}".join(map(re.escape, parts)))
    assert [code for code, (japanese, _) in catalogue().items() if pattern.search(japanese)], quoted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_are_there_and_small(page: Path) -> None:
    for name in PICTURE.findall(page.read_text(encoding="utf-8")):
        picture = page.parent / name
        assert picture.is_file(), f"{name}: run docs/make_pictures.py"
        assert picture.stat().st_size < MOST_BYTES


def test_the_guide_is_illustrated() -> None:
    assert len(PICTURE.findall((ROOT / "docs" / "guide-ja.md").read_text(encoding="utf-8"))) >= 4
