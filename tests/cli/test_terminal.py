"""What a person at a terminal sees: colour there, none in a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="pseudo-terminals are of POSIX systems only")


def at_a_terminal(command: list[str]) -> str:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PYTHONUTF8": "1", "KUMIN_LANG": "ja"}
    process = subprocess.Popen(command, stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    output = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # the other end was closed
            break
        if not chunk:
            break
        output += chunk
    process.wait(timeout=60)
    os.close(leader)
    return output.decode()


def test_marks_are_coloured_on_a_terminal_only(mini: Path) -> None:
    command = [sys.executable, "-m", "kumin", "run", str(mini), "--answers", str(mini / "answers")]
    shown = at_a_terminal(command)
    assert "\x1b[32m\x1b[1mA\x1b[0m" in shown
    piped = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    assert "\x1b" not in piped
    plain = shown.replace("\x1b[32m\x1b[1m", "").replace("\x1b[31m\x1b[1m", "").replace("\x1b[0m", "")
    # colour changes no column
    assert [line.rstrip() for line in plain.splitlines() if line.startswith("1-")] == [
        line.rstrip() for line in piped.splitlines() if line.startswith("1-")
    ]
