"""A histogram of classes that may be of unequal width and open at their ends."""

from __future__ import annotations

from collections.abc import Sequence

from kumin.charts.looks import (
    INK,
    LINE,
    PLAIN,
    SIZE,
    columns_of,
    label_of,
    row_axis,
    row_labels,
    sized,
    stacked,
    values,
)
from kumin.charts.profiles import WIDE
from kumin.charts.vega import Chart, channel, end_of, given, layer


def histogram(classes: Sequence[tuple[str, float, str]], *, width: int = WIDE) -> Chart:
    """Draw how many answers each class of a number has: a bar a class, the smallest numbers at the top.

    Classes that were joined, and those at the ends, are wider than others, so they stand as rows with their limits
    in words, and not on a scale of the number.

    Parameters
    ----------
    classes : sequence of tuple
        Limits in words, share in percent, and what is printed behind the bar.
    width : int
        Of the whole chart, pixels.
    """
    lines, widest = columns_of([label for label, _, _ in classes], width * 0.34)
    left, room = widest + 8, 90.0
    middles, height = stacked([max(22, LINE * len(one) + 4) for one in lines])
    most = max((share for _, share, _ in classes), default=0.0) or 1.0
    rows = [
        {"label": label_of(one), "y": y, "zero": left, "end": left + (width - left - room) * share / most, "said": said}
        for (_, share, said), one, y in zip(classes, lines, middles, strict=True)
    ]
    base, y = Chart(), row_axis(height)
    scale = given(domain=[0, width], range=[0, width], nice=False, zero=False)
    end = channel("end:Q", scale=scale, axis=None)
    bars = base.mark("rule", color=PLAIN, strokeWidth=18).encode(
        y=y, x=channel("zero:Q", scale=scale, axis=None), x2=end_of("end")
    )
    said = base.mark("text", align="left", dx=5, fontSize=SIZE, color=INK).encode(y=y, x=end, text=channel("said:N"))
    labels = row_labels(base, y, left - 8)
    return sized(layer(bars, said, labels, data=values(rows)), width, height)
