"""Shapes of files that form systems and cities export: columns of chosen options, codes over words, small pilots."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from kumin.authoring.proof import Proven, draft_files
from kumin.definitions import FileLayout, MultipleQuestion, Questionnaire, SingleQuestion, load_questionnaire
from kumin.errors import ReadError
from kumin.responses import Answers, validate_files

SCALE = ["とても満足", "やや満足", "どちらともいえない", "やや不満", "とても不満"]
Rows = Sequence[Sequence[object]]


def drafted(folder: Path, rows: Rows, delimiter: str = ",") -> tuple[Proven, Questionnaire, Answers]:
    path = folder / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    found = draft_files([path], FileLayout(), "ja")
    (folder / "draft.yaml").write_text(found.words, encoding="utf-8")
    questionnaire = load_questionnaire(folder / "draft.yaml")
    return found, questionnaire, validate_files([path], questionnaire)


def choices(random_: random.Random, options: Sequence[object], most: int = 3) -> list[object]:
    chosen = random_.sample(list(options), random_.randint(1, most))
    return [*chosen, *[""] * (most - len(chosen))]


def shown(found: Proven, words: str) -> bool:
    return any(words in line for line in found.lines) and words in found.words


NAMES = ["公園", "道路", "防犯", "子育て", "福祉", "教育", "防災"]
SLOTS = [
    (["問3-1", "問3-2", "問3-3"], list(range(1, 9)), ""),
    (["問3①", "問3②", "問3③"], list(range(1, 9)), 0),
    (["問3 重点施策_1つ目", "問3 重点施策_2つ目", "問3 重点施策_3つ目"], NAMES, ""),
    (["問3_1 重点施策", "問3_2 重点施策", "問3_3 重点施策"], NAMES, ""),
    (["Q3(1)", "Q3(2)", "Q3(3)"], list(range(1, 13)), ""),
]


@pytest.mark.parametrize(("headings", "options", "unused"), SLOTS)
def test_columns_of_chosen_options_are_one_question(
    headings: list[str], options: list[object], unused: object, tmp_path: Path
) -> None:
    random_ = random.Random(1)
    rows = [[unused if cell == "" else cell for cell in choices(random_, options)] for _ in range(60)]
    found, questionnaire, answers = drafted(
        tmp_path, [["整理番号", *headings], *([n, *row] for n, row in enumerate(rows))]
    )
    (question,) = questionnaire.questions
    assert isinstance(question, MultipleQuestion)
    assert (question.id, question.layout) == ("q3", "slots")
    assert shown(found, "選んだ選択肢を左から入れる列")
    assert shown(found, "同じ答えが重なるのは 0 件")
    marks = sum(cell not in ("", 0) for row in rows for cell in row)
    assert int(answers.coded["q3"].sum()) == marks
    assert answers.findings.filter(answers.findings["severity"] == "error").is_empty()


def test_ranks_are_one_question_and_that_is_asked(tmp_path: Path) -> None:
    random_ = random.Random(2)
    rows = [[n, *random_.sample(range(1, 9), 3)] for n in range(60)]
    found, questionnaire, _ = drafted(tmp_path, [["番号", "問3_1位", "問3_2位", "問3_3位"], *rows])
    assert [question.type for question in questionnaire.questions] == ["multiple"]
    assert shown(found, "【要確認】何位に選んだかは区別せずに数えます")


def test_questions_on_one_scale_stay_separate(tmp_path: Path) -> None:
    random_ = random.Random(3)
    rows = [[n, *(random_.randint(1, 4) for _ in range(3))] for n in range(60)]
    _, questionnaire, _ = drafted(tmp_path, [["番号", "問3-1", "問3-2", "問3-3"], *rows])
    assert [question.type for question in questionnaire.questions] == ["single"] * 3


def test_what_cells_do_not_decide_is_asked(tmp_path: Path) -> None:
    rows = [[n, *((n + k) % 20 + 1 for k in range(3))] for n in range(20)]
    found, questionnaire, _ = drafted(tmp_path, [["番号", "問3-1", "問3-2", "問3-3"], *rows])
    assert [question.type for question in questionnaire.questions] == ["single"] * 3
    assert shown(found, "【要確認】番号だけが違う見出しの 3 列は")


@pytest.mark.parametrize("n", [12, 20, 30])
def test_a_small_pilot_has_options(n: int, tmp_path: Path) -> None:
    random_ = random.Random(n)
    places = ["城東", "城西", "城南", "城北", "中央", "川端"]
    rows = [
        [i, random_.choice(SCALE), random_.choice(["18〜29歳", "30代", "40代", "50代"]), places[i % 5], f"意見{i}"]
        for i in range(n)
    ]
    rows[-1][3] = places[5]
    found, questionnaire, answers = drafted(tmp_path, [["番号", "問1", "問2", "問3 地区", "ご意見"], *rows])
    assert [question.type for question in questionnaire.questions] == ["single", "single", "single", "text"]
    assert answers.findings.is_empty()
    assert shown(found, "1件だけの言葉 1 種類も")
    place = questionnaire.by_id["q3"]
    assert isinstance(place, SingleQuestion)
    assert not any(option.other for option in place.options.values())


def test_words_longer_than_the_options_are_no_options_of_a_pilot(tmp_path: Path) -> None:
    cells = [*["公園", "道路", "防犯", "教育"] * 5, "駅前の山田さん宅"]
    found, _, _ = drafted(tmp_path, [["番号", "問1"], *enumerate(cells)])
    assert "山田" not in found.words + "".join(found.lines)


def test_two_far_values_are_likely_mistypings(tmp_path: Path) -> None:
    cells = [*[1, 2, 3, 4, 5] * 24, 12, 33]
    found, questionnaire, answers = drafted(tmp_path, [["番号", "問1"], *enumerate(cells)])
    assert questionnaire.questions[0].type == "single"
    assert shown(found, "12（1 件）は入力の誤り")
    assert shown(found, "33（1 件）は入力の誤り")
    assert answers.coded["q1"].null_count() == 2


def test_codes_of_refusal_and_of_no_answer_below_zero_are_taken_together(tmp_path: Path) -> None:
    _, questionnaire, answers = drafted(tmp_path, [["番号", "問1"], *enumerate([1, 2, -9, -8, 1, 2] * 8)])
    assert {"-8", "-9"} <= set(questionnaire.missing.no_answer)
    assert answers.n_blank == 16


@pytest.mark.parametrize(
    ("heading", "first"),
    [("おすすめ度（0〜10）", 0), ("満足度 1-10", 1), ("幸福度（0点から10点）", 0), ("満足度を１０点満点で", 1)],
)
def test_a_scale_that_the_heading_states_has_all_its_numbers(heading: str, first: int, tmp_path: Path) -> None:
    found, questionnaire, _ = drafted(tmp_path, [["番号", heading], *enumerate([6, 7, 8, 9] * 10)])
    question = questionnaire.questions[0]
    assert isinstance(question, SingleQuestion)
    assert list(question.options) == list(range(first, 11))
    # the numbers are the answers: nobody has to write a label
    assert [option.label for option in question.options.values()] == [str(code) for code in range(first, 11)]
    assert shown(found, f"見出しにある {first}～10")


def test_words_at_the_ends_of_a_scale_keep_its_numbers(tmp_path: Path) -> None:
    cells = ["0 全く", "1", "2", "3 とても"] * 10
    _, questionnaire, answers = drafted(tmp_path, [["番号", "問1"], *enumerate(cells)])
    question = questionnaire.questions[0]
    assert isinstance(question, SingleQuestion)
    assert {code: option.label for code, option in question.options.items()} == {
        0: "全く", 1: "選択肢1", 2: "選択肢2", 3: "とても"
    }  # fmt: skip
    assert answers.coded["q1"].to_list()[:4] == [0, 1, 2, 3]


def test_labels_with_and_without_their_number_are_one_option(tmp_path: Path) -> None:
    cells = ["１．満足", "1.満足", "満足", "2.不満", "不満", "3.やや不満"] * 8
    _, questionnaire, answers = drafted(tmp_path, [["番号", "問1"], *enumerate(cells)])
    question = questionnaire.questions[0]
    assert isinstance(question, SingleQuestion)
    assert [option.label for option in question.options.values()] == ["満足", "不満", "やや不満"]
    assert answers.coded["q1"].to_list()[:6] == [1, 1, 1, 2, 2, 3]


def test_codes_over_words_are_options_of_one_question(tmp_path: Path) -> None:
    top = [["ID", "F1", "Q2_1", "Q2_2", "Q2_3"], ["", "性別", "広報紙", "ホームページ", "なし"]]
    rows = [[n, n % 2 + 1, n % 2, (n // 2) % 2, 0] for n in range(40)]
    _, questionnaire, answers = drafted(tmp_path, [*top, *rows])
    question = questionnaire.by_id["q2"]
    assert isinstance(question, MultipleQuestion)
    assert [option.label for option in question.options.values()] == ["広報紙", "ホームページ", "なし"]
    assert answers.coded.select("q2_1", "q2_2", "q2_3").sum().row(0) == (20, 20, 0)


def test_three_rows_of_qualtrics_are_headings(tmp_path: Path) -> None:
    top = [
        ["StartDate", "Progress", "Finished", "ResponseId", "Q1", "Q2_1", "Q2_2"],
        ["Start Date", "Progress", "Finished", "Response ID", "性別", "情報源 - 広報紙", "情報源 - 回覧板"],
        [
            f'{{"ImportId":"{name}"}}'
            for name in ("startDate", "progress", "finished", "id", "QID1", "QID2_1", "QID2_2")
        ],
    ]
    rows = [
        [
            "2024-07-01",
            100,
            1,
            f"R_{n}a",
            "男性" if n % 2 else "女性",
            "広報紙" if n % 2 else "",
            "回覧板" if n % 3 else "",
        ]
        for n in range(40)
    ]
    _, questionnaire, answers = drafted(tmp_path, [*top, *rows])
    assert answers.n_read == 40
    assert [(question.header, question.text) for question in questionnaire.questions] == [
        ("Q1", "性別"), ("Q2", "情報源")
    ]  # fmt: skip
    assert answers.coded.select("q2_1", "q2_2").sum().row(0) == (20, 26)


def test_groups_of_a_form_are_no_question(tmp_path: Path) -> None:
    head = ["start", "end", "today", "g1/sex", "g1/media", "g1/media/koho", "g1/media/web", "_id", "_uuid", "_index"]
    rows = []
    for n in range(40):
        marks = (n % 2, (n // 2) % 2)
        names = " ".join(name for name, mark in zip(("koho", "web"), marks, strict=True) if mark)
        rows.append(["2024-07-01T10:00:00+09:00"] * 2 + ["2024-07-01", "male" if n % 3 else "female", names, *marks])
        rows[-1] += [1000 + n, f"u{n}", n]
    _, questionnaire, answers = drafted(tmp_path, [head, *rows], ";")
    assert [(question.id, question.type) for question in questionnaire.questions] == [
        ("g1_sex", "single"), ("g1_media", "multiple")
    ]  # fmt: skip
    assert answers.coded.select("g1_media_1", "g1_media_2").sum().row(0) == (20, 20)


def test_yes_and_no_beside_words_of_other_are_marks(tmp_path: Path) -> None:
    head = ["回答ID", "送信日", "最後のページ", "開始言語", "情報源 [広報紙]", "情報源 [回覧板]", "情報源 [その他]"]
    rows = [
        [n, "2024-07-01 10:00:00", 5, "ja", "はい" if n % 2 else "いいえ", "いいえ" if n % 3 else "はい",
         "駅" if n % 8 == 0 else ""]
        for n in range(40)
    ]  # fmt: skip
    _, questionnaire, answers = drafted(tmp_path, [head, *rows])
    (question,) = questionnaire.questions
    assert answers.coded.select(f"{question.id}_{code}" for code in (1, 2, 3)).sum().row(0) == (20, 14, 5)


def test_the_words_beside_a_marked_other_are_no_option(tmp_path: Path) -> None:
    head = ["番号", "問4 情報源：広報", "問4 情報源：その他", "問4 情報源：その他（内容）"]
    rows = [[n, "○" if n % 2 else "", "" if n % 8 else "○", "" if n % 8 else f"駅{n}"] for n in range(40)]
    _, questionnaire, _ = drafted(tmp_path, [head, *rows])
    first, second = questionnaire.questions
    assert isinstance(first, MultipleQuestion)
    assert [option.label for option in first.options.values()] == ["広報", "その他"]
    assert second.type == "text"


def test_a_file_that_no_draft_reads_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kumin.authoring.proof._misread", lambda *_: set())
    monkeypatch.setattr("kumin.responses.Answers.refusal", lambda *_: ReadError("file_empty", path="a.csv"))
    with pytest.raises(ReadError, match="ファイルが空"):
        drafted(tmp_path, [["番号", "問1"], *enumerate([1, 2] * 20)])


@pytest.mark.parametrize(
    "between", [["", "1つだけ", "いくつでも", "", "", "自由に"], ["", "", "ふだん", "", "休日", ""]]
)
def test_a_row_between_the_headings_and_the_options_is_no_respondent(between: list[str], tmp_path: Path) -> None:
    head = ["受付番号", "性別", "情報の入手先", "", "", "ご意見"]
    options = ["", "Response", "広報紙", "SNS", "回覧板", "Open-Ended Response"]
    rows = [
        [
            f"{n + 1000}",
            "男性" if n % 3 else "女性",
            "広報紙" * (n % 2),
            "SNS" * (n % 5 > 0),
            "回覧板" * (n % 4 > 1),
            f"意見{n}",
        ]
        for n in range(40)
    ]
    _, questionnaire, answers = drafted(tmp_path, [head, between, options, *rows])
    assert answers.n_read == answers.n_used == 40
    assert questionnaire.file.header_rows == 3


def test_an_option_whose_words_stand_in_a_column_of_their_own_is_drafted(tmp_path: Path) -> None:
    """SurveyMonkey leaves the answer empty where somebody wrote into Other (please specify)."""
    jobs = [["会社員", ""], ["主婦", ""], ["", "農家"]]
    rows = [["職業", "", "区"], ["Response", "Other (please specify)", "Response"]]
    rows += [[*jobs[n % 3], ["北", "南"][n % 2]] for n in range(30)]
    rows[4][1] = rows[7][1] = "漁師"
    found, questionnaire, answers = drafted(tmp_path, rows)
    job = questionnaire.questions[0]
    assert isinstance(job, SingleQuestion)
    assert [(option.label, option.other) for option in job.options.values()][-1] == ("その他", True)
    assert answers.coded[job.id].null_count() == 0
    assert int((answers.coded[job.id] == 3).sum()) == 10
    assert shown(found, "言葉のある 10 件は、「その他」とします")
    assert [one.type for one in questionnaire.questions] == ["single", "text", "single"]


def test_a_comment_beside_an_answer_is_no_option_of_it(tmp_path: Path) -> None:
    rows = [["満足度", "その他"], *([["満足", "不満"][n % 2], f"意見{n}" if n % 3 else ""] for n in range(30))]
    _, questionnaire, _ = drafted(tmp_path, rows)
    assert [option.other for option in questionnaire.questions[0].options.values()] == [False, False]  # type: ignore[union-attr]


def test_options_of_the_first_question_in_a_second_row_are_headings_though_nobody_chose_one(tmp_path: Path) -> None:
    rows: list[list[object]] = [["情報源", "", "", "区"], ["広報紙", "SNS", "回覧板", "Response"]]
    rows += [[["広報紙", ""][n % 2], ["", "SNS", "SNS"][n % 3], "", ["北", "南"][n % 2]] for n in range(30)]
    _, questionnaire, answers = drafted(tmp_path, rows)
    media = questionnaire.questions[0]
    assert isinstance(media, MultipleQuestion)
    assert [option.label for option in media.options.values()] == ["広報紙", "SNS", "回覧板"]
    assert (answers.n_read, int(answers.coded[media.column(1)].sum())) == (30, 15)


def test_options_of_multiple_answers_alone_in_a_second_row_are_headings(tmp_path: Path) -> None:
    rows: list[list[object]] = [["情報源", "", "趣味", ""], ["広報紙", "SNS", "読書", "旅行"]]
    rows += [
        [["広報紙", ""][n % 2], ["", "SNS", "SNS"][n % 3], ["読書", ""][n % 2], ["", "旅行"][n % 2]] for n in range(30)
    ]
    _, questionnaire, answers = drafted(tmp_path, rows)
    assert [question.type for question in questionnaire.questions] == ["multiple", "multiple"]
    assert answers.n_read == 30


def test_a_single_answer_with_one_option_is_asked_about(tmp_path: Path) -> None:
    rows = [["登録", "区"], *([["登録" if n % 2 else "", ["北", "南"][n % 2]] for n in range(30)])]
    found, *_ = drafted(tmp_path, rows)
    assert shown(found, "割合はいつも 100% です（15 件）")


def test_what_programs_write_into_empty_cells_is_no_option(tmp_path: Path) -> None:
    rows = [["問1", "区"], *([["はい", "いいえ", "N/A"][n % 3], ["北", "南"][n % 2]] for n in range(30))]
    found, questionnaire, answers = drafted(tmp_path, rows)
    question = questionnaire.questions[0]
    assert isinstance(question, SingleQuestion)
    assert [option.label for option in question.options.values()] == ["はい", "いいえ"]
    assert answers.coded[question.id].count() == 20
    assert "無回答とした言葉: n/a（10 件）" in found.words


def test_boxes_of_a_joined_cell_are_marks(tmp_path: Path) -> None:
    cells = ["☑広報紙 ☐SNS ☐回覧板", "☐広報紙 ☑SNS ☐回覧板", "☑広報紙 ☑SNS ☐回覧板", "☐広報紙 ☐SNS ☑回覧板"]
    rows = [["情報源", "区"], *([cells[n % 4], ["北", "南"][n % 3 > 0]] for n in range(40))]
    _, questionnaire, answers = drafted(tmp_path, rows)
    media = questionnaire.questions[0]
    assert isinstance(media, MultipleQuestion)
    counts = {option.label: int(answers.coded[media.column(code)].sum()) for code, option in media.options.items()}
    assert counts == {"広報紙": 20, "SNS": 20, "回覧板": 10}


def test_numbers_among_words_are_asked_about(tmp_path: Path) -> None:
    rows = [["問1", "区"], *([["1", "2", "はい", "いいえ"][n % 4], ["北", "南"][n % 3 > 0]] for n in range(40))]
    found, *_ = drafted(tmp_path, rows)
    assert shown(found, "番号（20 件）と言葉（20 件）が混ざっています")


STATING = [
    (["問4_1", "問4_2", "問4_3", "問4_無回答", "問4_無効"], [], "「無回答」、「無効」 の列"),
    (["問4_広報紙", "問4_SNS", "問4_回覧板", "問4_無回答", "問4_無効回答"], [], "「無回答」、「無効回答」 の列"),
    (["問4", "", "", "", ""], ["", "", "広報紙", "SNS", "回覧板", "不明", "無効"], "「不明」、「無効」 の列"),
]


@pytest.mark.parametrize(("headings", "below", "said"), STATING)
def test_a_column_that_states_no_answer_is_no_option(
    headings: list[str], below: list[str], said: str, tmp_path: Path
) -> None:
    marks = [[1, 0, 1, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 1, 0], [1, 1, 0, 0, 0]] * 10
    marks[5] = [0, 0, 0, 0, 1]
    rows = [[n, n % 2 + 1, *row] for n, row in enumerate(marks)]
    found, questionnaire, answers = drafted(tmp_path, [["番号", "問1", *headings], *([below] if below else []), *rows])
    question = questionnaire.by_id["q4"]
    assert isinstance(question, MultipleQuestion)
    assert list(question.options) == [1, 2, 3]
    assert f"{said}（ほかに印のない行 11 件）" in found.words
    assert answers.coded["q4"].is_null().sum() == 11
    assert answers.findings.select("code", "row").rows() == [("E102", 7 + bool(below))]


@pytest.mark.parametrize(("code", "alone"), [("99", True), ("9", True), ("4", True), ("99", False)])
def test_a_column_numbered_as_a_code_of_no_answer_is_none_where_nothing_is_marked_beside_it(
    code: str, *, alone: bool, tmp_path: Path
) -> None:
    marks = [[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1], [1, 1, 0, 0 if alone else 1]] * 10
    header = ["番号", "問1", "問4_1", "問4_2", "問4_3", f"問4_{code}"]
    found, questionnaire, answers = drafted(tmp_path, [header, *([n, n % 2 + 1, *row] for n, row in enumerate(marks))])
    question = questionnaire.by_id["q4"]
    assert isinstance(question, MultipleQuestion)
    states = code != "4" and alone
    assert (len(question.options) == 3) is states
    assert shown(found, f"【要確認】「{code}」 の列（ほかに印のない行 10 件）は") is states
    assert answers.coded["q4"].is_null().sum() == (10 if states else 0)
    assert answers.findings.is_empty()


@pytest.mark.parametrize("row", [["数値", "文字列", "数値"], ["---"] * 3, ["必須", "任意", "任意"]])
def test_a_row_of_kinds_of_columns_makes_no_option(row: list[str], tmp_path: Path) -> None:
    rows = [[n + 1, SCALE[n % 5], 20 + n] for n in range(30)]
    _, questionnaire, answers = drafted(tmp_path, [["整理番号", "満足度", "年齢"], row, *rows])
    (scale, _) = questionnaire.questions
    assert isinstance(scale, SingleQuestion)
    assert sorted(option.label for option in scale.options.values()) == sorted(SCALE)
    assert answers.coded.height == 30


def test_columns_of_redcap_and_odk(tmp_path: Path) -> None:
    rows = [[n, n % 2 + 1, n % 2, 1, (n // 2) % 2, 20 + n % 60, 2, "2024-07-01 10:00"] for n in range(40)]
    header = ["KEY", "sex", "media___1", "media___2", "media___3", "age", "survey_complete", "SubmissionDate"]
    _, questionnaire, answers = drafted(tmp_path, [header, *rows])
    assert (questionnaire.columns.id, questionnaire.columns.received) == ("KEY", "SubmissionDate")
    assert [question.id for question in questionnaire.questions] == ["sex", "media", "age"]
    media = questionnaire.by_id["media"]
    assert isinstance(media, MultipleQuestion)
    assert list(media.options) == [1, 2, 3]
    assert answers.coded["media_2"].all()


@pytest.mark.parametrize("title", [[], [["令和6年度", "区民アンケート", "", "", "", ""]]])
def test_three_rows_of_headings_without_a_questionnaire(title: list[list[str]], tmp_path: Path) -> None:
    headings = [
        ["No.", "Ⅰ あなたについて", "", "Ⅱ 区政について", "", ""],
        ["", "問1", "問2", "問3", "", ""],
        ["", "性別", "年代", "広報紙", "SNS", "回覧板"],
    ]
    rows = [[n + 1, n % 2 + 1, n % 4 + 1, n % 2 or "", (n // 2) % 2 or "", (n // 3) % 2 or ""] for n in range(40)]
    _, questionnaire, answers = drafted(tmp_path, [*title, *headings, *rows])
    assert questionnaire.columns.id == "No."
    assert [question.type for question in questionnaire.questions] == ["single", "single", "multiple"]
    media = questionnaire.questions[2]
    assert isinstance(media, MultipleQuestion)
    assert [option.label for option in media.options.values()] == ["広報紙", "SNS", "回覧板"]
    assert answers.coded.height == 40
    assert answers.findings.is_empty()


def test_the_option_for_words_of_limesurvey(tmp_path: Path) -> None:
    cells = [["A1", ""], ["A2", ""], ["-oth-", "農家"], ["A1", ""]]
    rows = [[n, word, f"{words}{n}" if words else ""] for n, (word, words) in enumerate(cells * 10)]
    _, questionnaire, answers = drafted(tmp_path, [["id", "Q4", "Q4[other]"], *rows])
    question, words = questionnaire.questions
    assert isinstance(question, SingleQuestion)
    (other,) = [option for option in question.options.values() if option.other]
    assert (other.label, words.type) == ("その他", "text")
    assert answers.coded["q4"].value_counts()["count"].sort().to_list() == [10, 10, 20]
    assert answers.findings.is_empty()


def test_ranks_in_the_columns_of_options_are_asked_about(tmp_path: Path) -> None:
    orders = [[1, 2, 3, ""], ["", 1, 2, 3], [2, "", "", 1], ["", "", 1, ""]] * 10
    header = ["番号", *(f"問5_{name}" for name in ("防災", "福祉", "教育", "道路"))]
    found, questionnaire, answers = drafted(tmp_path, [header, *([n, *row] for n, row in enumerate(orders))])
    assert [question.type for question in questionnaire.questions] == ["single"] * 4
    assert shown(found, "【要確認】選択肢ごとの 4 列に、順位（1、2、3）が入っているようです")
    assert answers.findings.is_empty()


def test_a_scale_in_the_columns_of_a_grid_is_no_rank(tmp_path: Path) -> None:
    random_ = random.Random(4)
    header = ["番号", *(f"問5_{name}" for name in ("防災", "福祉", "教育"))]
    found, _, _ = drafted(tmp_path, [header, *([n, *(random_.randint(1, 3) for _ in "abc")] for n in range(40))])
    assert "順位" not in found.words


def test_two_kinds_of_marks_are_asked_about(tmp_path: Path) -> None:
    marks = [["◎", "○", ""], ["", "◎", "○"], ["○", "○", "◎"]] * 10
    header = ["番号", "問5_防災", "問5_福祉", "問5_教育"]
    found, _, _ = drafted(tmp_path, [header, *([n, *row] for n, row in enumerate(marks))])
    assert shown(found, "【要確認】選択肢ごとの 3 列に、2種類の印（◎と○）があります")
