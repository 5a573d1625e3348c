"""How sure a judgement is: interval against target, probability, the answers that would have decided."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from kumin.judgement.goals import Goal
from kumin.judgement.probability import n_to_decide, probability_met

CLEAR, WITHIN_ERROR = "clear", "within_error"
ACHIEVED_STATEMENT, MISSED_STATEMENT = "achieved", "missed"
DECIDED, MORE, NEVER = "decided", "more", "never"


def evidence_of(goal: Goal, *, met: bool, lower: float | None, upper: float | None) -> str | None:
    """Say whether the whole interval judges like the published value.

    Where everyone answered the interval is a point, and nothing is uncertain.

    Parameters
    ----------
    goal : Goal
        In percent.
    met : bool
        What the published value says.
    lower, upper : float, optional
        Interval, as proportions.
    """
    if lower is None or upper is None:
        return None
    if lower == upper:
        return CLEAR
    same = goal.met(100 * lower) == met and goal.met(100 * upper) == met
    # of a range both ends may lie outside on different sides
    spans = not goal.one_sided and not met and any(lower < float(end) / 100 < upper for end in goal.ends)
    return CLEAR if same and not spans else WITHIN_ERROR


def statement_of(evidence: str | None, *, met: bool) -> str | None:
    """Put judgement and evidence into one of three statements; None where there is no interval."""
    if evidence == CLEAR:
        return ACHIEVED_STATEMENT if met else MISSED_STATEMENT
    return evidence


def evidence_row(row: Mapping[str, Any], goal: Goal, *, met: bool, invited: int | None = None) -> dict[str, object]:
    """Make the ``evidence`` row of one estimate.

    Parameters
    ----------
    row : mapping
        A row of estimates: proportion, lower, upper, n_base, n_eff, level, method, and where it is known
        ``population`` (of the base).
    goal : Goal
        In percent.
    met : bool
        What the published value says.
    invited : int, optional
        Letters that arrived, for the letters that would have been needed.
    """
    p, n, size = row["proportion"], row["n_base"], row.get("n_eff")
    evidence = evidence_of(goal, met=met, lower=row.get("lower"), upper=row.get("upper"))
    out: dict[str, object] = {
        "survey": row.get("survey"),
        "indicator": row["indicator"],
        "statement": statement_of(evidence, met=met),
        "n_base": n,
        "n_eff": size,
        "distance_points": 100 * p - float(goal.nearest(100 * p)),
    }
    if n is None or size is None or size <= 0:
        return out
    if row.get("lower") is not None:
        out["margin_points"] = 50 * (row["upper"] - row["lower"])
    population = row.get("population")
    small = population if row.get("method") == "finite_exact" else None
    out["probability_met"] = probability_met(goal, p, size, n_base=n, population=small)
    return out | _needed(goal, row, evidence, invited)


def _needed(goal: Goal, row: Mapping[str, Any], evidence: str | None, invited: int | None) -> dict[str, object]:
    """Work out how many answers would have decided."""
    n, size, population = row["n_base"], row["n_eff"], row.get("population")
    if evidence == CLEAR or math.isinf(size):
        return {"n_needed_state": DECIDED}
    rest = 1 - n / population if population else 1.0
    deff = n / size / rest if rest > 0 else 1.0
    needed = n_to_decide(goal, row["proportion"], level=row["level"], deff=deff, population=population)
    if needed is None:
        return {"n_needed_state": NEVER}
    letters = None if invited is None else math.ceil(needed * invited / n)
    return {"n_needed_state": MORE, "n_needed": needed, "invited_needed": letters}
