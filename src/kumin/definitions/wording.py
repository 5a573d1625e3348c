"""What words of a definition mean to the judgement: 「わからない」 among options, 「区民の割合」 in an indicator."""

from __future__ import annotations

import re

from kumin.definitions.indicator import Indicator
from kumin.definitions.questions import MultipleQuestion, Question, SingleQuestion

_UNSURE = re.compile(r"(わからない|分からない|判らない|わかりません|分かりません|don.t know|not sure)", re.IGNORECASE)
_RESIDENTS = re.compile(r"(区民|市民|町民|村民|住民)(等|など)?の(割合|比率|率)")


def is_unsure(label: str) -> bool:
    """Whether an option's words mean "don't know"."""
    return bool(_UNSURE.search(label))


def unsure_codes(question: Question) -> tuple[int, ...]:
    """Return the codes of the options that mean "don't know"; none for questions without options."""
    if not isinstance(question, SingleQuestion | MultipleQuestion):
        return ()
    return tuple(code for code, option in question.options.items() if is_unsure(option.label))


def about_residents(indicator: Indicator) -> bool:
    """Whether an indicator is meant to speak of the residents: by ``about``, or because its wording says so."""
    return indicator.about == "residents" or bool(_RESIDENTS.search(indicator.text))
