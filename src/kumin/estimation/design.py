"""How the sample was drawn: the one object every statistic is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kumin.errors import StatisticsError

LonelyPsu = Literal["fail", "center", "certainty"]


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
    lonely_psu : {"fail", "center", "certainty"}
        A stratum with a single unit that is not the whole stratum: refuse and name it, let it vary around the mean of
        all units (R's ``"adjust"``), or let it add nothing.

    Notes
    -----
    Variances use the ultimate cluster approximation: only the first stage enters (Särndal, Swensson & Wretman 1992,
    section 4.6; Wolter 2007, section 1.4).
    """

    weights: str | None = None
    strata: str | None = None
    psu: str | None = None
    population: float | int | str | Mapping[str, float] | None = None
    lonely_psu: LonelyPsu = "fail"

    def __post_init__(self) -> None:
        if isinstance(self.population, Mapping):
            if self.strata is None:
                raise StatisticsError("design_population_without_strata")
            sizes = list(self.population.values())
        else:
            sizes = [] if self.population is None or isinstance(self.population, str) else [self.population]
        if any(not size > 0 for size in sizes):
            raise StatisticsError("design_population_not_positive")
        if self.lonely_psu not in ("fail", "center", "certainty"):
            raise StatisticsError("design_lonely_psu_unknown", value=self.lonely_psu)

    @property
    def columns(self) -> list[str]:
        """Names of the columns the design needs."""
        fpc = self.population if isinstance(self.population, str) else None
        return [name for name in (self.weights, self.strata, self.psu, fpc) if name is not None]

    @property
    def is_simple(self) -> bool:
        """True for a simple random sample: no weights, strata or clusters."""
        return self.weights is None and self.strata is None and self.psu is None
