"""Charts of one kind, compiled once: of a report's charts many differ in nothing but their rows and their height.

Its text also runs in the renderer's own process, so it imports nothing of kumin.
"""

from __future__ import annotations

import json
from typing import Any


def draw_alike(spec: str, known: dict[str, dict[str, Any]]) -> str:
    """Draw a Vega-Lite chart as SVG, the same as one drawn by itself.

    Parameters
    ----------
    spec : str
        The chart.
    known : dict
        What was compiled before, by the chart without its rows; it is added to.
    """
    import vl_convert

    chart = json.loads(spec)
    rows = {}
    for place, part in enumerate((chart, *chart.get("layer", ()))):
        if "values" in part.get("data", ()):
            rows[f"rows{place}"] = part["data"]["values"]
            part["data"] = {"name": f"rows{place}"}
    sized = {}
    # what fits itself to its words is compiled with its height
    if chart.get("autosize") == "none":
        sized["height"], chart["height"] = chart["height"], 1
    kind = json.dumps(chart)
    if kind not in known:
        known[kind] = vl_convert.vegalite_to_vega(kind)
    made = known[kind]
    data = [{**one, "values": rows[one["name"]]} if one["name"] in rows else one for one in made.get("data", ())]
    return str(vl_convert.vega_to_svg(json.dumps({**made, **sized, "data": data})))
