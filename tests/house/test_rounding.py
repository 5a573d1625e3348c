"""Only ``kumin.numbers`` rounds and prints what is published: no other module does, whatever it is written with."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

SOURCE = ROOT / "src" / "kumin"

# what rounds or formats a number that nobody publishes: place → why
ALLOWED = {
    "charts/years.py:_Plot.ticks": "geometry: where the ticks of an axis stand",
    "charts/answers.py:_shades": "a colour between two others",
    "responses/readers/spreadsheets/_spreadsheet.py:_as_percent": "an answer as it is shown: 0.07 times 100 is 7",
    "tables/amounts.py:decimals_of": "counts the decimals of the answers by comparing them with themselves",
    "disclosure/solve.py:": "a solver's whole numbers carry binary dust",
    "disclosure/program.py:": "a solver's whole numbers carry binary dust",
}

ROUNDING_METHODS = {"round", "round_sig_figs", "quantize", "rint"}
NUMBER_SPEC = re.compile(r"^(.?[<>=^])?[-+ ]?z?#?0?\d*[,_]?(\.\d+)?[eEfFgGn%]?$")
PERCENT_FORMAT = re.compile(r"%(\(\w+\))?[-+ #0]*\d*(\.\d+)?[eEfFgG]")
FIELD = re.compile(r"\{\w*:([^{}|]*)\}")


def is_number_spec(spec: str) -> bool:
    """Whether a format specification rounds a number or groups its digits: ``.1f``, ``g``, ``,``, ``.0%``."""
    return bool(NUMBER_SPEC.match(spec)) and bool(re.search(r"[.,_]|[eEfFgGn%]$", spec))


def spec_of(node: ast.FormattedValue) -> str:
    """The format specification of a part of an f-string, a digit in place of what is put into it."""
    if not isinstance(node.format_spec, ast.JoinedStr):
        return ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.format_spec.values)


def rounds(node: ast.AST) -> str:
    """Say how a node rounds or prints a number; empty where it does not."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in ROUNDING_METHODS:
            return f"{name}()"
        if name == "format" and any(
            isinstance(one, ast.Constant) and isinstance(one.value, str) and is_number_spec(one.value)
            for one in node.args[1:]
        ):
            return "format()"
    if isinstance(node, ast.FormattedValue) and is_number_spec(spec := spec_of(node)):
        return f"f-string :{spec}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        left = node.left.value if isinstance(node.left, ast.Constant) else None
        return "%-format" if isinstance(left, str) and PERCENT_FORMAT.search(left) else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found = [spec for spec in FIELD.findall(node.value) if is_number_spec(spec)]
        return f"field :{found[0]}" if found else ""
    return ""


def small_base(node: ast.AST) -> str:
    """Say where a base is compared with a number of its own; empty where it is not."""
    if isinstance(node, ast.Compare):
        compared = [node.left, *node.comparators]
        if any("n_base" in ast.unparse(one) or "n_rest" in ast.unparse(one) for one in compared) and any(
            isinstance(one, ast.Constant) and isinstance(one.value, int) and one.value > 10 for one in compared
        ):
            return ast.unparse(node)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        names = node.targets if isinstance(node, ast.Assign) else [node.target]
        small = any(isinstance(name, ast.Name) and "SMALL" in name.id for name in names)
        if (
            small
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, int)
            and node.value.value == 30
        ):
            return ast.unparse(node)
    return ""


def docstrings(tree: ast.Module) -> set[int]:
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def walk(node: ast.AST, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every node with the function it is in, by its name with those around it."""
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        place = f"{within}.{child.name}".lstrip(".") if named else within  # type: ignore[attr-defined]
        yield place, child
        yield from walk(child, place)


def sites(source: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield (place, what) for all that a module rounds, prints or compares with a small base of its own."""
    tree = ast.parse(source)
    documents = docstrings(tree)
    for place, node in walk(tree):
        if id(node) not in documents and (what := rounds(node) or small_base(node)):
            yield f"{path}:{place}", f"line {getattr(node, 'lineno', 0)}: {what}"


def reason(place: str) -> str | None:
    """The entry of the list that allows a place: of its function, or of the whole module."""
    module = place.partition(":")[0] + ":"
    return next((key for key in (place, module) if key in ALLOWED), None)


MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if path.name != "numbers.py" or path.parent != SOURCE]


def found_in(paths: list[Path]) -> list[tuple[str, str]]:
    return [site for p in paths for site in sites(p.read_text(encoding="utf-8"), p.relative_to(SOURCE).as_posix())]


def test_no_other_module_rounds_or_prints_a_published_number() -> None:
    assert [site for site in found_in(MODULES) if reason(site[0]) is None] == []


def test_every_exception_is_still_one() -> None:
    used = {reason(place) for place, _ in found_in(MODULES)}
    assert set(ALLOWED) - used == set()


def test_no_template_formats_a_number() -> None:
    templates = sorted(SOURCE.rglob("*.html"))
    assert templates
    for path in templates:
        assert not re.search(r"\|\s*(round|format|int)\b|\.format\(|\.\d+f", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "line",
    [
        'f"{x:.1f}"', 'f"{x:+.1f}"', 'f"{x:,.{d}f}"', 'f"{x:g}"', 'f"{x:,.10g}"', 'f"{x:,}"',
        'f"{x:.0%}"', "round(x, 1)",
        "x.round(2)", 'pl.col("a").round(0)', 'Decimal("1").quantize(y)', '"%.1f" % x', '"%(a)5.2f%%" % x',
        '"{x:.1f}".format(x=1)', 'format(x, ".2f")', 'A = {"code": "{share:.1f}%"}', "np.rint(x)",
        'small = row["n_base"] < 30', "SMALL_BASE = 30",
    ],
)  # fmt: skip
def test_each_way_of_rounding_is_found(line: str) -> None:
    assert list(sites(f"def f(x):\n    {line}\n", "m.py"))


@pytest.mark.parametrize(
    "line",
    ['f"{day:%m/%d}"', 'f"{x}"', 'f"{x:>5}"', 'f"{n:02x}"', '"{nearest:ja}"', '"{n:row|rows}"', "n_base < k", "a % b"],
)
def test_what_rounds_nothing_is_left_alone(line: str) -> None:
    assert not list(sites(f"def f(x):\n    {line}\n", "m.py"))
