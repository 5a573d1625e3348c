"""Messages of judgement: the words for its codes. None may claim more than the numbers do, nor frighten."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "counts_impossible": (
        "件数が合いません（該当 {positive}、母数 {base}、未回答 {missing}）。0以上で、該当は母数以下にしてください。",
        "the counts do not fit (positive {positive}, base {base}, missing {missing}).",
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
    "result_missing": (
        "結果のファイル（result.json）がありません。場所を確かめてください。",
        "there is no result.json here; check the place.",
    ),
    "result_unreadable": (
        "kumin の結果（result.json）として読めません。kumin run --out で書き出したファイルを指定してください。",
        "this is no result.json that kumin wrote; name one written by `kumin run --out`.",
    ),
    "statement_achieved": ("達成が確実", "surely achieved"),
    "statement_within_error": ("誤差の範囲内", "within error"),
    "statement_missed": ("未達成が確実", "surely not achieved"),
    "statement_note": (
        "「達成が確実」「未達成が確実」は、{level:g}%信頼区間の全体が目標の片側にあることをいいます。標本誤差だけを考えたもの"
        "で、答えなかった人との違いは含みません。「誤差の範囲内」は、目標が区間の中にあり、標本調査だけでは"
        "どちらともいえないことをいいます。",
        "“Surely” means that the whole {level:g}% confidence interval lies on one side of the target. It takes "
        "account of sampling error only, not of how non-respondents may differ. “Within error”: the target lies "
        "inside the interval, so the sample alone does not tell.",
    ),
    "flag_not_measured": ("今年度は測定していません。", "not measured this year."),
    "flag_no_reference": (
        "比べる過去の年度の値がないため、判定していません。",
        "not judged: the past value the target refers to is not known.",
    ),
    "flag_no_metric": (
        "評価の区分に使う値を計算できないため、判定していません。",
        "not judged: the value the scale divides cannot be formed.",
    ),
    "flag_official_unweighted": (
        "補正した割合を計算できないため、補正しない割合で公表・判定しています。",
        "the weights could not be formed: the percent published and judged is unweighted.",
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
        "asked differently in the year compared with: the change cannot be read as one.",
    ),
    "flag_not_random": (
        "無作為に選んだ人の回答ではないため、標本誤差は示していません。",
        "not a random sample: no sampling error is stated.",
    ),
    "flag_residents_from_others": (
        "区民についての指標ですが、区民から無作為に選んだ人の回答ではありません。",
        "the indicator speaks of residents, but was not measured on a random sample of them.",
    ),
    "comparison_between": ("{low}～{high}", "{low} to {high}"),
    "comparison_from_below": ("{low}以上{high}未満", "{low} to below {high}"),
    "years_of_two_wards": (
        "別の区の結果です（{before} と {after}）。同じ区の結果を指定してください。",
        "these are results of two wards ({before} and {after}); name results of one.",
    ),
    "years_not_in_order": (
        "前の年度（{before}）、後の年度（{after}）の順に指定してください。",
        "name the earlier year first: {before} does not come before {after}.",
    ),
    "years_without_indicators": (
        "2つの結果に同じ番号の指標がありません。指標の id を確かめてください。",
        "the two results share no indicator; check the indicators' ids.",
    ),
    "years_too_few": (
        "結果が {count} 年度分しかありません。2年度分以上を指定してください。",
        "only {count} year's result was found; name two or more.",
    ),
    "years_twice": (
        "{year} 年度の結果が2つあります（{first}、{second}）。1つにしてください。",
        "there are two results of {year} ({first}, {second}); leave one.",
    ),
    "years_percent": ("{era}({year})%", "{era} ({year}) %"),
    "years_interval": ("{level:g}%区間", "{level:g}% interval"),
    "years_p": ("p値", "p"),
    "years_p_holm": ("p値(Holm)", "p (Holm)"),
    "years_said": ("増減の判断", "Change"),
    "years_comparable": ("尋ね方", "Asked"),
    "years_slope": ("1年あたり", "Per year"),
    "years_same": ("同じ", "alike"),
    "years_differs": ("違う", "differently"),
    "years_not_known": ("不明", "not known"),
    "years_note": (
        "区間と p値は、2つの年度を別々の標本とみたときの標本誤差によるものです。p値(Holm)は、"
        "指標の数だけ比べたことを考えに入れた値です。ほぼ全員が答えた調査には p値を出しません。"
        "尋ね方が違う指標の増減は、意識や行動の変化とは限りません。",
        "Interval and p: sampling error, the years being independent samples. p (Holm) allows for comparing so many "
        "indicators; surveys that nearly everyone answered have no p. Where the question was asked differently, a "
        "change need not be one of opinion or behaviour.",
    ),
    "years_trend_note": (
        "1年あたりの増減は、年度の割合に引いた直線の傾きで、区間は標本誤差によるものです。"
        "ほぼ全員に尋ねた調査の指標には区間を出しません。この先も同じように動くとは限りません。",
        "Per year: the slope of a straight line through the years, with its sampling error (none for surveys of nearly "
        "everyone). It need not go on so.",
    ),
    "change_rose": ("増えた", "rose"),
    "change_fell": ("減った", "fell"),
    "change_within_error": ("誤差の範囲内", "within error"),
    "change_cannot_tell": ("判断できない", "cannot be told"),
    "aspect_wording": ("設問文", "wording"),
    "aspect_options": ("選択肢", "options"),
    "aspect_positive": ("該当とする選択肢", "options counted"),
    "aspect_base": ("母数", "base"),
    "aspect_domain": ("対象", "domain"),
    "aspect_population": ("母集団", "population"),
    "aspect_mode": ("方法", "mode"),
    "aspect_sampling": ("選び方", "sampling"),
    "say_joiner": ("、", "; "),
    "say_comma": ("・", ", "),
    "say_points": ("{points}ポイント", "{points} points"),
    "say_margin": (
        "標本誤差は、割合が50%のときで最大 ±{best}～{worst} ポイントです（指標の母数による）。",
        "Sampling error is at most ±{best} to {worst} points (at 50%, by the indicator's base).",
    ),
    "say_margin_reached": (
        "計画した精度（±{planned} ポイント）に届いています。",
        "The planned ±{planned} points are reached.",
    ),
    "say_margin_short": (
        "計画した精度（±{planned} ポイント）に届かない指標があります: {indicators}",
        "The planned ±{planned} points are not reached for: {indicators}",
    ),
    "say_rate_of": (
        "{dimension}では {low} の {low_rate}% から {high} の {high_rate}%",
        "by {dimension} from {low_rate}% ({low}) to {high_rate}% ({high})",
    ),
    "say_rates_counted": ("回収率は、{parts}まで差があります。", "Response rates differ: {parts}."),
    "say_rates": (
        "回収率は、{parts}まで差があります（発送数の内訳は人口の割合で分けた推計）。",
        "Response rates differ: {parts} (letters shared out by population).",
    ),
    "say_composition_both": (
        "{dimension}の構成を母集団と比べると、{under}が少なく、{over}が多いです（構成のずれ {dissimilarity}%）。",
        "By {dimension}, fewer {under} and more {over} answered than there are (dissimilarity {dissimilarity}%).",
    ),
    "say_composition_under": (
        "{dimension}の構成を母集団と比べると、{cells}が少ないです（構成のずれ {dissimilarity}%）。",
        "By {dimension}, fewer {cells} answered than there are (dissimilarity {dissimilarity}%).",
    ),
    "say_composition_over": (
        "{dimension}の構成を母集団と比べると、{cells}が多いです（構成のずれ {dissimilarity}%）。",
        "By {dimension}, more {cells} answered than there are (dissimilarity {dissimilarity}%).",
    ),
    "say_composition_alike": (
        "{dimension}の構成には、母集団との違いがはっきりしません（構成のずれ {dissimilarity}%）。",
        "By {dimension}, no clear difference from the population was found (dissimilarity {dissimilarity}%).",
    ),
    "say_r_indicator": (
        "回収率の偏りの少なさ（R指標）は {value} です（区間 {lower}～{upper}。1 はどの区分も同じ回収率）。",
        "The R-indicator is {value} (interval {lower} to {upper}; 1 means that every group answered alike).",
    ),
    "say_weights": (
        "{name}（{margins}）のウエイトは平均の {low}～{high} 倍です。"
        "{n} 人の回答は、精度では {n_eff} 人分にあたります。",
        "{name} ({margins}): weights are {low} to {high} times their mean; {n} answers are worth {n_eff}.",
    ),
    "weighting_unweighted": ("補正なし", "unweighted"),
    "weighting_poststratified": ("事後層化による補正", "post-stratification"),
    "weighting_raked": ("レイキングによる補正", "raking"),
    "say_late_alike": (
        "{day} までに答えた人とその後の人の間に、はっきりした違いのある指標はありません。",
        "Those who answered by {day} and later ones do not clearly differ in any indicator.",
    ),
    "say_late_differs": (
        "{day} までに答えた人とその後の人では、次の指標の割合が違います: {indicators}",
        "Those who answered by {day} and later ones differ in: {indicators}",
    ),
    "say_population": ("{of}についての割合です。母数は{base}です。", "A percent of: {of}. Base: {base}."),
    "say_of_respondents": ("{survey}に答えた人", "respondents of {survey}"),
    "say_domain": ("{of}のうち「{domain}」の人", "{of}, those with “{domain}”"),
    "base_answered": ("この設問に答えた人（無回答を除く）", "those who answered the question"),
    "base_all": ("この設問を尋ねた人全員（無回答を含む）", "everyone asked, no answer included"),
    "base_excluding": ("{rule}から「{excluded}」を除いた人", "{rule}, without “{excluded}”"),
    "say_alike_unknown": (
        "比べた年度の調査票が手元にないため、同じ尋ね方だったかどうかは確かめていません。",
        "The questionnaire of the year compared with is not at hand, so whether the question was asked alike was not checked.",
    ),
    "say_not_alike": (
        "比べた年度とは {aspects} が違うため、増減をそのまま比べられません。",
        "In the year compared with, {aspects} differed, so the change cannot be read as one.",
    ),
    "say_needed": (
        "{by}年度の目標に届くには、1年あたり {step} が必要です。",
        "To reach the target in {by}, {step} a year are needed.",
    ),
    "say_path_on_track": (
        "{years}年度の動きがそのまま続くと仮定すると、{by}年度は {lower}～{upper}% で、目標に届く計算です。",
        "Were {by} to follow the path of {years}, it would have {lower} to {upper}%: on track.",
    ),
    "say_path_behind": (
        "{years}年度の動きがそのまま続くと仮定すると、{by}年度は {lower}～{upper}% で、目標に届かない計算です。",
        "Were {by} to follow the path of {years}, it would have {lower} to {upper}%: short of the target.",
    ),
    "say_path_unclear": (
        "{years}年度の動きがそのまま続くと仮定しても、{by}年度は {lower}～{upper}% と幅が広く、"
        "目標に届くかは分かりません。",
        "Were {by} to follow the path of {years}, it would have {lower} to {upper}%: too wide to tell.",
    ),
    "say_p": ("p={p}", "p = {p}"),
    "say_p_below": ("p<{p}", "p < {p}"),
    "say_multiplicity_holds": (
        "指標をいくつも同時に比べたことを考えに入れても（Holm の方法、{p}）、この変化ははっきりしています。",
        "The change stands when comparing so many indicators is allowed for (Holm's method, {p}).",
    ),
    "say_multiplicity_fades": (
        "ただし、指標をいくつも同時に比べたことを考えに入れると（Holm の方法、{p}）、"
        "はっきりした変化とまではいえません。",
        "Allowing for comparing so many indicators (Holm's method, {p}), the change is not clear.",
    ),
    "say_margin_one": (
        "標本誤差は、割合が50%のときで最大 ±{best} ポイントです。",
        "Sampling error is at most ±{best} points (at 50%).",
    ),
    "say_path_cannot_tell": (
        "年度ごとの標本誤差がそろわないため、目標に届く見込みは示せません。",
        "The sampling errors of the years are not all known, so no outlook can be given.",
    ),
    "say_previous": ("比べた年度: {title}（{year}年度、{name}）", "Compared with: {title} ({year}, {name})"),
    "detail_line": ("　・{words}", "  - {words}"),
    "heading_detail": ("指標ごとの説明", "Each indicator"),
    "estimates_indicator_repeated": (
        "指標「{indicator}」の推定値が2行以上あります。区分ごとの行を除き、1つの指標に1行にしてください。",
        "there are several rows of indicator `{indicator}`; give one, without rows of domains.",
    ),
    "base_answered_every": ("すべての設問に答えた人（無回答を除く）", "those who answered every question"),
    "base_answered_each": ("設問ごとに、それに答えた人（無回答を除く）", "for each question those who answered it"),
}
