"""検査: the rules that make findings, each with what may be done about them.

To add a rule, write a module that adds it with :func:`rule`, and give it its words, ``finding_CODE`` (a title),
``rule_CODE`` (what it means) and ``fix_CODE`` (what to do), in the message catalogue. What ``policies`` may say, their
JSON Schema, docs/findings.md and ``kumin explain`` are made from the registry. What it finds is a condition, see
:data:`kumin.responses.validation.conditions.CONDITIONS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from kumin.registry import Registry

Action = Literal["keep", "set_missing", "quarantine_row", "refuse"]
Severity = Literal["error", "warning"]
Scope = Literal["cell", "row", "column"]

_ANY: tuple[Action, ...] = get_args(Action)
_NO_VALUE: tuple[Action, ...] = ("set_missing", "quarantine_row", "refuse")
_NO_CELL: tuple[Action, ...] = ("keep", "quarantine_row", "refuse")
_COLUMN: tuple[Action, ...] = ("keep", "refuse")


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding.

    Attributes
    ----------
    code : str
        Stable: E… errors, W… warnings; 1xx answers, 2xx rows, 3xx what a spreadsheet shows, 4xx columns, 5xx texts.
    severity : {"error", "warning"}
        Errors count against a questionnaire's ``refuse_above`` and for ``--strict``.
    action : {"keep", "set_missing", "quarantine_row", "refuse"}
        What is done where the questionnaire's ``policies`` do not say.
    allowed : tuple of actions
        What ``policies`` may say: a value that is not an option cannot be kept, a row has no value to set missing.
    scope : {"cell", "row", "column"}
        What a finding is about.
    """

    code: str
    severity: Severity
    action: Action
    allowed: tuple[Action, ...]
    scope: Scope = "cell"


RULES: Registry[Rule] = Registry("rule")
"""Every rule by its code."""


def rule(
    code: str, severity: Severity, action: Action, allowed: tuple[Action, ...] = _ANY, scope: Scope = "cell"
) -> Rule:
    """Make a rule and enter it into :data:`RULES`."""
    return RULES.add(code, Rule(code, severity, action, allowed, scope))


