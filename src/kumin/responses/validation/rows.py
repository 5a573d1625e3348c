"""What is known of a whole row: blank, not a respondent, too long, or a repetition of an earlier one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import polars as pl

from kumin.definitions import MultipleQuestion, TextQuestion, coded_columns
from kumin.on_disk import by_steps, is_ascending, is_long, repeated_in
from kumin.responses.coding.answers import RECEIVED, RESPONDENT
from kumin.responses.coding.dates import UNREADABLE_DATE
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.split import SMALL, where
from kumin.responses.table import ROW, AnswerTable, as_text
from kumin.responses.validation.conditions import BLANK
from kumin.responses.validation.examples import examples
from kumin.responses.validation.totals import totals_and_notes

_COMPARED, _ALIKE = 4, 2
_MOSTLY, _NEARLY_ALL = 0.5, 0.75
_BLANKS = "\ufeff \u3000\t"  # the first of them is the mark of a UTF-8 file


def blank_rows(candidate: pl.DataFrame, matched: MatchedTable) -> pl.Series:
    """Mark the rows in which no question has an answer, free text included."""
    table, columns, questionnaire = matched.table, matched.columns, matched.questionnaire
    names = [
        question.id if isinstance(question, MultipleQuestion) else column
        for question in questionnaire.questions
        for column in coded_columns(question)[:1]
    ]
    texts = [q.id for q in questionnaire.questions if isinstance(q, TextQuestion) and q.id in columns.questions]
    if not names and not texts:
        return pl.repeat(False, candidate.height, eager=True)
    place = pl.int_range(candidate.height, dtype=pl.UInt32, eager=True)
    if names:
        place = candidate.select(pl.all_horizontal(pl.col(names).is_null()).arg_true()).to_series()
    for name in texts:
        text = table.text(columns.questions[name], place)
        place = place.filter(text.str.strip_chars().fill_null("") == "")
    return pl.repeat(False, candidate.height, eager=True).scatter(place, True)


def empty_rows(table: AnswerTable, place: pl.Series) -> pl.Series:
    """Return those of some zero-based rows that hold nothing but white space."""
    if place.is_empty():
        return place
    cells = table.frame.select(pl.exclude(ROW).gather(place))
    empty = cells.select(pl.all_horizontal(pl.all().cast(pl.String).str.strip_chars().fill_null("") == ""))
    return place.filter(empty.to_series())


def rows_without_respondent(candidate: pl.DataFrame, blank: pl.Series, matched: MatchedTable) -> pl.Series:
    """Mark the rows that are not a respondent's: totals, notes, headings once more, the rest of a cut text.

    Parameters
    ----------
    candidate, matched
        The candidate answers, and the file they come from.
    blank : Series of Boolean
        :func:`blank_rows`.

    Returns
    -------
    Series of Boolean
        True where there is no answer, no readable day and nothing that looks like the other ids, in a file that has
        ids or days received; and in every file where a row repeats the headings, is a total or a note (see
        :func:`kumin.responses.validation.totals.totals_and_notes`), the total row of an Excel table, an example, a test
        or the numbers of the columns (see :func:`kumin.responses.validation.examples.examples`).
    """
    table, columns = matched.table, matched.columns
    without = pl.repeat(False, candidate.height, eager=True)
    without = without.scatter(_repeated_headings(table), True) | table.frame[ROW].is_in(table.seen.total_rows)
    without = without.scatter(totals_and_notes(candidate, matched), True)
    without = without.scatter(examples(candidate, matched), True)
    if columns.id is None and columns.received is None:
        return without
    place = blank.arg_true()
    if place.is_empty():
        return without
    is_form = pl.repeat(False, len(place), eager=True)
    if RECEIVED in candidate.columns:
        day = candidate[RECEIVED].gather(place)
        is_form |= (day != UNREADABLE_DATE).fill_null(False)
    if RESPONDENT in candidate.columns:
        is_form |= _like_ids(candidate[RESPONDENT].gather(place), candidate[RESPONDENT].filter(~blank))
    return without.scatter(place.filter(~is_form), True)


def _repeated_headings(table: AnswerTable) -> pl.Series:
    """Return the zero-based rows that repeat a row of headings, as files do that were put one behind another."""
    empty = pl.Series(dtype=pl.UInt32)
    lines = table.top[table.headings.first : table.headings.first + table.headings.depth]
    rows, schema = [empty], table.frame.schema
    for line in lines:
        names = {table.column(place): name.strip() for place, name in enumerate(line) if name and name.strip()}
        words = [name for name in names if schema[name] not in SMALL]
        if len(words) < max(2, len(names) / 2):
            continue
        alike = [_names(name, names[name]) for name in words]
        # who marked every option by its name has answers where a row of options is empty
        nameless = [table.column(place) for place, name in enumerate(line) if not (name and name.strip())]
        alone = pl.all_horizontal(_is_blank(schema, name) for name in nameless) if nameless else pl.lit(True)
        # few columns tell the few rows that are worth comparing in all
        place = _rows_like(table, names, words[:_COMPARED])
        if len(place):
            # of one row of headings nobody's answers are all but one, if only none of them is a number
            every = _is_repeated(names, words, alike, every=True) if len(lines) == 1 else pl.lit(False)
            repeated = (_is_repeated(names, words, alike) & alone) | every
            rows.append(place.filter(as_text(table.frame[place]).select(repeated).to_series()))
    found = pl.concat([row.cast(pl.UInt32) for row in rows]).unique()
    return pl.concat([found, *_rest_of_headings(found, lines, table)]).unique()


def _rest_of_headings(
    found: pl.Series, lines: Sequence[Sequence[str | None]], table: AnswerTable
) -> Iterator[pl.Series]:
    """Yield the rows above or below repeated headings that repeat another row of the headings whole."""
    for line in lines if len(lines) > 1 and len(found) else ():
        alike = [
            _is_blank(table.frame.schema, column) if not (name and name.strip()) else _names(column, name.strip())
            for column, name in ((table.column(place), name) for place, name in enumerate(line))
        ]
        near = pl.concat([found + 1, found.filter(found > 0) - 1]).unique()
        place = near.filter(near < table.frame.height)
        yield place.filter(as_text(table.frame[place]).select(pl.all_horizontal(alike).fill_null(False)).to_series())


def _spellings(heading: str) -> list[str]:
    """Give a heading in other case and width: 「問１」 repeats 「問1」."""
    narrow = unicodedata.normalize("NFKC", heading)
    wide = heading.translate({sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)})
    return list(dict.fromkeys((heading, narrow, wide, heading.upper(), heading.lower(), heading.title())))


def _names(column: str, heading: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.strip_chars(_BLANKS).is_in(_spellings(heading))


def _rows_like(table: AnswerTable, names: dict[str, str], words: list[str]) -> pl.Series:
    """Return the rows in which at least two of some columns hold their headings."""
    some_heading = [spelling for name in words for spelling in _spellings(names[name])]
    if any((digits := heading.lstrip("+-")).isascii() and digits.isdigit() for heading in some_heading):
        # headings that are numbers are among the small numbers
        some = pl.sum_horizontal(_names(name, names[name]).fill_null(False).cast(pl.UInt8) for name in words)
        return as_text(table.frame).select((some >= _ALIKE).arg_true()).to_series()
    # ids are many, and nearly all of them whole numbers, which none of these headings is
    others = {name: one.words for name, one in table.cells.all_others(words).items()}
    found = where(others, lambda cell: cell.str.strip_chars(_BLANKS).is_in(some_heading))
    rows = [
        place.filter(
            table.frame[name].gather(place).cast(pl.String).str.strip_chars(_BLANKS).is_in(_spellings(names[name]))
        )
        for name, place in found.items()
    ]
    if not rows:
        return pl.Series(dtype=pl.UInt32)
    counts = pl.concat(rows).alias("row").value_counts(name="n")
    return counts.filter(pl.col("n") >= _ALIKE)["row"].sort()


def _is_repeated(names: dict[str, str], words: list[str], alike: list[pl.Expr], *, every: bool = False) -> pl.Expr:
    """Whether a row is a row of headings: its first ones and most of all are alike, or all but a damaged one are.

    Of headings of which several are damaged, the first and nearly all are alike, and none is a number.

    A respondent who marked every option by its name has an id or an age beside them, which no damaged heading is. With
    ``every``, only the second counts.
    """
    same = pl.sum_horizontal(one.fill_null(False).cast(pl.UInt32) for one in alike)
    first = pl.all_horizontal(one.fill_null(False) for one in alike[: _COMPARED - 1])
    number = [pl.col(name).str.strip_chars(_BLANKS).str.contains(r"^[0-9]+$").fill_null(False) for name in words]
    wordy = ~pl.any_horizontal(number)
    all_but_one = (same >= len(names) - 1) & wordy
    if every:
        return all_but_one
    nearly = alike[0].fill_null(False) & (same / len(names) > _NEARLY_ALL) & wordy
    return (first & (same / len(names) > _MOSTLY)) | nearly | all_but_one


def _is_blank(schema: pl.Schema, name: str) -> pl.Expr:
    cell = pl.col(name)
    if schema[name] not in SMALL:
        return (cell.str.strip_chars(_BLANKS) == "").fill_null(True)
    return cell.is_null()


def _like_ids(some: pl.Series, ids: pl.Series) -> pl.Series:
    """Tell which cells look like the ids of those who answered: made of the same kinds of characters."""
    if some.null_count() == len(some):
        return pl.repeat(False, len(some), eager=True)
    shape = pl.all().str.replace_all("[0-9A-Za-z]+", "x")
    shapes = ids.drop_nulls().alias("id").to_frame().select(shape.unique()).to_series()
    longest = ids.str.len_chars().max()
    cells = some.alias("id").to_frame()
    digits = pl.col("id").str.contains(r"^\d+$")
    if isinstance(longest, int):
        # of ids that count up the next may be a digit longer; a telephone number is longer still
        digits &= pl.col("id").str.len_chars() <= longest + 1
    alike = shape.is_in(shapes.implode()) & pl.col("id").str.contains("[0-9]") & ~pl.col("id").str.contains(r"^\d+$")
    return cells.select((digits | alike).fill_null(False)).to_series()


def too_long_rows(matched: MatchedTable) -> pl.Series:
    """Mark the rows that have cells to the right of the last heading."""
    table, columns = matched.table, matched.columns
    beyond = [table.column(place) for place in columns.beyond]
    if not beyond:
        return pl.repeat(False, table.frame.height, eager=True)
    return table.frame.select(pl.any_horizontal(pl.col(beyond).is_not_null())).to_series()


def too_short_rows(table: AnswerTable) -> pl.Series:
    """Mark the rows of a text file that end before the last heading."""
    short = table.lines.delimiters.short if table.lines else ()
    if not short:
        return pl.repeat(False, table.frame.height, eager=True)
    return table.frame[ROW].is_in(pl.Series(short, dtype=pl.UInt32).implode())


def cut_rows(table: AnswerTable, short: pl.Series) -> pl.Series:
    """Mark the row in which a text file ends: it alone is short, is the last, and nothing ends it."""
    ends_open = table.lines is not None and table.lines.open
    if not ends_open or short.sum() != 1 or not short[-1]:
        return pl.repeat(False, len(short), eager=True)
    return short


def rows_sharing_ids(ids: pl.Series) -> pl.Series:
    """Return the zero-based rows, ascending, whose id is repeated, be it in other upper and lower case."""
    # ids are in one form: equal as numbers, where all are, is equal as text
    number = by_steps(ids, lambda some: some.cast(pl.Int64, strict=False))
    if number.null_count() == ids.null_count():
        ids = number
        if not ids.null_count() and is_ascending(ids):
            return pl.Series(dtype=pl.UInt32)
    return repeated_in(ids if ids.dtype != pl.String else by_steps(ids, lambda some: some.str.to_lowercase()))


def repeated_rows(candidate: pl.DataFrame, table: AnswerTable, ids: pl.Series) -> pl.Series:
    """Mark the rows that equal an earlier row in every cell; ``ids`` are those that are repeated."""
    cells = table.frame.select(pl.exclude(ROW))
    repeated = pl.repeat(False, table.frame.height, eager=True)
    among = ~candidate[BLANK]
    if RESPONDENT in candidate.columns:
        # equal rows have equal ids: only few need to be compared
        own = candidate[RESPONDENT]
        among &= own.is_null() | own.is_in(ids.implode()) if len(ids) else own.is_null()
    place = among.arg_true()
    if len(place) < 2:
        return repeated
    if is_long(len(place)):
        # rows that are equal have the same sum of their signs
        hashes = by_steps(place, lambda some: cells[some].hash_rows())
        place = place.gather(repeated_in(hashes))
        if place.is_empty():
            return repeated
    some = cells if len(place) == cells.height else cells[place]
    first = some.select(pl.struct(pl.all()).is_first_distinct()).to_series()
    return repeated.scatter(place.filter(~first), True)
