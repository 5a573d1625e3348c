"""秘匿: what a plan says of small counts in what is published."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from kumin.definitions.model import Model

DEFAULT_K: Final = 5
"""Cells of fewer people are not published."""


class Disclosure(Model):
    """How a plan protects small groups in its published files.

    Attributes
    ----------
    k : int
        Cells of fewer people are not published; below 2 nothing is hidden.
    protect_blank : bool
        Whether those who left an attribute blank are a group to protect, as one that can be recognised.
    dominance : float
        p of the p% rule for amounts, in percent: a mean is not published where the second largest amount could tell the
        largest within p percent. 0 switches the rule off.
    """

    k: Annotated[int, Field(ge=0, le=1000)] = DEFAULT_K
    protect_blank: bool = False
    dominance: Annotated[float, Field(ge=0, le=100)] = 10.0
