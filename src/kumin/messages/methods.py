"""How numbers are made and how to read them: interval methods, rounding, weights, suppression."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_read_1": (
        "n は割合の分母になった人数です。とくに断りのないかぎり、無回答と無効の回答は含みません。",
        "n is the number of people a percent is taken of; missing and invalid answers are left out unless stated "
        "otherwise.",
    ),
    "rep_read_2": (
        "割合は人数から計算し、小数第{place}位を四捨五入しています。内訳を足しても100.0%にならないことがあります。",
        "Percents are computed from counts and rounded half up at decimal place {place}; parts may not add up to 100.0.",
    ),
    "rep_read_2_weighted": (
        "{surveys}による指標の割合は、回答者の構成を母集団の構成に合わせて補正した値（ウエイト補正後）です。人数と、選択肢ごと・属性別の割合は補正前のもので、指標の割合とは一致しないことがあります。"
        "割合は小数第{place}位を四捨五入しています。内訳を足しても100.0%にならないことがあります。",
        "The indicators' percents from {surveys} are weighted to the population's composition. Counts, and percents by "
        "option and by group, are unweighted and may differ from them. Percents are rounded half up at decimal place "
        "{place}; parts may not add up to 100.0.",
    ),
    "rep_read_2_weighted_design": (
        "{surveys}による指標の割合は、抽出の設計のウエイトで補正した値（ウエイト補正後）です。人数と、選択肢ごと・属性別の割合は補正前のもので、指標の割合とは一致しないことがあります。"
        "割合は小数第{place}位を四捨五入しています。内訳を足しても100.0%にならないことがあります。",
        "The indicators' percents from {surveys} are weighted by the sampling design. Counts, and percents by option and "
        "by group, are unweighted and may differ from them. Percents are rounded half up at decimal place {place}; parts "
        "may not add up to 100.0.",
    ),
    "rep_read_3": (
        "{level}%区間は、同じ調査を何度も行ったとき、およそ {level}% の回数で母集団の割合を含む範囲です。"
        "標本誤差だけを表し、答えなかった人との違いは含みません。",
        "In about {level}% of repeated surveys the {level}% interval would contain the population's percent. "
        "It shows "
        "sampling error only, not how people who did not answer may differ.",
    ),
    "rep_read_4": (
        "達成状況は、公表する（四捨五入した）割合を目標値と比べたものです。"
        "区間などの情報は判定に添えるもので、判定を変えません。",
        "The judgement compares the published (rounded) percent with the target. The evidence is shown with "
        "the judgement and never changes it.",
    ),
    "rep_read_5": (
        "差は「ポイント」で表します。",
        "Differences are in points.",
    ),
    "rep_read_6": (
        "複数回答の割合は、答えた人のうちその選択肢を選んだ人の割合で、合計は100%を超えることがあります。",
        "Percents of multiple answers are of the people who answered, and may add up to more than 100.",
    ),
    "rep_method_point": (
        "割合は、集計対象（母数）のうち、指標で数える選択肢を選んだ人の割合です。",
        "A percent is the share of people in the base who chose an option that the indicator counts.",
    ),
    "rep_method_wilson": (
        "{method}: スコア区間で、有効標本の大きさによります。",
        "{method}: the score interval, with the effective sample size.",
    ),
    "rep_method_finite_exact": (
        "{method}: 超幾何分布による区間です（母集団のほぼ全員に尋ねた調査）。",
        "{method}: from the hypergeometric distribution, for surveys of nearly everyone.",
    ),
    "rep_method_other": ("区間は{method}です。", "The interval is {method}."),
    "rep_method_fpc": (
        "母集団の人数が分かる調査では、有限母集団修正をしています（{surveys}）。",
        "Where the population's size is known, the finite population correction is made ({surveys}).",
    ),
    "rep_method_no_error": (
        "無作為に選んだ人の回答ではない調査では、標本誤差・区間・検定を示していません（{surveys}）。",
        "For surveys that are not random samples, no sampling error, interval or test is given ({surveys}).",
    ),
    "rep_method_weighted": (
        "{survey}の指標の割合は、{name}（{margins}）をした値です。合わせた先: {source}。",
        "{survey}: the indicators' percents are weighted by {name} ({margins}) to: {source}.",
    ),
    "rep_method_weighted_design": (
        "{survey}の指標の割合は、抽出の設計のウエイトで補正した値です。",
        "{survey}: the indicators' percents are weighted by the sampling design.",
    ),
    "rep_method_weights_cost": (
        "{survey}のウエイトのばらつきによる精度の低下（デザイン効果）は {deff} 倍です。",
        "{survey}: the design effect of the weights is {deff}.",
    ),
    "rep_method_weighted_interval": (
        "補正した割合の区間は、ウエイトを考えに入れたロジットの区間です。",
        "Intervals of weighted percents are logit intervals that take the weights into account.",
    ),
    "rep_as_of": ("{day}現在", "as of {day}"),
    "rep_source_more": ("{title}（{more}）", "{title} ({more})"),
    "rep_unweighted_table": (
        "この表の人数と割合は補正前のものです。指標の値は補正後のため、一致しないことがあります。",
        "Counts and percents of this table are unweighted; the indicator's value is weighted and may differ.",
    ),
    "rep_unweighted_form": (
        "{surveys}の割合と区間は補正後（ウエイト補正後）、n と該当数は補正前の人数です。",
        "{surveys}: percents and intervals are weighted; n and counts are unweighted.",
    ),
    "rep_unweighted_simple": (
        "この表は補正前の人数と割合です（{surveys}による指標の公表する割合は補正後）。",
        "Counts and percents here are unweighted (the indicators' published percents from {surveys} are weighted).",
    ),
    "interval_wilson": ("Wilson の区間", "Wilson's interval"),
    "interval_wilson_cc": ("連続修正をした Wilson の区間", "Wilson's interval with continuity correction"),
    "interval_logit": ("ロジットの区間", "the logit interval"),
    "interval_beta": ("Korn–Graubard の区間", "Korn and Graubard's interval"),
    "interval_agresti_coull": ("Agresti–Coull の区間", "Agresti and Coull's interval"),
    "interval_jeffreys": ("Jeffreys の区間", "Jeffreys' interval"),
    "interval_clopper_pearson": ("Clopper–Pearson の区間", "Clopper and Pearson's interval"),
    "interval_wald": ("正規近似（Wald）の区間", "the normal (Wald) interval"),
    "interval_arcsine": ("逆正弦変換の区間", "the arcsine interval"),
    "interval_likelihood": ("尤度比の区間", "the likelihood ratio interval"),
    "interval_finite_exact": ("有限母集団の正確な区間", "the exact interval of a finite population"),
    "interval_auto": ("自動で選んだ区間", "chosen automatically"),
    "interval_chosen": ("{method}（自動で選択）", "{method} (chosen automatically)"),
    "rep_method_mark": (
        "クロス集計の ▲▽ は、その区分の割合がほかの区分より標本誤差を超えて高い・低いことを示します（調整済み残差、5%水準）。",
        "▲▽ in cross-tabulations: the group's percent is higher or lower than that of the other groups by more than "
        "sampling error (adjusted residual, 5% level).",
    ),
    "open_suppress": (
        "{k}人未満の人数（ほぼ全員が同じ回答のときの残りの人数も）と、差し引きで分かってしまう人数は空欄にし、suppressed 列を true にしています。人数のとりうる範囲を n_low・n_high に、"
        "割合の範囲を percent_low・percent_high に示します。範囲も示せないところは空欄です。",
        "Counts of fewer than {k} {k:person|people} (also of those left where nearly all answered alike), and those that "
        "subtraction would reveal, are left empty, with true in the column suppressed. n_low and n_high hold the bounds "
        "of the count, percent_low and percent_high those of the percent; empty where no bounds can be given.",
    ),
    "rep_method_suppress": (
        "公表用の属性別の数値は、{k}人未満の人数を範囲か「非表示」で示し、差し引きで逆算できないように、ほかの数値の一部も範囲か「非表示」にしています。",
        "In published breakdowns counts of fewer than {k} {k:person|people} are given as a range or not shown, and some "
        "others too, so that subtraction cannot reveal them.",
    ),
    "rep_method_limits_withheld": (
        "層や抽出単位ごとに抽出した調査では、そのどれかの人数を示していない設問について、層や抽出単位をまたぐ割合・平均の区間も示しません（その中の人数や平均が計算できるためです）。",
        "Of a sample by strata or sampling units, questions with a count of one of these that is not shown have no intervals "
        "of percents and means across them, from which it could be calculated.",
    ),
    "note_published": ("値は、公表されたものをそのまま使っています。", "Values are those that were published."),
    "note_percent": ("割合は人数から四捨五入した値です。", "Percents are rounded half up."),
    "note_weighted": (
        "割合は四捨五入した値です。{surveys}の割合は母集団の構成に合わせて補正した値（ウエイト補正後）、n は補正前の人数です。",
        "Percents are rounded half up; those from {surveys} are weighted to the population's composition, n is unweighted.",
    ),
    "note_weighted_design": (
        "割合は四捨五入した値です。{surveys}の割合は抽出の設計のウエイトで補正した値（ウエイト補正後）、n は補正前の人数です。",
        "Percents are rounded half up; those from {surveys} are weighted by the sampling design, n is unweighted.",
    ),
    "note_interval": (
        "区間は標本誤差だけを表し、答えなかった人との違いは含みません。",
        "Intervals show sampling error only, not how those who did not answer may differ.",
    ),
    "note_census": (
        "全数調査の区間は、答えなかった人が答えた人と同じように答えるとした場合の幅です。",
        "In surveys that asked everyone, the interval shows how far the percent could be off if those who did not answer "
        "are like those who did.",
    ),
    "note_finite": (
        "母集団のほぼ全員に尋ねた調査（finite_exact）の区間は、有限母集団の正確な区間です。",
        "Surveys of nearly everyone (finite_exact) have the exact interval of a finite population.",
    ),
    "measure_share": (
        "positive の選択肢（数値の設問では値や範囲）に当てはまる人の割合",
        "the share of people whose answer counts: options, or numbers in a list or range",
    ),
    "measure_any": (
        "parts のどれかに当てはまる人の割合",
        "the share of those who meet any of the parts",
    ),
    "measure_all": (
        "parts のすべてに当てはまる人の割合",
        "the share of those who meet all of the parts",
    ),
    "measure_mean_of_several": (
        "parts の割合・平均点・平均の平均",
        "the mean of the shares, scores or means of the parts",
    ),
    "measure_score": (
        "選択肢ごとの点（points）の平均。点のない選択肢は母数に入らない",
        "the mean of the points of each option; options without points are not in the base",
    ),
    "measure_mean": (
        "数値の設問の平均。単位は unit、なければ設問の単位",
        "the mean of a number question, in `unit`, or in the question's unit",
    ),
    "measure_difference": (
        "1つめの parts から2つめを引いた差。割合どうしはポイント",
        "the first part minus the second; for shares, in points",
    ),
    "measure_ratio": (
        "1つめの parts を2つめで割った比（何倍か）",
        "the first part divided by the second (how many times)",
    ),
    "measure_pooled": (
        "ほかの指標（of）の、いくつかの年度・調査の値を合わせる。pooled 回答者を合わせた割合・平均、mean 値の平均、sum 合計（割合なら人数）、attainment 達成率（値 ÷ 目標）の平均",
        "values of other indicators (`of`) of several years or surveys: pooled (over all respondents), mean (of the "
        "values), sum (for shares, the people), attainment (the mean of value ÷ target)",
    ),
    "measure_stated": (
        "調査によらない数。result と history に書く",
        "a number from no survey, stated in `result` and `history`",
    ),
    "weighting_unweighted": ("補正なし", "unweighted"),
    "weighting_design": ("抽出の設計による補正", "weighting by the design"),
    "weighting_poststratified": ("事後層化による補正", "post-stratification"),
    "weighting_raked": ("レイキングによる補正", "raking"),
    "num_method": (
        "数値の設問は、平均とその{level}%区間（平均±t×標準誤差、母集団の人数が分かれば有限母集団修正あり。調査票の最小・最大は超えません）、標準偏差（n-1 で割る）、四分位を示します。中央値と四分位は、"
        "小さい順に並べて 25%・50%・75% に初めて届いた回答です（偶数人でも2つの平均をとりません）。",
        "Number questions show the mean with its {level}% interval (mean ± t × standard error, with finite population "
        "correction where the population's size is known; not beyond the question's minimum and maximum), the standard deviation (over n - 1) and quartiles: the first "
        "answer, in order of size, at which 25, 50 and 75% are reached (the two in the middle are not averaged).",
    ),
    "num_method_plain": (
        "数値の設問は、平均、標準偏差（n-1 で割る）、四分位を示します。無作為に選んだ人の回答ではないため、区間は示しません。中央値と四分位は、小さい順に並べて 25%・50%・75% に初めて届いた回答です（"
        "偶数人でも2つの平均をとりません）。",
        "Number questions show the mean, the standard deviation (over n - 1) and quartiles: the first answer, in order "
        "of size, at which 25, 50 and 75% are reached (the two in the middle are not averaged). The sample is not "
        "random, so no interval is given.",
    ),
    "num_method_mark": (
        "平均の ▲▽ は、その区分の平均がほかの区分の回答者の平均より標本誤差を超えて高い・低いことを示します（5%水準）。",
        "▲▽ next to a mean: it is higher or lower than the mean of the other groups by more than sampling error (5% "
        "level).",
    ),
    "table_without_interval": (
        "区間を示していない値とその理由（件数）: {reasons}",
        "Figures without an interval, with the reason (how many): {reasons}",
    ),
    "num_method_suppress": (
        "数値・日付の設問では最小・最大を示さず、中央値は {halves}人以上、四分位は {fourths}人以上のときだけ示します。",
        "For numbers and dates no minimum or maximum is given; a median only for {halves} people or more, quartiles only "
        "for {fourths} or more.",
    ),
}
