"""What every part of a page is made of: the run in words, what may be shown of it, and the charts drawn so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.charts.svg import Drawing, drawing_of
from kumin.numbers import NONE
from kumin.result import frame_row
from kumin.words.tables import with_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from kumin.definitions import Plan
    from kumin.disclosure.published import Published
    from kumin.result import Result
    from kumin.words import Words
    from kumin.words.report import IndicatorView, ReportView


@dataclass(frozen=True)
class Context:
    """A page in the making.

    Parameters
    ----------
    view : ReportView
        The run in words.
    published : Published
        What may be shown of it.
    drawings : list of Drawing
        The charts in the order in which they were asked for.
    """

    view: ReportView
    published: Published
    drawings: list[Drawing] = field(default_factory=list)

    @property
    def result(self) -> Result:
        """The run."""
        return self.view.result

    @property
    def words(self) -> Words:
        """The words of the page."""
        return self.view.words

    @property
    def plan(self) -> Plan:
        """The run's plan."""
        return self.result.plan.plan

    @cached_property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """The published tables of each survey, with labels."""
        questionnaires = self.result.plan.questionnaires
        return {
            key: with_labels(survey.table, questionnaires[key], self.words)
            for key, survey in self.published.surveys.items()
        }

    def target(self, one: IndicatorView) -> tuple[float | None, float | None]:
        """Return the target's end, and where it is a range its lower and upper end."""
        goal = frame_row(self.result, "targets", one.id)
        ends = [goal[name] for name in ("low", "high") if goal.get(name) is not None]
        if not ends:
            return one.row.get("target_percent"), None
        return ends[0], ends[1] if len(ends) > 1 else None

    def interval(self, row: Mapping[str, Any]) -> str:
        """Print the interval of a row of a table, whose ends are proportions; ``-`` where there is none."""
        if row["lower"] is None:
            return NONE
        return self.words.interval(100 * row["lower"], 100 * row["upper"])

    def drawn(self, chart: Any, id_: str, title: str, description: str) -> Markup:
        """Keep a chart to be drawn, and return the mark that stands in its place."""
        self.drawings.append(drawing_of(chart, f"c-{id_.replace('.', '-')}", title, description))
        return self.mark(len(self.drawings) - 1)

    @staticmethod
    def mark(place: int) -> Markup:
        """Return the mark that stands in the place of a chart."""
        from markupsafe import Markup

        return Markup(f"<!--chart {place}-->")
