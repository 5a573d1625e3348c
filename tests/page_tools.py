"""A page as its readers see it, without the other files of a run."""

from __future__ import annotations

from kumin.charts.renderer import Renderer
from kumin.disclosure.published import Published
from kumin.writers.page.page import draft_page


def render_page(published: Published, lang: str | None = None) -> str:
    """Render a run as a page with its charts."""
    with Renderer() as renderer:
        page = draft_page(published, lang)
        return page.finished(renderer.begin([drawing.spec for drawing in page.drawings]).result())
