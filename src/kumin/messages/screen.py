"""The table of a run on a screen, and how a run was called."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_role_definition": ("定義", "definition"),
    "rep_role_answers": ("回答", "answers"),
    "ran_fiscal_year": ("年度 {value}", "fiscal year {value}"),
    "ran_level": ("信頼水準 {value}", "confidence level {value}"),
    "ran_encoding": ("文字コード {value}", "encoding {value}"),
    "ran_encoding_none": ("文字コード 自動判別", "encoding detected in each file"),
    "rep_role_previous": ("前年度の結果", "last year's results"),
    "ran_previous": ("前年度: {value} を使いました", "last year: {value} was used"),
    "ran_previous_none": ("前年度: 見つかりません", "last year: not found"),
    "previous_used": (
        "前年度: {name} を使いました（{title}、{year}年度）。",
        "Last year: {name} was used ({title}, {year}).",
    ),
    "places_joiner": ("、", " or "),
    "previous_none": (
        "前年度: 見つかりません（運営方針のフォルダーと1つ上のフォルダーの {places} を探しました）。",
        "Last year: not found (looked for in {places} in the plan's folder and the one above).",
    ),
    "previous_others": (
        "　同じ年度の結果がほかに {count} 件ありますが、使っていません: {names}",
        "  {count} more {count:result|results} of that year {count:is|are} not used: {names}",
    ),
    "previous_elsewhere": (
        "{path} に {year} 年度の結果があります。前年度として使うには、--previous でこのファイルを指定してください。",
        "there is a result of {year} in {path}; to use it as last year, name it with --previous.",
    ),
    "previous_two_figures": (
        "　指標 {indicator}: 前年度の値が2つあります。運営方針（history）は {stated}、{name} は {found} です。「前年度」の列は {found}、目標との比較は {used} によります。",
        "  indicator {indicator}: there are two values of last year, {stated} in the plan (`history`) and {found} in "
        "{name}. The column “Previous” shows {found}; the target is compared with {used}.",
    ),
    "previous_two_figures_target": (
        "　指標 {indicator}: 前年度の値が2つあります。運営方針（history）は {stated}、{name} は {found} です。「前年度」の列は {found} で、目標は前年度の値によりません。",
        "  indicator {indicator}: there are two values of last year, {stated} in the plan (`history`) and {found} in "
        "{name}. The column “Previous” shows {found}; the target does not depend on it.",
    ),
    "inputs_line": ("読んだ定義: {names}", "Definitions read: {names}"),
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
        "　※ 回答が発送数より多くなっています。plan.yaml の invited を確かめてください。",
        "; more answers than invitations: check `invited` in the plan",
    ),
    "table_left_out": (
        "画面の幅に入らない列を省きました: {names}（画面を広げるか、ファイルに書き出すと出ます）",
        "Not shown, because the screen is too narrow: {names} (make it wider, or write to a file).",
    ),
    "summary_unjudged": ("、判定なし {none}", ", not judged {none}"),
    "survey_line": (
        "{title}: 読込 {n_read} = 使用 {n_used} + 除外 {n_quarantined} + 白紙 {n_blank}（{files}）",
        "{title}: {n_read} read = {n_used} used + {n_quarantined} left out + {n_blank} blank ({files})",
    ),
    "survey_unanswered": (
        "{title}: 回答がありません（名前が {survey} で始まるファイル）。このため、指標 {n} 件に値がありません。",
        "{title}: there are no answers (no file whose name begins with {survey}), so {n} {n:indicator has|indicators have} "
        "no value",
    ),
    "survey_file": ("{name}、{encoding}", "{name}, {encoding}"),
    "survey_file_of_several": ("{name} {count} 行、{encoding}", "{name} {count} {count:row|rows}, {encoding}"),
    "survey_files_joiner": (" ＋ ", " + "),
    "survey_sheets_unread": (
        "　　{name}: シート「{read}」を読み、{sheets}は読んでいません。",
        "    {name}: the sheet `{read}` was read; not read: {sheets}",
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
