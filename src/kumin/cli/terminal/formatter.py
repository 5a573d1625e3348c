"""Help pages that fit the terminal, where a Japanese character takes two columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
from click import formatting

from kumin.cli.terminal.streams import terminal_width
from kumin.writers.terminal.layout import columns, wrap

_WIDTH, _LEAST = 80, 50
"""Columns of a page where nothing is known of the terminal, and the fewest; click's."""


class Formatter(click.HelpFormatter):
    """Click's formatter, with widths in columns of the terminal."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line, what follows the command's name below itself."""
        start = f"{prefix or ''}{prog} "
        indent = min(columns(start), self.width // 2)
        first, *rest = wrap(args, self.width - indent) or [""]
        self.write("\n".join([f"{start}{first}".rstrip(), *(" " * indent + line for line in rest)]) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, each broken anew."""
        indent = " " * self.current_indent
        paragraphs = [wrap(" ".join(part.split()), self.width - len(indent)) for part in text.split("\n\n")]
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 24, col_spacing: int = 2) -> None:
        """Write terms and what they mean beside each other; a long term has its line of its own."""
        terms: Sequence[tuple[str, str]] = list(rows)
        inner = min(max((columns(term) for term, _ in terms), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in terms:
            lines = wrap(meaning, self.width - inner - len(indent))
            beside = columns(term) + col_spacing <= inner
            first = term + " " * (inner - columns(term)) + lines.pop(0) if beside else term
            self.write("\n".join([indent + first.rstrip(), *(indent + " " * inner + line for line in lines)]) + "\n")


class Context(click.Context):
    """A context whose help is laid out by :class:`Formatter`."""

    formatter_class = Formatter

    def make_formatter(self) -> click.HelpFormatter:
        """Make one as wide as the terminal; click would load a library to ask for that."""
        most = self.max_content_width or _WIDTH
        width = max(min(terminal_width() or _WIDTH, most) - 2, _LEAST)
        return Formatter(width=self.terminal_width or formatting.FORCED_WIDTH or width)
