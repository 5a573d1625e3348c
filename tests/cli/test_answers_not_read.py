"""A file of a folder of answers that no survey's name fits is never left out without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kumin import UsageError, load_plan
from kumin.authoring.start import answer_paths
from kumin.estimates import answer_files

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "読んでいないファイルが 1 件あります"), ("en", "1 file was not read")]
)
def test_it_is_counted_and_named(kumin: Run, mini: Path, lang: str, words: str) -> None:
    rows = (mini / "answers" / "residents.csv").read_text(encoding="utf-8")
    (mini / "answers" / "web.csv").write_text(rows, encoding="utf-8")
    (mini / "answers" / "~$web.xlsx").write_text("", encoding="utf-8")
    for given in ((), ("--answers", mini / "answers")):
        done = kumin("run", mini, *given, "--lang", lang)
        assert done.returncode == 0, done.stderr
        (line,) = (line for line in done.stderr.splitlines() if words in line)
        assert "web.csv" in line
        assert "residents.csv" not in line


def test_nothing_is_said_where_all_are_read(kumin: Run, mini: Path) -> None:
    rows = (mini / "answers" / "residents.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (mini / "answers" / "residents_web.csv").write_text(
        "".join([rows[0], *rows[-2:]]).replace("05", "9"), encoding="utf-8"
    )
    done = kumin("run", mini, "--answers", mini / "answers")
    assert "読んでいない" not in done.stderr
    named = kumin("run", mini, "--answers", f"residents={mini / 'answers' / 'residents.csv'}")
    assert "読んでいない" not in named.stderr


def test_a_folder_without_answers_says_so_and_what_may_stand_in_it(mini: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "読んでください.pdf").write_bytes(b"%PDF")
    for find in (lambda: answer_files(load_plan(mini), tmp_path / "empty"), lambda: answer_paths([tmp_path / "empty"])):
        with pytest.raises(UsageError) as caught:
            find()
        assert caught.value.code == "answers_folder_empty"
        assert "回答ファイルがありません" in caught.value.message("ja")
        assert ".csv" in caught.value.message("en")
        assert ".xlsx" in caught.value.message("en")


def test_a_folder_of_several_surveys_says_how_files_are_named(mini: Path) -> None:
    plan = mini / "plan.yaml"
    words = plan.read_text(encoding="utf-8")
    second = "surveys:\n  users: {title: 利用者, questionnaire: residents.yaml, of: 利用者}\n"
    plan.write_text(words.replace("surveys:\n", second, 1), encoding="utf-8")
    (mini / "answers" / "residents.csv").rename(mini / "answers" / "紙.csv")
    with pytest.raises(UsageError) as caught:
        answer_files(load_plan(mini), mini / "answers")
    assert caught.value.code == "answers_folder_of_none"
    assert "users.csv" in caught.value.message("ja")
