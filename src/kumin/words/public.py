"""A run worded for publication: without the sentences that tell a hidden count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kumin.disclosure.published import published
from kumin.disclosure.suppress import DEFAULT_K
from kumin.words.report import ReportView, report_view

if TYPE_CHECKING:
    from kumin.result import Result


def public_view(result: Result, lang: str, k: int = DEFAULT_K) -> ReportView:
    """Word a run for publication: without sentences that tell a hidden count."""
    telling = frozenset(indicator for key in result.answers for indicator in published(result, key, k).bases)
    return report_view(result, lang, without_bases=telling)
