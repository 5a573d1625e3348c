"""Columns of numbers: codes of options or amounts, codes of no answer that stand apart, likely mistypings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from kumin.authoring.guess import Choice, Guess, Remark

MOST_OPTIONS = 20
"""The highest code that is taken for an option's."""

INVALID_CODES = (-9999,)
NEGATIVE_CODES = (-1, -7, -8, -9, -77, -88, -99, -999)
POSITIVE_CODES = ((8, 9), (9,), (88, 99), (98, 99), (99,), (888, 999), (998, 999), (999,), (9999,))
"""Codes of no answer that stand above all others; the first of two (非該当, わからない) only beside the second."""

MISSING_CODES = tuple(sorted({*NEGATIVE_CODES, *(codes[-1] for codes in POSITIVE_CODES)}))

_RARE = 0.01
"""Share of cells up to which a value that stands apart is likely a mistyping."""
_RARE_TOGETHER = 0.02
"""The same of all such values together."""
_FARTHEST = 2
"""Steps between neighbouring codes: an option that nobody chose leaves one out."""
_FEW_STEPS = 7
"""Steps of a scale up to which forms name each; of more the numbers are what is chosen."""
_SHOWN = 9999
"""Larger numbers are not repeated: they may be of a house or a telephone."""
_AMOUNTS = re.compile(
    r"(?:人|回|年|日|台|個|件|時間|か月)数|金額|歩数|何(?:人|回|年|日|台|時間|分|円)|[(（](?:人|回|年|日|台|時間|分|円|歳|才|個|件)[)）]"
)


_STATED = re.compile(
    r"(?<!\d)(0|1)\s*(?:点|[(（].*?[)）])?\s*(?:[~〜∼\-−–]|から|to)\s*(\d{1,2})(?!\d)(?!\s*[歳人年代月日回時])"
)
"""The lowest and the highest number of a scale."""
_POINTS = re.compile(r"(?<!\d)(\d{1,2})\s*(?:点満点|段階)")
"""The highest number of a scale, whose numbers are what was chosen."""


@dataclass(frozen=True, slots=True)
class _Apart:
    """Codes of no answer by how sure it is, and what is no value at all."""

    missing: tuple[int, ...]
    asked: tuple[int, ...]
    kept: tuple[int, ...]


def guess_numbers(heading: str, numbers: pl.Series, others: int) -> Guess:
    """Guess what a column of numbers is.

    Parameters
    ----------
    heading : str
        The column's.
    numbers : Series of Float64
        Its values.
    others : int
        Cells that are no numbers.
    """
    counts = Counter(numbers.to_list())
    invalid = {int(value) for value in counts if value in INVALID_CODES}
    amounts = _AMOUNTS.search(heading) is not None
    valid = {value: n for value, n in counts.items() if value not in invalid}
    apart = _apart(valid, amounts=amounts)
    if not apart.missing and (above := _mistyped_above(valid)):
        apart = _apart({value: n for value, n in valid.items() if value not in above}, amounts=amounts)
    real = {value: n for value, n in counts.items() if value not in invalid and value not in apart.missing}
    mistyped = strays(real)
    options = sorted(value for value in real if value not in mistyped)
    codes = bool(options) and all(value == int(value) >= 0 for value in options) and options[-1] <= MOST_OPTIONS
    remarks = _code_remarks(apart, counts, real)
    marks = frozenset(str(code) for code in apart.missing), frozenset(str(code) for code in invalid)
    if not codes or amounts:
        reason = "draft_number"
        return Guess(heading, "number", reason, sum(real.values()), others, {}, {}, *marks, tuple(remarks))
    remarks += [
        Remark("draft_stray", {"value": as_written(v), "count": n}, asks=True) for v, n in sorted(mistyped.items())
    ]
    whole = range(min(1, int(options[0])), int(options[-1]) + 1)
    numbered = False
    if stated := _stated_range(heading, options):
        whole, numbered = stated, len(stated) > _FEW_STEPS
        remarks.append(Remark("draft_range_stated", {"low": whole[0], "high": whole[-1]}))
    if unseen := [code for code in whole if code not in counts]:
        remarks.append(Remark("draft_unseen", {"codes": ", ".join(map(str, unseen))}))
    fitting = sum(real[value] for value in options)
    opposing = others + sum(mistyped.values())
    choices = dict.fromkeys(whole, Choice(numbered=numbered))
    reason = "draft_numbered" if numbered else "draft_codes"
    return Guess(heading, "single", reason, fitting, opposing, choices, {}, *marks, tuple(remarks))


def _stated_range(heading: str, options: Sequence[float]) -> range | None:
    """Return the codes that a heading states (0〜10), where all options are among them."""
    plain = unicodedata.normalize("NFKC", heading)
    found, points = _STATED.search(plain), _POINTS.search(plain)
    low, high = (int(found[1]), int(found[2])) if found else (1, 0)
    if points and not found:
        low, high = min(1, int(options[0])), int(points[1])
    return range(low, high + 1) if low <= options[0] and options[-1] <= high <= MOST_OPTIONS else None


