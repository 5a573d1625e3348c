"""The form (共通様式) a ward hands in: its headings as wards publish them, the names a template uses, what is said."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "ward_form_mark": ("【共通様式】", "[Common form]"),
    "ward_form_head": ("（区長：{head}）", "(Head of the ward: {head})"),
    "ward_form_front": (
        "「目標」「使命」及び「所属運営の基本的な考え方」",
        "Goal, mission and basic policy",
    ),
    "ward_form_policy": ("{year}年度\n所属運営の\n基本的な\n考え方", "Basic policy of {year}"),
    "ward_form_pillar": ("・「柱{number}」{pillar}", "- Pillar {number}: {pillar}"),
    "ward_form_issues": (
        "重点的に取り組む経営課題",
        "Management issues of highest priority",
    ),
    "ward_form_issue": ("経営課題{id}　{title}", "Issue {id}: {title}"),
    "ward_form_settled": ("{year}決算額", "{year} settled"),
    "ward_form_budget": ("{year}予算額", "{year} budget"),
    "ward_form_strategies": ("主な戦略\n(課題解決の方策)", "Main strategies\n(ways to solve the issue)"),
    "ward_form_indicators": (
        "アウトカム\n指標\n（経営課題の進捗度\n合を示した指標）",
        "Outcome indicators\n(how far the issue is solved)",
    ),
    "ward_form_status": (
        "アウトカム\n指標の達成状況\n（定量評価）",
        "Outcome indicators:\njudgement\n(in numbers)",
    ),
    "ward_form_result": ("{year}年度実績と達成状況", "Result of {year} and judgement"),
    "ward_form_legend": ("※A：達成　B：未達成", "* A: achieved, B: not achieved"),
    "ward_form_previous": ("前年度実績", "Last year's result"),
    "ward_form_evaluation": (
        "自己評価\n（運営方針全体\nの定性評価）",
        "Self-evaluation\n(of the whole plan, in words)",
    ),
    "ward_form_future": ("今後の方針", "Future policy"),
    "ward_form_of_issue": ("【経営課題{id}】", "[Issue {id}]"),
    "ward_form_appendix": ("付録　数字の根拠（様式の外）", "Appendix: what the numbers rest on (not part of the form)"),
    "form_field_indicator_mark": ("達成状況／判定", "mark／judgement"),
    "form_field_indicator_mark_words": ("達成状況の言葉／判定の言葉", "mark in words"),
    "form_field_indicator_result": ("実績／今年度実績／割合／値", "result／percent"),
    "form_field_indicator_previous": ("前年度実績／前年度", "previous"),
    "form_field_indicator_n": ("n／回答者数／母数", "n"),
    "form_field_indicator_n_positive": ("該当者数／肯定の人数", "n positive"),
    "form_field_indicator_interval": ("区間／信頼区間", "interval"),
    "form_field_indicator_lower": ("下限／区間の下限", "lower"),
    "form_field_indicator_upper": ("上限／区間の上限", "upper"),
    "form_field_indicator_change": ("増減／前年度差", "change"),
    "form_field_indicator_target": ("目標／目標値", "target"),
    "form_field_indicator_target_by": ("目標年度／期限", "target by"),
    "form_field_indicator_verdict": ("判定の確かさ／確かさ", "verdict"),
    "form_field_indicator_evidence": ("判定の根拠／根拠", "evidence"),
    "form_field_indicator_text": ("アウトカム指標／指標", "text"),
    "form_field_indicator_title": ("略称／指標名", "title"),
    "form_field_indicator_result_and_mark": ("実績と達成状況", "result and mark"),
    "form_field_issue_title": ("題名／経営課題", "title"),
    "form_field_issue_recognition": ("課題認識", "recognition"),
    "form_field_issue_strategies": ("主な戦略／戦略", "strategies"),
    "form_field_issue_self_evaluation": ("自己評価", "self-evaluation"),
    "form_field_issue_future_policy": ("今後の方針", "future policy"),
    "form_field_plan_title": ("題名／運営方針", "title"),
    "form_field_plan_ward": ("区／区名", "ward"),
    "form_field_plan_head": ("区長", "head"),
    "form_field_plan_year": ("年度", "year"),
    "form_field_plan_goal": ("目標", "goal"),
    "form_field_plan_mission": ("使命", "mission"),
    "form_field_plan_basic_policy": ("基本的な考え方／所属運営の基本的な考え方", "basic policy"),
    "form_field_plan_pillars": ("柱", "pillars"),
    "form_field_plan_verdict": ("達成状況のまとめ", "summary"),
    "form_scope_indicator": (
        "アウトカム指標の値（1-1 は指標の番号）",
        "Values of an indicator (1-1 is its id)",
    ),
    "form_scope_issue": (
        "経営課題の文（1 は経営課題の番号。「1.課題認識」とも書けます）",
        "Texts of an issue (1 is its id; {{1.recognition}} also works)",
    ),
    "form_scope_plan": (
        "運営方針の文",
        "Texts of the plan",
    ),
    "form_scope_money": (
        "{{経営課題1.3決算額}} {{経営課題1.4予算額}} のように、年度と「決算額」「予算額」",
        "{{経営課題1.3決算額}} {{経営課題1.4予算額}}: the year in its era and what the money is (in an English result {{1.2021 settled}})",
    ),
    "form_scope_instead": (
        "値がないときに入れる文字は | の後に書きます: {{1-1.前年度実績|－}}",
        "After a |: what to write where there is no value: {{1-1.previous|-}}",
    ),
    "form_filled": (
        "{count} か所に記入しました。",
        "{count} {count:place|places} filled in.",
    ),
    "form_undone": (
        "記入していないところ: {count} 件",
        "Not filled in: {count}",
    ),
    "form_note_matched": (
        "  {place}: {name} ← {said}",
        "  {place}: {name} <- {said}",
    ),
    "form_note_unknown": (
        "  {place}: {name} という名前はありません。{nearest:ja}",
        "  {place}: there is no name {name}. {nearest:en}",
    ),
    "form_note_empty": (
        "  {place}: {name} には値がありません。",
        "  {place}: {name} has no value.",
    ),
    "form_note_formula": (
        "  {place}: 数式の中には記入しません（{name}）。",
        "  {place}: nothing is filled in within a formula ({name}).",
    ),
    "form_note_doubtful": (
        "  {place}: 指標 {name} に似ていますが、同じか決められません（{said}）。",
        "  {place}: this is similar to indicator {name}, but whether it is the same cannot be decided ({said}).",
    ),
    "form_note_occupied": (
        "  {place}: {name} を記入する空のセルがありません。",
        "  {place}: there is no empty cell for {name}.",
    ),
    "form_note_unmatched": (
        "  指標 {name} の文は様式に見つかりません。",
        "  the text of indicator {name} is not in the form.",
    ),
    "form_place_document": (
        "本文",
        "text",
    ),
    "form_place_header": (
        "ヘッダー（{part}）",
        "header ({part})",
    ),
    "form_place_footer": (
        "フッター（{part}）",
        "footer ({part})",
    ),
    "form_place_other": (
        "{part}",
        "{part}",
    ),
    "form_place_cell": (
        "{part} 表{table} {row}行 {cell}番目のセル",
        "{part}, table {table}, row {row}, cell {cell}",
    ),
    "form_place_box": (
        "{part} テキストボックス",
        "{part}, text box",
    ),
    "form_place_paragraph": (
        "{part} {number}番目の段落",
        "{part}, paragraph {number}",
    ),
    "form_place_sheet": (
        "シート「{sheet}」 {cell}",
        "sheet “{sheet}” {cell}",
    ),
    "form_place_printed": (
        "シート「{sheet}」の印刷のヘッダー・フッター",
        "sheet “{sheet}”, header or footer of the printed page",
    ),
    "form_needs": (
        "様式のファイル、結果（「kumin run --out」のフォルダー）、--out を指定してください。使える名前は「kumin form --list」で見られます。",
        "give the form's file, a result (the folder of kumin run --out) and --out; to see the names a form may use: "
        "kumin form --list.",
    ),
    "form_stated": (
        "回答: ありません。運営方針に書かれた値を記入します（区間と n は、書かれていなければ記入できません）。",
        "answers: none; the values the plan states are filled in (no interval, and no n unless the plan states it)",
    ),
    "form_missing": (
        "様式のファイルがありません。場所を確かめてください。",
        "the form's file does not exist; check the folder and the name.",
    ),
    "form_old": (
        "Word 97-2003（.doc）か Excel 97-2003（.xls）の形式です。Word か Excel で開き、.docx か .xlsx で保存し直してください。",
        "this is a Word 97-2003 (.doc) or Excel 97-2003 (.xls) file; open it and save it as .docx or .xlsx.",
    ),
    "form_encrypted": (
        "パスワードで保護されています。パスワードを外したものを指定してください。",
        "it is protected by a password; give a file without a password.",
    ),
    "form_suffix": (
        "中身は .{kind} のファイルです。名前の終わりを .{kind} に直してください。",
        "its content is a .{kind} file; rename it to end in .{kind}.",
    ),
    "form_no_office": (
        "Word（.docx）や Excel（.xlsx）のファイルではないか、壊れています。Word か Excel で開けるか確かめてください。",
        "this is not a Word (.docx) or Excel (.xlsx) file, or it is broken; check that it opens in Word or Excel.",
    ),
    "form_too_large": (
        "様式にしては大きすぎるため、読みません（広げると {size} バイト、上限 {most} バイト）。大きな画像などを除いてください。",
        "it is too large for a form and is not read ({size} bytes when unpacked, at most {most}); take out large pictures.",
    ),
    "form_part_broken": (
        "ファイルの中の {part} が壊れています。Word か Excel で開いて保存し直してください。",
        "{part} within the file is broken; open it in Word or Excel and save it again.",
    ),
    "form_placeholder_broken": (
        "差し込みの書き方が正しくないところが {count} か所あります。{{{{1-1.実績}}}} のように、二重のかっこで始め、同じ段落かセルの中で閉じてください。{places}",
        "{count} broken {count:placeholder|placeholders}; write them as {{{{1-1.result}}}}, with two brackets at each "
        "end, within one paragraph or cell. {places}",
    ),
    "form_out_is_template": (
        "出力先が様式のファイルそのものです。別の名前を指定してください。",
        "this is the form's own file; give another name.",
    ),
    "form_out_exists": (
        "同じ名前のファイルがあります。手で直したものかもしれないので、上書きしません。別の名前を指定してください。",
        "a file of that name exists and is not overwritten, as it may have been edited; give another name.",
    ),
    "form_out_suffix": (
        "出力先の拡張子は、様式と同じ {suffix} にしてください。",
        "the output must end in {suffix}, like the form.",
    ),
    "form_result_old": (
        "この結果は、様式の値を残さない版の kumin で作られています。「kumin run」をもう一度実行してください。",
        "this result was made by a version of kumin that kept no values for forms; run kumin run again.",
    ),
}
