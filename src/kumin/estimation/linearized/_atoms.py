"""Covariances of several estimates at once: groups of alike rows, and what each adds to every estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints, Texts, add_up_rows, products_of
from kumin.errors import StatisticsError
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import reasons
from kumin.estimation._refusals import polars_errors
from kumin.estimation.design import SurveyDesign
from kumin.estimation.expressions import Condition, condition_of
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.linearized._residuals import Projection, model_matrix
from kumin.estimation.linearized._stages import PSU, STRATUM, codes, leaves_of, products
from kumin.estimation.linearized.cell_sums import Summary, add_up, require_settled
from kumin.estimation.linearized.strata import Strata, strata_of
from kumin.estimation.linearized.sums import (
    design_columns,
    design_keys,
    engine_for,
    only,
    require_columns,
    require_sound,
    require_values,
    shared_sums,
)
from kumin.estimation.replication.domains import AnyDesign, take_design
from kumin.estimation.replication.replicates import Replicates
from kumin.estimation.replication.variances import covariance


@dataclass(frozen=True)
class Atoms:
    """Rows that agree in every key, in stratum, PSU and calibration category, added up.

    Parameters
    ----------
    frame : pl.DataFrame
        One row an atom: the keys, and the design's own columns.
    weight, squares, fit, rows : ndarray of float, shape (..., A)
        Σw, Σw², Σ of base weights, and counts; of a stack, those of each outcome, which shares the same ``fit`` and
        ``rows`` out among its atoms.
    stratum, psu, leaf : ndarray of int, shape (A,)
        Numbers of stratum, PSU and unit of the last stage.
    strata : Strata
    design : SurveyDesign
    replicates : Replicates, optional
        Where variances are theirs: every row of the answers is then an atom of its own, ``place`` its number.
    place : ndarray of int, shape (A,), optional
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
    replicates: Replicates | None = None
    place: Ints | None = None

    def __getitem__(self, key: str) -> pl.Series:
        return self.frame[key]

    def covariance(self, influence: Floats) -> Floats:
        """Covariance matrix of estimates from what a unit of weight in each atom adds to them.

        Parameters
        ----------
        influence : ndarray of float, shape (..., A, K)
            Linearised variable of each estimate, without the weight.

        Returns
        -------
        ndarray of float, shape (..., K, K)
            Σ_h scale_h Σ_a (z_ha - z̄_h)(z_ha - z̄_h)', and what later stages add; with calibrated residuals where the
            design has a calibration.
        """
        calibration = self.design.calibration
        if calibration is not None:
            by = self.fit if calibration.residual_weights == "base" else self.rows
            # outcomes of a stack share the same rows out among their atoms: what is fitted to is the same of all
            project = Projection(model_matrix(self.frame, calibration), by.reshape(-1, by.shape[-1])[0])
            influence = influence - project.fitted(influence * by[..., None])
        z, stratum = influence * self.weight[..., None], self.stratum
        later = products(self.strata.within, self.leaf, z)
        if self.design.psu:
            z = add_up_rows(self.psu, z, int(self.psu.max(initial=-1)) + 1)
            stratum = np.zeros(z.shape[-2], dtype=np.int64)
            stratum[self.psu] = self.stratum
            between = products_of(z, self.strata.scale[stratum])
        else:
            between = products_of(influence, self.squares * self.strata.scale[stratum])
        sums = add_up_rows(stratum, z, len(self.strata.names))
        return between - products_of(sums, self.strata.scale * self.strata.mean_part) + later

    def replicated(self, values: Floats) -> Floats:
        """Weighted totals of values (A, K) in every replicate, shape (R, K)."""
        assert self.replicates is not None
        assert self.place is not None
        rows = np.zeros((self.replicates.unit.size, values.shape[1]))
        rows[self.place] = values
        return self.replicates.totals(rows)[1]

    def covariance_of_totals(self, member: Floats) -> Floats:
        """Covariance matrix of the weighted totals of values, shape (A, K)."""
        if self.replicates is None:
            return self.covariance(member)
        return covariance(self.replicates, self.weight @ member, self.replicated(member))

    def covariance_of_shares(self, member: Floats, used: Bools) -> Floats:
        """Covariance matrix of the shares that totals of values (A, K) have in that of the atoms of a mask."""
        total = self.weight[used].sum()
        shares = (self.weight @ member) / total
        if self.replicates is None:
            return self.covariance((member - shares * used[:, None]) / total)
        with np.errstate(invalid="ignore", divide="ignore"):
            each = self.replicated(member) / self.replicated(used[:, None].astype(float))
        return covariance(self.replicates, shares, each)

    def degrees(self, among: Bools) -> float:
        """PSUs (or rows) less strata, counted among the atoms of a boolean mask; of replicates as they have it."""
        return float(self._degrees(among & (self.weight > 0)))

    def not_estimable(self, among: Bools) -> str | None:
        """Say why there is no standard error of what is estimated among the atoms of a mask, if there is none."""
        return str(why) if (why := self.reasons_of(among).item()) else None

    def reasons_of(self, among: Bools) -> Texts:
        """Say why there is no standard error among the atoms of each mask of a stack, (..., A): shape (...)."""
        among = among & (self.weight > 0)
        if self.replicates is not None:
            everyone = self.replicates.nothing_varies(self._rows(among)).reshape(among.shape[:-1])
            return reasons(among.sum(axis=-1), self._degrees(among), everyone, np.zeros_like(everyone))
        unseen = np.asarray((among & (self.strata.unseen(self.stratum, self.leaf) != 0)).any(axis=-1))
        strata = self._present(self.stratum, among, len(self.strata.names))
        several = np.asarray((strata & (self.strata.units >= 2)).any(axis=-1))
        return reasons(self._count(among), self._degrees(among), ~unseen, ~several)

    def _degrees(self, among: Bools) -> Floats:
        if self.replicates is not None:
            return self.replicates.degrees(self._rows(among)).reshape(among.shape[:-1])
        units = self._count(among)
        if self.design.psu:
            units = self._present(self.psu, among, int(self.psu.max(initial=-1)) + 1).sum(axis=-1, dtype=np.float64)
        out: Floats = units - self._present(self.stratum, among, len(self.strata.names)).sum(axis=-1)
        return out

    def _count(self, among: Bools) -> Floats:
        """Rows of each mask, (..., A)."""
        out: Floats = np.where(among, self.rows, 0.0).sum(axis=-1)
        return out

    @staticmethod
    def _present(code: Ints, among: Bools, size: int) -> Bools:
        """Tell which codes stand in each mask, (..., A): shape (..., size)."""
        return add_up_rows(code, among[..., None].astype(np.float64), size)[..., 0] > 0

    def _rows(self, among: Bools) -> Bools:
        """Turn masks of atoms, (..., A), into masks of rows, of shape (rows, masks)."""
        assert self.replicates is not None
        assert self.place is not None
        masks = among.reshape(-1, among.shape[-1]).T
        rows = np.zeros((self.replicates.unit.size, masks.shape[1]), dtype=bool)
        rows[self.place] = masks
        return rows


