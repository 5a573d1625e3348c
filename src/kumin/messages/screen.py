"""The table of a run on a screen, and how a run was called."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_role_definition": ("定義", "definition"),
    "rep_role_answers": ("回答", "answers"),
    "ran_fiscal_year": ("年度 {value}", "fiscal year {value}"),
    "ran_level": ("信頼水準 {value}", "confidence level {value}"),
    "ran_encoding": ("文字コード {value}", "encoding {value}"),
    "ran_encoding_none": ("文字コード 自動判別", "encoding detected in each file"),
    "ran_previous": ("前年度の結果 {value}", "last year's results {value}"),
    "ran_previous_none": ("前年度の結果 なし", "last year's results: none"),
    "heading_indicator": ("指標", "Indicator"),
    "heading_indicator_text": ("アウトカム指標", "Outcome indicator"),
    "heading_n_base": ("n", "n"),
    "heading_percent": ("割合%", "Percent"),
    "heading_value": ("値", "Value"),
    "heading_value_before": ("前年度", "Previous"),
    "heading_interval": ("{level}%区間", "{level}% interval"),
    "heading_target": ("目標", "Target"),
    "heading_judgement": ("達成", "A/B"),
    "heading_verdict": ("判定の確かさ", "How sure"),
    "heading_previous": ("前年度%", "Previous"),
    "heading_change": ("増減", "Change"),
    "heading_change_statement": ("増減の判断", "Change is"),
    "title_line": ("{title}（{era}（{year}）年度の結果）", "{title} (results of fiscal year {year}, {era})"),
    "summary_line": ("達成状況: A（達成）{a}、B（未達成）{b}", "Judgement: A (achieved) {a}, B (not achieved) {b}"),
    "summary_marks": ("達成状況: {marks}", "Judgement: {marks}"),
    "survey_rate_over": (
        "　※ 回答が発送数より多いです。plan.yaml の invited を確かめてください。",
        "; more answers than invitations: check `invited` in the plan",
    ),
    "summary_unjudged": ("、判定なし {none}", ", not judged {none}"),
    "survey_line": (
        "{title}: 読込 {n_read} = 使用 {n_used} + 除外 {n_quarantined} + 白紙 {n_blank}（{files}）",
        "{title}: {n_read} read = {n_used} used + {n_quarantined} quarantined + {n_blank} blank ({files})",
    ),
    "survey_file": ("{name}、{encoding}", "{name}, {encoding}"),
    "survey_file_of_several": ("{name} {count} 行、{encoding}", "{name} {count} {count:row|rows}, {encoding}"),
    "survey_files_joiner": (" ＋ ", " + "),
    "survey_sheets_unread": (
        "　　{name}: シート「{read}」を読み、{sheets}は読んでいません。",
        "    {name}: the sheet `{read}` was read; not {sheets}",
    ),
    "survey_sheet": ("「{sheet}」", "`{sheet}`"),
    "survey_rate": ("　回収率 {rate}%（{n_used}/{invited}）", "; response rate {rate}% ({n_used}/{invited})"),
    "finding_line": (
        "　{code} {words}: {count} 件（{action}）",
        "  {code} {words}: {count} ({action})",
    ),
    "flag_line": ("　指標 {indicator}: {words}", "  indicator {indicator}: {words}"),
    "heading_detail": ("指標ごとの説明", "Each indicator"),
}
