"""Columns of words: labels of options, several labels or codes in one cell, or free text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import polars as pl

from kumin.authoring.columns.numbers import INVALID_CODES, MOST_OPTIONS, as_written, strays
from kumin.authoring.columns.spellings import Spelled, has_number, is_near, numbered, one_spelling, spellings
from kumin.authoring.doubts import asked_of_mixture
from kumin.authoring.guess import OTHER_LABEL, Choice, Guess, Remark
from kumin.responses.coding.cells import CODE_LIKE
from kumin.responses.coding.options import EMPTY_WORDS
from kumin.responses.display import is_personal
from kumin.responses.folding import fold_text
from kumin.responses.patterns import CONTROL
from kumin.tables.scales import in_order, is_end, is_none, is_other, is_scale

SEPARATORS = (";", ", ", ",", "、", "\n", "/", "・", "|", " ")
_SURE = {";", "\n"}
"""Separators of form systems, which no label holds."""
_SEPARATED = re.compile(r"[;；,，、\n].")
_KNOWN_TO_READER = {",", ";", "、", "\n"}
_WIDE = {",": ",，", ";": ";；", "/": "/／", "|": "|｜", " ": " \u3000", ", ": ",，"}
MOST_PARTS = 40
_MANY = 30
"""Cells from which on a label that comes once is telling."""
_LONGEST_LABEL = 60
_JOINED = 0.02
_RARE = 0.01
_MISTYPED = 0.02
"""Share of cells that may be mistypings of a scale's labels, though they are like none."""
_SHORT_SCALE = 7
"""Labels of a scale that are taken for options, however few the answers are."""
_FEW_TIMES = 6
"""Cells of an option on average, up to which another option may well be seen once."""
_TAIL = 0.15
"""Share of cells, or marks, that may be a respondent's own words beside the options."""
_FREE = 0.8
"""Share of the parts that must combine freely where there are many different cells."""
_MOST_CELLS = 5000
_MOST_MARKS = 99
_NUMBER_LIST = r"^\d+(?:[,;、・/|]\d+)*[,;、]?$"

Parts = tuple[str, ...]


def guess_labels(heading: str, cells: pl.Series, alone: frozenset[str], *, several: bool = False) -> Guess:
    """Guess what a column of words is.

    Parameters
    ----------
    heading : str
        The column's.
    cells : Series of String
        Filled cells that are no code or word of no answer.
    alone : frozenset of str
        Codes of no answer that stand for whole cells.
    several : bool
        Whether several options may be chosen for sure: then few combinations tell enough.
    """
    answers = without_odd(cells)
    guess = _joined(heading, answers, several=several) or _single(heading, answers)
    if guess is None:
        distinct = cells.n_unique()
        return Guess(heading, "text", "draft_text", distinct, len(cells) - distinct)
    taken = {fold_text(choice.label) for choice in guess.options.values()} | set(map(str, guess.options))
    guess = asked_of_mixture(guess, answers)
    invalid = frozenset(alone & set(map(str, INVALID_CODES)))
    guess = _with_codes(guess, frozenset(alone - invalid - taken), invalid)
    if odd := len(cells) - len(answers):
        left_out = Remark("draft_odd", {"count": odd}, asks=True)
        return replace(guess, opposing=guess.opposing + odd, remarks=(*guess.remarks, left_out))
    return guess


def without_odd(cells: pl.Series) -> pl.Series:
    """Leave the few cells out that are of another kind than all the others: a 12, ×, 1.5 or 2023/7/3 among words.

    Among numbers joined in one cell (1,3) these are the words and what no list of numbers is.
    """
    distinct = cells.str.strip_chars().value_counts(name="n").rename({cells.name: "cell"})
    folded = pl.Series(list(map(fold_text, distinct["cell"])), dtype=pl.String)
    code = folded.str.contains(CODE_LIKE) | folded.is_in([*EMPTY_WORDS])
    code |= distinct["cell"].str.contains(CONTROL)
    lists = folded.str.contains(_NUMBER_LIST) & ~folded.str.contains(r"\d{3}")
    amounts = folded.str.contains(r"^約?\d+[^\d\W]")
    if int(distinct["n"].filter(lists).sum()) * 2 > len(cells):
        odd = ~lists
    else:
        # 3人 may be one of the labels where others have a number too
        odd = code & ~(amounts & bool(folded.filter(~code).str.contains(r"\d").any()))
    count, most = int(distinct["n"].filter(odd).sum()), max(1, _MISTYPED * len(cells))
    if not count or count > most or count == len(cells):
        return cells
    return cells.filter(~cells.str.strip_chars().is_in(distinct["cell"].filter(odd).implode()))


