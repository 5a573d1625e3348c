"""A run as a notebook shows it: its verdict and its table, with nothing but the standard library."""

from __future__ import annotations

from html import escape

from kumin.result import Result, html_view
from kumin.words import words_of
from kumin.words.report import report_view


@html_view
def result_html(result: Result, lang: str | None = None) -> str:
    """Return the table of a run as HTML for Jupyter; every word is escaped."""
    view = report_view(result, words_of(result, lang))
    before = ("heading_indicator", "rep_base_n")
    after = ("rep_interval", "rep_target", "rep_status", "heading_verdict", "rep_last_year", "rep_change")
    first, last = ([view.words.text(code, level=view.words.level) for code in codes] for codes in (before, after))
    headings = (*first, view.value_heading, *last)
    head = "".join(f'<th style="text-align:left">{escape(heading)}</th>' for heading in headings)
    rows = []
    for one in view.indicators:
        values = one.values
        mark = f"{one.mark or '－'} {one.mark_words}"
        cells = (one.label, values["n"], values["percent"], values["interval"], values["target_dated"],
                 mark, values["verdict"], values["previous"], values["change"])  # fmt: skip
        rows.append("".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f"<p><b>{escape(view.title)}</b><br>{escape(view.summary)}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
