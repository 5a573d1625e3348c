"""Frames of other libraries are taken wherever a frame is, and give the same numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import narwhals
import numpy as np
import polars as pl
import pytest
from test_bad_arguments import FRAME, GOOD, SECRET

import kumin
import kumin.estimation as library
from kumin.definitions import Plan
from kumin.errors import StatisticsError

pandas = pytest.importorskip("pandas")


class ByStream:
    """A frame of another library, as pyarrow and DuckDB hand theirs over."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def in_pandas(frame: pl.DataFrame) -> Any:
    return pandas.DataFrame(frame.to_dict(as_series=False))


OTHERS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "arrow": ByStream,
    "pandas": in_pandas,
    "lazy": pl.DataFrame.lazy,
    "narwhals": narwhals.from_native,
    "narwhals lazy": lambda frame: narwhals.from_native(frame.lazy()),
    "narwhals of pandas": lambda frame: narwhals.from_native(in_pandas(frame)),
}


def turned(value: Any, make: Callable[[pl.DataFrame], Any]) -> Any:
    """The same arguments with every frame made another library's."""
    if isinstance(value, pl.DataFrame):
        return make(value)
    if isinstance(value, Mapping):
        return {key: turned(one, make) for key, one in value.items()}
    return [turned(one, make) for one in value] if isinstance(value, list) else value


def same(first: Any, second: Any) -> bool:
    if isinstance(first, pl.DataFrame | pl.Series):
        return first.equals(second)
    if isinstance(first, np.ndarray):
        return bool(np.array_equal(first, second, equal_nan=first.dtype.kind == "f"))
    if isinstance(first, tuple):
        return all(same(one, other) for one, other in zip(first, second, strict=True))
    if is_dataclass(first):
        return all(same(getattr(first, one.name), getattr(second, one.name)) for one in fields(first))
    return bool(first == second)


PLAN = Plan.model_validate(
    {"id": "p", "title": "p", "ward": "w", "fiscal_year": 2023, "issues": [
        {"id": 1, "title": "i", "indicators": [{"id": "1-1", "text": "t", "target": {"at_least": 60}}]}]}
)  # fmt: skip
PEOPLE = pl.DataFrame({"sex": ["m", "f"], "age": ["a", "b"], "population": [500, 400]})
ELSEWHERE: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "summarize": (lambda **given: kumin.summarize(**given).frame, {"frame": FRAME, "variables": "x", "by": ["sex"]}),
    "judge": (
        kumin.judge,
        {
            "estimates": pl.DataFrame({"indicator": ["1-1"], "n_base": [100], "n_positive": [61]}),
            "plan": PLAN,
            "previous": pl.DataFrame({"indicator": ["1-1"], "fiscal_year": [2022], "percent": [58.0]}),
        },
    ),
    "representativeness": (kumin.representativeness, {"respondents": FRAME, "population": PEOPLE, "invited": PEOPLE}),
    "Survey": (lambda frame: kumin.Survey(frame).means("x", by="sex"), {"frame": FRAME}),
    "Survey.weight": (
        lambda frame, margins: kumin.Survey(frame).weight(margins).means("x"),
        {"frame": FRAME, "margins": [PEOPLE.select("sex", "population")]},
    ),
    "ReplicateColumns.read": (
        lambda frame: library.Replicates.from_columns("h*", weights="w", kind="brr").read(frame).matrix(),
        {"frame": pl.DataFrame({"w": [1, 1], "h1": [2, 0], "h2": [0, 2]})},
    ),
    "domain_population": (
        kumin.proportions,
        {
            "frame": FRAME, "outcomes": "y", "by": ["sex"], "design": library.SurveyDesign(population=900),
            "method": "finite_exact", "domain_population": PEOPLE.select("sex", "population"),
        },
    ),
    "population of crossed columns": (
        kumin.post_stratify,
        {"frame": FRAME.filter(sex="m"), "columns": ["sex", "age"],
         "population": pl.DataFrame({"sex": ["m"] * 3, "age": ["a", "b", "c"], "population": [5, 6, 7]})},
    ),
    "validate_design": (
        kumin.validate_design,
        {"n": 20, "cells": pl.DataFrame({"population": [90, 80]}), "shares": [0.5], "repeats": 20},
    ),
}  # fmt: skip
CALLS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    **{
        name: (getattr(library, name), given)
        for name, given in GOOD.items()
        if "DataFrame" in repr(turned(given, type))
    },
    **ELSEWHERE,
}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return {name: go(**given) for name, (go, given) in CALLS.items()}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", CALLS)
def test_a_frame_of_another_library_gives_the_same_numbers(name: str, other: str, expected: dict[str, Any]) -> None:
    go, given = CALLS[name]
    assert same(go(**turned(given, OTHERS[other])), expected[name])


