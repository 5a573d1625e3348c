"""Sentences on one survey: how it was conducted, who answered, how evenly, by which weights."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_synthetic": (
        "この報告には架空のデータが含まれます（{what}）。実在の住民の状況を示すものではありません。",
        "This report contains made-up data ({what}). It says nothing about real residents.",
    ),
    "rep_conduct": ("調査の実施", "How the surveys were conducted"),
    "rep_survey": ("調査", "Survey"),
    "rep_purpose": ("目的", "Purpose"),
    "rep_population_of": ("調査対象", "Population"),
    "rep_population": ("母集団", "Population size"),
    "rep_sampling": ("抽出", "Sampling"),
    "rep_sampling_random": ("無作為抽出", "random sample"),
    "rep_sampling_census": ("全数調査", "everyone asked"),
    "rep_sampling_volunteers": ("公募（標本誤差は示せません）", "volunteers (no sampling error)"),
    "rep_sampling_participants": ("参加者（標本誤差は示せません）", "participants (no sampling error)"),
    "rep_sampling_panel": ("ウェブパネル（標本誤差は示せません）", "web panel (no sampling error)"),
    "rep_period": ("実施期間", "Period"),
    "rep_mode": ("方法", "Mode"),
    "rep_invited": ("発送数", "Invited"),
    "rep_undeliverable": ("うち不着", "of which undeliverable"),
    "rep_returned": ("回収数", "Returned"),
    "rep_used": ("有効回収数", "Used"),
    "rep_rate": ("有効回収率", "Response rate"),
    "rep_interval_method": ("区間の方法", "Interval"),
    "rep_note": ("備考", "Note"),
    "rep_who": ("だれが答えたか", "Who answered"),
    "rep_who_intro": (
        "住民の構成（淡い太い帯）と回答者の構成（濃い細い帯）を比べたものです。二つが離れるほど、回答者は住民と違っています。",
        "The composition of the residents (pale, wide bars) and of the respondents (dark, narrow bars). The further "
        "apart they are, the more the respondents differ from the residents.",
    ),
    "rep_who_chart": ("住民と回答者の構成: {survey}", "Residents and respondents: {survey}"),
    "rep_hidden": ("非表示", "not shown"),
    "rep_share_population": ("住民の割合", "Residents"),
    "rep_share_sample": ("回答者の割合", "Respondents"),
    "rep_mark_over": ("多い", "over-represented"),
    "rep_mark_under": ("少ない", "under-represented"),
    "rep_mark_as_expected": ("違いははっきりしない", "as expected"),
    "rep_findings": ("データの検査", "Checks of the data"),
    "rep_findings_intro": (
        "回答ファイルの誤りを数えたものです。誤りのある回答は黙って捨てず、決まった方法で扱っています。",
        "Errors in the answer files. No faulty answer is dropped silently; each is treated by a stated rule.",
    ),
    "rep_findings_none": ("誤りは見つかりませんでした。", "No errors were found."),
    "rep_findings_withheld": (
        "前回の公表から変わった回答が少ないため、件数は載せていません。",
        "The counts are left out, for only a few answers have changed since the last publication.",
    ),
    "rep_severity_error": ("誤り", "error"),
    "rep_severity_warning": ("注意", "warning"),
    "rep_period_start": ("実施期間の初日", "First day"),
    "rep_period_end": ("実施期間の末日", "Last day"),
    "rep_survey_quality": ("{title}の精度と偏り", "{title}: precision and composition"),
    "synthetic_answers": ("{title}の回答", "answers to {title}"),
    "say_weights_merged": (
        "{name}では、回答が5人に満たない区分があるため、{dimension}の{classes}を1つの区分として合わせています。",
        "{name}: {classes} ({dimension}) are matched together, because one of them has fewer than 5 answers.",
    ),
    "say_weights_left_out": (
        "{name}は、{dimensions}の構成には合わせていません。",
        "{name} does not match the composition by {dimensions}.",
    ),
    "say_margin": (
        "標本誤差は、割合が50%のときで最大 ±{best}～{worst}ポイントです（指標の母数による）。",
        "Sampling error is at most ±{best} to {worst} points (at 50%, by the indicator's base).",
    ),
    "say_margin_reached": (
        "計画した精度（±{planned}ポイント）に届いています。",
        "The planned precision (±{planned} points) is reached.",
    ),
    "say_margin_short": (
        "計画した精度（±{planned}ポイント）に届かない指標があります: {indicators}",
        "The planned precision (±{planned} points) is not reached for: {indicators}",
    ),
    "say_rate_of": (
        "{dimension}では{low}の{low_rate}%から{high}の{high_rate}%",
        "by {dimension} from {low_rate}% ({low}) to {high_rate}% ({high})",
    ),
    "say_rates_counted": ("回収率は、{parts}まで差があります。", "Response rates differ: {parts}."),
    "say_rates_crossed": (
        "{dimensions}に分けると、回収率は{low}の{low_rate}から{high}の{high_rate}までです。",
        "By {dimensions} together, response rates run from {low_rate} ({low}) to {high_rate} ({high}).",
    ),
    "say_rates_crossed_expected": (
        "{dimensions}に分けると、回収率は{low}の{low_rate}から{high}の{high_rate}までです（発送数の内訳は人口の割合で分けた推計）。",
        "By {dimensions} together, response rates run from {low_rate} ({low}) to {high_rate} ({high}) (letters by group "
        "are estimated from the population).",
    ),
    "say_rates_crossed_hidden": (
        "このうち{n}区分は、人数が少ないため示していません。",
        "Of these groups, {n} {n:is|are} too small to show.",
    ),
    "rep_rates_crossed": ("{dimensions}別の回収率（回収／発送）", "Response rates by {dimensions} (answers / letters)"),
    "rep_rates_crossed_expected": (
        "{dimensions}別の回収率（発送数の内訳は人口の割合で分けた推計）",
        "Response rates by {dimensions} (letters by group estimated from the population)",
    ),
    "rep_rate_counted": ("{rate}（{responded}／{invited}）", "{rate} ({responded}/{invited})"),
    "say_rates_hidden": (
        "回収率の比較には、人数の少ない区分（非表示）を含めていません。",
        "The response rates compared do not include groups that are too small to show.",
    ),
    "margins_joiner": ("と", " and "),
    "margins_each": ("{margins}のそれぞれ", "each of {margins}"),
    "say_rates_beyond": (
        "区分ごとの回収率は示せません（発送数の内訳が分からず、人口の割合で分けた推計では100%を超える区分があるため）。",
        "Response rates by group cannot be shown (the letters by group are not known, and if they are estimated from the "
        "population some rates are more than 100%).",
    ),
    "say_rates": (
        "回収率は、{parts}まで差があります（発送数の内訳は人口の割合で分けた推計）。",
        "Response rates differ: {parts} (letters by group are estimated from the population).",
    ),
    "say_composition_both": (
        "{dimension}の構成を母集団と比べると、{under}が少なく、{over}が多くなっています（構成のずれ{dissimilarity}%）。",
        "By {dimension}, fewer {under} and more {over} answered than in the population (dissimilarity {dissimilarity}%).",
    ),
    "say_composition_under": (
        "{dimension}の構成を母集団と比べると、{cells}が少なくなっています（構成のずれ{dissimilarity}%）。",
        "By {dimension}, fewer {cells} answered than in the population (dissimilarity {dissimilarity}%).",
    ),
    "say_composition_over": (
        "{dimension}の構成を母集団と比べると、{cells}が多くなっています（構成のずれ{dissimilarity}%）。",
        "By {dimension}, more {cells} answered than in the population (dissimilarity {dissimilarity}%).",
    ),
    "say_composition_alike": (
        "{dimension}の構成には、母集団との違いがはっきりしません（構成のずれ{dissimilarity}%）。",
        "By {dimension}, no clear difference from the population was found (dissimilarity {dissimilarity}%).",
    ),
    "say_r_indicator": (
        "{dimensions}でみた回収率の偏りの少なさ（R指標）は{value}です（区間{lower}～{upper}。1 はどの区分も同じ回収率）。",
        "The R-indicator by {dimensions} is {value} (interval {lower} to {upper}; 1 means that every group had the same response rate).",
    ),
    "say_design_strata": (
        "「{strata}」の{n}つの層から別々に抽出した設計として、区間を計算しました。",
        "Intervals are those of a sample drawn in {n} strata ({strata}).",
    ),
    "say_design_empty": (
        "次の層からは回答がなく、割合はその層の人を含んでいません: {strata}",
        "No answers came from these strata, and the percents do not include the people there: {strata}",
    ),
    "say_design_few": (
        "回答が{k}人に満たない層があります。割合は、回答のない層の人を含みません。回答（抽出単位）が1つだけの層のばらつきは、全体の平均との差でみました。",
        "Some strata have fewer than {k} answers. The percents do not include people in strata without answers; the "
        "variation of strata with only one answer (or sampling unit) is measured from the mean of all.",
    ),
    "say_design_alone": (
        "次の層は回答（抽出単位）が1つだけなので、ばらつきを全体の平均との差でみました: {strata}",
        "These strata have only one answer (or sampling unit), so their variation is measured from the mean of all: "
        "{strata}",
    ),
    "say_design_stands": (
        "1人の回答は、層によって{low}～{high}人分にあたります（層の人口 ÷ 層の回答数）。",
        "One answer stands for {low} to {high} people, depending on its stratum (people over answers).",
    ),
    "say_design_psu": (
        "「{psu}」の{n}の抽出単位（町丁など）ごとに選んだ設計として、区間を計算しました。",
        "Intervals are those of a sample drawn by {n} sampling units ({psu}).",
    ),
    "say_design_official": (
        "運営方針の指標は、設計のウエイトで補正した値を公表します。",
        "Of the plan's indicators the values weighted by the design are published.",
    ),
    "say_design_beside": (
        "運営方針の指標は、補正しない値を公表し、設計のウエイトで補正した値を指標ごとに添えます。",
        "Of the plan's indicators the unweighted values are published; those weighted by the design are shown with them.",
    ),
    "say_weights": (
        "{name}（{margins}）のウエイトは平均の{low}～{high}倍です。{n}人の回答は、精度では{n_eff}人分にあたります。",
        "{name} ({margins}): weights are {low} to {high} times their mean; {n} {n:answer is|answers are} as precise as {n_eff} unweighted.",
    ),
    "say_weights_hidden": (
        "{name}（{margins}）のウエイトの範囲と、精度で何人分の回答にあたるかは、人数の少ない区分があるため示しません。",
        "{name} ({margins}): the range of the weights, and how many unweighted answers are as precise, are not given, "
        "because some groups are small.",
    ),
    "say_late_alike": (
        "{day}までに答えた人とその後の人の間に、はっきりした違いのある指標はありません。",
        "Those who answered by {day} and later ones do not clearly differ in any indicator.",
    ),
    "say_late_differs": (
        "{day}までに答えた人とその後の人では、次の指標の割合が違います: {indicators}",
        "Those who answered by {day} and later ones differ in: {indicators}",
    ),
    "say_margin_one": (
        "標本誤差は、割合が50%のときで最大 ±{best}ポイントです。",
        "Sampling error is at most ±{best} points (at 50%).",
    ),
}
