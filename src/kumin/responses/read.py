"""Read an answer file: recognise its format, unpack it, and let the format's reader make a table of it."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from functools import partial
from pathlib import Path

from kumin.definitions import FileLayout, Questionnaire
from kumin.errors import ReadError
from kumin.on_disk import is_long
from kumin.responses.readers import Source
from kumin.responses.readers._content import load
from kumin.responses.readers.guard import read_guarded, read_table
from kumin.responses.readers.parquet import read_long_parquet
from kumin.responses.readers.streamed import read_streamed
from kumin.responses.table import AnswerTable
from kumin.responses.threads import on_another_thread


def read_answers(
    path: str | Path,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    layout: FileLayout | None = None,
    questionnaire: Questionnaire | None = None,
) -> AnswerTable:
    """Read a file of answers, everything as text.

    Parameters
    ----------
    path : str or Path
        A file of any format in :data:`kumin.responses.readers.READERS` (CSV, Excel, ODS, Parquet, SPSS), or a gzip or
        zip of one such file. The format is recognised by the bytes, not by the name.
    encoding : str, optional
        One of :data:`kumin.responses.readers.encoding.ENCODINGS`, for a text file. Default: detected.
    sheet : str, optional
        Name of a workbook's sheet. Default: the one with most of the questionnaire's headings; without a
        questionnaire the largest. A hidden sheet is read only where no other has about as many headings.
    layout : FileLayout, optional
        What is known about the layout. Default: the questionnaire's ``file``.
    questionnaire : Questionnaire, optional
        Helps to find the headings.

    Returns
    -------
    AnswerTable

    Raises
    ------
    ReadError
        The file is missing, empty, too large, broken, of an unsupported format or of another encoding, or has no
        answers below its headings; or it was written to while it was read; or reading it takes more memory or time than
        :func:`kumin.limits` allow.

    Examples
    --------
    >>> from kumin.data import sample_folder
    >>> table = read_answers(sample_folder("tsurumi", "r05") / "principals.csv")
    >>> table.encoding, table.frame.columns[:3]
    ('utf-8', ['row', 'c0', 'c1'])
    """
    path = Path(path)
    layout = layout or (questionnaire.file if questionnaire else FileLayout())
    changes = {"encoding": encoding, "sheet": sheet}
    layout = layout.model_copy(update={key: value for key, value in changes.items() if value is not None})
    before = _state(path)
    table = _read(path, layout, questionnaire)
    if _state(path) != before:
        raise ReadError("file_changed", path=path)
    return table


def _state(path: Path) -> tuple[int, ...] | None:
    """Return what is another where a file was written to, or another file put in its place; None where it is gone."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def _read(path: Path, layout: FileLayout, questionnaire: Questionnaire | None) -> AnswerTable:
    if _may_be_long(path) and (long := read_long_parquet(path) or read_streamed(path, layout, questionnaire)):
        return long
    content = load(path)
    digest = on_another_thread(partial(_sha256, content.stored))
    table = read_guarded(Source(path, content.data, content.kind, layout, questionnaire), read_table)
    return replace(table, sha256=digest.result(), size=len(content.stored), kind=content.kind)


def _may_be_long(path: Path) -> bool:
    """Tell whether a path is of a file, not of a pipe or a device, with bytes enough for many rows."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(about.st_mode) and is_long(about.st_size)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