def _with_codes(guess: Guess, missing: frozenset[str], invalid: frozenset[str]) -> Guess:
    return Guess(
        guess.heading, guess.type, guess.reason, guess.supporting, guess.opposing, guess.options, guess.extra, missing,
        invalid, guess.remarks,
    )  # fmt: skip


def _single(heading: str, cells: pl.Series) -> Guess | None:
    """Labels repeat; what people write does not."""
    names, total = spellings(_counts(cells)), len(cells)
    usual = [one for one in names if one.count > 1]
    scale = is_scale([one.label for one in usual])
    near = [one for one in names if total >= _MANY and one.count <= max(1, _RARE * total)]
    near = [one for one in near if is_near(one.label, [other.label for other in usual if other not in near])]
    options = [one for one in names if one not in near]
    once = [one for one in options if one.count == 1 and not is_end(one.label)]
    pilot = _likely_unseen(once, usual, total)
    alone = len(once) == 1 and total <= 2 * _MANY and _no_longer(once, usual)
    # one label that the scale does not know is none of it
    beside = scale and len(once) <= max(1, _MISTYPED * total) and not is_scale([one.label for one in options])
    if once and (beside or (not alone and not pilot)) and not is_scale([one.label for one in options]):
        # a respondent's own words, or a mistyping among the labels of a scale, which has no その他
        if scale and len(once) <= max(1, _MISTYPED * total):
            near += once
        options = [one for one in options if one not in once]
    if len(options) > MOST_OPTIONS:
        options = [one for one in usual if one.count >= _RARE * total and one not in near]
    mistyped = sum(one.count for one in near)
    words = total - mistyped - sum(one.count for one in options)
    enough = 1 if scale and 1 < len(usual) <= _SHORT_SCALE else 2 if pilot else 3
    if not 1 <= len(options) <= MOST_OPTIONS or total < enough * len(options) or not _harmless(options):
        return None
    if words > _TAIL * total or (words and len(options) < 2):
        return None
    seen_once = sum(one in options for one in once)
    remarks = [Remark("draft_once", {"labels": seen_once}, asks=True)] if (pilot or alone) and seen_once else []
    remarks += [*_whole_remarks(options), *_spelling_remarks(options), *_rest_remarks(words, mistyped)]
    fitting = sum(one.count for one in options)
    choices = choices_of(options, other=words > 0)
    return Guess(heading, "single", "draft_labels", fitting, words + mistyped, choices, remarks=tuple(remarks))


def _likely_unseen(once: Sequence[Spelled], usual: Sequence[Spelled], total: int) -> bool:
    """Tell whether labels that come once are likely options: of so few answers, each is seen a few times only.

    They are no longer than the others, and not more.
    """
    if not once or len(once) > len(usual) or total > 2 * _MANY:
        return False
    mean = sum(one.count for one in usual) / len(usual)
    return mean <= _FEW_TIMES and _no_longer(once, usual)


def _no_longer(once: Sequence[Spelled], usual: Sequence[Spelled]) -> bool:
    longest = max((len(one.label) for one in usual), default=0)
    return all(len(one.label) <= longest for one in once)


def _counts(cells: pl.Series) -> dict[str, int]:
    counts = cells.str.strip_chars().value_counts()
    return dict(counts.iter_rows())


def _harmless(names: Iterable[Spelled]) -> bool:
    return all(len(one.label) <= _LONGEST_LABEL and not is_personal(one.label) for one in names)


