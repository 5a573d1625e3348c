"""Where the definitions and sample data that come with kumin are: in the wheel, or in the repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_REPOSITORY = _PACKAGE.parents[1]


def schema_folder(*parts: str) -> Path:
    """Return a folder below ``schemas``, e.g. ``schema_folder("tsurumi", "r05")``."""
    return _folder("schemas", *parts)


def sample_folder(*parts: str) -> Path:
    """Return a folder below ``sample_data``; its answers are synthetic."""
    return _folder("sample_data", *parts)


def _folder(*parts: str) -> Path:
    installed = _PACKAGE / "_data" / Path(*parts)
    # an editable install has no copies: the repository's own folders serve
    return installed if installed.is_dir() else _REPOSITORY / Path(*parts)
