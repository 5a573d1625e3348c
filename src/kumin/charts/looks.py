"""What all charts share: colours, fonts, sizes, numbers as printed, and labels that keep to their column."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from kumin import numbers
from kumin.charts.vega import Chart, Part, channel, end_of, fixed

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
NO_LINE_BEGINS_WITH = frozenset("、。，．・：；？！ー～」』】）〉》〕々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％…")
"""行頭禁則: these stay with the character before them."""

TICK = 5
"""Length of a tick of an axis, pixels."""

CONFIG: dict[str, Any] = {"font": FONT, "background": "transparent", "aria": False, "view": {"stroke": None}}
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


def sized(
    chart: Chart, width: float, height: float, *, bottom: float = 0, right: float = 4, left: float = 4, top: float = 4
) -> Chart:
    """Give a chart exactly this size and the shared looks: no renderer's fonts make it wider.

    Parameters
    ----------
    chart : Chart
        Its labels stand within ``width``.
    width, height : float
        Pixels.
    bottom : float
        Room below for an axis; 22 a line.
    right, left, top : float
        Room on the other sides.
    """
    padding = {"left": left, "top": top, "bottom": 4 + bottom, "right": right}
    return chart.having(width=width, height=height, autosize="none", padding=padding, config=CONFIG)


def values(rows: list[dict[str, Any]]) -> Part:
    """Make rows a chart's data."""
    return {"values": rows}


Ticks = Sequence[tuple[float, str]]
"""The places of an axis that are named, and their names."""


def percent_ticks(length: float) -> Ticks:
    """Choose the percents that are named: as many as an axis has room for, by its length in pixels."""
    step = next((step for step in (20, 25) if length * step / 100 >= 42), 50)
    return [(tick, f"{tick}%") for tick in range(0, 101, step)]


def axis_ends(seen: Sequence[float], *, percents: bool) -> tuple[float, float, float]:
    """Choose the ends and the step of an axis: of percents 0 to 100, of numbers with room for the words."""
    lowest, highest = min(seen), max(seen)
    if percents:
        # one scale for all: charts of two indicators can be compared
        return 0.0, max(100.0, math.ceil(highest / 20) * 20.0), 20.0
    span = highest - lowest
    least = abs(highest) * 0.1 or 1.0
    step = nice_step(max(span * 1.3, least) / 5)
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


def nice_step(about: float) -> float:
    """Round a step up to 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(about))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= about * 0.999)


def number_ticks(low: float, high: float, step: float, length: float) -> Ticks:
    """Choose round numbers from ``low`` to ``high``, as many as an axis has room for, by its length in pixels."""
    wide = max(words_width(tick_words(end)) for end in (low, high, low + step))
    while step < high - low and (high - low) / step > max(length / (wide + 14), 1):
        step = nice_step(step * 1.01)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(place * step, tick_words(place * step)) for place in range(first, last + 1)]


def tick_words(value: float, sign: str = "") -> str:
    """Print a number of an axis."""
    return numbers.shortest(value, most=numbers.DUST, grouped=True).replace("-", "\N{MINUS SIGN}") + sign


def level_axis(ticks: Ticks, scale: Part, height: float, *, title: str = "", grid: bool = True) -> list[Chart]:
    """Draw an axis below a chart, under everything else of it: lines at its ticks, their names and its title.

    Parameters
    ----------
    ticks : list
        Where there is a name.
    scale : dict
        From the values to pixels, which all marks of these values have.
    height : float
        Of the chart above it, pixels.
    title : str
        Words below the names.
    grid : bool
        Whether the lines go through the chart.
    """
    low, high = scale["domain"]
    named = Chart(values([{"tick": tick, "words": words} for tick, words in ticks]))
    x = channel("tick:Q", scale=scale, axis=None)
    whole = Chart(values([{"low": low, "high": high, "middle": (low + high) / 2}]))
    layers = [named.mark("rule", color=GRID).encode(x=x, y=fixed(0), y2=fixed(height))] if grid else []
    layers += [
        whole.mark("rule", color=PALE).encode(
            x=channel("low:Q", scale=scale, axis=None), x2=end_of("high"), y=fixed(height)
        ),
        named.mark("rule", color=PALE).encode(x=x, y=fixed(height), y2=fixed(height + TICK)),
        named.mark("text", fontSize=SIZE, baseline="top", color=INK).encode(
            x=x, y=fixed(height + TICK + 2), text=channel("words:N")
        ),
    ]
    if title:
        layers.append(
            whole.mark("text", fontSize=SIZE, baseline="top", color=INK).encode(
                x=channel("middle:Q", scale=scale, axis=None), y=fixed(height + 24), text=fixed(title)
            )
        )
    return layers


def upright_axis(ticks: Ticks, scale: Part, width: float) -> list[Chart]:
    """Draw an axis left of a chart of some width, with lines through it; see :func:`level_axis`."""
    named = Chart(values([{"tick": tick, "words": words} for tick, words in ticks]))
    y = channel("tick:Q", scale=scale, axis=None)
    return [
        named.mark("rule", color=GRID).encode(y=y, x=fixed(0), x2=fixed(width)),
        named.mark("rule", color=PALE).encode(y=y, x=fixed(-TICK), x2=fixed(0)),
        Chart(values([{}])).mark("rule", color=PALE).encode(x=fixed(0)),
        named.mark("text", align="right", fontSize=SIZE, color=INK).encode(
            y=y, x=fixed(-TICK - 2), text=channel("words:N")
        ),
    ]


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


def words_width(words: str, size: float = SIZE) -> float:
    """Estimate the drawn width in pixels: the reader's fonts are unknown, a full-width character is square."""
    return sum(map(_columns, words)) * size * 0.52


