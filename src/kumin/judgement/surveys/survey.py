"""What one survey's answers say beside its percents: response, margins, early and late, weighting, who answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from kumin.definitions import Indicator, Plan, Population, Questionnaire, SingleQuestion, Survey
from kumin.estimation import SurveyDesign, Weighted, compare_estimates, weight_diagnostics
from kumin.estimation.linearized.sums import IN_MEMORY_ROWS
from kumin.judgement.bases import base_rules
from kumin.judgement.goals import Marking
from kumin.judgement.measures import estimate_indicators
from kumin.judgement.measures.drawn import DESIGNED, WEIGHT, Drawn, drawn
from kumin.judgement.surveys.frames import DESIGN, EARLY_LATE, WEIGHTS
from kumin.judgement.surveys.representativeness import Labels, Representativeness, representativeness
from kumin.judgement.surveys.weighting import Classes, Weighting, merged_classes, recoded, weigh, weighting_margins

Row = dict[str, Any]


@dataclass(frozen=True)
class SurveyAnswers:
    """A survey and its answers.

    Parameters
    ----------
    key : str
        The plan's key.
    plan : Plan
    questionnaire : Questionnaire
    population : Population or None
    coded : DataFrame
        Coded answers.
    level : float
        Confidence level.
    letters : Population or None
        Letters sent, by cell, where they are known.
    """

    key: str
    plan: Plan
    questionnaire: Questionnaire
    population: Population | None
    coded: pl.DataFrame
    level: float = 0.95
    letters: Population | None = None

    @property
    def survey(self) -> Survey:
        """Its definition."""
        return self.plan.surveys[self.key]

    @property
    def indicators(self) -> list[Indicator]:
        """The indicators it measures."""
        return [indicator for _, indicator in self.plan.indicators(self.key)]

    @property
    def total(self) -> int | None:
        """Size of the population."""
        return self.population.total if self.population else None

    @property
    def arrived(self) -> int | None:
        """Letters that arrived: 発送数 less those that came back."""
        if self.letters is not None and self.survey.invited is None:
            return self.letters.total - self.survey.undeliverable
        return self.survey.arrived

    @property
    def silent(self) -> int | None:
        """How many of them did not answer; None where more answered than arrived, for then nobody knows.

        A census speaks of its whole population, whether or not a letter reached everyone: so do its intervals.
        """
        if self.arrived is None or self.arrived < self.coded.height:
            return None
        people = self.total if self.survey.is_census and self.total is not None else 0
        return max(self.arrived, people) - self.coded.height

    @property
    def returned(self) -> float | None:
        """Answers over letters that arrived."""
        return None if self.arrived is None else self.coded.height / self.arrived

    @property
    def cells(self) -> pl.DataFrame | None:
        """The population's cells, where there are any dimensions."""
        return self.population.cells if self.population and self.population.dimensions else None

    @property
    def labels(self) -> Labels:
        """Words of the codes of single answers."""
        return {
            question.id: {code: option.label for code, option in question.options.items()}
            for question in self.questionnaire.questions
            if isinstance(question, SingleQuestion)
        }

    @cached_property
    def drawn(self) -> Drawn | None:
        """The answers by the design that the plan states; None where it states none."""
        design = self.survey.design
        if design is None:
            return None
        labels = self.labels.get(design.strata, {})
        return drawn(self.coded, design, self.population, self.survey.invited, labels)

    def method(self, *, weighted: bool) -> str:
        """Name the interval of shares: the exact one is of unweighted answers, and with weights logit covers better."""
        method = self.survey.interval
        return "logit" if method in ("finite_exact", "wilson") and weighted else method

    def estimates(
        self, coded: pl.DataFrame | pl.LazyFrame | None = None, design: SurveyDesign | None = None
    ) -> pl.DataFrame:
        """Estimate the indicators, unweighted by the plan's design, or by the one given."""
        method = self.method(weighted=coded is not None or design is not None)
        answers = self.coded if coded is None else coded
        population = self.survey.everyone(self.total, self.coded.height) if coded is None else None
        if self.drawn is not None and design is None:
            design = self.drawn.unweighted
            answers = self.drawn.frame if coded is None else coded
            # of whom a stratum's answers stand for so many is not told by their number
            population = None if self.drawn.has_weights else population
        return estimate_indicators(
            answers, self.questionnaire, self.indicators, design=design, method=method, level=self.level,
            population=population,
        )  # fmt: skip


def design_frame(data: SurveyAnswers) -> pl.DataFrame:
    """Describe the design of a survey: its strata with letters, people, answers and weights."""
    rows = () if data.drawn is None else data.drawn.rows
    return DESIGN.of([{"survey": data.key, **row} for row in rows])


def who_answered(data: SurveyAnswers) -> Representativeness | None:
    """Compare respondents with the population; None where its cells are not known."""
    if data.cells is None or data.coded.is_empty():
        return None
    letters = data.arrived if data.letters is None else data.letters.cells
    return representativeness(data.coded, data.cells, invited=letters, level=data.level, labels=data.labels)


