"""Which charts a page has, of what, and what it says of those it has not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kumin.disclosure.published import Published, release
from kumin.pipeline import run
from kumin.result import Result
from kumin.tables.axes import sides_and_rows
from kumin.words import Words, words_of
from kumin.words.report import report_view
from kumin.words.respondents import who_views
from kumin.writers.page.answers import indicator_table, worth_drawing
from kumin.writers.page.pictures import PageCharts
from kumin.years.past import values_by_year
from long_words import result_of
from page_tools import render_page


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return result_of(tmp_path_factory.mktemp("long"))


@pytest.fixture(scope="module")
def charts(result: Result) -> PageCharts:
    return PageCharts(report_view(result, words_of(result, "ja")), release(result))


def words(charts: PageCharts) -> str:
    """What the chart asked for last says, as the specification holds it."""
    drawing = charts.drawings[-1]
    return re.sub("`[A-Za-z0-9].", lambda match: drawing.words.get(match[0], match[0]), drawing.spec)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [("1-1", "目標 60%以上"), ("1-2", "目標 40～60%"), ("1-3", "目標 10,000世帯以上"), ("1-4", "目標 10%以下")],
)
def test_a_trend_words_its_target_as_the_page_does(charts: PageCharts, id_: str, expected: str) -> None:
    one = next(view for view in charts.view.indicators if view.id == id_)
    assert charts.trend(one)
    assert f'"{expected}"' in words(charts)
    assert one.values["target"] in expected


def test_numbers_with_a_unit_have_a_trend_and_are_named_below_the_overview(charts: PageCharts) -> None:
    number = next(view for view in charts.view.indicators if view.definition.unit)
    assert charts.trend(number)
    assert '"単位: 世帯"' in words(charts)
    assert "10,488世帯" in charts.drawings[-1].description
    assert charts.overview(narrow=False)
    drawn = [row["label"] for row in json.loads(words(charts))["data"]["values"]]
    assert len(drawn) == 4
    assert number.label in charts.left_out
    assert all(view.label not in charts.left_out for view in charts.view.indicators if not view.definition.unit)


def test_the_page_names_what_the_overview_leaves_out_in_both_languages(
    result: Result, sample_result: Result, sample_published: Published
) -> None:
    assert "割合でない指標は図に含めていません: 1-3" in render_page(release(result), "ja")
    english = render_page(release(result), "en")
    assert "Not in the chart because they are not percents: 1-3" in english
    assert not re.search(r"count for the indicator\.[^ <]", english)
    assert PageCharts(report_view(sample_result, words_of(sample_result, "ja")), sample_published).left_out == ""


def test_charts_and_tables_print_the_same_decimals(charts: PageCharts) -> None:
    one = next(view for view in charts.view.indicators if view.id == "1-2")
    band = charts.answers(one)
    assert band is not None
    for row in band["rows"]:
        assert re.fullmatch(r"\d+\.\d\d", row["percent"])
        assert f'"percent": "{row["percent"]}%"' in words(charts)
    assert charts.overview(narrow=False)
    assert f"{one.values['percent']}  {one.mark}" in words(charts)


def test_a_range_is_in_overview_trend_and_groups(charts: PageCharts) -> None:
    one = next(view for view in charts.view.indicators if view.id == "1-2")
    assert charts.ranges
    charts.overview(narrow=True)
    assert [row["target_high"] for row in json.loads(words(charts))["data"]["values"]] == [None, 60, None, None]
    assert charts.domains(one)
    lines = [layer["data"]["values"][0]["value"] for layer in json.loads(words(charts))["layer"] if "data" in layer]
    assert lines == [one.row["percent"], 40, 60]


def test_last_years_interval_is_drawn_where_its_result_is_at_hand(mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    (mini / "plan.yaml").write_text(plan.replace("2022: 50.0", "2022: 66.7"), encoding="utf-8")
    before = run(mini, mini / "answers", fiscal_year=2022)
    now = run(mini, mini / "answers", previous=before)
    one = next(indicator for _, indicator in now.plan.plan.indicators() if indicator.id == "1-1")
    found = values_by_year(now, one)
    estimate = before.judgements.filter(indicator="1-1").row(0, named=True)
    assert estimate["percent"] == 66.7
    assert found["year"].to_list() == [2022, 2023]
    assert found["lower_percent"][0] == round(estimate["lower_percent"], 1)
    # not another level's, nor of a percent that was not the published one
    assert now.previous is not None
    other = replace(now, previous=replace(now.previous, frame=now.previous.frame.with_columns(level=pl.lit(0.8))))
    assert values_by_year(other, one)["lower_percent"].to_list()[0] is None
    corrected = now.previous.frame.with_columns(percent=pl.lit(61.0), value=pl.lit(61.0))
    other = replace(now, previous=replace(now.previous, frame=corrected))
    assert values_by_year(other, one).row(0) == (2022, 66.7, None, None, 1)
    # a year that the plan's history does not have
    second = next(indicator for _, indicator in now.plan.plan.indicators() if indicator.id == "1-2")
    assert values_by_year(now, second)["year"].to_list() == [2022, 2023]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"sex": 2, "age": 6}, ("sex", "age")),
        ({"age": 6, "sex": 2}, ("sex", "age")),
        ({"area": 12, "age": 6, "sex": 3}, ("sex", "area")),
        ({"age": 6}, (None, "age")),
        ({"sex": 2}, (None, "sex")),
        ({"area": 12, "age": 6}, (None, "area")),
    ],
)
def test_the_dimension_of_fewest_categories_makes_the_sides(
    counts: dict[str, int], expected: tuple[str | None, str]
) -> None:
    assert sides_and_rows(counts) == expected


def test_hidden_groups_are_drawn_as_hidden(sample_result: Result) -> None:
    charts = PageCharts(report_view(sample_result, words_of(sample_result, "ja")), release(sample_result))
    for id_, part in charts.all_domains().items():
        drawing = next((one for one in charts.drawings if one.id == f"c-domains-{id_}"), None)
        rows = [row for group in part["groups"] for row in group["rows"]]
        if drawing is None:
            continue
        drawn = [row for row in json.loads(drawing.spec)["data"]["values"] if not row["heading"]]
        assert len(drawn) == len(rows), id_
        assert [row["hidden"] for row in drawn] == [row["percent"] == "非表示" for row in rows], id_


def test_who_answered_is_the_same_whichever_dimension_is_first(result: Result, tmp_path: Path) -> None:
    (one,) = who_views(result, Words.of("ja"))
    (other,) = who_views(result_of(tmp_path, ("age", "sex")), Words.of("ja"))
    assert one.cells["side"].unique(maintain_order=True).to_list() == ["男性", "女性"]
    names = ["side", "row", "sample_share"]
    assert one.cells.select(names).rows() == other.cells.select(names).rows()
    assert one.cells["population_share"].sum() == pytest.approx(1)
    assert one.cells["mark"].null_count() == 0
    assert one.rows[0]["group"] == "男性・18～29歳"


def test_who_answered_by_one_dimension(tmp_path: Path) -> None:
    result = result_of(tmp_path, ("age",))
    (one,) = who_views(result, Words.of("ja"))
    assert one.cells["side"].unique().to_list() == [""]
    assert [row["group"] for row in one.rows] == ["18～29歳", "30～49歳", "50～64歳", "65歳以上"]
    page = render_page(release(result), "ja")
    assert 'id="who"' in page
    assert "<td>違いははっきりしない</td>" in page or "多い" in page


def test_without_tested_cells_the_shares_are_counted(result: Result) -> None:
    bare = replace(result, frames={})
    (tested,), (counted,) = who_views(result, Words.of("ja")), who_views(bare, Words.of("ja"))
    assert counted.cells["mark"].null_count() == counted.cells.height
    for name in ("sample_share", "population_share"):
        assert counted.cells[name].to_list() == pytest.approx(tested.cells[name].to_list())


@pytest.mark.parametrize(
    ("counts", "suppressed", "single", "drawn"),
    [
        ([30, 10, 0], [False, False, False], True, True),
        ([None, None, 0], [True, True, False], True, False),  # a bar alone: そう思わない 0.0%
        ([None, None, 5, 5], [True, True, False, False], True, False),
        ([None, None, 30, 5], [True, True, False, False], True, True),
        ([None, None, 30], [True, True, False], False, False),
        ([None, 20, 30], [True, False, False], False, True),
    ],
)
def test_a_chart_of_the_rest_is_drawn_only_of_most_answers(
    counts: list[int | None], suppressed: list[bool], single: bool, drawn: bool
) -> None:
    table = pl.DataFrame({"n_base": [40] * len(counts), "n_positive": counts, "suppressed": suppressed})
    assert worth_drawing(table, single=single) == drawn


def test_an_answer_that_is_mostly_hidden_is_a_table_only(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    charts = PageCharts(report_view(result, words_of(result, "ja")), release(result))
    one = next(view for view in charts.view.indicators if view.id == "1-1")
    table = indicator_table(charts.page, one)
    exact = table.filter(~pl.col("suppressed")).sort("n_positive")["option"].to_list()
    assert len(exact) > 2
    for shown, drawn in ((exact[:1], False), (exact, True)):
        hidden = table.with_columns(suppressed=~pl.col("option").is_in(shown), n_low=None)
        monkeypatch.setattr("kumin.writers.page.answers.indicator_table", lambda *_, hidden=hidden: hidden)
        band = charts.answers(one)
        assert band is not None
        assert [row["percent"] for row in band["rows"]].count("非表示") == 10 - len(shown)
        assert bool(band["svg"]) == drawn
    assert len(charts.drawings) == 1


def test_options_that_are_not_in_a_band_are_told_only_where_there_are_such(mini: Path) -> None:
    def told() -> str:
        page = render_page(release(run(mini, mini / "answers")), "ja")
        return re.findall(r'<div class="answers">.*?</div>', page, re.DOTALL)[0]

    assert "0%の選択肢は帯にありません" not in told()
    rows = [line.split(",") for line in (mini / "answers" / "residents.csv").read_text(encoding="utf-8").splitlines()]
    for row in rows[1:]:
        row[3] = "1" if row[3] == "3" else row[3]
    (mini / "answers" / "residents.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    assert "0%の選択肢は帯にありません" in told()
