"""Mergeable sums of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from kumin.definitions import DEFAULT_K, Disclosure
from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, door, kinds
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, named
from kumin.estimation.indicators import Nulls, indicators_by_type
from kumin.estimation.linearized.cell_sums import MOMENTS, CellSums, Kind, add_up
from kumin.estimation.linearized.sums import require_columns, require_no_nulls, sum_groupings
from kumin.sums.files import path_of, read_sums, write_sums
from kumin.sums.merging import concatenated, merged_designs, named_strata
from kumin.sums.protecting import LeftOut, protected_parts

GROUPING = "grouping"
"""Column of the number of a row's grouping."""


@dataclass(frozen=True)
class Sums:
    """Sums of answers by columns, stratum and PSU: all that estimates need, small however many answers there are.

    :func:`summarize` makes them. :func:`kumin.proportions`, :func:`kumin.means`, :func:`kumin.totals`,
    :func:`kumin.ratios`, :func:`kumin.differences`, :func:`kumin.crosstab` and :func:`kumin.independence_tests` take
    them in place of a frame, and give the numbers that the answers would give.

    Attributes
    ----------
    frame : pl.DataFrame
        A row is a part: people alike in grouping (``grouping``, a number), the columns of the grouping (``by_0`` …,
        numbered through :attr:`columns`), stratum, PSU and calibration category. Its sums are those that
        :class:`kumin.estimation.linearized.cell_sums.CellSums` names.
    variables : mapping of str to str
        What was summed: ``share``, ``number`` or ``ratio`` by name, in the order of the numbers in ``frame``.
    groupings : tuple of tuple of str
        By which columns.
    design : SurveyDesign
    left_out : tuple of LeftOut
        What :meth:`protected` has left out.

    Examples
    --------
    >>> north = pl.DataFrame({"safe": [True, True, False], "sex": ["f", "m", "m"]})
    >>> south = pl.DataFrame({"safe": [True, False, False], "sex": ["f", "f", "m"]})
    >>> parts = [summarize(one, {"safe": pl.col("safe")}, by=["sex"]) for one in (north, south)]
    >>> whole = parts[0].merge(parts[1])
    >>> from kumin import proportions
    >>> proportions(whole, by=["sex"], totals=True).select("sex", "n_base", "n_positive").rows()
    [('f', 3, 2), ('m', 3, 1), (None, 6, 3)]
    """

    frame: pl.DataFrame
    variables: Mapping[str, Kind]
    groupings: tuple[tuple[str, ...], ...]
    design: SurveyDesign
    left_out: tuple[LeftOut, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are summed by, each once.

        Examples
        --------
        >>> answers = pl.DataFrame({"sex": ["f"], "age": [20], "area": ["n"]})
        >>> summarize(answers, by=[["sex", "age"], ["sex", "area"]]).columns
        ('sex', 'age', 'area')
        """
        return tuple(dict.fromkeys(name for by in self.groupings for name in by))

    def cells(self, by: Sequence[str], names: Sequence[str] = ()) -> CellSums:
        """Give the sums of all variables by some columns, from the coarsest grouping that has them.

        Parameters
        ----------
        by : sequence of str
            Columns that the sums were made by, all or some.
        names : sequence of str
            Variables that must not be left out.

        Raises
        ------
        StatisticsError
            No grouping has these columns, or only ones where some of the variables are left out.

        Examples
        --------
        >>> answers = pl.DataFrame({"safe": [True, True, False], "sex": ["f", "m", "m"], "age": [20, 20, 30]})
        >>> summarize(answers, {"safe": pl.col("safe")}, by=["sex", "age"]).cells(["sex"]).parts["positive_0"].to_list()
        [1, 1]
        """
        by = door.columns("by", by)
        able = [(len(own), k) for k, own in enumerate(self.groupings) if set(by) <= set(own)]
        whole = [k for _, k in sorted(able) if not self._missing(self.groupings[k], names)]
        if not whole:
            out = sorted({one.variable for one in self.left_out if set(by) <= set(one.grouping)} - {""})
            shown = ", ".join(by)
            if able or any(set(by) <= set(one.grouping) for one in self.left_out):
                raise StatisticsError("sums_left_out", by=shown, name=", ".join(out) or shown)
            raise StatisticsError("sums_grouping_unknown", by=shown, known=_listed(self.groupings))
        place = [f"by_{self.columns.index(name)}" for name in by]
        others = pl.exclude(GROUPING, *(f"by_{k}" for k in range(len(self.columns))))
        keys = [pl.col(column).alias(f"by_{k}") for k, column in enumerate(place)]
        parts = self.frame.filter(pl.col(GROUPING) == whole[0]).select(*keys, others)
        return CellSums(add_up(parts), tuple(self.variables.values()), tuple(by), self.design)

    def _missing(self, grouping: tuple[str, ...], names: Sequence[str]) -> set[str]:
        return {one.variable for one in self.left_out if one.grouping == grouping} & set(names)

    def merge(self, *others: Sums) -> Sums:
        """Add up sums of parts of the answers: years of months, files, municipalities.

        A row of answers must be in one part alone. Populations by stratum may be given part by part; PSUs of one name
        in one stratum are one unit. What is left out of one part is left out of the whole.

        Parameters
        ----------
        *others : Sums
            Of the same variables, columns and design.

        Raises
        ------
        StatisticsError
            They are of different designs, variables or columns.

        Examples
        --------
        >>> from kumin import totals
        >>> months = [pl.DataFrame({"visits": given}) for given in ([1, 2], [3], [4])]
        >>> months = [summarize(month, {"n": pl.col("visits")}) for month in months]
        >>> totals(months[0].merge(*months[1:]))["total"].item()
        10.0
        """
        whole = self
        for other in others:
            if not isinstance(other, Sums):
                raise StatisticsError("sums_other", kind=type(other).__name__)
            whole = whole._with(other)
        return whole

    def _with(self, other: Sums) -> Sums:
        design = merged_designs(self.design, other.design)
        odd = sorted(name for name, _ in set(self.variables.items()) ^ set(other.variables.items()))
        if odd:
            raise StatisticsError("sums_of_other_variables", names=", ".join(dict.fromkeys(odd)))
        out = {(one.grouping, one.variable): one for one in (*self.left_out, *other.left_out)}
        gone = {grouping for grouping, name in out if not name}
        alone = sorted({*self.groupings, *gone} ^ {*other.groupings, *gone})
        if alone:
            raise StatisticsError("sums_of_other_groupings", names=_listed(alone))
        kept = tuple(by for by in self.groupings if by not in gone)
        first, second = (one._numbered(kept, self.variables) for one in (self, other))
        frame = add_up(concatenated(first, second, list(dict.fromkeys(name for by in kept for name in by))))
        for grouping, name in out:
            if name and grouping in kept:
                frame = without(frame, kept.index(grouping), list(self.variables).index(name))
        return Sums(frame, self.variables, kept, design, tuple(out.values()))

    def _numbered(self, groupings: Sequence[tuple[str, ...]], variables: Mapping[str, Kind]) -> pl.DataFrame:
        """Give the frame with groupings, columns and variables numbered as those of others."""
        names = list(dict.fromkeys(name for by in groupings for name in by))
        by = {f"by_{self.columns.index(name)}": f"by_{k}" for k, name in enumerate(names)}
        own = list(self.variables)
        moments = {
            f"{moment}_{own.index(name)}": f"{moment}_{k}" for k, name in enumerate(variables) for moment in MOMENTS
        }
        numbers = {k: groupings.index(one) for k, one in enumerate(self.groupings) if one in groupings}
        frame = self.frame.filter(pl.col(GROUPING).is_in(list(numbers)))
        frame = frame.with_columns(pl.col(GROUPING).replace_strict(numbers, return_dtype=pl.UInt16))
        unused = [f"by_{k}" for k in range(len(self.columns)) if f"by_{k}" not in by]
        return frame.drop(unused).rename({**by, **moments}, strict=False)

    def protected(self, k: int = DEFAULT_K, *, dominance: float = Disclosure().dominance) -> Sums:
        """Leave out what tells of few people, so that the rest may leave the house.

        A grouping goes where any of its rows, by stratum and PSU as they stand in :attr:`frame`, is of 1 to k - 1
        people. A variable goes from a grouping where in any row 1 to k - 1 people are in its base, or of a share are
        positive, or are not; of a number or ratio also where one amount may dominate a row's sum: Σx - √(2Σx²) is then
        less than ``dominance`` percent of √Σx², which the p% rule needs at least (x: the weighted amounts; the two
        largest add up to at most √(2Σx²)). What stays is exact.

        Parameters
        ----------
        k : int
            People; below 2 nothing is left out for its count.
        dominance : float
            p of the p% rule, in percent; 0 switches it off.

        Returns
        -------
        Sums
            ``left_out`` says what is not in them any more, and because of how many rows.

        Raises
        ------
        StatisticsError
            Nothing would be left, or ``k`` is no whole number.

        Examples
        --------
        >>> answers = pl.DataFrame({"safe": [True] * 6 + [False] * 5, "sex": ["f", "f", "m"] + ["m"] * 8})
        >>> sums = summarize(answers, {"safe": pl.col("safe")}, by=[[], ["sex"]]).protected(5)
        >>> sums.groupings, [one.rows for one in sums.left_out]
        (((),), [1])
        """
        k, dominance = door.whole(0)("k", k), door.number("dominance", dominance)
        frame, left_out = protected_parts(self.frame, self.groupings, self.variables, k, dominance)
        gone = {one.grouping for one in left_out if not one.variable}
        kept = tuple(by for by in self.groupings if by not in gone)
        if not kept:
            raise StatisticsError("sums_nothing_to_send", k=k)
        out = {(one.grouping, one.variable): one for one in (*self.left_out, *left_out)}
        shown = replace(self, frame=frame)._numbered(kept, self.variables)
        for one in left_out:
            if one.variable and one.grouping in kept:
                shown = without(shown, kept.index(one.grouping), list(self.variables).index(one.variable))
        return Sums(shown, self.variables, kept, self.design, tuple(out.values()))

    def to_parquet(self, path: str | Path) -> None:
        """Write them to a Parquet file, whole or not at all.

        Parameters
        ----------
        path : str or Path
            The file to write.

        Raises
        ------
        UsageError
            The file cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     summarize(pl.DataFrame({"sex": ["f", "m"]}), by=["sex"]).to_parquet(Path(folder) / "sums.parquet")
        """
        left_out = [tuple(one) for one in self.left_out]
        write_sums(path_of(path), self.frame, self.variables, self.groupings, self.design, left_out)

    @staticmethod
    def from_parquet(path: str | Path) -> Sums:
        """Read what :meth:`to_parquet` wrote.

        Parameters
        ----------
        path : str or Path
            The file to read.

        Raises
        ------
        ReadError
            The file is missing, damaged, of another version or no file of sums.

        Examples
        --------
        >>> import tempfile
        >>> sums = summarize(pl.DataFrame({"sex": ["f", "m"]}), by=["sex"])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     sums.to_parquet(Path(folder) / "sums.parquet")
        ...     Sums.from_parquet(Path(folder) / "sums.parquet").groupings
        (('sex',),)
        """
        frame, facts = read_sums(path_of(path))
        left_out = tuple(LeftOut(tuple(grouping), name, rows) for grouping, name, rows in facts.left_out)
        return Sums(frame, facts.variables, facts.groupings, facts.design, left_out)


def without(frame: pl.DataFrame, grouping: int, place: int) -> pl.DataFrame:
    """Blank a variable's sums in the rows of one grouping."""
    columns = [name for moment in MOMENTS if (name := f"{moment}_{place}") in frame.columns]
    return frame.with_columns(pl.when(pl.col(GROUPING) != grouping).then(pl.col(name)).alias(name) for name in columns)


def _listed(groupings: Sequence[Sequence[str]]) -> str:
    return ", ".join("[" + ", ".join(by) + "]" for by in groupings)


def _groupings(name: str, value: object) -> list[tuple[str, ...]]:
    """Take one list of columns, or several."""
    given = [value] if isinstance(value, str) else value
    if isinstance(given, Sequence) and all(isinstance(one, str) for one in given):
        return [tuple(given)]
    if not isinstance(given, Sequence) or any(isinstance(one, str) or not isinstance(one, Sequence) for one in given):
        raise StatisticsError("sums_by")
    found = [tuple(door.columns(name, one)) for one in given]
    return list(dict.fromkeys(found))


def _variables(name: str, value: object) -> dict[str, Any]:
    """Take a mapping of names to expressions, or pairs of them."""
    if not isinstance(value, Mapping):
        return dict(named(name, value))
    found: dict[str, Any] = {}
    for key, one in value.items():
        found |= kinds.pairs(name, {key: one}) if isinstance(one, tuple) else named(name, {key: one})
    return found


@statistic(variables=door.optional(_variables), by=_groupings, by_weight=door.flag)
def summarize(
    frame: AnyFrame,
    variables: str | Sequence[str] | Mapping[str, Any] | None = None,
    *,
    by: Sequence[str] | Sequence[Sequence[str]] = (),
    base: Given = None,
    asked: Given = None,
    design: SurveyDesign | None = None,
    nulls: Nulls = "fail",
    by_weight: bool = False,
) -> Sums:
    """Sum answers once for many estimates, which may then be made elsewhere and of several sums together.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent. A lazy one is read by the streaming engine, once for all groupings.
    variables : str, sequence of str or mapping of str to expression or pair, optional
        Columns, or name to a Boolean (a share is estimated), a number (a mean or total) or a pair of numbers (a ratio).
        Without any the sums only hold who is in which cell, for crosstabs.
    by : sequence of str, or of sequences of str
        One crossing of columns, or several: ``[["sex", "age"], ["district"]]``. Estimates can be had by any of a
        crossing's columns and for everyone.
    base, asked, nulls
        As for :func:`kumin.proportions`, of numbers ``nulls`` is not ``"false"``.
    design : SurveyDesign, optional
        Default: a simple random sample from a large population.
    by_weight : bool
        Keep rows of different weights apart, which R's likelihood interval needs.

    Returns
    -------
    Sums

    Raises
    ------
    StatisticsError
        As the statistics that take the frame itself.

    Notes
    -----
    Integers are the same however the answers are cut; sums of weights and of numbers agree to the last bits.

    Examples
    --------
    >>> answers = pl.DataFrame({"visits": [0, 1, 2, 3, 4], "sex": ["f", "f", "m", "m", "m"]})
    >>> sums = summarize(answers, {"visits": pl.col("visits")}, by=["sex"])
    >>> from kumin import means
    >>> means(sums, by=["sex"], totals=True).select("sex", "n_base", "mean").rows()
    [('f', 2, 0.5), ('m', 3, 3.0), (None, 5, 2.0)]
    """
    frame = rows_of(frame)
    plan = named_strata(design or SurveyDesign())
    groupings = [tuple(one) for one in by] or [()]
    lazy = frame.lazy()
    require_columns(lazy, plan.columns)
    outcomes = _variables("variables", variables) if variables else {}
    indicators = indicators_by_type(lazy, outcomes, base, asked, nulls=nulls)
    require_no_nulls(frame, indicators, plan, nulls)
    found = sum_groupings(frame, indicators, groupings, plan, by_weight=by_weight)
    names = list(dict.fromkeys(name for one in groupings for name in one))
    tables = []
    for number, (cells, grouping) in enumerate(zip(found, groupings, strict=True)):
        places = {f"by_{k}": f"by_{names.index(name)}" for k, name in enumerate(grouping)}
        table = cells.parts.rename(places).select(pl.exclude(r"^bad_weights|population(_\d+)?_nulls$"))
        tables.append(table.with_columns(pl.lit(number, pl.UInt16).alias(GROUPING)))
    frame_of_all = pl.concat(tables, how="diagonal")
    order = [GROUPING, *(f"by_{k}" for k in range(len(names)))]
    kinds_by_name = {one.name: one.kind for one in indicators}
    return Sums(frame_of_all.select(*order, pl.exclude(order)), kinds_by_name, tuple(groupings), plan)
