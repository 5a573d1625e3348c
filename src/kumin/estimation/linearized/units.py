"""The sums of the answers, added up to the units whose spread is the variance: cell by stratum and PSU."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints
from kumin.estimation.linearized._stages import PSU, STRATUM, leaves_of
from kumin.estimation.linearized.cell_sums import MOMENTS, POWERS, SUMMED, WEIGHT, CellSums
from kumin.estimation.linearized.strata import Strata
from kumin.intervals import WeightGroups

LEAF = "leaf"
"""Column of a part's unit of the last stage of sampling."""


@dataclass(frozen=True)
class Units:
    """Parts of one grouping: by cell, stratum and PSU (and what else they are apart by), of shape (U,) or (U, I).

    ``leaf`` is the unit of the last stage, where later stages enter the variance.
    """

    cell: Ints
    stratum: Ints
    psu: Ints
    leaf: Ints
    frame: pl.DataFrame
    sums: dict[str, Floats]


def cells_of(parts: pl.DataFrame, keys: tuple[int, ...]) -> pl.DataFrame:
    """List the domain cells of one grouping of the ``by`` columns, sorted; rows without a value have no cell."""
    names = [f"by_{k}" for k in keys]
    if not names:
        return pl.DataFrame({"cell": [0]}, schema={"cell": pl.UInt32})
    return parts.select(names).drop_nulls().unique().sort(names).with_row_index("cell")


def units_of(sums: CellSums, strata: Strata, keys: tuple[int, ...], cells: pl.DataFrame) -> Units:
    """Add the parts up to cell, stratum and PSU; under calibration also by what was fitted, and with all other rows."""
    names = [f"by_{k}" for k in keys]
    index = pl.DataFrame({STRATUM: strata.names}).with_row_index("stratum_index")
    calibration = sums.design.calibration
    # what names a part is looked up apart from its sums, which may be of thousands of variables
    place = sums.parts.select(STRATUM, *names).join(index, on=STRATUM, how="left", maintain_order="left")
    if names:
        place = place.join(cells, on=names, how="left", maintain_order="left")
    else:
        place = place.with_columns(pl.lit(0, dtype=pl.UInt32).alias("cell"))
    leaf_of = pl.Series(LEAF, leaves_of(sums.parts, sums.design))
    parts = sums.parts.with_columns(place["stratum_index"], place["cell"], leaf_of)
    if not calibration:
        parts = parts.filter(pl.col("cell").is_not_null())
    aux = [f"aux_{i}" for i in range(len(calibration.columns))] if calibration else []
    apart = [WEIGHT] if WEIGHT in parts.columns else []
    grouping = ["cell", "stratum_index", *([PSU] if sums.design.psu else []), LEAF, *aux, *apart]
    # by all columns that the answers were summed by, each part is a unit already
    if parts.select(grouping).is_duplicated().any():
        frame = parts.group_by(grouping, maintain_order=True).agg(pl.col(SUMMED).sum())
    else:
        frame = parts.select(*grouping, pl.col(SUMMED))
    stratum = frame["stratum_index"].to_numpy().astype(np.int64)
    leaf = frame[LEAF].to_numpy()
    weight = strata.weight_of(stratum, leaf)[:, None]
    values: dict[str, Floats] = {}
    for name in MOMENTS:
        columns = [f"{name}_{i}" for i in range(sums.indicators)]
        if set(columns) <= set(frame.columns):
            # by their names, and not as expressions, which of thousands take several times as long
            matrix = frame[columns].to_numpy().reshape(frame.height, len(columns)).astype(float)
            values[name] = matrix * weight ** POWERS.get(name, 0)
    psu = _psu_codes(frame) if sums.design.psu else np.zeros(frame.height, dtype=np.int64)
    return Units(frame["cell"].cast(pl.Int64).fill_null(-1).to_numpy(), stratum, psu, leaf, frame, values)


def _psu_codes(frame: pl.DataFrame) -> Ints:
    return frame.select(pl.struct("stratum_index", PSU).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()


def weight_groups(units: Units, strata: Strata) -> WeightGroups:
    """Gather by cell the weights with their counts: of single weights where the sums are ``by_weight``."""
    alone = WEIGHT in units.frame.columns
    weight = units.frame[WEIGHT].to_numpy() if alone else strata.weight_of(units.stratum, units.leaf)
    return WeightGroups(units.cell, weight, units.sums["base"], units.sums["positive"])
