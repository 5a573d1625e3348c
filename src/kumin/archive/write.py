"""Write the answers of one survey, with all that describes them, into a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from kumin.archive import FORMATS
from kumin.archive.answers import Exported
from kumin.archive.codebook import codebook
from kumin.archive.ddi import Study, ddi
from kumin.archive.scripts import python_script, r_script
from kumin.archive.spss import write_spss
from kumin.definitions import Indicator
from kumin.words.words import Words
from kumin.writers.csv import write_csv


def write_answers(
    found: Exported,
    study: Study,
    indicators: Mapping[str, Indicator],
    method: str,
    name: str,
    formats: Sequence[str],
    folder: Path,
    words: Words,
) -> list[str]:
    """Write the files of a survey.

    Parameters
    ----------
    found : Exported
    study : Study
    indicators : mapping of id to Indicator
        Of the plan; scripts are written where there are any that one column gives.
    method : str
        Interval of shares in the plan.
    name : str
        What the files are called before their suffix.
    formats : sequence of str
        Of :data:`kumin.archive.FORMATS`. A script needs the answers it reads: R the CSV, Python the Parquet file.
    folder : Path
    words : Words

    Returns
    -------
    list of str
        Names of the files.
    """
    files = {form: f"{name}.{form}" for form in FORMATS if form in formats}
    labelled = found.frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8))
    if "parquet" in files:
        labelled.write_parquet(folder / files["parquet"])
    if "csv" in files:
        write_csv(labelled, folder / files["csv"])
    if "sav" in files:
        write_spss(found, folder / files["sav"], study.title, words)
    files["codebook"] = f"{name}_codebook.csv"
    write_csv(_worded(codebook(found, words), words), folder / files["codebook"])
    files["ddi"] = f"{name}_ddi.xml"
    described = next(iter(files.values()))
    (folder / files["ddi"]).write_bytes(ddi(found, study, described, words))
    known = {id_: indicators[id_] for id_ in found.indicators}
    note = words.text("export_script_note", title=study.title)
    if known and "csv" in files:
        files["r"] = f"{name}_table.R"
        (folder / files["r"]).write_text(r_script(found, known, files["csv"], note), encoding="utf-8")
    if known and "parquet" in files:
        files["py"] = f"{name}_table.py"
        script = python_script(found, known, files["parquet"], note, method)
        (folder / files["py"]).write_text(script, encoding="utf-8")
    return list(files.values())


def _worded(table: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Put the headings of the codebook into words."""
    return table.rename({column: words.text(f"export_column_{column}") for column in table.columns})
