"""Sums of answers that can be kept, sent and merged: every estimate is made from them, and no answer is in them."""

from kumin.sums.summary import Sums, summarize

__all__ = ["Sums", "summarize"]
