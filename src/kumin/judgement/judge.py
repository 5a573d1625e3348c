"""達成状況: estimates and a plan → a judgement of every indicator, with the evidence beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import polars as pl

from kumin.definitions import Indicator, LoadedPlan, Plan
from kumin.definitions.survey import CENSUS, NOT_RANDOM, RANDOM
from kumin.definitions.targets import Sampled
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation.door import statistic
from kumin.judgement.change import Change, changes_of
from kumin.judgement.flags import OF_THE_VERDICT, Flag
from kumin.judgement.judgement import Judgement, Mark
from kumin.judgement.measures.others import with_others
from kumin.judgement.measures.pooling import with_pools
from kumin.judgement.measures.published_limits import facts_of
from kumin.judgement.paths.trend import with_trends
from kumin.judgement.rows import frames_of, judgements_frame
from kumin.judgement.targets import YearTarget, past_values, targets_of
from kumin.judgement.verdicts.causes import PERCENT, Beside
from kumin.judgement.verdicts.evidence import weigh_evidence, weigh_number
from kumin.judgement.verdicts.turning import verdict_of
from kumin.judgement.verdicts.verdict import Cause
from kumin.judgement.year import PUBLISHED, YearValue, earlier, estimated, is_impossible, stated
from kumin.numbers import DEFAULT_LEVEL, exact, half_up, is_small


@dataclass(frozen=True)
class Judged:
    """A plan's judgements, and the frames that explain them.

    Parameters
    ----------
    items : tuple of Judgement
        One an indicator, in the plan's order.
    beside : mapping of str to DataFrame
        Frames that are not made of the judgements alone.
    """

    items: tuple[Judgement, ...]
    beside: Mapping[str, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def judgements(self) -> pl.DataFrame:
        """The table: :data:`kumin.judgement.frames.JUDGEMENTS`."""
        return judgements_frame(self.items)

    @cached_property
    def frames(self) -> Mapping[str, pl.DataFrame]:
        """Every frame beside the table, by its name."""
        made = frames_of(self.items)
        return {name: made.get(name, frame) for name, frame in {**dict(self.beside), **made}.items()}


@statistic(
    estimates=door.data_frame,
    plan=door.instance((Plan, LoadedPlan), "plan"),
    fiscal_year=door.optional(door.whole(1)),
    previous=door.optional(door.data_frame),
)
def judge(
    estimates: AnyFrame,
    plan: Plan | LoadedPlan,
    *,
    fiscal_year: int | None = None,
    previous: AnyFrame | None = None,
) -> pl.DataFrame:
    """Judge every indicator of a plan.

    The official judgement compares the *published* percent, rounded half up from the counts to the plan's decimals,
    with the target, as a reader of the table would (``compare: exact`` in the plan: the exact one). ``verdict`` says
    how far that can be relied on, and ``turned_by`` what would turn it, as far as estimates and plan tell
    (:func:`kumin.judgement.verdicts.turning.verdict_of`); ``evidence`` and ``probability_met`` are of sampling alone.

    Parameters
    ----------
    estimates : DataFrame
        One row an indicator: ``indicator``, ``n_base``, ``n_positive``, ``proportion``, ``lower``, ``upper``,
        ``level``, and where known ``survey``, ``n_eff``, ``deff``, ``method``,
        ``population`` (of those asked), ``se``, ``df`` (for the change). Proportions 0-1. Where ``n_positive`` is null
        or ``weighted`` is true, ``proportion`` is published. Rows of domains are not meant here.
    plan : Plan or LoadedPlan
        The plan.
    fiscal_year : int, optional
        The year the estimates are of; default the plan's.
    previous : DataFrame, optional
        An earlier year: ``indicator``, ``fiscal_year``, ``percent`` (as printed; of an indicator with a unit its
        number, or ``value`` and ``unit``), ``source``, and the columns of :data:`kumin.judgement.change.COMPARED`.
        Without it, or for indicators it lacks, the plan's history serves.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.frames.JUDGEMENTS`; the weighted and tipping columns are null here. What ``flags`` can
        hold is :class:`kumin.judgement.Flag`; those that need the answers are added by :func:`kumin.run`.

    Raises
    ------
    StatisticsError
        The estimates have no column ``indicator``, or an indicator twice.

    Examples
    --------
    >>> import polars as pl
    >>> plan = Plan.model_validate({"id": "p", "title": "p", "ward": "w", "fiscal_year": 2023, "issues": [{"id": 1,
    ...     "title": "i", "indicators": [{"id": "1-1", "text": "t", "target": {"at_least": 60}}]}]})
    >>> row = {"indicator": "1-1", "n_base": 100, "n_positive": 61}
    >>> judge(pl.DataFrame([row]), plan).select("percent", "judgement").row(0)
    (61.0, 'A')
    """
    given = plan.plan if isinstance(plan, LoadedPlan) else plan
    before = None if previous is None else table_of(previous)
    return judge_all(table_of(estimates), given, fiscal_year=fiscal_year, previous=before).judgements


def judge_all(
    estimates: pl.DataFrame,
    plan: Plan,
    *,
    fiscal_year: int | None = None,
    previous: pl.DataFrame | None = None,
    invited: Mapping[str, int] | None = None,
    alike: Mapping[str, bool | None] | None = None,
    past: pl.DataFrame | None = None,
    censuses: Collection[str] = (),
) -> Judged:
    """Judge as :func:`judge` does and return the judgements themselves, with their frames.

    Parameters
    ----------
    invited : mapping of survey key to int, optional
        Letters that arrived, for the letters that would have been needed to decide.
    alike : mapping of indicator to bool or None, optional
        Whether it was measured in ``previous`` as it is now; what is not there is not known.
    past : DataFrame, optional
        Earlier years in the form of ``previous``, for values of several years; default ``previous`` alone.
    censuses : collection of indicator
        Those for which ``previous`` asked everyone.
    """
    _require_one_each(estimates)
    year = plan.fiscal_year if fiscal_year is None else fiscal_year
    level = _level_of(estimates)
    targets = targets_of(plan, year, past_values(plan, previous), level=level)
    estimates = with_pools(plan, estimates, year, previous if past is None else past, level=level)
    rows = {row["indicator"]: row for row in estimates.iter_rows(named=True)}
    before = {row["indicator"]: row for row in previous.iter_rows(named=True)} if previous is not None else {}
    values = [_value(target, rows.get(target.indicator.id), plan) for target in targets]
    targets = with_others(with_trends(targets, values, before), values)
    years = [_year_before(target, before.get(target.indicator.id)) for target in targets]
    years = [_asked_everyone(old, value, censuses) for old, value in zip(years, values, strict=True)]
    pairs = [(value, old) for value, old in zip(values, years, strict=True) if old is not None]
    # what was published of a past year says nothing of how it was measured
    told = {old.indicator: (alike or {}).get(old.indicator) for _, old in pairs if old.source != PUBLISHED}
    changes = {change.now.indicator: change for change in changes_of(pairs, told)}
    return Judged(
        tuple(
            _judgement(target, value, changes.get(target.indicator.id), plan, invited or {})
            for target, value in zip(targets, values, strict=True)
        )
    )


def _require_one_each(estimates: pl.DataFrame) -> None:
    """Refuse estimates that are not one row an indicator: rows of domains would be judged by chance."""
    if "indicator" not in estimates.columns:
        raise StatisticsError("statistics_column_missing", name="indicator", nearest="")
    again = estimates.filter(pl.col("indicator").is_duplicated())["indicator"]
    if len(again):
        raise StatisticsError("estimates_indicator_repeated", indicator=again[0])


def _level_of(estimates: pl.DataFrame) -> float:
    """Return the confidence level of estimates; what stands beside them has the same."""
    known = estimates["level"].drop_nulls().to_list() if "level" in estimates.columns else []
    return float(known[0]) if known else DEFAULT_LEVEL


def _value(target: YearTarget, row: Mapping[str, Any] | None, plan: Plan) -> YearValue:
    """Return the year's value: its estimate, or of an indicator without a survey what the plan states for the year."""
    indicator = target.indicator
    if row is not None and row.get("from_no_survey"):
        return stated(indicator, half_up(exact(row["estimate"]), target.decimals), target.year)
    if row is not None:
        survey = plan.surveys.get(indicator.survey)
        census = survey is not None and survey.is_census
        return replace(estimated(indicator, row, target.decimals, target.year), census=census)
    given = indicator.result if target.year == plan.fiscal_year else indicator.history.get(target.year)
    if indicator.survey or given is None:
        return YearValue(indicator.id, target.year, target.unit)
    return stated(indicator, given.printed(target.decimals), target.year)


