"""Coded answers for others: words of codebook, SPSS and DDI, and what the commands export and synthetic say."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "export_number": ("行の番号（ファイルの順）", "Number of the row, in the order of the files"),
    "export_chosen": ("選んだ", "Chosen"),
    "export_not_chosen": ("選ばない", "Not chosen"),
    "export_counts": ("指標に数える", "Counts"),
    "export_counts_not": ("数えない", "Does not count"),
    "export_outside": ("母数の外", "Not in the base"),
    "export_no_answer": ("無回答・無効", "No valid answer"),
    "export_not_asked": ("非該当", "Not asked"),
    "export_filter_unknown": ("対象か不明", "Not known if asked"),
    "export_kumin_design_weight": (
        "層の人数÷回答数によるウエイト",
        "Weight by the design: people of the stratum over its answers",
    ),
    "export_kumin_design_equal": ("全員同じウエイト", "A weight that is the same for all"),
    "export_kumin_design_size": ("抽出の第1段の単位の総数", "Units of the first stage in the population"),
    "export_kumin_weight": ("公表した値のウエイト", "The weight of the published values"),
    "export_kumin_weight_base": ("人口に合わせる前のウエイト", "The weight before it was fitted to the population"),
    "export_kumin_drawn": ("人口÷回答数", "People over answers"),
    "export_matched": (
        "ウエイトを人口に合わせた区分（{name}）。空欄は人口の表にない人",
        "Categories that the weight was fitted to ({name}); empty: not in the population table",
    ),
    "export_kind_single": ("単一回答", "single answer"),
    "export_kind_option": ("複数回答の選択肢", "option of a multiple answer"),
    "export_kind_number": ("数値", "number"),
    "export_kind_date": ("日付", "date"),
    "export_kind_indicator": ("指標", "indicator"),
    "export_kind_design": ("抽出の設計", "design of the sample"),
    "export_kind_order": ("行の番号", "row number"),
    "export_column_column": ("列", "column"),
    "export_column_kind": ("種類", "kind"),
    "export_column_label": ("説明", "label"),
    "export_column_value": ("値", "value"),
    "export_column_value_label": ("値の意味", "value label"),
    "export_column_n": ("件数", "n"),
    "export_script_note": (
        "「{title}」の指標の値と標準誤差を、書き出した回答からもう一度計算します。",
        "Works out the indicators of “{title}” again from the exported answers.",
    ),
    "export_rows": (
        "{n}人の回答を {columns} 列で書き出しました（整理番号は含みません）。",
        "{n} {n:respondent|respondents}, {columns} columns; ids are not exported.",
    ),
    "export_left_out": (
        "自由記述の設問 {n} 問は書き出していません: {questions}",
        "{n} free-text {n:question is|questions are} not exported: {questions}",
    ),
    "export_others": (
        "複数の列から計算する指標などは、列にもスクリプトにもありません: {ids}",
        "Indicators that are calculated from several columns, or are not from a survey, are not among the columns or in "
        "the scripts: {ids}",
    ),
    "export_without_spss": (
        "SPSS 形式（.sav）は書き出していません。pip install 'kumin[spss]' で使えるようになります。",
        "No SPSS file (.sav) was written: pip install 'kumin[spss]'.",
    ),
    "export_needs_spss": (
        "SPSS 形式（.sav）の書き出しには、追加の部品が必要です: 「pip install 'kumin[spss]'」",
        "Writing SPSS (.sav) needs one more library: pip install 'kumin[spss]'",
    ),
    "export_internal": (
        "1人ひとりの回答です。公表せず、渡す相手と使い道を決めてから渡してください。",
        "These are the answers of single people. Do not publish them; before you give them to anybody, agree who may use "
        "them and for what.",
    ),
    "survey_needs_answers": (
        "調査票だけでは回答のファイルが分かりません。--answers 回答ファイル を付けてください。",
        "A questionnaire does not say where its answers are. Add --answers FILE.",
    ),
    "survey_which": (
        "当てはまる調査が複数あります。--survey で1つ選んでください: {known}",
        "Several surveys fit. Choose one with --survey: {known}",
    ),
    "synthetic_rows": (
        "回答者の数は1以上の整数にしてください（{n}）。",
        "The number of respondents must be a whole number of at least 1 ({n}).",
    ),
    "synthetic_memory": (
        "回答者の数が多すぎてメモリーに入りません。数を減らしてください。",
        "There are more respondents than the memory holds: ask for fewer.",
    ),
    "synthetic_seed": (
        "乱数の種は0以上の整数にしてください（{n}）。",
        "The seed must be a whole number of at least 0 ({n}).",
    ),
    "synthetic_questionnaire": (
        "調査票の代わりに別のもの（{kind}）が渡されています。読み込んだ調査票を渡してください。",
        "The questionnaire must be one that was read (load_questionnaire), not {kind}.",
    ),
    "synthetic_made_up": (
        "{n}人分の架空の回答です。実在の人の回答ではありません。",
        "Made-up answers of {n} {n:respondent|respondents}; they are nobody's.",
    ),
}
