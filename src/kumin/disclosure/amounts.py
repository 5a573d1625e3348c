"""秘匿 of numbers and dates, with the closed questions of the same survey.

A group's n and its sum (n times the mean) are the total's less
those of the other groups, so both are protected by hiding further groups: sums of numbers hold between the same groups
as counts do, and are determined where those are. A group that the closed questions hide everywhere is hidden here too;
a number that few people gave hides nothing of the closed questions. Beyond that a published table has

* no minimum, maximum, earliest or latest: each is one person's answer;
* a median only of 2k people and quartiles only of 4k, so that at least k lie on either side, or in each quarter;
* the number of those who did not answer only of everyone, and only of questions that everyone was asked: how many were
  asked in a group, or under a condition, is a count of other answers, which the closed tables may hide;
* no distance from the other groups, from which theirs could be worked out; only the mark.

A mean is hidden, too, where one amount dominates the sum: where the second largest amount, known to who gave it, tells
the largest within p percent (``dominance`` of :class:`kumin.definitions.Disclosure`). A group whose members all gave
the same number is not hidden.

Beside an earlier release a mean tells the answer of who was corrected, and so do classes and counts of texts: where few
people differ none of a survey is shown; where no count of a closed question differs, none of the question that does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from kumin.definitions import Disclosure, NumberQuestion, Questionnaire, TextQuestion
from kumin.disclosure.beside import Beside
from kumin.disclosure.cells import BASE, Cell, Group, System, hide
from kumin.disclosure.classes import Class, classes
from kumin.disclosure.earlier import like_before
from kumin.disclosure.groups import Surroundings, hidden_groups
from kumin.disclosure.policy import ENDS, TIMES_K, suppresses
from kumin.disclosure.suppress import BASE_BOUNDS, blanked, suppress, suppress_shares
from kumin.disclosure.systems import group_of, system_of
from kumin.frames import plain_rows
from kumin.tables import amounts

WHO = ("question", "axis", "category")

KEPT = (*WHO, "kind", "decimals")
"""Columns of a table of numbers that stay when a group is hidden: what it is, and the decimals of the answers."""

NEVER = ("difference", "t", "largest", "second", "dominance")
"""Columns from which one person's answer, or those of another group, could be worked out."""

TOLD = ("axis", "category", "n_base", "n_no_answer", "mean", "sd", "q25", "median", "q75", "median_date")
"""Columns that tell of people: two releases that differ in none of them are the same."""

Record = Mapping[str, Any]
"""What a release tells of the questions that have no options, by question, as plain values."""


@dataclass(frozen=True)
class PublishedNumbers:
    """What the published files of a run show of a survey's questions that have no options.

    Attributes
    ----------
    table : DataFrame
        :data:`kumin.tables.amounts.TABLE` with ``suppressed`` and ``published``.
    classes : mapping of str to list of Class
        The classes of each number, of everyone; of those that are not shown there are none.
    texts : mapping of str to int or None
        How many answered each free text; None where that is hidden.
    withheld : frozenset of str
        Questions of which nothing is shown for the sake of an earlier release.
    """

    table: pl.DataFrame
    classes: Mapping[str, list[Class]]
    texts: Mapping[str, int | None]
    withheld: frozenset[str] = frozenset()

    def record(self) -> dict[str, Any]:
        """Return what is told of each question, to be kept for the next release."""
        found: dict[str, Any] = {id_: {"answered": n} for id_, n in self.texts.items()}
        for (id_,), rows in self.table.group_by("question", maintain_order=True):
            own = [[one.low, one.high, one.n] for one in self.classes.get(str(id_), [])]
            found[str(id_)] = {"rows": plain_rows(rows.select(TOLD)), "classes": own}
        return found

    def withheld_beside(self, told: Record | None, *, few: bool) -> PublishedNumbers:
        """Withhold what would tell of a few people beside what an earlier release told.

        Parameters
        ----------
        told : mapping or None
            The :meth:`record` of the earlier release; None where it is not known.
        few : bool
            Whether a few people's answers to the closed questions differ.
        """
        now = self.record()
        table = self.table
        if few:
            # of groups that nobody was in before, or is in now, no row comes or goes
            rows = [row for one in (told or {}).values() for row in one.get("rows", ())]
            groups = pl.DataFrame(rows or [{}], schema={"axis": pl.String, "category": pl.String})
            table = like_before(table, groups, "question")
        away = frozenset(id_ for id_ in now if few or told is None or told.get(id_) != now[id_])
        return replace(replace(self, table=table).without(away), withheld=away)

    def without(self, away: Collection[str]) -> PublishedNumbers:
        """Leave out all that is told of some questions."""
        seen = ~pl.col("question").is_in(sorted(away))
        columns = {name: seen for name in amounts.TABLE.schema if name not in KEPT}
        return replace(
            self,
            table=blanked(self.table, columns).with_columns(suppressed=pl.col("suppressed") | ~seen),
            classes={id_: [] if id_ in away else own for id_, own in self.classes.items()},
            texts={id_: None if id_ in away else n for id_, n in self.texts.items()},
        )


