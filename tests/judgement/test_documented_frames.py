"""docs/judgement.md lists every frame with its columns, in their order."""

from __future__ import annotations

import re

from conftest import ROOT
from kumin.judgement import FRAMES, JUDGEMENTS_SCHEMA


def test_the_page_lists_the_frames_as_they_are() -> None:
    page = (ROOT / "docs" / "judgement.md").read_text(encoding="utf-8")
    listed = {name: columns.split(", ") for name, columns in re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|", page, re.M)}
    assert listed == {name: schema.names() for name, schema in {"judgements": JUDGEMENTS_SCHEMA, **FRAMES}.items()}


def test_the_contract_of_the_table() -> None:
    assert JUDGEMENTS_SCHEMA.names() == [
        "issue", "indicator", "survey", "n_base", "n_positive", "percent", "lower_percent", "upper_percent",
        "comparison", "target_percent", "judgement", "evidence", "probability_met", "previous_percent", "change_points",
        "change_lower_points", "change_upper_points", "change_p_value", "weighted_percent", "weighted_judgement",
        "nonrespondent_tipping_percent", "flags",
    ]  # fmt: skip
