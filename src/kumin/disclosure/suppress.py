"""秘匿: small cells of a table for publication are suppressed, and others with them so that nothing can be subtracted.

First the groups: a category of fewer than k people is hidden in every table, together with further categories of its
axis (first those who left it blank), until the hidden ones are at least k people together and none of their sizes can
be worked out. Then each question's answers in the groups that are shown: a cell of 1 to k - 1 people is suppressed
(primary), and further cells (complementary) until

* no group hides answers that add up to fewer than k people where it has others to hide, and
* no hidden count above 0 is determined by all the published sums together, knowing that counts are not negative.

Cells of 0 are hidden only as a last resort: a zero identifies nobody. References: Willenborg & de Waal 2001, Elements
of Statistical Disclosure Control, chapters 3-4; Fischetti & Salazar 2001, Management Science 47.

Numbers and dates are hidden with the closed questions. A group's n and its sum (n times the mean) are the total's less
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
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import polars as pl

from kumin.definitions import DEFAULT_K, Disclosure, Questionnaire
from kumin.disclosure.cells import BASE, Cell, Group, System, hide
from kumin.disclosure.coarsen import Bounds
from kumin.disclosure.earlier import Anchors
from kumin.disclosure.groups import hidden_groups, hide_together
from kumin.disclosure.policy import ENDS, MOST_POINTS, TIMES_K, suppresses
from kumin.disclosure.systems import Share, group_of, system_of
from kumin.numbers import percent_bounds
from kumin.tables import amounts

TELLING = ("percent", "proportion", "se", "lower", "upper", "deff", "n_eff", "df", "not_estimable")
"""Columns of a table of shares that tell a count as ``n_positive`` does."""

BOUNDS = ("n_low", "n_high", "percent_low", "percent_high")
"""Columns of the bounds between which a hidden count, and its percent, lies; null where none are published."""

BASE_BOUNDS = ("base_low", "base_high")
"""Columns of the bounds of a hidden base: an indicator's that leaves out options of which few were chosen, or any for
the sake of an earlier release."""

WHO = ("question", "axis", "category")

KEPT = (*WHO, "kind", "decimals")
"""Columns of a table of numbers that stay when a group is hidden: what it is, and the decimals of the answers."""


Suppressed = tuple[pl.DataFrame, dict[str, dict[Cell, Bounds]]]
"""A suppressed table, and the cells of each question that are not shown as they are."""


def suppress(
    table: pl.DataFrame, k: int = DEFAULT_K, *, multiple: Collection[str] = (), keep_totals: bool = False
) -> pl.DataFrame:
    """Blank the numbers of a table that would tell of fewer than ``k`` people.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE`: all options of the questions it has, with its totals. Everything in
        it is taken to be published together.
    k : int
        Threshold; below 2 nothing is hidden.
    multiple : collection of str
        Questions whose options do not add to their base: there those who did not choose an option are protected too.
    keep_totals : bool
        Never hide the numbers of everyone, e.g. because they are the ward's published indicators.

    Returns
    -------
    DataFrame
        The table with ``suppressed`` (Boolean). Where it is true ``n_positive``, percent, interval and what else would
        tell the count are null; where the base is hidden, ``n_asked`` and ``n_base`` too.
    """
    return suppress_shares(table, {}, k, multiple=multiple, keep_totals=keep_totals)[0].drop(BASE_BOUNDS)


def suppress_shares(
    table: pl.DataFrame,
    shares: Mapping[str, Collection[Share]],
    k: int = DEFAULT_K,
    *,
    multiple: Collection[str] = (),
    keep_totals: bool = False,
    sizes: Mapping[Group, int] | None = None,
    protect_blank: bool = True,
    together: Collection[Collection[Group]] = (),
    earlier: Anchors | None = None,
) -> Suppressed:
    """Suppress a table and the shares published beside it together; see :func:`suppress`.

    Parameters
    ----------
    table, k, multiple, keep_totals
        See :func:`suppress`.
    shares : mapping of str to collection of Share
        By question.
    sizes : mapping of group to int, optional
        People in the groups of the shares that the table has not: crossings of attributes.
    protect_blank : bool
        Whether those who left an axis blank are people to protect.
    together : collection of collection of group
        Groups of one axis whose sum is published.
    earlier : Anchors, optional
        What is shown for the sake of an earlier release.

    Returns
    -------
    tuple of DataFrame and dict
        The table, and the hidden cells of each question, those of its ``shares`` (by question) among them.
    """
    if not suppresses(k) or table.is_empty():
        return with_bounds(table, [None] * table.height, [None] * table.height).with_columns(
            suppressed=pl.lit(value=False)
        ), {}
    parts = {str(question): part for (question,), part in table.group_by("question", maintain_order=True)}
    hidden = hide_together(
        parts, k, multiple, shares, keep_totals=keep_totals, sizes=sizes or {}, protect_blank=protect_blank,
        together=together, earlier=earlier,
    )  # fmt: skip
    cells: list[bool] = []
    bases: list[bool] = []
    ends: list[Bounds] = []
    of: list[Bounds] = []
    for question, part in parts.items():
        found = hidden[question]
        for axis, category, option in part.select("axis", "category", "option").iter_rows():
            group = group_of(axis, category)
            base = (group, BASE) in found
            bases.append(base)
            of.append(found.get((group, BASE)))
            # of a category everything goes with its base; of everyone the counts that may be seen stay
            away = base and of[-1] is None and bool(group)
            cells.append(away or (group, option) in found)
            ends.append(None if away else found.get((group, option)))
    ordered = pl.concat(parts.values())
    ordered = ordered.with_columns(
        suppressed=pl.Series(cells, dtype=pl.Boolean), base_hidden=pl.Series(bases, dtype=pl.Boolean)
    )
    ordered = with_bounds(ordered, ends, of)
    shown, base_shown = ~pl.col("suppressed"), ~pl.col("base_hidden")
    may_show = {
        "n_positive": shown,
        **dict.fromkeys(TELLING, shown & base_shown),
        **dict.fromkeys(("n_asked", "n_base"), base_shown),
    }
    return blanked(ordered, may_show).drop("base_hidden"), hidden


def with_bounds(table: pl.DataFrame, positive: Sequence[Bounds], base: Sequence[Bounds]) -> pl.DataFrame:
    """Add the bounds of hidden counts, and those of percents that follow from them, rounded outwards.

    Parameters
    ----------
    table : DataFrame
        With ``n_base``, of which nothing is blanked yet.
    positive, base : sequence of bounds
        Of each row's count, and of its base; None where nothing is published or it is published as it is.

    Returns
    -------
    DataFrame
        With :data:`BOUNDS` and :data:`BASE_BOUNDS`. They are null where bounds of a percent would be more than
        :data:`MOST_POINTS` apart, which tell nothing.
    """
    columns: dict[str, list[int | None]] = {name: [] for name in (*BOUNDS, *BASE_BOUNDS)}
    for ends, of, n in zip(positive, base, table["n_base"].to_list(), strict=True):
        row: tuple[int | None, ...] = (None,) * 4
        least, most = of or (n, n)
        if ends is not None and least:
            low, high = percent_bounds(*ends, least, most)
            if high - low <= MOST_POINTS:
                row = (*ends, low, high)
        for name, value in zip((*BOUNDS, *BASE_BOUNDS), (*row, *(of or (None, None))), strict=True):
            columns[name].append(value)
    return table.with_columns(pl.Series(name, found, dtype=pl.Int64) for name, found in columns.items())


def blanked(table: pl.DataFrame, may_show: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """Leave the numbers of a table only where they may be seen: an expression by column, of those that it has."""
    return table.with_columns(
        pl.when(shown).then(pl.col(name)).alias(name) for name, shown in may_show.items() if name in table.columns
    )


def suppress_with_numbers(
    table: pl.DataFrame,
    numbers: pl.DataFrame,
    questionnaire: Questionnaire,
    k: int,
    *,
    multiple: Sequence[str] = (),
    dominance: float = Disclosure().dominance,
    protect_blank: bool = True,
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
    k : int
        Threshold in people; below 2 nothing is hidden.
    multiple : sequence of str
        Ids of multiple answers.
    dominance : float
        p of the p% rule, in percent.
    protect_blank : bool
        Whether those who left an axis blank are people to protect.

    Returns
    -------
    tuple of two DataFrame
        Both with ``suppressed`` (Boolean), the numbers also with ``published`` (Boolean, true where k is at least 2).
        Hidden numbers are null.
    """
    if not suppresses(k):
        shown = pl.lit(value=False)
        return suppress(table, k), numbers.with_columns(suppressed=shown, published=shown)
    asked = dict(pl.concat([_totals(table), _totals(numbers)]).iter_rows())
    everyone = max(asked.values(), default=0)
    common = {question for question, n in asked.items() if n == everyone}
    rows = numbers.select(*WHO, "n_asked").rows()
    sizes = {group_of(axis, category): n for question, axis, category, n in rows if question in common}
    closed, _ = suppress_shares(table, {}, k, multiple=multiple, sizes=sizes, protect_blank=protect_blank)
    closed = closed.drop(BASE_BOUNDS)
    unseen = hidden_groups(sizes, k, protect_blank=protect_blank) if sizes else set()
    hidden: set[tuple[str, Group]] = set()
    for (question,), part in numbers.group_by("question", maintain_order=True):
        system = _system(part)
        system.protect_blank = protect_blank
        linked = {(group, BASE) for group in unseen if (group, BASE) in system.counts} if question in common else set()
        linked |= {(group_of(*row), BASE) for row in _dominated(part, dominance).iter_rows()}
        hidden |= {(str(question), group) for group in _hidden_sums(part, system, k, linked, dominance)}
    suppressed = [(question, group_of(axis, category)) in hidden for question, axis, category, _ in rows]
    return closed, _published(
        numbers.with_columns(suppressed=pl.Series(suppressed, dtype=pl.Boolean)), questionnaire, k
    )


def _hidden_sums(part: pl.DataFrame, system: System, k: int, linked: Collection[Cell], dominance: float) -> set[Group]:
    """Hide groups of a number, and more of an axis where one amount dominates the sum of those that are hidden.

    The total less the groups that are shown is the sum of the hidden ones together.
    """
    while True:
        hidden = {group for group, _ in hide(system, k, linked, together=True)}
        more = {(group, BASE) for group in _beside_dominated(part, hidden, dominance)}
        if not more:
            return hidden
        linked = {*linked, *more}


def _beside_dominated(part: pl.DataFrame, hidden: Collection[Group], dominance: float) -> Iterator[Group]:
    """Yield of each axis, the hidden groups of which one amount dominates together, the smallest that is shown."""
    columns = ("axis", "category", "n_asked", "n_base", "mean", "maximum", "dominance")
    numbers = part.filter(pl.col("minimum") >= 0).drop_nulls(["axis", "mean", "maximum", "dominance"])
    for _, groups in numbers.group_by("axis", maintain_order=True):
        total, largest = 0.0, [0.0, 0.0]
        shown: list[tuple[int, str, Group]] = []
        for axis, category, n_asked, n, mean, maximum, rest in groups.select(columns).iter_rows():
            group = group_of(axis, category)
            if group not in hidden:
                shown.append((n_asked, category, group))
                continue
            # of the sum the two largest amounts are all but the rest, which dominance has in percent of the largest
            second = max(n * mean - maximum - rest / 100 * maximum, 0.0)
            total, largest = total + n * mean, sorted([*largest, maximum, second])[-2:]
        if largest[1] > 0 and shown and 100 * (total - sum(largest)) < (dominance - _DUST) * largest[1]:
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
        **dict.fromkeys((*(figure.name for figure in ENDS), "difference", "t", "dominance"), pl.lit(value=False)),
        **{figure.name: pl.col("n_base") >= times * k for figure, times in TIMES_K.items()},
        **dict.fromkeys(("n_asked", "n_no_answer"), counted),
    }
    shown = ~pl.col("suppressed")
    may_show = {name: shown & limits.get(name, True) for name in amounts.TABLE.schema if name not in KEPT}
    return blanked(numbers, may_show).with_columns(published=pl.lit(value=True))
