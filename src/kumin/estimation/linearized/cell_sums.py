"""Sums by domain cell, stratum and PSU: what every statistic of shares, means, totals and ratios is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import polars as pl

from kumin.errors import StatisticsError, choices
from kumin.estimation.design import SurveyDesign

Kind = Literal["share", "number", "ratio"]
"""What a variable is: a condition that some meet, a number, or two numbers whose totals are divided."""

WEIGHT = "weight"
"""The column by which rows of different weights are kept apart."""

MOMENTS = (
    *("asked", "base", "positive", "wd", "wy", "wyy", "w2d", "w2y", "w2yy"),
    *("vd", "vy", "x", "y", "w2n", "w2x", "w2o"),
)
"""Names of the sums of a variable; :class:`CellSums` says what each adds up."""

POWERS = {"wd": 1, "wy": 1, "wyy": 1, "w2d": 2, "w2y": 2, "w2yy": 2, "w2n": 2, "w2x": 2, "w2o": 2}
"""With which power of the weight each sum grows, where a row weighs more than 1 without a column of weights."""

SUMMED = rf"^(rows|w|w2|v|bad_weights|population(_\d+)?_nulls|({'|'.join(MOMENTS)})_\d+)$"
"""Columns that are added where parts are put together."""

LEAST, LARGEST = r"^population(_\d+)?$", r"^population(_\d+)?_max$"
"""Columns of which the least and the largest are kept."""


@dataclass(frozen=True)
class CellSums:
    """Sums by domain cell, stratum and PSU (the frame ``parts``), small however long the answers are.

    ``parts`` has the columns ``by_0`` …, ``stratum`` (String), ``psu`` (any, or absent), those of later stages
    (``stratum_2``, ``psu_2`` …, where they enter the variance), ``aux_0`` … (the columns of a calibration, or absent),
    ``population`` and ``population_max`` (of a column of sizes; ``population_2`` … of later stages), ``rows`` (Int64),
    ``w``, ``w2`` and ``v`` (sums of weights, of their squares and of base weights over all rows; ``v`` only under
    calibration), and for variable number i ``asked_i``, ``base_i``, ``positive_i`` (Int64) and Float64 sums: ``wd_i``
    Σwd, ``wy_i`` Σwdy, ``w2d_i`` Σw²d, ``w2y_i`` Σw²dy, for numbers ``wyy_i`` Σwdy² and ``w2yy_i`` Σw²dy², under
    calibration ``vd_i``, ``vy_i`` with base weights, for numbers also ``y_i`` Σdy. A ratio y / x has x in the place of
    the base d — ``wd_i`` Σwdx, ``w2d_i`` Σw²dx², ``w2y_i`` Σw²dxy, ``vd_i`` Σvdx — and under calibration ``x_i`` Σdx,
    ``w2n_i`` Σw²d, ``w2x_i`` Σw²dx and ``w2o_i`` Σw²dy. Without a weight column every weight is 1 here.
    ``origin`` holds, where it is not empty, what was taken from each number before it was summed (of a ratio, so many
    times x), so that squares of numbers that differ little keep their digits.
    """

    parts: pl.DataFrame
    kinds: tuple[Kind, ...]
    by: tuple[str, ...]
    design: SurveyDesign
    origin: tuple[float, ...] = ()

    @property
    def indicators(self) -> int:
        """How many variables there are."""
        return len(self.kinds)

    @property
    def kind(self) -> Kind:
        """What the variables are; statistics are made of variables that are alike."""
        kinds = set(self.kinds) or {"share"}
        assert len(kinds) == 1, "variables of several kinds: choose some first"
        return next(iter(kinds))

    def chosen(self, places: Sequence[int], kind: Kind | None = None) -> CellSums:
        """Keep some variables, numbered anew; with ``kind="number"`` a share counts as the mean of 0 and 1."""
        if list(places) == list(range(self.indicators)) and kind in (None, *set(self.kinds)):
            return self
        picked = [pl.col(name) for name in self.parts.columns if not _is_moment(name)]
        kinds: list[Kind] = []
        for new, place in enumerate(places):
            own = self.kinds[place]
            kinds.append(kind or own)
            found = {name: f"{name}_{place}" for name in MOMENTS if f"{name}_{place}" in self.parts.columns}
            if own == "share" and kind == "number":  # y² is y
                found |= {"wyy": found["wy"], "w2yy": found["w2y"], "y": found["positive"], "positive": found["base"]}
            picked += [pl.col(column).alias(f"{name}_{new}") for name, column in found.items()]
        origin = tuple(self.origin[place] for place in places) if self.origin else ()
        return CellSums(self.parts.select(picked), tuple(kinds), self.by, self.design, origin)


def _is_moment(column: str) -> bool:
    name, _, place = column.rpartition("_")
    return name in MOMENTS and place.isdigit()


def add_up(parts: pl.DataFrame) -> pl.DataFrame:
    """Add parts that agree in everything they are summed by: cell, stratum, PSU, calibration category and weight."""
    values, least, largest = (parts.select(pl.col(which)).columns for which in (SUMMED, LEAST, LARGEST))
    keys = [name for name in parts.columns if name not in {*values, *least, *largest}]
    added = parts.group_by(keys).agg(pl.col(values).sum(), pl.col(least).min(), pl.col(largest).max())
    return added.sort(keys).select(parts.columns)


@runtime_checkable
class Summary(Protocol):
    """Sums made before, which a statistic takes in place of answers."""

    @property
    def design(self) -> SurveyDesign:
        """The design they were made with."""

    @property
    def variables(self) -> Mapping[str, Kind]:
        """What was summed, by name."""

    def cells(self, by: Sequence[str], names: Sequence[str] = ()) -> CellSums:
        """Give the sums of all variables by some columns; refuse where those of some ``names`` are not there."""


def require_settled(**arguments: object) -> None:
    """Refuse arguments that were settled when the sums were made: anything but None and False."""
    for name, value in arguments.items():
        if value is not None and value is not False:
            raise StatisticsError("sums_settled", name=name)


def taken(
    summary: Summary,
    names: object,
    by: Sequence[str],
    kinds: Sequence[Kind],
    *,
    by_weight: bool = False,
    **settled: object,
) -> tuple[list[str], CellSums]:
    """Take from sums the variables that a statistic asks for.

    Parameters
    ----------
    summary : Summary
    names : sequence of str or None
        Default: all variables of these kinds.
    by : sequence of str
    kinds : sequence of Kind
        What the statistic takes; where numbers come first, shares are taken as numbers.
    by_weight : bool
        It needs every weight apart.
    **settled
        Arguments that were settled when the sums were made; anything but None and False is refused.

    Raises
    ------
    StatisticsError
        A variable is unknown or of another kind, or an argument cannot be asked of sums any more.
    """
    require_settled(**settled)
    if names is not None and (isinstance(names, Mapping) or not isinstance(names, Sequence)):
        raise StatisticsError("sums_names")
    known = summary.variables
    wanted = [name for name, kind in known.items() if kind in kinds] if names is None else [str(one) for one in names]
    for name in wanted:
        if name not in known:
            raise StatisticsError("sums_variable_unknown", name=name, **choices(name, known))
        if known[name] not in kinds:
            raise StatisticsError("sums_variable_kind", name=name)
    if not wanted:
        raise StatisticsError("sums_no_variable")
    found = summary.cells(by, wanted)
    if by_weight and summary.design.weights and WEIGHT not in found.parts.columns:
        raise StatisticsError("sums_without_weights")
    places = list(known)
    as_kind: Kind | None = "number" if kinds[0] == "number" else None
    return wanted, found.chosen([places.index(name) for name in wanted], as_kind)
