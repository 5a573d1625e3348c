"""Whatever a definition holds comes back from its cells and its workbook as it was."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from conftest import command
from kumin.definitions import Questionnaire, load_questionnaire
from kumin.definitions.lenient.walk import understood_value
from kumin.definitions.targets import Target
from kumin.workbooks.cells import encoded, understood_cell
from kumin.workbooks.layout import plan_tables
from kumin.workbooks.writing import write_questionnaire
from kumin.workbooks.yaml_files import comments_left

NUMBERS = st.floats(0, 100, allow_nan=False).map(lambda one: round(one, 2))
YEARS = st.integers(1990, 2099)
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=12).filter(
    lambda one: one.strip() == one and "\x00" not in one
)
TARGETS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.sampled_from(("at_least", "more_than", "at_most", "less_than")).flatmap(
        lambda key: NUMBERS.map(lambda one: {key: one})
    ),
    st.tuples(NUMBERS, NUMBERS).map(lambda ends: {"between": sorted(ends)}),
    st.fixed_dictionaries({"points": NUMBERS}, optional={"from": YEARS}).map(lambda one: {"raise": one}),
    st.fixed_dictionaries({"ratio": st.just(1.5)}).map(lambda one: {"lower": one}),
    st.fixed_dictionaries({}, optional={"at": NUMBERS, "within_points": NUMBERS}).map(lambda one: {"maintain": one}),
    st.sampled_from(("up", "down")).map(lambda one: {"direction": {"to": one}}),
    st.just({"monitor": True}),
    st.dictionaries(YEARS, NUMBERS, min_size=1, max_size=3).map(lambda one: {"external": {**one, "source": "調査"}}),
)
INDICATOR = {".".join(leaf.path): leaf for leaf in plan_tables()["indicators"].leaves}


@pytest.mark.parametrize("lang", ["ja", "en"])
@given(target=TARGETS, unit=st.sampled_from(("", "%", "点", "世帯", "億円")))
@settings(max_examples=60, deadline=None)
def test_a_target_comes_back_from_its_cell(lang: str, target: dict[str, Any], unit: str) -> None:
    leaf = INDICATOR["target"]
    cell = encoded(target, leaf.type_, leaf.metadata, lang, unit)
    read = understood_value(understood_cell(str(cell), leaf, {"unit": unit}), leaf.type_, leaf.metadata)
    assert isinstance(read, dict)
    assert Target.model_validate(read) == Target.model_validate(target)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "name", ["title", "note", "positive", "points", "among", "base", "result", "target.milestones"]
)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_value_comes_back_from_its_cell(lang: str, name: str, data: st.DataObject) -> None:
    codes = st.lists(st.integers(0, 99), min_size=1, max_size=4, unique=True)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "title": WORDS,
        "note": WORDS,
        "positive": st.one_of(codes, NUMBERS.map(lambda one: {"at_least": one})),
        "points": st.dictionaries(st.integers(0, 9), NUMBERS, min_size=1, max_size=4),
        "among": st.dictionaries(st.sampled_from(("q1", "q2")), codes, min_size=1),
        "base": st.one_of(st.sampled_from(("answered", "all")), codes.map(lambda one: {"excluding": one})),
        "result": st.one_of(NUMBERS, st.fixed_dictionaries({"percent": NUMBERS, "n": st.integers(1, 999)})),
        "target.milestones": st.dictionaries(YEARS, NUMBERS, min_size=1, max_size=3),
    }
    leaf, value = INDICATOR[name], data.draw(kinds[name])
    cell = encoded(value, leaf.type_, leaf.metadata, lang)
    read = understood_value(understood_cell(str(cell), leaf, {}), leaf.type_, leaf.metadata)
    type_ = TypeAdapter(leaf.type_)
    assert type_.validate_python(read) == type_.validate_python(value)


@given(labels=st.lists(WORDS, min_size=2, max_size=4, unique=True), no_answer=st.lists(WORDS, max_size=3))
@settings(max_examples=12, deadline=None)
def test_a_questionnaire_comes_back_from_its_workbook(labels: list[str], no_answer: list[str]) -> None:
    values = {
        "id": "q", "title": labels[0], "missing": {"no_answer": ["", *no_answer]},
        "questions": [
            {"id": "a", "text": labels[1], "header": "問1", "type": "single", "options": dict(enumerate(labels, 1))},
            {"id": "b", "text": "問", "header": "問2", "type": "multiple", "separator": "\t", "no_answer": [],
             "options": {1: {"label": labels[0], "exclusive": True}, 2: labels[1]}, "ask_if": {"a": [1, 2]}},
        ],
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        path = Path(folder) / "q.xlsx"
        write_questionnaire(values, path)
        assert load_questionnaire(path) == Questionnaire.model_validate(values)


def test_comments_of_yaml_that_no_workbook_holds_are_counted(mini: Path) -> None:
    plan, form = mini / "plan.yaml", mini / "residents.yaml"
    assert comments_left(mini) == {}
    written = "# 区長の確認待ち\n# yaml-language-server: $schema=x\n" + plan.read_text("utf-8") + "\n# 終わり\n"
    plan.write_text(written, "utf-8")
    words = form.read_text("utf-8").replace("questions:\n", "questions:  # 用紙の順\n", 1)
    form.write_text(words, "utf-8")
    assert comments_left(mini) == {"plan.yaml": 2, "residents.yaml": 1}
    assert comments_left(form) == {"residents.yaml": 1}
    done = command("convert", mini, "--out", mini / "made", "--lang", "ja")
    assert "YAML のコメント（#）3 行は、ブックに入りません（plan.yaml 2 行、residents.yaml 1 行）" in done.stderr
    # what stands below a question goes with it
    form.write_text(words.rstrip("\n") + "\n    # 合っているか\n", "utf-8")
    assert comments_left(form) == {"residents.yaml": 1}
    assert "YAML" not in command("convert", mini / "made", "--out", mini / "back", "--lang", "ja").stderr
