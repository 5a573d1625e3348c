"""A definition file, YAML or workbook, read as its model; faults told by their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kumin.definitions.files.tree import Tree
from kumin.definitions.files.yaml_tree import read_yaml
from kumin.definitions.lenient.walk import understood_tree
from kumin.definitions.model import Model, definition_errors, raise_all
from kumin.errors import DefinitionError
from kumin.registry import offered

M = TypeVar("M", bound=Model)

WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
"""Endings of definitions that are workbooks."""

YAMLS = (".yaml", ".yml")


def is_workbook(path: Path) -> bool:
    """Tell whether a definition is a workbook."""
    return path.suffix.lower() in WORKBOOKS


def read_tree(path: Path, model: type[Model]) -> Tree:
    """Read a definition as plain values.

    Raises
    ------
    DefinitionError
        The file is missing, broken, or no definition of this kind.
    """
    if is_workbook(path):
        tree = offered("kumin.workbooks.reading:read_tree")(path, model)
        assert isinstance(tree, Tree)
    else:
        tree = read_yaml(path)
    if not isinstance(tree.value, dict):
        raise DefinitionError("definition_not_mapping", path=path, line=1, column=1)
    if (other := _other_kind(tree.value, model)) is not None:
        raise DefinitionError(f"definition_is_{other}", path=path)
    return tree


_SIGNS = {"questions": "questionnaire", "surveys": "plan", "issues": "plan"}
"""Keys that tell apart what is taken for each other."""


def _other_kind(keys: Iterable[str], model: type[Model]) -> str | None:
    """Name the kind that a definition is where its keys are of one kind only, and not of the one asked for."""
    found = {_SIGNS[key] for key in _SIGNS.keys() & set(keys)}
    asked = {_SIGNS[key] for key in _SIGNS.keys() & model.model_fields.keys()}
    return found.pop() if asked and len(found) == 1 and found != asked else None


def load_model(model: type[M], path: Path, named: Callable[[Tree], Tree] | None = None) -> tuple[M, Tree]:
    """Read ``path`` as a ``model``; what is written in words is understood, and listed in the tree.

    Parameters
    ----------
    model : type of Model
    path : Path
    named : callable, optional
        Puts ids and codes in place of names.

    Raises
    ------
    DefinitionError
        With file, line, column (of a workbook sheet and cell), what is wrong and what was expected; further faults are
        in its ``details``.
    """
    tree = understood_tree(read_tree(path, model), model)
    if named is not None:
        tree = named(tree)
    problems = list(tree.problems)
    try:
        read = model.model_validate(tree.value)
    except ValidationError as error:
        places = {problem.place for problem in problems}
        problems += [one for one in definition_errors(tree, error) if one.place not in places]
    if problems:
        raise_all(problems)
    return read, tree
