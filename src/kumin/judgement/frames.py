"""The frames of a plan's indicators: what each column is, once.

Percents are out of 100 (``_percent``, differences ``_points``), probabilities and rates are proportions 0-1. What is
not known is null, never 0. Codes are stable English words; ``survey`` and ``indicator`` are the plan's ids. What
stands beside them of one survey's answers is in :mod:`kumin.judgement.surveys.frames`.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from kumin.frames import Column, frame

_S, _I, _F, _B, _Y = pl.String, pl.Int64, pl.Float64, pl.Boolean, pl.Int32
VALUE: Final = "percent or the indicator's unit"
PER_YEAR: Final = f"{VALUE}, a year"

ISSUE = Column("issue", _S, "", "The plan's id of the issue.")
INDICATOR = Column("indicator", _S, "", "The plan's id of the indicator.")
SURVEY = Column("survey", _S, "", "The plan's key of the survey; null for a number from no survey.")
UNIT = Column("unit", _S, "", "Unit of a number, in the plan's words; null where the value is a percent.")
DECIMALS = Column("decimals", _I, "digits", "Decimals that its values are printed with.")
N_BASE = Column("n_base", _I, "people", "Answers in the base.")
N_POSITIVE = Column("n_positive", _I, "people", "Of them, answers that count; null for a mean of percents.")
COMPARISON = Column("comparison", _S, "", "at_least, more_than, at_most, less_than, between.")
STEP = Column("verdict", _S, "", "certain, firm, depends, unknown: how far the mark can be relied on.")
MARK = Column("judgement", _S, "", "A, B or a mark of the plan's scale; null where it was not judged.")
FLAGS = Column("flags", _S, "", "What to keep in mind: values of Flag in its order, joined by ;.")
TARGET_VALUE = Column("target_value", _F, VALUE, "End of the target; of a range the lower one.")
TARGET_HIGH = Column("target_high", _F, VALUE, "Upper end of a target that is a range.")
LOWER = Column("lower", _F, VALUE, "Lower end of the value's confidence interval, of percents and numbers alike.")
UPPER = Column("upper", _F, VALUE, "Upper end of the value's confidence interval.")
ESTIMATE = Column(
    "estimate", _F, "the indicator's unit", "Estimate of what is no percent; se and limits too are in it."
)
CHANGE_STATEMENT = Column(
    "statement", _S, "",
    "rose, fell, within_error, within_bounds (of non-return), same, not_comparable, alike_unknown, cannot_tell.",
)  # fmt: skip
PREVIOUS_YEAR = Column("previous_year", _Y, "year", "Fiscal year of the value before.")
PREVIOUS_VALUE = Column("previous_value", _F, VALUE, "The value before, as printed.")
CHANGE = Column("change", _F, VALUE, "Difference of the two printed values; of percents in points.")
P_VALUE = Column("p_value", _F, "proportion", "Of no change, by a t test; null where there is no error to test with.")
P_HOLM = Column("p_holm", _F, "proportion", "The p-value adjusted over all indicators compared (Holm).")

JUDGEMENTS = frame(
    "judgements",
    "One row an indicator, in the plan's order. Percents and points of an indicator with a unit are null: its numbers, "
    "as those of every other, are in `value`, `target_value`, `previous_value`, `change`.",
    ISSUE,
    INDICATOR,
    SURVEY,
    N_BASE,
    N_POSITIVE,
    Column("percent", _F, "percent", "The published percent."),
    Column("lower_percent", _F, "percent", "Lower end of its confidence interval."),
    Column("upper_percent", _F, "percent", "Upper end of its confidence interval."),
    COMPARISON,
    Column("target_percent", _F, "percent", "End of the target; of a range the lower one, see targets."),
    MARK,
    Column("evidence", _S, "", "Of sampling alone: clear where its error turns no mark, else within_error."),
    Column("probability_met", _F, "proportion", "Of sampling alone: probability that the population meets the target."),
    Column("previous_percent", _F, "percent", "The percent before, as printed."),
    Column("change_points", _F, "points", "Difference of the two printed percents."),
    Column("change_lower_points", _F, "points", "Lower end of the change's confidence interval."),
    Column("change_upper_points", _F, "points", "Upper end of the change's confidence interval."),
    Column("change_p_value", _F, "proportion", "Of no change."),
    Column("weighted_percent", _F, "percent", "The percent weighted to the population, where it can be."),
    Column("weighted_judgement", _S, "", "The mark it would have."),
    Column(
        "nonrespondent_tipping_percent", _F, "percent",
        "Share of those who did not answer at which the mark turns.",
    ),
    FLAGS,
    UNIT,
    DECIMALS,
    Column("value", _F, VALUE, "The published value, of percents and numbers alike."),
    TARGET_VALUE,
    TARGET_HIGH,
    PREVIOUS_YEAR,
    PREVIOUS_VALUE,
    CHANGE,
    LOWER,
    UPPER,
    STEP,
    Column("turned_by", _S, "", "What turns the mark, worst cases included: causes of `verdicts`, joined by ;."),
)  # fmt: skip

TARGETS = frame(
    "targets",
    "One row an indicator: what it is compared with, worked out for the year. `low`/`high` in percent or the unit.",
    ISSUE,
    INDICATOR,
    SURVEY,
    UNIT,
    DECIMALS,
    Column("rule", _S, "", "Kind of the target as the plan writes it."),
    COMPARISON,
    Column("low", _F, VALUE, "Lower end in this year."),
    Column("high", _F, VALUE, "Upper end in this year."),
    Column("low_open", _B, "", "Whether the lower end itself does not meet it."),
    Column("high_open", _B, "", "Whether the upper end itself does not meet it."),
    Column("stated_low", _F, VALUE, "Lower end of the target itself, where the year has a step of its own."),
    Column("stated_high", _F, VALUE, "Upper end of the target itself."),
    Column("by", _Y, "year", "Fiscal year the target is dated."),
    Column("reference", _S, "", "stated, milestone, glide, path: what this year is judged against."),
    Column("reference_year", _Y, "year", "Past fiscal year that the target refers to."),
    Column("reference_value", _F, VALUE, "Its value."),
    Column("reference_source", _S, "", "Where it comes from, where it is not the indicator's own; an indicator's id."),
    Column("reference_n", pl.Int64, "people", "Of whom it was found, where the target is another result."),
    Column(
        "reference_error",
        _S,
        "",
        "Of another indicator's value: same_respondents (their covariance entered), independent, widest (not known).",
    ),
    Column("revised_from", _Y, "year", "Fiscal year since which the target stands as it does; null as it first was."),
    Column("compare", _S, "", "published or exact: which value is judged."),
    PREVIOUS_YEAR,
    PREVIOUS_VALUE,
    Column("previous_n", _I, "people", "Its base, where the plan states it."),
    Column("result_value", _F, VALUE, "What the plan states for this year."),
    Column("result_n", _I, "people", "Its base, where the plan states it."),
    Column("not_measured", _B, "", "Whether the plan says that this year has no value."),
)

VERDICTS = frame(
    "verdicts",
    "One row an indicator and cause: whether it turns the mark, and its number. `turned` null: the question does not "
    "arise. `cause`: sampling, base, weighting, rounding, nonresponse, target_moved, instrument, information.",
    INDICATOR,
    MARK,
    STEP,
    Column("cause", _S, "", "What could turn the mark."),
    Column("turned", _S, "", "yes, no, not_known; null where the question does not arise."),
    Column("turned_judgement", _S, "", "The other mark."),
    Column("value", _F, VALUE, "The cause's number: the value under it; of target_moved the target as it was."),
    Column("lower", _F, VALUE, "Sampling: interval of the value less its target; nonresponse: the worst case."),
    Column("upper", _F, VALUE, "The other end."),
    Column("n", _I, "people", "Nonresponse: whose answer is not known; information: the base."),
    Column("detail", _S, "", "Which base rule, weighting or aspect; or why it is not known."),
)

MARKS = frame(
    "marks",
    "One row an indicator: the compared value, whether it meets the target, and its mark on the plan's scale.",
    INDICATOR,
    Column("value", _F, VALUE, "The published value."),
    Column("met", _B, "", "Whether it meets the target."),
    Column(
        "metric", _S, "", "What the band that decides divides: raw, ratio, progress, change, gain; null for A and B."
    ),
    Column("metric_value", _F, "percent", "The metric; of raw and gain in the value's own unit."),
    MARK,
    Column("exact_judgement", _S, "", "The mark of the exact value."),
    Column("flags", _S, "", "The flags that this value and its mark raise, joined by ;."),
)

NUMBERS = frame(
    "numbers",
    "Indicators with a unit, from no survey or measured on answers; their percents in `judgements` are null.",
    ISSUE,
    INDICATOR,
    SURVEY,
    N_BASE,
    UNIT,
    DECIMALS,
    Column("value", _F, VALUE, "The published number."),
    LOWER,
    UPPER,
    COMPARISON,
    TARGET_VALUE,
    TARGET_HIGH,
    MARK,
    PREVIOUS_YEAR,
    PREVIOUS_VALUE,
    CHANGE,
    FLAGS,
)

SUMMARY = frame(
    "summary",
    "Marks counted by issue and overall (issue null). A null judgement: not measured, or without a result.",
    ISSUE,
    MARK,
    Column("count", _I, "indicators", "How many have the mark."),
    Column("count_certain", _I, "indicators", "Of them, certain whatever anyone answers."),
    Column("count_firm", _I, "indicators", "Of them, firm."),
    Column("count_depends", _I, "indicators", "Of them, depending on something."),
    Column("count_unknown", _I, "indicators", "Of them, of which it is not known how far they can be relied on."),
)

EVIDENCE = frame(
    "evidence",
    "Of sampling alone; of a census there is none. `n_needed_state`: decided, more, never (on the target).",
    SURVEY,
    INDICATOR,
    Column("probability_met", _F, "proportion", "Probability that the population meets the target."),
    N_BASE,
    Column("n_eff", _F, "people", "Effective size of the base, with design effect and finite population."),
    Column("margin_points", _F, "points", "Half the width of the confidence interval."),
    Column("distance_points", _F, "points", "The exact percent less the nearest end of the target."),
    Column("n_needed", _I, "people", "Answers with which four of five samples would decide."),
    Column("n_needed_state", _S, "", "decided, more, never."),
    Column("invited_needed", _I, "letters", "Letters that would have been needed for them."),
)

CHANGES = frame(
    "changes",
    "`source`: answers, recomputed (answers, by this year's base and weighting), result, plan, published. `statement` "
    "null for a number from no survey, which has no error.",
    INDICATOR,
    PREVIOUS_YEAR,
    Column("source", _S, "", "answers, recomputed, result, plan, published: where the value before comes from."),
    Column("previous_percent", _F, "percent", "The percent before, as printed."),
    Column("previous_n", _I, "people", "Its base."),
    Column("change_points", _F, "points", "Difference of the two printed percents."),
    Column("lower_points", _F, "points", "Lower end of the change's confidence interval, from the exact percents."),
    Column("upper_points", _F, "points", "Upper end of the change's confidence interval."),
    P_VALUE,
    P_HOLM,
    CHANGE_STATEMENT,
    UNIT,
    PREVIOUS_VALUE,
    Column("previous_decimals", _I, "digits", "Decimals it was printed with; null: this year's, or all it has."),
    CHANGE,
    Column("change_lower", _F, VALUE, "Lower end of the change's confidence interval, of percents and numbers alike."),
    Column("change_upper", _F, VALUE, "Upper end of the change's confidence interval."),
)

COMPARABILITY = frame(
    "comparability",
    "`aspect`: wording, options, positive, base, weighting, domain, population, mode, sampling, target. `same` null: "
    "not known.",
    INDICATOR,
    Column("aspect", _S, "", "What is compared."),
    Column("same", _B, "", "Whether it is the same in both years; null where one year's is not known."),
    Column("before", _S, "", "As it was, in the definitions' own words."),
    Column("after", _S, "", "As it is now."),
)

_OF = (
    INDICATOR,
    Column("of", _S, "", "The indicator whose value it is."),
    Column("fiscal_year", _I, "year", "Of which fiscal year."),
    Column("earlier", _B, "", "Whether it is of another year than the one judged."),
)

POOL_PARTS = frame(
    "pool_parts",
    "One row a value that a pooled indicator is made of. An earlier year is compared with this year, another indicator "
    "of this year with the first one of the pool.",
    *_OF,
    Column("value", _F, VALUE, "Its value, as printed; null where it is not known."),
    N_BASE,
    Column("source", _S, "", "published, answers, recomputed, result, plan: where it comes from."),
    Column("comparable", _B, "", "Whether it was measured alike; null where it is not known, or it is the first one."),
    Column("differs_in", _S, "", "Aspects in which it was not, joined by ;."),
)

POOL_DIFFERENCES = frame(
    "pool_differences",
    "One row an aspect in which a value of `pool_parts` was not measured as what it is compared with.",
    *_OF,
    Column("aspect", _S, "", "What is compared."),
    Column("same", _B, "", "false."),
    Column("before", _S, "", "As it was that year, or in the first indicator, in the definitions' own words."),
    Column("after", _S, "", "As it is this year, or in the other indicator."),
)

POPULATIONS = frame(
    "populations",
    "Whom each percent speaks of. `domain`: conditions as `question=codes`, joined by `;`.",
    INDICATOR,
    SURVEY,
    Column("of", _S, "", "Whom the survey asks, as the plan says."),
    Column("population", _I, "people", "Their number."),
    Column("domain", _S, "", "Conditions as question=codes, joined by ;."),
    Column("base_rule", _S, "", "answered or all, and the options left out."),
    Column("sampling", _S, "", "How respondents were chosen."),
    Column("about", _S, "", "residents, where the indicator speaks of them."),
    FLAGS,
)

PATH = frame(
    "path",
    "`mark`: reached, on_track, unclear, behind, cannot_tell, due; kept apart from the official judgement.",
    INDICATOR,
    Column("by", _Y, "year", "Fiscal year the target is dated."),
    Column("years_left", _I, "years", "Until then."),
    Column("target_value", _F, VALUE, "The target's end nearest to the value."),
    Column("value", _F, VALUE, "This year's published value."),
    Column("needed_per_year", _F, PER_YEAR, "Still needed a year; null without years left."),
    Column("years_used", _S, "", "Fiscal years of the line, joined by ;."),
    Column("slope_per_year", _F, PER_YEAR, "Slope of the line through them."),
    Column("slope_lower", _F, PER_YEAR, "Lower end of its confidence interval."),
    Column("slope_upper", _F, PER_YEAR, "Upper end of its confidence interval."),
    Column("projected", _F, VALUE, "The line in the target's year."),
    Column("projected_lower", _F, VALUE, "Lower end of its confidence interval."),
    Column("projected_upper", _F, VALUE, "Upper end of its confidence interval."),
    Column("expected_now", _F, VALUE, "Where the plan expects this year to be."),
    Column("mark", _S, "", "reached, on_track, unclear, behind, cannot_tell, due."),
)

JUDGEMENTS_SCHEMA = JUDGEMENTS.schema
"""Names and types of :data:`JUDGEMENTS`."""
