"""Kinds of columns that are easily taken for another, and what a draft says of its guesses."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import polars as pl
import pytest

from kumin.authoring import proof
from kumin.authoring.columns.labels import guess_labels
from kumin.authoring.columns.numbers import _apart, strays
from kumin.authoring.draft import guess_column
from kumin.authoring.guess import Choice, Draft, Guess
from kumin.authoring.proof import Proven, draft_files
from kumin.definitions import FileLayout, MultipleQuestion, Questionnaire, SingleQuestion, load_questionnaire
from kumin.errors import ReadError
from kumin.responses import validate_files

Cells = Sequence[object]


def cycle(values: Cells, n: int = 60) -> list[object]:
    return [values[place % len(values)] for place in range(n)]


def save(folder: Path, headings: Sequence[Sequence[str]], *columns: Cells) -> Path:
    """Write columns, with an id before them, as a CSV file."""
    path = folder / "a.csv"
    rows = zip(range(1001, 1001 + len(columns[0])), *columns, strict=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([*headings, *rows])
    return path


def drafted(folder: Path, *columns: Cells, headings: Sequence[str] = ("問1",)) -> tuple[Proven, Questionnaire]:
    found = draft_files([save(folder, [["整理番号", *headings]], *columns)], FileLayout(), "ja")
    file = folder / "draft.yaml"
    file.write_text(found.words, encoding="utf-8")
    return found, load_questionnaire(file)


def labels(questionnaire: Questionnaire, place: int = 0) -> list[str]:
    question = questionnaire.questions[place]
    assert isinstance(question, SingleQuestion | MultipleQuestion)
    return [option.label for option in question.options.values()]


def test_a_code_beyond_one_that_nobody_chose_is_an_option_and_one_farther_off_a_slip() -> None:
    codes = dict.fromkeys((1.0, 2.0, 3.0, 4.0, 5.0), 20)
    assert strays(codes | {7.0: 1}) == {}
    assert strays(codes | {8.0: 1}) == {8.0: 1}
    # a single value is no row of codes that another could stand beside
    assert strays({3.0: 40, 9.0: 1}) == {}


@pytest.mark.parametrize(("highest", "stray"), [(4, True), (5, False), (6, True), (10, False)])
def test_a_rare_0_is_the_end_of_scales_to_5_and_10_and_a_slip_below_others(highest: int, stray: bool) -> None:
    codes = {0.0: 1} | {float(code): 20 for code in range(1, highest + 1)}
    assert strays(codes) == ({0.0: 1} if stray else {})


@pytest.mark.parametrize(
    ("values", "missing", "asked", "kept"),
    [
        # three times the highest is surely none, a little less may be one
        ((1, 33, 99), (99,), (99,), ()),
        ((1, 34, 99), (), (), (99,)),
        # ten times the highest needs no asking
        ((*range(1, 10), 99), (99,), (), ()),
        ((*range(1, 11), 99), (99,), (99,), ()),
        # of an amount a 9 may be one
        ((1, 2, 3, 9), (), (), (9,)),
    ],
)
def test_a_code_of_no_answer_among_amounts_stands_apart(
    values: Sequence[int], missing: tuple[int, ...], asked: tuple[int, ...], kept: tuple[int, ...]
) -> None:
    found = _apart({float(value): 3 for value in values}, amounts=True)
    assert (found.missing, found.asked, found.kept) == (missing, asked, kept)


@pytest.mark.parametrize(("times", "options", "remark"), [(6, 5, "draft_once"), (7, 4, "draft_other_words")])
def test_labels_seen_once_are_options_where_the_others_are_seen_a_few_times(
    times: int, options: int, remark: str
) -> None:
    cells = pl.Series([*["区役所", "図書館", "公民館"] * times, "体育館", "郵便局"])
    found = guess_labels("問1", cells, frozenset())
    assert len(found.options) == options
    assert [one.code for one in found.remarks] == [remark]


def test_of_few_answers_a_label_that_is_like_another_is_a_slip() -> None:
    cells = pl.Series([*["生涯学習センター", "中央図書館"] * 29, "中央図書飴"])
    found = guess_labels("問1", cells, frozenset())
    assert {choice.label for choice in found.options.values()} == {"生涯学習センター", "中央図書館"}
    assert [one.code for one in found.remarks] == ["draft_near"]


def said(found: Proven, words: str) -> bool:
    """Whether both the screen and the draft's comments say something."""
    return any(words in line for line in found.lines) and words in found.words


