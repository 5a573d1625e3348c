"""What a questionnaire says about its files and its findings is read, and refused where it makes no sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kumin import DefinitionError, load_questionnaire
from kumin.authoring.json_schema import json_schema
from kumin.definitions import RULES
from kumin.messages import catalogue

QUESTIONS = """\
questions:
  - {id: a, text: A, type: single, options: {1: x, 2: y}}
  - {id: b, text: B, type: single, options: {1: x, 2: y}}
  - {id: c, text: C, type: single, required: true, options: {1: x, 2: {label: その他, other: true}}}
  - {id: d, text: D, type: text}
"""


def load(folder: Path, head: str) -> object:
    path = folder / "q.yaml"
    path.write_text(f"id: q\ntitle: t\n{head}{QUESTIONS}", encoding="utf-8")
    return load_questionnaire(path)


def test_everything_has_a_safe_default(tmp_path: Path) -> None:
    questionnaire = load(tmp_path, "")
    assert {code: questionnaire.action(code) for code in RULES} == {code: rule.action for code, rule in RULES.items()}
    assert questionnaire.duplicates.same_file == questionnaire.duplicates.between_files == "first"
    assert 0 < questionnaire.refuse_above < 1
    assert questionnaire.period is None


def test_a_policy_changes_its_rule_alone(tmp_path: Path) -> None:
    questionnaire = load(tmp_path, "policies: {E101: quarantine_row}\nperiod: {start: 2023-07-01, end: 2023-07-31}\n")
    assert questionnaire.action("E101") == "quarantine_row"
    assert questionnaire.action("E102") == "set_missing"
    assert questionnaire.period.end == date(2023, 7, 31)


def test_a_tab_is_a_delimiter(tmp_path: Path) -> None:
    assert load(tmp_path, 'file: {delimiter: "\\t"}\n').file.delimiter == "\t"


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("blocks: [{questions: [a, b, d]}]\n", "block_needs_singles"),
        ("blocks: [{questions: [a, b, z]}]\n", "block_needs_singles"),
        ("blocks: [{questions: [a, b]}]\n", "must_not_be_empty"),
        ("period: {start: 2023-07-31, end: 2023-07-01}\n", "period_reversed"),
        ("refuse_above: 30\n", "must_be_at_most"),
        ("duplicates: {same_file: any}\n", "not_one_of"),
        ("policies: {E101: ignore}\n", "not_one_of"),
        ("file: {header_row: 0}\n", "must_be_at_least"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(head: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        load(tmp_path, head)
    assert caught.value.code == code
    assert caught.value.line == 3


def test_every_rule_is_worded_and_its_default_is_allowed() -> None:
    for code, rule in RULES.items():
        assert rule.action in rule.allowed
        assert code[0] == {"error": "E", "warning": "W"}[rule.severity]
        assert {f"finding_{code}", f"rule_{code}", f"fix_{code}"} <= catalogue().keys()


def test_editors_know_the_rules_and_what_each_allows() -> None:
    policies = json_schema("questionnaire")["properties"]["policies"]
    assert {code: tuple(rule["enum"]) for code, rule in policies["properties"].items()} == {
        code: rule.allowed for code, rule in RULES.items()
    }
    assert policies["additionalProperties"] is False