def _asked_everyone(old: YearValue | None, now: YearValue, censuses: Collection[str]) -> YearValue | None:
    """Say of a year before whether it was a census: what is published of one is as this year's."""
    if old is None:
        return None
    return replace(old, census=now.census if old.source == PUBLISHED else old.indicator in censuses)


def _year_before(target: YearTarget, row: Mapping[str, Any] | None) -> YearValue | None:
    """Return the year to compare with: last year's answers or result where there are any, else what was published."""
    # two values over several years are of the same answers in part: their difference has another error
    overlap = target.indicator.pool is not None and target.indicator.pool.over_years
    found = None if row is None else earlier(row)
    if found is not None and found.unit in (None, target.unit):
        found = replace(found, unit=target.unit)
        return replace(found, se=None, lower=None, upper=None) if overlap else found
    if target.before is None:
        return None
    year, printed, _ = target.before
    known = {} if overlap else _facts(target, target.indicator.history.get(year), printed)
    return YearValue(target.indicator.id, year, target.unit, printed, source=PUBLISHED, **known)


def _facts(target: YearTarget, stated: Sampled | None, printed: Fraction) -> dict[str, Any]:
    """Return what the people of a value that the plan states tell of its error."""
    return facts_of(
        stated, printed, target.unit, decimals=target.decimals, counted=target.counted, method=target.method,
        level=target.level,
    )  # fmt: skip


