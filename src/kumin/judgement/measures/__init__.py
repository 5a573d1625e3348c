"""How an indicator is measured on coded answers: kinds of measures, and the estimates of a survey."""

from __future__ import annotations

from kumin.judgement.measures import kinds
from kumin.judgement.measures.counting import asked_of, base_of, counts, in_base, positive_of
from kumin.judgement.measures.estimates import estimate_indicators, without_error
from kumin.judgement.measures.measure import MEASURES, Measure, measure, measure_of, measures
from kumin.judgement.measures.numbers import value_of
from kumin.judgement.measures.ranges import within_ranges

__all__ = [
    "MEASURES",
    "Measure",
    "asked_of",
    "base_of",
    "counts",
    "estimate_indicators",
    "in_base",
    "kinds",
    "measure",
    "measure_of",
    "measures",
    "positive_of",
    "value_of",
    "within_ranges",
    "without_error",
]
