"""母集団: how many people live in each cell, for the size of a population and for weighting."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from kumin.definitions.files.population_table import Cells, Row, read_cells
from kumin.definitions.files.read import is_workbook, load_model
from kumin.definitions.files.tree import Understood
from kumin.definitions.lenient.references import asked_in
from kumin.definitions.model import FrozenMap, Identifier, Model, Text
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.questions import SingleQuestion
from kumin.errors import DefinitionError
from kumin.numbers import counted
from kumin.reading import current_limits, read_file
from kumin.registry import offered

_TIMES = 8  # memory that reading a table takes, in bytes of it

SHEET_SIGN = "#"
"""Between a workbook's name and the sheet that holds a table."""

COUNT = "population"
"""Column of people among a population's cells."""


class PopulationFile(Model):
    """What a population table is and how to read it.

    Attributes
    ----------
    id, title : str
        What it counts.
    file : str
        CSV (UTF-8) relative to this file; one row a cell.
    dimensions : mapping of question id to heading
        Which column of the CSV holds each attribute, as codes or labels of the question's options.
    count : str
        Heading of the number of people.
    as_of : date, optional
        Reference day.
    source, note : str
        Where it comes from; free remark.
    synthetic : bool
        Made up for demonstration.
    """

    id: Identifier
    title: Text
    file: Text
    dimensions: FrozenMap[Identifier, Text]
    count: Text = COUNT
    as_of: date | None = None
    source: str = ""
    note: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Population:
    """A population as a frame.

    Attributes
    ----------
    total : int
        Number of people.
    dimensions : tuple of str
        Question ids the cells are made of; empty when only the size is known.
    cells : polars.DataFrame
        One row a cell: the dimensions (Int16 option codes) and ``population`` (Int64).
    about : PopulationFile or None
        Its description.
    understood : tuple of Understood
        What was set aside or put in order in reading it.
    """

    total: int
    dimensions: tuple[str, ...]
    cells: pl.DataFrame
    about: PopulationFile | None = None
    understood: tuple[Understood, ...] = ()

    @classmethod
    def of_size(cls, total: int) -> Population:
        """Make a population of which only the size is known."""
        return cls(total, (), pl.DataFrame({COUNT: [total]}, schema={COUNT: pl.Int64}))


def load_population(path: str | Path, questionnaire: Questionnaire, *, count: str = COUNT) -> Population:
    """Read a population: a table as it was downloaded, or a YAML description with its table.

    A CSV (UTF-8 or CP932) or a sheet of a workbook holds a column for each attribute and one of people, or a column for
    each group of one of them. Totals are checked and set aside, as are ages that no option holds.

    Parameters
    ----------
    path : str or Path
        ``.yaml``/``.yml``, ``.csv``, or a workbook, with ``#`` and a sheet's name where it has several.
    questionnaire : Questionnaire
        Whose single answers the attributes are.
    count : str
        Heading of the number of people in a table whose description names none.

    Raises
    ------
    DefinitionError
        The file, a column or a cell cannot be used, a cell is there twice, or a total does not agree.
    """
    path = Path(path)
    about, table, rows = _opened(path)
    headings = [cell or "" for cell in rows[0]] if rows else []
    if about is not None and _is_tidy(headings, about):
        return _described(about, table, rows, questionnaire)
    names = [one for one in headings if one != count]
    if about is None and count in headings and set(names) <= set(questionnaire.by_id):
        known = PopulationFile(
            id="table", title="-", file=table.name, dimensions={one: one for one in names}, count=count
        )
        return replace(_described(known, table, rows, questionnaire), about=None)
    asked = [one for one in asked_in(questionnaire) if isinstance(questionnaire.by_id[one.id], SingleQuestion)]
    read = read_cells(table, rows, asked)
    unread = [] if about is None else [one for one in about.dimensions if one not in read.dimensions]
    if about is not None and unread:
        known_headings = ", ".join(headings)
        raise DefinitionError(
            "population_column_missing", path=table, name=about.dimensions[unread[0]], known=known_headings
        )
    return _of_cells(read, about, path)


