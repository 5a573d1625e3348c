"""The comments of validated answers: who wrote something, masked, with the writer's attributes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from kumin.comments.masks import mask
from kumin.definitions import Questionnaire, SingleQuestion, TextQuestion
from kumin.errors import UsageError
from kumin.responses.answers import Answers
from kumin.responses.table import ROW, source_names
from kumin.responses.validation.conditions import SOURCE

NOTHING: Final = r"^(?:特に|とくに)?(?:なし|無し|無|ない|ありません|ございません|無い)(?:です)?$"
"""What says that there is nothing to say; signs and spaces around it left out."""
MOST_LETTERS: Final = 32_000
"""UTF-16 units of a text that a cell takes; a spreadsheet holds 32,767."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Comments:
    """Comments, ready to be coded.

    Attributes
    ----------
    questions : list of (heading, count)
        Free-text questions, each with its number of comments.
    attributes : list of str
        Headings of the writers' attributes.
    categories : list of tuple of str
        The categories of each attribute, as asked.
    rows : list of tuple
        Question, text as masked, attributes.
    masks : Counter
        What was masked, by kind.
    nothing, left_out, shortened, controls : int
        Comments that say there is nothing to say, those of rows that are not used, those cut to a cell's size, and
        those with control characters, which are spaces now.
    """

    questions: list[tuple[str, int]] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    categories: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    masks: Counter[str] = field(default_factory=Counter)
    nothing: int = 0
    left_out: int = 0
    shortened: int = 0
    controls: int = 0


def text_questions(questionnaire: Questionnaire) -> list[TextQuestion]:
    """Return the free-text questions.

    Raises
    ------
    UsageError
        There is none.
    """
    found = [one for one in questionnaire.questions if isinstance(one, TextQuestion)]
    if not found:
        raise UsageError("comments_no_question", questionnaire=questionnaire.title)
    return found


def collect(answers: Answers, questionnaire: Questionnaire, signs: dict[str, str]) -> Comments:
    """Collect and mask what respondents wrote.

    Raises
    ------
    UsageError
        The questionnaire has no free-text question.
    """
    questions = text_questions(questionnaire)
    attributes = [one for one in questionnaire.questions if isinstance(one, SingleQuestion) and one.attribute]
    made = Comments(
        attributes=[one.text for one in attributes],
        categories=[tuple(option.label for option in one.options.values()) for one in attributes],
    )
    for question in questions:
        rows = pl.concat(_written(answers, question))
        used = rows.join(_used(answers, attributes), on=[SOURCE, ROW], how="left", maintain_order="left")
        made.left_out += int(used["_used"].is_null().sum())
        kept = used.filter(pl.col("_used"))
        plain = kept["text"].str.replace_all(r"[\s\p{P}\p{S}]", "")
        marks = {re.sub(r"\W", "", one) for one in question.missing(questionnaire.missing).no_answer}
        nothing = plain.str.contains(NOTHING) | plain.is_in(list(marks)) | (plain == "")
        made.nothing += int(nothing.sum())
        kept = kept.filter(~nothing)
        labels = [one.id for one in attributes]
        for text, own, *values in kept.select("text", "own", *labels).iter_rows():
            made.rows.append((question.column_header, _clean(text, own, signs, made), tuple(values)))
        made.questions.append((question.column_header, kept.height))
    return made


def _written(answers: Answers, question: TextQuestion) -> Iterator[pl.DataFrame]:
    """Yield each file's cells that hold something."""
    yield pl.DataFrame(schema={SOURCE: pl.String, ROW: pl.UInt32, "text": pl.String, "own": pl.String})
    for name, table, columns in zip(source_names(answers.tables), answers.tables, answers.columns, strict=True):
        place = columns.questions.get(question.id)
        if place is None:
            continue
        own = pl.Series("own", [None] * table.frame.height, dtype=pl.String) if columns.id is None else None
        frame = pl.DataFrame({ROW: table.frame[ROW], "text": table.text(place)}).with_columns(
            pl.lit(name).alias(SOURCE), (own if own is not None else table.text(columns.id or 0)).alias("own")
        )
        yield frame.filter(pl.col("text").str.strip_chars() != "").select(
            SOURCE, pl.col(ROW).cast(pl.UInt32), "text", "own"
        )


def _used(answers: Answers, attributes: list[SingleQuestion]) -> pl.DataFrame:
    """Return the rows that are used, with the labels of their attributes."""
    coded = answers.coded
    if SOURCE not in coded.columns:
        coded = coded.with_columns(pl.lit(source_names(answers.tables)[0]).alias(SOURCE))
    return coded.select(
        SOURCE,
        pl.col(ROW).cast(pl.UInt32),
        pl.lit(value=True).alias("_used"),
        *(
            pl.col(one.id)
            .replace_strict(
                {code: option.label for code, option in one.options.items()}, default=None, return_dtype=pl.String
            )
            .fill_null("")
            for one in attributes
        ),
    )


def _clean(text: str, own: str | None, signs: dict[str, str], made: Comments) -> str:
    """Mask a text and make it fit a cell."""
    text, times = _CONTROLS.subn(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    made.controls += bool(times)
    text, found = mask(text.strip(), signs, own)
    made.masks += found
    if len(text.encode("utf-16-le")) // 2 > MOST_LETTERS:
        text = text.encode("utf-16-le")[: 2 * MOST_LETTERS].decode("utf-16-le", "ignore") + "…"
        made.shortened += 1
    return text
