"""The ``kumin`` command: each subcommand a thin caller of the library, loaded only when it runs."""

from __future__ import annotations

from importlib import import_module

import click

from kumin.cli.terminal.help import Command, language_of_context, line_of
from kumin.errors import KuminError, as_kumin_error
from kumin.messages import LANGUAGES, text

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "year": {
        "start": ("kumin.cli.start", "start"),
        "check": ("kumin.cli.check", "check"),
        "run": ("kumin.cli.run", "run"),
        "compare": ("kumin.cli.compare", "compare"),
        "batch": ("kumin.cli.batch", "batch"),
    },
    "prepare": {
        "new": ("kumin.cli.new", "new"),
        "convert": ("kumin.cli.convert", "convert"),
        "schema": ("kumin.cli.schema", "schema"),
    },
    "tables": {
        "tabulate": ("kumin.cli.tables", "tabulate"),
        "crosstab": ("kumin.cli.tables", "crosstab"),
        "trend": ("kumin.cli.trend", "trend"),
        "comments": ("kumin.cli.comments", "comments"),
        "export": ("kumin.cli.export", "export"),
    },
    "publish": {
        "judge": ("kumin.cli.judge", "judge"),
        "report": ("kumin.cli.report", "report"),
        "audit": ("kumin.cli.audit", "audit"),
        "form": ("kumin.cli.form", "form"),
    },
    "plan": {
        "error-table": ("kumin.cli.planning.sizes", "error_table"),
        "sample-size": ("kumin.cli.planning.sizes", "sample_size"),
        "coverage": ("kumin.cli.planning.coverage", "coverage"),
    },
    "learn": {
        "synthetic": ("kumin.cli.synthetic", "synthetic"),
        "demo": ("kumin.cli.run", "demo"),
        "explain": ("kumin.cli.explain", "explain"),
        "completion": ("kumin.cli.completion", "completion"),
    },
}
"""What one wants to do → the commands for it: name → module and function. The heading is ``help_section_NAME``."""

COMMANDS = {name: place for section in SECTIONS.values() for name, place in section.items()}
"""Name → module and function."""

COMPLETE_VARIABLE = "_KUMIN_COMPLETE"
"""Set by a shell that asks what the Tab key may offer; click's name for it."""


class LazyGroup(Command, click.Group):
    """A group that imports a command's module when the command is called, not for its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order they are meant to be met."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def usage_end(self) -> str:
        """Return the code of the words for what follows the options."""
        return "help_usage_command"

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from their summaries by what one wants to do, importing none; then the options."""
        lang = language_of_context(ctx)
        for section, commands in SECTIONS.items():
            with formatter.section(text(f"help_section_{section}", lang)):
                formatter.write_dl([(name, text(line_of(name), lang)) for name in commands])
        super().format_options(ctx, formatter)


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from kumin.cli.terminal.streams import say

        say(f"kumin {version('kumin')}")
        ctx.exit()


def _set_language(ctx: click.Context, _param: click.Parameter, lang: str | None) -> None:
    """Let ``kumin --lang en run`` mean the same as ``kumin run --lang en``."""
    ctx.obj = lang or ctx.obj


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True, no_args_is_help=True,
)  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=_set_language)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """From raw survey answers to a ward's A/B table, with intervals."""
    if ctx.invoked_subcommand is None:  # --lang alone is no command
        raise click.exceptions.NoArgsIsHelpError(ctx)


def main() -> None:
    """Run the command; what stops it becomes one line on stderr.

    Exit codes: 0 done, 1 ``--strict`` and errors (or stopped by hand), 2 input, definitions or usage that cannot be
    used, 3 a fault of kumin itself, whose traceback is shown with ``KUMIN_DEBUG=1``.
    """
    import sys

    from kumin.cli.terminal.spared import spare
    from kumin.cli.terminal.streams import flush_streams, say

    spare()
    _end_in_order()
    code = _run(sys.argv[1:])
    try:
        flush_streams()
    except BrokenPipeError:
        code = 1
    except KuminError as error:
        words, code = _worded(error, sys.argv[1:])
        say(words, err=True)
    sys.exit(code)


def _end_in_order() -> None:
    """Take a request to end (SIGTERM, a closed window) as an exit, so that half-written files are removed."""
    import signal

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        # nohup has it ignored, and so it stays
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _ended)


_requests_to_end: list[int] = []
"""Signals that asked this process to end."""


def _ended(number: int, _frame: object) -> None:
    _requests_to_end.append(number)
    raise SystemExit(1)


def _run(arguments: list[str]) -> int:
    """Run the command and return the exit code; a fault is raised with ``KUMIN_DEBUG=1``."""
    import os

    from kumin.cli.terminal.streams import prepare_streams, say
    from kumin.cli.terminal.usage import language_of

    try:
        prepare_streams()
        if COMPLETE_VARIABLE in os.environ:
            import_module("kumin.cli.completion")  # PowerShell's way of asking is entered there
        return int(
            cli.main(
                arguments, prog_name="kumin", standalone_mode=False, windows_expand_args=False,
                obj=language_of(arguments),
            )
            or 0
        )  # fmt: skip
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 1
    except (click.Abort, KeyboardInterrupt):
        say(text("stopped_by_hand", language_of(arguments)), err=True)
        return 1
    except BrokenPipeError:
        return 1
    except BaseException as error:
        if _requests_to_end:
            return 1  # a library in whose work the request came may have raised an error of its own in its place
        if not isinstance(error, Exception):
            raise
        words, code = _worded(error, arguments)
        if code == 3 and os.environ.get("KUMIN_DEBUG"):
            raise
        say(words, err=True)
        return code


def _worded(error: Exception, arguments: list[str]) -> tuple[str, int]:
    """Word what stopped the command, and give its exit code."""
    from kumin.cli.terminal.usage import error_lines, fault_line, language_of, usage_line

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message(), 2
    if isinstance(error, click.ClickException):
        return usage_line(error, arguments), 2
    error = as_kumin_error(error)
    if isinstance(error, KuminError):
        return error_lines(error, language_of(arguments)), 2
    return fault_line(error, arguments), 3
