"""What the published files of a run show of each survey: tables suppressed together, which none of them exceeds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

import polars as pl

from kumin.disclosure.amounts import PublishedNumbers, publish_numbers
from kumin.disclosure.cells import BASE, Cell, Group
from kumin.disclosure.coarsen import Bounds
from kumin.disclosure.digests import digests
from kumin.disclosure.earlier import Anchors, Earlier, anchors_beside, like_before
from kumin.disclosure.groups import Surroundings, hidden_groups
from kumin.disclosure.measures import hide_groups, withheld_groups, without_groups
from kumin.disclosure.policy import suppresses
from kumin.disclosure.sizes import known_sums, rows_of_release
from kumin.disclosure.suppress import TELLING, Suppressed, blanked, suppress_shares, with_bounds
from kumin.disclosure.systems import Share, group_of
from kumin.disclosure.weighted import drawn_by, hide_telling_limits, telling_weightings
from kumin.judgement.bases import rules_of
from kumin.tables.axes import crossed_axis, default_axes, multiple_questions
from kumin.tables.figures import limits_as_told
from kumin.tables.measures import GROUPS, dominance_together
from kumin.tables.run import RunTables
from kumin.tables.shares import survey_table

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kumin.definitions import Disclosure, Indicator, Plan, Questionnaire
    from kumin.result import Result


@dataclass(frozen=True)
class PublishedSurvey:
    """What the published files of a run show of a survey: they all show this, or a part of this.

    Attributes
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE` with ``suppressed``: every closed question, by each attribute.
    domains : DataFrame
        The indicators by each attribute and by the two of :func:`kumin.tables.axes.crossed_axis` together, with
        ``suppressed`` and ``question`` in place of ``indicator``. Indicators among some of the respondents are not
        broken down further.
    bases : frozenset of str
        Indicators whose percent under another rule of the base would give away a hidden count.
    groups : frozenset of Group
        Groups of which nothing is shown, of every axis that respondents are compared with residents by, too.
    anchored : int
        Cells shown as bounds around what an earlier release told; 0 where few people's answers do not differ.
    many : bool
        Whether the answers of many people differ from those of an earlier release.
    weightings : frozenset of str
        Indicators whose percent under another weighting would give away a hidden count.
    measures : DataFrame
        :data:`kumin.tables.measures.GROUPS` with ``suppressed``: means, differences and the like by each attribute.
    digests : mapping of str to str
        By closed question, a digest of the answers it was made of: :func:`kumin.disclosure.digests.digests`.
    """

    table: pl.DataFrame
    domains: pl.DataFrame
    bases: frozenset[str]
    groups: frozenset[Group] = frozenset()
    anchored: int = 0
    many: bool = False
    weightings: frozenset[str] = frozenset()
    measures: pl.DataFrame = field(default_factory=GROUPS.empty)
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """What all published files of a run may show: made once by :func:`release` and handed to each of them.

    Files suppressed one by one would hide different cells, and one would show what another hides.

    Attributes
    ----------
    tables : RunTables
        The run's tables by each attribute, nothing hidden.
    rules : Disclosure
        Which small counts are hidden.
    earlier : mapping of str to Earlier
        What an earlier release told, by survey.
    held : frozenset of tuple
        Survey and question, or indicator of the survey, of which nothing is shown but what indicators tell of everyone;
        of a question that makes groups nothing of its groups either. What an audit found to give something away.
    """

    tables: RunTables
    rules: Disclosure
    earlier: Mapping[str, Earlier] = field(default_factory=dict)
    held: frozenset[tuple[str, str]] = frozenset()

    @property
    def k(self) -> int:
        """Cells of fewer people are not published."""
        return self.rules.k

    @property
    def result(self) -> Result:
        """The run."""
        return self.tables.result

    def holding(self, more: Collection[tuple[str, str]]) -> Published:
        """Return it with further questions and indicators of which nothing is shown."""
        return replace(self, held=self.held | set(more))

    def held_of(self, key: str) -> set[str]:
        """Return those of a survey."""
        return {name for survey, name in self.held if survey == key}

    @cached_property
    def surveys(self) -> Mapping[str, PublishedSurvey]:
        """What is shown of each survey, by its key."""
        return {key: _published(self, key) for key in self.result.answers}

    @cached_property
    def numbers(self) -> Mapping[str, PublishedNumbers]:
        """What is shown of each survey's questions without options, by its key."""
        return {key: _numbers(self, key) for key in self.result.answers}

    @property
    def withheld(self) -> int:
        """Questions without options of which nothing is shown for the sake of an earlier release."""
        return sum(len(one.withheld) for one in self.numbers.values())

    @property
    def anchored(self) -> int:
        """Cells of all surveys shown as bounds around what an earlier release told."""
        return sum(survey.anchored for survey in self.surveys.values())

    @cached_property
    def bases(self) -> frozenset[str]:
        """Indicators of all surveys whose percent under another rule of the base would give away a hidden count."""
        return frozenset(indicator for survey in self.surveys.values() for indicator in survey.bases)

    @cached_property
    def weightings(self) -> frozenset[str]:
        """Indicators of all surveys whose percent under another weighting would give away a hidden count."""
        return frozenset(indicator for survey in self.surveys.values() for indicator in survey.weightings)


def release(
    result: Result,
    k: int | None = None,
    *,
    tables: RunTables | None = None,
    earlier: Mapping[str, Earlier] | None = None,
) -> Published:
    """Choose what the published files of a run show.

    Parameters
    ----------
    result : Result
        The run.
    k : int, optional
        Cells of fewer people are suppressed, with complements; default what the plan says.
    tables : RunTables, optional
        The run's tables by each attribute, where they are at hand.
    earlier : mapping of str to Earlier, optional
        An earlier release of the same plan and year, by survey: see :mod:`kumin.disclosure.earlier`.
    """
    return Published(
        RunTables(result) if tables is None else tables, rules_of_plan(result.plan.plan, k), dict(earlier or {})
    )


def rules_of_plan(plan: Plan, k: int | None = None) -> Disclosure:
    """Return how a plan protects small groups, with a threshold given for one run in the place of its own."""
    return plan.disclosure if k is None else plan.disclosure.model_copy(update={"k": k})


def _published(made: Published, key: str) -> PublishedSurvey:
    """Suppress a survey's tables and what is published of its indicators together."""
    result, k = made.result, made.k
    questionnaire = result.plan.questionnaires[key]
    multiple, axes = multiple_questions(questionnaire), default_axes(questionnaire)
    attributes = {id_ for axis in axes for id_ in axis}
    held = made.held_of(key)
    table, domains, sizes, crossings = rows_of_release(made.tables, key, attributes, held)
    closed = {question.id for question in questionnaire.closed()}
    indicators = [one for _, one in result.plan.plan.indicators(key) if one.codes and one.question in closed]
    wholes = _wholes(result, key, indicators)
    bases = {
        one.id: share
        for one in indicators
        if one.question not in attributes
        and (share := _share(one, table, domains, crossings, wholes.get(one.id, {}), multiple=one.question in multiple))
    }
    by_question: dict[str, list[Share]] = {}
    for one in indicators:
        if one.id in bases:
            by_question.setdefault(one.question or "", []).append(bases[one.id])
    blank, together = made.rules.protect_blank, known_sums(result, key)
    around = Surroundings(by_question, multiple, protect_blank=blank, sizes=sizes, together=together)

    def suppressed(table: pl.DataFrame, told: Anchors) -> Suppressed:
        return suppress_shares(table, k, replace(around, earlier=told.holding(held, sizes)))

    shown, hidden = suppressed(table, Anchors())
    before, own = made.earlier.get(key), digests(result.answers[key].coded, questionnaire, attributes)
    told = anchors_beside(before, table, shown, k, attributes=attributes, crossings=crossings, digests=own)
    if before is not None and told:
        shown, hidden = suppressed(like_before(table, before.cells, "question", "option"), told)
        domains = like_before(domains, before.cells, "indicator")
    whole = {one.id: one.question for one in indicators if one.id in bases and not one.among}
    telling = _telling(indicators, questionnaire, hidden)
    unseen = hidden_groups(sizes, k, protect_blank=blank, known=together) if suppresses(k) else set()
    unseen |= Anchors().holding(held, sizes).gone
    domains = _suppressed_domains(domains, whole, bases, hidden, unseen | told.gone)
    # the shares of who answered would tell how many there are in each group
    groups = frozenset(group for group in sizes if group) if told else frozenset(unseen)
    anchored = sum(cell in hidden[question] for question, cells in told.cells.items() for cell in cells)
    weightings: frozenset[str] = frozenset()
    if suppresses(k):
        weightings = telling_weightings(result.frames["weighted"], domains, k, changed=bool(told))
    measures = hide_groups(
        made.tables.groups[key], result.plan.plan, shown, unseen | told.gone, made.rules, sizes,
        partial(dominance_together, result, key),
    )  # fmt: skip
    measures = _mixing_nothing(measures, result.plan.plan, key, k, "indicator")
    measures = _measures_beside(measures, before, told, held)
    shown, domains = (_limited(one, result.plan.plan, key, k) for one in (shown, domains))
    return PublishedSurvey(shown, domains, telling, groups, anchored, told.many, weightings, measures, own)


def _limited(table: pl.DataFrame, plan: Plan, key: str, k: int) -> pl.DataFrame:
    """Round limits as they are printed, and leave out those that tell what is hidden."""
    return limits_as_told(_mixing_nothing(table, plan, key, k), plan.decimals)


def _mixing_nothing(
    table: pl.DataFrame, plan: Plan, key: str, k: int, whose: Literal["question", "indicator"] = "question"
) -> pl.DataFrame:
    """Leave out limits that tell in which stratum or sampling unit a few people are."""
    if not suppresses(k):
        return table
    return hide_telling_limits(table, drawn_by(plan, key), whose).drop("limits_withheld")


def _measures_beside(
    measures: pl.DataFrame, before: Earlier | None, told: Anchors, held: Collection[str]
) -> pl.DataFrame:
    """Blank means and the like that would tell of a few people beside an earlier release, and those that are held."""
    if before is not None and not told.many:
        measures = withheld_groups(measures, before.groups, few=bool(told))
    return without_groups(measures, held)


def _telling(
    indicators: Sequence[Indicator], questionnaire: Questionnaire, hidden: Mapping[str, Mapping[Cell, Bounds]]
) -> frozenset[str]:
    """Choose the indicators whose percent under another rule of the base would give away a hidden count."""
    return frozenset(
        one.id
        for one in indicators
        for rule in rules_of(one, questionnaire).values()
        if any(code in rule.excluding and _speaks_of(one, group) for group, code in hidden.get(one.question or "", ()))
    )


def _numbers(made: Published, key: str) -> PublishedNumbers:
    """Suppress a survey's numbers, dates and counts of texts beside its closed questions."""
    survey, answers = made.surveys[key], made.result.answers[key]
    answered = dict(answers.bases.select("question", "answered").iter_rows())
    alone = publish_numbers(
        made.tables.numbers[key], answers.coded, answered, made.result.plan.questionnaires[key], made.rules,
        survey.groups,
    )  # fmt: skip
    alone = replace(alone, table=_mixing_nothing(alone.table, made.result.plan.plan, key, made.k))
    before, held = made.earlier.get(key), made.held_of(key)
    if before is not None and not survey.many and suppresses(made.k):
        alone = alone.withheld_beside(before.numbers, few=survey.anchored > 0)
    return alone.without(held) if held else alone


def _suppressed_domains(
    domains: pl.DataFrame,
    whole: Mapping[str, str],
    bases: Mapping[str, Share],
    hidden: Mapping[str, Mapping[Cell, Bounds]],
    groups: Collection[Group],
) -> pl.DataFrame:
    """Blank the hidden numbers of the indicators by group; ``whole``: question of each that is broken down.

    Crossings that are hidden whole have no row: nor has one without people, so that nobody can see which is which.
    """
    unseen = [len(group) > 1 and group in groups for group in map(group_of, domains["axis"], domains["category"])]
    domains = domains.filter(pl.col("indicator").is_in(list(whole)) & ~pl.Series(unseen, dtype=pl.Boolean))
    cells, no_base = [], []
    ends: list[Bounds] = []
    of: list[Bounds] = []
    for id_, axis, category, n in domains.select("indicator", "axis", "category", "n_positive").iter_rows():
        found = hidden.get(whole[id_], {})
        group = group_of(axis, category)
        base, positive, rest = bases[id_].cells(group)
        no_base.append(base in found or (group, BASE) in found)
        cells.append(no_base[-1] or positive in found or rest in found)
        away = any(cell in found and found[cell] is None for cell in (base, positive, rest, (group, BASE)))
        of.append(None if away else found.get(base))
        ends.append(None if away or not cells[-1] else found.get(positive, (n, n)))
    domains = domains.with_columns(
        suppressed=pl.Series(cells, dtype=pl.Boolean), no_base=pl.Series(no_base, dtype=pl.Boolean)
    )
    domains = with_bounds(domains, ends, of)
    may_show = {
        **dict.fromkeys(("n_positive", *TELLING), ~pl.col("suppressed")),
        **dict.fromkeys(("n_asked", "n_base"), ~pl.col("no_base")),
    }
    return blanked(domains, may_show).drop("no_base").rename({"indicator": "question"})


def _speaks_of(one: Indicator, group: Group) -> bool:
    """Whether an indicator is of a group: of everyone, or of the categories it is among."""
    return all(int(category) in one.among.get(axis, ()) for axis, category in group) if one.among else not group


def _share(
    one: Indicator,
    table: pl.DataFrame,
    domains: pl.DataFrame,
    crossings: Collection[Group],
    whole: Mapping[Group, int],
    *,
    multiple: bool,
) -> Share | None:
    """Lay an indicator beside its question's options; None where nothing of it can be laid there.

    ``whole``: see :func:`_wholes`.
    """
    parts = () if multiple and len(one.codes) > 1 else one.codes
    everyone: Group = frozenset()
    if not one.among:
        rows = domains.filter(pl.col("indicator") == one.id).select("axis", "category", "n_base", "n_positive").rows()
        nobody = dict.fromkeys(crossings, 0)
        return Share(
            one.id,
            nobody | {group_of(axis, category): n for axis, category, n, _ in rows},
            nobody | {group_of(axis, category): n for axis, category, _, n in rows},
            parts, tuple(one.base.excluding), own_base=one.base.rule != "answered", fixed=frozenset({everyone}),
            left_out=_left_out(rows, whole, crossings),
        )  # fmt: skip
    # among one attribute's categories, the indicator is published of categories that the table has
    if len(one.among) > 1 or not parts or one.base.excluding or one.base.rule != "answered":
        return None
    ((axis, codes),) = one.among.items()
    found = table.filter((pl.col("question") == one.question) & (pl.col("axis") == axis))
    if found.is_empty():
        return None
    counted = found.group_by("axis", "category", maintain_order=True).agg(
        pl.col("n_base").first(), pl.col("n_positive").filter(pl.col("option").is_in(parts)).sum()
    )
    base = {group_of(axis, category): n for _, category, n, _ in counted.iter_rows()}
    positive = {group_of(axis, category): n for _, category, _, n in counted.iter_rows()}
    chosen = tuple(group for group in (group_of(axis, str(code)) for code in codes) if group in base)
    alone = len(chosen) == 1
    return Share(
        one.id, base, positive, parts, fixed=frozenset(chosen) if alone else frozenset(), merged=() if alone else chosen
    )


def _wholes(result: Result, key: str, indicators: Sequence[Indicator]) -> dict[str, dict[Group, int]]:
    """Count in each crossing who would be in the base of the indicators that leave options out, if they did not."""
    leaving = [one for one in indicators if one.base.excluding and not one.among]
    questions = list(dict.fromkeys(one.question or "" for one in leaving))
    if not questions:
        return {}
    counted = survey_table(result, key, crossed_axis(result, key), questions).drop_nulls("axis")
    found: dict[str, dict[Group, int]] = {}
    for one in leaving:
        n = "n_base" if one.base.rule == "answered" else "n_asked"
        rows = counted.filter(pl.col("question") == one.question).select("axis", "category", n).rows()
        found[one.id] = {group_of(axis, category): people for axis, category, people in rows}
    return found


def _left_out(
    rows: Sequence[tuple[str, str, int, int]], whole: Mapping[Group, int], crossings: Collection[Group]
) -> dict[Group, int]:
    """Subtract the base from the whole in each crossing; in one without people nobody is left out."""
    if not whole:
        return {}
    base = {group_of(axis, category): n for axis, category, n, _ in rows}
    return {group: whole.get(group, 0) - base.get(group, 0) for group in crossings}
