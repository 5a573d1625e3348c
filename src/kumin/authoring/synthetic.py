"""Made-up answers that fit a questionnaire: for training, for tests, and to try a plan before its survey."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from graphlib import TopologicalSorter

import numpy as np
import polars as pl

from kumin.conditions import meets
from kumin.definitions import DateQuestion, MultipleQuestion, NumberQuestion, Question, Questionnaire, SingleQuestion
from kumin.definitions.questions import coded_columns
from kumin.errors import UsageError

NO_ANSWER = 0.04
"""Share of those asked who leave a question blank."""
MANY = 0.3
"""The chance of an option of a multiple answer, on average."""
SPAN = (0.0, 10.0)
"""Limits of a number whose question states none."""
DAYS = (date(2000, 1, 1), date(2000, 12, 31))
"""Limits of a date whose question states none."""


def synthetic(questionnaire: Questionnaire, n: int, *, seed: int = 0) -> pl.DataFrame:
    """Make up raw answers, as a file of the survey would hold them.

    Every question has shares of its own, drawn from ``seed``; questions do not depend on each other but by ``ask_if``.
    About one in twenty-five of those asked leaves a question blank, unless it is required. Nothing in it comes from
    real answers, and every id says so.

    Parameters
    ----------
    questionnaire : Questionnaire
        As :func:`load_questionnaire` returns it.
    n : int
        Respondents.
    seed : int
        The same seed gives the same answers.

    Returns
    -------
    DataFrame
        One row a respondent, all columns String: headings and cells as the questionnaire reads them. Codes of options;
        multiple answers in one cell, in a column for each option, or in slots, as ``layout`` says.

    Raises
    ------
    UsageError
        ``n`` is no whole number from 1, or more than the memory holds, ``seed`` none from 0, or ``questionnaire`` is no
        questionnaire.

    Examples
    --------
    >>> from kumin.definitions import Questionnaire
    >>> sex = {"id": "sex", "text": "Sex", "type": "single", "options": {1: "male", 2: "female"}}
    >>> asked = Questionnaire.model_validate({"id": "example", "title": "Example", "questions": [sex]})
    >>> synthetic(asked, 3, seed=1).shape
    (3, 1)
    """
    for value, least in ((n, 1), (seed, 0)):
        if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < least:
            given = value if isinstance(value, int | float) else type(value).__name__
            raise UsageError("synthetic_rows" if least else "synthetic_seed", n=given)
    if not isinstance(questionnaire, Questionnaire):
        raise UsageError("synthetic_questionnaire", kind=type(questionnaire).__name__)
    try:
        coded = _coded(questionnaire, n, np.random.default_rng(seed)) if n < sys.maxsize // 8 else None
    except MemoryError:
        coded = None
    if coded is None:
        raise UsageError("synthetic_memory")
    columns = questionnaire.columns
    head = []
    if columns.id:
        head.append(pl.format("架空-{}", pl.int_range(1, n + 1).cast(pl.String).str.zfill(5)).alias(columns.id))
    if columns.received:
        first = questionnaire.period.start if questionnaire.period else DAYS[0]
        last = questionnaire.period.end if questionnaire.period else DAYS[0]
        step = pl.int_range(0, n) * ((last - first).days + 1) // n
        head.append((pl.lit(first) + pl.duration(days=step)).cast(pl.Date).cast(pl.String).alias(columns.received))
    cells = [cell for question in questionnaire.questions for cell in _cells(question)]
    return coded.select(*head, *cells).fill_null("")


def _coded(questionnaire: Questionnaire, n: int, random: np.random.Generator) -> pl.DataFrame:
    """Answer every question, filter questions before those that depend on them."""
    depends = {question.id: set(question.ask_if) for question in questionnaire.questions}
    frame = pl.DataFrame({"row": np.arange(n)})
    for name in TopologicalSorter(depends).static_order():
        question = questionnaire.by_id[name]
        answered = random.random(n) >= (0.0 if question.required else NO_ANSWER)
        frame = frame.with_columns(_answers(question, n, random))
        inside = pl.Series(answered) & frame.select(meets(question.ask_if, questionnaire)).to_series()
        names = coded_columns(question) or [question.id]
        frame = frame.with_columns(pl.when(inside).then(pl.col(one)).alias(one) for one in names)
    return frame


def _answers(question: Question, n: int, random: np.random.Generator) -> list[pl.Series]:
    match question:
        case SingleQuestion():
            shares = random.dirichlet(np.full(len(question.options), 2.0))
            return [pl.Series(question.id, random.choice(list(question.options), n, p=shares))]
        case MultipleQuestion():
            return _marks(question, n, random)
        case NumberQuestion():
            low = SPAN[0] if question.minimum is None else question.minimum
            high = max(low, SPAN[1]) if question.maximum is None else question.maximum
            return [pl.Series(question.id, np.clip(np.floor(random.uniform(low, high + 1, n)), low, high))]
        case DateQuestion():
            first, last = question.earliest or DAYS[0], question.latest or DAYS[1]
            days = random.integers(0, max((last - first).days, 0) + 1, n)
            return [pl.Series(question.id, [first + timedelta(int(day)) for day in days])]
        case _:
            return [pl.Series(question.id, ["架空の意見です。" if one else None for one in random.random(n) < MANY])]


def _marks(question: MultipleQuestion, n: int, random: np.random.Generator) -> list[pl.Series]:
    """Mark options: at least one, no more than allowed, an exclusive one alone."""
    codes = list(question.options)
    chances = random.beta(1.5, 1.5 / MANY - 1.5, len(codes))
    alone = np.array([question.options[code].exclusive for code in codes])
    wish = random.random((n, len(codes))) / np.maximum(chances, 1e-6)
    rank = wish.argsort(axis=1).argsort(axis=1)
    most = min(question.max or len(codes), len(codes))
    chosen = ((wish < 1) | (rank == 0)) & (rank < most)
    first_alone = (alone[None, :] & (rank == 0)).any(axis=1)
    chosen = np.where(first_alone[:, None], rank == 0, chosen & ~alone[None, :])
    marks = [pl.Series(question.column(code), chosen[:, i]) for i, code in enumerate(codes)]
    return [pl.Series(question.id, chosen.sum(axis=1)), *marks]


def _cells(question: Question) -> list[pl.Expr]:
    """Write a question's answers as cells, under its headings."""
    heading = question.column_header
    if isinstance(question, NumberQuestion):
        column = pl.col(question.id)
        whole = column.cast(pl.Int64, strict=False)
        return [pl.when(whole == column).then(whole.cast(pl.String)).otherwise(column.cast(pl.String)).alias(heading)]
    if not isinstance(question, MultipleQuestion):
        return [pl.col(question.id).cast(pl.String).alias(heading)]
    codes = list(question.options)
    marks = [pl.when(pl.col(question.column(code))).then(pl.lit(str(code))) for code in codes]
    if question.layout == "columns":
        stated = question.option_headers
        names = [stated.get(code, f"{heading}_{code}") for code in codes]
        return [
            pl.when(pl.col(question.id).is_null()).then(pl.lit("")).otherwise(
                pl.col(question.column(code)).cast(pl.Int8).cast(pl.String)
            ).alias(name)
            for code, name in zip(codes, names, strict=True)
        ]  # fmt: skip
    if question.layout == "slots":
        listed = pl.concat_list(marks).list.drop_nulls()
        slots = sorted(question.option_headers.items()) or [
            (slot, f"{heading}_{slot}") for slot in range(1, (question.max or len(codes)) + 1)
        ]
        return [listed.list.get(i, null_on_oob=True).alias(name) for i, (_, name) in enumerate(slots)]
    return [pl.concat_str(marks, separator=question.separator, ignore_nulls=True).alias(heading)]
