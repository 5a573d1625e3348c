"""Surveys drawn from a made-up population: how many of each part answered, and how many of them count."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kumin.arrays import Floats, Ints
from kumin.errors import StatisticsError

Weighting = Literal["population", "none"]
"""Whether answers are weighted to the population of the cells."""

NEGLIGIBLE = 1e-15
"""Counts less likely than this are not enumerated."""

FAR = 9.0
"""Standard deviations from the mean beyond which all counts are less likely than that."""

MOST_PEOPLE, MOST_PARTS = 10**9 - 1, 20_000_000
"""People of a population and answers of a survey, and parts of all surveys, that can be worked on."""


@dataclass(frozen=True)
class Cells:
    """The population by cell, and how it answers.

    Parameters
    ----------
    people : ndarray of int, shape (C,)
        People of the population.
    answering : ndarray of int, shape (C,)
        Of them, who answers when asked.
    answers : ndarray of int, shape (C,), optional
        Answers of each cell where their numbers are fixed (strata); else they fall as they fall.
    shares : ndarray of float, shape (C,)
        Shares that say how the cells differ; only the distances of their log-odds count.
    """

    people: Ints
    answering: Ints
    answers: Ints | None
    shares: Floats

    @property
    def of_all(self) -> int:
        """People of all cells."""
        return int(self.people.sum())


@dataclass(frozen=True)
class Plan:
    """A design to try.

    Parameters
    ----------
    n : int
        Answers of a survey.
    population : int, optional
        People, where the design is told them.
    cells : Cells, optional
    weighting : {"population", "none"}
    per_psu : int, optional
        Answers of each PSU.
    icc : float
        Correlation of two answers of a PSU.
    drawn_from : int, optional
        People, without cells; without it very many.
    """

    n: int
    population: int | None
    cells: Cells | None
    weighting: Weighting
    per_psu: int | None
    icc: float
    drawn_from: int | None = None

    @property
    def stratified(self) -> bool:
        """Answers of every cell are fixed."""
        return self.cells is not None and self.cells.answers is not None

    @property
    def fitted(self) -> bool:
        """Weights are fitted to the population of the cells after the answers came."""
        return self.cells is not None and not self.stratified and self.weighting == "population"

    @property
    def exact(self) -> bool:
        """Every possible count can be gone through, so that nothing need be drawn."""
        return self.cells is None and self.per_psu is None


@dataclass(frozen=True)
class Draws:
    """Surveys (R) as counts by part (U): a cell, or a PSU of one.

    Parameters
    ----------
    truth : float
        The share of the population.
    cell : ndarray of int, shape (U,)
        Cell of each part.
    rows, positive : ndarray of int, shape (R, U)
        Answers, and those that count.
    chances : ndarray of float, shape (R,)
        How probable each survey is; equal where they were drawn.
    """

    truth: float
    cell: Ints
    rows: Ints
    positive: Ints
    chances: Floats


def draw(plan: Plan, share: float, *, up: bool, repeats: int, generator: np.random.Generator) -> Draws:
    """Draw surveys from a population of which ``share`` counts.

    Parameters
    ----------
    plan : Plan
    share : float
        0-1. In a population of known size the nearest share of whole people that is not below it (``up``) or above.
    up : bool
    repeats : int
        Surveys to draw; those of a simple random sample are enumerated.
    generator : numpy.random.Generator

    Returns
    -------
    Draws
    """
    if plan.exact:
        return _enumerated(plan.n, plan.drawn_from, share, up=up)
    if plan.per_psu is not None:
        return _clustered(plan, share, repeats, generator)
    cells = plan.cells
    assert cells is not None
    positives = _apportioned(cells, share, up=up)
    if cells.answers is None:
        rows = generator.multivariate_hypergeometric(cells.answering, plan.n, repeats, method="marginals")
    else:
        rows = np.broadcast_to(cells.answers, (repeats, cells.answers.size))
    positive = generator.hypergeometric(positives, cells.people - positives, rows)
    truth = int(positives.sum()) / cells.of_all
    return Draws(truth, np.arange(cells.people.size), rows, positive, _equal(repeats))


def _enumerated(n: int, population: int | None, share: float, *, up: bool) -> Draws:
    """Give every count that is not all but impossible, with its probability: binomial, or hypergeometric."""
    reach = FAR * math.sqrt(n * share * (1 - share)) + 50
    k = np.arange(max(0, math.floor(n * share - reach)), min(n, math.ceil(n * share + reach)) + 1)
    if population is None:
        truth, chance = share, _binomial(k, n, share)
    else:
        positives = _whole(share, population, up=up)
        truth, chance = positives / population, _hypergeometric(k, n, positives, population)
    likely = chance > NEGLIGIBLE
    rows = np.full((int(likely.sum()), 1), n)
    return Draws(truth, np.zeros(1, dtype=np.int64), rows, k[likely, None], chance[likely] / chance[likely].sum())


def _binomial(k: Ints, n: int, share: float) -> Floats:
    from scipy.special import xlog1py, xlogy

    return np.asarray(np.exp(_log_choose(n, k) + xlogy(k, share) + xlog1py(n - k, -share)))


def _hypergeometric(k: Ints, n: int, positives: int, population: int) -> Floats:
    possible = (k <= positives) & (n - k <= population - positives)
    here = np.where(possible, k, max(0, n - (population - positives)))
    ways = _log_choose(positives, here) + _log_choose(population - positives, n - here) - _log_choose(population, n)
    return np.where(possible, np.exp(ways), 0.0)


def _log_choose(top: int, bottom: Ints | int) -> Floats:
    from scipy.special import gammaln

    return np.asarray(gammaln(top + 1.0) - gammaln(np.asarray(bottom) + 1.0) - gammaln(top - np.asarray(bottom) + 1.0))


def _whole(share: float, people: int, *, up: bool) -> int:
    """Turn a share into people; what rounding leaves of whole people is none."""
    exact = share * people
    return math.ceil(exact - 1e-7) if up else math.floor(exact + 1e-7)


def shares_by_cell(cells: Cells, share: float) -> Floats:
    """Share of each cell: as far apart on the log-odds scale as the cells' own, and together the share wanted."""
    from scipy.special import expit, logit

    if share in (0.0, 1.0):
        return np.full(cells.shares.shape, share)
    apart = logit(cells.shares) - float(logit(cells.shares).mean())
    low, high = float(logit(share)) - np.ptp(apart) - 1, float(logit(share)) + np.ptp(apart) + 1
    for _ in range(80):
        middle = (low + high) / 2
        reached = float((cells.people * expit(middle + apart)).sum()) / cells.of_all
        low, high = (middle, high) if reached < share else (low, middle)
    return np.asarray(expit((low + high) / 2 + apart))


