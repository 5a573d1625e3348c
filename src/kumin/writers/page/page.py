"""report.html: one file without scripts from elsewhere, fonts from elsewhere, or anything from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kumin.charts.looks import dark_rules
from kumin.charts.svg import Drawing
from kumin.words import words_of
from kumin.words.indicators.first_screen import news_sentences, not_random_sentence, verdict_groups
from kumin.words.indicators.groups import no_groups_sentences
from kumin.words.methods import method_sentences, reading_sentences
from kumin.words.public import public_surveys, public_view, public_who
from kumin.writers.page.pictures import PageCharts
from kumin.writers.page.priorities import priority_parts
from kumin.writers.page.templating import templates, typographic
from kumin.writers.survey_report.blocks import columns_of_first

if TYPE_CHECKING:
    from kumin.disclosure.published import Published
    from kumin.words.report import ReportView


@dataclass(frozen=True)
class Page:
    """A page whose charts are still to be drawn.

    Attributes
    ----------
    html : str
        With a mark in the place of each chart.
    drawings : tuple of Drawing
        The charts, in the order of their marks.
    """

    html: str
    drawings: tuple[Drawing, ...]

    def finished(self, svgs: Sequence[str]) -> str:
        """Put the charts, as drawn, into their places."""
        inline = [drawing.inline(svg) for drawing, svg in zip(self.drawings, svgs, strict=True)]
        return _CHART_MARK.sub(lambda mark: inline[int(mark[1])], self.html)


_CHART_MARK = re.compile("<!--chart ([0-9]+)-->")  # no text of a file can be one: there "<" is escaped


def draft_page(published: Published, lang: str | None = None, view: ReportView | None = None) -> Page:
    """Render a run as a page, but for its charts.

    Parameters
    ----------
    published : Published
        What may be shown of the run.
    lang : {"ja", "en"}, optional
        Language.
    view : ReportView, optional
        Of :func:`kumin.words.public.public_view`, where it is made already.

    Returns
    -------
    Page
        HTML; every word that came from a definition or a file is escaped.
    """
    from markupsafe import Markup

    result, k = published.result, published.k
    words = words_of(result, lang)
    view = view or public_view(published, words)
    environment = templates()
    style = "".join(environment.get_template(name).render() for name in ("report.css", "blocks.css"))

    charts_of_page = PageCharts(view, published)
    groups = charts_of_page.all_domains()
    html = environment.get_template("report.html").render(
        t=words.text,
        counted=words.count,
        view=view,
        plan=result.plan.plan,
        result=result,
        style=Markup(style + dark_rules()),
        years=words.both_years(result.fiscal_year),
        charts=charts_of_page,
        standing=verdict_groups(view),
        news=list(news_sentences(result, words)),
        not_random=not_random_sentence(result, words),
        groups=groups,
        small_groups=any(part["small"] for part in groups.values()),
        priorities=priority_parts(charts_of_page.page),
        picture=charts_of_page.page.mark,
        span=columns_of_first,
        without_groups=list(no_groups_sentences(published, words)),
        surveys=public_surveys(published, words),
        who=public_who(published, words),
        reading=list(reading_sentences(view)),
        methods=list(method_sentences(view, k)),
        manifest=result.manifest,
        k=k,
    )
    return Page(typographic(html) + "\n", tuple(charts_of_page.drawings))
