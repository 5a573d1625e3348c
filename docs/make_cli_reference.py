"""Print the reference of the commands, made from their own help: python docs/make_cli_reference.py > docs/cli.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from kumin.cli import COMMANDS, cli
from kumin.cli.terminal.formatter import Context
from kumin.cli.terminal.help import line_of
from kumin.messages import LANGUAGES, text


def pages() -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# コマンド一覧 / Commands"
    yield ""
    yield "この頁は各コマンドの `--help` から作られています。 This page is made from each command's own help."
    yield ""
    yield "終了コード / exit codes:"
    yield ""
    yield "- 0 完了 / done"
    yield "- 1 終わったが、見るものがある: `--strict` でのエラー、実行できない運営方針（batch）、公表を止めたファイル、"
    yield "  監査の指摘 / done, but look: errors under `--strict`, plans that cannot be run (batch), files withheld, an"
    yield "  audit's findings"
    yield "- 2 入力・定義・使い方の誤り / unusable input, definitions or usage"
    yield "- 3 kumin の不具合 / a fault of kumin itself"
    for lang in LANGUAGES:
        context = Context(cli, info_name="kumin", obj=lang, **cli.context_settings)
        for name in COMMANDS:
            command = cli.get_command(context, name)
            assert command is not None
            sub = Context(command, info_name=name, parent=context, terminal_width=78, max_content_width=80)
            yield ""
            yield f"## kumin {name}" if lang == "ja" else f"## kumin {name} (English)"
            yield ""
            yield text(line_of(name), lang)
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
