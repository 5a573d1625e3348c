"""What came out of a run, and what is kept of an earlier year to compare it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.estimation.columns import estimate_columns
from kumin.manifest import Manifest
from kumin.once import once_a_run

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan
    from kumin.responses import Answers


PREVIOUS_SCHEMA = pl.Schema(
    {
        "indicator": pl.String,
        "fiscal_year": pl.Int64,
        "source": pl.String,
        "percent": pl.Float64,
        **estimate_columns("n_base", "n_positive", "proportion", "se", "lower", "upper", "level", "df", "method"),
    }
)
"""An earlier year, as :func:`kumin.judge` takes it. Proportions 0-1, ``percent`` as printed."""


@dataclass(frozen=True)
class Previous:
    """An earlier year to compare with.

    Parameters
    ----------
    fiscal_year : int
    frame : DataFrame
        :data:`PREVIOUS_SCHEMA`.
    measured : mapping of indicator to aspects
        How it was measured; see :func:`kumin.judgement.comparability.measured_how`.
    path : Path
        Where it comes from.
    title : str
        The plan's.
    ward : str
    judgements : mapping of indicator to its mark
    wording : mapping of indicator to its title or text
    """

    fiscal_year: int
    frame: pl.DataFrame
    measured: Mapping[str, Mapping[str, str]]
    path: Path
    title: str = ""
    ward: str = ""
    judgements: Mapping[str, str | None] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What a run found.

    Attributes
    ----------
    plan : LoadedPlan
        The definitions.
    fiscal_year : int
        The year of the answers.
    judgements : DataFrame
        :data:`kumin.judgement.JUDGEMENTS_SCHEMA`.
    estimates : DataFrame
        One row an indicator: survey, then :data:`kumin.estimation.columns.ESTIMATES`.
    findings : DataFrame
        survey, then :data:`kumin.responses.validation.frames.FINDINGS`; empty without answers.
    answers : mapping of survey key to Answers
        What was read and used.
    manifest : Manifest
        Versions, inputs with their digests, options and time.
    frames : mapping of str to DataFrame
        What stands beside the judgements: :data:`kumin.judgement.FRAMES`, each empty where there is nothing to say.
    previous : Previous or None
        The year it was compared with, where its answers or result were at hand.
    """

    plan: LoadedPlan
    fiscal_year: int
    judgements: pl.DataFrame
    estimates: pl.DataFrame
    findings: pl.DataFrame
    answers: Mapping[str, Answers]
    manifest: Manifest
    frames: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    previous: Previous | None = None

    @property
    def level(self) -> float:
        """Confidence level of the intervals."""
        return float(self.manifest.options["level"])

    def _repr_html_(self) -> str | None:
        """Show the table in a notebook, as the view that is registered makes it; None: as text."""
        return _html_views[-1](self) if _html_views else None


def frame_rows(result: Result, name: str, **where: str) -> list[dict[str, Any]]:
    """Return the rows of a result's frame that belong to an indicator or survey; none where there is no such frame."""
    ((column, value),) = where.items()
    return _rows_by(result, name, column).get(value, [])


_html_views: list[Callable[[Result], str]] = []


def html_view(make: Callable[[Result], str]) -> Callable[[Result], str]:
    """Register what makes a result's HTML for a notebook."""
    _html_views.append(make)
    return make


@once_a_run
def _rows_by(result: Result, name: str, column: str) -> dict[str, list[dict[str, Any]]]:
    """Take a result's frame apart by a column."""
    frame = result.frames.get(name)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in [] if frame is None or frame.is_empty() else frame.iter_rows(named=True):
        found.setdefault(row[column], []).append(row)
    return found


def frame_row(result: Result, name: str, indicator: str) -> dict[str, Any]:
    """Return an indicator's row of a frame beside the judgements; empty where there is none."""
    return next(iter(frame_rows(result, name, indicator=indicator)), {})


def frame_of(result: Result, name: str) -> pl.DataFrame:
    """Return a frame beside the judgements; an empty one where the run has none."""
    return result.frames.get(name, pl.DataFrame())
