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
    "file_not_parsed": (
        "CSV として読めません。書き出しをやり直すか、Excel（xlsx）で保存し直してください（{reason}）。",
        "not readable as CSV ({reason}); export it again or save it as Excel (xlsx).",
    ),
    "quote_not_closed": (
        '{row} 行目で始まる引用符（"）が、そのセルの終わりで閉じていません。閉じる引用符を足すか、文の中の引用符なら'
        "全角（”）に直してください。",
        'a quote (") that opens in row {row} is not closed at the end of its cell; close it there, or, where it belongs '
        "to the text, replace it by ”.",
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
        "UTF-8 でも Shift-JIS（CP932）でもありません（先頭から "
        "{offset} バイト目）。UTF-8 の CSV で保存し直してください。",
        "neither UTF-8 nor Shift-JIS (at byte {offset}); save it as a UTF-8 CSV.",
    ),
    "heading_twice": (
        "見出し「{heading}」の列が2つ以上あります（{columns} 列）。要らない列の見出しを変えてください。",
        "the heading `{heading}` stands over several columns ({columns}); rename those not meant.",
    ),
    "headings_missing": (
        "調査票 {questionnaire} の {total} 問のうち、{count} 個の見出しが見つかりません: {headings}。"
        "{similar:ja}別の調査か別の年度のファイルではありませんか。見出し（"
        "{row} 行目とみなしました）か調査票の header を直してください。",
        "headings of questionnaire {questionnaire} ({total} questions) that are missing ({count}): {headings}. "
        "{similar:en}Is this a file of another survey or year? Correct the headings (taken from row {row}) or `header`.",
    ),
    "headings_are_answers": (
        "見出しの行がないようです（{row} 行目は回答に見えます）。見出しの行を加えるか、--header-row で見出しの行を指定してください。",
        "there seems to be no row of headings (row {row} looks like answers); add one, or name its row by --header-row.",
    ),
    "file_of_no_use": (
        "{kind} のファイルで、回答の表として読めません。CSV か Excel（xlsx）で保存し直してください（読める形式: {known}）。",
        "this is a {kind} file, which kumin does not read; save it as CSV or Excel (xlsx). Formats read: {known}",
    ),
    "file_too_large": (
        "ファイルが大きすぎます（展開して {limit} MB を超えます）。"
        "圧縮の仕方がおかしいか、回答のファイルではありません。",
        "the file is too large (more than {limit} MB unpacked); it is packed oddly or holds no answers.",
    ),
    "file_broken": (
        "{kind} のファイルが壊れています。書き出しかコピーをやり直してください。",
        "the {kind} file is broken; export or copy it again.",
    ),
    "file_encrypted": (
        "パスワードがかかっています。パスワードを外して保存し直してください。",
        "the file has a password; save it without.",
    ),
    "file_packed_twice": (
        "圧縮ファイルの中がまた圧縮ファイルです。1回だけ圧縮するか、そのまま渡してください。",
        "a packed file inside a packed file; pack once or not at all.",
    ),
    "zip_not_of_one": (
        "ZIP の中にファイルが {count} 個あります。回答ファイル1つだけを入れてください。",
        "the ZIP holds {count} files; put the one answer file in it.",
    ),
    "sheet_missing": (
        "シート「{sheet}」がありません。あるシート: {known}",
        "there is no sheet `{sheet}`. Sheets: {known}",
    ),
    "sheet_unreadable": (
        "シート「{sheet}」を読めません。別のブックに表をコピーして保存し直してください。",
        "the sheet `{sheet}` cannot be read; copy the table to a new workbook and save that.",
    ),
    "sheet_too_large": (
        "表が {rows} 行 × {columns} 列もあることになっています。遠くのセルに消し忘れがないか確かめてください。",
        "the table claims {rows} rows × {columns} columns; look for a stray cell far out.",
    ),
    "too_many_columns": (
        "列が {limit} より多くあります。区切り文字を確かめてください。",
        "there are more than {limit} columns; check the delimiter.",
    ),
    "delimiter_unusable": (
        "区切り文字「{delimiter}」は使えません。半角の1文字（, ; タブなど）にしてください。",
        "the delimiter `{delimiter}` cannot be used; take one ASCII character (, ; or a tab).",
    ),
    "extra_missing": (
        "{kind} のファイルを読む部品が入っていません。pip install 'kumin[{extra}]' で加えてください。",
        "reading {kind} files needs an extra: pip install 'kumin[{extra}]'.",
    ),
    "policy_refuses": (
        "調査票の policies により集計しません: {codes}。kumin check で場所を見て直すか、policies を変えてください。",
        "refused by the questionnaire's policies: {codes}. See `kumin check`, or change `policies`.",
    ),
    "too_many_errors": (
        "{n_read} 行のうち {rows} 行（{share}%）にエラーがあり、限度の {limit}%（refuse_above）を超えたので"
        "集計しません。"
        "多いもの: {codes}。kumin check で場所を見てください。",
        "{rows} of {n_read} rows ({share}%) have errors, more than the limit of {limit}% (`refuse_above`). "
        "Most: {codes}. See `kumin check`.",
    ),
    "stage_read": ("読み込み中: {name}", "reading {name}"),
    "stage_code": ("見出しと値を照合中: {name}", "matching {name}"),
    "stage_check": ("検査中: {name}", "checking {name}"),
    "stage_write": ("書き出し中: {name}", "writing {name}"),
    "encoding_by_given": ("指定どおり", "as given"),
    "encoding_by_bom": ("先頭の印（BOM）から", "by its byte-order mark"),
    "encoding_by_nuls": ("0 のバイトの並びから", "by its zero bytes"),
    "encoding_by_ascii": ("半角文字だけ", "ASCII only"),
    "encoding_by_valid": ("すべての文字が正しく読めることから", "every byte is valid in it"),
    "encoding_by_euc": ("半角カナとしてはことばにならないことから", "half-width kana would make no words"),
    "encoding_by_kana": ("半角カナとしてことばになることから", "half-width kana make words"),
    "encoding_by_damaged": ("壊れた文字が少しあるが、ほかは読めることから", "valid but for a few damaged characters"),
}
