"""The house keeps its order: which room may know which, and what the pure middle must not hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

SOURCE = ROOT / "src" / "kumin"

# room → the rooms of kumin it may import
MAY_KNOW = {
    "errors": {"messages"},
    "messages": {"messages"},
    "definitions": {"definitions", "errors", "responses"},  # responses: only inside Questionnaire.to_pandera
    "conditions": {"definitions"},
    "estimation": {"estimation", "errors"},
    "responses": {"responses", "definitions", "conditions", "errors"},
    "judgement": {"judgement", "estimation", "definitions", "conditions", "errors"},
}
PURE = ("estimation", "judgement")
IO_MODULES = {"click", "os", "io", "pathlib", "shutil", "tempfile", "subprocess", "sys", "socket", "urllib", "requests"}


def modules(room: str) -> list[Path]:
    place = SOURCE / room
    return sorted(place.rglob("*.py")) if place.is_dir() else [SOURCE / f"{room}.py"]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


ROOMS = [(room, path) for room in MAY_KNOW for path in modules(room)]


@pytest.mark.parametrize(("room", "path"), ROOMS, ids=lambda value: getattr(value, "name", value))
def test_a_room_knows_only_the_rooms_before_it(room: str, path: Path) -> None:
    known = {name.split(".")[1] for name in imports(path) if name.startswith("kumin.")}
    assert known <= MAY_KNOW[room]


@pytest.mark.parametrize(("room", "path"), [(r, p) for r, p in ROOMS if r in PURE], ids=lambda v: getattr(v, "name", v))
def test_the_pure_middle_reads_no_file_and_holds_no_japanese(room: str, path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & IO_MODULES
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "open", "input"}
    documents = {id(d) for n in ast.walk(tree) if (d := docstring(n)) is not None}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            assert not any("\u3040" <= c <= "\u9fff" for c in node.value), f"{path.name}:{node.lineno}"


def docstring(node: ast.AST) -> ast.Constant | None:
    """A string that stands as a statement: a docstring, of an attribute too."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value
    return None


def test_modules_stay_rooms_with_one_duty() -> None:
    # lists of sentences are as long as they are
    code = [path for path in SOURCE.rglob("*.py") if path.parent.name != "messages"]
    assert not {path.name: lines for path in code if (lines := len(path.read_text("utf-8").splitlines())) > 450}
