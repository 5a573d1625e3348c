"""Commands whose help stands among the messages, and is shown in the language asked for.

What a command is for is the message ``help_NAME``, its line in the list of commands ``help_NAME_line``, an option's
meaning ``help_NAME_OPTION``, or ``help_any_OPTION`` where it means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import click

from kumin.cli.terminal.formatter import Context
from kumin.messages import LANGUAGES, is_help, language, text

ADVANCED = frozenset(
    {"again", "decimals", "encoding", "first_release", "header_row", "header_rows", "jobs", "level", "limit",
     "max_memory", "max_seconds", "min_cell", "parquet", "previous_release", "scheduler", "sheet", "show_values",
     "skip_audit", "strict"}
)  # fmt: skip
"""Options that few need; they are listed after the others."""


def language_of_context(context: click.Context) -> str:
    """Return the language chosen for this call, wherever on the command line it stands."""
    chosen = context.find_root().obj
    return chosen if chosen in LANGUAGES else language()


def message_of(command: click.Command, option: click.Option | None = None) -> str:
    """Return the code of the message that explains a command or one of its options."""
    own = f"help_{(command.name or '').replace('-', '_')}"
    if option is None:
        return own
    name = _long_name(option)
    return f"{own}_{name}" if is_help(f"{own}_{name}") else f"help_any_{name}"


def _long_name(option: click.Option) -> str:
    return max(option.opts, key=len).lstrip("-").replace("-", "_")


def line_of(command: str) -> str:
    """Return the code of a command's line in the list of commands."""
    return f"help_{command.replace('-', '_')}_line"


class Command(click.Command):
    """A command that takes its help from the messages."""

    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; an option's value is not the next option, of which click would make a file's name.

        Raises
        ------
        UsageError
            Of click: the arguments are wrong; it knows which command they are of.
        """
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        names = {name for option in options for name in option.opts}
        taking = {name for option in options if not option.is_flag for name in option.opts}
        try:
            for before, after in pairwise(args):
                if before in taking and after in names:
                    raise click.BadOptionUsage(before, "")
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        prefix = text("help_usage", language_of_context(ctx))
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line, in the language of the help."""
        arguments = (piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx))
        words = [text(code, language_of_context(ctx)) for code in ("help_usage_options", self.usage_end()) if code]
        return [*arguments, *words]

    def usage_end(self) -> str:
        """Return the code of the words for what follows the options; empty where nothing does."""
        return ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text(message_of(self), language_of_context(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those that few need after the others."""
        lang = language_of_context(ctx)
        shown = [param for param in self.get_params(ctx) if isinstance(param, click.Option) and not param.hidden]
        for heading, advanced in (("help_options", False), ("help_options_more", True)):
            rows = [_option_row(self, one, ctx, lang) for one in shown if (_long_name(one) in ADVANCED) == advanced]
            if rows:
                with formatter.section(text(heading, lang)):
                    formatter.write_dl(rows)


def _option_row(command: click.Command, option: click.Option, ctx: click.Context, lang: str) -> tuple[str, str]:
    """Return an option's names and its meaning with what it takes."""
    names = ", ".join(sorted(option.opts, key=len))
    if not option.is_flag:
        names += f" {_kind_name(option, lang)}"
    facts = list(_facts(option, lang))
    meaning = text(message_of(command, option), lang)
    return names, meaning + (text("help_facts", lang, facts=text("help_facts_join", lang).join(facts)) if facts else "")


def _kind_name(option: click.Option, lang: str) -> str:
    """Name what stands after an option."""
    kind = option.type
    if isinstance(kind, click.Choice):
        return "|".join(map(str, kind.choices))
    if option.metavar:
        return option.metavar
    if isinstance(kind, click.Path):
        return text("help_kind_file" if not kind.dir_okay else "help_kind_path", lang)
    numeric = click.types.IntParamType | click.types.FloatParamType
    return text("help_kind_number" if isinstance(kind, numeric) else "help_kind_words", lang)


def _facts(option: click.Option, lang: str) -> Sequence[str]:
    """Say what an option's value may be, and what it is where the option is left out."""
    facts = []
    kind = option.type
    if isinstance(kind, click.IntRange | click.FloatRange) and kind.min is not None and kind.max is not None:
        facts.append(text("usage_range", lang, low=kind.min, high=kind.max))
    if option.show_default and option.default is not None and not option.is_flag:
        facts.append(text("help_default", lang, value=option.default))
    if option.required:
        facts.append(text("help_required", lang))
    if option.multiple:
        facts.append(text("help_multiple", lang))
    return facts
