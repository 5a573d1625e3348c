"""調査票: the questions of a survey, how its files are laid out, and what stands for "no answer" in its files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, field_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kumin.definitions.missing import Missing
from kumin.definitions.model import Code, FrozenMap, Identifier, Model, Text, fault
from kumin.definitions.period import Period
from kumin.definitions.priorities import Priorities
from kumin.definitions.questions import ClosedQuestion, MultipleQuestion, Question, SingleQuestion
from kumin.definitions.rules import RULES, Action


class _PoliciesSchema:
    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        allowed = {code: {"enum": list(rule.allowed), "type": "string"} for code, rule in RULES.items()}
        return {"type": "object", "properties": allowed, "additionalProperties": False}


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
    letter_case : {"distinct", "ignored"}, optional
        Whether ids that differ only in upper and lower case (``ab12``, ``AB12``) are of different people. Default: they
        are, as in the random ids of a form system, and W220 tells them.
    """

    same_file: Literal["first", "last", "none"] = "first"
    between_files: Literal["first", "last", "none"] = "first"
    numbering: Literal["shared", "apart"] | None = None
    letter_case: Literal["distinct", "ignored"] | None = None


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
