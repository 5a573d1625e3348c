"""調査票: the questions of a survey, their options, and what stands for "no answer" in its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator, model_validator

from kumin.definitions.model import FrozenMap, Identifier, Model, Text, fault
from kumin.definitions.period import Period
from kumin.definitions.rules import RULES, Action

if TYPE_CHECKING:
    pass

Code = Annotated[int, Field(ge=0, le=9999)]
"""An option's code, as it stands in the answer file."""


Cell = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if type(value) is int else value),
    WithJsonSchema({"type": ["string", "integer"]}),
]
"""What a cell of the answer file holds; an unquoted 99 in YAML is a number, in an answer file it is text."""


class Option(Model):
    """選択肢.

    Attributes
    ----------
    label : str
        The words on the form.
    aliases : tuple of str
        Other spellings found in files, in cells and in the headings of option columns.
    exclusive : bool
        「特になし」: may not stand with other marks of a multiple answer.
    other : bool
        「その他」 of a form that writes the respondent's own words into the cell: words that are no option
        mean this one.
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

    @property
    def headers(self) -> tuple[str, ...]:
        """Every column heading this question may stand under: header, aliases, text, id."""
        names = (self.header, *self.header_aliases, self.text, self.id)
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
    layout : {"auto", "joined", "columns"}
        How a file holds it: all marks in one cell, or one column per option. ``auto``: as each file has it.
    separator : str
        Between the marks of a joined cell, beside ``;``, ``、`` and a line break, which are always understood.
    option_headers : mapping of code to heading
        For ``columns``, where the headings are none of the usual: header, text or id with the option's code or label.
    """

    type: Literal["multiple"]
    max: Annotated[int, Field(ge=1)] | None = None
    layout: Literal["auto", "joined", "columns"] = "auto"
    separator: Annotated[str, Field(min_length=1)] = ","
    option_headers: FrozenMap[Code, Text] = Field(default_factory=dict, validate_default=True)

    def column(self, code: int) -> str:
        """Name the Boolean column of option ``code``."""
        return f"{self.id}_{code}"

    def option_header(self, code: int) -> str:
        """Name the file's column of option ``code`` when each option has one."""
        return self.option_headers.get(code, f"{self.column_header}_{code}")


class NumberQuestion(_Question):
    """A number. Coded answers: one Float64 column.

    Attributes
    ----------
    minimum, maximum : float, optional
        Bounds; a code of no answer within them is a number.
    unit : str
        What stands behind the number in files and is dropped; where nothing is stated, common units are.
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
"""Columns of coded answers that are no questions."""

ClosedQuestion = SingleQuestion | MultipleQuestion


TIMESTAMPS = (
    "タイムスタンプ", "Timestamp", "完了時刻", "Completion time", "送信日時", "回答日時", "申込日時", "登録日時",
    "submitdate", "Date submitted", "End Date",
)  # fmt: skip
"""What form systems call the time of an answer."""


class Columns(Model):
    """Columns of an answer file that are no questions.

    Attributes
    ----------
    id : str, optional
        整理番号. Personal data.
    received : str, optional
        受付日.
    id_aliases, received_aliases : tuple of str
        Other headings of the two; what form systems call the time of an answer is known.
    ignore : tuple of str
        Headings that are known and not used.
    """

    id: Text | None = None
    received: Text | None = None
    id_aliases: tuple[Text, ...] = ()
    received_aliases: tuple[Text, ...] = TIMESTAMPS
    ignore: tuple[Text, ...] = ()


class FileLayout(Model):
    """How the answer files are laid out, where it is not found out from the file itself.

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
    """A block of questions on one scale, in which the same answer throughout is worth a look (straight-lining).

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
    """

    same_file: Literal["first", "last", "none"] = "first"
    between_files: Literal["first", "last", "none"] = "first"


class Missing(Model):
    """What stands for a missing answer in the file, compared after normalisation.

    Attributes
    ----------
    no_answer : tuple of str
        無回答. An option with the same code wins for its question.
    invalid : tuple of str
        無効, e.g. two marks on a single answer. Becomes a finding.
    """

    no_answer: tuple[Cell, ...] = ("", "無回答")
    invalid: tuple[Cell, ...] = ("*",)


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
        The columns that are no questions.
    missing : Missing
        Codes of missing answers.
    file : FileLayout
        How the answer files are laid out.
    period : Period, optional
        Days on which answers may have been received; else those of the plan's survey.
    duplicates : Duplicates
        What counts of several answers under one id.
    blocks : tuple of Block
        Blocks to look at for straight-lining.
    policies : mapping of rule code to action
        What is done about a kind of finding; default: see :data:`kumin.definitions.rules.RULES`.
    refuse_above : float
        A proportion: a run is refused where more than this share of the rows, and ten rows at least, have errors.
    questions : tuple of Question
        In the order of the form.
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
    policies: FrozenMap[str, Action] = Field(default_factory=dict, validate_default=True)
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
        """Return what is done about findings of rule ``code``."""
        return self.policies.get(code, RULES[code].action)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by their id."""
        return {question.id: question for question in self.questions}

    def closed(self) -> Iterator[ClosedQuestion]:
        """Iterate over the single and multiple answers."""
        return (question for question in self.questions if isinstance(question, SingleQuestion | MultipleQuestion))


def coded_columns(question: Question) -> list[str]:
    """Names of the columns a question has among the coded answers; none for free text."""
    if isinstance(question, MultipleQuestion):
        return [question.id, *(question.column(code) for code in question.options)]
    return [] if isinstance(question, TextQuestion) else [question.id]
