"""The frames that one survey's answers give beside the judgements: what each column is, once."""

from __future__ import annotations

from typing import Final

import polars as pl

from kumin.frames import Column, Frame, frame
from kumin.judgement.frames import (
    CHANGES,
    COMPARABILITY,
    EVIDENCE,
    INDICATOR,
    MARK,
    MARKS,
    N_BASE,
    N_POSITIVE,
    NUMBERS,
    P_HOLM,
    P_VALUE,
    PATH,
    POOL_DIFFERENCES,
    POOL_PARTS,
    POPULATIONS,
    SUMMARY,
    TARGETS,
    VALUE,
    VERDICTS,
)

_S, _I, _F, _B = pl.String, pl.Int64, pl.Float64, pl.Boolean

SURVEY = Column("survey", _S, "", "The plan's key of the survey.")
DIMENSION = Column("dimension", _S, "", "Question that divides the rows; null for all of them.")
DIMENSIONS = Column("dimensions", _S, "", "Questions that are crossed, joined by ;.")
CODE = Column("code", _I, "", "Option of it.")
LABEL = Column("label", _S, "", "The option's words.")
N_MISSING = Column("n_missing", _I, "people", "Whose answer is not known.")
DEPENDS = Column("judgement_depends", _B, "", "Whether the marks differ.")
DEFF = Column("deff", _F, "ratio", "Design effect.")

TIPPING = frame(
    "tipping",
    "Which share of the invited who did not answer would turn the judgement.",
    SURVEY,
    INDICATOR,
    MARK,
    Column("turns_to", _S, "", "The mark it turns to; null where it cannot turn."),
    N_BASE,
    Column(
        "n_missing", _I, "people", "Of them, estimated: who would be in the base, in proportion to the respondents."
    ),
    Column(
        "n_silent",
        _I,
        "people",
        "Who did not answer: letters that arrived, or of a census its population, less answers used.",
    ),
    Column("tipping_count", _I, "people", "Positive answers among the missing at which it turns."),
    Column("tipping_percent", _F, "percent", "The same, of the missing."),
    Column("difference_points", _F, "points", "That share less the share of the respondents."),
    Column("can_turn", _B, "", "Whether any number of the missing turns it."),
)

BOUNDS = frame(
    "bounds",
    "Worst-case bounds. `scope`: no_answer (left out), nonrespondents (and every letter that was not answered).",
    SURVEY,
    INDICATOR,
    Column("scope", _S, "", "no_answer, nonrespondents: whose answers are not known."),
    N_BASE,
    N_MISSING,
    Column("lower_percent", _F, "percent", "Were none of the missing positive."),
    Column("upper_percent", _F, "percent", "Were all of them."),
    Column("lower", _F, VALUE, "The same of percents and of means on a bounded scale: all of the missing lowest."),
    Column("upper", _F, VALUE, "All of the missing highest."),
    Column("judgement_lower", _S, "", "Its mark at the lower bound."),
    Column("judgement_upper", _S, "", "Its mark at the upper bound."),
    Column("turns_to", _S, "", "Another mark between the bounds; null where there is none."),
    DEPENDS,
)

BASE_RULES = frame(
    "base_rules",
    "`rule`: answered, all, answered_without_unsure, all_without_unsure, or plan where the plan's is another.",
    SURVEY,
    INDICATOR,
    Column("rule", _S, "", "Who is in the base."),
    Column("in_plan", _B, "", "Whether it is the plan's rule."),
    N_BASE,
    N_POSITIVE,
    Column("percent", _F, "percent", "As it would be printed."),
    MARK,
    DEPENDS,
)

WEIGHTED = frame(
    "weighted",
    "`weighting`: unweighted, design, poststratified, raked. `judgement_changes` against unweighted.",
    SURVEY,
    INDICATOR,
    Column("weighting", _S, "", "unweighted, design, poststratified, raked."),
    Column("official", _B, "", "Whether it is the plan's official percent."),
    Column("dimensions", _S, "", "What is matched: crossed by ;, one after the other by +."),
    N_BASE,
    Column("n_eff", _F, "people", "Effective size of the base."),
    DEFF,
    Column("percent", _F, "percent", "As it would be printed."),
    Column("lower_percent", _F, "percent", "Lower end of its confidence interval."),
    Column("upper_percent", _F, "percent", "Upper end of its confidence interval."),
    Column("value", _F, VALUE, "The value, of percents and numbers alike."),
    MARK,
    Column("judgement_changes", _B, "", "Whether its mark is another than that of the unweighted percent."),
)

