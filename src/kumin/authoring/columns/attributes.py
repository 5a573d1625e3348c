"""Which questions of a draft are attributes of the respondent: what tables are usually broken down by."""

from __future__ import annotations

import re

from kumin.definitions import Question, SingleQuestion
from kumin.responses.folding import fold_text

_ATTRIBUTES = re.compile(
    r"性別|^性$|年[齢代層]|年齢層|居住地|お?住まい(?:の)?(?:地[域区]|町|校区|小学校区)|^地[域区]$|地域区分|小学校区|職業"
    r"|世帯(?:構成|人数|類型)|家族構成|居住年数|居住形態|^sex$|^gender$|^age(?:group|band)?$|^district$|^occupation$"
)
_LONGEST = 40
_MOST_OPTIONS = 40
"""A list of more is no breakdown that can be read."""


def is_attribute(question: Question) -> bool:
    """Tell by its wording whether a question is an attribute: sex, age, district, occupation, household.

    Examples
    --------
    >>> from kumin.definitions import SingleQuestion
    >>> sex = SingleQuestion(id="q1", text="あなたの性別", type="single", options={1: "男性", 2: "女性"})
    >>> is_attribute(sex)
    True
    """
    if not isinstance(question, SingleQuestion) or not 1 < len(question.options) <= _MOST_OPTIONS:
        return False
    names = (fold_text(name) for name in (question.text, question.header, question.id) if name)
    return any(len(name) <= _LONGEST and _ATTRIBUTES.search(name) for name in names)
