"""A time that says its zone gives the day in Japan, with a word; one that says none gives the day that stands there."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kumin.definitions import load_questionnaire
from kumin.responses import validate_files
from kumin.responses.coding.dates import read_dates

JAPAN = timezone(timedelta(hours=9))
LAST, FIRST = date(2025, 3, 31), date(2025, 4, 1)


def reading(*cells: str) -> tuple[list[date | None], dict[str, int]]:
    found = read_dates(pl.Series("day", cells), {"": None})
    return found.days.to_list(), {rule.code: count for rule, count, _ in found.decided}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-03-31T15:01Z", FIRST),
        ("2025-03-31T14:59:59.999Z", LAST),
        ("2025-03-31T15:01:00+00:00", FIRST),
        ("2025-03-31 15:01:00 UTC", FIRST),
        ("2025-03-31 15:01:00.000000 UTC", FIRST),
        ("2025/3/31 3:01 PM GMT", FIRST),
        ("2025/3/31 3:01 AM GMT", LAST),
        ("2025/3/31 12:01 AM UTC", LAST),
        ("Mar 31, 2025 15:01 GMT", FIRST),
        ("2025-03-31T22:30:00-0700", FIRST),
        ("2025-04-01T00:30:00+10:00", LAST),
        ("2025-04-01T00:30:00+09:00", FIRST),
        ("2025-04-01 0:30 GMT+0900 (日本標準時)", FIRST),
        ("2025-03-31T23:59:00+0900", LAST),
        ("2025-03-31 23:59", LAST),
        ("2025-03-31 15:01 JST", LAST),
        ("令和7年3月31日 15:01 UTC", FIRST),
    ],
)
def test_the_day_is_that_of_japan(cell: str, day: date) -> None:
    days, said = reading(cell)
    assert days == [day]
    stands_there = LAST if "31" in cell.split(":", maxsplit=1)[0] else FIRST
    assert said == ({} if day == stands_there else {"W139": 1})


@settings(max_examples=200, deadline=None)
@given(
    st.datetimes(datetime(1950, 1, 2), datetime(2050, 1, 1)), st.integers(-12 * 4, 14 * 4), st.sampled_from(["", ":"])
)
def test_every_offset_gives_the_day_that_python_gives(moment: datetime, quarters: int, sign: str) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(minutes=15 * quarters)))
    offset = there.strftime("%z")
    days, said = reading(f"{there:%Y-%m-%dT%H:%M:%S}{offset[:3]}{sign}{offset[3:]}")
    assert days == [there.astimezone(JAPAN).date()]
    assert said == ({"W139": 1} if days[0] != moment.date() else {})


def test_times_of_a_columnar_file_in_utc_are_days_of_japan_and_counted(tmp_path: Path) -> None:
    asked = "id: q\ntitle: 調査\nquestions:\n  - {id: born, text: 生まれた日, header: 生まれた日, type: date}\n"
    (tmp_path / "q.yaml").write_text(asked, encoding="utf-8")
    moments = pl.Series("生まれた日", [datetime(1980, 1, 1, 15), datetime(1981, 5, 5, 3)]).dt.replace_time_zone("UTC")
    moments.to_frame().write_parquet(tmp_path / "a.parquet")
    answers = validate_files([tmp_path / "a.parquet"], load_questionnaire(tmp_path / "q.yaml"))
    assert answers.coded["born"].to_list() == [date(1980, 1, 2), date(1981, 5, 5)]
    assert answers.findings.filter(pl.col("code") == "W139")["count"].to_list() == [1]
