"""Numbers, years, days and joined words as each language writes them."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "not_a_file": (
        "ふつうのファイルではありません（名前付きパイプや装置など）。ファイルを指定してください。",
        "this is not a regular file (but a pipe or a device); give a file.",
    ),
    "file_is_lock": (
        "Excel が開いている間だけ作る仮のファイルです。「{name}」を保存して閉じ、そちらを指定してください。",
        "Excel makes this file while a workbook is open; save and close `{name}`, and give that file.",
    ),
    "reading_takes_memory": (
        "読むのに {memory} GB を超えるメモリーが要ります。遠くのセルの消し忘れや圧縮の誤りがないか確かめてください。正しいファイルなら --max-memory で増やせます（今は {memory} GB、"
        "{seconds} 秒まで）。",
        "reading it takes more than {memory} GB of memory; check for cells far away that were not cleared, and for wrong "
        "compression. If the file is right, allow more with --max-memory (now {memory} GB and {seconds} seconds).",
    ),
    "temporary_folder_unusable": (
        "一時フォルダーに書けません（{reason}）。そのディスクの空きを増やすか、環境変数「TMPDIR」（または「TEMP」）でほかのフォルダーを指定してください。",
        "the folder for temporary files cannot be written to ({reason}); free space on its disk, or name another folder "
        "in the environment variable TMPDIR (on Windows TEMP).",
    ),
    "reading_takes_time": (
        "読むのに {seconds} 秒を超えてかかります。回答のファイルか確かめてください。正しいファイルなら --max-seconds で増やせます（今は {memory} GB、{seconds} 秒まで）。",
        "reading it takes more than {seconds} seconds; check that it is the right file. If it is, allow more with "
        "--max-seconds (now {memory} GB and {seconds} seconds).",
    ),
    "limit_not_positive": (
        "「limits」の {name} は 0 より大きい数にしてください（{value} は使えません）。",
        "`{name}` of `limits` must be above 0; it is {value}.",
    ),
    "system_refuses": (
        "ファイルやフォルダーを使えません（{reason}）。名前と場所を確かめてください。",
        "a file or folder cannot be used ({reason}); check its name and place.",
    ),
    "reason_EACCES": ("使う権限がないか、ほかのプログラムが使っています", "permission denied"),
    "reason_EPERM": ("使う権限がありません", "operation not permitted"),
    "reason_ENOENT": ("その場所がありません", "there is no such place"),
    "reason_ENOTDIR": (
        "途中の名前がフォルダーではありません",
        "a part of the path is not a folder",
    ),
    "reason_EISDIR": ("フォルダーです", "it is a folder"),
    "reason_ENOSPC": ("ディスクの空きがありません", "no space left on the disk"),
    "reason_EROFS": ("書き込めないディスクです", "the disk is read-only"),
    "reason_ENAMETOOLONG": ("名前が長すぎます", "the name is too long"),
    "reason_EBUSY": ("ほかのプログラムが使っています", "it is in use"),
    "reason_EIO": ("ディスクを読み書きできません", "the disk cannot be read or written"),
    "reason_EPIPE": ("出力先が閉じています", "the output is closed"),
    "reason_EBADF": ("出力先が閉じています", "the output is closed"),
    "reason_EINVAL": ("使えない名前です", "the name cannot be used"),
    "reason_EMFILE": ("開いているファイルが多すぎます", "too many open files"),
    "reason_unknown": ("システムの説明: {words}", "{words}"),
    "rep_year_end": ("{year}年度末まで", "by the end of fiscal year {year}"),
    "rep_points": ("{points}ポイント", "{points} points"),
    "rep_to": ("{lower}～{upper}", "{lower}–{upper}"),
    "bound_lower": ("{lower}以上", "{lower} or more"),
    "bound_upper": ("{upper}以下", "{upper} or less"),
    "or_joiner": ("か", " or "),
    "rep_since_last_year": ("前年度", "last year"),
    "rep_since_year": ("{year}年度", "{year}"),
    "rep_people": ("{n}人", "{n}"),
    "rep_in_brackets": ("（{words}）", " ({words})"),
    "rep_sentences": ("{first}。{second}", "{first}. {second}"),
    "rep_of_year": ("{value}（{year}年度）", "{value} ({year})"),
    "rep_list_joiner": ("、", "; "),
    "value_hidden": ("（非表示）", "(hidden)"),
    "list_joiner": ("、", ", "),
    "sentence_joiner": ("", " "),
    "era_reiwa": ("令和{number}", "Reiwa {number}"),
    "era_heisei": ("平成{number}", "Heisei {number}"),
    "era_showa": ("昭和{number}", "Showa {number}"),
    "era_taisho": ("大正{number}", "Taisho {number}"),
    "era_meiji": ("明治{number}", "Meiji {number}"),
    "era_first": ("元", "1"),
    "both_years": ("{era}年度（{year}年度）", "fiscal year {year} ({era})"),
    "date": ("{day.year}年{day.month}月{day.day}日", "{day:%Y-%m-%d}"),
    "day": ("{day.month}月{day.day}日", "{day:%m/%d}"),
    "no_answer": ("無回答", "No answer"),
    "label_joiner": ("・", ", "),
    "say_p": ("p={p}", "p = {p}"),
    "say_p_below": ("p<{p}", "p < {p}"),
    "detail_line": ("　・{words}", "  - {words}"),
}
