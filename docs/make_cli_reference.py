"""Print the reference of the commands, made from their own help: python docs/make_cli_reference.py > docs/cli.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from kumin.cli import SUMMARIES, cli


def pages() -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# コマンド一覧 / Commands"
    yield ""
    yield "この頁は各コマンドの `--help` から作られています。 This page is made from each command's own help."
    yield ""
    yield "終了コード / exit codes:"
    yield ""
    yield "- 0 完了 / done"
    yield "- 1 `--strict` を付けて、エラーがあった / errors under `--strict`"
    yield "- 2 入力・定義・使い方の誤り / unusable input, definitions or usage"
    yield "- 3 kumin の不具合 / a fault of kumin itself"
    context = click.Context(cli, info_name="kumin", **cli.context_settings)
    for name, summary in SUMMARIES.items():
        command = cli.get_command(context, name)
        assert command is not None
        sub = click.Context(command, info_name=name, parent=context, terminal_width=100, max_content_width=100)
        yield ""
        yield f"## kumin {name}"
        yield ""
        yield summary
        yield ""
        yield "```text"
        yield command.get_help(sub)
        yield "```"


def main() -> None:
    """Write UTF-8 whatever the console."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # stdout is a text stream here
    print("\n".join(pages()))


if __name__ == "__main__":
    main()
