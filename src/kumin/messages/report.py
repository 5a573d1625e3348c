"""Words of the reports people open: page, workbook, document, tables."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_html_lang": ("ja", "en"),
    "rep_skip": ("本文へ移動", "Skip to the content"),
    "rep_contents": ("目次", "Contents"),
    "rep_title": ("{title}の達成状況", "{title}: results"),
    "rep_year_both": ("令和{reiwa}年度（{year}年度）", "fiscal year {year} (Reiwa {reiwa})"),
    "rep_year_heisei": ("平成{heisei}年度（{year}年度）", "fiscal year {year} (Heisei {heisei})"),
    "rep_year_end": ("{year}年度末まで", "by the end of fiscal year {year}"),
    "rep_made": ("作成 {time}　kumin {version}", "Made {time} with kumin {version}"),
    "rep_synthetic": (
        "この報告には架空のデータが含まれます（{what}）。実在の住民の状況を示すものではありません。",
        "This report contains made-up data ({what}). It says nothing about real residents.",
    ),
    "rep_overview": ("結果の概要", "Overview"),
    "rep_verdict": (
        "アウトカム指標 {total} 件のうち、達成（A）{a} 件、未達成（B）{b} 件",
        "Of {total} outcome indicators, {a} achieved (A), {b} not achieved (B)",
    ),
    "rep_verdict_other": ("アウトカム指標 {total} 件: {counts}", "{total} outcome indicators: {counts}"),
    "rep_verdict_none": ("、判定なし {none} 件", ", {none} not judged"),
    "rep_verdict_error": (
        "うち {count} 件は、目標との差が標本誤差の範囲内です。",
        "In {count} of them the distance from the target is within sampling error.",
    ),
    "rep_achieved": ("達成", "Achieved"),
    "rep_missed": ("未達成", "Not achieved"),
    "rep_not_judged": ("判定なし", "Not judged"),
    "rep_chart_all": ("全指標の割合、95%区間、目標、前年度", "All indicators: percent, interval, target, last year"),
    "rep_chart_all_desc": (
        "各指標の今年度の割合を点で、区間を帯で、目標を縦線で、前年度を白い丸で示した図。数値は次の表と同じです。",
        "This year's percent as a dot, its interval as a band, the target as an upright line, last year as a hollow "
        "circle. The numbers are those of the next table.",
    ),
    "rep_chart_left_out": (
        "割合でない指標は図に含めていません: {names}。値は次の表にあります。",
        "Not in the chart, for they are no percents: {names}. Their values are in the next table.",
    ),
    "rep_key_range": ("目標の範囲", "target range"),
    "rep_key_a": ("今年度 達成（A）", "this year, achieved (A)"),
    "rep_key_b": ("今年度 未達成（B）", "this year, not achieved (B)"),
    "rep_key_interval": ("{level}%区間", "{level}% interval"),
    "rep_key_target": ("目標", "target"),
    "rep_key_previous": ("前年度", "last year"),
    "rep_key_option": (
        "帯の番号は選択肢の番号です（狭い部分は割合や番号を省略）。",
        "Parts are numbered by option; narrow parts show less.",
    ),
    "rep_table_all": ("全指標の一覧", "All indicators"),
    "rep_issue": ("経営課題{id}　{title}", "Issue {id}: {title}"),
    "rep_issue_short": ("経営課題{id}", "Issue {id}"),
    "rep_recognition": ("課題認識", "Recognition"),
    "rep_strategies": ("主な戦略", "Main strategies"),
    "rep_budget": ("予算・決算", "Budget"),
    "rep_budget_settled": ("{year}年度 決算", "{year} settled"),
    "rep_budget_budget": ("{year}年度 予算", "{year} budget"),
    "rep_budget_million": ("{amount}百万円", "{amount} million yen"),
    "rep_indicators": ("アウトカム指標", "Outcome indicators"),
    "rep_status": ("達成状況", "Judgement"),
    "rep_self_evaluation": ("自己評価", "Self-evaluation"),
    "rep_future": ("今後の方針", "Future policy"),
    "rep_goal": ("目標", "Goal"),
    "rep_mission": ("使命", "Mission"),
    "rep_basic_policy": ("基本的な考え方", "Basic policy"),
    "rep_head": ("区長", "Head of the ward"),
    "rep_this_year": ("今年度", "This year"),
    "rep_last_year": ("前年度", "Last year"),
    "rep_last_result": ("前年度実績", "Last year's result"),
    "rep_target": ("目標", "Target"),
    "rep_interval": ("{level}%区間", "{level}% interval"),
    "rep_percent": ("割合", "Percent"),
    "rep_change": ("増減", "Change"),
    "rep_points": ("{points}ポイント", "{points} points"),
    "rep_to": ("{lower}～{upper}", "{lower}–{upper}"),
    "rep_count_of": ("{n_base}人のうち{n_positive}人", "{n_positive} of {n_base}"),
    "rep_base_only": ("n={n_base}", "n={n_base}"),
    "rep_evidence": ("この判定はどのくらい確かか", "How sure is this judgement"),
    "rep_say_clear_a": (
        "{level}%区間の全体が目標の側にあり、標本誤差を考えても達成です。",
        "The whole {level}% interval lies on the target's side: achieved even allowing for sampling error.",
    ),
    "rep_say_clear_b": (
        "{level}%区間の全体が目標に届かず、標本誤差を考えても未達成です。",
        "The whole {level}% interval falls short of the target: not achieved even allowing for sampling error.",
    ),
    "rep_say_within_error": (
        "目標との差は標本誤差の範囲内です。別の標本なら判定が変わった可能性があります。",
        "The distance from the target is within sampling error: another sample might have been judged otherwise.",
    ),
    "rep_say_clear_met": (
        "{level}%区間の全体が目標を満たす側にあります（評価の区分まで同じとは限りません）。",
        "The whole {level}% interval meets the target (which need not mean the same mark throughout).",
    ),
    "rep_say_clear_unmet": (
        "{level}%区間の全体が目標を満たさない側にあります（評価の区分まで同じとは限りません）。",
        "The whole {level}% interval misses the target (which need not mean the same mark throughout).",
    ),
    "rep_say_within_error_target": (
        "目標との差は標本誤差の範囲内です。別の標本なら、目標を満たすかどうかが変わった可能性があります。",
        "The distance from the target is within sampling error: with another sample, whether the target is met might "
        "have been otherwise.",
    ),
    "rep_say_tipping_target": (
        "答えなかった {n_missing} 人のうち {percent}（回答者より {difference}）がこの指標にあてはまると、"
        "目標を満たすかどうかが変わります。",
        "If {percent} of the {n_missing} who did not answer met this indicator ({difference} against respondents), "
        "whether the target is met would change.",
    ),
    "rep_say_cannot_turn_target": (
        "答えなかった {n_missing} 人の回答がどうであっても、目標を満たすかどうかは変わりません。",
        "Whatever the {n_missing} who did not answer would have said, whether the target is met stays.",
    ),
    "rep_say_probability": (
        "母集団の割合が目標を満たしている確からしさは {probability} です（標本誤差だけを考えた場合）。",
        "The probability that the population's percent meets the target is {probability} (sampling error only).",
    ),
    "rep_say_needed": (
        "同じ割合のまま目標との差をはっきりさせるには、約 {n} 人の回答が必要です。",
        "To settle the distance from the target at the same percent, about {n} answers would be needed.",
    ),
    "rep_say_tipping": (
        "答えなかった {n_missing} 人のうち {percent}（回答者より {difference}）がこの指標にあてはまると、"
        "判定は {turns_to} に変わります。",
        "If {percent} of the {n_missing} who did not answer met this indicator ({difference} against respondents), "
        "the judgement would turn to {turns_to}.",
    ),
    "rep_say_cannot_turn": (
        "答えなかった {n_missing} 人の回答がどうであっても、判定は変わりません。",
        "Whatever the {n_missing} who did not answer would have said, the judgement stays.",
    ),
    "rep_say_change_rose": (
        "{since}から {points} ポイント（{level}%区間 {lower}～{upper}）。標本誤差を超えて上がりました。",
        "{points} points from {since} ({level}% interval {lower} to {upper}): a rise beyond sampling error.",
    ),
    "rep_say_change_fell": (
        "{since}から {points} ポイント（{level}%区間 {lower}～{upper}）。標本誤差を超えて下がりました。",
        "{points} points from {since} ({level}% interval {lower} to {upper}): a fall beyond sampling error.",
    ),
    "rep_say_change_within_error": (
        "{since}から {points} ポイント（{level}%区間 {lower}～{upper}）。標本誤差の範囲内で、"
        "上がったとも下がったともいえません。",
        "{points} points from {since} ({level}% interval {lower} to {upper}): within sampling error, "
        "neither a rise "
        "nor a fall can be told.",
    ),
    "rep_say_change_cannot_tell": (
        "{since}から {points} ポイント。{since}の回答者数が分からないため、標本誤差を超える変化かどうかは分かりません。",
        "{points} points from {since}; {since}'s number of answers is not known, so whether this exceeds "
        "sampling "
        "error cannot be told.",
    ),
    "rep_say_change_not_random": (
        "{since}から {points} ポイント。無作為に選んだ人の回答ではないため、標本誤差を超える変化かどうかは分かりません。",
        "{points} points from {since}; not a random sample, so whether this exceeds sampling error cannot be told.",
    ),
    "rep_say_change_no_error": (
        "{since}から {points} ポイント。どちらかの年度の標本誤差を示せないため、それを超える変化かどうかは分かりません。",
        "{points} points from {since}; one of the years has no sampling error to state, so whether this exceeds it "
        "cannot be told.",
    ),
    "rep_since_last_year": ("前年度", "last year"),
    "rep_since_year": ("{year}年度", "{year}"),
    "rep_say_weighted_same": (
        "性別・年齢などを住民の構成に合わせて補正した割合は {percent} で、判定は変わりません。",
        "Weighted to the residents' composition the percent is {percent}; the judgement stays.",
    ),
    "rep_say_weighted_changes": (
        "性別・年齢などを住民の構成に合わせて補正した割合は {percent} で、判定は {judgement} に変わります。",
        "Weighted to the residents' composition the percent is {percent}; the judgement would turn to {judgement}.",
    ),
    "rep_say_base_depends": (
        "無回答や「わからない」の扱いによって判定が変わります: {rules}",
        'The judgement depends on how no answer and "don\'t know" are treated: {rules}',
    ),
    "rep_say_base_same": (
        "無回答や「わからない」をどう扱っても判定は変わりません（{lowest}～{highest}）。",
        'However no answer and "don\'t know" are treated, the judgement stays ({lowest} to {highest}).',
    ),
    "rep_rule_answered": ("無回答を除く", "answered"),
    "rep_rule_all": ("無回答を含む", "all asked"),
    "rep_rule_answered_without_unsure": ("無回答とわからないを除く", "answered, without don't know"),
    "rep_rule_all_without_unsure": ("わからないを除く", "all asked, without don't know"),
    "rep_rule_plan": ("運営方針の決まり", "the plan's rule"),
    "rep_answers": ("回答の内訳", "Answers"),
    "rep_band_desc": (
        "回答の内訳の帯グラフ。数値は次の表と同じです。",
        "Bar of all answers; the numbers are those of the table.",
    ),
    "rep_option": ("選択肢", "Option"),
    "rep_n": ("人数", "Count"),
    "rep_total": ("回答者計", "Answered"),
    "rep_no_answer": ("無回答・無効", "No or invalid answer"),
    "rep_everyone": ("全体", "Everyone"),
    "rep_counts_for": (
        "「{mark}」の選択肢が、指標の割合に数える回答です。",
        "Options with {mark} count for the indicator.",
    ),
    "rep_trend": ("年度ごとの割合", "Percent by fiscal year"),
    "rep_trend_desc": (
        "年度ごとの割合の折れ線と目標の線。{values}",
        "Line of percents by fiscal year, with the target. {values}",
    ),
    "rep_domains": ("属性別の割合", "Percent by group of respondents"),
    "rep_domains_desc": (
        "属性別の割合を点、区間を帯で示した図。数値は表と同じです。",
        "Percents by group as dots with intervals; the numbers are those of the table.",
    ),
    "rep_domains_note": (
        "破線は目標、点線は全体の割合。白い点は n が30未満の参考値。{k} 人未満の区分と、"
        "差し引きで分かってしまう区分は「x」として表示しません。",
        "Dashed line: target; dotted: everyone. Hollow dots: n below 30, for reference. Cells below {k} "
        "people, and those "
        "that subtraction would reveal, are not shown (x).",
    ),
    "rep_show_domains": ("属性別の割合を見る（{axes}）", "Show percents by group ({axes})"),
    "rep_group": ("区分", "Group"),
    "rep_reference_mark": ("※", "*"),
    "rep_conduct": ("調査の実施", "How the surveys were conducted"),
    "rep_survey": ("調査", "Survey"),
    "rep_population_of": ("調査対象", "Population"),
    "rep_population": ("母集団", "Population size"),
    "rep_sampling": ("抽出", "Sampling"),
    "rep_sampling_random": ("無作為抽出", "random sample"),
    "rep_sampling_census": ("全数調査", "everyone asked"),
    "rep_sampling_volunteers": ("公募（標本誤差は示せません）", "volunteers (no sampling error)"),
    "rep_sampling_participants": ("参加者（標本誤差は示せません）", "participants (no sampling error)"),
    "rep_sampling_panel": ("ウェブパネル（標本誤差は示せません）", "web panel (no sampling error)"),
    "rep_period": ("実施期間", "Period"),
    "rep_mode": ("方法", "Mode"),
    "rep_invited": ("発送数", "Invited"),
    "rep_undeliverable": ("うち不着", "of which undeliverable"),
    "rep_returned": ("回収数", "Returned"),
    "rep_used": ("有効回収数", "Used"),
    "rep_rate": ("有効回収率", "Response rate"),
    "rep_interval_method": ("区間の方法", "Interval"),
    "rep_note": ("備考", "Note"),
    "rep_people": ("{n}人", "{n}"),
    "rep_who": ("だれが答えたか", "Who answered"),
    "rep_who_intro": (
        "住民の構成（淡い太い帯）と回答者の構成（濃い細い帯）を比べたものです。二つが離れるほど、"
        "回答者は住民と違っています。",
        "The residents' composition (pale, wide bars) against the respondents' (dark, narrow bars). The "
        "further apart, the "
        "more respondents differ from residents.",
    ),
    "rep_who_chart": ("住民と回答者の構成: {survey}", "Residents and respondents: {survey}"),
    "rep_who_missing": ("母集団の内訳がないため、比べられません。", "The population is not known by group."),
    "rep_share_population": ("住民の割合", "Residents"),
    "rep_share_sample": ("回答者の割合", "Respondents"),
    "rep_difference": ("差", "Difference"),
    "rep_mark": ("評価", "Mark"),
    "rep_mark_over": ("多い", "over-represented"),
    "rep_mark_under": ("少ない", "under-represented"),
    "rep_mark_as_expected": ("標本誤差の範囲内", "as expected"),
    "rep_findings": ("データの検査", "Checks of the data"),
    "rep_findings_intro": (
        "回答ファイルの誤りを数えたものです。誤りのある回答は黙って捨てず、決まった方法で扱っています。",
        "What was wrong in the answer files. No faulty answer is dropped in silence; each is treated by rule.",
    ),
    "rep_findings_none": ("誤りは見つかりませんでした。", "Nothing was found wrong."),
    "rep_code": ("記号", "Code"),
    "rep_finding": ("内容", "What was found"),
    "rep_count": ("件数", "Count"),
    "rep_action": ("扱い", "Treatment"),
    "rep_severity": ("程度", "Severity"),
    "rep_severity_error": ("誤り", "error"),
    "rep_severity_warning": ("注意", "warning"),
    "rep_reading": ("この報告の読み方", "How to read this report"),
    "rep_methods": ("方法", "Methods"),
    "rep_record": ("記録", "Record"),
    "rep_read_1": (
        "n は割合の分母になった人数です。とくに断りのないかぎり、無回答と無効の回答は含みません。",
        "n is the number of people a percent is taken of; no and invalid answers are left out unless said otherwise.",
    ),
    "rep_read_2": (
        "割合は人数から計算し、小数第{place}位を四捨五入しています。内訳を足しても100.0%にならないことがあります。",
        "Percents are computed from counts and rounded half up at decimal place {place}; parts need not add to 100.0.",
    ),
    "rep_read_2_weighted": (
        "{surveys}による指標の割合は、回答者の構成を住民の構成に合わせて補正した値（ウエイト補正後）です。"
        "人数と、選択肢ごと・属性別の割合は補正前のもので、指標の割合とは一致しません。"
        "割合は小数第{place}位を四捨五入しています。内訳を足しても100.0%にならないことがあります。",
        "The indicators' percents from {surveys} are weighted to the residents' composition. Counts, and percents by "
        "option and by group, are unweighted and need not agree with them. Percents are rounded half up at decimal "
        "place {place}; parts need not add to 100.0.",
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
        "The judgement compares the published (rounded) percent with the target. The evidence stands beside "
        "the judgement "
        "and never changes it.",
    ),
    "rep_read_5": (
        "n が30未満の割合は参考値です（※）。差は「ポイント」で表します。",
        "Percents with n below 30 are for reference (*). Differences are in points.",
    ),
    "rep_read_6": (
        "複数回答の割合は、答えた人のうちその選択肢を選んだ人の割合で、合計は100%を超えることがあります。",
        "Percents of multiple answers are of those who answered, and may add to more than 100.",
    ),
    "rep_method_point": (
        "割合は、集計対象（母数）のうち、指標で数える選択肢を選んだ人の割合です。",
        "A percent is the share of the base that chose an option counted by the indicator.",
    ),
    "rep_method_wilson": (
        "{method}: スコア区間で、有効標本の大きさによります。",
        "{method}: the score interval, on the effective sample size.",
    ),
    "rep_method_finite_exact": (
        "{method}: 超幾何分布による区間です（母集団のほぼ全員に尋ねた調査）。",
        "{method}: from the hypergeometric distribution, for surveys of nearly everyone.",
    ),
    "rep_method_other": ("区間は{method}です。", "The interval is {method}."),
    "rep_method_fpc": (
        "母集団の人数が分かる調査では、有限母集団修正をしています（{surveys}）。",
        "Where the population's size is known there is a finite population correction ({surveys}).",
    ),
    "rep_method_no_error": (
        "無作為に選んだ人の回答ではない調査では、標本誤差・区間・検定を示していません（{surveys}）。",
        "Of surveys that are no random sample no sampling error, interval or test is given ({surveys}).",
    ),
    "rep_method_weighted": (
        "{survey}の指標の割合は、{name}（{margins}）をした値です。合わせた先: {source}。"
        "ウエイトのばらつきによる精度の低下（デザイン効果）は {deff} 倍です。",
        "{survey}: the indicators' percents are weighted by {name} ({margins}) to: {source}. "
        "The design effect of the weights is {deff}.",
    ),
    "rep_method_weighted_interval": (
        "補正した割合の区間は、ウエイトを考えに入れたロジットの区間です。",
        "Intervals of weighted percents are logit intervals that allow for the weights.",
    ),
    "rep_as_of": ("{day}現在", "as of {day}"),
    "rep_source_more": ("{title}（{more}）", "{title} ({more})"),
    "rep_count_weighted": (
        "ウエイト補正後（補正前は{n_base}人のうち{n_positive}人、{percent}%）",
        "weighted (unweighted: {n_positive} of {n_base}, {percent}%)",
    ),
    "rep_count_weighted_base": ("ウエイト補正後（補正前の人数 n={n_base}）", "weighted (unweighted n={n_base})"),
    "rep_unweighted_table": (
        "この表の人数と割合は補正前のものです。指標の割合は補正後のため、一致しません。",
        "Counts and percents of this table are unweighted; the indicator's percent is weighted and need not agree.",
    ),
    "rep_unweighted_form": (
        "{surveys}の割合と区間は補正後（ウエイト補正後）、n と該当数は補正前の人数です。",
        "{surveys}: percents and intervals are weighted; n and counts are unweighted.",
    ),
    "rep_unweighted_simple": (
        "この表は補正前の人数と割合です（{surveys}による指標の公表する割合は補正後）。",
        "Counts and percents here are unweighted (the indicators' published percents from {surveys} are weighted).",
    ),
    "rep_base_other": (
        "表は{n_table}人、指標の割合は{n_base}人に対するものです（指標の母数: {base}）。",
        "The table is of {n_table} people, the indicator's percent of {n_base} (its base: {base}).",
    ),
    "rep_say_by_counts": ("補正前の人数でみると、{words}", "By the unweighted counts: {words}"),
    "rep_say_unweighted_same": (
        "この割合は住民の構成に合わせて補正した値です。補正しない割合は {percent} で、判定は変わりません。",
        "This percent is weighted to the residents' composition; unweighted it is {percent}, and the judgement stays.",
    ),
    "rep_say_unweighted_differs": (
        "この割合は住民の構成に合わせて補正した値です。補正しない割合は {percent} で、判定は {judgement} でした。",
        "This percent is weighted to the residents' composition; unweighted it is {percent}, which would be judged "
        "{judgement}.",
    ),
    "rep_in_brackets": ("（{words}）", "({words})"),
    "rep_of_year": ("{value}（{year}年度）", "{value} ({year})"),
    "rep_result_of_year": ("{year}年度実績", "Result of {year}"),
    "rep_year_short": ("{year}年度", "{year}"),
    "rep_period_start": ("実施期間の初日", "First day"),
    "rep_period_end": ("実施期間の末日", "Last day"),
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
        "クロス集計の ▲▽ は、その区分の割合がほかの区分より標本誤差を超えて高い・"
        "低いことを示します（調整済み残差、5%水準）。",
        "▲▽ in cross-tabulations: the group's percent is higher or lower than the other groups' beyond "
        "sampling error "
        "(adjusted residual, 5% level).",
    ),
    "rep_method_suppress": (
        "公表用の属性別の数値は、{k} 人未満の区分を秘匿し（x）、差し引きで逆算できないよう追加で秘匿しています。",
        "In published breakdowns cells of fewer than {k} people are suppressed (x), with complementary "
        "suppression so "
        "that subtraction cannot reveal them.",
    ),
    "rep_file": ("ファイル", "File"),
    "rep_role": ("役割", "Role"),
    "rep_role_definition": ("定義", "definition"),
    "rep_role_answers": ("回答", "answers"),
    "rep_size": ("大きさ（バイト）", "Size (bytes)"),
    "rep_digest": ("SHA-256", "SHA-256"),
    "rep_versions": ("版", "Versions"),
    "rep_options": ("実行の条件", "Options"),
    "rep_source": ("出典", "Source"),
    "rep_value": ("値", "Value"),
    "rep_document_kept": (
        "report.docx は手で直されているので、そのまま残しました。新しい版は {new} です。",
        "report.docx was edited by hand and is left as it is; the new one is {new}.",
    ),
    "rep_extra_missing": (
        "report.html・report.xlsx・report.docx は書き出していません。pip install 'kumin[report]' "
        "で使えるようになります。",
        "report.html, report.xlsx and report.docx were not written; `pip install 'kumin[report]'` adds them.",
    ),
    "rep_list_joiner": ("、", "; "),
    "sheet_form": ("達成状況", "Judgements"),
    "sheet_simple": ("単純集計", "Tabulation"),
    "sheet_cross": ("クロス集計", "Cross-tabulation"),
    "sheet_multiple": ("複数回答", "Multiple answers"),
    "sheet_conduct": ("回収状況", "Response"),
    "sheet_findings": ("検査結果", "Findings"),
    "sheet_errors": ("標本誤差早見表", "Sampling errors"),
    "sheet_methods": ("手法", "Methods"),
    "rep_name": ("アウトカム指標", "Outcome indicator"),
    "rep_base_n": ("n", "n"),
    "rep_positive_n": ("該当数", "Count"),
    "rep_percent_unit": ("割合（%）", "Percent"),
    "rep_lower": ("{level}%区間 下限", "{level}% lower"),
    "rep_upper": ("{level}%区間 上限", "{level}% upper"),
    "rep_change_unit": ("増減（ポイント）", "Change (points)"),
    "rep_probability": ("目標を満たす確からしさ", "Probability met"),
    "rep_weighted": ("住民構成で補正（%）", "Weighted percent"),
    "rep_tipping": ("判定が変わる未回答者の割合（%）", "Tipping percent of non-respondents"),
    "rep_flags": ("注意", "Flags"),
    "rep_chart_bars": (
        "アウトカム指標: 前年度・今年度・目標（%）",
        "Outcome indicators: last year, this year, target (%)",
    ),
    "rep_question_id": ("設問", "Question"),
    "rep_option_code": ("番号", "Code"),
    "rep_total_n": ("回答者計（n）", "Answered (n)"),
    "rep_axis": ("属性", "Attribute"),
    "rep_count_heading": ("人数: {label}", "Count: {label}"),
    "rep_cross_small": (
        "左側が割合（%）、右側が人数です。※ と斜体は n が30未満の参考値です。",
        "Percents to the left, counts to the right. * and italics: n below 30, for reference.",
    ),
    "rep_marks_total": (
        "回答の総数 {total}、回答者に対する割合の合計（M.T.）{percent}%",
        "Marks in total {total}, sum of percents (M.T.) {percent}%",
    ),
    "rep_multiple_none": ("複数回答の設問はありません。", "There is no multiple-answer question."),
    "rep_rates": ("属性別の回収状況", "Response by group"),
    "rep_expected": ("（発送数は母集団の構成による見込み）", " (invited: expected from the population)"),
    "rep_row": ("行", "Row"),
    "rep_column": ("列", "Column"),
    "rep_heading": ("見出し", "Heading"),
    "rep_errors_intro": (
        "割合の標本誤差（{level}%、ポイント）。単純無作為抽出。N を示した調査は有限母集団修正あり。"
        "割合が両端の列の間なら近い方を見ます。",
        "Sampling error of a percent ({level}%, points): simple random sampling, with finite population correction "
        "where N is given.",
    ),
    "rep_errors_few": (
        "母集団が早見表の最も少ない回答数（{n} 人）以下のため、表はありません。",
        "The population is no larger than the table's smallest number of answers ({n}): there is no table.",
    ),
    "rep_workbook_internal": (
        "このブックは庁内での作業用で、少人数の区分を秘匿していません。公表には kumin crosstab か "
        "open_data.csv を使ってください。",
        "This workbook is for internal work and suppresses nothing; to publish, use `kumin crosstab` or open_data.csv.",
    ),
    "open_title": ("{title} アンケート集計表", "{title}: survey tables"),
    "open_survey": ("調査", "survey"),
    "open_fiscal_year": ("年度（西暦）", "fiscal year"),
    "open_question": ("設問の記号", "id of the question"),
    "open_question_text": ("設問文", "wording of the question"),
    "open_option": ("選択肢の番号", "code of the option"),
    "open_option_label": ("選択肢", "words of the option"),
    "open_axis": ("集計区分の設問の記号（全体は空欄）", "question the table is broken down by (empty: everyone)"),
    "open_axis_label": ("集計区分", "its wording"),
    "open_category": ("区分の番号（-1 は無回答）", "code of the group (-1: no answer)"),
    "open_category_label": ("区分", "words of the group"),
    "open_n_base": (
        "n: 答えた人数（無回答・無効を除く）",
        "n: people who answered (no and invalid answers left out)",
    ),
    "open_n_positive": ("その選択肢を選んだ人数", "people who chose the option"),
    "open_percent": ("割合（%、四捨五入）", "percent, rounded half up"),
    "open_percent_unweighted": (
        "割合（%、補正前の人数から計算して四捨五入）",
        "unweighted percent, rounded half up",
    ),
    "open_lower_percent": ("{level}%区間の下限（%）", "lower end of the {level}% interval, percent"),
    "open_upper_percent": ("{level}%区間の上限（%）", "upper end of the {level}% interval, percent"),
    "open_suppressed": ("秘匿した（true）", "suppressed (true)"),
    "rep_question_words": ("設問文", "Wording"),
    "xlsx_needs_out": ("xlsx には --out でファイルを指定してください。", "xlsx needs a file: give --out."),
    "xlsx_needs_extra": (
        "xlsx を書き出すには pip install 'kumin[report]' が必要です。",
        "to write xlsx, `pip install 'kumin[report]'`.",
    ),
    "out_is_folder": (
        "出力先と同じ名前のフォルダーがあります。ファイル名を指定してください。",
        "a folder of that name exists; name a file.",
    ),
    "rep_survey_quality": ("{title}の精度と偏り", "{title}: precision and composition"),
    "rep_say_clear_outside": (
        "{level}%区間の全体が目標から外れ、標本誤差を考えても未達成です。",
        "The whole {level}% interval lies off the target: not achieved even allowing for sampling error.",
    ),
    "rep_say_base_equal": (
        "無回答や「わからない」をどう扱っても割合は {percent} で、判定は変わりません。",
        'However no answer and "don\'t know" are treated, the percent is {percent} and the judgement stays.',
    ),
}