WEIGHTS = frame(
    "weights",
    "One row a survey and weighting. Weights relative to their mean. `note`: a message code, e.g. why there are none.",
    SURVEY,
    Column("weighting", _S, "", "design, poststratified, raked."),
    Column("dimensions", _S, "", "What is matched: crossed by ;, one after the other by +."),
    Column("n", _I, "people", "Respondents."),
    Column("n_unknown", _I, "people", "Of them, without a value in the dimensions."),
    Column("deff_kish", _F, "ratio", "1 + the squared coefficient of variation of the weights (Kish 1965)."),
    Column("n_eff", _F, "people", "Respondents over it."),
    Column("weight_min", _F, "ratio", "Smallest weight, of their mean."),
    Column("weight_max", _F, "ratio", "Largest weight, of their mean."),
    Column("merged", _S, "", "Classes that were matched together, for one had too few answers: dimension=codes+codes."),
    Column("left_out", _S, "", "Dimensions of the population that it does not match, joined by ;."),
    Column("note", _S, "", "Message code: why there are none, or that they did not converge."),
)

DESIGN = frame(
    "design",
    "How a survey was drawn, by stratum (dimension null: a sample without strata); empty where the plan says nothing.",
    SURVEY,
    DIMENSION,
    CODE,
    LABEL,
    Column("invited", _I, "letters", "Letters sent; null where they are not known."),
    Column("population", _I, "people", "People; null where they are not known."),
    Column("n", _I, "people", "Answers used."),
    Column("rate", _F, "proportion", "Answers over letters."),
    Column("weight", _F, "people", "People that an answer stands for; null where a column holds the weights."),
    Column("n_units", _I, "", "Primary sampling units with answers; people where there are none."),
)

RESPONSE_RATES = frame(
    "response_rates",
    "Dimension null: the whole survey. `invited_expected`: shared out in proportion to the population, not counted.",
    SURVEY,
    DIMENSION,
    CODE,
    LABEL,
    Column("invited", _F, "letters", "Letters that arrived, or of a cell were sent."),
    Column("invited_expected", _B, "", "Whether they are expected and not counted."),
    Column("responded", _I, "people", "Answers used."),
    Column("rate", _F, "proportion", "Answers over letters."),
)

CROSSED_RATES = frame(
    "crossed_rates",
    "Response rates by two dimensions together; dimensions, codes and labels joined by `;`. Answers without a value in "
    "one of the two are in no cell.",
    SURVEY,
    DIMENSIONS,
    Column("cell", _S, "", "Codes of the cell, joined by ;."),
    Column("label", _S, "", "Their words, joined by ;."),
    Column("invited", _F, "letters", "Letters sent to the cell."),
    Column("invited_expected", _B, "", "Whether they are expected and not counted."),
    Column("responded", _I, "people", "Answers used."),
    Column("rate", _F, "proportion", "Answers over letters; null where no letters were sent."),
)

REPRESENTATIVENESS = frame(
    "representativeness",
    "One row a cell; dimensions, codes and labels joined by `;`. `mark`: over, under, as_expected.",
    SURVEY,
    DIMENSIONS,
    Column("cell", _S, "", "Codes of the cell, joined by ;."),
    Column("label", _S, "", "Their words, joined by ;."),
    Column("n", _I, "people", "Respondents in the cell."),
    Column("population", _I, "people", "People in the cell."),
    Column("sample_share", _F, "proportion", "Of the respondents."),
    Column("population_share", _F, "proportion", "Of the people."),
    Column("difference_points", _F, "points", "The first less the second."),
    Column("ratio", _F, "ratio", "The first over the second."),
    Column("residual", _F, "standard deviations", "Standardised residual (Haberman 1973)."),
    Column("mark", _S, "", "over, under, as_expected."),
)

