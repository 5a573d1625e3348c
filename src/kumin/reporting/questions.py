"""What there is to say of every question of a survey, from what may be published of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import DateQuestion, MultipleQuestion, NumberQuestion, SingleQuestion
from kumin.disclosure.classes import Class
from kumin.judgement.change import FELL, ROSE
from kumin.reporting.answers import Group, Option, Scale, groups_of, scale_of, shown_axes
from kumin.reporting.facts import Fact, Number
from kumin.reporting.groups import Tested, distances, leads, tested
from kumin.reporting.years import Year, compared, options_of
from kumin.tables.axes import default_axes, design_of, sample_of
from kumin.tables.crossing import Axis
from kumin.tables.priorities import PRIORITIES, priorities, priorities_as_told

if TYPE_CHECKING:
    from kumin.definitions import Question, Questionnaire
    from kumin.definitions.questions import ClosedQuestion
    from kumin.disclosure.published import Published
    from kumin.judgement.change import Change

NAMED = 3
"""Options that a sentence on an order names."""


@dataclass(frozen=True)
class Reported:
    """A survey as its report tells it.

    Parameters
    ----------
    published : Published
        What may be shown of the run.
    key : str
        The survey.
    years : sequence of Year
        Its earlier years, the latest first.
    """

    published: Published
    key: str
    years: Sequence[Year] = ()

    @property
    def questionnaire(self) -> Questionnaire:
        """The survey's."""
        return self.published.result.plan.questionnaires[self.key]

    @property
    def decimals(self) -> int:
        """Of printed percents."""
        return self.published.result.plan.plan.decimals

    @property
    def random(self) -> bool:
        """Whether sampling error can be stated."""
        return self.published.result.plan.plan.surveys[self.key].has_sampling_error

    @property
    def axes(self) -> tuple[Axis, ...]:
        """Attributes the answers are broken down by."""
        return default_axes(self.questionnaire)

    @property
    def coded(self) -> pl.DataFrame:
        """The answers."""
        return sample_of(self.published.result, self.key)

    @cached_property
    def table(self) -> pl.DataFrame:
        """The published table of the closed questions."""
        return self.published.surveys[self.key].table

    @cached_property
    def options(self) -> pl.DataFrame:
        """The year's answers of everyone, as they are kept."""
        return options_of(self.published, self.key)

    @property
    def numbers(self) -> pl.DataFrame:
        """The published numbers and dates."""
        return self.published.numbers[self.key].table

    @cached_property
    def _groups(self) -> Mapping[str, list[Group]]:
        found = groups_of(self.table)
        return {one.id: found.get(one.id, []) for one in self.questionnaire.closed()}

    def groups(self, question: ClosedQuestion) -> list[Group]:
        """Return the answers of everyone and of each group."""
        return self._groups[question.id]

    def amount(self, question: NumberQuestion | DateQuestion) -> dict[str, Any] | None:
        """Return everyone's row of a number or a date: :data:`kumin.tables.amounts.TABLE`; None where there is none."""
        rows: list[dict[str, Any]] = self.numbers.filter(
            pl.col("question") == question.id, pl.col("axis").is_null()
        ).to_dicts()
        return rows[0] if rows else None

    def no_answer(self, question: Question) -> int | None:
        """Count who was asked and did not answer; None where everyone was not asked: that would tell other answers."""
        if isinstance(question, NumberQuestion | DateQuestion):
            row = self.amount(question)
            return None if question.ask_if or row is None else row["n_no_answer"]
        if not isinstance(question, SingleQuestion | MultipleQuestion):
            return None
        everyone = self.groups(question)[:1]
        if question.ask_if or not everyone or everyone[0].n_asked is None or everyone[0].n_base is None:
            return None
        return everyone[0].n_asked - everyone[0].n_base

    @cached_property
    def counted(self) -> Mapping[str, tuple[int, ...]]:
        """The options whose share groups are compared by: a scale's better side, else the option chosen most."""
        found = {}
        for one in self.questionnaire.closed():
            scale, order = scale_of(one), self.order(one)
            codes = scale.top if scale else (order[0].code,) if order else ()
            everyone = self.groups(one)[:1]
            if codes and not one.attribute and everyone and everyone[0].count(codes) is not None:
                found[one.id] = codes
        return found

    def tested(self, question: ClosedQuestion) -> list[Tested]:
        """Test the groups of a question, of axes that a picture shows; none without sampling error."""
        return self._tested.get(question.id, []) if self.random else []

    @cached_property
    def _tested(self) -> Mapping[str, list[Tested]]:
        design = design_of(self.published.result, self.key)
        found = distances(self.coded, self.questionnaire, self.counted, self.axes, design)
        groups = {id_: [one for own in shown_axes(self._groups[id_]).values() for one in own] for id_ in self.counted}
        return tested(found, groups, self.counted)

    @cached_property
    def leads(self) -> Mapping[str, bool]:
        """Whether the option chosen most was chosen more often than the next beyond error, of questions with two."""
        orders = {one.id: self.order(one) for one in self.questionnaire.closed()}
        pairs = {id_: (order[0].code, order[1].code) for id_, order in orders.items() if len(order) > 1}
        result = self.published.result
        return leads(self.coded, self.questionnaire, pairs, design_of(result, self.key), result.level)

    def changes(self, question: ClosedQuestion) -> tuple[Year, list[Change]] | None:
        """Compare options, and the sides of a scale, with the latest earlier year that asked in these words."""
        for year in self.years:
            found = compared(self.options, question, year, self.published.result.fiscal_year, self.decimals)
            if found is not None:
                return year, found
        return None

    @cached_property
    def priorities(self) -> tuple[pl.DataFrame, list[str]] | None:
        """Policies by satisfaction and importance, and the names of those that are hidden; None without pairs.

        A mean tells the counts it is made of, so a policy is shown only where all answers of both questions are.
        """
        rule = self.questionnaire.priorities
        if rule is None:
            return None
        shown = [
            one
            for one in rule.pairs
            if all(self._whole(self.questionnaire.by_id[id_]) for id_ in (one.satisfaction, one.importance))
        ]
        if self.published.surveys[self.key].anchored:
            # what two answers have to do with each other would tell those that differ from an earlier release
            shown = []
        hidden = [one.title for one in rule.pairs if one not in shown]
        kept = rule.model_copy(update={"pairs": tuple(shown)})
        if not shown:
            return PRIORITIES.empty(), hidden
        table = priorities(
            self.coded, self.questionnaire.model_copy(update={"priorities": kept}),
            design=design_of(self.published.result, self.key), level=self.published.result.level, sampled=self.random,
            k=self.published.k,
        )  # fmt: skip
        return priorities_as_told(table), hidden

    def _whole(self, question: Question) -> bool:
        assert isinstance(question, SingleQuestion)
        groups = self.groups(question)
        return bool(groups) and groups[0].whole

    def order(self, question: ClosedQuestion) -> list[Option]:
        """Return the shown options, the one chosen most first; none where a hidden one could be among them."""
        groups = self.groups(question)
        if not groups or not groups[0].n_base:
            return []
        shown = sorted((one for one in groups[0].options if one.n), key=lambda one: -(one.n or 0))
        return shown if shown and _hidden_most(groups[0], question) < (shown[0].n or 0) else []

    def classes(self, question: NumberQuestion) -> list[Class]:
        """Return the published classes of a number; none where it is hidden."""
        return self.published.numbers[self.key].classes[question.id]

    def decimals_of(self, question: NumberQuestion) -> int:
        """Decimals of the answers to a number, for printing."""
        found = self.numbers.filter(pl.col("question") == question.id)["decimals"]
        return int(found[0]) if found.len() else 0

    @cached_property
    def _facts(self) -> dict[str, list[Fact]]:
        return {}

    def facts(self, question: Question) -> list[Fact]:
        """Return what there is to say of a question, in the order in which it is said."""
        if question.id not in self._facts:
            self._facts[question.id] = self._facts_of(question)
        return self._facts[question.id]

    def _facts_of(self, question: Question) -> list[Fact]:
        if isinstance(question, SingleQuestion | MultipleQuestion):
            return _closed(self, question)
        if isinstance(question, NumberQuestion | DateQuestion):
            return _amount(self, question)
        n = self.published.numbers[self.key].texts[question.id]
        return [Fact("not_shown")] if n is None else [Fact("text", (Number(n_base=n),))]


