"""The interval methods by name: what each needs, how it is at 0% and 100%, and where it comes from.

What plan.yaml accepts, the JSON Schema, the table in docs/methods.md, ``kumin explain`` and ``METHOD_NAMES`` are all
read from :data:`INTERVALS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from kumin.arrays import Texts
from kumin.errors import StatisticsError, choices
from kumin.intervals.evidence import Evidence, Limits
from kumin.registry import Registry

Need = Literal["simple_sample", "population", "weight_groups", "variance"]
"""``simple_sample``: no weights, strata or PSUs. ``population``: its size. ``weight_groups``: counts by weight.
``variance``: a variance that can be estimated, in a simple random sample too."""
MethodName = Literal[
    "wilson", "wilson_cc", "agresti_coull", "beta", "beta_r", "clopper_pearson", "jeffreys", "logit", "wilson_r",
    "wald", "arcsine", "likelihood", "finite_exact", "likelihood_r", "auto",
]  # fmt: skip
"""The methods that come with kumin, for type checkers and editors; a test compares them with :data:`INTERVALS`."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval method.

    Parameters
    ----------
    name : str
    limits : callable, optional
        From the evidence to lower and upper limits; None for a method that chooses among others.
    choose : callable, optional
        From the evidence to the names of the methods to use, an array of the same shape.
    formula : str
        The limits, in the notation of docs/methods.md.
    at_ends : str
        The limits at 0%; those at 100% are their mirror image.
    source : str
        Author, year and journal.
    r : str
        What R's ``svyciprop`` calls it, if it has it.
    needs : tuple of str
        What the design must give.
    in_plans : bool
        Whether plan.yaml may ask for it.
    """

    name: str
    limits: Callable[[Evidence], Limits] | None
    choose: Callable[[Evidence], Texts] | None
    formula: str
    at_ends: str
    source: str
    r: str = ""
    needs: tuple[Need, ...] = ()
    in_plans: bool = True


INTERVALS: Registry[Interval] = Registry("interval method")


def interval(
    name: str,
    *,
    formula: str,
    at_ends: str,
    source: str = "",
    r: str = "",
    needs: Sequence[Need] = (),
    in_plans: bool = True,
) -> Callable[[Callable[[Evidence], Limits]], Callable[[Evidence], Limits]]:
    """Register a function as the interval method ``name``; see :class:`Interval`.

    Raises
    ------
    ValueError
        The name is taken.

    Examples
    --------
    >>> @interval("everything", formula="0 to 1", at_ends="[0, 1]")
    ... def everything(e: Evidence) -> Limits:
    ...     return 0 * e.p, 0 * e.p + 1
    >>> INTERVALS["everything"].at_ends
    '[0, 1]'
    >>> INTERVALS.remove("everything")
    """

    def register(function: Callable[[Evidence], Limits]) -> Callable[[Evidence], Limits]:
        INTERVALS.add(name, Interval(name, function, None, formula, at_ends, source, r, tuple(needs), in_plans))
        return function

    return register


def choice(
    name: str, *, formula: str, at_ends: str, source: str = ""
) -> Callable[[Callable[[Evidence], Texts]], Callable[[Evidence], Texts]]:
    """Register a function that chooses a method for every cell, as ``auto`` does.

    Raises
    ------
    ValueError
        The name is taken.
    """

    def register(function: Callable[[Evidence], Texts]) -> Callable[[Evidence], Texts]:
        INTERVALS.add(name, Interval(name, None, function, formula, at_ends, source))
        return function

    return register


class MethodNames(Sequence[str]):
    """Every method's name in the order of registration; a method added later is in it.

    Examples
    --------
    >>> METHOD_NAMES[0]
    'wilson'
    """

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # an index or a slice, as of any tuple
        return tuple(INTERVALS)[index]

    def __len__(self) -> int:
        return len(INTERVALS)

    def __repr__(self) -> str:
        return repr(tuple(INTERVALS))


METHOD_NAMES: Sequence[str] = MethodNames()


def in_plans() -> tuple[str, ...]:
    """Names of the methods that plan.yaml may ask for."""
    return tuple(name for name, entry in INTERVALS.items() if entry.in_plans)


def require_methods(names: Iterable[str]) -> None:
    """Refuse the name of no method.

    Raises
    ------
    StatisticsError
        With the nearest name and all of them.
    """
    for name in names:
        if name not in INTERVALS:
            raise StatisticsError("statistics_method_unknown", method=name, **choices(name, INTERVALS))


def method_named(name: str) -> MethodName:
    """Take a method by the name that a plan gives it: one of the registry's, those added later among them.

    Raises
    ------
    StatisticsError
        No method has the name.
    """
    require_methods([name])
    return cast("MethodName", name)


def markdown_table() -> Iterator[str]:
    """Yield the rows of the table of methods in docs/methods.md, as its text stands there."""
    yield "| method | limits | at 0% (100% is the mirror image) | R |"
    yield "|---|---|---|---|"
    for name, entry in INTERVALS.items():
        source = f" ({entry.source})" if entry.source else ""
        cells = [f"`{name}`", entry.formula + source, entry.at_ends, f"`{entry.r}`" if entry.r else ""]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