NOT_AN_OPTION = rule("E101", "error", "set_missing", _NO_VALUE)
MARKED_INVALID = rule("E102", "error", "set_missing", _NO_VALUE)
NOT_ASKED = rule("E103", "error", "set_missing")
TOO_MANY_MARKS = rule("E104", "error", "set_missing")
EXCLUSIVE_WITH_OTHERS = rule("E105", "error", "set_missing")
NOT_A_NUMBER = rule("E106", "error", "set_missing", _NO_VALUE)
OUT_OF_RANGE = rule("E107", "error", "set_missing")
REQUIRED_MISSING = rule("E108", "error", "keep", _NO_CELL)
ASKED_NOT_ANSWERED = rule("W109", "warning", "keep", _NO_CELL)
NO_ANSWER_CODE = rule("W110", "warning", "set_missing", ("set_missing", "refuse"), "column")
CODE_AS_NUMBER = rule("W111", "warning", "keep", _COLUMN, "column")
NONE_MARKED_ANSWER = rule("W112", "warning", "keep", _COLUMN, "column")
NONE_MARKED_NO_ANSWER = rule("W113", "warning", "set_missing", ("set_missing", "refuse"), "column")
DAY_ORDER = rule("W114", "warning", "keep", _COLUMN, "column")
DAY_ORDER_UNDECIDED = rule("W115", "warning", "keep", _COLUMN, "column")
TWO_DIGIT_YEAR = rule("W116", "warning", "keep", _COLUMN, "column")
DAY_UNTOLD = rule("W117", "warning", "set_missing", ("set_missing", "refuse"), "column")
OUTSIDE_ERA = rule("W118", "warning", "keep", _COLUMN, "column")
RECEIVED_UNREADABLE = rule("W119", "warning", "set_missing", _NO_VALUE)
EMPTY_WORD = rule("W120", "warning", "set_missing", ("set_missing", "refuse"), "column")
PARTED_OTHERWISE = rule("W121", "warning", "keep", _COLUMN, "column")
MANY_OTHERS = rule("W122", "warning", "keep", _COLUMN, "column")
CROSS_IS_NO_MARK = rule("W123", "warning", "keep", _COLUMN, "column")
OPTIONS_IN_SLOTS = rule("W124", "warning", "keep", _COLUMN, "column")
DECLARED_MISSING = rule("W125", "warning", "set_missing", ("set_missing", "refuse"), "column")
TWO_IS_NO_MARK = rule("W126", "warning", "keep", _COLUMN, "column")
UNIT_TAKEN = rule("W127", "warning", "keep", _COLUMN, "column")
UNIT_UNTOLD = rule("W128", "warning", "set_missing", ("set_missing", "refuse"), "column")
OTHER_LABEL = rule("E129", "error", "refuse", _COLUMN, "column")
OTHER_BY_WORDS = rule("W130", "warning", "keep", _COLUMN, "column")
CODE_OR_LABEL = rule("W131", "warning", "keep", _COLUMN, "column")
LABEL_OR_CODE = rule("W132", "warning", "keep", _COLUMN, "column")
EMPTY_BOX = rule("W133", "warning", "keep", _COLUMN, "column")
MARKS_AND_NO_ANSWER = rule("W134", "warning", "keep", _COLUMN, "column")
NEAR_AN_OPTION = rule("W135", "warning", "keep", _COLUMN, "column")
MINUS_IS_MARK = rule("W136", "warning", "keep", _COLUMN, "column")
FILTER_UNKNOWN = rule("W137", "warning", "set_missing", ("set_missing", "refuse"), "column")
YEAR_AS_NUMBER = rule("W138", "warning", "keep", _COLUMN, "column")
DAY_IN_JAPAN = rule("W139", "warning", "keep", _COLUMN, "column")
DUPLICATE_ID = rule("E201", "error", "quarantine_row", _NO_CELL, "row")
ID_IN_TWO_FILES = rule("E202", "error", "quarantine_row", _NO_CELL, "row")
DUPLICATE_ROW = rule("W203", "warning", "keep", _NO_CELL, "row")
STRAIGHT_LINING = rule("W204", "warning", "keep", _NO_CELL, "row")
OUTSIDE_PERIOD = rule("W205", "warning", "keep", _NO_CELL, "row")
ROW_TOO_LONG = rule("E206", "error", "quarantine_row", _NO_CELL, "row")
NOT_A_RESPONDENT = rule("W207", "warning", "quarantine_row", _NO_CELL, "row")
DAMAGED_ID = rule("W208", "warning", "keep", _COLUMN, "column")
ID_MISSING = rule("W209", "warning", "keep", _COLUMN, "column")
NUMBERED_APART = rule("W210", "warning", "keep", _COLUMN, "column")
MIXED_LINE_ENDS = rule("W211", "warning", "keep", _COLUMN, "column")
ROWS_IN_CELL = rule("W212", "warning", "keep", _COLUMN, "column")
NEEDED_MISSING = rule("E213", "error", "quarantine_row", _NO_CELL, "row")
ROW_TOO_SHORT = rule("W214", "warning", "keep", _NO_CELL, "row")
ODD_QUOTES = rule("W215", "warning", "keep", _COLUMN, "column")
SPACED_QUOTES = rule("W216", "warning", "keep", _COLUMN, "column")
CONTROL_SIGNS = rule("W217", "warning", "keep", _COLUMN, "column")
BLANK_BUT_NOTED = rule("W218", "warning", "keep", _COLUMN, "column")
FORMULA_TEXT = rule("W219", "warning", "keep", _COLUMN, "column")
ID_BUT_FOR_CASE = rule("W220", "warning", "keep", _NO_CELL, "row")
FILE_CUT = rule("E221", "error", "refuse", _NO_CELL, "row")
TRIAL = rule("W222", "warning", "keep", _NO_CELL, "row")
FORMULA_WITHOUT_RESULT = rule("E301", "error", "set_missing", _NO_VALUE)
ERROR_VALUE = rule("E302", "error", "set_missing", _NO_VALUE)
DAY_FOR_OPTION = rule("E303", "error", "set_missing", _NO_VALUE)
PERCENT_FORMAT = rule("W304", "warning", "keep")
MERGED_FILLED = rule("W305", "warning", "keep")
MERGED_NOT_FILLED = rule("W306", "warning", "keep", _NO_CELL)
DAY_NUMBER = rule("W307", "warning", "keep")
DIGITS_LOST = rule("W308", "warning", "keep")
HIDDEN_ROW = rule("W309", "warning", "keep", _NO_CELL, "row")
HIDDEN_COLUMN = rule("W310", "warning", "keep", _COLUMN, "column")
HIDDEN_SHEET = rule("W311", "warning", "keep", _COLUMN, "column")
SHEET_NOT_SEEN = rule("W312", "warning", "keep", _COLUMN, "column")
SHOWN_OTHERWISE = rule("W313", "warning", "keep")
STRUCK_OUT = rule("W314", "warning", "keep")
OTHER_ENCODING = rule("E315", "error", "set_missing", _NO_VALUE)
UNKNOWN_COLUMN = rule("W401", "warning", "keep", _COLUMN, "column")
MISSING_COLUMN = rule("E402", "error", "refuse", ("set_missing", "refuse"), "column")
COLUMN_WITHOUT_HEADING = rule("W403", "warning", "keep", _COLUMN, "column")
MISSING_EXTRA_COLUMN = rule("W404", "warning", "keep", _COLUMN, "column")
SHEET_NOT_READ = rule("W405", "warning", "keep", _COLUMN, "column")
MOJIBAKE = rule("W501", "warning", "keep", _NO_CELL)
FORMULA_LIKE = rule("W502", "warning", "keep", _NO_CELL)
PHONE_NUMBER = rule("W503", "warning", "keep", _NO_CELL)
EMAIL_ADDRESS = rule("W504", "warning", "keep", _NO_CELL)
MY_NUMBER = rule("W505", "warning", "keep", _NO_CELL)

OF_MARKS = (TOO_MANY_MARKS.code, EXCLUSIVE_WITH_OTHERS.code)
"""Rules of marks that contradict each other, whatever columns they stand in: a finding's value is all of them."""
