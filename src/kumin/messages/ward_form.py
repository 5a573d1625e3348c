"""Headings of the form (共通様式) a ward hands in, in the order and the words of the plans that wards publish."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "ward_form_mark": ("【共通様式】", "[Common form]"),
    "ward_form_head": ("（区長：{head}）", "(Head of the ward: {head})"),
    "ward_form_front": (
        "「目標」「使命」及び「所属運営の基本的な考え方」",
        "Goal, mission and basic policy",
    ),
    "ward_form_policy": ("{year}年度\n所属運営の\n基本的な\n考え方", "Basic policy of {year}"),
    "ward_form_pillar": ("・「柱{number}」{pillar}", "- Pillar {number}: {pillar}"),
    "ward_form_issues": ("重点的に取り組む経営課題", "Issues of first importance"),
    "ward_form_issue": ("経営課題{id}　{title}", "Issue {id}: {title}"),
    "ward_form_settled": ("{year}決算額", "{year} settled"),
    "ward_form_budget": ("{year}予算額", "{year} budget"),
    "ward_form_strategies": ("主な戦略\n(課題解決の方策)", "Main strategies\n(ways to solve the issue)"),
    "ward_form_indicators": (
        "アウトカム\n指標\n（経営課題の進捗度\n合を示した指標）",
        "Outcome indicators\n(how far the issue is solved)",
    ),
    "ward_form_status": (
        "アウトカム\n指標の達成状況\n（定量評価）",
        "Outcome indicators:\njudgement\n(in numbers)",
    ),
    "ward_form_result": ("{year}年度実績と達成状況", "Result of {year} and judgement"),
    "ward_form_legend": ("※A：達成　B：未達成", "* A: achieved, B: not achieved"),
    "ward_form_previous": ("前年度実績", "Last year's result"),
    "ward_form_evaluation": (
        "自己評価\n（運営方針全体\nの定性評価）",
        "Self-evaluation\n(of the whole plan, in words)",
    ),
    "ward_form_future": ("今後の方針", "Future policy"),
    "ward_form_of_issue": ("【経営課題{id}】", "[Issue {id}]"),
    "ward_form_appendix": ("付録　数字の根拠（様式の外）", "Appendix: what the numbers rest on (not part of the form)"),
}
