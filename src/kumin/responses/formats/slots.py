"""As many columns as one may choose options (「3つまで」), each with the number or name of a chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.responses.coding.cells import map_cells
from kumin.responses.coding.options import MARKED_INVALID, NONE_MARKED, UNREADABLE, Names, mark_names, names_of
from kumin.responses.formats.answer_format import FORMATS, AnswerFormat, Places
from kumin.responses.formats.ones_and_twos import not_marked_twos
from kumin.responses.matching.finder import Finder
from kumin.responses.matching.names import option_headings
from kumin.responses.table import AnswerTable

_OTHERS = 0.1
"""Share of cells that are an option, and not the column's own, in columns that are as many as the options."""


_UNUSED = 0
"""What stands in a slot that is not used, unless it is an option."""

_TWICE = 0.05
"""Share of the rows with several options that may have one of them twice, by mistake."""


def find_slots(finder: Finder, question: MultipleQuestion, missing: Missing) -> Places:
    """Find the columns numbered from 1, where their cells are options but not marks of the options of that number.

    As many columns as options may be one for each option: then one in ten cells must be another option's; of fewer
    columns, any. Either way more rows must have such a cell than have what columns of choices have not: an option
    twice, or one behind an empty column. A few odd cells among marks are faults then, and not choices.
    """
    places: dict[int, int] = {}
    stated = _stated(question)
    for slot in stated or range(1, len(question.options) + 1):
        position = finder.find_only([stated[slot]] if stated else _headings(question, slot))
        if position is None or position in places.values():
            break
        places[slot] = position
    if len(places) < 2 or (question.layout != "slots" and not _are_slots(finder.table, places, question, missing)):
        return {}
    finder.used.update(places.values())
    return places


def _stated(question: MultipleQuestion) -> dict[int, str]:
    """Return the headings of the slots from the left, where the questionnaire states them."""
    return dict(sorted(question.option_headers.items())) if question.layout == "slots" else {}


def _headings(question: MultipleQuestion, slot: int) -> list[str]:
    """Name the headings of a slot: those of an option with that number."""
    return [f"{header}_{end}" for header in question.headers for end in (str(slot), f"SQ{slot:03d}")]


def _are_slots(table: AnswerTable, places: Places, question: MultipleQuestion, missing: Missing) -> bool:
    """Tell whether columns hold the chosen options, and not a 1 or a 2 for every option.

    Nobody chooses an option twice: where more than a few rows have one in two columns, the numbers are something else.
    Choices are filled in from the left, marks stand where their option does.
    """
    if not _hold_options(table, places, question, missing) or not_marked_twos(
        table, places, len(question.options), missing
    ):
        return False
    cells: list[pl.Series] = []
    for slot, position in places.items():
        text = table.text(position)
        cells.append(map_cells(text, slot_names(question, slot, missing)).alias(str(slot)))
        cells.append(_is_mark(text, question, slot, missing).alias(f"{slot} mark"))
    option = [pl.when(pl.col(str(slot)).is_in(list(question.options))).then(str(slot)) for slot in places]
    twice = pl.any_horizontal((one == other).fill_null(False) for one, other in combinations(option, 2))
    several = pl.sum_horizontal(one.is_not_null() for one in option) > 1
    behind = pl.any_horizontal(one.is_null() & other.is_not_null() for one, other in pairwise(option))
    elsewhere = pl.any_horizontal(
        one.is_not_null() & ~pl.col(f"{slot} mark") for one, slot in zip(option, places, strict=True)
    )
    repeated, rows, against, of_choices = (
        pl.DataFrame(cells)
        .select(twice.sum(), several.sum().alias("rows"), (twice | behind).sum().alias("against"),
                elsewhere.sum().alias("for"))
        .row(0)
    )  # fmt: skip
    return int(repeated) <= max(_TWICE * int(rows), 1) and int(of_choices) > int(against)


