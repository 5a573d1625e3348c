"""``kumin completion``: what lets the Tab key complete; and what there is to be completed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say
from kumin.errors import KuminError

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan, Questionnaire

SHELLS = ("bash", "zsh", "fish", "powershell")

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:%(complete_var)s = "powershell_complete"
    $env:KUMIN_COMPLETE_WORDS = ($commandAst.CommandElements | ForEach-Object { $_.ToString() }) -join "`n"
    $env:KUMIN_COMPLETE_WORD = $wordToComplete
    %(prog_name)s | ForEach-Object {
        $type, $value, $help = $_ -split "`t", 3
        if ($type -eq "plain") {
            [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
        }
    }
    Remove-Item Env:%(complete_var)s, Env:KUMIN_COMPLETE_WORDS, Env:KUMIN_COMPLETE_WORD
}
"""


@add_completion_class
class PowerShellComplete(ShellComplete):
    """Completion in PowerShell, which click itself does not know; it completes names of files of its own accord."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the finished words after the command's name, and the word that is being typed."""
        words = os.environ.get("KUMIN_COMPLETE_WORDS", "").split("\n")[1:]
        typed = os.environ.get("KUMIN_COMPLETE_WORD", "")
        return (words[:-1] if typed and words and words[-1] == typed else words), typed

    def format_completion(self, item: CompletionItem) -> str:
        """Write one offer on a line; PowerShell refuses an empty explanation."""
        return f"{item.type}\t{item.value}\t{item.help or item.value}"


def finding_codes(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the codes of findings, each with its name."""
    from kumin.definitions.rules import RULES
    from kumin.messages import language, text

    return _offers(((code, text(f"finding_{code}", language())) for code in RULES), typed.upper())


def question_ids(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the questions of the plan or questionnaire on the line, by id, or by number where one is being typed.

    Nothing is offered where neither can be read.
    """
    from kumin.definitions.lenient.references import question_name

    before, comma, last = typed.rpartition(",")
    questions = [one for questionnaire in _questionnaires(ctx) for one in questionnaire.questions]
    texts = {one.id: f"{question_name(one)} {one.text}" for one in questions}
    if last and not last.isascii():
        numbers = {question_name(one).partition(" (")[0]: one.text for one in questions}
        texts = {name: meaning for name, meaning in numbers.items() if not name.isascii()}
    return [CompletionItem(before + comma + item.value, help=item.help) for item in _offers(texts.items(), last)]


def _questionnaires(ctx: click.Context) -> Iterable[Questionnaire]:
    """Read the questionnaires on the line: the one named, or those of the plan."""
    from kumin.definitions import load_questionnaire

    if given := ctx.params.get("questionnaire"):
        try:
            return [load_questionnaire(given)]
        except (KuminError, OSError):
            return []
    loaded = _plan(ctx)
    return loaded.questionnaires.values() if loaded else ()


def survey_ids(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the surveys of the plan on the line; nothing where it cannot be read."""
    loaded = _plan(ctx)
    return _offers(((key, survey.title) for key, survey in loaded.plan.surveys.items()), typed) if loaded else []


def _plan(ctx: click.Context) -> LoadedPlan | None:
    """Read the plan on the line, if there is one that can be read: a Tab key is no place for errors."""
    from kumin.definitions import load_plan

    # where the last word is an option that still lacks its value, click leaves all words unread
    given = ctx.params.get("plan") or next(iter(ctx.params.get("files") or ()), None)
    path = given or next((word for word in ctx.args if not word.startswith("-")), None)
    try:
        return load_plan(path) if path else None
    except (KuminError, OSError):
        return None


def _offers(pairs: Iterable[tuple[str, str]], typed: str) -> list[CompletionItem]:
    return [CompletionItem(value, help=meaning) for value, meaning in pairs if value.startswith(typed)]


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what lets the Tab key complete in a shell."""
    from kumin.cli import COMPLETE_VARIABLE, cli

    found = get_completion_class(shell)
    assert found is not None
    say(found(cli, {}, "kumin", COMPLETE_VARIABLE).source())
