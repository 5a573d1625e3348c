"""The renderer of charts, here or in a process of its own.

It starts slowly and holds everything else in its process up while it draws, so for the many charts of a page it works
beside the rest of a report's making.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

_EMPTY = '{"data": {"values": []}, "mark": "bar"}'

# warmed up before there is anything to draw; the charts come and go as one JSON list each, and what else the process
# may print does not come among them
_WORK = f"""
import json, os, sys
answer = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
import vl_convert
vl_convert.vegalite_to_svg({_EMPTY!r})
drawn = [vl_convert.vegalite_to_svg(spec) for spec in json.loads(sys.stdin.buffer.read())]
with answer:
    answer.write(json.dumps(drawn).encode())
"""


def draw(spec: str) -> str:
    """Draw a Vega-Lite chart as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec))


class Renderer:
    """Draws charts once, in another process, which starts at once; where there can be none, in this one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="kumin-charts")
        self._ended = False
        with suppress(OSError, ValueError):
            # -P: nothing is imported from the folder the user happens to be in
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _WORK],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._thread.shutdown()

    def begin(self, specs: Sequence[str]) -> Future[list[str]]:
        """Begin to draw charts (Vega-Lite); the result is their SVGs."""
        return self._thread.submit(self._draw, list(specs))

    def _draw(self, specs: list[str]) -> list[str]:
        if self._process is not None:
            drawn, _ = self._process.communicate(json.dumps(specs).encode())
            with suppress(ValueError):  # what it says is no list of charts: it was cut off
                found = json.loads(drawn) if self._process.returncode == 0 else []
                if len(found) == len(specs):
                    return list(found)
        if self._ended:
            return []  # nobody waits for them any more
        return [draw(spec) for spec in specs]