@pytest.mark.parametrize(
    "names",
    [
        ["知っていて、利用したことがある", "知っているが、利用したことはない", "知らない"],
        ["はい、毎日利用する", "はい、ときどき利用する", "いいえ"],
        ["はい、知っている", "はい、聞いたことはある", "いいえ、知らない"],
        ["公園, 広場", "道路, 歩道"],
        ["自分で、または家族と", "ヘルパー、施設の職員", "だれも、いない", "わからない"],
    ],
)
def test_labels_whose_parts_do_not_combine_stay_whole(names: list[str], tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, cycle(names))
    assert questionnaire.questions[0].type == "single"
    assert set(labels(questionnaire)) == set(names)
    assert said(found, "1つの選択肢としました")


@pytest.mark.parametrize(
    "names",
    [
        ["Agree", "Somewhat agree", "Somewhat disagree", "Disagree", "No answer"],
        ["Often", "Not often", "It depends", "Very often", "No answer"],
        ["Public transport", "Own transport", "Transport of a friend", "Friend"],
    ],
)
def test_english_phrases_are_no_marks_joined_by_spaces(names: list[str], tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, cycle(names))
    assert questionnaire.questions[0].type == "single"
    # who did not answer is no option
    assert set(labels(questionnaire)) == set(names) - {"No answer"}


@pytest.mark.parametrize("sign", ["、", "，", ", ", ",", ";", "；", "/", "・", " ", "\n", "|"])
def test_parts_that_combine_are_several_answers(sign: str, tmp_path: Path) -> None:
    parts = [("広報紙", "回覧板"), ("広報紙",), ("回覧板",), ("広報紙", "テレビ"), ("テレビ",), ("回覧板", "テレビ")]
    path = save(tmp_path, [["整理番号", "問1"]], cycle([sign.join(one) for one in parts]))
    file = tmp_path / "draft.yaml"
    file.write_text(draft_files([path], FileLayout(), "ja").words, encoding="utf-8")
    questionnaire = load_questionnaire(file)
    assert questionnaire.questions[0].type == "multiple"
    assert labels(questionnaire) == ["テレビ", "回覧板", "広報紙"]
    answers = validate_files([path], questionnaire)
    assert answers.coded.select("q1_1", "q1_2", "q1_3").sum().row(0) == (30, 30, 30)


def test_an_option_with_the_separator_stays_whole_among_joined_answers(tmp_path: Path) -> None:
    cells = cycle(["新聞, 雑誌, テレビ", "テレビ", "新聞, 雑誌", "ラジオ, テレビ", "ラジオ"])
    _, questionnaire = drafted(tmp_path, cells)
    assert labels(questionnaire) == ["テレビ", "ラジオ", "新聞, 雑誌"]


def test_numbers_apart_in_one_cell_are_several_marks(tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, cycle(["1 3", "3", "1", "2 3", "2", "1 2 3"]))
    question = questionnaire.questions[0]
    assert isinstance(question, MultipleQuestion)
    assert list(question.options) == [1, 2, 3]


