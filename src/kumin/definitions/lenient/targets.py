"""目標 in words: 60％以上, 前年度以上, 40～60％, 維持（±2）, 令和9年度末までに60％以上."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kumin.definitions.lenient.scalars import DIGITS, ERA_NAMES, SIGNS, number_of, plain, year_of

_NAMES = "|".join(ERA_NAMES)
YEAR = rf"(?:(?:{_NAMES}|[RHS])\.?(?:\d{{1,2}}|元)|(?:19|20)\d\d)年?度?"
_N = rf"[-+]?(?:{DIGITS}億)?(?:{DIGITS}万)?(?:{DIGITS}千)?(?:{DIGITS})?"
_UNIT = rf"(?![{SIGNS}])[^\d\s,.+\-~<>=以超未の維程()]*?"
PAST = (
    rf"(?:(?P<year>{YEAR})|前年度?|昨年度?|前回|lastyear|thepreviousyear)"
    r"(?:の?(?:実績)?値?|実績値?|の?調査(?:時|結果)?|の?結果)"
)
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
    rf"(?P<low>{_N})(?P<unit>{_UNIT})(?:以上)?(?:(?:~|-|to)(?P<high>{_N})(?P<unit2>{_UNIT})(?:以下)?(?:の間|の範囲)?{_KEEP}"
    rf"|(?:から|と)(?P<high2>{_N})(?P<unit3>{_UNIT})(?:まで)?(?:の間|の範囲){_KEEP})"
)
"""Of から only 40から60の間: from 60% to 70% is a way, and no range."""
_BOTH = re.compile(rf"(?P<low>{_N})(?P<unit>{_UNIT})以上、?(?P<high>{_N})(?P<unit2>{_UNIT})以下{_KEEP}")
_AGAINST = re.compile(
    rf"{PAST}(?:(?P<sign>より|から|に比べ|比|プラス|マイナス|[+\-])?(?P<n>{_N})(?P<unit>ポイント|pt|points?|%|点|人|件|世帯|台)?)?"
    r"(?P<way>以上増(?:やす|加)?|以上減(?:らす|少)?|以上|以下|増やす|減らす|増加|減少|増|減|を?上回る|を?下回る|超|未満|上げる|下げる|ormore|orless)?"
    r"(?:の?水準)?(?:に|を)?(?:する|させる)?。?"
)
_TIMES = re.compile(rf"{PAST}の?(?P<n>{_N})倍(?P<way>以上|以下)?{_KEEP}")
_MAINTAIN = re.compile(
    rf"(?:(?P<past>{PAST})|(?P<at>(?=[-+]?[\d.]){_N})(?P<unit>{_UNIT}))?"
    r"(?:の?水準)?(?:を|程度を)?(?P<keep>維持(?:する)?|現状維持|maintain|keep)?"
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
_BY_FIRST = re.compile(rf"(?P<by>{YEAR})(?:末)?(?:までに|末に|に、?|までに、|(?<=[年度末]))(?P<rest>.+)")
_BY_LAST = re.compile(
    rf"(?P<rest>.+?)[(、](?P<by>{YEAR})(?:末)?(?:まで|目標)?(?:に)?\)?|(?P<rest2>.+?)by(?P<by2>(?:FY)?\d{{4}})", re.I
)


class _Read(NamedTuple):
    """A rule as it was read, with the units that stand at the values it states."""

    rule: dict[str, Any]
    units: tuple[str, ...] = ()


def target_of(text: str) -> dict[str, Any] | None:
    """Read a target in words as the keys of a target; None where it cannot be read without guessing.

    Examples
    --------
    >>> target_of("令和９年度末までに６０％以上"), target_of("前年度＋5ポイント"), target_of("60％")
    ({'at_least': 60, 'by': 2027}, {'raise': {'points': 5}}, None)
    """
    found = _read(text)
    return None if found is None else found.rule


def units_of(text: str) -> tuple[str, ...]:
    """Return the units that a target in words writes at its values; none where it cannot be read.

    Examples
    --------
    >>> units_of("令和９年度末までに1,200人以上"), units_of("前年度以上"), units_of("60以上")
    (('人',), (), ())
    """
    found = _read(text)
    return () if found is None else tuple(unit for unit in found.units if unit)


def without_year(text: str) -> str:
    """Return the words without the year they are dated: 令和９年度末までに60％以上 is 60%以上."""
    words = spaceless(plain(text))
    return next((rest for rest, _ in _dated(words)), words)


def _read(text: str) -> _Read | None:
    words = spaceless(plain(text))
    if read := _rule(words):
        return read
    for rest, year in _dated(words):
        if read := _rule(rest):
            return read._replace(rule=read.rule | {"by": year})
    return None


def spaceless(words: str) -> str:
    """Drop spaces, and write every sign of a range alike."""
    return words.replace(" ", "").replace("〜", "~").replace("～", "~")


def _dated(words: str) -> Iterator[tuple[str, int]]:
    """Yield the words without a year by which they are dated, and the year."""
    for match in (_BY_FIRST.fullmatch(words), _BY_LAST.fullmatch(words)):
        if match is None:
            continue
        found = match.groupdict()
        if year := year_of(found.get("by") or found.get("by2") or ""):
            yield found.get("rest") or found.get("rest2") or "", year


def range_of(text: str) -> dict[str, Any] | None:
    """Read which numbers count: 7点以上 is ``{at_least: 7}``, 3以上5以下 has two ends."""
    words = spaceless(plain(text))
    if both := _BOTH.fullmatch(words):
        return {"at_least": _value(both["low"]), "at_most": _value(both["high"])}
    found = _one_end(words)
    return None if found is None else found.rule


def _value(text: str) -> float:
    found = number_of(text)
    return 0 if found is None else found[0]


def _has(text: str | None) -> bool:
    return bool(text) and number_of(text or "") is not None


def _counted_end(words: str) -> _Read | None:
    """Read a target that is a result: 530人中349人以上."""
    match = _COUNTED_END.fullmatch(words)
    if match is None:
        return None
    return _Read({_AFTER[match["end"]]: {"count": _value(match["count"]), "n": _value(match["n"])}})


def _one_end(words: str) -> _Read | None:
    for pattern, keys in ((_END, _AFTER), (_END_FIRST, _BEFORE)):
        match = pattern.fullmatch(words.casefold() if keys is _BEFORE else words)
        if match is not None and _has(match["n"]):
            return _Read({keys[match["end"]]: _value(match["n"])}, (match["unit"],))
    return None


def _rule(words: str) -> _Read | None:
    if words.casefold() in _WATCH:
        return _Read({"monitor": True})
    if words in _MORE or words in _LESS:
        return _Read({"direction": {"to": "up" if words in _MORE else "down"}})
    for read in (_counted_end, _one_end, _between, _maintain):
        if found := read(words):
            return found
    rule = _times(words) or _against(words)
    return None if rule is None else _Read(rule)


def _between(words: str) -> _Read | None:
    match = _BOTH.fullmatch(words) or _BETWEEN.fullmatch(words)
    if match is None:
        return None
    found = match.groupdict()
    high = found["high"] or found.get("high2")
    if not (_has(found["low"]) and _has(high)):
        return None
    units = tuple(found.get(name) or "" for name in ("unit", "unit2", "unit3"))
    return _Read({"between": [_value(found["low"]), _value(high or "")]}, units)


def _from(match: re.Match[str]) -> dict[str, Any]:
    year = year_of(match["year"]) if match["year"] else None
    return {} if year is None else {"from": year}


def _times(words: str) -> dict[str, Any] | None:
    match = _TIMES.fullmatch(words)
    if match is None or not _has(match["n"]):
        return None
    times = _value(match["n"])
    if match["way"] is None and times == 1:
        return None  # as much as last year, no more and no less
    kind = "lower" if match["way"] == "以下" or (match["way"] is None and times < 1) else "raise"
    return {kind: {"ratio": times, **_from(match)}}


_MORE_BY = {"以上増", "以上増加", "以上増やす"}
_LESS_BY = {"以上減", "以上減少", "以上減らす"}
_UP = {"以上", "ormore", *_MORE_BY}
_DOWN = {"以下", "orless", *_LESS_BY}
_ANY_UP = {"増やす", "増加", "増", "上回る", "を上回る", "超", "上げる"}
_ANY_DOWN = {"減らす", "減少", "減", "下回る", "を下回る", "未満", "下げる"}


def _against(words: str) -> dict[str, Any] | None:
    match = _AGAINST.fullmatch(words.casefold() if words.isascii() else words)
    if match is None or not (match["n"] or match["way"]):
        return None
    sign, way = match["sign"] or "", match["way"] or ""
    if not _has(match["n"]):
        if way in _UP | _DOWN and sign not in {"+", "-"} and way not in _MORE_BY | _LESS_BY:
            return {"raise" if way in _UP else "lower": {"points": 0, **_from(match)}}
        if way in _ANY_UP | _ANY_DOWN:
            return {"direction": {"to": "up" if way in _ANY_UP else "down", **_from(match)}}
        return None
    down = sign in {"-", "マイナス"} or way in {*_DOWN - {"以下", "orless"}, *_ANY_DOWN} or match["n"].startswith("-")
    up = sign in {"+", "プラス"} or way in _MORE_BY | _ANY_UP or match["n"].startswith("+")
    if down == up or (match["unit"] == "%" and sign not in {"+", "-", "プラス", "マイナス"}):
        return None
    return {"lower" if down else "raise": {"points": abs(_value(match["n"])), **_from(match)}}


def _maintain(words: str) -> _Read | None:
    match = _MAINTAIN.fullmatch(words.casefold() if words.isascii() else words)
    if match is None or not _has(match["within"]):
        return None  # how far a value may move and still be kept is for the user to say
    if not (match["past"] or match["at"] or match["keep"]):
        return None  # nor around what
    rule: dict[str, Any] = {} if not _has(match["at"]) else {"at": _value(match["at"])}
    rule["within_points"] = _value(match["within"])
    return _Read({"maintain": rule | _from(match)}, (match["unit"] or "",))
