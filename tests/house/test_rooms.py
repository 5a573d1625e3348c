"""The house keeps its order: which room may know which, and what the pure middle must not hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from conftest import ROOT

SOURCE = ROOT / "src" / "kumin"

# the rooms in the order of the way through the house: each may import itself and those before it
ORDER = (
    "messages", "registry", "numbers", "frames", "once", "data", "errors", "arrays", "intervals", "definitions",
    "conditions", "responses", "estimation", "judgement", "manifest", "result", "estimates", "past", "pipeline",
    "years", "tables", "disclosure", "words", "charts", "writers", "authoring", "cli", "__main__", "__init__",
)  # fmt: skip
PURE = ("intervals", "estimation", "judgement")
IO_MODULES = {"click", "os", "io", "pathlib", "shutil", "tempfile", "subprocess", "sys", "socket", "urllib", "requests"}


def modules(room: str) -> list[Path]:
    place = SOURCE / room
    return sorted(place.rglob("*.py")) if place.is_dir() else [SOURCE / f"{room}.py"]


def sources() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


ROOMS = [(room, path) for room in ORDER for path in modules(room)]


def test_every_module_stands_in_a_room_of_the_order() -> None:
    assert {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in SOURCE.rglob("*.py")} == set(ORDER)


@pytest.mark.parametrize("room", ORDER)
def test_a_room_knows_only_the_rooms_before_it(room: str) -> None:
    known = {name.split(".")[1] for path in modules(room) for name in imports(path) if name.startswith("kumin.")}
    assert known <= set(ORDER[: ORDER.index(room) + 1])


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {
        path: ".".join(("kumin", *path.relative_to(SOURCE).with_suffix("").parts)) for path in SOURCE.rglob("*.py")
    }
    names = {path: name.removesuffix(".__init__") for path, name in names.items()}
    known = set(names.values())
    arrows = {name: set(targets(path, known)) - {name} for path, name in names.items()}
    assert list(TopologicalSorter(arrows).static_order())


def targets(path: Path, known: set[str]) -> Iterator[str]:
    """Modules that a module imports: ``from kumin.charts import looks`` imports ``kumin.charts.looks``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kumin"):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else node.module


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
