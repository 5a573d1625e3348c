"""What came out of a run, and what is kept of an earlier year to compare it with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.estimation.columns import ESTIMATES
from kumin.frames import Column, frame
from kumin.judgement.flags import Flag, flags_of
from kumin.judgement.frames import DECIMALS, ESTIMATE, INDICATOR, UNIT, VALUE
from kumin.manifest import Manifest

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan
    from kumin.judgement import Judgement
    from kumin.responses import Answers


RESULT_FOLDERS = ("結果", "results")
"""Names of the folder that holds a folder of results for each year."""

TAKEN = ("n_base", "n_positive", "proportion", "estimate", "se", "lower", "upper", "level", "df", "method")
"""Columns of estimates that a comparison with an earlier year reads."""

PREVIOUS = frame(
    "previous",
    "An earlier year, as `kumin.judge` takes it: one row an indicator.",
    INDICATOR,
    Column("fiscal_year", pl.Int64, "year", "Fiscal year."),
    Column("source", pl.String, "", "answers, recomputed, result or plan: where it comes from."),
    Column("percent", pl.Float64, "percent", "The percent as printed."),
    *(column for name in TAKEN for column in (*ESTIMATES.columns, ESTIMATE) if column.name == name),
    UNIT,
    DECIMALS,
    Column("value", pl.Float64, VALUE, "The value as printed, of percents and numbers alike."),
    Column("least", pl.Float64, "proportion", "Of a published percent of several counts: lower limit of the fewest."),
    Column("most", pl.Float64, "proportion", "The upper limit of the most of them."),
)


@dataclass(frozen=True)
class Read:
    """Answers that were read, and what was estimated of them.

    Parameters
    ----------
    plan : LoadedPlan
        The definitions by which they were read.
    fiscal_year : int
        The year of the answers.
    answers : mapping of survey key to Answers
    estimates : DataFrame
        One row an indicator, with ``survey``.
    """

    plan: LoadedPlan
    fiscal_year: int
    answers: Mapping[str, Answers]
    estimates: pl.DataFrame


@dataclass(frozen=True)
class Previous:
    """An earlier year to compare with.

    Parameters
    ----------
    fiscal_year : int
    frame : DataFrame
        :data:`PREVIOUS`.
    measured : mapping of indicator to aspects
        How it was measured; see :func:`kumin.judgement.comparability.measured_how`.
    path : Path
        Where it comes from.
    title : str
        The plan's.
    ward : str
    judgements : mapping of indicator to its mark
    wording : mapping of indicator to its title or text
    others : tuple of Path
        Further results of the same year that were found and not used.
    result : Result or None
        What a run makes of its answers, where they were at hand.
    """

    fiscal_year: int
    frame: pl.DataFrame
    measured: Mapping[str, Mapping[str, str]]
    path: Path
    title: str = ""
    ward: str = ""
    judgements: Mapping[str, str | None] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Path, ...] = ()
    result: Result | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Complete the frame: results of earlier versions state percents alone, and no units."""
        whole = PREVIOUS.conform(self.frame).with_columns(pl.coalesce("value", "percent").alias("value"))
        object.__setattr__(self, "frame", whole)


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
        :data:`kumin.judgement.frames.JUDGEMENTS`.
    estimates : DataFrame
        One row an indicator: survey, then :data:`kumin.estimation.columns.ESTIMATES`, and ``estimate`` of what is no
        percent.
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
    items : tuple of Judgement
        The judgements themselves, of which ``judgements`` and the frames of its indicators are made.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> from kumin.pipeline import judge_published
    >>> result = judge_published(schema_folder("tsurumi", "r04"))
    >>> result.fiscal_year, result.judgements.columns[:3]
    (2022, ['issue', 'indicator', 'survey'])
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
    items: tuple[Judgement, ...] = ()

    @property
    def level(self) -> float:
        """Confidence level of the intervals.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.pipeline import judge_published
        >>> result = judge_published(schema_folder("tsurumi", "r04"))
        >>> result.level
        0.95
        """
        return float(self.manifest.options["level"])

    @property
    def unanswered(self) -> dict[str, int]:
        """The surveys without answers, and how many indicators of each have no value because of that.

        Empty where no answers at all were asked for, as of what a plan states itself. An indicator that is not measured
        this year, or of which the plan states the value, lacks none.

        Examples
        --------
        >>> from kumin.data import sample_folder, schema_folder
        >>> from kumin.pipeline import run
        >>> plan, answers = schema_folder("tsurumi", "r05"), sample_folder("tsurumi", "r05")
        >>> run(plan, {"principals": answers / "principals.csv"}).unanswered
        {'residents': 9, 'council': 1}
        """
        if not self.answers:
            return {}
        rows = self.judgements.select("survey", "flags").iter_rows()
        missing = [key for key, flags in rows if Flag.NO_RESULT in flags_of(flags)]
        surveys = (key for key in self.plan.plan.surveys if key not in self.answers and key in missing)
        return {key: missing.count(key) for key in surveys}

    def rows_by(self, name: str, column: str) -> Mapping[str, list[dict[str, Any]]]:
        """Return the rows of a frame beside the judgements by a column's value, taken apart once.

        Parameters
        ----------
        name : str
            The frame.
        column : str
            ``indicator`` or ``survey``.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.pipeline import judge_published
        >>> result = judge_published(schema_folder("tsurumi", "r04"))
        >>> result.rows_by("targets", "indicator").keys() <= set(result.judgements["indicator"])
        True
        """
        found = self._indexes.get((name, column))
        if found is None:
            found = self._indexes[name, column] = {}
            for row in frame_of(self, name).iter_rows(named=True):
                found.setdefault(row[column], []).append(row)
        return found

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[str, list[dict[str, Any]]]]:
        return {}

    def _repr_html_(self) -> str | None:
        """Show the table in a notebook, as the view that is registered makes it; None: as text."""
        return _html_views[-1](self) if _html_views else None


