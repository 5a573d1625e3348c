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
    "weights_category_null": (
        'ウエイトの区分「{name}」が {rows} 行で空欄です。missing="share" なら、その割合を保って計算します。',
        'The weighting columns {name} are null in {rows} rows. missing="share" keeps their share as it is.',
    ),
    "weights_population_columns": (
        "「{names}」を組み合わせた母集団は表(DataFrame)で指定してください。",
        "The population of crossed columns ({names}) must be given as a frame.",
    ),
    "weights_population_bad": (
        "母集団「{category}」の人数が負か数値ではありません。",
        "The population of {category} is negative or not a number.",
    ),
    "weights_no_population": (
        "回答にあるのに母集団がない区分があります({name}): {cells}",
        "These categories of {name} have answers but no population: {cells}",
    ),
    "weights_no_respondents": (
        "母集団があるのに回答者がいない区分があります({name}): {cells}。区分の併合規則(collapse)を指定してください。",
        "These categories of {name} have no respondent: {cells}. State a rule for merging them (collapse).",
    ),
    "weights_collapse_unknown": (
        "併合規則の列「{name}」に当てはまらない区分があります: {categories}",
        "The rule for merging {name} does not fit: {categories}",
    ),
    "weights_no_margins": ("合わせるべき母集団がありません。", "There is nothing to fit the weights to."),
    "weights_margins_disagree": (
        "母集団の合計が区分ごとに違います: {totals}",
        "The margins add up to different totals: {totals}",
    ),
    "weights_number_missing": (
        "数値の列「{name}」が {rows} 行で空欄か数値ではありません。",
        "The numeric column {name} is null or not finite in {rows} rows.",
    ),
    "weights_bounds": (
        "倍率の範囲は 1 を挟んで指定してください({lower}~{upper} は使えません)。",
        "Bounds must hold 1 between them, not {lower} to {upper}.",
    ),
    "weights_logit_bounds": (
        "logit では倍率の範囲(bounds)を有限の値で指定してください。",
        "Logit needs finite bounds.",
    ),
    "weights_distance_unknown": (
        '距離は "linear"、"logit"、"raking" のいずれかです({value} は使えません)。',
        'The distance is one of "linear", "logit", "raking", not {value}.',
    ),
    "weights_propensity_failed": (
        "回答確率のモデル({names})が収束しません。全員が回答した、または誰も回答していない区分がないか確かめてください。",
        "The response model ({names}) does not converge: look for categories where all or nobody answered.",
    ),
    "reliability_few_answers": ("参考値(回答者30人未満)", "for reference only: fewer than 30 answers"),
    "reliability_few_effective": ("有効標本数30未満", "effective sample size below 30"),
    "reliability_wide_interval": ("信頼区間の幅が30ポイント超", "interval wider than 30 points"),
    "reliability_few_degrees": ("自由度8未満", "fewer than 8 degrees of freedom"),
    "adjustment_unknown": (
        '多重比較の補正は "holm"、"benjamini_hochberg"、"none" のいずれかです({value} は使えません)。',
        'The adjustment is one of "holm", "benjamini_hochberg", "none", not {value}.',
    ),
    "statistics_probability": ("分位点の確率は 0 と 1 の間で指定してください。", "Probabilities lie between 0 and 1."),
    "crosstab_empty": (
        "「{row}」×「{column_name}」の集計対象がいません。",
        "Nobody is in the table of {row} by {column_name}.",
    ),
    "options_none": ("設問に選択肢がありません。", "The question has no options."),
}
