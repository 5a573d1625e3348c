"""What all charts share: colours, fonts, sizes, numbers as printed, and labels that keep to their column."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from kumin import numbers
from kumin.charts.vega import Chart, Part, channel, fixed

FONT = "system-ui, 'Hiragino Sans', 'Yu Gothic UI', Meiryo, 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"
INK, QUIET, GRID, PALE = "#1c2b3a", "#5b6875", "#e3e7eb", "#cfd6dd"
ACHIEVED, MISSED, OTHER = "#0b5394", "#b3421b", "#5b6875"
PLAIN = "#41566b"
"""What is neither a mark nor an answer: years, groups, people."""
ON_DARK = {
    INK: "#e6ecf2", QUIET: "#aab6c2", GRID: "#36434f", PALE: "#52616f", ACHIEVED: "#74b3f2", MISSED: "#f0946c",
    PLAIN: "#a9bdd0", "white": "#141b22",
}  # fmt: skip
"""The same colours on a dark page; the answers of a question keep theirs, with the words on them."""
MARK_COLOURS = {"A": ACHIEVED, "B": MISSED}
SIZE = 12.0
"""Font size in pixels."""
LINE = 15
"""Height of a line of a label, pixels."""
WIDTH = 350
"""Width of a chart beside or above a table, pixels: on a phone of 390 it is not shrunk, its words stay 12."""
NO_LINE_BEGINS_WITH = frozenset(
    "、。，．・：；？！ー～」』】）〉》〕］々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％…)]},.:;?!"
)
"""行頭禁則: these stay with the character before them."""
NO_LINE_ENDS_WITH = frozenset("「『【（〈《〔［([{")
"""行末禁則: these stay with the character behind them."""

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "aria": False,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": SIZE,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": PALE,
        "tickColor": PALE,
        "labelLimit": 0,
        "labelOverlap": False,
    },
    "legend": {
        "labelColor": INK, "titleColor": QUIET, "labelFontSize": SIZE, "symbolSize": 90, "labelLimit": 0,
    },
}  # fmt: skip
"""Looks that all charts share."""


def dark_rules() -> str:
    """Write the style rules that turn the colours of drawn charts to those of a dark page."""
    rules = "".join(
        # white words stand on the colours of answers, which stay
        f'svg[role=img] [{part}="{light}"]{":not(text)" if light == "white" else ""} {{ {part}: {dark}; }}\n'
        for light, dark in ON_DARK.items()
        for part in ("fill", "stroke")
    )
    return f"@media screen and (prefers-color-scheme: dark) {{\n{rules}}}\n"


def configured(chart: Chart, **more: Any) -> Chart:
    """Set the shared looks."""
    return chart.having(config=CONFIG | more)


def sized(chart: Chart, width: float, height: float, *, bottom: float = 0, right: float = 4) -> Chart:
    """Give a chart exactly this size and the shared looks: no renderer's fonts make it wider.

    Parameters
    ----------
    chart : Chart
        Its labels stand within ``width``.
    width, height : float
        Pixels.
    bottom : float
        Room below for an axis; 22 a line.
    right : float
        Room to the right.
    """
    padding = {"left": 4, "top": 4, "bottom": 4 + bottom, "right": right}
    return configured(chart.having(width=width, height=height, autosize="none", padding=padding))


def values(rows: list[dict[str, Any]]) -> Part:
    """Make rows a chart's data."""
    return {"values": rows}


def percent_axis(length: float, **given: Any) -> Part:
    """Make an axis of percents, with as many numbers as its length in pixels has room for."""
    step = next((step for step in (20, 25) if length * step / 100 >= 42), 50)
    shared = {
        "values": list(range(0, 101, step)),
        "labelExpr": "datum.value + '%'",
        "title": None,
        "labelOverlap": False,
        "labelFlush": False,
    }
    return {**shared, **given}


def axis_ends(seen: Sequence[float], *, percents: bool) -> tuple[float, float, float]:
    """Choose the ends and the step of an axis: of percents 0 to 100, of numbers with room for the words."""
    lowest, highest = min(seen), max(seen)
    if percents:
        # one scale for all: charts of two indicators can be compared
        return 0.0, max(100.0, math.ceil(highest / 20) * 20.0), 20.0
    span = highest - lowest
    least = abs(highest) * 0.1 or 1.0
    step = _nice_step(max(span * 1.3, least) / 5)
    # counts do not go below nothing
    floor = 0.0 if lowest >= 0 else -math.inf
    low = max(math.floor((lowest - span * 0.15) / step) * step, floor)
    high = math.ceil((highest + span * 0.15) / step) * step
    upwards = True
    while high - low < least - step / 100:
        if upwards or low - step < floor:
            high += step
        else:
            low -= step
        upwards = not upwards
    return low, high, step


