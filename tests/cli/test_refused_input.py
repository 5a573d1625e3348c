"""What is refused is told in Japanese, with its place and what to write; and in English alike."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MINI_PLAN

Run = Callable[..., subprocess.CompletedProcess[str]]
ENGLISH = re.compile(r"\b(?:mapping|list|integer|boolean|answered or all|expected|found|string|error|token)\b", re.I)


def refused(kumin: Run, *args: object) -> str:
    """Return what is said; the same in English has no Japanese but names of files and keys."""
    done = kumin(*args)
    assert done.returncode == 2, done.stdout
    assert not done.stdout
    assert "Traceback" not in done.stderr
    assert not ENGLISH.search(done.stderr)
    english = kumin("--lang", "en", *args)
    assert english.returncode == 2
    return done.stderr


PLANS = {
    "population: 1000, invited: 100}": {
        "invited: たくさん}": ("plan.yaml:6", "例: invited: 3"),
        "population: 1000, invited: 1,500}": ("plan.yaml:6", "桁区切りのコンマ", "invited: 1500"),
        "sampling: lottery}": ("random, census", "「sampling」"),
    },
    "positive: [1, 2]\n        target: {at_least: 60, by: 2027}\n        history": {
        "positive: いち\n        target: {at_least: 60}\n        history": ("plan.yaml:15", "使える選択肢: 1 そう思う"),
        "positive: [1, 2]\n        base: everyone\n        target: {at_least: 60}\n        history": ("無回答を除く",),
        "positive: [1]\n        base: {excluding: [1]}\n        target: {at_least: 60}\n        history": (
            "「positive」と「base.excluding」",
        ),
        "positive: [1, 2]\n        target: [60]\n        history": ("plan.yaml:16", "例: 「target: {at_least: 60"),
    },
    "history: {2022: 50.0}": {
        "history: 50.0": ("plan.yaml:17", "例: 「history: {2022: 50}」"),
        "history: {2030: 50.0}": ("「history」の 2030 年度", "「result」"),
        "history: {2022: 50.0": ("plan.yaml:", "かっこ"),
    },
}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(before, after, said) for before, cases in PLANS.items() for after, said in cases.items()],
)
def test_a_plan_is_refused_with_place_and_example(
    kumin: Run, mini: Path, before: str, after: str, said: tuple[str, ...]
) -> None:
    assert before in MINI_PLAN
    (mini / "plan.yaml").write_text(MINI_PLAN.replace(before, after, 1), encoding="utf-8")
    words = refused(kumin, "run", mini, "--answers", mini / "answers")
    assert all(part in words for part in said), words


@pytest.mark.parametrize(
    "broken", ["title: a: b\n", 'title: "a\n', "a: [1, 2\n", "a: 1\n  b: 2\n", "a: *x\n", "\ta: 1\n"]
)
def test_broken_yaml_is_told_without_the_parsers_words(kumin: Run, mini: Path, broken: str) -> None:
    (mini / "plan.yaml").write_text(broken, encoding="utf-8")
    words = refused(kumin, "run", mini, "--answers", mini / "answers")
    assert re.search(r"plan\.yaml:\d+:\d+: YAML として読めません（[^a-z]", words), words


def test_answers_of_a_wrong_kind_or_place(kumin: Run, mini: Path) -> None:
    (mini / "answers.docx").write_bytes(b"PK\x03\x04 no workbook")
    (mini / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    (mini / "empty").mkdir()
    for value in ("answers.docx", "picture.png", "empty", "nothing.csv", "plan.yaml"):
        for command in ("run", "tabulate"):
            words = refused(kumin, command, mini, "--answers", mini / value)
            assert value.removesuffix(".csv") in words, words
    assert "調査=ファイル" in refused(kumin, "run", mini, "--answers", "residents=")
    assert "residents" in refused(kumin, "run", mini, "--answers", f"other={mini / 'answers' / 'residents.csv'}")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("run", "residents.yaml"), "residents.yaml: これは調査票です。運営方針"),
        (("new", "--from", "residents.yaml"), "これは調査票です"),
        (("check", "plan.yaml", "answers/residents.csv"), "plan.yaml: これは運営方針です。調査票"),
        (("run", ".", *2 * ("--answers", "answers/residents.csv")), "answers/residents.csv: 同じ回答ファイルが2回"),
        (("new", *2 * ("answers/residents.csv",)), "answers/residents.csv: 同じ回答ファイルが2回"),
        (("new", "answers/residents.csv", "--out", "調査票.docx"), ".xlsx、.yaml、.yml"),
        (("start", "plan.yaml"), "plan.yaml: フォルダーではなくファイルです"),
        (
            ("run", "answers/residents.csv"),
            "answers/residents.csv: これは回答などの表で、運営方針でも調査票でもありません",
        ),
        (("check", *2 * ("answers/residents.csv",)), "先に運営方針か調査票（.xlsx、.yaml）を指定し"),
        (("run", "answers"), "answers: このフォルダーに運営方針（運営方針.xlsx か plan.yaml）がありません"),
        (("judge", "."), "「今年度の公表値」（「result」）が書かれた指標がありません"),
        (("sample-size",), "指定してください）。使い方は"),
        (("start", "--ward", "港北区", "--year", "令和0"), "「--year」に「令和0」は使えません"),
        (("run", ".", "--year", "6"), "1989～2100 の年度、例: 2024、令和6"),
    ],
)
def test_one_thing_given_for_another_is_named(
    kumin: Run, mini: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(mini)
    before = sorted(mini.rglob("*"))
    words = refused(kumin, *args)
    assert said in words
    assert len(words.splitlines()) == 1
    assert sorted(mini.rglob("*")) == before


def test_a_question_of_a_kind_that_cannot_be_used_is_told_from_one_that_is_not_there(kumin: Run, mini: Path) -> None:
    for command, option in (("tabulate", "--question"), ("crosstab", "--by")):
        words = refused(kumin, command, mini, "--answers", mini / "answers", option, "問6")
        assert "設問「free」の種類（自由記述など）は、ここでは使えません" in words
        assert "もしかして" not in words
        words = refused(kumin, command, mini, "--answers", mini / "answers", option, "saef")
        assert "設問「saef」は集計に使えません。もしかして「safe」ですか" in words


@pytest.mark.parametrize("broken", [None, "id: q\n"])
def test_a_questionnaire_that_cannot_be_read_is_told_before_the_names_of_its_questions(
    kumin: Run, mini: Path, broken: str | None
) -> None:
    """Without it 「問2」 is no question, and each indicator would be told to be at fault."""
    plan = MINI_PLAN.replace("question: safe", "question: 問2").replace("question: childcare", "question: 問3")
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    (mini / "residents.yaml").unlink()
    if broken:
        (mini / "residents.yaml").write_text(broken, encoding="utf-8")
    for command in ("run", "tabulate"):
        words = refused(kumin, command, mini, "--answers", mini / "answers")
        assert "問2" not in words
        assert "residents.yaml" in words
        assert words.count("エラー: ") == 1, words


def test_no_command_is_named_for_a_year_that_is_not_written(kumin: Run, mini: Path) -> None:
    (mini / "plan.yaml").write_text(MINI_PLAN.replace("fiscal_year: 2023\n", "").split("issues:")[0], encoding="utf-8")
    words = refused(kumin, "run", mini)
    assert "次にすること" in words
    assert "None" not in words


def test_a_sheet_that_is_not_there(kumin: Run, mini: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(mini / "回答.xlsx")
    book.add_worksheet("四月").write_row(0, 0, ["整理番号", "問1"])
    book.close()
    words = refused(kumin, "check", mini / "residents.yaml", mini / "回答.xlsx", "--sheet", "五月")
    assert "シート「五月」がありません。あるシート: 四月" in words


def test_two_plans_in_a_folder(kumin: Run, mini: Path) -> None:
    assert kumin("convert", mini, "--out", mini / "made").returncode == 0
    for book in (mini / "made").glob("*.xlsx"):
        (mini / book.name).write_bytes(book.read_bytes())
    words = refused(kumin, "tabulate", mini, "--answers", mini / "answers")
    assert "運営方針が2つ以上あります" in words
    assert "plan.yaml" in words


def test_a_workbook_that_is_open_in_excel(kumin: Run, mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = mini / "answers" / "~$residents.xlsx"
    lock.write_bytes(b"\x05user" + b"\x00" * 160)
    # the lock beside the answers is no answer file
    assert kumin("run", mini, "--answers", mini / "answers").returncode == 0
    for words in (refused(kumin, "tabulate", lock), refused(kumin, "check", mini / "residents.yaml", lock)):
        assert "「residents.xlsx」を保存して閉じ" in words
    answers = mini / "answers" / "residents.csv"
    opened = Path.open

    def locked(self: Path, *args: object, **kwargs: object) -> object:
        if self == answers:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr(Path, "open", locked)
    words = refused(kumin, "tabulate", answers)
    assert "ほかのプログラムが使っています" in words
    assert "閉じ" in words


def test_many_faults_of_one_kind_are_folded_with_their_count(kumin: Run, mini: Path) -> None:
    questions = "".join(f"  - {{id: q{n}, text: 問, header: 問{n}, type: single, options: [1]}}\n" for n in range(30))
    file = mini / "many.yaml"
    file.write_text(f"id: many\ntitle: 調査\nquestions:\n{questions}", encoding="utf-8")
    lines = refused(kumin, "check", file, mini / "answers" / "residents.csv").splitlines()
    assert len(lines) == 11
    assert any("ほかに 20 件" in line and "KUMIN_SHOW_ALL=1" in line for line in lines)
    every = kumin("check", file, mini / "answers" / "residents.csv", env={"KUMIN_SHOW_ALL": "1"})
    assert len(every.stderr.splitlines()) == 30


def test_wrong_usage_in_the_language(kumin: Run, mini: Path) -> None:
    assert "余分な言葉があります: b" in refused(kumin, "run", mini, "b")
    assert "「--answers」の後に値を書いてください" in refused(kumin, "run", mini, "--answers")
    assert "too many words" in kumin("--lang", "en", "run", mini, "b").stderr


def test_keys_are_named_as_the_workbook_has_them(kumin: Run, mini: Path) -> None:
    from kumin.errors import DefinitionError

    inside = DefinitionError("history_not_past", path="運営方針.xlsx", cell="指標!J7", year=2030, fiscal_year=2023)
    assert "「history」" not in inside.message("ja")
    assert "指標!J7" in inside.message("ja")
