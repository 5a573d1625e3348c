"""How sure a judgement is, in plain sentences; of each thing that is not known nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.messages import text
from kumin.reporting.words import frame_rows, number

if TYPE_CHECKING:
    from kumin.pipeline import Result


def evidence_sentences(result: Result, indicator: str, row: dict[str, Any], lang: str, level: str) -> Iterator[str]:
    """Yield sentences on an indicator: interval, probability, change, weights, base rules, who did not answer.

    Parameters
    ----------
    result : Result
        The run.
    indicator : str
        Its id.
    row : dict
        Its row of ``judgements``.
    lang : str
        Language.
    level : str
        The confidence level in percent, as printed.
    """
    if not row.get("judgement"):
        return
    rows = partial(frame_rows, result, indicator=indicator)
    yield from _clear_or_not(row, rows("evidence"), lang, level)
    yield from _change(rows("changes"), lang, level)
    yield from _weighted(rows("weighted"), lang)
    yield from _base_rules(rows("base_rules"), lang)
    yield from _tipping(rows("tipping"), lang)


def _clear_or_not(row: dict[str, Any], evidence: list[dict[str, Any]], lang: str, level: str) -> Iterator[str]:
    if row.get("evidence") == "within_error":
        yield text("rep_say_within_error", lang)
    elif row.get("evidence") == "clear":
        code = {"A": "rep_say_clear_a", "B": "rep_say_clear_b"}.get(row["judgement"], "rep_say_clear_other")
        # of an upper limit or a range one cannot fall short
        falls_short = row.get("comparison") in ("at_least", "more_than")
        yield text(
            "rep_say_clear_outside" if code == "rep_say_clear_b" and not falls_short else code, lang, level=level
        )
    probability = row.get("probability_met")
    if probability is not None and row.get("evidence") == "within_error":
        yield text("rep_say_probability", lang, probability=_probability(probability))
    for found in evidence:
        if found["n_needed_state"] == "more" and found["n_needed"] is not None:
            yield text("rep_say_needed", lang, n=f"{found['n_needed']:,}")


def _probability(value: float) -> str:
    """Print a probability; never as 0% or 100%, which it is not."""
    if value < 0.01:
        return "<1%"
    return ">99%" if value > 0.99 else f"{value * 100:.0f}%"


def _change(changes: list[dict[str, Any]], lang: str, level: str) -> Iterator[str]:
    for found in changes[:1]:
        if found["change_points"] is None:
            continue
        points = number(found["change_points"], 1, signed=True)
        limits = {name: number(found[f"{name}_points"], 1, signed=True) for name in ("lower", "upper")}
        if found["statement"] == "cannot_tell" or found["lower_points"] is None:
            yield text("rep_say_change_cannot_tell", lang, points=points)
        else:
            yield text(f"rep_say_change_{found['statement']}", lang, points=points, level=level, **limits)


def _weighted(weighted: list[dict[str, Any]], lang: str) -> Iterator[str]:
    others = [row for row in weighted if row["weighting"] != "unweighted" and row["percent"] is not None]
    for found in others[:1]:
        percent = f"{number(found['percent'], 1)}%"
        if found["judgement_changes"]:
            yield text("rep_say_weighted_changes", lang, percent=percent, judgement=found["judgement"])
        else:
            yield text("rep_say_weighted_same", lang, percent=percent)


def _base_rules(rules: list[dict[str, Any]], lang: str) -> Iterator[str]:
    known = [row for row in rules if row["percent"] is not None]
    if len(known) < 2:
        return
    if any(row["judgement_depends"] for row in known):
        parts = [
            f"{text('rep_rule_' + row['rule'], lang)} {number(row['percent'], 1)}% {row['judgement'] or ''}".strip()
            for row in known
        ]
        yield text("rep_say_base_depends", lang, rules=text("rep_list_joiner", lang).join(parts))
    else:
        percents = sorted(row["percent"] for row in known)
        lowest, highest = (f"{number(value, 1)}%" for value in (percents[0], percents[-1]))
        if lowest == highest:
            yield text("rep_say_base_equal", lang, percent=lowest)
        else:
            yield text("rep_say_base_same", lang, lowest=lowest, highest=highest)


def _tipping(tipping: list[dict[str, Any]], lang: str) -> Iterator[str]:
    for found in tipping[:1]:
        missing = found["n_missing"]
        if not missing:
            continue
        if found["can_turn"] and found["tipping_percent"] is not None:
            difference = text("rep_points", lang, points=number(found["difference_points"], 1, signed=True))
            yield text(
                "rep_say_tipping", lang, n_missing=f"{missing:,}", percent=f"{number(found['tipping_percent'], 1)}%",
                difference=difference, turns_to=found["turns_to"],
            )  # fmt: skip
        elif found["can_turn"] is False:
            yield text("rep_say_cannot_turn", lang, n_missing=f"{missing:,}")
