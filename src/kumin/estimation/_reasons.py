"""Why a standard error cannot be estimated: no information is never reported as certainty."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

import numpy as np

from kumin.arrays import Bools, Floats, Ints, Texts

REASONS = MappingProxyType(
    {
        "not_random": "the sample is no probability sample",
        "empty_base": "nobody is in the base",
        "zero_denominator": "it would divide by 0",
        "one_category": "all answers are in one category, so that there is nothing to compare",
        "empty_cells": "so many cells are empty that the test of the table has no value",
        "separated": "answers are so divided between points in time that the slope has no finite value",
        "one_row": "one row is in the base",
        "lonely_stratum": "every stratum with someone of the base has a single PSU",
        "no_df": "no more PSUs hold someone of the base than strata do",
        "beyond_numbers": "the numbers or weights are too large or too small to compute with",
        "no_spread": "nothing varies, as far as numbers can tell: a standard error of 0 says nothing",
        "known_population": "the weights are fitted to the population's own figure: it has no sampling error",
        "everyone_asked": "the whole population was asked: there is no sampling error, and the limits are the estimate",
    }
)
"""Reasons in the order in which one of several is named; the last three are statements of their own, beside numbers."""

BEYOND, NO_SPREAD, KNOWN, NO_SAMPLING_ERROR = "beyond_numbers", "no_spread", "known_population", "everyone_asked"
STATEMENTS = (NO_SPREAD, KNOWN, NO_SAMPLING_ERROR)
ERROR_KNOWN = (None, KNOWN, NO_SAMPLING_ERROR)
"""Where ``not_estimable`` is one of these, the standard error is to be believed, also where it is 0."""


def reasons(n_base: Floats, df: Floats, everyone: Bools, lonely: Bools) -> Texts:
    """Name the reason of every cell, None where the standard error can be estimated.

    Parameters
    ----------
    n_base : ndarray of float
        Rows of the base.
    df : ndarray of float
        The design's degrees of freedom: PSUs less strata among the base.
    everyone : ndarray of bool
        All of the population's units in the cell's strata are sampled.
    lonely : ndarray of bool
        Every stratum with someone of the base has a single unit.

    Returns
    -------
    ndarray of object, of the same shape
    """
    out = np.full(np.shape(n_base), None, dtype=object)
    none = np.asarray(df) <= 0
    out[none] = "no_df"
    out[none & lonely] = "lonely_stratum"
    out[none & (np.asarray(n_base) == 1)] = "one_row"
    out[np.asarray(everyone)] = NO_SAMPLING_ERROR
    out[np.asarray(n_base) == 0] = "empty_base"
    return out


COMPUTABLE = (1e-100, 1e100)
"""The least and the largest size of weights, populations and explaining numbers: beyond, a float holds no squares."""

TINY = 1e-140
"""The squares of what is nearer to 0 than this, and is not 0, are 0 for a float, or have lost their digits."""


def vanishing(values: Floats | float) -> Bools:
    """Tell which numbers are so near to 0 that their squares are lost."""
    size = np.abs(values)
    found: Bools = (size > 0) & (size < TINY)
    return found


def with_overflow(why: Texts, n_base: Floats | Ints, variance: Floats, *parts: Floats) -> Texts:
    """Give cells that have someone and no reason theirs where numbers are too large or too small for a variance.

    ``parts`` are what it is the variance of, and what that is divided by.
    """
    lost = ~np.isfinite(variance) | np.logical_or.reduce([vanishing(one) for one in parts])
    return np.where((np.asarray(n_base) > 0) & ~unknown(why) & lost, BEYOND, why)


EXACT = 64 * np.finfo(float).eps
"""Numbers that differ by less of their size differ by rounding."""


def only_rounding(variance: Floats, estimate: Floats, n_base: Floats | Ints) -> Bools:
    """Tell where a variance is 0 but for the rounding of the numbers it is made of."""
    with np.errstate(invalid="ignore", over="ignore"):
        nothing: Bools = np.sqrt(variance * np.maximum(n_base, 1)) <= EXACT * np.abs(estimate)
    return nothing


def with_statement(why: Texts, where: Bools, statement: str) -> Texts:
    """Say why a standard error is 0, in the cells of a mask that have no other reason."""
    return np.where(where & (why.astype(str) == "None"), statement, why)


def estimable(why: str | None) -> bool:
    """Whether there is a standard error: no reason, or a statement why it is 0."""
    return why is None or why in STATEMENTS


def unknown(why: Texts) -> Bools:
    """Cells without a standard error: those with a reason, except where it is 0 and the reason says why."""
    return ~np.isin(why.astype(str), ("None", *STATEMENTS))


def first_reason(several: Iterable[str | None]) -> str | None:
    """Name one of the reasons of estimates that are looked at together: none, or the first of :data:`REASONS`.

    Where everyone of all of them was asked there is no sampling error; where everyone of one was, that of the others
    counts. So it is where the answers of one do not differ.

    Examples
    --------
    >>> first_reason(["no_df", None, "one_row"])
    'one_row'
    >>> first_reason(["everyone_asked", None])
    """
    given = list(several)
    found = set(given) - {None, *STATEMENTS}
    if found:
        return next(why for why in REASONS if why in found)
    return next(why for why in REASONS if why in given) if given and None not in given else None
