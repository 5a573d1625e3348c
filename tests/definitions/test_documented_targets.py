"""The definitions shown in docs/judgement-ja.md are ones kumin reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from kumin.definitions import Indicator, Scale, Target, WeightingRule
from kumin.definitions.files.yaml_tree import read_yaml

PAGE = (ROOT / "docs" / "judgement-ja.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
TARGETS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("target:")]


def parsed(folder: Path, text: str) -> Any:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return read_yaml(folder / "a.yaml").value


@pytest.mark.parametrize("line", TARGETS)
def test_targets(tmp_path: Path, line: str) -> None:
    assert Target.model_validate(parsed(tmp_path, line)["target"]).comparison


def test_there_are_targets_of_every_rule() -> None:
    rules = {
        "at_least",
        "more_than",
        "at_most",
        "less_than",
        "between",
        "raise",
        "lower",
        "maintain",
        "milestones",
        "path",
        "glide",
    }
    assert {rule for rule in rules if any(rule in line for line in TARGETS)} == rules


def test_scales_indicators_and_weights(tmp_path: Path) -> None:
    scales, indicators, weights = (next(b for b in BLOCKS if word in b) for word in ("bands:", "combine:", "rake:"))
    (scale,) = parsed(tmp_path, scales)["scales"].values()
    assert [band.mark for band in Scale.model_validate(scale).bands] == ["S", "A", "B", "C", "D"]
    found = [Indicator.model_validate(item) for item in parsed(tmp_path, indicators)]
    assert [(item.unit, item.not_measured, item.combine) for item in found] == [
        ("世帯", False, None),
        ("件", True, None),
        ("", False, "any"),
    ]
    rule = WeightingRule.model_validate(parsed(tmp_path, weights)["surveys"]["residents"]["weighting"])
    assert (rule.poststratify, rule.rake) == (("sex", "age"), (("sex",), ("age",), ("district",)))
