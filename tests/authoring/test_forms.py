"""Forms of other programs become questionnaires that read the answers exported from them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import polars as pl
import pytest

from kumin.authoring.forms import known_form
from kumin.authoring.forms.conditions import asked_if, bounds
from kumin.authoring.guess import Choice
from kumin.authoring.proof import draft_files, draft_form
from kumin.definitions import FileLayout, MultipleQuestion, NumberQuestion, Questionnaire, load_questionnaire
from kumin.errors import ReadError
from kumin.responses import validate_files

Sheet = Sequence[Sequence[object]]
SURVEY: Sheet = [
    ["type", "name", "label::English (en)", "label::Japanese (ja)", "required", "relevant", "constraint"],
    ["start", "start", None, None, None, None, None],
    ["begin group", "g1", "About you", "あなたについて", None, None, None],
    ["select_one sex", "sex", "Sex", "性別", "yes", None, None],
    ["integer", "age", "Age", "年齢", "true()", None, ". >= 18 and . < 120"],
    ["select_one yn", "child", "Children?", "**子ども**がいますか", None, None, None],
    ["integer", "n_child", "How many", "子どもの人数", None, "${child} = 'yes'", ". > 0"],
    ["end group", None, None, None, None, None, None],
    ["select_multiple media", "media", "Sources", "情報源（いくつでも）", None, None, "count-selected(.) <= 3"],
    ["select_one scale", "q5", "Satisfied?", "満足度", None, "selected(${media}, 'web') and ${age} > 20", None],
    ["text", "memo", "Opinion", "ご意見", None, None, None],
    ["geopoint", "place", "Where", "場所", None, None, None],
    ["note", "thanks", "Thanks", "ありがとうございました", None, None, None],
]
CHOICES: Sheet = [
    ["list_name", "name", "label::English (en)", "label::Japanese (ja)"],
    ["sex", "male", "Male", "男性"], ["sex", "female", "Female", "女性"],
    ["yn", "yes", "Yes", "はい"], ["yn", "no", "No", "いいえ"],
    ["media", "koho", "Paper", "広報紙"], ["media", "web", "Web", "ホームページ"], ["media", "tv", "TV", "テレビ"],
    ["scale", 1, "Good", "満足"], ["scale", 2, "Bad", "不満"], ["scale", 9, "?", "わからない"],
]  # fmt: skip


def workbook(path: Path, **sheets: Sheet) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def loaded(folder: Path, path: Path) -> tuple[Questionnaire, str]:
    made = draft_form(path, "ja")
    assert made is not None
    (folder / "q.yaml").write_text(made.words, encoding="utf-8")
    return load_questionnaire(folder / "q.yaml"), "\n".join(made.lines)


def test_an_xlsform_becomes_a_questionnaire(tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES, settings=[["form_title"], ["区民調査"]])
    questionnaire, said = loaded(tmp_path, path)
    assert questionnaire.title == "区民調査"
    assert [(one.id, one.type, one.text) for one in questionnaire.questions] == [
        ("sex", "single", "性別"), ("age", "number", "年齢"), ("child", "single", "子どもがいますか"),
        ("n_child", "number", "子どもの人数"), ("media", "multiple", "情報源（いくつでも）"),
        ("q5", "single", "満足度"),
        ("memo", "text", "ご意見"),
    ]  # fmt: skip
    age, n_child, media = (questionnaire.by_id[id_] for id_ in ("age", "n_child", "media"))
    assert isinstance(age, NumberQuestion)
    assert isinstance(n_child, NumberQuestion)
    assert isinstance(media, MultipleQuestion)
    assert (age.minimum, age.maximum, age.required, n_child.minimum) == (18, 119, True, 1)
    assert (media.max, dict(n_child.ask_if)) == (3, {"child": (1,)})
    assert list(questionnaire.by_id["q5"].options) == [1, 2, 9]  # type: ignore[union-attr]
    assert "survey 10 q5: 尋ねる条件「selected(${media}, 'web') and ${age} > 20」は表せません" in said
    assert "survey 12 place: 種類「geopoint」" in said


@pytest.mark.parametrize("group", ["g1/", "g1-", ""])
@pytest.mark.parametrize("split", [False, True])
def test_answers_exported_from_an_xlsform_are_read(group: str, split: bool, tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES)
    questionnaire, _ = loaded(tmp_path, path)
    head = ["start", *(group + name for name in ("sex", "age", "child", "n_child")), "media", "q5", "memo", "_id"]
    head += ["media/koho", "media/web", "media/tv"] if split else []
    rows = [
        ["2024-07-01T10:00:00", "male", 40, "yes", 2, "koho web", 1, "", 1, 1, 1, 0],
        ["2024-07-01T10:00:00", "female", 30, "no", "", "tv", 9, "", 2, 0, 0, 1],
        ["2024-07-01T10:00:00", "female", 50, "no", "", "web tv koho", 2, "よい", 3, 1, 1, 1],
    ]
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *(row[: len(head)] for row in rows)])
    answers = validate_files([tmp_path / "a.csv"], questionnaire)
    coded = answers.coded
    assert answers.findings.filter(severity="error").is_empty()
    assert coded["sex"].to_list() == [1, 2, 2]
    assert coded["n_child"].to_list() == [2.0, None, None]
    assert coded.select("media_1", "media_2", "media_3").rows() == [
        (True, True, False), (False, False, True), (True, True, True)
    ]  # fmt: skip
    assert coded["q5"].to_list() == [1, 9, 2]


def test_an_xlsform_says_what_it_cannot_read(tmp_path: Path) -> None:
    survey = [
        ["type", "name", "label"], ["select_one nothing", "a", "A"], ["begin repeat", "r", "R"], ["rank x", "b", "B"],
        ["end repeat"], ["select_one yn or_other", "c", "C"], ["calculate", "sum", None], ["hidden", "version", None],
        ["select one from yn", "d", "D"], ["select all that apply from media", "e", "E"], ["int", "f", "F"],
        ["select_one yn", "g", "G", "area = ${a}"],
    ]  # fmt: skip
    survey[0].append("choice_filter")
    questionnaire, said = loaded(tmp_path, workbook(tmp_path / "f.xlsx", survey=survey, choices=CHOICES))
    assert [one.type for one in questionnaire.questions] == [
        "text", "text", "single", "single", "multiple", "number", "single"
    ]  # fmt: skip
    assert questionnaire.by_id["c"].options[3].other  # type: ignore[union-attr]
    for words in (
        "survey 2 a: 選択肢（nothing）が見つからない",
        "survey 3 r: 繰り返し",
        "survey 4 b: 種類「rank x」は、自由記述",
        "survey 7 sum: 計算した値や隠した値（calculate）",
        "survey 8 version: 計算した値や隠した値（hidden）",
        "survey 12 g: 選択肢を絞る条件「area = ${a}」",
    ):
        assert words in said


def test_other_workbooks_are_no_forms(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", survey=[["番号", "問1"], [1, 2], [2, 1], [3, 1]])
    assert known_form(path) is None


KNOWN = {"a": ("a", {1: Choice("x"), 2: Choice("y"), 3: Choice("z")}, {"x": 1, "y": 2})}


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ("${a} = 'x'", {"a": [1]}), ('(${a} = "x") or ${a}=3', {"a": [1, 3]}), ("${a} != 'x'", {"a": [2, 3]}),
        ("selected(${a}, 'y')", {"a": [2]}), ("a.NAOK == 'x' || a.NAOK == \"y\"", {"a": [1, 2]}),
        ("not(selected(${a}, 'y'))", None), ("${a} = 'x' or ${b} = 'x'", None), ("${a} > 1", None),
        ("${a} = 'x' and ${b} > 1", None), ("", None), ("${a} = 'x' and ${a} = 'y'", None), ("${a} = 'q'", None),
    ],
)  # fmt: skip
def test_conditions(condition: str, asked: dict[str, list[int]] | None) -> None:
    assert asked_if(condition, KNOWN) == asked


@pytest.mark.parametrize(
    ("constraint", "kind", "keys"),
    [
        (". >= 0 and . <= 120", "integer", {"minimum": "0", "maximum": "120"}), (".>0", "integer", {"minimum": "1"}),
        (".>0", "decimal", None), (". < 10", "integer", {"maximum": "9"}), (". <= today()", "date", None),
        (". >= date('2020-01-01')", "date", {"earliest": "2020-01-01"}), ("regex(., 'x')", "text", None),
        ("count-selected(.) < 4", "multiple", {"max": "3"}), (". >= 0 or . = -1", "integer", None),
    ],
)  # fmt: skip
def test_constraints(constraint: str, kind: str, keys: dict[str, str] | None) -> None:
    assert bounds(constraint, kind) == keys


def rows_of(name: str, *rows: dict[str, object]) -> str:
    inner = "".join(
        "<row>" + "".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in row.items()) + "</row>"
        for row in rows
    )
    return f"<{name}><rows>{inner}</rows></{name}>"


def structure() -> str:
    questions = [
        {"qid": 1, "parent_qid": 0, "gid": 1, "type": "L", "title": "Q1", "other": "N", "mandatory": "Y",
         "question_order": 1, "relevance": "1"},
        {"qid": 2, "parent_qid": 0, "gid": 1, "type": "M", "title": "Q2", "other": "Y", "mandatory": "N",
         "question_order": 2, "relevance": "((Q1.NAOK == \"A1\"))"},
        {"qid": 3, "parent_qid": 0, "gid": 1, "type": "F", "title": "Q3", "other": "N", "question_order": 3,
         "relevance": "count(Q2) > 1"},
        {"qid": 4, "parent_qid": 0, "gid": 1, "type": "N", "title": "Q4", "other": "N", "question_order": 4},
        {"qid": 5, "parent_qid": 0, "gid": 1, "type": "X", "title": "T", "other": "N", "question_order": 5},
    ]  # fmt: skip
    below = [
        {"qid": 21, "parent_qid": 2, "title": "SQ001", "question_order": 1},
        {"qid": 22, "parent_qid": 2, "title": "SQ002", "question_order": 2},
        {"qid": 31, "parent_qid": 3, "title": "A", "question_order": 1},
    ]
    words = {1: "<p>性別</p>", 2: "情報源", 3: "満足度", 4: "年齢", 5: "説明", 21: "広報紙", 22: "回覧板", 31: "公園"}
    answers = [(1, 1, "A1", "男性"), (2, 1, "A2", "女性"), (3, 3, "A1", "満足"), (4, 3, "A2", "不満")]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
        + rows_of("surveys", {"sid": 1, "language": "ja"})
        + rows_of("surveys_languagesettings", {"surveyls_language": "ja", "surveyls_title": "区民調査"})
        + rows_of("groups", {"gid": 1, "group_order": 1, "grelevance": ""})
        + rows_of("questions", *questions) + rows_of("subquestions", *below)
        + rows_of("question_l10ns", *({"qid": q, "question": w, "language": "ja"} for q, w in words.items()))
        + rows_of("answers", *({"aid": a, "qid": q, "code": c, "sortorder": a} for a, q, c, _ in answers))
        + rows_of("answer_l10ns", *({"aid": a, "answer": w, "language": "ja"} for a, _, _, w in answers))
        + "</document>"
    )  # fmt: skip


def test_a_limesurvey_structure_reads_its_exports(tmp_path: Path) -> None:
    (tmp_path / "s.lss").write_text(structure(), encoding="utf-8")
    questionnaire, said = loaded(tmp_path, tmp_path / "s.lss")
    assert [(one.id, one.type, one.text) for one in questionnaire.questions] == [
        ("Q1", "single", "性別"), ("Q2", "multiple", "情報源"), ("Q3_A", "single", "満足度 公園"),
        ("Q4", "number", "年齢"),
    ]  # fmt: skip
    assert dict(questionnaire.by_id["Q2"].ask_if) == {"Q1": (1,)}
    assert "Q3 Q3: 尋ねる条件「count(Q2) > 1」は表せません" in said
    codes = [["id", "submitdate", "Q1", "Q2[SQ001]", "Q2[SQ002]", "Q2[other]", "Q3[A]", "Q4"],
             [1, "2024-07-01 10:00:00", "A1", "Y", "", "駅", "A2", 40],
             [2, "2024-07-01 11:00:00", "A2", "", "", "", "A1", 30]]  # fmt: skip
    words = [["回答ID", "送信日", "性別", "情報源 [広報紙]", "情報源 [回覧板]", "情報源 [その他]",
              "満足度 [公園]", "年齢"],
             [1, "2024-07-01 10:00:00", "男性", "はい", "いいえ", "駅", "不満", 40],
             [2, "2024-07-01 11:00:00", "女性", "N/A", "N/A", "", "満足", 30]]  # fmt: skip
    for rows in (codes, words):
        with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        coded = validate_files([tmp_path / "a.csv"], questionnaire).coded
        assert coded.select("Q1", "Q2_1", "Q2_2", "Q2_3", "Q3_A", "Q4").rows() == [
            (1, True, False, True, 2, 40.0), (2, None, None, None, 1, 30.0)
        ]  # fmt: skip


@pytest.mark.parametrize(
    "evil",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_entities_in_a_structure_are_refused(evil: str, tmp_path: Path) -> None:
    (tmp_path / "s.lss").write_text(structure().replace("?><document>", f"?>{evil}<document>"), encoding="utf-8")
    with pytest.raises(ReadError):
        known_form(tmp_path / "s.lss")


def test_a_damaged_structure_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.lss").write_text(structure()[:-40], encoding="utf-8")
    with pytest.raises(ReadError):
        known_form(tmp_path / "s.lss")


def test_labels_and_missing_values_of_spss_are_taken_over(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pl.DataFrame({
        "Q1": [1.0, 2.0, 9.0] * 10, "Q2": [1.0, 3.0, 5.0] * 10, "AGE": [30.0, 45.0, 999.0] * 10,
        "Q3_1": [0.0, 1.0, 1.0] * 10, "Q3_2": [1.0, 0.0, 0.0] * 10,
    })  # fmt: skip
    pyreadstat.write_sav(
        frame, str(tmp_path / "a.sav"),
        column_labels=["性別", "満足度", "年齢", "情報源 - 広報紙", "情報源 - 回覧板"],
        variable_value_labels={"Q1": {1: "男性", 2: "女性", 9: "無回答"}, "Q2": {1: "満足", 5: "不満"},
                               "AGE": {999: "無回答"}},
        missing_ranges={"Q1": [9]},
    )  # fmt: skip
    made = draft_files([tmp_path / "a.sav"], FileLayout(), "ja")
    (tmp_path / "q.yaml").write_text(made.words, encoding="utf-8")
    questionnaire = load_questionnaire(tmp_path / "q.yaml")
    labels = {one.id: [option.label for option in one.options.values()] for one in questionnaire.closed()}
    assert labels == {"q1": ["男性", "女性"], "q2": ["満足", "選択肢3", "不満"], "q3": ["広報紙", "回覧板"]}
    assert [one.text for one in questionnaire.questions] == ["性別", "満足度", "年齢", "情報源"]
    answers = validate_files([tmp_path / "a.sav"], questionnaire)
    assert answers.coded["q1"].null_count() == 10
    assert answers.coded["AGE"].null_count() == 10
    assert "ファイルにある値のラベルから" in made.words


def test_the_command_recognises_a_form_by_its_content(
    tmp_path: Path, kumin: Callable[..., CompletedProcess[str]]
) -> None:
    path = workbook(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES)
    done = kumin("new", path, "--out", tmp_path / "q.yaml")
    assert done.returncode == 0, done.stderr
    assert "XLSForm の form.xlsx から、7 問の調査票を作りました" in done.stdout
    assert load_questionnaire(tmp_path / "q.yaml").questions


def test_rankings_and_arrays_of_two_axes_of_a_limesurvey_structure_read_their_exports(tmp_path: Path) -> None:
    kinds = {1: ("R", "R1"), 2: (":", "N1"), 3: (";", "T1"), 4: ("1", "D1"), 5: ("*", "EQ")}
    questions = [{"qid": q, "parent_qid": 0, "gid": 1, "type": kind, "title": name, "question_order": q,
                  "question": f"設問{q}", "language": "ja"} for q, (kind, name) in kinds.items()]  # fmt: skip
    below = [{"qid": 100 + 10 * q + scale, "parent_qid": q, "title": f"{'YX'[scale]}1", "question": "行列"[scale],
              "scale_id": scale, "language": "ja"} for q in (2, 3, 4) for scale in (0, 1)
             if (q, scale) != (4, 1)]  # fmt: skip
    answers = [{"qid": q, "code": f"A{n}", "answer": f"{label}{scale or ''}", "sortorder": n, "scale_id": scale,
                "language": "ja"} for q, scales in ((1, (0,)), (4, (0, 1))) for scale in scales
               for n, label in enumerate(("公園", "道路"), 1)]  # fmt: skip
    (tmp_path / "s.lss").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
        + rows_of("surveys", {"sid": 1, "language": "ja"}) + rows_of("questions", *questions)
        + rows_of("subquestions", *below) + rows_of("answers", *answers) + "</document>",
        encoding="utf-8",
    )  # fmt: skip
    questionnaire, said = loaded(tmp_path, tmp_path / "s.lss")
    assert "EQ EQ: 計算した値" in said
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([
            ["id", "R1[1]", "R1[2]", "N1[Y1_X1]", "T1[Y1_X1]", "D1[Y1][1]", "D1[Y1][2]", "EQ"],
            [1, "A2", "A1", 12, "駅", "A1", "A2", 3],
        ])  # fmt: skip
    answers_read = validate_files([tmp_path / "a.csv"], questionnaire)
    assert answers_read.findings.filter(severity="error").is_empty()
    assert answers_read.coded.select("R1_1", "R1_2", "N1_Y1_X1", "D1_Y1_1", "D1_Y1_2").row(0) == (2, 1, 12.0, 1, 2)
