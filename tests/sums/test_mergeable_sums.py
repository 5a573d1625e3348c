"""Sums of parts of the answers give the numbers of all of them; what tells of few people can be left out."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import kumin
from kumin import StatisticsError, Sums, SurveyDesign, summarize
from kumin.errors import ReadError, UsageError
from kumin.sums.files import KEY

VARIABLES: dict[str, Any] = {
    "safe": pl.col("answer") <= 2,
    "visits": pl.col("visits"),
    "per head": (pl.col("visits"), pl.col("people")),
}
BASE = {"safe": pl.col("answer").is_not_null()}
DESIGNS = {
    "srs": SurveyDesign(),
    "srs-fpc": SurveyDesign(population=900),
    "weights": SurveyDesign(weights="w"),
    "strata": SurveyDesign(strata="h", population={"a": 200, "b": 400}),
    "psu": SurveyDesign(weights="w", strata="h", psu="c", population="units"),
    "stages": SurveyDesign(
        strata=["h", None], psu=["c", "p"], population=[{"a": 30, "b": 40}, "inside"], lonely_psu="certainty"
    ),
}


@st.composite
def answers(draw: st.DrawFn) -> pl.DataFrame:
    n = draw(st.integers(24, 60))
    rng = draw(st.randoms(use_true_random=False))
    strata = [*"aabb" * 4, *(rng.choice("ab") for _ in range(n - 16))]
    return pl.DataFrame(
        {
            "answer": [rng.choice([1, 2, 3, 4, None]) for _ in range(n)],
            "visits": [float(rng.randint(0, 9)) for _ in range(n)],
            "people": [rng.randint(1, 5) for _ in range(n)],
            "age": [rng.choice(["20s", "60s", None]) for _ in range(n)],
            "sex": [*"fm" * 8, *(rng.choice("fm") for _ in range(n - 16))],
            "w": [rng.choice([0.0, 0.5, 1.0, 2.5]) if k > 16 else 1.0 for k in range(n)],
            "h": strata,
            "c": [k // 4 % 4 if k < 16 else rng.randint(0, 5) for k in range(n)],
            "p": list(range(n)),
            "inside": [200] * n,
            "units": [30 if h == "a" else 40 for h in strata],
        },
        schema_overrides={"answer": pl.Int64, "age": pl.String},
    )


def cut(frame: pl.DataFrame, places: list[int]) -> list[pl.DataFrame]:
    edges = [0, *sorted(place % (frame.height + 1) for place in places), frame.height]
    return [frame.slice(start, end - start) for start, end in itertools.pairwise(edges)]


def of_sums(frame: pl.DataFrame, design: SurveyDesign, places: list[int], folder: Path) -> Sums:
    """Sum parts of a frame, each through a file, and merge them."""
    parts = []
    for k, part in enumerate(cut(frame, places)):
        by = [["sex", "age"], ["sex", "answer"]]
        summarize(part, VARIABLES, by=by, base=BASE, design=design).to_parquet(folder / f"{k}.parquet")
        parts.append(Sums.from_parquet(folder / f"{k}.parquet"))
    return parts[0].merge(*parts[1:])


SHARES, NUMBERS, RATIOS = ({name: VARIABLES[name]} for name in VARIABLES)
STATISTICS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "proportions": (
        lambda frame, design: kumin.proportions(
            frame, SHARES, base=BASE, by=["sex", "age"], totals=True, design=design
        ),
        lambda sums: kumin.proportions(sums, by=["sex", "age"], totals=True),
    ),
    "means": (
        lambda frame, design: kumin.means(frame, NUMBERS, by=["age"], totals=True, design=design),
        lambda sums: kumin.means(sums, ["visits"], by=["age"], totals=True),
    ),
    "mean of a share": (
        lambda frame, design: kumin.means(frame, SHARES, base=BASE, by=["sex"], design=design),
        lambda sums: kumin.means(sums, ["safe"], by=["sex"]),
    ),
    "totals": (
        lambda frame, design: kumin.totals(frame, NUMBERS, by=["sex"], totals=True, design=design),
        lambda sums: kumin.totals(sums, ["visits"], by=["sex"], totals=True),
    ),
    "ratios": (
        lambda frame, design: kumin.ratios(frame, RATIOS, by=["sex"], totals=True, design=design),
        lambda sums: kumin.ratios(sums, by=["sex"], totals=True),
    ),
    "differences": (
        lambda frame, design: kumin.differences(frame, SHARES | NUMBERS, "sex", base=BASE, by=["age"], design=design),
        lambda sums: kumin.differences(sums, None, "sex", by=["age"]),
    ),
    "crosstab": (
        lambda frame, design: kumin.crosstab(frame, "sex", "answer", design=design, nulls="drop").cells,
        lambda sums: kumin.crosstab(sums, "sex", "answer", nulls="drop").cells,
    ),
    "independence": (
        lambda frame, design: kumin.independence_tests(frame, ["sex", "answer"], design=design, nulls="drop"),
        lambda sums: kumin.independence_tests(sums, ["sex", "answer"], nulls="drop"),
    ),
}


@pytest.mark.parametrize("design", DESIGNS)
@settings(max_examples=2, deadline=None)
@given(frame=answers(), places=st.lists(st.integers(0, 60), max_size=3))
def test_sums_of_any_parts_give_the_numbers_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, design: str, frame: pl.DataFrame, places: list[int]
) -> None:
    sums = of_sums(frame, DESIGNS[design], places, tmp_path_factory.mktemp("sums"))
    for name, (whole, merged) in STATISTICS.items():
        expected, found = whole(frame, DESIGNS[design]), merged(sums)
        assert expected.columns == found.columns, name
        assert_frame_equal(found, expected, rel_tol=1e-9, abs_tol=1e-9)


def test_sums_with_fitted_weights_give_the_numbers_of_the_whole(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "answer": [1, 2, 3, 4, None, 1] * 10, "visits": [float(k % 7) for k in range(60)],
            "people": [1 + k % 3 for k in range(60)], "age": ["20s", "60s", None] * 20, "sex": ["f", "m"] * 30,
        }
    )  # fmt: skip
    fitted = kumin.post_stratify(frame, ["sex"], pl.DataFrame({"sex": ["f", "m"], "population": [500, 700]}))
    raked = kumin.rake(frame, {"sex": {"f": 500, "m": 700}})
    for one in (fitted, raked):
        sums = of_sums(one.frame, one.design, [17, 40], tmp_path)
        for name, (whole, merged) in STATISTICS.items():
            assert_frame_equal(merged(sums), whole(one.frame, one.design), rel_tol=1e-8, abs_tol=1e-9), name


PEOPLE = pl.DataFrame(
    {"safe": [True] * 6 + [False] * 6 + [True], "sex": ["f"] * 6 + ["m"] * 6 + ["x"], "money": [10.0] * 12 + [900.0]}
)
SAFE = {"safe": pl.col("safe")}


def in_town(name: str) -> pl.DataFrame:
    return PEOPLE.with_columns(town=pl.lit(name))


def test_populations_of_parts_are_united_by_stratum() -> None:
    north, south = (
        summarize(
            PEOPLE.with_columns(town=pl.lit(town)), SAFE, design=SurveyDesign(strata="town", population={town: n})
        )
        for town, n in (("north", 100), ("south", 400))
    )
    both = pl.concat([in_town("north"), in_town("south")])
    design = SurveyDesign(strata="town", population={"north": 100, "south": 400})
    assert_frame_equal(kumin.proportions(north.merge(south)), kumin.proportions(both, SAFE, design=design))


def test_a_population_that_differs_between_parts_of_a_stratum_is_refused() -> None:
    design = SurveyDesign(strata="h", population="size")
    parts = [summarize(PEOPLE.with_columns(h=pl.lit("a"), size=n), SAFE, design=design) for n in (100, 101)]
    with pytest.raises(StatisticsError) as caught:
        kumin.proportions(parts[0].merge(parts[1]))
    assert caught.value.code == "design_population_uneven"


SUMS = summarize(PEOPLE, SAFE, by=["sex"])
CANNOT_BE_MERGED = {
    "sums_of_other_design": lambda: SUMS.merge(summarize(PEOPLE, SAFE, by=["sex"], design=SurveyDesign(population=99))),
    "sums_of_other_variables": lambda: SUMS.merge(summarize(PEOPLE, {"safe": pl.col("money")}, by=["sex"])),
    "sums_of_other_groupings": lambda: SUMS.merge(summarize(PEOPLE, SAFE, by=["safe"])),
    "sums_of_other_types": lambda: SUMS.merge(summarize(PEOPLE.with_columns(sex=pl.lit(1)), SAFE, by=["sex"])),
    "sums_other": lambda: SUMS.merge(PEOPLE),  # type: ignore[arg-type]
    "sums_apart_by_weight": lambda: summarize(PEOPLE, SAFE, design=SurveyDesign(weights="money")).merge(
        summarize(PEOPLE, SAFE, design=SurveyDesign(weights="money"), by_weight=True)
    ),
}
CANNOT_BE_ASKED = {
    "sums_settled": lambda: kumin.proportions(SUMS, design=SurveyDesign(population=99)),
    "sums_names": lambda: kumin.proportions(SUMS, SAFE),
    "sums_variable_unknown": lambda: kumin.proportions(SUMS, ["saef"]),
    "sums_variable_kind": lambda: kumin.ratios(SUMS, ["safe"]),
    "sums_no_variable": lambda: kumin.ratios(SUMS),
    "sums_grouping_unknown": lambda: kumin.proportions(SUMS, by=["age"]),
    "sums_without_weights": lambda: kumin.proportions(
        summarize(PEOPLE, SAFE, design=SurveyDesign(weights="money")), method="likelihood_r"
    ),
    "sums_by": lambda: summarize(PEOPLE, SAFE, by=[["sex"], "safe"]),  # type: ignore[list-item]
}


@pytest.mark.parametrize(("code", "act"), [*CANNOT_BE_MERGED.items(), *CANNOT_BE_ASKED.items()])
def test_what_sums_cannot_give_is_refused_in_words(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(StatisticsError) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.message("ja") != caught.value.message("en")


def test_weights_kept_apart_give_the_interval_that_needs_them() -> None:
    design = SurveyDesign(weights="money")
    expected = kumin.proportions(PEOPLE, SAFE, design=design, method="likelihood_r")
    parts = [summarize(part, SAFE, design=design, by_weight=True) for part in cut(PEOPLE, [5])]
    assert_frame_equal(kumin.proportions(parts[0].merge(parts[1]), method="likelihood_r"), expected)


def test_names_and_order_of_variables_and_groupings_may_differ_between_parts() -> None:
    money = {"money": pl.col("money")}
    first = summarize(PEOPLE, SAFE | money, by=[["sex"], ["safe", "sex"]])
    other = summarize(PEOPLE, money | SAFE, by=[["safe", "sex"], ["sex"]])
    twice = pl.concat([PEOPLE, PEOPLE])
    assert_frame_equal(kumin.means(first.merge(other), ["money"], by=["sex"]), kumin.means(twice, money, by=["sex"]))


def test_groups_of_few_people_are_left_out_and_listed() -> None:
    sums = summarize(PEOPLE, SAFE | {"money": pl.col("money")}, by=[[], ["sex"]])
    kept = sums.protected(5)
    assert [(one.grouping, one.variable) for one in kept.left_out] == [((), "money"), (("sex",), "")]
    assert kumin.proportions(kept)["n_positive"].item() == 7
    for ask in (lambda: kumin.proportions(kept, by=["sex"]), lambda: kumin.means(kept, ["money"])):
        with pytest.raises(StatisticsError) as caught:
            ask()
        assert caught.value.code == "sums_left_out"
    assert kept.frame["rows"].min() >= 5  # type: ignore[operator]
    assert kept.frame["wy_1"].null_count() == kept.frame.height


def test_few_positive_or_negative_answers_are_left_out() -> None:
    answers = pl.DataFrame({"one": [True] + [False] * 9, "most": [True] * 9 + [False], "half": [True, False] * 5})
    kept = summarize(answers, {name: pl.col(name) for name in answers.columns}).protected(5)
    assert {one.variable for one in kept.left_out} == {"one", "most"}
    assert kumin.proportions(kept, ["half"])["n_positive"].item() == 5


def test_what_one_part_left_out_is_left_out_of_the_whole(tmp_path: Path) -> None:
    large = pl.concat([PEOPLE.filter(pl.col("sex") != "x")] * 3)
    by = [[], ["sex"]]
    small = summarize(PEOPLE, SAFE, by=by).protected(5)
    small.to_parquet(tmp_path / "small.parquet")
    both = summarize(large, SAFE, by=by).protected(5).merge(Sums.from_parquet(tmp_path / "small.parquet"))
    assert both.groupings == ((),)
    assert kumin.proportions(both)["n_base"].item() == 49


def test_sums_of_few_people_alone_cannot_be_sent() -> None:
    with pytest.raises(StatisticsError) as caught:
        summarize(PEOPLE, SAFE, by=["sex"]).protected(5)
    assert caught.value.code == "sums_nothing_to_send"


def changed(path: Path, **facts: object) -> None:
    """Write a file again with other metadata, or (``column=value``) other sums."""
    frame, said = pl.read_parquet(path), json.loads(pl.read_parquet_metadata(path)[KEY])
    columns = {name: value for name, value in facts.items() if name in frame.columns}
    said |= {name: value for name, value in facts.items() if name not in frame.columns}
    frame = frame.with_columns(pl.lit(value).alias(name) for name, value in columns.items())
    frame.write_parquet(path, metadata={KEY: json.dumps(said)})


def cut_in_the_middle(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


SPOILED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "cut": ("file_broken", cut_in_the_middle),
    "no parquet": ("sums_no_file_of_sums", lambda path: path.write_text("a,b\n1,2\n")),
    "no sums": ("sums_no_file_of_sums", PEOPLE.write_parquet),
    "newer": ("sums_of_other_version", lambda path: changed(path, version=99)),
    "no design": ("sums_damaged", lambda path: changed(path, design={"seed": 3})),
    "more positive than asked": ("sums_damaged", lambda path: changed(path, positive_0=99)),
    "nobody": ("sums_damaged", lambda path: changed(path, rows=0)),
    "more people than can be counted": ("sums_damaged", lambda path: changed(path, rows=2**62)),
    "more asked than there are": ("sums_damaged", lambda path: changed(path, asked_0=99)),
    "no stratum": ("sums_damaged", lambda path: changed(path, stratum=None)),
    "strata of numbers": ("sums_damaged", lambda path: changed(path, stratum=3)),
    "a list of groups": ("sums_damaged", lambda path: changed(path, by_0=[1])),
    "no weight": ("sums_damaged", lambda path: changed(path, w=None)),
    "a weight that is no number": ("sums_damaged", lambda path: changed(path, w=math.nan)),
    "a weight below 0": ("sums_damaged", lambda path: changed(path, w2=-1.0)),
    "a sum that is missing": ("sums_damaged", lambda path: changed(path, wy_0=None)),
    "a sum without end": ("sums_damaged", lambda path: changed(path, wd_0=math.inf)),
    "fewer than none": ("sums_damaged", lambda path: changed(path, wd_0=-1.0)),
    "squares below 0": ("sums_damaged", lambda path: changed(path, w2d_0=-1.0)),
    "words for sums": ("sums_damaged", lambda path: changed(path, w2y_0="x")),
    "gone": ("sums_file_missing", lambda path: path.unlink()),
}


@pytest.mark.parametrize("fault", SPOILED)
def test_a_file_that_is_no_sums_is_refused(tmp_path: Path, fault: str) -> None:
    code, spoil = SPOILED[fault]
    path = tmp_path / "sums.parquet"
    SUMS.to_parquet(path)
    spoil(path)
    with pytest.raises(ReadError) as caught:
        Sums.from_parquet(path)
    assert caught.value.code == code
    assert str(path) in caught.value.message("en")


def test_what_is_no_path_number_or_column_is_refused_in_words() -> None:
    for go in (
        lambda: Sums.from_parquet(3),  # type: ignore[arg-type]
        lambda: SUMS.to_parquet(None),  # type: ignore[arg-type]
        lambda: SUMS.protected("few"),  # type: ignore[arg-type]
        lambda: SUMS.protected(None),  # type: ignore[arg-type]
        lambda: SUMS.protected(-1),
        lambda: SUMS.protected(5, dominance="much"),  # type: ignore[arg-type]
        lambda: SUMS.cells(3),  # type: ignore[arg-type]
    ):
        with pytest.raises(StatisticsError) as caught:
            go()
        assert caught.value.code.startswith("argument_")


def test_sums_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError):
        SUMS.to_parquet(tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = pl.DataFrame.write_parquet
    monkeypatch.setattr(pl.DataFrame, "write_parquet", lambda frame, _, **options: write(frame, "/dev/full", **options))
    with pytest.raises(UsageError) as caught:
        SUMS.to_parquet(tmp_path / "sums.parquet")
    assert caught.value.code == "out_not_writable"
    assert "空き" in caught.value.message("ja")
    assert not list(tmp_path.iterdir())


def damaged(path: Path) -> None:
    """Spoil the sums, not the metadata."""
    data = bytearray(path.read_bytes())
    data[8:200] = bytes(192)
    path.write_bytes(data)


def test_a_file_with_a_spoilt_block_is_refused(tmp_path: Path) -> None:
    SUMS.to_parquet(tmp_path / "sums.parquet")
    damaged(tmp_path / "sums.parquet")
    with pytest.raises(ReadError) as caught:
        Sums.from_parquet(tmp_path / "sums.parquet")
    assert caught.value.code == "file_broken"
