"""Numbers, years, days and joined words as each language writes them."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rep_year_end": ("{year}年度末まで", "by the end of fiscal year {year}"),
    "rep_points": ("{points}ポイント", "{points} points"),
    "rep_to": ("{lower}～{upper}", "{lower}–{upper}"),
    "rep_since_last_year": ("前年度", "last year"),
    "rep_since_year": ("{year}年度", "{year}"),
    "rep_people": ("{n}人", "{n}"),
    "rep_in_brackets": ("（{words}）", "({words})"),
    "rep_of_year": ("{value}（{year}年度）", "{value} ({year})"),
    "rep_list_joiner": ("、", "; "),
    "value_hidden": ("（非表示）", "(hidden)"),
    "list_joiner": ("、", ", "),
    "sentence_joiner": ("", " "),
    "era_reiwa": ("令和{number}", "Reiwa {number}"),
    "era_heisei": ("平成{number}", "Heisei {number}"),
    "era_showa": ("昭和{number}", "Showa {number}"),
    "era_taisho": ("大正{number}", "Taisho {number}"),
    "era_meiji": ("明治{number}", "Meiji {number}"),
    "era_first": ("元", "1"),
    "both_years": ("{era}年度（{year}年度）", "fiscal year {year} ({era})"),
    "date": ("{day.year}年{day.month}月{day.day}日", "{day:%Y-%m-%d}"),
    "day": ("{day.month}月{day.day}日", "{day:%m/%d}"),
    "n_people": ("{n}人", "{n} {n:person|people}"),
    "no_answer": ("無回答", "No answer"),
    "label_joiner": ("・", ", "),
    "say_p": ("p={p}", "p = {p}"),
    "say_p_below": ("p<{p}", "p < {p}"),
    "detail_line": ("　・{words}", "  - {words}"),
}
