"""An interval method is one entry: plans, JSON Schema, docs, help and the library read it from the registry."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import kumin
from conftest import ROOT
from kumin.authoring.json_schema import json_schema
from kumin.cli import cli
from kumin.definitions.survey import DEFAULT_INTERVAL, Survey
from kumin.errors import StatisticsError
from kumin.intervals import INTERVALS, in_plans, markdown_table
from kumin.messages import catalogue
from kumin.words import Words
from kumin.words.rules import explain

MADE_UP = """
from kumin.intervals import interval

@interval("half", formula="p/2, (1+p)/2", at_ends="[0, 1/2]", source="made up")
def half(e):
    return e.p / 2, (1 + e.p) / 2
"""
SURVEY = {"title": "t", "questionnaire": "q.yaml"}


@pytest.fixture
def half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A method that a module from outside registers."""
    (tmp_path / "made_up_method.py").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("made_up_method")
    yield "half"
    INTERVALS.remove("half")
    del sys.modules["made_up_method"]


def allowed_by_schema() -> list[str]:
    return json_schema("plan")["$defs"]["Survey"]["properties"]["interval"]["enum"]  # type: ignore[no-any-return]


def list_of_explain() -> str:
    return CliRunner().invoke(cli, ["explain"]).output


def test_a_registered_method_is_everywhere(half: str) -> None:
    frame = pl.DataFrame({"y": [True, False]})
    row = kumin.proportions(frame, {"y": pl.col("y")}, method=half).row(0, named=True)
    assert (row["lower"], row["upper"], row["method"]) == (0.25, 0.75, half)
    assert half in kumin.METHOD_NAMES
    assert Survey.model_validate(SURVEY | {"interval": half}).interval == half
    assert half in allowed_by_schema()
    assert "| `half` | p/2, (1+p)/2 (made up) | [0, 1/2] |  |" in markdown_table()
    assert half in list_of_explain()
    for lang in ("ja", "en"):
        assert "p/2, (1+p)/2" in explain(half, Words.of(lang))


def test_what_is_not_registered_is_nowhere() -> None:
    with pytest.raises(ValueError, match="half"):
        Survey.model_validate(SURVEY | {"interval": "half"})
    with pytest.raises(StatisticsError):
        kumin.proportions(pl.DataFrame({"y": [True]}), {"y": pl.col("y")}, method="half")
    assert "half" not in allowed_by_schema()
    assert "half" not in list_of_explain()


def test_plans_take_what_is_for_plans() -> None:
    for name, entry in INTERVALS.items():
        given = SURVEY | {"interval": name, "population": 100}
        if entry.in_plans:
            assert Survey.model_validate(given).interval == name
        else:
            with pytest.raises(ValueError, match=name):
                Survey.model_validate(given)
    assert allowed_by_schema() == list(in_plans())
    assert {name for name in INTERVALS if name not in in_plans()} == {"beta_r", "likelihood_r", "wilson_r"}


def test_a_method_that_needs_the_population_says_so() -> None:
    for name in in_plans():
        if "population" in INTERVALS[name].needs:
            with pytest.raises(ValueError, match=name):
                Survey.model_validate(SURVEY | {"interval": name})
        else:
            Survey.model_validate(SURVEY | {"interval": name})


def test_the_default_is_a_method() -> None:
    assert DEFAULT_INTERVAL in in_plans()


def test_every_method_has_words() -> None:
    missing = [name for name in in_plans() if f"interval_{name}" not in catalogue()]
    assert not missing


def test_every_method_says_where_it_comes_from() -> None:
    own = {"beta_r", "likelihood_r", "auto"}
    assert not [name for name, entry in INTERVALS.items() if not (entry.source or name in own)]


def test_the_table_in_the_docs_is_the_registry() -> None:
    page = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    assert "\n".join(markdown_table()) in page


def test_a_name_is_taken_once(half: str) -> None:
    with pytest.raises(ValueError, match="half"):
        exec(MADE_UP, {})


def test_loading_a_plan_of_the_default_method_loads_no_numpy() -> None:
    code = (
        "import sys, kumin.definitions.survey as s; s.Survey(title='t', questionnaire='q');"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
