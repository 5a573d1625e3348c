"""An answer file → guesses of its questionnaire: what each column is, with the counts for and against."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import polars as pl

from kumin.authoring.columns.grids import with_grids
from kumin.authoring.columns.headings import heading_of, is_private, is_system, question_key, says_several
from kumin.authoring.columns.labels import guess_labels
from kumin.authoring.columns.numbers import INVALID_CODES, MISSING_CODES, as_written, guess_numbers, within
from kumin.authoring.columns.option_columns import option_groups
from kumin.authoring.columns.ranks import asked_of_ranks
from kumin.authoring.columns.slots import SlotRun, asked_of_slots, slot_cells, slot_question, slot_runs
from kumin.authoring.columns.value_labels import with_value_labels, without_declared
from kumin.authoring.doubts import asked_of_one_option
from kumin.authoring.guess import Draft, Guess, Remark, filled, folded
from kumin.authoring.most_marks import with_most
from kumin.authoring.other_words import with_other_words
from kumin.definitions.questionnaire import TIMESTAMPS
from kumin.responses.coding.boxes import UNTICKED, ticked_alone
from kumin.responses.coding.dates import UNREADABLE_DATE, map_dates
from kumin.responses.coding.options import EMPTY_WORDS, NO_ANSWER_WORDS, Names
from kumin.responses.coding.quantities import read_numbers
from kumin.responses.display import is_personal
from kumin.responses.folding import fold_text
from kumin.responses.table import AnswerTable

_STRAY = 0.1
"""Share of cells that may be of another kind than the column."""
_DIFFERENT = 0.9
"""Share of ids that differ, at least."""
_APART = r"\d[\s\x{3000}]+\d"
"""「1 3」 is no 13."""
_LIST = r"^\s*(?:\[\s*(?:([\"']).*[\"']\s*)?\]|\{.*[,\"].*\})\s*$"
"""Cells that are lists of JSON or Python, or arrays of a database."""
_STROKE = r"^(?:[-ー]+|[/／]+|\*{2,})$"
_FEW_LABELS = 12
"""Amounts with a unit are more than these; fewer are labels (1人, 2人, 3人以上)."""

_IDS = (
    "整理番号", "管理番号", "回答者番号", "回答番号", "受付番号", "通し番号", "連番", "番号", "調査票番号", "調査票no.",
    "票番号", "票no", "票no.", "回答no.", "サンプル番号", "sampleid", "id", "no", "no.", "respondentid", "record_id",
    "responseid", "response_id", "回答id", "回答者id", "レコード番号", "_id", "key",
)  # fmt: skip
_RECEIVED = (
    "受付日",
    "回収日",
    "到着日",
    "回答日",
    "受信日",
    "受付日時",
    "受信日時",
    "回答完了日時",
    "申請日時",
    "SubmissionDate",
    *TIMESTAMPS,
)


def draft_of(table: AnswerTable, without: frozenset[int] = frozenset(), several: frozenset[str] = frozenset()) -> Draft:
    """Guess the questionnaire of an answer file.

    Of cells only labels that repeat, as the labels of options do, are taken over, and none of a column of names or
    addresses.

    Parameters
    ----------
    table : AnswerTable
        The file as read.
    without : frozenset of int
        Columns that are no option of a multiple answer, whatever they look like.
    several : frozenset of str
        Questions that are multiple answers in other files of the survey; see :func:`option_groups`.
    """
    groups = [group for group in option_groups(table, several) if not without.intersection(group.positions)]
    runs = slot_runs(table, {position for group in groups for position in group.positions} | without)
    groups += [group for run in runs if run.is_one_question and (group := _with_slots(run, table))]
    first = {group.positions[0]: group for group in groups}
    grouped = {position for group in groups for position in group.positions}
    places = [position for position in range(len(table.headers)) if position not in grouped]
    stems = {fold_text(group.heading) for group in groups}
    headings = Counter(fold_text(heading_of(table, position)) for position in places)
    draft = Draft()
    for position, name in enumerate(table.headers):
        heading = heading_of(table, position)
        if position in first:
            draft = _with_columns(draft, first[position])
        elif position in grouped or not heading:
            continue
        elif fold_text(heading) in stems:
            draft = replace(draft, twice=(*draft.twice, heading))
        elif is_personal(name) or headings[fold_text(heading)] > 1:
            draft = replace(draft, hidden=(*draft.hidden, position))
        else:
            asked = says_several(heading) or question_key(heading) in several
            cells = without_declared(filled(table, position), table, position)
            draft = _with_column(draft, heading, position, cells, several=asked)
    guessed = asked_of_ranks(with_other_words(asked_of_slots(with_grids(draft, table), runs), table), table)
    return with_most(asked_of_one_option(_protected(with_value_labels(guessed, table), table)), table)


def _with_slots(run: SlotRun, table: AnswerTable) -> Guess | None:
    return slot_question(run, guess_column(run.stem, slot_cells(table, run)), table)


def _with_columns(draft: Draft, group: Guess) -> Draft:
    if group.slots or any(choice.label for choice in group.options.values()):
        return draft.with_question(group)
    # columns without names are found below the heading of the first
    options = {code: replace(choice, heading="") for code, choice in group.options.items()}
    return draft.with_question(replace(group, options=options, extra={}))


def _with_column(draft: Draft, heading: str, position: int, cells: pl.Series, *, several: bool) -> Draft:
    """Guess what a column is."""
    name = fold_text(heading)
    if draft.id is None and name in map(fold_text, _IDS) and len(cells) and cells.n_unique() >= len(cells) * _DIFFERENT:
        return replace(draft, id=heading)
    if draft.received is None and name in map(fold_text, _RECEIVED) and _are_dates(cells, most=0.5):
        return replace(draft, received=heading)
    if is_private(heading):
        return replace(draft, private=(*draft.private, heading))
    if is_system(heading) or name in map(fold_text, (*_RECEIVED, *_IDS)):
        return replace(draft, system=(*draft.system, heading))
    return draft.with_question(replace(guess_column(heading, cells, several=several), positions=(position,)))


def guess_column(heading: str, cells: pl.Series, *, several: bool = False) -> Guess:
    """Guess what question a column answers.

    Parameters
    ----------
    heading : str
        The column's.
    cells : Series of String
        Its filled cells.
    several : bool
        Whether the form, or another file, says that several options may be chosen.
    """
    if not len(cells):
        return Guess(heading, "text", "draft_empty")
    lists = 2 * int(cells.str.contains(_LIST).sum()) >= len(cells)
    cells = _ticked(_without_brackets(cells) if lists else cells)
    plain = folded(cells)
    absent = plain.is_in([*map(fold_text, NO_ANSWER_WORDS), *EMPTY_WORDS]) | _strokes(plain)
    words = frozenset(plain.filter(absent).unique().to_list())
    guess = _of_answers(heading, cells.filter(~absent), plain.filter(~absent), several=several or lists)
    if int(absent.sum()):
        taken = Remark("draft_words_taken", {"words": sorted(words), "count": int(absent.sum())})
        guess = replace(guess, remarks=(*guess.remarks, taken))
    return replace(guess, missing=guess.missing | words)


def _strokes(plain: pl.Series) -> pl.Series:
    """Tell the cells that are crossed out: a stroke or asterisks beside words or numbers, not beside 「+」 or 「△」."""
    found = plain.str.contains(_STROKE)
    words = int(plain.filter(~found).str.contains(r"\w").sum())
    return found & (2 * words > int((~found).sum()))


def _without_brackets(cells: pl.Series) -> pl.Series:
    """Take the brackets and quotes of lists of programs away: 「["A", "B"]」."""
    words = cells.str.strip_chars("[]{}").str.replace_all(r"\s*[\"'](,)\s*[\"']|[\"']", "${1}")
    return words.filter(words != "")


def _ticked(cells: pl.Series) -> pl.Series:
    """Leave out the options behind empty boxes, where most cells list all options with boxes, as the reader does."""
    if 2 * int(cells.str.contains(UNTICKED).sum()) < len(cells):
        return cells
    ticked = pl.select(ticked_alone(pl.lit(cells), Names({}, {}))).to_series()
    return ticked.filter(ticked != "")


def _of_answers(heading: str, cells: pl.Series, plain: pl.Series, *, several: bool) -> Guess:
    if not len(cells):
        return Guess(heading, "text", "draft_empty")
    numbers = _numbers(cells, plain)
    others = int(numbers.is_null().sum())
    if others <= len(cells) * _STRAY and not (_asks_for_day(heading) and _are_dates(cells)):
        return guess_numbers(heading, numbers.drop_nulls(), others)
    # among words and joined marks a code of no answer stands for itself
    codes = plain.is_in([str(code) for code in (*MISSING_CODES, *INVALID_CODES)])
    if _are_dates(cells):
        readable = len(cells) - int((map_dates(cells, {}) == UNREADABLE_DATE).sum())
        return Guess(heading, "date", "draft_date", readable, len(cells) - readable)
    alone = frozenset(plain.filter(codes).unique().to_list())
    return guess_labels(heading, cells.filter(~codes), alone, several=several)


def _numbers(cells: pl.Series, plain: pl.Series) -> pl.Series:
    """Read a column as numbers, null where a cell is none; those with a unit only where they are no labels."""
    numbers = plain.cast(pl.Float64, strict=False)
    numbers = numbers.set(~numbers.is_finite() | cells.str.contains(_APART), None)
    if numbers.null_count() <= len(cells) * _STRAY or cells.n_unique() <= _FEW_LABELS:
        return numbers
    return read_numbers(cells, {}, None, None).values.fill_nan(None)


def _asks_for_day(heading: str) -> bool:
    return any(word in fold_text(heading) for word in ("月日", "日付", "年月", "date", "いつ"))


def _are_dates(cells: pl.Series, most: float = _STRAY) -> bool:
    some = cells.head(1000)
    dates = map_dates(some, {})
    return len(some) > 0 and int((dates == UNREADABLE_DATE).sum()) <= len(some) * most


def _protected(draft: Draft, table: AnswerTable) -> Draft:
    """State the bounds of amounts among which lies another column's code of no answer, so that it is not lost."""
    codes = frozenset(code for guess in draft.questions for code in (*guess.missing, *guess.invalid))
    return replace(draft, questions=tuple(_with_bounds(guess, table, codes) for guess in draft.questions))


def _with_bounds(guess: Guess, table: AnswerTable, codes: frozenset[str]) -> Guess:
    if guess.type != "number":
        return guess
    cells = filled(table, guess.positions[0])
    own = guess.missing | guess.invalid
    numbers = [value for value in _numbers(cells, folded(cells)).drop_nulls().to_list() if as_written(value) not in own]
    if not within(numbers, sorted(codes - own)):
        return guess
    bounds = {"minimum": as_written(min(numbers)), "maximum": as_written(max(numbers))}
    kept = Remark("draft_bounds", {"low": bounds["minimum"], "high": bounds["maximum"]})
    return replace(guess, extra={**guess.extra, **bounds}, remarks=(*guess.remarks, kept))
