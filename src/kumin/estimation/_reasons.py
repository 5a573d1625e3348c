"""Why a standard error cannot be estimated: no information is never reported as certainty."""

from __future__ import annotations

from typing import Literal

import numpy as np

from kumin.arrays import Bools, Floats, Texts

Reason = Literal["empty_base", "everyone_asked", "one_row", "lonely_stratum", "no_df"]
"""``everyone_asked`` is a statement of its own: there is no sampling error. The others: nothing can be said of it.

``empty_base``: nobody is in the base. ``one_row``: one row is. ``lonely_stratum``: every stratum with someone of the
base has a single PSU. ``no_df``: no more PSUs hold someone of the base than strata do.
"""


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
    out[np.asarray(everyone)] = "everyone_asked"
    out[np.asarray(n_base) == 0] = "empty_base"
    return out


def unknown(why: Texts) -> Bools:
    """Cells without a standard error: those with a reason, except where everyone was asked."""
    return ~np.isin(why.astype(str), ("None", "everyone_asked"))
