"""SPSS (SAV)."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.reading import current_limits
from kumin.responses.coding.options import NO_ANSWER_WORDS
from kumin.responses.folding import fold_text
from kumin.responses.readers._child import answer_of_child, broken
from kumin.responses.readers._columnar import BYTES_OF_A_CELL, cells_of, refuse_too_large, table_of_columns
from kumin.responses.readers.reader import READERS, Reader, Source
from kumin.responses.table import AnswerTable

_NO_ANSWER = frozenset(map(fold_text, NO_ANSWER_WORDS))

VALUES = str(Path(__file__).with_name("_sav_values.py"))
"""What reads the values, in a process of its own."""


def read_sav(source: Source) -> AnswerTable:
    """Read an SPSS file: variable names and labels as headings, codes (not value labels) as text.

    Values that the file declares as missing, or labels so (無回答), are read too; see
    :mod:`kumin.responses.coding.declared`.

    Raises
    ------
    ReadError
        The extra ``spss`` is not installed, the file is broken, or it takes more memory or time than it may.
    """
    if importlib.util.find_spec("pyreadstat") is None:
        raise ReadError("extra_missing", path=source.path, kind="SPSS", extra="spss")
    limits = current_limits()
    found = answer_of_child(VALUES, (source.data, limits.bytes // BYTES_OF_A_CELL), source, limits)
    if isinstance(found, tuple):
        refuse_too_large(source.path, *found)
    if not isinstance(found, dict):
        raise broken(source)
    columns = [_column(name, values) for name, values in found["values"].items()]
    places = {column.name: place for place, column in enumerate(columns)}
    labels = [str(found["labels"].get(name) or "") for name in places]
    table = table_of_columns(source.path, source.kind, list(map(cells_of, columns)), labels, names_apart=True)
    declared = {places[name]: tuple(map(_range, ranges)) for name, ranges in found["missing"].items()}
    named = {
        places[name]: {_value(value): str(label) for value, label in own.items()}
        for name, own in found["named"].items()
        if name in places
    }
    for place, own in named.items():
        # a 0 that is called 「回答なし」 says in the column of an option that it is not marked
        absent = [value for value, label in own.items() if fold_text(label) in _NO_ANSWER and value not in (0, 1)]
        if absent:
            declared[place] = (*declared.get(place, ()), *((value, value) for value in absent))
    return replace(table, seen=replace(table.seen, declared_missing=declared, value_labels=named))


def _column(name: str, values: Iterable[object]) -> pl.Series:
    return pl.Series(name, values, nan_to_null=True) if hasattr(values, "dtype") else pl.Series(name, values)


def _range(declared: object) -> tuple[float | str, float | str]:
    """Return the lowest and highest of the values that the file declares as missing in one go."""
    if not isinstance(declared, Mapping):
        return _value(declared), _value(declared)
    return _value(declared["lo"]), _value(declared["hi"])


def _value(declared: object) -> float | str:
    return float(declared) if isinstance(declared, int | float) else str(declared)


READERS.add("sav", Reader("sav", (".sav",), read_sav, order=50, signatures=(b"$FL2", b"$FL3")))
