"""What stands for a missing answer in the files."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from kumin.definitions.model import Model


class NoAnswerCell:
    """Marks the text of a cell, which 空欄 stands for where it is empty."""


Cell = Annotated[
    str,
    NoAnswerCell(),
    BeforeValidator(lambda value: str(value) if type(value) is int else value),
    WithJsonSchema({"type": ["string", "integer"]}),
]
"""The text of a cell; an unquoted 99 is a number in YAML, and text in an answer file."""


class Missing(Model):
    """Codes and words for a missing answer in the file, compared after normalisation.

    Attributes
    ----------
    no_answer : tuple of str
        無回答. An option with the same code wins for its question.
    invalid : tuple of str
        無効, e.g. two marks on a single answer. It becomes a finding.
    """

    no_answer: tuple[Cell, ...] = ("", "無回答")
    invalid: tuple[Cell, ...] = ("*",)
