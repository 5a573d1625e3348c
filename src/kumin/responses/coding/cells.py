"""Cells of text → option codes.

Nearly every cell is a plain code, so all columns are first cast to integers at once. Only the cells that are not plain
codes (the *residue*) are cleaned, and of those each distinct text once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import polars as pl

from kumin.on_disk import is_long, kept, parts, selected
from kumin.responses.coding.boxes import ticked_alone
from kumin.responses.coding.options import (
    DITTO,
    INVALID_WORDS,
    MARKED,
    MARKED_INVALID,
    NO_ANSWER_WORDS,
    UNCLEAR_WORDS,
    UNREADABLE,
    Names,
    integer_names,
    is_integer,
)
from kumin.responses.coding.units import MONTHS
from kumin.responses.folding import fold_punctuation, fold_punctuation_of, fold_spaced
from kumin.responses.patterns import DAYS, ERROR_VALUES
from kumin.responses.split import Split

_TWO_MARKS = r"^\d+(?:[,;、・/&+]\d+)+$"
_TRAILING_ZEROS = r"^([-+]?\d+)\.0+$"
_NUMBERED, _NUMBERED_BELOW_0 = r"^\(?(\d+)\)$", r"^(\d+)\)$"
"""「1)」 and 「(1)」, which ⑴ is too, number an option as 1 does; where there are codes below 0, (1) may be -1."""
_APART = r"^\d+(?: \d+)+$"
_BETWEEN_NAMES = r"[,;、・/&+|\n]+"

_UNITS = f"歳|才|代|年|年間|{'|'.join(MONTHS)}|月|日|日間|時間|分|人|名|回|円|千円|万円|点|件|個|台|世帯|番|番目|%|割"
_RANGE = rf"(?:約?\d+(?:{_UNITS})?(?:から|より|まで|以上|以下|未満|超|くらい|ぐらい|程度|前後|[\W_])*)+"
_MARKS = "|".join(re.escape(name) for name in MARKED if not is_integer(name))
_ALL = range(-(1 << 15), 1 << 15)
"""What Int16 holds."""

_OF_PROGRAMS = r"^\[?object(?:object)?\]?$|^(?:undefined|array|system\.(?:string|object)\[\])$|^\[?\{?\"\w+\":"
CODE_LIKE = (
    rf"^(?:[\d\Wー]*|約?[\d\W]*\d(?:{_UNITS})?|[+-]?[\d.]+e[+-]?\d+|[ivx]{{1,4}}|[a-zァ-ヶぁ-ん]|[a-z]{{1,3}}[_-]?\d{{1,4}}"
    rf"|選択肢[\d\W]+|{_RANGE}|{_MARKS})$|{ERROR_VALUES}|{DAYS}|{_OF_PROGRAMS}"
)
"""Folded text that is not words: a number, signs, a letter, a mark, a code of another form system (A4, SQ001), #N/A, a
day, or what a program writes that could not write the answer (undefined)."""


def map_columns(cells: Split, names: Mapping[str, Names]) -> list[pl.Series]:
    """Turn columns of text into codes.

    Parameters
    ----------
    cells : Split
        As read; null where the cell was empty.
    names : mapping of column to Names
        The columns to map, and what their cells may hold.

    Returns
    -------
    list of Series of Int16
        For each column of ``names``: the code, or another whole number that is no option as it stands; null for no
        answer; ``MARKED_INVALID`` for two numbers in one cell; ``UNREADABLE`` for anything else.
    """
    raw = cells.numbers(names)
    within = _extremes(raw)
    meant = {name: _codes_of_integers(pl.col(name), of.folded, within[name]).alias(name) for name, of in names.items()}
    # a column of Int16 whose numbers all mean themselves is not made again
    small = [name for name, dtype in raw.schema.items() if dtype != pl.Int16()]
    coded = selected(raw, (code.cast(pl.Int16) if name in small else code for name, code in meant.items()))
    result = {one.name: one for one in coded}
    del coded  # nothing else holds the columns then: codes are put into them, not into copies
    residue = [name for name in names if len(cells.others(name).rows)]
    for alike in _grouped(residue, names):
        _code_residue(result, cells, alike, names[alike[0]])
    return list(result.values())


def _grouped(residue: list[str], names: Mapping[str, Names]) -> list[list[str]]:
    """Put columns together that may hold the same: questions with the same scale are coded together."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name in residue:
        of = names[name]
        groups.setdefault((*of.folded.items(), None, *of.loose.items(), of.other), []).append(name)
    return list(groups.values())


