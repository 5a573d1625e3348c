"""Models that may be written in one line of words: which words read as which keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kumin.definitions.lenient.scalars import day_of, folded, number_of, plain, year_of
from kumin.definitions.lenient.target_questions import question_of
from kumin.definitions.lenient.target_words import meant_of
from kumin.definitions.lenient.targets import range_of, target_of
from kumin.definitions.lenient.words import literal_of


@dataclass(frozen=True)
class Form:
    """A way to write a model in words.

    Parameters
    ----------
    kind : str
        What it is called in what is said of it: ``understood_KIND``.
    read : callable
        Words → the model's keys; None where they cannot be read without guessing.
    refusal : str
        Message code for words that cannot be read; empty where another form may hold.
    meant_of : callable
        (words, the keys around them) → words that mean the same anywhere; None where that is not known.
    question : callable
        (words, the keys around them) → the message code that asks what they mean; None where there is nothing to ask.
    """

    kind: str
    read: Callable[[str], Any]
    refusal: str = ""
    meant_of: Callable[[str, Mapping[Any, Any]], str | None] = lambda words, _around: words
    question: Callable[[str, Mapping[Any, Any]], str | None] = lambda _words, _around: None


_BASES = {
    "無回答を除く": "answered", "無回答除く": "answered", "有効回答": "answered", "無回答を含む": "all",
    "無回答含む": "all", "全員": "all", "全回答者": "all", "noanswersleftout": "answered", "withnoanswers": "all",
}  # fmt: skip
_EXCLUDED = re.compile(
    r"(?:(?P<all>無回答(?:を)?含む|with no answers?),?\s*)?(?P<who>.+?)(?:も|を|は)?(?:除く|left out)", re.I
)
_N = r"n\s*=\s*(?P<n>\d(?:[\d,]*\d)?)人?"
_SPREAD = r"(?P<spread>sd|se|標準偏差|標準誤差)\s*=\s*(?P<amount>[\d.]+)"
_PUBLISHED = re.compile(
    rf"(?P<value>[^()=]+?)\s*(?:\(?{_N}(?:[、,]?\s*{_SPREAD})?\)?|\(?{_SPREAD.replace('P<', 'P<only_')}\)?)?", re.I
)
_COUNTED = (
    re.compile(r"(?P<n>[\d,]+)人(?:中|のうち)、?(?P<count>[\d,]+)人?"),
    re.compile(r"(?P<count>[\d,]+)(?:人?\s*/\s*|\s+of\s+)(?P<n>[\d,]+)人?", re.I),
)


def base_of(text: str) -> dict[str, Any] | str | None:
    """Read a denominator: 無回答を除く, 無回答を含む, わからないも除く, 5を除く."""
    words = plain(text)
    if words in {"answered", "all"}:
        return words
    if known := _BASES.get(folded(words)):
        return known
    match = _EXCLUDED.fullmatch(words)
    if match is None or folded(match["who"]) in {"無回答", "noanswers"}:
        return None
    who = re.sub(r"^無回答と", "", match["who"])
    return ({"rule": "all"} if match["all"] else {}) | {"excluding": [who]}


def baseline_of(text: str) -> dict[str, Any] | None:
    """Read a baseline that is a year alone: 令和元年度."""
    year = year_of(plain(text))
    return None if year is None else {"year": year}


def direction_of(text: str) -> str | None:
    """Read which way: 増やす, 減少, up."""
    found = literal_of(text, ("up", "down"))
    return None if found is None else str(found)


def period_of(text: str) -> dict[str, Any] | None:
    """Read a first and a last day: 2024/7/8～7/31, 令和6年7月8日から令和6年7月31日まで."""
    parts = re.split(r"\s*(?:~|〜|から|\bto\b|\s-\s)\s*", plain(text).removesuffix("まで"))
    if len(parts) != 2:
        return None
    start, end = day_of(parts[0]), day_of(parts[1])
    if start is not None and end is None:
        end = day_of(f"{start.year}/{parts[1]}") or day_of(f"{start.year}年{parts[1]}")
    return None if start is None or end is None else {"start": start, "end": end}


def published_of(text: str) -> Any:
    """Read a published value: 52.3％, 1,234, 52.3（n=455）, 530人中349人, 3.42（n=512、標準偏差=1.1）, 未測定."""
    words = plain(text)
    if words in {"未測定", "not_measured"}:
        return words
    if words in {"測定なし", "調査なし", "not measured"}:
        return "not_measured"
    if counted := counted_of(words):
        return counted
    match = _PUBLISHED.fullmatch(words)
    found = number_of(match["value"]) if match else None
    if match is None or found is None:
        return None
    read: dict[str, Any] = {"percent": found[0]}
    if match["n"] and (n := number_of(match["n"])):
        read["n"] = n[0]
    spread, amount = match["spread"] or match["only_spread"], match["amount"] or match["only_amount"]
    if spread and (size := number_of(amount)):
        read["sd" if spread.casefold() in {"sd", "標準偏差"} else "se"] = size[0]
    return read if len(read) > 1 else found[0]


def counted_of(text: str) -> dict[str, Any] | None:
    """Read how many of how many count: 530人中349人, 349/530, 349 of 530."""
    for pattern in _COUNTED:
        if match := pattern.fullmatch(plain(text)):
            n, count = number_of(match["n"]), number_of(match["count"])
            return None if n is None or count is None else {"count": count[0], "n": n[0]}
    return None


FORMS: Mapping[str, Form] = {
    "Target": Form("target", target_of, "target_words", meant_of, question_of),
    "NumberRange": Form("range", range_of),
    "Direction": Form("word", direction_of),
    "Baseline": Form("year", baseline_of),
    "Base": Form("base", base_of, "base_words"),
    "Period": Form("period", period_of, "period_words"),
    "Published": Form("published", published_of, "published_words"),
    "Sampled": Form("published", published_of),
}
"""By the name of the model."""
