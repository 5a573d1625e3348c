"""report.html as a reader meets it: in Chromium, on a desk, a phone and paper, by mouse, keyboard and screen reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import MINI_ANSWERS, MINI_PLAN, MINI_QUESTIONNAIRE
from kumin.batches import batch
from kumin.charts.renderer import Renderer
from kumin.definitions import HouseStyle
from kumin.disclosure.published import Published, release
from kumin.pipeline import run
from kumin.writers.survey_report.book import survey_book
from kumin.writers.survey_report.page import survey_page
from long_words import result_of
from page_tools import render_page

pytestmark = pytest.mark.browser

A4_TALL = 1043
"""Height between the margins of a page: 297 mm - 21 mm."""
A4_INSIDE = 695
"""Width between the margins of a page, in CSS pixels: 210 mm - 2 · 13 mm."""


@pytest.fixture(scope="module")
def pages(sample_published: Published, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    written = {}
    for lang in ("ja", "en"):
        written[lang] = folder / f"report-{lang}.html"
        written[lang].write_text(render_page(sample_published, lang), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def survey_page_(sample_published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = survey_book(sample_published, {}, HouseStyle(), "ja", ["council"])
    with Renderer() as renderer:
        svgs = renderer.begin([drawing.spec for drawing in book.drawings]).result()
    path = tmp_path_factory.mktemp("survey") / "survey_report.html"
    path.write_text(survey_page(book, svgs), encoding="utf-8")
    return path


class Opened:
    """A page with everything it said and asked for."""

    def __init__(self, browser: Any, path: Path, width: int = 1200, height: int = 900) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def open_details(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_is_silent_and_asks_for_nothing_outside(browser: Any, pages: dict[str, Path], lang: str) -> None:
    opened = Opened(browser, pages[lang])
    opened.open_details()
    assert opened.said == []
    assert opened.asked == [pages[lang].as_uri()]
    assert opened.page.evaluate("document.documentElement.lang") == lang
    assert opened.page.title()


def test_every_chart_is_drawn_and_named(browser: Any, pages: dict[str, Path]) -> None:
    opened = Opened(browser, pages["ja"])
    opened.open_details()
    charts = opened.page.evaluate(
        """[...document.querySelectorAll('main svg[role=img]')].map(svg => {
            const box = svg.getBoundingClientRect()
            const ids = svg.getAttribute('aria-labelledby').split(' ')
            const named = ids.map(id => document.getElementById(id)?.textContent)
            return {width: box.width, height: box.height, named, hidden: !svg.checkVisibility(),
                    drawn: svg.querySelectorAll('path, rect, line').length, words: svg.querySelectorAll('text').length}
        })"""
    )
    # all indicators (wide and narrow), of 11 indicators the answers and the trend and most domains, the pyramid
    assert len(charts) >= 30
    assert [chart["hidden"] for chart in charts].count(True) == 1  # the phone's
    for chart in charts:
        assert all(chart["named"]), chart
        assert chart["hidden"] or (chart["width"] > 100 and chart["height"] > 20), chart
        assert chart["drawn"] > 0
        assert chart["words"] > 0
    ids = opened.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    broken = opened.page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert broken == 0


@pytest.mark.parametrize(
    ("lang", "width", "theme"), [("ja", 1200, "light"), ("en", 390, "light"), ("ja", 1200, "dark")]
)
def test_axe_finds_nothing(browser: Any, pages: dict[str, Path], lang: str, width: int, theme: str) -> None:
    axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
    opened = Opened(browser, pages[lang], width)
    opened.page.emulate_media(color_scheme=theme)
    opened.open_details()
    results = axe_playwright.Axe().run(opened.page)
    found = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in results.response["violations"]]
    assert found == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_survey_report(browser: Any, survey_page_: Path, theme: str) -> None:
    axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
    opened = Opened(browser, survey_page_, 390)
    opened.page.emulate_media(color_scheme=theme)
    results = axe_playwright.Axe().run(opened.page)
    found = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in results.response["violations"]]
    assert found == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.said == []


def test_no_number_of_a_heading_is_broken_on_a_phone(browser: Any, survey_page_: Path) -> None:
    opened = Opened(browser, survey_page_, 360, 740)
    lines = opened.page.evaluate(
        """[...document.querySelectorAll('.figures-of')].slice(0, 3).flatMap(table => {
            const row = table.tHead.rows[0];
            while (row.cells.length < 7) row.insertCell().outerHTML = '<th class="num"></th>';
            return [...row.cells].map(cell => {
                cell.textContent = '10%（90%）';
                const range = document.createRange();
                range.setStart(cell.firstChild, 4); range.setEnd(cell.firstChild, 7);
                return range.getClientRects().length;
            });
        })"""
    )
    assert set(lines) == {1}


def test_a_phone_shows_it_without_scrolling_sideways(browser: Any, pages: dict[str, Path]) -> None:
    opened = Opened(browser, pages["ja"], 360, 740)
    opened.open_details()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert opened.page.locator(".overview .narrow svg").is_visible()
    assert not opened.page.locator(".overview .wide svg").is_visible()
    # words of charts stay readable when a chart shrinks to the width of a phone
    smallest = opened.page.evaluate(
        """Math.min(...[...document.querySelectorAll('main svg[role=img]')].filter(svg => svg.checkVisibility()).map(
            svg => 12 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""
    )
    assert smallest >= 7.5


@pytest.fixture(scope="module")
def long_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("long")
    result = result_of(folder)
    written = {}
    for lang in ("ja", "en"):
        written[lang] = folder / f"report-{lang}.html"
        written[lang].write_text(render_page(release(result), lang), encoding="utf-8")
    return written


CHART_WORDS = """() => [...document.querySelectorAll('main svg[role=img]')].flatMap(svg => {
    if (!svg.checkVisibility()) return []
    const shrunk = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
    const texts = [...svg.querySelectorAll('text')].filter(one => one.textContent.trim())
    const sizes = texts.map(one => parseFloat(getComputedStyle(one).fontSize) * shrunk)
    const boxes = texts.map(one => one.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])
    const words = texts.map(one => one.textContent)
    return {id: svg.querySelector('title').id, size: Math.min(...sizes), words, boxes}
})"""
"""The words of every chart that can be seen: the smallest size in pixels, and where they stand."""


@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize(("width", "least"), [(1200, 11.99), (390, 11.99)])
def test_words_of_charts_are_readable(
    browser: Any, pages: dict[str, Path], long_pages: dict[str, Path], hard: bool, width: int, least: float
) -> None:
    opened = Opened(browser, (long_pages if hard else pages)["ja"], width)
    opened.open_details()
    charts = opened.page.evaluate(CHART_WORDS)
    assert {chart["id"].split("-")[1] for chart in charts} >= {"all", "band", "trend", "domains", "who"}
    assert {chart["id"]: chart["size"] for chart in charts if chart["size"] < least} == {}


@pytest.mark.parametrize("width", [1200, 390])
def test_what_is_wrong_with_a_plan_of_a_batch_has_room(browser: Any, tmp_path: Path, width: int) -> None:
    (tmp_path / "wards" / "a").mkdir(parents=True)
    (tmp_path / "wards" / "a" / "plan.yaml").write_text(MINI_PLAN, encoding="utf-8")
    batch(tmp_path / "wards", tmp_path / "out", reports=False)
    opened = Opened(browser, tmp_path / "out" / "index.html", width)
    wide = opened.page.evaluate("[...document.querySelectorAll('.why')].map(one => one.getBoundingClientRect().width)")
    assert wide
    assert min(wide) >= 250
    # the table scrolls within its frame, the page does not
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1200, 390])
def test_years_and_links_of_a_batch_are_whole_lines_and_no_ward_is_named_twice(
    browser: Any, tmp_path: Path, width: int
) -> None:
    wards = {"大正区": "令和6年度 大正区運営方針", "港区": "運営方針"}
    for ward, title in wards.items():
        plan = MINI_PLAN.replace("試験の運営方針", title).replace("試験区", ward)
        (tmp_path / "wards" / ward / "回答").mkdir(parents=True)
        (tmp_path / "wards" / ward / "plan.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / "wards" / ward / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
        (tmp_path / "wards" / ward / "回答" / "residents.csv").write_text(MINI_ANSWERS, encoding="utf-8")
    # a plan without answers, whose error is long
    (tmp_path / "wards" / "a").mkdir()
    (tmp_path / "wards" / "a" / "plan.yaml").write_text(MINI_PLAN, encoding="utf-8")
    batch(tmp_path / "wards", tmp_path / "out")
    page = Opened(browser, tmp_path / "out" / "index.html", width).page
    names = page.evaluate("[...document.querySelectorAll('td.title')].map(one => one.textContent)")
    assert sorted(filter(None, names)) == ["令和6年度 大正区運営方針", "港区 運営方針"]
    links = page.evaluate("[...document.querySelectorAll('td.whole a')].map(one => one.getClientRects().length)")
    assert links == [1] * 6
    years = page.evaluate(
        "[...document.querySelectorAll('td.whole')].filter(one => one.textContent.startsWith('令和'))"
        ".map(one => { const range = document.createRange(); range.selectNodeContents(one);"
        " return range.getClientRects().length; })"
    )
    assert years == [1, 1]


def test_words_of_charts_are_readable_on_paper(
    browser: Any, pages: dict[str, Path], long_pages: dict[str, Path]
) -> None:
    for path in (pages["ja"], long_pages["ja"]):
        opened = Opened(browser, path, A4_INSIDE)
        opened.page.emulate_media(media="print")
        charts = opened.page.evaluate(CHART_WORDS)
        # 9.3 CSS pixels are 7 points
        assert {chart["id"]: chart["size"] for chart in charts if chart["size"] < 9.3} == {}


def test_words_of_a_trend_do_not_cover_each_other(
    browser: Any, pages: dict[str, Path], long_pages: dict[str, Path]
) -> None:
    for path in (pages["ja"], pages["en"], long_pages["ja"], long_pages["en"]):
        for chart in Opened(browser, path).page.evaluate(CHART_WORDS):
            if not chart["id"].startswith("c-trend"):
                continue
            boxes = list(zip(chart["words"], chart["boxes"], strict=True))
            for place, (words, (left, top, right, bottom)) in enumerate(boxes):
                for other, box in boxes[place + 1 :]:
                    # two pixels: a line's height is more than its letters'
                    apart = box[0] > right - 2 or box[2] < left + 2 or box[1] > bottom - 4 or box[3] < top + 4
                    assert apart, (chart["id"], words, other)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_narrow_phone_does_not_scroll_sideways(
    browser: Any, pages: dict[str, Path], long_pages: dict[str, Path], lang: str, width: int
) -> None:
    for path in (pages[lang], long_pages[lang]):
        opened = Opened(browser, path, width, 740)
        opened.open_details()
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_shows_value_target_and_mark_and_keeps_the_contents(browser: Any, pages: dict[str, Path]) -> None:
    page = Opened(browser, pages["ja"], 390, 800).page
    ends = page.evaluate("[...document.querySelectorAll('.figures > *')].map(one => one.getBoundingClientRect().right)")
    assert len(ends) == 4 * 11  # value, mark, target, last year
    assert max(ends) <= 390
    cells = page.evaluate(
        "[...document.querySelectorAll('.all tbody tr')].map(row => row.children[3].getBoundingClientRect().right)"
    )
    assert max(cells) <= 390
    page.evaluate("window.scrollTo(0, 5000)")
    assert abs(page.evaluate("document.querySelector('.toc').getBoundingClientRect().top")) <= 1


def test_the_keyboard_reaches_everything(browser: Any, pages: dict[str, Path]) -> None:
    opened = Opened(browser, pages["ja"])
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    wanted = page.evaluate("document.querySelectorAll('a[href], summary, [tabindex=\"0\"]').length")
    reached = {page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")}
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    body = page.evaluate("[...document.querySelectorAll('*')].indexOf(document.body)")
    assert len(reached - {body}) == wanted
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('details').open")


def test_paper_shows_everything_and_cuts_no_table(browser: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    opened = Opened(browser, pages["ja"], A4_INSIDE)
    page = opened.page
    page.emulate_media(media="print")
    cut = page.evaluate(
        f"""[...document.querySelectorAll('table, svg[role=img], dl, article')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > {A4_INSIDE} + 1)
            .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert cut == []
    # a closed <details> is printed open, and no row or chart is split over two pages
    assert page.evaluate("document.querySelector('.sheet details table').getBoundingClientRect().height") > 50
    for selector in ("tr", "figure", "thead"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).breakInside") == "avoid" or (
            selector == "thead"
        )
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    # the totals stand once, at the end; what is shorter than a page is on one page, with its heading
    assert page.evaluate("getComputedStyle(document.querySelector('tfoot')).display") == "table-row-group"
    for selector in (".options", "article .pictures", "article details", ".domains tbody", ".scroll"):
        kept = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).breakInside")
        assert kept == "avoid", selector
    for selector in ("h2", "h3", "h4", "h5", ".wording", ".question"):
        kept = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).breakAfter")
        assert kept == "avoid", selector
    # the headings of the form keep to a line each
    lines = page.evaluate(
        """[...document.querySelectorAll('.form-row h3')].map(one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return range.getClientRects().length;
        })"""
    )
    assert set(lines) == {1}
    file = tmp_path / "report.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True)
    content = file.read_bytes()
    assert content.startswith(b"%PDF")
    assert 10 <= len(re.findall(rb"/Type /Page[^s]", content)) <= 20
    # one indicator a page
    tall = page.evaluate("[...document.querySelectorAll('article')].map(one => one.getBoundingClientRect().height)")
    assert max(tall) <= A4_TALL


HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
BREAKOUT = "</title></svg><script>window.hacked = 3</script>"


def test_words_of_definitions_and_answers_never_run(browser: Any, tmp_path: Path) -> None:
    plan = MINI_PLAN.replace("title: 安全なまち", f'title: "{HOSTILE}"').replace(
        "text: 安全だと感じている", f'text: "{BREAKOUT}"'
    )
    questionnaire = MINI_QUESTIONNAIRE.replace("1: そう思う, 2: まあ思う", f'1: "{HOSTILE}", 2: "{BREAKOUT}"', 1)
    questionnaire = questionnaire.replace("header: 問1,", "header: 問1, attribute: true,").replace(
        "1: いる", f'1: "{HOSTILE}い"'
    )
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "residents.yaml").write_text(questionnaire, encoding="utf-8")
    answers = MINI_ANSWERS + f'900,2023/7/3,1,"{HOSTILE}",1,1,2,"{HOSTILE}"\n'
    (tmp_path / "residents.csv").write_text(answers, encoding="utf-8")
    result = run(tmp_path, {"residents": tmp_path / "residents.csv"})
    path = tmp_path / "report.html"
    path.write_text(render_page(release(result), "ja"), encoding="utf-8")
    opened = Opened(browser, path)
    opened.open_details()
    assert opened.page.evaluate("window.hacked") is None
    assert opened.page.locator("script, img, iframe, object").count() == 0
    assert opened.said == []
    assert HOSTILE in opened.page.inner_text("main")
    assert BREAKOUT in opened.page.inner_text("main")
    assert opened.page.locator("svg[role=img]").count() >= 4
