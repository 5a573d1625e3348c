"""What a type checker tells somebody who uses kumin: names and words that there are, and those that there are not."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

import kumin
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
OTHER_FRAMES = """

import narwhals
import pandas  # type: ignore[import-untyped, unused-ignore]


class Arrow:
    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return None


class Batch:
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return None, None


def of_all(
    table: pandas.DataFrame, wrapped: narwhals.DataFrame[pl.DataFrame], lazily: narwhals.LazyFrame[pl.LazyFrame],
    stream: Arrow, batch: Batch, lazy: pl.LazyFrame,
) -> None:
"""
"""Frames of other libraries, one name each; the calls come after it."""
NAMES_OF_FRAMES = ("table", "wrapped", "lazily", "stream", "batch", "lazy", "answers")
CALLS_OF_A_FRAME = (
    "kumin.Survey({}).means('x')",
    "kumin.Survey(answers).weight([{}])",
    "kumin.Replicates.from_columns('r*', weights='w', kind='brr').read({})",
    "kumin.proportions({}, 'y', domain_population={})",
    "kumin.means({}, 'x')",
    "kumin.totals({}, 'x')",
    "kumin.ratios({}, {{'r': ('x', 'y')}})",
    "kumin.quantiles({}, 'x')",
    "kumin.summaries({}, 'x')",
    "kumin.mean_tests({}, 'x')",
    "kumin.paired_tests({}, {{'d': ('x', 'y')}})",
    "kumin.option_shares({}, 'x')",
    "kumin.differences({}, 'y', 'sex')",
    "kumin.crosstab({}, 'sex', 'age')",
    "kumin.independence_tests({}, ['sex', 'age'])",
    "kumin.trends({}, 'y', 'year')",
    "kumin.regress({}, 'x', ['y'])",
    "kumin.replicate_weights({})",
    "kumin.replicate_estimates({}, 'y', weights=kumin.replicate_weights(answers))",
    "kumin.post_stratify({}, ['sex'], {})",
    "kumin.rake({}, {{'sex': {}}})",
    "kumin.calibrate({}, margins=[{}])",
    "kumin.trim_weights({}, design=kumin.SurveyDesign(weights='w'), upper=2)",
    "kumin.adjust_by_cell({}, 'y', ['sex'])",
    "kumin.adjust_by_propensity({}, 'y', ['sex'])",
    "kumin.adjust_p_values({})",
    "kumin.compare_estimates({}, {})",
    "kumin.combine_imputations([{}, {}])",
    "kumin.flag_reliability({})",
    "kumin.validate_design(30, cells={})",
    "kumin.representativeness({}, {}, invited={})",
    "kumin.judge({}, kumin.load_plan('plan.yaml'), previous={})",
    "kumin.summarize({}, 'x')",
)
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
kumin.means({"safe": [1, 2]}, "safe")
kumin.means([1, 2], "safe")
kumin.Survey("answers.csv")
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
    calls = [call.replace("{}", name).format() for call in CALLS_OF_A_FRAME for name in NAMES_OF_FRAMES]
    good = [*RIGHT.splitlines(), *OTHER_FRAMES.splitlines(), *(f"    {call}" for call in calls)]
    path.write_text("\n".join([*good, *WRONG.splitlines()[5:], ""]), encoding="utf-8")
    wrong = [len(good) + 1 + line - 6 for line in WRONG_LINES]
    assert sorted(set(checker(path))) == wrong


def test_every_public_function_that_takes_a_frame_is_called_with_frames_of_other_libraries() -> None:
    takes = {
        name
        for name in kumin.__all__
        if inspect.isfunction(one := getattr(kumin, name))
        and any("AnyFrame" in str(p.annotation) for p in inspect.signature(one).parameters.values())
    }
    called = {name for call in CALLS_OF_A_FRAME for name in re.findall(r"kumin\.(\w+)\(", call)}
    assert len(takes) > 20
    assert takes <= called
    polars_only = {
        name
        for name in kumin.__all__
        if inspect.isfunction(one := getattr(kumin, name))
        and any("pl.DataFrame" in str(p.annotation) for p in inspect.signature(one).parameters.values())
    }
    assert not polars_only


def test_the_words_for_type_checkers_are_those_that_are_known() -> None:
    assert list(get_args(MethodName)) == list(METHOD_NAMES)
    assert get_args(Comparison) == (*LOWER, *UPPER)
