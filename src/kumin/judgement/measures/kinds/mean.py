"""``mean``: the mean of a number question, in its unit."""

from __future__ import annotations

from kumin.estimation.functions import mean_of
from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="mean",
        order=60,
        example="{question: years, unit: years}",
        fits=lambda one: bool(one.question) and not one.positive and not one.points,
        form=mean_of,
    )
)
