"""検査: every kind of finding, declared once, with what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Action = Literal["keep", "set_missing", "quarantine_row", "refuse"]
Severity = Literal["error", "warning"]
Scope = Literal["cell", "row", "column"]

_ALL: tuple[Action, ...] = ("keep", "set_missing", "quarantine_row", "refuse")
_NO_VALUE: tuple[Action, ...] = ("set_missing", "quarantine_row", "refuse")
_NO_CELL: tuple[Action, ...] = ("keep", "quarantine_row", "refuse")
_COLUMN: tuple[Action, ...] = ("keep", "refuse")


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding.

    Attributes
    ----------
    code : str
        Stable: E… errors, W… warnings; 1xx answers, 2xx rows, 4xx columns, 5xx texts. Its words are
        ``finding_{code}`` (a title), ``rule_{code}`` (what it means) and ``fix_{code}`` (what to do) in the catalogue.
    severity : {"error", "warning"}
        Errors count against a questionnaire's ``refuse_above`` and for ``--strict``.
    action : {"keep", "set_missing", "quarantine_row", "refuse"}
        What is done where the questionnaire's ``policies`` say nothing.
    allowed : tuple of actions
        What ``policies`` may say: a value that is no option cannot be kept, a row has no value to set missing.
    scope : {"cell", "row", "column"}
        What a finding speaks of.
    """

    code: str
    severity: Severity
    action: Action
    allowed: tuple[Action, ...]
    scope: Scope = "cell"


NOT_AN_OPTION = Rule("E101", "error", "set_missing", _NO_VALUE)
MARKED_INVALID = Rule("E102", "error", "set_missing", _NO_VALUE)
NOT_ASKED = Rule("E103", "error", "set_missing", _ALL)
TOO_MANY_MARKS = Rule("E104", "error", "set_missing", _ALL)
EXCLUSIVE_WITH_OTHERS = Rule("E105", "error", "set_missing", _ALL)
NOT_A_NUMBER = Rule("E106", "error", "set_missing", _NO_VALUE)
OUT_OF_RANGE = Rule("E107", "error", "set_missing", _ALL)
REQUIRED_MISSING = Rule("E108", "error", "keep", _NO_CELL)
ASKED_NOT_ANSWERED = Rule("W109", "warning", "keep", _NO_CELL)
DUPLICATE_ID = Rule("E201", "error", "quarantine_row", _NO_CELL, "row")
ID_IN_TWO_FILES = Rule("E202", "error", "quarantine_row", _NO_CELL, "row")
DUPLICATE_ROW = Rule("W203", "warning", "keep", _NO_CELL, "row")
STRAIGHT_LINING = Rule("W204", "warning", "keep", _NO_CELL, "row")
OUTSIDE_PERIOD = Rule("W205", "warning", "keep", _NO_CELL, "row")
ROW_TOO_LONG = Rule("E206", "error", "quarantine_row", _NO_CELL, "row")
NO_FORM = Rule("W207", "warning", "quarantine_row", _NO_CELL, "row")
UNKNOWN_COLUMN = Rule("W401", "warning", "keep", _COLUMN, "column")
MISSING_COLUMN = Rule("E402", "error", "refuse", ("set_missing", "refuse"), "column")
COLUMN_WITHOUT_HEADING = Rule("W403", "warning", "keep", _COLUMN, "column")
MISSING_EXTRA_COLUMN = Rule("W404", "warning", "keep", _COLUMN, "column")
SHEET_NOT_READ = Rule("W405", "warning", "keep", _COLUMN, "column")
MOJIBAKE = Rule("W501", "warning", "keep", _NO_CELL)
FORMULA_LIKE = Rule("W502", "warning", "keep", _NO_CELL)
PHONE_NUMBER = Rule("W503", "warning", "keep", _NO_CELL)
EMAIL_ADDRESS = Rule("W504", "warning", "keep", _NO_CELL)
MY_NUMBER = Rule("W505", "warning", "keep", _NO_CELL)

RULES = {
    rule.code: rule
    for rule in (
        NOT_AN_OPTION, MARKED_INVALID, NOT_ASKED, TOO_MANY_MARKS, EXCLUSIVE_WITH_OTHERS, NOT_A_NUMBER, OUT_OF_RANGE,
        REQUIRED_MISSING, ASKED_NOT_ANSWERED,
        DUPLICATE_ID, ID_IN_TWO_FILES, DUPLICATE_ROW, STRAIGHT_LINING, OUTSIDE_PERIOD, ROW_TOO_LONG, NO_FORM,
        UNKNOWN_COLUMN, MISSING_COLUMN, COLUMN_WITHOUT_HEADING, MISSING_EXTRA_COLUMN, SHEET_NOT_READ,
        MOJIBAKE, FORMULA_LIKE, PHONE_NUMBER, EMAIL_ADDRESS, MY_NUMBER,
    )
}  # fmt: skip
"""Every rule by its code."""