def _judgement(
    target: YearTarget, value: YearValue, change: Change | None, plan: Plan, invited: Mapping[str, int]
) -> Judgement:
    """Mark a value, and put everything together that estimates and plan tell of it."""
    mark = _mark(target, value, plan)
    flags = {*_flags_of_mark(target, value, mark, plan), *_flags_of_value(target, value, change, plan)}
    references = tuple(_reference(target, year, change) for year in target.depends_on)
    one = Judgement(target, value, mark, frozenset(flags), None, change, references=references)
    return judged_with(one, Beside(sampling=sampling_of(plan, target.indicator)), invited)


def judged_with(one: Judgement, beside: Beside, invited: Mapping[str, int]) -> Judgement:
    """Work out a judgement's verdict from what is known beside it, and all that is read from the verdict."""
    target, verdict = one.target, verdict_of(one, beside)
    evidence, sampling = None, verdict[Cause.SAMPLING]
    of_past = bool(one.references) or target.against is not None
    if target.goal is not None and one.mark.met is not None and target.unit is not None:
        evidence = weigh_number(one.value, target.goal, sampling, of_past=of_past)
    elif target.goal is not None and one.mark.met is not None:
        letters = invited.get(target.indicator.survey)
        evidence = weigh_evidence(one.value, target.goal, sampling, of_past=of_past, invited=letters)
    return replace(one, verdict=verdict, evidence=evidence, flags=(one.flags - OF_THE_VERDICT) | verdict.flags)


