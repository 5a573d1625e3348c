"""Was it the same question? Wording, options, base, population and mode against last year's definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kumin.definitions import Indicator, MultipleQuestion, Plan, Questionnaire, SingleQuestion

ASPECTS = ("wording", "options", "positive", "base", "domain", "population", "mode", "sampling")
"""What must be the same for two years to be compared."""

ESSENTIAL = ("wording", "options", "positive", "base", "domain", "population")
"""A difference in one of these makes a change doubtful; a difference of mode or sampling is named."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect of an indicator in two years.

    Parameters
    ----------
    aspect : str
        One of :data:`ASPECTS`.
    same : bool or None
        None where a year's is not known.
    before, after : str
        In the definitions' own words.
    """

    aspect: str
    same: bool | None
    before: str
    after: str


def measured_how(indicator: Indicator, plan: Plan, questionnaire: Questionnaire) -> dict[str, str]:
    """Describe how an indicator is measured, aspect by aspect, as text that can be kept and compared.

    Option codes are replaced by their labels, so that a mere renumbering is no difference.
    """
    survey = plan.surveys[indicator.survey]
    wording, options, positive, excluded = [], [], [], []
    for id_, codes in indicator.questions:
        question = questionnaire.by_id[id_]
        labels = _labels(question)
        wording.append(question.text)
        options.append(" / ".join(labels.values()))
        positive.append(" / ".join(labels.get(code, str(code)) for code in sorted(codes)))
        excluded += [labels.get(code, str(code)) for code in sorted(indicator.base.excluding)]
    domain = []
    for id_, codes in sorted(indicator.among.items()):
        question = questionnaire.by_id[id_]
        chosen = " / ".join(_labels(question).get(code, str(code)) for code in sorted(codes))
        domain.append(f"{question.text}: {chosen}")
    base = indicator.base.rule + (f" − {' / '.join(dict.fromkeys(excluded))}" if excluded else "")
    return {
        "wording": " | ".join(wording),
        "options": " | ".join(options),
        "positive": (f"{indicator.combine}: " if indicator.combine else "") + " | ".join(positive),
        "base": base,
        "domain": "; ".join(domain),
        "population": survey.of,
        "mode": " / ".join(sorted(survey.mode)),
        "sampling": survey.sampling,
    }


def _labels(question: Any) -> dict[int, str]:
    if isinstance(question, SingleQuestion | MultipleQuestion):
        return {code: option.label for code, option in question.options.items()}
    return {}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    """Compare two descriptions of :func:`measured_how`.

    Spaces do not count. An aspect that one of them does not tell (population or mode left empty) is not known.
    """
    for aspect in ASPECTS:
        old, new = before.get(aspect), after.get(aspect)
        may_be_empty = aspect == "domain"
        if old is None or new is None or (not may_be_empty and bool(old) != bool(new)):
            same = None
        else:
            same = _folded(old) == _folded(new)
        yield Difference(aspect, same, old or "", new or "")


def _folded(words: str) -> str:
    return "".join(words.split())


def comparable(found: list[Difference]) -> bool | None:
    """Whether a change may be read as one: no essential difference. None where an essential aspect is not known."""
    essential = [difference.same for difference in found if difference.aspect in ESSENTIAL]
    if any(same is False for same in essential):
        return False
    return None if any(same is None for same in essential) else True