def _hidden_most(everyone: Group, question: ClosedQuestion) -> int:
    """Return the most people a hidden option of everyone can have."""
    hidden = [one for one in everyone.options if one.n is None]
    if not hidden:
        return 0
    base = everyone.n_base or 0
    rest = base - sum(one.n or 0 for one in everyone.options) if question.type == "single" else base
    return max(min(rest, base if one.n_high is None else one.n_high) for one in hidden)


def _closed(survey: Reported, question: ClosedQuestion) -> list[Fact]:
    groups = survey.groups(question)
    if not groups or groups[0].n_base == 0:
        return [Fact("no_answers")]
    if groups[0].n_base is None and (known := [one for one in groups[0].options if one.n is not None]):
        return [Fact("counts", tuple(Number((one.code,), n_positive=one.n) for one in known))]
    order = survey.order(question)
    if not order:
        return [Fact("not_shown")]
    everyone, facts = groups[0], [_order(survey, question, order, groups[0])]
    scale = scale_of(question)
    if scale is not None:
        facts += _scale(survey, scale, everyone)
    if not question.attribute:
        facts += _by_group(survey, question)
    return facts + _by_year(survey, question)


def _order(survey: Reported, question: ClosedQuestion, order: Sequence[Option], everyone: Group) -> Fact:
    """Say what is chosen most, and next: no option is named that a hidden one may come before."""
    hidden = _hidden_most(everyone, question)
    known = [one for one in order[:NAMED] if (one.n or 0) > hidden]
    named = tuple(Number((one.code,), one.percent, one.n, everyone.n_base) for one in known)
    if len(named) < 2:
        ahead = survey.random and _clears(known[0], hidden, everyone.n_base or 0)
        return Fact("top", named) if ahead else Fact("only", named)
    if not survey.random:
        return Fact("order", named)
    return Fact("top" if survey.leads[question.id] else "close", named)


