"""The renderer of charts and of their pictures of pixels, here or in a process of its own.

It starts slowly and holds everything else in its process up while it draws, so for the many charts of a page it works
beside the rest of a report's making.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from kumin.charts import alike
from kumin.charts.alike import draw_alike
from kumin.charts.looks import FONT

_EMPTY = '{"data": {"values": []}, "mark": "bar"}'

SCALE = 2
"""Pixels of a picture for one of the chart: sharp on paper of A4."""

# warmed up before there is anything to draw; what is asked and answered is one line of JSON each, and what else the
# process may print does not come among them
_WORK = f"""{Path(alike.__file__).read_text(encoding="utf-8")}
import base64, os, sys
answer = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
import vl_convert
vl_convert.vegalite_to_svg({_EMPTY!r})
known = {{}}
for line in sys.stdin.buffer:
    asked = json.loads(line)
    done = [draw_alike(spec, known) for spec in asked["specs"]]
    done += [base64.b64encode(vl_convert.svg_to_png(svg, scale={SCALE})).decode() for svg in asked["svgs"]]
    answer.write(json.dumps(done).encode() + b"\\n")
    answer.flush()
"""


def draw(spec: str) -> str:
    """Draw a Vega-Lite chart as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec))


def rasterize(svg: str) -> bytes:
    """Draw an SVG as PNG."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=SCALE))


_ONE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16" font-size="16" {}>{}</text></svg>'


@cache
def draws_japanese() -> bool:
    """Whether pictures of pixels made here can hold Japanese: without a font for it all its letters are one box."""
    one, other = (rasterize(_ONE.format(f'font-family="{FONT}"', letter)) for letter in "区民")
    return one != other


class Renderer:
    """Draws charts in another process, which starts at once; where there can be none, in this one."""

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
        process = self._process
        if process is not None:
            process.kill()  # ends what the thread may still wait for
        self._thread.shutdown(cancel_futures=True)
        self._end()

    def begin(self, specs: Sequence[str]) -> Future[list[str]]:
        """Begin to draw charts (Vega-Lite); the result is their SVGs."""
        return self._thread.submit(self._draw, list(specs))

    def pictures(self, drawn: Future[list[str]], of: Callable[[list[str]], Sequence[str]]) -> Future[list[bytes]]:
        """Begin to draw pictures of pixels as soon as charts are drawn.

        Parameters
        ----------
        drawn : Future
            Of :meth:`begin`.
        of : callable
            What makes of the drawn charts the SVGs that become pictures.

        Returns
        -------
        Future
            Their PNGs.
        """
        # one thread: what was begun before is done before
        return self._thread.submit(lambda: self._rasterize(list(of(drawn.result()))))

    def _draw(self, specs: list[str]) -> list[str]:
        found = self._asked(specs, [])
        if found is not None:
            return found
        # nobody waits any more for what was asked of a renderer that has ended
        known: dict[str, dict[str, Any]] = {}
        return [] if self._ended else [draw_alike(spec, known) for spec in specs]

    def _rasterize(self, svgs: list[str]) -> list[bytes]:
        found = self._asked([], svgs)
        if found is not None:
            return [base64.b64decode(one) for one in found]
        return [] if self._ended else [rasterize(svg) for svg in svgs]

    def _asked(self, specs: list[str], svgs: list[str]) -> list[str] | None:
        """Ask the other process; None where it does not answer, or was cut off."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        with suppress(OSError, ValueError):
            process.stdin.write(json.dumps({"specs": specs, "svgs": svgs}).encode() + b"\n")
            process.stdin.flush()
            found = json.loads(process.stdout.readline())
            if isinstance(found, list) and len(found) == len(specs) + len(svgs):
                return found
        self._end()
        return None

    def _end(self) -> None:
        """End the other process, and close its pipes."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError, ValueError):  # what was written last may not go through any more
                process.communicate()
            process.wait()
