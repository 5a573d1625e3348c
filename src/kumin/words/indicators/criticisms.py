"""What residents and auditors ask of an indicator, answered in eleven lines, the same in every output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions.survey import DEFAULT_INTERVAL
from kumin.disclosure.policy import suppresses
from kumin.judgement.measures.stated import AS_RANDOM
from kumin.judgement.published import unbounded
from kumin.judgement.surveys.weighting import UNWEIGHTED
from kumin.judgement.verdicts.verdict import BY_COUNTS, MOVING, OF_COUNTS, Cause, Turned
from kumin.numbers import NONE, decimals_in, exact
from kumin.result import frame_rows, judgement_of
from kumin.words.audit import audit_past_sentences, audit_sentences, audit_survey_sentences
from kumin.words.indicators.change import change_sentences
from kumin.words.indicators.indicator import alike_sentences, path_sentences, population_sentences, target_sentences
from kumin.words.indicators.nonresponse import base_sentences, nonresponse_sentences
from kumin.words.indicators.past_values import past_interval_sentences, past_sentences
from kumin.words.indicators.pooled import pool_alike_sentences, pool_method_sentences, pool_part_sentences
from kumin.words.indicators.values import final_target, indicator_values
from kumin.words.indicators.verdict import (
    moved_sentences,
    other_weighting,
    rounding_sentences,
    sampling_sentences,
    weighted_sentences,
)
from kumin.words.rates import crossed_rate_sentences
from kumin.words.survey import Shown, left_out_sentences, rate_sentences, who_sentences
from kumin.words.words import Words, interval_name

if TYPE_CHECKING:
    from kumin.judgement import Judgement
    from kumin.result import Result


@dataclass(frozen=True)
class Line:
    """The answer to one criticism.

    Attributes
    ----------
    code : str
        Which, e.g. ``rounding``.
    heading : str
        It in words.
    said : tuple of str
        Sentences with their numbers; where there are none, one that says that nothing can be shown, and why.
    shown : bool
        Whether something can be shown.
    """

    code: str
    heading: str
    said: tuple[str, ...]
    shown: bool


@dataclass(frozen=True)
class Told:
    """What may be told of an indicator.

    Attributes
    ----------
    bases : bool
        What shows how many left the question out or chose わからない.
    weightings : bool
        What its percent is under another weighting.
    groups : Shown
        Groups of its survey.
    k : int, optional
        Groups of fewer people are not published; default the plan's.
    """

    bases: bool = True
    weightings: bool = True
    groups: Shown = field(default_factory=Shown)
    k: int | None = None


@dataclass(frozen=True)
class _Asked:
    """The indicator that is asked of, and how it may be told."""

    result: Result
    one: Judgement
    words: Words
    told: Told

    @property
    def id(self) -> str:
        return self.one.indicator.id

    @property
    def survey(self) -> str:
        return self.one.indicator.survey

    def text(self, code: str, /, **params: Any) -> str:
        return self.words.text(code, **params)


def criticism_lines(result: Result, indicator: str, words: Words, told: Told | None = None) -> tuple[Line, ...]:
    """Answer what is asked of an indicator: who answered, who did not, how it was counted, changed and published.

    Parameters
    ----------
    result : Result
        The run.
    indicator : str
        Its id.
    words : Words
        The words of the output.
    told : Told, optional
        What may be told of it; default everything.

    Returns
    -------
    tuple of Line
        One each of :data:`CRITICISMS`, in its order; none where the run has no such indicator.
    """
    one = judgement_of(result, indicator)
    if one is None:
        return ()
    asked = _Asked(result, one, words.to(one.target.decimals), told or Told())
    return tuple(_line(asked, code) for code in CRITICISMS)


def _line(asked: _Asked, code: str) -> Line:
    sentences, why = CRITICISMS[code]
    said, heading = tuple(sentences(asked)), asked.text(f"criticism_{code}")
    if said:
        return Line(code, heading, said, shown=True)
    return Line(code, heading, (asked.text("criticism_not_shown", reason=asked.text(why(asked))),), shown=False)


def _respondents(asked: _Asked) -> Iterator[str]:
    result, words = asked.result, asked.words
    if asked.one.from_no_survey:
        return
    yield from population_sentences(result, asked.one.indicator, words)
    if asked.one.indicator.pool is not None:
        return
    rows = frame_rows(result, "response_rates", survey=asked.survey)
    whole = next((row for row in rows if row["dimension"] is None and row["rate"] is not None), None)
    if whole is None:
        survey = result.plan.plan.surveys.get(asked.survey)  # a stated result may name none
        reason = "why_no_letters" if survey is None or survey.invited is None else "why_no_returned"
        yield words.text("say_rate_unknown", reason=words.text(reason))
    else:
        counts = {name: words.count(int(whole[name])) for name in ("responded", "invited")}
        yield words.text("say_rate_whole", rate=words.share(whole["rate"], 1), **counts)
        if whole["responded"] > whole["invited"]:
            yield words.text("say_rate_above")
    yield from audit_survey_sentences(result, asked.survey, words)
    yield from rate_sentences(result, asked.survey, words, asked.told.groups)
    yield from crossed_rate_sentences(result, asked.survey, words, asked.told.groups)
    yield from who_sentences(result, asked.survey, words, asked.told.groups)


def _nonresponse(asked: _Asked) -> Iterator[str]:
    return nonresponse_sentences(asked.result, asked.one, asked.words, bases=asked.told.bases)


def _no_answer(asked: _Asked) -> Iterator[str]:
    return base_sentences(asked.result, asked.one, asked.words) if asked.told.bases else iter(())


def _size(asked: _Asked) -> Iterator[str]:
    one, words, n = asked.one, asked.words, asked.one.value.n_base
    if n is None or one.from_no_survey:
        return
    interval = indicator_values(asked.result, one.indicator, _row(asked), words)["interval"]
    if interval == NONE:
        detail = one.verdict[Cause.SAMPLING].detail or one.value.not_estimable or "no_error"
        yield words.text("say_size_only", n=words.count(n), reason=words.text(f"why_{detail}"))
        return
    value = one.value
    everyone = value.census or (value.population is not None and n >= value.population)
    if everyone and value.lower == value.upper:
        yield words.text("say_size_all", n=words.count(n))
        yield from sampling_sentences(one, words)
        return
    facts = {"n": words.count(n), "interval": interval, "level": words.level}
    if one.value.nearly_everyone or one.value.census:
        yield words.text("say_size_everyone", **facts)
    elif one.value.stated and asked.survey not in asked.result.answers:
        effect = words.number(one.value.assumed_deff, 2)
        yield words.text(f"say_size_{one.value.assumed or AS_RANDOM}", deff=effect, **facts)
        yield from _method(asked)
    else:
        yield words.text("say_size", **facts)
    yield from pool_method_sentences(asked.result, one, words)
    yield from _precision(asked)
    yield from sampling_sentences(one, words)


def _method(asked: _Asked) -> Iterator[str]:
    """Name the method of a published percent's interval, where it is not the usual one or not the plan's."""
    value, survey = asked.one.value, asked.result.plan.plan.surveys.get(asked.survey)
    if value.method is None or survey is None or asked.one.unit is not None:
        return
    facts = {"used": interval_name(value.method, asked.words), "asked": interval_name(survey.interval, asked.words)}
    if value.refused is not None:
        yield asked.text("say_method_refused", reason=asked.text(f"why_{value.refused}"), **facts)
    elif value.method != DEFAULT_INTERVAL:
        yield asked.text("say_method", **facts)


def _precision(asked: _Asked) -> Iterator[str]:
    """Say how exact the survey was planned to be, and whether it is."""
    for row in frame_rows(asked.result, "margins", indicator=asked.id):
        if row["dimension"] is None and row["planned_margin_points"] is not None and row["margin_points"] is not None:
            facts = {
                "planned": asked.words.number(row["planned_margin_points"], 1),
                "margin": asked.words.number(row["margin_at_half_points"], 1),
            }
            yield asked.text("say_precision_reached" if row["reached"] else "say_precision_short", **facts)


def _weighting(asked: _Asked) -> Iterator[str]:
    result, words = asked.result, asked.words
    said = tuple(weighted_sentences(result, asked.one, words)) if asked.told.weightings else ()
    yield from said
    other = other_weighting(result, asked.one)
    if said and other is not None:
        weighting = result.plan.plan.official if other["weighting"] == UNWEIGHTED else other["weighting"]
        yield from left_out_sentences(result, asked.survey, weighting, words)
        yield words.text(f"say_official_{'weighted' if asked.one.value.weighted else 'unweighted'}")


def _change(asked: _Asked) -> Iterator[str]:
    return change_sentences(asked.result, asked.id, asked.words)


def _wording(asked: _Asked) -> Iterator[str]:
    yield from alike_sentences(asked.result, asked.one.indicator, asked.words)
    yield from pool_alike_sentences(asked.result, asked.one.indicator, asked.words)


def _target(asked: _Asked) -> Iterator[str]:
    result, item, words = asked.result, asked.one.indicator, asked.words
    values = indicator_values(result, item, _row(asked), words)
    if values["target"] == NONE:
        return
    by = values["target_by"]
    if (final := final_target(result, item, words)) is not None:
        step = words.text(f"say_step_{item.target.reference}")
        code = "say_target_step_by" if by else "say_target_step"
        yield words.text(code, target=values["target"], step=step, final=final, by=by)
    else:
        yield words.text("say_target_by" if by else "say_target", target=values["target"], by=by)
    yield from target_sentences(result, item, words)
    yield from moved_sentences(result, asked.one, words)
    same = [row["same"] for row in frame_rows(result, "comparability", indicator=item.id) if row["aspect"] == "target"]
    if same in ([True], [None], []):
        yield words.text("say_target_same" if same == [True] else "say_target_before_unknown")
    yield from path_sentences(result, item, words)


def _past(asked: _Asked) -> Iterator[str]:
    yield from pool_part_sentences(asked.result, asked.one.indicator, asked.words)
    yield from past_sentences(asked.result, asked.one, asked.words)
    yield from past_interval_sentences(asked.result, asked.one, asked.words)
    yield from audit_past_sentences(asked.result, asked.one.indicator, asked.words)


def _publication(asked: _Asked) -> Iterator[str]:
    one, words, value = asked.one, asked.words, asked.one.value
    if value.printed is None:
        return
    pooled = one.indicator.pool is not None and value.n_base is not None
    if asked.survey not in asked.result.answers and not pooled:
        stated = None if one.indicator.result is None else one.indicator.result.percent
        if stated is None or exact(stated) == exact(value.printed):
            yield words.text("say_published_plan")
        else:  # with more decimals than the plan publishes
            shown = words.amount(stated, one.unit or "%", decimals_in(stated))
            yield words.text("say_published_plan_rounded", value=shown)
        yield from audit_sentences(asked.result, one.indicator, words)
        return
    n = words.count(value.n_base)
    if value.n_positive is None or value.weighted or one.unit is not None:
        yield words.text("say_published_n", n=n)
    else:
        yield words.text("say_published_counts", n=n, count=words.count(value.n_positive))
    k = asked.result.plan.plan.disclosure.k if asked.told.k is None else asked.told.k
    if suppresses(k):
        yield words.text("say_published_k", k=k)
        if value.n_base is not None and 0 < value.n_base < k:
            yield words.text("say_published_few", k=k)


def _row(asked: _Asked) -> dict[str, Any]:
    found = asked.result.judgements.filter(pl.col("indicator") == asked.id)
    return found.row(0, named=True) if found.height else {}


def _why(asked: _Asked, otherwise: str) -> str:
    """Return the code of why a line shows nothing: what is missing altogether, before what this line lacks."""
    if asked.one.value.printed is None:
        return "why_no_value"
    if asked.one.from_no_survey:
        # a percent of an unknown number of people is no plain number
        return "why_no_n" if asked.one.unit == "%" else "why_no_survey"
    if asked.one.indicator.pool is not None:
        return "why_pooled"
    if asked.survey not in asked.result.answers:
        return "why_no_answers"
    return otherwise


def _why_nonresponse(asked: _Asked) -> str:
    one = asked.one
    published = asked.survey not in asked.result.answers and one.indicator.pool is None
    if one.value.printed is not None and not one.from_no_survey and published:
        return f"why_{unbounded(asked.result.plan.plan, one) or 'no_letters'}"
    if asked.one.verdict[Cause.NONRESPONSE].detail in (MOVING, OF_COUNTS, BY_COUNTS):
        return _why(asked, f"why_{asked.one.verdict[Cause.NONRESPONSE].detail}")
    turned = asked.one.verdict[Cause.NONRESPONSE].turned
    return _why(asked, "why_hidden" if turned in (Turned.YES, Turned.NO) else _why_unbounded(asked))


def _why_unbounded(asked: _Asked) -> str:
    """Say why what those who did not answer could do is not worked out."""
    rows = frame_rows(asked.result, "response_rates", survey=asked.survey)
    whole = next((row for row in rows if row["dimension"] is None and row["invited"] is not None), None)
    if whole is None:
        return "why_no_letters"
    return "why_answers_above_letters" if whole["responded"] > whole["invited"] else "why_not_bounded"


def _why_no_answer(asked: _Asked) -> str:
    if asked.told.bases:
        return _why(asked, "why_no_rules" if asked.one.unit is None else "why_no_percent")
    return _why(asked, "why_hidden")


def _why_weighting(asked: _Asked) -> str:
    population = asked.result.plan.populations.get(asked.survey)
    has_table = population is not None and bool(population.dimensions)
    formed = any(row["note"] is None for row in frame_rows(asked.result, "weights", survey=asked.survey))
    lacking = "why_no_weights" if has_table and not formed else "why_no_population"
    return _why(asked, lacking if asked.told.weightings else "why_hidden")


def _why_rounding(asked: _Asked) -> str:
    one = asked.one
    if one.value.printed is None:
        return "why_no_value"
    if one.from_no_survey:
        return "why_published_only"
    if one.value.n_base is None:
        return "why_no_n"
    return "why_weighted" if one.value.weighted else "why_percent_not_of_n"


def _why_size(asked: _Asked) -> str:
    known = asked.one.value.printed is None or asked.one.from_no_survey
    return _why(asked, "why_no_n") if known else "why_no_n"


def _why_past(asked: _Asked) -> str:
    return "why_no_value" if asked.one.value.printed is None else "why_no_past"


def _why_wording(asked: _Asked) -> str:
    if asked.one.from_no_survey:
        return _why(asked, "why_no_survey")
    return "why_no_past" if asked.one.change is None else "why_no_questionnaire"


def _why_target(asked: _Asked) -> str:
    return "why_no_reference" if asked.one.indicator.target.promises else "why_monitored"


Maker = tuple[Callable[[_Asked], Iterator[str]], Callable[[_Asked], str]]

CRITICISMS: dict[str, Maker] = {
    "respondents": (_respondents, partial(_why, otherwise="why_no_letters")),
    "nonresponse": (_nonresponse, _why_nonresponse),
    "no_answer": (_no_answer, _why_no_answer),
    "size": (_size, _why_size),
    "weighting": (_weighting, _why_weighting),
    "rounding": (lambda asked: rounding_sentences(asked.one, asked.words), _why_rounding),
    "change": (_change, _why_past),
    "wording": (_wording, _why_wording),
    "target": (_target, _why_target),
    "past": (_past, lambda _: "why_no_past"),
    "publication": (_publication, lambda _: "why_no_value"),
}
"""The criticisms in their order: what answers each, and why nothing can."""
