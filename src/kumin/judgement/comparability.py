"""Was it the same question? Wording, options, base, population and mode against last year's definitions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kumin.definitions import Indicator, MultipleQuestion, Plan, Questionnaire, Scale, SingleQuestion, Target
from kumin.judgement.surveys.weighting import UNWEIGHTED
from kumin.judgement.targets import MarkingRule

ASPECTS = ("wording", "options", "positive", "base", "weighting", "domain", "population", "mode", "sampling", "target")
"""What must be the same for two years to be compared."""

ESSENTIAL = ("wording", "options", "positive", "base", "weighting", "domain", "population")
"""A difference in one of these makes a change doubtful; a difference of mode, sampling or target is named."""

COUNTED_ANEW = ("base", "weighting")
"""In these an earlier year's answers, where they are at hand, are counted anew as this year's."""

Measured = Mapping[str, Mapping[str, str]]
"""Indicator → how it was measured, as :func:`measured_how` says."""


WEIGHTED = "weighted"
"""That the published value is weighted, by whatever weights; the other way is :data:`UNWEIGHTED`."""


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


def measured_how(
    indicator: Indicator, plan: Plan, questionnaire: Questionnaire, unweighted: Collection[str] = ()
) -> dict[str, str]:
    """Describe how an indicator is measured, aspect by aspect, as text that can be kept and compared.

    Option codes are replaced by their labels, so that a mere renumbering is no difference. ``unweighted`` are the
    indicators that could not be weighted although the plan says so.
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
        "weighting": UNWEIGHTED if plan.official == UNWEIGHTED or indicator.id in unweighted else WEIGHTED,
        "domain": "; ".join(domain),
        "population": survey.of,
        "mode": " / ".join(sorted(survey.mode)),
        "sampling": survey.sampling,
        "target": target_written(indicator, plan),
    }


def target_written(indicator: Indicator, plan: Plan) -> str:
    """Describe what an indicator is marked by: target, deadline, decimals, comparison and scale, as one JSON text.

    It is compared as a whole, and read again by :func:`marking_rule_of`.
    """
    scale = plan.scale_of(indicator)
    return json.dumps(
        {
            "target": indicator.target.written(),
            # a number's decimals are those it happens to be written with, unless the plan says them
            "decimals": indicator.decimals if indicator.unit else plan.decimals_of(indicator),
            "compare": indicator.target.compare or plan.compare,
            "scale": None if scale is None else scale.model_dump(mode="json", exclude_none=True),
        },
        ensure_ascii=False,
    )


def marking_rule_of(written: str, now: MarkingRule) -> MarkingRule | None:
    """Read what :func:`target_written` wrote; what it leaves open is as it is now. None where it cannot be read."""
    try:
        facts = json.loads(written)
        scale = None if facts["scale"] is None else Scale.model_validate(facts["scale"])
        target = Target.model_validate(facts["target"])
        decimals = now.decimals if facts["decimals"] is None else int(facts["decimals"])
        return MarkingRule(target, scale, decimals, now.metric_decimals, str(facts["compare"]))
    except (ValueError, KeyError, TypeError):
        return None


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


def comparable(found: Sequence[Difference], *, alike: Collection[str] = ()) -> bool | None:
    """Whether a change may be read as one: no essential difference. None where an essential aspect is not known.

    Parameters
    ----------
    found : sequence of Difference
    alike : collection of str
        Aspects that do not count: both years' values were worked out alike in them.
    """
    essential = [one.same for one in found if one.aspect in ESSENTIAL and one.aspect not in alike]
    if not essential:
        return None
    if any(same is False for same in essential):
        return False
    return None if any(same is None for same in essential) else True