@pytest.mark.parametrize(
    ("variants", "others"),
    [
        (["はい", "はい", "はい。", "ﾊｲ", "ハイ", "はい ", "1.はい"], ["いいえ", "いいえ", "イイエ"]),
        (["20〜29歳", "20〜29歳", "20～29歳", "20-29才"], ["30〜39歳", "30〜39歳", "３０〜３９歳"]),
        (["満足", "満足", "「満足」", " 満足"], ["不満", "不満", "不満！"]),
    ],
)
def test_near_variants_are_one_option(variants: list[str], others: list[str], tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, [*cycle(variants, 70), *cycle(others, 30)])
    assert labels(questionnaire) == [variants[0], others[0]]
    assert said(found, "表記のゆれ")
    answers = validate_files([tmp_path / "a.csv"], questionnaire)
    assert answers.coded["q1"].value_counts(sort=True)["count"].to_list() == [70, 30]


def test_signs_that_tell_options_apart_are_no_variants(tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, cycle(["A型(+)", "A型(-)", "C", "C++"]))
    assert len(labels(questionnaire)) == 4


@pytest.mark.parametrize(
    ("stray", "codes"), [(12, [1, 2, 3]), (33, [1, 2, 3, 4, 5]), (3.5, [1, 2, 3, 4]), (55, [1, 2])]
)
def test_one_far_value_among_codes_is_a_likely_mistyping(stray: float, codes: list[int], tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, [*cycle(codes, 99), stray])
    question = questionnaire.questions[0]
    assert isinstance(question, SingleQuestion)
    assert list(question.options) == codes
    assert said(found, f"【要確認】{stray}（1 件）は入力の誤り")
    assert any("E101 (1)" in line for line in found.lines)


def test_a_code_beside_the_last_is_an_option(tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, [*cycle([1, 2, 3, 4], 99), 5])
    assert len(labels(questionnaire)) == 5


def test_a_rare_label_near_a_frequent_one_is_a_likely_mistyping(tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, [*cycle(["そう思う", "そう思わない"], 99), "そう思わな"])
    assert labels(questionnaire) == ["そう思う", "そう思わない"]
    assert said(found, "選択肢に似た言葉のセル 1 件")
    assert 'そう思わな"' not in found.words


def test_words_beside_labels_are_other_answers_and_never_shown(tmp_path: Path) -> None:
    own = ["駅前で山田さんに", "病院の近く", "知人の家", "角の店"]
    found, questionnaire = drafted(tmp_path, [*cycle(["区役所", "図書館", "公園"], 90), *own])
    assert labels(questionnaire) == ["公園", "区役所", "図書館", "その他"]
    assert said(found, "選択肢にない言葉のセル 4 件")
    assert not any(word in found.words + "".join(found.lines) for word in own)


@pytest.mark.parametrize(
    ("values", "codes"),
    [([1, 2, 3, 999], {"999"}), ([1, 2, 3, -1], {"-1"}), ([1, 2, 3, 4, 5, -9], {"-9"}),
     ([1, 2, 88, 99], {"88", "99"}),
     ([18, 35, 47, 52, 63, 71, 999], {"999"}), ([300, 400, 250, 510, 620, 9999], {"9999"}),
     ([1, 2, 3, 8, 9], {"8", "9"})],
)  # fmt: skip
def test_codes_apart_from_the_rest_are_no_answer(values: list[int], codes: set[str], tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, cycle(values))
    assert codes <= set(questionnaire.missing.no_answer)
    assert all(said(found, code) for code in codes)
    answers = validate_files([tmp_path / "a.csv"], questionnaire)
    absent = sum(str(value) in codes for value in cycle(values))
    assert answers.n_blank == absent


@pytest.mark.parametrize("heading", ["世帯人数", "子どもの人数", "利用回数"])
def test_a_nine_among_amounts_is_asked_and_kept(heading: str, tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, [*cycle([1, 2, 3, 4], 57), 9, 9, 9], headings=(heading,))
    assert "9" not in questionnaire.missing.no_answer
    assert said(found, "【要確認】9（3 件。ほかの値は 1～4）は無回答の符号か、本当の 9 か")


def test_a_nine_among_codes_is_taken_and_asked(tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, [*cycle([1, 2, 3, 4, 5], 57), 9, 9, 9])
    assert "9" in questionnaire.missing.no_answer
    assert said(found, "【要確認】9 を無回答の符号としました（3 件。ほかの値は 1～5）")


