"""Charts are valid, say their words as text, and do not depend on the machine's fonts."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import pytest

import kumin.charts
from kumin.charts import MARK_COLOURS, Bar, Chart, Part, band_colours, profile
from kumin.charts import renderer as renderer_module
from kumin.charts.alike import draw_alike
from kumin.charts.looks import INK, PLAIN, axis_ends, number_axis
from kumin.charts.renderer import Renderer, draw, rasterize
from kumin.charts.svg import drawing_of, to_svg
from kumin.result import Result
from kumin.tables.shares import survey_shares, survey_table
from kumin.words import Words
from kumin.words.tables import with_labels


def made(result: Result) -> dict[str, Chart]:
    questionnaire = result.plan.questionnaires["residents"]
    table = with_labels(survey_table(result, "residents", (), ["watching", "media"]), questionnaire, Words("ja"))
    _, domains = survey_shares(result, "residents", (), (("sex",), ("age",)))
    domains = domains.filter(pl.col("axis").is_not_null())
    labelled = with_labels(
        domains.filter(indicator="1-1").with_columns(question=pl.lit("sex"), option=pl.lit(1, pl.Int32)),
        questionnaire,
        Words("ja"),
    )
    years = pl.DataFrame(
        {"year": [2022, 2023], "percent": [34.1, 37.8], "lower_percent": [None, 34.3], "upper_percent": [None, 41.4]}
    )
    shares = pl.DataFrame(
        {"side": ["男性", "女性"], "row": ["30代", "30代"], "sample_share": [0.4, 0.6], "population_share": [0.5, 0.5]}
    )
    means = pl.DataFrame(
        {"axis_label": ["性別"] * 3, "category_label": ["男性", "女性", "その他"], "n_base": [240, 29, None],
         "percent": [-0.42, 1.13, None], "lower": [-0.61, 0.74, None], "upper": [-0.23, 1.52, None]}
    )  # fmt: skip
    return {
        "measured": kumin.charts.domains(means, overall=0.3, target=0.5, percents=False),
        "indicators": kumin.charts.indicators(result.judgements),
        "band": kumin.charts.band(table.filter(question="watching").drop("category_label"), positive=(1, 2)),
        "options": kumin.charts.options_bar(table.filter(question="media")),
        "trend": kumin.charts.trend(years, target=60, by=2027),
        "domains": kumin.charts.domains(labelled, overall=37.8, target=60),
        "pyramid": kumin.charts.pyramid(shares),
    }


WORDS = {
    "measured": ["【性別】", "男性  n=240", "女性  n=29", "その他", "非表示", "−1", "2"],
    "indicators": ["1-1", "5-1", "37.8%  B"],
    "band": ["わからない", "感じる 9.1%", "感じる 28.8%"],
    "options": ["区広報紙", "56.9%"],
    "trend": ["目標 60%", "37.8", "R9"],
    "domains": ["【あなたの性別】", "女性  n=442"],
    "pyramid": ["男性", "30代"],
}


@pytest.mark.parametrize("name", WORDS)
def test_a_chart_is_valid_and_its_words_are_text(sample_result: Result, name: str) -> None:
    chart = made(sample_result)[name]
    alt.LayerChart.from_dict(chart.to_dict(), validate=True)  # against the schema of Vega-Lite
    svg = to_svg(chart)
    words = [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<text[^>]*>.*?</text>", svg, re.DOTALL)]
    for wanted in WORDS[name]:
        assert any(" ".join(wanted.split()) in " ".join(found.split()) for found in words), (wanted, words)
    assert "`" not in svg
    assert 'font-family="sans-serif"' not in svg


@pytest.mark.parametrize("name", WORDS)
def test_words_stand_where_vega_puts_them(sample_result: Result, name: str) -> None:
    """Words are drawn without a size where a chart has its own, and come out as large and in the place as with one."""
    chart = made(sample_result)[name]
    if chart.parts.get("autosize") == "none":
        assert '"fontSize": 0' in drawing_of(chart).spec
    words = r'<text ([^>]*?)font-family="[^"]*"( font-size="[^"]*")'
    assert re.findall(words, to_svg(chart)) == re.findall(words, draw(json.dumps(chart.to_dict())))


def test_an_inline_chart_is_named_and_escaped(sample_result: Result) -> None:
    frame = sample_result.judgements.with_columns(label=pl.lit("</text><script>x</script>&") + pl.col("indicator"))
    drawing = drawing_of(kumin.charts.indicators(frame), "c1", "<b>題</b>", '"説明" & <i>')
    svg = drawing.inline(draw(drawing.spec))
    assert 'role="img" aria-labelledby="c1-title c1-desc"' in svg
    assert "<script" not in svg
    assert "<b>" not in svg
    assert "&lt;b&gt;題" in svg
    assert svg.count("&lt;script&gt;") == frame.height


def test_charts_of_a_kind_are_compiled_once_and_drawn_as_each_alone(sample_result: Result) -> None:
    specs = [drawing_of(chart).spec for chart in made(sample_result).values()]
    shorter = [drawing_of(kumin.charts.indicators(sample_result.judgements.head(count))).spec for count in (11, 3)]
    known: dict[str, dict[str, Any]] = {}
    for spec in [*specs, *shorter]:
        assert draw_alike(spec, known) == draw(spec)
    assert len(known) < len(specs) + len(shorter)


def test_answers_to_questions_with_other_options_are_charts_of_a_kind() -> None:
    known: dict[str, dict[str, Any]] = {}
    rows = {"option": [1, 2], "n_positive": [3, 1], "percent": [75.0, 25.0]}
    for labels in (["はい", "いいえ"], ["感じる", "感じない"]):
        table = pl.DataFrame({**rows, "option_label": labels})
        draw_alike(drawing_of(kumin.charts.band(table, positive=[1], legend=False)).spec, known)
    assert len(known) == 1
    for label in ("短い", "とても長い年代の名前です"):
        bars = [Bar(label, "n=9", (Part(60.0, "60%", PLAIN), Part(40.0, "40%", INK)))]
        draw_alike(drawing_of(profile(bars)).spec, known)
    assert len(known) == 2


def test_colours_say_what_counts() -> None:
    options = [(1, "思う"), (2, "まあ思う"), (3, "思わない"), (4, "わからない")]
    good, fair, bad, unsure = band_colours(options, (1, 2))
    assert len({good, fair, bad, unsure}) == 4
    assert MARK_COLOURS["A"] != MARK_COLOURS["B"]
    assert unsure == band_colours([(9, "分からない")])[0]


@pytest.mark.parametrize("executable", [None, "/no/such/python", "false", ""])
def test_charts_are_drawn_elsewhere_or_here(
    sample_result: Result, executable: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever the other process does, the same pictures come back; what lies in the user's folder is not run."""
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    if executable is not None:
        monkeypatch.setattr(sys, "executable", shutil.which(executable) or executable)
    specs = [
        drawing_of(kumin.charts.indicators(sample_result.judgements.head(count), lang=lang)).spec
        for count, lang in ((1, "ja"), (2, "en"))
    ]
    with Renderer() as renderer:
        drawn = renderer.begin(specs)
        pictures = renderer.pictures(drawn, lambda svgs: svgs[1:])
        again = renderer.begin(specs[:1])
        assert pictures.result() == [rasterize(drawn.result()[1])]
        assert again.result() == drawn.result()[:1]
    assert drawn.result() == [draw(spec) for spec in specs]


