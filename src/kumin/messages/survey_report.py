"""The report of a survey (調査報告書): its sentences and headings.

``[[です／である]]`` holds both ways to end a Japanese sentence; the house style chooses one.
"""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "sr_joiner": ("、", ", "),
    "sr_and": ("と", " and "),
    "sr_points": ("{number}{point}", "{number} percentage points{point}"),
    "sr_merged_name": ("{label}（計）", "{label} (total)"),
    "sr_option_is": ("{option}が{percent}", "{option} ({percent})"),
    "sr_group": ("{label}（{percent}、n={n}）", "{label} ({percent}, n={n})"),
    "sr_no_answers": ("回答は[[ありませんでした／なかった]]。", "Nobody answered."),
    "sr_not_shown": (
        "少ない人数が分かってしまうため、文では[[示していません／示していない]]。",
        "The result is not described, because this would reveal a small number of people.",
    ),
    "sr_top": (
        "{option}が{percent}と最も高く[[なっています／なっている]]。",
        "{option} was chosen most often ({percent}).",
    ),
    "sr_top_then": (
        "{option}が{percent}と最も高く、次いで{others}と[[なっています／なっている]]。",
        "{option} was chosen most often ({percent}), followed by {others}.",
    ),
    "sr_close": (
        "{options}の順[[です／である]]が、上位2つの間に大きな差は[[みられません／みられない]]。",
        "In order: {options}; the first two do not clearly differ.",
    ),
    "sr_of_two": (
        "{option}が{percent}で、{other}の{less}を上回って[[います／いる]]。",
        "{option} ({percent}) was chosen more often than {other} ({less}).",
    ),
    "sr_close_two": (
        "{options}で、2つの間に大きな差は[[みられません／みられない]]。",
        "{options}: the two do not clearly differ.",
    ),
    "sr_only": ("{option}[[です／である]]。", "{option}."),
    "sr_order": ("{options}の順[[です／である]]。", "In order: {options}."),
    "sr_merged_is": ("{options}を合わせた{merged}が{percent}", "{options} together ({merged}) come to {percent}"),
    "sr_merged": ("{parts}[[です／である]]。", "{parts}."),
    "sr_score_of": ("{option}を{points}点", "{option} as {points}"),
    "sr_score": (
        "平均点は{mean}点（{high}点から{low}点まで、n={n}）[[です／である]]。",
        "The mean score is {mean} (from {high} down to {low}, n={n}).",
    ),
    "sr_scoring": ("平均点の点数：{points}。", "Scores: {points}."),
    "sr_groups_higher": (
        "{axis}でみると、{what}は{groups}で高く[[なっています／なっている]]。",
        "By {axis}, {what} is higher among {groups} than among the others.",
    ),
    "sr_groups_lower": (
        "{axis}でみると、{what}は{groups}で低く[[なっています／なっている]]。",
        "By {axis}, {what} is lower among {groups} than among the others.",
    ),
    "sr_groups_both": (
        "{axis}でみると、{what}は{higher}で高く、{lower}で低く[[なっています／なっている]]。",
        "By {axis}, {what} is higher among {higher} and lower among {lower}.",
    ),
    "sr_groups_alike": (
        "{what}は、{axes}による大きな差が[[みられません／みられない]]。",
        "{what} does not clearly differ by {axes}.",
    ),
    "sr_rose": ("{option}が{points}増加", "{option} rose by {points}"),
    "sr_fell": ("{option}が{points}減少", "{option} fell by {points}"),
    "sr_changed": (
        "前回（{year}年度）と比べると、{changes}[[しています／している]]。",
        "Since the last survey (fiscal {year}), {changes}.",
    ),
    "sr_unchanged": (
        "前回（{year}年度）と比べて、大きな変化は[[みられません／みられない]]。",
        "There is no clear change since the last survey (fiscal {year}).",
    ),
    "sr_mean": ("平均は{mean}（n={n}）[[です／である]]。", "The mean is {mean} (n={n})."),
    "sr_mean_median": (
        "平均は{mean}、中央値は{median}（n={n}）[[です／である]]。",
        "The mean is {mean} and the median {median} (n={n}).",
    ),
    "sr_median_date": (
        "中央の日（半数の回答がこの日まで）は{day}（n={n}）[[です／である]]。",
        "Half of the answers fall on or before {day} (n={n}).",
    ),
    "sr_count_of": ("{option}が{n}人", "{option} {n}"),
    "sr_counts": (
        "{options}[[です／である]]。ほかの選択肢の少ない人数が分からないように、回答した人の数と割合は[[示していません／示していない]]。",
        "Chosen by: {options}. How many answered, and so any percent, is not shown, because it would reveal how few "
        "chose another option.",
    ),
    "sr_text": ("記入は{n}件[[でした／であった]]。", "{n} {n:person wrote|people wrote} something."),
    # the command
    "report_extra_needed": (
        "報告書を作るには「pip install 'kumin[report]'」が必要です。",
        "A report needs `pip install 'kumin[report]'`.",
    ),
    "report_needs_more": (
        "調査票から作るときは、回答ファイル（--answers）と回答者の選び方（--sampling random など）を付けてください。",
        "With a questionnaire alone, also give the answers (`--answers`) and how respondents were selected (`--sampling "
        "random` …).",
    ),
    "report_needs_year": (
        "調査票に期間（「period」）がないので、年度が分かりません。--year 2023 のように付けてください。",
        "The questionnaire has no `period`, so its year is not known; add `--year 2023`.",
    ),
    "report_no_answers": (
        "調査 {survey} の回答がないので、報告書を作れません。--answers に回答を入れてください。",
        "There are no answers to the survey `{survey}`, so no report can be made; give them with `--answers`.",
    ),
    # headings and notes
    "sr_title": ("{survey} 調査報告書", "{survey}: report"),
    "sr_summary": ("概要版", "Summary"),
    "sr_summary_figure": (
        "肯定的な回答と否定的な回答（割合の高い順）",
        "Both sides of each scale, largest share first",
    ),
    "sr_summary_note": (
        "数値は%です。計は、四捨五入する前の人数から求めています。",
        "Numbers are percents; totals are calculated from counts before rounding.",
    ),
    "sr_points_heading": ("調査結果のポイント", "Main results"),
    "sr_points_more": (
        "ほかの{n}問は、本編をご覧ください。",
        "For {n} more {n:question|questions}, see the report.",
    ),
    "sr_point": ("{question}：{text}", "{question}: {text}"),
    "sr_overview": ("調査の概要", "About the survey"),
    "sr_conduct": ("調査の実施", "How it was conducted"),
    "sr_item": ("項目", "Item"),
    "sr_content": ("内容", "Content"),
    "sr_who_group": ("区分", "Group"),
    "sr_who_population": ("住民の構成比", "Share of residents"),
    "sr_who_sample": ("回答者の構成比", "Share of respondents"),
    "sr_who_difference": ("差", "Difference"),
    "sr_who_mark": ("標本誤差を超える差", "Beyond sampling error"),
    "sr_reading": ("報告書の見方", "How to read this report"),
    "sr_read_n": (
        "nは、その設問の割合の母数（回答した人の数）です。",
        "n is the number of people who answered the question; percents are of them.",
    ),
    "sr_read_unweighted": (
        "この報告書の人数と割合は補正前のものです。運営方針の指標の値は補正後のため、一致しないことがあります。",
        "Counts and percents in this report are unweighted; the plan's indicators are weighted and may differ from them.",
    ),
    "sr_read_rounding": (
        "割合は、小数点以下第{place}位を四捨五入しています。合計が100%にならないことがあります。",
        "Percents are rounded half up at decimal {place}, so they may not add up to 100%.",
    ),
    "sr_read_multiple": (
        "複数回答の設問では、割合の合計が100%を超えることがあります。",
        "Where several options could be chosen, percents may add up to more than 100%.",
    ),
    "sr_read_base": (
        "一部の人だけに尋ねた設問では、その人たちを母数としています。",
        "Percents of a question that only some people were asked are percents of those people.",
    ),
    "sr_read_no_answer": (
        "割合の母数には無回答を含みません。無回答は、尋ねた人全員に対する割合を別に示しています。",
        "People who did not answer are not in the base; their share of all who were asked is shown separately.",
    ),
    "sr_read_total": (
        "「（計）」は複数の選択肢を合わせたもので、人数の合計から割合を求めています。割合を足した値と合わないことがあります。",
        "“(total)” joins several options; its percent is calculated from the people, and may differ from the sum of the "
        "percents.",
    ),
    "sr_read_score": (
        "平均点は、選択肢に点をつけて平均したもので、「わからない」などを除いています。",
        "A mean score gives points to the options; “don't know” and the like are left out.",
    ),
    "sr_read_hidden": (
        "個人が分かることのないように、{k}人未満の人数などを「非表示」とするか、範囲で示しています。",
        "To protect people, counts below {k}, and those that would reveal them, are not shown, or only between bounds.",
    ),
    "sr_read_small": (
        "※ はnが30未満で、参考値です。",
        "* marks an n below 30, for reference only.",
    ),
    "sr_read_differences": (
        "「高い」「増加」などは、標本誤差（信頼水準{level}%、多くの比較をしたことによる調整後）を超える差があるときだけに使っています。それ以外は「大きな差はみられない」としています。次点以下の順位は、"
        "値の大きい順に並べたものです。",
        "“Higher”, “rose” and the like are used only for differences beyond sampling error ({level}% level, adjusted for "
        "many comparisons); otherwise it says that there is no clear difference. Options after the first are simply in "
        "order of their values.",
    ),
    "sr_read_differences_census": (
        "「高い」「増加」などは、答えなかった人が答えた人と同じように答えるとした場合の誤差（信頼水準{level}%、多くの比較をしたことによる調整後）を超える差があるときだけに使っています。それ以外は「大きな差はみられない」としています。次点以下の順位は、値の大きい順に並べたものです。",
        "“Higher”, “rose” and the like are used only for differences beyond the error there would be if those who did not "
        "answer are like those who did ({level}% level, adjusted for many comparisons); otherwise it says that there is no "
        "clear difference. Options after the first are simply in order of their values.",
    ),
    "sr_read_not_random": (
        "この調査は無作為抽出ではないため、標本誤差を示していません。順位は値の大きい順に並べたものです。",
        "The sample is not random, so no sampling error is stated; options are simply in order of their values.",
    ),
    "sr_errors": ("標本誤差の早見表（信頼水準{level}%、±ポイント）", "Sampling error ({level}% level, ± points)"),
    "sr_errors_note": (
        "単純無作為抽出とした値です。例えば、回答数の行と割合の列が交わる値が±4.0なら、調査を繰り返したとき、{level}%は真の値との差が4.0ポイント以内になります。",
        "For a simple random sample. Where row and column meet at ±4.0, {level}% of repeated surveys come within 4.0 "
        "points of the true value.",
    ),
    "sr_error_n": ("回答数（n）", "Answers (n)"),
    "sr_error_share": ("{low}%（{high}%）", "{low}% ({high}%)"),
    "sr_nobody": ("回答した人は[[いませんでした／いなかった]]。", "Nobody answered."),
    "sr_attributes": ("回答者の属性", "Who answered"),
    "sr_results": ("調査結果", "Results"),
    "sr_crosstables": ("資料　集計表", "Appendix: tables"),
    "sr_crosstables_note": (
        "割合（%）。nは回答した人の数です。",
        "Percents; n is the number of people who answered.",
    ),
    "sr_part_of_table": ("{title}（「{first}」から「{last}」まで）", "{title} (from {first} to {last})"),
    "sr_topline": ("資料　調査票と単純集計", "Appendix: questionnaire with results"),
    "sr_topline_note": (
        "調査票の設問と選択肢に、割合（%）を書き入れたものです。",
        "The questions and options with their percents.",
    ),
    "sr_policies": ("満足度と重要度", "Satisfaction and importance"),
    "sr_policies_figure": (
        "満足度と重要度（数字は改善ニーズの順位、線は区間、点線は全施策の平均）",
        "Satisfaction and importance (numbers: rank of need; lines: intervals; broken lines: means of all policies)",
    ),
    "sr_policies_table": ("改善ニーズの順位", "Policies by need"),
    "sr_policies_hidden": (
        "回答が少ないため示していない施策：{names}",
        "Not shown, because too few answered: {names}",
    ),
    "sr_axis_satisfaction": ("満足度 →", "satisfaction →"),
    "sr_axis_importance": ("↑ 重要度", "↑ importance"),
    # a question's section
    "sr_asked_single": ("（1つ選択）", "(One answer.)"),
    "sr_asked_multiple": ("（いくつでも選択）", "(Any number of answers.)"),
    "sr_asked_most": ("（{n}つまで選択）", "(Up to {n} {n:answer|answers}.)"),
    "sr_asked_number": ("（数を記入）", "(A number.)"),
    "sr_asked_date": ("（日付を記入）", "(A date.)"),
    "sr_asked_text": ("（自由記述）", "(In own words.)"),
    "sr_asked_if": (
        "{question}で{options}と答えた人に尋ねました。",
        "Asked of those who answered {options} to {question}.",
    ),
    "sr_year": ("{year}年度", "Fiscal {year}"),
    "sr_year_percent": ("{year}年度（%）", "Fiscal {year} (%)"),
    "sr_lower_of": ("{interval}（下）", "{interval}, lower limit"),
    "sr_upper_of": ("{interval}（上）", "{interval}, upper limit"),
    "sr_of_asked": ("{n}人（{percent}）", "{n} ({percent})"),
    "sr_figure": ("{title}（年度ごと、%）", "{title} (by year, %)"),
    "sr_figure_year": ("{title}（%）", "{title} (%)"),
    "sr_figure_groups": ("{title}（属性別、%）", "{title} (by group, %)"),
    "sr_axes_left_out": (
        "人数が少なく示せない区分が3分の1を超え、残りだけでは偏った見え方になるため、図にしていない属性：{axes}",
        "Not in a chart, because more than a third of the groups are too small to show and the rest alone would mislead: "
        "{axes}",
    ),
    "sr_figure_option": (
        "{option}の割合（属性別、%、点線は全体）　{title}",
        "{title}: {option} (by group, %; dotted line: everyone)",
    ),
    "sr_figure_options": ("{title}（n={n}、%、割合の高い順）", "{title} (n={n}, %, largest share first)"),
    "sr_figure_in_order": ("{title}（n={n}、%、選択肢の順）", "{title} (n={n}, %, in the order of the form)"),
    "sr_figure_bars": ("{title}（n={n}、%）", "{title} (n={n}, %)"),
    "sr_see_tables": (
        "数値は資料の集計表にあります。",
        "The numbers are in the tables of the appendix.",
    ),
    "sr_table_options": ("選択肢ごとの結果", "Results by option"),
    "sr_table_classes": ("階級ごとの結果", "Results by class"),
    "sr_option": ("選択肢", "Option"),
    "sr_code": ("番号", "No."),
    "sr_answers": ("回答", "Answers"),
    "sr_percent_of": ("%（n={n}）", "% (n={n})"),
    "sr_class": ("階級", "Class"),
    "sr_interval": ("{level}%信頼区間", "{level}% interval"),
    "sr_base": ("n（回答した人）", "n (who answered)"),
    "sr_side_top": ("肯定（計）", "Positive (total)"),
    "sr_side_between": ("その他", "Others"),
    "sr_side_bottom": ("否定（計）", "Negative (total)"),
    "sr_mean_score": ("平均点", "Mean score"),
    "sr_mean_of": ("平均", "Mean"),
    "sr_median_of": ("中央値", "Median"),
    "sr_group_column": ("区分", "Group"),
    "sr_below": ("{high}未満", "below {high}"),
    "sr_from": ("{low}以上", "{low} or more"),
    "sr_from_below": ("{low}以上{high}未満", "{low} to below {high}"),
}
