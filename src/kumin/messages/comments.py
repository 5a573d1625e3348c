"""自由意見: the coding workbook, its counts, and what is said of them."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_comments": ("自由意見", "Comments"),
    "rep_comments_of": ("{question} {n}件", "{question}: {n}"),
    "rep_comments_hidden": ("{question} 非表示", "{question}: not shown"),
    "sheet_comments": ("意見", "comments"),
    "sheet_comment_themes": ("テーマ", "themes"),
    "sheet_comment_nouns": ("よく出る語", "frequent words"),
    "sheet_comment_help": ("書き方", "how to fill in"),
    "comment_title": ("自由意見の分類", "Coding of comments"),
    "comment_internal": (
        "部内限り。氏名などは規則で伏せましたが、伏せ残しがあり得ます。公表・転送しないでください。",
        "Internal use only. Names and the like were masked by rules; some may be left. Do not publish or forward.",
    ),
    "comment_number": ("意見番号", "comment no."),
    "comment_question": ("設問", "question"),
    "comment_text": ("意見（伏せ字済み）", "comment (masked)"),
    "comment_length": (
        "字数",
        "characters",
    ),
    "comment_suggested": ("テーマの候補", "suggested themes"),
    "comment_nouns": ("よく出る語（この意見）", "frequent words in it"),
    "comment_more": ("そのほかのテーマの番号", "further theme numbers"),
    "comment_excerpt": ("抜粋", "excerpt"),
    "comment_edited": ("抜粋の文（書き直すとき）", "excerpt as edited"),
    "comment_code": ("テーマの番号", "theme no."),
    "comment_theme": ("テーマ", "theme"),
    "comment_definition": ("内容", "definition"),
    "comment_keywords": ("候補にする語", "keywords"),
    "comment_noun": ("語", "word"),
    "comment_noun_count": ("意見の件数", "comments"),
    "comment_themes_about": (
        "テーマを加えるときは下の空いた行に番号と名前を書き、「意見」シートでは「そのほかのテーマの番号」に番号を書きます。",
        "To add a theme, write its number and name into a free row below, and write its number into `further theme "
        "numbers` of the comment in the sheet `comments`.",
    ),
    "comment_nouns_about": (
        "3件以上の意見に出る複合名詞です。テーマの辞書に加える語を探すのに使います。",
        "Compound nouns found in three comments or more: look here for keywords to add to the dictionary.",
    ),
    "comment_mask": ("〔{kind}〕", "[{kind}]"),
    "comment_tick_only": ("あてはまるときだけ ○ を選びます。", "Choose ○ where it applies, else leave the cell empty."),
    "comment_help_1": (
        "1. 「意見」シートの各行を読み、あてはまるテーマの列に ○（または 1）を付けます。いくつ付けてもかまいません。",
        "1. Read each row of the sheet `comments` and put ○ (or 1) into the columns of the themes that apply, as many as there are.",
    ),
    "comment_help_2": (
        "2. 「テーマの候補」は語の有無だけで示したものです。そのまま正しいとは限りません。",
        "2. Suggested themes only say that a keyword occurs; they may be wrong.",
    ),
    "comment_help_3": (
        "3. どのテーマにもあてはまらない意見は空けておきます。「テーマなし」として数えます。",
        "3. Leave the cells empty where no theme applies; the comment is counted under `no theme`.",
    ),
    "comment_help_4": (
        "4. 報告書に載せる意見は「抜粋」に ○ を付けます。個人が分からないように書き直すときは「抜粋の文」に書きます。",
        "4. Tick `excerpt` for what the report may quote; if it must be rewritten so that nobody can be recognised, "
        "write the new text into `excerpt as edited`.",
    ),
    "comment_help_5": (
        "5. 意見番号と見出しは変えないでください。行の並べ替え、意見の文の直しはかまいません。",
        "5. Keep the comment numbers and the headings. Rows may be sorted and texts changed.",
    ),
    "comment_help_6": (
        "6. 終わったら: kumin comments count このファイル --out 件数.xlsx",
        "6. When done: kumin comments count THIS_FILE --out counts.xlsx",
    ),
    "comment_help_7": (
        "7. 伏せ字は完全ではありません。あだ名、店の名前、出来事から人が分かることがあります。抜粋の前に必ず読んで確かめてください。",
        "7. Masks are never complete: a nickname, a shop or an event may reveal who wrote it. Read every excerpt before "
        "it is used.",
    ),
    "comment_of_book": ("このファイルについて", "About this file"),
    "comment_categories": (
        "属性の区分（件数表に並べる順）",
        "Categories of the attributes, in the order of the tables",
    ),
    "comment_exported": ("書き出した意見の件数", "comments written"),
    "comment_k": ("この件数未満を隠す", "hide counts below"),
    "comment_masked_of": ("伏せた数: {kind}", "masked: {kind}"),
    "mask_url": ("URL", "URL"),
    "mask_email": ("メール", "e-mail"),
    "mask_phone": ("電話", "telephone"),
    "mask_id": ("番号", "number"),
    "mask_address": ("住所", "address"),
    "mask_name": ("氏名", "name"),
    "comment_counts": ("自由意見の件数", "Comments by theme"),
    "comment_count": ("件数", "comments"),
    "comment_all": ("意見の件数", "all comments"),
    "comment_no_theme": ("テーマなし", "no theme"),
    "comment_blank": ("無回答", "left blank"),
    "comment_excerpts": ("自由意見の抜粋", "Excerpts"),
    "comment_no_excerpt": ("抜粋に ○ の付いた意見はありません。", "No comment is ticked as an excerpt."),
    "comment_several": (
        "1つの意見に複数のテーマがあると、テーマごとの件数の合計は意見の件数より多くなります。",
        "A comment may have several themes, so the counts of the themes may add up to more than the number of comments.",
    ),
    "comments_unused": (
        "属性別の表には、1件もないテーマを載せていません。",
        "The tables by attribute leave out themes that no comment has.",
    ),
    "comments_counted": (
        "自由意見は {n}件です。",
        "{n} free-text {n:comment|comments}.",
    ),
    "comments_without": (
        "テーマの付いていない意見は {n}件（{share}）です。",
        "{n} of them ({share}) {n:has|have} no theme.",
    ),
    "comments_hidden": (
        "属性別の件数は、{k}件未満と、差し引きで分かってしまう件数を「非表示」にしています。",
        "Of the counts by attribute those below {k}, and those that would reveal them by subtraction, are hidden.",
    ),
    "comments_of_question": (
        "{question}: {n}件の意見を書き出しました。",
        "{question}: {n} {n:comment|comments} written.",
    ),
    "comments_nothing": (
        "「特になし」などとだけ書かれた {n}件は除きました。",
        "{n} {n:comment that only says|comments that only say} “nothing in particular” or the like {n:is|are} left out.",
    ),
    "comments_left_out": (
        "集計に使わない行（白紙・重複・除外）の {n}件は含めていません。",
        "{n} {n:comment|comments} in rows that are not used (blank, repeated, left out) {n:is|are} not included.",
    ),
    "comments_shortened": (
        "長すぎてセルに入らない {n}件は途中までです。",
        "{n} {n:comment is|comments are} too long for a cell and cut.",
    ),
    "comments_controls": (
        "{n}件の意見の制御文字を空白に替えました。",
        "Control characters in {n} {n:comment|comments} were replaced by spaces.",
    ),
    "comments_masked": (
        "伏せた個人情報: {kinds}。伏せ字は完全ではありません。必ず読んで確かめてください（部内限り）。",
        "Masked: {kinds}. Masks are never complete: read every comment before use (internal file).",
    ),
    "comments_masked_kind": ("{kind} {n}か所", "{kind} {n}"),
    "comments_masked_none": ("なし", "none"),
    "comments_extra_missing": (
        "形態素解析（pip install kumin[comments]）がないため、「よく出る語」は作らず、氏名は敬称などの規則だけで伏せました。",
        "Without the tokenizer (pip install kumin[comments]) there are no frequent words, and names are masked only by "
        "rules.",
    ),
    "comments_no_question": (
        "調査票「{questionnaire}」に自由記述（「type: text」）の設問がありません。",
        "The questionnaire `{questionnaire}` has no free-text question (type: text).",
    ),
    "comments_sheet_missing": (
        "シート「{sheet}」がありません（あるシート: {known}）。「kumin comments export」が書き出したファイルを指定してください。",
        "There is no sheet `{sheet}` (there are: {known}). Give a file that kumin comments export wrote.",
    ),
    "comments_heading_missing": (
        "見出し「{heading}」がありません。見出しは変えないでください。",
        "The heading `{heading}` is missing. Keep the headings as they were.",
    ),
    "comments_theme_row": (
        "テーマの番号は重ならない1以上の整数で、名前も必要です。",
        "A theme needs a whole number of its own, 1 or more, and a name.",
    ),
    "comments_number_unreadable": (
        "意見番号がないか、整数ではありません。もとの番号を書くか、行を消してください。",
        "The comment number is missing or not a whole number. Write the original one, or delete the row.",
    ),
    "comments_number_twice": (
        "意見番号 {number} は {row}行目にもあります。どちらかを消してください。",
        "Comment number {number} is in row {row} too. Delete one of them.",
    ),
    "comments_theme_unknown": (
        "テーマの番号 {value} は「テーマ」シートにありません。「テーマ」シートに加えるか、番号を直してください。",
        "Theme {value} is not in the sheet `themes`. Add it there, or correct the number.",
    ),
    "comments_theme_twice": (
        "テーマの番号 {value} の列が2つあります。1つにしてください。",
        "Theme {value} has two columns. Keep one.",
    ),
    "comments_tick_unreadable": ("○ か 1 を付けるか、空けてください。", "Put ○ or 1 here, or leave it empty."),
    "comments_k_default": (
        "「書き方」シートに隠す件数がないため、{k}件未満を隠しました。",
        "The workbook no longer says which counts to hide; those below {k} are hidden.",
    ),
    "comments_number_differs": (
        "書き出したのは {exported}件、読み取ったのは {n}件です。行が消えたり増えたりしていないか確かめてください。",
        "{exported} {exported:comment was|comments were} written and {n} {n:is|are} read. Check whether rows were "
        "deleted or added.",
    ),
    "comments_columns_ignored": ("読み取らなかった列: {names}", "Columns not read: {names}"),
    "comments_masked_again": (
        "抜粋 {n}件に電話番号や氏名らしいものがあり、伏せました。",
        "{n} {n:excerpt|excerpts} had what looks like a telephone number, a name or the like; it is masked.",
    ),
    "comments_csv_counts": (
        "CSV は件数だけです。抜粋 {n}件は .xlsx・.md・.docx で書き出してください。",
        "CSV has the counts alone. Write .xlsx, .md or .docx for the {n} {n:excerpt|excerpts}.",
    ),
    "theme_repeated": (
        "テーマ「{theme}」が2つあります。",
        "There are two themes `{theme}`.",
    ),
}