def weightings(data: SurveyAnswers) -> list[Weighting]:
    """Weight the survey by its design, and in every way the plan asks for, or by default; these not without cells."""
    if data.coded.is_empty() or not data.survey.has_sampling_error:
        return []
    own = [] if data.drawn is None or not data.drawn.has_weights else [_by_design(data.drawn, data.survey)]
    if data.cells is None:
        return own
    answers, design = (data.coded, None) if data.drawn is None else (data.drawn.frame, data.drawn.weighted)
    merged = {} if data.survey.weighting is not None else merged_classes(data.coded, data.cells)
    respondents, people = recoded(data.coded, merged), recoded(data.cells, merged)
    margins = weighting_margins(respondents, people, data.survey.weighting)
    return [*own, *weigh(answers, data.cells, margins, merged, design)]


def _by_design(found: Drawn, survey: Survey) -> Weighting:
    """Describe the design's own weights as the others are; their dimension is the question that they come from."""
    assert survey.design is not None
    source = survey.design.weight or survey.design.strata
    diagnostics = weight_diagnostics(found.frame[WEIGHT]).with_columns(converged=pl.lit(value=True))
    table = Weighted(found.frame, found.weighted, diagnostics, pl.DataFrame())
    return Weighting(DESIGNED, ((source,),), table, 0)


def weights_frame(data: SurveyAnswers, found: Sequence[Weighting]) -> pl.DataFrame:
    """Describe the weights."""
    rows: list[Row] = []
    for weighting in found:
        row: Row = {
            "survey": data.key, "weighting": weighting.name, "dimensions": weighting.dimensions,
            "n": data.coded.height, "n_unknown": weighting.n_unknown,
            "merged": ";".join(f"{name}={_classes(groups)}" for name, groups in weighting.merged.items()) or None,
            "left_out": ";".join(weighting.left_out) or None,
        }  # fmt: skip
        if weighting.problem is not None:
            row["note"] = weighting.problem.code
        if weighting.weighted is not None:
            facts = weighting.weighted.diagnostics.row(0, named=True)
            row |= {"deff_kish": facts["kish_deff"], "n_eff": facts["n_eff"]}
            row |= {"weight_min": facts["min"] / facts["mean"], "weight_max": facts["max"] / facts["mean"]}
            row["note"] = None if facts["converged"] else "weights_not_converged"
        rows.append(row)
    return WEIGHTS.of(rows)


def _classes(groups: Classes) -> str:
    """Write merged classes: 1+2,5+6."""
    return ",".join("+".join(map(str, group)) for group in groups if len(group) > 1)


def bases(data: SurveyAnswers, markings: Mapping[str, Marking]) -> pl.DataFrame:
    """Give the percent under every base rule."""
    decimals = {indicator.id: data.plan.decimals_of(indicator) for indicator in data.indicators}
    return base_rules(data.coded, data.questionnaire, data.indicators, markings, survey=data.key, decimals=decimals)


def early_late(data: SurveyAnswers) -> pl.DataFrame:
    """Compare late with early answers, halves by the day of receipt.

    Empty where days are not known, or nearly everyone was reached (``interval: finite_exact``).

    Who answers late is often taken as nearest to who does not answer (Lin & Schaeffer 1995, Public Opinion
    Quarterly 59).
    """
    if "received" not in data.coded.columns or data.survey.interval == "finite_exact":
        return EARLY_LATE.of([])
    day = pl.col("received")
    answers = data.coded if data.drawn is None else data.drawn.frame
    days = data.coded.select(day.drop_nulls()).group_by(day).len().sort(day)
    middle = (int(days["len"].sum()) - 1) // 2
    last = days.filter(pl.col("len").cum_sum() > middle)["received"].first()
    if last is None or last == days["received"].last():
        return EARLY_LATE.of([])
    early, late = (data.estimates(_half(answers, half)) for half in (day <= last, day > last))
    compared = compare_estimates(early, late, adjust="holm")
    rows = [
        {
            "survey": data.key,
            "indicator": row["indicator"],
            "last_early_day": last,
            "n_early": row["n_previous"],
            "percent_early": _percent(row["previous"]),
            "n_late": row["n_current"],
            "percent_late": _percent(row["current"]),
            "difference_points": _percent(row["difference"]),
            "lower_points": _percent(row["lower"]),
            "upper_points": _percent(row["upper"]),
            "p_value": row["p_value"],
            "p_holm": row["p_adjusted"],
        }
        for row in compared.iter_rows(named=True)
    ]
    return EARLY_LATE.of(rows)


def _half(answers: pl.DataFrame, half: pl.Expr) -> pl.DataFrame | pl.LazyFrame:
    """Take some of the answers; of many they are not copied, but filtered as they are summed."""
    return answers.lazy().filter(half) if answers.height > IN_MEMORY_ROWS else answers.filter(half)


def _percent(value: float | None) -> float | None:
    return None if value is None else 100 * value
