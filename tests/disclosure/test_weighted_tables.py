"""Weighted tables for publication: percents tell, beside the counts, no count that is hidden."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import kumin
from kumin.disclosure.program import Program, sums_of
from kumin.disclosure.published import release
from kumin.disclosure.weighted import hide_telling_limits
from kumin.disclosure.weighted_tables import Weights, _values, hide_telling_percents, weights_of
from kumin.tables.options import TableOptions
from kumin.words.listing import list_tables, listing_notes
from kumin.writers.listing import write_listing

PLAN = """\
id: p
title: 方針
ward: 試験区
fiscal_year: 2024
surveys:
  s: {title: 調査, questionnaire: s.yaml, population: people.csv, invited: 2000}
issues:
  - id: 1
    title: 課題
    indicators:
      - {id: 1-1, title: 指標, text: 文, survey: s, target: {at_least: 1, by: 2027}, question: few, positive: [1]}
"""
QUESTIONS = """\
id: s
title: 調査
questions:
  - {id: sex, text: 性別, header: sex, type: single, attribute: true, options: {1: 男, 2: 女}}
  - {id: few, text: 参加, header: few, type: single, options: {1: はい, 2: いいえ, 3: 他}}
"""
PEOPLE = {1: 4700, 2: 5200}
K = 5


def write(
    folder: Path, counts: np.ndarray, *, decimals: int = 1, k: int = K, weighted: bool = True, design: str = ""
) -> pl.DataFrame:
    """Write a survey of so many people by sex and answer, and return its published weighted table as CSV."""
    (folder / "answers").mkdir(parents=True)
    plan = PLAN.replace("fiscal_year", f"decimals: {decimals}\nfiscal_year").replace("invited", f"{design}invited")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "s.yaml").write_text(QUESTIONS, encoding="utf-8")
    people = "".join(f"{sex},{n}\n" for sex, n in PEOPLE.items())
    (folder / "people.csv").write_text("sex,population\n" + people, encoding="utf-8")
    rows = [(sex + 1, few + 1) for (sex, few), n in np.ndenumerate(counts) for _ in range(n)]
    pl.DataFrame(rows, schema=["sex", "few"], orient="row").write_csv(folder / "answers" / "s.csv")
    listing = list_tables(folder, folder / "answers", axes="sex", k=k, options=TableOptions(weighted=weighted))
    write_listing(listing, "csv", folder / "table.csv")
    shown = pl.read_csv(folder / "table.csv", infer_schema=False).filter(question="few")
    withheld = shown.filter(percent="x").filter(pl.col("n_positive") != "x").height
    limits = shown.filter(lower_percent="x").filter(pl.col("percent") != "x").height
    for count in (withheld, limits):
        assert count == 0 or any(f"{count} 件" in note for note in listing_notes(listing))
    return shown


def values_left(shown: pl.DataFrame, counts: np.ndarray, decimals: int = 1) -> list[tuple[int, int]]:
    """Try all counts of men and women that agree with the table: how many each hidden count can be, of how many."""
    sizes = counts.sum(axis=1)
    left = []
    for option in ("1", "2", "3"):
        rows = {row["category"]: row for row in shown.filter(option=option).to_dicts()}
        ends = []
        for sex, n in zip(("1", "2"), sizes, strict=True):
            row = rows[sex]
            exact = row["n_positive"] != "x"
            told = (row["n_positive"],) * 2 if exact else (row["n_low"] or 0, row["n_high"] or n)
            ends.append(range(int(told[0]), int(told[1]) + 1))
        total = rows[None]
        fits = []
        for pair in product(*ends):
            percent = sum(100 * PEOPLE[sex] / 9900 * n / sizes[sex - 1] for sex, n in enumerate(pair, 1))
            told_n = total["n_positive"] in ("x", str(sum(pair)))
            if told_n and (
                total["percent"] == "x" or abs(float(total["percent"]) - percent) <= 0.5 / 10**decimals + 1e-9
            ):
                fits.append(pair)
        for place, end in enumerate(ends):
            if len(end) > 1:
                left.append((len({pair[place] for pair in fits}), min(len(end), K)))
    return left


def test_the_percent_of_everyone_does_not_tell_the_sex_of_the_eight_who_chose_an_option(tmp_path: Path) -> None:
    """8 of 120, 4.8% when weighted: 52.5% × 8 / 87, so all are women."""
    shown = write(tmp_path / "case", np.array([[0, 21, 12], [8, 46, 33]]))
    assert set(shown.filter(pl.col("axis").is_null())["percent"]) == {"x"}
    assert set(shown.filter(pl.col("axis").is_null())["lower_percent"]) == {"x"}
    assert shown.filter(axis="sex", option="3")["percent"].to_list() == ["36.4", "37.9"], "men have one weight"
    assert shown.filter(axis="sex", option="1")["percent_high"].to_list() == ["13", "10"]


def test_where_nothing_is_hidden_percents_are_shown(tmp_path: Path) -> None:
    shown = write(tmp_path / "case", np.array([[20, 21, 32], [18, 46, 33]]))
    assert "x" not in set(shown["percent"])


@pytest.mark.parametrize("seed", range(6))
def test_hidden_counts_keep_their_values_beside_weighted_percents(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    counts = np.array([rng.multinomial(rng.integers(30, 90), rng.dirichlet([0.4, 1, 1])) for _ in PEOPLE])
    for values, enough in values_left(write(tmp_path / "case", counts), counts):
        assert values >= enough


NEAR = np.array([[3, 40, 52], [9, 48, 48]])
"""Weights of 0.9995 and 1.0005: the first answer has 6.0% whoever of the 12 are men, but not to four decimals."""


@pytest.mark.parametrize(("decimals", "told"), [(1, True), (4, False)])
def test_percents_with_more_decimals_tell_more(decimals: int, told: bool, tmp_path: Path) -> None:
    shown = write(tmp_path / "case", NEAR, decimals=decimals)
    assert (shown.filter(pl.col("axis").is_null(), option="1")["percent"][0] != "x") == told
    for values, enough in values_left(shown, NEAR, decimals):
        assert values >= enough


def test_limits_do_not_tell_in_which_group_the_few_are(tmp_path: Path) -> None:
    """The error is less where the 12 are women than where they are of both: tried with all counts that are told."""
    shown = write(tmp_path / "case", NEAR)
    everyone = shown.filter(pl.col("axis").is_null())
    assert set(everyone["lower_percent"]) == set(everyone["upper_percent"]) == {"x"}
    assert everyone.filter(option="1")["percent"][0] == "6.0"
    assert "x" not in set(shown.filter(axis="sex", option="3")["lower_percent"]), "of one weight"
    limits = set()
    for men in range(K):
        moved = men - NEAR[0, 0]
        counts = NEAR + np.array([[moved, -moved, 0], [-moved, moved, 0]])
        other = write(tmp_path / str(men), counts, k=0).filter(pl.col("axis").is_null(), option="1")
        assert other["percent"][0] == "6.0"
        limits.add(other.select("lower_percent", "upper_percent").row(0))
    assert len(limits) > 1, "what the limits would have told"


STRATA = "design: {strata: sex, sizes: {1: {population: 4700}, 2: {population: 5200}}}, "


@pytest.mark.parametrize(("counts", "told"), [(NEAR, False), (np.array([[20, 21, 32], [18, 46, 33]]), True)])
def test_limits_of_a_sample_by_strata_neither(counts: np.ndarray, told: bool, tmp_path: Path) -> None:
    shown = write(tmp_path / "case", counts, weighted=False, design=STRATA)
    everyone = shown.filter(pl.col("axis").is_null())
    assert ("x" in set(everyone["lower_percent"])) != told
    assert "x" not in set(everyone["percent"])
    # without strata limits follow from the counts
    plain = write(tmp_path / "plain", counts, weighted=False).filter(pl.col("axis").is_null())
    assert "x" not in set(plain["lower_percent"])


@pytest.mark.parametrize(("counts", "told"), [(NEAR, False), (np.array([[20, 21, 32], [18, 46, 33]]), True)])
def test_limits_of_a_sample_of_units_neither(counts: np.ndarray, told: bool, tmp_path: Path) -> None:
    """The error is more where all who count are in one unit."""
    shown = write(tmp_path / "case", counts, weighted=False, design="design: {psu: sex, psus: 9}, ")
    everyone = shown.filter(pl.col("axis").is_null())
    assert ("x" in set(everyone["lower_percent"])) != told
    assert "x" not in set(everyone["percent"])


def test_what_a_table_is_not_broken_down_by_withholds_no_limits() -> None:
    rows = {"question": ["a", "a", "a"], "axis": [None, "sex", "sex"], "suppressed": [False, True, False]}
    table = pl.DataFrame(rows | {"lower": [0.1, None, 0.2], "upper": [0.3, None, 0.4]})
    assert hide_telling_limits(table, ["sex"])["lower"].to_list() == [None, None, 0.2]
    # within a stratum that has units nothing else is known of, limits stay
    assert hide_telling_limits(table, ["sex", "unit"])["lower"].to_list() == [None, None, 0.2]
    assert hide_telling_limits(table, ["unit"])["lower"].to_list() == [0.1, None, 0.2]
    assert hide_telling_limits(table, [])["lower"].to_list() == [0.1, None, 0.2]


AMOUNTS = """\
id: s
title: 調査
questions:
  - {id: sex, text: 性別, header: sex, type: single, attribute: true, options: {1: 男, 2: 女, 3: 他}}
  - {id: age, text: 年齢, header: age, type: single, attribute: true, options: {1: 若, 2: 老}}
  - {id: sat, text: 満足, header: sat, type: number, minimum: 0, maximum: 10}
