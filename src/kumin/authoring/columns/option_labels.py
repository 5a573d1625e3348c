"""Labels as options: what is said of them, and the options that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from kumin.authoring.columns.spellings import Spelled, has_number, numbered
from kumin.authoring.guess import OTHER_LABEL, Choice, Remark
from kumin.responses.display import is_personal
from kumin.tables.scales import in_order, is_other

MANY = 30
"""Cells from which on a label that comes once is telling."""
_LONGEST_LABEL = 60
TAIL = 0.15
"""Share of cells, or marks, that may be a respondent's own words beside the options."""


def counts_of(cells: pl.Series) -> dict[str, int]:
    """Count the distinct cells of a column."""
    counts = cells.str.strip_chars().value_counts()
    return dict(counts.iter_rows())


def harmless(names: Iterable[Spelled]) -> bool:
    """Tell whether labels may be repeated in a draft: none is long, or names a person."""
    return all(len(one.label) <= _LONGEST_LABEL and not is_personal(one.label) for one in names)


def spelling_remarks(names: Iterable[Spelled]) -> list[Remark]:
    """Say which labels were written in several ways."""
    return [
        Remark("draft_spellings", {"label": one.label, "others": one.others, "count": one.variants})
        for one in names
        if one.others
    ]


def rest_remarks(words: int, mistyped: int) -> list[Remark]:
    """Say how many cells hold words of their own, and how many are mistyped."""
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