def test_ages_up_to_99_are_asked_and_kept(tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, [*range(20, 99), 99, 99, 99, 99], headings=("年齢",))
    assert "99" not in questionnaire.missing.no_answer
    assert said(found, "【要確認】99（4 件")


def test_codes_of_other_columns_do_not_swallow_numbers(tmp_path: Path) -> None:
    _, questionnaire = drafted(
        tmp_path, [*cycle([1, 2, 3], 57), 9, 9, 9], [*range(1, 51), *range(1, 11)], headings=("問1", "居住年数")
    )
    assert "9" in questionnaire.missing.no_answer
    answers = validate_files([tmp_path / "a.csv"], questionnaire)
    assert answers.coded["c2"].count() == 60


def test_a_scale_from_0_to_10_keeps_its_ends(tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, [*cycle([5, 6, 7, 8, 9, 10], 199), 0], headings=("おすすめ度",))
    assert questionnaire.questions[0].type == "single"
    assert len(labels(questionnaire)) == 11


@pytest.mark.parametrize("cells", [["満足", "やや満足", "不満"], [1, 2, 3]])
def test_a_grid_is_single_answers_with_one_scale(cells: list[object], tmp_path: Path) -> None:
    names = ("満足度 [公園]", "満足度 [道路]", "満足度 [防犯]")
    found, questionnaire = drafted(tmp_path, cycle(cells[:1]), cycle(cells[:1]), cycle(cells), headings=names)
    assert [question.type for question in questionnaire.questions] == ["single"] * 3
    assert labels(questionnaire, 0) == labels(questionnaire, 1) == labels(questionnaire, 2)
    assert len(labels(questionnaire)) == 3
    assert "表形式" in found.words


@pytest.mark.parametrize(
    "names",
    [
        ("子の有無(同居)", "子の有無(別居)"),
        ("問5-1 子どもがいますか", "問5-2 介護をしていますか"),
        ("問5_1(はい=1)", "問5_2(はい=1)"),
    ],
)
def test_questions_of_yes_and_no_are_questions_of_their_own(names: tuple[str, str], tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, cycle([0, 1, 0]), cycle([1, 0, 0]), headings=names)
    assert [question.type for question in questionnaire.questions] == ["single", "single"]
    answers = validate_files([tmp_path / "a.csv"], questionnaire)
    assert answers.n_used == 60


def test_what_rows_of_zeros_mean_is_said(tmp_path: Path) -> None:
    found, questionnaire = drafted(tmp_path, cycle([0, 1, 0]), cycle([1, 0, 0]), headings=("問5_広報", "問5_回覧"))
    assert questionnaire.questions[0].type == "multiple"
    assert said(found, "どの列にも印のない行（0 だけの行など）20 件は、母数に入れて数えます")


@pytest.mark.parametrize(
    ("heading", "id_"),
    [("問5 18歳未満の子", "q5"), ("問17 1週間の運動", "q17"), ("Q3 5年後も住みたいか", "q3"),
     ("問5-1 18歳以上", "q5_1"),
     ("問5（2）公園", "q5_2"), ("問5-18歳未満の子", "q5"), ("設問12．性別", "q12"), ("問１０ ２０代か", "q10"),
     ("問5.18歳未満", "q5")],
)  # fmt: skip
def test_an_id_has_the_number_of_the_question_alone(heading: str, id_: str, tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, cycle([1, 2]), headings=(heading,))
    assert questionnaire.questions[0].id == id_


def test_columns_of_a_form_system_are_not_used_and_counted(tmp_path: Path) -> None:
    names = ("開始時刻", "最終変更時刻", "入力者", "IPアドレス", "Collector ID", "タイムスタンプ", "問1")
    times = cycle(["2024/7/1 9:00", "2024/7/2 9:00"])
    columns = [times, times, cycle(["佐藤", "鈴木"]), cycle(["192.0.2.1"]), cycle(["77"]), times, cycle([1, 2])]
    found, questionnaire = drafted(tmp_path, *columns, headings=names)
    assert [question.header for question in questionnaire.questions] == ["問1"]
    assert set(names[:5]) <= set(questionnaire.columns.ignore)
    assert questionnaire.columns.received == "タイムスタンプ"
    assert "佐藤" not in found.words
    assert said(found, "フォームや入力の記録の列 5 列")


