"""What was decided for whole columns of a file, with the number of cells or rows it was decided for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from kumin.conditions import asked, not_asked_for_sure
from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    TextQuestion,
)
from kumin.definitions import rules as r
from kumin.definitions.missing import Missing
from kumin.definitions.questionnaire import ClosedQuestion
from kumin.responses.coding.answers import bounds_of_received, read_column
from kumin.responses.coding.boxes import UNTICKED, has_boxes
from kumin.responses.coding.date_order import Bounds
from kumin.responses.coding.dates import PLAIN_DAY, read_dates
from kumin.responses.coding.declared import declared_missing, labelled_otherwise
from kumin.responses.coding.labels_or_codes import doubtful_numbers, holds_labels
from kumin.responses.coding.marks import decided_marks
from kumin.responses.coding.near_names import near_names
from kumin.responses.coding.options import (
    EMPTY_WORDS,
    absent_names,
    code_for_words,
    invalid_names,
    is_integer,
    names_of,
)
from kumin.responses.coding.other_words import rows_of_words
from kumin.responses.coding.quantities import number_codes
from kumin.responses.folding import fold, fold_text
from kumin.responses.formats import FORMATS
from kumin.responses.formats.joined import read_apart, with_no_answer
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.patterns import CONTROL
from kumin.responses.split import where
from kumin.responses.validation.conditions import BLANK, NOT_A_RESPONDENT
from kumin.responses.validation.policies import none_marked

OTHERS_SHARE = 0.25
"""A larger share of the answers for the option for words (その他) is unusual; in most surveys it has a few percent."""

_MAY_PART = r"[\s/／|｜・+＋&＆]"
_PARTED = rf"[^\d]{_MAY_PART}|{_MAY_PART}[^\d]"

_USUAL = (-1.0, -7.0, -8.0, -9.0, -77.0, -88.0, -99.0, -999.0, 888.0, 999.0, 8888.0, 9999.0)
_FAR = 3.0
"""So many times the highest other number is a code that stands apart."""

FEW_OTHERS = 5
"""Fewer such answers are nothing to speak of."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for a column.

    Attributes
    ----------
    rule : Rule
        The rule of the finding.
    position : int or None
        The zero-based column of the file.
    count : int
        Cells or rows.
    question : str
        Id of the question, if it is about one.
    value : str
        What was decided on: a code of no answer, the order of a day's parts.
    row : int, optional
        The row, as a spreadsheet shows it, if it is about one.
    """

    rule: r.Rule
    position: int | None
    count: int
    question: str = ""
    value: str = ""
    row: int | None = None


def decisions(candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """List what was decided for the columns of one file.

    Parameters
    ----------
    candidate : DataFrame
        The candidate answers of the file.
    matched : MatchedTable
        The file.
    """
    yield from _of_lines(matched)
    yield from _of_control_signs(matched)
    yield from _of_blank_forms(candidate, matched)
    columns, questionnaire = matched.columns, matched.questionnaire
    if columns.received is not None:
        yield from _of_days("", columns.received, questionnaire.missing, bounds_of_received(questionnaire), matched)
    empty = _empty_words(matched)
    for question in questionnaire.questions:
        places = matched.columns.positions(question.id)
        if not places:
            continue
        if count := empty.get(question.id):
            yield Decision(r.EMPTY_WORD, places[0], count, question.id)
        yield from _of_declared_missing(question, matched)
        yield from _of_filters(question, places[0], candidate, questionnaire)
        if isinstance(question, SingleQuestion | MultipleQuestion):
            yield from _of_labels(question, matched)
            yield from _of_doubtful_numbers(question, matched)
            yield from _of_boxes(question, matched)
            yield from _of_others(question, places[0], candidate)
            yield from _of_near_names(question, candidate, matched)
            if len(words := rows_of_words(question, matched)):
                yield Decision(r.OTHER_BY_WORDS, columns.other_words[question.id], len(words), question.id)
        if isinstance(question, MultipleQuestion):
            yield from _of_layout(question, places[0], candidate, matched)
        if isinstance(question, MultipleQuestion) and question.none_marked is None:
            yield from _of_none_marked(question, places[0], candidate, matched)
        elif isinstance(question, NumberQuestion):
            yield from _of_units(question, places[0], matched)
            if question.no_answer is None:
                yield from _of_number_codes(question, places[0], matched)
        elif isinstance(question, DateQuestion):
            missing = question.missing(questionnaire.missing)
            yield from _of_days(question.id, places[0], missing, (question.earliest, question.latest), matched)


def _of_filters(
    question: Question, position: int, candidate: pl.DataFrame, questionnaire: Questionnaire
) -> Iterator[Decision]:
    """Count the answers of those of whom it is not known whether they were asked."""
    if not question.ask_if or question.id not in candidate.columns:
        return
    value = pl.col(question.id)
    given = value > 0 if isinstance(question, SingleQuestion | MultipleQuestion) else value.is_not_null()
    unknown = ~asked(question, questionnaire) & ~not_asked_for_sure(question, questionnaire)
    if count := int(candidate.select((given & unknown & ~pl.col(NOT_A_RESPONDENT)).sum()).item()):
        yield Decision(r.FILTER_UNKNOWN, position, count, question.id)


def _of_declared_missing(question: Question, matched: MatchedTable) -> Iterator[Decision]:
    """Count in each column the values that the file declares as missing."""
    for position in matched.columns.positions(question.id):
        declared = position in matched.table.seen.declared_missing
        if declared and (count := int(declared_missing(question, position, matched).sum())):
            yield Decision(r.DECLARED_MISSING, position, count, question.id)


def _of_labels(question: ClosedQuestion, matched: MatchedTable) -> Iterator[Decision]:
    """Tell which codes the file itself gives the name of another option."""
    for position, code, count in labelled_otherwise(question, matched):
        if count:
            yield Decision(r.OTHER_LABEL, position, count, question.id, str(code))


def _of_doubtful_numbers(question: ClosedQuestion, matched: MatchedTable) -> Iterator[Decision]:
    """Tell how numbers were read that are the name of one option and the code of another."""
    position = matched.columns.questions.get(question.id)
    if position is None or not (count := doubtful_numbers(question, position, matched.table)):
        return
    by_label = isinstance(question, SingleQuestion) and holds_labels(question, position, matched.table)
    yield Decision(r.LABEL_OR_CODE if by_label else r.CODE_OR_LABEL, position, count, question.id)


def _of_boxes(question: ClosedQuestion, matched: MatchedTable) -> Iterator[Decision]:
    """Count the cells with options behind empty boxes."""
    position = matched.columns.questions.get(question.id)
    if position is None or has_boxes(names_of(question, question.missing(matched.questionnaire.missing))):
        return
    if count := len(matched.table.others(position).where(lambda cell: cell.str.contains(UNTICKED))):
        yield Decision(r.EMPTY_BOX, position, count, question.id)


def _of_lines(matched: MatchedTable) -> Iterator[Decision]:
    """Say which rows end otherwise than most, and which cells hold what looks like rows."""
    lines = matched.table.lines
    if lines is None:
        return
    if lines.otherwise:
        yield Decision(r.MIXED_LINE_ENDS, None, lines.otherwise)
    if lines.spaced:
        yield Decision(r.SPACED_QUOTES, None, lines.spaced)
    if lines.formed:
        yield Decision(r.FORMULA_TEXT, None, lines.formed)
    yield from (Decision(r.ROWS_IN_CELL, None, 1, row=row) for row in lines.doubtful)
    yield from (Decision(r.ODD_QUOTES, None, 1, row=row) for row in lines.delimiters.odd)


def _of_blank_forms(candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """Count the blank forms that fill a column unknown to the questionnaire which most other forms leave empty."""
    blank = candidate[BLANK] & ~candidate[NOT_A_RESPONDENT]
    if not blank.any():
        return
    place, others = blank.arg_true(), (~candidate[BLANK]).arg_true()
    for position in (*matched.columns.unknown, *matched.columns.nameless, *matched.columns.other_words.values()):
        noted, usual = (
            int((matched.table.text(position, rows).str.strip_chars().fill_null("") != "").sum())
            for rows in (place, others)
        )
        if noted and 2 * usual <= len(others):
            yield Decision(r.BLANK_BUT_NOTED, position, noted)


def _of_control_signs(matched: MatchedTable) -> Iterator[Decision]:
    """Count the cells with control characters, but for those in columns of words, which are checked row by row."""
    table, columns = matched.table, matched.columns
    others = {
        position: table.others(position)
        for question in matched.questionnaire.questions
        if not isinstance(question, TextQuestion)
        for position in columns.positions(question.id)
    }
    for position in (columns.id, columns.received):
        if position is not None:
            # ids are many, and nearly all of them whole numbers
            others[position] = table.others(position).words
    questions = {place: q.id for q in matched.questionnaire.questions for place in columns.positions(q.id)}
    for position, rows in where(others, lambda cell: cell.str.contains(CONTROL)).items():
        yield Decision(r.CONTROL_SIGNS, position, len(rows), questions.get(position, ""))


def _of_none_marked(
    question: MultipleQuestion, position: int, candidate: pl.DataFrame, matched: MatchedTable
) -> Iterator[Decision]:
    """Count the rows that state that no option is marked, where the questionnaire does not say what that means."""
    count = candidate.select(none_marked(question, matched.questionnaire).sum()).item()
    if count:
        rule = r.NONE_MARKED_ANSWER if question.none_marked_answers else r.NONE_MARKED_NO_ANSWER
        yield Decision(rule, position, count, question.id)


def _of_number_codes(question: NumberQuestion, position: int, matched: MatchedTable) -> Iterator[Decision]:
    """Count the cells of a number question that hold a code of no answer which may be a number as well.

    It is none where the bounds say so, and no number where it is negative.
    """
    absent = absent_names(matched.questionnaire.missing)
    inside, outside = number_codes(absent, question.minimum, question.maximum)
    bounded = question.minimum is not None or question.maximum is not None
    doubtful = dict.fromkeys(inside, r.CODE_AS_NUMBER)
    doubtful |= {code: r.NO_ANSWER_CODE for code in outside if code >= 0 and not bounded}
    numbers = matched.table.plain(position).cast(pl.Float64, strict=False).alias("code")
    stated = [*inside, *outside, *number_codes(invalid_names(matched.questionnaire.missing), None, None)[1]]
    doubtful = dict.fromkeys(_usual_codes(question, numbers, stated), r.CODE_AS_NUMBER) | doubtful
    if not doubtful:
        return
    counts = numbers.filter(numbers.is_in(list(doubtful))).value_counts(sort=True)
    for code, count in counts.iter_rows():
        yield Decision(doubtful[code], position, count, question.id, str(int(code)))


def _usual_codes(question: NumberQuestion, numbers: pl.Series, stated: Sequence[float]) -> list[float]:
    """List codes that others use for no answer and that no bound and no ``missing`` speaks of: -9, or 999 far above."""
    usual = [code for code in _USUAL if code not in stated]
    found = numbers.filter(numbers.is_in(usual)).unique().to_list()
    if not found:
        return []
    others = numbers.filter(~numbers.is_in(usual))
    low, high = (float(value) if isinstance(value, float) else None for value in (others.min(), others.max()))
    if low is None or high is None:
        return []
    below = question.minimum is None and low >= 0
    above = question.maximum is None
    return [code for code in found if (code < 0 and below) or (code > 0 and above and code >= _FAR * max(high, 1.0))]


def _of_units(question: NumberQuestion, position: int, matched: MatchedTable) -> Iterator[Decision]:
    """Tell how numbers without a unit were read where others have one of their own."""
    if len(matched.table.others(position).rows):
        decided = read_column(question, matched.table.plain(position), matched.questionnaire).decided
        if decided:
            yield Decision(decided[0], position, decided[1], question.id, decided[2])


def _of_days(
    question: str, position: int, missing: Missing, bounds: Bounds, matched: MatchedTable
) -> Iterator[Decision]:
    """Tell how the days of a column were read that do not say it themselves."""
    others = matched.table.others(position).where(lambda cell: ~cell.str.contains(PLAIN_DAY))
    if others.is_empty() and not matched.table.cells.numbers([matched.table.column(position)]).to_series().count():
        return
    cells = matched.table.text(position)
    cells = cells.filter(~cells.str.contains(PLAIN_DAY))
    reading = read_dates(
        cells, absent_names(missing), invalid_names(missing), from_1904=matched.table.seen.from_1904, bounds=bounds
    )
    for rule, count, value in reading.decided:
        yield Decision(rule, position, count, question, value)


def _empty_words(matched: MatchedTable) -> Counter[str]:
    """Count by question the cells in which a program wrote N/A or the like, where the questionnaire is silent on it."""
    alike: dict[tuple[str, ...], dict[str, str]] = {}
    for question in matched.questionnaire.questions:
        missing = question.missing(matched.questionnaire.missing)
        stated = {*map(fold_text, missing.no_answer), *map(fold_text, missing.invalid)}
        if isinstance(question, ClosedQuestion):
            stated |= set(map(fold_text, (n for o in question.options.values() for n in (o.label, *o.aliases))))
        if words := tuple(re.escape(word) for word in EMPTY_WORDS if word not in stated):
            names = map(matched.table.column, matched.columns.positions(question.id))
            alike.setdefault(words, {}).update(dict.fromkeys(names, question.id))
    counts: Counter[str] = Counter()
    for words, questions in alike.items():
        pattern = rf"(?i)^\s*(?:{'|'.join(words)})\s*$"
        found = matched.table.cells.where(questions, lambda cell, of=pattern: cell.str.contains(of))  # type: ignore[misc]
        for name, rows in found.items():
            counts[questions[name]] += len(rows)
    return counts


def _of_others(question: ClosedQuestion, position: int, candidate: pl.DataFrame) -> Iterator[Decision]:
    """Tell where unusually many answers are words that count as the option for words."""
    code = code_for_words(question)
    if code is None:
        return
    answered = pl.col(question.id) >= 0
    chosen = pl.col(question.column(code)) if isinstance(question, MultipleQuestion) else pl.col(question.id) == code
    others, base = candidate.select((chosen & answered).sum(), answered.sum().alias("base")).row(0)
    if others >= FEW_OTHERS and others > OTHERS_SHARE * base:
        yield Decision(r.MANY_OTHERS, position, others, question.id)


def _of_near_names(question: ClosedQuestion, candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """Tell which options the words are like that count as the option for words."""
    code, position = code_for_words(question), matched.columns.questions.get(question.id)
    if code is None or position is None:
        return
    chosen = pl.col(question.column(code)) if isinstance(question, MultipleQuestion) else pl.col(question.id) == code
    rows = candidate.select(chosen.arg_true()).to_series()
    words = matched.table.text(position, rows).drop_nulls().alias("cell").value_counts(name="n")
    for option, count in near_names(words["cell"], words["n"], question, matched.questionnaire.missing):
        yield Decision(r.NEAR_AN_OPTION, position, count, question.id, question.options[option].label)


def _of_layout(
    question: MultipleQuestion, position: int, candidate: pl.DataFrame, matched: MatchedTable
) -> Iterator[Decision]:
    """Tell what was decided of how marks are written."""
    decided = list(decided_marks(question, matched))
    for one in decided:
        yield Decision(one.rule, position, one.count, question.id)
    if count := _beside_no_answer(question, [sign for one in decided for sign in one.signs], candidate, matched):
        yield Decision(r.MARKS_AND_NO_ANSWER, position, count, question.id)
    if matched.columns.formats[question.id] == "slots" and question.layout == "auto":
        table = matched.table
        names = [table.column(place) for place in matched.columns.positions(question.id)]
        filled = int(table.frame.select(pl.sum_horizontal(pl.col(names).count())).item())
        yield Decision(r.OPTIONS_IN_SLOTS, position, filled, question.id)
    if matched.columns.formats[question.id] == "joined":
        others, missing = matched.table.others(position), question.missing(matched.questionnaire.missing)
        if len(others.rows) and (count := with_no_answer(others.distinct, question, missing)):
            yield Decision(r.MARKS_AND_NO_ANSWER, position, count, question.id)
        parted = others.where(lambda cell: cell.str.contains(_PARTED))
        if len(parted):
            parted = others.where(lambda cell: cell.str.contains(_MAY_PART))
            counts = matched.table.text(position, parted).alias("cell").value_counts(name="n")
            if count := int(counts["n"].filter(read_apart(counts["cell"], counts["n"], question, missing)).sum()):
                yield Decision(r.PARTED_OTHERWISE, position, count, question.id)


def _beside_no_answer(
    question: MultipleQuestion, signs: Sequence[str], candidate: pl.DataFrame, matched: MatchedTable
) -> int:
    """Count the rows with a code of no answer in a column of a multiple answer, and marks in others.

    ``signs`` mean something else in these columns; a 0 is an empty place.
    """
    names_of_column, table = FORMATS[matched.columns.formats[question.id]].names, matched.table
    if names_of_column is None:
        return 0
    missing, nothing = question.missing(matched.questionnaire.missing), {"", "0", *EMPTY_WORDS, *signs}
    numbers: list[pl.Expr] = []
    found: list[pl.Series] = []
    for key, place in matched.columns.places(question.id).items():
        meant = names_of_column(question, key, missing).folded
        stated = [name for name in map(fold_text, missing.no_answer) if name not in nothing and meant[name] is None]
        numbers += [pl.col(table.column(place)) == int(name) for name in stated if is_integer(name)]
        found.append(table.others(place).where(partial(_is_one_of, names=stated)))
    if numbers:
        cells = table.cells.numbers([table.column(place) for place in matched.columns.positions(question.id)])
        found.append(cells.select(pl.any_horizontal(numbers).arg_true()).to_series())
    rows = pl.concat([some.cast(pl.UInt32) for some in found]).unique()
    answered = (candidate[question.id] > 0) & ~candidate[NOT_A_RESPONDENT]
    return int(answered.gather(rows).sum())


def _is_one_of(cell: pl.Expr, names: Sequence[str]) -> pl.Expr:
    return fold(cell).str.replace(r"\.0+$", "").is_in(names)
