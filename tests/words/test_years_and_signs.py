"""Years, days, times, intervals and signs of reports, as each language writes them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import docx
import pytest

import kumin
from kumin.disclosure.published import release
from kumin.intervals import in_plans
from kumin.messages import catalogue, text
from kumin.result import Result
from kumin.words import Words
from kumin.words.indicators.change import _multiplicity
from kumin.words.methods import interval_words
from kumin.words.report import report_view
from kumin.writers.document import write_document
from kumin.writers.page.page import draft_page
from kumin.writers.terminal.run import render
from page_tools import render_page


def run(folder: Path, *changes: tuple[str, str]) -> Result:
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in plan
        plan = plan.replace(old, new, 1)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return kumin.run(folder, folder / "answers")


@pytest.mark.parametrize(
    ("end", "ja", "en"),
    [
        (date(2023, 7, 31), "2023年7月1日～7月31日", "2023-07-01–2023-07-31"),
        (date(2024, 1, 9), "2023年7月1日～2024年1月9日", "2023-07-01–2024-01-09"),
    ],
)
def test_periods(end: date, ja: str, en: str) -> None:
    assert Words.of("ja").period(date(2023, 7, 1), end) == ja
    assert Words.of("en").period(date(2023, 7, 1), end) == en


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "2026年11月24日 19:13（UTC）"),
        ("JST-9", "2026年11月25日 04:13（UTC+09:00）"),
        ("NST3:30", "2026年11月24日 15:43（UTC-03:30）"),
    ],
)
def test_times_are_of_the_machines_clock(monkeypatch: pytest.MonkeyPatch, zone: str, words: str) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone cannot be set here")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert Words.of("ja").time("2026-11-24T19:13:05+00:00") == words
        assert Words.of("en").time("2026-11-24T19:13:05+00:00") == "2026-11-24T19:13:05+00:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_years_and_days() -> None:
    assert [Words.of("ja").named_year(year) for year in (2018, 2019, 2027)] == ["平成30", "令和元", "令和9"]
    assert Words.of("en").named_year(2027) == "2027"
    assert Words.of("ja").date(date(2024, 4, 1)) == "2024年4月1日"


def test_the_japanese_page_names_years_by_their_era(mini: Path) -> None:
    changes = (
        ("history: {2022: 50.0}", "history: {2021: {percent: 30, n: 400}, 2022: {percent: 40, n: 400}}"),
        ("at_least: 60, by: 2027", "at_least: 95, by: 2027"),
        ("invited: 100", "invited: 100, period: {start: 2023-07-01, end: 2023-07-31}"),
    )
    page = render_page(release(run(mini, *changes)), "ja")
    assert "令和9年度の目標に届くには" in page
    assert "2027年度" not in page
    assert "2023年7月1日～7月31日" in page
    assert "（UTC" in page


def test_a_value_of_an_older_year_is_not_called_last_years(mini: Path, tmp_path: Path) -> None:
    result = run(mini, ("history: {2022: 50.0}", "history: {2021: 50.0}"))
    page = render_page(release(result), "ja")
    assert "<dt>令和3年度実績</dt>" in page
    assert "50.0%（令和3年度）" in page
    assert "50.0 (令和3)" in render(result, Words.of("ja"))
    write_document(release(result), tmp_path / "report.docx", "ja")
    cells = [cell.text for table in docx.Document(str(tmp_path / "report.docx")).tables for cell in table._cells]
    assert "50.0%（令和3年度）" in cells


def test_last_year_is(mini: Path) -> None:
    page = render_page(release(kumin.run(mini, mini / "answers")), "ja")
    assert f"<dt>{text('rep_last_result', 'ja')}</dt>" in page
    assert "（令和4年度）" not in page


def test_every_interval_has_a_name() -> None:
    assert not {method for method in in_plans() if f"interval_{method}" not in catalogue()}


def test_the_interval_is_named_and_auto_says_what_it_chose(mini: Path) -> None:
    result = kumin.run(mini, mini / "answers")
    page = render_page(release(result), "ja")
    assert "<dd>Wilson の区間</dd>" in page
    assert "wilson" not in page
    automatic = run(mini, ("invited: 100", "invited: 100, interval: auto"))
    (method,) = set(automatic.estimates["method"])
    assert method != "auto"
    words = text("interval_chosen", "ja", method=text(f"interval_{method}", "ja"))
    assert interval_words(automatic, "residents", Words.of("ja")) == words


def test_the_population_correction_is_told_only_where_there_is_one(mini: Path) -> None:
    words = text("rep_method_fpc", "ja", surveys="区民アンケート")
    assert words in render_page(release(kumin.run(mini, mini / "answers")), "ja")
    without = render_page(release(run(mini, ("population: 1000, ", ""))), "ja")
    assert "有限母集団修正" not in without
    assert "Wilson の区間" in without


@pytest.mark.parametrize(("p", "ja", "en"), [(0.0001, "p<0.001", "p < 0.001"), (0.012, "p=0.012", "p = 0.012")])
def test_p_has_one_sign(p: float, ja: str, en: str) -> None:
    found = [{"statement": "rose", "p_holm": p}]
    assert f"、{ja}）" in next(_multiplicity(found, Words.of("ja")))
    assert f", {en})" in next(_multiplicity(found, Words.of("en")))


def test_english_has_its_own_signs(mini: Path, tmp_path: Path) -> None:
    result = run(
        mini,
        ("history: {2022: 50.0}", "history: {2021: 40.0, 2022: 50.0}"),
        ("invited: 100", "invited: 100, sampling: volunteers"),
    )
    flags = [flag for one in report_view(result, Words.of("en")).indicators for flag in one.flags]
    assert flags
    assert all(flag[0].isupper() for flag in flags)
    trend = next(drawing for drawing in draft_page(release(result), "en").drawings if drawing.id.startswith("c-trend"))
    assert "2021: 40.0%, 2022: 50.0%" in trend.description
    write_document(release(result), tmp_path / "report.docx", "en")
    document = docx.Document(str(tmp_path / "report.docx"))
    whole = "\n".join(cell.text for table in document.tables for cell in table._cells)
    assert f"* {flags[0]}" in whole
    assert "※" not in whole


def test_the_english_document_has_english_brackets_and_room_for_its_words(mini: Path, tmp_path: Path) -> None:
    write_document(release(kumin.run(mini, mini / "answers")), tmp_path / "report.docx", "en")
    document = docx.Document(str(tmp_path / "report.docx"))
    heading = text("rep_indicators", "en")
    table = next(table for table in document.tables if table.cell(0, 0).text == heading)
    assert "(95% interval " in table.cell(1, 2).text
    assert "（" not in table.cell(1, 2).text
    # "Judgement" in bold letters of 10 points, and the cell's margins
    assert table.cell(0, 4).width.mm >= 26
