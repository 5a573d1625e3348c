"""Labels keep to their columns, numbers are the table's, rows are told apart by place, colours from neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import polars as pl
import pytest

import kumin.charts
from kumin.charts import Chart, band_colours, printed
from kumin.charts.answers import NEGATIVE, POSITIVE, contrast
from kumin.charts.looks import (
    ACHIEVED,
    INK,
    MISSED,
    NO_LINE_BEGINS_WITH,
    ON_DARK,
    PLAIN,
    QUIET,
    words_width,
    wrapped,
)
from kumin.charts.profiles import Bar, Part
from kumin.charts.svg import on_white
from long_words import JOB, LONG

YEARS = pl.Schema({"year": pl.Int64, "percent": pl.Float64, "lower_percent": pl.Float64, "upper_percent": pl.Float64})


def words_of(chart: Chart) -> list[str]:
    svg = kumin.charts.to_svg(chart)
    found = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", words).split()) for words in found]


def size_of(chart: Chart) -> tuple[float, float]:
    svg = kumin.charts.to_svg(chart)
    match = re.match(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', svg)
    assert match is not None
    return float(match[1]), float(match[2])


def years(*rows: tuple[int, float, float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=YEARS, orient="row")


def options(labels: Sequence[str], counts: Sequence[int]) -> pl.DataFrame:
    total = sum(counts)
    return pl.DataFrame(
        {
            "option": list(range(1, len(labels) + 1)),
            "option_label": list(labels),
            "n_positive": list(counts),
            "percent": [100 * count / total for count in counts],
            "lower": [max(count / total - 0.03, 0.0) for count in counts],
            "upper": [count / total + 0.03 for count in counts],
        }
    )


def groups(*rows: tuple[str, str, int, float]) -> pl.DataFrame:
    names = ["axis_label", "category_label", "n_base", "percent"]
    table = pl.DataFrame(rows, schema=names, orient="row")
    return table.with_columns(lower=pl.col("percent") / 100 - 0.05, upper=pl.col("percent") / 100 + 0.05)


def judged(labels: Sequence[str], percents: Sequence[float]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "indicator": [str(place) for place in range(len(labels))],
            "label": list(labels),
            "percent": list(percents),
            "lower_percent": [percent - 3 for percent in percents],
            "upper_percent": [percent + 3 for percent in percents],
            "target_percent": [40.0] * len(labels),
            "previous_percent": pl.Series([None] * len(labels), dtype=pl.Float64),
            "judgement": ["A"] * len(labels),
        }
    )


@pytest.mark.parametrize("words", [LONG, JOB, "an English sentence about neighbours and their relations", "x" * 90, ""])
def test_words_are_wrapped_within_their_column(words: str) -> None:
    for width in (60, 170, 300):
        lines = wrapped(words, width, lines=3)
        assert 1 <= len(lines) <= 3
        # one character of 行頭禁則 may hang
        assert all(words_width(line) <= width + 13 for line in lines)
        assert not any(line[0] in NO_LINE_BEGINS_WITH - {"…"} for line in lines[1:] if line)
        kept = "".join(lines).rstrip("…").replace(" ", "")
        assert words.replace(" ", "").startswith(kept)
        assert lines[-1].endswith("…") or kept == words.replace(" ", "")


def test_long_labels_do_not_make_a_chart_wider() -> None:
    """Shrunk to a phone (334 pixels beside an article's border), 12 pixels stay 9.5."""
    short, long = judged(["短い"] * 3, [50.0] * 3), judged([LONG] * 3, [50.0] * 3)
    assert size_of(kumin.charts.indicators(long))[0] == size_of(kumin.charts.indicators(short))[0] <= 12 * 952 / 11
    assert size_of(kumin.charts.indicators(long, narrow=True))[0] <= 12 * 361 / 9.5
    cells = pl.DataFrame(
        {"side": ["男性", "女性"], "row": [LONG] * 2, "sample_share": [0.4, 0.6], "population_share": [0.5, 0.5]}
    )
    for chart in (
        kumin.charts.domains(groups((LONG, JOB, 50, 40.0), (LONG, "短い", 50, 40.0))),
        kumin.charts.options_bar(options([JOB, LONG], [3, 4])),
        kumin.charts.band(options([JOB, LONG], [3, 4]), legend=False),
        kumin.charts.trend(years((2022, 40.0, None, None), (2023, 44.0, 41.0, 47.0)), target=60, by=2030),
    ):
        assert size_of(chart)[0] <= 12 * 334 / 9.5
    assert size_of(kumin.charts.pyramid(cells))[0] <= 12 * 361 / 9.5


def test_a_row_is_what_it_is_by_its_place() -> None:
    table = groups(
        ("A", "いる", 50, 10.0), ("A", "いない", 60, 20.0), ("B", "いる", 50, 80.0), ("B", "いない", 61, 30.0)
    )
    chart = kumin.charts.domains(table)
    assert words_of(chart).count("いる n=50") == 2
    assert [words for words in words_of(chart) if "【" in words] == ["【A】", "【B】"]
    rows = chart.to_dict()["data"]["values"]
    places = {row["percent"]: row["y"] for row in rows if row["percent"] is not None}
    assert sorted(places, key=places.__getitem__) == [10.0, 20.0, 80.0, 30.0]


def test_a_bar_alone_has_no_name_and_bars_together_have_theirs() -> None:
    table = options(["思う", "思わない"], [3, 4])
    alone = kumin.charts.band(table.with_columns(category_label=pl.lit("子がいる")), legend=False)
    assert "子がいる" not in words_of(alone)
    both = [table.with_columns(category_label=pl.lit(name)) for name in ("子がいる", "子がいない")]
    assert {"子がいる", "子がいない"} <= set(words_of(kumin.charts.band(pl.concat(both), legend=False)))


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(44.45, 1, "44.5"), (40.25, 1, "40.3"), (0.5, 0, "1"), (2.675, 2, "2.68"), (33.3, 2, "33.30"),
     (10488, 0, "10,488"), (-0.04, 1, "0.0")],
)  # fmt: skip
def test_numbers_are_rounded_half_up(value: float, decimals: int, expected: str) -> None:
    assert printed(value, decimals) == expected


