"""How the sample was drawn: the one object every statistic is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Literal

from kumin.errors import StatisticsError, choices

LonelyPsu = Literal["fail", "center", "certainty", "remove", "average"]
LONELY: tuple[LonelyPsu, ...] = ("fail", "center", "certainty", "remove", "average")


@dataclass(frozen=True)
class Calibration:
    """What weights were fitted to, so that variances use calibrated residuals.

    Made by :func:`post_stratify`, :func:`rake` and :func:`calibrate`; write one by hand for weights fitted elsewhere.

    Parameters
    ----------
    base_weights : str
        Column of the weights before fitting.
    margins : tuple of tuple of str
        Each margin as the columns whose crossing it counts: one for post-stratification, several for raking.
    numbers : tuple of str
        Numeric columns whose totals were matched.
    residual_weights : {"base", "equal"}
        Weights of the regression that gives the residuals: the base weights (as R's ``postStratify`` and ``calibrate``)
        or none (as R's ``rake``, which averages without weights; the same where base weights are equal).
    """

    base_weights: str
    margins: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[str, ...] = ()
    residual_weights: Literal["base", "equal"] = "base"

    def __post_init__(self) -> None:
        if not isinstance(self.base_weights, str):
            raise StatisticsError("argument_column", name="base_weights", kind=type(self.base_weights).__name__)
        for name, lists in (("margins", self.margins), ("numbers", (self.numbers,))):
            for one in (lists,) if isinstance(lists, str) else lists:
                if isinstance(one, str) or not all(isinstance(column, str) for column in one):
                    raise StatisticsError("argument_columns", name=name, kind=type(one).__name__)
        if self.residual_weights not in ("base", "equal"):
            known = choices(self.residual_weights, ("base", "equal"))
            raise StatisticsError("argument_choice", name="residual_weights", value=self.residual_weights, **known)

    @property
    def columns(self) -> list[str]:
        """Columns the fitting used, each once."""
        return list(dict.fromkeys([*(name for margin in self.margins for name in margin), *self.numbers]))


@dataclass(frozen=True)
class SurveyDesign:
    """A sampling design, described by columns of the answer frame.

    Without arguments: a simple random sample from a population so large that its size does not matter.

    Parameters
    ----------
    weights : str, optional
        Column of non-negative weights. Without it everyone weighs the same, unless ``population`` is given by stratum:
        then a row weighs N_h / n_h. A weight of 0 takes the row out of every base and leaves it in its stratum.
    strata : str, optional
        Column of strata the sample was drawn in independently.
    psu : str, optional
        Column of primary sampling units (ultimate clusters). Ids are read within strata: block 1 of stratum A and block
        1 of stratum B are two units.
    population : int, float, str or mapping, optional
        Number of units of the first stage in the population: people, or PSUs where ``psu`` is given. It brings the
        finite population correction 1 - n_h / N_h.

        * a number: the whole population. With strata its share in each is taken as Σw of the stratum over Σw (without
          weights, or with PSUs: the same sampling fraction everywhere).
        * a mapping: stratum (as text) to its N_h.
        * a text: the column that holds N_h, constant within a stratum (as ``fpc`` in R's survey).
    lonely_psu : {"fail", "center", "certainty", "remove", "average"} or mapping
        A stratum with a single unit that is not the whole stratum: refuse and name it, let it vary around the mean of
        all units (R's ``"adjust"``), let it add nothing (``certainty``, and R's ``"remove"``, which is the same
        number), or as much as the other strata do on average. A mapping says it by stratum (as text); the others
        fail.
    calibration : Calibration, optional
        What the weights were fitted to.

    Notes
    -----
    Variances use the ultimate cluster approximation: only the first stage enters (Särndal, Swensson & Wretman 1992,
    section 4.6; Wolter 2007, section 1.4).
    """

    weights: str | None = None
    strata: str | None = None
    psu: str | None = None
    population: float | int | str | Mapping[str, float] | None = None
    lonely_psu: LonelyPsu | Mapping[str, LonelyPsu] = "fail"
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        self._require_types()
        if isinstance(self.population, Mapping):
            if self.strata is None:
                raise StatisticsError("design_population_without_strata")
            sizes = list(self.population.values())
        else:
            sizes = [] if self.population is None or isinstance(self.population, str) else [self.population]
        if any(not size > 0 for size in sizes):
            raise StatisticsError("design_population_not_positive")
        several = isinstance(self.lonely_psu, Mapping)
        for choice in self.lonely_psu.values() if isinstance(self.lonely_psu, Mapping) else [self.lonely_psu]:
            if choice not in LONELY:
                raise StatisticsError("design_lonely_psu_unknown", value=choice, known=", ".join(LONELY))
        if several and self.strata is None:
            raise StatisticsError("design_lonely_psu_unknown", value="{}", known=", ".join(LONELY))
        if self.calibration is not None and self.weights is None:
            raise StatisticsError("design_calibration_without_weights")

    def _require_types(self) -> None:
        population = self.population
        sizes = list(population.values()) if isinstance(population, Mapping) else [population]
        numbers = all(isinstance(size, Real) and not isinstance(size, bool) for size in sizes)
        if not (numbers or population is None or isinstance(population, str)):
            raise StatisticsError("argument_number", name="population", kind=type(population).__name__)
        for name, value in (("weights", self.weights), ("strata", self.strata), ("psu", self.psu)):
            if value is not None and not isinstance(value, str):
                raise StatisticsError("design_column_name", name=name, kind=type(value).__name__)
        if self.calibration is not None and not isinstance(self.calibration, Calibration):
            raise StatisticsError("argument_calibration", name="calibration", kind=type(self.calibration).__name__)

    @property
    def columns(self) -> list[str]:
        """Names of the columns the design needs."""
        fpc = self.population if isinstance(self.population, str) else None
        given = [name for name in (self.weights, self.strata, self.psu, fpc) if name is not None]
        if self.calibration is not None:
            given += [self.calibration.base_weights, *self.calibration.columns]
        return list(dict.fromkeys(given))

    @property
    def is_simple(self) -> bool:
        """True for a simple random sample: no weights, strata or clusters."""
        return self.weights is None and self.strata is None and self.psu is None
