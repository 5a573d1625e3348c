"""調査票: the questions of a survey, their options, and what stands for "no answer" in its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kumin.definitions.missing import Cell, Missing
from kumin.definitions.model import Code, FrozenMap, Identifier, Model, Text, fault
from kumin.definitions.period import Period
from kumin.definitions.priorities import Priorities
from kumin.definitions.rules import RULES, Action
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


class _PoliciesSchema:
    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        allowed = {code: {"enum": list(rule.allowed), "type": "string"} for code, rule in RULES.items()}
        return {"type": "object", "properties": allowed, "additionalProperties": False}


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
        together = f"{self.header} {self.text}" if self.header else ""
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

ClosedQuestion = SingleQuestion | MultipleQuestion


TIMESTAMPS = (
    "タイムスタンプ", "Timestamp", "完了時刻", "Completion time", "送信日時", "回答日時", "申込日時", "登録日時",
    "submitdate", "Date submitted", "End Date",
)  # fmt: skip
"""Headings that form systems use for the time of an answer."""


class Columns(Model):
    """Columns of an answer file that do not belong to a question.

    Attributes
    ----------
    id : str, optional
        整理番号. Personal data.
    received : str, optional
        受付日.
    id_aliases, received_aliases : tuple of str
        Other headings of the two; those that form systems use for the time of an answer are known.
    ignore : tuple of str
        Headings of columns that are not used.
    """

    id: Text | None = None
    received: Text | None = None
    id_aliases: tuple[Text, ...] = ()
    received_aliases: tuple[Text, ...] = TIMESTAMPS
    ignore: tuple[Text, ...] = ()


class FileLayout(Model):
    """How the answer files are laid out, where it is not detected from the file itself.

    Attributes
    ----------
    encoding : str, optional
        ``utf-8``, ``utf-8-sig``, ``cp932``, ``utf-16``, ``utf-16-le`` or ``utf-16-be``.
    delimiter : str, optional
        Between the cells of a text file.
    sheet : str, optional
        Name of a workbook's sheet.
    header_row : int, optional
        Row of the (first) headings, as a spreadsheet shows it.
    header_rows : int, optional
        Rows of headings, one below the other.
    """

    encoding: Text | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: Text | None = None
    header_row: Annotated[int, Field(ge=1, le=1000)] | None = None
    header_rows: Annotated[int, Field(ge=1, le=5)] | None = None

    # the base strips white space, which a tab is
    model_config = ConfigDict(str_strip_whitespace=False)


class Block(Model):
    """A block of questions on one scale, to be checked for the same answer throughout (straight-lining).

    Attributes
    ----------
    title : str
        Name for people.
    questions : tuple of str
        Ids of single answers.
    """

    title: str = ""
    questions: tuple[Identifier, ...] = Field(min_length=3)


class Duplicates(Model):
    """Which of several answers under one 整理番号 counts; the others are findings.

    Attributes
    ----------
    same_file, between_files : {"first", "last", "none"}
        The first or last in the order of rows, or of the files as they are given; or none of them.
    numbering : {"shared", "apart"}, optional
        Whether an id is of the same person in every file, or was given in each file anew. Default: by the ids and
        answers of the files.
    """

    same_file: Literal["first", "last", "none"] = "first"
    between_files: Literal["first", "last", "none"] = "first"
    numbering: Literal["shared", "apart"] | None = None


class Questionnaire(Model):
    """調査票.

    Attributes
    ----------
    id : str
        Stable id, e.g. ``tsurumi-residents-2023``.
    title : str
        Name for people.
    note : str
        Free remark.
    columns : Columns
        The columns that do not belong to a question.
    missing : Missing
        Codes of missing answers.
    file : FileLayout
        How the answer files are laid out.
    period : Period, optional
        Days on which answers may have been received. Default: those of the plan's survey.
    duplicates : Duplicates
        Which of several answers under one id counts.
    blocks : tuple of Block
        Blocks to check for straight-lining.
    priorities : Priorities, optional
        Policies whose satisfaction and importance were asked.
    needed : mapping of question id to options
        Questions that every row must have a valid value of, one of the options listed (none listed: any); other rows
        are left out (E213). The columns of a survey's design are among them.
    policies : mapping of rule code to action
        What is done about a kind of finding; default: see :data:`kumin.definitions.rules.RULES`.
    refuse_above : float
        A proportion: a run is refused where more than this share of the rows, and at least ten rows, have errors.
    questions : tuple of Question
        In the order of the form.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> from kumin.definitions import load_questionnaire
    >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
    >>> [question.id for question in asked.questions][:2]
    ['school', 'post']
    """

    id: Identifier
    title: Text
    note: str = ""
    columns: Columns = Columns()
    missing: Missing = Missing()
    file: FileLayout = FileLayout()
    period: Period | None = None
    duplicates: Duplicates = Duplicates()
    blocks: tuple[Block, ...] = ()
    priorities: Priorities | None = None
    needed: FrozenMap[Identifier, tuple[Code, ...]] = Field(default_factory=dict, validate_default=True)
    policies: Annotated[FrozenMap[str, Action], _PoliciesSchema] = Field(default_factory=dict, validate_default=True)
    refuse_above: Annotated[float, Field(ge=0, le=1)] = 0.5
    questions: tuple[Question, ...] = Field(min_length=1)

    @field_validator("policies")
    @classmethod
    def _policies_allowed(cls, policies: FrozenMap[str, Action]) -> FrozenMap[str, Action]:
        for code, action in policies.items():
            if code not in RULES:
                raise fault("policy_unknown", rule=code, known=", ".join(RULES))
            if action not in RULES[code].allowed:
                raise fault("policy_not_allowed", rule=code, action=action, allowed=", ".join(RULES[code].allowed))
        return policies

    def action(self, code: str) -> Action:
        """Return what is done about findings of rule ``code``.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions import load_questionnaire
        >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
        >>> asked.action("E213")
        'quarantine_row'
        """
        return self.policies.get(code, RULES[code].action)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by their id.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions import load_questionnaire
        >>> load_questionnaire(schema_folder("tsurumi", "r05") / "residents.yaml").by_id["safety"].type
        'single'
        """
        return {question.id: question for question in self.questions}

    def closed(self) -> Iterator[ClosedQuestion]:
        """Iterate over the single and multiple answers.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions import load_questionnaire
        >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
        >>> len(list(asked.closed())) <= len(asked.questions)
        True
        """
        return (question for question in self.questions if isinstance(question, SingleQuestion | MultipleQuestion))


def coded_columns(question: Question) -> list[str]:
    """Names of the columns a question has among the coded answers; none for free text."""
    if isinstance(question, MultipleQuestion):
        return [question.id, *(question.column(code) for code in question.options)]
    return [] if isinstance(question, TextQuestion) else [question.id]
