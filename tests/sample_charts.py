"""A chart of every kind, with what is seldom: nothing known, ranges, long words, several lines."""

from __future__ import annotations

import polars as pl

import kumin.charts
from kumin.charts import Bar, Part

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
