"""How often do intervals of post-stratified shares hold the truth with few answers, and how often do verdicts err?

Usage: python tests/benchmarks/small_weighted.py [--repeats 400] [--seed 11]

Six age groups answer at 12% (youngest) to 39% (oldest); the share differs by age by 1.1 on the log-odds scale. Answers
are weighted to the population by age. Every interval is kumin's, at 95%; ``before`` is Wilson's on the linearised
variance alone, as R's, without fitting anew. Each repeat is a stratum of its own, so that one pass does twenty.
"""

from __future__ import annotations

import argparse

import numpy as np
import polars as pl
from scipy import stats
from scipy.special import expit

from kumin.estimation import Calibration, SurveyDesign, proportions
from kumin.intervals import Evidence, wilson

SIZES, SHARES, TARGETS = (30, 50, 80, 200), (0.1, 0.3, 0.5), (0.9, 0.92, 0.94, 0.96, 0.98)
PEOPLE = np.array([0.14, 0.15, 0.17, 0.18, 0.14, 0.22])
RESPONSE = np.array([0.12, 0.17, 0.22, 0.28, 0.34, 0.39])
SHIFT = np.linspace(-0.6, 0.5, 6)
METHODS = ("wilson", "logit", "beta")
AT_ONCE = 20
Limits = dict[str, tuple[np.ndarray, np.ndarray]]


def by_cell(share: float) -> np.ndarray:
    low, high = -12.0, 12.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (PEOPLE * expit(middle + SHIFT)).sum() < share else (low, middle)
    return np.asarray(expit(low + SHIFT))


def limits(n: int, share: float, repeats: int, rng: np.random.Generator) -> Limits:
    """Limits of some surveys by each method; those in which an age group is missing are drawn again."""
    chance, found = PEOPLE * RESPONSE / (PEOPLE * RESPONSE).sum(), []
    while len(found) < repeats:
        counts = rng.multinomial(n, chance)
        if counts.all():
            found.append(counts)
    counts = np.array(found)
    positive = rng.binomial(counts, by_cell(share))
    repeat, cell = np.repeat(np.arange(repeats), n), np.concatenate([np.repeat(np.arange(6), row) for row in counts])
    rank = np.concatenate([np.arange(size) for row in counts for size in row])
    frame = pl.DataFrame({"repeat": repeat, "cell": cell, "y": rank < positive[repeat, cell]}).with_columns(
        w=pl.Series(1e6 * PEOPLE[cell] / counts[repeat, cell]), one=1.0
    )
    design = SurveyDesign(weights="w", strata="repeat", calibration=Calibration("one", margins=(("repeat", "cell"),)))
    out: Limits = {}
    for method in METHODS:
        table = proportions(frame, {"y": pl.col("y")}, by=["repeat"], design=design, method=method)
        out[method] = (table["lower"].to_numpy(), table["upper"].to_numpy())
    p, se = table["proportion"].to_numpy(), table["se"].to_numpy()
    with np.errstate(all="ignore"):
        size = np.where(se > 0, p * (1 - p) / se**2 * n / (n - 1), table["n_eff"].to_numpy())
    out["before"] = wilson(Evidence(p, size, size, np.full(p.shape, n), np.full(p.shape, n - 1.0), 0.95))
    return out


def many(n: int, share: float, repeats: int, rng: np.random.Generator) -> Limits:
    parts = [limits(n, share, AT_ONCE, rng) for _ in range(repeats // AT_ONCE)]
    return {
        name: (np.concatenate([p[name][0] for p in parts]), np.concatenate([p[name][1] for p in parts]))
        for name in parts[0]
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=400)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    rng, names = np.random.default_rng(given.seed), ("before", *METHODS)
    print("| n | share | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 2) + "|")
    for n in SIZES:
        for share in SHARES:
            found = many(n, share, given.repeats, rng)
            hits = [100 * ((low <= share) & (share <= high)).mean() for low, high in (found[name] for name in names)]
            print(f"| {n} | {100 * share:.0f}% | " + " | ".join(f"{hit:.1f}" for hit in hits) + " |", flush=True)
    print("\n| n | target | srs: met | srs: missed | weighted: met | weighted: missed |\n" + "|---" * 6 + "|")
    for n in (100, 400, 700):
        for target in TARGETS:
            k = np.arange(n + 1)
            one = np.full(k.shape, float(n))
            low, high = wilson(Evidence(k / n, one, one, one, one - 1, 0.95))
            law = stats.binom.pmf(k, n, target)
            errors = [100 * law[low > target].sum(), 100 * law[high < target].sum()]
            low, high = many(n, target, given.repeats, rng)["wilson"]
            errors += [100 * (low > target).mean(), 100 * (high < target).mean()]
            print(f"| {n} | {100 * target:.0f}% | " + " | ".join(f"{one:.1f}" for one in errors) + " |", flush=True)


if __name__ == "__main__":
    main()
