"""Drafts of questionnaires: what was guessed, from what, and what is asked."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "draft_head": ("{name} から作った調査票の下書きです。", "A draft of a questionnaire, made from {name}."),
    "draft_check": (
        "「推定」とある所は値からの推定です。調査票の用紙と見比べて直してください。",
        "Everything marked “guess” was guessed from the values. Compare it with the printed form.",
    ),
    "draft_title": ("調査の名前", "Name of the survey"),
    "draft_columns_guess": (
        "推定: 整理番号、受付日、使わない列（氏名など）",
        "guess: the columns of the id and the day received, and those that are not used (names and the like)",
    ),
    "draft_system": (
        "フォームや入力の記録の列 {count} 列（開始時刻、入力者など）は使いません（{key:columns.ignore}）。",
        "{count} {count:column|columns} written by the form system or the staff (start time, typist …) {count:is|are} "
        "not used ({key:columns.ignore}).",
    ),
    "draft_private": (
        "氏名、住所などの列 {count} 列は使いません（{key:columns.ignore}）。",
        "{count} {count:column|columns} of names, addresses and the like {count:is|are} not used ({key:columns.ignore}).",
    ),
    "draft_twice": (
        "選択肢ごとの列と同じ回答を1つのセルにまとめた列 {count} 列は使いません（{key:columns.ignore}）。",
        "{count} {count:column|columns} with the marks of other columns joined in one cell {count:is|are} not used "
        "({key:columns.ignore}).",
    ),
    "draft_hidden": (
        "{columns} 列は書きません（見出しがほかの列と同じか、電話番号などを含むため）。",
        "Columns left out: {columns}. Their headings are the same as another one, or contain a telephone number or the "
        "like.",
    ),
    "draft_file_guess": ("推定: 見出しの行と段数", "guess: the row of the headings, and how many rows they have"),
    "draft_missing_guess": ("推定: 無回答と無効の符号", "guess: codes for no answer and for invalid"),
    "draft_option": ("選択肢{code}", "option {code}"),
    "draft_empty": (
        "推定: 値がないので分かりません",
        "guess: not known, because there are no values",
    ),
    "draft_codes": ("推定: 番号から。選択肢の名前を書いてください", "guess, from codes; write the labels"),
    "draft_numbered": (
        "推定: 番号から。番号がそのまま答えの尺度",
        "guess, from codes: a scale whose numbers are the answers",
    ),
    "draft_labels": (
        "推定: 繰り返し出る文から。選択肢の順番を確かめてください",
        "guess, from repeated labels; check their order",
    ),
    "draft_joined": ("推定: 1つのセルに複数の回答", "guess: several marks in one cell"),
    "draft_columns": ("推定: 選択肢ごとに1列", "guess: a column per option"),
    "draft_slots": (
        "推定: 選んだ選択肢を左から入れる列（「3つまで」など）",
        "guess: columns for the options that were chosen, from the left (“up to three”)",
    ),
    "draft_slots_kept": (
        "2つ以上に回答のある {rows} 件のうち、同じ答えが重なるのは {repeated} 件（別々の設問なら、偶然でも約 {chance} 件）なので、"
        "選んだものを並べた1つの設問としました",
        "of {rows} {rows:row|rows} with two answers or more, {repeated} {repeated:has|have} the same answer twice (about "
        "{chance} by chance, if these were separate questions), so the columns are one question",
    ),
    "draft_range_stated": (
        "見出しにある {low}～{high} を、選ばれなかった番号も含めて選択肢としました",
        "the options are {low} to {high}, as the heading says, including numbers that nobody chose",
    ),
    "draft_once": (
        "1件だけの言葉 {labels} 種類も、回答が少ないので選択肢としました。誤りや自由な言葉なら、消してください",
        "{labels} {labels:label|labels} that {labels:comes|come} once {labels:is an option|are options}, because answers "
        "are few; remove typing errors and the respondents' own words",
    ),
    "draft_code_numbered": (
        "もう1つのファイルの {count} 種類の言葉は、言葉の前の番号で対応させました（言葉のない番号 {rest} 種類）",
        "the {count} {count:label|labels} of the other file have their codes before them ({rest} {rest:code|codes} without "
        "a label)",
    ),
    "draft_code_by_scale": (
        "番号（{coded} 件）と言葉（{labelled} 件）を、段階の順で対応させました。割合が食い違うのは約 {misfit} 件、逆の順なら約 {reversed} 件です。用紙で番号を確かめてください",
        "codes ({coded} answers) and labels ({labelled}) are matched in the order of the scale; about {misfit} answers do "
        "not fit, in the reversed order {reversed}. Compare the codes with the form",
    ),
    "draft_code_by_cells": (
        "番号（{coded} 件）と言葉（{labelled} 件）を、1つのセルの中で言葉が並ぶ順で対応させました（その順の組 {fit}、逆の組 {against}）。割合が食い違うのは約 {misfit} 件"
        "（逆の順なら約 {reversed} 件）です。用紙で番号を確かめてください",
        "codes ({coded} marks) and labels ({labelled}) are matched in the order in which labels stand in one cell ({fit} "
        "pairs in this order, {against} not); about {misfit} marks do not fit, in the reversed order {reversed}. Compare "
        "the codes with the form",
    ),
    "draft_code_by_columns": (
        "番号（{coded} 件）と言葉（{labelled} 件）を、選択肢の列の順（{fit} 列、合わない列 {against}）で対応させました。割合が食い違うのは約 {misfit} 件"
        "（逆の順なら約 {reversed} 件）です。用紙で番号を確かめてください",
        "codes ({coded} marks) and labels ({labelled}) are matched in the order of the options' columns ({fit} columns, "
        "{against} against); about {misfit} marks do not fit, in the reversed order {reversed}. Compare the codes with "
        "the form",
    ),
    "draft_order_scale": ("段階の順", "the order of the scale"),
    "draft_order_cells": ("1つのセルの中で言葉が並ぶ順", "the order in which labels stand in one cell"),
    "draft_order_columns": ("選択肢の列の順", "the order of the options' columns"),
    "draft_code_each": ("{question}: {misfit}（{reversed}）", "{question}: {misfit} ({reversed})"),
    "draft_code_many": (
        "{questions} 問の番号と言葉を、{order}で対応させました。用紙で番号を確かめてください。割合が食い違うおよその件数と、（　）に逆の順での件数: {each}",
        "the codes and labels of {questions} questions are matched in {order}. Compare the codes with the form. About how "
        "many answers do not fit, and in brackets in the reversed order: {each}",
    ),
    "draft_code_many_unsure": (
        "{questions} 問の番号と言葉を、{order}で対応させましたが、割合は逆の順でも同じくらい合います。用紙で番号を必ず確かめてください。割合が食い違うおよその件数と、（　）に逆の順での件数: {each}",
        "the codes and labels of {questions} questions are matched in {order}, but the reversed order fits as well: do "
        "compare the codes with the form. About how many answers do not fit, and in brackets in the reversed order: {each}",
    ),
    "draft_code_no_order": (
        "{codes} 種類の番号と {labels} 種類の言葉の対応は、順番が分からないので決められません。言葉は {first} からの別の選択肢としました。用紙を見て、{first} からの番号を、用紙の番号に書きかえてください（ブックの選択肢のシート。YAML では言葉を移します）",
        "the {labels} labels show no order, so it cannot be decided which of the {codes} codes they are. They are options "
        "of their own, from {first} on; write the form's codes in place of {first} and so on (in the sheet of options; in YAML move the labels)",
    ),
    "draft_code_other_number": (
        "番号は {codes} 種類、言葉は {labels} 種類で、対応を決められません。言葉は {first} からの別の選択肢としました。用紙を見て、{first} からの番号を、用紙の番号に書きかえてください（ブックの選択肢のシート。YAML では言葉を移します）",
        "{codes} codes and {labels} labels: which is which cannot be decided. The labels are options of their own, from "
        "{first} on; write the form's codes in place of {first} and so on (in the sheet of options; in YAML move the labels)",
    ),
    "draft_code_reversed": (
        "段階の順では割合が約 {misfit} 件食い違い、逆の順の約 {reversed} 件より多いので、番号（{codes} 種類、{coded} 件）と言葉（{labels} 種類、{labelled} 件）の対応を決めません。"
        "言葉は {first} からの別の選択肢としました。用紙を見て、{first} からの番号を、用紙の番号に書きかえてください（ブックの選択肢のシート。YAML では言葉を移します）",
        "in the order of the scale about {misfit} answers do not fit, in the reversed order {reversed}: which of the "
        "{codes} codes ({coded} answers) the {labels} labels ({labelled}) are is not decided. They are options of their "
        "own, from {first} on; write the form's codes in place of {first} and so on (in the sheet of options; in YAML move the labels)",
    ),
    "draft_in_some_files": (
        "{files} だけにある設問です。ほかのファイルの人は「列なし」として数えません。同じ設問が別の見出しであれば、{key:header_aliases}に書いて1つにしてください",
        "only in {files}; people of the other files are not counted (no column). If they have it under another heading, "
        "write that into {key:header_aliases}",
    ),
    "draft_file_apart": (
        "{files} には、ほかのファイルにもある設問が1つもありません。別の調査のファイルなら、調査ごとに kumin new を実行してください（この下書きでは、1つの調査の"
        "別々の設問です）。同じ調査なら、{key:header_aliases}にほかのファイルの見出しを書いて1つにしてください",
        "{files} shares no question with another file. If it is of another survey, run `kumin new` for each survey (in this "
        "draft they are separate questions of one). If it is of the same one, write the headings of the other files into "
        "{key:header_aliases}",
    ),
    "draft_type_single": ("1つ選ぶ設問", "one answer"),
    "draft_type_multiple": ("複数選ぶ設問", "several answers"),
    "draft_type_number": ("数", "number"),
    "draft_type_date": ("日付", "date"),
    "draft_type_text": ("自由記述", "free text"),
    "draft_joined_apart": (
        "ファイルによって種類が違うので（{first}、{second}）、自由記述としました。尋ね方が違うなら、別々の設問にしてください",
        "it has different types in different files ({first}, {second}), so it is free text; if it was asked in two ways, "
        "make two questions",
    ),
    "draft_joined_by_order": (
        "同じ番号の設問が同じ数だけあるので、並ぶ順で {count} ファイルの列と合わせました",
        "joined with the column of {count} {count:file|files} by its place among the questions of one number",
    ),
    "draft_policy_guess": (
        "推定: 一部のファイルだけにある設問があるので、列のないファイルも読む",
        "guess: some questions are only in some of the files, so files without those columns are read too",
    ),
    "draft_policy_options": (
        "推定: 一部のファイルには列のない選択肢（番号の決まらない言葉など）があるので、列のないファイルも読む",
        "guess: some files have no column for some options (labels without a code, say), so files without them are read",
    ),
    "draft_one_survey": (
        "これらのファイルは1つの調査として読めます: kumin check 調査票 {files}。運営方針では{key:surveys}の1つの行にこの調査票を書き、kumin run に --answers 調査=ファイル を"
        "ファイルの数だけ付けます。",
        "These files are read as one survey: kumin check QUESTIONNAIRE {files}. In the plan, name this questionnaire in one "
        "survey, and give kumin run --answers SURVEY=FILE once for each file.",
    ),
    "sav_labels": ("ファイルにある値のラベルから", "from the value labels of the file"),
    "sav_values": (
        "値のラベル {count} 種類は、値が 0～9999 の整数ではないので、選択肢としていません",
        "{count} value {count:label|labels} are not of whole numbers from 0 to 9999, and are no options",
    ),
    "form_read": (
        "{kind} の {name} から、{count} 問の調査票を作りました。回答ファイルで kumin check を実行して確かめてください。",
        "A questionnaire with {count} {count:question|questions} was made from {name} ({kind}). Check it by running "
        "`kumin check` with an answer file.",
    ),
    "form_remainder": ("  {place} {name}: {words}", "  {place} {name}: {words}"),
    "form_repeat": (
        "繰り返しのグループは表せません。中の設問は、1回だけ答えるものとして書きました",
        "a repeated group cannot be expressed; its questions are written as if they were answered once",
    ),
    "form_no_type": (
        "種類「{what}」の設問は表せないので、書いていないか、自由記述です",
        "a question of type “{what}” cannot be expressed; it is left out, or free text",
    ),
    "form_as_text": ("種類「{what}」は、自由記述としました", "the type “{what}” is written as free text"),
    "form_recorded": (
        "計算した値や隠した値（{what}）の列は、設問としません。集計には使いません",
        "a column of computed or hidden values ({what}) is no question, and is not used",
    ),
    "form_choice_filter": (
        "選択肢を絞る条件「{what}」は表せないので、すべての選択肢を書きました",
        "the condition “{what}” that limits its options cannot be expressed; all its options are written",
    ),
    "form_no_name": ("名前のない設問（{what}）は書いていません", "a question without a name ({what}) is left out"),
    "form_no_list": (
        "選択肢（{what}）が見つからないか、名前のない行があるので、自由記述としました",
        "its options ({what}) were not found, or have a row without a name; it is written as free text",
    ),
    "form_condition": (
        "尋ねる条件「{what}」は表せません。この条件がないものとして、全員に尋ねた設問としました。必要なら{key:ask_if}を書いてください",
        "the condition “{what}” cannot be expressed and is left out; write {key:ask_if} where it is needed",
    ),
    "form_constraint": (
        "答えの条件「{what}」は表せないので、書いていません",
        "the constraint “{what}” cannot be expressed and is left out",
    ),
    "form_without_questions": (
        "{kind} の定義ですが、設問がありません。",
        "this is a form of {kind}, but it has no questions.",
    ),
    "draft_slots_ranked": (
        "何位に選んだかは区別せずに数えます。順位ごとに数えるなら、列ごとの設問に分けてください",
        "ranks are not distinguished; to count each rank, make each column a separate question",
    ),
    "draft_slots_asked": (
        "番号だけが違う見出しの {columns} 列は、「{columns} つまで」の1つの設問か、別々の設問か（2つ以上に回答のある {rows} 件に、"
        "同じ答えの重なりはありません）。今は別々に数えます。1つの設問なら、{key:type=multiple}、{key:layout=slots}と書いてください",
        "are the {columns} columns whose headings differ in a number alone one question (“up to {columns}”) or separate "
        "ones? Of {rows} {rows:row|rows} with two answers or more none has the same answer twice. They are counted "
        "separately; if they are one question, write {key:type=multiple} and {key:layout=slots}",
    ),
    "draft_ranks": (
        "選択肢ごとの {columns} 列に、順位（1、2、3）が入っているようです。今は列ごとの設問で、順位を付けなかった人は n に入りません。選んだ人の割合にするには、順位を印（1）に直し、1つの複数回答にしてください",
        "the {columns} columns of options seem to hold ranks (1, 2, 3). They are questions of their own now, and who gave no "
        "rank is in no n. For the share of those who chose an option, replace the ranks by marks (1) and make one "
        "multiple answer of them",
    ),
    "draft_two_marks": (
        "選択肢ごとの {columns} 列に、2種類の印（◎と○）があります。今は列ごとの設問で、印のない人は n に入りません。区別せずに数えるなら、◎も○に直し、1つの複数回答にしてください",
        "the {columns} columns of options hold two kinds of marks (◎ and ○). They are questions of their own now, and who "
        "marked nothing is in no n. To count both alike, replace ◎ by ○ and make one multiple answer of them",
    ),
    "draft_number": ("推定: 数", "guess: a number"),
    "draft_date": ("推定: 日付", "guess: a date"),
    "draft_text": ("推定: 自由記述", "guess: free text"),
    "draft_kind_asked": (
        "種類（1つ・いくつでも・数・日付）と選択肢を、用紙を見て書いてください。今は自由記述です",
        "write its kind (single, multiple, number, date) and its options as the form has them; it is free text now",
    ),
    "draft_headings_only": (
        "{name} は見出しだけで、まだ回答がありません。見出し {count} 個を自由記述の設問としました。種類と選択肢を書いてください。",
        "{name} has headings and no answers yet. Its {count} {count:heading is a question|headings are questions} of free "
        "text; write their kinds and options.",
    ),
    "draft_evidence": ("（合う {fit} 件、合わない {misfit} 件）", " (for: {fit}, against: {misfit})"),
    "draft_asks": ("【要確認】{words}", "[please check] {words}"),
    "draft_count": ("{count} 件", "{count}"),
    "draft_combines": (
        "区切りのあるセル {several} 件。{parts} 種類の選択肢が {variants}通りに組み合わさっています",
        "{several} {several:cell|cells} with a separator; {parts} options in {variants} {variants:combination|combinations}",
    ),
    "draft_option_columns": (
        "{columns} 列。印のある行 {marked} 件、どの列も空の行 {empty} 件",
        "{columns} columns; {marked} {marked:row|rows} with a mark, {empty} with nothing in any of them",
    ),
    "draft_stated_missing": (
        "{columns} の列（ほかに印のない行 {count} 件）は、選択肢ではなく、無回答や無効を示す列としました",
        "{columns} ({count} {count:row|rows} without another mark): taken to state that there is no answer, or an invalid "
        "one, and not as an option",
    ),
    "draft_stated_by_code": (
        "{columns} の列（ほかに印のない行 {count} 件）は、番号がほかの選択肢と離れ、ほかの選択肢と一緒に選ばれていないので、無回答を示す列としました。選択肢なら、足してください",
        "The column {columns} ({count} {count:row|rows} without another mark) is numbered apart from the other options and "
        "never marked beside one: it is taken to state that there is no answer; if it is an option, add it",
    ),
    "draft_zero_counted": (
        "どの列にも印のない行（0 だけの行など）{count} 件は、母数に入れて数えます（無回答なら{key:none_marked=no_answer}と書きます）。別々の2つ以上の質問なら、列ごとの設問に分けてください",
        "{count} {count:row|rows} without any mark (zeros alone, say) {count:is|are} counted in the base (write "
        "{key:none_marked=no_answer} if they are no answer). If these are separate questions, make each column a "
        "separate question",
    ),
    "draft_zero_not": (
        "どの列にも印のない行（0 だけの行など）{count} 件は、無回答として母数に入れません（入れるなら{key:none_marked=answer}と書きます）。別々の2つ以上の質問なら、列ごとの設問に分けてください",
        "{count} {count:row|rows} without any mark (zeros alone, say) {count:is|are} no answer and not in the base "
        "(write {key:none_marked=answer} to count {count:it|them}). If these are separate questions, make each column a "
        "separate question",
    ),
    "draft_zero_some": (
        "どの列にも印のない行（0 だけの行など）{count} 件のうち {counted} 件を、母数に入れて数えます。別々の2つ以上の質問なら、列ごとの設問に分けてください",
        "of {count} {count:row|rows} without any mark (zeros alone, say) {counted} {counted:is|are} counted in the base. "
        "If these are separate questions, make each column a separate question",
    ),
    "draft_missing_taken": (
        "{code}（{count} 件）は、ほかの値（{low}～{high}）から離れているので、無回答の符号としました",
        "{code} ({count} {count:cell|cells}) stands apart from the other values ({low} to {high}) and is taken for a "
        "code of no answer",
    ),
    "draft_missing_asked": (
        "{code} を無回答の符号としました（{count} 件。ほかの値は {low}～{high}）。本当の {code} なら、選択肢に足すか、{key:missing.no_answer}から消してください",
        "{code} is taken for a code of no answer ({count} {count:cell|cells}; the other values are {low} to {high}). If "
        "it is a real answer, add it to the options or remove it from {key:missing.no_answer}",
    ),
    "draft_missing_asked_many": (
        "{code} を無回答の符号としました（{questions} 問、計 {count} 件）。本当の {code} がある設問では、その選択肢に {code} を足してください",
        "{code} is taken for a code of no answer ({questions} questions, {count} cells in all). Where it is a real "
        "answer, add it to the options of that question",
    ),
    "draft_missing_kept": (
        "{code}（{count} 件。ほかの値は {low}～{high}）は無回答の符号か、本当の {code} か。今は値として数えます。無回答なら、{key:missing.no_answer}に足してください",
        "is {code} ({count} {count:cell|cells}; the other values are {low} to {high}) a code of no answer, or a real "
        "answer? It is counted as a value; if it is no answer, add it to {key:missing.no_answer}",
    ),
    "draft_whole": (
        "区切り（、など）を含む {labels} 種類の文（{count} 件）は、部分が自由に組み合わさらないので、それぞれ1つの選択肢としました",
        "{labels} {labels:label|labels} with a separator ({count}) {labels:is an option|are options} as a "
        "whole: their parts do not combine freely",
    ),
    "draft_grid": (
        "同じ見出しの {columns} 列は、同じ選択肢の表形式とみて、それぞれ1つだけ選ぶ設問としました",
        "{columns} columns under one heading are a grid with the same options, each a single answer",
    ),
    "draft_words_taken": ("無回答とした言葉: {words}（{count} 件）", "words taken for no answer: {words} ({count})"),
    "draft_most": (
        "設問の言葉から、選べるのは{most}つまでとしました（いくつまで）。それより多く選んだ回答はありません",
        "by the words of the question at most {most} may be chosen (max); no answer has more",
    ),
    "draft_most_passed": (
        "設問の言葉では{most}つまでですが、それより多く選んだ回答が {count} 件あります。いくつまで（max）は書いていません。書くと、その回答は無回答になります",
        "by its words at most {most} may be chosen, but {count} {count:answer has|answers have} more; no limit (max) is "
        "stated: with it, {count:that answer|those answers} would count as no answer",
    ),
    "draft_bounds": (
        "ほかの設問の無回答の符号が値の中にあるので、範囲（{low}～{high}）を書きました。範囲の中の値は数えます",
        "a code of no answer of other questions lies among the values, so the range ({low} to {high}) is stated; values "
        "within it are counted",
    ),
    "draft_stray": (
        "{value}（{count} 件）は入力の誤りとみて、選択肢にしていません。正しい番号なら、選択肢に足してください",
        "{value} ({count} {count:cell|cells}) is probably a typing error and was not made an option; if it is right, add "
        "it to the options",
    ),
    "draft_unseen": ("この回答にはない番号: {codes}", "numbers that nobody chose: {codes}"),
    "draft_spellings": (
        "表記のゆれを1つの選択肢にまとめました: 「{label}」に「{others}」（{count} 件）",
        "variant spellings are one option: “{others}” ({count}) with “{label}”",
    ),
    "draft_other_words": (
        "選択肢にない言葉のセル {count} 件は「その他」としました。誤りなら、選択肢の{key:aliases}に足してください",
        "{count} {count:cell|cells} with other words {count:counts|count} as another answer (`other`); if they are spellings of an "
        "option, add them to its {key:aliases}",
    ),
    "draft_other_beside": (
        "答えの欄が空で、隣の「その他（具体的に）」の列に言葉のある {alone} 件は、「その他」とします（隣の列に言葉があり、答えもあるのは {against} 件）",
        "{alone} {alone:row|rows} without an answer, but with words in the column for “other (please specify)” beside "
        "it, {alone:counts|count} as “other” ({against} {against:row|rows} with such words {against:has|have} an answer "
        "too)",
    ),
    "draft_other_code": (
        "隣の「その他（具体的に）」の列に言葉があるのは番号 {code} の人だけなので（{count} 件のうち {written} 件）、{code} を「その他」とします",
        "only respondents with {code} have words in the column for “other (please specify)” beside it ({written} of "
        "{count}), so {code} is taken for “other”",
    ),
    "draft_one_option": (
        "答えが1種類しかないので、割合はいつも 100% です（{count} 件）。いくつでも選べる設問の選択肢の列なら、見出しの行と段数を --header-row と --header-rows で指定してください。"
        "ほかの選択肢があるなら、足してください",
        "there is only one kind of answer, so its share is always 100% (of {count}). If the column is an option of a "
        "multiple answer, give the rows of headings with --header-row and --header-rows; if there are other options, add "
        "them",
    ),
    "draft_codes_and_labels": (
        "番号（{codes} 件）と言葉（{labels} 件）が混ざっています。番号が言葉と同じ選択肢なら、番号の選択肢を消し、言葉の選択肢の番号をそれに直してください",
        "numbers ({codes}) and words ({labels}) are mixed. If the numbers mean the same options, remove those options and give "
        "the words their numbers",
    ),
    "draft_odd": (
        "ほかのセルと種類の違う値（言葉の中の数や記号など）のセル {count} 件は入力の誤りとみて、選択肢にしていません。kumin check が行と列を示します",
        "{count} {count:cell|cells} of another kind than the rest (numbers or signs among words) {count:is|are} probably "
        "{count:a typing error|typing errors} and not made an option; `kumin check` shows row and column",
    ),
    "draft_near": (
        "選択肢に似た言葉のセル {count} 件は入力の誤りとみて、選択肢にしていません。kumin check が行と列を示します",
        "{count} {count:cell|cells} with words similar to an option {count:is|are} probably {count:a typing error|typing "
        "errors} and not made an option; `kumin check` shows row and column",
    ),
    "draft_given_up": (
        "選択肢や数とみると読めない値が多いので、自由記述としました（合うのは {count} 件）",
        "too many values could not be read as options or numbers, so it is free text ({count} would fit)",
    ),
    "draft_checked_clean": (
        "この下書きで検査しました: {n_read} 件を読み、{n_used} 件を使います（白紙 {n_blank}、除く行 {n_left}）。直すところはありません。",
        "Checked with this draft: {n_read} rows read, {n_used} used ({n_blank} blank, {n_left} left out); nothing found.",
    ),
    "draft_checked": (
        "この下書きで検査しました: {n_read} 件を読み、{n_used} 件を使います（白紙 {n_blank}、除く行 {n_left}）。エラーのある行 {n_error}。検査結果: {codes}",
        "Checked with this draft: {n_read} rows read, {n_used} used ({n_blank} blank, {n_left} left out); {n_error} with "
        "errors. Findings: {codes}.",
    ),
    "draft_tabulated": (
        "この下書きで集計しました: {count} 問、回答数 n は {low}～{high}。",
        "Tabulated with this draft: {count} {count:question|questions}, n from {low} to {high}.",
    ),
    "draft_sampled": (
        "推定と、「合う」「合わない」の件数は、どの列も、値のある初めの {count} 件によります（検査と集計は {rows} 行すべて）。",
        "The guesses and their counts for and against are from the first {count} filled cells of each column; check and "
        "tabulate read all {rows} rows.",
    ),
    "draft_tabulated_none": (
        "集計できる設問はありません（自由記述だけです）。",
        "No question can be tabulated: there is only free text.",
    ),
    "draft_base": ("、n={n}", ", n={n}"),
    "draft_listed": ("  {id} {title}: {reason}{base}", "  {id} {title}: {reason}{base}"),
    "draft_asked_of": ("  {ids}: {words}", "  {ids}: {words}"),
    "draft_nothing": (
        "設問になる列がありません（整理番号や記録の列、見出しが同じ列だけです）。見出しの行が違うなら、--header-row で指定してください。",
        "no column is a question (there are only ids, records and columns with the same heading). If the headings are in "
        "another row, give it with --header-row.",
    ),
    "draft_refuses": (
        "この回答ファイルを読める下書きを作れません。書き出していません。見出しの行を --header-row と --header-rows で指定するか、調査票を手で書いてください。",
        "no draft could be made that reads this file, and nothing was written. Give the rows of headings with "
        "--header-row and --header-rows, or write the questionnaire by hand.",
    ),
}
