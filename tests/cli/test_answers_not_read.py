"""A file of a folder of answers that no survey's name fits is never left out without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

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
