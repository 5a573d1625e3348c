"""Runs of columns that are the options of one question: 「問4_1」「問4_2」 with marks below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import polars as pl

from kumin.authoring.columns.headings import heading_of, heading_parts, question_key, says_several
from kumin.authoring.guess import OTHER_LABEL, Choice, Guess, Remark, folded
from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.responses.coding.options import CIRCLES, DOTS, INVALID_WORDS, NO_ANSWER_WORDS, mark_names
from kumin.responses.folding import fold_text
from kumin.responses.table import AnswerTable
from kumin.tables.scales import is_none

_ROUND = r"[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]"
_OPTION = re.compile(rf"^(.+?)\s*(?:\[([^\[\]]*)\]|【([^【】]*)】|{_ROUND}|(?:_+|[\-－.．/／:：])\s*(\S.*))$")
"""A stem with the option in the brackets at its end, in which no other pair of the kind ends, or after a sign."""
_SPACED = re.compile(r"^((?:問|設問|質問|Q)\s*\d+(?:\s*[-－]\s*\d+)?)\s+(\S.*)$", re.I)
"""The number of a question, and the option behind a space."""
_NUMBERED = re.compile(r"^(.+?)\s*[_\-－(（\[]\s*\d{1,2}\s*[)）\]]?$")
_OTHER = {"other", "その他", "open-endedresponse"}
_SEPARATE = re.compile(r"(?:です|ます|でした|ました)か[?？。]?$|の?有無|はい|いいえ|[=＝]|yes", re.I)
"""Headings of a column that is a question of its own, to be answered by yes or no."""
_ANSWERS = {"はい", "いいえ"}
"""Words that are marks for the reader, but answers of a question more often."""
_CODES = frozenset({"9", "99", "-1"})
"""Codes of no answer in columns of zeros and ones."""
_WORDS = frozenset(map(fold_text, NO_ANSWER_WORDS))
_INVALID = frozenset(map(fold_text, INVALID_WORDS))
_CODES_APART = frozenset(("9", "99", "999", "9999"))
_UNUSED = 9999
"""A code that no option has."""
_DISTINCT = 200
_MANY = 20
"""Cells from which on one that is no mark is telling."""
_ODD = 0.02
"""Share of a column's cells that may be likely mistypings."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring columns under one heading."""

    stem: str
    positions: tuple[int, ...]
    labels: tuple[str, ...]
    nameless: bool


def option_groups(table: AnswerTable, several: frozenset[str] = frozenset()) -> list[Guess]:
    """Find the multiple answers that have a column for each option.

    Columns are options where every column of the run holds marks alone (or is その他 with words), and some cells hold
    none: a grid of single answers with the same scale has answers in every cell. はい and いいえ are marks where the
    heading says that several may be chosen (いくつでも), or another file of the survey has the question so.

    Parameters
    ----------
    table : AnswerTable
    several : frozenset of str
        Questions, as :func:`question_key` names them, that are multiple answers in other files.
    """
    odd = [_odd(table, position) for position in range(len(table.headers))]
    values = [_values(table, position) - odd[position] for position in range(len(table.headers))]
    found = []
    for run in (_without_words(run, values) for run in runs(table)):
        for part in (run, *(_shorter(run) if run.nameless else ())):
            written = None if _separate(part) else _written(part, values, several)
            if written is not None and (guess := _guess(part, written, table, odd)):
                found.append(guess)
                break
    return found


def runs(table: AnswerTable) -> Iterator[Run]:
    """Yield the neighbouring columns under one heading, as far as they may be the options of a question."""
    run: Run | None = None
    for position, own in enumerate(table.headings.own):
        stem, label = split_heading(table, position, spaced=True)
        if run is not None and not any(own) and (run.nameless or len(run.positions) == 1):
            stem = run.stem if run.nameless else heading_of(table, run.positions[0])
            run = Run(stem, (*run.positions, position), ("",) * (len(run.positions) + 1), True)
            continue
        if run is not None and any(own) and not run.nameless and stem and stem == run.stem:
            run = replace(run, positions=(*run.positions, position), labels=(*run.labels, label))
            continue
        if run is not None and len(run.positions) > 1:
            yield run
        run = Run(stem, (position,), (label,), False) if any(own) else None
    if run is not None and len(run.positions) > 1:
        yield run


def _without_words(run: Run, values: Sequence[frozenset[str]]) -> Run:
    """Leave a column out that holds the words of an option which has a column of marks: 「その他（内容）」."""
    columns = list(zip(run.positions, run.labels, strict=True))
    marked = {fold_text(label) for position, label in columns if values[position] <= _marks(label)}
    kept = [
        (position, label)
        for position, label in columns
        if (bare := fold_text(re.split(r"[(（_]|自由記述|内容|記述", label)[0])) == fold_text(label)
        or bare not in marked
        or values[position] <= _marks(label)
    ]
    return replace(run, positions=tuple(place for place, _ in kept), labels=tuple(label for _, label in kept))


