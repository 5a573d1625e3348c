"""``pooled``: other indicators' values of several surveys or years, taken together."""

from __future__ import annotations

from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="pooled",
        order=85,
        example="{pool: {of: 1-1, years: 3, how: pooled}}",
        fits=lambda one: one.pool is not None,
    )
)
