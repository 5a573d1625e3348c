"""Response rates: of a survey, of its groups, and of the groups of two dimensions together."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import polars as pl

from kumin.judgement.surveys.frames import CROSSED_RATES, RESPONSE_RATES
from kumin.judgement.surveys.survey import SurveyAnswers

Row = dict[str, Any]


def response_rates(data: SurveyAnswers) -> pl.DataFrame:
    """Work out the response rate, overall and by each dimension of the population.

    Where the letters of a cell are not known they are shared out in proportion to the population, which is what a
    random draw expects. Letters that came back count as sent in a cell: of which cell they were is not known.
    """
    if data.arrived is None:
        return RESPONSE_RATES.of([])
    head = {"survey": data.key, "invited_expected": False}
    rows = [head | _rate(data.arrived, data.coded.height)]
    rows += _rates_of_strata(data, head)
    source = data.letters or data.population
    if source is None:
        return RESPONSE_RATES.of(rows)
    scale = 1.0 if data.letters is not None else data.arrived / source.total
    counted = {row["dimension"] for row in rows[1:]}
    for name in (one for one in source.dimensions if one not in counted):
        people = source.cells.group_by(name).agg(pl.col("population").sum()).sort(name)
        counts = dict(data.coded.group_by(name).len().iter_rows())
        for code, letters in people.iter_rows():
            facts = {"dimension": name, "code": code, "label": data.labels[name].get(code)}
            rate = _rate(letters * scale, counts.get(code, 0))
            rows.append(head | facts | rate | {"invited_expected": data.letters is None})
    return RESPONSE_RATES.of(rows)


def _rates_of_strata(data: SurveyAnswers, head: Row) -> list[Row]:
    """Work out the response rates of the strata whose letters the plan states."""
    if data.drawn is None:
        return []
    return [
        head | {name: row[name] for name in ("dimension", "code", "label")} | _rate(row["invited"], row["n"])
        for row in data.drawn.rows
        if row.get("dimension") and row["invited"]
    ]


def crossed_rates(data: SurveyAnswers) -> pl.DataFrame:
    """Work out the response rates by each two dimensions together, e.g. sex and age, as wards publish them.

    Letters are those of ``invited_by``; where these are not known, the letters that arrived are shared out in
    proportion to the population. Answers without a value in one of the two are in no cell.
    """
    source = data.letters or data.population
    if data.arrived is None or source is None:
        return CROSSED_RATES.of([])
    scale = 1.0 if data.letters is not None else data.arrived / source.total
    rows: list[Row] = []
    for names in combinations(source.dimensions, 2):
        people = source.cells.group_by(names).agg(pl.col("population").sum()).sort(names)
        keys = [pl.col(name).cast(people.schema[name]) for name in names]
        counts = data.coded.select(keys).group_by(names).agg(pl.len().cast(pl.Int64).alias("n"))
        cells = people.join(counts, on=list(names), how="left", maintain_order="left")
        for *codes, letters, n in cells.iter_rows():
            labels = (data.labels[name].get(code, str(code)) for name, code in zip(names, codes, strict=True))
            facts = {"dimensions": ";".join(names), "cell": ";".join(map(str, codes)), "label": ";".join(labels)}
            expected = {"survey": data.key, "invited_expected": data.letters is None}
            rows.append(expected | facts | _rate(letters * scale, n or 0))
    return CROSSED_RATES.of(rows)


def _rate(invited: float, responded: int) -> Row:
    return {"invited": float(invited), "responded": responded, "rate": responded / invited if invited else None}
