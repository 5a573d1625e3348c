"""Sums that several shares have in common: they are made once."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kumin.estimation.indicators import Indicator

OF_BASE = ("base", "wd", "w2d", "vd")
"""Sums over the whole base of a share."""


def repeated_sums(indicators: Sequence[Indicator]) -> dict[str, str]:
    """Name the sums of shares that are another's, with which they have a base, or who was asked, in common.

    The options of a question all have: they are summed once.
    """
    bases: dict[int, int] = {}
    asked: dict[int, int] = {}
    found: dict[str, str] = {}
    for i, one in enumerate(indicators):
        if one.numeric:
            continue
        # the same object is the same condition; comparing what conditions say would cost what it saves
        first = bases.setdefault(id(one.base), i)
        if first != i:
            found |= {f"{name}_{i}": f"{name}_{first}" for name in OF_BASE}
        if one.asked is None:
            found |= {f"asked_{i}": f"base_{first}"} if first != i else {}
        elif (other := asked.setdefault(id(one.asked), i)) != i:
            found[f"asked_{i}"] = f"asked_{other}"
    return found


def named_sums(tables: Sequence[pl.DataFrame], summed: Sequence[str], named: Sequence[str]) -> pl.DataFrame:
    """Stack the sums of tables, each under its own name: once for all tables, for there may be thousands of columns."""
    stacked = pl.concat([parts.select(*dict.fromkeys(summed)) for parts in tables])
    return stacked.select(pl.col(one).alias(name) for one, name in zip(summed, named, strict=True))
