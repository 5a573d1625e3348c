"""目標 in words: 60％以上, 前年度以上, 40～60％, 維持（±2）, 令和9年度末までに60％以上."""

from __future__ import annotations

import re
from typing import Any

from kumin.definitions.lenient.scalars import ERA_NAMES, number_of, plain, year_of

_NAMES = "|".join(ERA_NAMES)
_YEAR = rf"(?:(?:{_NAMES}|[RHS])\.?(?:\d{{1,2}}|元)|(?:19|20)\d\d)年?度?"
_N = r"[-+]?(?:\d+(?:\.\d+)?万)?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?"
_UNIT = r"[^\d\s,.+\-~<>=以超未の維()]*?"
_PAST = rf"(?:(?P<year>{_YEAR})|前年度?|昨年度?|前回|lastyear|thepreviousyear)(?:の?(?:実績)?値?|実績値?)"
_ENDS = {
    "at_least": ("以上", "を下回らない", "or more", "ormore", "orabove"),
    "more_than": ("超", "を超える", "をこえる", "より多い", "より高い", "より大きい", "超える", "を上回る", "above"),
    "at_most": ("以下", "以内", "まで", "を上回らない", "を超えない", "orless", "orbelow", "orfewer"),
    "less_than": ("未満", "を下回る", "より少ない", "より低い", "より小さい", "below"),
}
_BEFORE = {
    ">=": "at_least", "≧": "at_least", "≥": "at_least", "atleast": "at_least", "<=": "at_most", "≦": "at_most",
    "≤": "at_most", "atmost": "at_most", "upto": "at_most", ">": "more_than", "morethan": "more_than",
    "over": "more_than", "<": "less_than", "lessthan": "less_than", "under": "less_than",
}  # fmt: skip
_AFTER = {words.replace(" ", ""): key for key, many in _ENDS.items() for words in many}
_KEEP = r"(?:に|を|で)?(?:する|なる|維持する|めざす|目指す|保つ|抑える)?。?"

_END = re.compile(rf"(?P<n>{_N})(?P<unit>{_UNIT})(?P<end>{'|'.join(map(re.escape, _AFTER))}){_KEEP}")
_COUNTED_END = re.compile(
    rf"(?P<n>[\d,]+)人(?:中|のうち)、?(?P<count>[\d,]+)人(?P<end>{'|'.join(map(re.escape, _AFTER))}){_KEEP}"
)
_END_FIRST = re.compile(rf"(?P<end>{'|'.join(map(re.escape, _BEFORE))})(?P<n>{_N})(?P<unit>{_UNIT})")
_BETWEEN = re.compile(
    rf"(?P<low>{_N}){_UNIT}(?:以上)?(?:~|から|と|-|to|、)(?P<high>{_N}){_UNIT}(?:以下|まで)?(?:の間|の範囲)?{_KEEP}"
)
_BOTH = re.compile(rf"(?P<low>{_N}){_UNIT}以上(?P<high>{_N}){_UNIT}以下{_KEEP}")
_AGAINST = re.compile(
    rf"{_PAST}(?:(?P<sign>より|から|に比べ|比|プラス|マイナス|[+\-])?(?P<n>{_N})(?P<unit>ポイント|pt|points?|%|点|人|件|世帯|台)?)?"
    r"(?P<way>以上増|以上減|以上|以下|増やす|減らす|増加|減少|増|減|を?上回る|を?下回る|超|未満|上げる|下げる|ormore|orless)?"
    r"(?:の?水準)?(?:に|を)?(?:する|させる)?。?"
)
_TIMES = re.compile(rf"{_PAST}の?(?P<n>{_N})倍(?P<way>以上|以下)?{_KEEP}")
_MAINTAIN = re.compile(
    rf"(?:(?P<past>{_PAST})|(?P<at>{_N}){_UNIT})?(?:の?水準)?(?:を|程度を)?(?P<keep>維持(?:する)?|現状維持|maintain|keep)?"
    rf"(?:\(?(?:±|上下)(?P<within>{_N})(?:ポイント|pt|points?|%)?(?:以内)?\)?)?"
)
_WATCH = {
    "目標なし",
    "目標値なし",
    "判定しない",
    "推移をみる",
    "推移を見る",
    "推移を見守る",
    "モニタリング",
    "モニタリングする",
    "なし",
    "設定なし",
    "目標を設けない",
    "数値目標なし",
    "monitor",
    "notarget",
}
_MORE = {"増加", "増やす", "増加させる"}
_LESS = {"減少", "減らす", "減少させる"}
"""A direction alone, against the year before."""
_BY_FIRST = re.compile(rf"(?P<by>{_YEAR})(?:末)?(?:までに|末に|に、?|までに、)(?P<rest>.+)")
_BY_LAST = re.compile(
    rf"(?P<rest>.+?)[(、](?P<by>{_YEAR})(?:末)?(?:まで|目標)?(?:に)?\)?|(?P<rest2>.+?)by(?P<by2>(?:FY)?\d{{4}})", re.I
)


