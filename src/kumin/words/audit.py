"""What the checks of published numbers found, in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kumin.judgement.published import CHECKS, PERCENT, PERCENTS, SCALE, WITHOUT_N, checked
from kumin.judgement.year import counts_of
from kumin.numbers import exact
from kumin.result import frame_of, frame_rows
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.definitions import Indicator
    from kumin.result import Result


def audit_lines(result: Result, words: Words) -> Iterator[str]:
    """Yield a line for each disagreement, or that there is none; then what was checked, and what could not be.

    Parameters
    ----------
    result : Result
        Of :func:`kumin.judge_published`.
    words : Words
        The words of the output.
    """
    found = frame_of(result, "audit")
    for row in found.iter_rows(named=True):
        yield _dated(row, row["indicator"] or result.plan.plan.surveys[row["survey"]].title, words)
    if whole := _whole(result):
        yield words.text("audit_whole", n=words.count(whole))
    made = checked(result.plan.plan, result.plan.questionnaires)
    done = [words.text(f"audit_checked_{name}", n=words.count(made[name])) for name in CHECKS if name in made]
    if found.is_empty() and done:
        yield words.text("audit_none")
    if done:
        yield words.text("audit_checked", checks=words.joined(done, "list_joiner"))
    else:
        yield words.text("audit_unchecked")
    if WITHOUT_N in made:
        yield words.text("audit_without_n", n=words.count(made[WITHOUT_N]))


def _whole(result: Result) -> int:
    """Count the percents that no count gives with the default decimals, and some count without any, as they stand."""
    plan = result.plan.plan
    if "decimals" in plan.model_fields_set:
        return 0
    by_default = {one.id for _, one in plan.indicators() if one.decimals is None}
    rows = frame_rows(result, "audit", check=PERCENT)
    whole = [row for row in rows if row["indicator"] in by_default and exact(Decimal(row["stated"])).denominator == 1]
    return sum(bool(counts_of(exact(Decimal(row["stated"])), row["n"], 0)) for row in whole)


def audit_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """Say of an indicator's own value of this year whether what is published with it agrees; nothing if only itself."""
    found = frame_rows(result, "audit", indicator=one.id)
    own = [row for row in found if row["fiscal_year"] == result.fiscal_year]
    for row in own:
        yield _sentence(row, words)
    published = one.result
    if not own and published is not None and (published.n is not None or published.mark or published.parts):
        yield words.text("audit_none_own")


def audit_past_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """Say which published values of earlier years do not agree with what was published with them."""
    for row in frame_rows(result, "audit", indicator=one.id):
        if row["fiscal_year"] != result.fiscal_year:
            yield words.text("audit_of_year", year=words.named_year(row["fiscal_year"]), words=_sentence(row, words))


def audit_survey_sentences(result: Result, survey: str, words: Words) -> Iterator[str]:
    """Say what does not agree of a survey's letters, answers and response rate."""
    for row in frame_rows(result, "audit", survey=survey):
        if row["indicator"] is None:
            yield _sentence(row, words)


def _dated(row: dict[str, Any], whom: str, words: Words) -> str:
    year = words.named_year(row["fiscal_year"])
    return words.text("audit_line", whom=whom, year=year, words=_sentence(row, words))


def _sentence(row: dict[str, Any], words: Words) -> str:
    if row["check"] == "mark" and not row["expected"]:
        return words.text("audit_mark_none", stated=row["stated"])
    if row["check"] == SCALE:
        low, high = row["expected"].split(";")
        return words.text(f"audit_{SCALE}", stated=row["stated"], low=low, high=high)
    sign = "%" if row["check"] in PERCENTS else ""
    expected = words.joined((f"{one}{sign}" for one in row["expected"].split(";")), "or_joiner")
    return words.text(f"audit_{row['check']}", stated=row["stated"], expected=expected, n=words.count(row["n"]))