def _shorter(run: Run) -> Iterator[Run]:
    """Leave columns out at the end, where words of その他 may stand without a heading."""
    for length in range(len(run.positions) - 1, 1, -1):
        yield replace(run, positions=run.positions[:length], labels=run.labels[:length])


def split_heading(table: AnswerTable, position: int, *, spaced: bool = False) -> tuple[str, str]:
    """Split a heading into what it shares with its neighbours and what is its own; empty where it is all one.

    ``spaced``: also at the space behind a question's number, which parts an option from it, where the cells are marks,
    but as well 性別 from 年代, both below 問1.
    """
    parts = heading_parts(table, position)
    if len(parts) > 1:
        own = table.headings.own[position]
        numbered = _NUMBERED.match(parts[0]) if own[0] else None
        # 「Q2_1」 over 「情報源 - 広報紙」
        return (numbered[1], parts[-1].rpartition(" - ")[2]) if numbered else ("_".join(parts[:-1]), parts[-1])
    path, _, name = parts[0].rpartition("/") if parts else ("", "", "")
    if path and name and ("/" in path or path in table.headers):
        return path, name  # 「group/question/option」
    found = (_OPTION.match(parts[0]) or (_SPACED.match(parts[0]) if spaced else None)) if parts else None
    label = next((part.strip() for part in found.groups()[1:] if part), "") if found else ""
    return (found[1], label.removeprefix("choice=")) if found and label else ("", "")


def _values(table: AnswerTable, position: int) -> frozenset[str]:
    cells = table.text(position).drop_nulls().unique().head(_DISTINCT)
    return frozenset(folded(cells).to_list()) - {""}


def _odd(table: AnswerTable, position: int) -> frozenset[str]:
    """Return what a few cells of a column hold that is no mark, beside marks in all the others: likely mistypings."""
    cells = table.text(position).drop_nulls()
    if len(cells) < _MANY or cells.n_unique() > _DISTINCT:
        return frozenset()
    counts = folded(cells).alias("cell").value_counts(name="n").filter(pl.col("cell") != "")
    found = counts.filter(~pl.col("cell").is_in([*_marks(""), *_CODES, *_WORDS]))
    usual = counts.filter(pl.col("cell").is_in([*_marks("")]))
    rare = int(found["n"].sum()) <= max(1, _ODD * len(cells))
    # an option's own number is no oddity: nobody else may have chosen it
    number = split_heading(table, position, spaced=True)[1]
    return frozenset(found["cell"]) - {number, fold_text(number)} if rare and usual.height else frozenset()


@cache
def _no_marks() -> frozenset[str]:
    """List the folded texts that the reader takes for no mark."""
    return frozenset(name for name, code in _names("-").items() if code == 0 or code is None)


@cache
def _marks(label: str) -> frozenset[str]:
    """List the folded texts that the reader takes for a mark, or none, in the column of an option."""
    return frozenset(name for name, code in _names(label).items() if code in (0, 1)) - {str(_UNUSED)}


def _names(label: str) -> dict[str, int | None]:
    options = {_UNUSED: label.strip() or "-"}
    question = MultipleQuestion.model_validate({"id": "q", "text": "q", "type": "multiple", "options": options})
    return mark_names(question, _UNUSED, Missing()).folded


def _written(
    run: Run, values: Sequence[frozenset[str]], several: frozenset[str] = frozenset()
) -> frozenset[int] | None:
    """Return the columns of words of a run of options; None where it is no such run."""
    written: set[int] = set()
    own_numbers = ones = False
    answers = frozenset() if _is_form(run, values) or _takes_several(run, several) else _ANSWERS
    for place, (position, label) in enumerate(zip(run.positions, run.labels, strict=True), 1):
        cells = values[position] - _WORDS
        marks = cells - _CODES if cells & {"0", "1"} else cells
        if fold_text(re.split("[(（]", label)[0]) in _OTHER and not marks <= _marks(label) - answers:
            written.add(position)
        elif marks and marks <= {"0", str(place)} and place > 1:
            own_numbers |= str(place) in marks
        elif not marks <= _marks(label) - answers:
            return None
        ones |= place > 1 and "1" in marks
    return None if len(written) == len(run.positions) or (own_numbers and ones) else frozenset(written)


def _is_form(run: Run, values: Sequence[frozenset[str]]) -> bool:
    """Tell the columns of one answer though they say はい and いいえ: その他 with words beside them is of a form."""
    others = [
        values[place]
        for place, label in zip(run.positions, run.labels, strict=True)
        if fold_text(re.split("[(（]", label)[0]) in _OTHER
    ]
    return any(own - _marks("") for own in others)


def _takes_several(run: Run, several: frozenset[str]) -> bool:
    return says_several(run.stem) or question_key(run.stem) in several


def _separate(run: Run) -> bool:
    return "有無" in run.stem or any(_SEPARATE.search(label) for label in run.labels)


