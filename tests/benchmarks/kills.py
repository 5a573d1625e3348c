"""Kill a process that writes a folder of results, at every kind of moment, and look at what is left.

``python tests/benchmarks/kills.py [COUNT]`` (default 200). Each time a child process writes six files into a folder
and is killed (SIGKILL, as a loss of power) before or after one of its steps: making a folder, syncing a file, moving
it, removing it. Then another process writes there and fails, which must leave the folder wholly old or wholly new, and
another that succeeds. The user's own file must be untouched, and nothing may stand beside the folder.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kumin.writers.atomic import all_or_nothing

EARLIER, LATER = "abcdef", "bcdefg"


def write(out: Path, names: str, version: str) -> None:
    with all_or_nothing(out) as folder:
        for name in names:
            (folder / f"{name}.csv").write_text(version, encoding="utf-8")


def killed(out: Path, moment: int) -> bool:
    """Write in a child that is killed at a moment; false where it was done before."""
    child = os.fork()
    if child == 0:
        die_at(moment)
        write(out, LATER, "later")
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def die_at(moment: int) -> None:
    """Have the process kill itself at its n-th moment: before a step, after it, before the next."""
    passed = 0

    def tick() -> None:
        nonlocal passed
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        passed += 1

    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        def watch(*arguments: Any, **named: Any) -> Any:
            tick()
            value = function(*arguments, **named)
            tick()
            return value

        return watch

    for owner, name in ((os, "fsync"), (os, "replace"), (os, "mkdir"), (os, "unlink"), (os, "rmdir")):
        setattr(owner, name, watched(getattr(owner, name)))


def contents(out: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in out.glob("*.csv")} if out.exists() else {}


OLD = dict.fromkeys(EARLIER, "earlier")
NEW = {"a": "earlier"} | dict.fromkeys(LATER, "later")


def one(folder: Path, moment: int, *, exists: bool) -> tuple[bool, bool, bool]:
    """Kill once; whether it was killed, whether the folder is mixed afterwards, whether anything is left."""
    out = folder / "out"
    memo = out / "memo.txt"
    if exists:
        write(out, EARLIER, "earlier")
        memo.write_text("mine", encoding="utf-8")
    dead = killed(out, moment)
    try:
        with all_or_nothing(out):
            raise RuntimeError
    except RuntimeError:
        pass
    whole = (OLD, NEW) if exists else ({}, dict.fromkeys(LATER, "later"))
    mixed = contents(out) not in whole
    write(out, LATER, "last")
    mixed |= contents(out) != ({"a": "earlier"} if exists else {}) | dict.fromkeys(LATER, "last")
    mixed |= exists and memo.read_text(encoding="utf-8") != "mine"
    left = {path.name for path in folder.iterdir()} != {"out"} or len(list(out.iterdir())) != 6 + 2 * exists
    return dead, mixed, left


def main(count: int) -> None:
    # what a killed process wrote is not lost, only what a machine without power did not write yet
    os.fsync = lambda _: None  # type: ignore[assignment]
    choice = random.Random(20230401)
    moments = {exists: last_moment(exists=exists) for exists in (True, False)}
    totals = [0, 0, 0]
    while totals[0] < count:
        exists = choice.random() < 0.75
        with tempfile.TemporaryDirectory() as folder:
            found = one(Path(folder), choice.randrange(moments[exists]), exists=exists)
        totals = [total + value for total, value in zip(totals, found, strict=True)]
    print(f"kills {totals[0]} mixed {totals[1]} left {totals[2]} moments {sum(moments.values())}")


def last_moment(*, exists: bool) -> int:
    """Return how many moments there are at which it may be killed."""
    moment = 0
    while True:
        with tempfile.TemporaryDirectory() as folder:
            if not one(Path(folder), moment, exists=exists)[0]:
                return moment
        moment += 8


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
