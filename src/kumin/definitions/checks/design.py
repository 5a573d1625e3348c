"""A survey's design checked against its questionnaire and its population."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kumin.definitions.design import Design
from kumin.definitions.files.tree import Loc, Tree
from kumin.definitions.population import COUNT, Population
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.questions import NumberQuestion, SingleQuestion
from kumin.errors import DefinitionError, choices

WANTED: dict[str, tuple[type, ...]] = {
    "strata": (SingleQuestion,),
    "psu": (SingleQuestion, NumberQuestion),
    "weight": (NumberQuestion,),
}
"""What kind of question each column of a design is."""


def check_design(
    design: Design, questionnaire: Questionnaire, population: Population | None, at: Loc, tree: Tree
) -> Iterator[DefinitionError]:
    """Find what is wrong: a column that is no such question, a stratum that is no option, sizes that disagree."""

    def problem(code: str, *loc: str | int, **params: Any) -> DefinitionError:
        return tree.error(code, (*at, *loc), **params)

    for name, kinds in WANTED.items():
        given = getattr(design, name)
        if given and not isinstance(questionnaire.by_id.get(given), kinds):
            known = [one.id for one in questionnaire.questions if isinstance(one, kinds)]
            yield problem(f"design_{name}_unknown", name, question=given, **choices(given, known))
    strata = questionnaire.by_id.get(design.strata)
    if isinstance(strata, SingleQuestion):
        for code in (code for code in design.sizes if code not in strata.options):
            known_codes = ", ".join(map(str, strata.options))
            yield problem("option_unknown", "sizes", code, question=design.strata, option=code, known=known_codes)
        if population is not None and design.strata in population.dimensions:
            labels = {code: option.label for code, option in strata.options.items()}
            yield from _people(design, population, labels, problem)
    options = strata.options if isinstance(strata, SingleQuestion) else {}
    yield from _sizes(design, {code: option.label for code, option in options.items()}, problem)
    if design.fpc and not _knows_sizes(design, population):
        yield problem("design_fpc_without_sizes", "fpc")


def _sizes(
    design: Design, labels: Mapping[int, str], problem: Callable[..., DefinitionError]
) -> Iterator[DefinitionError]:
    """Refuse a size that some strata have and others lack: it could not be used, and nothing would say so."""
    for name in ("invited", "population", "psus"):
        lacking = [code for code, one in design.sizes.items() if getattr(one, name) is None]
        if lacking and len(lacking) < len(design.sizes):
            named = ", ".join(str(labels.get(code, code)) for code in lacking)
            yield problem("design_some_strata", "sizes", key=name, strata=named)
    for code, one in design.sizes.items():
        if one.invited is not None and one.population is not None and one.invited > one.population:
            facts = {"invited": one.invited, "population": one.population}
            yield problem("design_more_letters", "sizes", code, stratum=labels.get(code, code), **facts)


def _people(
    design: Design, population: Population, labels: Mapping[int, str], problem: Callable[..., DefinitionError]
) -> Iterator[DefinitionError]:
    cells = population.cells.group_by(design.strata).sum()
    counts = dict(cells.select(design.strata, COUNT).iter_rows())
    for code, one in design.sizes.items():
        if one.population is not None and one.population != counts.get(code, 0):
            params = {"stratum": labels.get(code, code), "stated": one.population, "table": counts.get(code, 0)}
            yield problem("design_population_differs", "sizes", code, **params)


def _knows_sizes(design: Design, population: Population | None) -> bool:
    """Whether the units of the first stage are known."""
    if design.psu:
        return design.psus is not None or (bool(design.sizes) and all(one.psus for one in design.sizes.values()))
    if design.strata:
        of_cells = population is not None and design.strata in population.dimensions
        return of_cells or design.total("population") is not None
    return population is not None
