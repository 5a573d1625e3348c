"""運営方針: what a ward set out to reach, and which survey questions measure it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from kumin.definitions.model import FrozenMap, Identifier, Model, Text, fault
from kumin.definitions.questionnaire import Code

Percent = Annotated[float, Field(ge=0, le=100)]
"""A share in percent, 0 to 100."""

Year = Annotated[int, Field(ge=1989, le=2100)]
"""年度, by the Western year it begins in: 2023 is 令和5年度."""

IntervalMethod = Literal[
    "wilson", "wilson_cc", "logit", "beta", "agresti_coull", "jeffreys", "clopper_pearson", "wald", "arcsine",
    "likelihood", "finite_exact",
]  # fmt: skip

COMPARISONS = ("at_least", "more_than", "at_most", "less_than")
"""The target rules, by the key that holds their percent."""


class Target(Model):
    """目標値: exactly one comparison with a percent, by the end of a fiscal year.

    Attributes
    ----------
    at_least, more_than, at_most, less_than : float, optional
        Percent; 以上, 超, 以下, 未満.
    by : int, optional
        Fiscal year the target is dated; the judgement compares with the stated target in every year.
    """

    at_least: Percent | None = None
    more_than: Percent | None = None
    at_most: Percent | None = None
    less_than: Percent | None = None
    by: Year | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> Target:
        if len([name for name in COMPARISONS if getattr(self, name) is not None]) != 1:
            raise fault("target_needs_one", known=", ".join(COMPARISONS))
        return self

    @property
    def comparison(self) -> str:
        """Which of the comparisons it is."""
        return next(name for name in COMPARISONS if getattr(self, name) is not None)

    @property
    def percent(self) -> float:
        """The target in percent."""
        return float(getattr(self, self.comparison))


class Published(Model):
    """A percentage that was published.

    Attributes
    ----------
    percent : float
        As printed.
    n : int, optional
        The base it was taken of, where it is known.
    """

    percent: Percent
    n: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: Any) -> Any:
        return {"percent": data} if isinstance(data, int | float) and not isinstance(data, bool) else data


class Base(Model):
    """母数: who is in the denominator, among those asked.

    Attributes
    ----------
    rule : {"answered", "all"}
        ``answered``: 無回答を除く. ``all``: 無回答を含む.
    excluding : tuple of int
        Options left out of the base too, e.g. わからない.
    """

    rule: Literal["answered", "all"] = "answered"
    excluding: tuple[Code, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        return {"rule": data} if isinstance(data, str) else data


class Indicator(Model):
    """アウトカム指標.

    Attributes
    ----------
    id : str
        e.g. ``3-1``.
    text : str
        The wording.
    title : str
        A few words for narrow tables and charts; may be empty.
    survey : str
        Key of the plan's ``surveys``.
    question : str
        Id of a question of that survey's questionnaire.
    positive : tuple of int
        Options that count; of a multiple answer, any of them.
    base : Base
        The denominator rule.
    among : mapping of question id to options
        The domain, e.g. 子育て世帯; all conditions hold together.
    target : Target
        目標値.
    history : mapping of fiscal year to Published
        What was published for earlier years.
    result : Published, optional
        What was published for this year; judged where there are no answers, compared where there are.
    note : str
        Free remark.
    """

    id: Identifier
    text: Text
    title: str = ""
    survey: Identifier
    question: Identifier
    positive: tuple[Code, ...] = Field(min_length=1)
    base: Base = Base()
    among: FrozenMap[Identifier, tuple[Code, ...]] = Field(default_factory=dict, validate_default=True)
    target: Target
    history: FrozenMap[Year, Published] = Field(default_factory=dict, validate_default=True)
    result: Published | None = None
    note: str = ""

    @model_validator(mode="after")
    def _positive_in_base(self) -> Indicator:
        both = sorted(set(self.positive) & set(self.base.excluding))
        if both:
            raise fault("positive_excluded", id=self.id, option=both[0])
        return self

    def previous(self, year: int) -> tuple[int, Published] | None:
        """Return the latest published year before ``year``, with what was published."""
        earlier = [past for past in self.history if past < year]
        return (max(earlier), self.history[max(earlier)]) if earlier else None


class Period(Model):
    """実施期間, both days included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise fault("period_reversed", start=self.start.isoformat(), end=self.end.isoformat())
        return self


class Survey(Model):
    """A survey that indicators are measured with, and how it was conducted.

    Attributes
    ----------
    title : str
        e.g. 区民アンケート.
    questionnaire : str
        The questionnaire's file, relative to the plan.
    of : str
        The population in words: who the percentages speak of.
    population : int or str, optional
        The population's size, or the population file relative to the plan.
    invited : int, optional
        発送数.
    undeliverable : int
        Letters that came back.
    period : Period, optional
        実施期間.
    mode : tuple of str
        e.g. 郵送, Web.
    interval : str
        Method of the confidence interval.
    note : str
        Free remark.
    """

    title: Text
    questionnaire: Text
    of: str = ""
    population: Annotated[int, Field(ge=1)] | Text | None = None
    invited: Annotated[int, Field(ge=1)] | None = None
    undeliverable: Annotated[int, Field(ge=0)] = 0
    period: Period | None = None
    mode: tuple[Text, ...] = ()
    interval: IntervalMethod = "wilson"
    note: str = ""

    @model_validator(mode="after")
    def _enough(self) -> Survey:
        if self.invited is not None and self.undeliverable >= self.invited:
            raise fault("undeliverable_too_many", invited=self.invited, undeliverable=self.undeliverable)
        if self.interval == "finite_exact" and self.population is None:
            raise fault("finite_needs_population")
        return self


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
    decimals : int
        Decimals of published percentages; 1 unless the ward prints whole percents.
    surveys : mapping
        Surveys by key.
    issues : tuple of ManagementIssue
        経営課題.
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
    decimals: Annotated[int, Field(ge=0, le=4)] = 1
    surveys: FrozenMap[Identifier, Survey] = Field(min_length=1)
    issues: tuple[ManagementIssue, ...] = Field(min_length=1)

    def indicators(self, survey: str | None = None) -> Iterator[tuple[ManagementIssue, Indicator]]:
        """Iterate over the indicators, of one survey or all, each with its issue."""
        for issue in self.issues:
            for indicator in issue.indicators:
                if survey is None or indicator.survey == survey:
                    yield issue, indicator
