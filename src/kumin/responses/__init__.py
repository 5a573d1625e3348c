"""An answer file → validated, coded answers and findings."""

from __future__ import annotations

from kumin.responses.read import AnswerTable, read_answers
from kumin.responses.validate import Answers, validate_answers, validate_file, validate_files

__all__ = ["AnswerTable", "Answers", "read_answers", "validate_answers", "validate_file", "validate_files"]
