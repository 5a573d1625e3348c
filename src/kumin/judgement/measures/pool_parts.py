"""Which values a pooled value is made of, and whether they were measured alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from kumin.definitions import Indicator, Plan, Questionnaire
from kumin.judgement.comparability import Difference, Measured, comparable, differences, measured_how
from kumin.judgement.frames import POOL_DIFFERENCES, POOL_PARTS
from kumin.judgement.measures.pooling import parts_of
from kumin.judgement.year import ANSWERS, PUBLISHED, RECOMPUTED, YearValue

OF_THE_QUESTION = ("wording", "options", "positive", "base", "domain")
"""What is compared of two indicators of one year; each survey has people, mode and sampling of its own."""


@dataclass(frozen=True, slots=True)
class PoolPart:
    """A value that is taken together with others.

    Parameters
    ----------
    indicator : str
        The indicator that is made of them.
    of : str
        Whose value it is.
    year : int
        Of which fiscal year.
    earlier : bool
        Whether that is another year than the one judged.
    value : YearValue or None
        None where it is not known.
    aspects : tuple of Difference
        An earlier year's against this year's; another indicator's against the first one's. Empty for the first
        indicator of the year judged, and where there is no survey.
    """

    indicator: str
    of: str
    year: int
    earlier: bool
    value: YearValue | None
    aspects: tuple[Difference, ...] = ()

    @property
    def alike(self) -> bool | None:
        """Whether it was measured as what it is compared with; None where that is not known, or it is itself that."""
        anew = self.value is not None and self.value.source == RECOMPUTED
        return comparable(self.aspects, alike=("base",) if anew else ())

    @property
    def differing(self) -> tuple[Difference, ...]:
        """The aspects that are not the same."""
        anew = self.value is not None and self.value.source == RECOMPUTED
        return tuple(one for one in self.aspects if one.same is False and not (anew and one.aspect == "base"))


def pool_parts(
    plan: Plan,
    estimates: pl.DataFrame,
    year: int,
    past: pl.DataFrame | None = None,
    *,
    questionnaires: Mapping[str, Questionnaire] | None = None,
    measured: Mapping[int, Measured] | None = None,
) -> list[PoolPart]:
    """List what every pooled indicator of a plan is made of, and compare how it was measured.

    Parameters
    ----------
    plan : Plan
    estimates, year, past
        As of :func:`kumin.judgement.measures.pooling.with_pools`.
    questionnaires : mapping of survey key to Questionnaire, optional
        What is asked in the year judged; what is not there is not known.
    measured : mapping of year to mapping, optional
        How the indicators of earlier years were measured; a year that is only published is not there.

    Returns
    -------
    list of PoolPart
        In the plan's order; of mean attainment rates none, which are of unlike indicators by their nature.
    """
    asked = questionnaires or {}
    now = {one.id: measured_how(one, plan, asked[one.survey]) for _, one in plan.indicators() if one.survey in asked}
    rows = {row["indicator"]: row for row in estimates.iter_rows(named=True)}
    found = []
    for _, one in plan.indicators():
        if one.pool is None or one.pool.how == "attainment":
            continue
        for other, each, value in parts_of(plan, one.pool, year, rows, past):
            aspects: tuple[Difference, ...] = ()
            if other.survey:
                aspects = _aspects(other, each, year, one.pool.of[0], now, measured or {})
            found.append(PoolPart(one.id, other.id, each, each != year, value, aspects))
    return found


def _aspects(
    other: Indicator, each: int, year: int, first: str, now: Measured, measured: Mapping[int, Measured]
) -> tuple[Difference, ...]:
    """Compare an earlier year with this one, and another indicator of this year with the first."""
    how = now.get(other.id, {})
    if each != year:
        return tuple(
            one for one in differences(measured.get(each, {}).get(other.id, {}), how) if one.aspect != "target"
        )
    if other.id == first:
        return ()
    return tuple(one for one in differences(now.get(first, {}), how) if one.aspect in OF_THE_QUESTION)


def pool_frames(parts: Sequence[PoolPart], *, published: bool) -> dict[str, pl.DataFrame]:
    """Lay the parts out as frames.

    Parameters
    ----------
    parts : sequence of PoolPart
    published : bool
        Whether the year judged is known only as the plan states it.
    """
    return {
        "pool_parts": POOL_PARTS.of([_part_row(one, published=published) for one in parts]),
        "pool_differences": POOL_DIFFERENCES.of([row for one in parts for row in _difference_rows(one)]),
    }


def _part_row(part: PoolPart, *, published: bool) -> dict[str, Any]:
    value = part.value
    of_answers = value is not None and (value.proportion, value.estimate) != (None, None)
    this_year = ANSWERS if of_answers and not published else PUBLISHED
    return {
        "indicator": part.indicator, "of": part.of, "fiscal_year": part.year, "earlier": part.earlier,
        "value": None if value is None or value.printed is None else float(value.printed),
        "n_base": None if value is None else value.n_base,
        "source": None if value is None or value.printed is None else value.source or this_year,
        "comparable": part.alike,
        "differs_in": ";".join(one.aspect for one in part.differing) or None,
    }  # fmt: skip


def _difference_rows(part: PoolPart) -> Iterator[dict[str, Any]]:
    for one in part.differing:
        yield {
            "indicator": part.indicator, "of": part.of, "fiscal_year": part.year, "earlier": part.earlier,
            "aspect": one.aspect, "same": one.same, "before": one.before, "after": one.after,
        }  # fmt: skip
