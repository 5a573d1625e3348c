"""Several files of one survey: one draft, joined by the questions' numbers, with labels for codes."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess
from typing import Literal

import pytest

import kumin as library
from kumin.authoring import guess
from kumin.authoring.joining import _is_yes_or_no
from kumin.authoring.proof import Proven, draft_files
from kumin.definitions import FileLayout, MultipleQuestion, Questionnaire, load_questionnaire
from kumin.responses import Answers, validate_files
from kumin.tables.scales import is_scale

SCALE = ["とても満足", "やや満足", "どちらともいえない", "やや不満", "とても不満"]
WEIGHTS = [30, 25, 20, 15, 10]
MEDIA = ["広報紙", "ホームページ", "回覧板", "SNS"]
Rows = Sequence[Sequence[object]]


def drafted(folder: Path, **files: Rows) -> tuple[Proven, Questionnaire, Answers]:
    folder.mkdir(exist_ok=True)
    paths = [write(folder / f"{name}.csv", rows) for name, rows in files.items()]
    found = draft_files(paths, FileLayout(), "ja")
    (folder / "questionnaire.yaml").write_text(found.words, encoding="utf-8")
    questionnaire = load_questionnaire(folder / "questionnaire.yaml")
    return found, questionnaire, validate_files(paths, questionnaire)


def write(path: Path, rows: Rows) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def options(questionnaire: Questionnaire, id_: str) -> dict[int, str]:
    return {code: option.label for code, option in questionnaire.by_id[id_].options.items()}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("type_", "labels", "expected"),
    [
        ("single", ["はい", "いいえ"], True),
        ("single", ["YES", "No"], True),
        ("single", ["はい", "いいえ", "わからない"], False),
        ("single", SCALE, False),
        ("multiple", ["はい", "いいえ"], False),
    ],
)
def test_only_columns_of_yes_and_no_may_be_options(
    type_: Literal["single", "multiple"], labels: Sequence[str], expected: bool
) -> None:
    choices = {code: guess.Choice(label) for code, label in enumerate(labels, 1)}
    assert _is_yes_or_no(guess.Guess("問1", type_, "draft_labels", options=choices)) is expected


def paper_and_web(random_: random.Random, reverse: bool = False) -> tuple[list[list[object]], list[list[object]]]:
    weights = WEIGHTS[::-1] if reverse else WEIGHTS
    paper: list[list[object]] = [["整理番号", "受付日", "問1", "問2", *(f"問3_{code}" for code in range(1, 5)), "問4"]]
    web: list[list[object]] = [["タイムスタンプ", "問1 満足度", "問2．お住まいの地区", "問3 情報源", "問4 年齢"]]
    for n in range(90):
        marks = [random_.randint(0, 1) for _ in MEDIA]
        satisfied = random_.choices(range(1, 6), weights)[0]
        paper.append([n + 1, "2024/7/5", satisfied, n % 3 + 1, *marks, random_.randint(18, 90)])
        chosen = [name for name in MEDIA if random_.random() < 0.5] or ["SNS"]
        label = random_.choices(SCALE, WEIGHTS)[0]
        place = ["本町", "港町", "山手"][n % 3]
        web.append([f"2024/07/10 10:00:{n % 60:02}", label, place, ", ".join(chosen), random_.randint(18, 90)])
    return paper, web


def test_two_files_become_one_questionnaire(tmp_path: Path) -> None:
    paper, web = paper_and_web(random.Random(1))
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web)
    assert [question.id for question in questionnaire.questions] == ["q1", "q2", "q3", "q4"]
    assert [question.type for question in questionnaire.questions] == ["single", "single", "multiple", "number"]
    first = questionnaire.by_id["q1"]
    assert (first.header, first.header_aliases, first.text) == ("問1", ("問1 満足度",), "問1 満足度")
    assert answers.n_used == 180
    assert answers.findings.filter(severity="error").is_empty()
    assert any(
        "これらのファイルは1つの調査として読めます: kumin check 調査票 paper.csv web.csv" in line
        for line in found.lines
    )


def test_labels_of_a_scale_are_given_to_codes_with_the_counts(tmp_path: Path) -> None:
    paper, web = paper_and_web(random.Random(2))
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web)
    assert options(questionnaire, "q1") == dict(enumerate(SCALE, 1))
    asked = [line for line in found.lines if "段階の順で対応させました" in line]
    assert "番号（90 件）と言葉（90 件）" in asked[0]
    assert "逆の順なら約" in asked[0]
    place = SCALE.index(str(web[1][1])) + 1
    assert answers.coded["q1"].to_list()[90] == place


def test_a_scale_that_fits_the_other_way_round_is_left_open(tmp_path: Path) -> None:
    paper, web = paper_and_web(random.Random(3), reverse=True)
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web)
    assert list(options(questionnaire, "q1")) == [1, 2, 3, 4, 5, 101, 102, 103, 104, 105]
    assert any("対応を決めません" in line for line in found.lines)
    assert set(answers.coded["q1"].to_list()[90:]) <= {101, 102, 103, 104, 105}


def test_labels_without_an_order_are_left_open_and_that_is_said(tmp_path: Path) -> None:
    paper, web = paper_and_web(random.Random(4))
    found, questionnaire, _ = drafted(tmp_path, paper=paper, web=web)
    assert list(options(questionnaire, "q2")) == [1, 2, 3, 101, 102, 103]
    assert any("順番が分からないので決められません" in line and "q2" in line for line in found.lines)


def test_a_third_file_changes_nothing_in_what_the_first_two_leave_open(tmp_path: Path) -> None:
    places = ["本町", "港町", "山手"]
    paper = [["整理番号", "問1"], *([n + 1, n % 3 + 1] for n in range(60))]
    forms = [[["No.", "問1 地区"], *([100 * count + n, places[n % 3]] for n in range(count))] for count in (30, 45)]
    _, two, _ = drafted(tmp_path / "two", paper=paper, web=forms[0])
    found, three, answers = drafted(tmp_path / "three", paper=paper, web=forms[0], counter=forms[1])
    assert set(options(three, "q1")) == set(options(two, "q1")) == {1, 2, 3, 101, 102, 103}
    assert set(options(three, "q1").values()) >= set(places)
    counts = dict(answers.coded["q1"].value_counts().iter_rows())
    codes = {label: code for code, label in options(three, "q1").items()}
    assert [counts[code] for code in (1, 2, 3)] == [20, 20, 20]
    assert [counts[codes[place]] for place in places] == [25, 25, 25]
    assert "101 からの番号を" in found.words
    # in whatever order the files are given
    _, turned, _ = drafted(tmp_path / "turned", web=forms[0], counter=forms[1], paper=paper)
    assert set(options(turned, "q1")) == {1, 2, 3, 101, 102, 103}


def test_columns_of_options_are_found_by_their_labels(tmp_path: Path) -> None:
    # in the form's cells SNS stands first and is the most frequent; the columns have another order
    names = ["広報紙", "ホームページ", "回覧板", "SNS"]
    cells = [[3], [3, 0], [1], [3, 1, 0], [0, 2], [2]]
    form = [["タイムスタンプ", "問1 情報源"], *(
        [f"2024/07/10 10:00:{n:02}", ", ".join(names[place] for place in cells[n % 6])] for n in range(60)
    )]  # fmt: skip
    columns = [["No.", *(f"問1 情報源_{name}" for name in names)], *(
        [n + 1, *("○" if place == n % 4 else "" for place in range(4))] for n in range(40)
    )]  # fmt: skip
    _, questionnaire, answers = drafted(tmp_path, web=form, counter=columns)
    said = options(questionnaire, "q1")
    expected = {name: 10 + sum(10 for own in cells if place in own) for place, name in enumerate(names)}
    assert {said[code]: answers.coded[f"q1_{code}"].sum() for code in said} == expected


def test_kinds_that_differ_between_files_are_named_in_the_language(tmp_path: Path) -> None:
    paper = [["整理番号", "問1"], *([n + 1, f"意見{n}です"] for n in range(40))]
    web = [["No.", "問1 意見"], *([n + 1, "特になし"] for n in range(40))]
    found, _, _ = drafted(tmp_path, paper=paper, web=web)
    assert "ファイルによって種類が違うので（自由記述、1つ選ぶ設問）" in found.words


def test_labels_that_stand_in_one_order_in_cells_have_that_order(tmp_path: Path) -> None:
    paper, web = paper_and_web(random.Random(5))
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web)
    assert options(questionnaire, "q3") == dict(enumerate(MEDIA, 1))
    assert any("1つのセルの中で言葉が並ぶ順" in line and "逆の組 0" in line for line in found.lines)
    question = questionnaire.by_id["q3"]
    assert isinstance(question, MultipleQuestion)
    marks = sum(int(str(row[4])) for row in paper[1:]) + sum("広報紙" in str(row[3]) for row in web[1:])
    assert answers.coded["q3_1"].sum() == marks


def test_labels_with_their_numbers_are_given_to_these(tmp_path: Path) -> None:
    paper = [["番号", "問1"], *([n, n % 3 + 1] for n in range(30))]
    web = [["id", "問1 地区"], *([n + 500, ["3.本町", "1.港町", "2.山手"][n % 3]] for n in range(30))]
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web)
    assert options(questionnaire, "q1") == {1: "港町", 2: "山手", 3: "本町"}
    assert any("言葉の前の番号で対応させました" in line for line in found.lines)
    assert answers.coded["q1"].to_list()[30:33] == [3, 1, 2]
    assert questionnaire.columns.id_aliases == ("id",)


def test_a_question_of_one_file_alone_is_said_and_the_other_file_is_read(tmp_path: Path) -> None:
    paper = [["番号", "問1", "問2"], *([n, n % 2 + 1, n % 3 + 1] for n in range(30))]
    web = [["番号", "問1", "感想"], *([n + 500, n % 2 + 1, f"意見{n}"] for n in range(30))]
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web)
    assert questionnaire.action("E402") == "set_missing"
    assert any("paper.csv だけにある設問です" in line for line in found.lines)
    assert any("web.csv だけにある設問です" in line for line in found.lines)
    assert (answers.n_used, answers.coded["q2"].count()) == (60, 30)


def test_branches_and_rows_of_a_grid_are_joined_in_their_order(tmp_path: Path) -> None:
    labels = ["よい", "まあよい", "あまりよくない", "よくない"]
    assert is_scale(labels)
    random_ = random.Random(6)
    weights = [8, 6, 3, 1]
    paper = [["番号", "問7-1", "問7-2"], *([n, *random_.choices([1, 2, 3, 4], weights, k=2)] for n in range(60))]
    web = [
        ["番号", "問7 [公園]", "問7 [道路]"],
        *([n + 500, *random_.choices(labels, weights, k=2)] for n in range(60)),
    ]
    found, questionnaire, _ = drafted(tmp_path, paper=paper, web=web)
    assert [question.header_aliases for question in questionnaire.questions] == [("問7 [公園]",), ("問7 [道路]",)]
    assert options(questionnaire, "q7_1") == dict(enumerate(labels, 1))
    assert any("並ぶ順で 1 ファイルの列と合わせました" in line for line in found.lines)


def test_files_of_one_form_have_the_labels_of_both(tmp_path: Path) -> None:
    one = [["番号", "問1"], *([n, ["満足", "普通"][n % 2]] for n in range(30))]
    two = [["番号", "問1"], *([n + 500, ["普通", "不満", "満足。"][n % 3]] for n in range(30))]
    _, questionnaire, answers = drafted(tmp_path, one=one, two=two)
    assert options(questionnaire, "q1") == {1: "満足", 2: "普通", 3: "不満"}
    assert answers.coded["q1"].null_count() == 0


def test_the_command_takes_several_files_and_a_plan_reads_them_as_one_survey(
    tmp_path: Path, kumin: Callable[..., CompletedProcess[str]]
) -> None:
    paper, web = paper_and_web(random.Random(7))
    files = [write(tmp_path / "residents_paper.csv", paper), write(tmp_path / "residents_web.csv", web)]
    done = kumin("new", *files, "--out", tmp_path / "questionnaire.yaml", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "read as one survey" in done.stdout
    (tmp_path / "plan.yaml").write_text(
        "id: p\ntitle: t\nward: w\nfiscal_year: 2024\n"
        "surveys: {residents: {title: s, questionnaire: questionnaire.yaml}}\n"
        "issues: [{id: i1, title: t, indicators: [{id: a, title: t, text: t, survey: residents, question: q1, "
        "positive: [1, 2], base: answered, target: {at_least: 50}}]}]\n",
        encoding="utf-8",
    )
    result = library.run(tmp_path / "plan.yaml", {"residents": files})
    assert result.estimates["n_base"].to_list()[0] == 180


def test_files_that_share_no_question_are_not_said_to_be_one_survey(tmp_path: Path) -> None:
    one = [["性別", "区"], *([["男", "女"][n % 2], ["北", "南"][n % 3 == 0]] for n in range(20))]
    two = [["天気", "色"], *([["晴", "雨"][n % 2], ["赤", "青"][n % 3 == 0]] for n in range(20))]
    both = [["性別", "天気"], *([["男", "女"][n % 2], ["晴", "雨"][n % 3 == 0]] for n in range(20))]
    found, questionnaire, _ = drafted(tmp_path / "apart", one=one, two=two)
    assert questionnaire.action("E402") == "set_missing"
    assert not any("1つの調査として読めます" in line for line in found.lines)
    for name in ("one.csv", "two.csv"):
        assert any(f"{name} には、ほかのファイルにもある設問が1つもありません" in asked.words for asked in found.asked)
    found, *_ = drafted(tmp_path / "joined", one=one, two=two, both=both)
    assert any("1つの調査として読めます" in line for line in found.lines)
    assert not any("1つもありません" in line for line in found.lines)


def test_that_guesses_are_from_the_first_cells_alone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["番号", "問1"], *([n, n % 2 + 1] for n in range(30))]
    found, *_ = drafted(tmp_path, all=rows)
    assert not any("値のある初めの" in line for line in found.lines)
    monkeypatch.setattr(guess, "SAMPLE", 20)
    found, *_ = drafted(tmp_path, some=rows)
    assert any(
        "値のある初めの 20 件によります（検査と集計は 30 行すべて）" in line for line in found.lines[: found.first]
    )
    assert "値のある初めの 20 件" in found.words
    assert "合う 20 件" in found.words


def test_columns_of_yes_and_no_are_the_options_of_another_files_multiple_answer(tmp_path: Path) -> None:
    random_ = random.Random(11)
    paper, web = paper_and_web(random_)
    lime: list[list[object]] = [["回答ID", "問1 満足度", *(f"問3 情報源 [{name}]" for name in MEDIA), "種"]]
    for n in range(60):
        marks = ["はい" if random_.random() < 0.5 else "いいえ" for _ in MEDIA]
        lime.append([n + 1, random_.choices(SCALE, WEIGHTS)[0], *marks, 1000 + 7 * n])
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web, lime=lime)
    assert [question.id for question in questionnaire.questions] == ["q1", "q2", "q3", "q4"]
    assert options(questionnaire, "q3") == dict(enumerate(MEDIA, 1))  # the columns show the order of the form
    marks_of_first = [row[2] == "はい" for row in lime[1:]]
    assert answers.coded["q3_1"].to_list()[-60:] == marks_of_first
    assert not [line for line in found.lines if "問3" in line and "だけにある設問です" in line]


def test_yes_and_no_are_marks_where_the_heading_lets_several_be_chosen(tmp_path: Path) -> None:
    yes = [["はい" if (n + place) % 3 else "いいえ" for place in range(4)] for n in range(40)]
    several = "問1 （問3で「ある」の方）何をしていますか（いくつでも）"
    apart = "問2 次のことを知っていますか"
    head = [f"{stem} [{name}]" for stem in (several, apart) for name in MEDIA]
    _, questionnaire, answers = drafted(
        tmp_path, web=[["ID", *head], *([n, *row, *row] for n, row in enumerate(yes, 1))]
    )
    first = questionnaire.questions[0]
    assert (first.type, first.text) == ("multiple", several)
    assert options(questionnaire, first.id) == dict(enumerate(MEDIA, 1))
    assert [question.type for question in questionnaire.questions[1:]] == ["single"] * 4
    assert answers.coded[f"{first.id}_1"].to_list() == [row[0] == "はい" for row in yes]


def test_nothing_is_guessed_from_a_row_of_totals(tmp_path: Path) -> None:
    rows: list[list[object]] = [["整理番号", "問1", "問2"], *([n, n % 3 + 1, n % 2 + 1] for n in range(1, 91))]
    found, questionnaire, _ = drafted(tmp_path, paper=[*rows, ["合計", 90, 90]])
    assert [len(options(questionnaire, id_)) for id_ in ("q1", "q2")] == [3, 2]
    assert not [line for line in found.lines if "90（1 件）" in line]


def test_labels_without_a_code_do_not_keep_files_with_columns_from_being_read(tmp_path: Path) -> None:
    paper: list[list[object]] = [["番号", *(f"問1_{code}" for code in range(1, 5))]]
    paper += [[n, *(int((n + code) % 3 == 0) for code in range(4))] for n in range(1, 61)]
    # every cell has one order or the other, so nothing shows which code a label has
    pairs = [*pairwise(MEDIA), *pairwise(MEDIA[::-1])]
    web: list[list[object]] = [["ID", "問1 情報源"], *([n, ", ".join(pairs[n % len(pairs)])] for n in range(1, 61))]
    found, questionnaire, answers = drafted(tmp_path, paper=paper, web=web)
    assert options(questionnaire, "q1") == {
        **{code: f"選択肢{code}" for code in range(1, 5)}, **dict(enumerate(sorted(MEDIA), 101)),
    }  # fmt: skip
    assert answers.n_used == 120
    assert answers.coded["q1_1"].to_list()[:3] == [False, False, True]
    assert answers.coded["q1_101"].null_count() == 60  # nobody asked the people of the paper for it
    assert "policies: {E402: set_missing}" in found.words
    assert "一部のファイルには列のない選択肢" in found.words


def test_a_form_without_numbers_is_joined_by_the_words_that_another_form_has_with_its_numbers(tmp_path: Path) -> None:
    words = ["満足度", "お住まいの地区"]
    labels = [[SCALE[n % 5], ["本町", "港町"][n % 2]] for n in range(60)]
    paper = [["No", "Q1", "Q2"], *([n + 1, n % 5 + 1, n % 2 + 1] for n in range(60))]
    web = [["タイムスタンプ", "問1　満足度", "問2　お住まいの地区"], *(["2024/7/9", *row] for row in labels)]
    counter = [["完了時刻", *words], *(["2024/7/10", *row] for row in labels)]
    _, questionnaire, answers = drafted(tmp_path, paper=paper, web=web, counter=counter)
    assert [question.id for question in questionnaire.questions] == ["q1", "q2"]
    assert answers.coded["q1"].drop_nulls().len() == 180


def test_many_matched_questions_are_one_decision_that_names_each_with_its_counts(tmp_path: Path) -> None:
    shares = {"Q1": (4, 2), "Q2": (4, 2), "Q3": (2, 3), "Q4": (2, 3)}  # of three codes: the first, the last
    codes = [[n + 1, *(1 if n % 9 < low else 3 if n % 9 < low + high else 2 for low, high in shares.values())]
             for n in range(90)]  # fmt: skip
    labels = ["満足", "どちらともいえない", "不満"]
    web = [["x", *("満足" if n % 9 < 4 else "不満" if n % 9 < 6 else labels[1] for _ in shares)] for n in range(90)]
    heads = [f"問{place}．{words}" for place, words in enumerate(("駅", "道", "水", "空"), 1)]
    found, _, _ = drafted(tmp_path, paper=[["No", *shares], *codes], web=[["メモ", *heads], *web])
    asked = {one.ids: one.words for one in found.asked if "段階の順" in one.words}
    assert list(asked) == [("q1", "q2"), ("q3", "q4")]
    assert "2 問の番号と言葉を" in asked["q1", "q2"]
    assert "Q1: 0（" in asked["q1", "q2"]
    assert "逆の順でも同じくらい合います" in asked["q3", "q4"]
