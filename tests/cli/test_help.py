"""Every command has help in both languages, and the reference lists every command; help costs nothing."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from conftest import ROOT
from kumin.cli import COMMANDS, SUMMARIES, cli

HEAVY = ("polars", "pydantic", "pandera", "scipy", "numpy", "tabulate")


def is_japanese(words: str) -> bool:
    return any("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in words)


def is_english(words: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in words)


def command_of(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained_in_both_languages(name: str) -> None:
    japanese, _, english = SUMMARIES[name].partition(" / ")
    assert is_japanese(japanese), "its line in `kumin --help`"
    assert is_english(english), "its line in `kumin --help`"
    paragraphs = (command_of(name).help or "").split("\n\n")
    assert any(is_japanese(paragraph) for paragraph in paragraphs), "its own help"
    assert any(not is_japanese(paragraph) and is_english(paragraph) for paragraph in paragraphs), "its own help"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_both_languages(name: str) -> None:
    for option in command_of(name).params:
        if isinstance(option, click.Option):
            japanese, slash, english = (option.help or "").partition(" / ")
            assert slash, f"{option.opts[0]}: {option.help!r} is not 「日本語 / English」"
            assert is_japanese(japanese), option.opts[0]
            assert is_english(english), option.opts[0]


def test_the_reference_lists_every_command_and_no_other() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    listed = [line.removeprefix("## kumin ") for line in page.splitlines() if line.startswith("## kumin ")]
    assert listed == list(COMMANDS) == list(SUMMARIES)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from kumin.cli import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