def _clears(first: Option, hidden: int, n: int) -> bool:
    """Whether an option is ahead of a hidden one beyond sampling error, however many chose that one.

    Their intervals must not meet; the hidden one's is taken as wide as an interval about one half, the widest.
    """
    if not hidden:
        return True
    if first.lower is None or first.percent is None or not n:
        return False
    share = first.percent / 100
    error = share - first.lower
    widest: float = error * 0.5 / max((share * (1 - share)) ** 0.5, 1e-9)
    return bool(first.lower > hidden / n + widest)


def _scale(survey: Reported, scale: Scale, everyone: Group) -> list[Fact]:
    sides = tuple(
        Number(codes, everyone.percent(codes, survey.decimals), everyone.count(codes), everyone.n_base)
        for codes in (scale.top, scale.bottom)
        if everyone.count(codes) is not None
    )
    if all(len(codes) == 1 for codes in (scale.top, scale.bottom)):
        # three options: what is chosen most says it all
        return []
    facts = [Fact("merged", sides)] if sides else []
    mean = scale.mean(everyone)
    return [*facts, Fact("score", (Number(tuple(scale.scores), mean=mean[0], n_base=mean[1]),))] if mean else facts


def _by_group(survey: Reported, question: ClosedQuestion) -> list[Fact]:
    """Say which groups are above and below the others, axis by axis; and of which axes none is."""
    found, level = survey.tested(question), survey.published.result.level
    codes = survey.counted.get(question.id, ())
    facts, alike = [], []
    for axis in dict.fromkeys(one.group.axis for one in found if one.group.axis):
        own = [one for one in found if one.group.axis == axis]
        if len(own) < 2:
            continue
        differing = sorted((one for one in own if one.differs(level)), key=lambda one: -one.residual)
        if not differing:
            alike.append(axis)
            continue
        numbers = tuple(
            Number(
                codes, one.group.percent(codes, survey.decimals), one.group.count(codes), one.group.n_base, axis,
                one.group.category, direction="higher" if one.residual > 0 else "lower", p=one.p,
            )
            for one in differing
        )  # fmt: skip
        facts.append(Fact("groups", numbers, (axis,)))
    return [*facts, Fact("groups_alike", (), tuple(alike))] if alike else facts


def _by_year(survey: Reported, question: ClosedQuestion) -> list[Fact]:
    found = survey.changes(question) if survey.random else None
    if found is None or not found[1]:
        return []
    year, changes = found
    numbers = tuple(
        Number(
            tuple(map(int, one.now.indicator.split(","))), float(one.now.printed or 0), one.now.n_positive,
            one.now.n_base,
            year=year.fiscal_year, direction="higher" if one.statement == ROSE else "lower",
            change=float(one.difference or 0), p=one.p_holm,
        )
        for one in changes
        if one.statement in (ROSE, FELL)
    )  # fmt: skip
    return [Fact("changed", numbers) if numbers else Fact("unchanged", (Number(year=year.fiscal_year),))]


def _amount(survey: Reported, question: NumberQuestion | DateQuestion) -> list[Fact]:
    row = survey.amount(question)
    if row is None or row["n_base"] == 0:
        return [Fact("no_answers")]
    if row["mean"] is not None:
        return [Fact("number", (Number(mean=row["mean"], median=row["median"], n_base=row["n_base"]),))]
    if row["median_date"] is not None:
        return [Fact("date", (Number(median_date=row["median_date"].isoformat(), n_base=row["n_base"]),))]
    return [Fact("not_shown")]
