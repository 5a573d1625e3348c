"""A ward's own form: filled where it asks, and in everything else as it was."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from conftest import ROOT
from kumin.errors import UsageError
from kumin.messages import text
from kumin.reading import limits
from kumin.words.forms.values import FIELDS, FormValues, Value, names_of
from kumin.writers.form.beside import field_of_heading
from kumin.writers.form.fill import fill_template, read_values
from kumin.writers.form.runs import W

FIRST = "「声かけが行われていると感じる」と回答した区民の割合を令和９年度末までに60％以上にする。"
SECOND = "「安全で住みやすいまちと感じている」と回答した区民の割合を令和９年度末までに90％以上にする。"


def indicator(text_: str, result: str, mark: str, previous: str) -> dict[str, Value]:
    made = {name.partition("_")[2]: Value() for name in FIELDS if name.startswith("indicator_")}
    return made | {
        "text": Value(text_),
        "result": Value(f"{result}%", result, True),
        "mark": Value(mark),
        "previous": Value(f"{previous}%", previous, True) if previous else Value(),
        "n": Value("1,706", "1706"),
        "interval": Value("34.3～41.4%"),
        "result_and_mark": Value(f"{result}% {mark}"),
    }


VALUES = FormValues(
    2023,
    {
        "plan": {"": {"head": Value("区長名"), "goal": Value("")}},
        "issue": {"1": {"recognition": Value("・一つ目\n・二つ目"), "3決算額": Value("46百万円", "46")}},
        "indicator": {"1-1": indicator(FIRST, "37.8", "B", "34.1"), "2-2": indicator(SECOND, "91.2", "A", "")},
    },
)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def without_text(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for piece in root.iter(f"{W}t"):
        piece.text = ""
        piece.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return etree.tostring(root, method="c14n")


def word_template(path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "区長 {{区長}}"
    paragraph = document.add_paragraph("実績は ")
    for piece in ("{", "{1-1", ".実", "績}", "}"):
        paragraph.add_run(piece).bold = piece == "{"
    paragraph.add_run(" です")
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "｛｛１－１．達成状況｝｝"
    table.cell(1, 2).text = "n={{1-1.n}}、{{2-2.前年度実績|－}}"
    box = (
        f'<w:r xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>{{1-1.interval}}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph("箱")._p.append(etree.fromstring(box))
    document.save(str(path))


def test_a_word_form_is_filled_and_nothing_else_changes(tmp_path: Path) -> None:
    template, out = tmp_path / "form.docx", tmp_path / "filled.docx"
    word_template(template)
    notes = fill_template(template, out, VALUES)
    document = docx.Document(str(out))
    assert document.sections[0].header.paragraphs[0].text == "区長 区長名"
    assert document.paragraphs[0].text == "実績は 37.8% です"
    assert [run.text for run in document.paragraphs[0].runs if run.bold] == ["37.8%"]
    assert document.tables[0].cell(0, 0).text == "B"
    assert document.tables[0].cell(1, 2).text == "n=1,706、－"
    before, after = parts(template), parts(out)
    assert "34.3～41.4%" in after["word/document.xml"].decode()
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", *(name for name in before if "header1" in name and "rels" not in name)}
    assert all(without_text(before[name]) == without_text(after[name]) for name in changed)
    assert {note.code for note in notes.notes} == {"filled"}
    assert len(notes.notes) == 6


def test_several_lines_stay_in_their_run(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{経営課題1.課題認識}} {{1.3決算額}}")
    document.save(str(tmp_path / "form.docx"))
    fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES)
    filled = docx.Document(str(tmp_path / "filled.docx"))
    assert filled.paragraphs[0].text == "・一つ目\n・二つ目 46百万円"
    assert len(filled.paragraphs) == 1


def test_what_is_unknown_or_has_no_value_is_listed_with_its_place(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{1-9.実績}} {{2-2.前年度実績}} {{1-1.実積}} {{目標}}")
    document.save(str(tmp_path / "form.docx"))
    notes = fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES, "ja")
    place = "本文 1番目の段落"
    assert [(note.code, note.place, note.name, note.said) for note in notes.notes] == [
        ("unknown", place, "{{1-9.実績}}", "1-1.実績"),
        ("empty", place, "{{2-2.前年度実績}}", ""),
        ("unknown", place, "{{1-1.実積}}", "1-1.実績"),
        ("empty", place, "{{目標}}", ""),
    ]
    # what is not filled stays to be seen
    assert docx.Document(str(tmp_path / "filled.docx")).paragraphs[0].text.count("{{") == 4


@pytest.mark.parametrize("broken", ["{{1-1.実績", "1-1.実績}}", "{1-1.実績}", "{{1-1.実績} です", "{{ {{1-1.n}}"])
def test_a_broken_placeholder_is_refused_with_its_place(tmp_path: Path, broken: str) -> None:
    document = docx.Document()
    document.add_table(rows=2, cols=2).cell(1, 0).text = "課題の目標は 60％ で、前年度の実績は次のとおりです。" + broken
    document.save(str(tmp_path / "form.docx"))
    with pytest.raises(UsageError) as refused:
        fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES, "ja")
    assert refused.value.code == "form_placeholder_broken"
    assert "本文 表1 2行 1番目のセル" in str(refused.value.params["places"])
    # what is shown is the broken one, not what stands before it
    assert str(refused.value.params["places"]).endswith(broken)
    assert "課題の目標" not in str(refused.value.params["places"])
    assert not (tmp_path / "filled.docx").exists()


def test_the_words_around_a_broken_placeholder_keep_the_whole_ones(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{1-1.実績}} と {{2-1.実績}} と 3-1.実績}}")
    document.save(str(tmp_path / "form.docx"))
    with pytest.raises(UsageError) as refused:
        fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES)
    assert "{{2-1.実績}} と 3-1.実績}}" in refused.value.message("ja")


def excel_template(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("様式")
        kept = {"share": "0.0%", "shown": '0.0"%"', "words": "@", "count": "#,##0"}
        formats = {name: book.add_format({"num_format": code, "bg_color": "#FFFF00"}) for name, code in kept.items()}
        sheet.merge_range("A1:D1", "{{1-1.アウトカム指標}}", book.add_format({"bold": True}))
        sheet.write("A2", "{{1-1.実績}}", formats["share"])
        sheet.write("B2", "{{1-1.実績}}", formats["shown"])
        sheet.write("C2", "{{1-1.実績}}", formats["words"])
        sheet.write("D2", "{{1-1.n}}", formats["count"])
        sheet.write("A3", "実績 {{1-1.実績}}（{{1-1.達成状況}}）")
        sheet.write("B3", "{{1-1.実績}}")
        sheet.write_rich_string("C3", "太い ", book.add_format({"bold": True}), "{{1-1.実", "績}} 後")
        sheet.write_formula("E2", "=A2*2", None, 0)
        sheet.data_validation("A5", {"validate": "list", "source": ["達成", "未達成"]})
        sheet.conditional_format("A2:B2", {"type": "cell", "criteria": ">", "value": 0.5, "format": formats["shown"]})
        sheet.set_header("&C{{区長}}")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=様式!$A$2:$B$2"})
        sheet.insert_chart("G2", chart)
        sheet.insert_textbox("G20", "箱 {{1-1.区間}}")
        sheet.insert_image("A8", "x.png", {"image_data": io.BytesIO(PICTURE)})


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def test_an_excel_form_is_filled_and_nothing_else_changes(tmp_path: Path) -> None:
    template, out = tmp_path / "form.xlsx", tmp_path / "filled.xlsx"
    excel_template(template)
    fill_template(template, out, VALUES)
    sheet, old = openpyxl.load_workbook(out)["様式"], openpyxl.load_workbook(template)["様式"]
    assert [sheet[cell].value for cell in ("A2", "B2", "C2", "D2", "B3")] == [0.378, 37.8, "37.8%", 1706, 37.8]
    assert sheet["A1"].value == FIRST
    assert sheet["A3"].value == "実績 37.8%（B）"
    assert sheet["C3"].value == "太い 37.8% 後"
    assert sheet.oddHeader.center.text == "区長名"
    for row in old.iter_rows():
        for cell in row:
            assert sheet[cell.coordinate]._style == cell._style
    before, after = parts(template), parts(out)
    assert list(before) == list(after)
    drawing = "xl/drawings/drawing1.xml"
    changed = {name for name in before if before[name] != after[name]}
    # the formula's stored result was of the empty form: the program is told to calculate
    assert changed == {"xl/worksheets/sheet1.xml", drawing, "xl/workbook.xml"}
    assert "箱 34.3～41.4%" in after[drawing].decode()
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]
    for kept in (b"<dataValidations", b"<conditionalFormatting", b"<mergeCells", b"<drawing"):
        found = [re.search(kept + rb".*?/>", part["xl/worksheets/sheet1.xml"], re.S) for part in (before, after)]
        assert found[0]
        assert found[1]
        assert found[0][0] == found[1][0]


def test_without_placeholders_the_cells_beside_the_indicators_are_filled(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "form.xlsx")) as book:
        sheet = book.add_worksheet("様式")
        share = book.add_format({"num_format": "0.0%"})
        sheet.write_row("A1", ["指標", "５年度実績", "達成状況", "４年度実績"])
        sheet.write("A2", "①" + FIRST.replace("９", "9").replace("声かけ", "声 かけ"))
        sheet.write_blank("B2", None, share)
        sheet.write("C2", "済")
        sheet.write("A3", SECOND.replace("回答した", "答えた"))
        sheet.write("A5", SECOND.replace("９年度", "８年度"))
    notes = fill_template(tmp_path / "form.xlsx", tmp_path / "filled.xlsx", VALUES, "ja")
    filled = openpyxl.load_workbook(tmp_path / "filled.xlsx")["様式"]
    assert (filled["B2"].value, filled["B2"].number_format) == (0.378, "0.0%")
    assert filled["C2"].value == "済"
    assert filled["B5"].value is None
    said = {(note.code, note.place.split()[-1], note.name) for note in notes.notes}
    assert ("matched", "B2", "1-1.実績") in said
    assert ("occupied", "C2", "1-1.達成状況") in said
    assert ("matched", "B3", "2-2.実績") in said
    assert ("doubtful", "A5", "2-2") in said


def test_a_word_form_without_placeholders_is_filled_beside_or_under(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    table.cell(0, 0).text = f"１－１　{FIRST}"
    table.cell(1, 0).merge(table.cell(1, 1)).text = SECOND
    document.save(str(tmp_path / "form.docx"))
    notes = fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES, "ja")
    filled = docx.Document(str(tmp_path / "filled.docx")).tables[0]
    assert filled.cell(0, 1).text == "37.8% B"
    assert filled.cell(2, 0).text == "91.2% A"
    assert [note.code for note in notes.notes] == ["matched", "matched"]


def test_a_cell_of_several_indicators_is_not_filled_but_listed(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=2).cell(0, 0).text = f"①{FIRST}\n②{SECOND}"
    document.save(str(tmp_path / "form.docx"))
    notes = fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES, "ja")
    assert ("doubtful", ("1-1", "2-2")) in [(note.code, note.name) for note in notes.notes]
    assert not notes.of("matched")


def test_a_form_without_any_indicator_lists_them_all(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "form.docx"))
    notes = fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES, "ja")
    assert [(note.code, note.name) for note in notes.notes] == [("unmatched", "1-1"), ("unmatched", "2-2")]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("５年度実績と達成状況　※A：達成　B：未達成", "result_and_mark"), ("令和５年度の実績", "result"),
        ("４年度実績", "previous"), ("前年度実績", "previous"), ("３年度実績", ""), ("備考", ""), ("Ｎ", "n"),
    ],
)  # fmt: skip
def test_headings_of_columns_are_understood(heading: str, key: str) -> None:
    assert field_of_heading(heading, 2023) == key


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not a document", "form_no_office"), (b"", "form_no_office"), (OLD + b"\0" * 600, "form_old"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "form_encrypted"), (b"PK\x03\x04broken", "form_no_office"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "form.docx").write_bytes(content)
    with pytest.raises(UsageError) as refused:
        fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES)
    assert refused.value.code == code


def test_a_workbook_that_is_called_a_document_is_refused(tmp_path: Path) -> None:
    excel_template(tmp_path / "form.xlsx")
    (tmp_path / "form.xlsx").rename(tmp_path / "form.docx")
    with pytest.raises(UsageError) as refused:
        fill_template(tmp_path / "form.docx", tmp_path / "filled.docx", VALUES)
    assert ".xlsx に直してください" in refused.value.message("ja")
    assert not (tmp_path / "filled.docx").exists()


def packed(path: Path, document: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document)


def test_a_bomb_and_entities_are_refused(tmp_path: Path) -> None:
    packed(tmp_path / "bomb.docx", b" " * 8_000_000)
    with limits(memory=0.1), pytest.raises(UsageError) as refused:
        fill_template(tmp_path / "bomb.docx", tmp_path / "filled.docx", VALUES)
    assert refused.value.code == "form_too_large"
    for content in (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a>"):
        packed(tmp_path / "broken.docx", content)
        with pytest.raises(UsageError) as refused:
            fill_template(tmp_path / "broken.docx", tmp_path / "filled.docx", VALUES)
        assert refused.value.code == "form_part_broken"


def test_neither_the_template_nor_a_file_that_exists_is_overwritten(tmp_path: Path) -> None:
    template, other = tmp_path / "form.docx", tmp_path / "other.docx"
    word_template(template)
    other.write_bytes(b"by hand")
    for out, code in (
        (template, "form_out_is_template"),
        (other, "form_out_exists"),
        (tmp_path / "a.xlsx", "form_out_suffix"),
    ):
        with pytest.raises(UsageError) as refused:
            fill_template(template, out, VALUES)
        assert refused.value.code == code
    assert other.read_bytes() == b"by hand"


def test_no_two_fields_of_a_scope_share_a_name() -> None:
    for scope in ("plan", "issue", "indicator"):
        names = [
            name.lower().replace(" ", "") for key in FIELDS if key.startswith(f"{scope}_") for name in names_of(key)
        ]
        assert len(names) == len(set(names))


def test_the_values_are_kept_in_the_result(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text(json.dumps({"form": VALUES.record()}), encoding="utf-8")
    assert read_values(tmp_path) == VALUES
    for content, code in (
        ('{"judgements": []}', "form_result_old"),
        ("[]", "result_unreadable"),
        ('{"form": 1}', "result_unreadable"),
    ):
        (tmp_path / "result.json").write_text(content, encoding="utf-8")
        with pytest.raises(UsageError) as refused:
            read_values(tmp_path)
        assert refused.value.code == code


def test_the_command_fills_from_a_plan_and_from_its_result(
    mini: Path, kumin: Callable[..., CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kumin.writers.files.reports_available", lambda: False)
    document = docx.Document()
    document.add_paragraph("{{1-1.実績}} {{1-1.達成状況}} {{1-1.前年度実績}} {{1-1.n}} {{経営課題1.課題認識}} {{x}}")
    document.save(str(mini / "form.docx"))
    assert kumin("run", mini, "--answers", mini / "answers", "--out", mini / "out").returncode == 0
    texts = []
    of_a_plan = [mini / "plan.yaml"]
    for name, source in (
        ("a", [mini / "out"]), ("b", [*of_a_plan, "--answers", mini / "answers"]), ("c", of_a_plan),
    ):  # fmt: skip
        done = kumin("form", mini / "form.docx", *source, "--out", mini / f"{name}.docx")
        assert done.returncode == 0, done.stderr
        assert "4 か所に記入しました。" in done.stdout
        assert "記入していないところ: 2 件" in done.stdout
        assert "{{x}} という名前はありません" in done.stdout
        texts.append(docx.Document(str(mini / f"{name}.docx")).paragraphs[0].text)
    assert set(texts) == {"66.7% A 50.0% 60 {{経営課題1.課題認識}} {{x}}"}
    assert f"回答: {mini / 'answers'} のファイルを使いました" in done.stderr
    # without answers it is said that the plan's own values are taken
    (mini / "answers").rename(mini / "elsewhere")
    plan = (mini / "plan.yaml").read_text("utf-8").replace("target:", "result: 61.0\n        target:", 1)
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    done = kumin("form", mini / "form.docx", mini, "--out", mini / "d.docx")
    assert done.returncode == 0, done.stderr
    assert "運営方針に書かれた値を記入します" in done.stderr
    assert docx.Document(str(mini / "d.docx")).paragraphs[0].text.startswith("61.0% ")
    listed = kumin("form", "--list", "--lang", "en").stdout
    assert all(f".{name}}}}}" in listed for name in names_of("indicator_result"))
    assert kumin("form", mini / "form.docx").returncode == 2


@pytest.mark.parametrize("name", ["form.docx", "form.xlsx"])
def test_the_sample_form_says_what_it_is_and_is_filled_whole(sample_result: Any, tmp_path: Path, name: str) -> None:
    from kumin.disclosure.published import release
    from kumin.words import words_of
    from kumin.words.forms.values import form_values
    from kumin.words.public import public_view

    template = ROOT / "sample_data/tsurumi" / name
    assert "架空" in "".join(part.decode("utf-8", "ignore") for part in parts(template).values())
    values = form_values(public_view(release(sample_result), words_of(sample_result, "ja")))
    notes = fill_template(template, tmp_path / name, values, "ja")
    assert {note.code for note in notes.notes} == {"filled"}
    assert "{{" not in "".join(
        part.decode("utf-8", "ignore") for n, part in parts(tmp_path / name).items() if "sharedS" not in n
    )
    said = {note.name: note.said for note in notes.notes}
    assert (said["1-1.実績"], said["1-1.達成状況"]) == ("37.8%", "B")
    assert text("form_field_indicator_result", "ja").startswith("実績")