def test_every_chart_prints_the_decimals_it_is_told() -> None:
    table = options(["思う", "思わない"], [1, 2])
    assert any("33%" in one for one in words_of(kumin.charts.band(table, decimals=0)))
    assert any("66.67%" in one for one in words_of(kumin.charts.band(table, decimals=2)))
    assert "66.67%" in words_of(kumin.charts.options_bar(table, decimals=2))
    past = years((2022, 40.25, None, None), (2023, 62.35, 60.0, 65.0))
    assert {"40.3", "62.4"} <= set(words_of(kumin.charts.trend(past)))
    assert {"40.25", "62.35"} <= set(words_of(kumin.charts.trend(past, decimals=2)))
    frame = judged(["一", "二"], [44.45, 50.0])
    assert {"44.5% A", "50.0% A"} <= set(words_of(kumin.charts.indicators(frame)))
    own = frame.with_columns(decimals=pl.Series([2, 0]))
    assert {"44.45% A", "50% A"} <= set(words_of(kumin.charts.indicators(own)))


def test_a_bar_without_an_interval_still_says_its_percent() -> None:
    none = options(["新聞", "町会"], [1, 2]).with_columns(
        lower=pl.lit(None, pl.Float64), upper=pl.lit(None, pl.Float64)
    )
    assert {"33.3%", "66.7%"} <= set(words_of(kumin.charts.options_bar(none)))


def test_an_option_that_is_hidden_is_drawn_as_hidden() -> None:
    table = options(["新聞", "町会", "回覧板"], [5, 2, 1])
    hidden = pl.col("option") == 3
    table = table.with_columns(pl.when(~hidden).then("percent"), pl.when(~hidden).then("lower"))
    words = words_of(kumin.charts.options_bar(table, hidden="非表示"))
    assert {"回覧板", "非表示", "62.5%"} <= set(words)
    assert "12.5%" not in words


def test_labels_that_differ_are_not_cut_to_the_same_words() -> None:
    ends = ("十分に整っている", "ある程度整っている", "あまり整っていない")
    labels = [LONG[:50] + end for end in ends]
    assert "…" in wrapped(labels[0], 161, lines=3)[-1]
    legend = words_of(
        kumin.charts.profile(
            [Bar("令和5年度", "n=9", (Part(100, "", "#000000"),))], [(one, "#000000") for one in labels]
        )
    )
    bars = words_of(kumin.charts.options_bar(options(labels, [1, 2, 3])))
    assert not any("…" in one for one in legend)
    assert len({one for one in bars if LONG[:5] in one}) == len(ends)


def test_a_range_is_drawn_at_both_ends() -> None:
    frame = judged(["一"], [50.0])
    whole = frame.with_columns(target_high_percent=pl.lit(60.0))
    ends = [
        kumin.charts.to_svg(kumin.charts.indicators(one)).count('v20h-3Z" fill="#1c2b3a"') for one in (frame, whole)
    ]
    assert ends == [1, 2]
    past = years((2022, 50.0, None, None), (2023, 52.0, None, None))
    lines = [
        kumin.charts.to_svg(kumin.charts.trend(past, target=40, target_high=high)).count('stroke-dasharray="5,3"')
        for high in (None, 60)
    ]
    assert lines == [1, 2]
    assert "目標 40～60%" in words_of(kumin.charts.trend(past, target=40, target_high=60))


