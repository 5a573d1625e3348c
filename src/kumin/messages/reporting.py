"""Words of reports: headings, codes put into words, and the sentences around a table."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "heading_issue": ("経営課題", "Issue"),
    "heading_indicator": ("指標", "Indicator"),
    "heading_indicator_text": ("アウトカム指標", "Outcome indicator"),
    "heading_n_base": ("n", "n"),
    "heading_percent": ("割合%", "Percent"),
    "heading_interval": ("{level:g}%区間", "{level:g}% interval"),
    "heading_target": ("目標", "Target"),
    "heading_judgement": ("達成", "A/B"),
    "heading_evidence": ("誤差との関係", "Evidence"),
    "heading_previous": ("前年度%", "Previous"),
    "heading_change": ("増減", "Change"),
    "heading_change_statement": ("増減の判断", "Change is"),
    "comparison_at_least": ("{target}以上", "≥ {target}"),
    "comparison_more_than": ("{target}超", "> {target}"),
    "comparison_at_most": ("{target}以下", "≤ {target}"),
    "comparison_less_than": ("{target}未満", "< {target}"),
    "evidence_clear": ("明らか", "clear"),
    "evidence_within_error": ("誤差の範囲内", "within error"),
    "judgement_none": ("－", "–"),
    "issue_line": ("経営課題{id} {title}", "Issue {id}: {title}"),
    "title_line": ("{title}（{era}（{year}）年度の結果）", "{title} (results of fiscal year {year}, {era})"),
    "summary_line": ("達成状況: A（達成）{a}、B（未達成）{b}", "Judgement: A (achieved) {a}, B (not achieved) {b}"),
    "summary_unjudged": ("、判定なし {none}", ", not judged {none}"),
    "survey_line": (
        "{title}: 読込 {n_read} = 使用 {n_used} + 除外 {n_quarantined} + 白紙 {n_blank}（{name}、{encoding}）",
        "{title}: {n_read} read = {n_used} used + {n_quarantined} quarantined + {n_blank} blank ({name}, {encoding})",
    ),
    "survey_rate": ("　回収率 {rate}%（{n_used}/{invited}）", "; response rate {rate}% ({n_used}/{invited})"),
    "finding_line": (
        "　{code} {words}: {count} 件（{action}）",
        "  {code} {words}: {count} ({action})",
    ),
    "flag_line": ("　指標 {indicator}: {words}", "  indicator {indicator}: {words}"),
    "flag_no_result": ("結果がありません。", "there is no result."),
    "flag_rounding_decides": (
        "四捨五入する前の値では達成状況が変わります。",
        "the unrounded value would judge otherwise.",
    ),
    "flag_differs_from_published": (
        "運営方針に書かれた値（result）と異なります。",
        "differs from the percent the plan states (`result`).",
    ),
    "flag_small_base": ("母数が30未満のため参考値です。", "fewer than 30 in the base: for reference only."),
    "written_line": ("書き出しました: {path}", "written: {path}"),
    "note_interval": (
        "割合は人数から四捨五入した値です。区間は標本誤差だけを表し、答えなかった人との違いは含みません。",
        "Percents are rounded half up. Intervals show sampling error only, not how non-respondents may differ.",
    ),
    "note_finite": (
        "finite_exact の調査（母集団のほぼ全員）は、有限母集団の正確な区間です。",
        "Surveys with finite_exact (nearly complete) have exact finite-population intervals.",
    ),
    "era_reiwa": ("令和{number}", "Reiwa {number}"),
    "era_heisei": ("平成{number}", "Heisei {number}"),
    "no_answer": ("無回答", "No answer"),
    "label_joiner": ("・", ", "),
    "chart_target": ("目標 {target}%", "Target {target}%"),
}
