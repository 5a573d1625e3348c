"""What can be wrong with an answer file, and what is found in one."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "file_missing": (
        "回答ファイルがありません。場所と名前を確かめてください。",
        "there is no such answer file; check its place and name.",
    ),
    "file_is_folder": (
        "フォルダーです。回答ファイルを指定してください。",
        "this is a folder; name an answer file.",
    ),
    "file_unreadable": (
        "ファイルを開けません（{reason}）。Excel などで開いたままなら閉じ、権限を確かめてください。",
        "the file cannot be opened ({reason}); close it elsewhere and check its permissions.",
    ),
    "file_empty": (
        "ファイルが空です。書き出しをやり直してください。",
        "the file is empty; export it again.",
    ),
    "file_without_rows": (
        "見出しの行だけで、回答がありません。書き出しをやり直してください。",
        "the file has headings and no answers; export it again.",
    ),
    "file_is_not_csv": (
        "CSV ではなく {kind} のファイルです。CSV（UTF-8 または Shift-JIS）で保存し直してください。",
        "this is a {kind} file, not a CSV; save it as CSV (UTF-8 or Shift-JIS).",
    ),
    "file_is_utf16": (
        "文字コードが UTF-16 です。CSV（UTF-8 または Shift-JIS）で保存し直してください。",
        "the file is UTF-16; save it as CSV (UTF-8 or Shift-JIS).",
    ),
    "file_not_parsed": (
        "CSV として読めません（{reason}）。閉じていない引用符（\"）がないか確かめてください。",
        "not readable as CSV ({reason}); look for a quote that is not closed.",
    ),
    "row_too_long": (
        "{row} 行目のセルが {width} 個あり、見出しの {expected} 個より多いです。余分な区切り文字を確かめてください。",
        "row {row} has {width} cells, the header {expected}; look for a stray delimiter.",
    ),
    "encoding_unknown": (
        "文字コード「{encoding}」は使えません。使える値: {known}",
        "the encoding `{encoding}` is not known. Known: {known}",
    ),
    "encoding_wrong": (
        "{encoding} の文字ではありません（先頭から {offset} バイト目）。文字コードの指定を外すか直してください。",
        "not {encoding} text (at byte {offset}); drop or correct the encoding.",
    ),
    "encoding_undetected": (
        "UTF-8 でも Shift-JIS（CP932）でもありません（先頭から {offset} バイト目）。UTF-8 の CSV で保存し直してください。",
        "neither UTF-8 nor Shift-JIS (at byte {offset}); save it as a UTF-8 CSV.",
    ),
    "heading_twice": (
        "見出し「{heading}」の列が2つ以上あります（{columns} 列）。要らない列の見出しを変えてください。",
        "the heading `{heading}` stands over several columns ({columns}); rename those not meant.",
    ),
    "headings_missing": (
        "調査票 {questionnaire} の {total} 問のうち、{count} 個の見出しが見つかりません: {headings}。"
        "別の調査か別の年度のファイルではありませんか。見出しか調査票の header を直してください。",
        "{count} headings of questionnaire {questionnaire} ({total} questions) are missing: {headings}. "
        "Is this a file of another survey or year? Correct the headings or the questionnaire's `header`.",
    ),
    "finding_E101": ("選択肢にない値", "not an option"),
    "finding_E102": ("無効な印（1つだけの設問に2つなど）", "marked invalid, or two marks on a single answer"),
    "finding_E103": ("対象外の人の回答", "answered though not asked"),
    "finding_E104": ("印が多すぎる", "too many marks"),
    "finding_E105": ("「特になし」などと他の選択肢の両方", "an exclusive option with others"),
    "finding_E106": ("数や日付として読めない", "not a number or date"),
    "finding_E107": ("数や日付が範囲の外", "number or date out of range"),
    "finding_E201": ("整理番号の重複", "duplicate id"),
    "finding_W401": ("調査票にない列", "column unknown to the questionnaire"),
    "action_keep": ("そのまま", "kept"),
    "action_set_missing": ("無効（無回答扱い）", "set to missing"),
    "action_quarantine_row": ("行を除外", "row quarantined"),
}