def map_cells(cells: pl.Series, names: Names) -> pl.Series:
    """Turn one column of text into codes; see :func:`map_columns`."""
    return map_columns(Split(cells.alias("cells").to_frame()), {"cells": names})[0].alias(cells.name)


def _extremes(numbers: pl.DataFrame) -> dict[str, range]:
    """Return the range of each column: most codes mean themselves, and a look at it nearly always shows that all do."""
    if is_long(numbers.height):
        return {column.name: _range_of(column) for column in numbers.iter_columns()}
    least, greatest = (numbers.select(of).row(0, named=True) for of in (pl.all().min(), pl.all().max()))
    return {name: range(low, greatest[name] + 1) if low is not None else range(0) for name, low in least.items()}


def _range_of(column: pl.Series) -> range:
    """Return the range of a long column."""
    found = pl.DataFrame([(one.min(), one.max()) for one in parts(column)], ["low", "high"], orient="row")
    low, high = found["low"].min(), found["high"].max()
    return range(low, high + 1) if isinstance(low, int) and isinstance(high, int) else range(0)


def _codes_of_integers(value: pl.Expr, names: Mapping[str, int | None], within: range = _ALL) -> pl.Expr:
    """Map whole numbers of a range; those without a meaning stay, for validation to find."""
    by_code: dict[int | None, list[int]] = {}
    for number, code in integer_names(dict(names)).items():
        if number != code and number in within:
            by_code.setdefault(code, []).append(number)
    result = value
    for code, numbers in by_code.items():
        meant = pl.lit(code, pl.Int16)
        is_one = value == numbers[0]
        for number in numbers[1:]:
            is_one |= value == number
        result = pl.when(is_one).then(meant).otherwise(result)
    return result


def _code_residue(result: dict[str, pl.Series], cells: Split, columns: list[str], names: Names) -> None:
    """Code the cells of some columns that are not plain whole numbers; each distinct text once."""
    others = {name: cells.others(name) for name in columns}
    # what repeats in a column often does so in others
    texts = pl.concat([one.distinct.texts.rename("cell") for one in others.values()])
    distinct = texts.unique()
    text = ticked_alone(fold_spaced(pl.lit(distinct)), names)
    below_0 = any(name.startswith("-") and is_integer(name) for name in names.folded)
    numbered = _NUMBERED_BELOW_0 if below_0 else _NUMBERED
    spaced = pl.select(text.str.replace(_TRAILING_ZEROS, "$1").str.replace(numbered, "$1")).to_series()
    codes = texts.replace_strict(distinct, _codes_of_texts(spaced, names), return_dtype=pl.Int16)

    def with_residue() -> Iterator[pl.Series]:
        start = 0
        for name, one in others.items():
            own = codes.slice(start, len(one.distinct.texts))
            yield result[name].scatter(one.rows, one.distinct.spread(own))
            start += len(own)

    result.update(zip(others, kept(with_residue()), strict=True))


def _codes_of_texts(spaced: pl.Series, names: Names) -> pl.Series:
    text = pl.lit(spaced).str.replace_all(" ", "", literal=True)
    number = text.cast(pl.Int16, strict=False)
    last = UNREADABLE if names.other is None else names.other
    loose = fold_punctuation_of(text)
    return pl.select(
        pl.when(pl.lit(spaced).str.contains(_APART))  # 「1 3」 is not option 13
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(text.is_in(list(names.folded)))
        .then(text.replace_strict(names.folded, default=None, return_dtype=pl.Int16))
        .when(number.is_not_null())
        .then(_codes_of_integers(number, names.folded))
        .when(text.str.contains(_TWO_MARKS))
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(loose.is_in(list(names.loose)))
        .then(loose.replace_strict(names.loose, default=None, return_dtype=pl.Int16))
        .when(_several_names(text, names))
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(no_words(text, names))
        .then(pl.lit(UNREADABLE, pl.Int16))
        .otherwise(pl.lit(last, pl.Int16))
    ).to_series()


_NOTHING = (
    "なし", "無し", "無", "ない", "ありません", "ございません", "特になし", "特に無し", "特にない", "特に無い",
    "特にありません",     "とくになし", "とくにない",
    "該当なし", "該当無し", "none", "nothing", "no",
)  # fmt: skip
"""What says, folded, that there is nothing to say."""

