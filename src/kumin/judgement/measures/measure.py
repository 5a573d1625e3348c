"""A kind of measure: when an indicator is of it, how it is estimated, and its words.

Every module of :mod:`kumin.judgement.measures.kinds` registers one, so that a kind is added in one file; the table of
the documentation and the tests read the registry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kumin.definitions import Indicator
from kumin.estimation.functions import Form
from kumin.registry import Registry


@dataclass(frozen=True)
class Measure:
    """A kind of measure.

    Parameters
    ----------
    name : str
    order : int
        Place among the kinds.
    example : str
        The keys of an indicator as a plan writes them, for the documentation.
    fits : callable
        Whether an indicator is of the kind; exactly one kind fits each.
    form : callable, optional
        The function of the means of its questions (:data:`kumin.estimation.functions.Form`); None where people are
        counted, or nothing is measured on answers.
    times_of_shares : int
        What a value made of shares is multiplied with: 100 where it is printed in points.
    """

    name: str
    order: int
    example: str
    fits: Callable[[Indicator], bool]
    form: Form | None = None
    times_of_shares: int = 1

    @property
    def words(self) -> str:
        """Message code of its meaning."""
        return f"measure_{self.name}"


MEASURES: Registry[Measure] = Registry("measure")
"""Every kind of measure by its name."""


def measure(kind: Measure) -> Measure:
    """Register a kind of measure."""
    return MEASURES.add(kind.name, kind)


def measures() -> list[Measure]:
    """Return the kinds in their order."""
    return sorted(MEASURES.values(), key=lambda kind: kind.order)


def measure_of(indicator: Indicator) -> Measure:
    """Return the kind of an indicator."""
    (kind,) = (kind for kind in MEASURES.values() if kind.fits(indicator))
    return kind
