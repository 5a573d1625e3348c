"""How the sample was drawn: the one object every statistic is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Literal, NamedTuple, cast

from kumin.errors import StatisticsError
from kumin.estimation._refusals import require_choice, shown

LonelyPsu = Literal["fail", "center", "certainty", "remove", "average"]
Size = float | int | str | Mapping[str, float]
"""Units of a stage in the population: a number, the column that holds it, or one by stratum."""
LONELY: tuple[LonelyPsu, ...] = ("fail", "center", "certainty", "remove", "average")


class ReplicateDesign:
    """What tells variances by replicate weights, in place of a :class:`SurveyDesign`."""


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

    Raises
    ------
    StatisticsError
        A name is no text, or ``residual_weights`` is another word.

    Examples
    --------
    >>> Calibration("w_before", margins=(("sex",), ("age",))).columns
    ['sex', 'age']
    """

    base_weights: str
    margins: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[str, ...] = ()
    residual_weights: Literal["base", "equal"] = "base"

    def __post_init__(self) -> None:
        if not isinstance(self.base_weights, str):
            raise StatisticsError("argument_column", name="base_weights", kind=type(self.base_weights).__name__)
        margins = self.margins
        if not isinstance(margins, Sequence) or isinstance(margins, str) or any(map(_is_no_list, margins)):
            raise StatisticsError("argument_columns", name="margins", kind=type(margins).__name__)
        if _is_no_list(self.numbers):
            raise StatisticsError("argument_columns", name="numbers", kind=type(self.numbers).__name__)
        require_choice("residual_weights", self.residual_weights, ("base", "equal"))

    @property
    def columns(self) -> list[str]:
        """Columns the fitting used, each once.

        Examples
        --------
        >>> Calibration("w_before", margins=(("sex", "age"), ("age",)), numbers=("income",)).columns
        ['sex', 'age', 'income']
        """
        return list(dict.fromkeys([*(name for margin in self.margins for name in margin), *self.numbers]))


class Stage(NamedTuple):
    """One stage of sampling: its units, the strata they were drawn in, and how many there are."""

    psu: str | None
    strata: str | None
    population: Size | None


