"""Which file of a folder is the plan, and what stands in it before anything is checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kumin.definitions.files.read import is_workbook, read_tree
from kumin.definitions.files.tree import Tree
from kumin.definitions.files.yaml_tree import read_yaml
from kumin.definitions.lenient.walk import understood_tree
from kumin.definitions.plan import Plan
from kumin.errors import DefinitionError
from kumin.registry import offered

PLAN_FILE = "plan.yaml"


def plan_tree(path: Path) -> Tree:
    """Return a plan's plain values with their places; what a finished plan needs may be missing.

    Raises
    ------
    DefinitionError
        The file cannot be read.
    """
    return understood_tree(read_tree(path, Plan), Plan)


def workbook_is_plan(path: Path) -> bool:
    """Tell whether a workbook is a plan, by the names of its sheets."""
    return bool(offered("kumin.workbooks.names:is_plan_workbook")(path))


def file_is_plan(path: Path) -> bool:
    """Tell a plan from a questionnaire: by its sheets, or by its keys."""
    if is_workbook(path):
        return workbook_is_plan(path)
    value = read_yaml(path).value
    return isinstance(value, dict) and "questions" not in value


def find_plan(folder: Path) -> Path:
    """Find the plan of a folder: plan.yaml, or the workbook with a plan's sheets.

    Raises
    ------
    DefinitionError
        There are several.
    """
    found = list(plans_in(folder))
    if len(found) > 1:
        raise DefinitionError("plans_several", path=folder, names=", ".join(one.name for one in found))
    return found[0] if found else folder / PLAN_FILE


def plans_in(folder: Path) -> Iterator[Path]:
    """List the plans of a folder: plan.yaml, then the workbooks with a plan's sheets; Excel's lock files are none."""
    if (folder / PLAN_FILE).is_file():
        yield folder / PLAN_FILE
    books = sorted(one for one in folder.iterdir() if is_workbook(one) and not one.name.startswith(("~$", ".")))
    yield from (one for one in books if workbook_is_plan(one))
