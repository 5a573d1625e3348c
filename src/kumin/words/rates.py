"""Response rates by two attributes together, as wards publish them: a table, and what it says in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kumin.disclosure.policy import MOST_HIDDEN
from kumin.result import frame_rows
from kumin.tables.axes import rates_axes
from kumin.words.survey import Row, Shown, dimension_words, dimensions_words
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result


@dataclass(frozen=True)
class RatesTable:
    """Response rates of a survey by two attributes.

    Attributes
    ----------
    title : str
        The attributes, and whether the letters are estimated.
    headings : tuple of str
        Of the columns: the second attribute, then the categories of the first.
    rows : tuple of tuple of str
        A category of the second, then the rates as printed.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def rates_table(result: Result, key: str, words: Words, shown: Shown | None = None) -> RatesTable | None:
    """Lay out the response rates of a survey by two attributes; None where they are not known or mostly hidden."""
    shown, cells = shown or Shown(), _cells(result, key)
    if not cells or _mostly_hidden(cells, shown):
        return None
    side, row = rates_axes(result, key)[-1]
    place = cells[0]["dimensions"].split(";").index(side)
    by = {_apart(cell["label"], place): _printed(cell, words, shown) for cell in cells}
    sides, rows = (list(dict.fromkeys(labels[at] for labels in by)) for at in (0, 1))
    expected = any(cell["invited_expected"] for cell in cells)
    return RatesTable(
        title=words.text(
            "rep_rates_crossed_expected" if expected else "rep_rates_crossed",
            dimensions=dimensions_words(result, key, f"{side};{row}"),
        ),
        headings=(dimension_words(result, key, row), *sides),
        rows=tuple((label, *(by.get((one, label), "") for one in sides)) for label in rows),
    )


def crossed_rate_sentences(result: Result, key: str, words: Words, shown: Shown | None = None) -> Iterator[str]:
    """Name the lowest and the highest response rate by two attributes, and how many groups are not shown."""
    shown, cells = shown or Shown(), _cells(result, key)
    if (
        not cells
        or _mostly_hidden(cells, shown)
        or any(cell["invited_expected"] and cell["rate"] > 1 for cell in cells)
    ):
        return
    told = [cell for cell in cells if shown.shows_crossing(cell)]
    low, high = (choose(told, key=lambda cell: float(cell["rate"])) for choose in (min, max))
    if low["rate"] == high["rate"]:
        return
    expected = any(cell["invited_expected"] for cell in cells)
    facts = {"dimensions": dimensions_words(result, key, ";".join(rates_axes(result, key)[-1]))}
    for name, cell in (("low", low), ("high", high)):
        facts |= {name: cell["label"].replace(";", words.text("label_joiner"))}
        facts |= {f"{name}_rate": words.share(cell["rate"], 1)}
    yield words.text("say_rates_crossed_expected" if expected else "say_rates_crossed", **facts)
    if len(told) < len(cells):
        yield words.text("say_rates_crossed_hidden", n=words.count(len(cells) - len(told)))


def _cells(result: Result, key: str) -> list[Row]:
    """Return the groups of the two attributes that rates are told by, without those nobody of was asked."""
    axes = rates_axes(result, key) if key in result.answers else ()
    if not axes or len(axes[-1]) < 2:
        return []
    rows = frame_rows(result, "crossed_rates", survey=key)
    return [row for row in rows if set(row["dimensions"].split(";")) == set(axes[-1]) and row["rate"] is not None]


def _mostly_hidden(cells: list[Row], shown: Shown) -> bool:
    return sum(not shown.shows_crossing(cell) for cell in cells) > MOST_HIDDEN * len(cells)


def _apart(label: str, place: int) -> tuple[str, str]:
    """Part the words of a group, those of the first attribute first."""
    labels = label.split(";")
    return labels[place], labels[1 - place]


def _printed(cell: Row, words: Words, shown: Shown) -> str:
    """Print a rate, with answers and letters where these were counted."""
    if not shown.shows_crossing(cell):
        return words.text("rep_hidden")
    rate = words.share(cell["rate"], 1)
    if cell["invited_expected"]:
        return rate
    counts = {name: words.count(int(cell[name])) for name in ("responded", "invited")}
    return words.text("rep_rate_counted", rate=rate, **counts)
