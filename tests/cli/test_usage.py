"""Wrong usage is one line that says what is wrong and where help is."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kumin.cli import _ended

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run"], "「PLAN」を指定"),
        (["audit"], "「FOLDER」を指定"),
        (["run", "plan", "--answer", "x"], "もしかして「--answers」ですか"),
        (["run", "plan", "--answers", "x", "--level", "2"], "「--level」の値"),
        (["run", "plan", "--answers", "x", "--year", "5"], "「--year」の値"),
        (["run", "plan", "--answers", "x", "--lang", "fr"], "「--lang」の値"),
        (["run", "plan", "--answers", "x", "--lang", "fr"], "使える値: ja, en"),
        (["run", "plan", "--answers", "x", "--level", "2"], "0.5～0.999 の数"),
        (["check", "q", "a", "--limit", "x"], "0 以上の数"),
        (["error-table", "--deff", "x"], "0 より大きい数"),
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