def population_values(path: Path) -> tuple[dict[str, Any] | None, pl.DataFrame]:
    """Return a population's description, as YAML has it, and its table as it stands."""
    about, _, rows = _opened(path)
    described = None
    if about is not None:
        described = about.model_dump(mode="python", exclude_defaults=True, exclude={"file"})
    headings = [cell or f"c{place}" for place, cell in enumerate(rows[0])]
    columns = {
        name: [row[place] if place < len(row) else None for row in rows[1:]] for place, name in enumerate(headings)
    }
    return described, pl.DataFrame(columns, schema=dict.fromkeys(headings, pl.String))


def _opened(path: Path) -> tuple[PopulationFile | None, Path, list[Row]]:
    """Return a population's description, where it has one, the file of its table, and the table's rows."""
    name, _, sheet = path.name.partition(SHEET_SIGN)
    book = path.with_name(name)
    if path.suffix.lower() in {".yaml", ".yml"}:
        about, _ = load_model(PopulationFile, path)
        _, table, rows = _opened(path.parent / about.file)
        return about, table, rows
    if is_workbook(book):
        described, rows = offered("kumin.workbooks.populations:read_population")(book, sheet)
        return (PopulationFile.model_validate(described) if described else None), book, rows
    return None, path, rows_of_text(path)


def _is_tidy(headings: list[str], about: PopulationFile) -> bool:
    return {*about.dimensions.values(), about.count} <= set(headings)


def _described(about: PopulationFile, path: Path, rows: list[Row], questionnaire: Questionnaire) -> Population:
    """Read a table of which every column is known; rows of totals are checked and set aside."""
    frame = pl.DataFrame(
        {str(name): [row[place] for row in rows[1:]] for place, name in enumerate(rows[0]) if name},
        schema={str(name): pl.String for name in rows[0] if name},
    )
    if frame.is_empty():
        raise DefinitionError("population_empty", path=path)
    kept = [about.count, *about.dimensions.values()]
    asked = [one for one in asked_in(questionnaire) if one.id in about.dimensions]
    for id_ in about.dimensions:
        if not isinstance(questionnaire.by_id.get(id_), SingleQuestion):
            known = ", ".join(q.id for q in questionnaire.questions if isinstance(q, SingleQuestion))
            raise DefinitionError("population_dimension_unknown", path=path, name=id_, known=known)
    named = {heading: id_ for id_, heading in about.dimensions.items()}
    shown = [COUNT if one == about.count else named[one] for one in kept]
    plain = [tuple(shown), *frame.select(kept).iter_rows()]
    read = read_cells(path, plain, asked)
    return _of_cells(read, about, path)


def _of_cells(read: Cells, about: PopulationFile | None, path: Path) -> Population:
    schema = dict.fromkeys(read.dimensions, pl.Int16) | {COUNT: pl.Int64}
    rows = [(*codes, number) for codes, number in read.people.items()]
    cells = pl.DataFrame(rows, schema=schema, orient="row")
    total = int(cells[COUNT].sum())
    said = {"cells": len(rows), "people": counted(total), "totals": read.totals, "left_out": counted(read.left_out)}
    told = (Understood("population", path.name, said),) if read.totals or read.left_out or read.wide else ()
    return Population(total, read.dimensions, cells, about, told)


def rows_of_text(path: Path) -> list[Row]:
    """Read a CSV or a tab-separated file; its encoding is told by its bytes."""
    try:
        data = read_file(path, current_limits().bytes // _TIMES, DefinitionError)
    except FileNotFoundError:
        raise DefinitionError("definition_missing", path=path) from None
    except OSError as error:
        raise DefinitionError("definition_unreadable", path=path, reason=error) from None
    text = _decoded(data, path)
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise DefinitionError("population_not_csv", path=path) from None
    if len(rows) < 2:
        raise DefinitionError("population_empty", path=path)
    width = max(map(len, rows))
    return [tuple(cell.strip("\ufeff ") or None for cell in [*row, *[""] * (width - len(row))]) for row in rows]


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp932", "utf-16"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DefinitionError("population_not_csv", path=path)
