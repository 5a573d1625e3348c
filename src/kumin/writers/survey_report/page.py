"""survey_report.html: the report of the surveys as one file without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from kumin.charts.looks import dark_rules
from kumin.writers.page.templating import templates, typographic
from kumin.writers.survey_report.blocks import Heading, columns_of_first, named_blocks
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

    environment = templates()
    style = "".join(
        environment.get_template(name).render() for name in ("report.css", "blocks.css", "survey_report.css")
    )
    pictures = [Markup(one.inline(svg)) for one, svg in zip(book.drawings, svgs, strict=True)]
    html = environment.get_template("survey_report.html").render(
        book=book, blocks=named_blocks(book.blocks), t=book.words.text, style=Markup(style + dark_rules()),
        contents=[block for block in book.blocks if isinstance(block, Heading) and block.level < 3],
        picture=pictures.__getitem__, span=columns_of_first,
    )  # fmt: skip
    return typographic(html) + "\n"
