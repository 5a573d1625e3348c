"""Words of the tables of numbers and dates."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "sheet_numbers": ("数値・日付", "Numbers and dates"),
    "num_unit": ("（単位: {unit}）", " (in {unit})"),
    "num_item": ("項目", "Figure"),
    "num_value": ("値", "Value"),
    "num_kind": ("種類", "Kind"),
    "num_kind_number": ("数値", "number"),
    "num_kind_date": ("日付", "date"),
    "num_unit_heading": ("単位", "Unit"),
    "num_no_answer": ("無回答", "No answer"),
    "num_mean": ("平均", "Mean"),
    "num_sd": ("標準偏差", "Std. deviation"),
    "num_minimum": ("最小", "Minimum"),
    "num_q25": ("25%", "25%"),
    "num_median": ("中央値", "Median"),
    "num_q75": ("75%", "75%"),
    "num_maximum": ("最大", "Maximum"),
    "num_earliest": ("最も早い日", "Earliest"),
    "num_median_date": ("中央の日", "Median day"),
    "num_latest": ("最も遅い日", "Latest"),
    "num_mark": ("差", "Difference"),
    "num_method": (
        "数値の設問は、平均とその{level}%区間（平均±t×標準誤差、母集団の人数が分かれば有限母集団修正あり）、標準偏差（n-1 で割る）、四分位を示します。"
        "中央値と四分位は、小さい順に並べて 25%・50%・75% に初めて届いた回答です（偶数人でも2つの平均をとりません）。",
        "Numbers have their mean with its {level}% interval (mean ± t × standard error, with finite population correction "
        "where the population's size is known), the standard deviation (over n - 1) and quartiles: the first answer, in order of size, with which 25, 50, 75% are "
        "reached (no averaging of the two in the middle).",
    ),
    "num_method_plain": (
        "数値の設問は、平均、標準偏差（n-1 で割る）、四分位を示します。無作為に選んだ人の回答ではないため、区間は示しません。"
        "中央値と四分位は、小さい順に並べて 25%・50%・75% に初めて届いた回答です（偶数人でも2つの平均をとりません）。",
        "Numbers have their mean, the standard deviation (over n - 1) and quartiles: the first answer, in order of size, "
        "with which 25, 50, 75% are reached (no averaging of the two in the middle). No random sample: no interval.",
    ),
    "num_method_mark": (
        "平均の ▲▽ は、その区分の平均がほかの区分の回答者の平均より標本誤差を超えて高い・低いことを示します（5%水準）。"
        "※ は n が30未満の参考値で、▲▽ を付けません。",
        "▲▽ beside a mean: it is higher or lower than the mean of the other groups' respondents beyond sampling error (5% "
        "level). *: n below 30, for reference, without ▲▽.",
    ),
    "num_method_suppress": (
        "数値・日付の設問では最小・最大を示さず、中央値は {halves} 人以上、四分位は {fourths} 人以上のときだけ示します。",
        "Of numbers and dates no minimum or maximum is given, a median only of {halves} people or more, quartiles of {fourths}.",
    ),
}
