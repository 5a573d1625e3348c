"""Is ``probability_met`` calibrated? Of the judgements given 80%, do about 80% hold?

Run ``python tests/benchmarks/calibration.py`` for the table in docs/calibration.md (seeded; under a minute).

A population share is drawn around the target, a sample from that population, and the probability is worked out from
the sample alone. Within each band of stated probabilities the share of populations that do meet the target is counted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from kumin.judgement import Goal, probability_met

BANDS = (0.0, 0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975, 1.0)
SEED = 20231001
SPREAD = 0.15
"""Truths are drawn evenly from the target ± this: where a judgement is in doubt."""

Draws = tuple[np.ndarray, np.ndarray]
"""Stated probabilities and whether the target was met."""


@dataclass(frozen=True)
class Band:
    """A band of stated probabilities: how often, mean stated, and how many in fact met."""

    low: float
    high: float
    count: int
    stated: float
    met: float

    @property
    def error(self) -> float:
        """Met less stated, in standard errors of the count."""
        spread = max(self.stated * (1 - self.stated), 1e-9)
        return (self.met - self.stated) / np.sqrt(spread / self.count)


def truths(target: float, count: int, rng: np.random.Generator) -> np.ndarray:
    """Draw population shares around the target."""
    return rng.uniform(max(target - SPREAD, 0.0), min(target + SPREAD, 1.0), count)


def large_population(n: int, target: float, count: int, rng: np.random.Generator, *, from_prior: bool = False) -> Draws:
    """Simple random samples of n from a population without end."""
    share = rng.beta(0.5, 0.5, count) if from_prior else truths(target, count, rng)
    goal = Goal.of("at_least", 100 * target)
    stated = cache(lambda k: probability_met(goal, k / n, float(n)))
    return np.array([stated(int(k)) for k in rng.binomial(n, share)]), share >= target


def known_population(n: int, size: int, target: float, count: int, rng: np.random.Generator, *, exact: bool) -> Draws:
    """Simple random samples of n of N: by the effective size, or by the beta-binomial law."""
    total = rng.binomial(size, truths(target, count, rng))
    positive = rng.hypergeometric(total, size - total, n)
    goal = Goal.of("at_least", 100 * target)

    @cache
    def stated(k: int) -> float:
        if exact:
            return probability_met(goal, k / n, float(n), n_base=n, population=size)
        return probability_met(goal, k / n, n / (1 - n / size))

    met = np.array([goal.met(100 * k / size) for k in total])
    return np.array([stated(int(k)) for k in positive]), met


def weighted_sample(target: float, count: int, rng: np.random.Generator) -> Draws:
    """Two unequal groups that answer at different rates, weighted back to the population by cell."""
    from kumin.estimation import proportions
    from kumin.judgement.surveys.weighting import weigh

    sizes, rates = np.array([40_000, 60_000]), np.array([0.15, 0.45])
    cells = pl.DataFrame({"g": [1, 2], "population": sizes}, schema={"g": pl.Int16, "population": pl.Int64})
    goal, stated, met = Goal.of("at_least", 100 * target), [], []
    for share in truths(target, count, rng):
        gap = min(0.1, share, 1 - share)
        by_group = np.array([share - 0.6 * gap, share + 0.4 * gap])
        answered = rng.binomial((sizes / 100_000 * 1500).astype(int), rates)
        group = np.repeat([1, 2], answered)
        y = rng.random(group.size) < np.repeat(by_group, answered)
        frame = pl.DataFrame({"g": group, "y": y}, schema={"g": pl.Int16, "y": pl.Boolean})
        fitted = weigh(frame, cells, {"poststratified": (("g",),)})[0].weighted
        assert fitted is not None
        row = proportions(fitted.frame.lazy(), {"y": pl.col("y")}, design=fitted.design).row(0, named=True)
        stated.append(probability_met(goal, row["proportion"], row["n_eff"]))
        met.append(share >= target)
    return np.array(stated), np.array(met)


def bands(draws: Draws) -> list[Band]:
    """Count the bands that have at least 50 draws."""
    stated, met = draws
    found = []
    for low, high in pairwise(BANDS):
        here = (stated >= low) & ((stated < high) | (high == 1.0))
        if here.sum() >= 50:
            found.append(Band(low, high, int(here.sum()), float(stated[here].mean()), float(met[here].mean())))
    return found


def scenarios(count: int) -> Iterator[tuple[str, Callable[[np.random.Generator], Draws]]]:
    """Name the situations a ward can be in."""
    for n, target in ((50, 0.9), (200, 0.5)):
        yield (
            f"n = {n}, target {target:.0%}, truths from the prior",
            lambda rng, n=n, t=target: large_population(n, t, 10 * count, rng, from_prior=True),
        )
    for n in (50, 200, 700):
        for target in (0.5, 0.8, 0.9):
            yield f"n = {n}, target {target:.0%}", lambda rng, n=n, t=target: large_population(n, t, count, rng)
    yield "n = 700 of N = 2,000, target 80%", lambda rng: known_population(700, 2000, 0.8, count, rng, exact=False)
    yield "n = 30 of N = 36, target 90%, exact", lambda rng: known_population(30, 36, 0.9, count, rng, exact=True)
    yield "n = 140 of N = 168, target 90%, exact", lambda rng: known_population(140, 168, 0.9, count, rng, exact=True)
    yield "weighted, response 15% and 45%, target 80%", lambda rng: weighted_sample(0.8, min(count // 4, 5000), rng)


def table(count: int) -> str:
    """Lay the results out as Markdown."""
    heads = [f"{low:g}–{high:g}" for low, high in pairwise(BANDS)]
    lines = ["| situation | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    for place, (name, draw) in enumerate(scenarios(count)):
        found = {band.low: band for band in bands(draw(np.random.default_rng(SEED + place)))}
        cells = [f"{found[low].stated:.3f} → {found[low].met:.3f}" if low in found else "" for low in BANDS[:-1]]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


HEAD = """\
# Is the probability calibrated?

`probability_met` says how probable it is that the population share meets the target, given the sample. If it says 80%,
about 80 of 100 such populations should in fact meet it. Here {count:,} population shares a row were drawn evenly within
{spread:.0f} points either side of the target (where a judgement is in doubt), a sample was drawn from each population,
and the probability worked out from the sample alone. Each cell holds, for one band of stated probabilities, **mean
stated → share that in fact met the target**; empty cells had fewer than 50 draws. In the first two rows the truths are
drawn from Jeffreys' prior itself (ten times as many): there a posterior must be calibrated exactly, whatever the
target. The weighted row has {weighted:,} draws, so that its middle cells are sure to about 4 points only.

Made by `python tests/benchmarks/calibration.py --out docs/calibration.md` (seed {seed}).

"""
TAIL = """

With truths from the prior, stated and found agree. With truths spread evenly about the target, as a ward may meet them,
they agree within about 6 points for n = 200 and 5 for n = 700; for n = 50 near 90% the stated probability is up to 8
points too high in the middle bands, because Jeffreys' prior leans towards 0% and 100%. At both ends, where a judgement
is called certain, they agree within about two points throughout. The probability is about sampling error only. It
knows nothing of how those who did not answer differ; that is what the tipping point and the bounds are for.
"""


def main(arguments: list[str]) -> None:
    """Print the table, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    page = (
        HEAD.format(count=given.count, spread=100 * SPREAD, seed=SEED, weighted=min(given.count // 4, 5000))
        + table(given.count)
        + TAIL
    )
    if given.out:
        given.out.write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(page)


if __name__ == "__main__":
    main(sys.argv[1:])
