"""What can be wrong with a questionnaire, plan or population file."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "definition_missing": (
        "ファイルがありません。場所と名前を確かめてください。",
        "there is no such file; check its place and name.",
    ),
    "definition_is_answers": (
        "これは回答などの表で、運営方針でも調査票でもありません。先に運営方針か調査票（.xlsx、.yaml）を指定し、回答はその後か --answers に書いてください。",
        "this is a table, such as answers, and no plan or questionnaire (.xlsx, .yaml); give one of these first, and the "
        "answers behind it or with --answers.",
    ),
    "plan_not_in_folder": (
        "このフォルダーに運営方針（運営方針.xlsx か plan.yaml）がありません。場所を確かめてください。「kumin start」で作れます。",
        "this folder holds no plan (a workbook or plan.yaml); check the place. `kumin start` makes one.",
    ),
    "definition_unreadable": (
        "ファイルを開けません（{reason}）。開く権限があるか確かめてください。",
        "the file cannot be opened ({reason}); check its permissions and kind.",
    ),
    "definition_not_utf8": (
        "{row} 行目の文字が、UTF-8 として読めません。文字コードを UTF-8 にして保存し直してください。",
        "row {row} is not UTF-8 text; save the file again as UTF-8.",
    ),
    "definition_not_yaml": (
        "YAML として読めません（{reason}）。この行の字下げ、「: 」、かっこ、引用符を確かめてください。",
        "not readable as YAML ({reason}); check indentation, colons, brackets and quotes on this line.",
    ),
    "yaml_sign": (
        "ここに書けない記号があります。タブや @ % ` などは引用符で囲んでください",
        "a character that cannot be used here: a tab, @, % or a backquote; put it in quotes",
    ),
    "yaml_colons": (
        "1行に「: 」が2つあるか、字下げがそろっていません",
        "two `: ` in a line, or lines of different indentation",
    ),
    "yaml_no_colon": (
        "「: 」がないか、その後の空白がありません。例: 「title: 調査」",
        "no `: `, or no space behind it, as in `title: survey`",
    ),
    "yaml_quotes": ("引用符が閉じていません", "a quote is not closed"),
    "yaml_brackets": (
        "かっこが閉じていないか、カンマがありません。例: 「[1, 2]」",
        "a bracket is not closed, or a comma is missing, as in `[1, 2]`",
    ),
    "yaml_indent": ("字下げが上の行とそろっていません", "the indentation differs from the line above"),
    "yaml_alias": (
        "別名（*）の元になる印（&）がありません。* で始まる値は引用符で囲んでください",
        "an alias (*) without its anchor (&); put a value that begins with * in quotes",
    ),
    "yaml_escape": (
        "引用符の中の \\ が使えません。単引用符で囲んでください",
        "a backslash within double quotes; use single quotes",
    ),
    "yaml_control": ("目に見えない制御文字があります。消してください", "an invisible control character; delete it"),
    "yaml_other": ("書き方が違います", "wrong syntax"),
    "definition_empty": (
        "ファイルが空です。定義を書いてください（「kumin demo」の見本が参考になります）。",
        "the file is empty; write a definition (the samples of `kumin demo` are a start).",
    ),
    "definition_too_large": (
        "定義が大きすぎます（{limit} 項目まで）。別名（*）の使い過ぎを確かめてください。",
        "the definition is too large (at most {limit} nodes); check for too many aliases (*).",
    ),
    "definition_file_too_large": (
        "定義のファイルが大きすぎます（{limit} MB まで）。別のファイルではないか確かめてください。",
        "the definition file is too large (at most {limit} MB); check that it is the right file.",
    ),
    "definition_too_deep": (
        "かっこや字下げの入れ子が深すぎます。閉じていないかっこや、自分を指す別名（*）がないか確かめてください。",
        "brackets or indentation are nested too deeply; check for a bracket that is not closed, or an alias (*) that "
        "refers to itself.",
    ),
    "definition_number_too_long": (
        "数が長すぎます（{limit} 文字まで）。文字にするなら引用符で囲んでください。",
        "the number is too long (at most {limit} characters); put it in quotes if it is text.",
    ),
    "definition_key_not_scalar": (
        "項目名が文字や数ではありません。「項目名: 値」の形にしてください。",
        "a key must be plain text or a number; write `key: value`.",
    ),
    "definition_duplicate_key": (
        "項目「{key}」が2回書かれています。片方を消してください。",
        "the key `{key}` is there twice; remove one.",
    ),
    "definition_is_questionnaire": (
        "これは調査票です。運営方針（運営方針.xlsx か plan.yaml、またはそのフォルダー）を指定してください。",
        "this is a questionnaire; give a plan (its workbook or plan.yaml, or their folder).",
    ),
    "definition_is_plan": (
        "これは運営方針です。調査票（調査票.xlsx か .yaml のファイル）を指定してください。",
        "this is a plan; give a questionnaire (its workbook or .yaml file).",
    ),
    "definition_not_mapping": (
        "「項目名: 値」の並びで始まっていません。運営方針・調査票・母集団のどの定義かを確かめてください。",
        "does not begin with `key: value` lines; is it a plan, questionnaire or population file?",
    ),
    "understood_population": (
        "人口などの表「{given}」を {cells} 区分、{people}人と読みました（除いた合計の行と列 {totals}、対象外の年齢 {left_out}人）{more}。",
        "Read the table `{given}` as {cells} cells with {people} people ({totals} rows and columns of totals left out,"
        " {left_out} people of other ages){more}.",
    ),
    "population_total_differs": (
        "合計の {stated} が、ほかの行や列の和 {total} と合いません。表を確かめてください。",
        "the total {stated} is not the sum {total} of the others; check the table.",
    ),
    "population_unread": (
        "人数の列が分かりません。見出しを「人数」とするか、男・女のような選択肢の文言にしてください。ある列: {headings}",
        "no column with numbers of people was found; use the heading `people`, or the labels of the options. Columns "
        "found: {headings}",
    ),
    "plans_several": (
        "運営方針が2つ以上あります（{names}）。1つだけを残すか、使うファイルを指定してください。",
        "there is more than one plan ({names}); leave one, or name the file to use.",
    ),
    "convert_not_the_same": (
        "書き出した定義が元と同じになりませんでした。元のファイルを添えて、不具合として知らせてください。",
        "what was written is not the same definition; please report this with the file.",
    ),
    "target_words": (
        "目標「{given}」は読めません。例: 60％以上、10％以下、40～60％、前年度以上、前年度＋5ポイント、前年度より増加、維持（±2）、目標なし",
        "the target `{given}` cannot be read. Examples: at least 60%, at most 10%, 40-60%, last year or more, no target",
    ),
    "target_which_is_better": (
        "目標「{given}」は、増えるのと減るのとどちらがよい指標かが分からないので読めません。指標に「良い向き」（「better」）を「高い」か「低い」と書くか、"
        "目標を「前年度を上回る」「前年度を下回る」「前年度以上」「前年度以下」のどれかで書いてください。",
        "the target `{given}` cannot be read: it is not clear whether higher or lower values of this indicator are "
        "better. Write `better: higher` or `better: lower` at the indicator, or a target such as higher than last year, "
        "lower than last year, last year or more, last year or less.",
    ),
    "target_stays_within": (
        "目標「{given}」は、どれだけの動きまでを同じとみるかが分からないので読めません。幅を付けて「維持（±2）」「85％を維持（±2）」と書くか、「前年度以上」「前年度以下」「85％以上」のように書いてください。",
        "the target `{given}` cannot be read: it is not clear how far the value may move. Write maintain (±2), or a "
        "target such as last year or more, at least 85%.",
    ),
    "target_percent_of_what": (
        "目標「{given}」の % は、ポイントの差か、前年度の値に対する割合かが分からないので読めません。「前年度＋5ポイント」「前年度－5ポイント」か、"
        "「前年度の1.05倍以上」「前年度の0.95倍以下」のように書いてください。",
        "the target `{given}` cannot be read: it is not clear whether these are percentage points, or a percent of last "
        "year's value. Write `raise` with `points: 5` or with `ratio: 1.05` (or `lower`).",
    ),
    "target_of_other_source": (
        "目標「{given}」は、比べる相手の値がないので読めません。運営方針（YAML）に「external: {{2023: 61.2, source: 全国調査}}」のように年度ごとの値と出典を書いてください（"
        "小さいほどよい指標では「better: lower」も）。",
        "the target `{given}` cannot be read: there are no values to compare with. Write `external: {{2023: 61.2, "
        "source: national survey}}`, with `better: lower` where less is better.",
    ),
    "target_unit": (
        "目標「{given}」の単位は、指標の単位「{unit}」と合いません。数値や順位の指標なら「単位」（「unit」）に「人」「点」「位」などと書いてください。割合の指標なら、目標を「60％以上」のように％で、"
        "前年度からの動きなら「前年度＋5ポイント」のように書いてください。",
        "the unit of the target `{given}` is not that of the indicator, `{unit}`. For a number or a rank, write its "
        "`unit`; for a percent, write the target in percent, or the change from last year in points.",
    ),
    "target_fraction": (
        "目標「{given}」は、0.6％ のような1％より小さい割合か、60％ を 0.6 と書いたものかが分からないので読めません。「60％以上」のように％を付けて書いてください。",
        "the target `{given}` cannot be read: a percent below 1, or a proportion such as 0.6 for 60%? Write it with its sign, at least 60%.",
    ),
    "target_which_end": (
        "目標「{given}」は、それ以上とそれ以下のどちらなら達成かが分からないので読めません。目標を「60％以上」か「60％以下」のように書くか、指標に「良い向き」（「better」）を「高い」か「低い」と書いてください。",
        "the target `{given}` cannot be read: it is not clear whether higher or lower values meet it. Write at least 60% "
        "or at most 60%, or `better: higher` or `better: lower` at the indicator.",
    ),
    "target_from_to": (
        "目標「{given}」は、前の数から後の数までの動きとも、2つの数の間とも読めるので読めません。目標は後の数だけを「70％以上」のように書き、前の数は「過去の値」（「history」）に年度とともに書いてください。"
        "2つの数の間なら「60～70％」と書いてください。",
        "the target `{given}` cannot be read: it may mean a change from the first number to the second, or a range. For "
        "a change, write only the second number, such as at least 70%, and the first with its year in `history`; for a "
        "range, write 60-70%.",
    ),
    "target_several_years": (
        "目標「{given}」には年度が2つ以上あります。最後の年度の目標を「65％以上」、その年度を「期限」（「by」）、途中の年度を「途中の目標」（「milestones」）に「令和6年度=60、"
        "令和7年度=62」と書いてください。途中の目標で判定するなら「年度ごとに比べる相手」（「reference」）に「milestone」と書きます。",
        "the target `{given}` has several years. Write the target of the last year, such as at least 65%, with `by`, and "
        "the other years in `milestones: {{2024: 60, 2025: 62}}`, and `reference: milestone` to judge each year by its "
        "own.",
    ),
    "target_each_year": (
        "目標「{given}」は、前年度の結果に足すのか、基準の年度から決まった線を引くのかが分からないので読めません。前年度の結果に足すなら「前年度＋1ポイント」と書き、線を引くなら最後の年度の目標と「途中の目標」（"
        "「milestones」）を書いてください。",
        "the target `{given}` cannot be read: it may be added to last year's result, or be a line from the baseline. "
        "Write `raise` with `points: 1` (or `lower`), or the last year's target with `milestones`.",
    ),
    "target_over_years": (
        "目標「{given}」は数年分の値についての目標です。指標に「合わせる指標」（「pool」）で合わせる年度を書き、目標は「70％以上」のように数だけを書いてください。過去の値と比べる目標なら、"
        "その値を「70％以上」のように書いてください。",
        "the target `{given}` is for a value of several years. Write in `pool` of the indicator which years are taken "
        "together, and only the number as target, such as at least 70%. If the target comes from past values, write that "
        "value.",
    ),
    "target_of_difference": (
        "目標「{given}」は2つの値の差についての目標です。差を測る指標（「combine: difference」、単位「ポイント」）にして、目標を「5ポイント以下」か「-5～5」のように書いてください。",
        "the target `{given}` is for a difference of two values. Make an indicator of the difference (`combine: "
        "difference`, in points), and write the target as at most 5 points, or -5 to 5.",
    ),
    "target_several": (
        "目標「{given}」には目標が2つ以上あります。1つの指標に目標は1つです。指標を分けて、それぞれに目標を書いてください。",
        "the target `{given}` contains several targets. An indicator has one target: make a separate indicator for each.",
    ),
    "target_from_which_year": (
        "目標「{given}」は、どの年度の値と比べるかが分からないので読めません。「令和4年度以上」「令和4年度＋5ポイント」「令和4年度の0.5倍以下」のように年度（または前年度）を書き、その年度の値を「過去の値」（"
        "「history」）に書いてください。",
        "the target `{given}` cannot be read: it is not clear which year it is compared with. Write `raise` or `lower` "
        "with `from: 2022` and `points: 5` or `ratio: 0.5`, and that year's value in `history`.",
    ),
    "target_against_better": (
        "指標「{id}」の「良い向き」（「better」）は「{better}」なのに、目標は反対の向きです。どちらかを直してください。",
        "indicator `{id}` says `better: {better}`, but its target asks for the other direction; correct one of the two.",
    ),
    "base_words": (
        "母数「{given}」は読めません。例: 無回答を除く、無回答を含む、わからないも除く",
        "the base `{given}` cannot be read. Examples: answered, all, don't know left out",
    ),
    "period_words": (
        "期間「{given}」は読めません。例: 2024/7/8～2024/7/31",
        "the period `{given}` cannot be read. Example: 2024/7/8 to 2024/7/31",
    ),
    "published_words": (
        "公表した値「{given}」は読めません。例: 52.3、52.3（n=455）、530人中349人、3.42（n=512、標準偏差=1.1）、未測定",
        "the published value `{given}` cannot be read. Examples: 52.3, 52.3 (n=455), 349/530, 3.42 (n=512, sd=1.1), not measured",
    ),
    "question_named_unknown": (
        "調査票に「{question}」にあたる設問がないか、いくつもあります。使える設問: {known}",
        "no question, or more than one, is meant by `{question}`. Known: {known}",
    ),
    "option_named_unknown": (
        "設問「{question}」に選択肢「{option}」はありません。使える選択肢: {known}",
        "question `{question}` has no option `{option}`. Known options: {known}",
    ),
    "understood_line": (
        "{what}「{given}」を「{read}」と読みました{more}。",
        "Read {what} `{given}` as `{read}`{more}.",
    ),
    "understood_more": ("（ほか {count} か所）", " (and {count} more)"),
    "understood_colon": ("全角の「：」", "the full-width colon of"),
    "understood_only_survey": ("調査を書いていない指標", "the survey of indicator"),
    "understood_option_named": ("選択肢", "the option"),
    "understood_indent": ("行の初めの全角の空白", "the full-width indentation"),
    "understood_target": ("目標", "the target"),
    "understood_range": ("範囲", "the range"),
    "understood_base": ("母数", "the base"),
    "understood_period": ("期間", "the period"),
    "understood_published": ("公表した値", "the published value"),
    "understood_number": ("数", "the number"),
    "understood_year": ("年度", "the fiscal year"),
    "understood_day": ("日付", "the day"),
    "understood_mark": ("印", "the mark"),
    "understood_word": ("言葉", "the word"),
    "understood_list": ("並び", "the list"),
    "understood_pairs": ("条件や組", "the pairs"),
    "understood_question": ("設問", "the question"),
    "understood_option": ("選択肢", "the options"),
    "unknown_key": (
        "項目「{key}」はありません。{nearest:ja}使える項目: {known}",
        "there is no key `{key}`. {nearest:en}Known keys: {known}",
    ),
    "unknown_key_digits": (
        '項目「{key}」はありません。{{ }} の中では、コンマは項目の区切りです。桁区切りのコンマなら消すか、引用符で囲んでください。例: invited: 1500、invited: "1,500"',
        "there is no key `{key}`. Within {{ }} a comma parts keys; if it groups the digits of a number, take it out or put the "
        'number in quotes, as in invited: 1500 or invited: "1,500"',
    ),
    "missing_key": (
        "必要な項目「{missing}」がありません。書き足してください。",
        "the key `{missing}` is required; add it.",
    ),
    "must_exceed": (
        "「{at}」の値 {value} は {bound} より大きくなければなりません。",
        "`{at}` is {value}; it must be more than {bound}.",
    ),
    "must_be_at_least": (
        "「{at}」の値 {value} は {bound} 以上でなければなりません。",
        "`{at}` is {value}; it must be at least {bound}.",
    ),
    "must_be_below": (
        "「{at}」の値 {value} は {bound} より小さくなければなりません。",
        "`{at}` is {value}; it must be less than {bound}.",
    ),
    "must_be_at_most": (
        "「{at}」の値 {value} は {bound} 以下でなければなりません。",
        "`{at}` is {value}; it must be at most {bound}.",
    ),
    "not_one_of": (
        "「{at}」の値「{value}」は使えません。{nearest:ja}使える値: {expected}",
        "`{at}` cannot be `{value}`. {nearest:en}Known values: {expected}",
    ),
    "not_an_identifier": (
        "「{at}」の値「{value}」は使えません。半角英数字と _ - . だけで、64文字以内にしてください。",
        "`{at}` cannot be `{value}`; use ASCII letters, digits, _ - . only, at most 64.",
    ),
    "workbook_table_empty": (
        "シート「{sheet}」にまだ1行も書かれていません。見出しの下に書いてください。",
        "The sheet `{sheet}` has no row yet; write below its headings.",
    ),
    "must_not_be_empty": ("「{at}」が空です。値を書いてください。", "`{at}` is empty; give it a value."),
    "wrong_type_integer": (
        "「{at}」の値「{value}」は整数ではありません。整数で書いてください。例: {at}: 3",
        "`{at}` has the value `{value}`; write a whole number, as in `{at}: 3`.",
    ),
    "wrong_type_number": (
        "「{at}」の値「{value}」は数ではありません。数で書いてください。例: {at}: 52.3",
        "`{at}` has the value `{value}`; write a number, as in `{at}: 52.3`.",
    ),
    "wrong_type_year": (
        "「{at}」の値「{value}」は年度ではありません。例: {at}: 2024、{at}: 令和6年度",
        "`{at}` has the value `{value}`, which is not a fiscal year; write e.g. `{at}: 2024`.",
    ),
    "wrong_key": (
        "「{at}」の中の「{value}」は、選択肢の番号や年度のような整数でなければなりません。例: 「{at}: {example}」",
        "`{at}` has the key `{value}`; its keys are whole numbers (options, years), as in `{at}: {example}`.",
    ),
    "wrong_type_text": (
        '「{at}」の値「{value}」は文字ではありません。引用符で囲んでください。例: {at}: "{value}"',
        '`{at}` has the value `{value}`, which is not text; put it in quotes, as in `{at}: "{value}"`.',
    ),
    "wrong_type_one_text": (
        "「{at}」には1つだけを書いてください（いまの値: {value}）。かっこは要りません。",
        "`{at}` takes one text, without brackets, not `{value}`.",
    ),
    "wrong_type_boolean": (
        "「{at}」の値「{value}」は使えません。はい・いいえで書いてください。例: {at}: はい",
        "`{at}` has the value `{value}`; write true or false, as in `{at}: true`.",
    ),
    "wrong_type_date": (
        "「{at}」の値「{value}」は日付ではありません。例: {at}: 2024-07-08",
        "`{at}` has the value `{value}`, which is not a date; write e.g. `{at}: 2024-07-08`.",
    ),
    "wrong_type_mapping": (
        "「{at}」の値「{value}」は、「項目名: 値」の組ではありません。例: {at}: {{項目名: 値}}",
        "`{at}` has the value `{value}`; write `key: value` pairs, as in `{at}: {{key: value}}`.",
    ),
    "wrong_type_like": (
        "「{at}」の値「{value}」は読めません。例: 「{at}: {example}」",
        "`{at}` cannot be `{value}`; write for example `{at}: {example}`.",
    ),
    "wrong_type_list": (
        "「{at}」の値「{value}」は並びではありません。かっこで囲み、カンマで区切ってください。例: {at}: [1, 2]",
        "`{at}` has the value `{value}`; write a list in brackets, as in `{at}: [1, 2]`.",
    ),
    "wrong_type_other": (
        "「{at}」の値「{value}」は読めません。「定義ファイル」の説明の例のとおりに書いてください。",
        "`{at}` has the value `{value}`, which cannot be read; write it as in the examples on the page of definitions.",
    ),
    "label_repeated": (
        "選択肢の文言「{label}」が {first} と {second} の両方にあります。どちらかを変えてください。",
        "the label `{label}` stands for both {first} and {second}; change one.",
    ),
    "question_repeated": (
        "設問の id「{id}」が2回あります。id は1つの調査票で重ならないようにしてください。",
        "the question id `{id}` is there twice; ids must be unique in a questionnaire.",
    ),
    "ask_if_unknown": (
        "設問「{id}」の「ask_if」が指す設問「{asked}」がありません。id を確かめてください。",
        "`ask_if` of `{id}` refers to `{asked}`, which does not exist; check the id.",
    ),
    "ask_if_later": (
        "設問「{id}」の「ask_if」が、自分か後ろの設問「{asked}」を指しています。前の設問だけを指せます。",
        "`ask_if` of `{id}` refers to `{asked}`, which does not come before it; refer to an earlier question.",
    ),
    "ask_if_open": (
        "設問「{id}」の「ask_if」が指す「{asked}」は選択式ではありません。「single」か「multiple」の設問を指してください。",
        "`ask_if` of `{id}` refers to `{asked}`, which has no options; refer to a single or multiple answer.",
    ),
    "option_unknown": (
        "設問「{question}」に選択肢 {option} はありません。使える選択肢: {known}",
        "question `{question}` has no option {option}. Known options: {known}",
    ),
    "coded_column_clash": (
        "設問「{id}」と「{other}」が同じ列名「{name}」になります。どちらかの id を変えてください。",
        "questions `{id}` and `{other}` would both make the column `{name}`; change one id.",
    ),
    "id_reserved": (
        "設問の id「{id}」は、kumin が作る表の列の名前なので使えません。別の id にしてください。",
        "the question id `{id}` is the name of a column of kumin's tables; choose another.",
    ),
    "header_repeated": (
        "設問「{id}」と「{other}」が同じ見出し「{header}」を指しています。どちらかを直してください。",
        "questions `{id}` and `{other}` share the heading `{header}`; correct one.",
    ),
    "target_at_least": ("その値以上にする", "at least the value"),
    "target_more_than": ("その値を超える", "more than the value"),
    "target_at_most": ("その値以下にする", "at most the value"),
    "target_less_than": ("その値未満にする", "less than the value"),
    "target_between": ("2つの値の間にする（両端を含む）", "between two values, both included"),
    "target_raise": (
        "過去の年度（from。書かなければ前年度）より、何ポイント（points）以上増やす、または何倍（ratio）以上にする",
        "at least `points` points above a past year (without `from`: the year before), or at least `ratio` times its "
        "value",
    ),
    "target_lower": (
        "過去の年度（from。書かなければ前年度）より、何ポイント（points）以上減らす、または何倍（ratio）以下にする",
        "at least `points` points below a past year (without `from`: the year before), or at most `ratio` times its value",
    ),
    "target_maintain": (
        "決めた値（at。なければ過去の年度の値）から、上下何ポイント（within_points）かの間に保つ",
        "within `within_points` points of `at`, or, without `at`, of a past year's value",
    ),
    "target_external": (
        "同じ年度（なければその前で最も近い年度）の、ほかの調査の値以上にする（better: lower なら以下）",
        "at least another source's value for the year, or the latest before it (`better: lower`: at most)",
    ),
    "target_direction": (
        "過去の年度（from。書かなければ前年度）より増やす（up）、または減らす（down）",
        "more (`up`) or less (`down`) than in a past year (without `from`: the year before)",
    ),
    "target_monitor": (
        "目標を置かず、値の動きを見る（判定しない）",
        "no target: the value is watched and gets no mark",
    ),
    "reference_stated": ("どの年度も、期限の目標値と比べる", "every year is compared with the target itself"),
    "reference_milestone": (
        "その年度（なければその前で最も近い年度）の milestones の値と比べる",
        "the year's milestone, or the latest before it",
    ),
    "reference_glide": (
        "baseline（なければ 0）から目標値までの道のりのうち、glide の割合まで進んだ値と比べる",
        "the value that is `glide` percent of the way from the baseline (without one: from 0) to the target",
    ),
    "reference_path": (
        "baseline から期限の目標値までの直線の上の値と比べる",
        "the value on the straight line from the baseline to the target",
    ),
    "target_needs_one": (
        "目標値がありません。{known} のうち、ちょうど1つで書いてください。",
        "a target needs exactly one of {known}; there is none.",
    ),
    "target_has_several": (
        "目標値に {keys} があります。1つを残して消してください（範囲は「at_least」と「at_most」）。",
        "the target has {keys}; leave one of them (a range has `at_least` and `at_most`).",
    ),
    "target_promises_nothing": (
        "目標を置かない指標（「monitor」）なので、{keys} は使われません。消すか、目標値を書いてください。",
        "an indicator with `monitor: true` has no target, so {keys} would not be used; delete it, or give a target.",
    ),
    "year_to_come": (
        "「{key}」の {year} 年度は、{fiscal_year} 年度より後です。過去の年度を書いてください。",
        "`{key}` is {year}, after fiscal year {fiscal_year}; write a past year.",
    ),
    "significance_needs_baseline": (
        "評価の区分「{scale}」は基準の年度からの変化で決まるので、目標に「baseline」（基準の年度）が必要です。例: 2022、令和4年度",
        "scale `{scale}` marks the change since a baseline: the target needs `baseline`, its year, e.g. 2022.",
    ),
    "significance_of_range": (
        "指標「{id}」の目標は範囲（「between」・「maintain」など）なので、変化で決まる評価の区分「{scale}」では評価できません。片側の目標にするか、ほかの区分を「scale」に指定してください。",
        "the target of indicator `{id}` is a range (between, maintain): scale `{scale}`, which marks a change for the better, "
        "cannot mark it. Give a one-sided target or another scale.",
    ),
    "significance_not_in_order": (
        "「significance」の印「{mark}」が、間に別の印をはさんで2回使われています。達成・改善・変化なし・悪化の順に、よいものから並ぶように書いてください。",
        "`significance` uses the mark `{mark}` twice with another one between; list the marks from the best to the "
        "worst: reached, improved, unchanged, worsened.",
    ),
    "significance_one_mark": (
        "「significance」の印がすべて「{mark}」です。達成・改善・変化なし・悪化を分ける印を2つ以上書いてください。",
        "`significance` has the mark `{mark}` everywhere; give two marks or more.",
    ),
    "significance_unknown_is_good": (
        "「significance」の「unknown」（誤差が分からない）に、達成・改善と同じ印「{mark}」は使えません。別の印にしてください。",
        "`unknown` of `significance` cannot be `{mark}`, the mark for reached or improved; use another mark.",
    ),
    "positive_excluded": (
        "指標「{id}」の選択肢 {option} が「positive」と「base.excluding」の両方にあります。片方から除いてください。",
        "indicator `{id}` has option {option} in both positive and base.excluding; remove it from one.",
    ),
    "policy_unknown": (
        "「policies」の「{rule}」という検査はありません。使える番号: {known}",
        "`policies` names a rule `{rule}` that does not exist. Known: {known}",
    ),
    "policy_not_allowed": (
        "「policies」の {rule} に {action} は使えません。使える値: {allowed}",
        "`policies` cannot treat {rule} by `{action}`. Allowed: {allowed}",
    ),
    "priorities_none": (
        "調査票「{questionnaire}」に、満足度と重要度の組（「priorities」）がありません。",
        "The questionnaire `{questionnaire}` names no pairs of satisfaction and importance (`priorities`).",
    ),
    "priorities_needs_singles": (
        "「priorities」の「{id}」は、1つだけ選ぶ設問（「type: single」）の id ではありません。使える id: {known}",
        "`priorities` names `{id}`, which is not a single-answer question. Known: {known}",
    ),
    "priorities_same_points": (
        "{side} の点がすべて同じです。選択肢ごとに違う点を付けてください。例: 「{{1: 2, 2: 1, 3: 0, 4: -1, 5: -2}}」",
        "All points of {side} are the same. Give options points that differ, e.g. {{1: 2, 2: 1, 3: 0, 4: -1, 5: -2}}",
    ),
    "priorities_repeated": ("施策「{title}」が2つあります。", "The policy `{title}` is there twice."),
    "block_needs_singles": (
        "「blocks」の「{id}」は、1つだけ選ぶ設問（「type: single」）の id ではありません。使える id: {known}",
        "`blocks` names `{id}`, which is not a single-answer question. Known: {known}",
    ),
    "period_reversed": (
        "実施期間の終わり {end} が始まり {start} より前です。",
        "the period ends on {end}, before it starts on {start}.",
    ),
    "undeliverable_too_many": (
        "不達数 {undeliverable} が発送数 {invited} 以上です。数を確かめてください。",
        "{undeliverable} undeliverable are not fewer than the {invited} invited; check the numbers.",
    ),
    "finite_needs_population": (
        "「interval: {method}」には「population」（母集団の人数）が必要です。書き足してください。",
        "`interval: {method}` needs `population`; add it (the number of people).",
    ),
    "questionnaire_missing": (
        "調査票のファイル「{file}」がありません。運営方針と同じフォルダーに置くか、そこから見た場所を書いてください。",
        "there is no questionnaire `{file}`; give its path relative to the plan.",
    ),
    "issue_repeated": (
        "経営課題の id「{id}」が2回あります。どちらかを変えてください。",
        "the issue id `{id}` is there twice; change one.",
    ),
    "indicator_repeated": (
        "指標の id「{id}」が2回あります。どちらかを変えてください。",
        "the indicator id `{id}` is there twice; change one.",
    ),
    "survey_unknown": (
        "調査「{survey}」は「surveys」にありません。{nearest:ja}使える調査: {known}",
        "there is no survey `{survey}`. {nearest:en}Known surveys: {known}",
    ),
    "question_unknown": (
        "調査票 {questionnaire} に設問「{question}」はありません。{nearest:ja}使える設問: {known}",
        "questionnaire {questionnaire} has no question `{question}`. {nearest:en}Known: {known}",
    ),
    "question_open": (
        "設問「{question}」は選択式ではないので、割合を出せません。「single」か「multiple」の設問を選んでください。",
        "question `{question}` has no options, so no share can be taken; choose a single or multiple answer.",
    ),
    "history_not_past": (
        "「history」の {year} 年度が、この運営方針の {fiscal_year} 年度より前ではありません。今年度の値は「result」に書いてください。",
        "history has {year}, which is not before fiscal year {fiscal_year}; this year's value belongs in result.",
    ),
    "population_column_missing": (
        "列「{name}」がありません。ある列: {known}",
        "there is no column `{name}`. Columns found: {known}",
    ),
    "population_not_csv": (
        "CSV として読めません。UTF-8 の CSV で保存し直してください。",
        "not readable as CSV; save it as a UTF-8 CSV.",
    ),
    "population_empty": ("母集団の表に行がありません。", "the population table has no rows."),
    "population_dimension_unknown": (
        "「{name}」は調査票の単一回答の設問ではありません。使える設問: {known}",
        "`{name}` is not a single-answer question of the questionnaire. Known: {known}",
    ),
    "population_cell_unknown": (
        "列「{heading}」の値「{value}」は、その設問の選択肢にありません。",
        "column `{heading}` holds `{value}`, which is not an option of its question.",
    ),
    "population_count_wrong": (
        "列「{heading}」の値「{value}」は人数（0以上の整数）ではありません。",
        "column `{heading}` holds `{value}`, which is not a number of people.",
    ),
    "population_cell_repeated": (
        "同じ区分の行が前にもあります。1つにまとめてください。",
        "an earlier row has the same cell; merge them into one row.",
    ),
    "target_points_or_ratio": (
        "過去の年度と比べる目標は「points」（ポイント）か「ratio」（倍）のどちらか1つで書いてください。",
        "a target against a past year has either `points` or `ratio`.",
    ),
    "maintain_at_or_from": (
        "「maintain」は「at」（値）か「from」（年度）のどちらか1つにしてください。",
        "`maintain` has either `at` or `from`, not both.",
    ),
    "target_range_reversed": (
        "目標の範囲の下限 {low} が上限 {high} より大きいです。",
        "the target's lower end {low} is above its upper end {high}.",
    ),
    "target_reference_needs": (
        "「reference: {reference}」には {needed} が必要です。書き足してください。",
        "`reference: {reference}` needs {needed}; add it.",
    ),
    "target_reference_of_range": (
        "範囲や維持の目標には「reference: {reference}」を使えません。「stated」にしてください。",
        "a range cannot be judged by `reference: {reference}`; use stated.",
    ),
    "baseline_not_before": (
        "「baseline」の {year} 年度が、期限の {by} 年度より前ではありません。",
        "the baseline year {year} is not before {by}, the year the target is dated.",
    ),
    "band_two_ends": (
        "区分「{mark}」には「at_least」か「more_than」のどちらか1つを書いてください。",
        "the band `{mark}` has both at_least and more_than; leave one.",
    ),
    "published_count": (
        "「count」 {count} が n {n} より大きいか、n がありません。「count」と n の両方を確かめてください。",
        "`count` is {count} and `n` is {n}; give both, with a count of at most n.",
    ),
    "published_sd_and_se": (
        "「sd」（標準偏差）と「se」（標準誤差）の両方があります。どちらか一方を書いてください。例: 「{{value: 3.42, n: 512, sd: 1.1}}」",
        "there are both `sd` and `se`; keep only one. Example: {{value: 3.42, n: 512, sd: 1.1}}",
    ),
    "published_sd_without_n": (
        "「sd」（標準偏差）には2以上の n（人数）も要りますが、{n} です。例: 「{{value: 3.42, n: 512, sd: 1.1}}」",
        "`sd` needs an `n` of 2 or more, but it is {n}. Example: {{value: 3.42, n: 512, sd: 1.1}}",
    ),
    "count_of_number": (
        "指標 {id} は割合でないので、「count」（人数）からは値が決まりません。値を書いてください。例: 「{{value: 3.42, n: 512}}」",
        "the indicator {id} is not a percent, so a `count` does not give its value. Give the value: {{value: 3.42, n: "
        "512}}",
    ),
    "spread_of_percent": (
        "指標 {id} は割合です。割合の標本誤差は n（人数）から決まるので、「sd」や「se」は書かず n を書いてください。例: 「{{percent: 62.2, n: 450}}」",
        "the indicator {id} is a percent, whose error follows from `n`; leave out `sd` and `se`. "
        "Example: {{percent: 62.2, n: 450}}",
    ),
    "baseline_value_and_count": (
        "「baseline」には「value」（値）か「count」と n（人数）のどちらか一方を書いてください。",
        "a baseline has either `value`, or `count` and `n`.",
    ),
    "published_deff_twice": (
        "「deff」（デザイン効果）と「n_eff」（有効標本サイズ）は、どちらか一方を書いてください。",
        "give `deff` (design effect) or `n_eff` (effective sample size), not both.",
    ),
    "published_deff_without_n": (
        "「deff」（デザイン効果）や「n_eff」（有効標本サイズ）を書くときは、n（母数の人数）も書いてください。",
        "`deff` (design effect) and `n_eff` (effective sample size) need `n`, the base.",
    ),
    "published_nothing": (
        "値がありません。「percent」（または「value」）か、「count」と n を書いてください。",
        "there is no value; give `percent` (or `value`), or `count` and `n`.",
    ),
    "revised_not_in_order": (
        "「revised」は「from」の年度の古い順に、年度が重ならないように書いてください。",
        "list `revised` by the year in `from`, the oldest first, each year only once.",
    ),
    "scale_bands_or_significance": (
        "評価の区分には「bands」か「significance」のどちらか一方を書いてください。",
        "a scale has either bands or significance.",
    ),
    "scale_too_few": (
        "評価の区分には、2つ以上の「bands」か「significance」が必要です。書き足してください。",
        "a scale needs two bands or more, or significance; add them.",
    ),
    "scale_ends": (
        "「bands」は最後の区分だけ下限なしにし、ほかは「at_least」か「more_than」を書いてください。",
        "every band but the last needs at_least or more_than, and the last has neither.",
    ),
    "scale_not_falling": (
        "「bands」は良い区分から順に、下限が小さくなるように書いてください。",
        "list the bands from the best to the worst, with decreasing limits.",
    ),
    "scale_mark_repeated": ("同じ区分の印が2回あります。", "a mark is there twice in the scale."),
    "scale_unknown": (
        "評価の区分「{scale}」は「scales」にありません。{nearest:ja}使える区分: {known}",
        "there is no scale `{scale}`. {nearest:en}Known scales: {known}",
    ),
    "indicator_question_and_parts": (
        "指標「{id}」には「question」・「positive」か「combine」・「parts」のどちらか一方を書いてください（1つの数の設問の平均なら、「question」と「unit」だけを書きます）。",
        "indicator `{id}` has a question, and `combine` or `parts`; keep only one. (For the mean of one number question, "
        "write only its `question` and `unit`.)",
    ),
    "indicator_needs": (
        "指標「{id}」に {needed} がありません。書き足してください。",
        "indicator `{id}` lacks {needed}; add it.",
    ),
    "indicator_unit_of_survey": (
        "指標「{id}」は調査の割合なので「unit」を付けられません。「unit」を消してください（平均なら「positive」を消してください）。",
        "indicator `{id}` is a percent of a survey and has no unit; remove `unit` (or, for a mean, `positive`).",
    ),
    "indicator_needs_unit": (
        "指標「{id}」は割合ではないので、単位が必要です。「unit: 点」のように書き足してください。",
        "indicator `{id}` is not a percent and needs a unit; add e.g. `unit: points`.",
    ),
    "positive_and_points": (
        "設問「{question}」に「positive」と「points」の両方があります。割合なら「positive」、平均点なら「points」だけにしてください。",
        "question `{question}` has both positive and points; keep only positive (for a share) or only points (for a mean "
        "score).",
    ),
    "range_ends": (
        "数値の範囲は、「at_least」か「more_than」の1つ、「at_most」か「less_than」の1つ、またはその両方で書いてください。",
        "a range of numbers has one of at_least and more_than, one of at_most and less_than, or one of each.",
    ),
    "range_empty": (
        "この範囲に入る数値がありません。下限と上限を確かめてください。",
        "no number lies in this range; check its ends.",
    ),
    "range_of_options": (
        "設問「{question}」は選択式なので、数値の範囲では数えられません。「positive」に選択肢の番号を並べてください。",
        "question `{question}` has options, so a range of numbers cannot be used; list the options in `positive`.",
    ),
    "points_of_number": (
        "設問「{question}」は数値で答えるので「points」は使えません。「points」を消すと、その平均を求めます。",
        "question `{question}` is answered with numbers and takes no points; without `points` its mean is measured.",
    ),
    "points_of_multiple": (
        "設問「{question}」はいくつでも選べるので、平均点を求められません。1つだけ選ぶ設問を指してください。",
        "question `{question}` allows several options, so it has no mean score; refer to a single answer.",
    ),
    "mean_of_options": (
        "設問「{question}」は選択式です。割合なら「positive」に選択肢を、平均点なら「points」に選択肢ごとの点を書いてください。",
        "question `{question}` has options; for a share add `positive`, for a mean score the `points` of each option.",
    ),
    "combine_needs_shares": (
        "指標「{id}」の「combine: {combine}」では、どの「parts」にも「positive」が必要です。",
        "indicator `{id}` combines by `{combine}`: every part needs `positive`.",
    ),
    "combine_needs_two": (
        "指標「{id}」の「combine: {combine}」には「parts」が2つ必要です（今は {parts}）。",
        "indicator `{id}` combines by `{combine}`, which takes two parts (there are {parts}).",
    ),
    "combine_needs_alike": (
        "指標「{id}」の「combine: {combine}」の「parts」は、割合どうしか平均どうしにしてください。",
        "indicator `{id}` combines by `{combine}`: its parts are either all shares or all means.",
    ),
    "indicator_pool_alone": (
        "指標「{id}」は「pool」（ほかの指標を合わせた値）なので、「survey」・「question」・「parts」は書けません。どちらかを消してください。",
        "indicator `{id}` is made of other indicators (`pool`), so it cannot have survey, question or parts; keep only "
        "one of the two.",
    ),
    "pool_repeated": (
        "「pool」に同じ指標や年度が2回あります。1つにしてください。",
        "`pool` names an indicator or a year twice; leave one.",
    ),
    "pool_of_one": (
        "「pool」には2つ以上の値が必要です。例: 「pool: {{of: 1-1, years: 3}}」、「pool: {{of: [1-1, 1-2]}}」",
        "`pool` needs two values or more, e.g. pool: {{of: 1-1, years: 3}} or pool: {{of: [1-1, 1-2]}}.",
    ),
    "pool_unknown": (
        "「pool」の「{id}」は、合わせられる指標ではありません。{nearest:ja}使える指標: {known}",
        "`pool` names `{id}`, which is not an indicator that can be pooled. {nearest:en}Known: {known}",
    ),
    "pool_same_survey": (
        "「pool」に、同じ調査「{survey}」の指標が2つあります。同じ人の答えは「combine」（「any」・「all」・「mean」）で合わせてください。",
        "`pool` has two indicators of survey `{survey}`: combine answers of the same people with `combine`.",
    ),
    "pool_not_alike": (
        "指標「{id}」の「pool」は、割合どうし、同じ単位の数どうし、調査によらない数どうしにしてください。",
        "indicator `{id}` pools different kinds of values: pool only percents, only numbers of one unit, or only numbers "
        "that are not from a survey.",
    ),
    "pool_attainment_years": (
        "指標「{id}」は達成率の平均なので、「years」（年度）は書けません。その年度の値だけを使います。「years」を消してください。",
        "indicator `{id}` is a mean of attainment rates of one year: leave out `years`.",
    ),
    "pool_attainment_target": (
        "指標「{id}」の目標は、値と割り算できる1つの数ではないので、達成率の平均に入れられません。目標が「at_least: 60」（60以上）のような指標だけを「of」に書いてください。",
        "the target of `{id}` is not a single number that its value can be divided by, so it has no attainment rate; "
        "name indicators with a target such as at_least: 60.",
    ),
    "pool_without_answers": (
        "指標「{id}」は調査によらない数を合わせるので、「how: sum」（合計）か「mean」（平均）にしてください。",
        "indicator `{id}` pools numbers that are not from a survey: `how` must be sum or mean.",
    ),
    "pool_sum_of_means": (
        "指標「{id}」の「how: sum」は、割合（人数の合計になります）か、調査によらない数にだけ使えます。平均なら「mean」か「pooled」にしてください。",
        "indicator `{id}`: `how: sum` is for shares (people are added up) and for numbers that are not from a survey; "
        "for means use mean or pooled.",
    ),
    "pool_unit": (
        "指標「{id}」の「unit」は、合わせる指標と同じ（{unit}）にしてください。割合なら「unit」を消します。",
        "indicator `{id}` must have the unit of the indicators it pools ({unit}); for percents remove `unit`.",
    ),
    "target_indicator_unknown": (
        "「target」の「indicator」「{id}」は、比べられる指標ではありません。{nearest:ja}使える指標: {known}",
        "the target refers to `{id}`, which is not an indicator it can be compared with. {nearest:en}Known: {known}",
    ),
    "target_indicator_unit": (
        "指標「{id}」と、目標の指標「{other}」の単位が違います。同じ単位の指標と比べてください。",
        "indicator `{id}` and `{other}`, its target, have different units; compare like with like.",
    ),
    "target_indicator_reference": (
        "ほかの指標と比べる目標に「reference: {reference}」は使えません（道すじがないため）。「reference」を消してください。",
        "a target that is another indicator's value has no path over the years: remove `reference: {reference}`.",
    ),
    "target_indicator": (
        "同じ年度の、ほかの指標（id）の値以上にする（points を足した値以上、better: lower なら引いた値以下）",
        "at least the value of another indicator (`id`) in the same year, plus `points` (`better: lower`: at most, less `points`)",
    ),
    "needed_unknown": (
        "「needed」の「{id}」は、1つだけ選ぶ設問（「single」）か数値の設問（「number」）の id ではありません。使える id: {known}",
        "`needed` names `{id}`, which is neither a single answer nor a number. Known: {known}",
    ),
    "design_empty": (
        "「design」には「strata」（層）、「psu」（抽出単位）、「weight」（ウエイト）のどれかが必要です。"
        "例: 「{{strata: district, sizes: {{1: {{invited: 500, population: 12000}}}}}}」",
        "`design` needs at least one of strata, psu, weight, e.g. {{strata: district, sizes: {{1: {{invited: 500, "
        "population: 12000}}}}}}.",
    ),
    "design_strata_and_sizes": (
        "「design」の「strata」（層の設問）と「sizes」（層ごとの発送数・人口）は両方書いてください。例: 「sizes: {{1: {{invited: 500, population: 12000}}}}」",
        "`design` needs both `strata` and `sizes`, or neither; e.g. sizes: {{1: {{invited: 500, population: 12000}}}}.",
    ),
    "design_not_equal": (
        "「allocation: equal」なのに、層の発送数が違います（{sizes}）。発送数を直すか、「allocation」を消してください。",
        "`allocation: equal` needs as many letters in every stratum, not {sizes}; correct them, or delete `allocation`.",
    ),
    "design_equal_without_strata": (
        "「allocation: equal」（どの層にも同じ数）には「strata」（層の設問）が必要です。書き足すか、「allocation」を消してください。",
        "`allocation: equal` needs `strata`; add it, or delete `allocation`.",
    ),
    "design_equal_without_letters": (
        "「allocation: equal」（どの層にも同じ数）なのに、発送数がありません。調査の「invited」か、「sizes」の層ごとの「invited」を書くか、「allocation」を消してください。",
        "`allocation: equal` needs the number of letters; give `invited` of the survey or of its strata, or delete "
        "`allocation`.",
    ),
    "design_psus_fewer": (
        "調査「{survey}」の回答には抽出単位（「{psu}」）が {units} ありますが、「psus」は {psus} です。母集団の抽出単位の数を直してください。",
        "survey `{survey}` has answers of {units} sampling {units:unit|units} (`{psu}`), but `psus` is {psus}; correct the number of units in the population.",
    ),
    "design_psus_fewer_of": (
        "調査「{survey}」の層「{stratum}」の回答には抽出単位（「{psu}」）が {units} ありますが、「psus」は {psus} です。母集団の抽出単位の数を直してください。",
        "stratum {stratum} of survey `{survey}` has answers of {units} sampling {units:unit|units} (`{psu}`), but `psus` is {psus}; correct the number of units in the population.",
    ),
    "design_some_strata": (
        "「sizes」の「{key}」が、一部の層（{strata}）にありません。すべての層に書くか、すべて消してください。",
        "`{key}` is missing in some strata of `sizes` ({strata}); give it for all of them, or for none.",
    ),
    "design_more_letters": (
        "層 {stratum} の発送数 {invited} が人口 {population} より大きくなっています。どちらかを直してください。",
        "stratum {stratum} has {invited} letters and {population} people; correct one.",
    ),
    "design_column_twice": (
        "「design」の「strata」・「psu」・「weight」に、同じ設問「{question}」が2回書かれています。別の設問にしてください。",
        "`design` names the question `{question}` twice among strata, psu and weight; use a different question for each.",
    ),
    "design_not_shared_out": (
        "発送数 {invited} を {strata} の層に同じ数ずつ分けられません。「sizes」に層ごとの「invited」を書いてください。",
        "{invited} letters cannot be shared out equally over {strata} strata; give `invited` in `sizes`.",
    ),
    "design_psus_without_psu": (
        "「psus」（母集団の抽出単位の数）には「psu」（抽出単位の設問）が必要です。書き足してください。",
        "`psus`, the units in the population, needs `psu`, the question that holds an answer's unit; add it.",
    ),
    "design_psus_of_strata": (
        "層があるときの「psus」は、「sizes」の層ごとに書いてください。例: 「sizes: {{1: {{psus: 80}}}}」",
        "with strata give `psus` by stratum: sizes: {{1: {{psus: 80}}}}.",
    ),
    "design_not_random": (
        "「design」は無作為抽出か全数調査にだけ使えます（「sampling: {sampling}」）。どちらかを直してください。",
        "a `design` is only for a random sample or a census (sampling is {sampling}); correct one.",
    ),
    "design_interval": (
        "「interval: {method}」は単純無作為抽出のための方法なので、「design」と一緒には使えません。「wilson」か「logit」などにしてください。",
        "`interval: {method}` is for simple random samples and cannot be used with `design`; use wilson or logit.",
    ),
    "design_does_not_add_up": (
        "「design」の層の「{key}」の合計 {total} が、調査の「{key}」{given} と違います。どちらかを直してください。",
        "`{key}` of the strata adds up to {total}, but the survey's `{key}` is {given}; correct one.",
    ),
    "design_strata_unknown": (
        "「design」の「strata」「{question}」は、1つだけ選ぶ設問（「single」）ではありません。{nearest:ja}使える設問: {known}",
        "`strata` names `{question}`, which is not a single-answer question. {nearest:en}Known: {known}",
    ),
    "design_psu_unknown": (
        "「design」の「psu」「{question}」は、1つだけ選ぶ設問（「single」）でも数値の設問（「number」）でもありません。{nearest:ja}使える設問: {known}",
        "`psu` names `{question}`, which is neither a single answer nor a number. {nearest:en}Known: {known}",
    ),
    "design_weight_unknown": (
        "「design」の「weight」「{question}」は、数値の設問（「number」）ではありません。{nearest:ja}使える設問: {known}",
        "`weight` names `{question}`, which is not a number question. {nearest:en}Known: {known}",
    ),
    "design_population_differs": (
        "層「{stratum}」の「population」 {stated} が、母集団の表の {table}人と違います。どちらかを直してください。",
        "stratum {stratum} has a population of {stated}, but {table} in the population table; correct one.",
    ),
    "design_fpc_without_sizes": (
        "「fpc: true」（有限母集団修正）には、人口（層があれば層ごと、「psu」があれば抽出単位の数「psus」）が必要です。書き足してください。",
        "`fpc: true` needs the population, of every stratum where there are strata (with `psu`: its units, `psus`); add it.",
    ),
    "official_without_design": (
        "「official: design」には、調査「{survey}」の「design」に「weight」か、すべての層の「population」が必要です。書き足すか、「official」を「unweighted」にしてください。",
        "`official: design` needs `weight`, or the population of every stratum, in the design of survey `{survey}`; add "
        "them, or make official unweighted.",
    ),
    "invited_do_not_add_up": (
        "発送数の内訳の合計 {total} が「invited」の {invited} と違います。どちらかを直してください。",
        "the letters by cell add up to {total}, but `invited` is {invited}; correct one.",
    ),
    "weighting_dimension_unknown": (
        "「weighting」の「{name}」は母集団の表にありません。使えるもの: {known}",
        "`{name}` in `weighting` is not a dimension of the population table. Known: {known}",
    ),
}