def _is_mark(cells: pl.Series, question: MultipleQuestion, slot: int, missing: Missing) -> pl.Series:
    """Tell which cells of a column are marks of the option of its number, or say that there is none."""
    if slot not in question.options:
        return pl.repeat(False, len(cells), eager=True)
    return map_cells(cells, mark_names(question, slot, missing)).is_in([0, 1]).fill_null(False)


def _hold_options(table: AnswerTable, places: Places, question: MultipleQuestion, missing: Missing) -> bool:
    """Tell whether cells are options that are no mark of their own column's option."""
    every, options, others = 0, 0, 0
    for slot, position in places.items():
        counts = table.text(position).alias("cell").drop_nulls().value_counts(name="n")
        codes = map_cells(counts["cell"], slot_names(question, slot, missing))
        chosen = codes.is_in(list(question.options)).fill_null(False)
        marks = _is_mark(counts["cell"], question, slot, missing)
        used = codes.is_not_null() if _UNUSED in question.options else codes != _UNUSED
        every += int(counts["n"].filter(used).sum())
        options += int(counts["n"].filter(chosen).sum())
        others += int(counts["n"].filter(chosen & ~marks).sum())
    share = _OTHERS if len(places) == len(question.options) else 0.0
    return others > share * every and options > every / 2


def slot_names(question: MultipleQuestion, slot: int, missing: Missing) -> Names:
    """List what may stand in a slot: the options, and 0 for a slot that is not used."""
    names = names_of(question, missing)
    unused: dict[str, int | None] = {} if _UNUSED in question.options else {str(_UNUSED): _UNUSED}
    return replace(names, folded=unused | names.folded)


def missing_headings(question: MultipleQuestion, places: Places) -> Mapping[str, Sequence[str]]:
    """Name the heading of the first slot, where none was found; of stated headings each that was not."""
    if stated := _stated(question):
        return {heading: [heading, *question.headers] for slot, heading in stated.items() if slot not in places}
    return {} if places else {option_headings(question, next(iter(question.options)))[0]: question.headers}


def code_slots(question: MultipleQuestion, cells: Mapping[int, pl.Series], missing: Missing) -> list[pl.Series]:
    """Code columns of options; an option in two of them counts once.

    A row in which 0 says of every slot that it is not used is one that states that no option is marked, as of columns
    of marks; an empty row is no answer.
    """
    none = 0 if question.none_marked_answers else NONE_MARKED
    frame = pl.DataFrame([codes.alias(str(slot)) for slot, codes in cells.items()])
    chosen = [codes.set(codes == _UNUSED, None) if _UNUSED not in question.options else codes for codes in frame]
    unused = frame.select(pl.any_horizontal((pl.all() == _UNUSED).fill_null(False))).to_series()
    frame = pl.DataFrame(chosen)
    known = [*question.options, MARKED_INVALID]
    flags = {question.column(code): pl.any_horizontal((pl.all() == code).fill_null(False)) for code in question.options}
    wrong = pl.any_horizontal(~pl.all().is_in(known)).fill_null(False)
    invalid = pl.any_horizontal(pl.all() == MARKED_INVALID).fill_null(False)
    some = pl.any_horizontal(pl.all().is_not_null())
    coded = frame.select(wrong=wrong, invalid=invalid, some=some, any=some | pl.lit(unused), **flags)
    marks = pl.sum_horizontal(pl.col(list(flags)).cast(pl.Int16)).cast(pl.Int16)
    total = (
        pl.when("wrong").then(pl.lit(UNREADABLE, pl.Int16))
        .when("invalid").then(pl.lit(MARKED_INVALID, pl.Int16))
        .when("some").then(marks)
        .when("any").then(pl.lit(none, pl.Int16))
    )  # fmt: skip
    return coded.select(
        total.alias(question.id), *(pl.when("any").then(name).alias(name) for name in flags)
    ).get_columns()


FORMATS.add("slots", AnswerFormat("slots", find_slots, missing_headings, code_slots, order=5, names=slot_names))
