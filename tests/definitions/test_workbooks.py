"""A definition as a workbook is equal in rights to YAML: read back the same, refused by sheet and cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

import kumin
from conftest import ROOT
from kumin.definitions import Plan
from kumin.definitions.files.load import plan_values
from kumin.definitions.files.questionnaire_file import questionnaire_values
from kumin.errors import DefinitionError, UsageError
from kumin.messages import workbook_text
from kumin.messages.keys import HOW
from kumin.words.understood import understood_lines
from kumin.workbooks.cells import _alike
from kumin.workbooks.convert import convert
from kumin.workbooks.layout import plan_tables, questionnaire_tables

SAMPLE = ROOT / "schemas" / "tsurumi" / "r05"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    names = convert(SAMPLE, folder, "ja")
    assert sorted(names) == sorted(path.name for path in folder.iterdir())
    return folder


def edited(books: Path, folder: Path, name: str, changes: dict[str, object]) -> Path:
    for path in books.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    book = openpyxl.load_workbook(folder / name)
    for place, value in changes.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    book.save(folder / name)
    return folder / "運営方針.xlsx"


def cell_of(path: Path, sheet: str, heading: str, row: int) -> str:
    page = openpyxl.load_workbook(path)[sheet]
    column = next(cell.column_letter for cell in page[3] if cell.value and str(cell.value).rstrip("*") == heading)
    return f"{sheet}!{column}{row}"


def test_the_sample_is_the_same_plan_as_workbooks(books: Path) -> None:
    before, after = kumin.load_plan(SAMPLE), kumin.load_plan(books)
    assert after.path.name == "運営方針.xlsx"
    assert list(after.plan.indicators()) == list(before.plan.indicators())
    assert after.questionnaires == before.questionnaires
    people = [{k: (v.total, v.cells.rows()) for k, v in one.populations.items() if v} for one in (before, after)]
    assert people[0] == people[1]
    assert after.understood == ()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_workbooks_become_the_same_yaml_again(tmp_path: Path, lang: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    convert(SAMPLE, tmp_path / "x", lang)
    names = convert(tmp_path / "x", tmp_path / "y", lang)
    assert names[0] == "plan.yaml"
    before, after = plan_values(SAMPLE / "plan.yaml"), plan_values(tmp_path / "y" / "plan.yaml")
    assert Plan.model_validate(after) == Plan.model_validate(before)
    for name in ("residents.yaml", "council.yaml"):
        assert kumin.load_questionnaire(tmp_path / "y" / name) == kumin.load_questionnaire(SAMPLE / name)
        assert questionnaire_values(tmp_path / "y" / name)
    assert kumin.load_plan(tmp_path / "y").populations["residents"].about is not None  # type: ignore[union-attr]


def test_a_mistake_is_told_by_sheet_and_cell_with_an_example(books: Path, tmp_path: Path) -> None:
    source = books / "運営方針.xlsx"
    target, question, issue = (cell_of(source, "指標", name, 4) for name in ("目標", "設問", "経営課題"))
    plan = edited(books, tmp_path, "運営方針.xlsx", {target: "６０%以上?", question: "問99"})
    with pytest.raises(DefinitionError) as error:
        kumin.load_plan(plan)
    told = error.value.message("ja").splitlines()
    assert f"運営方針.xlsx {target}: 目標「６０%以上?」は読めません。例: 60％以上" in told[0]
    assert any(f"{question}: 調査票に「問99」にあたる設問がない" in line for line in told)
    plan = edited(books, tmp_path, "運営方針.xlsx", {issue: "9"})
    with pytest.raises(
        DefinitionError, match="経営課題「9」はシート「経営課題」にありません。使える番号: 1, 2, 3, 4, 5"
    ):
        kumin.load_plan(plan)


def test_what_staff_type_into_a_workbook_is_read_and_said(books: Path, tmp_path: Path) -> None:
    source = books / "運営方針.xlsx"
    target, by, positive, id_ = (
        cell_of(source, "指標", name, 4) for name in ("目標", "期限", "あてはまる選択肢", "番号")
    )
    invited = cell_of(source, "調査", "発送数", 4)
    changes = {
        target: "前年度以上", by: None, positive: "感じる・どちらかといえば感じる", invited: "2,000通",
        id_: __import__("datetime").datetime(2026, 1, 1),
    }  # fmt: skip
    loaded = kumin.load_plan(edited(books, tmp_path, "運営方針.xlsx", changes))
    first = next(one for _, one in loaded.plan.indicators())
    assert first.target.written() == {"raise": {"points": 0}}
    assert (first.codes, first.id, loaded.plan.surveys["residents"].invited) == ((1, 2), "1-1", 2000)
    lines = understood_lines(loaded.understood, "ja")
    assert "選択肢「感じる・どちらかといえば感じる」を「1、2」と読みました。" in lines
    assert any("「2,000通」を「2000」" in line for line in lines)


@pytest.mark.parametrize("by", ["R9", "令和9年度末", "2027"])
def test_a_target_beside_a_year_as_staff_write_it_is_said_without_it(books: Path, tmp_path: Path, by: str) -> None:
    source = books / "運営方針.xlsx"
    cells = {cell_of(source, "指標", name, 4): value for name, value in (("目標", "６割以上"), ("期限", by))}
    loaded = kumin.load_plan(edited(books, tmp_path, "運営方針.xlsx", cells))
    assert next(one for _, one in loaded.plan.indicators()).target.written() == {"at_least": 60, "by": 2027}
    assert "目標「６割以上」を「60%以上」と読みました。" in understood_lines(loaded.understood, "ja")
    assert "Read the target `６割以上` as `≥ 60%`." in "\n".join(understood_lines(loaded.understood, "en"))


def test_the_example_row_is_no_data_and_headings_are_protected(books: Path) -> None:
    book = openpyxl.load_workbook(books / "運営方針.xlsx")
    sheet = book["指標"]
    assert sheet["A2"].fill.fgColor.rgb == "FFDDF0DC"
    assert sheet["B2"].value == "1-1"
    assert sheet.protection.sheet
    assert sheet["A3"].protection.locked
    assert not sheet["A4"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked
    assert sheet.freeze_panes == "C4"
    assert {str(sheet.page_setup.paperSize), sheet.page_setup.orientation} == {"9", "landscape"}
    assert sheet.data_validations.dataValidation
    assert book["調査"].data_validations.dataValidation


def test_yes_is_not_1_and_lists_are_as_long_as_they_are() -> None:
    assert not _alike(True, 1)
    assert not _alike({"a": 1}, {"a": True})
    assert not _alike([1, 2], [1, 2, 3])
    assert not _alike({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert _alike({1: [2.0, "3"]}, {"1": (2, "3")})
    assert _alike(date(2024, 7, 1), "2024-07-01")


def test_numbers_stand_apart_from_the_words_beside_them(books: Path) -> None:
    sheet = openpyxl.load_workbook(books / "調査票_residents.xlsx")["選択肢"]
    assert [sheet.cell(5, column).alignment.horizontal for column in (1, 2, 3)] == [None, "center", None]
    assert isinstance(sheet["B5"].value, int)


def test_columns_sheets_and_rows_that_are_not_known_are_named(books: Path, tmp_path: Path) -> None:
    plan = edited(books, tmp_path, "運営方針.xlsx", {"指標!AZ3": "めも", "指標!AZ4": "あとで"})
    with pytest.raises(DefinitionError, match="指標!AZ3: 列「めも」はありません。"):
        kumin.load_plan(plan)
    plan = edited(books, tmp_path, "運営方針.xlsx", {"指標!AZ3": "メモ（内部）", "指標!AZ4": "あとで"})
    book = openpyxl.load_workbook(plan)
    book.create_sheet("資料")["A1"] = 1
    book["指標"].row_dimensions[4].hidden = True
    book.save(plan)
    (tmp_path / "~$運営方針.xlsx").write_bytes(b"")
    lines = understood_lines(kumin.load_plan(plan).understood, "ja")
    assert "シート「資料」は読みませんでした。" in lines
    assert "隠れた行「指標!4」も読みました。" in lines
    assert "「運営方針.xlsx」は Excel で開いたままです。保存していない変更は読まれません。" in lines


def test_a_formula_without_its_result_is_refused(books: Path, tmp_path: Path) -> None:
    cell = cell_of(books / "運営方針.xlsx", "調査", "発送数", 4)
    with pytest.raises(DefinitionError, match=f"{cell}: 数式の結果が保存されていません"):
        kumin.load_plan(edited(books, tmp_path, "運営方針.xlsx", {cell: "=1000+1000"}))


def test_two_plans_in_a_folder_are_named(books: Path, tmp_path: Path) -> None:
    plan = edited(books, tmp_path, "運営方針.xlsx", {})
    plan.with_name("控え.xlsx").write_bytes(plan.read_bytes())
    with pytest.raises(DefinitionError, match="運営方針が2つ以上あります（控え"):
        kumin.load_plan(tmp_path)


def test_a_folder_may_mix_workbooks_and_yaml(books: Path, tmp_path: Path) -> None:
    for path in books.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "調査票_residents.xlsx").unlink()
    (tmp_path / "residents.yaml").write_bytes((SAMPLE / "residents.yaml").read_bytes())
    cell = cell_of(tmp_path / "運営方針.xlsx", "調査", "調査票", 4)
    plan = edited(books, tmp_path, "運営方針.xlsx", {cell: "residents.yaml"})
    assert kumin.load_plan(plan).questionnaires == kumin.load_plan(SAMPLE).questionnaires


def test_a_questionnaire_for_a_plan_is_told_apart(books: Path) -> None:
    with pytest.raises(DefinitionError, match="シート「方針 / Plan」がありません"):
        kumin.load_plan(books / "調査票_residents.xlsx")


@pytest.mark.parametrize("table", [*plan_tables().values(), *questionnaire_tables().values()], ids=lambda one: one.code)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_headings_of_a_sheet_differ(table: object, lang: str) -> None:
    names = [leaf.heading(lang) for leaf in table.leaves]  # type: ignore[attr-defined]
    assert sorted(set(names)) == sorted(names)


def test_next_year_of_a_workbook_is_a_workbook(books: Path, tmp_path: Path) -> None:
    from kumin.authoring.next_year import next_year_files

    for name, content in next_year_files(books / "運営方針.xlsx", 2024).items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in books.iterdir())
    loaded = kumin.load_plan(tmp_path)
    first = next(one for _, one in loaded.plan.indicators())
    assert (loaded.plan.fiscal_year, first.result) == (2024, None)
    assert first.history[2023] is not None
    assert first.history[2023].percent == 37.8
    assert loaded.plan.surveys["residents"].invited is None
    assert loaded.plan.surveys["residents"].period is None


@pytest.mark.parametrize("year", [2022, 2023])
def test_next_year_is_later_than_the_plans(books: Path, year: int) -> None:
    from kumin.authoring.next_year import next_year_files

    with pytest.raises(UsageError) as caught:
        next_year_files(books / "運営方針.xlsx", year)
    assert caught.value.code == "new_year_not_later"


def test_an_error_in_a_workbook_names_keys_by_their_headings(books: Path, tmp_path: Path) -> None:
    cell = cell_of(books / "運営方針.xlsx", "調査", "抽出", 4)
    with pytest.raises(DefinitionError) as error:
        kumin.load_plan(edited(books, tmp_path, "運営方針.xlsx", {cell: "くじ"}))
    assert f"{cell}: 「抽出」の値「くじ」は使えません。" in error.value.message("ja")
    assert "使える値: 無作為抽出, 全数調査" in error.value.message("ja")
    # a key with its value too
    assert workbook_text("indicator_needs_unit", "ja", id="2-3").endswith("「単位: 点」のように書き足してください。")
    assert "「組合せ方: 差」" in workbook_text("target_of_difference", "ja", given="5")


def test_a_draft_may_be_a_workbook_with_its_remarks(tmp_path: Path) -> None:
    from kumin.workbooks.drafts import draft_workbook

    words = "id: q\ntitle: 調査\nquestions:\n  - id: q1\n    text: 性別\n    type: single  # 1～2 だけ\n"
    draft_workbook(words + "    options:\n      1: 男  # 3人\n      2: 女\n", tmp_path / "q.xlsx", "ja")
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx")["設問"]
    memo = next(cell.column for cell in sheet[3] if cell.value == "メモ")
    assert sheet.cell(4, memo).value == "1～2 だけ"
    assert [one.id for one in kumin.load_questionnaire(tmp_path / "q.xlsx").questions] == ["q1"]


@pytest.mark.parametrize("sheet", ["経営課題", "指標"])
def test_a_sheet_without_a_row_is_named(books: Path, tmp_path: Path, sheet: str) -> None:
    for path in books.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    book = openpyxl.load_workbook(tmp_path / "運営方針.xlsx")
    for name in ("組合せ", "過去の値", "指標", *([sheet] if sheet == "経営課題" else [])):
        book[name].delete_rows(4, 500)
    book.save(tmp_path / "運営方針.xlsx")
    with pytest.raises(DefinitionError) as raised:
        kumin.load_plan(tmp_path / "運営方針.xlsx")
    assert raised.value.code == "workbook_table_empty"
    assert f"シート「{sheet}」にまだ1行も書かれていません" in str(raised.value)
    assert "「」" not in str(raised.value)


def test_options_without_a_wording_are_shared_by_the_rows_of_one_grid_alone() -> None:
    from kumin.workbooks.option_lists import option_lists

    open_, named = {1: "選択肢1", 2: "選択肢2"}, {1: "はい", 2: "いいえ"}
    headings = [
        ("q1", "問1 性別", open_), ("q2", "問2 子ども", open_), ("q3", "問3(1)", open_), ("q3_2", "問3(2)", open_),
        ("q4", "問4 満足度[防災]", open_), ("q4_2", "問4 満足度[公園]", open_), ("q5", "問5 重要度[防災]", open_),
        ("q6", "問6", named), ("q7", "問7", named),
    ]  # fmt: skip
    names, lists = option_lists([{"id": id_, "header": name, "options": own} for id_, name, own in headings])
    assert names == ["q1", "q2", "q3", "q3_2", "q4", "q4", "q5", "q6", "q6"]
    assert lists == dict.fromkeys(["q1", "q2", "q3", "q3_2", "q4", "q5"], open_) | {"q6": named}


def test_the_list_of_questions_names_each_once(tmp_path: Path) -> None:
    from kumin.definitions.lenient.references import asked_in, asked_in_tree
    from kumin.definitions.questionnaire import Questionnaire
    from kumin.workbooks.writing import write_plan

    said = [("q5", "問5 18歳未満の子どもの有無", "問5 18歳未満の子どもの有無"), ("q6", "問6", "お住まいの地域")]
    one = {"type": "single", "options": {1: "ある", 2: "ない"}}
    questions = [{"id": id_, "header": header, "text": text, **one} for id_, header, text in said]
    read = Questionnaire.model_validate({"id": "a", "title": "a", "questions": questions})
    assert read.questions[0].headers == (said[0][1], "q5")
    for place, asked in enumerate((asked_in(read), asked_in_tree(questions))):
        write_plan(plan_values(SAMPLE / "plan.yaml"), tmp_path / f"{place}.xlsx", lang="ja", asked={"residents": asked})
        sheet = openpyxl.load_workbook(tmp_path / f"{place}.xlsx")["設問の一覧"]
        assert [[cell.value for cell in row][1:3] for row in sheet.iter_rows(min_row=4)] == [
            ["q5", "問5 18歳未満の子どもの有無"],
            ["問6", "お住まいの地域"],
        ]


@pytest.mark.parametrize(
    ("given", "post", "rake"),
    [
        (HOW["weighting"].removeprefix("例: "), ("sex", "age"), ()),
        ("掛け合わせて合わせる: age, sex", ("age", "sex"), ()),
        ("別々に合わせる: 問1、age", (), (("sex",), ("age",))),
    ],
)
def test_a_weighting_names_its_questions_as_the_example_does(
    books: Path, tmp_path: Path, given: str, post: tuple[str, ...], rake: tuple[tuple[str, ...], ...]
) -> None:
    path = edited(books, tmp_path, "運営方針.xlsx", {cell_of(books / "運営方針.xlsx", "調査", "重み付け", 4): given})
    rule = kumin.load_plan(path).plan.surveys["residents"].weighting
    assert rule is not None
    assert (rule.poststratify, rule.rake) == (post, rake)


def test_a_weighting_by_a_question_that_is_not_there_is_told_with_those_that_are(books: Path, tmp_path: Path) -> None:
    place = cell_of(books / "運営方針.xlsx", "調査", "重み付け", 4)
    path = edited(books, tmp_path, "運営方針.xlsx", {place: "掛け合わせて合わせる: 問99"})
    with pytest.raises(DefinitionError) as caught:
        kumin.load_plan(path)
    assert caught.value.code == "question_named_unknown"
    assert place in str(caught.value)
