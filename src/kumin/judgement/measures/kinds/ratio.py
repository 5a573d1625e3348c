"""``ratio``: the first of two measures over the second."""

from __future__ import annotations

from kumin.estimation.functions import ratio_of
from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="ratio",
        order=80,
        example="{combine: ratio, parts: [{question: q1, positive: [1]}, {question: q2, positive: [1]}], unit: times}",
        fits=lambda one: one.combine == "ratio",
        form=ratio_of,
    )
)
