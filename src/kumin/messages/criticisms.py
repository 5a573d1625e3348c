"""The eleven lines of each indicator: what residents and auditors ask, what is shown, and why something is not."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "criticism_respondents": ("だれが答えたか", "Who answered"),
    "criticism_nonresponse": ("答えなかった人", "Those who did not answer"),
    "criticism_no_answer": ("無回答・わからない", "No answer and don't know"),
    "criticism_size": ("人数と誤差", "Number of answers and error"),
    "criticism_weighting": ("補正", "Weighting"),
    "criticism_rounding": ("四捨五入", "Rounding"),
    "criticism_change": ("前年度から", "Since the year before"),
    "criticism_wording": ("尋ね方", "How it was asked"),
    "criticism_target": ("目標", "Target"),
    "criticism_past": ("過去の値", "Earlier values"),
    "criticism_publication": ("公表", "Publication"),
    "criticism_line": ("　{place} {heading}: {said}", "  {place}. {heading}: {said}"),
    "criticism_not_shown": ("示せません（{reason}）", "Cannot be shown ({reason})"),
    "rep_criticisms": ("よくある疑問への答え（11項目）", "Eleven questions answered"),
    "why_no_value": ("この年度の値がない", "there is no value for this year"),
    "why_no_survey": ("調査によらない数", "the number is not from a survey"),
    "why_no_answers": (
        "もとの回答が手元にない",
        "the answers themselves are not available",
    ),
    "why_no_letters": ("発送数が分からない", "how many were asked is not known"),
    "why_answers_above_letters": (
        "回答が届いた調査票の数より多く、何人が答えなかったかが分からない",
        "there are more answers than letters that arrived, so how many did not answer is not known",
    ),
    "why_not_bounded": (
        "答えなかった人による幅は、この種類の値では計算していない",
        "how far those who did not answer could change this kind of value is not calculated",
    ),
    "why_pooled": (
        "複数の年度や調査を合わせた値では計算していない",
        "this is not calculated for values of several years or surveys taken together",
    ),
    "why_no_weights": (
        "答えた人のいない区分や少ない区分があり、補正のウエイトを作れない",
        "no weights can be formed: some groups have no or too few answers",
    ),
    "say_rate_above": (
        "回答が届いた調査票の数より多いので、どちらかの数が違っています。",
        "There are more answers than letters that arrived: one of the two numbers is wrong.",
    ),
    "why_no_returned": ("何人が答えたかが分からない", "how many answered is not known"),
    "why_some_asked": (
        "送った人のうち何人がこの指標の対象かが分からない",
        "how many of those asked the indicator is about is not known",
    ),
    "why_n_above_letters": ("母数が届いた調査票の数より多い", "the base is larger than the letters that arrived"),
    "why_moving_target": (
        "目標がほかの指標の値なので、答えしだいで目標も動く",
        "the target is another indicator's value, which the same answers would move too",
    ),
    "say_target_moves_too": (
        "目標はほかの指標の値で、それも動くため、判定が変わるかどうかは分かりません。",
        "The target is another indicator's value, which would move too, so whether the judgement would change is not known.",
    ),
    "why_weighted": (
        "補正した割合からは人数が分からない",
        "a weighted percent does not show how many people it is",
    ),
    "why_hidden": ("少ない人数が分かってしまうため公表しない", "it would reveal a small number of people"),
    "why_no_rules": ("ほかの数え方での値がない", "there is no value by another rule"),
    "why_no_percent": ("割合ではない", "the value is not a percent"),
    "why_no_population": (
        "母集団の人数表がないなど、補正した値がない",
        "there is no weighted value, for example because there is no population table",
    ),
    "why_published_only": ("公表された値しか分からない", "only the published value is known"),
    "why_no_past": ("比べる過去の値がない", "there is no earlier value to compare with"),
    "why_no_questionnaire": (
        "比べた年度の調査票が手元にないため、同じ尋ね方だったかどうかは確かめていない",
        "the questionnaire of the year compared with is not available, so whether the question was asked in the same way "
        "was not checked",
    ),
    "why_monitored": ("目標のない指標", "no target is set"),
    "say_rate_whole": (
        "回収率は {rate}（届いた {invited}通のうち {responded}人）です。",
        "{rate} answered ({responded} of the {invited} letters that arrived).",
    ),
    "say_rate_unknown": (
        "回収率は示せません（{reason}）。",
        "The response rate cannot be shown ({reason}).",
    ),
    "say_who_under": (
        "母集団の割合より回答者が少ないのは、{cells}です。",
        "Among those who answered there are fewer than in the population: {cells}.",
    ),
    "say_who_over": (
        "母集団の割合より回答者が多いのは、{cells}です。",
        "Among those who answered there are more than in the population: {cells}.",
    ),
    "say_who_group": ("{dimension}の{labels}", "{labels} ({dimension})"),
    "say_who_alike": (
        "{dimensions}の構成には、母集団とのはっきりした違いがありません。",
        "By {dimensions} those who answered do not clearly differ from the population.",
    ),
    "say_everyone_answered": (
        "答えなかった人も、この設問に無回答・無効の人もいません（0人）。",
        "Everybody answered, and every answer to the question is valid (0 people without one).",
    ),
    "say_bounds_unjudged": (
        "答えが分からない {n}人の答えしだいで、{what}は {lower}～{upper} のどこにもなりえます。",
        "Depending on the {n} {n:person|people} whose answer is not known, the {what} may be anywhere from {lower} to {upper}.",
    ),
    "rep_say_base_unjudged": (
        "無回答や「わからない」の数え方ごとの割合: {rules}",
        "Percent by each way of counting no answer and “don't know”: {rules}",
    ),
    "say_size": (
        "母数は {n}人で、{level}%区間は {interval} です。",
        "The base is {n} {n:answer|answers}; the {level}% interval is {interval}.",
    ),
    "say_size_as_random": (
        "母数は {n}人で、{level}%区間は {interval} です（公表された割合と人数から、単純無作為抽出とみなして計算。層・抽出単位・補正の影響は入っていません）。",
        "The base is {n} {n:answer|answers}; the {level}% interval is {interval} (from the published percent and n, as "
        "for a simple random sample; strata, sampling units and weights are not considered).",
    ),
    "say_size_design_left_out": (
        "母数は {n}人で、{level}%区間は {interval} です（公表された割合と人数から、単純無作為抽出とみなして計算。運営方針に標本設計はありますが、もとの回答がないため、"
        "層・抽出単位・補正の影響は入っていません。デザイン効果（deff）が分かれば書いてください）。",
        "The base is {n} {n:answer|answers}; the {level}% interval is {interval} (from the published percent and n, as "
        "for a simple random sample; the plan states a design, but without the answers strata, sampling units and "
        "weights cannot be considered; give the design effect, `deff`, if it is known).",
    ),
    "say_size_of_letters": (
        "母数は {n}人で、{level}%区間は {interval} です（公表された割合と人数から、層ごとの発送数と人口によるデザイン効果 {deff} を見込んで計算。どの層でも同じ割合の人が答え、"
        "値も同じとみなしています）。",
        "The base is {n} {n:answer|answers}; the {level}% interval is {interval} (from the published percent and n, with "
        "a design effect of {deff} by the letters and people of the strata, assuming the same response rate and the same "
        "value in all of them).",
    ),
    "say_size_of_result": (
        "母数は {n}人で、{level}%区間は {interval} です（公表された割合と人数から、ともに書かれたデザイン効果 {deff} で計算）。",
        "The base is {n} {n:answer|answers}; the {level}% interval is {interval} (from the published percent and n, with the "
        "design effect of {deff} that is stated with them).",
    ),
    "say_size_of_survey": (
        "母数は {n}人で、{level}%区間は {interval} です（公表された割合と人数から、調査について書かれたデザイン効果 {deff} で計算）。",
        "The base is {n} {n:answer|answers}; the {level}% interval is {interval} (from the published percent and n, with the "
        "design effect of {deff} that is stated for the survey).",
    ),
    "say_method": (
        "区間の方法は「{used}」です。",
        "The interval's method: {used}.",
    ),
    "say_method_refused": (
        "運営方針の区間の方法「{asked}」は、公表された割合と人数からは使えないので（{reason}）、「{used}」で示しました。",
        "The plan's interval method ({asked}) cannot be used with the published percent and n ({reason}); shown is "
        "{used}.",
    ),
    "say_pool_method": (
        "運営方針の区間の方法は「{asked}」ですが、合わせた値は「{used}」で示しました（{reason}）。",
        "The plan's interval method is {asked}; the values taken together are shown with {used} ({reason}).",
    ),
    "say_pool_mover": (
        "区間は、合わせた値それぞれの区間の両端から求めています（MOVER という方法）。",
        "The interval is worked out from the ends of the intervals of the values taken together (the MOVER method).",
    ),
    "say_size_all": (
        "母数は {n}人です。全員が答えたので、誤差の幅はありません。",
        "The base is {n} {n:answer|answers}; everybody answered, so there is no margin of error.",
    ),
    "say_size_everyone": (
        "母数は {n}人です。答えなかった人が答えた人と同じように答えるとした場合の幅は {interval} です。",
        "The base is {n} {n:answer|answers}; if those who did not answer are like those who did, the value lies within "
        "{interval}.",
    ),
    "say_size_only": (
        "母数は {n}人です。区間は示せません（{reason}）。",
        "The base is {n} {n:answer|answers}; no interval can be shown ({reason}).",
    ),
    "say_precision_reached": (
        "割合が50%のときの誤差は ±{margin} ポイントで、計画した ±{planned} ポイント以内です。",
        "The error at 50% is ±{margin} points, within the ±{planned} planned.",
    ),
    "say_precision_short": (
        "割合が50%のときの誤差は ±{margin} ポイントで、計画した ±{planned} ポイントを超えています。",
        "The error at 50% is ±{margin} points, more than the ±{planned} planned.",
    ),
    "say_official_unweighted": (
        "公表する値は、続けて比べられるように補正していません。",
        "The published value is not weighted, so that the years can be compared.",
    ),
    "say_official_weighted": (
        "公表する値を補正することは、運営方針（official）で決めています。",
        "The plan (`official`) says that the published value is weighted.",
    ),
    "verdict_exact_same": (
        "四捨五入する前の値は {exact} で、その値で判定しても {mark} です。",
        "The unrounded value is {exact}; judged by it, this is {mark} too.",
    ),
    "verdict_exact_unjudged": ("四捨五入する前の値は {exact} です。", "The unrounded value is {exact}."),
    "say_alike_differs": ("{words}。", "{words}."),
    "say_alike_same": ("比べた年度と同じもの: {aspects}。", "The same as in the year compared with: {aspects}."),
    "say_alike_not_known": (
        "同じかどうか分からないもの: {aspects}。",
        "Not known whether the same: {aspects}.",
    ),
    "say_target": ("この年度の目標は {target} です。", "The target for this year is {target}."),
    "say_target_by": ("目標は {target}（{by}）です。", "The target is {target} ({by})."),
    "say_target_step": (
        "この年度は、{step}の {target} と比べて判定します。目標は {final} です。",
        "This year is judged against {step}, {target}. The target is {final}.",
    ),
    "say_target_step_by": (
        "この年度は、{step}の {target} と比べて判定します。目標は {final}（{by}）です。",
        "This year is judged against {step}, {target}. The target is {final} ({by}).",
    ),
    "rep_year_step": ("この年度の目安", "This year's step"),
    "rep_target_of_step": ("{target}（{step}）", "{target} ({step})"),
    "rep_step_of_target": ("{step}。目標は {final}", "{step}; the target is {final}"),
    "rep_step_of_target_by": ("{step}。目標は {final}（{by}）", "{step}; the target is {final} ({by})"),
    "say_step_milestone": (
        "途中の目標",
        "the milestone of the year",
    ),
    "say_step_glide": (
        "進み方の目安",
        "the value expected by this year",
    ),
    "say_step_path": (
        "基準から目標への直線の上の値",
        "the value on the line from the baseline to the target",
    ),
    "say_target_same": (
        "比べた年度の運営方針から変わっていません。",
        "The target has not changed since the plan of the year compared with.",
    ),
    "say_target_before_unknown": (
        "前の年度の運営方針が手元にないため、目標が変わったかどうかは分かりません。",
        "No earlier plan is available, so whether the target was changed is not known.",
    ),
    "say_past": ("{values}。", "{values}."),
    "say_past_value": ("{year}年度 {value}（{n}、{source}）", "{year} {value} ({n}, {source})"),
    "say_past_number": ("{year}年度 {value}（{source}）", "{year} {value} ({source})"),
    "say_past_method_refused": (
        "{year}年度の誤差は、運営方針の区間の方法「{asked}」が公表された割合と人数からは使えないので（{reason}）、「{used}」で計算しました。",
        "The error of {year} is by {used}: the plan's interval method ({asked}) cannot be used with the published "
        "percent and n ({reason}).",
    ),
    "say_past_n": ("n={n}", "n={n}"),
    "say_past_no_n": ("n は不明", "n not known"),
    "past_source_published": ("公表された値", "as published"),
    "past_source_answers": (
        "回答から計算",
        "calculated from the answers",
    ),
    "past_source_recomputed": (
        "今年度の決め方で回答から計算",
        "calculated from the answers, by this year's rules",
    ),
    "past_source_result": (
        "その年度の kumin の結果",
        "from kumin's results of that year",
    ),
    "past_source_plan": ("その年度の運営方針", "from that year's plan"),
    "say_pool_parts": ("合わせた値: {values}。", "Taken together: {values}."),
    "say_pool_lacking": ("値の分からないもの: {parts}。", "Values that are not known: {parts}."),
    "pool_part_year": ("{year}年度", "{year}"),
    "pool_part_of": ("指標 {of}の{year}年度", "indicator {of} in {year}"),
    "pool_part_value": ("{part} {value}（{n}、{source}）", "{part} {value} ({n}, {source})"),
    "pool_part_number": ("{part} {value}（{source}）", "{part} {value} ({source})"),
    "say_pool_year_differs": (
        "合わせた値のうち{part}は、今年度と尋ね方などが違います（{words}）。",
        "Of the values taken together, {part} was not measured in the same way as this year ({words}).",
    ),
    "say_pool_year_same": (
        "合わせた値のうち{parts}は、設問文・選択肢・母数などが今年度と同じです。",
        "Of the values taken together, {parts}: wording, options and base are the same as this year.",
    ),
    "say_pool_year_unknown": (
        "合わせた値のうち{parts}は、尋ね方が今年度と同じかどうか分かりません。",
        "Of the values taken together, {parts}: it is not known whether the question was the same as this year.",
    ),
    "say_pool_survey_differs": (
        "合わせた値のうち{part}は、指標 {first}と尋ね方などが違います（{words}）。",
        "Of the values taken together, {part} is not measured in the same way as indicator {first} ({words}).",
    ),
    "say_pool_survey_same": (
        "合わせた値のうち{parts}は、設問文・選択肢・母数などが指標 {first}と同じです。",
        "Of the values taken together, {parts}: wording, options and base are the same as in indicator {first}.",
    ),
    "say_pool_survey_unknown": (
        "合わせた値のうち{parts}は、尋ね方が指標 {first}と同じかどうか分かりません。",
        "Of the values taken together, {parts}: it is not known whether the question is the same as in indicator {first}.",
    ),
    "say_published_counts": (
        "母数 {n}人のうち {count}人という人数を割合とともに公表するので、だれでも計算し直せます。",
        "The counts, {count} of {n}, are published with the percent, so anybody can calculate it again.",
    ),
    "say_published_n": (
        "値とその母数の人数（n={n}）を公表します。",
        "The value is published with its base (n={n}).",
    ),
    "say_published_plan_rounded": (
        "運営方針に公表された値 {value} を、方針の桁数に四捨五入して使っています。",
        "The value published in the plan, {value}, is rounded to the decimals that the plan publishes.",
    ),
    "say_published_plan": (
        "運営方針に公表された値をそのまま使っています。",
        "The value is the one that the plan has published.",
    ),
    "say_published_few": (
        "ただし、指標の全体の値は、母数が {k}人に満たなくても示します。この値から、答えた人の答えが分かることがあります。",
        "But the value of the whole indicator is shown even though its base is fewer than {k} people; it may reveal what "
        "they answered.",
    ),
    "say_published_k": (
        "{k}人に満たない区分の値は公表しません。",
        "Values of groups of fewer than {k} people are not published.",
    ),
}
