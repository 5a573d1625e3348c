"""docs/benchmarks.md has a place for every table that the benchmarks make, and the tables in it are of their shape."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmark_tools import benchmark
from conftest import ROOT

benchmark("million")  # which the other imports
everything = benchmark("everything")
PAGE = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", everything.TABLES)
def test_a_table_of_the_page_is_one_that_the_benchmarks_make(title: str) -> None:
    name = re.escape(json.dumps(title))
    (made,) = re.findall(f"## {title}\n\n.*\n\n<!-- {name} begins -->\n(.*?)\n<!-- {name} ends -->", PAGE, re.DOTALL)
    where, _, table = made.partition("\n\n")
    assert re.match(r"\d{4}-\d\d-\d\d, (full sizes|small sizes \(`--quick`\)): \d+ cores, ", where)
    heads, _, *rows = (tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table.strip().split("\n"))
    assert heads in {everything.COMPARED, everything.GROWN}
    assert rows
    assert {len(row) for row in rows} == {len(heads)}


def test_tables_are_put_in_their_places_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('before\n<!-- "Start" begins -->\nold\n<!-- "Start" ends -->\nafter\n', encoding="utf-8")
    everything.write_page(page, "here", {"Start": "new"})
    expected = 'before\n<!-- "Start" begins -->\nhere\n\nnew\n<!-- "Start" ends -->\nafter\n'
    assert page.read_text(encoding="utf-8") == expected
    with pytest.raises(SystemExit, match="no place for Reports"):
        everything.write_page(page, "here", {"Reports": "new"})


def test_what_a_process_took_is_measured_in_it() -> None:
    """A process that does nothing has little memory, whatever the one that asks for it has."""
    held = bytearray(300_000_000)
    held[::4096] = b"x" * len(held[::4096])
    found = everything.cost(("-c", "pass"))
    assert found.memory < 100
    assert 0 < found.cpu < 5


def test_make_benchmark_calls_it_and_make_test_does_not() -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    rule = rules.split("\nbenchmark:", 1)[1].split("\n\n", 1)[0]
    assert "tests/benchmarks/everything.py --page" in rule
    assert "benchmarks" not in rules.split("\ntest:", 1)[1].split("\n\n", 1)[0]
