"""``all``: who meets all of several questions."""

from __future__ import annotations

from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="all",
        order=30,
        example="{combine: all, parts: [{question: a, positive: [1]}, {question: b, positive: [1]}]}",
        fits=lambda one: one.is_share and one.combine == "all",
    )
)
