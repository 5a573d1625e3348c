"""What ``kumin check --out`` writes: a marked copy of each file, the findings, the rows left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import Questionnaire
from kumin.messages import text
from kumin.words import Words
from kumin.words.bases import bases_table
from kumin.words.findings import capped, quarantined_rows, worded
from kumin.writers.atomic import all_or_nothing, all_or_nothing_file
from kumin.writers.kept import OF_CHECK, files_record

if TYPE_CHECKING:
    from kumin.responses import Answers

_COLUMNS = (
    "file", "sheet", "row", "column", "heading", "value", "count", "code", "kind", "finding", "note", "what_to_do",
    "done",
)  # fmt: skip


def findings_list(findings: pl.DataFrame, lang: str | None = None) -> pl.DataFrame:
    """Make the list of findings that people read: headings and words in their language."""
    listed = worded(capped(findings), Words.of(lang)).select(_COLUMNS)
    return listed.rename({name: text(f"check_list_{name}", lang) for name in _COLUMNS})


def write_check(
    answers: Answers, questionnaire: Questionnaire, out: Path, lang: str | None = None, *, show_values: bool = False
) -> list[Path]:
    """Write a marked copy of each answer file, findings.csv, quarantined.csv and bases.csv into a folder.

    Files there that were changed by hand are kept; see :func:`kumin.writers.kept.files_record`.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    UsageError
        The folder cannot be written.
    """
    from kumin.responses import source_names
    from kumin.writers.csv import write_csv
    from kumin.writers.workbook.marked_copy import write_marked_copy

    with all_or_nothing(out) as folder:
        for name, table in zip(source_names(answers.tables), answers.tables, strict=True):
            found = answers.findings.filter(pl.col("file") == name)
            path = folder / f"{name}{text('check_copy_suffix', lang)}.xlsx"
            write_marked_copy(table, found, path, lang)
        write_csv(findings_list(answers.findings, lang), folder / "findings.csv")
        rows = quarantined_rows({"": answers}, {"": questionnaire}, Words.of(lang), personal=show_values)
        write_csv(rows.drop("survey"), folder / "quarantined.csv")
        write_csv(bases_table(answers.bases, questionnaire, Words.of(lang), whole=True), folder / "bases.csv")
        # last: it holds the digests of all other files
        record = json.dumps(files_record(folder, out, OF_CHECK), ensure_ascii=False, indent=2)
        (folder / OF_CHECK).write_text(record + "\n", encoding="utf-8")
        names = sorted(path.name for path in folder.iterdir())
    return [out / name for name in names]


def write_parquet(findings: pl.DataFrame, path: Path) -> list[Path]:
    """Write every finding as Parquet.

    Raises
    ------
    UsageError
        It cannot be written there.
    """
    with all_or_nothing_file(path) as file:
        findings.write_parquet(file)
    return [path]
