"""検査: each kind of finding, declared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Action = Literal["keep", "set_missing", "quarantine_row"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding.

    Attributes
    ----------
    code : str
        Stable: E… errors, W… warnings. Its words are ``finding_{code}`` in the message catalogue.
    severity : {"error", "warning"}
        An error changes an answer or a row.
    action : {"keep", "set_missing", "quarantine_row"}
        What is done with the answer or the row.
    """

    code: str
    severity: Severity
    action: Action


NOT_AN_OPTION = Rule("E101", "error", "set_missing")
MARKED_INVALID_RULE = Rule("E102", "error", "set_missing")
NOT_ASKED = Rule("E103", "error", "set_missing")
TOO_MANY_MARKS = Rule("E104", "error", "set_missing")
EXCLUSIVE_WITH_OTHERS = Rule("E105", "error", "set_missing")
NOT_A_NUMBER = Rule("E106", "error", "set_missing")
OUT_OF_RANGE = Rule("E107", "error", "set_missing")
DUPLICATE_ID = Rule("E201", "error", "quarantine_row")
UNKNOWN_COLUMN = Rule("W401", "warning", "keep")

RULES = {
    rule.code: rule
    for rule in (
        NOT_AN_OPTION,
        MARKED_INVALID_RULE,
        NOT_ASKED,
        TOO_MANY_MARKS,
        EXCLUSIVE_WITH_OTHERS,
        NOT_A_NUMBER,
        OUT_OF_RANGE,
        DUPLICATE_ID,
        UNKNOWN_COLUMN,
    )
}
"""Every rule by its code."""
