"""満足度×重要度: the scatter of the policies, and their ranks."""

from __future__ import annotations

from collections.abc import Iterator

from kumin import charts
from kumin.numbers import NONE
from kumin.tables.priorities import BORDER, FIELDS, NEED_DECIMALS
from kumin.tables.scale_summaries import SCORE_DECIMALS
from kumin.writers.survey_report.blocks import Block, Heading, Making, Paragraph, Row, Table

_SIDES = ("satisfaction", "importance")


def policies_section(making: Making) -> Iterator[Block]:
    """Lay out the section; nothing where the questionnaire names no pairs of which two can be shown."""
    words, found = making.words, making.survey.priorities
    if found is None:
        return
    table, hidden = found
    yield Heading(2, words.text("sr_policies"), making.id("policies"))
    yield Paragraph(words.text("priorities_formula", level=words.level), quiet=True)
    if hidden:
        yield Paragraph(making.text("sr_policies_hidden", names=words.joined(hidden)), quiet=True)
    if table.drop_nulls(list(_SIDES)).height < 2:
        yield Paragraph(making.text("sr_not_shown"))
        return
    if making.survey.random:
        yield Paragraph(words.text("priorities_border", level=words.level), quiet=True)
    yield Paragraph(
        words.text(
            "priorities_axes", **{side: words.number(table[f"{side}_axis"][0], SCORE_DECIMALS) for side in _SIDES}
        )
    )
    fields = [words.text(f"priorities_{code}") for code in FIELDS]
    titles = (words.text("sr_axis_satisfaction"), words.text("sr_axis_importance"))
    rows = list(table.iter_rows(named=True))
    described = [(f"{row['rank']} {row['policy']}", _field(making, row["field"])) for row in rows]
    yield making.figure(
        charts.policies(table, fields=fields, titles=titles), "policies", words.text("sr_policies_figure"), described
    )
    head = ["rank", "policy", "field"]
    names = [words.text(f"priorities_{code}") for code in head]
    for side in _SIDES:
        names += [words.text(f"priorities_{side}{part}", level=words.level) for part in ("_n", "", "_interval")]
    names.append(words.text("priorities_need"))
    made = []
    for row in rows:
        cells = ["" if row["rank"] is None else str(row["rank"]), row["policy"], _field(making, row["field"])]
        for side in _SIDES:
            cells += [words.count(row[f"{side}_n"]) if row[f"{side}_n"] is not None else words.text("rep_hidden")]
            cells += [
                words.number(row[side], SCORE_DECIMALS),
                words.interval(row[f"{side}_lower"], row[f"{side}_upper"], SCORE_DECIMALS),
            ]
        made.append(Row((*cells, words.number(row["need"], NEED_DECIMALS))))
    yield Table(words.text("sr_policies_table"), tuple(names), tuple(made), words=3)


def _field(making: Making, field: str | None) -> str:
    if field is None:
        return NONE
    return making.words.text("priorities_border_field" if field == BORDER else f"priorities_{field}")
