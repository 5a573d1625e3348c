"""``any``: who meets any of several questions."""

from __future__ import annotations

from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="any",
        order=20,
        example="{combine: any, parts: [{question: a, positive: [1]}, {question: b, positive: [1]}]}",
        fits=lambda one: one.is_share and one.combine == "any",
    )
)
