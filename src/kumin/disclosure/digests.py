"""Whether the answers that a release was made of are those of an earlier one."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

import polars as pl

from kumin.conditions import asked
from kumin.definitions import Questionnaire


def digests(coded: pl.DataFrame, questionnaire: Questionnaire, attributes: Collection[str]) -> dict[str, str]:
    """Make, by closed question, a digest of its answers with the attributes of who gave them, in no order.

    All that is published of a question follows from these. The digests are for the record that stays in the office.

    Parameters
    ----------
    coded : DataFrame
        The answers.
    questionnaire : Questionnaire
        Whose they are.
    attributes : collection of str
        Questions by which there are groups.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> from kumin.definitions import Questionnaire
    >>> question = {"id": "q", "text": "?", "header": "q", "type": "single", "options": {1: "a", 2: "b"}}
    >>> form = Questionnaire.model_validate({"id": "s", "title": "t", "columns": {}, "questions": [question]})
    >>> one, other, third = (digests(pl.DataFrame({"q": q}), form, []) for q in ([1, 2, 2], [2, 1, 2], [1, 1, 2]))
    >>> one == other, one == third
    (True, False)
    """
    found, own, closed = {}, sorted(attributes), list(questionnaire.closed())
    names = dict.fromkeys([*own, *(question.id for question in closed)])
    answers = [pl.col(name).cast(pl.List(pl.Int16)).list.eval(pl.element().cast(pl.String)).list.join(",")
               if coded.schema[name].is_nested() else pl.col(name).cast(pl.String) for name in names]  # fmt: skip
    was_asked = [asked(question, questionnaire).alias(f"asked {question.id}") for question in closed]
    rows = coded.select(*answers, *was_asked).fill_null("")
    # people alike in all attributes have one number, in their order: it is sorted faster than many texts
    alike = rows.select(own).unique().sort(own).with_row_index("alike") if own else pl.DataFrame()
    rows = rows.join(alike, on=own, how="left", maintain_order="left") if own else rows
    for question in closed:
        of_question = [] if question.id in own else [question.id]
        keys = [*(["alike"] if own else []), *of_question, "asked of"]
        counted = rows.rename({f"asked {question.id}": "asked of"}).group_by(keys).len().sort(keys)
        if own:
            counted = counted.join(alike, on="alike", how="left", maintain_order="left")
        told = counted.select(*own, *of_question, "asked of", "len")
        found[question.id] = sha256(told.write_csv().encode()).hexdigest()
    return found
