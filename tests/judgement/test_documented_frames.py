"""docs/judgement.md lists every frame with its columns, in their order."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location

import polars as pl

from conftest import ROOT
from kumin import frames
from kumin.judgement import FRAMES, JUDGEMENTS_SCHEMA
from kumin.judgement.frames import JUDGEMENTS
from kumin.judgement.surveys.frames import BESIDE

PAGES = ROOT / "docs"


def test_the_page_lists_the_frames_as_they_are() -> None:
    page = (PAGES / "judgement.md").read_text(encoding="utf-8").partition("## The judgement")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| (.+) \|$", page, re.M)
    expected = [(one.name, ", ".join(one.schema), one.about) for one in (JUDGEMENTS, *BESIDE)]
    assert rows == expected


def test_the_reference_of_frames_is_current() -> None:
    found = subprocess.run(
        [sys.executable, PAGES / "make_frame_reference.py"], capture_output=True, encoding="utf-8", check=True
    )
    assert (PAGES / "frames.md").read_text(encoding="utf-8") == found.stdout, "run `make docs`"


def test_the_frames_of_a_result_are_those_that_are_defined() -> None:
    assert list(FRAMES) == [one.name for one in BESIDE]
    assert all(frames.FRAMES[name].schema == schema for name, schema in FRAMES.items())
    assert all(column.meaning for one in (JUDGEMENTS, *BESIDE) for column in one.columns)


def test_the_contract_of_the_table() -> None:
    assert JUDGEMENTS_SCHEMA.names() == [
        "issue", "indicator", "survey", "n_base", "n_positive", "percent", "lower_percent", "upper_percent",
        "comparison", "target_percent", "judgement", "evidence", "probability_met", "previous_percent", "change_points",
        "change_lower_points", "change_upper_points", "change_p_value", "weighted_percent", "weighted_judgement",
        "nonrespondent_tipping_percent", "flags", "unit", "decimals", "value", "target_value", "target_high",
        "previous_year", "previous_value", "change", "lower", "upper", "verdict", "turned_by",
    ]  # fmt: skip


def test_a_frame_that_is_defined_is_in_the_reference_of_frames() -> None:
    spec = spec_from_file_location("make_frame_reference", PAGES / "make_frame_reference.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    one = frames.frame("made_up", "One row a test.", frames.Column("n", pl.Int64, "people", "How many."))
    try:
        page = "\n".join(made.pages())
    finally:
        frames.FRAMES.remove("made_up")
    assert "## made_up\n\nOne row a test.\n" in page
    assert "| `n` | Int64 | people | How many. |" in page
    assert one.empty().schema == {"n": pl.Int64}
