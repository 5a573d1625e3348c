"""What an SPSS file says of itself: labels of variables and values, and the values that are missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from kumin.authoring.guess import Choice, Draft, Guess, Remark, filled
from kumin.responses.coding.options import NO_ANSWER_WORDS
from kumin.responses.folding import fold_text
from kumin.responses.table import AnswerTable

_HIGHEST = 9999
_MOSTLY = 0.5


def with_value_labels(draft: Draft, table: AnswerTable) -> Draft:
    """Give the questions of a draft what the file itself says: it is no guess."""
    if table.kind != "sav":
        return draft
    return replace(draft, questions=tuple(_labelled(guess, table) for guess in draft.questions))


def without_declared(cells: pl.Series, table: AnswerTable, position: int) -> pl.Series:
    """Leave out what the file itself declares as missing: it is no answer, whatever the other cells are."""
    numbers, missing = cells.cast(pl.Float64, strict=False), pl.repeat(False, len(cells), eager=True)
    for low, high in table.seen.declared_missing.get(position, ()):
        if isinstance(low, str) or isinstance(high, str):
            missing |= cells.str.strip_chars() == str(low)
        else:
            missing |= numbers.is_between(low, high).fill_null(False)
    return cells.filter(~missing)


def _labelled(guess: Guess, table: AnswerTable) -> Guess:
    own = [table.headings.own[position] for position in guess.positions]
    words = [" ".join(parts[1].split()) if len(parts) > 1 and parts[1] else "" for parts in own]
    if not guess.positions:
        return guess
    if guess.has_option_columns:
        return _with_names_of_options(guess, words)
    guess = replace(guess, title=words[0] or guess.title)
    labels = table.seen.value_labels.get(guess.positions[0], {})
    return _with_labels(guess, labels, table) if labels else _with_missing(guess, table)


def _with_names_of_options(guess: Guess, words: list[str]) -> Guess:
    """Name the options by what follows the sign in the labels of their variables: 「情報源 - 広報紙」."""
    ends = [label.rpartition(" - ")[2] if " - " in label else label.rpartition(":")[2].strip() for label in words]
    if not all(ends) or len(set(ends)) < len(ends):
        return guess
    options = {
        code: replace(choice, label=end) for (code, choice), end in zip(guess.options.items(), ends, strict=True)
    }
    title = words[0].removesuffix(ends[0]).rstrip(" -:")
    return replace(guess, options=options, title=title or guess.title)


def _with_labels(guess: Guess, labels: Mapping[float | str, str], table: AnswerTable) -> Guess:
    cells = filled(table, guess.positions[0])
    declared = _missing(guess, table)
    absent = {fold_text(word) for word in NO_ANSWER_WORDS}
    named = {value: label for value, label in labels.items() if not _is_missing(value, declared)}
    none = [value for value, label in named.items() if fold_text(label) in absent]
    real = {value: label for value, label in named.items() if value not in none}
    codes = [value for value in real if isinstance(value, float)]
    if len(codes) < len(real) or any(code < 0 or code > _HIGHEST or not code.is_integer() for code in codes):
        count = len(real)
        return _with_missing(replace(guess, remarks=(*guess.remarks, Remark("sav_values", {"count": count}))), table)
    numbers = cells.str.strip_chars()
    fit = int(numbers.is_in([_written(code) for code in codes]).sum())
    if not codes or fit < _MOSTLY * len(cells):
        return _with_missing(guess, table, none)
    seen = [int(text) for text in numbers.unique().to_list() if text.isdecimal() and int(text) <= _HIGHEST]
    between = [code for code in seen if min(codes) <= code <= max(codes)]
    options = {code: Choice(_different(real.get(float(code), ""), code, real)) for code in
               sorted({*map(int, codes), *between})}  # fmt: skip
    made = replace(
        guess, type="single", reason="sav_labels", options=options, supporting=fit, opposing=len(cells) - fit,
        extra={}, missing=frozenset(), invalid=frozenset(), remarks=(),
    )  # fmt: skip
    return _with_missing(made, table, none)


def _different(label: str, code: int, labels: Mapping[float | str, str]) -> str:
    """Add the code to a label that two values have."""
    twice = list(labels.values()).count(label) > 1
    return f"{label} ({code})" if twice and label else " ".join(label.split())


def _with_missing(guess: Guess, table: AnswerTable, none: list[float | str] | None = None) -> Guess:
    """State the values that the file declares as missing, and those that its labels call no answer."""
    single = [low for low, high in _missing(guess, table) if low == high]
    values = [_written(value) for value in (*single, *(none or ()))]
    if not values:
        return guess
    return replace(guess, extra={**guess.extra, "no_answer": json.dumps(values, ensure_ascii=False)})


def _missing(guess: Guess, table: AnswerTable) -> list[tuple[float | str, float | str]]:
    return list(table.seen.declared_missing.get(guess.positions[0], ()))


def _is_missing(value: float | str, declared: list[tuple[float | str, float | str]]) -> bool:
    return any(
        value == low
        if isinstance(low, str) or isinstance(high, str) or isinstance(value, str)
        else low <= value <= high
        for low, high in declared
    )


def _written(value: float | str) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
