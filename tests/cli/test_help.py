"""Every command has help in both languages that fits a terminal; the reference lists every one; help costs nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import get_args

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from conftest import ROOT
from kumin.cli import COMMANDS, SECTIONS, cli
from kumin.cli.terminal.formatter import columns, wrap
from kumin.cli.terminal.help import line_of, message_of
from kumin.definitions.survey import Sampling
from kumin.messages import LANGUAGES, catalogue

HEAVY = (
    "polars",
    "pydantic",
    "pandera",
    "scipy",
    "numpy",
    "tabulate",
    "kumin.responses",
    "kumin.words",
    "kumin.numbers",
)
EVERY = ["", *COMMANDS]


def help_of(name: str, lang: str) -> str:
    done = CliRunner().invoke(cli, ["--lang", lang, *([name] if name else []), "--help"], terminal_width=80)
    assert done.exit_code == 0, done.output
    return done.output


def command_of(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name) if name else cli
    assert found is not None
    return found


@pytest.mark.parametrize("name", EVERY)
def test_every_command_and_option_is_explained_in_both_languages(name: str) -> None:
    command = command_of(name)
    codes = {message_of(command), *(line_of(name) for _ in range(bool(name)))}
    codes |= {message_of(command, option) for option in command.params if isinstance(option, click.Option)}
    assert codes <= catalogue().keys()


def test_the_report_offers_every_way_of_sampling() -> None:
    (offered,) = (one.type for one in command_of("report").params if one.name == "sampling")
    assert isinstance(offered, click.Choice)
    assert tuple(offered.choices) == get_args(Sampling)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_fits_eighty_columns(name: str, lang: str) -> None:
    # a line may be longer only where one word that must not be broken is: a name of an option, an address
    long = [line for line in help_of(name, lang).splitlines() if wcswidth(line) > 80]
    assert not long


@pytest.mark.parametrize("name", EVERY)
def test_help_is_in_one_language(name: str) -> None:
    assert not re.search("[\u3040-\u30ff]", help_of(name, "en"))
    japanese = help_of(name, "ja")
    for word in ("Usage", "Options", "Commands", "default", "required", "Show this", "RANGE", "INTEGER"):
        assert word not in japanese


def test_the_commands_of_a_years_work_come_first() -> None:
    listed = re.findall(r"^  ([a-z][a-z-]+)  ", help_of("", "ja"), re.MULTILINE)
    assert listed == list(COMMANDS)
    assert listed[: len(SECTIONS["year"])] == list(SECTIONS["year"])
    assert next(iter(SECTIONS)) == "year"


def test_no_explanation_is_of_an_option_that_is_gone() -> None:
    commands = [command_of(name) for name in EVERY]
    used = {message_of(one, option) for one in commands for option in one.params if isinstance(option, click.Option)}
    used |= {message_of(one) for one in commands} | {line_of(name) for name in COMMANDS} | {"help_any_help"}
    frame = ("usage", "options", "facts", "default", "required", "multiple", "kind", "section", "answer")  # fmt: skip
    explained = {code for code in catalogue() if code.startswith("help_")}
    assert not {code for code in explained - used if not code.removeprefix("help_").startswith(frame)}


def test_the_reference_lists_every_command_and_no_other() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    listed = [line.removeprefix("## kumin ") for line in page.splitlines() if line.startswith("## kumin ")]
    assert listed == [*COMMANDS, *(f"{name} (English)" for name in COMMANDS)]


@given(st.text(st.sampled_from("区民の、。「」（）ab -/"), max_size=80), st.integers(10, 40))
def test_broken_lines_hold_every_word_and_fit(words: str, width: int) -> None:
    lines = wrap(words, width)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    for line in lines:
        # what must not be broken may be longer than a line
        assert columns(line) <= width or " " not in line.strip()
        assert columns(line) == wcswidth(line)


def test_a_line_begins_with_no_closing_sign() -> None:
    assert wrap("ああああ、いいいい。「うう」", 10) == ["ああああ、", "いいいい。", "「うう」"]


def test_a_width_is_that_of_the_library_for_characters() -> None:
    """Where widths are counted without it, and beside its borders."""
    borders = "\u0020\u007e\u3000\u3029\u3030\u303e\u3041\u3096\u30a0\u30ff\u4e00\u9fff\uff01\uff60"
    near = {ord(one) + step for one in borders for step in (-1, 0, 1)} | set(map(ord, "▲▽±"))
    near |= {*range(0x20, 0x7F), *range(0x3000, 0x3100)}
    for point in near - {0x1F, 0x7F}:
        assert columns(f"a{chr(point)}") == max(wcswidth(f"a{chr(point)}"), 0), hex(point)


def test_the_help_names_every_kind_of_answer_file() -> None:
    from kumin.cli.terminal import common
    from kumin.responses.formats import in_order
    from kumin.responses.readers import answer_suffixes

    assert answer_suffixes(packed=False) == common.SUFFIXES
    packed = set(answer_suffixes()) - set(common.SUFFIXES)
    assert all(suffix.endswith(common.PACKED) for suffix in packed)
    assert all(any(suffix.endswith(one) for suffix in packed) for one in common.PACKED)
    assert tuple(one.name for one in in_order()) == common.FORMATS
    for line in (" ".join((*common.SUFFIXES, *common.PACKED)), ", ".join(common.FORMATS)):
        assert line in " ".join(help_of("run", "ja").split())


def test_help_loads_no_library_but_click() -> None:
    """The help of every command, in one process of its own; and of the messages only those of the help."""
    code = (
        "import sys\nfrom kumin.cli import COMMANDS, cli\n"
        "for name in ['', *COMMANDS]:\n"
        "    try: cli(['--lang', 'en', *([name] if name else []), '--help'])\n"
        "    except SystemExit: pass\n"
        "own = [name for name in sys.modules if name.startswith('kumin.messages.')]\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], sorted(own))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    rooms = ["kumin.messages.basics", "kumin.messages.commands", "kumin.messages.help"]
    assert done.stdout.strip().splitlines()[-1] == f"[] {rooms}"
