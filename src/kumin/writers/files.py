"""A run's files: judgements.csv, estimates.csv, findings.csv, quarantined.csv, result.json; all or none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.published import Published, release
from kumin.frames import plain_rows
from kumin.past.previous import measured
from kumin.past.store import RESULT_FILE as RECORD
from kumin.reporting.years import options_of
from kumin.result import weighted_facts
from kumin.words import words_of
from kumin.words.findings import capped, quarantined_rows
from kumin.words.forms.values import form_values
from kumin.words.public import public_view
from kumin.writers.atomic import all_or_nothing
from kumin.writers.auditing.audited import write_audited, write_not_audited
from kumin.writers.auditing.last_release import last_release, told_record
from kumin.writers.auditing.public_files import CHARTS
from kumin.writers.csv import write_csv
from kumin.writers.kept import files_record

if TYPE_CHECKING:
    from kumin.definitions import Disclosure
    from kumin.result import Result
    from kumin.words.report import ReportView


def write_result(
    result: Result,
    out: Path,
    lang: str | None = None,
    *,
    reports: bool = True,
    k: int | None = None,
    audited: bool = True,
    charts: bool = False,
    previous_release: Path | None = None,
    first_release: bool = False,
) -> list[Path]:
    """Write the files of a run into a folder, which is made where there is none.

    Files are written beside the folder and moved in when all are whole; other files in it are left alone. With answers
    there are open_data.csv and datapackage.json too, and with ``reports``, where ``kumin[report]`` is installed,
    report.html, report.xlsx, report.docx, survey_report.html and survey_report.docx in the language ``lang``
    (NAME.new.EXT, where somebody has changed a file by hand). What is public is read back and audited
    (:func:`kumin.writers.auditing.audit.audit`); where that gives a hidden count away, no public file is written, and
    result.json says so under ``audit``.

    Parameters
    ----------
    result : Result
        The run.
    out : Path
        The folder.
    lang : {"ja", "en"}, optional
        Language of the reports.
    reports : bool
        Whether reports are written.
    k : int, optional
        Threshold of suppression in the published files; default what the plan says.
    audited : bool
        Whether public files are audited; else result.json says that they were not.
    charts : bool
        Whether the charts of the page are written as pictures too, into charts.zip.
    previous_release : Path, optional
        The folder of the last release of the same plan and year, beside which nothing may be told of a few people;
        default the one that stands in ``out``, else the newest in the folders of results beside the plan.
    first_release : bool
        Whether nothing of the plan and year was published before.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    UsageError
        The folder cannot be written, or ``previous_release`` holds no release of the plan and year.
    """
    earlier = None
    if result.answers:
        earlier = last_release(result.plan, result.fiscal_year, out, previous_release, first=first_release)
    published = release(result, k, earlier=earlier.surveys if earlier else None)
    with all_or_nothing(out) as folder:
        write_csv(result.judgements, folder / "judgements.csv")
        write_csv(result.estimates, folder / "estimates.csv")
        write_csv(capped(result.findings), folder / "findings.csv")
        write_csv(
            quarantined_rows(result.answers, result.plan.questionnaires, words_of(result, lang)),
            folder / "quarantined.csv",
        )
        record = result_dict(result, published.rules)

        def write(published: Published) -> dict[str, Any]:
            return _write_public(published, folder, lang, reports=reports, charts=charts)

        if result.answers:
            made = write_audited if audited else write_not_audited
            record |= made(published, folder, write, earlier, lang)
            record["audit"]["left"] = [name for name in record["audit"]["withheld"] if (out / name).exists()]
        else:
            record |= write(published)
        # last: it holds the digests of all other files
        record |= files_record(folder, out)
        written = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
        (folder / RECORD).write_text(written + "\n", encoding="utf-8")
        names = sorted(path.name for path in folder.iterdir())
    return [out / name for name in names]


def _write_public(
    published: Published, folder: Path, lang: str | None, *, reports: bool, charts: bool
) -> dict[str, Any]:
    """Write the public files of a run, and the workbook beside them; return what the record keeps of them."""
    result = published.result
    view = public_view(published, words_of(result, lang))
    record: dict[str, Any] = {"form": form_values(view).record()}
    record |= told_record(published)
    record["options"] = {key: plain_rows(options_of(published, key)) for key in result.answers}
    if result.answers:
        write_open_data(published, folder, lang)
    if reports and reports_available():
        record["sentences"] = write_reports(published, view, folder, charts=charts)
    if result.answers:
        from kumin.writers.datapackage import write_datapackage

        write_datapackage(published, folder, lang)
    return record


def result_dict(result: Result, rules: Disclosure | None = None) -> dict[str, Any]:
    """Return everything of a run as plain values, in full precision, for JSON.

    ``rules`` are those of its published files, by default the plan's.
    """
    plan = result.plan.plan
    counts = dict(result.judgements["judgement"].value_counts().iter_rows())
    return {
        "manifest": asdict(result.manifest) | {"versions": dict(result.manifest.versions)},
        "plan": {"id": plan.id, "title": plan.title, "ward": plan.ward, "fiscal_year": plan.fiscal_year},
        "fiscal_year": result.fiscal_year,
        "summary": {"A": counts.get("A", 0), "B": counts.get("B", 0), "not_judged": counts.get(None, 0)},
        "judgements": plain_rows(result.judgements),
        "estimates": plain_rows(result.estimates),
        "weighted_estimates": weighted_facts(result),
        "surveys": {key: _survey_dict(result, key) for key in result.answers},
        "frames": {name: plain_rows(frame) for name, frame in result.frames.items()},
        "measured": measured(result),
        "disclosure": (rules or plan.disclosure).model_dump(),
    }


def _survey_dict(result: Result, key: str) -> Mapping[str, Any]:
    from kumin.responses import source_names

    answers, survey = result.answers[key], result.plan.plan.surveys[key]
    population = result.plan.populations[key]
    findings = answers.findings.group_by("code", "severity", "action").agg(pl.col("count").sum()).sort("code")
    return {
        "title": survey.title,
        "questionnaire": result.plan.questionnaires[key].id,
        "file": ", ".join(table.path.name for table in answers.tables),
        "encoding": ", ".join(table.encoding for table in answers.tables),
        "files": [
            {"name": name, "encoding": table.encoding, "sheet": table.sheet or None, "n_read": table.frame.height}
            for name, table in zip(source_names(answers.tables), answers.tables, strict=True)
        ],
        "population": population.total if population else None,
        "invited": survey.invited,
        "undeliverable": survey.undeliverable,
        "n_read": answers.n_read,
        "n_blank": answers.n_blank,
        "n_quarantined": answers.n_quarantined,
        "n_used": answers.n_used,
        "findings": findings.to_dicts(),
        "bases": answers.bases.to_dicts(),
    }


REPORT_MODULES = ("jinja2", "vl_convert", "xlsxwriter", "docx", "pptx")
"""What the extra ``report`` installs."""


def reports_available() -> bool:
    """Whether ``kumin[report]`` is installed."""
    return all(find_spec(name) is not None for name in REPORT_MODULES)


def write_reports(
    published: Published, view: ReportView, folder: Path, *, charts: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """Write the reports of a run, and with ``charts`` charts.zip; needs ``kumin[report]``.

    Parameters
    ----------
    published : Published
        What may be shown of the run.
    view : ReportView
        That in words (:func:`kumin.words.public.public_view`), in the language of the reports.
    folder : Path
        Where to.
    charts : bool
        Whether charts.zip is written.

    Returns
    -------
    dict
        By survey, every sentence of its report with the numbers it rests on.
    """
    from kumin.charts.renderer import Renderer

    with Renderer() as renderer:
        from kumin.writers.document import write_document
        from kumin.writers.page.page import draft_page
        from kumin.writers.survey_report.document import pictured
        from kumin.writers.survey_report.files import draft_survey_report, write_survey_report
        from kumin.writers.workbook.report import write_workbook

        lang = view.lang
        page = draft_page(published, lang, view)
        book = draft_survey_report(published, lang) if published.result.answers else None
        drawings = [*page.drawings, *(book.drawings if book else ())]
        svgs = renderer.begin([drawing.spec for drawing in drawings])
        if book:
            pictures = renderer.pictures(svgs, lambda drawn: pictured(book, drawn[len(page.drawings) :]))
        write_workbook(published.result, folder / "report.xlsx", lang, tables=published.tables)
        write_document(published, folder / "report.docx", lang, view)
        drawn = svgs.result()
        own = drawn[: len(page.drawings)]
        (folder / "report.html").write_text(page.finished(own), encoding="utf-8", newline="\n")
        if book:
            write_survey_report(book, drawn[len(own) :], pictures, folder, published.result.manifest.time)
        if charts:
            from kumin.writers.charts_zip import write_charts

            write_charts(view, drawings, drawn, folder / CHARTS)
    return dict(book.said) if book else {}


def write_open_data(published: Published, folder: Path, lang: str | None = None) -> None:
    """Write open_data.csv, and open_data_groups.csv where an indicator is no share."""
    from kumin.writers.open_data import open_data, open_groups

    write_csv(open_data(published, lang), folder / "open_data.csv")
    groups = open_groups(published, lang)
    if groups.height:
        write_csv(groups, folder / "open_data_groups.csv")