def _code_remarks(apart: _Apart, counts: Mapping[float, int], real: Mapping[float, int]) -> list[Remark]:
    remarks = []
    for code in (*apart.missing, *apart.kept):
        asked = code in apart.asked or code in apart.kept
        kind = "draft_missing_kept" if code in apart.kept else "draft_missing_asked" if asked else "draft_missing_taken"
        others = _range([value for value in real if value != code])
        remarks.append(Remark(kind, {"code": code, "count": counts[code], **others}, asks=asked))
    return remarks


def as_written(value: float) -> str:
    """Write a number as a file has it, unrounded: 3, 3.5."""
    return str(int(value)) if float(value).is_integer() else repr(value)


def within(numbers: Sequence[float], codes: Sequence[str]) -> bool:
    """Tell whether codes of no answer that other columns have lie among the numbers of a column."""
    return bool(numbers) and any(min(numbers) <= int(code) <= max(numbers) for code in codes if _is_code(code))


def _is_code(text: str) -> bool:
    return re.fullmatch(r"-?\d+", text) is not None


def _range(values: Sequence[float]) -> dict[str, str]:
    shown = [value for value in values if abs(value) <= _SHOWN]
    return {"low": as_written(min(shown, default=0.0)), "high": as_written(max(shown, default=0.0))}


def _apart(counts: Mapping[float, int], *, amounts: bool) -> _Apart:
    """Find the codes of no answer: negative ones below amounts, and nines that stand above all other values.

    Parameters
    ----------
    counts : mapping of value to cells
    amounts : bool
        Whether the heading asks for an amount, of which a single 9 may be one.
    """
    negative = [int(value) for value in counts if value in NEGATIVE_CODES]
    rest = {value: n for value, n in counts.items() if value not in negative}
    if any(value < 0 for value in rest):
        negative, rest = [], dict(counts)
    missing, asked, kept = sorted(negative), list[int](), list[int]()
    while found := _highest(rest):
        others = [value for value in rest if value not in found]
        surely, maybe = _stands_apart(found[0], others)
        if amounts and found[-1] == 9:
            surely, maybe = False, surely
        if not surely:
            if maybe and rest[found[-1]] > 1:
                kept += [found[-1]]
            break
        missing += found
        asked += [code for code in found if code < 10 or code < 10 * max(others, default=0)]
        rest = {value: rest[value] for value in others}
    return _Apart(tuple(missing), tuple(asked), tuple(kept))


def _highest(counts: Mapping[float, int]) -> list[int]:
    """Return the codes of no answer that are the highest values, if any; nothing where there is nothing below them."""
    values = sorted(counts)
    for codes in POSITIVE_CODES:
        if len(values) <= len(codes) or values[-len(codes) :] != list(codes):
            continue
        if len(codes) == 1 or codes[0] - values[-len(codes) - 1] >= 2:
            return list(codes)
    return []


def _stands_apart(code: int, others: Sequence[float]) -> tuple[bool, bool]:
    """Tell whether a value surely stands apart from the others, and whether it may."""
    values = sorted(others)
    highest = values[-1]
    if highest <= MOST_OPTIONS:
        return code - highest >= 2, False
    steps = sorted(upper - lower for lower, upper in pairwise(values))
    usual = steps[int(0.9 * (len(steps) - 1))] if steps else 1
    gap = code - highest
    return gap > max(3 * usual, 3) or code >= 3 * highest, gap > 1 or code > highest


def _mistyped_above(counts: Mapping[float, int]) -> set[float]:
    """Return the rare values above a code of no answer that many have: one 12 among 1 to 5 and nines."""
    total = sum(counts.values())
    common = [value for value, n in counts.items() if n > max(1, _RARE * total)]
    top = max(common, default=0.0)
    above = {value for value in counts if value > top}
    rare = sum(counts[value] for value in above) <= max(1, _RARE_TOGETHER * total)
    return above if rare and top in MISSING_CODES else set()


def strays(counts: Mapping[float, int]) -> dict[float, int]:
    """Return rare values that no code among low ones can be: one 12 among 1 to 5, a 3.5, a 0 below 1 to 4."""
    total = sum(counts.values())
    rare = max(1, _RARE * total)
    values = sorted(counts)
    whole = [value for value in values if value == int(value) >= 0]
    odd = [value for value in values if value not in whole]
    kept = _run(whole)
    beyond = [value for value in whole if value not in kept]
    found = {value: counts[value] for value in (*odd, *beyond)}
    most = max(1, _RARE_TOGETHER * total)
    if len(kept) < 2 or kept[-1] > MOST_OPTIONS or max([*found.values(), 0]) > rare or sum(found.values()) > most:
        return {}
    if (
        kept[0] == 0
        and len(kept) > 2
        and kept[-1] not in (5, 10)
        and total >= 20
        and counts[0] + sum(found.values()) <= rare
    ):
        found[0.0] = counts[0]
    return found


def _run(values: Sequence[float]) -> list[float]:
    """Return the values from the lowest on without a wide gap."""
    run: list[float] = []
    for value in values:
        if run and value - run[-1] > _FARTHEST:
            break
        run.append(value)
    return run
