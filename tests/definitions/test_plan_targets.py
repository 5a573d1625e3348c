"""Targets, scales, numbers and combined questions in a plan file: read, or refused at their place."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT
from kumin import DefinitionError, load_plan
from kumin.definitions.files.yaml_tree import read_yaml

TARGET = "target: {at_least: 60, by: 2027}\n        history: {2022: 50.0}"
LINE = 16


def with_target(folder: Path, target: str, *more: tuple[str, str]) -> Path:
    path = folder / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    assert TARGET in text
    text = text.replace(TARGET, f"{target}\n        history: {{2022: 50.0}}")
    for old, new in more:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("target", "rule", "comparison", "stated"),
    [
        ("target: {more_than: 60}", "more_than", "more_than", (60, None)),
        ("target: {at_most: 10}", "at_most", "at_most", (None, 10)),
        ("target: {between: [40, 60]}", "between", "between", (40, 60)),
        ("target: {at_least: 40, less_than: 60}", "between", "between", (40, 60)),
        ("target: {raise: {points: 5, from: 2022}, by: 2027}", "raise", "at_least", (None, None)),
        ("target: {lower: {ratio: 0.9}}", "lower", "at_most", (None, None)),
        ("target: {maintain: {within_points: 2}}", "maintain", "between", (None, None)),
        ("target: {maintain: {at: 85, within_points: 2}}", "maintain", "between", (83, 87)),
        (
            "target: {at_least: 60, by: 2027, milestones: {2024: 52}, reference: milestone}",
            "at_least",
            "at_least",
            (60, None),
        ),
    ],
)
def test_targets(
    mini: Path, target: str, rule: str, comparison: str, stated: tuple[float | None, float | None]
) -> None:
    found = load_plan(with_target(mini, target)).plan.issues[0].indicators[0].target
    assert (found.rule, found.comparison, found.stated) == (rule, comparison, stated)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("target: {by: 2027}", "target_needs_one"),
        ("target: {at_least: 60, more_than: 50}", "target_has_several"),
        ("target: {at_least: 60, raise: {points: 5}}", "target_has_several"),
        ("target: {between: [60, 40]}", "target_range_reversed"),
        ("target: {raise: {from: 2022}}", "target_points_or_ratio"),
        ("target: {raise: {points: 5, ratio: 1.1}}", "target_points_or_ratio"),
        ("target: {raise: {points: -5}}", "must_be_at_least"),
        ("target: {maintain: {at: 5, from: 2022}}", "maintain_at_or_from"),
        ("target: {at_least: 60, reference: milestone}", "target_reference_needs"),
        ("target: {at_least: 60, reference: path, by: 2027}", "target_reference_needs"),
        ("target: {at_least: 60, by: 2022, baseline: {year: 2022}}", "baseline_not_before"),
        ("target: {between: [40, 60], reference: glide, glide: {2023: 20}}", "target_reference_of_range"),
        ("target: {at_least: 60, milestones: {2024: 520}}", "must_be_at_most"),
        ("target: {at_least: 60, scale: five}", "scale_unknown"),
        ("target: {at_least: 60, refrence: path}", "unknown_key"),
    ],
)
def test_faults_of_targets_are_told_at_their_line(mini: Path, target: str, code: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(with_target(mini, target))
    assert (refused.value.code, refused.value.line) == (code, LINE)
    for language in ("ja", "en"):
        assert str(LINE) in refused.value.message(language)


SCALE = "fiscal_year: 2023\nscales:\n  five:\n    bands:\n"


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ("      - {mark: A, at_least: 100}\n      - {mark: B, at_least: 80}\n", "scale_ends"),
        ("      - {mark: A}\n      - {mark: B}\n", "scale_ends"),
        ("      - {mark: A, at_least: 80}\n      - {mark: B, at_least: 100}\n      - {mark: C}\n", "scale_not_falling"),
        ("      - {mark: A, at_least: 80}\n      - {mark: A}\n", "scale_mark_repeated"),
        ("      - {mark: A, at_least: 80, more_than: 90}\n      - {mark: B}\n", "band_two_ends"),
    ],
)
def test_faults_of_scales(mini: Path, bands: str, code: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(with_target(mini, TARGET.splitlines()[0], ("fiscal_year: 2023\n", SCALE + bands)))
    assert refused.value.code == code
    assert refused.value.line in range(5, 12)


def test_a_scale_of_the_plan(mini: Path) -> None:
    bands = "      - {mark: ◎, more_than: 100}\n      - {mark: ○, at_least: 100}\n      - {mark: ×}\nscale: five\n"
    plan = load_plan(with_target(mini, TARGET.splitlines()[0], ("fiscal_year: 2023\n", SCALE + bands))).plan
    scale = plan.scale_of(plan.issues[0].indicators[0])
    assert scale is not None
    assert [band.mark for band in scale.bands] == ["◎", "○", "×"]


NUMBER = "\n      - {id: 1-3, text: 加入世帯数, unit: 世帯, target: {at_least: 10000}, history: {2022: 9800}, result: "


@pytest.mark.parametrize(("result", "value"), [("10488", 10488), ("{value: 10488}", 10488), ("未測定", None)])
def test_numbers_from_no_survey(mini: Path, result: str, value: float | None) -> None:
    path = mini / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + NUMBER + result + "}\n", encoding="utf-8")
    plan = load_plan(mini).plan
    indicator = plan.issues[0].indicators[2]
    assert (indicator.survey, indicator.unit, indicator.not_measured) == ("", "世帯", value is None)
    assert (indicator.result.percent if indicator.result else None) == value
    assert [item.id for _, item in plan.indicators("residents")] == ["1-1", "1-2"]
    assert (plan.decimals_of(indicator), plan.decimals_of(plan.issues[0].indicators[0])) == (0, 1)


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        ("{id: x, text: 数, target: {at_least: 10000}}", "must_be_at_most"),
        ("{id: x, text: 数, unit: 件, survey: residents, question: safe, positive: [1], target: {at_least: 1}}",
         "indicator_unit_of_survey"),
        ("{id: x, text: 数, survey: residents, question: safe, target: {at_least: 1}}", "mean_of_options"),
        ("{id: x, text: 数, survey: residents, target: {at_least: 1}}", "indicator_needs"),
        ("{id: x, text: 数, survey: residents, combine: any, parts: [{question: safe, positive: [1]}],"
         " target: {at_least: 1}}", "indicator_needs"),
        ("{id: x, text: 数, survey: residents, question: safe, positive: [1], combine: any, target: {at_least: 1}}",
         "indicator_question_and_parts"),
        ("{id: x, text: 数, survey: residents, combine: all, target: {at_least: 1}, parts:"
         " [{question: safe, positive: [1]}, {question: free, positive: [1]}]}", "question_open"),
    ],
)  # fmt: skip
def test_faults_of_indicators(mini: Path, indicator: str, code: str) -> None:
    path = mini / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n      - {indicator}\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_plan(mini)
    assert refused.value.code == code


def test_editors_accept_what_is_read(mini: Path) -> None:
    """The JSON Schema takes every form above, so that completion does not mark it as wrong."""
    schema = json.loads((ROOT / "schemas" / "json" / "plan.schema.json").read_text(encoding="utf-8"))
    path = with_target(
        mini, "target: {raise: {points: 5, from: 2022}, by: 2027, compare: exact}",
        ("invited: 100", "invited: 100, weighting: {poststratify: [children], rake: [children, [children]]}"),
    )  # fmt: skip
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + NUMBER + "{value: 1, n: 2}}\n", encoding="utf-8")

    def as_json(value: object) -> object:
        if isinstance(value, dict):
            return {str(key): as_json(item) for key, item in value.items()}
        return [as_json(item) for item in value] if isinstance(value, list) else value

    jsonschema.validate(as_json(read_yaml(path).value), schema)
