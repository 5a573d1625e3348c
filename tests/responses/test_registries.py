"""Adding a reader, an answer format or a rule is one entry: all that speaks of them is made from the registries."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import jsonschema
import pytest

import kumin
from answers_tools import GOOD, SMALL, check, coded, found, questionnaire
from conftest import ROOT
from kumin import DefinitionError, ReadError
from kumin.authoring.json_schema import json_schema
from kumin.cli.check import check as check_command
from kumin.definitions import RULES
from kumin.estimates import answer_files
from kumin.messages import catalogue
from kumin.responses import read_answers, validate_file
from kumin.responses.formats import FORMATS
from kumin.responses.readers import READERS
from kumin.responses.validation.conditions import CONDITIONS
from kumin.words import Words
from kumin.words.answer_files import answer_formats_table, readers_table
from kumin.words.rules import catalogue_markdown, explain, overview

READER = """
import polars as pl
from kumin.responses.matching.headings import find_headings, first_rows
from kumin.responses.readers.reader import READERS, Reader
from kumin.responses.table import cut

def read(source):
    rows = [line.split("~") for line in source.data.decode().splitlines()[1:]]
    raw = pl.DataFrame(rows, schema=["c0", "c1"], orient="row")
    headings = find_headings(first_rows(raw, source.layout), source.layout, source.questionnaire)
    return cut(source.path, raw, headings, encoding="tilde")

READERS.add("tilde", Reader("tilde", (".tilde",), read, order=99, signatures=(b"TILDE",)))
"""
FORMAT = """
import polars as pl
from kumin.responses.formats import FORMATS, AnswerFormat
from kumin.responses.matching.names import question_headings

def find(finder, question, missing):
    position = finder.find(question_headings(question))
    return {} if position is None else {0: position}

def missing(question, places):
    return {} if places else {question.column_header: question.headers}

def code(question, cells, missing):
    letters = {code: "ABCDEFG"[place] for place, code in enumerate(question.options)}
    marks = [cells[0].str.contains(letter, literal=True).alias(question.column(c)) for c, letter in letters.items()]
    return [cells[0].str.len_chars().cast(pl.Int16).alias(question.id), *marks]

FORMATS.add("letters", AnswerFormat("letters", find, missing, code, order=99, one_column=True))
"""
RULE = """
import polars as pl
from kumin.definitions.rules import rule
from kumin.responses.validation.conditions import CONDITIONS, Condition

ROUND = rule("W999", "warning", "keep", ("keep", "quarantine_row"))

def not_round(questionnaire):
    for name in ("years", "sex"):
        yield Condition(name, ROUND, lambda _, name=name: pl.col(name) != 3)

CONDITIONS.add("round", not_round)
"""


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Write a temporary module, import it, and take its entries out again."""
    before = [(registry, set(registry)) for registry in (READERS, FORMATS, RULES, CONDITIONS)]
    monkeypatch.syspath_prepend(str(tmp_path))

    def add_module(name: str, source: str, **words: tuple[str, str]) -> ModuleType:
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        for code, pair in words.items():
            monkeypatch.setitem(catalogue(), code, pair)
        importlib.invalidate_caches()
        return importlib.import_module(name)

    yield add_module
    for registry, names in before:
        for name in set(registry) - names:
            registry.remove(name)
    for name in ("made_up_reader", "made_up_format", "made_up_rule"):
        sys.modules.pop(name, None)


def help_of(command: click.Command) -> str:
    return command.get_help(click.Context(command, terminal_width=200, max_content_width=200))


