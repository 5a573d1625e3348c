"""The charts of the Word report can be edited in Word, and say what the drawn ones say: no more and no less."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from kumin.charts.profiles import HIDDEN, Bar, Part
from kumin.definitions import HouseStyle
from kumin.numbers import percent_of
from kumin.reporting.answers import shown_axes
from kumin.reporting.questions import Reported
from kumin.words.tables import category_label
from kumin.writers.plots.drawn import chart_element
from kumin.writers.plots.plot import Plot, Room, bars_of_100, bars_of_classes, bars_of_options, labels_of
from kumin.writers.plots.workbook import workbook_of
from kumin.writers.survey_report.bars import in_print_order, is_band
from kumin.writers.survey_report.blocks import Figure, Heading
from kumin.writers.survey_report.book import Book, survey_book
from kumin.writers.survey_report.document import pictured, write_survey_document

if TYPE_CHECKING:
    from kumin.disclosure.published import Published

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="600" height="60" viewBox="0 0 600 60">'
    '<text x="1" y="9">図</text></svg>'
)
MADE = "2024-01-01T00:00:00+09:00"
ROOM = Room(450, 8, 180, 3)
LEGEND = [("よい", "#0f5a50"), ("ふつう", "#9aa4af"), ("わるい", "#94508d")]
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(scope="module")
def book(sample_published: Published) -> Book:
    return survey_book(sample_published, {}, HouseStyle(), "ja", ["residents"])


def plots(book: Book) -> dict[str, Plot | None]:
    return {book.drawings[one.place].id: one.plot for one in book.blocks if isinstance(one, Figure)}


def written(book: Book, path: Path) -> dict[str, bytes]:
    """The parts of the document with the charts of a report alone."""
    few = replace(book, blocks=tuple(block for block in book.blocks if isinstance(block, Figure | Heading)))
    svgs = [DRAWN] * len(book.drawings)
    write_survey_document(few, svgs, [PIXEL] * len(pictured(book, svgs)), path, MADE)
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def chart_of(xml: bytes) -> Any:
    """A chart as the library for slides reads it."""
    from pptx.chart.chart import Chart
    from pptx.oxml import parse_xml

    make: Any = Chart
    return make(parse_xml(xml), None)


def cells_of(workbook: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)["Sheet1"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_only_what_word_cannot_hold_is_a_picture(book: Book) -> None:
    left = [name for name, plot in plots(book).items() if plot is None]
    assert left == ["s-residents-media-groups"]
    assert len(pictured(book, [DRAWN] * len(book.drawings))) == len(left)


def test_bars_of_groups_hold_what_is_published_and_nothing_hidden(sample_published: Published, book: Book) -> None:
    survey, found = Reported(sample_published, "residents"), plots(book)
    checked = hidden_rows = 0
    for question in survey.questionnaire.closed():
        plot = found.get(f"s-residents-{question.id}-groups")
        if plot is None or not is_band(question):
            continue
        by_option = {one.name: one.values for one in plot.series if one.name != "非表示"}
        hidden = [one.values for one in plot.series if one.name == "非表示"]
        assert list(by_option) == [one.label for one in question.options.values()]
        place = 0
        for own in shown_axes(survey.groups(question)).values():
            assert re.fullmatch("【.*】", plot.rows[place].label)
            assert {one.values[place] for one in plot.series} == {None}
            place += 1
            for group in own:
                row = plot.rows[place]
                assert row.note == (f"n={group.n_base:,}" if group.n_base is not None else "非表示")
                assert row.label == category_label(
                    survey.questionnaire, str(group.axis), str(group.category), book.words
                )
                values = [values[place] for values in by_option.values()]
                left = [values[place] for values in hidden if values[place] is not None]
                if any(values):
                    shown = [
                        None if one.n is None else float(percent_of(one.n, group.n_base or 0)) for one in group.options
                    ]
                    assert values == shown
                    # what is hidden is told together alone, and is never one option
                    assert shown.count(None) != 1
                    assert left == ([] if None not in shown else [pytest.approx(100 - sum(filter(None, shown)))])
                else:
                    assert left == [100.0]
                checked += len(values) - values.count(None)
                hidden_rows += bool(left)
                place += 1
        assert place == len(plot.rows)
    assert checked > 300
    assert hidden_rows > 10


def test_what_is_hidden_stands_before_the_first_option_that_it_stands_for() -> None:
    part = Part(40.0, "非表示", HIDDEN, 1, hidden=True)
    bars = [
        Bar("一", "n=90", (Part(60.04, "60.0", "#0f5a50", 0), part)),
        Bar("二", "n=70", tuple(
            Part(share, f"{share}", LEGEND[place][1], place) for place, share in enumerate((10.0, 20.0, 70.0))
        )),
        Bar("三", "n=9"),
        Bar("無回答", "3人（1.9%）", (Part(1.8987, "", "#9aa4af"),)),
    ]  # fmt: skip
    plot = bars_of_100(bars, LEGEND, hidden="非表示", decimals=1)
    assert [(one.name, one.values) for one in plot.series] == [
        ("よい", (60.0, 10.0, None, None)), ("非表示", (40.0, None, 100.0, None)), ("ふつう", (None, 20.0, None, None)),
        ("わるい", (None, 70.0, None, None)), ("無回答", (None, None, None, 1.9)),
    ]  # fmt: skip
    assert [one.shown for one in plot.series] == ["0.0", '"非表示"', "0.0", "0.0", ""]


def test_bars_of_options_are_in_the_order_of_the_drawn_chart_with_their_intervals(
    sample_published: Published, book: Book
) -> None:
    survey = Reported(sample_published, "residents")
    question = survey.questionnaire.by_id["media"]
    everyone = {one.code: one for one in survey.groups(question)[0].options}  # type: ignore[arg-type]
    order = in_print_order(question, {code: one.percent for code, one in everyone.items()})  # type: ignore[arg-type]
    plot = plots(book)["s-residents-media"]
    assert plot is not None
    assert [row.label for row in plot.rows] == [question.options[code].label for code in order]  # type: ignore[union-attr]
    words = book.words
    printed = [
        words.interval(100 * (one.lower or 0), 100 * (one.upper or 0)) for one in map(everyone.get, order) if one
    ]
    assert [words.range(*map(words.number, ends)) for ends in plot.limits if ends] == printed
    assert [words.number(value) for value in plot.series[0].values] == [
        words.number(everyone[one].percent) for one in order
    ]
    assert plot.limit_names == ("95%信頼区間（下）", "95%信頼区間（上）")


def options() -> Plot:
    return bars_of_options(
        [("区広報紙", 56.94, (53.21, 60.64)), ("口コミ", None, None), ("掲示板", 3.1, (1.94, 5.0)),
         ("ほか", 2.0, None)],
        "%", hidden="非表示", limit_names=("下", "上"), decimals=1,
    )  # fmt: skip


def test_an_option_that_is_hidden_has_no_bar_and_is_said_to_be() -> None:
    plot = options()
    assert plot.series[0].values == (56.9, None, 3.1, 2.0)
    assert plot.limits == ((53.2, 60.6), None, (1.9, 5.0), None)
    assert labels_of(plot, ROOM)[1] == "口コミ（非表示）"


def test_the_line_of_an_interval_ends_at_its_printed_ends_and_the_number_stands_behind_it() -> None:
    plot = options()
    labels = labels_of(plot, ROOM)
    space = chart_element(plot, labels, ROOM)
    ends: dict[str, Mapping[str, float]] = {
        name: {one.get("idx"): float(one[0].text) for one in space.iterfind(f".//{{*}}{name}//{{*}}pt")}
        for name in ("plus", "minus")
    }
    assert ends == {"plus": {"0": 3.7, "2": 1.9}, "minus": {"0": 3.7, "2": 1.2}}
    assert [one.text for one in space.iterfind(".//{*}errBars//{*}f")] == ["Sheet1!$E$2:$E$5", "Sheet1!$F$2:$F$5"]
    moved = {one.find("{*}idx").get("val"): float(one.find(".//{*}x").get("val")) for one in space.iter(qn("c:dLbl"))}
    width = float(space.find(".//{*}plotArea/{*}layout//{*}w").get("val"))
    assert moved == {"0": pytest.approx(width * 0.037, abs=1e-4), "2": pytest.approx(width * 0.019, abs=1e-4)}
    assert cells_of(workbook_of(plot, labels)) == [
        [None, "%", "下", "上", "+", "-"], ["区広報紙", 56.9, 53.2, 60.6, 3.7, 3.7],
        ["口コミ（非表示）", None, None, None, None, None], ["掲示板", 3.1, 1.9, 5.0, 1.9, 1.2],
        ["ほか", 2.0, None, None, None, None],
    ]  # fmt: skip
    # who edits an end moves the line
    formulas = openpyxl.load_workbook(io.BytesIO(workbook_of(plot, labels)))["Sheet1"]
    assert (formulas["E2"].value, formulas["F2"].value) == ("=D2-B2", "=B2-C2")


def test_classes_are_bars_with_their_percents() -> None:
    plot = bars_of_classes([("10年未満", 100 / 3), ("10年以上", 200 / 3)], "%", 1)
    assert (plot.series[0].values, plot.end, plot.series[0].shown) == ((33.3, 66.7), 70.0, '0.0"%"')


def test_a_part_that_is_too_narrow_has_no_number_and_a_wide_one_has() -> None:
    bars = [Bar("一", "n=90", (Part(1.0, "1.0", "#0f5a50", 0), Part(99.0, "非表示", HIDDEN, 1, hidden=True)))]
    plot = bars_of_100(bars, LEGEND, hidden="非表示", decimals=1)
    space = chart_element(plot, labels_of(plot, ROOM), ROOM)
    formats = [one.get("formatCode") for one in space.iterfind(".//{*}dLbls/{*}numFmt")]
    smallest = [float(re.fullmatch(r'\[<([\d.]+)\]"";(?:0\.0|"非表示")', one)[1]) for one in formats]  # type: ignore[index]
    assert len(smallest) == 4
    assert min(smallest) > 3
    # the words for what is hidden are wider than a number
    assert smallest[1] == max(smallest)
    assert max(smallest) < 20


def test_long_labels_stay_apart_and_keep_their_n() -> None:
    same = "たいへん長い名前の区分がここに入るので折り返しても途中で切れる" * 2
    bars = [
        Bar(f"{same}{end}", f"n={n}", (Part(100.0, "100.0", "#0f5a50", 0),)) for end, n in (("甲", 10), ("乙", 2000))
    ]
    labels = labels_of(bars_of_100([Bar("年齢"), *bars], LEGEND, hidden="非表示", decimals=1), ROOM)
    assert labels[0] == "【年齢】"
    assert labels[1].endswith("（n=10）")
    assert labels[2].endswith("（n=2000）")
    assert labels[1].removesuffix("（n=10）") != labels[2].removesuffix("（n=2000）")
    assert all(ROOM.wide(line) <= ROOM.label for label in labels for line in label.split("\n"))


def test_word_takes_the_chart_with_its_workbook_and_others_what_was_drawn(book: Book, tmp_path: Path) -> None:
    parts = written(book, tmp_path / "a.docx")
    document = docx.Document(str(tmp_path / "a.docx"))
    related = document.part.rels
    choices = list(document.element.iter("{*}AlternateContent"))
    expected = [(name, plot) for name, plot in plots(book).items() if plot is not None]
    assert len(choices) == len(expected) > 10
    numbers = [one.get("id") for one in document.element.iter(qn("wp:docPr"))]
    assert len(set(numbers)) == len(plots(book))
    descriptions = {drawing.id: (drawing.description or drawing.title, drawing.title) for drawing in book.drawings}
    repeated = False
    for choice, (name, plot) in zip(choices, expected, strict=True):
        of_word, other = choice
        assert of_word.get("Requires") in of_word.nsmap
        for half in (of_word, other):
            (words,) = half.iter(qn("wp:docPr"))
            assert (words.get("descr"), words.get("title")) == descriptions[name]
        chart = related[of_word.find(".//{*}chart").get(qn("r:id"))].target_part
        drawn = related[other.find(".//{*}blip").get(qn("r:embed"))].target_part
        assert (chart.content_type, drawn.content_type) == (
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            "image/svg+xml",
        )
        held = chart_of(chart.blob)
        outer = chart_of(chart.blob)._chartSpace.find(qn("c:externalData"))
        workbook = chart.rels[outer.get(qn("r:id"))].target_part
        assert workbook.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        # what the chart shows stands in its workbook, and nothing else
        rows = cells_of(workbook.blob)
        series = held.plots[0].series
        assert rows[0][1 : len(plot.series) + 1] == [one.name for one in series] == [one.name for one in plot.series]
        for place, one in enumerate(series, start=1):
            assert tuple(row[place] for row in rows[1:]) == one.values == plot.series[place - 1].values
        assert [row[0] for row in rows[1:]] == list(held.plots[0].categories)
        assert len(rows[0]) == 1 + len(series) + (4 if plot.limits else 0)
        assert held.category_axis.reverse_order
        assert (held.has_title, held.has_legend) == (False, plot.stacked)
        if held.has_legend:
            # a word once, though what is hidden stands between several options
            left_out = {int(one.get("val")) for one in held.legend._element.iterfind(f".//{qn('c:idx')}")}
            listed = [one.name for place, one in enumerate(series) if place not in left_out]
            assert sorted(listed) == sorted({one.name for one in series})
            repeated |= bool(left_out)
    assert repeated
    pictures = [name for name, plot in plots(book).items() if plot is None]
    assert sum(name.startswith("word/media/") for name in parts) == len(plots(book)) + len(pictures)


def test_a_picture_is_beside_what_it_was_drawn_as(book: Book, tmp_path: Path) -> None:
    written(book, tmp_path / "a.docx")
    document = docx.Document(str(tmp_path / "a.docx"))
    pictures = [name for name, plot in plots(book).items() if plot is None]
    found = [one.getparent().getparent().getparent() for one in document.element.iter("{*}svgBlip")]
    assert len(found) == len(pictures) == 1
    for blip in found:
        assert blip.tag == qn("a:blip")
        of_pixels = document.part.rels[blip.get(qn("r:embed"))].target_part
        (named,) = blip.iter("{*}svgBlip")
        drawn = document.part.rels[named.get(qn("r:embed"))].target_part
        assert (of_pixels.content_type, drawn.content_type) == ("image/png", "image/svg+xml")
        title = next(one.title for one in book.drawings if one.id == pictures[0])
        assert f"<title>{title}</title>" in drawn.blob.decode()


def test_the_same_report_is_the_same_bytes(book: Book, tmp_path: Path) -> None:
    first, second = (written(book, tmp_path / name) for name in ("a.docx", "b.docx"))
    assert first == second
    (core,) = {
        zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
        for name, data in first.items()
        if "embeddings" in name
    }
    assert b"1980-01-01T00:00:00Z" in core


def test_a_chart_of_many_rows_fits_a_page(book: Book, tmp_path: Path) -> None:
    bars = [Bar(f"区分{place}", "n=50", (Part(100.0, "100.0", "#0f5a50", 0),)) for place in range(70)]
    plot = bars_of_100(bars, LEGEND, hidden="非表示", decimals=1)
    figure = next(block for block in book.blocks if isinstance(block, Figure))
    written(replace(book, blocks=(book.blocks[0], replace(figure, plot=plot))), tmp_path / "a.docx")
    extent = next(docx.Document(str(tmp_path / "a.docx")).element.iter(qn("wp:extent")))
    assert int(extent.get("cy")) <= 230 * 36000


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_slides_and_the_document_hold_the_same_summary(sample_published: Published, tmp_path: Path, lang: str) -> None:
    from pptx import Presentation

    from kumin.writers.survey_report.slides import write_slides

    book = survey_book(sample_published, {}, HouseStyle(), lang, ["residents"])
    write_slides(book, tmp_path / "a.pptx", MADE)
    charts = [
        shape.chart
        for slide in Presentation(str(tmp_path / "a.pptx")).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    plot = plots(book)["s-residents-summary"]
    assert plot is not None
    for place, one in enumerate(plot.series):
        assert tuple(value for chart in charts for value in chart.plots[0].series[place].values) == one.values
    for chart in charts:
        rows = cells_of(chart.part.chart_workbook.xlsx_part.blob)
        assert [row[1] for row in rows[1:]] == list(chart.plots[0].series[0].values)
