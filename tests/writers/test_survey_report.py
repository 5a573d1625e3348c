"""The report of the surveys: every question in its place, its numbers those of the answers, nothing hidden in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import polars as pl
import pytest
from docx.oxml.ns import qn

import kumin
from conftest import MINI_HEADER, command
from kumin.charts.profiles import Bar
from kumin.definitions import HouseStyle, load_house_style
from kumin.definitions.files.lone_survey import lone_survey
from kumin.disclosure.published import release
from kumin.errors import DefinitionError
from kumin.numbers import percent_of, printed
from kumin.reporting.answers import left_out_axes, shown_axes
from kumin.reporting.questions import Reported
from kumin.writers.auditing.report import report_tells
from kumin.writers.document.parts import blank_document
from kumin.writers.page.page import draft_page
from kumin.writers.survey_report.bars import axis_name
from kumin.writers.survey_report.blocks import Heading, Paragraph, Row, Table
from kumin.writers.survey_report.book import Book, survey_book
from kumin.writers.survey_report.document import add_table, write_survey_document
from kumin.writers.survey_report.page import survey_page
from kumin.writers.survey_report.summary import _with_room

if TYPE_CHECKING:
    from kumin.disclosure.published import Published

MADE = "2024-01-01T00:00:00+09:00"
DRAWN = '<svg class="marks" width="10" height="10" viewBox="0 0 10 10"><g/></svg>'
"""What stands for every chart: the renderer has tests of its own."""


def page_of(book: Book) -> str:
    return survey_page(book, [DRAWN] * len(book.drawings))


@pytest.fixture(scope="module")
def book(sample_published: Published) -> Book:
    return survey_book(sample_published, {}, HouseStyle(), "ja", ["residents"])


@pytest.fixture(scope="module")
def page(book: Book) -> str:
    return page_of(book)


def test_every_question_has_a_section_in_the_order_of_real_reports(sample_published: Published, page: str) -> None:
    questions = sample_published.result.plan.questionnaires["residents"].questions
    ids = [f"residents-q-{one.id}" for one in sorted(questions, key=lambda one: not getattr(one, "attribute", False))]
    parts = ["summary", "overview", "reading", "attributes", *ids[:5], "results", *ids[5:], "crosstables", "topline"]
    places = [page.index(f'id="{part if part in ids else f"residents-{part}"}"') for part in parts]
    assert places == sorted(places)
    for one in questions:
        assert one.text in unescape(page)
    assert len(re.findall(r"無回答</th>", page)) >= 14


def test_every_question_but_an_attribute_is_drawn_by_group(sample_published: Published, book: Book) -> None:
    drawn = {drawing.id for drawing in book.drawings}
    survey = Reported(sample_published, "residents")
    for one in survey.questionnaire.closed():
        assert (f"s-residents-{one.id}" in drawn) == (survey.groups(one)[0].n_base is not None)
        # of a question that few were asked too much is hidden for a picture of groups
        assert (f"s-residents-{one.id}-groups" in drawn) == (not one.attribute and one.id != "childcare")


def test_the_document_has_contents_pages_and_headings_of_the_word_processor(book: Book, tmp_path: Path) -> None:
    few = replace(book, blocks=tuple(block for block in book.blocks if isinstance(block, Heading | Paragraph)))
    write_survey_document(few, [], [], tmp_path / "report.docx", MADE)
    document = docx.Document(str(tmp_path / "report.docx"))
    headings = [(int(one.style.name[-1]), one.text) for one in document.paragraphs if one.style.name[:7] == "Heading"]
    entries = [one for one in document.paragraphs if one.style.name.startswith("toc ")]
    assert headings == [(block.level, block.text) for block in book.blocks if isinstance(block, Heading)]
    assert [(int(one.style.name[-1]), one.text.rstrip("\t")) for one in entries] == headings
    # every entry leads to its heading, and takes the page from there
    marks = {one.get(qn("w:name")): one.getparent() for one in document.element.iter(qn("w:bookmarkStart"))}
    for entry, (_, words) in zip(entries, headings, strict=True):
        target = entry._p.find(qn("w:hyperlink")).get(qn("w:anchor"))
        assert marks[target].text == words
        assert f"PAGEREF {target} " in entry._p.xml
    whole = document.element.xml
    assert whole.count('w:fldCharType="begin"') == whole.count('w:fldCharType="end"') == len(headings) + 1
    assert 'TOC \\o "2-3"' in whole
    foot = "".join(document.sections[0].footer._element.itertext())
    assert ("PAGE" in foot, "NUMPAGES" in foot) == (True, True)


def test_counts_are_told_where_how_many_answered_is_hidden(sample_published: Published, page: str) -> None:
    survey = Reported(sample_published, "residents")
    sex = survey.questionnaire.by_id["sex"]
    everyone = survey.groups(sex)[0]  # type: ignore[arg-type]
    assert (everyone.n_base, [one.n for one in everyone.options]) == (None, [259, 450, None])
    start = page.index('id="residents-q-sex"')
    section = unescape(page[start : page.index('id="residents-q-age"')])
    assert "『男性』が259人、『女性』が450人です。" in section
    assert "%と最も高く" not in section
    assert re.findall(r"<td[^>]*>(.*?)</td>", section)[:2] == ["259", "-"]
    assert re.search(r"n（回答した人）</th><td[^>]*>非表示<", section)
    # the form with the results printed in holds the same
    assert re.search(r"男性</td><td[^>]*>259<", page[page.index('id="residents-topline"') :])


def test_an_axis_that_no_chart_shows_is_named(sample_published: Published, page: str) -> None:
    survey = Reported(sample_published, "residents")
    named = 0
    for one in survey.questionnaire.closed():
        start = page.index(f'id="residents-q-{one.id}"')
        section = unescape(page[start : page.index('<h4 id="', start + 1)] if '<h4 id="' in page[start + 1 :] else page)
        said = re.findall(r"図にしていない属性：([^<]*)", section)
        axes = [] if one.attribute else left_out_axes(survey.groups(one))
        assert said == (["、".join(axis_name(survey, axis) for axis in axes)] if axes else []), one.id
        assert not set(axes) & set(shown_axes(survey.groups(one)))
        named += bool(axes)
    # of a question that few were asked every axis is left out
    assert named > 3
    assert left_out_axes(survey.groups(survey.questionnaire.by_id["childcare"])) == [  # type: ignore[arg-type]
        "*".join(axis) for axis in survey.axes
    ]


def test_every_printed_percent_of_a_group_is_that_of_the_answers(sample_published: Published, page: str) -> None:
    result = sample_published.result
    coded, questionnaire = result.answers["residents"].coded, result.plan.questionnaires["residents"]
    checked = 0
    for of, body in re.findall(r'data-of="([^"]*)">(.*?)</table>', page, re.S):
        _, question, codes = of.split(":")
        asked = questionnaire.by_id[question]
        for group, row in re.findall(r'data-group="([^"]*)">(.*?)</tr>', body, re.S):
            rows = coded
            for id_, options in asked.ask_if.items():
                rows = rows.filter(pl.col(id_).is_in(options))
            if group:
                axis, category = group.split(":")
                code = int(category)
                rows = rows.filter(pl.col(axis).is_null() if code < 0 else pl.col(axis) == code)
            given = rows.filter(pl.col(question).is_not_null())
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
            if re.match("[0-9]", cells[0]):
                assert cells[0].rstrip("※").replace(",", "") == str(given.height)
            for option, cell in zip(codes.split(","), cells[1:], strict=False):
                if re.fullmatch(r"[0-9.]+", cell) and "以" not in cell:
                    chosen = (
                        given[question].eq(int(option)).sum()
                        if asked.type == "single"
                        else given[f"{question}_{option}"].sum()
                    )
                    assert cell == printed(percent_of(int(chosen), given.height), 1)
                    checked += 1
    assert checked > 500


def test_a_house_style_changes_endings_signs_and_brackets_and_no_numbers(
    sample_published: Published, tmp_path: Path
) -> None:
    (tmp_path / "words.yaml").write_text(
        'ending: である\npercent: ％\npoint: pt\nbrackets: {option: "「」"}\n', encoding="utf-8"
    )
    style = load_house_style(tmp_path / "words.yaml")
    plain = survey_book(sample_published, {}, style, "ja", ["principals"]).said["principals"]
    polite = survey_book(sample_published, {}, HouseStyle(), "ja", ["principals"]).said["principals"]
    assert [one["numbers"] for one in plain] == [one["numbers"] for one in polite]
    assert all(one["text"].endswith(("です。", "ます。", "ません。", "でした。")) for one in polite)
    assert not any(re.search(r"です。|ます。|ません。|でした。", one["text"]) for one in plain)
    assert any("％" in one["text"] and "「" in one["text"] for one in plain)
    assert not any("%" in one["text"] or "『" in one["text"] for one in plain)


@pytest.mark.parametrize(
    ("line", "said"), [("endings: である", "endings"), ("ending: だ", "ending"), ("brackets: {option: 「}", "option")]
)
def test_a_wrong_house_style_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(f"percent: ％\n{line}\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=said) as refused:
        load_house_style(path)
    assert ":2:" in refused.value.message("ja")


def test_english_holds_the_same_numbers(sample_published: Published) -> None:
    made = {
        lang: survey_book(sample_published, {}, HouseStyle(), lang, ["principals"]).said["principals"]
        for lang in ("ja", "en")
    }
    assert [one["numbers"] for one in made["ja"]] == [one["numbers"] for one in made["en"]]
    assert any(one["text"].startswith("In order: ") for one in made["en"])


def test_the_audit_finds_a_hidden_number_in_the_report(page: str, sample_published: Published, tmp_path: Path) -> None:
    from kumin.writers.files import write_open_data

    write_open_data(sample_published, tmp_path)
    data = pl.read_csv(tmp_path / "open_data.csv", infer_schema=False)
    (tmp_path / "survey_report.html").write_text(page, encoding="utf-8")
    assert report_tells(tmp_path, data, 5) == []
    table = page.index('data-of="residents:safety')
    hidden = page.index(">非表示<", table)
    (tmp_path / "survey_report.html").write_text(page[: hidden + 1] + "12.3" + page[hidden + 4 :], encoding="utf-8")
    assert report_tells(tmp_path, data, 5)


def test_the_command_writes_a_report_that_can_be_edited_and_is_kept(mini: Path) -> None:
    import docx

    done = command("report", mini, "--out", mini / "out")
    assert done.returncode == 0, done.stderr
    names = {"open_data.csv", "datapackage.json", "report.json", "survey_report.docx", "survey_report.html"}
    assert {path.name for path in (mini / "out").iterdir()} == names
    record = json.loads((mini / "out" / "report.json").read_text(encoding="utf-8"))
    document = docx.Document(str(mini / "out" / "survey_report.docx"))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for one in record["sentences"]["residents"]:
        assert one["text"] in words
    assert len(document.element.findall(".//{*}inline")) >= 5
    assert all(one.get("descr") for one in document.element.iter(qn("wp:docPr")))
    document.add_paragraph("手で直した文")
    document.save(str(mini / "out" / "survey_report.docx"))
    again = command("report", mini, "--out", mini / "out")
    assert "survey_report.new.docx" in again.stderr
    kept = docx.Document(str(mini / "out" / "survey_report.docx"))
    assert kept.paragraphs[-1].text == "手で直した文"


def test_a_questionnaire_alone_needs_to_be_told_what_a_plan_would(mini: Path) -> None:
    given = ("report", mini / "residents.yaml", "--answers", mini / "answers" / "residents.csv", "--out", mini / "out")
    assert "--sampling" in command(*given).stderr
    assert "--year" in command(*given, "--sampling", "volunteers").stderr
    assert not (mini / "out").exists()


LONG = (
    "これはたいへん長い選択肢の名前であり六十文字ほどになるように書かれていて画面にも紙にも収まりにくいものです、はい。"
)


@pytest.mark.parametrize(
    "question",
    [
        "{id: q, text: 一問だけ, header: 問1, type: single, options: {1: はい, 2: いいえ}}",
        f"{{id: q, text: {LONG}, header: 問1, type: single, options: {{1: {LONG}1, 2: {LONG}2}}}}",
        "{id: q, text: 多い, header: 問1, type: single, options: {"
        + ", ".join(f"{code}: 選択肢{code}" for code in range(1, 41))
        + "}}",
    ],
    ids=["one question", "long labels", "forty options"],
)
def test_unusual_questionnaires_have_a_report(mini: Path, question: str) -> None:
    (mini / "residents.yaml").write_text(f"id: q\ntitle: 調査\nquestions:\n  - {question}\n", encoding="utf-8")
    plan = (mini / "plan.yaml").read_text(encoding="utf-8").split("      - id: 1-2")[0].replace("safe", "q")
    (mini / "plan.yaml").write_text(plan.replace("[1, 2]", "[1]"), encoding="utf-8")
    rows = "".join(f"{1 + n % 2}\n" for n in range(60))
    (mini / "answers" / "residents.csv").write_text(f"問1\n{rows}", encoding="utf-8")
    made = page_of(survey_book(release(kumin.run(mini)), {}, HouseStyle()))
    assert 'id="residents-q-q"' in made
    assert "50.0" in made


def test_a_survey_that_nobody_answered_is_refused_and_writes_nothing(mini: Path) -> None:
    (mini / "answers" / "residents.csv").write_text(MINI_HEADER, encoding="utf-8")
    done = command("report", mini, "--out", mini / "out")
    assert done.returncode == 2
    assert not (mini / "out").exists()


@pytest.mark.parametrize("long", [False, True])
def test_no_slide_is_too_full(book: Book, tmp_path: Path, long: bool) -> None:
    """Boxes stand within the slide and apart, and what they hold fits, by the width of full-width letters."""
    pptx = pytest.importorskip("pptx")
    from kumin.writers.survey_report.slides import height_of, write_slides

    if long:
        (summary,) = book.summaries
        points = tuple(point * times for times, point in enumerate(summary.points, 1) if times < 5) * 3
        book = replace(book, title=book.title * 5, summaries=(replace(summary, points=points),))
    write_slides(book, tmp_path / "a.pptx", MADE)
    deck = pptx.Presentation(str(tmp_path / "a.pptx"))
    for slide in deck.slides:
        boxes = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in slide.shapes]
        for place, (left, top, right, bottom) in enumerate(boxes):
            assert 0 <= left < right <= deck.slide_width
            assert 0 <= top < bottom <= deck.slide_height
            assert all(other[1] >= bottom or other[3] <= top for other in boxes[place + 1 :])
        for one in slide.shapes:
            if one.has_text_frame:
                tall = sum(
                    height_of(line.text, line.runs[0].font.size.pt, one.width.mm)
                    + (line.space_after.pt if line.space_after else 0)
                    for line in one.text_frame.paragraphs
                )
                assert tall <= one.height.pt, one.text_frame.text[:40]
            elif one.has_chart:
                assert one.chart._chartSpace.xpath(".//c:tickLblSkip/@val") == ["1"]


def test_sentences_do_not_repeat_themselves(tmp_path: Path) -> None:
    """Of two answers one is above the other; of three no total repeats a percent, and no scoring is in the text."""
    yes, stay = "{1: はい, 2: いいえ}", "{1: 住み続けたい, 2: どちらともいえない, 3: 移りたい}"
    degrees = "{1: そう思う, 2: ややそう思う, 3: あまり思わない, 4: 思わない}"
    (tmp_path / "q.yaml").write_text(
        "id: q\ntitle: 調査\nquestions:\n"
        + "".join(
            f"  - {{id: {id_}, text: {id_}, header: {id_}, type: single, options: {options}}}\n"
            for id_, options in (("a", yes), ("b", yes), ("c", stay), ("d", degrees))
        )
        + "  - {id: sex, text: あなたの性別, header: sex, type: single, attribute: true, options: {1: 男, 2: 女}}\n",
        encoding="utf-8",
    )
    rows = [f"{1 + (n % 4 == 0)},{1 + n % 2},{1 + n % 3},{1 + n % 4},{1 + n // 60}" for n in range(120)]
    (tmp_path / "a.csv").write_text("a,b,c,d,sex\n" + "\n".join(rows) + "\n", encoding="utf-8")
    loaded = lone_survey(kumin.load_questionnaire(tmp_path / "q.yaml"), tmp_path / "q.yaml", 2023, "random")
    published = release(kumin.run(loaded, tmp_path / "a.csv"))
    made = survey_book(published, {}, HouseStyle())
    said = {id_: [one["text"] for one in made.said["survey"] if one["question"] == id_] for id_ in "abcd"}
    assert said["a"][0] == "『はい』が75.0%で、『いいえ』の25.0%を上回っています。"
    assert said["a"][1] == "『はい』は、性別による大きな差がみられません。"
    assert said["b"][0] == "『はい』が50.0%、『いいえ』が50.0%で、2つの間に大きな差はみられません。"
    assert not any("（計）" in one or "平均点" in one for one in said["c"])
    assert "平均点は0.00点（2点から-2点まで、n=120）です。" in said["d"]
    assert (
        "平均点の点数：『そう思う』を2点、『ややそう思う』を1点、『あまり思わない』を-1点、『思わない』を-2点。"
        in page_of(made)
    )


def test_numbers_days_and_texts_say_their_n_and_who_did_not_answer(tmp_path: Path) -> None:
    options = (
        "{" + ", ".join(f"{code}: {place}の近く" for code, place in enumerate("駅橋港川坂寺森池浜丘市畑", 1)) + "}"
    )
    (tmp_path / "q.yaml").write_text(
        "id: q\ntitle: 調査\nquestions:\n"
        "  - {id: n, text: 人数, header: n, type: number, minimum: 0, maximum: 9, unit: 人}\n"
        "  - {id: day, text: 引越しの日, header: day, type: date}\n"
        "  - {id: free, text: ご意見（自由記述）, header: free, type: text}\n"
        "  - {id: few, text: 要望（自由記述）, header: few, type: text}\n"
        f"  - {{id: near, text: 近い所, header: near, type: multiple, layout: joined, options: {options}}}\n",
        encoding="utf-8",
    )
    rows = [
        f"{n % 4 if n < 56 else ''},{f'2001-03-{1 + n % 28:02d}' if n < 50 else ''},{'あ' if n < 20 else ''},"
        f"{'い' if n < 2 else ''},{1 + n % 6 if n > 2 else 12}"
        for n in range(60)
    ]
    (tmp_path / "a.csv").write_text("n,day,free,few,near\n" + "\n".join(rows) + "\n", encoding="utf-8")
    loaded = lone_survey(kumin.load_questionnaire(tmp_path / "q.yaml"), tmp_path / "q.yaml", 2023, "random")
    made = survey_book(release(kumin.run(loaded, tmp_path / "a.csv")), {}, HouseStyle())
    said = {one["question"]: one for one in made.said["survey"]}
    assert said["day"]["text"] == "中央の日（半数の回答がこの日まで）は2001年3月13日（n=50）です。"
    assert said["day"]["numbers"] == [{"n_base": 50, "median_date": "2001-03-13"}]
    json.dumps(said)
    assert said["free"]["text"] == "記入は20件でした。"
    assert said["few"]["kind"] == "not_shown"
    page = page_of(made)
    section = page[page.index('id="survey-q-n"') : page.index('id="survey-q-day"')]
    assert re.search(r"無回答</th><td[^>]*>4<", section)
    tables = page[page.index('id="survey-crosstables"') :]
    assert re.search(r"全体</th><td[^>]*>50</td><td[^>]*>2001年3月13日<", tables)
    assert "（自由記述）（自由記述）" not in page
    assert not re.search(r"<th scope=\"row\"></th>", page)
    # an option that is hidden stays in the picture
    drawn = next(one for one in made.drawings if one.id == "s-survey-near")
    assert "畑の近く 非表示" in drawn.description
    assert "非表示" in drawn.worded(drawn.spec)
    assert "（n=60、%、割合の高い順）" in page


def test_the_summary_begins_no_page_for_a_few_lines() -> None:
    bars = [Bar(str(place), "n=9", ()) for place in range(14)]
    line = "あ" * 40
    fits = next(n for n in range(60) if len(_with_room([line] * (n + 1), bars)) < n + 1)
    assert len(_with_room([line] * (fits + 3), bars)) == fits
    assert len(_with_room([line] * (fits + 20), bars)) == fits + 20
    assert len(_with_room([line] * 200, bars)) < 2 * 45


def test_no_number_breaks_in_a_column_of_the_document(tmp_path: Path) -> None:
    """Letters of 8 points: 2.8 mm, half of it for a digit; Word leaves 1.9 mm on either side."""
    cells = ("1", "あ" * 30, *["843", "-0.12", "-0.22～-0.02"] * 2, "0.123", "9")
    policies = Table("c", ("順位", "施策", *"abcdefgh"), (Row(cells),), words=2)
    sums = Table("d", ("区分", *"abcdefghijk"), (Row(("30～39歳", *["非表示"] * 11)),))
    document = blank_document("t", "a", "", "ja", MADE)
    for table in (policies, sums):
        add_table(document, table)
    for made in document.tables:
        widths = [column.width.mm for column in made.columns]
        assert sum(widths) <= 175
        for cell, width in zip(made.rows[1].cells, widths, strict=True):
            if cell.text.isascii() or "～-" in cell.text or cell.text == "非表示":
                assert width >= 3.8 + sum(1.41 if one.isascii() else 2.82 for one in cell.text)
    first = [row._tr.xpath(".//w:keepNext") for row in document.tables[0].rows]
    assert (bool(first[0]), bool(first[-1])) == (True, False)


def test_slides_hold_charts_that_can_be_edited_and_the_points_of_the_summary(book: Book, tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    from kumin.writers.survey_report.slides import write_slides

    write_slides(book, tmp_path / "a.pptx", MADE)
    shapes = [shape for slide in pptx.Presentation(str(tmp_path / "a.pptx")).slides for shape in slide.shapes]
    said = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    (summary,) = book.summaries
    assert all(point in said for point in summary.points)
    series = [one for shape in shapes if shape.has_chart for one in shape.chart.plots[0].series]
    assert [value for one in series[:1] for value in one.values] == [bar.parts[0].percent for bar in summary.bars]


def test_policies_are_shown_only_where_all_answers_of_both_questions_are(tmp_path: Path) -> None:
    questions = "".join(
        f"  - {{id: {side}{n}, text: {side}{n}, header: {side}{n}, type: single, options: {{1: 高, 2: 低, 3: ない}}}}\n"
        for n in (1, 2, 3)
        for side in "si"
    )
    (tmp_path / "q.yaml").write_text(
        "id: q\ntitle: 調査\npriorities:\n  satisfaction: {1: 1, 2: 0, 3: -1}\n"
        "  importance: {1: 1, 2: 0, 3: -1}\n  pairs:\n"
        + "".join(f"    - {{title: 施策{n}, satisfaction: s{n}, importance: i{n}}}\n" for n in (1, 2, 3))
        + f"questions:\n{questions}",
        encoding="utf-8",
    )
    # of the third policy two people gave the last answer: it is hidden, and so is the mean that would tell it
    rows = [f"{1 + n % 2},{1 + n % 3},{1 + n % 3},{1 + n % 2},{3 if n < 2 else 1 + n % 2},1" for n in range(60)]
    (tmp_path / "a.csv").write_text("s1,i1,s2,i2,s3,i3\n" + "\n".join(rows) + "\n", encoding="utf-8")
    loaded = lone_survey(kumin.load_questionnaire(tmp_path / "q.yaml"), tmp_path / "q.yaml", 2023, "random")
    published = release(kumin.run(loaded, tmp_path / "a.csv"))
    made = survey_book(published, {}, HouseStyle())
    shown = made.policies["survey"]
    assert sorted(shown["policy"]) == ["施策1", "施策2"]
    policy = shown.row(by_predicate=pl.col("policy") == "施策1", named=True)
    assert policy["satisfaction"] == pytest.approx(sum(1 - n % 2 for n in range(60)) / 60)
    page = page_of(made)
    assert "回答が少ないため示していない施策：施策3" in page
    assert page.index('id="survey-policies"') > page.index('id="survey-results"')
    # the page of the plan has the same section, with a chart of its own
    drafted = draft_page(published, "ja")
    (section,) = re.findall(r'<section class="policies".*?</section>', drafted.html, re.S)
    assert "回答が少ないため示していない施策：施策3" in section
    assert len(re.findall(r'<th scope="row">[12]</th><td>施策[12]</td>', section)) == 2
    (mark,) = re.findall(r"<!--chart ([0-9]+)-->", section)
    assert drafted.drawings[int(mark)].id == "c-survey-policies"
    assert '<a href="#priorities">' in drafted.html
