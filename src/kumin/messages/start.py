"""A year's folder, and what is still to do in it."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "start_folder": ("{year}年度", "{year}"),
    "start_survey_title": ("区民アンケート", "Residents' survey"),
    "start_questionnaire_title": ("{year} {ward} {survey}", "{survey} of {ward}, {year}"),
    "start_plan_title": ("{year} {ward}運営方針", "Plan of {ward}, {year}"),
    "start_of": ("{ward}に住む人", "People who live in {ward}"),
    "file_answers": ("回答", "answers"),
    "file_drafts": ("下書き", "drafts"),
    "file_results": ("結果", "results"),
    "file_to_do": ("やることリスト", "to-do"),
    "start_ask_ward": ("区の名前（例: 大正区）: ", "Name of the ward: "),
    "start_ask_year": ("年度（例: 令和6年度。Enter だけなら {default}）: ", "Fiscal year (Enter for {default}): "),
    "start_ask_answers": (
        "回答ファイル（画面にドラッグできます。Enter だけで終わり）: ",
        "Answer file (you can drag it here; press Enter alone when there are no more): ",
    ),
    "start_needs": (
        "{names} を指定してください。例: 「kumin start --ward 大正区 --year 令和6 --answers 回答.csv」",
        "give {names}, as in kumin start --ward Taisho --year 2024 --answers answers.csv",
    ),
    "start_names_join": (" と ", " and "),
    "start_needs_missing": (
        "このフォルダーはありません。すでにある年度のフォルダーなら、名前と場所を確かめてください。新しく作るなら、{names} を指定してください。"
        "例: 「kumin start 令和6年度 --ward 大正区 --year 令和6」",
        "there is no such folder. If the year's folder exists, check its name and place; to make it, give {names}, as in "
        "kumin start 2024 --ward Taisho --year 2024",
    ),
    "start_needs_planless": (
        "このフォルダーには運営方針がありません。すでにある年度のフォルダーなら、名前と場所を確かめてください。ここに新しく作るなら、{names} を指定してください。"
        "例: 「kumin start 令和6年度 --ward 大正区 --year 令和6」",
        "there is no plan in this folder. If the year's folder exists, check its name and place; to make it here, give "
        "{names}, as in kumin start 2024 --ward Taisho --year 2024",
    ),
    "start_is_file": (
        "フォルダーではなくファイルです。年度のフォルダーを指定してください。例: 「kumin start 令和6年度」",
        "this is a file; give the year's folder, as in kumin start 2024",
    ),
    "start_folder_missing": (
        "「{path}」というフォルダーはまだないので、新しく作ります。",
        "There is no folder `{path}` yet; it will be made.",
    ),
    "start_folder_planless": (
        "「{path}」には運営方針がまだないので、ここに作ります。",
        "There is no plan in `{path}` yet; it will be made there.",
    ),
    "start_year_unread": (
        "年度「{value}」が読めません。「令和6」「R6」「2024」のように書いてください。",
        "the year `{value}` is not understood; write 2024, 令和6 or R6.",
    ),
    "start_answers_missing": (
        "回答ファイルがありません。場所と名前を確かめてください。",
        "there is no such file of answers; check its place and name.",
    ),
    "start_population_of_answers": (
        "回答ファイルの見出しがあり、人口の表ではありません。--population には、区分（性別、年齢など）と人数の表を指定してください。",
        "this has the headings of the answers and is no table of people; give --population a table of groups (sex, age) and "
        "numbers of people.",
    ),
    "start_population_missing": (
        "人口の表のファイルがありません。場所と名前を確かめてください。",
        "there is no such file of the population; check its place and name.",
    ),
    "start_answers_same_name": (
        "同じ名前（{name}）で中身の違うファイルが、すでに {folder} にあります。上書きしないので、名前を変えてから指定してください。",
        "a file of the same name ({name}) but with other content is already in {folder} and is not overwritten; rename "
        "it first.",
    ),
    "start_other_folder": (
        "このフォルダーには運営方針がなく、ほかのもの（{names}）があります。空のフォルダーか新しい名前を指定してください。",
        "this folder has no plan, but has other files ({names}); give an empty folder or a new name.",
    ),
    "start_other_year": (
        "このフォルダーは {ward} の {found} 年度のものです（指定は {given}）。ほかの年度は、別のフォルダーにしてください。",
        "this folder is for {ward}, {found} (you gave {given}); use another folder for another year.",
    ),
    "start_copied": (
        "回答ファイル {count} 件を {folder} に写しました（元のファイルはそのままです）。",
        "{count} {count:file|files} of answers copied to {folder} (the originals were not changed).",
    ),
    "start_no_answers": (
        "回答ファイルはまだありません。届いたら kumin start {folder} --answers ファイル で加えます。",
        "There are no answers yet; add them later with kumin start {folder} --answers FILE.",
    ),
    "start_draft_again": (
        "{name} は書きかえません。回答ファイルが増えたので、全部のファイルからの新しい下書きを {new} に書きました。",
        "{name} was not changed. There are more answer files now, so a new draft made from all files is in {new}.",
    ),
    "published_read": (
        "{name} から、公表された値 {count} 件（{years}）を読みました。",
        "{count} published {count:value|values} read from {name} ({years}).",
    ),
    "published_no_n": (
        "　うち {count} 件は人数（n）が書かれていません。変化の検定には n が要ります。",
        "  {count} of them {count:has|have} no n, which is needed to test a change.",
    ),
    "published_unread": (
        "　値として読めないセルが {count} 件あります（行と中身: {cells}）。",
        "  {count} {count:cell holds|cells hold} no value (row and content: {cells}).",
    ),
    "published_drafted": (
        "{name} に、指標の番号・文・過去の値を書きました。設問、あてはまる選択肢、目標は、やることリストを見て書いてください。",
        "the numbers, wording and past values of the indicators are in {name}; write their questions, options and targets "
        "as the list says.",
    ),
    "published_beside": (
        "{name} は書きかえません。過去の値 {count} 件を加えたものを {new} に書きました。確かめて、置きかえてください。",
        "{name} was not changed; a copy with {count} more past {count:value|values} is in {new}. Check it, then replace "
        "the old file.",
    ),
    "published_unknown": (
        "　運営方針にない指標 {count} 件は加えていません: {names}",
        "  not added, because the plan has no such indicator ({count}): {names}",
    ),
    "published_no_table": (
        "指標（番号か文）と値の列がある表が見つかりません。1行目に「番号、指標、令和5年度実績、n」のような見出しを付けてください。",
        "no table with indicators (number or wording) and values was found; give it headings such as id, text, value, n.",
    ),
    "published_by_hand": (
        "まだ使えない運営方針と、YAML の運営方針には、公表された値を加えられません。やることリストのとおりに指標を書いてからもう一度指定するか、過去の値に手で書いてください。",
        "published values cannot be added to a plan that is not complete yet, or that is YAML; write its indicators "
        "first, or write the values into its history.",
    ),
    "start_list_kept": (
        "前のやることリストは手で直されているので、{name} に残しました。",
        "the to-do list was changed by hand; the old one is kept as {name}.",
    ),
    "start_left": ("のこり {count} 件: {path}", "{count} left to do: {path}"),
    "start_all_done": ("のこりはありません: {path}", "nothing left to do: {path}"),
    "todo_next": ("次にすること（{count} 件）", "Next ({count})"),
    "todo_line": ("  ・{words}", "  - {words}"),
    "todo_more": ("  ・ほか {count} 件", "  - {count} more"),
    "todo_write_list": (
        "  ・一覧は kumin start {folder} で書き出せます",
        "  - kumin start {folder} writes the whole list",
    ),
    "todo_at": ("{words}（{place}）", "{words} ({place})"),
    "todo_row": ("{place} の行", "row of {place}"),
    "todo_title": ("調査票の名称を書く", "write the title of the questionnaire"),
    "todo_title_done": ("調査票の名称", "title of the questionnaire"),
    "todo_labels": (
        "選択肢の文言を書く: {list} の {codes}",
        "write the labels of the options {codes} of {list}",
    ),
    "todo_numbers": (
        "言葉の番号を用紙の番号に書きかえる: {list} の {first} からの行（文言のない番号は {codes}。文言は打たなくてよい）",
        "replace the numbers of the labels with those on the form: {list}, the rows from {first} on (numbers without a "
        "label: {codes}; you need not type any label)",
    ),
    "todo_numbers_done": ("選択肢の番号と言葉の対応", "numbers of the labels"),
    "todo_labels_done": ("選択肢の文言", "labels of the options"),
    "todo_asked": ("{question} を確かめる: {words}", "check {question}: {words}"),
    "todo_asked_done": ("推定の確認", "guesses checked"),
    "todo_questions": ("設問を書く", "write the questions"),
    "todo_questions_done": ("設問", "questions"),
    "todo_answers": (
        "回答ファイルを {folder} に置く",
        "place the files of answers in {folder}",
    ),
    "todo_answers_done": ("回答ファイル", "files of answers"),
    "todo_invited": ("調査「{survey}」の発送数を書く", "write the letters sent (invited) of the survey {survey}"),
    "todo_invited_done": ("発送数", "letters sent"),
    "todo_period": ("調査「{survey}」の期間を書く", "write the period of the survey {survey}"),
    "todo_period_done": ("期間", "period"),
    "todo_population": (
        "調査「{survey}」の人口（人数、または人口の表のファイルかシート）を書く",
        "write the population of the survey {survey} (a number, or a file or sheet with the table)",
    ),
    "todo_population_done": ("人口", "population"),
    "todo_table": (
        "調査「{survey}」の人口の表を直す: {words}",
        "correct the table of the population of the survey {survey}: {words}",
    ),
    "todo_table_done": ("人口の表", "table of the population"),
    "todo_as_of": (
        "調査「{survey}」の人口の基準日を確かめる（今は {day}）",
        "check the reference day of the population of the survey {survey} (it is {day})",
    ),
    "todo_as_of_done": ("人口の基準日", "reference day of the population"),
    "todo_no_day": ("書いてありません", "not stated"),
    "todo_issues": ("経営課題（番号と題名）を書く", "write the issues (number and title)"),
    "todo_issues_done": ("経営課題", "issues"),
    "todo_indicators": (
        "指標（番号、文、設問、あてはまる選択肢、目標）を書く",
        "write the indicators (number, wording, question, options that count, target)",
    ),
    "todo_indicators_done": ("指標", "indicators"),
    "todo_targets": ("指標 {indicator} の目標を書く", "write the target of indicator {indicator}"),
    "todo_targets_done": ("目標", "targets"),
    "todo_past": (
        "指標 {indicator} の目標の期限（{year}）が過ぎています。目標を確かめる",
        "the target of indicator {indicator} has the deadline {year}, which has passed; check the target",
    ),
    "todo_past_done": (
        "目標の期限",
        "deadlines of the targets",
    ),
    "todo_values": (
        "指標 {indicator} の、調査の設問か、今年度の値を書く（値がないときは「未測定」）",
        "write the question of indicator {indicator}, or the year's value (`not measured` where there is none)",
    ),
    "todo_values_done": ("調査によらない指標の値", "values of indicators from no survey"),
    "todo_faults": (
        "直す: {words}",
        "correct: {words}",
    ),
    "todo_faults_done": ("書き方の誤り", "faults"),
    "todo_result": ("計算する: kumin run {folder} --out {out}", "compute: kumin run {folder} --out {out}"),
    "todo_result_done": ("計算の結果", "results"),
    "list_title": ("やることリスト　{title}", "To do: {title}"),
    "list_counts": ("のこり {left} 件、すみ {done} 件", "{left} left, {done} done"),
    "list_questionnaire": ("1. 調査票（設問・選択肢）", "1. Questionnaire"),
    "list_plan": ("2. 運営方針（調査・指標・目標）", "2. Plan (surveys, indicators, targets)"),
    "list_results": ("3. 回答と計算", "3. Answers and results"),
    "list_open": ("  □ {words}", "  [ ] {words}"),
    "list_done": ("  ■ {words}（すみ）", "  [x] {words}"),
    "list_always": ("確かめること（kumin には分かりません）", "To check (kumin cannot know)"),
    "list_always_lines": (
        "設問文と選択肢が、調査票の用紙と同じか\n人口と目標が、今年度のものか\n回答のまちがい: kumin check {folder} が、行と列を示します",
        "Are questions and options those of the printed form?\nAre population and targets those of this year?\nErrors in "
        "the answers: kumin check {folder} shows row and column",
    ),
    "list_end": (
        "この一覧は kumin start {folder} が書き直します。手で書き足した一覧は、別の名前で残します。",
        "kumin start {folder} writes this list again; a list that was changed by hand is kept under another name.",
    ),
    "check_surveys_several": (
        "調査が {count} つあります。「kumin check 調査票 回答ファイル」の形で、1つずつ調べてください（調査: {known}）。",
        "there are {count} surveys; check one at a time, as kumin check QUESTIONNAIRE FILES (surveys: {known}).",
    ),
    "check_needs_files": (
        "回答ファイルを指定してください。例: 「kumin check 調査票.xlsx 回答.csv」",
        "give the files of answers, as in kumin check questionnaire.xlsx answers.csv",
    ),
}