@dataclass(frozen=True)
class SurveyDesign:
    """A sampling design, described by columns of the answer frame.

    Without arguments: a simple random sample from a population so large that its size does not matter.

    Parameters
    ----------
    weights : str, optional
        Column of non-negative weights. Without it everyone weighs the same, unless ``population`` is given by stratum:
        then a row weighs N_h / n_h. A weight of 0 takes the row out of every base and leaves it in its stratum.
    strata : str or sequence, optional
        Column of strata the sample was drawn in independently; of several stages one each, None where there are none.
    psu : str or sequence of str, optional
        Column of primary sampling units (ultimate clusters), or of the units of every stage, the first first. Ids are
        read within strata and within the unit of the stage before: block 1 of stratum A and block 1 of stratum B are
        two units. The last stage's units are rows where a column numbers them.
    population : int, float, str, mapping or sequence, optional
        Number of units of the first stage in the population: people, or PSUs where ``psu`` is given. It brings the
        finite population correction 1 - n_h / N_h.

        * a number: the whole population. With strata its share in each is taken as Σw of the stratum over Σw (without
          weights, or with PSUs: the same sampling fraction everywhere).
        * a mapping: stratum (as text) to its N_h.
        * a text: the column that holds N_h, constant within a stratum (as ``fpc`` in R's survey).
        * a sequence: one of these for each stage of ``psu`` (of later stages a number or a column: how many units are
          in the unit of the stage before, or in the stratum there), None where that is not known. All stages then enter
          the variance, and a row without a weight column weighs the product of all N / n.
    lonely_psu : {"fail", "center", "certainty", "remove", "average"} or mapping
        A stratum with a single unit that is not the whole stratum: refuse and name it, let it vary around the mean of
        all units (R's ``"adjust"``), let it add nothing (``certainty``, and R's ``"remove"``, which is the same
        number), or as much as the other strata do on average. A mapping says it by stratum (as text); the others
        fail. Of later stages: a unit with a single unit within it.
    calibration : Calibration, optional
        What the weights were fitted to.

    Raises
    ------
    StatisticsError
        An argument is of the wrong kind, a population not above 0, a mapping comes without strata, a word for
        ``lonely_psu`` is not known, or stages are not said alike in ``psu``, ``strata`` and ``population``.

    Notes
    -----
    With one population, or none, variances use the ultimate cluster approximation: only the first stage enters
    (Särndal, Swensson & Wretman 1992, section 4.6; Wolter 2007, section 1.4). With one for each stage the variance is
    V₁ + Σ f₁ V₂ + Σ f₁ f₂ V₃ …, V_k that between the units of stage k within one of stage k - 1 (the same, section
    4.3), as R's ``svydesign(id = ~a + b, fpc = ~N1 + N2)``. Degrees of freedom are those of the first stage.

    Examples
    --------
    >>> design = SurveyDesign(psu=["school", "pupil"], population=["schools", "pupils"])
    >>> design.columns
    ['school', 'schools', 'pupil', 'pupils']
    """

    weights: str | None = None
    strata: str | Sequence[str | None] | None = None
    psu: str | Sequence[str] | None = None
    population: Size | Sequence[Size | None] | None = None
    lonely_psu: LonelyPsu | Mapping[str, LonelyPsu] = "fail"
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        for name in ("strata", "psu", "population"):
            if isinstance(given := getattr(self, name), list | tuple):
                object.__setattr__(self, name, given[0] if len(given) == 1 else tuple(given))
        self._require_types()
        self._require_stages()
        sizes = [size for stage in self.stages for size in _numbers(stage.population)]
        if any(not size > 0 for size in sizes):
            raise StatisticsError("design_population_not_positive")
        if isinstance(self.stages[0].population, Mapping) and self.stages[0].strata is None:
            raise StatisticsError("design_population_without_strata")
        several = isinstance(self.lonely_psu, Mapping)
        for choice in self.lonely_psu.values() if isinstance(self.lonely_psu, Mapping) else [self.lonely_psu]:
            if not isinstance(choice, str) or choice not in LONELY:
                raise StatisticsError("design_lonely_psu_unknown", value=shown(choice), known=", ".join(LONELY))
        if several and self.strata is None:
            raise StatisticsError("design_lonely_psu_unknown", value="{}", known=", ".join(LONELY))
        if self.calibration is not None and self.weights is None:
            raise StatisticsError("design_calibration_without_weights")

    def _require_types(self) -> None:
        sizes = self.population if isinstance(self.population, tuple) else (self.population,)
        for size in sizes:
            if not (size is None or isinstance(size, str) or all(_is_size(one) for one in _numbers(size))):
                raise StatisticsError("argument_number", name="population", kind=type(size).__name__)
        for name, value in (("weights", self.weights), ("strata", self.strata), ("psu", self.psu)):
            several = isinstance(value, tuple) and name != "weights" and isinstance(self.psu, tuple)
            for one in cast("tuple[object, ...]", value) if several else (value,):
                if not (isinstance(one, str) or (one is None and (not several or name == "strata"))):
                    raise StatisticsError("design_column_name", name=name, kind=type(one).__name__)
        if self.calibration is not None and not isinstance(self.calibration, Calibration):
            raise StatisticsError("argument_calibration", name="calibration", kind=type(self.calibration).__name__)

    def _require_stages(self) -> None:
        stages = len(self.psu) if isinstance(self.psu, tuple) else 1
        for name, given in (("strata", self.strata), ("population", self.population)):
            many = len(given) if isinstance(given, tuple) else 1
            if (many != stages and (many > 1 or (name == "population" and given is not None))) or not stages:
                raise StatisticsError("design_stages", name=name, stages=stages, given=many)
        for stage in self.stages[1:]:
            if isinstance(stage.population, Mapping):
                raise StatisticsError("argument_number", name="population", kind=type(stage.population).__name__)
            if self.several and self.weights is None and stage.population is None:
                raise StatisticsError("design_stage_without_population", name=str(stage.psu))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of sampling, the first first; without ``psu`` its units are the rows.

        Examples
        --------
        >>> [stage.psu for stage in SurveyDesign(psu=["school", "pupil"]).stages]
        ['school', 'pupil']
        """
        units = self.psu if isinstance(self.psu, tuple) else (self.psu,)
        rest = (None,) * (len(units) - 1)
        strata = self.strata if isinstance(self.strata, tuple) else (self.strata, *rest)
        sizes = self.population if isinstance(self.population, tuple) else (self.population, *rest)
        facts = zip(units, strata, sizes, strict=True)
        return tuple(Stage(*one) for one in cast("Iterable[tuple[str | None, str | None, Size | None]]", facts))

    @property
    def several(self) -> bool:
        """True where more stages than the first enter the variance.

        Examples
        --------
        >>> SurveyDesign(psu=["school", "pupil"]).several
        False
        """
        return isinstance(self.psu, tuple) and self.stages[0].population is not None

    @property
    def columns(self) -> list[str]:
        """Names of the columns the design needs.

        Examples
        --------
        >>> SurveyDesign(weights="w", population="N").columns
        ['w', 'N']
        """
        given = [name for name in [self.weights, *(one for stage in self.stages for one in _columns(stage))] if name]
        if self.calibration is not None:
            given += [self.calibration.base_weights, *self.calibration.columns]
        return list(dict.fromkeys(given))

    @property
    def is_simple(self) -> bool:
        """True for a simple random sample: no weights, strata or clusters.

        Examples
        --------
        >>> SurveyDesign(population=92_000).is_simple, SurveyDesign(strata="district").is_simple
        (True, False)
        """
        return self.weights is None and self.strata is None and self.psu is None


def _is_no_list(names: object) -> bool:
    """Whether something is no list of columns' names."""
    return not isinstance(names, Sequence) or isinstance(names, str) or not all(isinstance(one, str) for one in names)


def _columns(stage: Stage) -> list[str | None]:
    return [stage.strata, stage.psu, stage.population if isinstance(stage.population, str) else None]


def _numbers(size: Size | None) -> list[float]:
    """List the numbers of a population that is not in a column."""
    if isinstance(size, Mapping):
        return list(size.values())
    return [] if size is None or isinstance(size, str) else [size]


def _is_size(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)
