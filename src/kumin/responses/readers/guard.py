"""Every file is read within limits: an ordinary one here, any other in a process that ends when it takes too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kumin.errors import ReadError
from kumin.reading import current_limits
from kumin.responses.readers import READERS
from kumin.responses.readers._child import read_in_child
from kumin.responses.readers._ordinary import BYTES_OF_A_CELL, ORDINARY_CELLS, is_ordinary
from kumin.responses.readers.reader import NotOrdinaryError, Source
from kumin.responses.readers.spreadsheets._spreadsheet import TOO_LARGE
from kumin.responses.table import AnswerTable

T = TypeVar("T")


def read_table(source: Source) -> AnswerTable:
    """Read a file of answers with the reader of its kind."""
    return READERS[source.kind].read(source)


def read_guarded(source: Source, read: Callable[[Source], T]) -> T:
    """Read a file within the limits that hold here.

    Parameters
    ----------
    source : Source
        The file.
    read : callable
        What reads it, a function that another process can import; :func:`read_table` of answers.

    Raises
    ------
    ReadError
        What its reader raises, or that it takes more memory or time than it may.
    """
    limits = current_limits()
    most = limits.bytes // BYTES_OF_A_CELL
    if is_ordinary(source, limits):
        try:
            return read(replace(source, cells=min(most, ORDINARY_CELLS)))
        except NotOrdinaryError:
            pass
        except ReadError as error:
            if error.code not in TOO_LARGE or most <= ORDINARY_CELLS:
                raise
    return read_in_child(replace(source, cells=most, apart=True), limits, read)
