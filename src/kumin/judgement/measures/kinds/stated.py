"""``stated``: a number from no survey, as the plan states it."""

from __future__ import annotations

from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="stated",
        order=90,
        example="{unit: households, result: 10488}",
        fits=lambda one: not one.terms and one.pool is None,
    )
)