def _apportioned(cells: Cells, share: float, *, up: bool) -> Ints:
    """People of each cell who count, together the whole people that the share is: largest remainders first."""
    exact = shares_by_cell(cells, share) * cells.people
    found = np.floor(exact + 1e-9).astype(np.int64)
    missing = _whole(share, cells.of_all, up=up) - int(found.sum())
    room = found < cells.people if missing > 0 else found > 0
    order = np.argsort(np.where(room, -np.sign(missing) * (exact - found), np.inf), kind="stable")
    found[order[: abs(missing)]] += np.sign(missing)
    return found


def _clustered(plan: Plan, share: float, repeats: int, generator: np.random.Generator) -> Draws:
    """PSUs whose shares follow a Beta distribution with the correlation wanted, in one stratum or in the cells."""
    assert plan.per_psu is not None
    cells = plan.cells
    answers = np.array([plan.n]) if cells is None or cells.answers is None else cells.answers
    shares = np.array([share]) if cells is None else shares_by_cell(cells, share)
    sizes = [np.full(math.ceil(int(n) / plan.per_psu), plan.per_psu) for n in answers]
    for size, n in zip(sizes, answers, strict=True):
        size[-1] -= int(size.sum()) - int(n)
    cell = np.repeat(np.arange(answers.size), [size.size for size in sizes])
    rows = np.broadcast_to(np.concatenate(sizes), (repeats, cell.size))
    chance = np.broadcast_to(shares[cell], rows.shape)
    inside = (chance > 0) & (chance < 1)
    if plan.icc > 0:
        sure = (1 - plan.icc) / plan.icc
        varied = generator.beta(np.where(inside, chance, 0.5) * sure, np.where(inside, 1 - chance, 0.5) * sure)
        chance = np.where(inside, varied, chance)
    return Draws(share, cell, rows, generator.binomial(rows, chance), _equal(repeats))


def _equal(repeats: int) -> Floats:
    return np.full(repeats, 1 / repeats)


def require_possible(plan: Plan, repeats: int) -> None:
    """Refuse a design that asks more people than there are, leaves no variance to estimate, or is too large to try."""
    cells = plan.cells
    parts = math.ceil(plan.n / plan.per_psu) if plan.per_psu else (1 if cells is None else cells.people.size)
    people = max(plan.n, plan.drawn_from or 0, 0 if cells is None else cells.of_all)
    if people > MOST_PEOPLE or (not plan.exact and repeats * parts > MOST_PARTS):
        raise StatisticsError("validation_too_large", people=people, repeats=repeats)
    if cells is None:
        _require_at_most(plan.n, plan.drawn_from)
    elif cells.answers is None:
        _require_at_most(plan.n, int(cells.answering.sum()))
    else:
        for n, most in zip(cells.answers, cells.answering, strict=True):
            _require_at_most(int(n), int(most))
    if plan.per_psu is not None:
        for n in [plan.n] if cells is None or cells.answers is None else cells.answers:
            if n <= plan.per_psu:
                raise StatisticsError("validation_one_psu", answers=int(n), per_psu=plan.per_psu)


def _require_at_most(n: int, most: int | None) -> None:
    if most is not None and n > most:
        raise StatisticsError("validation_too_many", answers=n, people=most)
