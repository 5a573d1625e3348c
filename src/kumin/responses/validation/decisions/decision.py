"""What was decided for one column."""

from __future__ import annotations

from dataclasses import dataclass

from kumin.definitions import rules as r


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for a column.

    Attributes
    ----------
    rule : Rule
        The rule of the finding.
    position : int or None
        The zero-based column of the file.
    count : int
        Cells or rows.
    question : str
        Id of the question, if it is about one.
    value : str
        What was decided on: a code of no answer, the order of a day's parts.
    row : int, optional
        The row, as a spreadsheet shows it, if it is about one.
    """

    rule: r.Rule
    position: int | None
    count: int
    question: str = ""
    value: str = ""
    row: int | None = None
