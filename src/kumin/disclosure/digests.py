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
    found = {}
    for question in questionnaire.closed():
        names = list(dict.fromkeys([*sorted(attributes), question.id]))
        answers = [pl.col(name).cast(pl.List(pl.Int16)).list.eval(pl.element().cast(pl.String)).list.join(",")
                   if coded.schema[name].is_nested() else pl.col(name).cast(pl.String) for name in names]  # fmt: skip
        rows = coded.select(*answers, asked(question, questionnaire).alias("asked of")).fill_null("")
        counted = rows.group_by(pl.all()).len().sort(pl.all())
        found[question.id] = sha256(counted.write_csv().encode()).hexdigest()
    return found