def test_a_new_reader_is_found_wherever_formats_are_spoken_of(add: object, tmp_path: Path) -> None:
    add("made_up_reader", READER, reader_tilde=("波線", "Tilde"), reader_tilde_about=("読みます", "Is read"))  # type: ignore[operator]
    path = tmp_path / "residents.tilde"
    path.write_bytes("TILDE\n問1~問2\n1~2\n".encode())
    table = read_answers(path)
    assert (table.kind, table.headers, table.frame.rows()) == ("tilde", ("問1", "問2"), [(2, "1", "2")])
    assert "| 波線 | .tilde | 読みます |" in readers_table(Words.of("ja"))
    assert "| Tilde | .tilde | Is read |" in readers_table(Words.of("en"))
    assert ".tilde" in help_of(check_command)
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7 and so on")
    with pytest.raises(ReadError) as caught:
        read_answers(tmp_path / "x.csv")
    assert ".tilde" in caught.value.message("ja")
    loaded = kumin.load_plan(ROOT / "schemas" / "tsurumi" / "r05")
    assert answer_files(loaded, tmp_path) == {"residents": (path,)}


def test_a_new_answer_format_is_found_wherever_formats_are_spoken_of(add: object, tmp_path: Path) -> None:
    source = SMALL.replace("    max: 2\n", "    max: 2\n    layout: letters\n")
    with pytest.raises(DefinitionError) as caught:
        questionnaire(tmp_path, source=source)
    assert "auto, columns, joined" in caught.value.message("ja")
    add("made_up_format", FORMAT, format_letters=("文字", "Letters"), format_letters_example=("`AB`", "`AB`"))  # type: ignore[operator]
    definition = questionnaire(tmp_path, source=source)
    path = tmp_path / "a.csv"
    path.write_text(f"整理番号,受付日,問1,問2,問3,問4,問5,問6,問7\n{GOOD.replace(',2,1,10,', ',2,AB,10,')}\n", "utf-8")
    assert coded(validate_file(path, definition), "media", "media_1", "media_2", "media_3") == [(2, True, True, False)]
    assert "| `letters` | 文字 | `AB` |" in answer_formats_table(Words.of("ja"))
    assert "auto, slots, columns, joined, letters" in help_of(check_command)
    written = {"id": "s", "title": "t", "questions": []}
    written["questions"] = [{"id": "a", "text": "A", "type": "multiple", "layout": "letters", "options": {"1": "x"}}]
    jsonschema.validate(written, json_schema("questionnaire"))


def test_a_new_rule_is_found_wherever_rules_are_spoken_of(add: object, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        questionnaire(tmp_path, "policies: {W999: quarantine_row}\n")
    words = {f"{kind}_W999": ("3 の値", "a value of 3") for kind in ("finding", "rule", "fix")}
    add("made_up_rule", RULE, **words)  # type: ignore[operator]
    rows = [
        GOOD.replace(",10,", ",3,"),
        GOOD.replace("001", "002").replace(",1,1,2,", ",3,1,2,"),
        GOOD.replace("001", "003"),
    ]
    answers = check(tmp_path, *rows, extra="policies: {W999: quarantine_row}\n")
    # of a question with a scale of its own too, whose other cells are checked together with those of other questions
    assert found(answers) == [(2, "G", "W999"), (3, "C", "W999")]
    assert answers.quarantined.rows() == [("a.csv", 2, "W999"), ("a.csv", 3, "W999")]
    with pytest.raises(DefinitionError) as caught:
        questionnaire(tmp_path, "policies: {W999: set_missing}\n")
    assert caught.value.code == "policy_not_allowed"
    assert json_schema("questionnaire")["properties"]["policies"]["properties"]["W999"]["enum"] == [
        "keep",
        "quarantine_row",
    ]
    assert "## W999 3 の値" in catalogue_markdown()
    assert "W999" in overview(Words.of("ja"))
    assert "a value of 3" in explain("w999", Words.of("en"))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_tables_of_formats_in_the_documentation_are_current(lang: str) -> None:
    page = (ROOT / "docs" / "file-formats.md").read_text(encoding="utf-8")
    assert readers_table(Words.of(lang)) in page
    assert answer_formats_table(Words.of(lang)) in page


@pytest.mark.parametrize(
    "name", ["residents.csv", "residents.XLSM", "residents.csv.gz", "residents.xlsx.zip", "residents.zip"]
)
def test_a_folder_is_searched_for_every_format_packed_or_not(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    loaded = kumin.load_plan(ROOT / "schemas" / "tsurumi" / "r05")
    assert answer_files(loaded, tmp_path) == {"residents": (tmp_path / name,)}
