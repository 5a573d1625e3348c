"""SVG for a page: named for screen readers, fluid in width, and with ids of its own."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import product
from typing import Any

from kumin.reporting.charts import FONT


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


def to_svg(chart: Any) -> str:
    """Render a chart as SVG whose words stay text.

    The renderer measures Japanese in whatever fonts the machine has, at ten times the cost of Latin letters in its own.
    So it is given stand-ins of the same width, and the words and fonts are put back: quick, and the same picture on
    every machine.
    """
    import json

    import vl_convert

    plain = chart.to_dict(validate=False)
    plain["config"] = plain.get("config", {}) | {"font": "sans-serif"}
    spec = json.dumps(plain, ensure_ascii=False)
    beyond = sorted({character for character in spec if ord(character) > 126 or character == "`"})
    codes = {character: f"`{first}{second}" for character, (first, second) in zip(beyond, _stand_ins(), strict=False)}
    if len(codes) < len(beyond):
        codes = {}
    svg = str(vl_convert.vegalite_to_svg(spec.translate({ord(character): code for character, code in codes.items()})))
    svg = svg.replace('font-family="sans-serif"', f'font-family="{FONT}"')
    words = {code: character for character, code in codes.items()}
    return re.sub("`[A-Za-z0-9].", lambda match: words.get(match[0], match[0]), svg)


def _stand_ins() -> Iterator[tuple[str, str]]:
    """Yield pairs of a letter or digit and a narrow character, which with "`" are about as wide as a 漢字."""
    return product(string.ascii_letters + string.digits, "ijltfrI1|!.,:;")
