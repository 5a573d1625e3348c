"""What the commands say of their own: usage, files they are given and files they write."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "convert_needs_out": (
        "書き出すフォルダーがありません。例: 「kumin convert {source} --out 定義」",
        "there is no folder to write to; write e.g. kumin convert {source} --out definitions",
    ),
    "convert_comments_of": ("{name} {count} 行", "{name} {count}"),
    "convert_comments_left": (
        "YAML のコメント（#）{count} 行は、ブックに入りません（{files}）。要るものはブックのメモ欄に写してください。元のファイルはそのままです。",
        "{count} {count:line|lines} of comments (#) in YAML cannot be kept in a workbook ({files}); copy what you need "
        "into a memo. The originals were not changed.",
    ),
    "error": ("エラー", "Error"),
    "stopped_by_hand": ("中止しました。", "Stopped."),
    "usage_missing": ("「{name}」を指定してください。", "give {name}. "),
    "usage_no_option": ("オプション「{name}」はありません。{nearest:ja}", "there is no option {name}. {nearest:en}"),
    "usage_bad_value": (
        "「{name}」に「{value}」は使えません（{reason}）。",
        "{name} cannot be `{value}` ({reason}). ",
    ),
    "option_needs": (
        "{name} は、{needed} も指定したときだけ使われます。{needed} を加えるか、{name} を外してください。",
        "{name} is used only together with {needed}; add {needed}, or leave {name} out.",
    ),
    "option_without_effect": (
        "「{other}」では {name} は使われません。{name} を外すか、{other} が正しいか確かめてください。",
        "{name} is not used with {other}; leave {name} out, or check that {other} is right.",
    ),
    "moment_unknown": (
        "環境変数 {name} の値「{given}」は、1970年からの秒数（整数）ではありません。直すか、外してください。",
        "{name} is set to `{given}`, which is not a whole number of seconds since 1970; correct it or unset it.",
    ),
    "errors_folded": (
        "同じ種類の誤りがほかに {count} 件あります（環境変数 {name}=1 で、すべて示します）。",
        "{count} more of this kind (set {name}=1 to list them all).",
    ),
    "usage_value_needed": (
        "「{name}」の後に値を書いてください{found}。",
        "write a value after {name}{found}. ",
    ),
    "usage_value_found": ("（次の「{value}」はオプションです）", " (what follows, {value}, is an option)"),
    "usage_value_too_many": (
        "「{name}」は値を取りません。「{value}」を外してください。",
        "{name} takes no value; leave `{value}` out. ",
    ),
    "usage_extra": (
        "余分な言葉があります: {names}。",
        "too many words: {names}. ",
    ),
    "usage_path": ("ファイルの場所が必要です", "a file is needed"),
    "usage_folder": ("フォルダーの場所が必要です", "a folder is needed"),
    "usage_unknown": ("言葉の順序か数が違います", "words in the wrong order or number"),
    "usage_choice": ("使える値: {known}", "known values: {known}"),
    "usage_above": ("{low} より大きい数", "a number greater than {low}"),
    "usage_from": (
        "{low} 以上の数",
        "a number of {low} or more",
    ),
    "usage_whole": ("整数", "a whole number"),
    "usage_number": ("数", "a number"),
    "usage_range": (
        "{low}～{high} の数",
        "a number from {low} to {high}",
    ),
    "usage_year": (
        "{low}～{high} の年度、例: 2024、令和6",
        "a year from {low} to {high}, as in 2024 or R6",
    ),
    "usage_no_command": ("コマンド「{name}」はありません。{nearest:ja}", "there is no command {name}. {nearest:en}"),
    "audit_no_results": (
        "回答のある「kumin run」の結果（「open_data.csv」と、「result.json」か「report.json」）がありません。「kumin run」の --out で指定したフォルダーを指定してください。",
        "there are no results of kumin run with answers (open_data.csv, and result.json or report.json). Give the folder that was the --out "
        "of kumin run.",
    ),
    "audit_beside": (
        "前に書き出した公開用のファイル（{folder}）と並べて、隠した人数が分からないようにしました。",
        "Earlier public files ({folder}) were read, so that no hidden count can be worked out from both.",
    ),
    "audit_told_line": ("逆算できます: {parts}", "can be worked out: {parts}"),
    "audit_part_survey": ("調査 {name}", "survey {name}"),
    "audit_part_question": ("設問 {name}", "question {name}"),
    "audit_part_group": ("区分 {name}", "group {name}"),
    "audit_part_option": ("選択肢 {name}", "option {name}"),
    "audit_unsolved_line": (
        "調べられません: 調査 {survey}、設問 {question}。公表するファイルの数値どうしが矛盾しています。ファイルを作り直してください。",
        "cannot be audited: survey {survey}, question {question}. The numbers of the public files contradict each other; "
        "write the files again.",
    ),
    "audit_elsewhere_line": ("ページにない数字: {name}「{line}」", "a number that is on no page: {name}, “{line}”"),
    "audit_elsewhere": (
        "Word・スライド・図に、ページ（report.html、survey_report.html）にない数字が {count} か所あります。隠した人数でないか確かめてください。",
        "Documents, slides or pictures hold numbers in {count} {count:line|lines} that are on no page (report.html, "
        "survey_report.html). Check that they are not hidden counts.",
    ),
    "audit_told": (
        "{k}人未満の人数のうち {count} 件が、公表するファイルから逆算できます。このまま公表しないでください。",
        "Of the counts below {k}, {count} can be worked out from the public files. Do not publish them as they are.",
    ),
    "audit_narrow": (
        "人数のうち {count} 件は、ありうる人数が {k}通り未満に絞られます。このまま公表しないでください。",
        "{count} hidden {count:count|counts} can be narrowed to fewer than {k} possible numbers. Do not publish the files as they are.",
    ),
    "audit_passed": (
        "{k}人未満の人数は、指標の全体の人数や回答者数から分かるものを除いて、逆算できません（隠した人数 {hidden} 件。最も狭い幅: ありうる人数が {narrowest}通り）。",
        "No count below {k} can be worked out, except what the numbers of everyone (indicators, respondents) reveal "
        "({hidden} hidden; the narrowest leaves {narrowest} possible numbers).",
    ),
    "audit_held": (
        "集計表から人数を逆算できることが監査で分かったので、次の設問・指標 {count} 件は、公表ファイルに指標の全体の数だけを載せました（区分の設問では、その区分の集計も載せていません）: {names}",
        "The audit found that counts could be worked out, so the public files show only the indicators' numbers of "
        "everyone for {count} {count:question or indicator|questions and indicators}, and no tables by groups for a "
        "question that forms groups: {names}",
    ),
    "audit_held_whole": (
        "「{survey}」のすべて（{count} 件）",
        "all of “{survey}” ({count})",
    ),
    "audit_pair": (
        "前に書き出した公表ファイルと比べると、人数が1～{most}人だけ違うところが {changed} か所、前は示し今回は隠したところが {uncovered} か所あります。前のものを公表済みなら、2つの差から、"
        "直した人の答えが分かるおそれがあります。公表し直すのは、訂正をまとめてからにしてください。",
        "Compared with the public files written before, {changed} {changed:count differs|counts differ} by 1 to {most} "
        "people, and {uncovered} that {uncovered:was|were} shown {uncovered:is|are} hidden now. If those files were "
        "published, the difference may reveal the answers of the people who were corrected: publish again only with "
        "several corrections together.",
    ),
    "audit_pair_told": (
        "前に書き出した公表ファイルと並べると、区分の人数が1～{most}人だけ違うことが {count} か所で分かり、直した人の答えが分かります。このまま公表しないでください。",
        "Together with the public files written before, {count} {count:count|counts} of groups can be seen to differ by "
        "1 to {most} people, which reveals the answers of the people who were corrected. Do not publish them as they are.",
    ),
    "audit_anchored": (
        "前に書き出した公表ファイル（{folder}）と数人だけ違うので、差から直した人の答えが分からないように、{count} か所の人数を前に示した人数の前後の範囲で示しました（掛け合わせた区分、だれが答えたかの割合、"
        "数値・日付・自由意見の設問は載せていません）。指標の全体の人数は示すので、その差は分かります。前のものを公表していなければ、--first-release を付けて実行してください。",
        "The answers of a few people differ from the public files written before ({folder}). So that the difference does "
        "not reveal them, {count} {count:count is|counts are} shown as a range around what was shown before, and crossed "
        "groups, shares of who answered, and questions for numbers, dates and texts are left out. The indicators' "
        "numbers of everyone are shown, so their difference can be seen. If those files were not published, run with "
        "--first-release.",
    ),
    "audit_withheld_numbers": (
        "前に書き出した公表ファイル（{folder}）と、数値・日付・自由意見の設問 {count} 問だけが違うので、差から直した人の答えが分からないように、その設問は載せていません。前のものを公表していなければ、"
        "--first-release を付けて実行してください。",
        "Only {count} {count:question|questions} without options {count:differs|differ} from the public files written "
        "before ({folder}). So that the difference does not reveal the answers of the people who were corrected, "
        "{count:it is|they are} left out. If those files were not published, run with --first-release.",
    ),
    "tables_beside_release": (
        "{survey}の回答は、前に公表した結果と数人だけ違います。この表を公表すると、差から直した人の答えが分かります。公表しない表なら --min-cell 0、"
        "前の結果を公表していなければ --first-release を付けて実行してください。",
        "The answers to “{survey}” differ from the last release by a few people: if this table is published, it reveals "
        "what they answered. Run with --min-cell 0 if the table is not to be published, or with --first-release if the "
        "earlier results were not.",
    ),
    "tables_tell": (
        "この表を書き出すと、すでに公表した表や結果と並べて、隠した人数が分かるので、書き出しませんでした: {names}。その設問を --question で外すか、--by の区分を減らすか、"
        "前の結果と同じ --min-cell で実行してください。前の表や結果を公表していなければ --first-release を付けてください。",
        "The table was not written: beside the tables and results published before, it would reveal hidden counts of "
        "{names}. Leave those questions out with --question, ask for fewer groups with --by, or use the --min-cell of the "
        "earlier results. Use --first-release if nothing was published before.",
    ),
    "tables_held": (
        "すでに公表した表や結果と並べて隠した人数が分からないように、{count} 問の区分の人数も隠しました: {names}",
        "So that no hidden count is revealed beside the tables and results published before, the groups of {count} "
        "{count:question|questions} were hidden too: {names}",
    ),
    "tables_beside": (
        "すでにあるファイル（{names}）と並べても隠した人数が分からないように秘匿しました。ほかの場所の表や、CSV でない表とは合わせていません。",
        "Small counts are hidden so that they cannot be worked out beside {names} either. Tables in other folders, or "
        "not written as CSV, are not taken into account.",
    ),
    "tables_alone": (
        "この表だけを公表するものとして秘匿しました。同じ回答の表をほかにも公表するときは、CSV で同じフォルダーに書き出してください。合わせて秘匿します。",
        "Small counts are hidden as if this table were published alone. Write further tables of the same answers as CSV "
        "to the same folder: then they are protected together.",
    ),
    "audit_left": (
        "前の実行が書き出した公表ファイルは、そのまま残っています: {names}。今回の結果ではありません。",
        "Public files that an earlier run wrote are still there: {names}. They are not from this run.",
    ),
    "previous_not_usable": (
        "前年度の値がここからは分かりません。--previous には、前年度の「kumin run」の --out のフォルダーか「result.json」、前年度の回答のフォルダー（ファイル名は調査のキーで始める）、前年度の運営方針（同じ場所の「{folders}」フォルダーに回答があるもの）のどれかを指定してください。",
        "last year's values cannot be taken from here. Give --previous the folder that was the --out of last year's "
        "kumin run, its result.json, a folder of last year's answers (each file named by the key of its survey), or "
        "last year's plan with its answers in a folder {folders} beside it.",
    ),
    "previous_missing": (
        "前年度のファイルもフォルダーもありません。場所と名前を確かめてください。",
        "there is no such file or folder of last year; check its place and name.",
    ),
    "previous_release_none": (
        "{year}年度の同じ運営方針の公表ファイル（「open_data.csv」と、「result.json」か「report.json」）がありません。--previous-release には、前に公表したときの --out のフォルダーを指定してください。",
        "there is no release of the same plan for {year} (open_data.csv, and result.json or report.json). Give --previous-release the folder "
        "that was the --out of the last release.",
    ),
    "audit_off": (
        "人数を秘匿しない設定（{k}）なので、逆算できるかは調べていません。",
        "The setting is to hide no counts ({k}), so whether counts can be worked out was not checked.",
    ),
    "audit_skipped": (
        "逆算できるかを調べていません（--skip-audit）。公表する前に kumin audit で調べてください。",
        "Whether hidden counts can be worked out was not audited (--skip-audit); run kumin audit before you publish.",
    ),
    "audit_withheld": (
        "公表するファイルは書き出しませんでした: {names}。ほかのファイルは庁内用です。--min-cell を大きくするか、属性の区分をまとめるか、少ない人数だけを対象（among）にした指標を除いてから、もう一度実行してください。",
        "The public files were not written: {names}. The others are for work inside the ward. Raise --min-cell, join "
        "categories of the attributes, or take out indicators among few people, and run again.",
    ),
    "audit_nothing": (
        "{k}人未満かもしれない隠した人数はありません（隠した人数 {hidden} 件）。",
        "No hidden count may be below {k} ({hidden} hidden).",
    ),
    "out_suffix": (
        "出力ファイルの拡張子「{suffix}」は使えません。使えるもの: {known}。--format を付けるときは、それに合う名前にしてください。",
        "an output file cannot end in `{suffix}`. Known: {known}. With --format, name the file to fit.",
    ),
    "usage_other": ("使い方が違います（{reason}）。", "wrong usage ({reason}). "),
    "usage_help": ("使い方は {command} --help で見られます。", "See {command} --help."),
    "fault": (
        "kumin の不具合で止まりました（{kind}、{place}）。入力ファイルと出力先は変わっていません。この行を開発者に伝えてください。",
        "kumin stopped because of an error in kumin itself ({kind}, {place}). Inputs and outputs are unchanged. Please "
        "send this line to the developers.",
    ),
    "stdout_unwritable": (
        "結果を表示できません（{reason}）。出力先が閉じていないか、空き容量があるかを確かめてください。",
        "the result cannot be shown ({reason}); check that the output is open and that its disk has free space.",
    ),
    "working_folder_gone": (
        "いまいるフォルダーがなくなっています。別のフォルダーに移ってから、もう一度実行してください。",
        "the folder you are in no longer exists; go to another one and run it again.",
    ),
    "jobs_below_one": (
        "プロセスの数（{value}）は1以上にしてください。",
        "the number of processes ({value}) must be at least 1.",
    ),
    "jobs_and_scheduler": (
        "--jobs と --scheduler は、どちらか1つだけにしてください。",
        "give --jobs or --scheduler, not both.",
    ),
    "worker_ended": (
        "働いていたプロセスが途中で終わりました（メモリー不足のことが多い）。--jobs を小さくして、もう一度実行してください。",
        "a worker process ended in the middle, most often because memory ran out; run it again with a smaller --jobs.",
    ),
    "workers_ended": (
        "クラスターのワーカーが、同じファイルを読む途中で次々に終わりました（メモリー不足のことが多い）。ワーカーのメモリーを増やすか、--scheduler なしで実行してください。",
        "one after another, workers of the cluster ended while they read the same file, most often because memory ran out; "
        "give them more memory, or run it without --scheduler.",
    ),
    "cluster_ended": (
        "クラスターとの接続が途中で切れました。スケジューラーが動いているか確かめて、もう一度実行してください。",
        "the connection to the cluster was lost; check that its scheduler is running, and run it again.",
    ),
    "scheduler_address": (
        "スケジューラーの場所「{address}」が読めません。「tcp://10.0.0.5:8786」のように書いてください。",
        "`{address}` is not the address of a scheduler; write it as tcp://10.0.0.5:8786.",
    ),
    "cluster_extra_missing": (
        "クラスターを使うための追加の部品が入っていません。「pip install 'kumin[cluster]'」で加えてください。",
        "a cluster needs an extra: pip install 'kumin[cluster]'.",
    ),
    "scheduler_no_answer": (
        "スケジューラー（{address}）から{seconds}秒のあいだ返事がありません。動いているか、場所とネットワークを確かめてください。",
        "the scheduler at {address} did not answer within {seconds} seconds; check that it is running, and check the "
        "address and the network.",
    ),
    "scheduler_is_none": (
        "{address} にはつながりましたが、{seconds}秒以内にスケジューラーとしての返事がありません。ほかのプログラムの番号（ポート）ではないか、「dask」の版と、暗号化するなら証明書の設定が、同じか確かめてください。",
        "something takes connections at {address}, but within {seconds} seconds it did not answer as a Dask scheduler; check "
        "that the port is not that of another program, and that versions of Dask and (for tls) certificates are the same.",
    ),
    "scheduler_without_workers": (
        "クラスターに働くプロセスがありません。「dask worker 場所」で加えてください。",
        "the cluster has no workers; add some with `dask worker ADDRESS`.",
    ),
    "worker_differs": (
        "クラスターの {worker} の {name}（{there}）が、ここ（{here}）と違います。同じものを入れてください。",
        "worker {worker} has {name} {there}, but here it is {here}; install the same version.",
    ),
    "memory_full": (
        "メモリーが足りなくなりました。ほかのプログラムを閉じるか、ファイルを小さくしてください。",
        "memory ran out; close other programs, or make the files smaller.",
    ),
    "plan_without_results": (
        "「今年度の公表値」（「result」）が書かれた指標がありません。書き足すか、回答ファイルがあれば「kumin run」を使ってください。",
        "no indicator states a `result` for the year; add one, or use `kumin run` with answers.",
    ),
    "survey_not_in_plan": (
        "調査「{survey}」はこの運営方針にありません。{nearest:ja}使える調査: {known}",
        "the plan has no survey `{survey}`. {nearest:en}Known surveys: {known}",
    ),
    "answers_folder_missing": (
        "回答のファイルもフォルダーもありません。場所と名前を確かめてください。フォルダー、ファイル、「調査=ファイル」のどれかで指定します。",
        "there is no such file or folder of answers; check its place and name. Give a folder, a file, or SURVEY=FILE.",
    ),
    "answers_folder_empty": (
        "このフォルダーに回答ファイルがありません。回答のファイル（{known}）を置くか、ほかのフォルダーかファイルを指定してください。",
        "there is no answer file in this folder; put one there ({known}), or name another folder or file.",
    ),
    "answers_folder_of_none": (
        "このフォルダーに、調査のキーで始まる名前の回答ファイルがありません。{names} の名前で置くか、「調査=ファイル」の形で指定してください。",
        "no answer file in this folder has a name that begins with the key of a survey; name them {names}, or give "
        "SURVEY=FILE.",
    ),
    "answers_not_given": (
        "回答ファイルが指定されていません。運営方針と同じ場所の「{folders}」フォルダーに置くか、「{example}」のように指定してください。",
        "no answers are given; place them in a folder {folders} beside the plan, or name them, as in `{example}`.",
    ),
    "batch_answers_missing": (
        "回答ファイルがありません。運営方針と同じ場所の「{folders}」フォルダーに置いてください。",
        "there are no answers; place them in a folder {folders} beside the plan.",
    ),
    "answers_of_which": (
        "どの調査の回答か分かりません。「{example}」のように、調査を付けて指定してください。調査: {known}",
        "it is not clear which survey these answers belong to; name the survey, as in `{example}`. Surveys: {known}",
    ),
    "answers_unused": (
        "読んでいないファイルが {n} 件あります（名前が調査のキー（{surveys}）で始まらないため）: {files}",
        "{n} {n:file was|files were} not read, because {n:its name does|their names do} not begin with the key of a "
        "survey ({surveys}): {files}",
    ),
    "answers_found": (
        "回答: {path} のファイルを使いました（ほかの場所なら --answers で指定します）。",
        "Answers: the files in {path} were used (name others with --answers).",
    ),
    "answers_none": (
        "回答ファイルが1つも指定されていません。フォルダーか「調査=ファイル」を指定してください。",
        "no answer file is named; give a folder, or SURVEY=FILE.",
    ),
    "demo_intro": (
        "見本: 運営方針 {plan}、回答 {answers}（回答は人工のデータです）",
        "sample: plan {plan}, answers {answers} (the answers are synthetic)",
    ),
    "answers_twice": (
        "調査「{survey}」の回答ファイルが2つ以上あります（{files}）。1つにしてください。",
        "several answer files of survey `{survey}` ({files}); keep one.",
    ),
    "answers_syntax": (
        "--answers「{value}」が読めません。フォルダー1つか、「調査=ファイル」の形で指定してください。",
        "--answers `{value}` is not understood; give one folder, or SURVEY=FILE.",
    ),
    "answers_repeated": (
        "同じ回答ファイルが2回指定されています。1回にしてください。",
        "this answer file is given twice; name it once.",
    ),
    "stratum_population_too_small": (
        "調査「{survey}」の層「{stratum}」の使った回答 {rows} 件が、その層の人口 {population}人より多いです。層の「population」を確かめてください。",
        "stratum `{stratum}` of survey `{survey}` has {rows} {rows:answer|answers} used but a population of {population}; "
        "check the stratum's `population`.",
    ),
    "population_too_small": (
        "調査「{survey}」の使った回答 {rows} 件が母集団 {population}人より多いです。「population」を確かめてください。",
        "survey `{survey}` has {rows} answers used but a population of {population}; check `population`.",
    ),
    "out_names_a_file": (
        "--out には、ファイルでなくフォルダーを指定してください（例: --out {folder}）。CSV・Excel・JSON などは、その中に書き出します。",
        "--out names a folder, not a file, e.g. --out {folder}; CSV, Excel, JSON and the rest are written into it.",
    ),
    "out_is_file": (
        "出力先と同じ名前のファイルがあります。別の名前を指定してください。",
        "a file of that name exists; name another output folder.",
    ),
    "out_not_writable": (
        "出力先に書き込めません（{reason}）。場所と権限を確かめ、開いているファイルを閉じてください。",
        "the output folder cannot be written ({reason}); check place and permissions and close open files.",
    ),
    "out_locked": (
        "「{file}」を置き換えられません（{reason}）。Excel や Word などで開いていれば閉じて、もう一度実行してください。前のファイルはどれも元のままです。",
        "{file} cannot be replaced ({reason}); close it in Excel, Word or wherever it is open, and run again. All "
        "earlier files are unchanged.",
    ),
    "out_not_undone": (
        "書き込みの途中で止まりました。「{file}」を元に戻せません（{reason}）。Excel や Word などで開いていれば閉じて、もう一度実行してください。残りはそのとき元に戻します。",
        "writing stopped halfway, and {file} cannot be restored ({reason}); close it in Excel, Word or wherever it is "
        "open, and run again, which restores the rest.",
    ),
    "out_busy": (
        "ほかの kumin がこの出力先に書き込んでいます。終わってから、もう一度実行してください。",
        "another kumin is writing to this folder; run again when it has finished.",
    ),
    "question_kind_not_tabulated": (
        "設問「{question}」の種類（自由記述など）は、ここでは使えません。使える設問: {known}",
        "question `{question}` is of a kind that cannot be used here, such as free text. Known questions: {known}",
    ),
    "question_not_tabulated": (
        "設問「{question}」は集計に使えません。{nearest:ja}使える設問: {known}",
        "question `{question}` cannot be used in tables. {nearest:en}Known questions: {known}",
    ),
    "out_record_unreadable": (
        "kumin の記録として読めないため、上書きしません。手で直したか、別のものです。ほかの場所に移すか、--out に別のフォルダーを指定してください。",
        "this is not readable as a record of kumin and is not overwritten: it was changed by hand, or is something else; "
        "move it elsewhere, or give another folder with --out.",
    ),
    "out_kept": (
        "{name} は手で直されているか、前に書いた記録がないので、そのまま残しました。新しい版は {new} です。",
        "{name} was changed by hand, or there is no record that kumin wrote it. It was not changed; the new version is "
        "{new}.",
    ),
    "out_earlier": (
        "前に書き出したファイルのうち {count} 件は、今回は書き出していません（前のままです）: {names}",
        "{count} {count:file|files} of an earlier run {count:is|are} not part of this run and unchanged: {names}",
    ),
    "rep_extra_missing": (
        "report.html・report.xlsx・report.docx は書き出していません。pip install 'kumin[report]' "
        "で使えるようになります。",
        "report.html, report.xlsx and report.docx were not written; `pip install 'kumin[report]'` adds them.",
    ),
    "charts_no_font": (
        "この機械には日本語の書体がないので、{name} の PNG では日本語の文字が □ になっています。日本語の書体（例: Noto Sans CJK JP）を入れて、もう一度実行してください。SVG はそのまま使えます。",
        "This machine has no Japanese font, so Japanese letters are boxes (□) in the PNG files of {name}. Install one "
        "(such as Noto Sans CJK JP) and run again. The SVG files can be used as they are.",
    ),
    "xlsx_needs_out": ("xlsx には --out でファイルを指定してください。", "xlsx needs a file: give --out."),
    "xlsx_needs_extra": (
        "xlsx を書き出すには「pip install 'kumin[report]'」が必要です。",
        "to write xlsx, `pip install 'kumin[report]'`.",
    ),
    "out_is_folder": (
        "出力先と同じ名前のフォルダーがあります。ファイル名を指定してください。",
        "a folder of that name exists; name a file.",
    ),
    "written_line": ("書き出しました: {path}", "written: {path}"),
    "result_missing": (
        "結果のファイル（「result.json」）がありません。場所を確かめてください。",
        "there is no result.json here; check the folder.",
    ),
    "result_unreadable": (
        "kumin の結果（「result.json」）として読めません。「kumin run --out」で書き出したファイルを指定してください。",
        "this is not a result.json written by kumin; name one written by `kumin run --out`.",
    ),
}
