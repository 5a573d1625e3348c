"""Answer formats: the ways in which files lay out a multiple answer, one module each."""

from __future__ import annotations

from kumin.responses.formats import joined, option_columns, slots
from kumin.responses.formats.answer_format import FORMATS, AnswerFormat, Places, in_order

__all__ = ["FORMATS", "AnswerFormat", "Places", "in_order", "joined", "option_columns", "slots"]
