"""How tables are made beyond their questions and axes: no answer in or out, weights, marks adjusted or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Adjustment = Literal["none", "holm", "benjamini_hochberg"]


@dataclass(frozen=True, slots=True)
class TableOptions:
    """Options of tables.

    Parameters
    ----------
    blank : bool
        No answer is an answer like the others: the base is who was asked, and :data:`kumin.tables.axes.UNKNOWN` is one
        of the options. Else the base is who answered.
    weighted : bool
        Percents are weighted to the population, as the plan says; counts stay those of people who answered.
    adjust : {"none", "holm", "benjamini_hochberg"}
        For how many comparisons ▲▽ are adjusted: none, or all cells of a question and axis.
    """

    blank: bool = False
    weighted: bool = False
    adjust: Adjustment = "none"


PLAIN = TableOptions()
"""The tables of the reports: base who answered, unweighted, marks not adjusted."""
