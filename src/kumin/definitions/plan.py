"""運営方針: what a ward set out to reach, and which survey questions measure it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from kumin.definitions.disclosure import Disclosure
from kumin.definitions.model import FrozenMap, Identifier, Model, Text, fault
from kumin.definitions.questionnaire import Code
from kumin.definitions.survey import Survey
from kumin.definitions.targets import Compare, Published, Scale, Target, Year
from kumin.numbers import decimals_in

Weighting = Literal["unweighted", "poststratified", "raked"]
"""Which percent is the official one."""


NOT_MEASURED = ("未測定", "not_measured")
"""How ``result`` says that the year has no value."""


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


class Part(Model):
    """One question of a combined indicator.

    Attributes
    ----------
    question : str
        Id of a question of the indicator's survey.
    positive : tuple of int
        Options that count.
    """

    question: Identifier
    positive: tuple[Code, ...] = Field(min_length=1)


class Indicator(Model):
    """アウトカム指標: one question of a survey, several combined, or a number from no survey.

    Attributes
    ----------
    id : str
        e.g. ``3-1``.
    text : str
        The wording.
    title : str
        A few words for narrow tables and charts; may be empty.
    survey : str
        Key of the plan's ``surveys``; empty for a number from no survey.
    question : str
        Id of a question of that survey's questionnaire; empty where there are ``parts`` or no survey.
    positive : tuple of int
        Options that count; of a multiple answer, any of them.
    combine : {"any", "all", "mean"}, optional
        How ``parts`` make one percent: who meets any of them, all of them, or the mean of their percents.
    parts : tuple of Part
        The questions combined.
    base : Base
        The denominator rule. Of any and all: everyone who answered every part. Of a mean: each part has its own.
    among : mapping of question id to options
        The domain, e.g. 子育て世帯; all conditions hold together.
    about : str
        Whom the percent is meant to speak of, where the wording and the survey leave doubt: ``residents``.
    unit : str
        Of a number from no survey, e.g. 世帯; empty for percents.
    decimals : int, optional
        Decimals published; default the plan's.
    target : Target
        目標値.
    history : mapping of fiscal year to Published
        What was published for earlier years; None (``null`` or ``未測定``) for a year that was not measured.
    result : Published, optional
        What was published for this year; judged where there are no answers, compared where there are. ``未測定`` or
        ``not_measured`` says that the year has none.
    not_measured : bool
        The year has no value, and that is known.
    note : str
        Free remark.
    """

    id: Identifier
    text: Text
    title: str = ""
    survey: Identifier | Literal[""] = ""
    question: Identifier | Literal[""] = ""
    positive: tuple[Code, ...] = ()
    combine: Literal["any", "all", "mean"] | None = None
    parts: tuple[Part, ...] = ()
    base: Base = Base()
    among: FrozenMap[Identifier, tuple[Code, ...]] = Field(default_factory=dict, validate_default=True)
    about: Literal["", "residents"] = ""
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=4)] | None = None
    target: Target
    history: FrozenMap[Year, Published | None] = Field(default_factory=dict, validate_default=True)
    result: Published | None = None
    not_measured: bool = False
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _not_measured_in_words(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        if isinstance(data.get("history"), dict):
            known = {year: None if _says_not_measured(item) else item for year, item in data["history"].items()}
            data = data | {"history": known}
        if _says_not_measured(data.get("result")):
            return {key: item for key, item in data.items() if key != "result"} | {"not_measured": True}
        return data

    @model_validator(mode="after")
    def _positive_in_base(self) -> Indicator:
        counted = {code for _, positive in self.questions for code in positive}
        both = sorted(counted & set(self.base.excluding))
        if both:
            raise fault("positive_excluded", id=self.id, option=both[0])
        return self

    @model_validator(mode="after")
    def _one_source(self) -> Indicator:
        single, several = bool(self.question or self.positive), bool(self.parts or self.combine)
        if single and several:
            raise fault("indicator_question_and_parts", id=self.id)
        if single and not (self.question and self.positive):
            raise fault("indicator_needs", id=self.id, needed="question, positive")
        if several and not (len(self.parts) > 1 and self.combine):
            raise fault("indicator_needs", id=self.id, needed="combine, parts (2…)")
        if (single or several) and not self.survey:
            raise fault("indicator_needs", id=self.id, needed="survey")
        if self.survey and not (single or several):
            raise fault("indicator_needs", id=self.id, needed="question, positive")
        if self.survey and self.unit:
            raise fault("indicator_unit_of_survey", id=self.id)
        return self

    @property
    def questions(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each question with the options that count; none for a number from no survey."""
        if self.parts:
            return tuple((part.question, part.positive) for part in self.parts)
        return ((self.question, self.positive),) if self.question else ()

    def previous(self, year: int) -> tuple[int, Published] | None:
        """Return the latest published year before ``year``, with what was published."""
        earlier = [past for past in self.published if past < year]
        return (max(earlier), self.published[max(earlier)]) if earlier else None

    @property
    def published(self) -> dict[int, Published]:
        """The years of its history that have a value."""
        return {year: item for year, item in self.history.items() if item is not None}


def _says_not_measured(given: object) -> bool:
    """Whether a value says in words that the year was not measured."""
    return isinstance(given, str) and given.strip() in NOT_MEASURED


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
    compare : {"published", "exact"}
        Whether the rounded percent (as a reader of the table would) or the exact one is compared with the target.
    official : {"unweighted", "poststratified", "raked"}
        Which percent is published and judged; the others stand beside it.
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
    compare: Compare = "published"
    official: Weighting = "unweighted"
    disclosure: Disclosure = Disclosure()
    scales: FrozenMap[Text, Scale] = Field(default_factory=dict, validate_default=True)
    scale: Text | None = None
    surveys: FrozenMap[Identifier, Survey] = Field(default_factory=dict, validate_default=True)
    issues: tuple[ManagementIssue, ...] = Field(min_length=1)

    def indicators(self, survey: str | None = None) -> Iterator[tuple[ManagementIssue, Indicator]]:
        """Iterate over the indicators, of one survey or all, each with its issue."""
        for issue in self.issues:
            for indicator in issue.indicators:
                if survey is None or indicator.survey == survey:
                    yield issue, indicator

    def scale_of(self, indicator: Indicator) -> Scale | None:
        """Return the scale an indicator is marked on; None for A/B."""
        name = indicator.target.scale or self.scale
        return self.scales.get(name) if name else None

    def decimals_of(self, indicator: Indicator) -> int:
        """Return the decimals an indicator is published with; a number with a unit has those it is written with."""
        if indicator.decimals is not None:
            return indicator.decimals
        return _digits(indicator) if indicator.unit else self.decimals


def _digits(indicator: Indicator) -> int:
    """Count the decimals an indicator's own values are written with, at most :data:`kumin.numbers.MOST_DECIMALS`."""
    values = [item.percent for item in indicator.published.values()]
    values += [indicator.result.percent] if indicator.result else []
    values += [value for value in indicator.target.stated if value is not None]
    return max((decimals_in(value) for value in values), default=0)
