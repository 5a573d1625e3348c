"""The labels of one file for the codes of another: what the order of the labels allows, with the counts of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from kumin.authoring.columns.spellings import has_number, one_spelling
from kumin.authoring.guess import Choice, Guess, Remark
from kumin.numbers import printed
from kumin.tables.scales import is_scale
from kumin.workbooks.draft_marks import FIRST_OPEN

_CLEARLY = 0.15
"""Share of answers by which the reversed order must fit better to cast doubt on the order."""
_AGREEING = 0.95
"""Share of pairs of labels in one cell that stand in one order, at least, to prove it."""
_PAIRS = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """A closed question of one file with its counts.

    Attributes
    ----------
    guess : Guess
    counts : mapping of code to int
        Who chose each option.
    cells : mapping of tuple of label to int
        Of joined answers the labels in the order of the cell, with the number of cells.
    """

    guess: Guess
    counts: Mapping[int, int]
    cells: Mapping[tuple[str, ...], int]

    @property
    def labelled(self) -> bool:
        """Whether the file shows words for the options."""
        return any(choice.label and not choice.label.isdecimal() for choice in self.guess.options.values())


def labels_for(codes: Counted, labels: Counted) -> tuple[dict[int, Choice], Remark]:
    """Give the labels of one file to the codes of another.

    The labels' own numbers are their codes. Else their order must be known: a scale's, that of columns, or that in
    which they stand in cells with several; and there must be as many labels as codes. Of a scale, the counts of both
    files must not fit the reversed order clearly better. What cannot be decided is left open: the labels are options
    of their own.

    Returns
    -------
    tuple of options and remark
    """
    choices = labels.guess.options
    seen = list(codes.guess.options)
    if all(any(map(has_number, choice.aliases)) for choice in choices.values()):
        options = {code: _labelled(codes.guess.options.get(code, Choice()), choice)
                   for code, choice in choices.items()}  # fmt: skip
        rest = {code: choice for code, choice in codes.guess.options.items() if code not in options}
        counts = {"count": len(choices), "rest": len(rest)}
        return dict(sorted((options | rest).items())), Remark("draft_code_numbered", counts, asks=bool(rest))
    order, evidence = _order(labels)
    if not order:
        return _open(codes, choices, "draft_code_no_order")
    known = [code for code in seen if code > 0]
    if len(order) < len(seen) or known != list(range(1, len(known) + 1)) or len(known) != len(seen):
        return _open(codes, choices, "draft_code_other_number")
    options = {}
    for code, place in enumerate(order, 1):
        own = codes.guess.options.get(code, Choice())
        options[code] = _labelled(own, choices[place])
    forward, backward = _misfit(codes.counts, labels.counts, order), _misfit(codes.counts, labels.counts, order[::-1])
    total = sum(labels.counts.values())
    shown = {
        "coded": sum(codes.counts.values()), "labelled": total, "misfit": printed(forward * total, 0),
        "reversed": printed(backward * total, 0), **evidence,
    }  # fmt: skip
    if evidence["kind"] == "scale" and backward + _CLEARLY < forward:
        return _open(codes, choices, "draft_code_reversed", shown)
    return options, Remark(f"draft_code_by_{evidence['kind']}", shown, asks=True)


def _labelled(own: Choice, words: Choice) -> Choice:
    return replace(words, heading=own.heading)


def _order(labels: Counted) -> tuple[list[int], dict[str, object]]:
    """Return the options in the order of the form, as far as the file shows it, and what shows it."""
    choices = labels.guess.options
    if any(choice.heading for choice in choices.values()):
        return list(choices), {"kind": "columns", "fit": len(choices), "against": 0}
    if labels.guess.type == "single":
        scale = is_scale([choice.label for choice in choices.values() if not choice.other])
        return (list(choices) if scale else []), {"kind": "scale", "fit": 0, "against": 0}
    return _order_in_cells(labels)


def _order_in_cells(labels: Counted) -> tuple[list[int], dict[str, object]]:
    """Return the order of the labels in cells with several, where nearly all cells agree on every pair."""
    codes = {one_spelling(name): code for code, choice in labels.guess.options.items() if not choice.other
             for name in (choice.label, *choice.aliases)}  # fmt: skip
    before: Counter[tuple[int, int]] = Counter()
    for cell, count in labels.cells.items():
        known = [codes[key] for name in cell if (key := one_spelling(name)) in codes]
        for pair in combinations(known, 2):
            before[pair] += count
    wins: Counter[int] = Counter()
    for (one, two), count in before.items():
        wins[one] += count > before[two, one]
    paired = {code for pair in before for code in pair}
    # one that never stands with another is 特になし, which forms have after the others
    alone = [code for code in sorted(set(codes.values())) if code not in paired]
    if len(alone) > 1:
        return [], {}
    order = sorted(paired, key=lambda code: -wins[code])
    fit = sum(before[pair] for pair in combinations(order, 2))
    every = sum(before.values())
    neighbours = all(before[pair] > before[pair[1], pair[0]] for pair in pairwise(order))
    if every < _PAIRS or fit < _AGREEING * every or not neighbours:
        return [], {}
    others = [code for code, choice in labels.guess.options.items() if choice.other]
    return [*order, *alone, *others], {"kind": "cells", "fit": fit, "against": every - fit}


def _misfit(codes: Mapping[int, int], labels: Mapping[int, int], order: Sequence[int]) -> float:
    """Return the share of the labelled answers that would have to be others for both files to have the same shares."""
    n, m = max(sum(codes.values()), 1), max(sum(labels.values()), 1)
    return sum(abs(codes.get(i, 0) / n - labels.get(place, 0) / m) for i, place in enumerate(order, 1)) / 2


def _open(
    codes: Counted, choices: Mapping[int, Choice], why: str, shown: Mapping[str, object] | None = None
) -> tuple[dict[int, Choice], Remark]:
    """Leave the labels without a code of the other file: both are read and counted, separately."""
    options = dict(codes.guess.options) | {
        FIRST_OPEN + place: replace(choice, heading="") for place, choice in enumerate(choices.values())
    }
    counts = {"codes": len(codes.guess.options), "labels": len(choices), "first": FIRST_OPEN, **(shown or {})}
    return options, Remark(why, counts, asks=True)
