"""The site: built strictly, every page once in its menu, every public name once in its reference, a search."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import kumin
from conftest import ROOT

FENCE = re.compile(r"^ *```(\w*)$", re.M)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build as `make docs` does: an unknown link, anchor, page or name stops it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_once_in_the_menu(site: Path) -> None:
    pages = sorted(page.stem for page in (ROOT / "docs").glob("*.md"))
    menu = re.findall(r": ([\w-]+)\.md$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
    assert sorted(menu) == pages
    assert {f"{page}.html" for page in pages} <= {path.name for path in site.glob("*.html")}


def test_every_public_name_is_once_in_the_reference(site: Path) -> None:
    shown = re.findall(r"^::: [\w.]+\.(\w+)$", (ROOT / "docs" / "reference.md").read_text(encoding="utf-8"), re.M)
    assert Counter(shown) == Counter(kumin.__all__)
    page = (site / "reference.html").read_text(encoding="utf-8")
    ids = Counter(re.findall(r'<h3 id="([\w.]+)" class="doc doc-heading', page))
    assert sorted(one.rpartition(".")[2] for one in ids) == sorted(kumin.__all__)
    assert set(ids.values()) == {1}
    assert not re.search(r":(func|class|meth|data):", page), "a reference of a docstring that is no link"


def test_fences_are_closed_and_nothing_of_them_is_left_in_a_page(site: Path) -> None:
    for page in (ROOT / "docs").glob("*.md"):
        signs = FENCE.findall(page.read_text(encoding="utf-8"))
        assert not signs[1::2] or set(signs[1::2]) == {""}, page.name
        words = (site / f"{page.stem}.html").read_text(encoding="utf-8").split("<article", 1)[1]
        words = re.sub(r"<(pre|code)\b.*?</\1>", "", words.split("</article>")[0], flags=re.S)
        assert "```" not in words
        assert "::: " not in words


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    for page in site.glob("*.html"):
        words = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//(?!\S*canonical)', words), (
            page
        )


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["guide-ja", "statisticians"])
def test_axe_finds_nothing_in_a_page(browser: Any, site: Path, name: str, theme: str) -> None:
    axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = browser.new_page(viewport={"width": 1200, "height": 900}, color_scheme=theme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / f"{name}.html").as_uri())
    page.wait_for_function("document.querySelector('.md-search').hasAttribute('aria-label')")
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[theme]
    results = axe_playwright.Axe().run(page)
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in results.response["violations"]] == []
    assert not [address for address in asked if not address.startswith("file:")]
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "page"), [("回答ファイル", "file-formats"), ("区間の式", ""), ("svydesign", "statisticians")]
)
def test_the_search_finds_japanese_and_english_in_pages_of_a_folder(
    browser: Any, site: Path, words: str, page: str
) -> None:
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    opened.goto((site / "index.html").as_uri())
    opened.locator(".md-search__input").click()
    opened.locator(".md-search__input").fill(words)
    opened.keyboard.press("End")
    opened.wait_for_selector(".md-search-result__item", state="attached")
    links = opened.eval_on_selector_all(".md-search-result__link", "links => links.map(one => one.href)")
    assert any(f"{page}.html" in link for link in links)
    opened.close()
