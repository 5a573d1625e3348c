"""The house is as docs/architecture.md draws it: the rooms in their order, what each imports, and the pure middle."""

from __future__ import annotations

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT
from source import docstrings, imports, module_name, module_names, named_modules, room_of, sources, tree

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PURE = ("intervals", "estimation", "judgement")
IO_MODULES = {"click", "os", "io", "pathlib", "shutil", "tempfile", "subprocess", "sys", "socket", "urllib", "requests"}

TYPES = {
    "single": "single answer", "multiple": "multiple answer", "number": "number", "date": "date", "text": "free text",
}  # fmt: skip
ONE_OF_EACH = """\
id: one-of-each
title: 試験
questions:
  - {id: single, text: 問, header: "1", type: single, options: {1: ア}}
  - {id: multiple, text: 問, header: "2", type: multiple, options: {1: ア, 2: イ}}
  - {id: number, text: 問, header: "3", type: number}
  - {id: date, text: 問, header: "4", type: date}
  - {id: text, text: 問, header: "5", type: text}
"""


class Room(NamedTuple):
    """A row of the page's table: libraries that are imported with a room's modules, and those that are put off."""

    libraries: frozenset[str]
    later: frozenset[str]


def table_of_rooms() -> dict[str, Room]:
    section = PAGE.split("## Rooms", 1)[1].split("\n## ", 1)[0]
    rooms = {}
    for name, libraries in re.findall(r"^\| `(\w+)` \| [^|]+ \|([^|]*)\|$", section, re.M):
        first, _, later = libraries.partition("later:")
        rooms[name] = Room(*(frozenset(re.findall(r"\w+", part)) for part in (first, later)))
    return rooms


ROOMS = table_of_rooms()
ORDER = tuple(ROOMS)


def test_the_page_lists_every_room() -> None:
    assert {room_of(path) for path in sources()} == set(ROOMS)


def test_a_room_imports_only_itself_and_rooms_above_it() -> None:
    """Inside functions too, for types alone too, and by a module's name in a string."""
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in sources()
        for name in {*(found.name for found in imports(path)), *named_modules(path)}
        if name.startswith("kumin.") and ORDER.index(name.split(".")[1]) > ORDER.index(room_of(path))
    ]
    assert not wrong


def test_no_modules_import_each_other_in_a_circle() -> None:
    arrows = {
        module_name(path): {found.name for found in imports(path)} & module_names() - {module_name(path)}
        for path in sources()
    }
    assert list(TopologicalSorter(arrows).static_order())


@pytest.mark.parametrize("room", ORDER)
def test_the_page_lists_the_libraries_of_every_room(room: str) -> None:
    for later, listed in ((False, ROOMS[room].libraries), (True, ROOMS[room].later)):
        used = {
            name.split(".")[0]
            for path in sources()
            if room_of(path) == room
            for name, put_off in imports(path)
            if put_off is later
        }
        # the main list covers what is imported again inside a function
        assert used - {"kumin", *sys.stdlib_module_names} - (ROOMS[room].libraries if later else set()) == listed


@pytest.mark.parametrize("path", [path for path in sources() if room_of(path) in PURE], ids=module_name)
def test_the_pure_middle_reads_no_file_and_holds_no_japanese(path: Path) -> None:
    assert not {found.name.split(".")[0] for found in imports(path)} & IO_MODULES
    documents = {id(string) for string in docstrings(path)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "open", "input"}, node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            assert not any("\u3040" <= letter <= "\u9fff" for letter in node.value), node.lineno


def test_the_page_has_the_marks_and_their_values() -> None:
    from kumin.responses.coding.dates import INVALID_DATE, UNREADABLE_DATE
    from kumin.responses.coding.options import MARKED_INVALID, UNREADABLE
    from kumin.responses.coding.quantities import INVALID_NUMBER

    assert dict(re.findall(r"^ +\| `([A-Z_]+)` \| (\S+) \|", PAGE, re.M)) == {
        "UNREADABLE": str(UNREADABLE),
        "MARKED_INVALID": str(MARKED_INVALID),
        "NOT_A_NUMBER": str(float("nan")),
        "INVALID_NUMBER": str(INVALID_NUMBER),
        "UNREADABLE_DATE": str(UNREADABLE_DATE),
        "INVALID_DATE": str(INVALID_DATE),
    }


def test_the_page_has_the_types_of_coded_answers(tmp_path: Path) -> None:
    """The table of questions and dtypes, against a questionnaire with one question of each type."""
    import polars as pl

    import kumin

    (tmp_path / "q.yaml").write_text(ONE_OF_EACH, encoding="utf-8")
    (tmp_path / "a.csv").write_text("1,2,3,4,5\n1,1,7,2023/7/1,よい\n", encoding="utf-8")
    answers = kumin.validate_file(tmp_path / "a.csv", kumin.load_questionnaire(tmp_path / "q.yaml"))
    made = {name: kind for name, kind in answers.coded.schema.items() if name.split("_")[0] in TYPES}
    assert made == {
        "single": pl.Int16, "multiple": pl.Int16, "multiple_1": pl.Boolean, "multiple_2": pl.Boolean,
        "number": pl.Float64, "date": pl.Date,
    }  # fmt: skip
    section = PAGE.split("## Coded answers", 1)[1].split("\n## ", 1)[0]
    listed = {
        row[0]: re.findall(r"Int16|Boolean|Float64|Date", row[1])
        for row in re.findall(r"^\| ([^|]+) \|[^|]+\|([^|]*)\|$", section, re.M)
    }
    for type_, heading in TYPES.items():
        dtypes = [str(kind) for name, kind in made.items() if name.split("_")[0] == type_]
        assert listed[heading] == list(dict.fromkeys(dtypes)), type_
