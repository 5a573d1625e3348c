"""Judgement: what cannot be judged, marks, targets and flags. None may claim more than the numbers do, nor frighten."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "comparison_at_least": ("{target}以上", "≥ {target}"),
    "comparison_more_than": ("{target}超", "> {target}"),
    "comparison_at_most": ("{target}以下", "≤ {target}"),
    "comparison_less_than": ("{target}未満", "< {target}"),
    "judgement_none": ("－", "–"),
    "flag_no_result": ("結果がありません。", "there is no result."),
    "flag_rounding_decides": (
        "四捨五入する前の値では達成状況が変わります。",
        "the unrounded value would judge otherwise.",
    ),
    "flag_differs_from_published": (
        "運営方針に書かれた値（result）と異なります。",
        "differs from the percent the plan states (`result`).",
    ),
    "flag_number": (
        "件数などの数で、割合ではありません。標本誤差はありません。",
        "a number, not a percent: it has no sampling error.",
    ),
    "flag_small_base": ("母数が30未満のため参考値です。", "fewer than 30 in the base: for reference only."),
    "counts_impossible": (
        "件数が合いません（該当 {positive}、母数 {base}、未回答 {missing}）。0以上で、該当は母数以下にしてください。",
        "the counts are inconsistent (positive {positive}, base {base}, missing {missing}).",
    ),
    "comparison_unknown": (
        "比べ方「{value}」は使えません（between には上限も必要です）。使える値: {known}",
        "the comparison {value} cannot be used (`between` needs its upper end). Known: {known}",
    ),
    "probability_arguments": (
        "割合（{proportion}）は0〜1、有効な標本の大きさ（{n_eff}）は0より大きくしてください。",
        "the share ({proportion}) lies between 0 and 1, the effective size ({n_eff}) above 0.",
    ),
    "population_without_cells": (
        "母集団に区分（性別・年齢など）の人数がありません。区分ごとの人数の表を用意してください。",
        "the population has no cells; give a table of people by sex, age or the like.",
    ),
    "statement_achieved": ("達成が確実", "surely achieved"),
    "statement_within_error": ("誤差の範囲内", "within error"),
    "statement_missed": ("未達成が確実", "surely not achieved"),
    "flag_not_measured": ("今年度は測定していません。", "not measured this year."),
    "flag_monitored": (
        "目標のない指標（モニタリング）なので、判定しません。",
        "no target is set: the value is watched and gets no mark.",
    ),
    "flag_no_reference": (
        "比べる過去の年度の値がないため、判定していません。",
        "not judged: the past value the target refers to is not known.",
    ),
    "flag_no_metric": (
        "評価の区分に使う値を計算できないため、判定していません。",
        "not judged: the value that the scale uses cannot be calculated.",
    ),
    "flag_official_unweighted": (
        "補正した割合を計算できないため、補正しない割合で公表・判定しています。",
        "the weights could not be calculated: the percent published and judged is unweighted.",
    ),
    "official_without_population": (
        "official: {official} には、調査「{survey}」の母集団の区分（性別・年齢など）ごとの人数の表が必要です。"
        "surveys の {survey} に population の表を書くか、official を unweighted にしてください。",
        "`official: {official}` needs a population table (by sex, age or the like) of survey `{survey}`; give its "
        "population, or make official unweighted.",
    ),
    "official_without_margins": (
        "調査「{survey}」の weighting に、official: {official} に使う区分がありません。"
        "poststratified には poststratify、raked には rake を書いてください。",
        "the weighting of survey `{survey}` has no margins for `official: {official}`: poststratified needs "
        "`poststratify`, raked `rake`.",
    ),
    "scale_of_range": (
        "指標「{id}」の目標は範囲（between・maintain など）なので、metric: {metric} の区分では評価できません。"
        "片側の目標にするか、この指標の target に metric: raw の scale を指定してください。",
        "the target of indicator `{id}` is a range (between, maintain): it cannot be marked on a scale with `metric: "
        "{metric}`. Give a one-sided target, or a scale with `metric: raw`.",
    ),
    "flag_previous_differs": (
        "前年度の回答から求めた割合が、公表された前年度の値と異なります。",
        "last year's answers give another percent than was published.",
    ),
    "flag_weighting_decides": (
        "性別・年齢などで補正するかどうか（補正のしかたを含む）によって、達成状況が変わります。",
        "whether and how the percent is weighted to the population decides the judgement.",
    ),
    "flag_base_decides": (
        "母数の取り方（無回答・わからないを含めるか）によって、達成状況が変わります。",
        "the judgement depends on whether no answer and don't know are in the base.",
    ),
    "flag_not_comparable": (
        "比べる年度とは尋ね方が違うため、増減をそのまま比べられません。",
        "asked differently in the year compared with: the change may not be a real one.",
    ),
    "flag_not_random": (
        "無作為に選んだ人の回答ではないため、標本誤差は示していません。",
        "not a random sample: no sampling error is stated.",
    ),
    "flag_residents_from_others": (
        "区民についての指標ですが、区民から無作為に選んだ人の回答ではありません。",
        "the indicator is about residents, but was not measured on a random sample of them.",
    ),
    "comparison_between": ("{low}～{high}", "{low} to {high}"),
    "comparison_from_below": ("{low}以上{high}未満", "{low} to below {high}"),
    "estimates_indicator_repeated": (
        "指標「{indicator}」の推定値が2行以上あります。区分ごとの行を除き、1つの指標に1行にしてください。",
        "there are several rows of indicator `{indicator}`; give one, without rows of domains.",
    ),
}
