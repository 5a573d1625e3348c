"""SVG: a picture for a page, named for screen readers and fluid in width, or a file of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kumin.charts.looks import FONT
from kumin.charts.picture import Area, Circle, Ink, Letters, Line, Picture, Shape, picture_of
from kumin.charts.vega import Chart, shown_as

_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_HUNDREDTHS = 100


@dataclass(frozen=True)
class Drawing:
    """A chart that is drawn once, however many files show it, and what it is to be called.

    Attributes
    ----------
    chart : Chart
        The chart.
    id : str
        Unique in the page; ASCII letters, digits and hyphens.
    title, description : str
        What a screen reader says in place of the picture.
    """

    chart: Chart
    id: str = ""
    title: str = ""
    description: str = ""

    @property
    def spec(self) -> str:
        """The chart's specification as JSON."""
        return json.dumps(self.chart.to_dict(), ensure_ascii=False)

    @cached_property
    def picture(self) -> Picture:
        """The chart as shapes."""
        return picture_of(self.chart)

    @cached_property
    def _body(self) -> str:
        return _written(self.picture)

    def alone(self, warning: str = "", ground: str = "") -> str:
        """Write a file of its own, with its title, its description and a warning if any.

        ``ground`` is the colour that it lies on: clear pictures of pixels take several times as long to write.
        """
        from html import escape

        said = escape(" ".join(part for part in (self.description, warning) if part))
        named = f"<title>{escape(self.title)}</title><desc>{said}</desc>"
        below = f'<rect width="100%" height="100%" fill="{ground}"/>' if ground else ""
        return f"{_opened(self.picture)}{named}{below}{self._body}</svg>"

    def inline(self) -> str:
        """Write a part of a page.

        Returns
        -------
        str
            An ``<svg role="img">`` without fixed height; everything in it that came from data is escaped.
        """
        from html import escape

        picture = self.picture
        described = f'<desc id="{self.id}-desc">{escape(self.description)}</desc>' if self.description else ""
        labelled = f"{self.id}-title {self.id}-desc" if self.description else f"{self.id}-title"
        return (
            f'<svg {_NAMESPACE} role="img" aria-labelledby="{labelled}" viewBox="{_box(picture)}" '
            f'style="width:{_n(picture.width)}px"><title id="{self.id}-title">{escape(self.title)}</title>{described}'
            f"{self._body}</svg>"
        )


@shown_as
def to_svg(chart: Chart) -> str:
    """Draw a chart as SVG whose words stay text."""
    picture = picture_of(chart)
    return f"{_opened(picture)}{_written(picture)}</svg>"


def _opened(picture: Picture) -> str:
    size = f'width="{_n(picture.width)}" height="{_n(picture.height)}"'
    return f'<svg {_NAMESPACE} {size} viewBox="{_box(picture)}">'


def _box(picture: Picture) -> str:
    return f"0 0 {_n(picture.width)} {_n(picture.height)}"


def _written(picture: Picture) -> str:
    """Write the shapes of a picture, those of one kind that lie on each other together."""
    return f'<g font-family="{FONT}">{"".join(map(_shape, picture.shapes))}</g>'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Letters):
        return _letters(shape)
    if isinstance(shape, Area):
        place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
        return f"<rect {place}{_ink(shape.ink)}/>"
    if isinstance(shape, Circle):
        return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"{_ink(shape.ink)}/>'
    return _line(shape)


def _line(line: Line) -> str:
    places = [f"{_n(x)},{_n(y)}" for x, y in line.points]
    end = "Z" if line.closed else ""
    # a thin upright or level line between two rows of pixels would be blurred
    level = len({x for x, _ in line.points}) == 1 or len({y for _, y in line.points}) == 1
    crisp = ' shape-rendering="crispEdges"' if level and line.ink.thick <= 1 else ""
    return f'<path d="M{"L".join(places)}{end}"{_ink(line.ink)}{crisp}/>'


def _ink(ink: Ink) -> str:
    return "".join(_said(ink))


def _said(ink: Ink) -> Iterator[str]:
    yield f' fill="{ink.fill or "none"}"'
    if ink.stroke:
        yield f' stroke="{ink.stroke}"'
        if ink.thick != 1:
            yield f' stroke-width="{_n(ink.thick)}"'
        if ink.dash:
            yield f' stroke-dasharray="{",".join(map(_n, ink.dash))}"'
    if ink.opacity != 1:
        yield f' opacity="{_n(ink.opacity)}"'


def _letters(letters: Letters) -> str:
    from html import escape

    x, (first, *others) = _n(letters.x), letters.lines
    more = "".join(f'<tspan x="{x}" dy="{_n(letters.apart)}">{escape(one)}</tspan>' for one in others)
    bold = ' font-weight="bold"' if letters.bold else ""
    return (
        f'<text x="{x}" y="{_n(letters.y)}" font-size="{_n(letters.size)}px"{bold}{_ANCHORS[letters.align]} '
        f'fill="{letters.colour}">{escape(first)}{more}</text>'
    )


def _n(value: float) -> str:
    """Write a place: hundredths of a pixel are enough."""
    hundredths = int(value * _HUNDREDTHS + (0.5 if value >= 0 else -0.5))
    return str(hundredths // _HUNDREDTHS if hundredths % _HUNDREDTHS == 0 else hundredths / _HUNDREDTHS)
