"""The ``kumin`` command: each subcommand a thin caller of the library, loaded only when it runs."""

from __future__ import annotations

from importlib import import_module

import click

from kumin.errors import KuminError

COMMANDS = {
    "run": ("kumin.cli.run", "run"),
    "check": ("kumin.cli.check", "check"),
    "explain": ("kumin.cli.explain", "explain"),
    "new": ("kumin.cli.new", "new"),
    "judge": ("kumin.cli.judge", "judge"),
    "compare": ("kumin.cli.compare", "compare"),
    "trend": ("kumin.cli.trend", "trend"),
    "tabulate": ("kumin.cli.tables", "tabulate"),
    "crosstab": ("kumin.cli.tables", "crosstab"),
    "audit": ("kumin.cli.audit", "audit"),
    "demo": ("kumin.cli.demo", "demo"),
    "schema": ("kumin.cli.schema", "schema"),
    "error-table": ("kumin.cli.planning", "error_table"),
    "sample-size": ("kumin.cli.planning", "sample_size"),
}
"""Name → module and function."""

SUMMARIES = {
    "run": "回答から割合と達成状況を求める / from answers to judgements",
    "check": "回答ファイルを調べ、直すところを示す / find what is wrong with answer files",
    "explain": "検査の意味と直し方 / what a finding means and what to do",
    "new": "調査票の下書き、次年度の準備 / draft a questionnaire, prepare the next year",
    "judge": "運営方針に書かれた値を判定する / judge percentages stated in a plan",
    "compare": "2つの年度を比べる / compare two years",
    "trend": "年度ごとの推移 / several years side by side",
    "tabulate": "単純集計 / tabulate every question",
    "crosstab": "クロス集計 / tabulate questions by groups",
    "audit": "隠した人数を逆算できないか調べる / try to work out what is hidden",
    "demo": "見本の回答で試す / run the sample",
    "schema": "定義ファイルの JSON Schema を書き出す / write JSON Schemas",
    "error-table": "標本誤差早見表 / sampling-error table",
    "sample-size": "必要な標本の大きさ / needed sample size",
}


class LazyGroup(click.Group):
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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from their summaries, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from kumin.cli.streams import say

        say(f"kumin {version('kumin')}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="版 / show version")
def cli() -> None:
    """区民アンケートの回答から、アウトカム指標の割合・信頼区間・達成状況(A/B)を求めます。

    From raw survey answers to a ward's A/B table, with intervals.
    """


def main() -> None:
    """Run the command; what stops it becomes one line on stderr.

    Exit codes: 0 done, 1 ``--strict`` and errors (or stopped by hand), 2 input, definitions or usage that cannot be
    used, 3 a fault of kumin itself, whose traceback is shown with ``KUMIN_DEBUG=1``.
    """
    import sys

    from kumin.cli.streams import flush_streams, say

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


def _ended(_number: int, _frame: object) -> None:
    raise SystemExit(1)


def _run(arguments: list[str]) -> int:
    """Run the command and return the exit code; a fault is raised with ``KUMIN_DEBUG=1``."""
    import os

    from kumin.cli.streams import prepare_streams, say

    try:
        prepare_streams()
        return int(cli.main(arguments, prog_name="kumin", standalone_mode=False, windows_expand_args=False) or 0)
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 1
    except (click.Abort, BrokenPipeError):
        return 1
    except Exception as error:
        words, code = _worded(error, arguments)
        if code == 3 and os.environ.get("KUMIN_DEBUG"):
            raise
        say(words, err=True)
        return code


def _worded(error: Exception, arguments: list[str]) -> tuple[str, int]:
    """Word what stopped the command, and give its exit code."""
    from kumin.cli.usage import error_lines, fault_line, language_of, usage_line

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message(), 2
    if isinstance(error, click.ClickException):
        return usage_line(error, arguments), 2
    if isinstance(error, MemoryError):
        error = KuminError("memory_full")
    if isinstance(error, OSError):
        error = KuminError("system_refuses", path=error.filename, reason=error.strerror or type(error).__name__)
    if isinstance(error, KuminError):
        return error_lines(error, language_of(arguments)), 2
    return fault_line(error, arguments), 3
