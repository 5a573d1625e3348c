"""Messages of estimation."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "design_population_without_strata": (
        "母集団を層別に指定するには、層の列（strata）も指定してください。",
        "A population by stratum needs the column of strata.",
    ),
    "design_population_not_positive": (
        "母集団の大きさは正の数で指定してください。",
        "The population must be positive.",
    ),
    "design_population_beyond": (
        "母集団の大きさが大きすぎて計算できません。",
        "The population is too large to compute with.",
    ),
    "design_lonely_psu_unknown": (
        "lonely_psu は {known} のいずれか、または層ごとの対応（strata が必要）です（{value} は使えません）。",
        "lonely_psu is one of {known}, or a mapping of these by stratum (with strata), not {value}.",
    ),
    "design_calibration_without_weights": (
        "calibration を指定するには、ウエイトの列（weights）も指定してください。",
        "A calibration needs the column of weights (weights=).",
    ),
    "design_weights_bad": (
        "ウエイト列「{name}」に、空欄・負・無限大の値か、計算できないほど大きい（1e100 を超える）または小さい（1e-100 未満の）値が {rows} 行あります。"
        "単位だけの問題であれば、ウエイトを同じ数で割るか掛けてください。",
        "The weight column {name} is null, negative, infinite, or too large or small to compute with (above 1e100, below "
        "1e-100) in {rows} {rows:row|rows}. If only their unit is odd, multiply all weights by one number.",
    ),
    "design_column_null": (
        "標本設計の列「{name}」が {rows} 行で空欄です。",
        "The design column {name} is null in {rows} {rows:row|rows}.",
    ),
    "design_population_too_small": (
        "層「{stratum}」の標本 {units} が母集団 {population} を超えています。",
        "Stratum {stratum} has {units} sampled {units:unit|units} but a population of {population}.",
    ),
    "design_sample_above_population": (
        "標本 {units} が母集団 {population} を超えています。",
        "There {units:is|are} {units} sampled {units:unit|units} but a population of {population}.",
    ),
    "design_one_psu": (
        "抽出単位「{name}」が1つしかなく、誤差を計算できません。psu を確かめるか、lonely_psu を指定してください。",
        "There is a single PSU ({name}), so no error can be estimated. Check psu, or state lonely_psu.",
    ),
    "design_lonely_psu": (
        "抽出単位が1つしかない層があり、誤差を計算できません: {strata}。層を併合するか lonely_psu を指定してください。",
        "These strata have a single sampling unit, so no variance can be estimated: {strata}. Merge them or choose "
        "lonely_psu.",
    ),
    "design_population_missing": (
        "層「{stratum}」の母集団の大きさがありません。",
        "No population is given for stratum {stratum}.",
    ),
    "design_population_uneven": (
        "母集団の列「{name}」が層「{stratum}」の中で一定ではありません。",
        "The population column {name} is not constant within stratum {stratum}.",
    ),
    "design_stages": (
        "抽出の段数が合いません: psu は {stages} 段、{name} は {given} 段です。{name} も段ごとに1つずつ（ないものは None）指定してください。",
        "psu has {stages} {stages:stage|stages}, {name} {given}; give {name} one entry a stage (None where there is "
        "none).",
    ),
    "design_stage_without_population": (
        "抽出単位「{name}」の段の母集団の大きさがないため、重みを計算できません。weights に重みの列を指定してください。",
        "The stage of {name} has no population, so no weight can be worked out; give a column of weights.",
    ),
    "replicates_stages": (
        "複製ウェイトは第1段の抽出だけを表すため、段ごとの母集団の大きさとは一緒に使えません。population をなくすか、psu を第1段の列だけにしてください。",
        "Replicate weights describe the first stage only: leave population out, or give psu only the column of the first "
        "stage.",
    ),
    "statistics_column_missing": ("列「{name}」がありません。{nearest:ja}", "There is no column {name}.{nearest:end}"),
    "statistics_column_pattern": (
        "列名「{name}」は Polars が列名の型と解し、別の列を選んでしまいます。列の名前を変えてください。",
        "Polars reads the column name {name} as a pattern and would take other columns: rename the column.",
    ),
    "statistics_number_beyond": (
        "「{name}」の数値が大きすぎるか小さすぎて計算できません。単位を変えてください。",
        "The numbers of {name} are too large or too small to compute with: change their unit.",
    ),
    "statistics_no_groups": (
        "「{names}」に値のある行がないため、区分ごとに集計できません。",
        "No row has a value in {names}, so there is no group to estimate for.",
    ),
    "statistics_not_boolean": (
        "指標「{name}」の条件は真偽（Boolean）ではなく {kind} です。pl.col(...) == 1 のように書いてください。",
        "A condition of {name} is {kind}, not Boolean: write for example pl.col(...) == 1.",
    ),
    "statistics_not_computable": (
        "式を計算できません（{kind}）。列の型を確かめてください。",
        "An expression cannot be computed ({kind}): check the types of its columns.",
    ),
    "statistics_column_reserved": (
        "区分の列「{name}」は使えません。結果の列と同じ名前か、二度指定されています。列の名前を変えてください。",
        "The domain column {name} is named like a column of the result, or twice: rename it.",
    ),
    "statistics_indicator_unknown": (
        "{argument} の指標「{name}」はありません。{nearest:ja}使える指標: {known}",
        "{argument} names an unknown indicator {name}. {nearest:en}Known: {known}",
    ),
    "argument_frame": (
        "{name} には Polars か pandas の表、または Arrow で渡せる表を指定してください（{kind} は使えません）。",
        "{name} must be a frame of Polars or pandas, or a frame that Arrow can pass on, not {kind}.",
    ),
    "frame_column_twice": (
        "列の名前「{name}」が2つ以上あります。1つずつ別の名前にしてください。",
        "There are several columns named {name}: give each a name of its own.",
    ),
    "frame_column_type": (
        "pandas の列「{name}」（{kind}）には、Polars にない型か、いくつもの型の値があります。1つの型にしてください。",
        "The pandas column {name} ({kind}) holds values of several types, or of a type that Polars does not have: use "
        "one type.",
    ),
    "frame_not_read": (
        "pandas の表を Polars の表にできません（{kind}）。列ごとに1つの型にしてください。",
        "The pandas frame cannot be converted to Polars ({kind}): use one type for each column.",
    ),
    "argument_column": (
        "{name} には列の名前を1つ、文字で指定してください（{kind} は使えません）。",
        "{name} must be the name of one column, not {kind}.",
    ),
    "argument_columns": (
        '{name} には列の名前の並びを指定してください（{kind} は使えません）。例: ["sex", "age"]',
        '{name} must be a list of column names, for example ["sex", "age"], not {kind}.',
    ),
    "argument_expressions": (
        '{name} には列の名前か、名前から式への対応を指定してください（{kind} は使えません）。例: "y"、{{"y": pl.col("y") >= 4}}',
        '{name} must be column names or a mapping of names to expressions, such as "y" or {{"y": pl.col("y") >= 4}}, not '
        "{kind}.",
    ),
    "argument_condition": (
        '{name} には列の名前か Polars の式を指定してください（{kind} は使えません）。例: pl.col("y") == 1',
        '{name} must be the name of a column or a Polars expression, for example pl.col("y") == 1, not {kind}.',
    ),
    "argument_empty": (
        "{name} が空です。",
        "{name} is empty: give at least one.",
    ),
    "argument_flag": (
        "{name} は True か False です（{kind} は使えません）。",
        "{name} is True or False, not {kind}.",
    ),
    "argument_number": (
        "{name} には数を指定してください（{kind} は使えません）。",
        "{name} must be a number, not {kind}.",
    ),
    "argument_numbers": (
        "{name} には数の並びを指定してください（{kind} は使えません）。",
        "{name} must be numbers, not {kind}.",
    ),
    "argument_whole": (
        "{name} には {least} 以上の整数を指定してください（{value} は使えません）。",
        "{name} must be a whole number of {least} or more, not {value}.",
    ),
    "argument_scalar": (
        "{name} には値を1つ指定してください（{kind} は使えません）。",
        "{name} must be one value, not {kind}.",
    ),
    "argument_pair": (
        "{name} には下限と上限の2つの数を指定してください（{kind} は使えません）。",
        "{name} must be two numbers, the lower first, not {kind}.",
    ),
    "argument_counts": (
        "{name} には列の名前から数への対応を指定してください（{kind} は使えません）。",
        "{name} must be a mapping of columns to numbers, not {kind}.",
    ),
    "argument_margins": (
        "{name} には列の名前から人数への対応か、表の並びを指定してください（{kind} は使えません）。",
        "{name} must be a mapping of columns to counts, or a list of frames, not {kind}.",
    ),
    "argument_design": (
        "{name} には SurveyDesign を指定してください（{kind} は使えません）。",
        "{name} must be a SurveyDesign, not {kind}.",
    ),
    "argument_calibration": (
        "{name} には Calibration を指定してください（{kind} は使えません）。",
        "{name} must be a Calibration, not {kind}.",
    ),
    "argument_goal": (
        '{name} には Goal を指定してください（{kind} は使えません）。例: Goal.of("at_least", 60)',
        '{name} must be a Goal, for example Goal.of("at_least", 60), not {kind}.',
    ),
    "argument_plan": (
        "{name} には load_plan で読んだプランを指定してください（{kind} は使えません）。",
        "{name} must be a plan read by load_plan, not {kind}.",
    ),
    "argument_labels": (
        "{name} には区分の列から符号と言葉への対応を指定してください（{kind} は使えません）。",
        "{name} must map columns to the labels of their codes, not {kind}.",
    ),
    "not_estimable_empty_cells": (
        "人のいないセルが多く、検定の値が定まらない",
        "too many cells are empty, so the test has no value",
    ),
    "argument_replicates": (
        "{name} には Replicates を指定してください（{kind} は使えません）。",
        "{name} must be Replicates, not {kind}.",
    ),
    "argument_frames": (
        "{name} には表の並びを指定してください（{kind} は使えません）。",
        "{name} must be a list of frames, not {kind}.",
    ),
    "association_columns": (
        "columns には異なる列を2つ以上指定してください。",
        "columns must name two or more different columns.",
    ),
    "association_cells": (
        "表のセルが {cells} 個あり、多すぎます（最大 {most}）。区分をまとめてください。",
        "The table has {cells} cells, more than {most}: merge categories.",
    ),
    "trim_without_weights": (
        "切り詰めるウエイトがありません。SurveyDesign に weights を指定してください。",
        "There are no weights to trim: give weights in the SurveyDesign.",
    ),
    "trim_bounds": (
        "ウエイトの範囲（lower={lower}、upper={upper}）が使えません。下限か上限を指定し、範囲の中にウエイトが残るようにしてください。",
        "Weights cannot be trimmed to lower={lower}, upper={upper}: give at least one bound, and some weights must lie "
        "between the bounds.",
    ),
    "imputations_few": (
        "補完した表を2つ以上指定してください。",
        "Give two or more tables, each from one imputed data set.",
    ),
    "imputations_estimate": (
        "推定値の列が1つに決まりません（{found}）。estimate で列の名前を指定してください。",
        "It is not clear which column is the estimate ({found}): name it with estimate=.",
    ),
    "imputations_rows": (
        "補完した表の行（{columns}）が同じではないか、同じ行が2つあります。",
        "The tables do not have the same rows ({columns}), each once.",
    ),
    "argument_terms": (
        "{name} には列の名前、category(...)、interaction(...) の並びを指定してください（{kind} は使えません）。",
        "{name} must be names of columns, category(...) or interaction(...), not {kind}.",
    ),
    "argument_regression": (
        "{name} には regress の結果を指定してください（{kind} は使えません）。",
        "{name} must be the result of regress, not {kind}.",
    ),
    "regression_interaction": (
        "interaction には列の名前か category(...) を2つ以上指定してください。",
        "interaction takes two or more names of columns or category(...).",
    ),
    "regression_reference": (
        "「{name}」に基準の区分（ref）がありません（ref の型: {kind}）。",
        "The reference (ref) of {name} is not one of its categories (ref is {kind}).",
    ),
    "regression_dependent": (
        "説明変数が互いに従属しているか、どれも同じ値なので、係数が定まりません。項を減らしてください。",
        "The terms depend on each other, or one has a single value, so the coefficients cannot be determined. Leave a "
        "term out.",
    ),
    "regression_not_binary": (
        "ロジスティック回帰の目的変数は、真偽か 0 と 1 で指定してください。",
        "The outcome of a logistic regression must be Boolean, or 0 and 1.",
    ),
    "regression_order": (
        "順序回帰の目的変数には2つ以上の区分が必要で、order にはそのすべて（{levels}）を低い順に並べてください。",
        "An ordinal outcome has two or more categories, and order lists all {levels} of them, the lowest first.",
    ),
    "regression_empty": ("回帰の対象者がいません。", "Nobody is in the regression."),
    "outcome_positive": (
        "「{name}」は真偽でも 0 と 1 でもありません（{kind}）。該当する値を positive で指定してください。",
        "{name} is neither Boolean nor 0 and 1 ({kind}): say with positive= which values count.",
    ),
    "outcome_positive_unknown": (
        'positive で指定した値の回答が「{name}」に1件もありません。値の書き方を確かめてください。本当に0件のときは、式で指定してください。例: pl.col("y") == 1',
        "No answer of {name} is a value of positive=: check how the value is written. If really nobody gave it, use an "
        'expression, for example pl.col("y") == 1.',
    ),
    "argument_two_columns": (
        '{name} には、2つの列（式）を指定してください。例: {{"y": ("a", "b")}}',
        '{name} must be two columns or expressions, for example {{"y": ("a", "b")}}.',
    ),
    "argument_pairs": (
        '{name} には名前から2つの列（式）への対応を指定してください（{kind} は使えません）。例: {{"y": ("a", "b")}}',
        '{name} must map names to two columns or expressions, for example {{"y": ("a", "b")}}, not {kind}.',
    ),
    "argument_any_design": (
        "{name} には SurveyDesign か反復ウエイト（Replicates）を指定してください（{kind} は使えません）。",
        "{name} must be a SurveyDesign or Replicates, not {kind}.",
    ),
    "replicates_fay": (
        'fay は kind="fay" のときだけ、0 以上 1 未満で指定してください（{value}）。',
        'fay is only for kind="fay", and must be at least 0 and below 1, not {value!r}.',
    ),
    "replicates_rscales": (
        '反復ごとの倍率（rscales）を反復の数だけ指定してください（kind="jkn" では必要です）。',
        'rscales must be one number for each replicate; kind="jkn" needs them.',
    ),
    "argument_collapse": (
        "{name} には Collapse を指定してください（{kind} は使えません）。",
        "{name} must be a Collapse, not {kind}.",
    ),
    "argument_rules": (
        "{name} には ReliabilityRule の並びを指定してください（{kind} は使えません）。",
        "{name} must be ReliabilityRules, not {kind}.",
    ),
    "argument_values": (
        "{name} には値の並びを指定してください（{kind} は使えません）。",
        "{name} must be a list of values, not {kind}.",
    ),
    "argument_path": (
        "{name} にはファイルのパスを指定してください（{kind} は使えません）。",
        "{name} must be the path of a file, not {kind}.",
    ),
    "argument_function": (
        "{name} には関数を指定してください（{kind} は使えません）。",
        "{name} must be a function, not {kind}.",
    ),
    "argument_choice": (
        "{name} の {value} は使えません。{nearest:ja}使えるもの: {known}",
        "{name} cannot be {value}. {nearest:en}Known: {known}",
    ),
    "design_column_name": (
        "標本設計の {name} には列の名前を1つ指定してください（{kind} は使えません）。",
        "{name} of a design must be the name of one column, not {kind}: join several into one column first.",
    ),
    "statistics_not_a_number": (
        "「{name}」は数値ではありません（{kind}）。",
        "{name} is not a number ({kind}).",
    ),
    "differences_no_group": (
        "「{between}」に比べる区分がありません（against の型: {kind}、列の型: {dtype}）。",
        "{between} has no such group to compare with (against is {kind}, the column {dtype}).",
    ),
    "differences_one_group": (
        "「{between}」に区分が2つ以上ないので、比べられません。",
        "{between} has fewer than two groups, so nothing can be compared.",
    ),
    "comparison_nothing_shared": (
        "2つの表に同じ行（{columns}）がありません。",
        "The two frames have no row in common ({columns}).",
    ),
    "statistics_nulls": (
        '「{name}」の値が {rows} 行で空欄です。nulls="drop" なら除き、nulls="false" なら該当しないとみなします（数値とクロス集計は "drop" だけ）。対象者は base で指定します。',
        '{name} is null in {rows} {rows:row|rows}. nulls="drop" leaves them out, nulls="false" counts them as not '
        'positive (for numbers and crosstabs only "drop"); base= says who is in the base.',
    ),
    "domain_population_needs_frame": (
        "区分（{names}）別の母集団は、区分の列と population の列を持つ表（DataFrame）で指定してください。",
        "The population of domains ({names}) must be a frame of these columns and population.",
    ),
    "domain_population_too_small": (
        "「{name}」の母集団 {population} が正の数でないか、回答数 {n} を下回っています。",
        "The population of {name}, {population}, is not positive or below its {n} {n:answer|answers}.",
    ),
    "not_estimable_pool_incomplete": (
        "合わせる値のうち分からないものがある",
        "one of the values that are taken together is not known",
    ),
    "not_estimable_zero_denominator": ("割る数が0", "it would divide by 0"),
    "not_estimable_beyond_numbers": (
        "数値やウエイトが大きすぎるか小さすぎて計算できない",
        "the numbers or weights are too large or too small to compute with",
    ),
    "not_estimable_empty_base": ("対象者がいない", "nobody is in the base"),
    "not_estimable_one_category": (
        "回答がすべて同じ区分で、比べるものがない",
        "all answers are in one category, so there is nothing to compare",
    ),
    "not_estimable_one_row": ("回答が1件だけ", "only one person answered"),
    "not_estimable_lonely_stratum": (
        "どの層も抽出単位が1つだけ",
        "no stratum has more than one sampling unit",
    ),
    "not_estimable_no_df": (
        "回答者のいる抽出単位の数が層の数以下",
        "there are no more sampling units with answers than strata",
    ),
    "not_estimable_separated": (
        "時点ごとに回答が完全に分かれ、傾きが定まらない",
        "the answers differ completely between the points in time, so the slope has no finite value",
    ),
    "not_estimable_not_random": ("無作為抽出ではない", "the sample is not random"),
    "not_estimable_no_spread": (
        "（数値で分かる範囲では）ばらつきがなく、標準誤差の0は確かさを示さない",
        "as far as the numbers show, nothing varies, so a standard error of 0 does not mean certainty",
    ),
    "not_estimable_known_population": (
        "ウエイトを母集団のその数に合わせたので標本誤差はない",
        "the weights are fitted to the population's own figure, so it has no sampling error",
    ),
    "not_estimable_everyone_asked": (
        "全員が回答したので標本誤差はない",
        "everyone answered, so there is no sampling error",
    ),
    "statistics_level": (
        "信頼水準は 0 と 1 の間で指定してください（{value} は使えません）。",
        "The confidence level lies between 0 and 1, not {value}.",
    ),
    "statistics_method_unknown": (
        "信頼区間の方法「{method}」はありません。{nearest:ja}使えるもの: {known}",
        "There is no interval method {method}. {nearest:en}Known: {known}",
    ),
    "statistics_method_needs_simple_sample": (
        "{method} は単純無作為抽出（ウエイト・層・抽出単位なし）でだけ使えます。",
        "{method} is for simple random samples: no weights, strata or PSUs.",
    ),
    "statistics_method_needs_population": (
        "{method} には母集団の大きさが必要です。",
        "{method} needs the size of the population.",
    ),
    "weights_category_null": (
        'ウエイトの区分「{name}」が {rows} 行で空欄です。missing="share" なら、その割合を保って計算します。',
        'The weighting columns {name} are null in {rows} {rows:row|rows}. missing="share" keeps their share unchanged.',
    ),
    "weights_population_columns": (
        "「{names}」を組み合わせた母集団は表（DataFrame）で指定してください。",
        "The population of crossed columns ({names}) must be given as a frame.",
    ),
    "weights_population_bad": (
        "母集団「{category}」の人数が負か数値ではありません。",
        "The population of {category} is negative or not a number.",
    ),
    "weights_no_population": (
        "回答にあるのに母集団がない区分があります（{name}）: {cells}",
        "These categories of {name} have answers but no population: {cells}",
    ),
    "weights_no_respondents": (
        "母集団があるのに回答者がいない区分があります（{name}）: {cells}。区分の併合規則（collapse）を指定してください。",
        "These categories of {name} have no respondent: {cells}. State a rule for merging them (collapse).",
    ),
    "weights_collapse_unknown": (
        "併合規則の列「{name}」に当てはまらない区分があります: {categories}",
        "Categories that the rule for merging {name} does not cover: {categories}",
    ),
    "design_weights_zero": ("ウエイトの列「{name}」がすべて 0 です。", "All weights in {name} are 0."),
    "weights_no_margins": ("合わせるべき母集団がありません。", "There is nothing to fit the weights to."),
    "weights_margins_disagree": (
        "母集団の合計が区分ごとに違います: {totals}",
        "The totals of the margins differ: {totals}",
    ),
    "weights_number_missing": (
        "数値の列「{name}」が {rows} 行で空欄か数値ではありません。",
        "The numeric column {name} is null or not finite in {rows} {rows:row|rows}.",
    ),
    "weights_bounds": (
        "倍率の範囲は 1 を挟んで指定してください（{lower}～{upper} は使えません）。",
        "1 must lie between the bounds, but they are {lower} to {upper}.",
    ),
    "weights_logit_bounds": (
        "logit では倍率の範囲（bounds）を有限の値で指定してください。",
        "logit needs finite bounds.",
    ),
    "weights_propensity_failed": (
        "回答確率のモデル（{names}）が収束しません。全員が回答した、または誰も回答していない区分がないか確かめてください。",
        "The response model ({names}) does not converge: check for categories where everybody or nobody answered.",
    ),
    "summaries_twice": (
        "probabilities に、％で同じになる値が2つ以上あります。1つずつ指定してください。",
        "Two of the probabilities are the same in percent; give each only once.",
    ),
    "statistics_probability": ("分位点の確率は 0 と 1 の間で指定してください。", "Probabilities lie between 0 and 1."),
    "crosstab_empty": (
        "「{row}」×「{column_name}」の集計対象がいません。",
        "Nobody is in the table of {row} by {column_name}.",
    ),
    "options_none": ("設問に選択肢がありません。", "The question has no options."),
    "planning_margin": ("誤差・変化の大きさ {value} は使えません。", "A margin or change of {value} cannot be used."),
    "planning_share": (
        "{name} は 0 から 1 の割合で指定してください（{value} は使えません）。",
        "{name} is a share of 0 to 1, not {value}.",
    ),
    "planning_positive": (
        "{name} は正の数で指定してください（{value} は使えません）。",
        "{name} must be positive, not {value}.",
    ),
    "planning_n": ("回答数", "answers"),
    "planning_unlimited": ("十分大きい", "very large"),
    "planning_note_srs": (
        "標本誤差（±ポイント、信頼水準 {percent}%、母集団 {population}、デザイン効果 {deff}）",
        "Sampling error (± points, confidence level {percent}%, population {population}, design effect {deff})",
    ),
    "planning_note_two_stage": (
        "標本誤差（±ポイント、二段抽出の慣行: 2√(deff·…)、母集団 {population}、デザイン効果 {deff}）",
        "Sampling error (± points, two-stage convention 2√(deff·…), population {population}, design effect {deff})",
    ),
    "planning_above_population": (
        "「-」: 回答数が母集団 {population} より多いので、求められません（{n} 行）。",
        "-: more answers than the population of {population} has people ({n} rows).",
    ),
    "planning_one_aim": (
        "--margin か --change のどちらか一方を指定してください。",
        "Give either --margin or --change.",
    ),
    "planning_aim_margin": (
        "割合を ±{points} ポイントで知るために（信頼水準 {percent}%）",
        "To know a percent to within ±{points} points (confidence level {percent}%)",
    ),
    "planning_aim_change": (
        "2回の調査の間の {points} ポイントの変化を {power}% の確率で見つけるために（各回）",
        "To find a change of {points} points between two surveys with a probability of {power}% (each survey)",
    ),
    "planning_completed": ("必要な回答数", "answers needed"),
    "planning_invited": (
        "必要な発送数（回収率 {rate}%）",
        "invitations needed (response rate {rate}%)",
    ),
    "planning_too_few_people": (
        "注意: 必要な発送数が母集団を超えています。",
        "Note: the invitations needed are more than the population.",
    ),
    "planning_option_range": (
        "{option} は {low} から {high} の数をカンマで区切って指定してください（「{value}」は使えません）。",
        "{option} takes numbers from {low} to {high}, comma-separated, not {value!r}.",
    ),
    "planning_option_size": (
        "{option} は {low} 以上の数をカンマで区切って指定してください（「{value}」は使えません）。",
        "{option} takes numbers of {low} or more, comma-separated, not {value!r}.",
    ),
    "planning_level_two_stage": (
        "--convention two-stage は慣行により信頼水準によらず 2 倍（z = 2）です。--level とは併用できません。",
        "--convention two-stage uses z = 2 for every level, so it cannot be used with --level.",
    ),
    "planning_no_change": ("--change は 0 以外で指定してください。", "--change cannot be 0."),
    "planning_change_range": (
        "--percent {percent}% から --change {change} ポイントでは 0～100% の外に出ます。",
        "--change {change} points from --percent {percent}% gives a percent outside 0 to 100%.",
    ),
    "planning_out_csv": (
        "--out には .csv のファイルを指定してください（「{file}」は使えません）。",
        "--out takes a .csv file, not {file}.",
    ),
    "planning_written": ("書き出しました: {file}", "Written: {file}"),
    "replicates_not_here": (
        "{name} に反復ウエイトは使えません。傾きは regress、残差は crosstab、ほかの統計量は replicate_statistic で計算できます。ウエイトは、反復ウエイトを作る前に合わせてください。",
        "{name} cannot be replicates here: use regress for slopes, crosstab for residuals, and replicate_statistic for "
        "any other statistic. Fit the weights before making replicates of them.",
    ),
    "validation_n": (
        "回答数は、n（--n）か、区分の表の回答数（answers）の、どちらか一方で指定してください。",
        "Give the number of answers either as n (--n) or in the column answers of the cells.",
    ),
    "validation_not_both": (
        "{first} と {second} は一緒に使えません。どちらか一方にしてください。",
        "{first} and {second} cannot be used together: give only one.",
    ),
    "validation_too_many": (
        "回答数 {answers} が、答える人の数 {people} を超えています。",
        "There are {answers} answers, but only {people} people who would answer.",
    ),
    "validation_answers_whole": (
        "区分の回答数（answers）は整数で指定してください（{value} は使えません）。",
        "The answers of the cells are whole numbers, not {value}.",
    ),
    "validation_too_large": (
        "大きすぎて試せません（人数 {people}、調査の回数 {repeats}）。小さくしてください。",
        "This is too large to try ({people} people, {repeats} surveys): make it smaller.",
    ),
    "validation_one_psu": (
        "回答数 {answers} では、地点ごとに {per_psu}人だと地点が1つになり、誤差を推定できません。",
        "With {per_psu} answers per cluster, {answers} answers are in a single cluster, so no error can be estimated.",
    ),
    "validation_cell_value": (
        "区分の列「{name}」は {least} 以上の数で、空欄にはできません（{value} は使えません）。",
        "The column {name} of the cells takes numbers of {least} or more, none missing, not {value}.",
    ),
    "coverage_title": (
        "区間と判定の当たり方（回答 {n}、信頼水準 {percent}%、{how}）。数字は％、区間の幅はポイント。",
        "How often intervals and verdicts are right ({n} answers, confidence level {percent}%, {how}). Percent; widths "
        "in points.",
    ),
    "coverage_exact": (
        "起こりうるすべての回答数を計算した正確な値",
        "exact, from every possible count",
    ),
    "coverage_drawn": ("架空の調査 {surveys} 回", "{surveys} made-up surveys"),
    "coverage_share": ("真の割合", "true share"),
    "coverage_method": ("方法", "method"),
    "coverage_coverage": (
        "区間が含む",
        "in interval",
    ),
    "coverage_above": (
        "区間が上に外れる",
        "too high",
    ),
    "coverage_below": (
        "区間が下に外れる",
        "too low",
    ),
    "coverage_width": ("区間の幅", "width"),
    "coverage_marked_met": ("達成と出る", "marked met"),
    "coverage_surely_met": ("確実に達成と出る", "surely met"),
    "coverage_surely_missed": ("確実に未達成と出る", "surely missed"),
    "coverage_wrong": ("判定の誤り", "wrong"),
    "coverage_note_verdicts": (
        "目標 {target}%。「達成と出る」は推定値が目標に届く割合、「確実に」は区間の全体が目標の片側にある割合です。「誤り」は、確実と出ながら真の割合と反対の割合です。",
        "Target {target}%. “marked met”: the estimate meets the target. “surely”: the whole interval is on one side of "
        "the target. “wrong”: surely, but the true share is on the other side.",
    ),
    "coverage_note_error": (
        "乱数による誤差（標準誤差）は、「区間が含む」で {both} ポイント、上下で {side} ポイントまでです。--repeats を増やすと小さくなります。",
        "Simulation error (standard error): up to {both} points for “in interval”, {side} for too high and too low; a "
        "larger --repeats makes it smaller.",
    ),
    "coverage_note_none": (
        "区間を出せない調査（回答のない区分があり、ウエイトを合わせられないなど）が、多くて {percent}% ありました。割合はそれらを除いたものです。",
        "Up to {percent}% of the surveys have no interval (a cell without answers, to which weights cannot be fitted); "
        "the percents do not include them.",
    ),
    "coverage_cell": (
        "{file} の {row} 行目「{heading}」は数字で書いてください（「{value}」は使えません）。",
        "{file}, row {row}, {heading}: a number is needed, not {value!r}.",
    ),
    "coverage_cell_percent": (
        "{file} の {row} 行目「{heading}」は 0 より大きく 100 以下の％で書いてください（「{value}」は使えません）。",
        "{file}, row {row}, {heading}: a percent above 0 and up to 100 is needed, not {value!r}.",
    ),
    "coverage_cells_missing": (
        "{file} に「母集団」の列がありません。見出し: {found}",
        "{file} has no column `population`. Headings: {found}",
    ),
    "coverage_cells_population": ("母集団", "population"),
    "coverage_cells_answers": ("回答数", "answers"),
    "coverage_cells_response": ("回収率", "response"),
    "coverage_cells_share": ("割合", "share"),
    "replicates_calibrated": (
        "母集団に合わせたウエイトからは反復ウエイトを作れません。反復ごとにウエイトを合わせ直してください。",
        "Replicate weights cannot be made from fitted weights: fit the weights again in each replicate.",
    ),
    "replicates_number": (
        "fay は 0 以上 1 未満、反復は 2 回以上です（fay={fay}、{replicates} 回）。",
        "fay must be at least 0 and below 1, and there must be at least 2 replicates, not {fay} and {replicates}.",
    ),
    "replicates_shapes": (
        "反復ウエイトの大きさが合いません（weights と unit は回答の数、multipliers は抽出単位×反復、scales は反復の数）。",
        "The replicate weights do not fit together: weights and unit by row, multipliers by unit and replicate, scales "
        "by replicate.",
    ),
    "replicates_values": (
        "反復ウエイトに、負の値か数でない値があります。",
        "The replicate weights have a value that is negative or not a number.",
    ),
    "replicates_multipliers": (
        "multipliers の平均は 1 前後のはずですが、{mean} です。ウエイトそのものではなく、元のウエイトに掛ける倍率を指定してください。",
        "Multipliers average to about 1, not {mean}: give the factors that the full weights are multiplied by, not the "
        "weights themselves.",
    ),
    "replicates_scales": (
        "scales が multipliers に合いません（Σ scale (倍率-1)² は 1 前後のはずですが {spread} です）。",
        "The scales do not fit the multipliers: Σ scale (multiplier - 1)² is about 1 for every kind, not {spread}.",
    ),
    "replicates_pairs": (
        "BRR には各層ちょうど2つの抽出単位が必要です: {strata}",
        "BRR needs exactly two units in each stratum: {strata}",
    ),
    "replicates_rows": (
        "反復ウエイトは {expected} 行ですが、回答は {rows} 行です。",
        "The replicate weights are for {expected} rows, the frame has {rows}.",
    ),
    "sums_settled": (
        "{name} は合計を作るときに決まっています。合計からは選び直せないので、kumin.summarize で指定してください。",
        "{name} was fixed when the sums were made and cannot be chosen now: give it to kumin.summarize.",
    ),
    "sums_names": (
        '合計からの推定では、変数を名前の並びで指定してください（例: ["satisfied"]）。',
        'For sums, give the names of the variables in a list, for example ["satisfied"].',
    ),
    "sums_variable_unknown": (
        "合計に変数「{name}」はありません。{nearest:ja}あるもの: {known}",
        "The sums have no variable {name}. {nearest:en}Known: {known}",
    ),
    "sums_variable_kind": (
        "合計の変数「{name}」は、この統計量には使えない種類です（割合・数・比が違います）。",
        "The variable {name} of the sums is not of the kind that this statistic needs (share, number or ratio).",
    ),
    "sums_no_variable": (
        "この統計量に使える変数が合計にありません。",
        "The sums have no variable that can be used for this statistic.",
    ),
    "sums_without_weights": (
        "この区間には、ウエイトごとに分けた合計が要ります。kumin.summarize(..., by_weight=True) で作り直してください。",
        "This interval needs sums kept apart by weight: make them with kumin.summarize(..., by_weight=True).",
    ),
    "sums_grouping_unknown": (
        "「{by}」別の合計はありません。あるもの: {known}",
        "There are no sums by {by}. Known: {known}",
    ),
    "sums_left_out": (
        "「{by}」別の合計は、人数が少ないため除かれています: {name}",
        "The sums by {by} were left out because of small numbers of people: {name}",
    ),
    "sums_by": (
        "by には、列の名前の並びか、その並びを並べたものを指定してください。",
        "by must be names of columns, or several lists of them.",
    ),
    "sums_other": (
        "合わせられるのは kumin.Sums だけです（{kind} は使えません）。",
        "Only kumin.Sums can be merged, not {kind}.",
    ),
    "sums_of_other_design": (
        "標本設計の違う合計は合わせられません（違うところ: {name}）。",
        "Sums of different designs cannot be merged; they differ in {name}.",
    ),
    "sums_of_other_variables": (
        "変数の違う合計は合わせられません（一方だけにあるか、種類が違うもの: {names}）。",
        "Sums of different variables cannot be merged; these are in only one of them, or differ in kind: {names}.",
    ),
    "sums_of_other_groupings": (
        "集計区分の違う合計は合わせられません（一方だけにあるもの: {names}）。",
        "Sums by different columns cannot be merged; these are in only one of them: {names}.",
    ),
    "sums_of_other_types": (
        "列「{name}」の型が違う合計は合わせられません（{first} と {second}）。",
        "Sums whose column {name} has different types cannot be merged ({first} and {second}).",
    ),
    "sums_apart_by_weight": (
        "ウエイトごとに分けた合計と、分けていない合計は合わせられません。",
        "Sums kept apart by weight cannot be merged with sums that are not.",
    ),
    "sums_nothing_to_send": (
        "どの合計にも {k}人に満たない行があり、外に出せるものがありません。区分・層・抽出単位をまとめてから作り直してください。",
        "All sums have rows of fewer than {k} people, so none can be passed on: merge categories, strata or units first.",
    ),
    "sums_file_missing": (
        "合計のファイルがありません。場所と名前を確かめてください。",
        "there is no such file of sums; check the folder and the name.",
    ),
    "sums_no_file_of_sums": (
        "kumin の合計のファイルではありません。kumin が書き出した合計のファイルを指定してください。",
        "this is not a file of sums; give one that Sums.to_parquet wrote.",
    ),
    "sums_of_other_version": (
        "合計のファイルの版（{found}）は読めません（読めるのは {known}）。書き出した側と kumin の版をそろえて、作り直してください。",
        "sums of version {found} cannot be read (only {known}); use the same version of kumin on both sides.",
    ),
    "sums_damaged": (
        "合計のファイルの中身が合いません（{name}）。壊れているか、書き換えられています。書き出しをやり直してください。",
        "the sums in the file do not fit together ({name}): it is damaged or was changed; write it again.",
    ),
}
