"""Columns of words: labels of options, several labels or codes in one cell, or free text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from kumin.authoring.columns.joined_labels import joined_labels
from kumin.authoring.columns.numbers import INVALID_CODES, MOST_OPTIONS
from kumin.authoring.columns.option_labels import (
    MANY,
    TAIL,
    choices_of,
    counts_of,
    harmless,
    rest_remarks,
    spelling_remarks,
)
from kumin.authoring.columns.spellings import Spelled, is_near, spellings
from kumin.authoring.doubts import asked_of_mixture
from kumin.authoring.guess import Guess, Remark
from kumin.responses.coding.cells import CODE_LIKE
from kumin.responses.coding.options import EMPTY_WORDS
from kumin.responses.folding import fold_text
from kumin.responses.patterns import CONTROL
from kumin.tables.scales import is_end, is_scale

_SEPARATED = re.compile(r"[;；,，、\n].")
_RARE = 0.01
_MISTYPED = 0.02
"""Share of cells that may be mistypings of a scale's labels, though they are like none."""
_SHORT_SCALE = 7
"""Labels of a scale that are taken for options, however few the answers are."""
_FEW_TIMES = 6
"""Cells of an option on average, up to which another option may well be seen once."""
_NUMBER_ALONE = r"^[+-]?\d+(?:\.\d+)?$"
_NUMBER_LIST = r"^\d+(?:[,;、・/|]\d+)*[,;、]?$"


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
    guess = joined_labels(heading, answers, several=several) or _single(heading, answers)
    if guess is None:
        distinct = cells.n_unique()
        return Guess(heading, "text", "draft_text", distinct, len(cells) - distinct)
    taken = {fold_text(choice.label) for choice in guess.options.values()} | set(map(str, guess.options))
    guess = asked_of_mixture(guess, answers)
    invalid = frozenset(alone & set(map(str, INVALID_CODES)))
    guess = replace(guess, missing=frozenset(alone - invalid - taken), invalid=invalid)
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
    most = max(1, _MISTYPED * len(cells))
    if int(distinct["n"].filter(odd).sum()) > most:
        # 「18～29歳」 and 「80歳以上」 are amounts themselves; a number alone is none of them
        odd = folded.str.contains(_NUMBER_ALONE)
    count = int(distinct["n"].filter(odd).sum())
    if not count or count > most or count == len(cells):
        return cells
    return cells.filter(~cells.str.strip_chars().is_in(distinct["cell"].filter(odd).implode()))


def _single(heading: str, cells: pl.Series) -> Guess | None:
    """Labels repeat; what people write does not."""
    names, total = spellings(counts_of(cells)), len(cells)
    usual = [one for one in names if one.count > 1]
    scale = is_scale([one.label for one in usual])
    near = [one for one in names if total >= MANY and one.count <= max(1, _RARE * total)]
    near = [one for one in near if is_near(one.label, [other.label for other in usual if other not in near])]
    options = [one for one in names if one not in near]
    once = [one for one in options if one.count == 1 and not is_end(one.label)]
    pilot = _likely_unseen(once, usual, total)
    alone = len(once) == 1 and total <= 2 * MANY and _no_longer(once, usual)
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
    if not 1 <= len(options) <= MOST_OPTIONS or total < enough * len(options) or not harmless(options):
        return None
    if words > TAIL * total or (words and len(options) < 2):
        return None
    seen_once = sum(one in options for one in once)
    remarks = [Remark("draft_once", {"labels": seen_once}, asks=True)] if (pilot or alone) and seen_once else []
    remarks += [*_whole_remarks(options), *spelling_remarks(options), *rest_remarks(words, mistyped)]
    fitting = sum(one.count for one in options)
    choices = choices_of(options, other=words > 0)
    return Guess(heading, "single", "draft_labels", fitting, words + mistyped, choices, remarks=tuple(remarks))


def _likely_unseen(once: Sequence[Spelled], usual: Sequence[Spelled], total: int) -> bool:
    """Tell whether labels that come once are likely options: of so few answers, each is seen a few times only.

    They are no longer than the others, and not more.
    """
    if not once or len(once) > len(usual) or total > 2 * MANY:
        return False
    mean = sum(one.count for one in usual) / len(usual)
    return mean <= _FEW_TIMES and _no_longer(once, usual)


def _no_longer(once: Sequence[Spelled], usual: Sequence[Spelled]) -> bool:
    longest = max((len(one.label) for one in usual), default=0)
    return all(len(one.label) <= longest for one in once)


def _whole_remarks(names: Iterable[Spelled]) -> list[Remark]:
    """Say of labels that hold a separator that they are taken whole."""
    found = [one for one in names if _SEPARATED.search(one.label)]
    count = sum(one.count for one in found)
    return [Remark("draft_whole", {"labels": len(found), "count": count}, asks=True)] if found else []
