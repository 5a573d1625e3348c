"""SVG for a page: named for screen readers, fluid in width, and with ids of its own."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from kumin.charts.looks import FONT, SIZE
from kumin.charts.vega import Chart, Part, shown_as

_DOWN = 4
"""Pixels by which Vega moves words of the usual size down whose middle is placed: three tenths of it."""
_NONE, _USUAL = 'font-size="0px"', f'font-size="{int(SIZE)}px"'
_BEYOND = re.compile("[^ -_a-~]")
"""Characters with a stand-in: "`", which begins each, and what is not ASCII."""


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be drawn, and what it is to be called in a page.

    The renderer measures Japanese in whatever fonts the machine has, at ten times the cost of Latin letters in its own.
    So it is given stand-ins of the same width, and the words and fonts are put back: quick, and the same picture on
    every machine. Where a chart's size is given, nothing depends on the words on its marks, and they have no size while
    it draws: each that is measured takes as long as the rest of five.

    Attributes
    ----------
    spec : str
        Vega-Lite, with stand-ins.
    words : mapping of str to str
        Stand-in to character.
    id : str
        Unique in the page; ASCII letters, digits and hyphens.
    title, description : str
        What a screen reader says in place of the picture.
    """

    spec: str
    words: Mapping[str, str]
    id: str = ""
    title: str = ""
    description: str = ""

    def worded(self, svg: str) -> str:
        """Put words and fonts into what the renderer drew."""
        svg = svg.replace('font-family="sans-serif"', f'font-family="{FONT}"')
        svg = svg.replace(_NONE, _USUAL)
        return re.sub("`[A-Za-z0-9].", lambda match: self.words.get(match[0], match[0]), svg)

    def alone(self, svg: str, warning: str = "") -> str:
        """Make what the renderer drew a file of its own, with its title, its description and a warning if any."""
        from html import escape

        said = escape(" ".join(part for part in (self.description, warning) if part))
        named = f"<title>{escape(self.title)}</title><desc>{said}</desc>"
        return re.sub(r"(<svg [^>]*>)", lambda match: match[0] + named, self.worded(svg), count=1)

    def inline(self, svg: str) -> str:
        """Make what the renderer drew a part of a page.

        Returns
        -------
        str
            An ``<svg role="img">`` without fixed height; everything in it that came from data is escaped.
        """
        from html import escape

        svg = self.worded(svg)
        match = re.match(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)"[^>]*>', svg)
        assert match is not None
        width, _, box = match.groups()
        inner = svg[match.end() :]
        # two charts of a page may not share the ids of clips and gradients
        inner = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{self.id}-", inner)
        inner = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", inner)
        described = f'<desc id="{self.id}-desc">{escape(self.description)}</desc>' if self.description else ""
        labelled = f"{self.id}-title {self.id}-desc" if self.description else f"{self.id}-title"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{labelled}" viewBox="{box}" '
            f'style="width:{width}px"><title id="{self.id}-title">{escape(self.title)}</title>{described}{inner}'
        )


def on_white(svg: str) -> str:
    """Lay a chart on white, for a picture of pixels: clear ones take several times as long to write."""
    return re.sub(r"(<svg [^>]*>)", r'\1<rect width="100%" height="100%" fill="white"/>', svg, count=1)


def drawing_of(chart: Chart, id_: str = "", title: str = "", description: str = "") -> Drawing:
    """Make a chart ready to be drawn."""
    import json

    plain = chart.to_dict()
    plain["config"] = plain.get("config", {}) | {"font": "sans-serif"}
    if plain.get("autosize") == "none":
        plain["layer"] = [_unmeasured(one) for one in plain.get("layer", ())]
    spec = json.dumps(plain, ensure_ascii=False)
    beyond = sorted(set(_BEYOND.findall(spec)))
    codes = {character: f"`{first}{second}" for character, (first, second) in zip(beyond, _stand_ins(), strict=False)}
    if len(codes) < len(beyond):
        codes = {}
    spec = _BEYOND.sub(lambda found: codes.get(found[0], found[0]), spec)
    return Drawing(spec, {code: character for character, code in codes.items()}, id_, title, description)


@shown_as
def to_svg(chart: Chart) -> str:
    """Draw a chart as SVG whose words stay text."""
    from kumin.charts.renderer import draw

    drawing = drawing_of(chart)
    return drawing.worded(draw(drawing.spec))


def _unmeasured(layer: Part) -> Part:
    """Take the size from words of the usual one whose middle is placed, and keep them where they are."""
    mark = layer.get("mark", {})
    if (mark.get("type"), mark.get("fontSize"), mark.get("baseline", "middle")) != ("text", SIZE, "middle"):
        return layer
    kept = {"lineHeight": mark.get("lineHeight", SIZE + 2), "dy": mark.get("dy", 0) + _DOWN}
    return {**layer, "mark": {**mark, **kept, "fontSize": 0}}


def _stand_ins() -> Iterator[tuple[str, str]]:
    """Yield pairs of a letter or digit and a narrow character, which with "`" are about as wide as a 漢字."""
    return product(string.ascii_letters + string.digits, "ijltfrI1|!.,:;")
