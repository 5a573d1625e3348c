"""Files and folders that stand only while something is done, and one error where they cannot."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kumin.errors import KuminError

_PREFIX = "kumin-"


def temporary_file() -> IO[bytes]:
    """Open a file without a name in its folder, of which nothing is left however the process ends.

    Raises
    ------
    KuminError
        The folder of temporary files cannot be written.
    """
    try:
        return tempfile.TemporaryFile(prefix=_PREFIX)
    except OSError as error:
        raise unusable(error) from error


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder that is gone when the block ends.

    Raises
    ------
    KuminError
        It cannot be made, or what is written to it finds no room.
    """
    place = tempfile.gettempdir()
    try:
        with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
            yield Path(folder)
    except OSError as error:
        # of a file that was open when its disk was full the system names none
        if error.filename is None or Path(error.filename).is_relative_to(place):
            raise unusable(error) from error
        raise


def unusable(error: OSError) -> KuminError:
    """Make the error of a folder of temporary files that cannot be written."""
    try:
        folder = Path(tempfile.gettempdir())
    except OSError:
        folder = Path()
    return KuminError("temporary_folder_unusable", path=folder, reason=error)
