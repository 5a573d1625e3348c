"""Words of ``kumin check`` and of the files it writes."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "check_title": ("{title}（{id}）の回答の検査", "Check of answers to {title} ({id})"),
    "check_file": (
        "{name}: {how}、見出し {header} 行目、回答 {count} 行",
        "{name}: {how}, headings in row {header}, {count} rows",
    ),
    "check_text_file": (
        "文字コード {encoding}（{evidence}）、区切り「{delimiter}」",
        "encoding {encoding} ({evidence}), delimiter `{delimiter}`",
    ),
    "check_tab": ("タブ", "tab"),
    "check_sheet": ("、シート「{sheet}」", ", sheet `{sheet}`"),
    "check_rows": (
        "読込 {n_read} = 使用 {n_used} + 除外 {n_quarantined} + 白紙 {n_blank}（エラーのある行 {n_error_rows}）",
        "{n_read} read = {n_used} used + {n_quarantined} quarantined + {n_blank} blank "
        "({n_error_rows} rows with errors)",
    ),
    "check_clean": ("直すところはありません。", "Nothing to correct."),
    "check_would_refuse": ("このままでは kumin run は集計しません。", "`kumin run` would refuse this as it is."),
    "check_head_code": ("番号", "Code"),
    "check_head_finding": ("検査", "Finding"),
    "check_head_action": ("扱い", "Treatment"),
    "check_head_file": ("ファイル", "File"),
    "check_head_column": ("列", "Column"),
    "check_head_heading": ("見出し", "Heading"),
    "check_head_count": ("件数", "Count"),
    "check_head_first_row": ("最初の行", "First row"),
    "check_rule": ("{code} {title}（{kind}）: {count} 件", "{code} {title} ({kind}): {count}"),
    "check_fix": ("  → {words}", "  → {words}"),
    "check_more": (
        "ほか {count} 件（--limit で増やせます。--out の写しにはすべて色が付きます）",
        "and {count} more (see --limit; --out colours all)",
    ),
    "check_place_sheet": ("シート「{sheet}」", "sheet `{sheet}`"),
    "check_place_row": ("{row} 行目", "row {row}"),
    "check_place_column": ("{column} 列", "column {column}"),
    "check_value": (": {value}", ": {value}"),
    "check_copy_suffix": ("_検査結果", "_checked"),
    "check_sheet_answers": ("回答", "Answers"),
    "check_sheet_findings": ("検査結果のまとめ", "Summary of findings"),
    "check_list_file": ("ファイル", "File"),
    "check_list_sheet": ("シート", "Sheet"),
    "check_list_row": ("行", "Row"),
    "check_list_column": ("列", "Column"),
    "check_list_heading": ("見出し", "Heading"),
    "check_list_value": ("値", "Value"),
    "check_list_code": ("番号", "Code"),
    "check_list_kind": ("種類", "Kind"),
    "check_list_finding": ("検査", "Finding"),
    "check_list_what_to_do": ("直し方", "What to do"),
    "check_list_done": ("集計での扱い", "Treatment"),
    "check_list_count": ("件数", "Count"),
    "check_list_first_row": ("最初の行", "First row"),
}
