"""Eleven lines of every indicator, the same in every output and language, none of which contradicts the verdict."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import docx
import pytest

import kumin
from conftest import ROOT
from kumin.disclosure.published import release
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.messages import text
from kumin.result import Result
from kumin.words import Words
from kumin.words.indicators.criticisms import CRITICISMS, Line, Told, criticism_lines
from kumin.writers.document import write_document
from kumin.writers.page.page import draft_page
from kumin.writers.terminal.run import render

ORDER = (
    "respondents", "nonresponse", "no_answer", "size", "weighting", "rounding", "change", "wording", "target", "past",
    "publication",
)  # fmt: skip
NOTHING = {"ja": "示せません（", "en": "Cannot be shown ("}


@cache
def sample() -> Result:
    return kumin.run(
        ROOT / "schemas" / "tsurumi" / "r05",
        ROOT / "sample_data" / "tsurumi" / "r05",
        previous=ROOT / "sample_data" / "tsurumi" / "r04",
    )


def lines_of(result: Result, indicator: str, lang: str = "ja", told: Told | None = None) -> dict[str, Line]:
    return {line.code: line for line in criticism_lines(result, indicator, Words.of(lang), told)}


def headings(lang: str) -> list[str]:
    return [text(f"criticism_{code}", lang) for code in ORDER]


def test_the_lines_are_eleven_and_in_their_order() -> None:
    assert tuple(CRITICISMS) == ORDER
    assert len(ORDER) == 11


def test_the_japanese_page_shows_the_eleven_answers_of_an_indicator_as_the_run_gives_them() -> None:
    page = (ROOT / "docs" / "judgement-ja.md").read_text(encoding="utf-8")
    block = page.split("```text\n1-3 ", 1)[1].split("\n```", 1)[0]
    assert "1-3 " + block in render(sample(), Words.of("ja"), detail=True)
    answered = {line.heading: line for line in lines_of(sample(), "1-3").values()}
    assert [re.match(r"　(\d+) ([^:]+): ", line) is not None for line in block.splitlines()[-11:]] == [True] * 11
    # the table of questions above it lists the same eleven in the same order
    table = re.findall(r"^\| (\d+) \| ([^|]+) \|", page.split("## 言葉の意味", 1)[0], re.M)
    assert [(int(place), heading) for place, heading in table] == list(enumerate(answered, 1))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_indicator_has_them_on_the_screen(lang: str) -> None:
    shown = render(sample(), Words.of(lang), detail=True)
    found = re.findall(r"^\s+(\d+)[. ]+([^:]+): \S", shown, re.M)
    own = [(int(place), heading) for place, heading in found if heading in headings(lang)]
    assert own == list(enumerate(headings(lang), 1)) * 11


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_indicator_has_them_on_the_page_and_in_the_document(lang: str, tmp_path: Path) -> None:
    published = release(sample())
    page = draft_page(published, lang).html.replace("&#39;", "'")
    blocks = re.findall(r'<details class="criticisms">(.*?)</details>', page, re.S)
    assert [re.findall(r"<li><b>(.*?)</b> <span>.", block) for block in blocks] == [headings(lang)] * 11
    write_document(published, tmp_path / "report.docx", lang)
    rows = [row.cells for table in docx.Document(str(tmp_path / "report.docx")).tables for row in table.rows]
    told = [cells[0].text for cells in rows if re.match(r"\d+ ", cells[0].text) and cells[1].text]
    expected = [f"{place} {heading}" for place, heading in enumerate(headings(lang), 1)]
    assert [one for one in told if one in expected] == expected * 11


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_line_without_information_says_why(lang: str, mini: Path) -> None:
    plan = mini / "plan.yaml"
    more = "      - {id: 2-1, text: 会員数, unit: 人, target: {at_least: 12000}, result: 10488}\n"
    plan.write_text(plan.read_text("utf-8").replace(", invited: 100", "") + more, "utf-8")
    result = kumin.run(mini, mini / "answers")
    nothing = lines_of(result, "2-1", lang)
    without = ("respondents", "nonresponse", "no_answer", "size", "weighting", "rounding", "change", "wording", "past")
    assert [code for code, line in nothing.items() if not line.shown] == list(without)
    for line in (*nothing.values(), *lines_of(result, "1-1", lang).values()):
        assert all(said.strip() for said in line.said)
        assert line.shown != (len(line.said) == 1 and line.said[0].startswith(NOTHING[lang]))
    assert text("why_no_letters", lang) in lines_of(result, "1-1", lang)["nonresponse"].said[0]
    assert text("why_no_letters", lang) in " ".join(lines_of(result, "1-1", lang)["respondents"].said)
    assert text("why_no_population", lang) in lines_of(result, "1-1", lang)["weighting"].said[0]


@pytest.mark.parametrize(
    ("indicator", "code", "said"),
    [
        ("1-1", "respondents", "回収率は 36.3%（届いた 1,991通のうち 722人）"),
        ("1-1", "respondents", "回答者が少ないのは、性別の男性、年齢の18～29歳・30～39歳です"),
        ("2-1", "nonresponse", "その 81.0%（回答者より +16.6ポイント）"),  # 81.0 less the printed 64.4
        ("1-2", "nonresponse", "答えなかった 27人（発送 168 － 有効 141）と、この設問に無回答・無効の 6人"),
        ("1-2", "nonresponse", "76.2%～95.8%"),
        ("2-1", "no_answer", "無回答を除く 64.4% B、無回答を含む 62.5% B、無回答とわからないを除く 76.7% A"),
        ("1-1", "no_answer", "無回答を除く 37.8% B、無回答を含む 37.0% B"),
        ("1-1", "size", "母数は 706人で、95%区間は 34.3～41.4% です"),
        ("1-3", "weighting", "79.3% で、判定は B に変わります"),
        ("1-1", "weighting", "小学校区の構成には合わせていません"),
        ("1-1", "rounding", "37.819%"),
        ("4-1", "change", "-11.5ポイント（95%区間 -16.3～-6.5）。標本誤差を超えて下がりました"),
        ("1-1", "wording", "設問文・選択肢"),
        ("1-1", "target", "60%以上（令和9年度末まで）です。比べた年度の運営方針から変わっていません"),
        ("1-1", "past", "令和4年度 34.1%（n=722、回答から計算）"),
        ("1-1", "publication", "母数 706人のうち 267人"),
    ],
)
def test_each_line_has_its_number(indicator: str, code: str, said: str) -> None:
    line = lines_of(sample(), indicator)[code]
    assert line.shown
    assert said in "".join(line.said)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_is_said_twice_of_an_indicator(lang: str) -> None:
    for one in sample().items:
        said = [sentence for line in lines_of(sample(), one.indicator.id, lang).values() for sentence in line.said]
        shown = [sentence for sentence in said if not sentence.startswith(NOTHING[lang])]
        assert len(shown) == len(set(shown))


LINE_OF = {
    Cause.SAMPLING: "size", Cause.BASE: "no_answer", Cause.WEIGHTING: "weighting", Cause.ROUNDING: "rounding",
    Cause.NONRESPONSE: "nonresponse", Cause.TARGET_MOVED: "target",
}  # fmt: skip


def named(line: Line, mark: str) -> bool:
    """Whether a line speaks of a mark, as a word of its own."""
    return bool(re.search(rf"(?<![A-Za-z]){mark}(?![A-Za-z])", " ".join(line.said)))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_line_contradicts_the_verdict(lang: str) -> None:
    """The other mark stands in exactly the lines of what turns the mark."""
    for one in sample().items:
        lines = lines_of(sample(), one.indicator.id, lang)
        other = {"A": "B", "B": "A"}[str(one.mark.mark)]
        for cause, code in LINE_OF.items():
            turned = one.verdict[cause].turned
            sentences = [said for said in lines[code].said if not re.match("A (percent|value) of", said)]
            line = Line(code, "", tuple(sentences), shown=True)
            assert named(line, other) == (turned is Turned.YES), (one.indicator.id, code)
        if one.verdict.step is Step.CERTAIN:
            assert not one.verdict.turned_by


def test_what_would_give_away_a_hidden_count_is_not_told() -> None:
    for one in sample().items:
        lines = lines_of(sample(), one.indicator.id, told=Told(bases=False))
        assert lines["no_answer"].said == ("示せません（少ない人数が分かってしまうため公表しない）",)
        assert "この設問に無回答・無効の" not in "".join(lines["nonresponse"].said)


def test_the_page_hides_what_the_release_hides() -> None:
    """With a high threshold counts of no answer are hidden, and no line of the page tells them."""
    published = release(sample(), 25)
    hidden = published.bases
    assert hidden
    page = draft_page(published, "ja").html
    blocks = re.findall(r'<details class="criticisms">(.*?)</details>', page, re.S)
    for one, block in zip(sample().items, blocks, strict=True):
        assert ("無回答を除く" in block.split("</li>")[2]) == (one.indicator.id not in hidden)
        assert "25人に満たない区分の値は公表しません" in block


def test_a_percent_of_an_unknown_number_of_people_is_not_called_free_of_error() -> None:
    result = kumin.judge_published(ROOT / "tests" / "data" / "judgement" / "rank_targets.yaml")
    lines = lines_of(result, "3")
    assert lines["size"].said == ("示せません（何人の回答かが分からない）",)
    assert "標本誤差を超える変化かどうかは分かりません" in lines["change"].said[0]
    assert lines_of(result, "1")["size"].said == ("示せません（調査によらない数）",)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_weighted_percent_of_an_indicator_without_a_mark_is_shown(lang: str, mini: Path) -> None:
    """A target nobody can work out leaves the weighted value what it is."""
    (mini / "people.csv").write_text("safe,population\n1,400\n2,400\n3,200\n", encoding="utf-8")
    plan = mini / "plan.yaml"
    text_before = plan.read_text("utf-8").replace("population: 1000", "population: people.csv")
    plan.write_text(text_before.replace("{at_least: 60, by: 2027}", "{monitor: true}", 1), "utf-8")
    result = kumin.run(mini, mini / "answers")
    line = lines_of(result, "1-1", lang)["weighting"]
    assert line.shown
    assert "80.0%" in line.said[0]
