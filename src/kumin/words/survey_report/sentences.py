"""The sentences on a question, each with the fact that it states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kumin.definitions import MultipleQuestion, NumberQuestion, SingleQuestion
from kumin.reporting.answers import scale_of
from kumin.tables.crossing import parts_of
from kumin.words.survey import dimension_words
from kumin.words.survey_report.style import StyledWords
from kumin.words.tables import category_label

if TYPE_CHECKING:
    from kumin.definitions import Question
    from kumin.reporting.facts import Fact, Number
    from kumin.reporting.questions import Reported

SHORT = 12
"""Letters of an axis's name that stands in a sentence without brackets."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on a question, and what it rests on."""

    question: str
    text: str
    fact: Fact

    def record(self) -> dict[str, Any]:
        """Return it as plain values, the numbers it rests on among them."""
        return {"question": self.question, "text": self.text, **self.fact.record()}


@dataclass(frozen=True, slots=True)
class _Saying:
    """What a sentence is made with."""

    survey: Reported
    question: Question
    words: StyledWords

    @property
    def of_two(self) -> bool:
        """Whether the question has one answer out of two."""
        return isinstance(self.question, SingleQuestion) and len(self.question.options) == 2

    def label(self, code: int) -> str:
        """Put the words of an option into its brackets."""
        return self.words.option(self._plain(code))

    def _plain(self, code: int) -> str:
        assert isinstance(self.question, SingleQuestion | MultipleQuestion)
        return self.question.options[code].label

    def what(self, codes: Sequence[int]) -> str:
        """Name one option, or several together by the outermost of them."""
        if len(codes) == 1:
            return self.label(codes[0])
        assert isinstance(self.question, SingleQuestion | MultipleQuestion)
        scale = scale_of(self.question)
        outermost = codes[0] if scale is None else max(codes, key=lambda code: abs(scale.scores[code]))
        return self.words.merged(self._plain(outermost))

    def axis(self, axis: str) -> str:
        """Name an axis: 性別, 「お住まいの年数」."""
        result, key = self.survey.published.result, self.survey.key
        name = " × ".join(dimension_words(result, key, id_) for id_ in parts_of(axis))
        return name if len(name) <= SHORT else self.words.question(name)

    def group(self, one: Number) -> str:
        """Name a group with its percent and its n."""
        label = category_label(self.survey.questionnaire, str(one.axis), str(one.category), self.words.words)
        percent, n = self.words.percent(one.percent), self.words.words.count(one.n_base)
        return self.words.text("sr_group", label=self.words.option(label), percent=percent, n=n)

    def chosen(self, one: Number) -> str:
        """Say an option with its percent."""
        return self.words.text("sr_option_is", option=self.what(one.options), percent=self.words.percent(one.percent))


def sentences(survey: Reported, question: Question, words: StyledWords) -> list[Sentence]:
    """Word what there is to say of a question, in the order in which it is said.

    Parameters
    ----------
    survey : Reported
        The survey.
    question : Question
        One of its questions.
    words : StyledWords
        Language and style.
    """
    saying = _Saying(survey, question, words)
    made = ((_SAY[fact.kind](saying, fact), fact) for fact in survey.facts(question))
    return [Sentence(question.id, text, fact) for text, fact in made]


def _plain(code: str) -> Callable[[_Saying, Fact], str]:
    return lambda saying, _: saying.words.text(code)


def _top(saying: _Saying, fact: Fact) -> str:
    first, *others = fact.numbers
    params = {"option": saying.what(first.options), "percent": saying.words.percent(first.percent)}
    if not others:
        return saying.words.text("sr_top", **params)
    if saying.of_two:
        other = fact.numbers[1]
        return saying.words.text(
            "sr_of_two", other=saying.what(other.options), less=saying.words.percent(other.percent), **params
        )
    return saying.words.text("sr_top_then", others=saying.words.listed(map(saying.chosen, others)), **params)


def _close(saying: _Saying, fact: Fact) -> str:
    code = "sr_close_two" if saying.of_two else "sr_close"
    return saying.words.text(code, options=saying.words.listed(map(saying.chosen, fact.numbers)))


def _order(saying: _Saying, fact: Fact) -> str:
    return saying.words.text("sr_order", options=saying.words.listed(map(saying.chosen, fact.numbers)))


def _only(saying: _Saying, fact: Fact) -> str:
    return saying.words.text("sr_only", option=saying.chosen(fact.numbers[0]))


def _merged(saying: _Saying, fact: Fact) -> str:
    parts = []
    for one in fact.numbers:
        if len(one.options) == 1:
            parts.append(saying.chosen(one))
            continue
        options = saying.words.words.joined(map(saying.label, one.options), "sr_and")
        percent = saying.words.percent(one.percent)
        parts.append(
            saying.words.text("sr_merged_is", options=options, merged=saying.what(one.options), percent=percent)
        )
    return saying.words.text("sr_merged", parts=saying.words.listed(parts))