@pytest.mark.parametrize("values", [[12.0, 9.4], [34.1, 37.8], [99.5, 100.0], [0.0, 0.0]])
def test_all_trends_of_percents_have_one_scale(values: list[float]) -> None:
    chart = kumin.charts.trend(years(*((2022 + n, value, None, None) for n, value in enumerate(values))), target=60)
    ticks = sorted(int(words[:-1]) for words in words_of(chart) if re.fullmatch(r"\d+%", words))
    assert (ticks[0], ticks[-1]) == (0, 100)


def test_a_narrow_part_of_a_band_is_named_beside_it() -> None:
    table = options(["とてもそう思う", "まあそう思う", "あまりそう思わない", "まったく思わない"], [5, 48, 43, 4])
    words = words_of(kumin.charts.band(table))
    assert {"とてもそう思う 5.0%", "まったく思わない 4.0%"} <= set(words)
    assert not any("…" in one for one in words)


def test_no_word_is_broken_where_a_line_has_room() -> None:
    assert wrapped("どちらかといえば感じない", 110, lines=3) == ["どちらかといえば", "感じない"]
    assert wrapped("子育てセンターの利用", 84, lines=3) == ["子育て", "センターの", "利用"]


def test_brackets_stay_with_the_words_within_them() -> None:
    words = "問11 重要度[区役所の窓口サービス]"
    assert wrapped(words, 160) == ["問11 重要度[区役所の窓口", "サービス]"]
    for width in range(84, 260):
        for words in ("問11 重要度[区役所の窓口サービス]", "窓口（区役所の証明書発行）の待ち時間(時間外)"):
            lines = wrapped(words, width, lines=4)
            assert not any(line[0] in ")]）" or line[-1] in "([（" for line in lines), (width, lines)


def test_intervals_and_plain_marks_are_seen_in_both_themes() -> None:
    for colour, dark in ON_DARK.items():
        if colour in (ACHIEVED, MISSED, PLAIN, INK, QUIET):
            assert contrast(colour, "#ffffff") >= 3, colour
            assert contrast(dark, ON_DARK["white"]) >= 3, dark
    # a mark, an answer and what is neither never share a colour
    assert not {ACHIEVED, MISSED, PLAIN} & {*POSITIVE, *NEGATIVE}


def test_a_number_has_its_unit_on_an_axis_of_its_own() -> None:
    past = years((2022, 9800.0, None, None), (2023, 9900.0, None, None), (2024, 10488.0, None, None))
    words = words_of(kumin.charts.trend(past, target=10000, unit="世帯", decimals=0))
    assert {"単位: 世帯", "目標 10,000世帯", "9,800", "10,488", "10,000"} <= set(words)
    assert not any("%" in one for one in words)


def test_a_pyramid_of_one_dimension_is_bars_to_one_side() -> None:
    cells = pl.DataFrame(
        {"side": ["", ""], "row": ["若い人", "その他の人"], "sample_share": [0.4, 0.6], "population_share": [0.5, 0.5]}
    )
    words = words_of(kumin.charts.pyramid(cells))
    assert {"若い人", "その他の人"} <= set(words)
    assert words.count("0%") == 1


@pytest.mark.parametrize("positive", [(), (1,), (1, 2), (1, 2, 3, 4, 5, 6)])
@pytest.mark.parametrize("count", [2, 4, 5, 8, 12])
def test_neighbours_never_share_a_colour(count: int, positive: tuple[int, ...]) -> None:
    labels = [(code, "わからない" if code in (count, count - 1) else f"選択肢{code}") for code in range(1, count + 1)]
    colours = band_colours(labels, positive)
    assert all(one != other for one, other in pairwise(colours))
    kinds = ["good" if code in positive else "unsure" if "わからない" in label else "bad" for code, label in labels]
    for (one, kind), (other, next_kind) in pairwise(zip(colours, kinds, strict=True)):
        assert kind != next_kind or contrast(one, other) >= 1.3
    # the number on a part is read on its colour
    assert all(max(contrast(colour, "#000000"), contrast(colour, "#ffffff")) >= 4.5 for colour in colours)
    counted = [colour for colour, kind in zip(colours, kinds, strict=True) if kind != "unsure"]
    assert len(set(counted)) == len(counted)


def test_a_picture_of_pixels_is_on_white_and_nothing_else_of_it_changes() -> None:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="5" height="5"/></svg>'
    ground = '<rect width="100%" height="100%" fill="white"/>'
    assert on_white(drawn).replace(ground, "") == drawn
    assert on_white(drawn).index(ground) < on_white(drawn).index('<rect width="5"')
