"""What each indicator is compared with in a year: the plan's targets worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from kumin.definitions import Indicator, Plan, Scale, Target
from kumin.definitions.goal import Goal
from kumin.definitions.survey import DEFAULT_INTERVAL
from kumin.definitions.targets import STEPS, Baseline, Past, Reference, Sampled
from kumin.judgement.frames import TARGETS
from kumin.judgement.goals import Marking
from kumin.judgement.year import YearValue, earlier
from kumin.numbers import half_up


@dataclass(frozen=True, slots=True)
class MarkingRule:
    """What a plan says of marking an indicator: all of it but the values of past years.

    Parameters
    ----------
    target : Target
    scale : Scale or None
    decimals : int
        Decimals its values are printed with.
    metric_decimals : int
        Decimals a ratio or a progress in percent is printed with.
    compare : str
        ``published`` or ``exact``: which value is judged.
    """

    target: Target
    scale: Scale | None
    decimals: int
    metric_decimals: int
    compare: str

    @classmethod
    def of(cls, plan: Plan, indicator: Indicator) -> MarkingRule:
        """Read it from a plan."""
        target = indicator.target
        return cls(
            target, plan.scale_of(indicator), plan.decimals_of(indicator), plan.decimals, target.compare or plan.compare
        )

    @property
    def published(self) -> bool:
        """Whether printed values are judged."""
        return self.compare == "published"

    @property
    def of_past_baseline(self) -> MarkingRule:
        """The rule that takes the baseline's value from past years, to try others than the one stated."""
        baseline = self.target.baseline
        assert baseline is not None
        return replace(self, target=self.target.model_copy(update={"baseline": Baseline(year=baseline.year)}))

    def marking(self, year: int, past: Past, *, rounded: bool = True) -> Marking | None:
        """Work out how a year's value is marked; None where a value that the target needs is not known.

        Where printed values are judged, a step that is worked out (a path, a glide, a percent of counts) is taken as it
        is printed too.
        """
        goal = self.target.goal(year, past)
        if goal is None:
            return None
        exactly, stated = goal, self.target.value_of(year)
        worked_out = STEPS[self.target.reference].worked_out or (stated is not None and stated.worked_out)
        if rounded and self.published and worked_out and goal.one_sided:
            goal = goal.moved(half_up(goal.ends[0], self.decimals))
        marking = Marking(goal, self.scale, self.target.start(past))
        if stated is not None and stated.worked_out:
            marking = replace(marking, exact_goal=exactly)
        return marking.as_printed(self.decimals, self.metric_decimals) if self.published else marking


SAME, INDEPENDENT, WIDEST = "same_respondents", "independent", "widest"
"""What is known of how a value and another of the same year vary together."""


@dataclass(frozen=True, slots=True)
class Against:
    """Another indicator's value that a target is made of.

    Parameters
    ----------
    other : YearValue
        Its ``indicator`` is the other indicator's id, or the source of what the plan states with its people.
    basis : {"same_respondents", "independent", "widest"}
        Whether the covariance of the same respondents entered, there is none, or it is not known and may be anything.
    lower, upper : float or None
        Interval of the value less the other, in points or the unit; None where one of the two has no error.
    moves : bool
        Whether it is another indicator of the plan, which those who did not answer or another base would move too.
    """

    other: YearValue
    basis: str
    lower: float | None = None
    upper: float | None = None
    moves: bool = True


@dataclass(frozen=True, slots=True)
class YearTarget:
    """An indicator's target worked out for a year.

    Parameters
    ----------
    issue : str
        Id of its issue.
    indicator : Indicator
    year : int
        The fiscal year that is judged.
    decimals : int
        Decimals published.
    compare : str
        ``published`` or ``exact``: which value is judged.
    past : mapping of fiscal year to Fraction
        Its published values.
    goal, final : Goal or None
        What the year's value is judged against, and the target itself; None where a value they need is not known.
    referred : Reference or None
        The past year that the target refers to.
    marking : Marking or None
        How a value is marked.
    rule : MarkingRule
        What the plan says of marking, for other values of past years.
    against : Against or None
        The other indicator's value that it is made of.
    counted : bool
        Whether its percents are of counts, and not weighted.
    method : str
        Interval of past values that the plan states, the survey's.
    level : float
        Confidence level of those intervals.
    """

    issue: str
    indicator: Indicator
    year: int
    decimals: int
    compare: str
    past: Past
    goal: Goal | None
    final: Goal | None
    referred: Reference | None
    marking: Marking | None
    rule: MarkingRule
    against: Against | None = None
    counted: bool = True
    method: str = DEFAULT_INTERVAL
    level: float = 0.95

    def marked_with(self, changed: Past) -> Marking | None:
        """Return how exact values would be marked were past years' values others."""
        rule = self.rule
        if self._stated_baseline is not None and self._stated_baseline[0] in changed:
            rule = rule.of_past_baseline
        found = rule.marking(self.year, {**self.past, **changed}, rounded=False)
        # a change since the baseline is that of this year's value, whatever past values are tried
        trend = None if self.marking is None else self.marking.trend
        return None if found is None else replace(found.exactly, trend=trend)

    @property
    def depends_on(self) -> tuple[int, ...]:
        """The past years whose values move the marking, such as the year before of a target not to fall below it."""
        now, stated = self.marked_with({}), self._stated_baseline
        found = {
            year for year, value in self.past.items() if year < self.year and self.marked_with({year: value + 1}) != now
        }
        if stated is not None and now is not None:
            year, value = stated
            moved = self.marked_with({year: value.exactly + 1})
            # a baseline that only tells what became of the value since moves no mark
            if moved is not None and (moved.goal != now.goal or now.uses_start):
                found.add(year)
            elif year in found and self.marked_with({year: value.exactly}) == now:
                found.discard(year)
        return tuple(sorted(found))

    @property
    def _stated_baseline(self) -> tuple[int, Sampled] | None:
        """The baseline that the target states with its people: it has an error of its own."""
        baseline = self.indicator.target.baseline
        stated = None if baseline is None else baseline.sampled
        return None if baseline is None or stated is None or not stated.has_error else (baseline.year, stated)

    def stated_in(self, year: int) -> Sampled | None:
        """Return a past value as the plan states it: its baseline with its people, else what the history has."""
        baseline = self._stated_baseline
        if baseline is not None and baseline[0] == year:
            return baseline[1]
        return self.indicator.history.get(year)

    def value_in(self, year: int) -> Fraction:
        """Return a past year's value that the target depends on."""
        baseline = self._stated_baseline
        return baseline[1].exactly if baseline is not None and baseline[0] == year else self.past[year]

    @property
    def before(self) -> Reference | None:
        """The latest earlier year whose published value is known."""
        year = max((known for known in self.past if known < self.year), default=None)
        return None if year is None else Reference(year, self.past[year])

    @property
    def before_n(self) -> int | None:
        """The base of that value, where the plan's history states it."""
        published = None if self.before is None else self.indicator.history.get(self.before.year)
        return None if published is None else published.n

    @property
    def unit(self) -> str | None:
        """Its unit; None for a percent."""
        return self.indicator.unit or None


