"""Messages of estimation."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "design_population_without_strata": (
        "母集団を層別に指定するには、層の列(strata)も指定してください。",
        "A population by stratum needs the column of strata.",
    ),
    "design_population_not_positive": (
        "母集団の大きさは正の数で指定してください。",
        "The population must be positive.",
    ),
    "design_lonely_psu_unknown": (
        'lonely_psu は "fail"、"center"、"certainty" のいずれかです({value} は使えません)。',
        'lonely_psu is one of "fail", "center", "certainty", not {value}.',
    ),
    "design_calibration_without_weights": (
        "calibration を指定するには、ウエイトの列(weights)も指定してください。",
        "A calibration needs the column of the fitted weights.",
    ),
    "design_weights_bad": (
        "ウエイト列「{name}」に空欄・負・無限大の値が {rows} 行あります。",
        "The weight column {name} is null, negative or infinite in {rows} rows.",
    ),
    "design_column_null": (
        "標本設計の列「{name}」が {rows} 行で空欄です。",
        "The design column {name} is null in {rows} rows.",
    ),
    "design_population_too_small": (
        "層「{stratum}」の標本 {units} が母集団 {population} を超えています。",
        "Stratum {stratum} has {units} sampled units but a population of {population}.",
    ),
    "design_lonely_psu": (
        "抽出単位が1つしかない層があり、誤差を計算できません: {strata}。層を併合するか lonely_psu を指定してください。",
        "These strata have a single sampling unit, so no variance: {strata}. Merge them or choose lonely_psu.",
    ),
    "design_population_missing": (
        "層「{stratum}」の母集団の大きさがありません。",
        "No population is given for stratum {stratum}.",
    ),
    "design_population_uneven": (
        "母集団の列「{name}」が層「{stratum}」の中で一定ではありません。",
        "The population column {name} is not constant within stratum {stratum}.",
    ),
    "statistics_column_missing": ("列「{name}」がありません。", "There is no column {name}."),
    "statistics_level": (
        "信頼水準は 0 と 1 の間で指定してください({value} は使えません)。",
        "The confidence level lies between 0 and 1, not {value}.",
    ),
    "statistics_method_unknown": (
        "信頼区間の方法「{method}」はありません。使えるもの: {known}",
        "There is no interval method {method}. Known: {known}",
    ),
    "finite_exact_needs_simple_design": (
        "finite_exact は単純無作為抽出(ウエイト・層・抽出単位なし)でだけ使えます。",
        "finite_exact is for simple random samples: no weights, strata or PSUs.",
    ),
    "finite_exact_needs_population": (
        "finite_exact には母集団の大きさが必要です。",
        "finite_exact needs the size of the population.",
    ),
}
