"""A folder of files that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kumin.errors import UsageError


@contextmanager
def all_or_nothing(out: Path) -> Iterator[Path]:
    """Give a temporary folder whose files move to ``out`` when the block ends well, and vanish when it does not."""
    if out.exists() and not out.is_dir():
        raise UsageError("out_is_file", path=out)
    try:
        parent = _existing_parent(out)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=parent))
    except OSError as error:
        raise UsageError("out_not_writable", path=out, reason=error.strerror or str(error)) from None
    try:
        yield folder
        if out.exists():
            for path in folder.iterdir():
                path.replace(out / path.name)
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o777 & ~_umask())
            folder.replace(out)
    except OSError as error:
        raise UsageError("out_not_writable", path=out, reason=error.strerror or str(error)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def all_or_nothing_file(out: Path) -> Iterator[Path]:
    """Give a temporary file that becomes ``out`` when the block ends well, and vanishes when it does not."""
    if out.is_dir():
        raise UsageError("out_is_folder", path=out)
    try:
        parent = _existing_parent(out)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=parent) as folder:
            path = Path(folder) / out.name
            yield path
            out.parent.mkdir(parents=True, exist_ok=True)
            path.replace(out)
    except OSError as error:
        raise UsageError("out_not_writable", path=out, reason=error.strerror or str(error)) from None


def _existing_parent(out: Path) -> Path:
    """Return the nearest folder above ``out`` that exists: the same disk, so that a move is one step."""
    return next(parent for parent in out.absolute().parents if parent.is_dir())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
