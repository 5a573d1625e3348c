"""Judgement: what cannot be judged, marks, targets and flags. None may claim more than the numbers do, nor frighten."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "comparison_at_least": ("{target}以上", "≥ {target}"),
    "comparison_more_than": ("{target}超", "> {target}"),
    "comparison_at_most": ("{target}以下", "≤ {target}"),
    "comparison_less_than": ("{target}未満", "< {target}"),
    "comparison_at_most_rank": ("{target}以内", "{target} or better"),
    "judged_a": ("達成", "achieved"),
    "judged_b": ("未達成", "not achieved"),
    "judged_mark": ("評価「{mark}」", "marked “{mark}”"),
    "verdict_certain": (
        "だれがどう答えても{judged}",
        "{judged} whatever anyone answers",
    ),
    "verdict_firm": ("{causes}によらず{judged}", "{judged} regardless of {causes}"),
    "verdict_depends": ("条件しだい（{causes}）", "depends on {causes}"),
    "verdict_unknown": (
        "確かさは判断できない（{reasons}）",
        "how certain is not known ({reasons})",
    ),
    "verdict_not_judged": ("判定できない（{reasons}）", "cannot be judged ({reasons})"),
    "verdict_number": ("調査によらない数", "not from a survey"),
    "withstands_joiner": ("・", " and "),
    "withstands_sampling": ("標本誤差", "sampling error"),
    "withstands_base": ("数え方", "how blanks are counted"),
    "withstands_nonresponse": ("答えなかった人", "those who did not answer"),
    "untried_base": ("無回答などの数え方", "how blanks are counted"),
    "untried_rounding": ("四捨五入", "rounding"),
    "causes_joiner": ("／", " and "),
    "cause_sampling": ("標本誤差", "sampling error"),
    "cause_base": ("母数", "the base"),
    "cause_weighting": ("補正", "weighting"),
    "cause_rounding": ("四捨五入", "rounding"),
    "cause_target_moved": ("目標の変更", "the changed target"),
    "cause_instrument": ("尋ね方の違い", "how the question was asked"),
    "why_not_random": ("無作為に選んだ人の回答ではない", "not a random sample"),
    "why_pool_incomplete": (
        "合わせる値のうち分からないものがある",
        "one of the values that are taken together is not known",
    ),
    "why_pool_part": (
        "合わせた値のうちに、標本誤差の分からないものがある",
        "the sampling error of one of the values that are taken together is not known",
    ),
    "why_no_n": ("何人の回答かが分からない", "the number of people behind it is not known"),
    "why_percent_not_of_n": (
        "割合と母数の人数が両立しない",
        "percent and base cannot belong together",
    ),
    "why_no_sd": ("標準偏差も標準誤差も分からない", "neither its standard deviation nor its standard error is known"),
    "why_no_error": ("標本誤差を計算できない", "its sampling error cannot be calculated"),
    "why_one_row": ("1人の回答しかない", "a single answer"),
    "why_lonely_stratum": ("1つの調査地点しかない層がある", "strata with a single sampling unit"),
    "why_no_df": ("標本誤差を推定するだけの調査地点がない", "too few sampling units to estimate an error"),
    "why_empty_base": ("母数に当たる人がいない", "nobody is in the base"),
    "why_beyond_numbers": (
        "数値やウエイトが大きすぎるか小さすぎて計算できない",
        "its numbers or weights are too large or too small to compute with",
    ),
    "why_zero_denominator": ("割る数が0になり計算できない", "it would be a division by 0"),
    "why_everyone_asked": ("全員が答えたので標本誤差がない", "everyone answered, so it has no sampling error"),
    "why_known_population": (
        "ウエイトを母集団のその数に合わせたので標本誤差がない",
        "its weights are fitted to the population's own figure, so it has no sampling error",
    ),
    "why_small_base": ("母数が30未満", "fewer than 30 in the base"),
    "why_low_return": ("回収率が5%未満", "fewer than 5% of the letters were answered"),
    "why_reference_n": (
        "目標のもとになった年度の標本誤差が分からない",
        "the error of the year the target refers to is not known",
    ),
    "why_several_counts": (
        "同じ割合になる人数が複数ある",
        "several counts round to this percent",
    ),
    "why_no_population_size": (
        "割合の対象となる人が全部で何人か分からない",
        "the size of the population it describes is not known",
    ),
    "why_not_simple": (
        "補正した割合か、デザイン効果のある割合で、単純無作為抽出とはいえない",
        "it is weighted or has a design effect, so it is not of a simple random sample",
    ),
    "why_single_weights": ("1人ひとりのウエイトが分からない", "the weight of each answer is not known"),
    "why_pool_methods": (
        "合わせた調査どうしで、区間の方法が違う",
        "the surveys that are taken together use different methods",
    ),
    "why_pool_definitions": (
        "合わせた年度の尋ね方が分からない",
        "how the years that are taken together were asked is not known",
    ),
    "why_earlier_definitions": (
        "目標のもとになった年度の尋ね方が分からない",
        "how the year the target refers to was asked is not known",
    ),
    "why_no_reference": ("目標と比べる相手の値が分からない", "the value the target refers to is not known"),
    "why_no_spread": (
        "回答のばらつきがなく、標本誤差を計算できない",
        "the answers do not differ, so the sampling error cannot be calculated",
    ),
    "why_small_divisor": (
        "割る数が標本誤差の範囲で0になりえるため、誤差を計算できない",
        "the divisor may be 0 within its sampling error, so the error cannot be calculated",
    ),
    "why_untried_base": (
        "無回答などの数え方の影響を確かめられない",
        "what another way of counting blanks would change cannot be checked",
    ),
    "why_untried": (
        "答えなかった人や無回答の影響を確かめられない",
        "what those who did not answer, or blanks, could change cannot be checked",
    ),
    "why_no_mark_of_percent": (
        "評価が過去の値との差で決まり、割合だけでは付かない",
        "the mark depends on the change since an earlier value, which a percent alone does not tell",
    ),
    "why_marked_by_counts": (
        "補正前の人数での判定が、公表する判定と違う",
        "by the unweighted counts the mark differs from the published one",
    ),
    "another_mark": ("別の評価", "another mark"),
    "why_no_metric": ("評価の区分に使う値を計算できない", "the value that the scale uses cannot be calculated"),
    "verdict_say_certain": (
        "答えなかった人がどう答えていたとしても、{judged}です。",
        "Whatever those who did not answer would have said, this is {judged}.",
    ),
    "verdict_say_certain_everyone": (
        "全員が答えていて、どの数え方でも{judged}です。",
        "Everybody answered, and by every way of counting this is {judged}.",
    ),
    "verdict_say_firm": (
        "{causes}によらず{judged}です。ただし、答えなかった人しだいでは変わることがあります。",
        "This is {judged} regardless of {causes}; those who did not answer could still change it.",
    ),
    "verdict_say_firm_untried": (
        "{causes}によらず{judged}です。ただし、{untried}で変わるかどうかは分かりません。",
        "This is {judged} regardless of {causes}; it is not known whether {untried} would change it.",
    ),
    "verdict_say_depends": (
        "判定は{judged}ですが、条件しだいで変わります（{causes}）。",
        "This is {judged}, but it depends on {causes}.",
    ),
    "verdict_say_unknown": (
        "判定は{judged}ですが、どこまで確かかは判断できません（{reasons}）。",
        "This is {judged}; how certain that is cannot be said ({reasons}).",
    ),
    "verdict_say_reasons": (
        "ほかに分からないことがあります（{reasons}）。",
        "Other things are not known ({reasons}).",
    ),
    "verdict_say_not_judged": ("判定できません（{reasons}）。", "It cannot be judged ({reasons})."),
    "verdict_metric_ratio": (
        "達成率（実績と目標の比）は {metric} で、評価は {mark} です。",
        "The rate of attainment (result divided by target) is {metric}, which is marked {mark}.",
    ),
    "verdict_metric_progress": (
        "達成率（基準から目標までの道のりのうち進んだ割合）は {metric} で、評価は {mark} です。",
        "The rate of attainment (the part covered of the way from the baseline to the target) is {metric}, which is "
        "marked {mark}.",
    ),
    "verdict_sampling_yes": (
        "目標との差は、{level}%区間で {lower}～{upper} です。別の標本なら判定は {mark} だったかもしれません。",
        "The distance from the target is {lower} to {upper} ({level}% interval): another sample might have given {mark}.",
    ),
    "verdict_sampling_no": (
        "目標との差は、{level}%区間で {lower}～{upper} です。標本誤差を考えても判定は {mark} です。",
        "The distance from the target is {lower} to {upper} ({level}% interval): {mark} even when sampling error is "
        "considered.",
    ),
    "verdict_sampling_yes_past": (
        "目標は過去の調査の結果です。その標本誤差も含めると、目標との差は、{level}%区間で {lower}～{upper} です。別の標本なら判定は {mark} だったかもしれません。",
        "The target is a past survey's result. With its sampling error too, the distance from the target "
        "is {lower} to {upper} ({level}% interval): other samples might have given {mark}.",
    ),
    "verdict_sampling_no_past": (
        "目標は過去の調査の結果です。その標本誤差も含めると、目標との差は、{level}%区間で {lower}～{upper} で、標本誤差を考えても判定は {mark} です。",
        "The target is a past survey's result. With its sampling error too, the distance from the target "
        "is {lower} to {upper} ({level}% interval): {mark} even when sampling error is considered.",
    ),
    "verdict_sampling_yes_range": (
        "{level}%区間を目標の範囲と比べると、別の標本なら判定は {mark} だったかもしれません。",
        "Comparing the {level}% interval with the target range: another sample might have given {mark}.",
    ),
    "verdict_sampling_no_range": (
        "{level}%区間を目標の範囲と比べると、標本誤差を考えても判定は {mark} です。",
        "Comparing the {level}% interval with the target range: {mark} even when sampling error is considered.",
    ),
    "verdict_sampling_yes_range_past": (
        "目標は過去の調査の結果です。その標本誤差も含めて目標の範囲と比べると、別の標本なら判定は {mark} だったかもしれません。",
        "The target is a past survey's result. Compared with the target range, with its sampling error too: other samples "
        "might have given {mark}.",
    ),
    "verdict_sampling_no_range_past": (
        "目標は過去の調査の結果です。その標本誤差も含めて目標の範囲と比べても、判定は {mark} です。",
        "The target is a past survey's result. Compared with the target range, with its sampling error too: {mark}.",
    ),
    "verdict_sampling_yes_both": (
        "比べる相手の標本誤差も入れると、目標との差は、{level}%区間で {lower}～{upper} です。別の標本なら判定は {mark} だったかもしれません。",
        "With the sampling error of what it is compared with too, the distance from the target is {lower} to {upper} "
        "({level}% interval): other samples might have given {mark}.",
    ),
    "verdict_sampling_no_both": (
        "比べる相手の標本誤差も入れると、目標との差は、{level}%区間で {lower}～{upper} で、標本誤差を考えても判定は {mark} です。",
        "With the sampling error of what it is compared with too, the distance from the target is {lower} to {upper} "
        "({level}% interval): {mark} even when sampling error is considered.",
    ),
    "verdict_sampling_yes_range_both": (
        "比べる相手の標本誤差も入れて目標の範囲と比べると、別の標本なら判定は {mark} だったかもしれません。",
        "Compared with the target range, with the sampling error of what it is compared with too: other samples might have "
        "given {mark}.",
    ),
    "verdict_sampling_no_range_both": (
        "比べる相手の標本誤差も入れて目標の範囲と比べても、判定は {mark} です。",
        "Compared with the target range, with the sampling error of what it is compared with too: {mark}.",
    ),
    "verdict_rounding_published": (
        "公表する値 {printed} で判定しています。四捨五入する前の値 {exact} で判定すると {mark} です。",
        "The published {printed} is judged; the unrounded {exact} would be judged {mark}.",
    ),
    "verdict_rounding_exact": (
        "四捨五入する前の値 {exact} で判定しています。公表する値 {printed} で判定すると {mark} です。",
        "The unrounded {exact} is judged; the published {printed} would be judged {mark}.",
    ),
    "verdict_rounding_rate_published": (
        "達成率などは、四捨五入した {printed} で判定しています。四捨五入する前の {exact} で判定すると {mark} です。",
        "The rounded rate, {printed}, is judged; the unrounded {exact} would be judged {mark}.",
    ),
    "verdict_rounding_rate_exact": (
        "達成率などは、四捨五入する前の {exact} で判定しています。四捨五入した {printed} で判定すると {mark} です。",
        "The unrounded rate, {exact}, is judged; the rounded {printed} would be judged {mark}.",
    ),
    "verdict_exact": ("四捨五入する前の値 {exact} で判定しています。", "The unrounded value, {exact}, is judged."),
    "whom_silent": (
        "答えなかった {n}人（発送 {sent} － 有効 {used}）",
        "the {n} who did not answer ({sent} sent − {used} used)",
    ),
    "whom_silent_undelivered": (
        "答えなかった {n}人（発送 {sent} － 不着 {undelivered} － 有効 {used}）",
        "the {n} who did not answer ({sent} sent − {undelivered} undeliverable − {used} used)",
    ),
    "whom_silent_population": (
        "答えなかった {n}人（母集団 {people} － 有効 {used}）",
        "the {n} who did not answer ({people} in the population − {used} used)",
    ),
    "whom_published": (
        "答えの分からない {n}人（発送 {sent} － 母数 {used}）",
        "the {n} whose answer is not known ({sent} sent − {used} in the base)",
    ),
    "whom_published_undelivered": (
        "答えの分からない {n}人（発送 {sent} － 不着 {undelivered} － 母数 {used}）",
        "the {n} whose answer is not known ({sent} sent − {undelivered} undeliverable − {used} in the base)",
    ),
    "whom_left_out": ("この設問に無回答・無効の {n}人", "the {n} with no valid answer to the question"),
    "what_percent": ("割合", "percent"),
    "what_number": ("値", "value"),
    "whom_joiner": ("と、", " and "),
    "verdict_nonresponse_yes": (
        "{whom}の答えしだいで、{what}は {lower}～{upper} のどこにもなりえ、判定が {mark} に変わることもありえます。",
        "Depending on {whom}, the {what} may be anywhere from {lower} to {upper}, and the judgement could change to "
        "{mark}.",
    ),
    "verdict_nonresponse_no": (
        "{whom}がどう答えていたとしても、{what}は {lower}～{upper} で、判定は変わりません。",
        "Whatever {whom} would have answered, the {what} lies between {lower} and {upper}: the judgement does not change.",
    ),
    "verdict_target_turns": (
        "{since}から変わりました（{changed}）。変わる前の目標なら、判定は {mark} です。",
        "Changed since {since}: {changed}. Before the change, this would have been judged {mark}.",
    ),
    "verdict_target_same": (
        "{since}から変わりました（{changed}）。変わる前の目標でも、判定は {mark} です。",
        "Changed since {since}: {changed}. Before the change, this would have been judged {mark} too.",
    ),
    "verdict_target_changed": (
        "{since}から変わりました（{changed}）。変わる前の目標での判定は分かりません。",
        "Changed since {since}: {changed}. How this would have been judged before the change is not known.",
    ),
    "verdict_note_certain": (
        "「だれがどう答えても」は、答えなかった人がどう答えていたとしても判定が変わらないことをいいます。",
        "“Whatever anyone answers”: no answer of those who did not give one would change the judgement.",
    ),
    "verdict_note_firm": (
        "「…によらず」は、そこに挙げたことを変えても判定が変わらないことをいいます。挙げていないことしだいでは、変わることがあります。",
        "“Regardless of”: what is named after it does not change the judgement; what is not named could.",
    ),
    "verdict_note_depends": (
        "「条件しだい」は、（　）の中のことで判定が変わりうることをいいます。",
        "“Depends on”: what is named after it could change the judgement.",
    ),
    "verdict_note_unknown": (
        "「判断できない」「判定できない」は、（　）の中のことが分からず、判定の確かさや判定そのものが決まらないことをいいます。",
        "“Not known” and “cannot be judged”: what is named in brackets is not known, so the judgement, or how certain it "
        "is, stays open.",
    ),
    "flag_target_moved": (
        "比べた年度の目標・期限・区分・桁数のままなら、達成状況は違っていました。",
        "by the target, deadline, scale or decimals of the year compared with, this would be judged differently.",
    ),
    "flag_low_return": (
        "送った調査票のうち、答えがあったのは5%未満です。",
        "fewer than 5% of the letters were answered.",
    ),
    "flag_percent_not_of_n": (
        "運営方針に書かれた割合と n は両立しません（n 人のうち何人でも、その割合にはなりません）。",
        "a percent and its n in the plan cannot both be right: no count of n people gives that percent.",
    ),
    "flag_no_n": (
        "割合ですが、何人の回答かが分からないため、標本誤差は示せません。",
        "a percent of an unknown number of people: no sampling error can be stated.",
    ),
    "judgement_none": ("－", "–"),
    "flag_no_result": (
        "この年度の値がありません。",
        "there is no value for this year.",
    ),
    "flag_rounding_decides": (
        "四捨五入する前の値と公表する値で、達成状況が変わります。",
        "the unrounded and the published value are judged differently.",
    ),
    "flag_differs_from_published": (
        "運営方針に書かれた値か母数の人数（result）と異なります。",
        "differs from the value or the n the plan states (`result`).",
    ),
    "flag_number": (
        "件数などの数で、割合ではありません。標本誤差はありません。",
        "a number, not a percent: it has no sampling error.",
    ),
    "flag_small_base": ("母数が30未満のため参考値です。", "fewer than 30 in the base: for reference only."),
    "counts_impossible": (
        "件数が合いません（該当 {positive}、母数 {base}、無回答 {missing}）。0以上で、該当は母数以下にしてください。",
        "the counts are inconsistent (positive {positive}, base {base}, missing {missing}); none may be below 0, nor "
        "positive above base.",
    ),
    "comparison_unknown": (
        "比べ方「{value}」は使えません（「between」には上限も必要です）。使える値: {known}",
        "the comparison {value} cannot be used (`between` needs its upper end). Known: {known}",
    ),
    "probability_arguments": (
        "割合（{proportion}）は0～1、有効な標本の大きさ（{n_eff}）は0より大きくしてください。",
        "the share ({proportion}) lies between 0 and 1, the effective size ({n_eff}) above 0.",
    ),
    "population_without_cells": (
        "母集団に区分（性別・年齢など）の人数がありません。区分ごとの人数の表を用意してください。",
        "the population has no cells; give a table of people by sex, age or the like.",
    ),
    "flag_not_measured": ("今年度は測定していません。", "not measured this year."),
    "flag_published_do_not_agree": (
        "公表された値が、人数や内訳、または調査票で値がとりうる範囲と合いません。確かめてください。",
        "the published value does not agree with its counts or parts, or with what the questionnaire lets it be; check it.",
    ),
    "flag_mark_differs": (
        "公表された達成状況が、運営方針の規則による判定と違います。",
        "the published mark is not the one the plan's rule gives.",
    ),
    "audit_heading": ("公表された数の点検", "Published numbers checked"),
    "audit_none": ("食い違いは見つかりませんでした。", "No disagreement was found."),
    "audit_checked": ("確かめたもの: {checks}。", "Checked: {checks}."),
    "audit_unchecked": (
        "確かめられる数がありません（割合に人数、達成状況、内訳が添えられていません）。",
        "There is nothing to check: no percent comes with its n, a mark or parts.",
    ),
    "audit_without_n": (
        "人数（n）のない割合が {n} 件あり（過去の年度を含む）、人数と合うかどうかは確かめられません。",
        "{n} {n:percent has|percents have} no n (earlier years included), and cannot be checked with it.",
    ),
    "audit_checked_percent_of_n": (
        "割合と n が両立するか {n} 件",
        "{n} {n:percent|percents} with n",
    ),
    "audit_checked_percent_of_count": (
        "人数から計算した割合 {n} 件",
        "{n} {n:percent|percents} with the count",
    ),
    "audit_checked_sum_of_parts": (
        "内訳の合計 {n} 件",
        "{n} {n:sum|sums} of parts",
    ),
    "audit_checked_beyond_scale": (
        "値がとりうる範囲にあるか {n} 件",
        "{n} {n:number|numbers} with the ends of the scale",
    ),
    "audit_checked_mark": (
        "達成状況 {n} 件",
        "{n} {n:mark|marks}",
    ),
    "audit_checked_responded_above_invited": (
        "回収数と発送数 {n} 件",
        "answers and letters of {n} {n:survey|surveys}",
    ),
    "audit_checked_n_above_responded": (
        "n と回収数 {n} 件",
        "n and answers of {n} {n:indicator|indicators}",
    ),
    "audit_checked_response_rate": (
        "回収率 {n} 件",
        "{n} response {n:rate|rates}",
    ),
    "audit_none_own": (
        "割合、人数、内訳、達成状況のうち公表されたものに、食い違いは見つかりませんでした。",
        "What is published of percent, counts, parts and mark agrees.",
    ),
    "audit_of_year": ("{year}年度の公表値: {words}", "As published for {year}: {words}"),
    "audit_mark_none": (
        "達成状況は「{stated}」と書かれていますが、規則による判定はできません。",
        "The mark is published as “{stated}”, but the rule gives no mark.",
    ),
    "audit_line": ("{whom}（{year}年度）: {words}", "{whom} ({year}): {words}"),
    "audit_percent_of_n": (
        "{stated}% は n={n} のうち何人であっても出てきません（近い値は {expected}）。",
        "No count of n={n} gives {stated}% (the nearest are {expected}).",
    ),
    "audit_percent_of_count": (
        "人数と n={n} から計算すると {expected} ですが、{stated}% と書かれています。",
        "The count and n={n} give {expected}, but {stated}% is published.",
    ),
    "audit_whole": (
        "このうち {n} 件は小数のない割合で、四捨五入して整数にしたものなら n と両立します。整数で公表しているときは、運営方針に「小数の桁数」（decimals: 0）と書いてください。",
        "Of these, {n} {n:is a percent|are percents} without decimals that {n:agrees|agree} with n if rounded to whole percents: where you publish those, write `decimals: 0` in the plan.",
    ),
    "audit_sum_of_parts": (
        "内訳の合計は {expected} ですが、{stated}% と書かれています。四捨五入では説明できない差です。",
        "The parts add up to {expected}, but {stated}% is published; rounding does not explain the difference.",
    ),
    "audit_beyond_scale": (
        "{stated} は、調査票からこの値がとりうる {low}～{high} の外にあります。",
        "{stated} lies outside {low} to {high}, the ends of what the questionnaire lets this value be.",
    ),
    "audit_mark": (
        "達成状況は「{stated}」と書かれていますが、規則によると「{expected}」です。",
        "The mark is published as “{stated}”, but the rule gives “{expected}”.",
    ),
    "audit_responded_above_invited": (
        "回収数 {stated} が、届いた調査票の数 {expected} を超えています。",
        "{stated} answers are more than the {expected} letters that arrived.",
    ),
    "audit_n_above_responded": (
        "n={stated} が、回収数 {expected} を超えています。",
        "n={stated} is more than the {expected} answers.",
    ),
    "audit_response_rate": (
        "回収率は {stated}% と書かれていますが、回収数と発送数からは {expected} です。",
        "The response rate is published as {stated}%, but answers and letters give {expected}.",
    ),
    "flag_monitored": (
        "目標のない指標（モニタリング）なので、判定しません。",
        "no target is set: the value is watched and gets no mark.",
    ),
    "flag_no_reference": (
        "目標と比べる相手の値（過去の年度など）がないため、判定していません。",
        "not judged: the value the target refers to is not known.",
    ),
    "flag_no_metric": (
        "評価の区分に使う値を計算できないため、判定していません。",
        "not judged: the value that the scale uses cannot be calculated.",
    ),
    "flag_official_unweighted": (
        "補正した割合を計算できないため、補正しない割合で公表・判定しています。",
        "the weights could not be calculated: the percent published and judged is unweighted.",
    ),
    "official_without_population": (
        "「official: {official}」には、調査「{survey}」の母集団の区分（性別・年齢など）ごとの人数の表が必要です。「surveys」の「{survey}」に「population」の表を書くか、"
        "「official」を「unweighted」にしてください。",
        "`official: {official}` needs a population table (by sex, age or the like) of survey `{survey}`; give its "
        "population, or make official unweighted.",
    ),
    "official_without_margins": (
        "調査「{survey}」の「weighting」に、「official: {official}」に使う区分がありません。「poststratified」には「poststratify」、「raked」には「rake」を書いてください。",
        "the weighting of survey `{survey}` has no margins for `official: {official}`: poststratified needs "
        "`poststratify`, raked `rake`.",
    ),
    "scale_of_range": (
        "指標「{id}」の目標は範囲（「between」・「maintain」など）なので、「metric: {metric}」の区分では評価できません。片側の目標にするか、この指標の「target」に「metric: raw」の「scale」を指定してください。",
        "the target of indicator `{id}` is a range (between, maintain): it cannot be marked on a scale with `metric: "
        "{metric}`. Give a one-sided target, or a scale with `metric: raw`.",
    ),
    "flag_previous_differs": (
        "比べた年度の回答や結果の値が、運営方針に公表されたその年度の値と異なります。",
        "the answers or results of the year compared with give another value than the plan has published for it.",
    ),
    "flag_weighting_decides": (
        "性別・年齢などで補正するかどうか（補正のしかたを含む）によって、達成状況が変わります。",
        "the judgement depends on whether, and how, the value is weighted to the population.",
    ),
    "flag_base_decides": (
        "無回答・わからないを母数に含めるかどうかで、達成状況が変わります。",
        "the judgement depends on whether no answer and don't know are in the base.",
    ),
    "flag_not_comparable": (
        "比べる年度とは尋ね方が違うため、増減をそのまま比べられません。",
        "asked differently in the year compared with: the change may not be a real one.",
    ),
    "flag_pooled_unalike": (
        "合わせた値のなかに、尋ね方や母数などの違うものがあります。",
        "not all of the values that are taken together were measured alike.",
    ),
    "flag_not_random": (
        "無作為に選んだ人の回答ではないため、標本誤差は示していません。",
        "not a random sample: no sampling error is stated.",
    ),
    "flag_residents_from_others": (
        "区民についての指標ですが、区民から無作為に選んだ人の回答ではありません。",
        "the indicator is about residents, but was not measured on a random sample of them.",
    ),
    "comparison_exactly": ("{target}ちょうど", "exactly {target}"),
    "comparison_between": ("{low}～{high}", "{low} to {high}"),
    "comparison_from_below": ("{low}以上{high}未満", "{low} to below {high}"),
    "estimates_indicator_repeated": (
        "指標「{indicator}」の推定値が2行以上あります。区分ごとの行を除き、1つの指標に1行にしてください。",
        "there are several rows of indicator `{indicator}`; give one, without rows of domains.",
    ),
}
