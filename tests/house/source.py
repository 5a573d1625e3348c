"""The source of kumin as the house's tests read it: modules, rooms, imports, docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from conftest import ROOT

SOURCE = ROOT / "src" / "kumin"


class Import(NamedTuple):
    """An import: the module it names, and whether it is put off: inside a function, or for type checkers alone."""

    name: str
    later: bool


@cache
def sources() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def module_name(path: Path) -> str:
    return ".".join(("kumin", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


@cache
def module_names() -> frozenset[str]:
    return frozenset(map(module_name, sources()))


@cache
def imports(path: Path) -> tuple[Import, ...]:
    """Every import of a module, those inside functions and for type checkers too."""
    return tuple(_imports(tree(path), later=False))


def _imports(node: ast.AST, *, later: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, later) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            for alias in child.names:
                inner = f"{child.module}.{alias.name}"
                yield Import(inner if inner in module_names() else str(child.module), later)
        else:
            for_types = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            within = later or for_types or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from _imports(child, later=within)


def named_modules(path: Path) -> Iterator[str]:
    """Modules of kumin that a module names in a string, as for ``import_module``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in module_names():
            yield node.value


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def docstrings(path: Path) -> Iterator[ast.Constant]:
    """Strings that stand as statements: docstrings, of attributes too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value
