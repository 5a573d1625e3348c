"""SPSS (SAV)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kumin.errors import ReadError
from kumin.responses.readers._columnar import cells_of, refuse_too_large, table_of_columns
from kumin.responses.readers.reader import READERS, Reader, Source
from kumin.responses.table import AnswerTable


def read_sav(source: Source) -> AnswerTable:
    """Read an SPSS file: variable names and labels as headings, codes (not value labels) as text.

    Values that the file declares as missing are read too; see :mod:`kumin.responses.coding.declared`.

    Raises
    ------
    ReadError
        The extra ``spss`` is not installed, or the file is broken.
    """
    path, data = source.path, source.data
    try:
        import pyreadstat
    except ImportError:
        raise ReadError("extra_missing", path=path, kind="SPSS", extra="spss") from None
    try:
        _, about = pyreadstat.read_sav(io.BytesIO(data), metadataonly=True, output_format="polars")
        refuse_too_large(path, about.number_rows or 0, about.number_columns or 0)
        frame, about = pyreadstat.read_sav(io.BytesIO(data), user_missing=True, output_format="polars")
    except ReadError:
        raise
    except Exception as error:
        # of a damaged file the library raises whatever its parsing meets
        raise ReadError("file_broken", path=path, kind="SPSS") from error
    assert isinstance(frame, pl.DataFrame)
    labels = [str(about.column_names_to_labels.get(name) or "") for name in frame.columns]
    table = table_of_columns(path, source.kind, list(map(cells_of, frame.get_columns())), labels)
    declared = {frame.columns.index(name): tuple(map(_range, ranges)) for name, ranges in about.missing_ranges.items()}
    named = {
        frame.columns.index(name): {_value(value): str(label) for value, label in own.items()}
        for name, own in about.variable_value_labels.items()
        if name in frame.columns
    }
    return replace(table, seen=replace(table.seen, declared_missing=declared, value_labels=named))


def _range(declared: object) -> tuple[float | str, float | str]:
    """Return the lowest and highest of the values that the file declares as missing in one go."""
    if not isinstance(declared, Mapping):
        return _value(declared), _value(declared)
    return _value(declared["lo"]), _value(declared["hi"])


def _value(declared: object) -> float | str:
    return float(declared) if isinstance(declared, int | float) else str(declared)


READERS.add("sav", Reader("sav", (".sav",), read_sav, order=50, signatures=(b"$FL2", b"$FL3")))