def rows_of_a_form(n: int = 60) -> list[list[str]]:
    chosen = [("第一話", 2), ("第二話", 3), ("第三話", 5)]
    return [
        [
            "はい" if i % 3 else "いいえ",
            *(name if i % step == 0 else "" for name, step in chosen),
            "男" if i % 2 else "女",
        ]
        for i in range(n)
    ]


@pytest.mark.parametrize(
    "top",
    [
        [["", "利用", "作品", "", "", "性別"], ["", "Response", "第一話", "第二話", "第三話", "Response"]],
        [["ID", "利用", "作品", "作品", "作品", "性別"], ["ID", "Response", "第一話", "第二話", "第三話", "Response"]],
        [["ID", "利用", "作品", "作品", "作品", "性別"], ["", "", "第一話", "第二話", "第三話", ""]],
        [["ID", "利用", "作品", "", "", "性別"], ["", "回答", "第一話", "第二話", "第三話", "回答"]],
    ],
)
def test_second_rows_of_headings_are_found(top: list[list[str]], tmp_path: Path) -> None:
    top[0][0] = top[0][0] or "RespondentID"
    columns = [list(column) for column in zip(*rows_of_a_form(), strict=True)]
    path = save(tmp_path, top, *columns)
    file = tmp_path / "draft.yaml"
    file.write_text(draft_files([path], FileLayout(), "ja").words, encoding="utf-8")
    questionnaire = load_questionnaire(file)
    answers = validate_files([path], questionnaire)
    assert answers.n_read == 60
    assert [(one.type, one.text) for one in questionnaire.questions] == [
        ("single", "利用"),
        ("multiple", "作品"),
        ("single", "性別"),
    ]
    assert answers.coded.select(*(f"{questionnaire.questions[1].id}_{code}" for code in (1, 2, 3))).sum().row(0) == (
        30,
        20,
        12,
    )


@pytest.mark.parametrize("groups", [1, 2, 5])
def test_merged_headings_below_a_title_are_found(groups: int, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "令和5年度 区民アンケート 入力データ"
    first = ["整理番号", "問1 性別", "問2 年齢"]
    top, below = first[:], [""] * len(first)
    for group in range(groups):
        top += [f"問{3 + group} 備え", "", "", ""]
        below += ["食料", "水", "ラジオ", "なし"]
    book.active.append([])
    for line in (top, below):
        book.active.append([cell or None for cell in line])
    for row in range(20):
        book.active.append([1000 + row, 1 + row % 2, 1 + row % 7, *((row + n) % 2 for n in range(4 * groups))])
    book.save(tmp_path / "a.xlsx")
    words = draft_files([tmp_path / "a.xlsx"], FileLayout(), "ja").words
    assert "header_row: 3, header_rows: 2" in words or "header_row: 2, header_rows: 2" in words
    assert words.count("type: multiple") == groups
    assert "20 件を読み、20 件を使います" in words


def test_the_screen_and_the_draft_show_check_and_tabulate_and_the_counts(
    tmp_path: Path, kumin: Callable[..., CompletedProcess[str]]
) -> None:
    path = save(tmp_path, [["整理番号", "問1"]], [*cycle(["はい", "いいえ"], 59), "無回答"])
    done = kumin("new", path, "--out", tmp_path / "q.yaml")
    words = (tmp_path / "q.yaml").read_text(encoding="utf-8")
    for shown in (done.stdout, words):
        assert "60 件を読み、59 件を使います（白紙 1、除く行 0）" in shown
        assert "1 問、回答数 n は 59～59" in shown
        assert "（合う 59 件、合わない 0 件）" in shown
    assert '1: "はい"  # 30 件' in words
    english = kumin("new", path, "--out", tmp_path / "e.yaml", "--lang", "en")
    assert "(for: 59, against: 0)" in english.stdout


def test_a_guess_that_misreads_its_column_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, [["整理番号", "問1"]], cycle(["はい", "いいえ"]))
    wrong = Guess("問1", "single", "draft_labels", 30, 30, {1: Choice("はい")}, positions=(1,))
    monkeypatch.setattr(proof, "draft_of", lambda *_: Draft(id="整理番号", questions=(wrong,)))
    words = draft_files([path], FileLayout(), "ja").words
    assert "type: text" in words
    assert "自由記述としました（合うのは 30 件）" in words


