"""Every kind of chart is drawn as Vega draws its specification: the same words and shapes, at the same places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest
import vl_convert
from lxml import etree

import kumin.charts
from kumin.charts import Bar, Chart, Part
from kumin.charts.svg import to_svg

ATTRIBUTES = {
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "opacity",
    "font-size",
    "font-weight",
    "text-anchor",
}
PLAIN = {"stroke-width": "1", "opacity": "1", "font-weight": "normal", "text-anchor": "start", "stroke": "none"}


def numbers_of(words: str) -> list[float]:
    return [float(one) for one in re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", words)]


def outline(path: str) -> tuple[float, ...]:
    """Left, top, right and bottom of a path."""
    x = y = 0.0
    places: list[tuple[float, float]] = []
    for command, said in re.findall(r"([MLHVhvAlZz])([^MLHVhvAlZz]*)", path):
        found = numbers_of(said)
        if command in "ML":
            x, y = found
        elif command == "l":
            x, y = x + found[0], y + found[1]
        elif command in "Hh":
            x = found[0] + (x if command == "h" else 0)
        elif command in "Vv":
            y = found[0] + (y if command == "v" else 0)
        elif command == "A":
            radius, (x, y) = found[0], found[-2:]
            places += [(x, -radius), (x, radius)]
            continue
        places.append((x, y))
    xs, ys = zip(*places, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def shape(element: Any) -> tuple[float, ...] | None:
    kind, at = etree.QName(element).localname, element.attrib
    if kind == "path" and at.get("d"):
        return outline(at["d"])
    if kind == "rect":
        x, y, width, height = (float(at.get(name, 0)) for name in ("x", "y", "width", "height"))
        return x, y, x + width, y + height
    if kind == "line":
        ends = [float(at.get(name, 0)) for name in ("x1", "y1", "x2", "y2")]
        return min(ends[::2]), min(ends[1::2]), max(ends[::2]), max(ends[1::2])
    if kind == "circle":
        x, y, radius = (float(at[name]) for name in ("cx", "cy", "r"))
        return x - radius, y - radius, x + radius, y + radius
    return None


def seen(svg: str) -> Iterator[tuple[str, tuple[float, ...], dict[str, str]]]:
    """Yield what can be seen of a picture: words or nothing, where, and how it is painted."""

    def walk(element: Any, x: float, y: float, given: dict[str, str]) -> Iterator[Any]:
        for one in element:
            if not isinstance(one.tag, str):
                continue
            dx, dy = 0.0, 0.0
            if found := re.findall(r"translate\(([^)]*)\)", one.get("transform", "")):
                dx, dy = (sum(pair) for pair in zip(*((*numbers_of(each), 0.0)[:2] for each in found), strict=True))
            own = {**given, **{name: value for name, value in one.attrib.items() if name in ATTRIBUTES}}
            kind = etree.QName(one).localname
            if kind == "text":
                at = x + dx + float(one.get("x", 0)), y + dy + float(one.get("y", 0))
                yield "|".join(part.strip() for part in one.itertext() if part.strip()), at, own
            elif (box := shape(one)) is not None:
                yield "", (box[0] + x + dx, box[1] + y + dy, box[2] + x + dx, box[3] + y + dy), own
            else:
                yield from walk(one, x + dx, y + dy, own)

    for words, box, painted in walk(etree.fromstring(svg), 0.0, 0.0, {}):
        looks = {**PLAIN, "fill": "none", **painted}
        paint = {looks["fill"], looks["stroke"]} - {"none", "transparent"}
        if (words or box[2:] != box[:2]) and paint and looks["opacity"] != "0":
            yield words, box, looks


def compared(svg: str) -> dict[tuple[str, ...], list[tuple[float, ...]]]:
    """Where what looks alike stands."""
    found: dict[tuple[str, ...], list[tuple[float, ...]]] = {}
    for words, box, looks in seen(svg):
        used = [looks["fill"].lower(), looks["stroke"]]
        used += [looks["font-size"], looks["font-weight"], looks["text-anchor"]] if words else []
        if looks["stroke"] != "none":
            used += [looks["stroke-width"], looks.get("stroke-dasharray", "")]
        if words or len(box) > 2:
            found.setdefault((words, *used, looks["opacity"]), []).append(box)
    return {looks: sorted(boxes) for looks, boxes in found.items()}


OPTIONS = pl.DataFrame(
    {"option": [1, 2, 3], "option_label": ["思う", "思わない\u3000とてもとても長い選択肢", "わからない"],
     "n_positive": [50, 45, 5], "percent": [50.0, 45.0, 5.0], "lower": [0.45, 0.4, None], "upper": [0.55, 0.5, None]}
)  # fmt: skip
YEARS = pl.DataFrame(
    {"year": [2021, 2022, 2023], "percent": [34.1, None, 37.8], "lower_percent": [None, None, 34.3],
     "upper_percent": [None, None, 41.4]}
)  # fmt: skip
GROUPS = pl.DataFrame(
    {"axis_label": ["性別"] * 3, "category_label": ["男性", "女性", "その他"], "n_base": [240, 29, None],
     "percent": [-0.42, 1.13, None], "lower": [-0.61, 0.74, None], "upper": [-0.23, 1.52, None]}
)  # fmt: skip
JUDGED = pl.DataFrame(
    {"indicator": ["1-1", "1-2", "1-3"], "percent": [37.8, 60.0, 12.0], "lower_percent": [34.0, None, 10.0],
     "upper_percent": [41.0, None, 14.0], "target_percent": [60.0, 40.0, None], "previous_percent": [None, 58.0, 9.0],
     "judgement": ["B", "A", None], "target_high_percent": [None, 60.0, None]}
)  # fmt: skip
CELLS = pl.DataFrame(
    {"side": ["男性", "男性", "女性", "女性"], "row": ["30代", "40代"] * 2, "sample_share": [0.2, None, 0.3, 0.1],
     "population_share": [0.3, 0.2, 0.33, 0.17]}
)  # fmt: skip
BARS = [
    Bar("性別"), Bar("男性", "n=240", (Part(60.0, "60.0", "#0f5a50"), Part(40.0, "40.0", "#cfe8e3"))),
    Bar("とても長いとても長いとても長いとても長い区分", "n=5"),
]  # fmt: skip
POLICIES = pl.DataFrame(
    {"rank": [1, 2], "satisfaction": [2.0, 3.0], "satisfaction_lower": [1.9, None], "satisfaction_upper": [2.1, None],
     "importance": [3.0, 2.5], "importance_lower": [2.9, None], "importance_upper": [3.1, None],
     "satisfaction_axis": [2.5, 2.5], "importance_axis": [2.75, 2.75]}
)  # fmt: skip
CHARTS = {
    "indicators": kumin.charts.indicators(JUDGED),
    "indicators on a phone": kumin.charts.indicators(JUDGED, narrow=True, lang="en"),
    "one band": kumin.charts.band(OPTIONS, positive=(1,)),
    "several bands": kumin.charts.band(
        pl.concat([OPTIONS.with_columns(category_label=pl.lit(name)) for name in ("男", "女")])
    ),
    "options": kumin.charts.options_bar(OPTIONS),
    "trend": kumin.charts.trend(YEARS, target=40, target_high=60, by=2030),
    "trend of a number": kumin.charts.trend(YEARS, target=40, unit="世帯", lang="en"),
    "groups": kumin.charts.domains(GROUPS, overall=0.3, target=0.5, percents=False),
    "pyramid": kumin.charts.pyramid(CELLS),
    "profile": kumin.charts.profile(BARS, [("思う", "#0f5a50"), ("思わない", "#cfe8e3")], hidden="非表示"),
    "histogram": kumin.charts.histogram([("0～9", 40.0, "40.0%"), ("10～", 60.0, "60.0%")]),
    "policies": kumin.charts.policies(POLICIES, fields=["一", "二", "三", "四"], titles=("満足度", "重要度")),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_as_vega_draws_it(name: str) -> None:
    chart: Chart = CHARTS[name]
    own, vega = to_svg(chart), vl_convert.vegalite_to_svg(json.dumps(chart.to_dict()))
    size = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
    sizes = [[float(one) for one in found.groups()] for found in (size.search(own), size.search(vega)) if found]
    assert sizes[0] == pytest.approx(sizes[1], abs=1)
    drawn, wanted = compared(own), compared(vega)
    assert drawn.keys() == wanted.keys()
    for looks, boxes in wanted.items():
        assert len(drawn[looks]) == len(boxes)
        for one, other in zip(drawn[looks], boxes, strict=True):
            assert one == pytest.approx(other, abs=0.6), looks
