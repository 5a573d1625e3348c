"""What a reader of a file format is, and the registry of them.

To add a format, write a module that adds a :class:`Reader` to :data:`READERS`, import it in this package, and give the
format its words, ``reader_NAME`` and ``reader_NAME_about``, in the message catalogue. Recognition of files, the
endings that are looked for in a folder, error messages, the table in the documentation and the help are made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kumin.definitions import FileLayout, Questionnaire
from kumin.registry import Registry
from kumin.responses.table import AnswerTable

PACKED_SUFFIXES = (".gz", ".zip")
"""Endings of packed files, each of which holds one answer file."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader is given.

    Attributes
    ----------
    path : Path
        The file, for messages.
    data : bytes
        Its content, unpacked.
    kind : str
        The name of the reader.
    layout : FileLayout
        What is known of the layout.
    questionnaire : Questionnaire, optional
        What was asked; it helps to find the headings.
    cells : int
        Cells that the rectangle of a sheet may have.
    apart : bool
        Whether this process was started for the file alone.
    """

    path: Path
    data: bytes
    kind: str
    layout: FileLayout
    questionnaire: Questionnaire | None = None
    cells: int = 0
    apart: bool = False


class NotOrdinaryError(Exception):
    """A reader has found a file not to be ordinary: it is to be read in a process of its own."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one file format.

    Attributes
    ----------
    name : str
        ``kind`` of the tables it makes.
    suffixes : tuple of str
        Endings of file names, lower case with the dot; the first is the usual one.
    read : callable
        Makes a table of a :class:`Source`. Its digest and size are filled in afterwards.
    order : int
        Place in lists of formats.
    signatures : tuple of bytes
        How its files begin. A reader without signature and member takes what no other recognises.
    member : str
        For a format that is a ZIP archive: the member by which it is recognised.
    unpacks : str
        For such a format: how the names of members begin that the reader itself unpacks whole before it uses them, so
        that a size that is not their own is found there.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], AnswerTable]
    order: int
    signatures: tuple[bytes, ...] = ()
    member: str = ""
    unpacks: str = ""


READERS: Registry[Reader] = Registry("reader")
"""Every reader by its name."""


def in_order() -> list[Reader]:
    """Return the readers in the order of lists."""
    return sorted(READERS.values(), key=lambda reader: reader.order)


def answer_suffixes(*, packed: bool = True) -> tuple[str, ...]:
    """Return the endings of files that may hold answers.

    Parameters
    ----------
    packed : bool
        With the endings of packed files.

    Examples
    --------
    >>> {".csv", ".xlsx", ".csv.gz", ".zip"} <= set(answer_suffixes())
    True
    """
    plain = tuple(suffix for reader in in_order() for suffix in reader.suffixes)
    return (*plain, *(suffix + packing for suffix in plain for packing in PACKED_SUFFIXES), ".zip") if packed else plain
