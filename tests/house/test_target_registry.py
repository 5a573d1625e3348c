"""A kind of target is one entry: plan files, JSON Schema, judging, docs and help read it from the registry."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from click.testing import CliRunner

import kumin
from conftest import ROOT
from kumin import DefinitionError, load_plan
from kumin.authoring.json_schema import json_schema
from kumin.cli import cli
from kumin.definitions.targets import KINDS, STEPS, Target
from kumin.messages import catalogue
from kumin.words.indicators.targets import targets_markdown
from kumin.words.rules import explain, overview
from kumin.words.words import Words

MADE_UP = """
from kumin.definitions.goal import Goal
from kumin.definitions.targets import Kind, Number, Step, target_kind, target_step

target_kind(
    Kind(
        name="twice",
        rule=Number,
        words="target_twice",
        example="{twice: 30}",
        order=900,
        comparison="at_least",
        goal=lambda value, year, past: Goal.of("at_least", 2 * value),
        amounts=lambda value: [(("twice",), value)],
        stated=lambda value: Goal.of("at_least", 2 * value),
    )
)
target_step(
    Step(
        name="halfway",
        needs=("by",),
        words="reference_halfway",
        example="{twice: 30, by: 2027, reference: halfway}",
        order=900,
        value=lambda target, year, start, end: end / 2,
    )
)
"""


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A kind and a reference that a module from outside registers."""
    (tmp_path / "made_up_target.py").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(catalogue(), "target_twice", ("その値の2倍以上", "at least twice the value"))
    monkeypatch.setitem(catalogue(), "reference_halfway", ("目標の半分", "half of the target"))
    importlib.import_module("made_up_target")
    yield "twice"
    KINDS.remove("twice")
    STEPS.remove("halfway")
    del sys.modules["made_up_target"]


def with_target(folder: Path, target: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{at_least: 60, by: 2027}", target, 1), encoding="utf-8")
    return path


def test_a_registered_kind_is_read_judged_and_checked_in_a_plan(twice: str, mini: Path) -> None:
    plan = load_plan(with_target(mini, "{twice: 24}"))
    row = {"indicator": "1-1", "n_base": 100, "n_positive": 48}
    judged = kumin.judge(pl.DataFrame([row]), plan).row(0, named=True)
    assert (judged["judgement"], judged["target_percent"], judged["comparison"]) == ("A", 48.0, "at_least")
    halved = Target.model_validate({"twice": 30, "by": 2027, "reference": "halfway"}).goal(2023, {})
    assert halved is not None
    assert halved.low == 30


@pytest.mark.parametrize("target", ["{twice: 240}", "{twice: 24, at_least: 5}", "{twice: many}"])
def test_a_plan_is_refused_by_the_kinds_own_rule(twice: str, mini: Path, target: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(with_target(mini, target))
    assert refused.value.line == 16


def test_it_is_in_the_schema_the_docs_and_the_help(twice: str) -> None:
    schema = json_schema("plan")["$defs"]["Target"]
    assert twice in schema["properties"]
    assert "halfway" in schema["properties"]["reference"]["enum"]
    assert "| `twice` | at least twice the value | `target: {twice: 30}` |" in targets_markdown(Words("en"))
    assert "その値の2倍以上" in explain(twice, Words("ja"))
    assert "halfway" in explain("halfway", Words("en"))
    assert all(name in overview(Words("ja")) for name in (twice, "halfway"))
    assert twice in CliRunner().invoke(cli, ["explain"]).output


def test_without_it_none_of_them_knows_it(mini: Path) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(with_target(mini, "{twice: 24}"))
    assert refused.value.code == "unknown_key"
    assert "twice" not in json.dumps(json_schema("plan"))


@pytest.mark.parametrize("entry", [*KINDS.values(), *STEPS.values()], ids=lambda entry: entry.name)
def test_every_kind_has_words_an_example_and_a_row_in_the_docs(entry: Any, mini: Path) -> None:
    assert entry.words in catalogue()
    target = load_plan(with_target(mini, entry.example)).plan.issues[0].indicators[0].target
    assert entry.name in (target.rule, target.reference)
    for page, lang in (("judgement.md", "en"), ("judgement-ja.md", "ja")):
        rows = targets_markdown(Words(lang)).splitlines()
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert [row for row in rows if row.startswith(f"| `{entry.name}` |") and row in text]


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("{at_least: 60, baseline: {year: 2021, value: 400}, reference: path, by: 2027}", "value"),
        ("{maintain: {at: 250}}", "at"),
        ("{maintain: {at: 50, within_points: 101}}", "within_points"),
        ("{raise: {points: 120}}", "points"),
        ("{between: [40, 140]}", "between"),
        ("{at_least: 60, milestones: {2024: 520}}", "2024"),
    ],
)
def test_a_number_that_is_no_percent_is_refused_wherever_a_target_states_it(
    mini: Path, target: str, place: str
) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(with_target(mini, target))
    assert (refused.value.code, refused.value.line, refused.value.params["at"]) == ("must_be_at_most", 16, place)


@pytest.mark.parametrize(
    ("target", "mark"),
    [
        ("{maintain: {at: 250}}", "A"),
        ("{maintain: {at: 249}}", "B"),
        ("{at_most: 100, by: 2025, baseline: {year: 2021, value: 400}, reference: path}", "A"),
        ("{at_most: 100, by: 2024, baseline: {year: 2021, value: 400}, reference: path}", "B"),
        ("{at_least: 200, by: 2026, baseline: {year: 2021, value: 150}, reference: path}", "A"),
    ],
)
def test_with_a_unit_the_same_numbers_are_read_and_judged(mini: Path, target: str, mark: str) -> None:
    path = mini / "plan.yaml"
    more = f"      - {{id: 1-3, text: 会員数, unit: 人, target: {target}, result: 250}}\n"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + more, encoding="utf-8")
    result = kumin.run(path, mini / "answers")
    row = result.judgements.filter(pl.col("indicator") == "1-3").row(0, named=True)
    assert (row["judgement"], row["value"], row["unit"], row["percent"]) == (mark, 250.0, "人", None)


def test_the_schema_takes_every_example() -> None:
    schema = json_schema("plan")
    from ruamel.yaml import YAML

    for entry in (*KINDS.values(), *STEPS.values()):
        target = json.loads(json.dumps(YAML(typ="safe").load(entry.example)))
        jsonschema.validate(target, {"$ref": "#/$defs/Target", "$defs": schema["$defs"]})
