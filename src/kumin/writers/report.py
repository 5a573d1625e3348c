"""What ``kumin report`` writes: the report of the surveys, the published tables it is made of, and its record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin.errors import UsageError
from kumin.words import words_of
from kumin.writers.atomic import all_or_nothing
from kumin.writers.auditing.audited import write_audited
from kumin.writers.auditing.last_release import LastRelease, told_record
from kumin.writers.auditing.public_files import PAGE, SURVEY_SLIDES
from kumin.writers.files import reports_available, write_open_data
from kumin.writers.kept import OF_REPORT, files_record

if TYPE_CHECKING:
    from kumin.definitions import HouseStyle
    from kumin.disclosure.published import Published


def write_report(
    published: Published,
    out: Path,
    lang: str | None = None,
    *,
    style: HouseStyle | None = None,
    surveys: Sequence[str] | None = None,
    slides: bool = False,
    earlier: LastRelease | None = None,
) -> tuple[list[Path], dict[str, Any]]:
    """Write survey_report.html, survey_report.docx, open_data.csv, datapackage.json and report.json; all or none.

    What is public is read back and audited together with the page of a run of the same answers, so that both hide the
    same; files changed by hand are kept.

    Parameters
    ----------
    published : Published
        What may be shown of the run.
    out : Path
        The folder.
    lang : {"ja", "en"}, optional
        Language.
    style : HouseStyle, optional
        How its Japanese is worded; default words.yaml beside the plan, if there is one.
    surveys : sequence of str, optional
        Surveys of the report; default all that have answers.
    slides : bool
        Write survey_report.pptx too.

    earlier : LastRelease, optional
        The last release, with which ``published`` was made.

    Returns
    -------
    tuple
        The files, and the record.

    Raises
    ------
    UsageError
        The folder cannot be written, or ``kumin[report]`` is not installed.
    """
    if not reports_available():
        raise UsageError("report_extra_needed")
    from kumin.charts.renderer import Renderer
    from kumin.writers.datapackage import write_datapackage
    from kumin.writers.page.page import draft_page
    from kumin.writers.survey_report.document import pictured
    from kumin.writers.survey_report.files import draft_survey_report, write_survey_report

    record: dict[str, Any] = {"plan": published.result.plan.plan.id, "fiscal_year": published.result.fiscal_year}
    has_page = any(True for _ in published.result.plan.plan.indicators())
    with all_or_nothing(out) as folder, Renderer() as renderer:

        def write(published: Published) -> dict[str, Any]:
            # without its charts, in which nothing stands that the page does not say
            page = draft_page(published, lang) if has_page else None
            book = draft_survey_report(published, lang, style, surveys)
            svgs = renderer.begin([drawing.spec for drawing in book.drawings])
            pictures = renderer.pictures(svgs, lambda drawn: pictured(book, drawn))
            write_open_data(published, folder, words_of(published.result, lang).lang)
            write_survey_report(book, svgs.result(), pictures, folder, published.result.manifest.time)
            if slides:
                from kumin.writers.survey_report.slides import write_slides

                write_slides(book, folder / SURVEY_SLIDES, published.result.manifest.time)
            if page:
                (folder / PAGE).write_text(page.html, encoding="utf-8", newline="\n")
            write_datapackage(published, folder, words_of(published.result, lang).lang)
            return {"sentences": dict(book.said)} | told_record(published)

        record |= write_audited(published, folder, write, earlier, lang, read_only=[PAGE])
        # last: it holds the digests of all other files
        record |= files_record(folder, out, OF_REPORT)
        written = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
        (folder / OF_REPORT).write_text(written + "\n", encoding="utf-8")
        names = sorted(path.name for path in folder.iterdir())
    return [out / name for name in names], record
