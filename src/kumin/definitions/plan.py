"""運営方針: what a ward set out to reach, and which survey questions measure it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from kumin.definitions.disclosure import Disclosure
from kumin.definitions.indicator import Indicator
from kumin.definitions.model import FrozenMap, Identifier, Model, Text
from kumin.definitions.survey import Survey
from kumin.definitions.targets import Compare, Scale, Year
from kumin.numbers import decimals_in

Weighting = Literal["unweighted", "design", "poststratified", "raked"]
"""Which percent is the official one."""


class Budget(Model):
    """An amount in a fiscal year: 決算 (settled) or 予算 (budget)."""

    year: Year
    kind: Literal["settled", "budget"]
    million_yen: Annotated[float, Field(ge=0)]


class ManagementIssue(Model):
    """経営課題: its recognition, strategy, money, indicators, and what the ward says of the year.

    Attributes
    ----------
    id : str
        Its number.
    title : str
        経営課題.
    recognition : tuple of str
        課題認識.
    strategies : tuple of str
        主な戦略.
    budget_million_yen : mapping
        ``settled_2021: 46``, ``budget_2022: 47``, … in 百万円.
    indicators : tuple of Indicator
        アウトカム指標.
    self_evaluation, future_policy : tuple of str
        自己評価, 今後の方針.
    """

    id: Annotated[
        Identifier,
        BeforeValidator(lambda value: str(value) if type(value) is int else value),
        WithJsonSchema({"type": ["string", "integer"]}),
    ]
    title: Text
    recognition: tuple[Text, ...] = ()
    strategies: tuple[Text, ...] = ()
    budget_million_yen: FrozenMap[
        Annotated[str, Field(pattern=r"^(settled|budget)_(19|20)[0-9]{2}$")], Annotated[float, Field(ge=0)]
    ] = Field(default_factory=dict, validate_default=True)
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    self_evaluation: tuple[Text, ...] = ()
    future_policy: tuple[Text, ...] = ()

    @property
    def budgets(self) -> tuple[Budget, ...]:
        """The budget lines in order."""
        lines = []
        for key, amount in self.budget_million_yen.items():
            kind, year = key.split("_")
            lines.append(Budget.model_validate({"year": int(year), "kind": kind, "million_yen": amount}))
        return tuple(lines)


class Plan(Model):
    """運営方針 of one ward and fiscal year.

    Attributes
    ----------
    id, title, ward : str
        What it is.
    fiscal_year : int
        年度, 2023 = 令和5年度.
    head : str
        区長.
    goal, mission : str
        目標, 使命.
    basic_policy : tuple of str
        所属運営の基本的な考え方.
    pillars : tuple of str
        柱.
    source, note : str
        Where its text comes from; free remark.
    license : str
        Under which terms its open data may be used again, as SPDX writes it: ``CC-BY-4.0``.
    decimals : int
        Decimals of published percentages; 1 unless the ward prints whole percents.
    compare : {"published", "exact"}
        Whether the rounded percent (as a reader of the table would) or the exact one is compared with the target.
    official : {"unweighted", "design", "poststratified", "raked"}
        Which percent is published and judged; the others stand beside it. ``design``: weighted by the survey's design.
    disclosure : Disclosure
        Which small counts its published files hide.
    scales : mapping of name to Scale
        Marks other than A and B.
    scale : str, optional
        The scale of every indicator that names none; default A/B.
    surveys : mapping
        Surveys by key.
    issues : tuple of ManagementIssue
        経営課題.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> from kumin.definitions.files.load import load_plan
    >>> plan = load_plan(schema_folder("tsurumi", "r05")).plan
    >>> plan.ward, len(plan.issues)
    ('鶴見区', 5)
    """

    id: Identifier
    title: Text
    ward: Text
    fiscal_year: Year
    head: str = ""
    goal: str = ""
    mission: str = ""
    basic_policy: tuple[Text, ...] = ()
    pillars: tuple[Text, ...] = ()
    source: str = ""
    note: str = ""
    license: Annotated[str, Field(pattern=r"^[A-Za-z0-9.+-]*$")] = ""
    decimals: Annotated[int, Field(ge=0, le=4)] = 1
    compare: Compare = "published"
    official: Weighting = "unweighted"
    disclosure: Disclosure = Disclosure()
    scales: FrozenMap[Text, Scale] = Field(default_factory=dict, validate_default=True)
    scale: Text | None = None
    surveys: FrozenMap[Identifier, Survey] = Field(default_factory=dict, validate_default=True)
    issues: tuple[ManagementIssue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _targets_in_force(self) -> Plan:
        """Let every target be the one in force in the plan's year, where it was revised."""
        if any(one.target.revised for _, one in self.indicators()):
            object.__setattr__(self, "issues", self._issues_of(self.fiscal_year))
        return self

    def _issues_of(self, year: int) -> tuple[ManagementIssue, ...]:
        return tuple(
            issue.model_copy(update={"indicators": tuple(one.of_year(year) for one in issue.indicators)})
            for issue in self.issues
        )

    def indicators(self, survey: str | None = None) -> Iterator[tuple[ManagementIssue, Indicator]]:
        """Iterate over the indicators, of one survey or all, each with its issue.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions.files.load import load_plan
        >>> plan = load_plan(schema_folder("tsurumi", "r05")).plan
        >>> [one.id for _, one in plan.indicators("principals")]
        ['3-4']
        """
        for issue in self.issues:
            for indicator in issue.indicators:
                if survey is None or indicator.survey == survey:
                    yield issue, indicator

    def scale_of(self, indicator: Indicator) -> Scale | None:
        """Return the scale an indicator is marked on; None for A/B.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions.files.load import load_plan
        >>> plan = load_plan(schema_folder("tsurumi", "r05")).plan
        >>> {plan.scale_of(one) for _, one in plan.indicators()}
        {None}
        """
        name = indicator.target.scale or self.scale
        return self.scales.get(name) if name else None

    def decimals_of(self, indicator: Indicator) -> int:
        """Return the decimals an indicator is published with.

        A number from no survey has those it is written with; one measured on answers at least the plan's.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions.files.load import load_plan
        >>> plan = load_plan(schema_folder("tsurumi", "r05")).plan
        >>> {plan.decimals_of(one) for _, one in plan.indicators()}
        {1}
        """
        if indicator.decimals is not None:
            return indicator.decimals
        if not indicator.unit:
            return self.decimals
        return max(_digits(indicator), self.decimals if indicator.survey else 0)


def _digits(indicator: Indicator) -> int:
    """Count the decimals an indicator's own values are written with, at most :data:`kumin.numbers.MOST_DECIMALS`."""
    published = [*indicator.published.values(), *([indicator.result] if indicator.result else [])]
    values = [item.percent for item in published] + list(indicator.target.stated)
    return max((decimals_in(value) for value in values if value is not None), default=0)
