"""Columns of words with several labels or codes in one cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from kumin.authoring.columns.numbers import MOST_OPTIONS, as_written, strays
from kumin.authoring.columns.option_labels import (
    MANY,
    TAIL,
    choices_of,
    counts_of,
    harmless,
    rest_remarks,
    spelling_remarks,
)
from kumin.authoring.columns.spellings import Spelled, one_spelling, spellings
from kumin.authoring.guess import Choice, Guess, Remark
from kumin.responses.coding.options import is_integer
from kumin.responses.folding import fold_text
from kumin.tables.scales import is_none, is_scale

SEPARATORS = (";", ", ", ",", "、", "\n", "/", "・", "|", " ")
_SURE = {";", "\n"}
"""Separators of form systems, which no label holds."""
_KNOWN_TO_READER = {",", ";", "、", "\n"}
_WIDE = {",": ",，", ";": ";；", "/": "/／", "|": "|｜", " ": " \u3000", ", ": ",，"}
MOST_PARTS = 40
_JOINED = 0.02
_FREE = 0.8
"""Share of the parts that must combine freely where there are many different cells."""
_MOST_CELLS = 5000
_MOST_MARKS = 99

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Combined:
    """Distinct cells taken apart, with their counts."""

    cells: Mapping[Parts, int]
    marks: Mapping[str, int]

    @property
    def several(self) -> int:
        return sum(count for parts, count in self.cells.items() if len(parts) > 1)


def joined_labels(heading: str, cells: pl.Series, *, several: bool) -> Guess | None:
    """Guess a multiple answer in one cell: its parts are few, and combine freely.

    Of several separators that would do, the one is meant that leaves the fewest options: a sign within a label, as of
    「友人、知人」, parts it from whole combinations of the others.
    """
    counts = counts_of(cells)
    if len(counts) > _MOST_CELLS:
        return None
    phrases = _are_phrases(counts)
    found: list[Guess] = []
    for separator in SEPARATORS:
        if phrases and separator == " ":
            continue
        sure = separator in _SURE or (several and separator.strip() in _KNOWN_TO_READER)
        if guess := _joined_by(heading, counts, len(cells), separator, sure=sure):
            found.append(guess)
    return min(found, key=lambda guess: len(guess.options), default=None)


def _are_phrases(counts: Mapping[str, int]) -> bool:
    """Tell whether cells with spaces are phrases: of a scale, or of words that begin with a capital only when first.

    「Agree」 and 「Somewhat agree」 are two answers; marks look the same wherever they stand.
    """
    usual = [one.label for one in spellings(counts) if one.count > 1]
    if is_scale(usual) and not any(re.search(r"\d", label) for label in usual):
        return True
    words = [label.split() for label in usual]
    first, later = {own[0] for own in words if own}, {word for own in words for word in own[1:]}
    return any(word != word.lower() and word.lower() in later for word in first - later)


def _joined_by(heading: str, counts: Mapping[str, int], total: int, separator: str, *, sure: bool) -> Guess | None:
    combined = _take_apart(counts, separator)
    if combined.several < max(2, _JOINED * total) or (separator.strip() == "," and _are_decimals(combined)):
        return None
    names = spellings(combined.marks)
    frequent = [one for one in names if one.count > 1]
    tail = sum(one.count for one in names if one.count == 1)
    if tail == 1 and total < 2 * MANY and len(names) <= MOST_OPTIONS:
        frequent, tail = names, 0
    numeric = all(one.label.isdecimal() for one in frequent)
    mistyped = strays({float(one.label): one.count for one in frequent}) if numeric else {}
    if mistyped:
        names = [one for one in names if float(one.label) not in mistyped]
        frequent, tail = [one for one in names if one.count > 1], sum(one.count for one in names if one.count == 1)
    marks = sum(one.count for one in names)
    if (
        not 2 <= len(frequent) <= MOST_PARTS
        or marks < 2 * len(frequent)
        or tail > TAIL * marks
        or not harmless(frequent)
    ):
        return None
    if numeric and (tail or max(int(one.label) for one in frequent) > _MOST_MARKS):
        return None
    # of a rare part it cannot be told
    usual = [one.label for one in frequent if one.count > 2] or [one.label for one in frequent]
    if not numeric and not sure and not _combine_freely(combined, usual):
        return None
    evidence = Remark(
        "draft_combines",
        {
            "several": combined.several,
            "parts": len(frequent),
            "variants": sum(len(parts) > 1 for parts in combined.cells),
        },
    )
    extra = {} if separator in _KNOWN_TO_READER else {"separator": separator}
    if numeric:
        codes = dict.fromkeys(sorted(int(one.label) for one in frequent), Choice())
    else:
        codes = choices_of(frequent, other=tail > 0, exclusive=_exclusive(combined, frequent))
    remarks = (evidence, *spelling_remarks(frequent), *rest_remarks(tail, 0), *_stray_remarks(mistyped))
    if once := sum(one.count == 1 for one in frequent):
        remarks += (Remark("draft_once", {"labels": once}, asks=True),)
    wrong = tail + sum(mistyped.values())
    return Guess(heading, "multiple", "draft_joined", total - wrong, wrong, codes, extra, remarks=remarks)


def _are_decimals(combined: _Combined) -> bool:
    """Tell numbers with a comma before their decimals, 「0,8」 and 「1,25」, from pairs of codes."""
    pairs = [parts for parts in combined.cells if len(parts) > 1]
    numeric = all(is_integer(fold_text(part)) for parts in combined.cells for part in parts)
    return numeric and all(len(parts) == 2 for parts in pairs) and any(fold_text(one) == "0" for one, *_ in pairs)


def _stray_remarks(mistyped: Mapping[float, int]) -> list[Remark]:
    return [Remark("draft_stray", {"value": as_written(v), "count": n}, asks=True) for v, n in sorted(mistyped.items())]


def marks_in_cells(cells: pl.Series, separator: str | None) -> Mapping[Parts, int]:
    """Return the labels of joined answers in the order in which they stand, with the number of cells.

    Parameters
    ----------
    cells : Series of String
        Filled cells.
    separator : str, optional
        As the question states it; else the one that the reader would know.
    """
    counts = counts_of(cells)
    found = [_take_apart(counts, sign) for sign in ((separator,) if separator else sorted(_KNOWN_TO_READER))]
    return max(found, key=lambda combined: combined.several).cells


def _take_apart(counts: Mapping[str, int], separator: str) -> _Combined:
    """Split cells, and put parts together again that never stand apart: 「新聞、雑誌」 of one option."""
    # a separator within brackets is part of a label: 「SNS（X, LINEなど）」
    sign = _WIDE.get(separator, separator)
    pattern = rf"(?:[(（][^)）]*[)）]|[^{sign}])+" if sign != "|" else r"(?:[(（][^)）]*[)）]|[^|])+"
    found = pl.Series(list(counts), dtype=pl.String).str.extract_all(pattern).to_list()
    stripped = [tuple(part.strip() for part in parts if part.strip()) for parts in found]
    cells: Counter[Parts] = Counter()
    for parts, count in zip(stripped, counts.values(), strict=True):
        cells[parts] += count
    while separator not in _SURE and (pairs := _inseparable(cells)):
        glue = separator if separator.strip() in ("", "\n") or separator == ", " else separator.strip()
        glued: Counter[Parts] = Counter()
        for parts, count in cells.items():
            glued[_glue(parts, pairs, glue)] += count
        cells = glued
    marks: Counter[str] = Counter()
    for parts, count in cells.items():
        for part in parts:
            marks[part] += count
    return _Combined(cells, marks)


def _inseparable(cells: Mapping[Parts, int]) -> set[tuple[str, str]]:
    """Return neighbours that are always neighbours, three times at least; each part in one pair only.

    Two numbers are two codes, however often they stand together.
    """
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for parts, count in cells.items():
        for part in parts:
            single[part] += count
        for pair in pairwise(parts):
            pairs[pair] += count
    found: set[tuple[str, str]] = set()
    used: set[str] = set()
    for (one, two), count in sorted(pairs.items()):
        codes = is_integer(fold_text(one)) and is_integer(fold_text(two))
        always = count >= 3 and single[one] == single[two] == count
        if always and not codes and not {one, two} & used and one != two:
            found.add((one, two))
            used |= {one, two}
    return found


def _glue(parts: Parts, pairs: set[tuple[str, str]], glue: str) -> Parts:
    result: list[str] = []
    place = 0
    while place < len(parts):
        if tuple(parts[place : place + 2]) in pairs:
            result.append(glue.join(parts[place : place + 2]))
            place += 2
        else:
            result.append(parts[place])
            place += 1
    return tuple(result)


def _combine_freely(combined: _Combined, labels: Sequence[str]) -> bool:
    """Tell whether the parts are marks: each stands alone or with several others, in cells of several lengths."""
    keys = {one_spelling(label) for label in labels}
    partners: dict[str, set[Parts]] = {key: set() for key in keys}
    lengths: set[int] = set()
    for parts in combined.cells:
        own = tuple(sorted({one_spelling(part) for part in parts}))
        lengths.add(len(own))
        for key in keys.intersection(own):
            partners[key].add(tuple(one for one in own if one != key))
    free = sum(() in others or len(others) > 1 for others in partners.values())
    cells = len(combined.cells)
    varied = len(lengths) > 1 or (min(lengths) > 2 and cells > len(keys))
    mostly = free >= _FREE * len(keys) and cells >= 2 * len(keys)
    return varied and (mostly or (free == len(keys) and cells >= len(keys)))


def _exclusive(combined: _Combined, names: Sequence[Spelled]) -> frozenset[str]:
    """Return the options of those to whom nothing applies that never stand beside another."""
    beside = {one_spelling(part) for parts in combined.cells if len(parts) > 1 for part in parts}
    return frozenset(one.label for one in names if is_none(one.label) and one_spelling(one.label) not in beside)
