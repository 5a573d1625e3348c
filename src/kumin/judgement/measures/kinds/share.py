"""``share``: who counts, of those in the base."""

from __future__ import annotations

from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="share",
        order=10,
        example="{question: q1, positive: [1, 2]}",
        fits=lambda one: one.is_share and not one.parts,
    )
)