def _nice_step(about: float) -> float:
    """Round a step up to 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(about))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= about * 0.999)


def number_axis(low: float, high: float, step: float, length: float, **given: Any) -> Part:
    """Make an axis of numbers from ``low`` to ``high``, with as many of them as its length in pixels has room for."""
    wide = max(words_width(numbers.shortest(end, most=numbers.DUST, grouped=True)) for end in (low, high, low + step))
    while step < high - low and (high - low) / step > max(length / (wide + 14), 1):
        step = _nice_step(step * 1.01)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = [place * step for place in range(first, last + 1)]
    shared = {
        "values": ticks,
        "labelExpr": "format(datum.value, ',.6~f')",
        "title": None,
        "labelOverlap": False,
        "labelFlush": False,
    }
    return {**shared, **given}


def printed(value: float, decimals: int) -> str:
    """Print a number rounded half up, taken as the decimal it prints as: 44.45 is 44.5, whatever its binary.

    Thousands are grouped: 10,488.

    Parameters
    ----------
    value : float
        Number.
    decimals : int
        Decimals, 0 or more.
    """
    return numbers.printed(value, decimals, grouped=True)


def _columns(character: str) -> int:
    """Half-width columns of a character; what may be drawn either way counts as wide."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cc", "Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


@lru_cache(maxsize=2**14)  # the same labels and numbers stand in chart after chart
def words_width(words: str, size: float = SIZE) -> float:
    """Estimate the drawn width in pixels: the reader's fonts are unknown, a full-width character is square."""
    return sum(map(_columns, words)) * size * 0.52


_UNBROKEN = r"[!-~]+ *|[ァ-ヶー]+|[0-9０-９]+[一-龠々]?|[一-龠々]+[ぁ-ん]*|[ぁ-ん]+|."
"""What stays on one line where it can: a word of Latin letters, of カタカナ, of 漢字 with the かな after it."""


def pieces(words: str) -> Iterator[str]:
    """Split where a line may end: after a space, and between full-width characters but for 行頭禁則 and 行末禁則."""
    piece = ""
    for found in re.findall(_UNBROKEN, " ".join(words.split())):
        if piece and found[0] not in NO_LINE_BEGINS_WITH and piece[-1] not in NO_LINE_ENDS_WITH:
            yield piece
            piece = ""
        piece += found
    if piece:
        yield piece


def wrapped(words: str, width: float, *, lines: int = 2, size: float = SIZE) -> list[str]:
    """Break words into lines no wider than a column; what does not fit ends with "…".

    Parameters
    ----------
    words : str
        Japanese and Latin letters break between words where they can.
    width : float
        Pixels.
    lines : int
        Most lines, at least 1.
    size : float
        Font size in pixels.

    Returns
    -------
    list of str
        1 to ``lines`` lines.
    """
    made = [""]
    for piece in pieces(words):
        if words_width(made[-1] + piece.rstrip(), size) <= width:
            made[-1] += piece
            continue
        if made[-1]:
            made.append("")
        for character in piece:  # a word that is wider than a line is broken anywhere
            if made[-1] and words_width(made[-1] + character, size) > width:
                made.append("")
            made[-1] += character
    made = [line.rstrip() for line in made]
    if len(made) <= lines:
        return made
    last = made[lines - 1]
    while last and words_width(last + "…", size) > width:
        last = last[:-1]
    return [*made[: lines - 1], last + "…"]


def label_of(lines: Sequence[str]) -> str | list[str]:
    """Make lines the value of a text mark."""
    return lines[0] if len(lines) == 1 else list(lines)


def stacked(heights: Sequence[float]) -> tuple[list[float], float]:
    """Stack rows of given heights: the middle of each from the top, and the height of all, in pixels."""
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    return [top + height / 2 for top, height in zip(tops, heights, strict=False)], max(tops[-1], 1.0)


def row_axis(height: float, field: str = "y") -> Part:
    """Make the upright channel of rows placed by pixels: two rows of the same words stay two rows."""
    return channel(f"{field}:Q", scale=None, axis=None)


def row_labels(base: Chart, y: Part, x: float, *, align: str = "right", **given: Any) -> Chart:
    """Make the labels of rows (``label``, one or more lines), upright in the middle at ``y``."""
    mark: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": SIZE, "lineHeight": LINE, "color": INK}
    return base.mark("text", **{**mark, **given}).encode(y=y, x=fixed(x), text=channel("label:N"))


MOST_LINES = 8
"""Lines of a label that would else be cut to the same words as another."""


def wrapped_apart(labels: Sequence[str], width: float, *, lines: int) -> list[list[str]]:
    """Break labels into ``lines`` lines, and more where two labels that differ would be cut to the same words."""
    different = len(set(labels))
    for most in range(lines, max(lines, MOST_LINES) + 1):
        made = [wrapped(label, width, lines=most) for label in labels]
        if len({tuple(one) for one in made}) == different:
            break
    return made


def columns_of(labels: Sequence[str], most: float, *, lines: int = 2) -> tuple[list[list[str]], float]:
    """Wrap labels into a column no wider than ``most`` pixels, and say how wide it is."""
    made = wrapped_apart(labels, most, lines=lines)
    return made, max((words_width(line) for lines_ in made for line in lines_), default=0.0)