_UNBROKEN = r"[!-~]+ *|[ァ-ヶー]+|[0-9０-９]+[一-龠々]?|[一-龠々]+[ぁ-ん]*|[ぁ-ん]+|."
"""What stays on one line where it can: a word of Latin letters, of カタカナ, of 漢字 with the かな after it."""


def pieces(words: str) -> Iterator[str]:
    """Split where a line may end: after a space, and between full-width characters but before those of 行頭禁則."""
    piece = ""
    for found in re.findall(_UNBROKEN, " ".join(words.split())):
        if piece and found[0] not in NO_LINE_BEGINS_WITH:
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
    return channel(f"{field}:Q", scale={"domain": [height, 0], "nice": False, "zero": False}, axis=None)


def row_labels(base: Chart, y: Part, x: float, *, align: str = "right", **given: Any) -> Chart:
    """Make the labels of rows (``label``, one or more lines), upright in the middle at ``y``."""
    mark: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": SIZE, "lineHeight": LINE, "color": INK}
    return base.mark("text", **{**mark, **given}).encode(y=y, x=fixed(x), text=channel("label:N"))


def columns_of(labels: Sequence[str], most: float, *, lines: int = 2) -> tuple[list[list[str]], float]:
    """Wrap labels into a column no wider than ``most`` pixels, and say how wide it is."""
    made = [wrapped(label, most, lines=lines) for label in labels]
    return made, max((words_width(line) for lines_ in made for line in lines_), default=0.0)


def legend_rows(legend: Sequence[tuple[str, str]], width: float) -> tuple[list[dict[str, Any]], float]:
    """Place words behind squares of their colours in lines from the left; and say how high they are.

    Rows of a square have ``start``, ``end``, ``top``, ``bottom`` and ``colour``, rows of words ``key``,
    ``x`` and ``y``.
    """
    rows: list[dict[str, Any]] = []
    x, y = 0.0, LINE / 2
    for words, colour in legend:
        shown = wrapped(words, width - 40, lines=1)[0]
        wide = 15 + words_width(shown) + 14
        if x and x + wide > width:
            x, y = 0.0, y + LINE + 4
        square = {"start": x, "end": x + 11, "top": y - 5.5, "bottom": y + 5.5, "colour": colour}
        rows += [{**square, "y": y}, {"key": shown, "x": x + 15, "y": y}]
        x += wide
    return rows, y + LINE / 2 + 6 if legend else 0.0
