"""The Tab key offers commands, options, questions of the plan on the line, and codes of findings, in four shells."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence

import pytest

from conftest import ROOT
from kumin.cli import COMMANDS, cli
from kumin.cli.completion import SHELLS, PowerShellComplete
from kumin.definitions import RULES

Run = Callable[..., subprocess.CompletedProcess[str]]
PLAN = str(ROOT / "schemas" / "tsurumi" / "r05")


def offered(before: Sequence[str], typed: str) -> list[str]:
    complete = PowerShellComplete(cli, {}, "kumin", "_KUMIN_COMPLETE")
    return [item.value for item in complete.get_completions(list(before), typed)]


def test_commands_and_options() -> None:
    assert offered([], "c") == [name for name in COMMANDS if name.startswith("c")]
    assert offered(["run"], "--det") == ["--detail"]
    assert offered(["tabulate", PLAN, "--format"], "m") == ["markdown"]


def test_codes_of_findings() -> None:
    assert offered(["explain"], "e1") == [code for code in RULES if code.startswith("E1")]


def test_questions_and_surveys_of_the_plan_on_the_line() -> None:
    assert "sex" in offered(["tabulate", PLAN, "--question"], "")
    assert offered(["tabulate", PLAN, "--question"], "sex,ag") == ["sex,age"]
    assert "residents" in offered(["tabulate", PLAN, "--survey"], "")


@pytest.mark.parametrize("plan", ["missing", str(ROOT)])
def test_a_plan_that_cannot_be_read_offers_nothing(plan: str) -> None:
    assert offered(["tabulate", plan, "--question"], "") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_own_words(kumin: Run, shell: str) -> None:
    done = kumin("completion", shell)
    assert done.returncode == 0
    assert f"{shell}_complete" in done.stdout


def test_powershell_asks_by_lines(kumin_process: Run) -> None:
    asked = {
        "_KUMIN_COMPLETE": "powershell_complete",
        "KUMIN_COMPLETE_WORDS": "kumin\nrun\n--det",
        "KUMIN_COMPLETE_WORD": "--det",
    }
    done = kumin_process(env=asked)
    assert done.stdout.startswith("plain\t--detail\t")