def _guess(run: Run, written: frozenset[int], table: AnswerTable, odd: Sequence[frozenset[str]]) -> Guess | None:
    """Make a question of its options' columns; their own numbers are the codes, where all columns of marks have one."""
    numbers = [label.upper().removeprefix("SQ") for label in run.labels]
    marked = [n for n, place in zip(numbers, run.positions, strict=True) if place not in written]
    own = all(n.isdecimal() and int(n) for n in marked) and len(set(marked)) == len(marked)
    mistyped = {place: odd[place] for place in run.positions if place not in written}
    rows, found = _rows(table, run.positions, mistyped)
    stating = _stating_missing(run, numbers if own else (), rows)
    rows, says_missing = rows.drop(map(str, stating)), rows.select(map(str, stating))
    if not rows.select(pl.any_horizontal(pl.all().not_().any())).item():
        return None  # a mark in every cell: a grid of single answers
    options: dict[int, Choice] = {}
    for number, label, place in zip(numbers, run.labels, run.positions, strict=True):
        if place in stating:
            continue
        code = int(number) if own and place not in written else max(options, default=0) + 1
        shown = OTHER_LABEL if label.lower() == "other" else label
        heading = "" if run.nameless else heading_of(table, place)
        alone = is_none(label) and _stands_alone(rows, str(place))
        options[code] = Choice(shown, (), place in written, alone, heading)
    with_marks = int(rows.select(pl.any_horizontal(pl.all()).sum()).item())
    empty = int(_blank(table, run.positions).sum())
    stated = rows.with_columns(says_missing).select(pl.any_horizontal(pl.all()).sum()).item() - with_marks
    zero = rows.height - with_marks - empty - stated
    remarks = [Remark("draft_option_columns", {"columns": rows.width, "marked": with_marks, "empty": empty})]
    for said, some in (("draft_stated_missing", _WORDS | _INVALID), ("draft_stated_by_code", _CODES_APART)):
        if labels := [label for label in stating.values() if label in some]:
            told = {"columns": [f"「{label}」" for label in labels], "count": stated}
            remarks.append(Remark(said, told, asks=some is _CODES_APART))
    found |= {label for label in stating.values() if label in _CODES_APART}
    if many := sum(_count(table, place, texts) for place, texts in mistyped.items() if texts):
        remarks.append(Remark("draft_odd", {"count": many}, asks=True))
    extra = {} if run.nameless else {"layout": "columns"}
    return Guess(
        run.stem, "multiple", "draft_columns", with_marks, zero, options, extra, found, remarks=tuple(remarks),
        positions=run.positions,
    )  # fmt: skip


def _stating_missing(run: Run, numbers: Sequence[str], rows: pl.DataFrame) -> dict[int, str]:
    """Return the columns, with their folded labels, that say that there is no answer, as the reader finds them.

    They are named so; or numbered as codes of no answer are, far from the numbers of the options, and never marked
    beside one.
    """
    labels = dict(zip(run.positions, map(fold_text, run.labels), strict=True))
    named = {place: label for place, label in labels.items() if label in _WORDS | _INVALID}
    for place, number in zip(run.positions, numbers, strict=False):
        others = [int(one) for one in numbers if one.isdecimal() and one not in _CODES_APART]
        if number in _CODES_APART and int(number) > max(others, default=0) + 1 and _stands_alone(rows, str(place)):
            named[place] = number
    return named if len(named) < len(labels) - 1 else {}


def _count(table: AnswerTable, position: int, texts: frozenset[str]) -> int:
    return int(folded(table.text(position).fill_null("")).is_in(sorted(texts)).sum())


def _rows(
    table: AnswerTable, positions: Sequence[int], odd: Mapping[int, frozenset[str]]
) -> tuple[pl.DataFrame, frozenset[str]]:
    """Return which cells hold a mark, and the codes and words of no answer among them."""
    columns, found, no_marks = {}, set[str](), _no_marks()
    if any(not folded(table.text(place).fill_null("")).is_in(DOTS).not_().all() for place in positions):
        no_marks |= {*CIRCLES}  # ○ beside ●
    for position in positions:
        cells = folded(table.text(position).fill_null(""))
        distinct = set(cells.unique().to_list())
        absent = (distinct & _WORDS) | (distinct & _CODES if distinct & {"0", "1"} else set())
        found |= absent
        columns[str(position)] = ~cells.is_in(sorted({"", *no_marks, *absent, *odd.get(position, ())}))
    return pl.DataFrame(columns), frozenset(found)


def _blank(table: AnswerTable, positions: Sequence[int]) -> pl.Series:
    cells = pl.DataFrame([table.text(position).fill_null("").str.strip_chars() for position in positions])
    return cells.select(pl.all_horizontal(pl.all() == "")).to_series()


def _stands_alone(rows: pl.DataFrame, column: str) -> bool:
    """Tell whether an option is never marked beside another."""
    others = [pl.col(name) for name in rows.columns if name != column]
    return not rows.select((pl.col(column) & pl.any_horizontal(others)).any()).item()
