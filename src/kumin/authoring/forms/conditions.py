"""Conditions that forms write as text (XLSForm ``relevant`` and ``constraint``, LimeSurvey ``relevance``) → ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kumin.authoring.guess import Choice

_VALUE = r"""(?:'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?))"""
_EQUAL = re.compile(rf"^\$\{{([^}}]+)\}}\s*(!?=)\s*{_VALUE}$")
_SELECTED = re.compile(rf"^(not\s*\(\s*)?selected\s*\(\s*\$\{{([^}}]+)\}}\s*,\s*{_VALUE}\s*\)\s*(\))?$")
_LIME = re.compile(rf"^([A-Za-z]\w*?)(?:\.(?:NAOK|value|code))?\s*(==|=|!=|eq|ne)\s*{_VALUE}$")
_BOUND = re.compile(rf"^\.\s*(>=|<=|>|<)\s*(?:date\s*\(\s*)?{_VALUE}\s*\)?$")
_CHOSEN = re.compile(r"^count-selected\s*\(\s*\.\s*\)\s*(<=|<)\s*(\d+)$")

Known = Mapping[str, tuple[str, Mapping[int, Choice], Mapping[str, int]]]
"""Name in the form → id, options, and the code of each name."""
Asked = dict[str, list[int]]


def asked_if(condition: str, known: Known) -> Asked | None:
    """Return the options of earlier questions that a condition asks for; None where it asks for anything else.

    Conditions joined by *and* must all hold; those joined by *or* must be of one question.
    """
    result: Asked = {}
    for part in _split(condition, "and"):
        codes: Asked = {}
        for one in _split(part, "or"):
            found = _asked(one, known)
            if found is None or (codes and found[0] not in codes):
                return None
            codes.setdefault(found[0], [])
            codes[found[0]] += found[1]
        for id_, own in codes.items():
            both = [code for code in result[id_] if code in own] if id_ in result else own
            if not both:
                return None
            result[id_] = sorted(set(both))
    return result or None


def _split(condition: str, word: str) -> list[str]:
    """Split at a word that stands outside of brackets and quotes, and take brackets around the whole away."""
    plain = _bare(re.sub(r"&&", " and ", re.sub(r"\|\|", " or ", condition)))
    parts, depth, start, quote = [], 0, 0, ""
    for place, sign in enumerate(plain):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "({":
            depth += 1
        elif sign in ")}":
            depth -= 1
        elif depth == 0 and re.match(rf"\s{word}\s", plain[place : place + len(word) + 2], re.I):
            parts.append(plain[start:place])
            start = place + len(word) + 1
    return [_bare(part) for part in (*parts, plain[start:])]


def _bare(condition: str) -> str:
    plain = condition.strip()
    while plain.startswith("(") and plain.endswith(")"):
        depth = 0
        for place, sign in enumerate(plain):
            depth += (sign == "(") - (sign == ")")
            if depth == 0 and place < len(plain) - 1:
                return plain
        plain = plain[1:-1].strip()
    return plain


def _asked(condition: str, known: Known) -> tuple[str, list[int]] | None:
    if found := _EQUAL.match(condition):
        name, value, negative = found[1], found[3] or found[4] or found[5], found[2] == "!="
    elif found := _SELECTED.match(condition):
        name, value, negative = found[2], found[3] or found[4] or found[5], bool(found[1])
        if negative != bool(found[6]) or negative:
            return None  # who marked other options only is not "not selected"
    elif found := _LIME.match(condition):
        name, value, negative = found[1], found[3] or found[4] or found[5], found[2] in ("!=", "ne")
    else:
        return None
    if name not in known or value is None:
        return None
    id_, options, codes = known[name]
    code = codes.get(value, int(value) if value.isdecimal() and int(value) in options else None)
    if code is None:
        return None
    return id_, [one for one in options if one != code] if negative else [code]


def bounds(constraint: str, kind: str) -> dict[str, str] | None:
    """Return the keys that a constraint on an answer means; None where it means anything else.

    Parameters
    ----------
    constraint : str
    kind : str
        Type of the question: an integer above 0 is at least 1.
    """
    keys: dict[str, str] = {}
    for part in _split(constraint, "and"):
        if (found := _CHOSEN.match(part)) and kind == "multiple":
            keys["max"] = str(int(found[2]) - (found[1] == "<"))
            continue
        found = _BOUND.match(part)
        if found is None or kind not in ("integer", "decimal", "date"):
            return None
        sign, value = found[1], found[2] or found[3] or found[4]
        written = _date(sign, value) if kind == "date" else _number(sign, value, whole=kind == "integer")
        if written is None:
            return None
        low, high = ("earliest", "latest") if kind == "date" else ("minimum", "maximum")
        keys[low if sign[0] == ">" else high] = written
    return keys


def _date(sign: str, value: str) -> str | None:
    return value if len(sign) == 2 and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def _number(sign: str, value: str, *, whole: bool) -> str | None:
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", value) or (len(sign) == 1 and not (whole and "." not in value)):
        return None
    return value if len(sign) == 2 else str(int(value) + (1 if sign == ">" else -1))


def all_hold(conditions: Sequence[str], read: Callable[[str], Asked | None]) -> tuple[Asked, list[str]]:
    """Join the conditions of a question and of the groups around it, and return those that cannot be expressed."""
    result: Asked = {}
    left = []
    for condition in conditions:
        found = read(condition)
        if found is None or any(id_ in result and not set(result[id_]) & set(codes) for id_, codes in found.items()):
            left.append(condition)
            continue
        for id_, codes in found.items():
            result[id_] = [code for code in result.get(id_, codes) if code in codes]
    return result, left
