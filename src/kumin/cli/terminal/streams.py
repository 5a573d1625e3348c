"""The one way out to a terminal: whatever a command prints, on stdout or stderr, goes through here.

What comes from a file is made visible (:mod:`kumin.escapes`); only colours and the progress line, which are made here,
reach the terminal as they are.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import sys
from pathlib import Path
from typing import TextIO

import click

from kumin.errors import UsageError
from kumin.escapes import escaped, on_one_line

_COLOURS = {"green": 32, "red": 31, "yellow": 33}
# a number that no file can know marks the colours that are kumin's own
_OWN = int.from_bytes(os.urandom(6), "big")
_PAINTED = re.compile(rf"\x1b\[{_OWN};(\d+)m")
LEAST_WIDTH = 20
"""A narrower terminal is taken to be this wide."""
_CLEAR = "\r\x1b[2K"
_NEAREST = "kumin-nearest"
_NEAR = {"–": "-", "−": "-", "·": "*", "¹": "^1", "²": "^2", "≈": "~", "≤": "<=", "≥": ">="}
"""Signs of kumin's own that Shift-JIS lacks, and what stands for them there; for others "?" does."""


def say(words: str, *, err: bool = False, nl: bool = True) -> None:
    """Print words, on stderr with ``err``; where stderr is closed, what would go there is lost.

    Raises
    ------
    UsageError
        Stdout cannot be written: it is closed, or the disk behind it is full.
    """
    parts = _PAINTED.split(words)
    shown = "".join(_colour(int(part)) if place % 2 else escaped(part) for place, part in enumerate(parts))
    try:
        click.echo(shown, err=err, nl=nl)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        if not err:
            raise _unwritable(error) from None


def ask(question: str) -> str:
    """Ask on the terminal and return the answer without outer space.

    Raises
    ------
    KeyboardInterrupt
        There is no more input: the question was left.
    """
    say(question, err=True, nl=False)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt
    return answer.strip()


def _unwritable(error: OSError | ValueError) -> UsageError:
    return UsageError("stdout_unwritable", reason=error)


def _colour(code: int) -> str:
    return f"\x1b[{code}m\x1b[1m" if code else "\x1b[0m"


def paint(words: str, colour: str) -> str:
    """Colour words where stdout is a terminal and nobody asked for none (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or not is_terminal(sys.stdout):
        return words
    return f"\x1b[{_OWN};{_COLOURS[colour]}m{words}\x1b[{_OWN};0m"


def terminal_width() -> int | None:
    """Return how many columns a table may take: ``COLUMNS``, else the terminal's; None where stdout is a pipe."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdecimal() and int(given) >= LEAST_WIDTH:
        return int(given)
    if not is_terminal(sys.stdout):
        return None
    try:
        size = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return None
    return max(size, LEAST_WIDTH) if size else None


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether somebody watches a stream; nobody watches a closed one."""
    return stream is not None and not stream.closed and stream.isatty()


def show_progress(words: str) -> None:
    """Replace the last line on stderr; with no words, remove it."""
    try:
        sys.stderr.write(_CLEAR + on_one_line(words))
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # a terminal that is gone must not stop the work


def prepare_streams() -> None:
    """Make streams ready that cannot take every character, or are closed.

    Raises
    ------
    UsageError
        Stdout is closed, so that nothing could be shown; or the folder that the command was called in is gone.
    """
    for number in range(3):
        # a file that is opened later must not get the number of a closed stream, and a library's words in it
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        # what goes to a file on Windows is of its code page, which must not stop a run
        if hasattr(stream, "reconfigure"):
            codecs.register_error(_NEAREST, _nearest)
            stream.reconfigure(errors=_NEAREST)
    if sys.stdout is None:
        raise UsageError("stdout_unwritable", reason=BrokenPipeError(errno.EPIPE, ""))
    try:
        Path.cwd()
    except OSError:
        raise UsageError("working_folder_gone") from None


def _nearest(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    signs = (_NEAR.get(sign, "?") for sign in error.object[error.start : error.end])
    return "".join(signs), error.end


def flush_streams() -> None:
    """Write what is still held back, while a failure can be told.

    Raises
    ------
    UsageError
        Stdout cannot be written.
    BrokenPipeError
        Nobody reads any more.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as error:
        _drop(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise
        raise _unwritable(error) from None
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        _drop(sys.stderr)


def _drop(stream: TextIO) -> None:
    """Let what cannot be written go nowhere; else Python would try again when it ends, and complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