def publish_numbers(
    numbers: pl.DataFrame,
    coded: pl.DataFrame,
    answered: Mapping[str, int],
    questionnaire: Questionnaire,
    rules: Disclosure,
    groups: Collection[Group],
) -> PublishedNumbers:
    """Choose what a release shows of the questions that have no options.

    Parameters
    ----------
    numbers : DataFrame
        :data:`kumin.tables.amounts.TABLE`.
    coded : DataFrame
        The answers.
    answered : mapping of str to int
        How many answered each question.
    questionnaire : Questionnaire
        Whose questions they are.
    rules : Disclosure
        Which small counts are hidden.
    groups : collection of Group
        Groups of which nothing is shown.
    """
    table = suppress_numbers(numbers, questionnaire, rules, groups)
    of_numbers = [one for one in questionnaire.questions if isinstance(one, NumberQuestion)]
    texts = [one.id for one in questionnaire.questions if isinstance(one, TextQuestion)]
    return PublishedNumbers(
        table,
        {one.id: _classes(table, coded, one.id, rules.k) for one in of_numbers},
        {id_: None if 0 < (n := answered.get(id_, 0)) < rules.k else n for id_ in texts},
    )


def _classes(table: pl.DataFrame, coded: pl.DataFrame, question: str, k: int) -> list[Class]:
    """Count the answers to a number in classes, none of which is small; none where the number is hidden."""
    rows = table.filter(pl.col("question") == question, pl.col("axis").is_null())
    if rows.is_empty() or rows["suppressed"][0] or not rows["n_base"][0]:
        return []
    given = coded[question].cast(pl.Float64).drop_nulls().drop_nans()
    # only who was asked, as in the table; a class of fewer people is joined to its neighbour
    return classes(given, k) if given.len() == rows["n_base"][0] else []