def test_every_public_function_that_takes_a_frame_is_among_them() -> None:
    public = {name for name in (*kumin.__all__, *library.__all__) if callable(getattr(kumin, name, None))}
    takes = {
        name
        for name in public
        if not isinstance(getattr(kumin, name), type)
        and any("AnyFrame" in str(k) for key, k in getattr(kumin, name).__annotations__.items() if key != "return")
    }
    assert takes
    assert takes <= set(CALLS)


def test_what_is_missing_in_pandas_is_null() -> None:
    frame = pandas.DataFrame(
        {
            "y": [1.0, 0.0, None, 1.0],
            "whole": pandas.array([1, None, 3, 4], dtype="Int64"),
            "flag": pandas.array([True, None, False, True], dtype="boolean"),
            "word": ["a", None, "b", "a"],
            "kind": pandas.Categorical(["u", "v", None, "u"]),
            "day": pandas.to_datetime(["2024-01-01", None, "2024-01-03", "2024-01-04"]),
            "wait": pandas.to_timedelta([1, None, 2, 3], unit="D"),
            7: [1, 2, 3, 4],
        },
        index=[5, 5, 6, 7],
    )
    taken = library.Survey(frame).frame
    assert isinstance(taken, pl.DataFrame)
    assert taken.null_count().row(0) == (1,) * 7 + (0,)
    assert [str(kind) for kind in taken.dtypes][:4] == ["Float64", "Int64", "Boolean", "String"]
    assert taken.schema["kind"] == pl.Categorical
    assert taken.schema["day"].is_temporal()
    table = library.means(frame, ["y", "whole", "7"], by="word", nulls="drop")
    assert table.filter(word="a")["n_base"].to_list() == [2, 2, 2]
    with pytest.raises(StatisticsError) as caught:
        library.means(frame, "y")
    assert (caught.value.code, caught.value.params["rows"]) == ("statistics_nulls", 1)


def test_a_column_of_pandas_that_polars_has_no_type_for_is_refused_by_name() -> None:
    class Thing:
        def __repr__(self) -> str:
            return SECRET

    cases = {"frame_column_type": [Thing(), Thing()], "frame_column_twice": [1, 2]}
    for code, values in cases.items():
        frame = pandas.DataFrame({"x": [1, 2], "z": values})
        frame.columns = pandas.Index(["x", "x" if code == "frame_column_twice" else "z"])
        with pytest.raises(StatisticsError) as caught:
            library.means(frame, "x")
        assert caught.value.code in (code, "frame_not_read")
        assert SECRET not in caught.value.message("en") + caught.value.message("ja")
    mixed = pandas.DataFrame({"x": [1, 2], "z": [1, "two"]})
    with pytest.raises(StatisticsError):
        library.means(mixed, "x")


@pytest.mark.parametrize("value", [FRAME["x"], ByStream(FRAME["x"]), pandas.Series([1, 2]), np.ones((2, 2))])  # type: ignore[arg-type]
def test_a_column_alone_is_no_frame(value: Any) -> None:
    with pytest.raises(StatisticsError) as caught:
        library.means(value, "x")
    assert caught.value.code == "argument_frame"


def test_pandas_is_not_loaded_to_look_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert library.means(FRAME, "x")["mean"].item() == 3.5


LAZY = ("proportions", "means", "totals", "ratios", "summarize")


@pytest.mark.parametrize("name", LAZY)
def test_a_lazy_frame_streams(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing collects the rows themselves: whatever is collected is small, or has no more than the sums."""
    go, given = CALLS[name]
    heights: list[int] = []
    collect, every = pl.LazyFrame.collect, pl.collect_all

    def seen(lazy: pl.LazyFrame, *args: Any, **kwargs: Any) -> Any:
        found = collect(lazy, *args, **kwargs)
        heights.append(found.height)
        return found

    def seen_all(plans: Any, *args: Any, **kwargs: Any) -> Any:
        found = every(plans, *args, **kwargs)
        heights.extend(one.height for one in found)
        return found

    monkeypatch.setattr(pl.LazyFrame, "collect", seen)
    monkeypatch.setattr(pl, "collect_all", seen_all)
    go(**{**given, "frame": FRAME.lazy()})
    assert heights
    assert max(heights) < FRAME.height