def target_of(text: str) -> dict[str, Any] | None:
    """Read a target in words as the keys of a target; None where it cannot be read without guessing.

    Examples
    --------
    >>> target_of("令和９年度末までに６０％以上"), target_of("前年度＋5ポイント"), target_of("60％")
    ({'at_least': 60, 'by': 2027}, {'raise': {'points': 5}}, None)
    """
    words = plain(text).replace(" ", "").replace("〜", "~").replace("～", "~")
    if rule := _rule(words):
        return rule
    for match in (_BY_FIRST.fullmatch(words), _BY_LAST.fullmatch(words)):
        if match is not None:
            found = match.groupdict()
            rule = _rule(found.get("rest") or found.get("rest2") or "")
            year = year_of(found.get("by") or found.get("by2") or "")
            if rule and year:
                return rule | {"by": year}
    return None


def range_of(text: str) -> dict[str, Any] | None:
    """Read which numbers count: 7点以上 is ``{at_least: 7}``, 3以上5以下 has two ends."""
    words = plain(text).replace(" ", "").replace("〜", "~")
    if both := _BOTH.fullmatch(words):
        return {"at_least": _value(both["low"]), "at_most": _value(both["high"])}
    return _one_end(words)


def _value(text: str) -> float:
    found = number_of(text)
    return 0 if found is None else found[0]


def _has(text: str | None) -> bool:
    return bool(text) and number_of(text or "") is not None


def _counted_end(words: str) -> dict[str, Any] | None:
    """Read a target that is a result: 530人中349人以上."""
    match = _COUNTED_END.fullmatch(words)
    if match is None:
        return None
    return {_AFTER[match["end"]]: {"count": _value(match["count"]), "n": _value(match["n"])}}


def _one_end(words: str) -> dict[str, Any] | None:
    for pattern, keys in ((_END, _AFTER), (_END_FIRST, _BEFORE)):
        match = pattern.fullmatch(words.casefold() if keys is _BEFORE else words)
        if match is not None and _has(match["n"]):
            return {keys[match["end"]]: _value(match["n"])}
    return None


def _rule(words: str) -> dict[str, Any] | None:
    if words.casefold() in _WATCH:
        return {"monitor": True}
    if words in _MORE or words in _LESS:
        return {"direction": {"to": "up" if words in _MORE else "down"}}
    for read in (_counted_end, _one_end, _between, _times, _against, _maintain):
        if found := read(words):
            return found
    return None


def _between(words: str) -> dict[str, Any] | None:
    match = _BOTH.fullmatch(words) or _BETWEEN.fullmatch(words)
    if match is None or not (_has(match["low"]) and _has(match["high"])):
        return None
    return {"between": [_value(match["low"]), _value(match["high"])]}


def _from(match: re.Match[str]) -> dict[str, Any]:
    year = year_of(match["year"]) if match["year"] else None
    return {} if year is None else {"from": year}


def _times(words: str) -> dict[str, Any] | None:
    match = _TIMES.fullmatch(words)
    if match is None or not _has(match["n"]):
        return None
    kind = "lower" if match["way"] == "以下" else "raise"
    return {kind: {"ratio": _value(match["n"]), **_from(match)}}


_UP = {"以上", "以上増", "ormore"}
_DOWN = {"以下", "以上減", "orless"}
_ANY_UP = {"増やす", "増加", "増", "上回る", "を上回る", "超", "上げる"}
_ANY_DOWN = {"減らす", "減少", "減", "下回る", "を下回る", "未満", "下げる"}


def _against(words: str) -> dict[str, Any] | None:
    match = _AGAINST.fullmatch(words.casefold() if words.isascii() else words)
    if match is None or not (match["n"] or match["way"]):
        return None
    sign, way = match["sign"] or "", match["way"] or ""
    if not _has(match["n"]):
        if way in _UP | _DOWN and sign not in {"+", "-"} and way not in {"以上増", "以上減"}:
            return {"raise" if way in _UP else "lower": {"points": 0, **_from(match)}}
        if way in _ANY_UP | _ANY_DOWN:
            return {"direction": {"to": "up" if way in _ANY_UP else "down", **_from(match)}}
        return None
    down = sign in {"-", "マイナス"} or way in {*_DOWN - {"以下", "orless"}, *_ANY_DOWN} or match["n"].startswith("-")
    up = sign in {"+", "プラス"} or way in {"以上増", *_ANY_UP} or match["n"].startswith("+")
    if down == up or (match["unit"] == "%" and sign not in {"+", "-", "プラス", "マイナス"}):
        return None
    return {"lower" if down else "raise": {"points": abs(_value(match["n"])), **_from(match)}}


def _maintain(words: str) -> dict[str, Any] | None:
    match = _MAINTAIN.fullmatch(words.casefold() if words.isascii() else words)
    if match is None or not _has(match["within"]):
        return None  # how far a value may move and still be kept is for the user to say
    rule: dict[str, Any] = {} if not _has(match["at"]) else {"at": _value(match["at"])}
    rule["within_points"] = _value(match["within"])
    return {"maintain": rule | _from(match)}
