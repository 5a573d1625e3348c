"""A run's files: judgements.csv, estimates.csv, findings.csv, result.json; all of them or none."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from kumin.errors import UsageError
from kumin.pipeline import Result

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_result(result: Result, out: Path) -> list[Path]:
    """Write the files of a run into a folder, which is made where there is none.

    Files are written beside the folder and moved in when all are whole; other files in it are left alone.

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
        write_csv(result.findings, folder / "findings.csv")
        text = json.dumps(result_dict(result), ensure_ascii=False, indent=2, allow_nan=False)
        (folder / "result.json").write_text(text + "\n", encoding="utf-8")
        names = sorted(path.name for path in folder.iterdir())
    return [out / name for name in names]


@contextmanager
def all_or_nothing(out: Path) -> Iterator[Path]:
    """Give a temporary folder whose files move to ``out`` when the block ends well, and vanish when it does not."""
    if out.exists() and not out.is_dir():
        raise UsageError("out_is_file", path=out)
    try:
        parent = _existing_parent(out)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=parent))
    except OSError as error:
        raise UsageError("out_not_writable", path=out, reason=error.strerror or str(error)) from None
    try:
        yield folder
        if out.exists():
            for path in folder.iterdir():
                path.replace(out / path.name)
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o777 & ~_umask())
            folder.replace(out)
    except OSError as error:
        raise UsageError("out_not_writable", path=out, reason=error.strerror or str(error)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _existing_parent(out: Path) -> Path:
    """Return the nearest folder above ``out`` that exists: the same disk, so that a move is one step."""
    return next(parent for parent in out.absolute().parents if parent.is_dir())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a CSV that Excel opens as it is: UTF-8 with BOM, and no text that runs as a formula."""
    safe = frame.with_columns(
        pl.when(pl.col(pl.String).str.contains(r"^[=+\-@\t\r]"))
        .then("'" + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep()
    )
    safe.write_csv(path, include_bom=True)


def result_dict(result: Result) -> dict[str, Any]:
    """Return everything of a run as plain values, in full precision, for JSON."""
    plan = result.plan.plan
    counts = dict(result.judgements["judgement"].value_counts().iter_rows())
    return {
        "manifest": asdict(result.manifest) | {"versions": dict(result.manifest.versions)},
        "plan": {"id": plan.id, "title": plan.title, "ward": plan.ward, "fiscal_year": plan.fiscal_year},
        "fiscal_year": result.fiscal_year,
        "summary": {"A": counts.get("A", 0), "B": counts.get("B", 0), "not_judged": counts.get(None, 0)},
        "judgements": result.judgements.to_dicts(),
        "estimates": result.estimates.to_dicts(),
        "surveys": {key: _survey_dict(result, key) for key in result.answers},
    }


def _survey_dict(result: Result, key: str) -> Mapping[str, Any]:
    answers, survey = result.answers[key], result.plan.plan.surveys[key]
    population = result.plan.populations[key]
    findings = answers.findings.group_by("code", "severity", "action").len("count").sort("code")
    return {
        "title": survey.title,
        "questionnaire": result.plan.questionnaires[key].id,
        "file": answers.table.path.name,
        "encoding": answers.table.encoding,
        "population": population.total if population else None,
        "invited": survey.invited,
        "undeliverable": survey.undeliverable,
        "n_read": answers.n_read,
        "n_blank": answers.n_blank,
        "n_quarantined": answers.n_quarantined,
        "n_used": answers.n_used,
        "findings": findings.to_dicts(),
    }
