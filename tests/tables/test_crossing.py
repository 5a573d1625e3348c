"""Crossed axes are joined and taken apart in one place."""

from __future__ import annotations

import ast

import polars as pl
import pytest

from kumin.tables.crossing import crossed, has_part, members_of, parts_of
from kumin.writers.auditing.audit import _axis_of_group
from source import module_name, sources, tree


def test_what_is_joined_comes_apart_again() -> None:
    assert parts_of(crossed(("sex", "age"))) == ("sex", "age")
    assert members_of("sex*age", "2*-1") == (("sex", "2"), ("age", "-1"))


def test_a_part_is_found_whole_and_everyone_has_none() -> None:
    table = pl.DataFrame({"category": ["1*-1", "-10*1", "-1", None]})
    assert table.select(has_part("category", "-1")).to_series().to_list() == [True, False, True, False]


@pytest.mark.parametrize(
    ("group", "axis"),
    [
        ("", ()),
        ("sex=2*age=3", ("sex", "age")),
        ("sex*age=2*3", ("sex", "age")),
        ("sex*age:2*3", ("sex", "age")),
        ("age=30：39歳*", ("age",)),
    ],
)
def test_a_group_that_is_told_says_its_questions(group: str, axis: tuple[str, ...]) -> None:
    assert _axis_of_group(group) == axis


def test_no_other_module_joins_or_splits_them() -> None:
    wrong = [
        f"{module_name(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"split", "join"}
        and "'*'" in {ast.unparse(part) for part in (node.func.value, *node.args)}
    ]
    assert not wrong
