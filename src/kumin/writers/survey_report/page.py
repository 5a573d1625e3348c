"""survey_report.html: the report of the surveys as one file without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from kumin.charts.looks import dark_rules
from kumin.writers.page.templating import templates, typographic
from kumin.writers.survey_report.blocks import Bullets, Figure, Heading, Paragraph, Row, Table
from kumin.writers.survey_report.book import Book


def survey_page(book: Book, svgs: Sequence[str]) -> str:
    """Write the report as a page.

    Parameters
    ----------
    book : Book
        The report.
    svgs : sequence of str
        What the renderer drew of each of its drawings.

    Returns
    -------
    str
        HTML; every word that came from a definition or a file is escaped.
    """
    from markupsafe import Markup

    environment = templates("survey_report")
    kinds = {Heading: "heading", Paragraph: "paragraph", Bullets: "bullets", Figure: "figure", Table: "table"}
    blocks = [{"kind": kinds.get(type(block), "break"), "block": block} for block in book.blocks]
    style = environment.get_template("report.css").render() + environment.get_template("survey_report.css").render()
    html = environment.get_template("survey_report.html").render(
        book=book, blocks=blocks, t=book.words.text, style=Markup(style + dark_rules()),
        contents=[block for block in book.blocks if isinstance(block, Heading) and block.level < 3],
        pictures=[Markup(one.inline(svg)) for one, svg in zip(book.drawings, svgs, strict=True)],
        span=_span,
    )  # fmt: skip
    return typographic(html) + "\n"


def _span(table: Table, row: Row) -> int:
    """Columns of the first cell of a row."""
    return len(table.head) if row.group else 1
