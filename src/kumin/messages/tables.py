"""Tables for people: sheets of the workbook, cross-tabulations, tables of numbers and dates, open data."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_option": ("選択肢", "Option"),
    "rep_n": ("人数", "Count"),
    "rep_total": ("回答者計", "Answered"),
    "rep_no_answer": ("無回答・無効", "No or invalid answer"),
    "rep_everyone": ("全体", "Everyone"),
    "rep_counts_for": (
        "「{mark}」の選択肢が、指標の割合に数える回答です。",
        "Options with {mark} count for the indicator.",
    ),
    "rep_group": ("区分", "Group"),
    "sheet_form": ("達成状況", "Judgements"),
    "sheet_form_about": (
        "指標の一覧（数値）と図、経営課題ごとの様式。A4 横",
        "The indicators as numbers, their chart, the form of each management issue; A4 landscape",
    ),
    "sheet_simple": ("単純集計", "Tabulation"),
    "sheet_simple_about": (
        "すべての設問。選択肢の設問は人数、割合、区間、図。数値の設問は平均と区間、標準偏差、最小、四分位、最大。日付の設問は最も早い日、中央の日、最も遅い日",
        "Every question: count, percent, interval and chart of options; mean with interval, standard deviation, minimum, quartiles, maximum of numbers; earliest, median and latest day of dates",
    ),
    "sheet_cross": ("クロス集計", "Cross-tabulation"),
    "sheet_cross_about": (
        "設問 × 属性。左が割合、右が人数。数値の設問は n、平均と区間、中央値。▲▽ は標本誤差を超える差（5%水準）、※ と斜体は n が30未満の参考値。A4 横、入りきらない選択肢は右のページへ続く",
        "Questions by attribute: percents on the left, counts on the right; for numbers n, mean with interval, median. "
        "▲▽: a difference beyond sampling error (5% level); * and italics: n below 30, for reference only. A4 landscape; "
        "options that do not fit continue on the page to the right",
    ),
    "sheet_multiple": ("複数回答", "Multiple answers"),
    "sheet_multiple_about": (
        "選ばれた順に並べた表と M.T.",
        "Options from the most to the least chosen, and the sum of percents (M.T.)",
    ),
    "sheet_conduct": ("回収状況", "Response"),
    "sheet_conduct_about": (
        "調査の実施、属性別の回収率、住民との比較",
        "How each survey was conducted, response rates by group, respondents against residents",
    ),
    "sheet_findings": ("検査結果", "Findings"),
    "sheet_findings_about": (
        "見つかった誤りの一覧（行と列はファイルのとおり）",
        "Every finding; rows and columns are those of the file",
    ),
    "sheet_bases": ("設問ごとの内訳", "Bases"),
    "sheet_bases_about": (
        "設問ごとに、読み込んだ行のすべて（回答、選択なし、無回答、非該当、対象か不明、無効、除外、白紙）",
        "Every row read, question by question: answered, none chosen, no answer, not asked, not known if asked, invalid, "
        "left out, blank",
    ),
    "sheet_groups": ("平均・差などの属性別", "Groups"),
    "sheet_groups_about": (
        "平均・平均点・差・比・組み合わせた割合の指標を、性別・年齢などの属性別に（値、人数、区間）。そのような指標があるときだけ",
        "Means, scores, differences, ratios and combined shares by attribute (value, n, interval); only where there are "
        "such indicators",
    ),
    "no_groups": ("{label} は属性別の表がありません（{why}）。", "{label} has no table by group: {why}."),
    "no_groups_no_survey": ("調査によらない数のため", "it is a number from no survey"),
    "no_groups_several_surveys": (
        "いくつかの調査・年度の値を合わせたもので、1つの回答ファイルから区分できないため",
        "it combines values of several surveys or years",
    ),
    "no_groups_of_some": (
        "回答者の一部だけについての値で、さらに分けると人数が少なくなるため",
        "it is about some of the respondents only, and further groups would be too small",
    ),
    "no_groups_no_attribute": (
        "調査票に属性の設問（attribute: true）がないため",
        "the questionnaire has no question that is an attribute",
    ),
    "sheet_priorities": ("満足度×重要度", "Priorities"),
    "sheet_priorities_about": (
        "施策ごとの満足度と重要度の平均点、4つの領域、改善ニーズの順位。調査票に priorities があるときだけ",
        "Mean satisfaction and importance of each policy, the four fields, needs by rank; where the questionnaire has "
        "`priorities`",
    ),
    "priorities_rank": ("順位", "rank"),
    "priorities_policy": ("施策", "policy"),
    "priorities_field": ("領域", "field"),
    "priorities_satisfaction": ("満足度", "satisfaction"),
    "priorities_importance": ("重要度", "importance"),
    "priorities_satisfaction_n": ("n（満足度）", "n (satisfaction)"),
    "priorities_importance_n": ("n（重要度）", "n (importance)"),
    "priorities_satisfaction_interval": ("満足度の{level}%信頼区間", "{level}% interval of satisfaction"),
    "priorities_importance_interval": ("重要度の{level}%信頼区間", "{level}% interval of importance"),
    "priorities_need": ("改善ニーズ", "need"),
    "priorities_improve_first": ("重点改善", "improve first"),
    "priorities_improve": ("改善", "improve"),
    "priorities_keep": ("維持", "keep"),
    "priorities_keep_first": ("重点維持", "keep first"),
    "priorities_border": (
        "「境界上」は、満足度か重要度の{level}%信頼区間が軸（全施策の平均）をまたぎ、どちらの領域か言えない施策です。無作為に選んでいない調査では領域を書きません。",
        "“On the border”: a {level}% interval contains its axis (the mean of all policies), so the field cannot be "
        "decided. No field is stated without a random sample.",
    ),
    "priorities_border_field": ("境界上", "on the border"),
    "priorities_unknown": ("－", "-"),
    "priorities_axes": (
        "軸（全施策の平均）: 満足度 {satisfaction}、重要度 {importance}",
        "Axes (means of all policies): satisfaction {satisfaction}, importance {importance}",
    ),
    "priorities_formula": (
        "改善ニーズ＝（重要度－満足度）×重要度。どちらも尺度の最低を0、最高を1とした値です（Borich 1980）。",
        "Need = (importance - satisfaction) × importance, both put on 0 (lowest point) to 1 (highest); Borich 1980.",
    ),
    "sheet_errors": ("標本誤差早見表", "Sampling errors"),
    "sheet_errors_about": (
        "回答数と割合ごとの標本誤差",
        "Sampling error by number of answers and percent",
    ),
    "sheet_methods": ("手法", "Methods"),
    "sheet_methods_about": (
        "読み方、方法、使ったファイル",
        "How to read it, the methods, the files used",
    ),
    "rep_name": ("アウトカム指標", "Outcome indicator"),
    "rep_base_n": ("n", "n"),
    "rep_positive_n": ("該当数", "Count"),
    "rep_percent_unit": ("割合（%）", "Percent"),
    "rep_percent_or_value": ("割合（%）か値（単位つき）", "Percent, or value with unit"),
    "rep_change_or_value": ("増減（ポイントか単位つき）", "Change (points, or with unit)"),
    "rep_lower": ("{level}%区間 下限", "{level}% lower"),
    "rep_upper": ("{level}%区間 上限", "{level}% upper"),
    "rep_change_unit": ("増減（ポイント）", "Change (points)"),
    "rep_probability": ("目標を満たす確からしさ", "Probability met"),
    "rep_weighted": ("住民構成で補正（%）", "Weighted percent"),
    "rep_tipping": ("判定が変わる未回答者の割合（%）", "Tipping percent of non-respondents"),
    "rep_flags": ("注意", "Flags"),
    "rep_chart_bars": (
        "アウトカム指標: 前年度・今年度・目標（%）",
        "Outcome indicators: last year, this year, target (%)",
    ),
    "rep_question_id": ("設問", "Question"),
    "rep_option_code": ("番号", "Code"),
    "rep_total_n": ("回答者計（n）", "Answered (n)"),
    "rep_axis": ("属性", "Attribute"),
    "rep_count_heading": ("人数: {label}", "Count: {label}"),
    "rep_cross_none": (
        "調査票に属性の設問（attribute: true）がないため、クロス集計はありません。",
        "No cross-tabulation: the questionnaire has no question that is an attribute (`attribute: true`).",
    ),
    "rep_cross_sides": (
        "左側が割合（%）、右側が人数です。",
        "Percents on the left, counts on the right.",
    ),
    "rep_marks_total": (
        "回答の総数 {total}、回答者に対する割合の合計（M.T.）{percent}%",
        "Marks in total {total}, sum of percents (M.T.) {percent}%",
    ),
    "rep_multiple_none": ("複数回答の設問はありません。", "There is no multiple-answer question."),
    "rep_rates": ("属性別の回収状況", "Response by group"),
    "rep_expected": ("（発送数は母集団の構成による見込み）", " (invited: expected from the population)"),
    "rep_row": ("行", "Row"),
    "rep_column": ("列", "Column"),
    "rep_heading": ("見出し", "Heading"),
    "rep_errors_intro": (
        "割合の標本誤差（{level}%、ポイント）。単純無作為抽出。N を示した調査は有限母集団修正あり。割合が列の間にあるときは、近い方の列を見ます。",
        "Sampling error of a percent ({level}%, points): simple random sampling, with finite population correction where "
        "N is given. For a percent between two columns, look at the nearer one.",
    ),
    "rep_errors_few": (
        "母集団が早見表の最も少ない回答数（{n}人）以下のため、表はありません。",
        "The population is no larger than the table's smallest number of answers ({n}): there is no table.",
    ),
    "rep_workbook_internal": (
        "このブックは庁内での作業用で、少人数の区分を秘匿していません。公表には kumin crosstab か open_data.csv を使ってください。",
        "This workbook is for work inside the ward: small groups are not suppressed; to publish, use `kumin crosstab` or "
        "open_data.csv.",
    ),
    "open_title": ("{title} アンケート集計表", "{title}: survey tables"),
    "column_open_data_survey": ("調査", "survey"),
    "column_open_data_fiscal_year": ("年度（西暦）", "fiscal year"),
    "column_open_data_question": ("設問の記号", "id of the question"),
    "column_open_data_question_text": ("設問文", "wording of the question"),
    "column_open_data_option": ("選択肢の番号", "code of the option"),
    "column_open_data_option_label": ("選択肢", "words of the option"),
    "column_open_data_axis": (
        "集計区分の設問の記号（全体は空欄）",
        "question the table is broken down by (empty: everyone)",
    ),
    "column_open_data_axis_label": ("集計区分", "its wording"),
    "column_open_data_category": ("区分の番号（-1 は無回答）", "code of the group (-1: no answer)"),
    "column_open_data_category_label": ("区分", "words of the group"),
    "column_open_data_indicator": ("指標の番号", "id of the indicator"),
    "column_open_data_indicator_text": ("指標の文", "wording of the indicator"),
    "column_open_data_value": ("値（unit の単位、四捨五入）", "value in `unit`, rounded half up"),
    "column_open_data_value_unweighted": (
        "値（unit の単位、補正前の値を四捨五入）",
        "unweighted value in `unit`, rounded half up",
    ),
    "column_open_data_lower": (
        "{level}% 信頼区間の下限（unit の単位）",
        "lower end of the {level}% interval, in `unit`",
    ),
    "column_open_data_upper": (
        "{level}% 信頼区間の上限（unit の単位）",
        "upper end of the {level}% interval, in `unit`",
    ),
    "column_open_data_unit": ("単位", "unit"),
    "column_open_data_n_base": (
        "n: 答えた人数（無回答・無効を除く）",
        "n: people who answered (no and invalid answers left out)",
    ),
    "column_open_data_n_positive": ("その選択肢を選んだ人数", "people who chose the option"),
    "column_open_data_percent": ("割合（%、四捨五入）", "percent, rounded half up"),
    "column_open_data_percent_unweighted": (
        "割合（%、補正前の人数から計算して四捨五入）",
        "unweighted percent, rounded half up",
    ),
    "column_open_data_lower_percent": ("{level}%区間の下限（%）", "lower end of the {level}% interval, percent"),
    "column_open_data_upper_percent": ("{level}%区間の上限（%）", "upper end of the {level}% interval, percent"),
    "column_open_data_suppressed": ("秘匿した（true）", "suppressed (true)"),
    "column_open_data_n_low": (
        "秘匿した人数の下限（これ以上。示せないときは空欄）",
        "lower bound of a suppressed count; empty where no bounds are given",
    ),
    "column_open_data_n_high": (
        "秘匿した人数の上限（これ以下）",
        "upper bound of a suppressed count",
    ),
    "column_open_data_n_base_low": (
        "秘匿した母数の下限（前に公表したものとの差から数人の答えが分かるときだけ。ほかは空欄）",
        "lower bound of a suppressed n_base (only where its difference from an earlier release would reveal answers of a "
        "few people; otherwise empty)",
    ),
    "column_open_data_n_base_high": (
        "秘匿した母数の上限（これ以下）",
        "upper bound of a suppressed n_base",
    ),
    "column_open_data_percent_low": (
        "秘匿した割合の下限（%、整数に切り捨て）",
        "lower bound of a suppressed percent, rounded down",
    ),
    "column_open_data_percent_high": (
        "秘匿した割合の上限（%、整数に切り上げ）",
        "upper bound of a suppressed percent, rounded up",
    ),
    "datapackage_open_data": ("設問別・属性別の集計", "Answers to every question, by group"),
    "datapackage_open_data_groups": ("平均などの指標の属性別の値", "Means and other indicators, by group"),
    "datapackage_priorities": ("施策の満足度と重要度", "Satisfaction with policies and their importance"),
    "heading_priorities_rank": ("順位", "rank"),
    "column_priorities_rank": (
        "改善ニーズ（need）の大きい順の順位。ニーズが空欄なら空欄",
        "place by `need`, 1 for the greatest; null where that is null",
    ),
    "heading_priorities_policy": ("施策", "policy"),
    "column_priorities_policy": (
        "施策の名前",
        "name of the policy",
    ),
    "heading_priorities_satisfaction_n": ("n（満足度）", "n (satisfaction)"),
    "column_priorities_satisfaction_n": (
        "満足度に点の付く答えをした人数。少人数なら空欄",
        "people who gave an answer with points; null where too few",
    ),
    "heading_priorities_satisfaction": ("満足度", "satisfaction"),
    "column_priorities_satisfaction": (
        "満足度の平均点。少人数なら空欄",
        "mean score of satisfaction; null where few answered",
    ),
    "heading_priorities_satisfaction_lower": ("満足度の下限", "satisfaction, lower end"),
    "column_priorities_satisfaction_lower": (
        "満足度の平均点の信頼区間の下限。標本誤差がなければ空欄",
        "lower limit of the mean of satisfaction; null without sampling error",
    ),
    "heading_priorities_satisfaction_upper": ("満足度の上限", "satisfaction, upper end"),
    "column_priorities_satisfaction_upper": (
        "満足度の平均点の信頼区間の上限",
        "upper limit of the mean of satisfaction",
    ),
    "heading_priorities_importance_n": ("n（重要度）", "n (importance)"),
    "column_priorities_importance_n": (
        "重要度に点の付く答えをした人数。少人数なら空欄",
        "people who gave an answer with points; null where too few",
    ),
    "heading_priorities_importance": ("重要度", "importance"),
    "column_priorities_importance": (
        "重要度の平均点",
        "mean score of importance",
    ),
    "heading_priorities_importance_lower": ("重要度の下限", "importance, lower end"),
    "column_priorities_importance_lower": (
        "重要度の平均点の信頼区間の下限",
        "lower limit of the mean of importance",
    ),
    "heading_priorities_importance_upper": ("重要度の上限", "importance, upper end"),
    "column_priorities_importance_upper": (
        "重要度の平均点の信頼区間の上限",
        "upper limit of the mean of importance",
    ),
    "heading_priorities_satisfaction_axis": ("満足度の軸", "axis of satisfaction"),
    "column_priorities_satisfaction_axis": (
        "施策の満足度の平均点の平均（縦の軸）",
        "mean of the policies' mean scores: the vertical axis",
    ),
    "heading_priorities_importance_axis": ("重要度の軸", "axis of importance"),
    "column_priorities_importance_axis": (
        "施策の重要度の平均点の平均（横の軸）",
        "mean of the policies' mean importance scores: the horizontal axis",
    ),
    "heading_priorities_need": ("改善ニーズ", "need"),
    "column_priorities_need": (
        "平均点を尺度の端で 0～1 にした s（満足度）と i（重要度）の (i - s)·i",
        "(i - s)·i of the means put on 0-1 by the ends of their scales",
    ),
    "heading_priorities_field": ("領域", "field"),
    "column_priorities_field": (
        "improve_first（重点改善）、improve（改善）、keep（維持）、keep_first（重点維持）、border（区間が軸をまたぐ）。区間がなければ空欄",
        "improve_first, improve, keep, keep_first, or border (an interval contains an axis); null without an interval",
    ),
    "heading_open_data_survey": ("調査", "survey"),
    "heading_open_data_fiscal_year": ("年度", "fiscal year"),
    "heading_open_data_question": ("設問", "question"),
    "heading_open_data_question_text": ("設問文", "wording"),
    "heading_open_data_option": ("選択肢番号", "option"),
    "heading_open_data_option_label": ("選択肢", "option label"),
    "heading_open_data_axis": ("集計区分の記号", "axis"),
    "heading_open_data_axis_label": ("集計区分", "axis label"),
    "heading_open_data_category": ("区分の番号", "category"),
    "heading_open_data_category_label": ("区分", "category label"),
    "heading_open_data_indicator": ("指標", "indicator"),
    "heading_open_data_indicator_text": ("指標の文", "indicator text"),
    "heading_open_data_value": ("値", "value"),
    "heading_open_data_lower": ("下限", "lower end"),
    "heading_open_data_upper": ("上限", "upper end"),
    "heading_open_data_unit": ("単位", "unit"),
    "heading_open_data_n_base": ("母数", "base"),
    "heading_open_data_n_positive": ("人数", "count"),
    "heading_open_data_percent": ("割合（%）", "percent"),
    "heading_open_data_lower_percent": ("区間の下限（%）", "lower end (percent)"),
    "heading_open_data_upper_percent": ("区間の上限（%）", "upper end (percent)"),
    "heading_open_data_suppressed": ("秘匿", "suppressed"),
    "heading_open_data_n_low": ("人数（以上）", "count, at least"),
    "heading_open_data_n_high": ("人数（以下）", "count, at most"),
    "heading_open_data_n_base_low": ("母数（以上）", "base, at least"),
    "heading_open_data_n_base_high": ("母数（以下）", "base, at most"),
    "heading_open_data_percent_low": ("割合（%以上）", "percent, at least"),
    "heading_open_data_percent_high": ("割合（%以下）", "percent, at most"),
    "rep_question_words": ("設問文", "Wording"),
    "sheet_numbers": ("数値・日付", "Numbers and dates"),
    "num_unit": ("（単位: {unit}）", " (in {unit})"),
    "num_item": ("項目", "Figure"),
    "num_value": ("値", "Value"),
    "num_kind": ("種類", "Kind"),
    "num_kind_number": ("数値", "number"),
    "num_kind_date": ("日付", "date"),
    "num_unit_heading": ("単位", "Unit"),
    "num_no_answer": ("無回答", "No answer"),
    "num_mean": ("平均", "Mean"),
    "num_sd": ("標準偏差", "Std. deviation"),
    "num_minimum": ("最小", "Minimum"),
    "num_q25": ("25%", "25%"),
    "num_median": ("中央値", "Median"),
    "num_q75": ("75%", "75%"),
    "num_maximum": ("最大", "Maximum"),
    "num_earliest": ("最も早い日", "Earliest"),
    "num_median_date": ("中央の日", "Median day"),
    "num_latest": ("最も遅い日", "Latest"),
    "num_mark": ("差", "Difference"),
    "tables_index": ("目次", "Index"),
    "tables_index_title": ("集計表 目次", "Tables: index"),
    "tables_percents": ("％表", "Percents"),
    "tables_counts": ("Ｎ表", "Counts"),
    "tables_data": ("データ", "Data"),
    "tables_data_numbers": ("データ（数値・日付）", "Data (numbers, dates)"),
    "tables_number": ("表", "No."),
    "tables_continued": ("（つづき）", " (continued)"),
    "tables_public": (
        "公表用: {k}人未満の人数を秘匿した表です（x か範囲で示します）。同じ調査をほかの区分でも公表するときは、まとめて秘匿してください。",
        "For publication: counts below {k} are suppressed (shown as x or as bounds). If tables of the same survey by other groups are published "
        "too, they must be suppressed together.",
    ),
    "tables_internal": (
        "庁内用: 少人数の区分を秘匿していません。公表しないでください。",
        "For work inside the ward: small groups are not suppressed; do not publish.",
    ),
    "tables_total_asked": ("対象者計（n）", "Asked (n)"),
    "tables_top": ("TOP2（{codes}）", "TOP2 ({codes})"),
    "tables_bottom": ("BOTTOM2（{codes}）", "BOTTOM2 ({codes})"),
    "tables_score": ("平均点", "Mean score"),
    "tables_score_points": ("{score}点", "{score} (score)"),
    "tables_point": ("{code}→{points}点", "{code} = {points}"),
    "tables_score_note": (
        "平均点（{questions}）は、選択肢の番号ごとに {points} として、点のある回答だけで平均した値です。",
        "Mean score ({questions}): {points}, over the answers that have points.",
    ),
    "tables_base_answered": (
        "割合の母数 n は、その設問に答えた人です（無回答・無効・非該当を除く）。",
        "Percents are of n, who answered the question (no answer, invalid and not asked left out).",
    ),
    "tables_base_asked": (
        "割合の母数 n は、その設問の対象者です。無回答（無効を含む）を1つの列とし、母数に含めています。",
        "Percents are of n, who was asked; no answer (and invalid ones) has a column of its own and is in n.",
    ),
    "tables_weighted": (
        "割合は住民構成に合わせて補正した値（ウエイトバック）です。人数（n、Ｎ表）は補正していません。",
        "Percents are weighted to the population; counts (n, the sheet of counts) are not.",
    ),
    "tables_withheld": (
        "補正した割合のうち {count} 件は、少ない人数がどの区分の人かが計算できてしまうため、示していません。",
        "{count} weighted {count:percent is|percents are} not shown, because the groups of a few people could be "
        "calculated from {count:it|them}.",
    ),
    "tables_limits_withheld": (
        "区間のうち {count} 件は、少ない人数がどの区分の人かが計算できてしまうため、示していません。",
        "{count} {count:interval is|intervals are} not shown, because the groups of a few people could be calculated "
        "from {count:it|them}.",
    ),
    "tables_adjust_none": ("多重比較の調整はしていません。", " Not adjusted for many comparisons."),
    "tables_adjust_holm": (
        "設問と集計区分ごとに、すべてのセルについて Holm の方法で調整しています。",
        " Adjusted by Holm's method over all cells of a question and axis.",
    ),
    "tables_adjust_benjamini_hochberg": (
        "設問と集計区分ごとに、すべてのセルについて Benjamini と Hochberg の方法で調整しています。",
        " Adjusted by Benjamini and Hochberg's method over all cells of a question and axis.",
    ),
    "tables_not_chosen": ("「{label}」以外", "not `{label}`"),
    "tables_no_weights": (
        "調査「{survey}」はウエイトバックできません。性別・年齢などの人口の表が必要です。例: 「population: 人口.csv」を調査に書き足すか、--weighted を付けずに集計してください。",
        "survey `{survey}` cannot be weighted: a table of its population by sex, age or the like is needed. Add "
        "`population: people.csv` to the survey, or leave out --weighted.",
    ),
    "tables_one_plan": (
        "運営方針は1つだけ指定してください（ほかに「{other}」があります）。回答は --answers で指定します。例: 「kumin tabulate 運営方針.xlsx --answers 回答.csv」",
        "give one plan only (there is also `{other}`); give the answers with --answers, as in `kumin tabulate plan.xlsx "
        "--answers answers.csv`.",
    ),
    "tables_questionnaire_alone": (
        "これは調査票です。集計する回答ファイルを指定してください。例: 「kumin tabulate 回答.csv --questionnaire 調査票.xlsx」",
        "this is a questionnaire; give the answers to tabulate, as in `kumin tabulate answers.csv --questionnaire "
        "questionnaire.xlsx`.",
    ),
    "tables_answers_twice": (
        "回答ファイルは、コマンドのすぐ後ろか --answers のどちらか一方に書いてください。例: 「kumin tabulate 紙.csv Web.csv」",
        "give answer files either directly after the command or with --answers, not both, as in `kumin tabulate "
        "paper.csv web.csv`.",
    ),
    "tables_from_questionnaire": (
        "調査票 {questionnaire} で {files} を集計します。",
        "{files} is tabulated with the questionnaire {questionnaire}.",
    ),
    "tables_drafted": (
        "調査票の指定がないので、{files} から下書きしました: 設問 {count}（{kinds}）。",
        "No questionnaire is given; one was drafted from {files}: {count} {count:question|questions} ({kinds}).",
    ),
    "tables_kind_count": ("{kind} {count}", "{kind} {count}"),
    "tables_draft_more": (
        "  ほか {count} 行は「kumin new 回答ファイル」で読めます。",
        "  {count} more lines: see `kumin new FILE`.",
    ),
    "tables_draft_unsure": (
        "注意: この下書きには、人が確かめないと正しいか分からない設問が {count} あります。次の表は見当をつけるためのものです。「kumin new 回答ファイル」で調査票を作って直し、"
        "--questionnaire で指定してください。",
        "Note: in this draft, a person must check {count} {count:question|questions}. The tables are only a first look; "
        "make the questionnaire with `kumin new FILE`, correct it, and give it with --questionnaire.",
    ),
    "tables_draft_sure": (
        "確かめが要ると分かった設問はありません。それでも下書きです。公表する前に「kumin new 回答ファイル」で調査票を作って確かめてください。",
        "Nothing was found that must be checked. It is still a draft; before publication make the questionnaire with `kumin new FILE` and check it.",
    ),
    "tables_draft_note": (
        "調査票は回答ファイルからの下書きです（設問 {count}、うち確かめが要るもの {unsure}）。",
        "The questionnaire is a draft from the answer file ({count} {count:question|questions}, {unsure} of them to be checked).",
    ),
    "tables_design_unknown": (
        "運営方針がないので、抽出の方法は分かりません。信頼区間と▲▽は、無作為に選んだ調査とみなした値です（有限母集団修正なし）。そうでなければ使えません。",
        "There is no plan, so how respondents were selected is not known. Intervals and ▲▽ are those of a simple random "
        "sample, without finite population correction; for another kind of sample they are not valid.",
    ),
    "tables_attributes": (
        "属性の指定がないので、設問文から次を属性としました: {names}。",
        "No attributes are marked; by their wording, these questions were taken as attributes: {names}.",
    ),
    "axes_none": (
        "属性の設問がないので、集計区分を決められません。--by で指定してください。例: --by 問1。使える設問: {known}",
        "no question is marked as an attribute; give groups with --by, as in `--by Q1`. Known questions: {known}",
    ),
}
