"""Whether the tables of survey_report.html show a number that the open data hide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import polars as pl

from kumin.tables.axes import UNKNOWN
from kumin.writers.auditing.public_files import SURVEY_PAGE, Printed, number


@dataclass(frozen=True)
class _Shown:
    """A row of the open data: its counts as text, empty where they are hidden, and the bounds of its percent."""

    n_base: str
    n_positive: str
    bounds: Printed | None


def report_tells(folder: Path, data: pl.DataFrame, k: int) -> list[tuple[str, str, str, str]]:
    """List what the report prints of hidden counts: survey, question, group, option (empty: several together, or n).

    Of a number it must tell no group of fewer than k people, nor hide only one of those that add up to everyone.

    Parameters
    ----------
    folder : Path
        A folder of results; without the report nothing is listed.
    data : DataFrame
        Its open_data.csv, all columns as text.
    k : int
        Threshold of suppression.
    """
    path = folder / SURVEY_PAGE
    if not path.exists():
        return []
    known = _open_data(data)
    told = []
    for of, rows in _tables(path.read_text(encoding="utf-8")):
        survey, question, codes = of.split(":")
        if not codes:
            told += [(survey, question, group, "") for group in _of_number(rows, k)]
            continue
        options = codes.split(",")
        for group, cells in rows:
            found = {code: known.get((survey, question, group, code)) for code in options}
            told += [(survey, question, group, option) for option in _row(found, cells)]
    return told


def _row(found: Mapping[str, _Shown | None], cells: list[str]) -> Iterator[str]:
    """Yield the options of a row whose numbers are printed and hidden; an empty name for n, a total or a mean."""
    n, *percents = cells
    rows = list(found.values())
    if number(n) is not None and any(one is None or not one.n_base for one in rows):
        yield ""
    for (code, one), printed in zip(found.items(), percents, strict=False):
        value = number(printed)
        if value is None or (one is not None and one.n_positive):
            continue
        if one is None or one.bounds is None or value.low < one.bounds.low or min(value.high, 100) > one.bounds.high:
            yield code
    together = percents[len(rows) :]
    # a total may be told where its own options are; a mean only where all are
    hidden = [one for one in rows if one is None or not one.n_positive]
    if hidden and together and number(together[-1]) is not None:
        yield ""


def _of_number(rows: Sequence[tuple[str, list[str]]], k: int) -> Iterator[str]:
    """Yield the groups of a number that are of few people, or the only ones hidden of an attribute."""
    people = {group: number(cells[0]) for group, cells in rows}
    # who left the attribute blank is no group that can be recognised
    few = (group for group, n in people.items() if n is not None and 0 < n.high < k)
    yield from (group for group in few if not group.endswith(f":{UNKNOWN}"))
    if people.get("") is None:
        return
    axes = dict.fromkeys(group.split(":")[0] for group in people if group)
    for axis in axes:
        hidden = [group for group, n in people.items() if group.startswith(f"{axis}:") and n is None]
        if len(hidden) == 1 and not hidden[0].endswith(f":{UNKNOWN}"):
            yield hidden[0]


def _open_data(data: pl.DataFrame) -> dict[tuple[str, str, str, str], _Shown]:
    columns = (
        "survey",
        "question",
        "axis",
        "category",
        "option",
        "n_base",
        "n_positive",
        "percent_low",
        "percent_high",
    )
    found = {}
    for survey, question, axis, category, option, n, positive, low, high in data.select(columns).iter_rows():
        bounds = Printed(float(low), float(high)) if low and high else None
        group = f"{axis}:{category}" if axis else ""
        found[survey, question, group, option] = _Shown(n or "", positive or "", bounds)
    return found


def _tables(html: str) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Yield the 集計表 of the page: what each is of, and its rows as group and cells."""
    for of, body in re.findall(r'<table class="figures-of" data-of="([^"]*)">(.*?)</table>', html, re.S):
        rows = [
            (unescape(group), [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)])
            for group, row in re.findall(r'<tr[^>]*data-group="([^"]*)">(.*?)</tr>', body, re.S)
        ]
        yield unescape(of), rows
