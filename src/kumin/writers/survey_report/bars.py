"""The bars of a closed question: its colours, and the parts of the bar of a group or a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kumin.charts.answers import UNSURE, band_colours, plain_colours
from kumin.charts.profiles import HIDDEN, Bar, Part
from kumin.reporting.answers import drawable, scale_of, shown_axes
from kumin.tables.crossing import parts_of
from kumin.tables.scales import is_end, is_scale
from kumin.words.survey import dimension_words
from kumin.words.tables import category_label
from kumin.writers.survey_report.blocks import Making

if TYPE_CHECKING:
    from kumin.definitions.questions import ClosedQuestion
    from kumin.reporting.answers import Group
    from kumin.reporting.questions import Reported

MOST_PARTS = 8
"""Options that one bar of 100% can have; a question with more is drawn with a bar an option."""


def is_band(question: ClosedQuestion) -> bool:
    """Whether a question is drawn as bars of 100%."""
    return question.type == "single" and len(question.options) <= MOST_PARTS


def colours(question: ClosedQuestion) -> Mapping[int, str]:
    """Colour of each option: those of a scale by its sides, others from dark to light."""
    scale = scale_of(question)
    return _colours(
        tuple((code, one.label) for code, one in question.options.items()), None if scale is None else scale.top
    )


@lru_cache(maxsize=256)  # of a question asked for once a group
def _colours(options: tuple[tuple[int, str], ...], top: tuple[int, ...] | None) -> Mapping[int, str]:
    made = plain_colours(len(options)) if top is None else band_colours(options, top)
    return MappingProxyType(dict(zip((code for code, _ in options), made, strict=True)))


def legend(question: ClosedQuestion) -> list[tuple[str, str]]:
    """Words and colours of a question's options."""
    return [(question.options[code].label, colour) for code, colour in colours(question).items()]


def parts(making: Making, shades: Mapping[int, str], shares: Mapping[int, float | None]) -> tuple[Part, ...]:
    """Lay out the shares (percent) of options; what is hidden of them stands together, where the first of it would."""
    words = making.words
    shown = [share for share in shares.values() if share is not None]
    if not shown:
        return ()
    rest = max(100 - sum(shown), 0.0)
    places = {code: place for place, code in enumerate(shades)}
    found = []
    for code, share in shares.items():
        if share is not None:
            found.append(Part(share, words.number(share), shades[code], places[code]))
        elif rest:
            found.append(Part(rest, words.text("rep_hidden"), HIDDEN, places[code], hidden=True))
            rest = 0.0
    return tuple(found)


def n_words(making: Making, n: int | None) -> str:
    """Print the n of a bar; of a hidden one what stands there instead."""
    return f"n={making.words.count(n)}" if n is not None else making.words.text("rep_hidden")


def group_bar(making: Making, question: ClosedQuestion, group: Group, label: str) -> Bar:
    """Draw a group as a bar; nothing of one of which most is hidden."""
    shares = {one.code: one.percent for one in group.options} if drawable(group) else {}
    return Bar(label, n_words(making, group.n_base), parts(making, colours(question), shares))


def year_bars(making: Making, question: ClosedQuestion) -> list[Bar]:
    """Draw this year and the earlier years that asked the question, and who did not answer this year."""
    words, survey = making.words, making.survey
    everyone = survey.groups(question)[0]
    year = words.text("sr_year", year=words.named_year(survey.published.result.fiscal_year))
    bars = [group_bar(making, question, everyone, year)]
    for before in survey.years:
        rows = before.of(question)
        if rows is None:
            continue
        shares: dict[int, Any] = {code: row["percent"] for code, row in rows.items()}
        n = next(iter(rows.values()))["n_base"]
        label = words.text("sr_year", year=words.named_year(before.fiscal_year))
        bars.append(Bar(label, n_words(making, n), parts(making, colours(question), shares)))
    blank = survey.no_answer(question)
    if blank is not None and everyone.n_asked:
        share = 100 * blank / everyone.n_asked
        said = words.text("sr_of_asked", percent=words.percent(share), n=words.count(blank))
        bars.append(Bar(words.text("no_answer"), said, (Part(share, "", UNSURE[1]),)))
    return bars


def group_bars(making: Making, question: ClosedQuestion) -> list[Bar]:
    """Draw every group of the axes that can be shown, a heading over those of each axis."""
    survey = making.survey
    bars: list[Bar] = []
    for axis, own in shown_axes(survey.groups(question)).items():
        bars.append(Bar(axis_name(survey, axis)))
        for group in own:
            label = category_label(survey.questionnaire, axis, str(group.category), making.words)
            bars.append(group_bar(making, question, group, label))
    return bars


def axis_name(survey: Reported, axis: str) -> str:
    """Name an axis as the population's table does, else by its question."""
    return " × ".join(dimension_words(survey.published.result, survey.key, id_) for id_ in parts_of(axis))


def in_print_order(question: ClosedQuestion, shares: Mapping[int, float | None]) -> Sequence[int]:
    """Order the options of bars: a scale and the attributes as asked, others by share, わからない and the like last."""
    if question.attribute or is_scale([one.label for one in question.options.values()]):
        return list(question.options)

    def place(code: int) -> tuple[bool, float]:
        return is_end(question.options[code].label), -(shares.get(code) or 0.0)

    return sorted(question.options, key=place)
