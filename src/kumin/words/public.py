"""A run worded for publication: without the sentences that reveal a hidden count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kumin.disclosure.published import published
from kumin.disclosure.suppress import DEFAULT_K
from kumin.words.report import ReportView, report_view
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result


def public_view(result: Result, words: Words, k: int = DEFAULT_K) -> ReportView:
    """Word a run for publication: without the sentences that reveal a hidden count."""
    revealing = frozenset(indicator for key in result.answers for indicator in published(result, key, k).bases)
    return report_view(result, words, without_bases=revealing)