_NO_ANSWER = tuple(map(fold_punctuation, (*NO_ANSWER_WORDS, "空白", "記載なし", "blank")))
"""What says that there is no answer, whether the questionnaire knows it or not: 「（無回答）」."""

_UNCLEAR = tuple(map(fold_punctuation, (*INVALID_WORDS, *UNCLEAR_WORDS)))

_NUMBERS_IN_WORDS = r"^\d+(?:(?:と|や|か|or|and|かつ|または|又は|および|及び)\d+)+(?:の(?:間|両方|中間))?$"

_CUT, _CUT_SHOWN = 10, 4
"""Signs that are enough of a long name, and where dots show that it was cut."""

_BETWEEN_MARKS = r"(?:<br/?>|[\W_]+|と|や|か|かつ|及び|および|または|又は|and|or)?"

_REMARK = r"[(\[【].*[)\]】]$"


def _several_names(text: pl.Expr, names: Names) -> pl.Expr:
    """Tell which folded texts are the names of two options or more: two marks, and no words of a respondent."""
    known = [name for name, code in names.folded.items() if code is not None and code >= 0]
    parts = text.str.strip_chars(",;、・/&+|").str.replace_all(_BETWEEN_NAMES, "\n").str.split("\n")
    return (parts.list.len() > 1) & parts.list.eval(pl.element().is_in(known)).list.all()


def no_words(text: pl.Expr, names: Names) -> pl.Expr:
    """Tell which folded texts, found among no names, are not a respondent's own words.

    They are numbers, codes and days, the name of an option behind a number that is not its own, that of another option
    with a remark in brackets, names or numbers of several with nothing, signs, a tag or と between them, a name that is
    cut off, and words that say nothing (なし), that there is no answer (無回答) or none that counts (判読不能), that
    several options are marked (両方), or that it is that of another cell (同上).
    """
    behind = text.str.contains(r"^[\d\W_]*\d|\d[\W_]*$")
    rest = text.str.replace(r"^[\d\W_]+", "").str.replace(r"[\d\W_]+$", "")
    known = [name for name, code in names.folded.items() if code not in {None, MARKED_INVALID} and not is_integer(name)]
    named = rest.is_in(known) | fold_punctuation_of(rest).is_in(list(names.loose))
    bare = text.str.replace(_REMARK, "")
    others = [name for name in known if names.folded[name] != names.other]
    loose = [name for name, code in names.loose.items() if code != names.other]
    remarked = (bare != text) & (bare.is_in(others) | fold_punctuation_of(bare).is_in(loose))
    wrong = text.str.contains(CODE_LIKE) | (behind & named) | remarked | _is_cut(text, others)
    if names.other is None:
        return wrong  # all that is no name is unreadable
    loose_text = fold_punctuation_of(text)
    longest_first = sorted((name for name in known if len(name) > 1), key=len, reverse=True)
    together = rf"^(?:[\d\W_]*(?:{'|'.join(map(re.escape, longest_first))}){_BETWEEN_MARKS}){{2,}}$"
    return (
        wrong
        | text.is_in([*_NOTHING, *DITTO])
        | loose_text.is_in(_NO_ANSWER)
        | is_unclear(text)
        | text.str.contains(_NUMBERS_IN_WORDS)
        | (text.str.contains(together) if longest_first else False)
    )


def is_unclear(text: pl.Expr) -> pl.Expr:
    """Tell which folded texts say that an answer does not count, or that it is several options, not named."""
    return fold_punctuation_of(text).is_in(_UNCLEAR)


def _is_cut(text: pl.Expr, names: list[str]) -> pl.Expr:
    """Tell which folded texts are the beginning of a name: 男 of 男性, or as systems leave it that cut cells.

    At least half of the name must be there, or many signs of it, or dots that show that it was cut.
    """
    begun = text.str.replace(r"(?:…|\.{2,}|・{2,})$", "")
    shown = begun != text
    cut = [
        pl.lit(name).str.starts_with(begun)
        & (begun != name)
        & (begun.str.len_chars() >= pl.when(shown).then(_CUT_SHOWN).otherwise(min(_CUT, (len(name) + 1) // 2)))
        for name in names
        if len(name) > 1
    ]
    return pl.any_horizontal(one.fill_null(False) for one in cut) if cut else pl.lit(value=False)
