"""SVG for a page: named for screen readers, fluid in width, and with ids of its own."""

from __future__ import annotations

import re
from typing import Any

from kumin.reporting.charts import to_svg


def inline_svg(chart: Any, id_: str, title: str, description: str = "") -> str:
    """Render a chart to be put into a page.

    Parameters
    ----------
    chart : altair chart
        What to draw.
    id_ : str
        Unique in the page; ASCII letters, digits and hyphens.
    title, description : str
        What a screen reader says in place of the picture.

    Returns
    -------
    str
        An ``<svg role="img">`` without fixed height; everything in it that came from data is escaped.
    """
    from html import escape

    svg = to_svg(chart)
    match = re.match(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)"[^>]*>', svg)
    assert match is not None
    width, _, box = match.groups()
    inner = svg[match.end() :]
    # two charts of a page may not share the ids of clips and gradients
    inner = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{id_}-", inner)
    inner = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", inner)
    described = f'<desc id="{id_}-desc">{escape(description)}</desc>' if description else ""
    labelled = f"{id_}-title {id_}-desc" if description else f"{id_}-title"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{labelled}" viewBox="{box}" '
        f'style="width:{width}px"><title id="{id_}-title">{escape(title)}</title>{described}{inner}'
    )
