"""The values of one indicator as every report prints them: percent or amount, interval, target, year before, counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kumin.numbers import NONE, percent_of, shortest, unit_after
from kumin.result import frame_row, judgement_of
from kumin.words.indicators.verdict import verdict_label
from kumin.words.weighting import is_weighted, official_weighting
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.definitions import Indicator
    from kumin.result import Result

Row = Mapping[str, Any]


def indicator_values(result: Result, one: Indicator, row: Row, words: Words) -> dict[str, str]:
    """Print an indicator's values.

    Parameters
    ----------
    result : Result
        The run.
    one : Indicator
        Its definition.
    row : mapping
        Its row of ``judgements``; empty where it has none.
    words : Words
        The words of the output.

    Returns
    -------
    dict of str
        ``percent``, ``interval``, ``target``, ``target_by``, ``target_about`` (its date; of a year's step the target
        itself), ``target_final`` (the target itself, also where a step is judged), ``target_heading`` and
        ``target_dated`` (of a step: that it is one), ``previous`` with
        ``previous_heading`` and ``previous_dated``, ``change``, ``n``, ``count``, ``weighted``, ``verdict``;
        ``-`` or empty where there is none.
    """
    words = words.to(result.plan.plan.decimals_of(one))
    older = older_year(result, one)
    judgement = judgement_of(result, one.id)
    verdict = (verdict_label(judgement, words) if judgement is not None else "") or NONE
    goal = frame_row(result, "targets", one.id)
    places = frame_row(result, "changes", one.id).get("previous_decimals")
    if amounts := frame_row(result, "numbers", one.id):
        found = _amounts(amounts, goal, older, words, places, weighted=is_weighted(result, one.id))
        return found | _steps(result, one, found["target"], words) | {"verdict": verdict}
    lower, upper = row.get("lower_percent"), row.get("upper_percent")
    before, both = words.as_published(row.get("previous_percent"), places)
    previous = before.percent(row.get("previous_percent"))
    target = words.goal(goal) if goal else NONE
    return {
        "percent": words.percent(row.get("percent")),
        "interval": NONE if lower is None else f"{words.interval(lower, upper)}%",
        "target": target,
        **_steps(result, one, target, words),
        "previous": previous,
        **_previous(previous, older, words),
        "change": both.number(row.get("change_points"), signed=True),
        "n": words.count(row.get("n_base")),
        "count": _count(row, words, weighted=official_weighting(result, one.id) is not None),
        "weighted": words.percent(row.get("weighted_percent")),
        "verdict": verdict,
    }


def final_target(result: Result, one: Indicator, words: Words) -> str | None:
    """Print the target itself, where a year's step on the way to it is judged; else None."""
    row = frame_row(result, "targets", one.id)
    ends = [row[name] for name in ("stated_low", "stated_high") if row.get(name) is not None]
    if one.target.reference == "stated" or len(ends) != 1:
        return None
    decimals = result.plan.plan.decimals_of(one)
    amount = words.amount(ends[0], one.unit, decimals) if one.unit else f"{shortest(ends[0])}%"
    return words.target(row["comparison"], amount, one.unit or None)


def _steps(result: Result, one: Indicator, target: str, words: Words) -> dict[str, str]:
    """Say until when a target is to be met; where a year's step is judged, that it is one, and what the target is."""
    by = "" if one.target.by is None else words.text("rep_year_end", year=words.named_year(one.target.by))
    final, about = final_target(result, one, words), by
    if final is not None:
        step = words.text(f"say_step_{one.target.reference}")
        about = words.text("rep_step_of_target_by" if by else "rep_step_of_target", step=step, final=final, by=by)
    return {
        "target_by": by, "target_about": about, "target_final": final or target,
        "target_heading": words.text("rep_target" if final is None else "rep_year_step"),
        "target_dated": target_dated(result, one, target, words),
    }  # fmt: skip


def target_dated(result: Result, one: Indicator, target: str, words: Words) -> str:
    """Print what is judged against as it stands under a heading of targets: of a year's step, that it is one."""
    if final_target(result, one, words) is None:
        return target
    return words.text("rep_target_of_step", target=target, step=words.text("rep_year_step"))


def has_numbers(result: Result) -> bool:
    """Tell whether some indicators are numbers with a unit, so that no heading can speak of percents for all."""
    return result.judgements["unit"].count() > 0


def older_year(result: Result, one: Indicator) -> int | None:
    """Return the year the value before is of, where it is not the year before: 前年度 would name another."""
    name = "numbers" if one.unit else "changes"
    row = frame_row(result, name, one.id)
    value, year = row.get("previous_value" if one.unit else "previous_percent"), row.get("previous_year")
    return None if value is None or year is None or year == result.fiscal_year - 1 else int(year)


def _count(row: Row, words: Words, *, weighted: bool) -> str:
    """Say of how many people a percent is; of a weighted one its counts are those before the weights."""
    n_base, n_positive = row.get("n_base"), row.get("n_positive")
    if n_base is None:
        return ""
    weighted, facts = weighted and n_base > 0, {"n_base": words.count(n_base)}
    if n_positive is None:
        return words.text("rep_count_weighted_base" if weighted else "rep_base_only", **facts)
    facts["n_positive"] = words.count(n_positive)
    if not weighted:
        return words.text("rep_count_of", **facts)
    percent = words.number(percent_of(n_positive, n_base, words.decimals))
    return words.text("rep_count_weighted", percent=percent, **facts)


def _amounts(
    row: Row, target: Row, older: int | None, words: Words, places: int | None, *, weighted: bool
) -> dict[str, str]:
    """Print an indicator that is a number with a unit."""
    own = words.to(row["decimals"])
    before, both = own.as_published(row["previous_value"], places)
    previous = before.amount(row["previous_value"], row["unit"])
    return {
        "percent": own.amount(row["value"], row["unit"]), "interval": amount_interval(row, words),
        "target": words.goal(target) if target else NONE,
        "previous": previous, **_previous(previous, older, words),
        "change": both.amount(row["change"], row["unit"], signed=True),
        "n": words.count(row["n_base"]), "count": _count(row, words, weighted=weighted), "weighted": NONE,
    }  # fmt: skip


def amount_interval(row: Row, words: Words) -> str:
    """Print the interval of a number with its unit, once: 6.8～7.2点; ``-`` where there is none."""
    if row["lower"] is None:
        return NONE
    ends = (words.number(row[name], row["decimals"], grouped=True) for name in ("lower", "upper"))
    return words.range(*ends) + unit_after(row["unit"])


def _previous(value: str, older: int | None, words: Words) -> dict[str, str]:
    """Name the year before: its heading by itself, and the value as it is shown under a heading of last year."""
    if older is None:
        return {"previous_heading": words.text("rep_last_result"), "previous_dated": value}
    year = words.named_year(older)
    return {
        "previous_heading": words.text("rep_result_of_year", year=year),
        "previous_dated": words.text("rep_of_year", value=value, year=year),
    }
