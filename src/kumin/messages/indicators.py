"""Sentences on one indicator: how sure its judgement is, its change, its base, its path to the target."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_count_of": ("{n_base}人のうち{n_positive}人", "{n_positive} of {n_base}"),
    "rep_base_only": ("n={n_base}", "n={n_base}"),
    "rep_say_tipping_target": (
        "答えなかった人のうち母数に入るのは推計{n_missing}人で、その {percent}（回答者より {difference}）がこの指標にあてはまると、目標を満たすかどうかが変わります。",
        "An estimated {n_missing} of those who did not answer would be in the base; if {percent} of them counted for "
        "this indicator ({difference} against respondents), whether the target is met would change.",
    ),
    "rep_say_tipping": (
        "答えなかった人のうち母数に入るのは推計{n_missing}人で、その {percent}（回答者より {difference}）がこの指標にあてはまると、判定は {turns_to} に変わります。",
        "An estimated {n_missing} of those who did not answer would be in the base; if {percent} of them counted for "
        "this indicator ({difference} against respondents), the judgement would change to {turns_to}.",
    ),
    "rep_say_needed": (
        "同じ割合のまま目標との差をはっきりさせるには、約{n}人の回答が必要です（5回に4回ははっきりする人数）。",
        "To make the distance from the target clear at the same percent, about {n} {n:answer|answers} would be needed (enough "
        "in four surveys of five).",
    ),
    "weighted_to_population": (
        "{margins}を母集団の構成に合わせて",
        "to the population's composition ({margins})",
    ),
    "weighted_by_design": ("抽出の設計のウエイトで", "by the weights of the sampling design"),
    "rep_say_weighted_same": (
        "{how}補正した{what}は {percent} で、判定は変わりません。",
        "Weighted {how} the {what} is {percent}; the judgement does not change.",
    ),
    "rep_say_weighted_unjudged": (
        "{how}補正した{what}は {percent} です。",
        "Weighted {how} the {what} is {percent}.",
    ),
    "rep_say_weighted_changes": (
        "{how}補正した{what}は {percent} で、判定は {judgement} に変わります。",
        "Weighted {how} the {what} is {percent}; the judgement would change to {judgement}.",
    ),
    "rep_say_change_cannot_tell": (
        "{since}から {points}。標本誤差を超える変化かどうかは分かりません。",
        "{points} from {since}; it is not known whether this exceeds sampling error.",
    ),
    "rep_say_change_within_bounds": (
        "{since}から {points}（{lower}～{upper}）。答えなかった人しだいで、上がったとも下がったともいえません。",
        "{points} from {since} ({lower} to {upper}): it may come from those who did not answer, so it is not clearly a "
        "rise or a fall.",
    ),
    "rep_say_change_rose_census": (
        "{since}から {points}（{lower}～{upper}）。答えなかった人が答えた人と同じだったとすると、上がりました。",
        "{points} from {since} ({lower} to {upper}): a rise, if those who did not answer are like those who did.",
    ),
    "rep_say_change_fell_census": (
        "{since}から {points}（{lower}～{upper}）。答えなかった人が答えた人と同じだったとすると、下がりました。",
        "{points} from {since} ({lower} to {upper}): a fall, if those who did not answer are like those who did.",
    ),
    "change_exact": ("（四捨五入する前の差は {exact}）", " ({exact} before rounding)"),
    "rep_say_change_rose_all": (
        "{since}から {points}{exact}。どちらの年度も全員が答えたので誤差はなく、上がりました。",
        "{points} from {since}{exact}: everyone answered in both years, so this is a rise without error.",
    ),
    "rep_say_change_fell_all": (
        "{since}から {points}{exact}。どちらの年度も全員が答えたので誤差はなく、下がりました。",
        "{points} from {since}{exact}: everyone answered in both years, so this is a fall without error.",
    ),
    "rep_say_change_same_all": (
        "{since}から {points}。どちらの年度も全員が答えたので誤差はなく、変わっていません。",
        "{points} from {since}: everyone answered in both years, so nothing has changed.",
    ),
    "rep_say_change_fades": (
        "{since}から {points}（{level}%区間 {lower}～{upper}）。ただし、指標をいくつも同時に比べたことを考えに入れると（Holm の方法、{p}）、上がったとも下がったともいえません。",
        "{points} from {since} ({level}% interval {lower} to {upper}); because several indicators were compared at once "
        "(Holm's method, {p}), not clearly a rise or a fall.",
    ),
    "rep_say_change_not_comparable": (
        "{since}との差は {points} ですが、{aspects}が違うため、増減として比べられません。",
        "{points} from {since}; the two differ in {aspects}, so it cannot be compared as a rise or a fall.",
    ),
    "rep_say_change_alike_unknown": (
        "{since}との差は {points}（{level}%区間 {lower}～{upper}）。標本誤差を超えますが、{since}の尋ね方が分からないため、"
        "増減とはいえません。",
        "{points} from {since} ({level}% interval {lower} to {upper}): beyond sampling error, but how {since} was asked "
        "is not known, so this cannot be called a change.",
    ),
    "rep_say_change_alike_unknown_census": (
        "{since}との差は {points}（{lower}～{upper}）。{since}の尋ね方が分からないため、増減とはいえません。",
        "{points} from {since} ({lower} to {upper}): how {since} was asked is not known, so this cannot be called a change.",
    ),
    "rep_say_recomputed": (
        "{since}の値は、{since}の回答を、{aspects}を今年度に合わせて計算し直したものです。",
        "The value of {since} was calculated again from its answers, with {aspects} as this year.",
    ),
    "rep_say_past_percent": (
        "{since}の値は公表された{what}だけが分かり、設問文も回答者数（n）も分かりません。",
        "Of {since} only the published {what} is known, neither its wording nor its n.",
    ),
    "rep_say_past_published": (
        "{since}の値は公表された{what}と回答者数（n）だけが分かり、設問文は分かりません。",
        "Of {since} only the published {what} and its n are known, not its wording.",
    ),
    "say_path_too_few": (
        "値の分かる年度が{years}つに満たないため、目標に届く見込みは示しません。",
        "The values of fewer than {years} years are known, so no outlook is given.",
    ),
    "rep_say_probability": (
        "母集団の割合が目標を満たしている確からしさは {probability} です（標本誤差だけを考えた場合）。",
        "The probability that the population's percent meets the target is {probability} (sampling error only).",
    ),
    "rep_say_probability_number": (
        "母集団の値が目標を満たしている確からしさは {probability} です（標本誤差だけを考えた場合）。",
        "The probability that the population's value meets the target is {probability} (sampling error only).",
    ),
    "rep_say_change_rose": (
        "{since}から {points}（{level}%区間 {lower}～{upper}）。標本誤差を超えて上がりました。",
        "{points} from {since} ({level}% interval {lower} to {upper}): a rise beyond sampling error.",
    ),
    "rep_say_change_fell": (
        "{since}から {points}（{level}%区間 {lower}～{upper}）。標本誤差を超えて下がりました。",
        "{points} from {since} ({level}% interval {lower} to {upper}): a fall beyond sampling error.",
    ),
    "rep_say_change_within_error": (
        "{since}から {points}（{level}%区間 {lower}～{upper}）。標本誤差の範囲内で、"
        "上がったとも下がったともいえません。",
        "{points} from {since} ({level}% interval {lower} to {upper}): within sampling error, not "
        "clearly a rise or a fall.",
    ),
    "rep_say_change_not_random": (
        "{since}から {points}。無作為に選んだ人の回答ではないため、標本誤差を超える変化かどうかは分かりません。",
        "{points} from {since}; the sample is not random, so it is not known whether this exceeds sampling error.",
    ),
    "rep_say_change_number": (
        "{since}から {change}。標本調査の値ではないため、標本誤差はありません。",
        "{change} from {since}; it is not from a sample, so it has no sampling error.",
    ),
    "rep_say_change_no_sd": (
        "{since}から {points}。{since}の標準偏差が分からないので、標本誤差を超える変化かどうかは示せません。",
        "{points} from {since}; the standard deviation of {since} is not known, so it cannot be said whether this "
        "exceeds sampling error.",
    ),
    "rep_say_past_mean": (
        "{since}の値は公表された値だけが分かり、設問文も標準偏差も分かりません。",
        "Of {since} only the published value is known, neither its wording nor its standard deviation.",
    ),
    "rep_say_past_mean_known": (
        "{since}の値は公表された値とその標本誤差だけが分かり、設問文は分かりません。",
        "Of {since} only the published value and its sampling error are known, not its wording.",
    ),
    "rep_say_change_no_error": (
        "{since}から {points}。標本誤差を示せない年度がある（{reason}）ため、それを超える変化かどうかは分かりません。",
        "{points} from {since}; the sampling error of one of the years cannot be shown ({reason}), so it is not known "
        "whether this exceeds it.",
    ),
    "rep_say_base_depends": (
        "無回答や「わからない」の扱いによって判定が変わります: {rules}",
        "The judgement depends on how no answer and “don't know” are counted: {rules}",
    ),
    "rep_say_base_same": (
        "無回答や「わからない」をどう扱っても判定は変わりません: {rules}",
        "However no answer and “don't know” are counted, the judgement does not change: {rules}",
    ),
    "rep_rule_answered": (
        "無回答を除く",
        "no answer left out",
    ),
    "rep_rule_all": (
        "無回答を含む",
        "no answer included",
    ),
    "rep_rule_answered_without_unsure": (
        "無回答とわからないを除く",
        "no answer and don't know left out",
    ),
    "rep_rule_all_without_unsure": (
        "わからないを除き、無回答を含む",
        "don't know left out, no answer included",
    ),
    "rep_rule_plan": ("運営方針の決まり", "the plan's rule"),
    "rep_count_weighted": (
        "ウエイト補正後（補正前は{n_base}人のうち{n_positive}人、{percent}%）",
        "weighted (unweighted: {n_positive} of {n_base}, {percent}%)",
    ),
    "rep_count_weighted_base": ("ウエイト補正後（補正前の人数 n={n_base}）", "weighted (unweighted n={n_base})"),
    "rep_base_other": (
        "表は{n_table}人、指標の割合は{n_base}人に対するものです（指標の母数: {base}）。",
        "The table is of {n_table} {n_table:person|people}, the indicator's percent of {n_base} (its base: {base}).",
    ),
    "rep_say_by_counts": ("補正前の人数でみると、{words}", "By the unweighted counts: {words}"),
    "rep_say_unweighted_same": (
        "この{what}は{how}補正したものです。補正しない{what}は {percent} で、判定は変わりません。",
        "This {what} is weighted {how}; unweighted it is {percent}, and the judgement is the same.",
    ),
    "rep_say_unweighted_unjudged": (
        "この{what}は{how}補正したものです。補正しない{what}は {percent} です。",
        "This {what} is weighted {how}; unweighted it is {percent}.",
    ),
    "rep_say_unweighted_changes": (
        "この{what}は{how}補正したものです。補正しない{what}は {percent} で、判定は {judgement} でした。",
        "This {what} is weighted {how}; unweighted it is {percent}, which would be judged {judgement}.",
    ),
    "say_external": (
        "比べる相手は、{source}の{year}年度の値 {value} です。その標本誤差は含めていません。",
        "Compared with {value}, the value of {year} from: {source}. Its own sampling error is not included.",
    ),
    "say_external_counted": (
        "比べる相手は、{source}の{year}年度の値 {value}{n}です。別の調査として、両方の標本誤差を入れて比べました。",
        "Compared with {value}{n}, the value of {year} from: {source}. It is taken as the result of a separate survey, "
        "and both sampling errors are included.",
    ),
    "say_external_no_sd": (
        "比べる相手は、{source}の{year}年度の値 {value}{n}です。標準偏差が分からないので、その標本誤差は含めていません。",
        "Compared with {value}{n}, the value of {year} from: {source}. Its standard deviation is not known, so its own "
        "sampling error is not included.",
    ),
    "say_target_counted": (
        "比べる相手の {value}{n}は、それ自身が調査の結果です。別の調査として、両方の標本誤差を入れて比べました。",
        "The value compared with, {value}{n}, is itself the result of a survey. It is taken as the result of a separate "
        "survey, and both sampling errors are included.",
    ),
    "say_of_n": ("（n={n}）", " (n={n})"),
    "say_against_same_respondents": (
        "比べる相手は、指標 {id}（{title}）の値 {value} です。同じ人が両方に答えているので、その共分散を入れて誤差を出しました。",
        "Compared with {value}, the value of indicator {id} ({title}). The same people answered both, and the error "
        "includes their covariance.",
    ),
    "say_against_independent": (
        "比べる相手は、別の調査の指標 {id}（{title}）の値 {value} です。両方の標本誤差を入れて比べました。",
        "Compared with {value}, the value of indicator {id} ({title}) of another survey. Both sampling errors are "
        "included.",
    ),
    "say_against_widest": (
        "比べる相手は、指標 {id}（{title}）の値 {value} です。両方に答えた人の答えの組合せが分からないので、差の区間は最も広い場合です。",
        "Compared with {value}, the value of indicator {id} ({title}). How the same people answered both is not known, "
        "so the interval of the difference is the widest possible.",
    ),
    "say_against_none": (
        "比べる相手は、指標 {id}（{title}）の値 {value} です。どちらかの標本誤差が分からないため、差の誤差は示せません。",
        "Compared with {value}, the value of indicator {id} ({title}). The sampling error of one of the two is not "
        "known, so the error of the difference cannot be shown.",
    ),
    "say_pool_years": (
        "指標 {of} の{years}年度の値を合わせたものです（{how}）。年度ごとに別々に抽出した標本とみて誤差を出しました。",
        "Values of indicator {of} in {years} taken together ({how}). The years' samples are taken to be independent.",
    ),
    "say_pool_surveys": (
        "指標 {of} の値を合わせたものです（{how}）。調査ごとに別々に抽出した標本とみて誤差を出しました。",
        "Values of the indicators {of} taken together ({how}). The surveys' samples are taken to be independent.",
    ),
    "say_pool_stated": (
        "指標 {of} の{years}年度の値を合わせたものです（{how}）。",
        "Values taken together ({how}): indicator {of} in {years}.",
    ),
    "pool_pooled": (
        "回答者を合わせた値",
        "pooled over all respondents",
    ),
    "pool_mean": (
        "値の平均",
        "the mean of the values",
    ),
    "pool_sum": (
        "合計",
        "the sum",
    ),
    "say_pool_attainment": (
        "{of}の達成率（値 ÷ 目標）の平均です。同じ調査の指標どうしがどれだけ一緒に動くかは使わず、区間は最も広い場合です。",
        "The mean of the attainment rates (value ÷ target) of {of}. How indicators of one survey vary together is not "
        "used, so the interval is the widest possible.",
    ),
    "pool_attainment": ("達成率の平均", "mean of attainment rates"),
    "say_revised": (
        "目標は見直されていて、今の目標は{year}年度からのものです。",
        "The target was revised; this one applies from {year}.",
    ),
    "say_population_number": (
        "{of}についての値です。母数は{base}です。",
        "A value about: {of}. Base: {base}.",
    ),
    "say_population": (
        "{of}についての割合です。母数は{base}です。",
        "A percent about: {of}. Base: {base}.",
    ),
    "say_of_respondents": ("{survey}に答えた人", "respondents of {survey}"),
    "say_domain": ("{of}のうち「{domain}」の人", "{of}, those with “{domain}”"),
    "base_answered": ("この設問に答えた人（無回答を除く）", "those who answered the question"),
    "base_all": ("この設問を尋ねた人全員（無回答を含む）", "everyone asked, no answer included"),
    "base_excluding": ("{rule}から「{excluded}」を除いた人", "{rule}, without “{excluded}”"),
    "say_needed": (
        "{by}年度の目標に届くには、1年あたり {step} が必要です。",
        "To reach the target in {by}, a change of {step} a year is needed.",
    ),
    "say_path_on_track": (
        "{years}年度の動きがそのまま続くと仮定すると、{by}年度は {lower}～{upper}% で、目標に届く計算です。",
        "If the trend of {years} continued, {by} would have {lower} to {upper}%: the target would be reached.",
    ),
    "say_path_behind": (
        "{years}年度の動きがそのまま続くと仮定すると、{by}年度は {lower}～{upper}% で、目標に届かない計算です。",
        "If the trend of {years} continued, {by} would have {lower} to {upper}%: the target would not be reached.",
    ),
    "say_path_unclear": (
        "{years}年度の動きがそのまま続くと仮定しても、{by}年度は {lower}～{upper}% と幅が広く、目標に届くかは分かりません。",
        "If the trend of {years} continued, {by} would have {lower} to {upper}%: too wide to say whether the target "
        "would be reached.",
    ),
    "say_multiplicity_holds": (
        "指標をいくつも同時に比べたことを考えに入れても（Holm の方法、{p}）、この変化ははっきりしています。",
        "The change remains clear when it is considered that several indicators were compared at once (Holm's method, "
        "{p}).",
    ),
    "say_path_cannot_tell": (
        "年度ごとの標本誤差がそろわないため、目標に届く見込みは示せません。",
        "The sampling errors are not known for all years, so no outlook can be given.",
    ),
    "base_answered_every": ("すべての設問に答えた人（無回答を除く）", "those who answered every question"),
    "base_answered_each": ("設問ごとに、それに答えた人（無回答を除く）", "for each question those who answered it"),
}
