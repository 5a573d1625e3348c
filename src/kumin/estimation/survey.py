"""A frame and its design held together, so that each is said once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack, cast

import polars as pl

from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation.association.crosstabs import Crosstab, crosstab
from kumin.estimation.association.independence import independence_tests
from kumin.estimation.comparisons.differences import DifferenceMethod, differences
from kumin.estimation.comparisons.multiplicity import Adjustment
from kumin.estimation.comparisons.t_tests import mean_tests
from kumin.estimation.design import SurveyDesign
from kumin.estimation.distributions.quantile_rules import QuantileRule
from kumin.estimation.distributions.quantiles import quantiles
from kumin.estimation.distributions.summaries import summaries
from kumin.estimation.expressions import Condition, Given, Variables
from kumin.estimation.indicators import Nulls, NumberNulls
from kumin.estimation.means import means, totals
from kumin.estimation.proportions import proportions
from kumin.estimation.ratios import ratios
from kumin.estimation.regression.regress import Kind, Regression, regress
from kumin.estimation.regression.terms import Term
from kumin.estimation.replication.domains import AnyDesign
from kumin.estimation.weights._margins import Margins, Missing
from kumin.estimation.weights.fitting import rake
from kumin.estimation.weights.trimming import trim_weights
from kumin.intervals import MethodName

Pair = tuple[pl.Expr | str, pl.Expr | str]
"""Two parts."""


class Domains(TypedDict, total=False):
    """Who is counted, by what, and how sure: as the functions of the same options."""

    base: Given
    by: Sequence[str]
    totals: bool
    level: float


class Numbers(Domains, total=False):
    """Of statistics of numbers."""

    df: float | None
    nulls: NumberNulls


class Shares(Domains, total=False):
    """Of shares."""

    df: float | None
    nulls: Nulls
    method: MethodName | Mapping[str, MethodName]
    asked: Given
    details: bool


class Tests(Domains, total=False):
    """Of t tests."""

    nulls: NumberNulls


class Fitting(TypedDict, total=False):
    """Of regressions."""

    kind: Kind
    order: Sequence[object] | None
    base: Condition | None
    level: float
    nulls: NumberNulls


class Crossing(TypedDict, total=False):
    """Of tables of columns."""

    base: Condition | None
    nulls: NumberNulls


class Pairs(TypedDict, total=False):
    """Of differences of groups."""

    against: object
    base: Given
    by: Sequence[str]
    independent: bool
    method: DifferenceMethod
    adjust: Adjustment
    level: float
    nulls: Nulls


@dataclass(frozen=True, init=False)
class Survey:
    """Answers and their design.

    The methods call the functions of the same names with both; columns are named by texts where no expression is
    needed, and a share may be asked of Booleans, of 0 and 1, or of the values that ``positive`` names.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent; a frame of pandas, narwhals or of a library that speaks Arrow is taken, too.
    design : SurveyDesign, Replicates or ReplicateColumns, optional
        Default: a simple random sample from a large population.

    Raises
    ------
    StatisticsError
        ``frame`` is no frame, or ``design`` no design.

    Examples
    --------
    >>> survey = Survey(pl.DataFrame({"safe": ["yes", "no", "yes", "yes"], "sex": ["f", "f", "m", "m"]}))
    >>> survey.proportions("safe", positive="yes", by="sex").select("sex", "proportion").rows()
    [('f', 0.5), ('m', 1.0)]
    """

    frame: pl.DataFrame | pl.LazyFrame
    design: AnyDesign | None = None

    def __init__(self, frame: AnyFrame, design: AnyDesign | None = None) -> None:
        object.__setattr__(self, "frame", door.frame("frame", frame))
        object.__setattr__(self, "design", kinds.any_design("design", design))

    def proportions(self, outcomes: Variables, *, positive: object = None, **options: Unpack[Shares]) -> pl.DataFrame:
        """Estimate shares, as :func:`kumin.proportions`.

        Parameters
        ----------
        outcomes : str, sequence of str or mapping
            Columns of Booleans or of 0 and 1, or of any values with ``positive``; or name to column or expression.
        positive : optional
            The value that counts, or a list of those that do.
        **options
            As for :func:`kumin.proportions`.

        Returns
        -------
        pl.DataFrame
            As :func:`kumin.proportions`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.proportions`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.proportions("sex", positive="f")["proportion"].item()
        0.5
        """
        return proportions(self.frame, outcomes, positive=positive, design=self.design, **options)

    def means(self, variables: Variables, **options: Unpack[Numbers]) -> pl.DataFrame:
        """Estimate means, as :func:`kumin.means`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.means`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.means("y", by="sex").select("sex", "mean").rows()
        [('f', 1.5), ('m', 4.5)]
        """
        return means(self.frame, variables, design=self.design, **options)

    def totals(self, variables: Variables, **options: Unpack[Numbers]) -> pl.DataFrame:
        """Estimate population totals, as :func:`kumin.totals`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.totals`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.totals(["y", "z"])["total"].to_list()
        [12.0, 6.0]
        """
        return totals(self.frame, variables, design=self.design, **options)

    def quantiles(
        self,
        variables: Variables,
        probabilities: float | Sequence[float] = (0.5,),
        *,
        rule: QuantileRule = "math",
        **options: Unpack[Numbers],
    ) -> pl.DataFrame:
        """Estimate quantiles, by default medians, as :func:`kumin.quantiles`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.quantiles`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.quantiles("y", [0.25, 0.5])["quantile"].to_list()
        [1.0, 2.0]
        """
        return quantiles(self.frame, variables, probabilities, rule=rule, design=self.design, **options)

    def summaries(
        self,
        variables: Variables,
        probabilities: float | Sequence[float] = (0.5,),
        *,
        rule: QuantileRule = "math",
        **options: Unpack[Numbers],
    ) -> pl.DataFrame:
        """Estimate means and quantiles side by side, as :func:`kumin.summaries`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.summaries`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.summaries("y").select("mean", "p50").row(0)
        (3.0, 2.0)
        """
        return summaries(self.frame, variables, probabilities, rule=rule, design=self.design, **options)

    def ratios(
        self,
        parts: pl.Expr | str | Mapping[str, Pair],
        denominator: pl.Expr | str | None = None,
        **options: Unpack[Numbers],
    ) -> pl.DataFrame:
        """Estimate ratios of totals, as :func:`kumin.ratios`.

        Parameters
        ----------
        parts : str, pl.Expr or mapping of str to pair
            The numerator y, a column's name or an expression; or indicator to numerator and denominator.
        denominator : str or pl.Expr, optional
            The denominator x of a numerator that is given alone; the indicator is then named ``y / x``.
        **options
            As for :func:`kumin.ratios`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.ratios`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.ratios("y", "z").select("indicator", "ratio").row(0)
        ('y / z', 2.0)
        >>> survey.ratios({"y by z": ("y", "z")}, by=["sex"])["ratio"].to_list()
        [1.5, 2.25]
        """
        if isinstance(parts, Mapping) and denominator is None:
            return ratios(self.frame, parts, design=self.design, **options)
        pair = door.expression("parts", parts), door.expression("denominator", denominator)
        return ratios(self.frame, {f"{parts} / {denominator}": pair}, design=self.design, **options)

    def mean_tests(self, variables: Variables, value: float = 0.0, **options: Unpack[Tests]) -> pl.DataFrame:
        """Test means against a value, as :func:`kumin.mean_tests`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.mean_tests`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.mean_tests("y", 3.0).select("mean", "t").row(0)
        (3.0, 0.0)
        """
        return mean_tests(self.frame, variables, value, design=self.design, **options)

    def differences(
        self, outcomes: Variables, between: str, *, positive: object = None, **options: Unpack[Pairs]
    ) -> pl.DataFrame:
        """Compare groups, as :func:`kumin.differences`: shares (of conditions, or with ``positive``) or means.

        Raises
        ------
        StatisticsError
            As :func:`kumin.differences`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.differences("y", "sex")["difference"].item()
        3.0
        """
        return differences(self.frame, outcomes, between, positive=positive, design=self.design, **options)

    def crosstab(self, row: str, column: str, **options: Unpack[Crossing]) -> Crosstab:
        """Cross two columns, as :func:`kumin.crosstab`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.crosstab`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.crosstab("sex", "z").cells.select("row", "column", "n").rows()
        [('f', 1, 2), ('f', 2, 0), ('m', 1, 0), ('m', 2, 2)]
        """
        return crosstab(self.frame, row, column, **options, design=self.design)

    def independence_tests(self, columns: Sequence[str], **options: Unpack[Crossing]) -> pl.DataFrame:
        """Test whether columns are independent, as :func:`kumin.independence_tests`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.independence_tests`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.independence_tests(["sex", "z"])["method"].to_list()
        ['rao_scott', 'rao_scott_first_order', 'wald', 'wald_adjusted']
        """
        return independence_tests(self.frame, columns, **options, design=self.design)

    def regress(self, outcome: str | pl.Expr, terms: Sequence[Term], **options: Unpack[Fitting]) -> Regression:
        """Fit a regression, as :func:`kumin.regress`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.regress`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> survey.regress("y", ["z"]).coefficients.select("term", pl.col("estimate").round(6)).rows()
        [('(intercept)', -1.5), ('z', 3.0)]
        """
        return regress(self.frame, outcome, terms, design=self.design, **options)

    def weight(self, margins: Margins, *, missing: Missing = "fail") -> Survey:
        """Fit weights to a population's margins and hold on to them, as :func:`kumin.rake` (one margin: in one step).

        Raises
        ------
        StatisticsError
            As :func:`kumin.rake`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0], "sex": ["f", "m", "m"]}))
        >>> survey.weight({"sex": {"f": 50, "m": 50}}).means("y")["mean"].item()
        2.0
        """
        fitted = rake(self.frame, margins, design=cast("SurveyDesign | None", self.design), missing=missing)
        return Survey(fitted.frame, fitted.design)

    def trim(self, *, lower: float | None = None, upper: float | None = None) -> Survey:
        """Cut the weights at bounds and hold on to them, as :func:`kumin.trim_weights`.

        Raises
        ------
        StatisticsError
            As :func:`kumin.trim_weights`.

        Examples
        --------
        >>> survey = Survey(pl.DataFrame({"y": [1.0, 2.0, 4.0, 5.0], "z": [1, 1, 2, 2], "sex": ["f", "f", "m", "m"]}))
        >>> weighted = survey.weight({"sex": {"f": 10, "m": 90}})
        >>> weighted.trim(upper=40).frame["weight"].max()
        40.0
        """
        cut = trim_weights(
            self.frame, design=cast("SurveyDesign", self.design or SurveyDesign()), lower=lower, upper=upper
        )
        return Survey(cut.frame, cut.design)