def sampling_of(plan: Plan, indicator: Indicator) -> str | None:
    """Say how the respondents were found; of values of several surveys, the way that says least."""
    known = {one.id: one for _, one in plan.indicators()}
    of = (indicator.id,) if indicator.pool is None else indicator.pool.of
    keys = {known[id_].survey for id_ in of if id_ in known}
    ways = {plan.surveys[key].sampling for key in keys if key in plan.surveys}
    return next((way for way in (*NOT_RANDOM, RANDOM, CENSUS) if way in ways), None)


def _reference(target: YearTarget, year: int, change: Change | None) -> YearValue:
    """Return a past value that the target is made of, with its error: that year's estimate, or by the n published.

    Where a year's answers give another value than the plan has published for it, the target is made of the latter.
    """
    printed = target.value_in(year)
    before = None if change is None else change.before
    estimated = before is not None and (before.proportion, before.estimate) != (None, None)
    if before is not None and estimated and (before.year, before.printed) == (year, half_up(printed, target.decimals)):
        return before
    overlap = target.indicator.pool is not None and target.indicator.pool.over_years
    known = {} if overlap else _facts(target, target.stated_in(year), printed)
    return YearValue(target.indicator.id, year, target.unit, printed, source=PUBLISHED, **known)


def _mark(target: YearTarget, value: YearValue, plan: Plan) -> Mark:
    """Compare the value with its target, and mark it."""
    scale = plan.scale_of(target.indicator)
    if value.printed is None or value.precise is None:
        said = _not_measured(target.indicator, target.year, plan)
        return Mark(mark=scale.not_measured or None if scale is not None and said else None)
    if target.marking is None:
        return Mark()
    judged = value.printed if target.rule.published else value.precise
    metric = target.marking.metric(judged)
    return Mark(
        met=target.marking.goal.met(judged),
        mark=target.marking.mark_of(judged),
        exact_mark=target.marking.exactly.mark(value.precise),
        metric=metric[0] if metric else None,
        metric_value=metric[1] if metric else None,
    )


def _not_measured(indicator: Indicator, year: int, plan: Plan) -> bool:
    return indicator.not_measured and year == plan.fiscal_year


def _flags_of_mark(target: YearTarget, value: YearValue, mark: Mark, plan: Plan) -> Iterator[Flag]:
    """Say why there is no mark."""
    if value.printed is None or value.precise is None:
        yield Flag.NOT_MEASURED if _not_measured(target.indicator, target.year, plan) else Flag.NO_RESULT
    elif not target.indicator.target.promises:
        yield Flag.MONITORED
    elif target.marking is None:
        yield Flag.NO_REFERENCE
    elif mark.mark is None:
        yield Flag.NO_METRIC


def _flags_of_value(target: YearTarget, value: YearValue, change: Change | None, plan: Plan) -> Iterator[Flag]:
    """Say what is to be kept in mind of the value, and of the one before."""
    if target.unit is not None and not target.indicator.survey and value.estimate is None:
        yield Flag.NO_N if target.unit == PERCENT else Flag.NUMBER
    if target.indicator.is_share and target.counted:
        published = (*target.indicator.published.values(), target.indicator.result)
        if any(one is not None and is_impossible(one, target.decimals) for one in published):
            yield Flag.PERCENT_NOT_OF_N
    of_answers = target.indicator.survey or target.indicator.pool is not None
    own = target.indicator.result if target.year == plan.fiscal_year and of_answers else None
    other_value = own is not None and value.printed not in (None, own.printed(target.decimals))
    other_n = own is not None and None not in (own.n, value.n_base) and own.n != value.n_base
    if other_value or other_n:
        yield Flag.DIFFERS_FROM_PUBLISHED
    if is_small(value.n_base):
        yield Flag.SMALL_BASE
    if change is None or change.before.source == PUBLISHED or target.before is None:
        return
    if change.before.year == target.before.year and change.before.printed != target.before.value:
        yield Flag.PREVIOUS_DIFFERS
