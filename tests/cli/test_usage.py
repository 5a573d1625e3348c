"""Wrong usage is one line that says what is wrong and where help is."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from kumin.cli import _ended

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run"], "「PLAN」を指定"),
        (["audit"], "「FOLDER」を指定"),
        (["run", "plan", "--answer", "x"], "もしかして「--answers」ですか"),
        (["run", "plan", "--answers", "x", "--level", "2"], "「--level」に「2」は使えません"),
        (["run", "plan", "--answers", "x", "--year=5"], "「--year」に「5」は使えません"),
        (["run", "plan", "--answers", "x", "--lang", "fr"], "「--lang」に「fr」は使えません"),
        (["run", "plan", "--answers", "x", "--lang", "fr"], "使える値: ja, en"),
        (["run", "plan", "--answers", "x", "--level", "2"], "0.5～0.999 の数"),
        (["check", "q", "a", "--limit", "x"], "0 以上の数"),
        (["error-table", "--deff", "x"], "0 より大きい数"),
        (["comments", "exprt", "x"], "「ACTION」に「exprt」は使えません（使える値: export, count）"),
        (["export", "x", "--format", "doc", "--format", "csv"], "「--format」に「doc」は使えません"),
        (["export", "x", "--out", __file__], f"「--out」に「{__file__}」は使えません（フォルダーの場所が必要です）"),
        (["tabulate", "x", "--out", "."], "「--out」に「.」は使えません（ファイルの場所が必要です）"),
        (["run", "plan", "--out"], "「--out」の後に値を書いてください。"),
        (["run", "plan", "--out", "--charts"], "「--out」の後に値を書いてください（次の「--charts」はオプションです）"),
        (["run", "plan", "--charts=yes"], "「--charts」は値を取りません。「yes」を外してください。使い方は kumin run"),
        (["frobnicate"], "コマンド「frobnicate」はありません。使い方"),
        (["--lang", "ja", "frobnicate"], "コマンド「frobnicate」はありません。使い方"),
        (["tabulat", "x.csv"], "コマンド「tabulat」はありません。もしかして「tabulate」ですか。"),
    ],
)
def test_wrong_usage(kumin: Run, arguments: list[str], told: str) -> None:
    done = kumin(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("エラー: ")
    assert told in line
    assert "--help" in line


def test_wrong_usage_in_english(kumin: Run) -> None:
    (line,) = kumin("audit", "--lang", "en").stderr.strip().splitlines()
    assert line == "Error: give FOLDER. See kumin audit --help."


def test_the_value_that_is_refused_is_repeated_in_english_too(kumin: Run) -> None:
    line = kumin("run", "plan", "--jobs", "0", "--lang", "en").stderr
    assert line == "Error: --jobs cannot be `0` (a number of 1 or more). See kumin run --help.\n"
    line = kumin("run", "plan", "--out", "--charts", "--lang", "en").stderr
    assert line == "Error: write a value after --out (what follows, --charts, is an option). See kumin run --help.\n"


@pytest.mark.parametrize(
    ("arguments", "name", "needed"),
    [
        ("run PLAN --previous-release x", "--previous-release", "--out"),
        ("run PLAN --first-release", "--first-release", "--out"),
        ("run PLAN --skip-audit", "--skip-audit", "--out"),
        ("run PLAN --charts", "--charts", "--out"),
        ("tabulate PLAN --previous-release x", "--previous-release", "--out"),
        ("crosstab PLAN --first-release", "--first-release", "--out"),
        ("sample-size --margin 3 --power 0.9", "--power", "--change"),
        ("coverage --n 30 --icc 0.2", "--icc", "--per-psu"),
        ("coverage --n 30 --comparison at_most", "--comparison", "--target"),
    ],
)
def test_an_option_that_has_no_effect_without_another_is_refused(
    kumin: Run, mini: Path, arguments: str, name: str, needed: str
) -> None:
    words = [str(mini) if word == "PLAN" else word for word in arguments.split()]
    done = kumin(*words)
    told = f"エラー: {name} は、{needed} も指定したときだけ使われます。"
    assert (done.returncode, done.stdout, done.stderr[: len(told)]) == (2, "", told)
    english = kumin(*words, "--lang", "en").stderr
    assert english == f"Error: {name} is used only together with {needed}; add {needed}, or leave {name} out.\n"


@pytest.mark.parametrize(
    ("arguments", "name", "other"),
    [
        ("check QUESTIONS CSV --sheet 五月", "--sheet", "residents.csv"),
        ("check QUESTIONS XLSX --encoding utf-8", "--encoding", "回答.xlsx"),
        ("run PLAN --answers XLSX --encoding utf-8", "--encoding", "回答.xlsx"),
        ("new CSV --sheet 五月 --out NEW", "--sheet", "residents.csv"),
        ("new CSV --year 2025 --out NEW", "--year", "CSV"),
        ("new --from PLAN --yaml --out OUT", "--yaml", "--from"),
        ("new --from PLAN --header-row 2 --out OUT", "--header-row", "--from"),
        ("comments count XLSX --survey a --out NEW", "--survey", "count"),
        ("report PLAN --sampling census --out OUT", "--sampling", "PLAN"),
        ("start PLAN --population CSV", "--population", "PLAN"),
    ],
)
def test_an_option_that_has_no_effect_beside_something_is_refused(
    kumin: Run, mini: Path, arguments: str, name: str, other: str
) -> None:
    book, csv = mini / "回答.xlsx", mini / "answers" / "residents.csv"
    pl.read_csv(csv, infer_schema=False).write_excel(book)
    named = {
        "PLAN": mini,
        "CSV": csv,
        "XLSX": book,
        "QUESTIONS": mini / "residents.yaml",
        "NEW": mini / "新.xlsx",
        "OUT": mini / "新",
    }
    words = [str(named.get(word, word)) for word in arguments.split()]
    before = sorted(mini.rglob("*"))
    done = kumin(*words)
    told = f"エラー: 「{named.get(other, other)}」では {name} は使われません。"
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1][: len(told)]) == (2, "", told), done.stderr
    assert f"Error: {name} is not used with {named.get(other, other)}; " in kumin(*words, "--lang", "en").stderr
    assert sorted(mini.rglob("*")) == before


def test_a_sheet_and_an_encoding_may_each_be_of_some_of_the_files(kumin: Run, mini: Path) -> None:
    book, csv = mini / "回答.xlsx", mini / "answers" / "residents.csv"
    pl.read_csv(csv, infer_schema=False).head(5).write_excel(book, worksheet="五月")
    done = kumin("check", mini / "residents.yaml", csv, book, "--sheet", "五月", "--encoding", "utf-8")
    assert done.returncode == 0, done.stderr


def test_no_command_shows_the_commands(kumin: Run) -> None:
    done = kumin()
    assert "run" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    english = kumin("--lang", "en")
    assert (english.returncode, english.stderr) == (done.returncode, kumin("--lang=en").stderr)
    assert "A year's work" in english.stdout + english.stderr


def test_a_file_for_the_results_is_refused_before_anything_is_computed(
    kumin: Run, mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kumin.pipeline.run", None)
    done = kumin("run", mini, "--answers", mini / "answers", "--out", mini / "plan.yaml")
    assert (done.returncode, "plan.yaml" in done.stderr) == (2, True)


def test_an_argument_that_may_be_repeated_is_named_without_its_dots(kumin: Run) -> None:
    assert kumin("tabulate", "--lang", "en").stderr == "Error: give FILES. See kumin tabulate --help.\n"


def test_a_fault_of_kumin_itself_is_one_line_without_data(mini: Path) -> None:
    code = (
        "import sys, kumin.pipeline\n"
        "def broken(*a, **k): raise RuntimeError('secret of a resident')\n"
        "kumin.pipeline.run = broken\n"
        "from kumin.cli import main\n"
        f"sys.argv = ['kumin', 'run', {str(mini)!r}, '--answers', {str(mini / 'answers')!r}]\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "RuntimeError" in done.stderr
    assert "secret" not in done.stderr


def test_the_language_may_stand_before_the_command(kumin: Run) -> None:
    assert kumin("--lang", "en", "explain", "E101").stdout == kumin("explain", "E101", "--lang", "en").stdout
    assert kumin("--lang=en", "run").stderr == "Error: give PLAN. See kumin run --help.\n"
    assert kumin("--lang", "en", "explain", "E101", "--lang", "ja").stdout == kumin("explain", "E101").stdout


def test_what_is_stopped_by_hand_says_so(kumin: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_given: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kumin.words.rules.explain", stopped)
    done = kumin("explain", "E101")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", "中止しました。")
    assert kumin("explain", "E101", "--lang", "en").stderr.strip() == "Stopped."


def test_a_request_to_end_is_no_fault_whatever_a_library_makes_of_it(
    kumin: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked_within_a_library(*_given: object, **_options: object) -> None:
        with contextlib.suppress(SystemExit):
            _ended(15, None)
        raise ValueError

    monkeypatch.setattr("kumin.cli._requests_to_end", [])
    monkeypatch.setattr("kumin.words.rules.explain", asked_within_a_library)
    done = kumin("explain", "E101")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
