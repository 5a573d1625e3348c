"""An answer file → validated, coded answers and findings."""

from __future__ import annotations

from kumin.responses.answers import Answers
from kumin.responses.read import read_answers
from kumin.responses.table import AnswerTable, source_names
from kumin.responses.validate import Progress, validate_answers, validate_file, validate_files
from kumin.responses.validation.schema import to_pandera

__all__ = [
    "AnswerTable",
    "Answers",
    "Progress",
    "read_answers",
    "source_names",
    "to_pandera",
    "validate_answers",
    "validate_file",
    "validate_files",
]
