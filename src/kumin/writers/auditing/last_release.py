"""The last release of the same plan and year, beside which no command that publishes may tell of a few people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.earlier import Earlier
from kumin.errors import UsageError
from kumin.frames import plain_rows
from kumin.past.store import RESULT_FILE, result_folders
from kumin.writers.auditing.pair import read_cells
from kumin.writers.kept import OF_REPORT

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan
    from kumin.disclosure.published import Published

RECORDS = (RESULT_FILE, OF_REPORT)
"""Records of what publishes."""


@dataclass(frozen=True)
class LastRelease:
    """A release that was made before.

    Attributes
    ----------
    folder : Path
        Where it stands.
    surveys : mapping of str to Earlier
        What it told, by survey.
    """

    folder: Path
    surveys: Mapping[str, Earlier]


def last_release(
    loaded: LoadedPlan, fiscal_year: int, out: Path, previous: Path | None = None, *, first: bool = False
) -> LastRelease | None:
    """Find the last release of a plan and year.

    Parameters
    ----------
    loaded : LoadedPlan
        The plan.
    fiscal_year : int
        The year.
    out : Path
        The folder that is about to be written.
    previous : Path, optional
        The folder of the last release; default that which stands in ``out``, else the newest of those in the folders
        of results beside the plan (:func:`kumin.past.store.result_folders`).
    first : bool
        Whether nothing was published before.

    Raises
    ------
    UsageError
        ``previous`` holds no release of the same plan and year.
    """
    if first:
        return None
    plan = loaded.plan.id
    if previous is not None:
        found = _release(previous, plan, fiscal_year)
        if found is None:
            raise UsageError("previous_release_none", path=previous, year=fiscal_year)
        return found
    return _release(out, plan, fiscal_year) or next(_releases_beside(loaded.path.parent, plan, fiscal_year), None)


def _releases_beside(folder: Path, plan: str, fiscal_year: int) -> Iterator[LastRelease]:
    """Yield the releases in the folders of results, the newest first."""
    places = [place for one in result_folders(folder) if one.is_dir() for place in (one, *one.iterdir())]
    records = [place / name for place in places for name in RECORDS if (place / name).is_file()]
    for path in sorted(records, key=lambda path: path.stat().st_mtime, reverse=True):
        found = _release(path.parent, plan, fiscal_year)
        if found is not None:
            yield found


def _release(folder: Path, plan: str, fiscal_year: int) -> LastRelease | None:
    """Read a folder's release; None where it has none of the plan and year."""
    for name in RECORDS:
        try:
            record = json.loads((folder / name).read_text(encoding="utf-8"))
            of_plan = record["plan"]["id"] if isinstance(record["plan"], dict) else record["plan"]
            if of_plan == plan and record["fiscal_year"] == fiscal_year:
                found = released(folder, record)
                if found:
                    return LastRelease(folder, found)
        except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
            continue
    return None


def released(folder: Path, record: Mapping[str, Any]) -> dict[str, Earlier]:
    """Read what a release told, by survey: its open data, and of its record what :func:`told_record` put there."""
    cells = read_cells(folder).rename({"n_base_low": "base_low", "n_base_high": "base_high"})
    numbers, groups = record.get("numbers") or {}, record.get("groups") or {}
    digests = record.get("digests") or {}
    return {
        str(survey): Earlier(part, numbers.get(survey), groups.get(survey), digests.get(survey))
        for (survey,), part in cells.group_by("survey", maintain_order=True)
    }


def told_record(published: Published) -> dict[str, Any]:
    """Return what a record keeps, beside the open data, of what a release tells: for the next one."""
    return {
        "digests": {key: dict(one.digests) for key, one in published.surveys.items()},
        "groups": {key: plain_rows(one.measures) for key, one in published.surveys.items()},
        "numbers": {key: one.record() for key, one in published.numbers.items()},
    }
