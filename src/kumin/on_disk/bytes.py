"""The bytes of a file in another form, in a temporary file."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import IO

from kumin.temporary import temporary_file, unusable


def written(pieces: Iterator[bytes], *, stated: int = 0) -> IO[bytes]:
    """Write pieces to a temporary file, which has no name in its folder, and return it, to be read from its beginning.

    Parameters
    ----------
    pieces : iterator of bytes
    stated : int
        Bytes that they are said to be: where the disk has not so many left, none is written.

    Raises
    ------
    KuminError
        The folder of temporary files is full, or cannot be written.

    Examples
    --------
    >>> with written(iter([b"1,2", b",3"])) as file:
    ...     file.read()
    b'1,2,3'
    """
    file = temporary_file()
    try:
        _refuse_full(stated)
        for piece in pieces:
            _write(file, piece)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _refuse_full(size: int) -> None:
    try:
        if size > shutil.disk_usage(tempfile.gettempdir()).free:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError as error:
        raise unusable(error) from error


def _write(file: IO[bytes], piece: bytes) -> None:
    try:
        file.write(piece)
    except OSError as error:
        raise unusable(error) from error
