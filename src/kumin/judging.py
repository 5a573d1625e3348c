"""Answers that are read and estimated → a result: what a run makes of this year's, and of last year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kumin.definitions import LoadedPlan
from kumin.judgement.assess import assess
from kumin.judgement.earlier import EarlierYears
from kumin.judgement.measures.pooling import with_pools
from kumin.judgement.surveys.survey import SurveyAnswers
from kumin.manifest import make_manifest
from kumin.result import Previous, Read, Result, short_path


def judge_read(
    read: Read,
    before: Previous | None = None,
    past: Sequence[Previous] = (),
    *,
    level: float = 0.95,
    encoding: str | None = None,
) -> Result:
    """Judge answers that are read and estimated.

    Parameters
    ----------
    read : Read
    before : Previous, optional
        The year compared with.
    past : sequence of Previous
        Every earlier year at hand.
    level : float
        Confidence level of the estimates.
    encoding : str, optional
        Encoding that was given for the files.
    """
    loaded, year = read.plan, read.fiscal_year
    judged = assess(
        loaded.plan,
        _surveys(read, level),
        read.estimates,
        fiscal_year=year,
        earlier=earlier_of(before, past),
        level=level,
    )
    findings = pl.concat(
        [found.findings.select(pl.lit(key).alias("survey"), pl.all()) for key, found in read.answers.items()]
    )
    tables_read = [table for found in read.answers.values() for table in found.tables]
    options = {
        "fiscal_year": year,
        "level": level,
        "encoding": encoding,
        "previous": short_path(before.path) if before else None,
    }
    return Result(
        plan=loaded,
        fiscal_year=year,
        judgements=judged.judgements,
        estimates=pooled_estimates(loaded, read.estimates, year, past, level),
        findings=findings,
        answers=read.answers,
        manifest=make_manifest(loaded, tables_read, options, before.path if before else None),
        frames=judged.frames,
        previous=before,
        items=judged.items,
    )


def _surveys(read: Read, level: float) -> list[SurveyAnswers]:
    loaded = read.plan
    return [
        SurveyAnswers(
            key=key,
            plan=loaded.plan,
            questionnaire=loaded.questionnaires[key],
            population=loaded.populations[key],
            coded=found.coded,
            level=level,
            letters=loaded.invited[key],
        )
        for key, found in read.answers.items()
    ]


def pooled_estimates(
    loaded: LoadedPlan, estimates: pl.DataFrame, year: int, past: Sequence[Previous], level: float
) -> pl.DataFrame:
    """Add the unweighted values of several years or surveys to the estimates."""
    return with_pools(loaded.plan, estimates, year, _frame_of(past), level=level).select(estimates.columns)


def earlier_of(before: Previous | None, past: Sequence[Previous]) -> EarlierYears:
    """Take of last year, and of every earlier one, what they are judged beside."""
    every = EarlierYears(past=_frame_of(past), past_measured={one.fiscal_year: one.measured for one in past})
    return replace(every, previous=before.frame, measured=before.measured) if before else every


def _frame_of(past: Sequence[Previous]) -> pl.DataFrame | None:
    """Put the values of earlier years together; None where there are none."""
    return pl.concat([one.frame for one in past]) if past else None