def test_a_draft_that_does_not_load_is_not_returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path, [["整理番号", "問1"]], cycle(["はい", "いいえ"]))
    wrong = Guess("問1", "single", "draft_labels", 30, 30, {}, positions=(1,))
    monkeypatch.setattr(proof, "draft_of", lambda *_: Draft(id="整理番号", questions=(wrong,)))
    with pytest.raises(ReadError, match="下書きを作れません"):
        draft_files([path], FileLayout(), "ja")


def test_nothing_is_written_where_no_column_is_a_question(
    tmp_path: Path, kumin: Callable[..., CompletedProcess[str]]
) -> None:
    path = save(tmp_path, [["整理番号", "氏名"]], cycle(["佐藤", "鈴木"]))
    done = kumin("new", path, "--out", tmp_path / "q.yaml")
    assert done.returncode == 2
    assert "設問になる列がありません" in done.stderr
    assert not (tmp_path / "q.yaml").exists()


def test_what_the_user_states_of_the_file_is_in_the_draft(
    tmp_path: Path, kumin: Callable[..., CompletedProcess[str]]
) -> None:
    path = save(tmp_path, [["整理番号", "問1"]], cycle(["はい", "いいえ"]))
    kumin("new", path, "--out", tmp_path / "q.yaml", "--encoding", "utf-8")
    assert load_questionnaire(tmp_path / "q.yaml").file.encoding == "utf-8"


def test_labels_that_come_once_are_options_only_of_a_scale(tmp_path: Path) -> None:
    few = [*["満足"] * 8, *["やや満足"] * 5, *["普通"] * 5, "やや不満", "不満"]
    _, questionnaire = drafted(tmp_path, few)
    assert labels(questionnaire) == ["満足", "やや満足", "普通", "やや不満", "不満"]
    found, questionnaire = drafted(tmp_path, [*["区役所"] * 20, *["図書館"] * 20, "母の病院", "父の職場"])
    assert labels(questionnaire) == ["区役所", "図書館", "その他"]
    assert "母の" not in found.words


def test_free_text_and_names_are_not_repeated(tmp_path: Path) -> None:
    own = [f"山田{place}番地の道路が暗い" for place in range(60)]
    found, questionnaire = drafted(tmp_path, own, cycle(["佐藤花子", "鈴木太郎"]), headings=("ご意見", "お名前"))
    assert [question.type for question in questionnaire.questions] == ["text"]
    assert not any(word in found.words + "".join(found.lines) for word in ("番地", "佐藤", "鈴木"))


def test_marks_that_stand_in_one_cell_and_in_columns_count_once(tmp_path: Path) -> None:
    sets = cycle(["1", "2", "1 2"])
    columns = [sets, *([int(code in str(cell)) for cell in sets] for code in "12")]
    found, questionnaire = drafted(tmp_path, *columns, headings=("q4", "q4/1", "q4/2"))
    assert [(one.id, one.type) for one in questionnaire.questions] == [("q4", "multiple")]
    assert said(found, "1つのセルにまとめた列 1 列は使いません")
    answers = validate_files([tmp_path / "a.csv"], questionnaire)
    assert answers.coded.select("q4_1", "q4_2").sum().row(0) == (40, 40)