REPRESENTATIVENESS_TESTS = frame(
    "representativeness_tests",
    "One row a crossing of dimensions. Dissimilarity 0-1; `_expected`: what chance alone gives with so many answers.",
    SURVEY,
    DIMENSIONS,
    Column("n", _I, "people", "Respondents with a value."),
    Column("n_unknown", _I, "people", "Respondents without one."),
    Column("cells", _I, "cells", "Cells with people."),
    Column("chi_square", _F, "", "Pearson's statistic."),
    Column("df", _I, "", "Its degrees of freedom."),
    Column("p_value", _F, "proportion", "Of it."),
    Column("smallest_expected", _F, "people", "Smallest expected count; below 5 the test is rough."),
    Column("dissimilarity", _F, "proportion", "Index of dissimilarity."),
    Column("dissimilarity_expected", _F, "proportion", "What chance alone gives."),
    Column("response_rate", _F, "proportion", "Answers over letters."),
    Column("r_indicator", _F, "", "1 less twice the spread of the response rates."),
    Column("r_lower", _F, "", "Lower end of its confidence interval."),
    Column("r_upper", _F, "", "Upper end of its confidence interval."),
)

EARLY_LATE = frame(
    "early_late",
    "Late less early answers, halves by the day of receipt.",
    SURVEY,
    INDICATOR,
    Column("last_early_day", pl.Date, "", "Last day of the early half."),
    Column("n_early", _I, "people", "Base of the early half."),
    Column("percent_early", _F, "percent", "Its percent."),
    Column("n_late", _I, "people", "Base of the late half."),
    Column("percent_late", _F, "percent", "Its percent."),
    Column("difference_points", _F, "points", "Late less early."),
    Column("lower_points", _F, "points", "Lower end of its confidence interval."),
    Column("upper_points", _F, "points", "Upper end of its confidence interval."),
    P_VALUE,
    P_HOLM,
)

MARGINS = frame(
    "margins",
    "Sampling error achieved and planned, overall (dimension null) and by attribute. `sampled_share`: n/N.",
    SURVEY,
    INDICATOR,
    DIMENSION,
    CODE,
    LABEL,
    N_BASE,
    Column("percent", _F, "percent", "The exact percent."),
    Column("margin_points", _F, "points", "Half the width of its confidence interval."),
    Column("margin_at_half_points", _F, "points", "The largest there is with as many answers, at 50%."),
    DEFF,
    Column("sampled_share", _F, "proportion", "Respondents of the population."),
    Column("planned_n", _I, "people", "Answers planned."),
    Column("planned_margin_points", _F, "points", "Sampling error planned."),
    Column("reached", _B, "", "Whether the largest error is within the planned one."),
)

AUDIT = frame(
    "audit",
    "Published numbers that do not agree, for `kumin judge`; empty where all do.",
    SURVEY,
    INDICATOR,
    Column("fiscal_year", pl.Int32, "year", "Fiscal year of the published number."),
    Column("check", _S, "", "percent_of_n, percent_of_count, sum_of_parts, mark, responded_above_invited, …"),
    Column("stated", _S, "", "What is printed."),
    Column("expected", _S, "", "What it would have to be; several values joined by ;."),
    Column("n", _I, "people", "The base it was checked with."),
)

BESIDE: Final[tuple[Frame, ...]] = (
    TARGETS, MARKS, VERDICTS, NUMBERS, SUMMARY, EVIDENCE, TIPPING, BOUNDS, BASE_RULES, WEIGHTED, WEIGHTS, DESIGN,
    RESPONSE_RATES, CROSSED_RATES, REPRESENTATIVENESS, REPRESENTATIVENESS_TESTS, EARLY_LATE, CHANGES, COMPARABILITY,
    POOL_PARTS, POOL_DIFFERENCES, POPULATIONS, MARGINS, PATH, AUDIT,
)  # fmt: skip
"""Every frame beside ``judgements``, in the order a result has them."""

FRAMES: Final = {one.name: one.schema for one in BESIDE}
"""Names and types of every frame beside ``judgements``, by its name on a result."""
