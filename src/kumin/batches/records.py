"""What was done, beside the files it made: a plan whose inputs and options are the same is not run again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin.batches.folders import holds_plan
from kumin.manifest import digest
from kumin.past.store import RESULT_FILE, find_results, result_folders
from kumin.result import RESULT_FOLDERS
from kumin.writers.atomic import all_or_nothing_file

if TYPE_CHECKING:
    from kumin.result import Result

RECORD = "batch.json"
"""In the folder of a plan's files: of which inputs and with which options they were made."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the plans of a batch are run: with others the same plan gives other files.

    Attributes
    ----------
    lang : str, optional
    level : float
    min_cell : int, optional
    reports : bool
        Whether the reports are written, not the tables alone.
    """

    lang: str | None = None
    level: float = 0.95
    min_cell: int | None = None
    reports: bool = True


def inputs_of(folder: Path) -> dict[str, str]:
    """Return the digest of everything in a plan's folder, and of the results of earlier years beside it.

    Plans in folders below are their own; a file that is added to the answers changes it as one that is edited does.
    """
    paths = {*_within(folder), *find_results(result_folders(folder))}
    return dict(sorted((_named(path, folder), digest(path)) for path in paths))


def _named(path: Path, folder: Path) -> str:
    """Name a file as seen from a plan's folder, so that all may be moved to another place together."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.absolute().as_posix()


def _within(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith((".", "~$")) or path.name in RESULT_FOLDERS:
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and not _above(path, folder) and not holds_plan(path):
            yield from (one for one in _within(path) if one.name != RESULT_FILE)


def _above(path: Path, folder: Path) -> bool:
    """Tell whether a link leads back to the folder it stands in, or above."""
    return path.is_symlink() and folder.resolve().is_relative_to(path.resolve())


def keep_record(
    out: Path,
    inputs: Mapping[str, str],
    result: Result,
    options: Options,
    plan: Mapping[str, Any],
    indicators: list[dict[str, Any]],
) -> None:
    """Write what was done, last of all files."""
    folder = result.plan.path.parent
    read = {_named(path, folder): path for path in _read_elsewhere(result)}
    beyond = {name: digest(path) for name, path in read.items() if name not in inputs}
    record = {
        "made_with": made_with(options), "inputs": dict(inputs), "elsewhere": beyond, "plan": dict(plan),
        "indicators": indicators,
    }  # fmt: skip
    with all_or_nothing_file(out / RECORD) as path:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def _read_elsewhere(result: Result) -> Iterator[Path]:
    """Yield the files a run read wherever they stand, such as a questionnaire that several wards share."""
    yield from result.plan.files()
    yield from (table.path for found in result.answers.values() for table in found.tables)
    if result.previous is not None and result.previous.path.is_file():
        yield result.previous.path


def made_with(options: Options) -> dict[str, Any]:
    """Return what files are made with besides their inputs."""
    return {"kumin": version("kumin"), "polars": version("polars"), **asdict(options)}


def has_record(out: Path) -> bool:
    """Tell whether a plan was done before, with whatever inputs."""
    return (out / RECORD).is_file()


def records_below(out: Path) -> list[str]:
    """List the folders below one with results of batches, by their names below it, in order."""
    return sorted(path.parent.relative_to(out).as_posix() for path in out.rglob(RECORD))


def kept_record(folder: Path, out: Path, options: Options) -> dict[str, Any] | None:
    """Return what was done of a plan, where it would be the same again; else None."""
    try:
        record = json.loads((out / RECORD).read_text(encoding="utf-8"))
        same = record["made_with"] == made_with(options) and (out / RESULT_FILE).is_file()
        if not same or record["inputs"] != inputs_of(folder):
            return None
        elsewhere = {name: digest(folder / name) for name in record["elsewhere"]}
        return record if elsewhere == record["elsewhere"] and isinstance(record["indicators"], list) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
