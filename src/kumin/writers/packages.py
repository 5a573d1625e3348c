"""Files that are zip archives of parts: written alike whenever they are written."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any


def member(name: str) -> zipfile.ZipInfo:
    """Name a part; its day is always the same, for the same input is to give the same file."""
    part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def save(made: Any, path: Path) -> None:
    """Save a document or a deck of slides, whose library dates each part by the clock."""
    packed = BytesIO()
    made.save(packed)
    with zipfile.ZipFile(packed) as package, zipfile.ZipFile(path, "w") as out:
        for info in package.infolist():
            out.writestr(member(info.filename), package.read(info))