def test_marks_of_a_reader_for_invalid_answers_do_not_give_a_guess_up(tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, cycle(["1.0", "2.0", "3.0", "-1", "-9999"]), headings=("Q1",))
    assert len(labels(questionnaire)) == 3
    assert "-9999" in questionnaire.missing.invalid


def test_a_code_that_many_questions_have_is_asked_of_once(tmp_path: Path) -> None:
    cells = [*cycle([1, 2, 3, 4], 57), 9, 9, 9]
    found, _ = drafted(tmp_path, cells, cells, cells, headings=("問1", "問2", "問3"))
    (line,) = [line for line in found.lines if "【要確認】" in line]
    assert "q1, q2, q3" in line
    assert "3 問、計 9 件" in line


def test_a_mistyped_number_above_the_code_of_no_answer_hides_neither() -> None:
    cells = pl.Series([str(n % 5 + 1) for n in range(240)] + ["9"] * 10 + ["12"] * 2)
    guess = guess_column("問6", cells)
    assert list(guess.options) == [1, 2, 3, 4, 5]
    assert guess.missing == {"9"}
    assert "draft_stray" in [remark.code for remark in guess.remarks]


@pytest.mark.parametrize(
    "cells",
    [
        ['["広報紙","SNS"]', '["SNS"]', '["回覧板", "広報紙"]', "[]"],
        ["['広報紙', 'SNS']", "['SNS']", "['回覧板', '広報紙']"],
        ['{広報紙,"SNS"}', '{"SNS"}', '{回覧板,"広報紙"}'],
    ],
)
def test_lists_of_programs_are_multiple_answers(cells: list[str], tmp_path: Path) -> None:
    _, questionnaire = drafted(tmp_path, cycle(cells))
    assert questionnaire.questions[0].type == "multiple"
    assert set(labels(questionnaire)) == {"広報紙", "SNS", "回覧板"}


def test_a_code_that_alone_has_words_beside_it_is_other(tmp_path: Path) -> None:
    words = ["" if n % 5 != 2 else f"農家の手伝い{n}年" for n in range(60)]
    headings = ("問1 職業", "問1 その他（具体的に）")
    found, questionnaire = drafted(tmp_path, cycle("12312"), words, headings=headings)
    question = questionnaire.questions[0]
    assert isinstance(question, SingleQuestion)
    assert [code for code, option in question.options.items() if option.other] == [3]
    assert said(found, "3 を「その他」とします")
    # words beside two codes say nothing
    words[0] = "会社員ではない"
    _, questionnaire = drafted(tmp_path, cycle("12312"), words, headings=headings)
    question = questionnaire.questions[0]
    assert isinstance(question, SingleQuestion)
    assert not any(option.other for option in question.options.values())


def test_columns_of_redcap_are_options(tmp_path: Path) -> None:
    names = ("広報紙", "SNS")
    marks = cycle(["Checked", "Unchecked"]), cycle(["Unchecked", "Checked", "Checked"])
    _, questionnaire = drafted(tmp_path, *marks, headings=[f"情報源 (choice={name})" for name in names])
    assert [(one.type, labels(questionnaire)) for one in questionnaire.questions] == [("multiple", [*names])]


def test_a_circle_beside_a_dot_is_no_mark(tmp_path: Path) -> None:
    columns = cycle("●○"), cycle("○●●"), cycle("○○●")
    _, questionnaire = drafted(tmp_path, *columns, headings=("問3_1", "問3_2", "問3_3"))
    assert [one.type for one in questionnaire.questions] == ["multiple"]


def test_headings_that_are_repeated_below_are_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        "番号,性別,地域",
        *(f"{n},{'男性' if n % 2 else '女性'},{'北区' if n % 3 else '南区'}" for n in range(1, 40)),
    ]
    path.write_text("\n".join([*rows[:20], rows[0], *rows[20:]]), encoding="utf-8")
    found = draft_files([path], FileLayout(), "ja")
    assert "性別" in found.words
    assert "北区" in found.words