@pytest.mark.parametrize(
    "work",
    ["input(); print('[')", "input(); print('[]')", "input(); print('{}')", "raise SystemExit(1)"],
)
def test_what_a_renderer_cannot_say_is_drawn_here(
    sample_result: Result, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    monkeypatch.setattr(renderer_module, "_WORK", work)
    spec = drawing_of(kumin.charts.indicators(sample_result.judgements.head(1), lang="ja")).spec
    with Renderer() as renderer:
        drawn = renderer.begin([spec])
        assert drawn.result() == [draw(spec)]
        assert renderer.pictures(drawn, lambda svgs: svgs).result() == [rasterize(draw(spec))]


def test_what_a_library_prints_does_not_come_among_the_charts(
    sample_result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    noisy = renderer_module._WORK.replace("\nimport vl_convert\n", "\nimport vl_convert\nos.write(1, b'loaded')\n")
    assert noisy != renderer_module._WORK
    monkeypatch.setattr(renderer_module, "_WORK", noisy)
    for here in ("draw_alike", "rasterize"):
        monkeypatch.setattr(renderer_module, here, None)
    spec = drawing_of(kumin.charts.indicators(sample_result.judgements.head(1), lang="ja")).spec
    with Renderer() as renderer:
        drawn = renderer.begin([spec])
        assert drawn.result()[0].startswith("<svg")
        assert renderer.pictures(drawn, lambda svgs: svgs).result()[0].startswith(b"\x89PNG")


def test_a_renderer_that_is_not_asked_ends() -> None:
    with Renderer() as renderer:
        process = renderer._process
    assert process is not None
    assert process.poll() is not None


def test_a_notebook_shows_a_chart_as_a_picture(sample_result: Result) -> None:
    chart = kumin.charts.indicators(sample_result.judgements)
    shown = chart._repr_svg_()
    assert shown is not None
    assert shown.startswith("<svg ")
    assert shown == to_svg(chart)


@pytest.mark.parametrize("values", [[4_816_000.0, 5_900_000.0], [0.31, 0.36], [-2.0, 2.0], [5.0, 5.0], [0.0, 0.0]])
def test_an_axis_of_numbers_holds_all_of_them_at_round_ticks(values: list[float]) -> None:
    low, high, step = axis_ends(values, percents=False)
    assert low <= min(values) <= max(values) <= high
    ticks = number_axis(low, high, step, 200.0)["values"]
    assert 2 <= len(ticks) <= 8
    step = ticks[1] - ticks[0]
    assert all(abs(tick / step - round(tick / step)) < 1e-9 and low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)
