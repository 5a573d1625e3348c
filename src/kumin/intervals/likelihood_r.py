"""The likelihood interval as R's survey computes it: interpolated, where the method ``likelihood`` solves."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Floats
from kumin.intervals.counts import rows_of_r
from kumin.intervals.evidence import Evidence, Limits, t_value
from kumin.intervals.likelihood import divergence, likelihood
from kumin.intervals.registry import interval


@interval(
    "likelihood_r",
    formula='svyciprop(method="likelihood")',
    at_ends="`likelihood`",
    r="likelihood",
    needs=("weight_groups", "variance"),
    in_plans=False,
)
def likelihood_r(e: Evidence) -> Limits:
    """Compute the likelihood interval as R's ``svyciprop(method="likelihood")`` does.

    Three conventions set it apart from :func:`likelihood`. The deviance is also divided by the dispersion of a
    quasi-binomial model, n/(n - 1), although the Rao-Scott ratio already carries the design effect. The model-based
    variance in that ratio is the one before the last step of the iterative fit. The limits are not solved for but read
    off a cubic spline through at most 19 points of the signed root deviance, by linear interpolation between three
    points per knot. At 0 and 1, where R fails, the limits are those of :func:`likelihood`.

    Parameters
    ----------
    e : Evidence
        Of shape (cells, indicators), with ``groups``.
    """
    lower, upper = likelihood(e)
    groups, rows = e.groups, rows_of_r(e)
    if groups is None:
        return lower, upper
    t = t_value(e.level, e.df)
    for g, i in np.ndindex(e.p.shape):
        p, n_r = float(e.p[g, i]), float(e.n_r[g, i])
        if not (0 < p < 1 and n_r < 1e16 and np.isfinite(t[g, i])):  # beyond that no variance is left
            continue
        here = (groups.cell == g) & (groups.base[:, i] > 0)
        positive = groups.positive[here, i]
        fit = _fit_as_r(groups.weight[here], positive, groups.base[here, i] - positive, float(rows[g, i]))
        dispersion = float(e.n_base[g, i] / (e.n_base[g, i] - 1))
        limits = _profile(p, n_r, float(t[g, i]), dispersion, float(rows[g, i]), fit)
        if limits is not None:  # else the profile leaves the floating-point numbers: the likelihood's own limits stay
            lower[g, i], upper[g, i] = limits
    return lower, upper


def _fit_as_r(weight: Floats, positive: Floats, negative: Floats, rows: float) -> tuple[float, float]:
    """Fit a logistic model with only an intercept by R's iteration.

    Weights are scaled to a mean of 1; the start is (W y + ½)/(W + 1); it stops where the deviance changes by less than
    1e-8 of itself plus 0.1. Returns the intercept and the information before the last step.
    """
    from scipy.special import expit
    from scipy.special import logit as log_odds

    scaled = np.tile(weight * rows / (weight * (positive + negative)).sum(), 2)
    y = np.repeat([1.0, 0.0], weight.size)
    total = scaled * np.concatenate([positive, negative])
    mu = (scaled * y + 0.5) / (scaled + 1)
    eta = log_odds(mu)
    deviance = 2 * (total * divergence(y, mu)).sum()
    information = 0.0
    for _ in range(25):
        working = total * mu * (1 - mu)
        information = float(working.sum())
        eta = np.full_like(eta, (working * (eta + (y - mu) / (mu * (1 - mu)))).sum() / information)
        mu = expit(eta)
        before, deviance = deviance, 2 * (total * divergence(y, mu)).sum()
        if abs(deviance - before) / (abs(deviance) + 0.1) < 1e-8:
            break
    return float(eta[0]), information


def _profile(
    p: float, n_r: float, t: float, dispersion: float, rows: float, fit: tuple[float, float]
) -> tuple[float, float] | None:
    """Interpolate R's profile; None where two or three answers leave it without enough finite points."""
    from scipy.special import expit, ndtr, stdtrit

    centre, information = fit
    fitted = float(expit(centre))
    se = 1 / np.sqrt(n_r * p * (1 - p))
    cutoff = t * se * np.sqrt(information)
    furthest = -float(stdtrit(rows - 1, ndtr(-cutoff) / 4))
    theta, root = [centre], [0.0]
    for sign in (-1, 1):
        for k in range(1, 10):
            at = centre + sign * k * furthest / 5 * se
            with np.errstate(invalid="ignore"):
                worse = divergence(np.array(p), np.array(expit(at))) - divergence(np.array(p), np.array(fitted))
            z = float(np.sqrt(max(2 * rows * float(worse) / dispersion, 0.0)))
            if not np.isfinite(z):
                break
            theta.append(at)
            root.append(sign * z)
            if z >= furthest:
                break
    if len(root) < 4 or max(root) < cutoff or min(root) > -cutoff:
        return None
    by_root = np.argsort(root)
    x, y = np.array(theta)[by_root], np.array(root)[by_root]
    grid = np.linspace(x[0], x[-1], 3 * x.size)
    limits = np.interp([-cutoff, cutoff], _fmm_spline(x, y, grid), grid, left=np.nan, right=np.nan)
    return float(expit(limits[0])), float(expit(limits[1]))


def _fmm_spline(x: Floats, y: Floats, at: Floats) -> Floats:
    """Evaluate the cubic spline of Forsythe, Malcolm & Moler (1977): end conditions from four points each.

    The unknowns c are sixths of the second derivatives at the knots. Inside, d_{i-1} c_{i-1} + 2(d_{i-1} + d_i) c_i
    + d_i c_{i+1} = slope_i - slope_{i-1}; at the ends, -d c_0 + d c_1 = d² · third divided difference.
    """
    n = x.size
    d = np.diff(x)
    slope = np.diff(y) / d
    system, right = np.zeros((n, n)), np.zeros(n)
    for i in range(1, n - 1):
        system[i, i - 1 : i + 2] = d[i - 1], 2 * (d[i - 1] + d[i]), d[i]
        right[i] = slope[i] - slope[i - 1]
    system[0, :2], system[-1, -2:] = (-d[0], d[0]), (d[-1], -d[-1])
    if n > 3:
        right[0] = d[0] ** 2 * _third_difference(x[:4], y[:4])
        right[-1] = -(d[-1] ** 2) * _third_difference(x[-4:], y[-4:])
    c = np.linalg.solve(system, right)
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, n - 2)
    h = at - x[k]
    first = slope[k] - d[k] * (c[k + 1] + 2 * c[k])
    values: Floats = y[k] + h * (first + h * (3 * c[k] + h * (c[k + 1] - c[k]) / d[k]))
    return values


def _third_difference(x: Floats, y: Floats) -> float:
    for order in range(1, 4):
        y = np.diff(y) / (x[order:] - x[:-order])
    return float(y[0])
