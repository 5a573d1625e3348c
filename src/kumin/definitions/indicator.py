"""アウトカム指標: what it measures, its target, and what was published of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from kumin.definitions.measure import Combine, Part, Points, Positive
from kumin.definitions.model import Code, FrozenMap, Identifier, Model, Text, fault
from kumin.definitions.pool import Pool
from kumin.definitions.targets import Published, Target, Year

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


class Indicator(Model):
    """アウトカム指標: one question of a survey, several combined, or a number from no survey.

    What it measures follows from its keys; see :data:`kumin.judgement.measures.MEASURES`.

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
    positive : tuple of int or NumberRange
        Options that count; of a multiple answer, any of them; of a number question the values, or a range such as
        ``{at_least: 7}``.
    points : mapping of option to number
        What each option is worth: the mean score is measured, in ``unit``. With neither ``positive`` nor ``points`` the
        mean of a number question is.
    combine : {"any", "all", "mean", "difference", "ratio"}, optional
        How ``parts`` make one value: who meets any of them, all of them, the mean of their values, the first less the
        second (of percents in points), or the first over the second.
    parts : tuple of Part
        The questions combined.
    pool : Pool, optional
        Other indicators whose values, of several surveys or years, make this one; then there is no survey or question.
    base : Base
        The denominator rule. Of any and all: everyone who answered every part. Else each part has its own.
    among : mapping of question id to options
        The domain, e.g. 子育て世帯; all conditions hold together.
    about : str
        Whom the percent is meant to speak of, where the wording and the survey leave doubt: ``residents``.
    unit : str
        Of a number, e.g. 世帯, 点, ポイント, 倍; empty for percents. The mean of a number question has the question's.
    decimals : int, optional
        Decimals published; default the plan's, of a number from no survey those it is written with.
    better : {"higher", "lower"}, optional
        Whether more or less of it is better; a target such as 前年度より改善 is read by it.
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
    positive: Positive = ()
    points: Points = Field(default_factory=lambda: MappingProxyType({}))
    combine: Combine | None = None
    parts: tuple[Part, ...] = ()
    pool: Pool | None = None
    base: Base = Base()
    among: FrozenMap[Identifier, tuple[Code, ...]] = Field(default_factory=dict, validate_default=True)
    about: Literal["", "residents"] = ""
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=4)] | None = None
    better: Literal["higher", "lower"] | None = None
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
        counted = {code for part in self.terms for code in (*part.codes, *part.points)}
        both = sorted(counted & set(self.base.excluding))
        if both:
            raise fault("positive_excluded", id=self.id, option=both[0])
        return self

    @model_validator(mode="after")
    def _one_source(self) -> Indicator:
        single = bool(self.question or self.positive or self.points)
        several = bool(self.parts or self.combine)
        if self.pool is not None and (single or several or self.survey):
            raise fault("indicator_pool_alone", id=self.id)
        if single and several:
            raise fault("indicator_question_and_parts", id=self.id)
        if single and not self.question:
            raise fault("indicator_needs", id=self.id, needed="question")
        if several and not (len(self.parts) > 1 and self.combine):
            raise fault("indicator_needs", id=self.id, needed="combine, parts (2…)")
        if (single or several) and not self.survey:
            raise fault("indicator_needs", id=self.id, needed="survey")
        if self.survey and not (single or several):
            raise fault("indicator_needs", id=self.id, needed="question, positive")
        return self

    @model_validator(mode="after")
    def _parts_alike(self) -> Indicator:
        """Require what a combination can be made of: shares of any and all, two alike of a difference and a ratio."""
        if self.combine in ("any", "all") and not all(part.is_share for part in self.parts):
            raise fault("combine_needs_shares", id=self.id, combine=self.combine)
        if self.combine in ("difference", "ratio") and len(self.parts) != 2:
            raise fault("combine_needs_two", id=self.id, combine=self.combine, parts=len(self.parts))
        if self.combine in ("difference", "mean") and len({part.is_share for part in self.parts}) > 1:
            raise fault("combine_needs_alike", id=self.id, combine=self.combine)
        return self

    @model_validator(mode="after")
    def _unit_fits(self) -> Indicator:
        if not self.terms:
            return self
        if self.is_percent and self.unit:
            raise fault("indicator_unit_of_survey", id=self.id)
        if not self.is_percent and not self.unit and not self.has_unit_of_question:
            raise fault("indicator_needs_unit", id=self.id)
        return self

    @property
    def terms(self) -> tuple[Part, ...]:
        """Each question with what it measures; none for a number from no survey."""
        if self.parts:
            return self.parts
        if not self.question:
            return ()
        # checked already; an empty list of options would be refused here
        return (Part.model_construct(question=self.question, positive=self.positive, points=self.points),)

    @property
    def codes(self) -> tuple[int, ...]:
        """The options of its one question that count; none where numbers, points or several questions do."""
        return self.positive if isinstance(self.positive, tuple) else ()

    @property
    def is_percent(self) -> bool:
        """Whether a survey's percent is measured: a share of people, or the mean of several."""
        shares = bool(self.terms) and all(part.is_share for part in self.terms)
        return shares and self.combine not in ("difference", "ratio")

    @property
    def is_share(self) -> bool:
        """Whether people are counted: a share, who meets any, who meets all."""
        return self.is_percent and self.combine != "mean"

    @property
    def has_unit_of_question(self) -> bool:
        """Whether it is measured in the unit of its questions: means of numbers, their mean and their difference."""
        numbers = bool(self.terms) and not any(part.is_share or part.points for part in self.terms)
        return numbers and self.combine != "ratio"

    @property
    def questions(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each question with the options that count; none for a number from no survey."""
        return tuple((part.question, part.codes) for part in self.terms)

    def of_year(self, year: int) -> Indicator:
        """Return it with the target that was in force in a year."""
        if not self.target.revised:
            return self
        return self.model_copy(update={"target": self.target.in_force(year)})

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
