"""A plan with everything it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kumin.definitions.files.tree import Tree, Understood
from kumin.definitions.plan import Plan
from kumin.definitions.population import SHEET_SIGN, Population, load_population
from kumin.definitions.questionnaire import Questionnaire


@dataclass(frozen=True)
class LoadedPlan:
    """A plan and the definitions it refers to.

    Attributes
    ----------
    plan : Plan
        The plan itself.
    path : Path
        Its file.
    questionnaires : mapping of survey key to Questionnaire
        One for each survey.
    in_words : tuple of Understood
        What was written in words, in the plan and its questionnaires.
    tree : Tree, optional
        The plan's plain values, with the place of each.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> from kumin.definitions import load_plan
    >>> loaded = load_plan(schema_folder("tsurumi", "r05"))
    >>> list(loaded.questionnaires)
    ['residents', 'council', 'principals']
    """

    plan: Plan
    path: Path
    questionnaires: Mapping[str, Questionnaire]
    in_words: tuple[Understood, ...] = ()
    tree: Tree | None = field(default=None, repr=False, compare=False)

    @property
    def understood(self) -> tuple[Understood, ...]:
        """What was written in words or put in order, in the plan and all it refers to.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions import load_plan
        >>> len(load_plan(schema_folder("tsurumi", "r05")).understood)
        0
        """
        tables = {id(one): one for one in (*self.populations.values(), *self.invited.values()) if one is not None}
        return (*self.in_words, *(said for one in tables.values() for said in one.understood))

    @cached_property
    def populations(self) -> Mapping[str, Population | None]:
        """Population of each survey; None where the plan gives none. Read when first asked for.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions import load_plan
        >>> load_plan(schema_folder("tsurumi", "r05")).populations["principals"].total
        36
        """
        return {key: self._population(key) for key in self.plan.surveys}

    @cached_property
    def invited(self) -> Mapping[str, Population | None]:
        """Letters of each survey by cell; None where the plan does not give them. Read when first asked for.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions import load_plan
        >>> load_plan(schema_folder("tsurumi", "r05")).invited["principals"] is None
        True
        """
        folder = self.path.parent
        return {
            key: load_population(folder / survey.invited_by, self.questionnaires[key], count="invited")
            if survey.invited_by
            else None
            for key, survey in self.plan.surveys.items()
        }

    def _population(self, key: str) -> Population | None:
        given = self.plan.surveys[key].population
        if given is None:
            return None
        if isinstance(given, int):
            return Population.of_size(given)
        return load_population(self.path.parent / given, self.questionnaires[key])

    def files(self) -> list[Path]:
        """Every definition file this plan was made of.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> from kumin.definitions import load_plan
        >>> [path.name for path in load_plan(schema_folder("tsurumi", "r05")).files()][:2]
        ['plan.yaml', 'residents.yaml']
        """
        folder = self.path.parent
        files = [self.path]
        for key, survey in self.plan.surveys.items():
            files.append(folder / survey.questionnaire)
            if survey.invited_by:
                files.append(folder / survey.invited_by.partition(SHEET_SIGN)[0])
            if isinstance(survey.population, str):
                files.append(folder / survey.population.partition(SHEET_SIGN)[0])
                population = self.populations[key]
                if population is not None and population.about is not None and population.about.file:
                    files.append((folder / survey.population).parent / population.about.file)
        return list(dict.fromkeys(files))
