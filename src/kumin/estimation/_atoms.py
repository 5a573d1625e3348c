"""Covariances of several estimates at once: groups of alike rows, and what each adds to every estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints
from kumin.errors import StatisticsError
from kumin.estimation._reasons import reasons
from kumin.estimation._refusals import polars_errors
from kumin.estimation._residuals import Projection, model_matrix
from kumin.estimation._stages import PSU, STRATUM, codes, leaves_of, products
from kumin.estimation.cell_sums import Summary, add_up, require_settled
from kumin.estimation.design import SurveyDesign
from kumin.estimation.expressions import Condition, condition_of
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.strata import Strata, strata_of
from kumin.estimation.sums import (
    design_columns,
    design_keys,
    engine_for,
    only,
    require_columns,
    require_sound,
    require_values,
    shared_sums,
)


@dataclass(frozen=True)
class Atoms:
    """Rows that agree in every key, in stratum, PSU and calibration category, added up.

    Parameters
    ----------
    frame : pl.DataFrame
        One row an atom: the keys, and the design's own columns.
    weight, squares, fit : ndarray of float, shape (A,)
        Σw, Σw², and Σ of base weights.
    rows, stratum, psu, leaf : ndarray, shape (A,)
        Counts, and the numbers of stratum, PSU and unit of the last stage.
    strata : Strata
    design : SurveyDesign
    """

    frame: pl.DataFrame
    weight: Floats
    squares: Floats
    fit: Floats
    rows: Floats
    stratum: Ints
    psu: Ints
    leaf: Ints
    strata: Strata
    design: SurveyDesign

    def __getitem__(self, key: str) -> pl.Series:
        return self.frame[key]

    def covariance(self, influence: Floats) -> Floats:
        """Covariance matrix of estimates from what a unit of weight in each atom adds to them.

        Parameters
        ----------
        influence : ndarray of float, shape (A, K)
            Linearised variable of each estimate, without the weight.

        Returns
        -------
        ndarray of float, shape (K, K)
            Σ_h scale_h Σ_a (z_ha - z̄_h)(z_ha - z̄_h)', and what later stages add; with calibrated residuals where the
            design has a calibration.
        """
        calibration = self.design.calibration
        if calibration is not None:
            by = self.fit if calibration.residual_weights == "base" else self.rows
            project = Projection(model_matrix(self.frame, calibration), by)
            influence = influence - project.fitted(influence * by[:, None])
        z, stratum = influence * self.weight[:, None], self.stratum
        later = products(self.strata.within, self.leaf, z)
        if self.design.psu:
            totals = np.zeros((int(self.psu.max(initial=-1)) + 1, z.shape[1]))
            np.add.at(totals, self.psu, z)
            of_psu = np.zeros(totals.shape[0], dtype=np.int64)
            of_psu[self.psu] = self.stratum
            z, stratum = totals, of_psu
            between = (z * self.strata.scale[stratum][:, None]).T @ z
        else:
            between = (influence * (self.squares * self.strata.scale[stratum])[:, None]).T @ influence
        sums = np.zeros((len(self.strata.names), z.shape[1]))
        np.add.at(sums, stratum, z)
        means: Floats = (sums * (self.strata.scale * self.strata.mean_part)[:, None]).T @ sums
        return between - means + later

    def degrees(self, among: Bools) -> float:
        """PSUs (or rows) less strata, counted among the atoms of a boolean mask."""
        among = among & (self.weight > 0)
        strata = np.unique(self.stratum[among]).size
        units = np.unique(self.psu[among]).size if self.design.psu else float(self.rows[among].sum())
        return float(units - strata)

    def not_estimable(self, among: Bools) -> str | None:
        """Say why there is no standard error of what is estimated among the atoms of a mask, if there is none."""
        among = among & (self.weight > 0)
        strata = np.unique(self.stratum[among])
        why = reasons(
            np.array(self.rows[among].sum()),
            np.array(self.degrees(among)),
            np.array(not self.strata.unseen(self.stratum[among], self.leaf[among]).any()),
            np.array(bool((self.strata.units[strata] < 2).all())),
        )
        return str(why) if (why := why.item()) else None


def collect_atoms(frame: pl.DataFrame | pl.LazyFrame, keys: Mapping[str, pl.Expr], design: SurveyDesign) -> Atoms:
    """Group the answers by some expressions in one pass.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    keys : mapping of str to pl.Expr
        Name to expression; names must not be those of the design's own columns.
    design : SurveyDesign

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.sums.sum_answers`.
    """
    lazy = frame.lazy()
    require_columns(lazy, design.columns)
    named = [expression.alias(name) for name, expression in keys.items()]
    grouped = only(lazy, [*named, *design_columns(design)]).group_by([*keys, *design_keys(design)])
    with polars_errors():
        parts = grouped.agg(shared_sums(design)).collect(engine=engine_for(frame)).sort([*keys, *design_keys(design)])
    require_sound(parts, design)
    return atoms_of(parts, design)


def collect_crossed(
    frame: pl.DataFrame | pl.LazyFrame | Summary,
    keys: Mapping[str, str],
    base: Condition | None,
    design: SurveyDesign | None,
    nulls: NumberNulls,
) -> Atoms:
    """Group answers, or sums of them, by columns that are crossed; who lacks one of them is in no cell of any.

    Parameters
    ----------
    frame : pl.DataFrame, pl.LazyFrame or Summary
    keys : mapping of str to str
        Name in the atoms to column.
    base : pl.Expr or str, optional
        Who is in the table.
    design : SurveyDesign, optional
    nulls : {"fail", "drop"}
        Under ``fail`` a row in the base that lacks one of the columns is refused.

    Raises
    ------
    StatisticsError
        As :func:`collect_atoms`; or a base or a design is asked of sums.
    """
    if isinstance(frame, Summary):
        require_settled(base=base, design=design)
        parts = frame.cells(list(keys.values())).parts
        by = [f"by_{k}" for k in range(len(keys))]
        for column, name in zip(by, keys.values(), strict=True):
            gaps = int(parts.filter(pl.col(column).is_null())["rows"].sum())
            if gaps and nulls == "fail":
                raise StatisticsError("statistics_nulls", name=name, rows=gaps)
        inside = pl.all_horizontal(pl.col(by).is_not_null())
        columns = [pl.when(inside).then(pl.col(column)).alias(name) for column, name in zip(by, keys, strict=True)]
        return atoms_of(add_up(parts.select(*columns, pl.exclude(by))), frame.design)
    require_columns(frame.lazy(), list(keys.values()))
    require_values(frame, list(keys.values()), base, design or SurveyDesign(), nulls)
    inside = condition_of(base) & pl.all_horizontal(pl.col(name).is_not_null() for name in keys.values())
    crossed = {name: pl.when(inside).then(pl.col(column)) for name, column in keys.items()}
    return collect_atoms(frame, crossed, design or SurveyDesign())


def atoms_of(parts: pl.DataFrame, design: SurveyDesign) -> Atoms:
    """Take sums over parts of the answers (:class:`kumin.estimation.cell_sums.CellSums`) as atoms.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.strata.strata_of`.
    """
    strata = strata_of(parts, design)
    index = pl.DataFrame({STRATUM: strata.names}).with_row_index("stratum_index")
    parts = parts.join(index, on=STRATUM, how="left", maintain_order="left")
    stratum = parts["stratum_index"].cast(pl.Int64).to_numpy()
    leaf = leaves_of(parts, design)
    weight = strata.weight_of(stratum, leaf)
    psu = codes(parts, [STRATUM, PSU]) if design.psu else np.zeros(parts.height, dtype=np.int64)
    return Atoms(
        frame=parts,
        weight=parts["w"].to_numpy() * weight,
        squares=parts["w2"].to_numpy() * weight**2,
        fit=(parts["v"] if design.calibration else parts["w"]).to_numpy(),
        rows=parts["rows"].to_numpy().astype(float),
        stratum=stratum,
        psu=psu,
        leaf=leaf,
        strata=strata,
        design=design,
    )