"""
THREE = "design: {strata: sex, sizes: {1: {population: 400}, 2: {population: 400}, 3: {population: 90}}}, "


def amounts(folder: Path, few: tuple[int, ...], others: tuple[int, ...], design: str, k: int = K) -> pl.DataFrame:
    """Write what few people, others of another sex, and 40 men answered; return the table of means as CSV."""
    (folder / "answers").mkdir(parents=True)
    row = "      - {id: 1-2, text: 平均, survey: s, target: {at_least: 1, by: 2027}, question: sat, unit: 点}\n"
    plan = [*PLAN.splitlines(keepends=True)[:-1], row]
    text = "".join(plan).replace("population: people.csv, invited", f"{design}invited")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    (folder / "s.yaml").write_text(AMOUNTS, encoding="utf-8")
    sat = [*few, *others, *[3, 5, 6, 8] * 10]
    sex = [3] * len(few) + [2] * len(others) + [1] * 40
    frame = pl.DataFrame({"sex": sex, "age": [1 + place % 2 for place in range(len(sat))], "sat": sat})
    frame.write_csv(folder / "answers" / "s.csv")
    write_listing(list_tables(folder, folder / "answers", axes="sex,age", k=k), "csv", folder / "table.csv")
    return pl.read_csv(folder / "table.csv", infer_schema=False).filter(question="sat")


def test_limits_of_means_do_not_tell_what_the_few_of_a_stratum_answered(tmp_path: Path) -> None:
    """Who of the two that are hidden together answered what changes no mean and no spread, but the error."""
    hidden, limits = (9, 9, 9, 9, 9, 9, *range(9)), set()
    for turn, few in enumerate([(9, 9, 9), (0, 1, 2), (9, 0, 4)]):
        rest = list(hidden)
        for one in few:
            rest.remove(one)
        shown = amounts(tmp_path / str(turn), few, tuple(rest), THREE)
        open_ = amounts(tmp_path / f"{turn}open", few, tuple(rest), THREE, k=0)
        everyone = [table.filter(pl.col("axis").is_null()) for table in (shown, open_)]
        assert everyone[0].select("mean_lower", "mean_upper").row(0) == ("x", "x")
        assert everyone[0]["mean"].to_list() == everyone[1]["mean"].to_list()
        assert set(shown.filter(axis="age")["mean_lower"]) == {"x"}
        (men,) = shown.filter(axis="sex", category="1").to_dicts()
        assert men["mean_lower"] != "x"
        limits.add(everyone[1].select("mean", "sd", "mean_lower", "mean_upper").row(0))
    assert len({row[:2] for row in limits}) == 1
    assert len(limits) > 1, "what the limits would have told"


@pytest.mark.parametrize(("few", "design", "told"), [(3, THREE, False), (3, "", True), (9, THREE, True)])
def test_limits_of_means_stay_where_they_tell_nothing(few: int, design: str, told: bool, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shown = amounts(folder, (4, 7, 9) * (few // 3), (2, 5, 6, 8) * 4, design)
    everyone = shown.filter(pl.col("axis").is_null())
    assert (everyone["mean_lower"][0] != "x") == told
    made = release(kumin.run(folder, folder / "answers"))
    by_age = made.surveys["s"].measures.filter(axis="age")
    assert by_age["value"].null_count() == 0
    assert (by_age["lower"].null_count() == 0) == told
    total = made.numbers["s"].table.filter(pl.col("question") == "sat", pl.col("axis").is_null())
    assert (total["lower"].null_count() == 0) == told


TABLE = {
    "question": pl.String, "axis": pl.String, "category": pl.String, "option": pl.Int32, "n_base": pl.Int64,
    "n_positive": pl.Int64, "n_low": pl.Int64, "n_high": pl.Int64,
}  # fmt: skip


def table_of(rows: list[tuple[object, ...]], proportion: float = 0.3) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema=TABLE, orient="row")
    hidden = pl.col("n_positive").is_null()
    shown = {name: pl.when(~hidden).then(proportion) for name in ("percent", "proportion")}
    return table.with_columns(**shown, suppressed=hidden, percent_low=pl.lit(1), percent_high=pl.lit(2))


NOBODY = Weights(("age",), pl.DataFrame(schema={"question": pl.String, "axis": pl.String}))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((50, 30, 20), (True, True, True)),
        ((50, 41, 9), (False, False, False)),  # 100% less the others is that of the 9
        ((80, 8, 6, 6), (True, False, False, False)),  # of the 20 together it tells nothing of one option
        ((92, 8), (False, False)),
    ],
)
def test_a_weighted_percent_of_few_people_is_not_shown(counts: tuple[int, ...], shown: tuple[bool, ...]) -> None:
    table = table_of([("q", "sex", "1", option, 100, n, None, None) for option, n in enumerate(counts)])
    found = hide_telling_percents(table, NOBODY, 5, 1)
    assert found["proportion"].is_not_null().to_list() == list(shown)
    assert found["withheld"].to_list() == [not one for one in shown]
    assert found["percent_low"].null_count() == len(counts), "bounds of counts are none of weighted percents"
    own = hide_telling_percents(table.with_columns(axis=pl.lit("age*sex"), category=pl.lit("1*1")), NOBODY, 5, 1)
    assert own["proportion"].null_count() == 0
    assert own["percent_low"].null_count() == 0


def test_percents_of_groups_go_before_that_of_everyone() -> None:
    """The young weigh little, the middle much: beside the percent of the old, everyone's tells how many are young."""
    weights, base = np.array([0.5, 0.501, 2, 2.001, 0.5, 3]), np.array([20, 20, 20, 20, 60, 60])
    true = np.array([1, 2, 6, 6, 30, 30])
    old, everyone = ((weights * true)[of].sum() / (weights * base)[of].sum() for of in (slice(4, 6), slice(0, 6)))
    rows = [
        ("q", None, None, 1, 200, 75, None, None),
        ("q", "age", "1", 1, 40, None, 0, 4),
        ("q", "age", "2", 1, 40, None, 11, 15),
        ("q", "age", "3", 1, 120, 60, None, None),
    ]
    table = table_of(rows).with_columns(proportion=pl.Series([everyone, None, None, old]))
    names = [f"{age}*{sex}" for age, sex in product((1, 2, 3), (1, 2))]
    cells = pl.DataFrame({"question": "q", "axis": "age*sex", "category": names, "n_base": base, "weight": weights})
    found = hide_telling_percents(table, Weights(("age", "sex"), cells), 5, 1)
    assert found["proportion"].is_not_null().to_list() == [True, False, False, False]
    assert found["withheld"].to_list() == [False, False, False, True]


def test_weights_that_differ_within_a_crossing_are_known_to_nobody() -> None:
    coded = pl.DataFrame({"sex": [1, 1, 2, None], "w": [0.5, 0.5, 1.5, 1.0]})
    crossed = pl.DataFrame(
        {"question": ["q"] * 3, "axis": ["sex"] * 3, "category": ["1", "2", "-1"], "n_base": [2, 1, 1]}
    )
    assert weights_of(coded, "w", ["sex"], crossed).cells["weight"].to_list() == [0.5, 1.5, 1.0]
    other = coded.with_columns(w=pl.Series([0.5, 0.6, 1.5, 1.0]))
    assert weights_of(other, "w", ["sex"], crossed).cells.is_empty()


def test_the_values_that_a_hidden_count_can_be_are_counted_with_both_ends() -> None:
    count, twice = ({0: 1.0}, 2.0, 5.0), ({0: 2.0}, 7.0, 7.0)
    target = np.array([1.0])
    assert _values(Program(sums_of([count], 1)), target, 100.0) == 4
    assert _values(Program(sums_of([count, twice], 1)), target, 100.0) == 0
