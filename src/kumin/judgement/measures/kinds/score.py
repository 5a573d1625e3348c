"""``score``: the mean of the points that each option is worth."""

from __future__ import annotations

from kumin.estimation.functions import mean_of
from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="score",
        order=50,
        example="{question: q1, points: {1: 2, 2: 1, 3: 0, 4: -1, 5: -2}, unit: points}",
        fits=lambda one: bool(one.points),
        form=mean_of,
    )
)
