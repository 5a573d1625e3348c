"""The help of the commands: what each is for (``help_NAME``), its line in the list, and its options."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "help_usage": ("使い方: ", "Usage: "),
    "help_usage_options": ("[オプション]", "[OPTIONS]"),
    "help_usage_command": ("コマンド [引数]...", "COMMAND [ARGS]..."),
    "help_options": ("オプション", "Options"),
    "help_options_more": ("細かい設定", "More options"),
    "help_facts": ("（{facts}）", " ({facts})"),
    "help_facts_join": ("、", "; "),
    "help_default": ("既定: {value}", "default: {value}"),
    "help_required": ("必須", "required"),
    "help_multiple": ("何度でも指定可", "may be repeated"),
    "help_kind_file": ("ファイル", "FILE"),
    "help_kind_path": ("場所", "PATH"),
    "help_kind_number": ("数", "NUMBER"),
    "help_kind_words": ("語", "TEXT"),
    "help_answer_files": ("読めるファイル: {suffixes}", "Files that are read: {suffixes}"),
    "help_answer_layouts": ("複数回答の形（layout）: auto, {names}", "Layouts of a multiple answer: auto, {names}"),
    "help_cli": (
        "区民アンケートの回答から、アウトカム指標の割合・信頼区間・達成状況（A/B）を求めます。\n\n"
        "各コマンドの使い方: kumin コマンド --help",
        "From raw survey answers to a ward's A/B table, with intervals.\n\nHelp of a command: kumin COMMAND --help",
    ),
    "help_section_year": ("1年の仕事", "A year's work"),
    "help_section_prepare": ("準備する", "Prepare"),
    "help_section_tables": ("集計・比較を見る", "Look closer"),
    "help_section_publish": ("公表する前に", "Before publication"),
    "help_section_plan": ("次の調査を計画する", "Plan a survey"),
    "help_section_learn": ("試す・調べる", "Try and look up"),
    "help_run_line": ("回答から割合と達成状況（A/B）を求める", "from answers to percentages and A/B"),
    "help_run": (
        "回答ファイルから指標の割合・区間・達成状況を求めます。\n\nPLAN は年度のフォルダーか、運営方針（運営方針.xlsx か plan.yaml）です。",
        "Find the percentages, intervals and marks (A/B) of the indicators of PLAN (a workbook, plan.yaml or their folder) from raw "
        "answers.",
    ),
    "help_check_line": ("回答ファイルを調べ、直すところを示す", "find what is wrong in answer files"),
    "help_check": (
        "回答ファイルを調べ、どの行のどの列をどう直せばよいかを示します。\n\n"
        "QUESTIONNAIRE は調査票か、1年のフォルダー（令和6年度など）です。FILES は同じ調査の回答ファイル（紙とWebなど、いくつでも）か、そのフォルダーで、"
        "1年のフォルダーなら省けます。",
        "Check answer FILES (or a folder of them) of one survey against its QUESTIONNAIRE. In its place a year's folder may "
        "be given, and FILES left out.",
    ),
    "help_explain_line": ("検査の番号や区間の方法の意味と直し方", "what a finding or a method means"),
    "help_explain": (
        "検査の番号（E101）の意味と直し方、区間の方法（wilson）、目標の書き方（raise）を示します。番号を省くと一覧です。",
        "Explain a finding's CODE (E101), an interval method (wilson) or a kind of target (raise). Without one, list them all.",
    ),
    "help_batch_line": ("多くの運営方針をまとめて実行し、1つの一覧にする", "run many plans, with one table of all"),
    "help_batch": (
        "FOLDER の下にある運営方針のフォルダーをすべて実行し、それぞれのファイルと、すべての指標の表（indicators.csv、indicators.xlsx）、一覧のページ（index.html）を書き出します。"
        "\n\n実行できないものがあっても止まらず、その理由を一覧に書きます（終了コード 1）。入力も設定も変わっていないものは、もう一度実行しません。途中で止めても、次は続きからです。",
        "Run every plan folder below FOLDER: the files of each, a table of all indicators (indicators.csv, "
        "indicators.xlsx) and a page that leads to all (index.html).\n\nA plan that cannot be run stops no other: its "
        "error is written into the table (exit code 1). A plan whose inputs and settings have not changed is not run "
        "again, so a batch that was stopped continues where it stopped.",
    ),
    "help_batch_tables_only": (
        "報告書を書き出さず、表だけにする",
        "write only the tables, no reports",
    ),
    "help_batch_again": (
        "変わっていないものも、もう一度実行する",
        "also run what has not changed",
    ),
    "help_start_line": ("1年のフォルダーと、やることリストを作る", "make a year's folder and its to-do list"),
    "help_start": (
        "区、年度、回答ファイルから、1年のフォルダー（調査票.xlsx、運営方針.xlsx、回答、やることリスト）を作ります。画面では尋ねます。\n\nFOLDER は作るフォルダー（省くと令和6年度など）です。すでにあれば、"
        "やることリストを書き直します。手で書いたブックは変えません。",
        "Make a year's folder (questionnaire.xlsx, plan.xlsx, answers, a to-do list) of ward, year and answer files; on "
        "a terminal they are asked for.\n\nFOLDER is the folder to make (default: named by the year). If it already "
        "exists, the to-do list is written again, and workbooks changed by hand are not touched.",
    ),
    "help_start_ward": ("区の名前（例: 大正区）", "name of the ward"),
    "help_start_year": ("年度（令和6、R6、2024）", "fiscal year (2024, 令和6, R6)"),
    "help_start_answers": (
        "回答ファイル（紙とWebなど）か、そのフォルダー。写しを「回答」に置く",
        "answer file, or a folder of them; copies are placed in `answers`",
    ),
    "help_start_population": (
        "ダウンロードした人口の表。写しを置き、運営方針に書く",
        "table of people as downloaded; a copy is placed in the folder and named in the plan",
    ),
    "help_start_published": (
        "前の年度に公表した値の表（CSV、Excel）。指標の下書きと過去の値にする",
        "table of values published for earlier years (CSV, workbook), for the indicators and their history",
    ),
    "help_new_line": ("調査票の下書き、次の年度の準備", "draft a questionnaire, prepare next year"),
    "help_new": (
        "1つの調査の回答ファイル FILES から調査票の下書きを、または --from の運営方針から次年度のフォルダーを作ります。",
        "Draft a questionnaire from the answer FILES of one survey, or prepare next year's folder from a plan (--from PLAN --year 2024).",
    ),
    "help_judge_line": (
        "運営方針に書かれた値を確かめて判定する",
        "check and judge the values that a plan states",
    ),
    "help_judge": (
        "運営方針に書かれた値（result）を、回答ファイルなしで判定し、公表された数どうしが合うかを調べます。",
        "Judge the values that PLAN itself states (`result`) without raw answers, and check that its numbers agree.",
    ),
    "help_run_charts": (
        "図を画像（SVG、PNG）でも書き出す（charts.zip）",
        "charts as pictures (SVG, PNG) too: charts.zip",
    ),
    "help_report_line": ("調査報告書（Word・ウェブページ）を作る", "write the report of the surveys (Word, web page)"),
    "help_report": (
        "回答から調査報告書を作ります（survey_report.docx、survey_report.html）。\n\nSOURCE は年度のフォルダー、運営方針（運営方針.xlsx か plan.yaml）、調査票のどれかです。"
        "調査票のときは --answers と --sampling を付けます。",
        "Write the report (survey_report.docx, survey_report.html) of the surveys of SOURCE from raw answers.\n\nSOURCE is "
        "a year's folder, a plan (its workbook or plan.yaml) or a questionnaire; with a questionnaire, --answers and "
        "--sampling are needed.",
    ),
    "help_report_survey": (
        "報告書にする調査。何度でも指定可、省くとすべて",
        "survey of the report, may be repeated; if not given, all",
    ),
    "help_report_year": (
        "回答の年度。省くと運営方針の年度、調査票だけのときは期間の年度",
        "fiscal year of the answers; if not given, the plan's, or that of the questionnaire's period",
    ),
    "help_report_slides": (
        "概要版をスライド（survey_report.pptx）でも書き出す",
        "also write the summary as slides (survey_report.pptx)",
    ),
    "help_report_words": (
        "文章の書き方のファイル（省くと、運営方針と同じフォルダーの words.yaml）",
        "house style file (if not given, words.yaml beside the plan)",
    ),
    "help_report_sampling": (
        "回答者の選び方（調査票だけのとき）",
        "how respondents were selected (with a questionnaire only)",
    ),
    "help_form_line": ("区の様式（Word・Excel）に記入する", "fill the ward's own form (Word, Excel)"),
    "help_form": (
        "区の様式のファイルに、結果を記入します。元のファイルは変えません。\n\nTEMPLATE は様式（.docx、.xlsx）、SOURCE は結果（kumin run --out のフォルダー）か、年度のフォルダーです。"
        "様式には {{1-1.実績}} のような印を書いておきます。印が1つもなければ、指標の文と同じ文のセルを探し、その横か下に記入します。",
        "Fill the ward's own TEMPLATE (docx, xlsx) from SOURCE, a result (the folder of `kumin run --out`) or the year's folder. "
        "The template has placeholders such as {{1-1.result}}; if there are none, the cells next to or below the "
        "indicators' texts are filled.",
    ),
    "help_form_out": ("書き出すファイル（様式と同じ拡張子）", "file to write, with the template's suffix"),
    "help_form_list": ("様式に書ける名前の一覧", "list the names a template may use"),
    "help_compare_line": ("2つの年度を比べる", "compare two years"),
    "help_compare": (
        "2つの年度の結果（kumin run --out のフォルダー）を比べます。\n\nBEFORE が前の年度、AFTER が後の年度です。",
        "Compare two years' results, each a folder written by `kumin run --out` or its result.json.",
    ),
    "help_trend_line": (
        "年度ごとの推移を並べる",
        "several years side by side",
    ),
    "help_trend": (
        "年度ごとの結果を並べ、1年あたりの増減を求めます。\n\nRESULTS は、年度ごとのフォルダーを入れた1つのフォルダーか、各年度のフォルダー（いくつでも）です。",
        "Show several years' results side by side, with the change per year. Give one folder that contains the yearly "
        "folders, or each yearly folder.",
    ),
    "help_tabulate_line": ("すべての設問の単純集計", "tabulate every question"),
    "help_tabulate": (
        "単純集計: すべての設問の n、割合、区間。数値の設問は平均・標準偏差・四分位、日付の設問は中央の日など。\n\n"
        "FILES は回答ファイル（同じ調査ならいくつでも）か、運営方針のファイルかフォルダーです。調査票は --questionnaire で指定します。省くと回答から下書きします。自由記述は集計しません。",
        "Tabulate every question: n, percent, interval; mean and quartiles of numbers; the middle day of dates. Free text is "
        "left out.\n\nFILES are answer files of one survey, or a plan or its folder. --questionnaire names the questionnaire "
        "of answer files; without it, one is drafted from them.",
    ),
    "help_crosstab_line": ("性別・年代などによるクロス集計", "tabulate questions by groups"),
    "help_crosstab": (
        "クロス集計: 設問を属性別に。数値の設問は平均と区間、中央値、日付の設問は中央の日など。\n\n"
        "FILES は回答ファイル（同じ調査ならいくつでも）か、運営方針のファイルかフォルダーです。調査票は --questionnaire で指定します。省くと回答から下書きします。",
        "Tabulate questions by groups of respondents; of numbers the mean with its interval and the median.\n\nFILES are "
        "answer files of one survey, or a plan or its folder. --questionnaire names the questionnaire of answer files; without "
        "it, one is drafted from them.",
    ),
    "help_audit_line": (
        "隠した人数を逆算できないか調べる",
        "check whether hidden counts can be worked out",
    ),
    "help_audit": (
        "公表するファイル（report.html、report.docx、open_data.csv）から、隠した人数を逆算できないか調べます。\n\n"
        "FOLDER は kumin run が書き出したフォルダーです。結果は result.json に残し、逆算できれば終了コード 1 です。",
        "Try to work out the hidden counts from the public files in FOLDER, and record the result; exit code 1 if it can be "
        "done.",
    ),
    "help_demo_line": ("見本（人工の回答）で試す", "run the sample"),
    "help_demo": (
        "見本（人工の回答）で試します。実在の回答者のデータではありません。",
        "Run the sample: a ward's real plan with made-up answers, not data of real people.",
    ),
    "help_convert_line": ("定義を YAML と Excel の間で変える", "definitions: YAML to Excel and back"),
    "help_convert": (
        "SOURCE（運営方針のファイルかフォルダー、または調査票）を、YAML なら Excel のブックに、ブックなら YAML に変えて --out のフォルダーに書き出します。",
        "Write SOURCE, a plan (its file or folder) or a questionnaire, as Excel workbooks, or workbooks as YAML, into the folder --out.",
    ),
    "help_convert_out": ("書き出す新しいフォルダー", "new folder to write to"),
    "help_schema_line": ("定義ファイルの JSON Schema を書き出す", "write the JSON Schemas"),
    "help_schema": (
        "定義ファイル（調査票・運営方針・母集団）の JSON Schema を書き出します。",
        "Write the JSON Schemas of the definition files, which editors complete and check them with.",
    ),
    "help_error_table_line": ("標本誤差早見表を作る", "table of sampling errors"),
    "help_error_table": (
        "標本誤差早見表を作ります。",
        "Tabulate the sampling error (± points) by number of answers and share.",
    ),
    "help_sample_size_line": ("必要な回答数と発送数を求める", "how many answers are needed"),
    "help_sample_size": (
        "必要な回答数と発送数を求めます。",
        "Find how many answers and invitations are needed, for a margin of error or to see a change between two surveys.",
    ),
    "help_coverage_line": (
        "区間と判定がどれだけ当たるかを試す",
        "how often intervals and verdicts are right",
    ),
    "help_coverage": (
        "調査の前に、その設計で区間と判定がどれだけ当たるかを試します。真の割合が分かっている架空の母集団から調査を何度も行い、区間が真の割合を含む割合と、達成・未達成の判定を誤る割合を示します。層やウエイトのない単純無作為抽出では、"
        "すべての場合を計算します。\n\nkumin coverage --n 400 --target 60 --population 92000",
        "Try a design before the survey: surveys are drawn many times from a made-up population whose true share is "
        "known. It shows how often the interval contains the true share, and how often the verdict is wrong. For a "
        "simple random sample without strata or weights, every possible count is calculated.\n\nkumin coverage --n 400 "
        "--target 60 --population 92000",
    ),
    "help_completion_line": ("Tab キーでの補完を使えるようにする", "let the Tab key complete"),
    "help_completion": (
        "Tab キーでコマンド、オプション、設問や検査の番号を補えるようにする設定を表示します。使っているシェルの設定ファイルに書き加えてください。"
        "\n\nbash: kumin completion bash >> ~/.bashrc\n\nzsh: kumin completion zsh >> ~/.zshrc\n\n"
        "fish: kumin completion fish > ~/.config/fish/completions/kumin.fish\n\n"
        "PowerShell: kumin completion powershell >> $PROFILE",
        "Print what lets the Tab key complete commands, options, questions and codes of findings. Add it to the settings of "
        "your shell.\n\nbash: kumin completion bash >> ~/.bashrc\n\nzsh: kumin completion zsh >> ~/.zshrc\n\n"
        "fish: kumin completion fish > ~/.config/fish/completions/kumin.fish\n\n"
        "PowerShell: kumin completion powershell >> $PROFILE",
    ),
    "help_any_help": ("この説明を表示する", "show this help"),
    "help_any_version": ("kumin の版を表示する", "show the version"),
    "help_any_lang": (
        "表示の言語。省くと環境変数 KUMIN_LANG、それもなければ日本語",
        "language; if not given, that of KUMIN_LANG, else Japanese",
    ),
    "help_any_out": ("結果を書き出すフォルダー", "folder for the result files"),
    "help_any_answers": (
        "回答のフォルダー、1つの調査の回答ファイル、または「調査=ファイル」。省くと運営方針と同じ場所の「回答」フォルダー",
        "folder of answers, files of a plan's one survey, or SURVEY=FILE; if not given, the folder `answers` beside the plan",
    ),
    "help_any_previous": (
        "前年度の回答フォルダーか result.json、運営方針（YAML・Excel）。省くと、運営方針のフォルダーかその1つ上の「結果」（results）から探す",
        "last year's answers, result.json or plan (YAML or Excel); if not given, it is looked for in 結果 or results in the "
        "plan's folder or above",
    ),
    "help_any_detail": ("判定の確からしさなどを指標ごとに説明する", "explain each judgement"),
    "help_any_level": ("信頼水準", "confidence level"),
    "help_any_min_cell": (
        "公表するファイルでこの人数未満を秘匿する（既定: 運営方針の disclosure.k、書かれていなければ5。画面では0）",
        "hide counts below this in published files (default: the plan's disclosure.k, 5 unless it says otherwise; 0 on the "
        "screen)",
    ),
    "help_any_encoding": (
        "回答ファイルの文字コード（utf-8、cp932 など）。省くと自動で判別",
        "encoding of the answer files (utf-8, cp932, …); if not given, it is detected",
    ),
    "help_any_max_memory": (
        "1つのファイルを読むのに使うメモリーの上限（GB）",
        "upper limit of memory for reading one file, GB",
    ),
    "help_any_max_seconds": (
        "1つのファイルを読むのに使う時間の上限（秒）",
        "upper limit of time for reading one file, seconds",
    ),
    "help_any_jobs": (
        "同時に働くプロセスの数（省くと1つ）。多くのファイルを読むとき",
        "number of processes that work at the same time (one, if not given); for many files",
    ),
    "help_any_scheduler": (
        "仕事を渡す Dask クラスターのスケジューラー（kumin[cluster] が要る）",
        "scheduler of a Dask cluster that does the work; needs kumin[cluster]",
    ),
    "help_any_sheet": ("シートの名前", "name of the sheet"),
    "help_any_survey": ("調査。省くとすべて", "survey; if not given, all"),
    "help_any_questionnaire": (
        "回答ファイルの調査票（Excel か YAML）。省くと回答から下書きする",
        "questionnaire of the answer files (Excel or YAML); if not given, one is drafted from them",
    ),
    "help_any_no_answer": (
        "無回答: exclude は母数から除く、column は1つの列として母数に含める",
        "no answer: `exclude` leaves it out of the base; `column` shows it in a column of its own and keeps it in the "
        "base",
    ),
    "help_any_weighted": (
        "割合を住民構成に合わせて補正する（ウエイトバック。人数はそのまま）",
        "weight percents to the population as the plan says; counts stay as they are",
    ),
    "help_crosstab_adjust": (
        "▲▽ の多重比較の調整: none、holm、benjamini_hochberg（設問と集計区分ごと）",
        "adjust ▲▽ for many comparisons, within a question and axis",
    ),
    "help_any_question": ("設問（問11 か id）、カンマ区切り", "questions (Q11 or ids), separated by commas"),
    "help_any_format": (
        "形式。省くと --out の拡張子、それもなければ table",
        "format; if not given, that of --out, else table",
    ),
    "help_any_population": ("母集団の人数", "people in the population"),
    "help_any_deff": ("デザイン効果", "design effect"),
    "help_any_previous_release": (
        "前に公表した結果のフォルダー。差から数人の答えが分からないように示す（既定: --out にある前の結果、なければ「結果」フォルダーの最も新しいもの）",
        "folder of the last release; numbers are shown so that the difference reveals nobody's answers (default: the "
        "earlier result in --out, else the newest in the folder of results)",
    ),
    "help_any_first_release": (
        "この年度の結果はまだ公表していない（差を気にせずに示す）",
        "nothing of this year has been published yet, so the difference does not matter",
    ),
    "help_run_skip_audit": (
        "公表するファイルから人数を逆算できないかを調べない（結果に記録する）",
        "do not audit whether hidden counts can be worked out from the public files (recorded)",
    ),
    "help_run_year": (
        "回答の年度（西暦）。省くと運営方針の年度",
        "fiscal year of the answers; if not given, the plan's",
    ),
    "help_check_out": (
        "誤りに色とコメントを付けた写し（xlsx）などを書き出すフォルダー",
        "folder for a coloured copy and lists",
    ),
    "help_check_strict": (
        "エラーか、集計できない理由があれば終了コード 1",
        "exit code 1 if there is any error or refusal",
    ),
    "help_check_show_values": (
        "整理番号・自由記述・長い値も表示する（個人情報に注意）",
        "show ids, free text and long values too (personal data)",
    ),
    "help_check_limit": ("検査ごとに画面に並べる件数", "findings listed of each rule"),
    "help_check_parquet": ("検査結果のすべてを書き出す Parquet ファイル", "Parquet file for all findings"),
    "help_new_out": (
        "書き出し先: 調査票のファイル（既定 調査票.xlsx）か、次年度のフォルダー",
        "file (default questionnaire.xlsx) or next year's folder to write",
    ),
    "help_new_xlsx": (
        "調査票の下書きを Excel のブックにする（既定）",
        "draft the questionnaire as a workbook (the default)",
    ),
    "help_new_yaml": (
        "YAML にする（エディターで書く人のため。--out が .yaml でも同じ）",
        "as YAML, for editors (as does --out with .yaml)",
    ),
    "help_new_year": (
        "--from とともに: 準備する年度（令和7、R7、2025）。省くと次の年度",
        "with --from: the fiscal year to prepare (2025, 令和7, R7); if not given, the next",
    ),
    "help_new_from": ("もとにする運営方針（YAML かブック、またはフォルダー）", "the plan to start from"),
    "help_new_header_row": (
        "見出しの（最初の）行の番号。省くと自動で判別",
        "row of the (first) headings; if not given, it is detected",
    ),
    "help_new_header_rows": (
        "見出しの段数。省くと自動で判別",
        "number of heading rows; if not given, it is detected",
    ),
    "help_demo_year": ("年度: 2023（令和5）か 2022（令和4）", "fiscal year of the sample"),
    "help_tabulate_out": ("書き出すファイル", "file to write"),
    "help_crosstab_out": ("書き出すファイル", "file to write"),
    "help_crosstab_by": (
        "集計区分（設問の番号か id）: 問1,問2 は別々、問1*問2 は掛け合わせ。省くとすべての属性",
        "groups, as question numbers or ids: Q1,Q2 each, Q1*Q2 crossed; if not given, all attributes",
    ),
    "help_schema_out": ("書き出すフォルダー", "folder to write to"),
    "help_error_table_out": ("表を書き出す CSV ファイル", "CSV file for the table"),
    "help_error_table_n": ("回答数、カンマ区切り", "numbers of answers, separated by commas"),
    "help_error_table_percent": ("回答比率（％）、カンマ区切り", "shares in percent, separated by commas"),
    "help_error_table_convention": (
        "単純無作為（srs）、または二段抽出の慣行（two-stage: デザイン効果2）",
        "simple random (srs), or the convention for two stages (design effect 2)",
    ),
    "help_error_table_decimals": ("小数点以下の桁数", "decimals"),
    "help_sample_size_out": ("表を書き出す CSV ファイル", "CSV file for the table"),
    "help_sample_size_margin": ("許す誤差 ±（ポイント）", "margin of error allowed, ± points"),
    "help_sample_size_change": (
        "見つけたい変化（ポイント）",
        "change to be found, points",
    ),
    "help_sample_size_percent": ("見込みの割合（％）", "expected share, percent"),
    "help_sample_size_response_rate": ("見込みの回収率（％）", "expected response rate, percent"),
    "help_sample_size_power": ("検出力", "power"),
    "help_coverage_n": ("回答数", "answers"),
    "help_coverage_target": ("目標（％）", "target, percent"),
    "help_coverage_comparison": (
        "目標の向き: 以上（at_least）・超（more_than）・以下（at_most）・未満（less_than）",
        "direction of the target: at_least, more_than, at_most, less_than",
    ),
    "help_coverage_percent": (
        "試す真の割合（％）、カンマ区切り。省くと目標とその前後",
        "true shares to try, percent, separated by commas; if not given, the target and around it",
    ),
    "help_coverage_cells": (
        "区分ごとの表（CSV・Excel）。見出しは 母集団（人）と、あれば 回答数（層別に決めた数）・回収率（％）・割合（％、区分による違い）。"
        "回答は母集団に合わせてウエイト付けする",
        "table of cells (CSV or workbook) with population and, if there are any, answers (fixed by stratum), response (percent) and share "
        "(percent, how cells differ); answers are weighted to the population",
    ),
    "help_coverage_unweighted": (
        "ウエイトを付けない",
        "do not weight the answers",
    ),
    "help_coverage_no_fpc": (
        "母集団の大きさによる補正（有限母集団修正）をしない",
        "without finite population correction",
    ),
    "help_coverage_per_psu": (
        "地点（クラスター）ごとの回答数",
        "answers from each cluster (PSU)",
    ),
    "help_coverage_icc": (
        "同じ地点の回答どうしの相関",
        "correlation of two answers from the same cluster",
    ),
    "help_coverage_method": ("区間の方法、カンマ区切り", "interval methods, separated by commas"),
    "help_coverage_repeats": (
        "調査を行う回数",
        "number of surveys to draw",
    ),
    "help_coverage_seed": (
        "乱数の種。同じ数なら同じ結果",
        "random seed; the same seed gives the same result",
    ),
    "help_coverage_out": ("表を書き出す CSV ファイル", "CSV file for the table"),
    "help_export_line": ("回答をコードブックつきで渡す", "coded answers with a codebook"),
    "help_export": (
        "1つの調査の回答を、ほかの人が使える形で書き出します。Parquet・CSV・SPSS、コードブック、DDI の説明、R と Python のスクリプトです。\n\nSOURCE は運営方針（そのフォルダー）か調査票です。",
        "Write the answers of one survey in a form that others can use: Parquet, CSV, SPSS, a codebook, a DDI "
        "description, and scripts in R and Python.\n\nSOURCE is a plan (or its folder) or a questionnaire.",
    ),
    "help_export_answers": ("回答のフォルダー、または 調査=ファイル", "folder of the answers, or SURVEY=FILE"),
    "help_export_survey": ("運営方針のどの調査か", "which of the plan's surveys"),
    "help_export_format": (
        "書き出す形式。省くと、使えるものすべて",
        "format of the answers; if not given, all formats that can be written",
    ),
    "help_export_out": ("書き出すフォルダー（空か、まだないもの）", "folder to write, empty or new"),
    "help_synthetic_line": ("架空の回答を作る", "made-up answers"),
    "help_synthetic": (
        "調査票に合う架空の回答を CSV で作ります。研修や、調査の前に運営方針を試すときに使います。",
        "Make up answers that fit a QUESTIONNAIRE, as CSV: for training, or to try a plan before its survey.",
    ),
    "help_synthetic_rows": ("回答者の数", "respondents"),
    "help_synthetic_seed": (
        "乱数の種。同じ数なら同じ回答",
        "random seed; the same seed gives the same answers",
    ),
    "help_synthetic_out": ("書き出す CSV", "CSV to write"),
    "help_comments_line": ("自由意見を分類し、件数を数える", "code free-text comments and count them"),
    "help_comments": (
        "自由意見を、氏名などを伏せて分類用のブックに書き出し（export）、付けられたテーマを数えます（count）。\n\n"
        "kumin comments export 運営方針か調査票 --answers 回答 --out 意見.xlsx\n\n"
        "kumin comments export 回答.csv --out 意見.xlsx（調査票はその場で下書き）\n\n"
        "kumin comments count 意見.xlsx --out 件数.xlsx\n\n"
        "伏せ字は完全ではありません。書き出したブックは部内限りです。",
        "Write masked comments of a plan's or a questionnaire's answers into a workbook to be coded (export), and count the "
        "themes ticked in it (count).\n\nkumin comments export PLAN --answers ANSWERS --out comments.xlsx\n\n"
        "kumin comments export answers.csv --out comments.xlsx (a questionnaire is drafted)\n\n"
        "kumin comments count comments.xlsx --out counts.xlsx\n\nMasks are never complete: the workbook is for internal use.",
    ),
    "help_comments_answers": (
        "export で読む回答のフォルダーかファイル、または「調査=ファイル」",
        "for export: folder or file of answers, or SURVEY=FILE",
    ),
    "help_comments_out": (
        "書き出すファイル: export は .xlsx、count は .xlsx・.docx・.md・.csv",
        "file to write: .xlsx for export; .xlsx, .docx, .md or .csv for count",
    ),
    "help_comments_themes": (
        "テーマの辞書（YAML）。省くと行政でよくあるテーマ",
        "dictionary of themes (YAML); if not given, common municipal themes",
    ),
    "help_comments_survey": (
        "調査。自由記述のある調査が1つなら省ける",
        "survey; may be left out where only one has free text",
    ),
}
