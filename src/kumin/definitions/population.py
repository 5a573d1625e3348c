"""母集団: how many people live in each cell, for the size of a population and for weighting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from kumin.definitions.model import FrozenMap, Identifier, Model, Text
from kumin.definitions.questionnaire import Questionnaire, SingleQuestion
from kumin.definitions.read import load_model
from kumin.errors import DefinitionError
from kumin.reading import current_limits, read_file

_TIMES = 8  # memory that reading a table takes, in bytes of it

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
    """

    total: int
    dimensions: tuple[str, ...]
    cells: pl.DataFrame
    about: PopulationFile | None = None

    @classmethod
    def of_size(cls, total: int) -> Population:
        """Make a population of which only the size is known."""
        return cls(total, (), pl.DataFrame({COUNT: [total]}, schema={COUNT: pl.Int64}))


def load_population(path: str | Path, questionnaire: Questionnaire, *, count: str = COUNT) -> Population:
    """Read a population file: a YAML description with its CSV, or a CSV alone.

    A CSV alone has one column per attribute, headed by the question's id, and ``population``.

    Parameters
    ----------
    path : str or Path
        ``.yaml``/``.yml`` or ``.csv``.
    questionnaire : Questionnaire
        Whose single answers the attributes are.
    count : str
        Heading of the number of people in a CSV that stands alone.

    Raises
    ------
    DefinitionError
        The file, a column or a cell cannot be used, or a cell is there twice.
    """
    path = Path(path)
    if path.suffix.lower() in {".yaml", ".yml"}:
        about, _ = load_model(PopulationFile, path)
        table, dimensions, count = path.parent / about.file, dict(about.dimensions), about.count
    else:
        about, table, dimensions = None, path, None
    frame = _read_table(table)
    if dimensions is None:
        dimensions = {name: name for name in frame.columns if name != count}
    for name in (*dimensions.values(), count):
        if name not in frame.columns:
            raise DefinitionError("population_column_missing", path=table, name=name, known=", ".join(frame.columns))
    cells = frame.select(
        *(_codes(frame, id_, heading, questionnaire, table) for id_, heading in dimensions.items()),
        _counts(frame, count, table),
    )
    _refuse_repeated(cells, list(dimensions), table)
    return Population(int(cells[COUNT].sum()), tuple(dimensions), cells, about)


def _read_table(path: Path) -> pl.DataFrame:
    try:
        data = read_file(path, current_limits().bytes // _TIMES, DefinitionError)
        frame = pl.read_csv(data, infer_schema=False, encoding="utf8")
    except FileNotFoundError:
        raise DefinitionError("definition_missing", path=path) from None
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise DefinitionError("population_not_csv", path=path, reason=reason) from None
    frame = frame.rename({name: name.strip("\ufeff ") for name in frame.columns})
    if frame.is_empty():
        raise DefinitionError("population_empty", path=path)
    return frame.with_columns(pl.all().str.strip_chars())


def _codes(frame: pl.DataFrame, id_: str, heading: str, questionnaire: Questionnaire, path: Path) -> pl.Series:
    question = questionnaire.by_id.get(id_)
    if not isinstance(question, SingleQuestion):
        known = ", ".join(q.id for q in questionnaire.questions if isinstance(q, SingleQuestion))
        raise DefinitionError("population_dimension_unknown", path=path, name=id_, known=known)
    names = {str(code): code for code in question.options}
    for code, option in question.options.items():
        names |= dict.fromkeys((option.label, *option.aliases), code)
    codes = frame[heading].replace_strict(names, default=None, return_dtype=pl.Int16).alias(id_)
    _refuse_null(codes, frame[heading], path, "population_cell_unknown", heading)
    return codes


def _counts(frame: pl.DataFrame, heading: str, path: Path) -> pl.Series:
    counts = frame[heading].str.replace_all(",", "").cast(pl.Int64, strict=False).alias(COUNT)
    _refuse_null(counts.set(counts < 0, None), frame[heading], path, "population_count_wrong", heading)
    return counts


def _refuse_null(series: pl.Series, source: pl.Series, path: Path, code: str, heading: str) -> None:
    wrong = series.is_null().arg_true()
    if len(wrong):
        row = int(wrong[0])
        # the header is line 1
        raise DefinitionError(code, path=path, line=row + 2, heading=heading, value=source[row] or "")


def _refuse_repeated(cells: pl.DataFrame, dimensions: list[str], path: Path) -> None:
    if not dimensions:
        return
    again = cells.select(~pl.struct(dimensions).is_first_distinct()).to_series().arg_true()
    if len(again):
        raise DefinitionError("population_cell_repeated", path=path, line=int(again[0]) + 2)
