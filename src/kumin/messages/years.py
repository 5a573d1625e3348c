"""Comparisons of years and trends."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "years_of_two_wards": (
        "別の区の結果です（{before} と {after}）。同じ区の結果を指定してください。",
        "these results are of two wards ({before} and {after}); give results of one ward.",
    ),
    "years_not_in_order": (
        "前の年度（{before}）、後の年度（{after}）の順に指定してください。",
        "give the earlier year first: {before} does not come before {after}.",
    ),
    "years_without_indicators": (
        "2つの結果に同じ番号の指標がありません。指標の id を確かめてください。",
        "the two results have no indicator in common; check the indicators' ids.",
    ),
    "years_too_few": (
        "結果が {count} 年度分しかありません。2年度分以上を指定してください。",
        "only {count} {count:year has a result|years have results}; give two or more.",
    ),
    "years_twice": (
        "{year} 年度の結果が2つあります（{first}、{second}）。1つにしてください。",
        "there are two results of {year} ({first}, {second}); keep one.",
    ),
    "years_percent": ("{era}({year})%", "{era} ({year}) %"),
    "years_interval": ("{level}%区間", "{level}% interval"),
    "years_p": ("p値", "p"),
    "years_p_holm": ("p値(Holm)", "p (Holm)"),
    "years_said": ("増減の判断", "Change"),
    "years_comparable": ("尋ね方", "Asked"),
    "years_slope": ("1年あたり", "Per year"),
    "years_same": ("同じ", "alike"),
    "years_same_but": (
        "同じ（{aspects}は違う）",
        "alike (except {aspects})",
    ),
    "years_differs": ("違う", "differently"),
    "years_differs_in": ("違う（{aspects}）", "differently ({aspects})"),
    "years_not_known": ("不明", "not known"),
    "years_not_known_but": (
        "不明（{aspects}は違う）",
        "not known (except {aspects}, which differ)",
    ),
    "years_note": (
        "区間と p値は、2つの年度を別々の標本とみたときの標本誤差によるもので、四捨五入する前の値から計算しています。p値(Holm)は、指標の数だけ比べたことを考えに入れた値です。ほぼ全員が答えた調査には p値を出しません。"
        "全数調査の区間は、標本誤差ではなく、答えなかった人による幅です。尋ね方が違う指標の増減は、意識や行動の変化とは限りません。",
        "The interval and p come from sampling error, calculated from the unrounded values with the two years as "
        "independent samples. p (Holm) takes into account how many indicators were compared; surveys that nearly "
        "everyone answered have no p. In a census the interval comes from those who did not answer, not from sampling. "
        "Where the question was asked differently, a change may not be a change of opinion or behaviour.",
    ),
    "years_trend_note": (
        "1年あたりの増減は、年度の値に引いた直線の傾きで、区間は標本誤差によるものです。全数調査の区間は、標本誤差ではなく、答えなかった人による幅です。"
        "ほぼ全員が答えた調査（finite_exact）の指標には区間を出しません。この先も同じように動くとは限りません。",
        "Per year: the slope of a straight line through the years; the interval comes from sampling error, in a census from "
        "those who did not answer (none for surveys of nearly everyone, `finite_exact`). It may not continue like this.",
    ),
    "years_trend_other": (
        "* の付いた値は、最後の年度と違う尋ね方をした年度のもので、1年あたりの増減の計算に入れていません。",
        "* The question was asked differently from the last year; the value is not used for the change per year.",
    ),
    "years_trend_unknown": (
        "? の付いた値は、最後の年度と同じ尋ね方だったかどうかが分からない年度のものです。",
        "? Whether the question was asked as in the last year is not known.",
    ),
    "years_trend_line": (
        "　指標 {indicator} {year}年度は、最後の年度と{aspects}が違います。",
        "  indicator {indicator}, {year}: differs from the last year in {aspects}.",
    ),
    "change_rose": ("増えた", "rose"),
    "change_fell": ("減った", "fell"),
    "change_within_error": ("誤差の範囲内", "within error"),
    "change_within_bounds": ("答えなかった人しだい", "may be non-return"),
    "change_same": ("変わらない", "unchanged"),
    "change_not_comparable": ("比べられない", "not comparable"),
    "change_alike_unknown": ("尋ね方が不明", "wording unknown"),
    "change_cannot_tell": ("誤差が不明", "error unknown"),
    "aspect_wording": ("設問文", "wording"),
    "aspect_options": ("選択肢", "options"),
    "aspect_positive": ("該当とする選択肢", "options counted"),
    "aspect_base": ("母数", "base"),
    "aspect_weighting": ("ウエイト補正の有無", "weighting"),
    "aspect_domain": ("対象", "domain"),
    "aspect_population": ("母集団", "population"),
    "aspect_mode": ("方法", "mode"),
    "aspect_sampling": ("選び方", "sampling"),
    "aspect_target": ("目標か判定のしかた", "target or how it is marked"),
    "aspect_changed": ("{aspect}: 「{before}」→「{after}」", "{aspect}: “{before}” → “{after}”"),
    "aspect_weighting_weighted": ("あり", "weighted"),
    "aspect_weighting_unweighted": ("なし", "unweighted"),
    "aspect_everyone": ("（条件なし）", "(no condition)"),
    "aspect_line": ("　指標 {indicator} {words}", "  indicator {indicator}: {words}"),
    "aspect_lines": ("2つの年度で違うもの:", "What differs between the two years:"),
    "target_changed_target": ("目標 {before} → {after}", "target {before} → {after}"),
    "target_changed_by": ("期限 {before} → {after}", "date {before} → {after}"),
    "target_changed_decimals": ("小数の桁数 {before} → {after}", "decimals {before} → {after}"),
    "target_changed_compare": ("判定に使う値 {before} → {after}", "value judged {before} → {after}"),
    "target_changed_scale": ("評価の区分 {before} → {after}", "scale {before} → {after}"),
    "target_changed_way": (
        "目標までの道すじ",
        "how the target is approached",
    ),
    "target_compare_published": ("公表する値", "the published one"),
    "target_compare_exact": ("四捨五入する前の値", "the unrounded one"),
    "target_scale_none": ("A・B", "A, B"),
    "target_scale_bands": ("{metric}により {bands}", "by {metric}: {bands}"),
    "target_scale_significance": (
        "基準からの変化が標本誤差を超えるかにより {marks}",
        "by whether the change since the baseline exceeds sampling error: {marks}",
    ),
    "target_band_metric": ("{metric} ", "{metric} "),
    "target_by": ("{target}（{by}）", "{target} ({by})"),
    "target_no_date": ("なし", "none"),
    "target_written_raise_points": ("{since}より{amount}以上増", "{amount} or more above {since}"),
    "target_written_raise_ratio": ("{since}の{ratio}倍以上", "{ratio} times {since} or more"),
    "target_written_raise_same": ("{since}以上", "not below {since}"),
    "target_written_lower_points": ("{since}より{amount}以上減", "{amount} or more below {since}"),
    "target_written_lower_ratio": ("{since}の{ratio}倍以下", "{ratio} times {since} or less"),
    "target_written_lower_same": ("{since}以下", "not above {since}"),
    "target_written_direction_up": ("{since}より増", "above {since}"),
    "target_written_direction_down": ("{since}より減", "below {since}"),
    "target_written_maintain_points": ("{since}の±{amount}を維持", "within {amount} of {since}"),
    "target_written_maintain_same": ("{since}と同じ値を維持", "the same as {since}"),
    "target_written_external_higher": ("{source}の値以上", "not below the value of: {source}"),
    "target_written_external_lower": ("{source}の値以下", "not above the value of: {source}"),
    "target_written_indicator_higher": ("指標{id}の値以上", "not below indicator {id}"),
    "target_written_indicator_lower": ("指標{id}の値以下", "not above indicator {id}"),
    "target_written_indicator_higher_points": (
        "指標{id}の値より{amount}以上高い",
        "{amount} or more above indicator {id}",
    ),
    "target_written_indicator_lower_points": (
        "指標{id}の値より{amount}以上低い",
        "{amount} or more below indicator {id}",
    ),
    "target_written_monitor_same": (
        "なし（モニタリング）",
        "none (monitoring)",
    ),
    "metric_raw": ("値そのもの", "the value itself"),
    "metric_ratio": ("達成率（実績÷目標）", "result over target"),
    "metric_progress": (
        "進み具合（基準から目標まで）",
        "progress from the baseline to the target",
    ),
    "metric_gain": (
        "基準からの改善幅",
        "the improvement since the baseline",
    ),
    "metric_change": (
        "基準からの改善率",
        "the relative improvement since the baseline",
    ),
}