def _score(saying: _Saying, fact: Fact) -> str:
    (one,), plain = fact.numbers, saying.words.words
    high, low = scored_between(saying.question)
    ends = {"high": plain.number(high, 0), "low": plain.number(low, 0)}
    return saying.words.text("sr_score", mean=plain.number(one.mean, 2), n=plain.count(one.n_base), **ends)


def scored_between(question: Question) -> tuple[int, int]:
    """Return the highest and the lowest score of a scale."""
    assert isinstance(question, SingleQuestion)
    scale = scale_of(question)
    assert scale is not None
    return max(scale.scores.values()), min(scale.scores.values())


def scoring(question: SingleQuestion, words: StyledWords) -> str:
    """Say which options have which score; empty for a question that is no scale."""
    scale = scale_of(question)
    if scale is None:
        return ""
    plain = words.words
    points = (
        plain.text("sr_score_of", option=words.option(question.options[code].label), points=plain.number(score, 0))
        for code, score in scale.scores.items()
    )
    return words.text("sr_scoring", points=words.listed(points))


def _groups(saying: _Saying, fact: Fact) -> str:
    sides = {
        way: saying.words.listed(saying.group(one) for one in fact.numbers if one.direction == way)
        for way in ("higher", "lower")
    }
    params = {"axis": saying.axis(fact.axes[0]), "what": saying.what(fact.numbers[0].options)}
    if all(sides.values()):
        return saying.words.text("sr_groups_both", **params, **sides)
    way = "higher" if sides["higher"] else "lower"
    return saying.words.text(f"sr_groups_{way}", groups=sides[way], **params)


def _alike(saying: _Saying, fact: Fact) -> str:
    axes = saying.words.words.joined(map(saying.axis, fact.axes), "label_joiner")
    codes = saying.survey.counted[saying.question.id]
    return saying.words.text("sr_groups_alike", axes=axes, what=saying.what(codes))


def _changed(saying: _Saying, fact: Fact) -> str:
    parts = []
    for one in fact.numbers:
        code = "sr_rose" if one.direction == "higher" else "sr_fell"
        points = saying.words.points(one.change or 0.0)
        parts.append(saying.words.text(code, option=saying.what(one.options), points=points))
    year = saying.words.words.named_year(fact.numbers[0].year or 0)
    return saying.words.text("sr_changed", year=year, changes=saying.words.listed(parts))


def _unchanged(saying: _Saying, fact: Fact) -> str:
    return saying.words.text("sr_unchanged", year=saying.words.words.named_year(fact.numbers[0].year or 0))


def _number(saying: _Saying, fact: Fact) -> str:
    (one,), plain = fact.numbers, saying.words.words
    assert isinstance(saying.question, NumberQuestion)
    unit, decimals = saying.question.unit, saying.survey.decimals_of(saying.question)
    params = {"mean": plain.amount(one.mean, unit, decimals + 1), "n": plain.count(one.n_base)}
    if one.median is None:
        return saying.words.text("sr_mean", **params)
    return saying.words.text("sr_mean_median", median=plain.amount(one.median, unit, decimals), **params)


def _date(saying: _Saying, fact: Fact) -> str:
    (one,), plain = fact.numbers, saying.words.words
    day = date.fromisoformat(one.median_date or "")
    return saying.words.text("sr_median_date", day=plain.date(day), n=plain.count(one.n_base))


def _counts(saying: _Saying, fact: Fact) -> str:
    """Say counts in the order of the form: where a hidden option may stand is not known."""
    plain = saying.words.words
    said = [
        saying.words.text("sr_count_of", option=saying.what(one.options), n=plain.count(one.n_positive))
        for one in fact.numbers
    ]
    return saying.words.text("sr_counts", options=plain.joined(said, "sr_joiner"))


def _text(saying: _Saying, fact: Fact) -> str:
    return saying.words.text("sr_text", n=saying.words.words.count(fact.numbers[0].n_base))


_SAY: dict[str, Callable[[_Saying, Fact], str]] = {
    "no_answers": _plain("sr_no_answers"),
    "not_shown": _plain("sr_not_shown"),
    "top": _top,
    "close": _close,
    "order": _order,
    "only": _only,
    "merged": _merged,
    "score": _score,
    "groups": _groups,
    "groups_alike": _alike,
    "changed": _changed,
    "unchanged": _unchanged,
    "number": _number,
    "date": _date,
    "counts": _counts,
    "text": _text,
}
"""What words each kind of fact."""
