"""Reading of answer files: errors, stages, file formats and answer formats."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "file_missing": (
        "回答ファイルがありません。場所と名前を確かめてください。",
        "there is no such answer file; check the folder and the name.",
    ),
    "file_is_folder": (
        "フォルダーです。回答ファイルを指定してください。",
        "this is a folder; name an answer file.",
    ),
    "file_unreadable": (
        "ファイルを開けません（{reason}）。Excel などで開いたままなら閉じ、開く権限があるか確かめてください。",
        "the file cannot be opened ({reason}); close it in other programs and check its permissions.",
    ),
    "file_empty": (
        "ファイルが空です。書き出しをやり直してください。",
        "the file is empty; export it again.",
    ),
    "file_without_rows": (
        "見出しの行だけで、回答がありません。書き出しをやり直してください。",
        "the file has headings but no answers; export it again.",
    ),
    "file_not_parsed": (
        "CSV として読めません。書き出しをやり直すか、Excel（xlsx）で保存し直してください。",
        "not readable as CSV; export it again or save it as Excel (xlsx).",
    ),
    "file_changed": (
        "読んでいる間に、ファイルが書き換えられました。書き込みやコピーが終わってから、もう一度実行してください。",
        "the file was written to while it was read; run it again when it is complete.",
    ),
    "quote_not_closed": (
        '{row} 行目で始まる引用符（"）が、そのセルの終わりで閉じていません。ファイルが途中で切れていないか確かめ、切れていなければ、閉じる引用符を足すか、文の中の引用符なら全角（”）に直してください。',
        'a quote (") that opens in row {row} is not closed at the end of its cell; check that the file is not cut off. '
        "If it is not, close the quote there, or replace it with ” if it belongs to the text.",
    ),
    "quote_over_rows": (
        '{row} 行目の引用符（"）が後の行で閉じていて、その間の行が1つのセルになっています。引用符を消すか、全角（”）に直してください。',
        'a quote (") that opens in row {row} is closed in a later row, and the rows between became one cell; delete the '
        "quotes, or replace them with ”.",
    ),
    "lines_do_not_add_up": (
        'ファイルの行は {lines} 行ですが、読めたのは {rows} 行（ほかにセルの中の改行 {within}）で、合いません。引用符（"）が正しく閉じているか確かめるか、'
        "Excel（xlsx）で保存し直してください。",
        "the file has {lines} lines, but {rows} rows were read (and {within} line breaks within cells): they do not add up. "
        "Check that quotes are closed, or save it as Excel (xlsx).",
    ),
    "delimiters_do_not_add_up": (
        'ファイルの区切りは {delimiters} 個ですが、読めたのは {read} 個分で、合いません。引用符（"）が正しく閉じているか確かめるか、'
        "Excel（xlsx）で保存し直してください。",
        "the file has {delimiters} delimiters, but cells for {read} were read: they do not add up. Check that quotes are "
        "closed, or save it as Excel (xlsx).",
    ),
    "encoding_unknown": (
        "文字コード「{encoding}」は使えません。使える値: {known}",
        "the encoding `{encoding}` is not known. Known: {known}",
    ),
    "encoding_wrong": (
        "{row} 行目に、{encoding} では読めない文字があります。文字コードの指定を外すか直してください。",
        "row {row} cannot be read as {encoding}; remove or correct the encoding option.",
    ),
    "encoding_undetected": (
        "{row} 行目の文字が、UTF-8 としても Shift-JIS（CP932）としても読めません。文字コードの違うファイルをつないだのなら、それぞれを UTF-8 の CSV で保存し直してからつないでください。そうでなければ、ファイルの一部が壊れています。元のシステムから書き出し直してください。",
        "row {row} is neither UTF-8 nor Shift-JIS. If files in different encodings were put together, save each as a UTF-8 "
        "CSV first; otherwise a part of the file is damaged: export it again.",
    ),
    "heading_twice": (
        "見出し「{heading}」の列が2つ以上あります（{columns} 列）。要らない列の見出しを変えてください。",
        "several columns ({columns}) have the heading `{heading}`; rename those that are not meant.",
    ),
    "headings_missing": (
        "調査票 {questionnaire} の {total} 問のうち、{count} 個の見出しが見つかりません: {headings}。{similar:ja}別の調査か別の年度のファイルではありませんか。同じ調査なら、ファイルの見出し（{row} 行目とみなしました）を、調査票の{key:header}か{key:header_aliases}に書き写してください（ブックではシート「設問」）。",
        "headings of questionnaire {questionnaire} ({total} {total:question|questions}) that are missing ({count}): {headings}. "
        "{similar:en}Is this a file of another survey or year? If not, copy the file's headings (taken from row {row}) to {key:header} or "
        "{key:header_aliases} (in a workbook on the sheet “Questions”).",
    ),
    "headings_too_few": (
        "見出しは {headings} 個（{row} 行目）ですが、多くの行にはセルが {cells} 個以上あり、列がずれているおそれがあります。見出しの行に、足りない見出しか区切りを補ってください（要らない列なら、"
        "見出しの行の終わりに区切りを足してください）。",
        "the row of headings (row {row}) has {headings} cells, but most rows have {cells} or more: answers may be under "
        "the wrong headings. Add the missing heading or delimiter (for a column that is not needed, a delimiter at the "
        "end of the headings).",
    ),
    "headings_are_answers": (
        "見出しの行がないようです（{row} 行目は回答に見えます）。見出しの行を加えるか、--header-row で見出しの行を指定してください。",
        "there seems to be no row of headings (row {row} looks like answers); add one, or give its row with --header-row.",
    ),
    "file_of_no_use": (
        "{kind} のファイルで、回答の表として読めません。CSV か Excel（xlsx）で保存し直してください（読める形式: {known}）。",
        "this is a {kind} file, which kumin does not read; save it as CSV or Excel (xlsx). Formats read: {known}",
    ),
    "file_too_large": (
        "ファイルが大きすぎます（圧縮を解くと {limit} MB を超えます）。圧縮し直すか、回答のファイルかどうかを確かめてください。正しいファイルなら --max-memory で増やせます。",
        "the file is too large (more than {limit} MB unpacked); check the compression, and that it is an answer file. If "
        "it is right, allow more with --max-memory.",
    ),
    "file_broken": (
        "{kind} のファイルが壊れています。書き出しかコピーをやり直してください。",
        "the {kind} file is broken; export or copy it again.",
    ),
    "file_encrypted": (
        "パスワードがかかっています。パスワードを外して保存し直してください。",
        "the file has a password; save it without one.",
    ),
    "file_packed_twice": (
        "圧縮ファイルの中がまた圧縮ファイルです。1回だけ圧縮するか、そのまま渡してください。",
        "a packed file inside a packed file; pack it once or not at all.",
    ),
    "zip_empty": (
        "ZIP の中にファイルがありません。回答ファイルを入れてください。",
        "there is no file in the ZIP; put the answer file in it.",
    ),
    "zip_not_of_one": (
        "ZIP の中にファイルが {count} 個あります。回答ファイル1つだけを入れてください。",
        "the ZIP contains {count} files; put only the answer file in it.",
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
        "シート「{sheet}」の表が {rows} 行 × {columns} 列もあることになっています。遠くのセルに消し忘れがないか確かめ、あれば行か列ごと削除して保存してください。"
        "正しい表なら --max-memory で増やせます。",
        "the table of sheet `{sheet}` seems to have {rows} rows × {columns} columns; check for a cell far away that was "
        "not cleared, and delete its row or column. If the table is right, allow more with --max-memory.",
    ),
    "sheet_too_large_of_several": (
        "シート「{sheet}」の表が {rows} 行 × {columns} 列もあることになっています。回答が別のシートにあるなら、--sheet でそのシートを指定してください。このシートなら、"
        "遠くのセルに消し忘れがないか確かめ、あれば行か列ごと削除して保存してください。正しい表なら --max-memory で増やせます。",
        "the table of sheet `{sheet}` seems to have {rows} rows × {columns} columns. If the answers are in another "
        "sheet, choose it with --sheet. If they are in this one, check for a cell far away that was not cleared, and "
        "delete its row or column. If the table is right, allow more with --max-memory.",
    ),
    "table_too_large": (
        "表が {rows} 行 × {columns} 列あり、読むのに許されたメモリーを超えます。正しい表なら --max-memory {memory} を付けてください。",
        "the table has {rows} rows × {columns} columns, which takes more memory than is allowed; if it is right, add "
        "--max-memory {memory}.",
    ),
    "too_many_columns": (
        "列が {limit} より多くあります。区切り文字を確かめてください。",
        "there are more than {limit} columns; check the delimiter.",
    ),
    "delimiter_unusable": (
        "区切り文字「{delimiter}」は使えません。半角の1文字（「,」「;」やタブなど）にしてください。",
        "the delimiter `{delimiter}` cannot be used; give one ASCII character (, ; or a tab).",
    ),
    "extra_missing": (
        "{kind} のファイルを読むための追加の部品が入っていません。「pip install 'kumin[{extra}]'」で加えてください。",
        "reading {kind} files needs an extra: pip install 'kumin[{extra}]'.",
    ),
    "policy_refuses": (
        "調査票の{key:policies}により集計しません: {codes}。「kumin check」で場所を見て直すか、調査票の{key:policies}を変えてください（ブックではシート「調査票」）。",
        "refused by the questionnaire's {key:policies}: {codes}. See `kumin check`, or change them (in a workbook on the sheet “Questionnaire”).",
    ),
    "too_many_errors": (
        "{n_read} 行のうち {rows} 行（{share}%）にエラーがあり、限度の {limit}% を超えたので集計しません。多いもの: {codes}。「kumin check」で場所を見てください。限度は調査票の{key:refuse_above}です（ブックではシート「調査票」）。",
        "{rows} of {n_read} rows ({share}%) have errors, more than the limit of {limit}%, the questionnaire's {key:refuse_above} (in a workbook on the sheet “Questionnaire”). "
        "Most: {codes}. See `kumin check`.",
    ),
    "reader_text": ("CSV・TSV", "CSV, TSV"),
    "reader_text_about": (
        "区切り（, タブ ; 縦線）と文字コードは中身から判断します。先頭の `sep=` の行、引用符の中の改行、長さの違う行、末尾の空の列や行、文の中の"
        '引用符（27" など）も読めます。引用符で始まって閉じていないセルは、その行を示して断ります',
        "Delimiter (, tab ; bar) and encoding are detected. `sep=` lines, line breaks within quotes, rows of unequal "
        'length, empty columns and rows at the end, and quotes within a text (27") are read. A quote that opens a cell '
        "and is not closed is refused with its row",
    ),
    "reader_xlsx": ("Excel", "Excel"),
    "reader_xlsx_about": (
        "調査票の見出しが最も多いシートを選び、非表示のシートは後回しにします。同じ見出しのシートがほかにもあれば W405 で示します。"
        "`--sheet` で指定できます。表題の下の見出し、2段の見出し、結合した見出しも読めます",
        "The sheet with most of the questionnaire's headings is read, a hidden one last; others with the same headings are "
        "named (W405), and `--sheet` chooses. Headings may stand below a title, in two rows, or be merged",
    ),
    "reader_xls": ("Excel 97-2003", "Excel 97-2003"),
    "reader_xls_about": (
        "xlsx と同じ。数式の結果が計算済みかどうかだけは分かりません（W312）",
        "As xlsx; only whether formulas were calculated is not told (W312)",
    ),
    "reader_ods": ("OpenDocument", "OpenDocument"),
    "reader_ods_about": ("xlsx と同じ", "As xlsx"),
    "reader_parquet": ("Parquet", "Parquet"),
    "reader_parquet_about": ("列名を見出しとします", "The column names are the headings"),
    "reader_sav": ("SPSS", "SPSS"),
    "reader_sav_about": (
        "`pip install 'kumin[spss]'` で読めます。変数名と変数ラベルの両方を見出しとして使います。欠損値と定められた値は無回答です（W125）。値のラベルが調査票の選択肢と食い違えば集計しません（E129）",
        "With `pip install 'kumin[spss]'`. Variable names and labels are both headings. Values declared as "
        "missing are no answer (W125); value labels that contradict the options are refused (E129)",
    ),
    "readers_head": ("形式|ファイル名の終わり|読み方", "Format|Endings|How it is read"),
    "format_joined": ("1つのセルにまとめたもの", "All marks in one cell"),
    "format_joined_example": (
        "`1,3,5`、`広報紙, 区のSNS（X, LINEなど）`（Google フォーム）、`広報紙;回覧板;`（Microsoft Forms）",
        "`1,3,5`, `Newsletter, Social media (X, LINE)` (Google Forms), `Newsletter;Notice board;` (Microsoft Forms)",
    ),
    "format_columns": ("選択肢ごとに1列", "A column for each option"),
    "format_columns_example": (
        "見出し `問4_1`、`問4-1`、`問4①`、`Q4[SQ001]`、`情報の入手先 [広報紙]`（名前か `aliases`）、2段・3段の見出し、結合した見出しの下の名前のない列。"
        "値は 0/1、1/空、番号/空、○、Y。0 は、番号が 0 の選択肢の列でも「印なし」",
        "Headings `Q4_1`, `Q4-1`, `Q4①`, `Q4[SQ001]`, `Sources [Newsletter]` (label or `aliases`), in one to three rows, or "
        "columns without names below a merged heading. Values 0/1, 1/empty, code/empty, ○, Y. 0 is no mark, even for "
        "an option with code 0",
    ),
    "format_slots": ("選んだ数だけの列（3つまで など）", "A column for each choice (up to three)"),
    "format_slots_example": (
        "見出し `問4_1`、`問4_2`、`問4_3` の列に、選んだ選択肢の番号か名前を左から。列の番号と違う選択肢が入った行が、同じ選択肢が2つある行や空の列の後に答えがある行より多いときだけ、こう読みます（W124）",
        "Columns `Q4_1`, `Q4_2`, `Q4_3` with the numbers or names of what was chosen, from the left; read so only where "
        "more rows have an option in a column of another number than have one twice or behind an empty column (W124)",
    ),
    "formats_head": ("`layout`|形|例", "`layout`|Layout|Examples"),
    "stage_read": ("読み込み中: {name}", "reading {name}"),
    "stage_code": ("見出しと値を照合中: {name}", "matching {name}"),
    "stage_check": ("検査中: {name}", "checking {name}"),
    "stage_write": ("書き出し中: {name}", "writing {name}"),
    "encoding_by_given": ("指定どおり", "as given"),
    "encoding_by_bom": ("先頭の印（BOM）から", "by its byte-order mark"),
    "encoding_by_nuls": ("UTF-16 に特有の並び方から", "by its zero bytes"),
    "encoding_by_ascii": ("半角文字だけ", "ASCII only"),
    "encoding_by_valid": ("すべての文字が正しく読めることから", "every byte is valid in it"),
    "encoding_by_euc": ("半角カナとしてはことばにならないことから", "as half-width kana it would not be words"),
    "encoding_by_kana": ("半角カナとしてことばになることから", "as half-width kana it is words"),
    "encoding_by_damaged": (
        "壊れた文字が少しあるが、ほかは読めることから",
        "valid except for a few damaged characters",
    ),
}
