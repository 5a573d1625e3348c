"""What a pooled value is made of, and whether it was measured alike, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kumin.judgement.measures.pooling import MOVER, methods_of
from kumin.result import frame_rows
from kumin.words.indicators.comparability import side_by_side
from kumin.words.words import Words, interval_name

if TYPE_CHECKING:
    from kumin.definitions import Indicator
    from kumin.judgement import Judgement
    from kumin.result import Result

Row = dict[str, Any]


def pool_part_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """List the values that are taken together, each with its people and where it comes from; and those not known."""
    rows = frame_rows(result, "pool_parts", indicator=one.id)
    known = [row for row in rows if row["value"] is not None]
    if known:
        yield words.text(
            "say_pool_parts",
            values=words.joined((_value(result, row, rows, words) for row in known), "rep_list_joiner"),
        )
    if lacking := [row for row in rows if row["value"] is None]:
        yield words.text("say_pool_lacking", parts=_named(lacking, rows, words))


def pool_method_sentences(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    """Say how the interval of values taken together is made, where it is not by the method that the plan names."""
    value, pool = one.value, one.indicator.pool
    if pool is not None and value.method == MOVER:
        yield words.text("say_pool_mover")
    if pool is None or value.refused is None or value.method is None:
        return
    named = (interval_name(method, words) for method in methods_of(result.plan.plan, pool))
    yield words.text(
        "say_pool_method", asked=words.joined(named, "list_joiner"), used=interval_name(value.method, words),
        reason=words.text(f"why_{value.refused}"),
    )  # fmt: skip


def pool_alike_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """Say which of the values taken together were measured alike, and old and new words of those that were not."""
    rows = frame_rows(result, "pool_parts", indicator=one.id)
    surveyed = {item.id for _, item in result.plan.plan.indicators() if item.survey}
    known = [row for row in rows if row["of"] in surveyed and row["value"] is not None]
    compared = [row for row in known if row["earlier"] or row["of"] != rows[0]["of"]]
    differing = frame_rows(result, "pool_differences", indicator=one.id)
    for row in compared:
        own = [each for each in differing if (each["of"], each["fiscal_year"]) == (row["of"], row["fiscal_year"])]
        if own:
            changed = words.joined(side_by_side(own, words, unit=one.unit or None), "list_joiner")
            code = "say_pool_year_differs" if row["earlier"] else "say_pool_survey_differs"
            yield words.text(code, part=_named([row], rows, words), first=rows[0]["of"], words=changed)
    for earlier in (True, False):
        for alike, code in ((True, "same"), (None, "unknown")):
            found = [
                row
                for row in compared
                if row["earlier"] is earlier and row["comparable"] is alike and row["differs_in"] is None
            ]
            if found:
                facts = {"parts": _named(found, rows, words), "first": rows[0]["of"]}
                yield words.text(f"say_pool_{'year' if earlier else 'survey'}_{code}", **facts)


def _named(some: Iterable[Row], rows: Iterable[Row], words: Words) -> str:
    """Name values: by their year alone, where all are of one indicator."""
    several = len({row["of"] for row in rows}) > 1
    code = "pool_part_of" if several else "pool_part_year"
    named = (words.text(code, of=row["of"], year=words.named_year(row["fiscal_year"])) for row in some)
    return words.joined(named, "label_joiner")


def _value(result: Result, row: Row, rows: Iterable[Row], words: Words) -> str:
    item = next(one for _, one in result.plan.plan.indicators() if one.id == row["of"])
    amount = words.amount(row["value"], item.unit or "%", result.plan.plan.decimals_of(item))
    facts = {
        "part": _named([row], rows, words), "value": amount, "source": words.text(f"past_source_{row['source']}"),
    }  # fmt: skip
    if not item.survey:
        return words.text("pool_part_number", **facts)
    n = row["n_base"]
    known = words.text("say_past_no_n") if n is None else words.text("say_past_n", n=words.count(n))
    return words.text("pool_part_value", n=known, **facts)
