"""Whether the answers that a release was made of are those of an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

import polars as pl

from kumin.conditions import asked
from kumin.definitions import Questionnaire
from kumin.definitions.questions import ClosedQuestion

# no question can have one of these names: they are no identifiers
_ALIKE = "number alike"
_ASKED = "was asked"
_PEOPLE = "number of people"


def digests(coded: pl.DataFrame, questionnaire: Questionnaire, attributes: Collection[str]) -> dict[str, str]:
    """Make, by closed question, a digest of its answers with the attributes of who gave them, in no order.

    All that is published of a question follows from these. The digests are for the record that stays in the office.

    Parameters
    ----------
    coded : DataFrame
        The answers, one row a respondent.
    questionnaire : Questionnaire
        Whose they are.
    attributes : collection of str
        Questions by which there are groups.

    Returns
    -------
    dict of str to str
        SHA-256 in hexadecimal digits by question.

    Examples
    --------
    >>> from kumin.definitions import Questionnaire
    >>> question = {"id": "q", "text": "?", "header": "q", "type": "single", "options": {1: "a", 2: "b"}}
    >>> form = Questionnaire.model_validate({"id": "s", "title": "t", "columns": {}, "questions": [question]})
    >>> one, other, third = (digests(pl.DataFrame({"q": q}), form, []) for q in ([1, 2, 2], [2, 1, 2], [1, 1, 2]))
    >>> one == other, one == third
    (True, False)
    """
    own, closed = sorted(attributes), list(questionnaire.closed())
    rows = _as_text(coded, questionnaire, closed, own)
    # people alike in all attributes have one number, in their order: it is sorted faster than many texts
    alike = rows.select(own).unique().sort(own).with_row_index(_ALIKE)
    if own:
        rows = rows.join(alike, on=own, how="left", maintain_order="left")
    return {question.id: _digest(rows, question.id, alike) for question in closed}


def _as_text(
    coded: pl.DataFrame, questionnaire: Questionnaire, closed: Sequence[ClosedQuestion], attributes: Sequence[str]
) -> pl.DataFrame:
    """Write every answer as text, the codes of several joined, and beside it whether the question was asked."""
    answers = [
        pl.col(name).list.eval(pl.element().cast(pl.String)).list.join(",")
        if coded.schema[name].is_nested()
        else pl.col(name).cast(pl.String)
        for name in dict.fromkeys([*attributes, *(question.id for question in closed)])
    ]
    was_asked = [asked(question, questionnaire).alias(_asked_of(question.id)) for question in closed]
    return coded.select(*answers, *was_asked).fill_null("")


def _asked_of(question: str) -> str:
    return f"{_ASKED} {question}"


def _digest(rows: pl.DataFrame, question: str, alike: pl.DataFrame) -> str:
    """Count who is alike in attributes and answer, in their order, and make a digest of the table of these counts."""
    attributes = [name for name in alike.columns if name != _ALIKE]
    answer = [] if question in attributes else [question]
    keys = [*([_ALIKE] if attributes else []), *answer, _asked_of(question)]
    counted = rows.group_by(keys).agg(pl.len().alias(_PEOPLE)).sort(keys)
    if attributes:
        counted = counted.join(alike, on=_ALIKE, how="left", maintain_order="left")
    table = counted.select(*attributes, *answer, _asked_of(question), _PEOPLE)
    return sha256(table.write_csv().encode()).hexdigest()
