"""What a type checker tells somebody who uses kumin: names and words that there are, and those that there are not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from conftest import ROOT
from kumin.definitions.goal import LOWER, UPPER, Comparison
from kumin.intervals import METHOD_NAMES, MethodName

RIGHT = """\
import polars as pl
from typing import assert_type

import kumin

answers = pl.DataFrame({"safe": [True, False]})
survey = kumin.Survey(answers, kumin.SurveyDesign(population=100))
assert_type(survey.means("safe"), pl.DataFrame)
assert_type(kumin.proportions(answers, {"safe": pl.col("safe")}, method="beta"), pl.DataFrame)
assert_type(kumin.tipping_point(58, 100, 20, 60, comparison="at_most").met, bool)
assert_type(kumin.required_n(0.03), kumin.SampleSize)
assert_type(kumin.run("plan.yaml").judgements, pl.DataFrame)
"""
WRONG = """\
import polars as pl

import kumin

answers = pl.DataFrame({"safe": [True, False]})
kumin.proportion(answers, {"safe": pl.col("safe")})
kumin.proportions(answers, {"safe": pl.col("safe")}, method="wislon")
kumin.replicate_weights(answers, kind="bootstap")
kumin.calibrate(answers, size=10, distance="liner")
kumin.quantiles(answers, {"safe": pl.col("safe")}, rule="hf10")
kumin.adjust_p_values(answers, "bonferroni")
kumin.tipping_point(58, 100, 20, 60, comparison="least")
kumin.regress(answers, "safe", ["safe"], kind="probit")
kumin.SurveyDesign(lonely_psu="ignore")
kumin.Survey(answers).means("safe", nulls="ignore")
"""
WRONG_LINES = list(range(6, 1 + WRONG.count("\n")))


def mypy(path: Path) -> list[int]:
    """Return the lines that mypy finds wrong."""
    # with the settings and the cache of `make lint`: without them kumin and Polars would be checked anew
    settings = [f"--config-file={ROOT / 'pyproject.toml'}", f"--cache-dir={ROOT / '.mypy_cache'}"]
    command = [sys.executable, "-m", "mypy", "--no-error-summary", *settings, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return [
        int(line.split("user.py:")[1].split(":")[0])
        for line in done.stdout.splitlines()
        if "user.py:" in line and "error" in line
    ]


def pyright(path: Path) -> list[int]:
    """Return the lines that pyright finds wrong, with its standard checks."""
    settings = {"typeCheckingMode": "standard", "pythonPlatform": "All", "extraPaths": [str(ROOT / "src")]}
    (path.parent / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, path.name]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    return [one["range"]["start"]["line"] + 1 for one in found if one["severity"] == "error"]


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_right_use_is_right_and_every_wrong_line_is_found(checker: Callable[[Path], list[int]], tmp_path: Path) -> None:
    """Both at once: starting a type checker is what takes the time."""
    path = tmp_path / "user.py"
    right = RIGHT.splitlines()
    path.write_text(RIGHT + "\n".join(WRONG.splitlines()[5:]) + "\n", encoding="utf-8")
    wrong = [len(right) + 1 + line - 6 for line in WRONG_LINES]
    assert sorted(set(checker(path))) == wrong


def test_the_words_for_type_checkers_are_those_that_are_known() -> None:
    assert list(get_args(MethodName)) == list(METHOD_NAMES)
    assert get_args(Comparison) == (*LOWER, *UPPER)