def _whole_remarks(names: Iterable[Spelled]) -> list[Remark]:
    """Say of labels that hold a separator that they are taken whole."""
    found = [one for one in names if _SEPARATED.search(one.label)]
    count = sum(one.count for one in found)
    return [Remark("draft_whole", {"labels": len(found), "count": count}, asks=True)] if found else []


def _spelling_remarks(names: Iterable[Spelled]) -> list[Remark]:
    return [
        Remark("draft_spellings", {"label": one.label, "others": "、".join(one.others), "count": one.variants})
        for one in names
        if one.others
    ]


def _rest_remarks(words: int, mistyped: int) -> list[Remark]:
    remarks = [Remark("draft_other_words", {"count": words}, asks=True)] if words else []
    return remarks + ([Remark("draft_near", {"count": mistyped}, asks=True)] if mistyped else [])


def choices_of(
    names: Sequence[Spelled], *, other: bool = False, exclusive: frozenset[str] = frozenset()
) -> dict[int, Choice]:
    """Make options of labels: numbered as the labels are, else in the order of their scale.

    Parameters
    ----------
    names : sequence of Spelled
    other : bool
        Whether some cells hold words of their own: その他 takes them.
    exclusive : frozenset of str
        Labels that never stand beside another.
    """
    by_label = {one.label: one for one in names}
    shown = {next(filter(has_number, (one.label, *one.others)), one.label): one.label for one in names}
    own = numbered(list(shown))
    order = dict(enumerate(in_order(list(by_label)), 1))
    if own:
        order = {code: shown[label] for code, (_, label) in own.items()}
    takes = next((code for code, label in order.items() if is_other(label)), 0) if other else 0
    choices = {}
    for code, label in order.items():
        words = own[code][0] if own else label
        aliases = (*((label,) if words and words != label else ()), *by_label[label].others)
        aliases = tuple(name for name in aliases if name != words)
        choices[code] = Choice(words, aliases, code == takes, label in exclusive)
    if other and not takes:
        choices[max(choices) + 1] = Choice(OTHER_LABEL, other=True)
    return choices


@dataclass(frozen=True, slots=True)
class _Combined:
    """Distinct cells taken apart, with their counts."""

    cells: Mapping[Parts, int]
    marks: Mapping[str, int]

    @property
    def several(self) -> int:
        return sum(count for parts, count in self.cells.items() if len(parts) > 1)


def _joined(heading: str, cells: pl.Series, *, several: bool) -> Guess | None:
    """Guess a multiple answer in one cell: its parts are few, and combine freely."""
    counts = _counts(cells)
    if len(counts) > _MOST_CELLS:
        return None
    phrases = _are_phrases(counts)
    for separator in SEPARATORS:
        if phrases and separator == " ":
            continue
        sure = separator in _SURE or (several and separator.strip() in _KNOWN_TO_READER)
        if guess := _joined_by(heading, counts, len(cells), separator, sure=sure):
            return guess
    return None


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
    if combined.several < max(2, _JOINED * total):
        return None
    names = spellings(combined.marks)
    frequent = [one for one in names if one.count > 1]
    tail = sum(one.count for one in names if one.count == 1)
    if tail == 1 and total < 2 * _MANY and len(names) <= MOST_OPTIONS:
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
        or tail > _TAIL * marks
        or not _harmless(frequent)
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
    remarks = (evidence, *_spelling_remarks(frequent), *_rest_remarks(tail, 0), *_stray_remarks(mistyped))
    if once := sum(one.count == 1 for one in frequent):
        remarks += (Remark("draft_once", {"labels": once}, asks=True),)
    wrong = tail + sum(mistyped.values())
    return Guess(heading, "multiple", "draft_joined", total - wrong, wrong, codes, extra, remarks=remarks)


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
    counts = _counts(cells)
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
    """Return neighbours that are always neighbours, three times at least; each part in one pair only."""
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
        if count >= 3 and single[one] == single[two] == count and not {one, two} & used and one != two:
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
