"""Every public name says what it does, with an example, and what it refuses; tests/docs runs the examples."""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest

import kumin
import kumin.estimation
from conftest import ROOT
from source import sources

CONSTANTS = {"METHOD_NAMES", "MUNICIPAL_RULES", "NCHS_RULES"}


def own_members(public: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties that a class of ours defines or has from one of ours."""
    members = {name: member for one in reversed(public.__mro__) for name, member in vars(one).items()}
    for name, member in members.items():
        function = getattr(member, "__func__", None) or getattr(member, "fget", None) or getattr(member, "func", member)
        if not name.startswith("_") and inspect.isfunction(function) and function.__module__.startswith("kumin."):
            yield f"{public.__name__}.{name}", function


def documented() -> dict[str, Any]:
    """Return every public function and class, and the methods and properties of the classes, by name."""
    found: dict[str, Any] = {}
    for name in dict.fromkeys([*kumin.__all__, *kumin.estimation.__all__]):
        if name in CONSTANTS:
            continue
        public = getattr(kumin if name in kumin.__all__ else kumin.estimation, name)
        found[name] = inspect.unwrap(public) if inspect.isfunction(public) else public
        if inspect.isclass(public):
            found.update(own_members(public))
    return found


DOCUMENTED = documented()


def sections(public: Any) -> dict[str, str]:
    """Return the sections of a NumPy docstring by their heading."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}$", inspect.getdoc(public) or "", flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def raises(public: Any) -> bool:
    """Whether a function, or what makes an object of a class, refuses something itself or by the check at its door."""
    source = textwrap.dedent(inspect.getsource(public))
    if inspect.isclass(public):
        made = [vars(public)[name] for name in ("__post_init__", "_require_types") if name in vars(public)]
        return any("raise " in inspect.getsource(one) for one in made)
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    checked = any("statistic" in ast.unparse(one) for one in tree.decorator_list)
    return checked or any(isinstance(node, ast.Raise) for node in ast.walk(tree))


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_public_name_has_an_example(name: str) -> None:
    assert ">>> " in sections(DOCUMENTED[name]).get("Examples", ""), f"{name}: no example"


@pytest.mark.parametrize("name", [name for name, public in DOCUMENTED.items() if raises(public)])
def test_what_refuses_says_what_it_refuses(name: str) -> None:
    assert "Raises" in sections(DOCUMENTED[name]), f"{name}: no section Raises"


@pytest.mark.parametrize("name", [name for name in DOCUMENTED if name.startswith("Survey.")])
def test_a_method_of_a_survey_refuses_what_its_function_does(name: str) -> None:
    assert "Raises" in sections(DOCUMENTED[name])


@pytest.mark.parametrize("name", [name for name, public in DOCUMENTED.items() if inspect.isfunction(public)])
def test_a_function_names_each_of_its_parameters(name: str) -> None:
    words = inspect.getdoc(DOCUMENTED[name]) or ""
    given = [one for one in inspect.signature(DOCUMENTED[name]).parameters if one != "self"]
    if name.startswith("Survey.") or len(given) <= 1:
        return  # a method of a survey is its function, whose parameters are named there
    section = sections(DOCUMENTED[name]).get("Parameters", "")
    named = set(re.findall(r"\w+", "\n".join(line for line in section.splitlines() if not line.startswith(" "))))
    assert not [one for one in given if one not in named and f"``{one}``" not in words]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_each_parameter_is_described(name: str) -> None:
    lines = sections(DOCUMENTED[name]).get("Parameters", "").strip("\n").splitlines()
    following = zip(lines, [*lines[1:], ""], strict=False)
    assert not [line for line, after in following if line[:1].strip() and not after.startswith("    ")]


@pytest.mark.parametrize("name", [name for name, public in DOCUMENTED.items() if inspect.isfunction(public)])
def test_a_function_says_what_it_returns(name: str) -> None:
    if "." not in name and inspect.signature(DOCUMENTED[name]).return_annotation not in (None, "None"):
        assert {"Returns", "Yields"} & set(sections(DOCUMENTED[name]))


OTHER_NAMES = re.compile(r"kumin\.(?:indicators|suppression)\b|kumin\.(?:yaml|bat)$|kumin\.proportion$")
"""Keys of a data package, files, and a slip that a test makes."""


def exists(name: str) -> bool:
    """Whether a module, or what stands in one, has a name; a field of a class is known by its annotation."""
    parts = name.split(".")
    for place in range(len(parts), 0, -1):
        with contextlib.suppress(ImportError):
            found: Any = importlib.import_module(".".join(parts[:place]))
            break
    for part in parts[place:]:
        if not hasattr(found, part):
            return part in getattr(found, "__annotations__", {})
        found = getattr(found, part)
    return True


def test_every_name_of_ours_that_is_written_of_exists() -> None:
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "README.md", *sources()]
    found: dict[str, str] = {}
    for path in pages:
        named = re.findall(r"(?<![\w./@-])kumin(?:\.[A-Za-z_]\w*)+", path.read_text(encoding="utf-8"))
        found |= dict.fromkeys(named, path.name)
    assert not {name: page for name, page in found.items() if not OTHER_NAMES.match(name) and not exists(name)}
