"""What a long command is doing, on stderr: after a second, on a terminal only."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kumin.cli.terminal.streams import is_terminal, show_progress
from kumin.messages import text

PATIENCE = 1.0
"""Seconds in which nothing is said."""

_TICK = 0.2


@contextmanager
def shown_progress(lang: str | None = None) -> Iterator[Callable[[str, str], None] | None]:
    """Give a callable to be told of stages; None in a pipe, where nobody watches.

    The stage and the seconds it has taken stand in one line, which is gone when the work is done.
    """
    if not is_terminal(sys.stderr):
        yield None
        return
    stage = ""
    done = threading.Event()
    started = time.monotonic()

    def report_stage(code: str, name: str) -> None:
        nonlocal stage
        stage = text(code, lang, name=name)

    def watch() -> None:
        if done.wait(PATIENCE):
            return
        while not done.wait(_TICK):
            seconds = int(time.monotonic() - started)
            show_progress(f"{stage} … {seconds}s")
        show_progress("")

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield report_stage
    finally:
        done.set()
        watcher.join()
