"""A run worded for publication: without the sentences that reveal a hidden count."""

from __future__ import annotations

from kumin.disclosure.published import Published
from kumin.words.report import ReportView, report_view
from kumin.words.words import Words


def public_view(published: Published, words: Words) -> ReportView:
    """Word a run for publication: without the sentences that reveal a hidden count."""
    return report_view(published.result, words, without_bases=published.bases)
