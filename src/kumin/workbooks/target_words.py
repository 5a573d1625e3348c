"""A target as people write it: 60％以上, 前年度＋5ポイント; the inverse of :mod:`kumin.definitions.lenient.targets`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kumin.definitions.lenient.scalars import ERA_NAMES
from kumin.messages import text
from kumin.numbers import DUST, era_of, shortest

_ENDS = ("at_least", "more_than", "at_most", "less_than")


def _number(value: Any) -> str:
    return shortest(value, most=DUST)


def year_words(year: int) -> str:
    """Return a fiscal year as people write it: 令和4年度."""
    era, number = era_of(year)
    name = next(name for name, code in ERA_NAMES.items() if code == era.code)
    return f"{name}{'元' if number == 1 else number}年度"


def range_words(value: Mapping[str, Any], lang: str) -> str | None:
    """Return one end in words; None where there are two."""
    if len(value) != 1 or (key := next(iter(value))) not in _ENDS:
        return None
    return text(f"cell_{key}", lang, number=_number(value[key]))


def target_words(value: Mapping[str, Any], lang: str, unit: str = "") -> str | None:
    """Return a target's rule in words; None where it has no words of its own."""
    if len(value) != 1:
        return None
    (key, rule), english = next(iter(value.items())), lang != "ja"
    if key in _ENDS and isinstance(rule, int | float):
        return text(f"cell_{key}", lang, number=_number(rule) + ("" if english and unit != "%" else unit))
    if key in _ENDS and isinstance(rule, Mapping) and set(rule) == {"count", "n"} and not english:
        return text(f"cell_{key}", lang, number=text("cell_count_of", lang, **rule))
    if key == "between" and isinstance(rule, list | tuple):
        return ("-" if english else "～").join(map(_number, rule))
    if key == "monitor":
        return text("cell_no_target", lang)
    plain = isinstance(rule, Mapping) and not set(rule) - {"points", "ratio", "to", "from", "at", "within_points"}
    return None if english or not plain else _of_past(key, rule)


def _of_past(key: str, rule: Mapping[str, Any]) -> str | None:
    """Return the words of a rule that refers to a past year."""
    past = year_words(rule["from"]) if isinstance(rule.get("from"), int) else "前年度"
    if key in ("raise", "lower"):
        return past + _against(key, rule)
    if key == "direction":
        return past + ("を上回る" if rule.get("to") == "up" else "を下回る")
    if key != "maintain":
        return None
    at = f"{_number(rule['at'])}を" if "at" in rule else f"{past}を" if "from" in rule else ""
    return f"{at}維持" + (f"（±{_number(rule['within_points'])}）" if "within_points" in rule else "")


def _against(key: str, rule: Mapping[str, Any]) -> str:
    up = key == "raise"
    if "ratio" in rule:
        return f"の{_number(rule['ratio'])}倍{'以上' if up else '以下'}"
    if not rule.get("points"):
        return "以上" if up else "以下"
    return f"{'＋' if up else '－'}{_number(rule['points'])}ポイント"
