"""A workbook → the plain values that a YAML definition has, each with the sheet and cell it stands in."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from kumin.definitions.files.tree import Tree
from kumin.definitions.files.yaml_tree import MAX_NODES
from kumin.definitions.plan import Plan
from kumin.errors import DefinitionError
from kumin.numbers import counted
from kumin.responses.readers.sheets import Sheet, sheets_of
from kumin.workbooks.grid import Grid
from kumin.workbooks.layout import tables_of
from kumin.workbooks.plan_sheets import PlanReader
from kumin.workbooks.questionnaire_sheets import QuestionnaireReader


def open_sheets(path: Path) -> dict[str, Grid]:
    """Read the sheets of a workbook.

    Raises
    ------
    DefinitionError
        There is no such file, it is locked, or it is larger than a definition is.
    """
    if not path.exists():
        raise DefinitionError("definition_missing", path=path)
    try:
        with path.open("rb"):
            pass
    except PermissionError:
        raise DefinitionError("definition_locked", path=path) from None
    sheets: tuple[Sheet, ...] = sheets_of(path)
    if sum(sheet.frame.height * sheet.frame.width for sheet in sheets) > MAX_NODES:
        raise DefinitionError("definition_too_large", path=path, limit=counted(MAX_NODES))
    return {sheet.name: Grid.of(sheet) for sheet in sheets}


def read_tree(path: Path, model: type[BaseModel]) -> Tree:
    """Read a workbook as the plain values of a plan or a questionnaire.

    Raises
    ------
    DefinitionError
        The workbook cannot be opened, or lacks a sheet that the definition needs.
    """
    kind = PlanReader if model is Plan else QuestionnaireReader
    reader = kind(path, open_sheets(path), tables_of(model))
    return reader.tree(reader.read())
