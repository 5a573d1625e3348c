"""Headings and captions of the page, the document and the form in the workbook."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_html_lang": ("ja", "en"),
    "rep_skip": ("本文へ移動", "Skip to the content"),
    "rep_contents": ("目次", "Contents"),
    "rep_title": ("{title}の達成状況", "{title}: results"),
    "rep_made": ("作成 {time}　kumin {version}", "Made {time} with kumin {version}"),
    "rep_overview": ("結果の概要", "Overview"),
    "rep_verdict": (
        "アウトカム指標{total}件のうち、達成（A）{a}件、未達成（B）{b}件",
        "Of {total} outcome {total:indicator|indicators}, {a} achieved (A), {b} not achieved (B)",
    ),
    "rep_verdict_other": (
        "アウトカム指標{total}件: {counts}",
        "{total} outcome {total:indicator|indicators}: {counts}",
    ),
    "rep_verdict_none": ("、判定なし{none}件", ", {none} not judged"),
    "rep_verdict_depends": (
        "うち{count}件は、条件しだいで判定が変わります。",
        "Of these, {count} could change with the conditions.",
    ),
    "rep_achieved": ("達成", "Achieved"),
    "rep_missed": ("未達成", "Not achieved"),
    "rep_not_judged": ("判定なし", "Not judged"),
    "rep_chart_all": (
        "全指標の割合、{level}%区間、目標、前年度",
        "All indicators: percent, {level}% interval, target, last year",
    ),
    "rep_chart_all_desc": (
        "各指標の今年度の割合を点で、区間を帯で、目標を縦線で、前年度を白い丸で示した図。数値は次の表と同じです。",
        "This year's percent as a dot, its interval as a band, the target as a vertical line, last year as a hollow "
        "circle. The numbers are those of the next table.",
    ),
    "rep_chart_left_out": (
        "割合でない指標は図に含めていません: {names}。値は次の表にあります。",
        "Not in the chart because they are not percents: {names}. Their values are in the next table.",
    ),
    "rep_key_range": ("目標の範囲", "target range"),
    "rep_key_a": ("今年度 達成（A）", "this year, achieved (A)"),
    "rep_key_b": ("今年度 未達成（B）", "this year, not achieved (B)"),
    "rep_key_interval": ("{level}%区間", "{level}% interval"),
    "rep_key_target": ("目標", "target"),
    "rep_key_previous": ("前年度", "last year"),
    "rep_key_option": (
        "0%の選択肢は帯にありません。",
        "Options that nobody chose are not in the bar.",
    ),
    "rep_table_all": ("全指標の一覧", "All indicators"),
    "rep_issue": ("経営課題{id}　{title}", "Issue {id}: {title}"),
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
    "rep_this_year": ("今年度", "This year"),
    "rep_last_year": ("前年度", "Last year"),
    "rep_last_result": ("前年度実績", "Last year's result"),
    "rep_target": ("目標", "Target"),
    "rep_interval": ("{level}%区間", "{level}% interval"),
    "rep_percent": ("割合", "Percent"),
    "rep_change": ("増減", "Change"),
    "rep_evidence": ("この判定はどのくらい確かか", "How sure is this judgement"),
    "rep_answers": ("回答の内訳", "Answers"),
    "rep_band_desc": (
        "回答の内訳の帯グラフ。数値は次の表と同じです。",
        "Bar of all answers; the numbers are those of the table.",
    ),
    "rep_trend": ("年度ごとの割合", "Percent by fiscal year"),
    "rep_trend_value": ("年度ごとの値", "Value by fiscal year"),
    "rep_trend_value_desc": (
        "年度ごとの値の折れ線と目標の線。{values}",
        "Line of values by fiscal year, with the target. {values}",
    ),
    "rep_trend_desc": (
        "年度ごとの割合の折れ線と目標の線。{values}",
        "Line of percents by fiscal year, with the target. {values}",
    ),
    "rep_domains": ("属性別の割合", "Percent by group of respondents"),
    "rep_domains_desc": (
        "属性別の割合を点、区間を帯で示した図。数値は表と同じです。",
        "Percents by group as dots with intervals; the numbers are those of the table.",
    ),
    "rep_domains_measured": ("属性別の値", "Value by group of respondents"),
    "rep_domains_desc_measured": (
        "属性別の値を点、区間を帯で示した図。数値は表と同じです。",
        "Values by group as dots with intervals; the numbers are those of the table.",
    ),
    "rep_axes_left_out": (
        "{axes} では、人数が少なく示せない区分が3分の1を超えるため、人数（n）だけを示し、ほかは載せていません（残りだけでは偏った見え方になるため）。",
        "By {axes} only n is shown: more than a third of the values cannot be shown because they are of too few people, "
        "and the rest alone would mislead.",
    ),
    "rep_axes_not_shown": (
        "{axes} では、人数が少なく示せない区分が3分の1を超えるため、値も人数（n）も載せていません（残りだけでは偏った見え方になるため）。",
        "By {axes} neither values nor n are shown: more than a third of the values cannot be shown because they are of "
        "too few people, and the rest alone would mislead.",
    ),
    "rep_domains_note": (
        "破線は目標、点線は全体の値。白い点は n が30未満の参考値。人数が {k}人未満のとき（ほぼ全員が同じ回答のときも）と、差し引きでそれが分かってしまうときは、「93%以上」のように範囲で示し（太い線）、"
        "範囲でも示せないときは「非表示」とします。",
        "Dashed line: target; dotted: everyone. Hollow dots: n below 30, for reference. Where fewer than {k} people are "
        "meant (also where nearly all answered alike), or subtraction would reveal them, a range is given, such as “93% "
        "or more” (thick bars); where even a range would reveal them, “not shown”.",
    ),
    "rep_show_domains": ("属性別の割合を見る（{axes}）", "Show percents by group ({axes})"),
    "rep_show_domains_measured": ("属性別の値を見る（{axes}）", "Show values by group ({axes})"),
    "rep_appendix": ("資料　属性別の集計", "Appendix: values by group of respondents"),
    "rep_reference_mark": ("※", "*"),
    "rep_difference": ("差", "Difference"),
    "rep_mark": ("評価", "Mark"),
    "rep_code": ("記号", "Code"),
    "rep_finding": ("内容", "What was found"),
    "rep_count": ("件数", "Count"),
    "rep_action": ("扱い", "Treatment"),
    "rep_severity": ("程度", "Severity"),
    "rep_reading": ("この報告の読み方", "How to read this report"),
    "rep_methods": ("方法", "Methods"),
    "rep_record": ("記録", "Record"),
    "rep_result_of_year": ("{year}年度実績", "Result of {year}"),
    "rep_file": ("ファイル", "File"),
    "rep_role": ("役割", "Role"),
    "rep_size": ("大きさ（バイト）", "Size (bytes)"),
    "rep_digest": ("SHA-256", "SHA-256"),
    "rep_versions": ("版", "Versions"),
    "rep_options": ("実行の条件", "Options"),
    "rep_source": ("出典", "Source"),
    "rep_value": ("値", "Value"),
    "first_met": (
        "達成（A）: 調べたどの条件でも判定が変わらないもの（答えなかった人の影響は別です）",
        "Achieved (A) under every condition tried (the effect of those who did not answer is separate)",
    ),
    "first_missed": (
        "未達成（B）: 調べたどの条件でも判定が変わらないもの（答えなかった人の影響は別です）",
        "Not achieved (B) under every condition tried (the effect of those who did not answer is separate)",
    ),
    "first_mark": (
        "{mark}: 調べたどの条件でも判定が変わらないもの（答えなかった人の影響は別です）",
        "{mark} under every condition tried (the effect of those who did not answer is separate)",
    ),
    "first_depends": (
        "条件しだい: 調べた条件のどれかで判定が変わりうるもの",
        "It depends: a condition that was tried could change the judgement",
    ),
    "first_unknown": (
        "判定がどこまで確かか分からないもの",
        "It is not known how certain the judgement is",
    ),
    "first_none": ("判定のないもの", "Not judged"),
    "first_since_before": ("前に測った年度", "the year measured before"),
    "first_moved": (
        "{since}から確かに変わったのは{count}指標です（{which}）。",
        "Since {since}, {count} {count:indicator has|indicators have} clearly changed ({which}).",
    ),
    "first_rose": ("上がった: {names}", "up: {names}"),
    "first_fell": ("下がった: {names}", "down: {names}"),
    "first_joiner": ("／", "; "),
    "first_none_moved": (
        "{since}から確かに変わったといえる指標はありません（確かめた{count}指標）。",
        "Since {since}, no indicator has clearly changed ({count} checked).",
    ),
    "first_not_known": (
        "{since}からの増減が確かな変化かどうか、{count}指標では分かりません（{since}の回答者数や尋ね方が分からない、など）。",
        "For {count} {count:indicator|indicators} it is not known whether the change since {since} is a clear one (for "
        "example because the number of answers or the question of that time is not known).",
    ),
    "first_not_random": (
        "無作為に選んだ人の回答ではない調査があります（{surveys}）。区民全体の割合とはいえず、標本誤差も示せません。",
        "Not random samples: {surveys}. Their percents are not those of all residents, and their sampling error cannot "
        "be shown.",
    ),
    "first_survey": ("{title}: {sampling}", "{title}: {sampling}"),
    "first_volunteers": ("公募・応募", "volunteers"),
    "first_participants": ("参加者", "participants"),
    "first_panel": ("ウェブパネル・モニター", "web panel"),
    "chart_target": ("目標 {target}", "Target {target}"),
    "chart_unit": ("単位: {unit}", "Unit: {unit}"),
}