RESPONDENT = "number of the row"
"""The column that keeps rows apart for replicates."""


def collect_atoms_of(
    frame: pl.DataFrame | pl.LazyFrame,
    keys: Mapping[str, pl.Expr],
    design: SurveyDesign,
    replicates: Replicates | None,
) -> Atoms:
    """Group the answers as :func:`collect_atoms`, or keep every row apart where variances are those of replicates.

    Parameters
    ----------
    frame, design, replicates
        As :func:`kumin.estimation.replication.domains.take_design` gives them.
    keys : mapping of str to pl.Expr
    """
    if replicates is None:
        return collect_atoms(frame, keys, design)
    rows = frame.lazy().collect().with_row_index(RESPONDENT)
    atoms = collect_atoms(rows, {RESPONDENT: pl.col(RESPONDENT), **keys}, design)
    return replace(atoms, replicates=replicates, place=atoms[RESPONDENT].cast(pl.Int64).to_numpy())


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
        As :func:`kumin.estimation.linearized.sums.sum_answers`.
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
    frame: AnyFrame | Summary,
    keys: Mapping[str, str],
    base: Condition | None,
    design: AnyDesign | None,
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
    design : SurveyDesign, Replicates or ReplicateColumns, optional
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
    rows, plan, replicates = take_design(frame, design)
    require_columns(rows.lazy(), list(keys.values()))
    require_values(rows, list(keys.values()), base, plan, nulls)
    inside = condition_of(base) & pl.all_horizontal(pl.col(name).is_not_null() for name in keys.values())
    crossed = {name: pl.when(inside).then(pl.col(column)) for name, column in keys.items()}
    return collect_atoms_of(rows, crossed, plan, replicates)


def atoms_of(parts: pl.DataFrame, design: SurveyDesign) -> Atoms:
    """Take sums over parts of the answers (:class:`kumin.estimation.linearized.cell_sums.CellSums`) as atoms.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.linearized.strata.strata_of`.
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
