"""A run's files: judgements.csv, estimates.csv, findings.csv, quarantined.csv, result.json; all or none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.reporting.atomic import all_or_nothing
from kumin.reporting.bundle import reports_available, write_open_data, write_reports

if TYPE_CHECKING:
    from kumin.pipeline import Result
from kumin.previous import measured
from kumin.reporting.findings import capped, quarantined_rows


def write_result(result: Result, out: Path, lang: str | None = None, *, reports: bool = True) -> list[Path]:
    """Write the files of a run into a folder, which is made where there is none.

    Files are written beside the folder and moved in when all are whole; other files in it are left alone. With answers
    there is open_data.csv too, and with ``reports``, where ``kumin[report]`` is installed, report.html, report.xlsx and
    report.docx in the language ``lang`` (report.new.docx, where somebody has edited report.docx).

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    UsageError
        The folder cannot be written.
    """
    with all_or_nothing(out) as folder:
        write_csv(result.judgements, folder / "judgements.csv")
        write_csv(result.estimates, folder / "estimates.csv")
        write_csv(capped(result.findings), folder / "findings.csv")
        write_csv(quarantined_rows(result.answers, result.plan.questionnaires, lang), folder / "quarantined.csv")
        text = json.dumps(result_dict(result), ensure_ascii=False, indent=2, allow_nan=False)
        (folder / "result.json").write_text(text + "\n", encoding="utf-8")
        if result.answers:
            write_open_data(result, folder, lang)
        if reports and reports_available():
            write_reports(result, folder, lang, out=out)
        names = sorted(path.name for path in folder.iterdir())
    return [out / name for name in names]


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a CSV that Excel opens as it is: UTF-8 with BOM, and no text that runs as a formula."""
    safe_text(frame).write_csv(path, include_bom=True)


def safe_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before texts that a spreadsheet would run as a formula; a mere number (-1) is none."""
    texts = pl.col(pl.String)
    runs = texts.str.contains(r"^[=+\-@\t\r]") & ~texts.str.contains(r"^[+-]?[0-9]+(\.[0-9]+)?$")
    return frame.with_columns(pl.when(runs).then("'" + texts).otherwise(texts).name.keep())


def result_dict(result: Result) -> dict[str, Any]:
    """Return everything of a run as plain values, in full precision, for JSON."""
    plan = result.plan.plan
    counts = dict(result.judgements["judgement"].value_counts().iter_rows())
    return {
        "manifest": asdict(result.manifest) | {"versions": dict(result.manifest.versions)},
        "plan": {"id": plan.id, "title": plan.title, "ward": plan.ward, "fiscal_year": plan.fiscal_year},
        "fiscal_year": result.fiscal_year,
        "summary": {"A": counts.get("A", 0), "B": counts.get("B", 0), "not_judged": counts.get(None, 0)},
        "judgements": _records(result.judgements),
        "estimates": _records(result.estimates),
        "surveys": {key: _survey_dict(result, key) for key in result.answers},
        "frames": {name: _records(frame) for name, frame in result.frames.items()},
        "measured": measured(result.plan),
    }


def _records(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; JSON knows no infinity (the effective size where everyone answered): null."""
    number = pl.col(pl.Float64)
    finite = pl.when(number.is_finite()).then(number).name.keep()
    return frame.with_columns(finite, pl.col(pl.Date).dt.to_string()).to_dicts()


def _survey_dict(result: Result, key: str) -> Mapping[str, Any]:
    from kumin.responses.validate import source_names

    answers, survey = result.answers[key], result.plan.plan.surveys[key]
    population = result.plan.populations[key]
    findings = answers.findings.group_by("code", "severity", "action").len("count").sort("code")
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
    }
