"""Estimates and a plan → judgements."""

from __future__ import annotations

from kumin.judgement.judge import JUDGEMENTS_SCHEMA, judge
from kumin.judgement.published import published_estimates

__all__ = ["JUDGEMENTS_SCHEMA", "judge", "published_estimates"]