def suppress_with_numbers(
    table: pl.DataFrame,
    numbers: pl.DataFrame,
    questionnaire: Questionnaire,
    rules: Disclosure,
    *,
    multiple: Sequence[str] = (),
    beside: Beside | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Suppress the tables of closed questions and of numbers that are published together.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE`; may be empty.
    numbers : DataFrame
        :data:`kumin.tables.amounts.TABLE`; may be empty.
    questionnaire : Questionnaire
        Whose questions they are.
    rules : Disclosure
        Which small counts are hidden.
    multiple : sequence of str
        Ids of multiple answers.
    beside : Beside, optional
        What other files tell of the same answers; nothing else is published beside the tables.

    Returns
    -------
    tuple of two DataFrame
        Both with ``suppressed`` (Boolean), the numbers also with ``published`` (Boolean, true where k is at least 2).
        Hidden numbers are null.
    """
    k, blank = rules.k, rules.protect_blank
    if not suppresses(k):
        return suppress(table, k), suppress_numbers(numbers, questionnaire, rules, ())
    asked = dict(pl.concat([_totals(table), _totals(numbers)]).iter_rows())
    everyone = max(asked.values(), default=0)
    common = {question for question, n in asked.items() if n == everyone}
    rows = numbers.select(*WHO, "n_asked").rows()
    sizes = {group_of(axis, category): n for question, axis, category, n in rows if question in common}
    around = Surroundings(multiple=multiple, protect_blank=blank, sizes=sizes, beside=beside)
    closed, _ = suppress_shares(table, k, around)
    unseen = hidden_groups(sizes, k, protect_blank=blank, beside=beside) if sizes else set()
    return closed.drop(BASE_BOUNDS), suppress_numbers(numbers, questionnaire, rules, unseen, beside)


def suppress_numbers(
    numbers: pl.DataFrame,
    questionnaire: Questionnaire,
    rules: Disclosure,
    unseen: Collection[Group],
    beside: Beside | None = None,
) -> pl.DataFrame:
    """Hide groups and figures of numbers and dates; ``unseen``: groups that are hidden everywhere.

    Returns
    -------
    DataFrame
        With ``suppressed`` and ``published`` (Boolean): see :func:`suppress_with_numbers`.
    """
    if not suppresses(rules.k):
        shown = pl.lit(value=False)
        return numbers.with_columns(suppressed=shown, published=shown)
    hidden: set[tuple[str, Group]] = set()
    for (question,), part in numbers.group_by("question", maintain_order=True):
        system = _system(part)
        system.protect_blank = rules.protect_blank
        linked = {(group, BASE) for group in unseen if (group, BASE) in system.counts}
        told = beside.numbers.get(str(question), {}) if beside else {}
        linked |= {(group, BASE) for group, shown in told.items() if not shown and (group, BASE) in system.counts}
        system.fixed |= {(group, BASE) for group, shown in told.items() if shown}
        linked |= {(group_of(*row), BASE) for row in _dominated(part, rules.dominance).iter_rows()}
        linked -= system.fixed
        hidden |= {(str(question), group) for group in _hidden_sums(part, system, rules.k, linked, rules.dominance)}
    rows = numbers.select(WHO).rows()
    suppressed = [(question, group_of(axis, category)) in hidden for question, axis, category in rows]
    marked = numbers.with_columns(suppressed=pl.Series(suppressed, dtype=pl.Boolean))
    return _published(marked, questionnaire, rules.k)


def _hidden_sums(part: pl.DataFrame, system: System, k: int, linked: Collection[Cell], dominance: float) -> set[Group]:
    """Hide groups of a number, and more of an axis where one amount dominates the sum of those that are hidden.

    The total less the groups that are shown is the sum of the hidden ones together.
    """
    while True:
        hidden = {group for group, _ in hide(system, k, linked, together=True)}
        protected = {group for group in hidden if system.is_protected((group, BASE))}
        more = {(group, BASE) for group in _beside_dominated(part, hidden, dominance, protected)}
        if not more:
            return hidden
        linked = {*linked, *more}


def _beside_dominated(
    part: pl.DataFrame, hidden: Collection[Group], dominance: float, protected: Collection[Group]
) -> Iterator[Group]:
    """Yield of each axis, the hidden groups of which one amount dominates together, the smallest that is shown.

    Nobody knows whose amount it is where all of them are those who left the axis blank.
    """
    columns = ("axis", "category", "n_asked", "largest", "second", "dominance")
    for _, groups in part.drop_nulls(["axis", "largest", "dominance"]).group_by("axis", maintain_order=True):
        rests, largest = 0.0, [0.0, 0.0]
        shown: list[tuple[int, str, Group]] = []
        told = False
        for axis, category, n_asked, first, second, rest in groups.select(columns).iter_rows():
            group = group_of(axis, category)
            if group not in hidden:
                shown.append((n_asked, category, group))
                continue
            told |= group in protected
            *few, two, one = sorted([*largest, first, second or 0.0])
            rests, largest = rests + sum(few) + rest / 100 * first, [two, one]
        if told and shown and 100 * rests < (dominance - _DUST) * largest[1]:
            yield min(shown)[2]


_DUST = 1e-6
"""Of sums of floats, in percent."""


def _dominated(part: pl.DataFrame, dominance: float) -> pl.DataFrame:
    """List the axes and categories where the second largest amount tells the largest within ``dominance`` percent."""
    return part.filter(pl.col("dominance") < dominance).select("axis", "category")


def _totals(table: pl.DataFrame) -> pl.DataFrame:
    """List the questions with the number of people they were asked of."""
    return table.filter(pl.col("axis").is_null()).select("question", "n_asked").unique(maintain_order=True)


def _system(part: pl.DataFrame) -> System:
    """Lay out who gave a number as cells: one a group, which add up to everyone over each axis.

    Groups to hide beside a small one are chosen by the people asked, the same in all questions, so that of two
    questions one hides the groups of the other, or some of them, and not others.
    """
    counts = part.select(*WHO, "n_asked", "n_base", option=pl.lit(0, pl.Int32), n_positive="n_base")
    system = system_of(counts, multiple=False)
    system.counts = {cell: n for cell, n in system.counts.items() if cell[1] == BASE}
    # the only option is its base
    system.lines = [line for line in system.lines if all(kind == BASE for _, kind in line)]
    return system


def _published(numbers: pl.DataFrame, questionnaire: Questionnaire, k: int) -> pl.DataFrame:
    """Blank the hidden groups, and of the others the figures that so few people must not have."""
    conditional = [one.id for one in questionnaire.questions if one.ask_if]
    counted = pl.col("axis").is_null() & ~pl.col("question").is_in(conditional)
    limits = {
        **dict.fromkeys((*(figure.name for figure in ENDS), *NEVER), pl.lit(value=False)),
        **{figure.name: pl.col("n_base") >= times * k for figure, times in TIMES_K.items()},
        **dict.fromkeys(("n_asked", "n_no_answer"), counted),
    }
    shown = ~pl.col("suppressed")
    may_show = {name: shown & limits.get(name, True) for name in amounts.TABLE.schema if name not in KEPT}
    return blanked(numbers, may_show).with_columns(published=pl.lit(value=True))
