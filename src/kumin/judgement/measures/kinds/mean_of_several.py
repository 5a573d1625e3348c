"""``mean_of_several``: the mean of several percents, scores or means."""

from __future__ import annotations

from kumin.estimation.functions import mean_of
from kumin.judgement.measures.measure import Measure, measure

measure(
    Measure(
        name="mean_of_several",
        order=40,
        example="{combine: mean, parts: [{question: a, positive: [1]}, {question: b, positive: [1]}]}",
        fits=lambda one: one.combine == "mean",
        form=mean_of,
    )
)
