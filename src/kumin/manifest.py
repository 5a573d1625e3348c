"""What a run was made of: versions, inputs with their digests, options, time."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin.moment import moment

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan
    from kumin.responses import AnswerTable


@dataclass(frozen=True, slots=True)
class Input:
    """A file a run read or wrote."""

    role: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record that makes a run reproducible.

    Attributes
    ----------
    versions : mapping of package to version
        kumin, Python and what the numbers depend on.
    inputs : tuple of Input
        Definitions and answers.
    options : mapping
        How the run was called.
    time : str
        When, ISO 8601 in UTC.
    """

    versions: Mapping[str, str]
    inputs: tuple[Input, ...]
    options: Mapping[str, Any]
    time: str


def make_manifest(
    loaded: LoadedPlan, tables: Sequence[AnswerTable], options: Mapping[str, Any], before: Path | None = None
) -> Manifest:
    """Record a run's inputs, options and time."""
    definitions = [Input("definition", path.name, digest(path), path.stat().st_size) for path in loaded.files()]
    answers = [Input("answers", table.path.name, table.sha256, table.size) for table in tables]
    time = moment().isoformat(timespec="seconds")
    known = before if before is not None and before.is_file() else None
    earlier = [] if known is None else [Input("previous", known.name, digest(known), known.stat().st_size)]
    return Manifest(_versions(), (*definitions, *answers, *earlier), dict(options), time)


def digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    packages = ("polars", "pandera", "pydantic", "scipy")
    own = {"kumin": version("kumin"), "python": platform.python_version()}
    return own | {package: version(package) for package in packages}
