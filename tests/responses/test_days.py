"""How a column writes its days is decided from all its cells, and what was decided is said with a count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers_tools import check, coded, found
from kumin.numbers import ERAS
from kumin.responses.coding.dates import UNREADABLE_DATE, DateReading, read_dates

Kumin = Callable[..., "CompletedProcess[str]"]
EMPTY: dict[str, int | None] = {"": None}
DAYS = st.lists(st.dates(date(1935, 1, 1), date(2025, 12, 31)), min_size=1, max_size=25)


def read(*cells: str, bounds: tuple[date | None, date | None] = (None, None)) -> DateReading:
    return read_dates(pl.Series("day", cells), EMPTY, bounds=bounds)


def said(reading: DateReading) -> dict[str, int]:
    return {rule.code: count for rule, count, _ in reading.decided}


def days(*cells: str, bounds: tuple[date | None, date | None] = (None, None)) -> list[str]:
    return ["" if day == UNREADABLE_DATE else str(day) for day in read(*cells, bounds=bounds).days]


PLAIN = ["{0}/{1}/{2}", "{0:04}-{1:02}-{2:02}T09:05", "{0}年{1}月{2}日", "{0:04}{1:02}{2:02}", "era"]
ORDERS = {
    "mdy": lambda day, year: (day.month, day.day, year),
    "dmy": lambda day, year: (day.day, day.month, year),
}


@settings(max_examples=60, deadline=None)
@given(
    DAYS, st.sampled_from(sorted(ORDERS)), st.sampled_from("/.-"), st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from(["", " 9:05", "\u00a09:05:11\u202fAM", " 15:06"]),
)  # fmt: skip
def test_no_day_is_read_wrongly_without_a_word(
    true: list[date], order: str, separator: str, short: bool, padded: bool, proof: bool, time: str
) -> None:
    true = [*true, date(2001, 7, 13)] if proof else true
    true = [day for day in true if not short or 1930 <= day.year <= 2029]
    cells = []
    for day in true:
        year = f"{day.year % 100:02}" if short else str(day.year)
        parts = [str(part) for part in ORDERS[order](day, year)]
        cells.append(separator.join(part.zfill(2) if padded else part for part in parts) + time)
    reading = read(*cells)
    wrong = [day for day, got in zip(true, reading.days, strict=True) if got not in (day, UNREADABLE_DATE)]
    unread = [day for day, got in zip(true, reading.days, strict=True) if got == UNREADABLE_DATE]
    assert not wrong or said(reading)["W115"] >= len(wrong)
    assert said(reading).get("W117", 0) == len(unread)
    if proof and not short:
        assert reading.days.to_list() == true
        assert set(said(reading)) <= {"W114"}
    if short and len(unread) < len(true):
        assert said(reading)["W116"] == len(true) - len(unread)


@settings(max_examples=40, deadline=None)
@given(
    DAYS, st.sampled_from(["{0}/{1}/{2}", "{0:04}-{1:02}-{2:02}T09:05", "{0}年{1}月{2}日", "{0:04}{1:02}{2:02}", "era"])
)
def test_what_names_its_parts_needs_no_other_cell(true: list[date], form: str) -> None:
    def written(day: date) -> str:
        if form != "era":
            return form.format(day.year, day.month, day.day)
        era = next(era for era in ERAS if day.year > era.before)
        return f"{era.code[0].upper()}{day.year - era.before}.{day.month}.{day.day}"

    reading = read(*map(written, true))
    assert reading.days.to_list() == true
    assert set(said(reading)) <= ({"W118"} if form == "era" else set())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dates(date(1928, 1, 1), date(2025, 12, 31)), min_size=1, max_size=60), st.booleans())
def test_day_numbers_are_days_or_said(true: list[date], from_1904: bool) -> None:
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    true = [day for day in true if (day - first).days >= 10000]
    cells = pl.Series([str((day - first).days) for day in true], dtype=pl.String)
    reading = read_dates(cells, EMPTY, from_1904=from_1904)
    unread = [day for day, got in zip(true, reading.days, strict=True) if got != day]
    assert all(got in (day, UNREADABLE_DATE) for day, got in zip(true, reading.days, strict=True))
    assert said(reading) == ({"W117": len(unread)} if unread else {})


def test_a_thirteenth_proves_the_order() -> None:
    reading = read("13/07/2024", "7/8/2024", "2/2/2024")
    assert [str(day) for day in reading.days] == ["2024-07-13", "2024-08-07", "2024-02-02"]
    assert [(rule.code, *rest) for rule, *rest in reading.decided] == [("W114", 1, "d/m/y")]
    assert days("07/13/2024", "7/8/2024") == ["2024-07-13", "2024-07-08"]


def test_bounds_prove_the_order() -> None:
    july = (date(2024, 7, 1), date(2024, 7, 31))
    assert days("7/3/2024", "7/4/2024", bounds=july) == ["2024-07-03", "2024-07-04"]
    assert days("3/7/2024", "4/7/2024", bounds=july) == ["2024-07-03", "2024-07-04"]
    assert said(read("3/7/2024", bounds=july)) == {"W114": 1}


def test_days_of_one_month_prove_the_order() -> None:
    assert days(*(f"{day}/7/2024" for day in range(1, 13))) == [f"2024-07-{day:02}" for day in range(1, 13)]
    assert said(read(*(f"{day}/7/2024" for day in range(1, 5)))) == {"W115": 4}


def test_of_a_column_that_contradicts_itself_only_the_certain_days_are_read() -> None:
    cells = ("13/07/2024", "07/13/2024", "7/8/2024", "2/2/2024")
    assert days(*cells) == ["2024-07-13", "2024-07-13", "", "2024-02-02"]
    assert said(read(*cells)) == {"W117": 1}


def test_years_of_two_digits() -> None:
    assert days("10/1/19 17:24", "10/13/19 17:24") == ["2019-10-01", "2019-10-13"]
    assert said(read("10/1/19 17:24", "10/13/19 17:24")) == {"W114": 1, "W116": 2}
    assert days("3/13/65", "3/14/29", "3/13/30") == ["1965-03-13", "2029-03-14", "1930-03-13"]
    born = (date(1900, 1, 1), date(2010, 1, 1))
    assert days("3/13/29", "3/13/05", bounds=born) == ["1929-03-13", "2005-03-13"]
    assert days("3-Jul-24", "Jul 3, 2024 9:05 AM", "05-Mar-65") == ["2024-07-03", "2024-07-03", "1965-03-05"]


@pytest.mark.parametrize(
    "cells", [("24/7/3", "24/7/15"), ("05/07/03",), ("31/4/30",), ("5/7/3",), ("40.2.3", "41.12.25")]
)
def test_a_year_that_may_be_of_an_era_is_not_guessed(cells: tuple[str, ...]) -> None:
    assert days(*cells) == [""] * len(cells)


def test_a_year_that_can_be_of_no_era_is_read() -> None:
    assert days("95/7/3", "64/12/31") == ["1995-07-03", "1964-12-31"]
    assert days("24/07/03 9:05", "24/07/31 9:05", bounds=(date(2024, 7, 1), None)) == ["2024-07-03", "2024-07-31"]
    summer = (date(2024, 6, 1), date(2024, 8, 1))
    assert days("24/07/03", "24/07/31", bounds=summer) == ["2024-07-03", "2024-07-31"]
    assert days("24/07/03", bounds=(date(2010, 1, 1), date(2026, 1, 1))) == [""]  # 平成24年 or 2024


def test_eras_back_to_meiji() -> None:
    cells = ("大正14年3月3日", "T14.3.3", "明治45年7月1日", "M6.1.1", "明5.12.2", "㍻元年1月8日", "昭和 40. 2. 3 生")
    assert days(*cells) == ["1925-03-03", "1925-03-03", "1912-07-01", "1873-01-01", "", "1989-01-08", "1965-02-03"]
    assert said(read(*cells)) == {}
    ended = ("平成35年1月1日", "令和元年4月1日", "昭和64年1月7日", "S64.1.8")
    assert days(*ended) == ["2023-01-01", "2019-04-01", "1989-01-07", "1989-01-08"]
    assert said(read(*ended)) == {"W118": 3}


def test_a_number_that_may_be_an_era_year_is_a_day_number_only_among_many() -> None:
    assert days("50703") == [""]
    assert days("50703", "45110", "14700", "令和5年7月3日") == ["", "2023-07-03", "1940-03-30", "2023-07-03"]
    assert said(read("50703", "50703", "45110")) == {"W117": 2}
    assert days("30703", *(str(45100 + day) for day in range(9)))[0] == "1984-01-22"
    assert days("30703", *(str(45100 + day) for day in range(8)))[0] == ""


def test_day_numbers_before_1927_need_the_bounds() -> None:
    old = (date(1900, 1, 1), None)
    assert days("11500", "9500", "23000", bounds=old) == ["1931-06-26", "1926-01-03", "1962-12-20"]
    assert days("11500", "9500", "23000") == ["1931-06-26", "", "1962-12-20"]
    assert days("11500", "1965", "23000", bounds=old)[1] == ""  # a year
    assert days("9500", "9501", "23000", bounds=old) == ["", "", "1962-12-20"]
    assert days("11500", "9500", bounds=(date(1930, 1, 1), None)) == ["1931-06-26", ""]


ROWS = [f"{row},いつか,1,2,,1,10,1980/1/2," for row in range(1, 21)]


def test_days_received_that_cannot_be_read_stop_nothing(tmp_path: Path) -> None:
    answers = check(tmp_path, *ROWS)
    assert (answers.n_used, answers.n_error_rows) == (20, 0)
    assert coded(answers, "received") == [None] * 20
    assert [code for *_, code in found(answers)] == ["W119"] * 20
    errors = check(tmp_path, *(row.replace("いつか", "#N/A") for row in ROWS))
    assert (errors.n_used, errors.n_error_rows) == (20, 0)


def test_the_order_of_days_received_is_said_with_its_count(tmp_path: Path) -> None:
    rows = [f"{row},{row}/7/2023,1,2,,1,10,1980/1/2," for row in range(1, 15)]
    answers = check(tmp_path, *rows, extra="period: {start: 2023-07-01, end: 2023-07-31}\n")
    assert coded(answers, "received") == [date(2023, 7, 1) + timedelta(days=row) for row in range(14)]
    said_of = answers.findings.select("code", "column", "heading", "value", "count").rows()
    assert said_of == [("W114", "B", "受付日", "d/m/y", 11)]
    born = check(tmp_path, *(f"{n},2023/7/3,1,2,,1,10,{n}/7/85," for n in range(1, 15)))
    assert born.findings.select("code", "question", "count").rows() == [("W114", "born", 11), ("W116", "born", 14)]


@pytest.mark.parametrize(("cell", "read"), [('1986/7/1""7', False), ('1986/7/1"7', False), ('1986/7/1"', True)])
def test_a_day_with_a_digit_behind_a_quote_is_not_cut(cell: str, read: bool) -> None:
    day = read_dates(pl.Series([cell]), {}).days[0]
    assert (day == date(1986, 7, 1)) == read
