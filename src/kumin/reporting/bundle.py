"""The reports of a run that people open, and the open data: all files of one folder."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kumin.pipeline import Result

REPORT_MODULES = ("jinja2", "altair", "vl_convert", "xlsxwriter", "docx")
"""What the extra ``report`` installs."""


def reports_available() -> bool:
    """Whether ``kumin[report]`` is installed."""
    return all(find_spec(name) is not None for name in REPORT_MODULES)


DOCUMENT, NEW_DOCUMENT = "report.docx", "report.new.docx"
"""The document, and its name where a document edited by hand has the first."""


def write_reports(result: Result, folder: Path, lang: str | None = None, *, out: Path | None = None) -> None:
    """Write report.html, report.xlsx and report.docx; needs ``kumin[report]``.

    The files are to move to ``out``, where a report.docx that somebody has edited stays as it is: the new one is then
    called report.new.docx.
    """
    from kumin.reporting.renderer import Renderer

    with Renderer() as renderer:
        from kumin.reporting.document import edited, write_document
        from kumin.reporting.html import draft_page
        from kumin.reporting.workbook import write_workbook

        page = draft_page(result, lang)
        svgs = renderer.begin([drawing.spec for drawing in page.drawings])
        write_workbook(result, folder / "report.xlsx", lang)
        kept = out is not None and edited(out / DOCUMENT)
        write_document(result, folder / (NEW_DOCUMENT if kept else DOCUMENT), lang)
        (folder / "report.html").write_text(page.finished(svgs.result()), encoding="utf-8", newline="\n")


def write_open_data(result: Result, folder: Path, lang: str | None = None) -> None:
    """Write open_data.csv with its description open_data.json."""
    from kumin.reporting.files import write_csv
    from kumin.reporting.open_data import metadata, open_data

    write_csv(open_data(result, lang), folder / "open_data.csv")
    described = json.dumps(metadata(result, lang), ensure_ascii=False, indent=2)
    (folder / "open_data.json").write_text(described + "\n", encoding="utf-8")
