"""``difference``: the first of two measures less the second; of percents in points."""

from __future__ import annotations

from kumin.estimation.functions import difference_of
from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="difference",
        order=70,
        example="{combine: difference, parts: [{question: a, positive: [1]}, {question: b, positive: [1]}], unit: pt}",
        fits=lambda one: one.combine == "difference",
        form=difference_of,
        times_of_shares=100,
    )
)