def interval_of(plan: Plan, indicator: Indicator) -> str:
    """Return the interval that the plan names for an indicator's survey."""
    survey = plan.surveys.get(indicator.survey)
    return DEFAULT_INTERVAL if survey is None else survey.interval


def past_values(plan: Plan, previous: pl.DataFrame | None = None) -> dict[str, dict[int, Fraction]]:
    """Collect what is known of past years: the plan's history, and where it has none, ``previous``.

    Parameters
    ----------
    plan : Plan
        The plan.
    previous : DataFrame, optional
        ``indicator``, ``fiscal_year``, ``percent`` or ``value`` (as published).
    """
    past = {
        indicator.id: {year: item.printed(plan.decimals_of(indicator)) for year, item in indicator.published.items()}
        for _, indicator in plan.indicators()
    }
    units = {indicator.id: indicator.unit or None for _, indicator in plan.indicators()}
    for row in [] if previous is None else previous.iter_rows(named=True):
        value = earlier(row) if row["indicator"] in past else None
        if value is None or value.year is None or value.printed is None:
            continue
        if value.unit in (None, units[value.indicator]):
            past[value.indicator].setdefault(value.year, value.printed)
    return past


def targets_of(plan: Plan, year: int, past: Mapping[str, Past], *, level: float = 0.95) -> list[YearTarget]:
    """Work the plan's targets out for a year, in the plan's order; intervals of past values have ``level``."""
    return [
        _target(plan, issue.id, indicator.of_year(year), year, past[indicator.id], level)
        for issue, indicator in plan.indicators()
    ]


def _target(plan: Plan, issue: str, indicator: Indicator, year: int, past: Past, level: float) -> YearTarget:
    target, rule = indicator.target, MarkingRule.of(plan, indicator)
    marking = rule.marking(year, past)
    return YearTarget(
        issue=issue,
        indicator=indicator,
        year=year,
        decimals=rule.decimals,
        compare=rule.compare,
        past=past,
        goal=None if marking is None else marking.goal,
        final=target.final_goal(year, past),
        referred=target.referred(year, past),
        marking=marking,
        rule=rule,
        counted=plan.official == "unweighted",
        method=interval_of(plan, indicator),
        level=level,
    )


def markings_of(targets: list[YearTarget]) -> dict[str, Marking]:
    """Return how each indicator is marked; without those whose goal is not known."""
    return {target.indicator.id: target.marking for target in targets if target.marking is not None}


def targets_frame(plan: Plan, fiscal_year: int, previous: pl.DataFrame | None = None) -> pl.DataFrame:
    """Lay the plan's targets out for a year.

    Parameters
    ----------
    plan : Plan
        The plan.
    fiscal_year : int
        The year being judged.
    previous : DataFrame, optional
        See :func:`past_values`.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.frames.TARGETS`.
    """
    past = past_values(plan, previous)
    return TARGETS.of([target_row(target) for target in targets_of(plan, fiscal_year, past)])


def target_row(one: YearTarget) -> dict[str, object]:
    """Make a target's row of the ``targets`` frame."""
    indicator, target = one.indicator, one.indicator.target
    goal, final = one.goal or Goal(), one.final or Goal()
    return {
        "issue": one.issue,
        "indicator": indicator.id,
        "survey": indicator.survey or None,
        "unit": one.unit,
        "decimals": one.decimals,
        "rule": target.rule,
        "comparison": target.comparison,
        "low": _number(goal.low),
        "high": _number(goal.high),
        "low_open": goal.low_open,
        "high_open": goal.high_open,
        "stated_low": _number(final.low),
        "stated_high": _number(final.high),
        "by": target.by,
        "reference": target.reference,
        "reference_year": one.referred.year if one.referred else None,
        "reference_value": _number(one.referred.value) if one.referred else None,
        "reference_source": (one.referred.source or None) if one.referred else None,
        "reference_n": one.against.other.n_base if one.against else None,
        "reference_error": one.against.basis if one.against and one.against.lower is not None else None,
        "revised_from": target.revised_from,
        "compare": one.compare,
        "previous_year": one.before.year if one.before else None,
        "previous_value": _number(one.before.value) if one.before else None,
        "previous_n": one.before_n,
        "result_value": _number(indicator.result.printed(one.decimals)) if indicator.result else None,
        "result_n": indicator.result.n if indicator.result else None,
        "not_measured": indicator.not_measured,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
