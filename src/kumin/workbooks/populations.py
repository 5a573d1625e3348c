"""A sheet of people, with what the workbook says of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kumin.definitions.lenient.scalars import folded
from kumin.definitions.lenient.walk import understood_value
from kumin.definitions.population import PopulationFile
from kumin.errors import DefinitionError
from kumin.workbooks.cells import decoded
from kumin.workbooks.grid import Grid, headed
from kumin.workbooks.layout import SHEET, plan_tables
from kumin.workbooks.reading import open_sheets


def read_population(path: Path, sheet: str) -> tuple[dict[str, Any] | None, list[tuple[str | None, ...]]]:
    """Read a sheet of people, the only one where none is named.

    Returns
    -------
    tuple
        Its description, None where the workbook has none, and its rows.

    Raises
    ------
    DefinitionError
        There is no such sheet.
    """
    grids = open_sheets(path)
    grid = next((one for name, one in grids.items() if folded(name) == folded(sheet)), None)
    if not sheet:
        grid = next((one for one in grids.values() if one.rows), None)
    if grid is None:
        raise DefinitionError("workbook_sheet_missing", path=path, sheet=sheet, known=", ".join(grids))
    return _described(grids, grid, path), grid.rows


def _described(grids: dict[str, Grid], grid: Grid, path: Path) -> dict[str, Any] | None:
    table = plan_tables()["populations"]
    about = next((one for name, one in grids.items() if folded(name) in table.names), None)
    if about is None:
        return None
    types = {leaf.path: leaf for leaf in table.leaves}
    for _, cells in headed(about, table).rows():
        name, _ = cells.pop((SHEET,), ("", None))
        if folded(name) == folded(grid.name):
            read = {"file": path.name}
            for key, (words, _) in cells.items():
                leaf = types[key]
                read[key[0]] = understood_value(decoded(words, leaf.type_), leaf.type_, leaf.metadata)
            return read
    return None


__all__ = ["PopulationFile", "read_population"]
