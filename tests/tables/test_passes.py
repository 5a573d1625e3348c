"""How often the answers are summed, shares estimated and definitions read: no more than what is published needs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from kumin.definitions.files import yaml_tree
from kumin.disclosure.published import release
from kumin.result import Result
from kumin.tables import shares
from kumin.tables.axes import crossed_axis, default_axes
from kumin.writers.survey_report.files import draft_survey_report

ROOT = Path(__file__).resolve().parents[2]

Counter = Callable[[Any, str], list[tuple[Any, ...]]]
"""Lists the arguments of every call of a function."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter:
    def count(owner: Any, name: str) -> list[tuple[Any, ...]]:
        calls: list[tuple[Any, ...]] = []
        own = getattr(owner, name)

        def noted(*args: Any, **kwargs: Any) -> Any:
            calls.append(args)
            return own(*args, **kwargs)

        monkeypatch.setattr(owner, name, noted)
        return calls

    return count


def test_options_and_indicators_are_summed_together(sample_result: Result, counted: Counter) -> None:
    passes, estimated = counted(pl, "collect_all"), counted(shares, "proportions")
    published = release(sample_result)
    assert set(published.surveys) == set(sample_result.answers)
    assert len(passes) == len(sample_result.answers)
    # by each axis once for both, and for everyone
    groupings = [
        1 + len(default_axes(sample_result.plan.questionnaires[key])) + len(crossed_axis(sample_result, key))
        for key in sample_result.answers
    ]
    assert len(estimated) == sum(groupings)


def test_hiding_more_sums_nothing_anew(sample_result: Result, counted: Counter) -> None:
    published = release(sample_result)
    before = published.surveys["residents"]
    passes = counted(pl, "collect_all")
    after = published.holding({("residents", "watching")}).surveys["residents"]
    assert not passes
    assert after.table["suppressed"].sum() > before.table["suppressed"].sum()


def test_all_that_is_published_of_a_survey_takes_four_passes(sample_result: Result, counted: Counter) -> None:
    passes = counted(pl, "collect_all")
    published = release(sample_result)
    assert published.tables.marks
    assert draft_survey_report(published, "ja").said
    # options and indicators; ▲▽; how far groups lie apart; which option leads
    assert len(passes) <= 4 * len(sample_result.answers)


def test_every_definition_is_read_once(counted: Counter) -> None:
    read = counted(yaml_tree, "yaml_of")
    result = kumin.run(ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")
    release(result)
    paths = [path for _, path in read]
    assert len(paths) > len(result.answers)
    assert len(paths) == len(set(paths))
