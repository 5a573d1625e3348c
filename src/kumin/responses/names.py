"""Headings and labels, folded so that what looks alike is alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from kumin.definitions import MultipleQuestion, Question, Questionnaire

# NFKC leaves these apart, though CP932 and Unicode tables turn one into the other
_ALIKE = {
    "〜": "~",
    "∼": "~",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "∥": "‖",
    "\u200b": "",
    "\ufeff": "",
}
_ALIKE_TABLE = str.maketrans(_ALIKE)
# numbers in circles stand alone, however close to one another: 「①③」 is 1 and 3, not 13
_CIRCLED = [chr(sign) for sign in (*range(0x2460, 0x2474), 0x24EA, *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))]
_CIRCLED_NUMBERS = [f" {unicodedata.normalize('NFKC', sign)} " for sign in _CIRCLED]
_CIRCLED_TABLE = str.maketrans(
    {sign: f"_{number.strip()}_" for sign, number in zip(_CIRCLED, _CIRCLED_NUMBERS, strict=True)}
)
_NUMBER_BREAK = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_PUNCTUATION = re.compile(r"[^\w\x00]|_")


@lru_cache(maxsize=1 << 15)
def fold_text(text: str) -> str:
    """Fold width, case, look-alike signs and white space: 「問１ 」 and 「問1」 are one."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE_TABLE).lower().split())


def fold(text: pl.Expr) -> pl.Expr:
    """Fold a column as :func:`fold_text` folds one text."""
    return _fold_signs(text).str.replace_all(r"\s+", "")


def fold_spaced(text: pl.Expr) -> pl.Expr:
    """Fold a column, keeping one space where there is white space within, and one around a number in a circle."""
    apart = _fold_signs(text.str.replace_many(_CIRCLED, _CIRCLED_NUMBERS))
    return apart.str.replace_all(r"\s+", " ").str.strip_chars(" ")


def _fold_signs(text: pl.Expr) -> pl.Expr:
    alike = text.str.normalize("NFKC").str.replace_many(list(_ALIKE), list(_ALIKE.values()))
    return alike.str.to_lowercase()


@lru_cache(maxsize=1 << 15)
def fold_punctuation(text: str) -> str:
    """Fold punctuation too: 「問12．子育て」 is 「問12子育て」; 「問1_2」 and 「問1②」 are one, and not 「問12」."""
    broken = _NUMBER_BREAK.sub("\x00", fold_text(text.translate(_CIRCLED_TABLE)))
    return _PUNCTUATION.sub("", broken).replace("\x00", "_")


def fold_punctuation_of(folded: pl.Expr) -> pl.Expr:
    """Fold the punctuation of a folded column as :func:`fold_punctuation` does of one text."""
    between = r"(\d)(?:[^\w\x00]|_)+(\d)"
    return (
        folded.str.replace_all(between, "${1}\x00${2}")
        .str.replace_all(between, "${1}\x00${2}")  # once more, for single digits in a row: 1,2,3
        .str.replace_all(r"[^\w\x00]|_", "")
        .str.replace_all("\x00", "_", literal=True)
    )


def option_headings(question: MultipleQuestion, code: int) -> list[str]:
    """Headings of one option's column: as stated, or header with code, LimeSurvey code, label or alias."""
    if code in question.option_headers:
        return [question.option_headers[code]]
    option = question.options[code]
    ends = (str(code), f"SQ{code:03d}", option.label, f"{code}_{option.label}", *option.aliases)
    return [f"{header}_{end}" for header in question.headers for end in ends]


def option_near_headings(question: MultipleQuestion, code: int) -> list[str]:
    """Headings that a column of the option may be near to: what people call it, its code, then any of the question."""
    label = question.options[code].label
    return [
        *(f"{header}_{label}" for header in question.headers),
        option_headings(question, code)[0],
        *question.headers,
    ]


def known_headings(questionnaire: Questionnaire) -> Iterator[str]:
    """Every heading the questionnaire can do something with."""
    columns = questionnaire.columns
    yield from (*id_headings(questionnaire), *received_headings(questionnaire), *columns.ignore)
    for question in questionnaire.questions:
        yield from question_headings(question)
        if isinstance(question, MultipleQuestion):
            for code in question.options:
                yield from option_headings(question, code)


def question_headings(question: Question) -> tuple[str, ...]:
    """Headings of a question that stands in one column."""
    return question.headers


def id_headings(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Headings of 整理番号."""
    columns = questionnaire.columns
    return (columns.id, *columns.id_aliases) if columns.id else ()


def received_headings(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Headings of 受付日, with what forms call it."""
    columns = questionnaire.columns
    return (columns.received, *columns.received_aliases) if columns.received else ()
