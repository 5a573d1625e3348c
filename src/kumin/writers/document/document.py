"""The document: the form first, then the appendix, to be edited by hand afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kumin.words import words_of
from kumin.words.forms.ward_form import ward_form
from kumin.words.public import public_view
from kumin.writers.document.appendix import write_appendix, write_groups
from kumin.writers.document.form import write_form
from kumin.writers.document.parts import blank_document
from kumin.writers.packages import save

if TYPE_CHECKING:
    from kumin.disclosure.published import Published
    from kumin.words.report import ReportView


def write_document(published: Published, path: Path, lang: str | None = None, view: ReportView | None = None) -> None:
    """Write the plan's form with the year's results as a Word document, and what kumin adds to it as an appendix.

    ``view`` is of :func:`kumin.words.public.public_view`, where it is made already.
    """
    result = published.result
    words = words_of(result, lang)
    view = view or public_view(published, words)
    document = blank_document(view.title, result.plan.plan.ward, view.synthetic, words.lang, result.manifest.time)
    write_form(document, ward_form(view), words, view.synthetic)
    write_appendix(document, view)
    write_groups(document, published, view)
    save(document, path)
