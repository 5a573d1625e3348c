"""A run as text for a terminal or a pipe: its title, its table, what it adds up to, and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.numbers import NONE, unit_after
from kumin.result import judgement_of
from kumin.words import Words
from kumin.words.audit import audit_lines
from kumin.words.indicators.criticisms import Told, criticism_lines
from kumin.words.indicators.past_values import previous_sentences, two_figures_sentences
from kumin.words.indicators.values import has_numbers, target_dated
from kumin.words.indicators.verdict import headline_sentences, verdict_label, verdict_notes
from kumin.words.methods import shows_census, shows_sampling_error
from kumin.words.survey import synthetic_words
from kumin.words.weighting import weighted_note
from kumin.writers.terminal.grid import Column, grid
from kumin.writers.terminal.layout import Paint, plain, shorten
from kumin.writers.terminal.surveys import survey_lines

if TYPE_CHECKING:
    from kumin.result import Result

_COLOURS = {"A": "green", "B": "red"}

_LOOKS: tuple[dict[str, Any], ...] = (
    {}, {"align": "right", "drop": 4}, {"align": "right"}, {"align": "right", "drop": 5}, {"align": "right"},
    {"align": "center"}, {"drop": 1, "name": True}, {"align": "right", "drop": 2}, {"align": "right", "drop": 3},
    {"drop": 6}, {"name": True},
)  # fmt: skip
"""Of the columns of the table: where they stand, and which are left out first on a narrow terminal."""


def render(
    result: Result,
    words: Words,
    paint: Paint = plain,
    *,
    detail: bool = False,
    k: int | None = None,
    width: int | None = None,
) -> str:
    """Word a whole run: its table, what it adds up to, what was read, and what was found wrong.

    Parameters
    ----------
    result : Result
        The run.
    words : Words
        The words of the output.
    paint : callable
        Colours words for a terminal.
    detail : bool
        Also say of each survey who answered, and of each indicator how sure its judgement is, in eleven lines.
    k : int, optional
        Groups of fewer people are not published; default the plan's.
    width : int, optional
        Columns of the terminal that the table has to fit.

    Returns
    -------
    str
        Lines; columns are aligned by display width, so that full-width characters count twice.
    """
    year, title = result.fiscal_year, result.plan.plan.title
    parts = [words.text("title_line", title=title, era=words.era_year(year), year=year), ""]
    parts += [_table(result, words, paint, width), "", _summary(result, words), *_flags(result.judgements, words)]
    parts += ["", *survey_lines(result, words, detail=detail)] if result.answers else []
    parts += ["", *previous_sentences(result, words), *two_figures_sentences(result, words)]
    definitions = [one.name for one in result.manifest.inputs if one.role == "definition"]
    parts.append(words.text("inputs_line", names=words.joined(definitions)))
    if not result.answers:
        found = (words.text("detail_line", words=line) for line in audit_lines(result, words))
        parts += ["", words.text("audit_heading"), *found]
    parts += ["", *_details(result, words, k)] if detail else []
    return "\n".join([*parts, "", *_notes(result, words)]) + "\n"


def _notes(result: Result, words: Words) -> Iterator[str]:
    """Say how to read the table."""
    yield from verdict_notes(result, words)
    sampled = words.text("note_interval") if shows_sampling_error(result) else ""
    weighted = weighted_note(result, "note_weighted", words) or words.text(
        "note_percent" if result.answers else "note_published"
    )
    yield words.joined((note for note in (weighted, sampled) if note), "sentence_joiner")
    if any(result.plan.plan.surveys[key].interval == "finite_exact" for key in result.answers):
        yield words.text("note_finite")
    if shows_census(result):
        yield words.text("note_census")
    if made_up := synthetic_words(result, words):
        yield made_up


def _titles(result: Result) -> dict[str, str]:
    return {indicator.id: indicator.title or indicator.text for _, indicator in result.plan.plan.indicators()}


def _details(result: Result, words: Words, k: int | None) -> Iterator[str]:
    """Say of each indicator how sure its judgement is, and answer what is asked of it."""
    yield words.text("heading_detail")
    titles = _titles(result)
    for row in result.judgements.iter_rows(named=True):
        indicator = row["indicator"]
        yield f"{indicator} {titles[indicator]}"
        judged = judgement_of(result, indicator)
        for sentence in headline_sentences(judged, words.to(judged.target.decimals)) if judged is not None else ():
            yield words.text("detail_line", words=sentence)
        for place, line in enumerate(criticism_lines(result, indicator, words, Told(k=k)), 1):
            said = words.joined(line.said, "sentence_joiner")
            yield words.text("criticism_line", place=place, heading=line.heading, said=said)


def _table(result: Result, words: Words, paint: Paint, width: int | None) -> str:
    # beside numbers with units a percent bears its own sign, and the headings none
    mixed = has_numbers(result)
    sign = "%" if mixed else ""
    names = (
        "indicator", "n_base", "value" if mixed else "percent", "interval", "target", "judgement", "verdict",
        "value_before" if mixed else "previous", "change", "change_statement", "indicator_text",
    )  # fmt: skip
    headings = [
        words.text(f"heading_{name}", **({"level": words.level} if name == "interval" else {})) for name in names
    ]
    beside = {
        name: {row["indicator"]: row for row in frame.iter_rows(named=True)}
        for name, frame in result.frames.items()
        if name in ("targets", "numbers", "changes")
    }
    plan, last = result.plan.plan, result.fiscal_year - 1
    items = {item.id: item for _, item in plan.indicators()}
    rows = []
    for row in result.judgements.iter_rows(named=True):
        item = items[row["indicator"]]
        own = {name: rows.get(item.id, {}) for name, rows in beside.items()}
        judged = judgement_of(result, item.id)
        label = (verdict_label(judged, words) if judged is not None else "") or NONE
        goal = target_dated(result, item, words.goal(own["targets"]), words)
        cells = _row(row, own, goal, last, label, words.to(plan.decimals_of(item)), paint, sign)
        name = item.title or item.text
        rows.append([*cells, shorten(name) if width is None else name])
    columns = [Column(head, **look) for head, look in zip(headings, _LOOKS, strict=True)]
    return grid(columns, rows, width, words)


def _row(
    row: Mapping[str, Any],
    beside: Mapping[str, Mapping[str, Any]],
    target: str,
    last_year: int,
    verdict: str,
    words: Words,
    paint: Paint,
    sign: str,
) -> Iterator[str]:
    """Yield the cells of an indicator but its title; ``sign`` follows a percent."""
    judgement = row["judgement"]
    yield row["indicator"]
    yield NONE if row["n_base"] is None else str(row["n_base"])
    amounts = beside["numbers"]
    own = words.to(amounts["decimals"]) if amounts else words
    yield own.amount(amounts["value"], amounts["unit"]) if amounts else _signed(own.number(row["percent"]), sign)
    limits = row["lower"], row["upper"]
    unit = unit_after(row["unit"] or sign)
    ends = [words.number(limit, grouped=bool(amounts)) for limit in limits]
    yield NONE if limits[0] is None else f"{ends[0]}–{ends[1]}{unit}"
    yield target
    yield _painted(judgement, paint) if judgement else words.text("judgement_none")
    yield verdict
    before, both = own.as_published(row["previous_value"], beside["changes"].get("previous_decimals"))
    previous = _signed(before.number(row["previous_percent"]), sign)
    previous = before.amount(amounts["previous_value"], amounts["unit"]) if amounts else previous
    year = (amounts or beside["changes"]).get("previous_year")
    yield previous + (f" ({words.named_year(year)})" if previous != NONE and year not in (None, last_year) else "")
    difference = both.number(row["change_points"], signed=True)
    yield both.amount(amounts["change"], amounts["unit"], signed=True) if amounts else difference
    change = beside["changes"].get("statement")
    yield words.text(f"change_{change}") if change else NONE


def _signed(printed: str, sign: str) -> str:
    return printed if printed == NONE else printed + sign


def _painted(mark: str, paint: Paint) -> str:
    """Colour A and B; the marks of other scales keep the terminal's colour."""
    return paint(mark, _COLOURS[mark]) if mark in _COLOURS else mark


def _summary(result: Result, words: Words) -> str:
    """Count the marks; A and B by their names, those of the plan's own scales as they are, best first."""
    counts: dict[str | None, int] = dict(result.judgements["judgement"].value_counts(sort=True).iter_rows())
    without = counts.pop(None, 0)
    if set(counts) <= set(_COLOURS):
        line = words.text("summary_line", a=counts.get("A", 0), b=counts.get("B", 0))
    else:
        scales = result.plan.plan.scales.values()
        order = dict.fromkeys([mark for scale in scales for mark in scale.marks] + [str(mark) for mark in counts])
        marks = [f"{mark} {counts[mark]}" for mark in order if mark in counts]
        line = words.text("summary_marks", marks=words.joined(marks))
    return line + (words.text("summary_unjudged", none=without) if without else "")


def _flags(judgements: pl.DataFrame, words: Words) -> Iterator[str]:
    for indicator, flags in judgements.select("indicator", "flags").iter_rows():
        for flag in words.flags(flags or ""):
            yield words.text("flag_line", indicator=indicator, words=flag)
