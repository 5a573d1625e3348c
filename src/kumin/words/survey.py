"""What a survey's answers say of themselves, in plain sentences: who answered, how many, how evenly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.judgement.weighting import UNWEIGHTED
from kumin.messages import language, text
from kumin.numbers import printed, whole
from kumin.result import frame_rows

if TYPE_CHECKING:
    from kumin.result import Result


def survey_sentences(result: Result, key: str, lang: str | None = None) -> Iterator[str]:
    """Yield sentences on a survey: sampling error, response rates, representativeness, weights, early and late.

    Parameters
    ----------
    result : Result
        The run.
    key : str
        The survey.
    lang : {"ja", "en"}, optional
        Language.
    """
    rows = partial(frame_rows, result, survey=key)
    weighted = any(row["official"] and row["weighting"] != UNWEIGHTED for row in rows("weighted"))
    yield from _by_counts(_margin(rows("margins"), lang), lang, weighted=weighted)
    yield from _rates(result, key, rows("response_rates"), lang)
    yield from _composition(result, key, rows("representativeness"), rows("representativeness_tests"), lang)
    yield from _r_indicator(rows("representativeness_tests"), lang)
    yield from _weights(result, key, rows("weights"), lang)
    yield from _by_counts(_early_late(rows("early_late"), lang), lang, weighted=weighted)


def _by_counts(sentences: Iterator[str], lang: str | None, *, weighted: bool) -> Iterator[str]:
    """Say of sentences on unweighted percents that they are, where the published ones are weighted."""
    for words in sentences:
        yield text("rep_say_by_counts", lang, words=words) if weighted else words


def dimension_words(result: Result, key: str, name: str) -> str:
    """Name a dimension of a survey's population: 性別."""
    population = result.plan.populations[key]
    if population is not None and population.about is not None and name in population.about.dimensions:
        return population.about.dimensions[name]
    return result.plan.questionnaires[key].by_id[name].text


def dimensions_words(result: Result, key: str, joined: str) -> str:
    """Name crossed dimensions: 性別×年齢."""
    return "×".join(dimension_words(result, key, name) for name in joined.split(";"))


def _margin(rows: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    whole = [row for row in rows if row["dimension"] is None and row["margin_at_half_points"] is not None]
    if not whole:
        return
    best = min(whole, key=lambda row: row["margin_at_half_points"])
    worst = max(whole, key=lambda row: row["margin_at_half_points"])
    if worst["margin_at_half_points"] == 0:
        return
    limits = {
        "best": printed(best["margin_at_half_points"], 1),
        "worst": printed(worst["margin_at_half_points"], 1),
    }
    code = "say_margin" if limits["best"] != limits["worst"] else "say_margin_one"
    yield text(code, lang, **limits)
    planned = whole[0]["planned_margin_points"]
    if planned is not None:
        short = ", ".join(row["indicator"] for row in whole if not row["reached"])
        code = "say_margin_short" if short else "say_margin_reached"
        yield text(code, lang, planned=printed(planned, 1), **({"indicators": short} if short else {}))


def _rates(result: Result, key: str, rows: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    dimensions = dict.fromkeys(row["dimension"] for row in rows if row["dimension"])
    parts = []
    for name in dimensions:
        cells = [row for row in rows if row["dimension"] == name and row["rate"] is not None]
        low, high = min(cells, key=lambda row: row["rate"]), max(cells, key=lambda row: row["rate"])
        if low["rate"] < high["rate"]:
            limits = {"low": low["label"], "low_rate": printed(100 * low["rate"], 1)}
            limits |= {"high": high["label"], "high_rate": printed(100 * high["rate"], 1)}
            parts.append(text("say_rate_of", lang, dimension=dimension_words(result, key, name), **limits))
    if parts:
        guessed = any(row["invited_expected"] for row in rows)
        yield text("say_rates" if guessed else "say_rates_counted", lang, parts=text("say_joiner", lang).join(parts))


def _composition(
    result: Result, key: str, cells: list[dict[str, Any]], tests: list[dict[str, Any]], lang: str | None
) -> Iterator[str]:
    for test in tests:
        if ";" in test["dimensions"] or test["p_value"] is None:
            continue
        own = [cell for cell in cells if cell["dimensions"] == test["dimensions"]]
        named = {
            mark: text("say_comma", lang).join(cell["label"] for cell in own if cell["mark"] == mark)
            for mark in ("under", "over")
        }
        dimension = dimensions_words(result, key, test["dimensions"])
        facts = {"dimension": dimension, "dissimilarity": printed(100 * test["dissimilarity"], 1)}
        if named["under"] and named["over"]:
            yield text("say_composition_both", lang, **facts, **named)
        elif named["under"] or named["over"]:
            mark = "under" if named["under"] else "over"
            yield text(f"say_composition_{mark}", lang, **facts, cells=named[mark])
        else:
            yield text("say_composition_alike", lang, **facts)


def _r_indicator(tests: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    known = [test for test in tests if test["r_indicator"] is not None and test["smallest_expected"] >= 5]
    if known:
        # the finest table that still has enough answers in every cell
        found = max(known, key=lambda test: test["cells"])
        limits = {name: printed(found[f"r_{name}"], 2) for name in ("lower", "upper")}
        yield text("say_r_indicator", lang, value=printed(found["r_indicator"], 2), **limits)


def _weights(result: Result, key: str, rows: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    for row in rows:
        if row["n_eff"] is None:
            continue
        margins = " + ".join(dimensions_words(result, key, margin) for margin in row["dimensions"].split(" + "))
        yield text(
            "say_weights", lang, name=text(f"weighting_{row['weighting']}", lang), margins=margins,
            low=printed(row["weight_min"], 2), high=printed(row["weight_max"], 2),
            n=row["n"], n_eff=whole(row["n_eff"]),
        )  # fmt: skip


def _day(day: date, lang: str | None) -> str:
    return f"{day.month}月{day.day}日" if language(lang) == "ja" else f"{day:%m/%d}"


def _early_late(rows: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    known = [row for row in rows if row["p_holm"] is not None]
    if not known:
        return
    day = known[0]["last_early_day"]
    differing = [row["indicator"] for row in known if row["p_holm"] < 0.05]
    code = "say_late_differs" if differing else "say_late_alike"
    yield text(code, lang, day=_day(day, lang), **({"indicators": ", ".join(differing)} if differing else {}))
