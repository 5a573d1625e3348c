"""Whatever stands in a file, a terminal is shown it and never told to do anything."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import MINI_ANSWERS, MINI_QUESTIONNAIRE, command
from kumin.cli.terminal.streams import prepare_streams, say
from kumin.errors import UsageError
from kumin.escapes import escaped, on_one_line
from kumin.writers.csv import safe_text
from source import sources, tree

Run = Callable[..., subprocess.CompletedProcess[str]]
HOSTILE = "\x1b[2J\x1b]0;PWN\x07\x9b31m\x00\r\x08\x7f\u202e\u2066\u200f\u2028\x85"
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


ACTS = "\x1b\x07\x9b\x00\r\x08\x7f\x85\x1f\u202e\u2066\u2069\u200f\u2028\u061c\ufeff\U000e0041\udc80"


@pytest.mark.parametrize("sign", ACTS)
def test_every_sign_that_acts_is_shown_as_its_code(sign: str) -> None:
    code = next(f"\\{kind}{ord(sign):0{n}x}" for kind, n in (("x", 2), ("u", 4), ("U", 8)) if ord(sign) < 16**n)
    assert escaped(f"区民{sign}会") == on_one_line(f"区民{sign}会") == f"区民{code}会"


def test_japanese_is_left_as_it_is() -> None:
    words = "葛\U000e0100城市　髙橋 ﾔﾏﾀﾞ が゙ ①〜—“引用” 👨‍👩‍👧 é\n\t区"
    assert escaped(words) == words
    assert on_one_line("一\n二\t三") == "一\\x0a二\\x09三"


def test_a_line_end_in_a_value_makes_no_line_of_a_message() -> None:
    (line,) = (
        UsageError("survey_not_in_plan", survey="a\nエラー: b", nearest="x\x1b", known="").message("ja").split("\n")
    )
    assert "\\x0aエラー" in line
    assert "\x1b" not in line


def test_nothing_but_the_gate_writes_to_the_streams() -> None:
    writers = re.compile(
        r"sys\.(__)?std(out|err)(__)?(\.buffer)?\.write(lines)?|click\.(s?echo|echo_via_pager)|print|os\.write"
    )
    calls = [
        path.name
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and writers.fullmatch(ast.unparse(node.func))
    ]
    assert set(calls) == {"streams.py"}


def in_yaml(words: str) -> str:
    """Words as a quoted YAML text holds them."""
    return "".join(f"\\u{ord(sign):04x}" if sign in HOSTILE and sign not in "[]0;PWNJm23 1" else sign for sign in words)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.sampled_from(HOSTILE + "区a1,;-=＝"), min_size=1, max_size=12))
def test_no_command_sends_a_files_signs(mini: Path, words: str) -> None:
    hostile = words.replace('"', "").replace("\r", "") + "\x1b]0;x\x07"
    cell = '"' + hostile.replace("\x00", "") + '"'
    quoted = in_yaml(hostile)
    definition = MINI_QUESTIONNAIRE.replace("{1: そう思う,", f'{{1: "{quoted}",', 1)
    definition = definition.replace("text: 安全か", f'text: "{quoted}"')
    (mini / "residents.yaml").write_text(definition, encoding="utf-8")
    answers = MINI_ANSWERS.replace("問6", cell, 1).replace("001,2023/7/2,2", f"001,{cell},{cell}")
    (mini / "answers" / "residents.csv").write_text(answers, encoding="utf-8")
    (mini / "draft.yaml").unlink(missing_ok=True)
    done = [
        command("check", mini / "residents.yaml", mini / "answers" / "residents.csv", "--show-values"),
        command("run", mini, "--answers", mini / "answers", "--detail"),
        command("tabulate", mini, "--answers", mini / "answers"),
        command("tabulate", mini, "--answers", mini / "answers", "--format", "csv"),
        command("new", mini / "answers" / "residents.csv", "--out", mini / "draft.yaml"),
        command("check", mini / hostile.replace("\x00", "").replace("/", ""), mini / "x.csv"),
        command("run", mini, "--answers", hostile.replace("\x00", "")),
        command(hostile),
        command("check", f"--{hostile}"),
        command("explain", hostile),
    ]
    for one in done:
        assert not ACTING.search(one.stdout + one.stderr), one.args
        assert one.returncode in {0, 1, 2}, (one.args, one.stderr)


def test_colours_of_a_file_are_no_colours_of_kumin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kumin.cli.terminal import streams

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    streams.say(streams.paint("\x1b[31m赤", "green"))
    assert capsys.readouterr().out == "\x1b[32m\x1b[1m\\x1b[31m赤\x1b[0m\n"


def test_who_wants_no_colours_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from kumin.cli.terminal import streams

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "")
    assert streams.paint("赤", "red") != "赤"
    monkeypatch.setenv("NO_COLOR", "1")
    assert streams.paint("赤", "red") == "赤"


@pytest.mark.parametrize("text", ["=1", "＝1", "＋A1", "－A1", "＠x", "\t=1", "\r=1", "\n=1", "　＝1", "-A1", "@x"])
def test_no_text_of_a_csv_runs_as_a_formula(text: str) -> None:
    frame = safe_text(pl.DataFrame({text: [text, "-1", "+1.5", "住民=1", None]}))
    assert frame.columns == ["'" + text]
    assert frame.to_series().to_list() == ["'" + text, "-1", "+1.5", "住民=1", None]


def in_shell(line: str, folder: Path, *, timeout: int = 60) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell that limits what it can take."""
    shell = f"ulimit -v 6000000 -t 60; cd '{folder}'; {line}"
    environment = {**os.environ, "KUMIN": f"{sys.executable} -m kumin", "KUMIN_LANG": "ja", "PYTHONUTF8": "1"}
    return subprocess.run(
        ["bash", "-c", shell], capture_output=True, encoding="utf-8", env=environment, timeout=timeout, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a POSIX shell")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("$KUMIN explain E101 >&-", 2, "結果を表示できません"),
        ("$KUMIN explain E101 2>&-", 0, ""),
        ("$KUMIN explain E101 >&- 2>&-", 2, ""),
        ("$KUMIN run . --answers answers <&- >&- --out res; test -e res && echo there", 1, "結果を表示できません"),
        ("$KUMIN explain nothing 2>&-", 2, ""),
        ("mkdir gone; cd gone; rmdir ../gone; $KUMIN explain E101", 2, "いまいるフォルダーがなくなっています"),
        ("$KUMIN explain > /dev/full", 2, "結果を表示できません"),
        ("$KUMIN explain nothing 2> /dev/full", 2, ""),
        ("$KUMIN explain | true; exit ${PIPESTATUS[0]}", 1, ""),
    ],
)
def test_streams_and_folders_that_are_gone(line: str, code: int, told: str, mini: Path) -> None:
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("no full device here")
    done = in_shell(line, mini)
    if "| true" in line:
        assert done.returncode in {0, code}  # the words may be out before the reader is gone
    else:
        assert done.returncode == code
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == bool(told)
    assert "Traceback" not in done.stderr
    assert not (mini / "res").exists()


@pytest.mark.parametrize(
    ("coding", "shown"), [("cp932", "59.4-65.0、>=60%、x^2、√、?"), ("utf-8", "59.4–65.0、≥60%、x²、√、한")]
)
def test_signs_that_a_code_page_lacks_have_the_nearest_in_their_place(
    coding: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=coding, write_through=True) for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    prepare_streams()
    for stream, is_error in ((out, False), (err, True)):
        say("59.4–65.0、≥60%、x²、√、한", err=is_error)
        assert stream.buffer.getvalue().decode(coding).rstrip() == shown  # type: ignore[attr-defined]
