"""Vega-Lite specifications put together: https://vega.github.io/vega-lite/docs.

Only what the charts need, as plain values: a report has some hundred charts, and a library that checks and copies every
part of each takes longer than everything else in it. Tests hold every chart to the schema of Vega-Lite.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_TYPES = {"Q": "quantitative", "N": "nominal"}

Part = dict[str, Any]
"""A part of a specification."""


@dataclass(frozen=True)
class Chart:
    """A chart, or a layer of one; a notebook shows it as a picture.

    Parameters
    ----------
    data : dict, optional
        Of :func:`kumin.charts.looks.values`; a layer without has that of the whole.
    parts : mapping
        The rest of its specification.
    """

    data: Part | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)

    def having(self, **parts: Any) -> Chart:
        """Return it with other parts."""
        return Chart(self.data, {**self.parts, **parts})

    def mark(self, kind: str, **given: Any) -> Chart:
        """Draw rows as ``rect``, ``rule``, ``point``, ``text``, ``line`` or ``tick``."""
        return self.having(mark={"type": kind, **given})

    def encode(self, **channels: Part) -> Chart:
        """Say what is drawn where; what was said before stays."""
        return self.having(encoding={**self.parts.get("encoding", {}), **channels})

    def transform_filter(self, test: str) -> Chart:
        """Draw only rows for which an expression holds."""
        return self.having(transform=[*self.parts.get("transform", ()), {"filter": test}])

    def to_dict(self) -> dict[str, Any]:
        """Return the specification, as ``altair.Chart.from_dict`` and any other tool for Vega-Lite takes it."""
        own: dict[str, Any] = {} if self.data is None else {"data": self.data}
        layers = [one.to_dict() for one in self.parts.get("layer", ())]
        return {**own, **self.parts, **({"layer": layers} if layers else {})}

    def _repr_svg_(self) -> str | None:
        return _pictures[-1](self) if _pictures else None


_pictures: list[Callable[[Chart], str]] = []


def shown_as(draw: Callable[[Chart], str]) -> Callable[[Chart], str]:
    """Register what draws a chart for a notebook."""
    _pictures.append(draw)
    return draw


def layer(*charts: Chart, data: Part | None = None, **parts: Any) -> Chart:
    """Draw charts on each other."""
    return Chart(data, {"layer": charts, **parts})


def channel(shorthand: str, **given: Any) -> Part:
    """Encode a field: ``percent:Q`` is a number, ``label:N`` words."""
    name, _, kind = shorthand.partition(":")
    return {"field": name, "type": _TYPES[kind], **given}


def end_of(name: str) -> Part:
    """Encode the other end of a bar, of the kind of its first."""
    return {"field": name}


def fixed(constant: Any) -> Part:
    """Encode what is the same for all rows."""
    return {"value": constant}


def given(**parts: Any) -> Part:
    """Return a part as it is: of a scale, an axis, a legend."""
    return parts
