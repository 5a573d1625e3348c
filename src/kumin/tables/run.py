"""The tables of a run: worked out once, for the published files and the workbook together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from kumin.result import Result
from kumin.tables.amounts import survey_numbers
from kumin.tables.axes import crossed_axis, default_axes, design_of, sample_of
from kumin.tables.crossing import Axis
from kumin.tables.differences import MARKS, difference_marks
from kumin.tables.measures import indicator_groups
from kumin.tables.shares import survey_shares


@dataclass(frozen=True)
class RunTables:
    """Every question of every survey of a run, for everyone and by group.

    Parameters
    ----------
    result : Result
        The run.
    given : mapping of survey key to axes
        Breakdowns of surveys that are not to be broken down by every attribute.
    """

    result: Result
    given: Mapping[str, Sequence[Axis]] = field(default_factory=dict)

    def axes(self, key: str) -> tuple[Axis, ...]:
        """Breakdowns of a survey."""
        return tuple(self.given.get(key) or default_axes(self.result.plan.questionnaires[key]))

    def indicator_axes(self, key: str) -> list[Axis]:
        """Axes of the indicators: each attribute, and two of them crossed."""
        return [*default_axes(self.result.plan.questionnaires[key]), *crossed_axis(self.result, key)]

    @cached_property
    def shares(self) -> Mapping[str, pl.DataFrame]:
        """Closed questions by survey: :data:`kumin.tables.shares.TABLE`."""
        return {key: table for key, (table, _) in self._shares.items()}

    @cached_property
    def domains(self) -> Mapping[str, pl.DataFrame]:
        """Indicators by survey, by each attribute and two crossed: :data:`kumin.tables.shares.DOMAINS`."""
        return {key: domains for key, (_, domains) in self._shares.items()}

    @cached_property
    def _shares(self) -> Mapping[str, tuple[pl.DataFrame, pl.DataFrame]]:
        """Both, which one pass over the answers of a survey gives."""
        result, found = self.result, {}
        for key in result.answers:
            found[key] = survey_shares(result, key, self.axes(key), self.indicator_axes(key), level=result.level)
        return found

    @cached_property
    def numbers(self) -> Mapping[str, pl.DataFrame]:
        """Numbers and dates by survey: :data:`kumin.tables.amounts.TABLE`."""
        level = self.result.level
        return {key: survey_numbers(self.result, key, self.axes(key), level=level) for key in self.result.answers}

    @cached_property
    def groups(self) -> Mapping[str, pl.DataFrame]:
        """Means, differences and the like by group, by survey: :data:`kumin.tables.measures.GROUPS`."""
        level = self.result.level
        return {key: indicator_groups(self.result, key, self.axes(key), level=level) for key in self.result.answers}

    @cached_property
    def marks(self) -> Mapping[str, pl.DataFrame]:
        """▲▽ of closed questions by survey, none without a random sample: :data:`kumin.tables.differences.MARKS`."""
        found = {}
        for key in self.result.answers:
            found[key] = MARKS.empty()
            if self.result.plan.plan.surveys[key].has_sampling_error:
                questionnaire, design = self.result.plan.questionnaires[key], design_of(self.result, key)
                found[key] = difference_marks(sample_of(self.result, key), questionnaire, self.axes(key), design=design)
        return found
