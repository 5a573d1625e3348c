"""Real coverage of a design's intervals, and one-sided errors of its verdicts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation._refusals import polars_errors
from kumin.estimation.door import statistic
from kumin.estimation.linearized.sums import require_columns
from kumin.estimation.planning import TABLE_PROPORTIONS
from kumin.estimation.validation.columns import COVERAGE
from kumin.estimation.validation.drawing import MOST_PEOPLE, Cells, Draws, Plan, Weighting, draw, require_possible
from kumin.estimation.validation.estimating import Estimated, estimated
from kumin.intervals import MethodName, require_methods
from kumin.numbers import exact

Comparison = Literal["at_least", "more_than", "at_most", "less_than"]
"""What meets a target."""

AROUND = (-5, -2, 0, 2, 5)
"""Shares tried by default where there is a target: at it and around it, in points."""

REPEATS = 2000
"""Surveys drawn by default: coverage near 95% is then known to half a point (one standard error)."""

DUST = 1e-12


@statistic(
    n=door.optional(door.whole(2)),
    shares=door.optional(door.numbers),
    target=door.optional(door.number),
    comparison=door.one_of("at_least", "more_than", "at_most", "less_than"),
    population=door.optional(door.whole(2)),
    cells=door.optional(door.data_frame),
    weighting=door.one_of("population", "none"),
    fpc=door.flag,
    per_psu=door.optional(door.whole(1)),
    icc=door.number,
    method=door.columns,
    repeats=door.whole(20),
)
def validate_design(
    n: int | None = None,
    *,
    shares: float | Sequence[float] | None = None,
    target: float | None = None,
    comparison: Comparison = "at_least",
    population: int | None = None,
    cells: AnyFrame | None = None,
    weighting: Weighting = "population",
    fpc: bool = True,
    per_psu: int | None = None,
    icc: float = 0.05,
    method: MethodName | Sequence[MethodName] = "wilson",
    level: float = 0.95,
    repeats: int = REPEATS,
    seed: int = 1,
) -> pl.DataFrame:
    """Try a design before the survey: how often its intervals contain the true share, and how often its verdicts err.

    Surveys are drawn from a made-up population and estimated as :func:`proportions` would. For a simple random sample
    every possible count is gone through instead, so that the result is exact.

    Parameters
    ----------
    n : int, optional
        Answers; left out where ``cells`` has ``answers``.
    shares : float or sequence of float, optional
        True shares to try, 0-1. Default: the target and 2 and 5 points to its sides, or without a target 0.1 to 0.5.
    target : float, optional
        What the share is judged by, 0-1.
    comparison : {"at_least", "more_than", "at_most", "less_than"}
        What meets the target.
    population : int, optional
        People of the population; without it, very many. With ``cells`` it is their sum.
    cells : pl.DataFrame, optional
        One row a cell of the population (age groups, strata): ``population`` (people) and, as the design has them,

        * ``answers``: answers of each, fixed before the survey: a stratified sample. Without it
          the answers are drawn from all cells together, and how many are of each is left to chance.
        * ``response``: of those who are asked, who answers, 0-1 (default 1): ``n`` answers are then drawn from those
          who do.
        * ``share``: how the cells differ in what is asked, 0-1; only distances of log-odds count, as the whole has the
          share that is tried (default: they do not differ).

        Other columns are not looked at.
    weighting : {"population", "none"}
        Whether answers are weighted to the cells: N / n of a stratum, or weights fitted as by :func:`post_stratify`.
    fpc : bool
        Whether the design is told the population, for the correction 1 - n / N.
    per_psu : int, optional
        Answers of each PSU, for a sample of clusters (without ``population`` and ``response``).
    icc : float
        Intraclass correlation, of two answers of a PSU, 0-1; only with ``per_psu``.
    method : str or sequence of str
        Intervals to try: see :data:`METHOD_NAMES`. All are tried on the same surveys.
    level : float
        Confidence level.
    repeats : int
        Surveys to draw, at least 20; none where the result is exact.
    seed : int
        The same seed gives the same surveys.

    Returns
    -------
    pl.DataFrame
        :data:`kumin.estimation.validation.columns.COVERAGE`: one row a true share and method.

    Raises
    ------
    StatisticsError
        A number is out of its range, ``cells`` lacks a column, more answers are wanted than people answer, a cluster
        sample has a single PSU, the design is too large to try, or it lacks what a method needs.

    Notes
    -----
    Populations are finite where their size is given: whole people count, positives are drawn without replacement within
    cells, and those who answer are the same people in every survey. PSUs have Beta-distributed shares (the
    beta-binomial distribution), so that two of their answers correlate by ``icc``. The simulation error of a rate x / R
    is that of Agresti & Coull (1998, The American Statistician 52), √(p̃(1 - p̃)/(R + 4)) with p̃ = (x + 2)/(R + 4),
    which is not 0 where an error was never seen.

    Examples
    --------
    >>> table = validate_design(400, target=0.6, shares=[0.6])
    >>> table.select(pl.col("coverage", "surely_met", "surely_missed").round(4)).row(0)
    (0.9536, 0.0227, 0.0238)
    """
    plan = _plan(n, population, cells, weighting=weighting, fpc=fpc, per_psu=per_psu, icc=icc)
    require_possible(plan, repeats)
    if target is not None:
        _require_share("target", target)
    tried = _shares(shares, target)
    methods = [method] if isinstance(method, str) else list(method)
    if not methods:
        raise StatisticsError("argument_empty", name="method")
    require_methods(methods)
    rows = []
    for number, share in enumerate(tried):
        generator = np.random.default_rng([seed, number])
        draws = draw(plan, share, up=comparison in ("at_least", "more_than"), repeats=repeats, generator=generator)
        found = estimated(draws, plan, methods, level)
        surveys = None if plan.exact else repeats
        for m, name in enumerate(methods):
            facts = {"method": name, "n": plan.n, "level": level, "surveys": surveys}
            verdicts = {} if target is None else _verdicts(draws, found, m, target, comparison, surveys)
            rows.append(facts | _scores(draws, found, m, surveys) | verdicts)
    return COVERAGE.of(rows)


def _shares(given: Sequence[float] | float | None, target: float | None) -> list[float]:
    if given is not None:
        listed = list(given) if isinstance(given, Sequence) else [given]
        if not listed:
            raise StatisticsError("argument_empty", name="shares")
        for share in listed:
            _require_share("shares", share)
        return [float(share) for share in listed]
    if target is None:
        return list(TABLE_PROPORTIONS)
    around = (exact(target) + Fraction(points, 100) for points in AROUND)
    return [float(share) for share in around if 0 <= share <= 1]


def _require_share(name: str, value: float, *, above: bool = False) -> None:
    if not 0 <= value <= 1 or (above and value == 0):
        raise StatisticsError("planning_share", name=name, value=value)


def _plan(
    n: int | None,
    population: int | None,
    cells: AnyFrame | None,
    *,
    weighting: Weighting,
    fpc: bool,
    per_psu: int | None,
    icc: float,
) -> Plan:
    """Put the arguments together, and refuse those that do not go together."""
    known = None if cells is None else _cells(table_of(cells))
    if known is not None and population is not None:
        raise StatisticsError("validation_not_both", first="population", second="cells")
    fixed = None if known is None or known.answers is None else int(known.answers.sum())
    if (n is None) == (fixed is None):
        raise StatisticsError("validation_n")
    if not 0 <= icc < 1:
        raise StatisticsError("planning_share", name="icc", value=icc)
    people = population if known is None else known.of_all
    if per_psu is not None:
        for name, given in (("population", population), ("n", n if known is not None else None)):
            if given is not None:
                raise StatisticsError("validation_not_both", first="per_psu", second=name)
    told = fpc and per_psu is None
    answers = n if fixed is None else fixed
    assert answers is not None
    return Plan(answers, people if told else None, known, weighting, per_psu, icc, population)


def _cells(frame: pl.DataFrame) -> Cells:
    """Read the frame of cells."""
    require_columns(frame.lazy(), ["population"])
    if not frame.height:
        raise StatisticsError("argument_empty", name="cells")
    people = _column(frame, "population", least=1)
    response = _column(frame, "response", default=1.0)
    shares = _column(frame, "share", default=0.5)
    for name, values in (("response", response), ("share", shares)):
        for value in values:
            _require_share(name, float(value), above=True)
    for value in shares:
        _require_share("share", 1 - float(value), above=True)
    if people.max() > MOST_PEOPLE:
        raise StatisticsError("validation_too_large", people=float(people.max()), repeats=0)
    whole = np.floor(people + 0.5).astype(np.int64)
    answers = None
    if "answers" in frame.columns:
        given = _column(frame, "answers", least=2)
        if (odd := given[given != np.floor(given)]).size:
            raise StatisticsError("validation_answers_whole", value=float(odd[0]))
        answers = np.minimum(given, MOST_PEOPLE).astype(np.int64)
    return Cells(whole, np.floor(whole * response + 0.5).astype(np.int64), answers, shares)


def _column(frame: pl.DataFrame, name: str, *, least: float = 0, default: float | None = None) -> Floats:
    if name not in frame.columns and default is not None:
        return np.full(frame.height, default)
    if not frame[name].dtype.is_numeric():
        raise StatisticsError("statistics_not_a_number", name=name, kind=str(frame[name].dtype))
    with polars_errors():
        values = frame[name].cast(pl.Float64).fill_null(math.nan).to_numpy()
    for value in values:
        if not (math.isfinite(value) and value >= least):
            raise StatisticsError("validation_cell_value", name=name, least=least, value=float(value))
    return values


def _scores(draws: Draws, found: Estimated, m: int, surveys: int | None) -> dict[str, object]:
    """Work out coverage, both sides, width and bias of one method."""
    low, high, truth = found.lower[:, m], found.upper[:, m], draws.truth
    given = ~np.isnan(low) & ~np.isnan(found.estimate)
    rates = _Rates(draws.chances, given, surveys)
    above, below = low > truth + DUST, high < truth - DUST
    return {
        "share": truth,
        "no_interval": float(draws.chances[~given].sum()),
        "bias": rates.mean(found.estimate - truth),
        "width": rates.mean(high - low),
        **rates.both("coverage", ~above & ~below),
        **rates.both("above", above),
        **rates.both("below", below),
    }


def _verdicts(
    draws: Draws, found: Estimated, m: int, target: float, comparison: Comparison, surveys: int | None
) -> dict[str, object]:
    """Work out how often the target is said to be met or missed, and how often that is wrong."""
    low, high = found.lower[:, m], found.upper[:, m]
    given = ~np.isnan(low) & ~np.isnan(found.estimate)
    rates = _Rates(draws.chances, given, surveys)

    def met(value: Floats) -> Bools:
        if comparison in ("at_least", "at_most"):
            return value >= target - DUST if comparison == "at_least" else value <= target + DUST
        return value > target + DUST if comparison == "more_than" else value < target - DUST

    worst, best = (low, high) if comparison in ("at_least", "more_than") else (high, low)
    surely_met, surely_missed = met(worst), ~met(best)
    meets = bool(met(np.array([draws.truth]))[0])
    return {
        "target": target,
        "meets": meets,
        "marked_met": rates.of(met(found.estimate)),
        "surely_met": rates.of(surely_met),
        "surely_missed": rates.of(surely_missed),
        **rates.both("wrong", surely_missed if meets else surely_met),
    }


class _Rates:
    """Rates among the surveys that have an interval; None where none has."""

    def __init__(self, chances: Floats, given: Bools, surveys: int | None) -> None:
        self.given, self.surveys = given, surveys
        total = float(chances[given].sum())
        self.weights = chances[given] / total if total > 0 else None
        self.count = int(given.sum())

    def mean(self, values: Floats) -> float | None:
        return None if self.weights is None else float((self.weights * values[self.given]).sum())

    def of(self, event: Bools) -> float | None:
        return self.mean(event.astype(float))

    def both(self, name: str, event: Bools) -> dict[str, float | None]:
        """Give a rate and its simulation error."""
        rate = self.of(event)
        if rate is None or self.surveys is None:
            return {name: rate, f"{name}_error": None if rate is None else 0.0}
        middle = (rate * self.count + 2) / (self.count + 4)
        return {name: rate, f"{name}_error": math.sqrt(middle * (1 - middle) / (self.count + 4))}
