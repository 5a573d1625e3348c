"""設問: the questions of a survey and their options, one model each type."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, GetJsonSchemaHandler, StringConstraints, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kumin.definitions.missing import Cell, Missing
from kumin.definitions.model import Code, FrozenMap, Identifier, Model, Text, fault
from kumin.errors import choices
from kumin.registry import registered


def answer_formats() -> tuple[str, ...]:
    """Return what ``layout`` may be."""
    return ("auto", *sorted(registered("kumin.responses.formats:FORMATS")))


def _known_format(name: str) -> str:
    known = answer_formats()
    if name not in known:
        raise fault("not_one_of", value=name, expected=", ".join(known), nearest=choices(name, known)["nearest"])
    return name


class _LayoutSchema:
    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"enum": list(answer_formats()), "type": "string"}


Layout = Annotated[str, AfterValidator(_known_format), _LayoutSchema]
"""Name of an answer format, or ``auto``."""


class Option(Model):
    """選択肢.

    Attributes
    ----------
    label : str
        The words on the form.
    aliases : tuple of str
        Other spellings found in files, in cells and in the headings of option columns.
    exclusive : bool
        「特になし」: may not be marked together with other options.
    other : bool
        「その他」 of a form that writes the respondent's own words into the cell: words that match no option count as
        this one.
    """

    label: Text
    aliases: tuple[Text, ...] = ()
    exclusive: bool = False
    other: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_label(cls, data: Any) -> Any:
        return {"label": data} if isinstance(data, str) else data


class _Question(Model):
    id: Identifier
    text: Text
    header: Text | None = None
    header_aliases: tuple[Text, ...] = ()
    ask_if: FrozenMap[Identifier, tuple[Code, ...]] = Field(default_factory=dict, validate_default=True)
    attribute: bool = False
    required: bool = False
    no_answer: tuple[Cell, ...] | None = None

    def missing(self, common: Missing) -> Missing:
        """Return what stands for a missing answer here: as the question states it, else as the questionnaire does."""
        return common if self.no_answer is None else common.model_copy(update={"no_answer": ("", *self.no_answer)})

    @property
    def headers(self) -> tuple[str, ...]:
        """Every heading that the question's column may have: header, aliases, text, id, header and text together."""
        together = f"{self.header} {self.text}" if self.header and self.header != self.text else ""
        names = (self.header, *self.header_aliases, self.text, self.id, together)
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def column_header(self) -> str:
        """The heading to show to people."""
        return self.header or self.text


class _Closed(_Question):
    options: FrozenMap[Code, Option] = Field(min_length=1)

    @field_validator("options")
    @classmethod
    def _labels_differ(cls, options: FrozenMap[int, Option]) -> FrozenMap[int, Option]:
        seen: dict[str, int] = {}
        for code, option in options.items():
            for name in (option.label, *option.aliases):
                if name in seen:
                    raise fault("label_repeated", label=name, first=seen[name], second=code)
                seen[name] = code
        return options


class SingleQuestion(_Closed):
    """SA: one option. Coded answers: one Int16 column named by the id, null where there is no answer."""

    type: Literal["single"]


class MultipleQuestion(_Closed):
    """MA: any number of options.

    Coded answers: the number of marks (Int16, column named by the id) and one Boolean column per option,
    ``{id}_{code}``; all null where there is no answer.

    Attributes
    ----------
    max : int, optional
        The most options one may mark.
    layout : str
        The answer format: ``joined`` (all marks in one cell), ``columns`` (one column per option) or another that is
        registered; ``auto``: as each file has it.
    separator : str
        Between the marks of a joined cell; ``;``, ``、`` and a line break are always understood.
    option_headers : mapping of code to heading
        For ``columns``, where the headings are not the usual ones: header, text or id with the option's code or label.
        For ``slots``: the heading of each column by its number, 1 for the leftmost.
    none_marked : {"answer", "no_answer"}, optional
        What a row means that states of every option that it is not marked (0, FALSE, いいえ): an answer, or none.
        Default: an answer, unless an option is exclusive (「特になし」) and would have been marked.
    """

    type: Literal["multiple"]
    max: Annotated[int, Field(ge=1)] | None = None
    layout: Layout = "auto"
    # the base strips white space, which a separator may be
    separator: Annotated[str, StringConstraints(strip_whitespace=False, min_length=1)] = ","
    option_headers: FrozenMap[Code, Text] = Field(default_factory=dict, validate_default=True)
    none_marked: Literal["answer", "no_answer"] | None = None

    @property
    def none_marked_answers(self) -> bool:
        """Whether a row without any mark counts as an answer."""
        if self.none_marked is None:
            return not any(option.exclusive for option in self.options.values())
        return self.none_marked == "answer"

    def column(self, code: int) -> str:
        """Name the Boolean column of option ``code``."""
        return f"{self.id}_{code}"


class NumberQuestion(_Question):
    """A number. Coded answers: one Float64 column.

    Attributes
    ----------
    minimum, maximum : float, optional
        Bounds; a code of no answer that lies within them is read as a number.
    unit : str
        The unit after the number, which is dropped; where it is not stated, common units are dropped.
    """

    type: Literal["number"]
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""


class DateQuestion(_Question):
    """A date. Coded answers: one Date column."""

    type: Literal["date"]
    earliest: date | None = None
    latest: date | None = None


class TextQuestion(_Question):
    """自由記述. Personal data: kept out of coded answers, logs and messages."""

    type: Literal["text"]


Question = Annotated[
    SingleQuestion | MultipleQuestion | NumberQuestion | DateQuestion | TextQuestion, Field(discriminator="type")
]
RESERVED = ("row", "respondent", "received", "source", "weight")
"""Columns of coded answers that do not belong to a question."""

RESERVED_OF_ATTRIBUTES = (
    "cv", "deff", "deff_without_replacement", "df", "indicator", "level", "lower", "mean", "method", "n_asked",
    "n_base", "n_eff", "n_positive", "not_estimable", "probability", "proportion", "quantile", "sd", "se", "total",
    "upper",
)  # fmt: skip
"""Columns of estimates: no attribute can have their names, for its groups stand in a column beside them."""

NOT_DRAFTED = (*RESERVED, *RESERVED_OF_ATTRIBUTES)
"""Ids that no draft gives: any of its questions may become an attribute."""

ClosedQuestion = SingleQuestion | MultipleQuestion


def coded_columns(question: Question) -> list[str]:
    """Names of the columns a question has among the coded answers; none for free text."""
    if isinstance(question, MultipleQuestion):
        return [question.id, *(question.column(code) for code in question.options)]
    return [] if isinstance(question, TextQuestion) else [question.id]
