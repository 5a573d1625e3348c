"""How a survey's answers were drawn, by the design its plan states: their weights, strata, units and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from kumin.definitions import Design, Population
from kumin.estimation import SurveyDesign

DESIGNED: Final = "design"
"""The name of weighting by the design, beside those that fit a population."""

WEIGHT, EQUAL, SIZE = "kumin_design_weight", "kumin_design_equal", "kumin_design_size"
"""Columns of the design's weight, of a weight that is the same for all, and of the units of the first stage N_h."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """Answers with the columns of their design.

    Parameters
    ----------
    frame : DataFrame
        The answers with :data:`WEIGHT`, :data:`EQUAL` and :data:`SIZE` (Float64).
    weighted : SurveyDesign
        The design with its weights.
    unweighted : SurveyDesign
        The same strata and units, every answer with the same weight: what an unweighted percent of such a sample
        varies by.
    has_weights : bool
        Whether the weights are known; else both designs are the same.
    rows : tuple of row
        What was drawn and what came back, by stratum.
    """

    frame: pl.DataFrame
    weighted: SurveyDesign
    unweighted: SurveyDesign
    has_weights: bool
    rows: tuple[Row, ...]


def people_by_stratum(design: Design, population: Population | None) -> dict[int, int]:
    """Return the people of each stratum: as the design states them, else from the population's cells."""
    stated = {code: one.population for code, one in design.sizes.items() if one.population is not None}
    if len(stated) == len(design.sizes) and stated:
        return stated
    if population is None or design.strata not in population.dimensions:
        return {}
    counts = dict(population.cells.group_by(design.strata).agg(pl.col("population").sum()).iter_rows())
    return {code: counts[code] for code in design.sizes} if all(counts.get(code) for code in design.sizes) else {}


def drawn(
    coded: pl.DataFrame, design: Design, population: Population | None, invited: int | None, labels: Mapping[int, str]
) -> Drawn:
    """Lay answers out by the design of their survey.

    An answer weighs what the plan's column of weights says, or N_h / n_h: people of its stratum over its answers, so
    that those who did not answer are taken to be like those of their stratum who did (Särndal, Swensson & Wretman 1992,
    sections 3.7 and 15.6). A stratum with one unit varies around the mean of all (R's ``survey.lonely.psu="adjust"``).

    Parameters
    ----------
    coded : DataFrame
        Coded answers, all with a stratum that the design states.
    design : Design
    population : Population, optional
        The survey's.
    invited : int, optional
        Its letters.
    labels : mapping of option to its words
        Of the strata.
    """
    people = people_by_stratum(design, population)
    counts = dict(coded.group_by(design.strata).len().iter_rows()) if design.strata else {}
    total = population.total if population is not None else None
    sizes, size = _first_stage(design, people, total)
    has_weights = bool(design.weight or people)
    weight = pl.lit(1.0)
    if design.weight:
        weight = pl.col(design.weight).cast(pl.Float64)
    elif people:
        weighs = {code: people[code] / n for code, n in counts.items()}
        weight = pl.col(design.strata).replace_strict(weighs, return_dtype=pl.Float64)
    elif total is not None:
        weight = pl.lit(total / max(coded.height, 1))
    of_stratum = pl.lit(None, pl.Float64)
    if sizes:
        of_stratum = pl.col(design.strata).replace_strict(
            list(sizes), list(map(float, sizes.values())), return_dtype=pl.Float64
        )
    frame = coded.with_columns(weight.alias(WEIGHT), pl.lit(1.0).alias(EQUAL), of_stratum.alias(SIZE))
    weighted, unweighted = (
        SurveyDesign(
            weights=name,
            strata=design.strata or None,
            psu=design.psu or None,
            population=SIZE if sizes else size,
            lonely_psu="center",
        )
        for name in (WEIGHT if has_weights else EQUAL, EQUAL)
    )
    rows = tuple(_rows(coded, design, people, counts, invited, labels))
    return Drawn(frame, weighted, unweighted, has_weights, rows)


def _first_stage(design: Design, people: Mapping[int, int], total: int | None) -> tuple[dict[int, int], int | None]:
    """Return the units of the first stage by stratum, or altogether; nothing where no correction is made."""
    if design.fpc is False:
        return {}, None
    if design.psu:
        stated = {code: one.psus for code, one in design.sizes.items() if one.psus is not None}
        return (stated if len(stated) == len(design.sizes) else {}), design.psus
    if design.strata:
        return dict(people), None
    return {}, total


def _rows(
    coded: pl.DataFrame,
    design: Design,
    people: Mapping[int, int],
    counts: Mapping[int, int],
    invited: int | None,
    labels: Mapping[int, str],
) -> list[Row]:
    """Describe each stratum, or the whole sample where there are none."""
    units = pl.col(design.psu).n_unique() if design.psu else pl.len()
    if not design.strata:
        n_units = int(coded.select(units.cast(pl.Int64)).item()) if coded.height else 0
        return [{"n": coded.height, "n_units": n_units, "invited": invited}]
    n_units_of = dict(coded.group_by(design.strata).agg(units.cast(pl.Int64)).iter_rows())
    letters, rows = design.letters(invited), []
    for code in design.sizes:
        n, sent, living = counts.get(code, 0), letters.get(code), people.get(code)
        rows.append(
            {
                "dimension": design.strata, "code": code, "label": labels.get(code), "invited": sent,
                "population": living, "n": n, "n_units": n_units_of.get(code, 0),
                "rate": n / sent if sent else None,
                "weight": living / n if living and n and not design.weight else None,
            }
        )  # fmt: skip
    return rows
