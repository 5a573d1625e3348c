"""A chart as an office program holds it: rows with their numbers as printed, which can be edited there.

What stands in it is what the drawn chart says. A number that is hidden is nowhere in it: what is hidden of a row stands
together, as what the others leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from kumin.charts.looks import PLAIN, SIZE, columns_of, words_width
from kumin.charts.profiles import HIDDEN, Bar, Part
from kumin.numbers import half_up

OPTION = "#b9c4cf"
"""Colour of the bars of options, on which the lines of intervals are seen."""


@dataclass(frozen=True, slots=True)
class Series:
    """A column of numbers.

    Attributes
    ----------
    name : str
        What they are.
    values : tuple of float or None
        One a row; None: there is none.
    colour : str
        Of their bars.
    shown : str
        Format of what is written on the bars; empty: nothing.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its words, and behind them its n or what is said in the place of a number."""

    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart of bars that lie below each other.

    Attributes
    ----------
    rows : tuple of Row
        From the top.
    series : tuple of Series
        From the left.
    end : float
        Where the axis ends.
    stacked : bool
        Whether the bars of a row stand end to end; else there is one series, with its numbers behind the bars.
    limits : tuple
        The interval of each row, None where there is none.
    limit_names : tuple of str
        What its two ends are called.
    """

    rows: tuple[Row, ...]
    series: tuple[Series, ...]
    end: float = 100.0
    stacked: bool = True
    limits: tuple[tuple[float, float] | None, ...] = ()
    limit_names: tuple[str, str] = ("", "")

    @property
    def named_before(self) -> tuple[int, ...]:
        """Places of series whose name an earlier one has: what is hidden may stand between several options."""
        names = [one.name for one in self.series]
        return tuple(place for place, name in enumerate(names) if name in names[:place])


@dataclass(frozen=True, slots=True)
class Room:
    """What a chart has room for: points of its width, of its letters, of the widest label; and a label's lines."""

    width: float
    letters: float
    label: float
    lines: int

    def wide(self, words: str) -> float:
        """Estimate the points of some words."""
        return words_width(words, self.letters)


def bars_of_100(bars: Sequence[Bar], legend: Sequence[tuple[str, str]], *, hidden: str, decimals: int) -> Plot:
    """Make bars of 100% a chart, as :func:`kumin.charts.profile` draws them.

    Parameters
    ----------
    bars : sequence of Bar
        From the top; a heading has no n.
    legend : sequence of tuple of str
        Words and colour of the parts.
    hidden : str
        Words for what is hidden: it has columns of its own, each before that of the first option it stands for.
    decimals : int
        Decimals of the printed percents.
    """
    rows = tuple(Row(bar.label, bar.n) if bar.n else Row(f"【{bar.label}】") for bar in bars)
    columns = {(place, 1): Series(words, (), colour, _zeros(decimals)) for place, (words, colour) in enumerate(legend)}
    values: dict[tuple[int, int], list[float | None]] = {column: [None] * len(bars) for column in columns}
    first = min((part.place or 0 for bar in bars for part in bar.parts if part.hidden), default=0)
    everything = Part(100.0, hidden, HIDDEN, first, hidden=True)
    for row, bar in enumerate(bars):
        for part in bar.parts or ((everything,) if bar.n else ()):
            column = (len(legend) if part.place is None else part.place, int(not part.hidden))
            if column not in columns:
                shown = f'"{hidden}"' if part.hidden else ""
                columns[column] = Series(hidden if part.hidden else bar.label, (), part.colour, shown)
                values[column] = [None] * len(bars)
            values[column][row] = _printed(part.percent, decimals)
    return Plot(rows, tuple(replace(columns[one], values=tuple(values[one])) for one in sorted(columns)))


def bars_of_options(
    options: Sequence[tuple[str, float | None, tuple[float, float] | None]],
    name: str,
    *,
    hidden: str,
    limit_names: tuple[str, str],
    decimals: int,
) -> Plot:
    """Make one bar an option a chart, as :func:`kumin.charts.options_bar` draws it.

    Parameters
    ----------
    options : sequence of tuple
        Label, percent (None: hidden), and the interval in percent.
    name : str
        What the numbers are.
    hidden : str
        Words for a percent that is hidden.
    limit_names : tuple of str
        What the ends of the intervals are called.
    decimals : int
        Decimals of the printed percents.
    """
    rows = tuple(Row(label, hidden if percent is None else "") for label, percent, _ in options)
    values = tuple(None if percent is None else _printed(percent, decimals) for _, percent, _ in options)
    limits = tuple(
        None if percent is None or ends is None else (_printed(ends[0], decimals), _printed(ends[1], decimals))
        for _, percent, ends in options
    )
    series = Series(name, values, OPTION, f'{_zeros(decimals)}"%"')
    return Plot(rows, (series,), 100.0, False, limits if any(limits) else (), limit_names)


def bars_of_classes(classes: Sequence[tuple[str, float]], name: str, decimals: int) -> Plot:
    """Make classes of a number, with the percent of each, a chart, as :func:`kumin.charts.histogram` draws them."""
    values = tuple(_printed(percent, decimals) for _, percent in classes)
    end = min(max(ceil(max(values, default=0.0) / 10) * 10.0, 10.0), 100.0)
    series = Series(name, values, PLAIN, f'{_zeros(decimals)}"%"')
    return Plot(tuple(Row(label) for label, _ in classes), (series,), end, False)


def labels_of(plot: Plot, room: Room) -> list[str]:
    """Write the labels of the rows in lines that there is room for, the note of each at the end of its last."""
    notes = [f"（{row.note}）" if row.note else "" for row in plot.rows]
    beside = max(map(room.wide, notes), default=0.0)
    lines = [
        # measured at the size of the letters of drawn charts
        iter(columns_of(labels, most / room.letters * SIZE, lines=room.lines)[0])
        for labels, most in (
            ([row.label for row in plot.rows if not row.note], room.label),
            ([row.label for row in plot.rows if row.note], room.label - beside),
        )
    ]
    return ["\n".join(next(lines[bool(note)])) + note for note in notes]


def _printed(percent: float, decimals: int) -> float:
    """Round a percent as it is printed."""
    return float(half_up(percent, decimals))


def _zeros(decimals: int) -> str:
    """Write the format of a number with decimals: 0.0."""
    return "0." + "0" * decimals if decimals else "0"