def frame_rows(result: Result, name: str, **where: str) -> list[dict[str, Any]]:
    """Return the rows of a result's frame that belong to an indicator or survey; none where there is no such frame."""
    ((column, value),) = where.items()
    return result.rows_by(name, column).get(value, [])


_html_views: list[Callable[[Result], str]] = []


def html_view(make: Callable[[Result], str]) -> Callable[[Result], str]:
    """Register what makes a result's HTML for a notebook."""
    _html_views.append(make)
    return make


def frame_row(result: Result, name: str, indicator: str) -> dict[str, Any]:
    """Return an indicator's row of a frame beside the judgements; empty where there is none."""
    return next(iter(frame_rows(result, name, indicator=indicator)), {})


def weighted_facts(result: Result) -> list[dict[str, Any]]:
    """Return what a later year is compared with of the indicators whose published value is weighted: one row each.

    Their rows of ``estimates`` are unweighted; an interval of those would not be of the value that is printed.
    """
    values = (one.value for one in result.items if one.value.weighted and not one.value.stated)
    return [
        {"indicator": value.indicator, **{name: _finite(getattr(value, name)) for name in TAKEN}, "n_positive": None}
        for value in values
        if value.printed is not None
    ]


def _finite(value: Any) -> Any:
    """Return a value as JSON knows it: no infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def judgement_of(result: Result, indicator: str) -> Judgement | None:
    """Return an indicator's judgement; None where the run has none."""
    return next((one for one in result.items if one.indicator.id == indicator), None)


def frame_of(result: Result, name: str) -> pl.DataFrame:
    """Return a frame beside the judgements; an empty one where the run has none."""
    return result.frames.get(name, pl.DataFrame())


def short_path(path: Path) -> str:
    """Return a result's path from the folder of results on, 結果/2023/result.json; else the last folder and the name.

    A whole path holds names of people and machines.
    """
    parts = path.parts
    for place in range(len(parts) - 2, 0, -1):
        if parts[place] in RESULT_FOLDERS:
            return "/".join(parts[place:])
    return "/".join(parts[-2:]) if path.suffix else path.name
