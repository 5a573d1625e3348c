"""Charts that are not drawn: for tests of what stands beside them. The renderer has tests of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from kumin.charts.renderer import rasterize

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="10" height="10" viewBox="0 0 10 10">'
    '<text x="1" y="9">81.6</text></svg>'
)


class Blank:
    """In the place of :class:`kumin.charts.renderer.Renderer`: every chart is the same picture."""

    def __enter__(self) -> Blank:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin(self, specs: Sequence[str]) -> Future[list[str]]:
        done: Future[list[str]] = Future()
        done.set_result([DRAWN] * len(specs))
        return done

    def pictures(self, drawn: Future[list[str]], of: Callable[[list[str]], Sequence[str]]) -> Future[list[bytes]]:
        done: Future[list[bytes]] = Future()
        done.set_result([rasterize(svg) for svg in of(drawn.result())])
        return done
