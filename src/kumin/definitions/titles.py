"""What a question is called: its number once, short beside a bar, without the words that ask in a heading of groups."""

from __future__ import annotations

import re
import unicodedata

from kumin.definitions.questions import Question

_COUNTED = "歳年人回月日時か代%円つ点割度"
"""After a number these say that it is part of the words: 「問5 18歳未満」 has no 問5の18."""
_NUMBER = re.compile(
    rf"(?:問|設問|質問|q)\s*(\d+)(?:\s?[-ー–−_(の.]\s?(\d{{1,2}})(?![\d{_COUNTED}〜~])(?:\s?\))?)?", re.I
)
_BETWEEN = " \u3000.．、，,:：)）]】"
_ITEM = re.compile(r"^(?P<stem>.*\S)\s*\[(?P<item>[^\[\]]+)\]$")
_POLITE = re.compile(
    r"(?:を|について|に関して)?[、,]?(?:それぞれ)?(?:ご記入|ご回答|お答え|お選び|お教え|お聞かせ|お書き|教えて|選んで)(?:ください|下さい)[。．.]?$"
    r"|は(?:どちら|どれ|何|なん|いくつ|おいくつ)(?:です|でしょう)か[。．?？]?$"
)
_HOW = re.compile(r"[(（][^()（）]*(?:[1１一]つ|ひとつ|[○〇◯])[^()（）]*[)）]$")
_BRANCH = re.compile(r"^[(（]\d{1,2}[)）]\s*")
_LONGEST = 24


def question_number(heading: str) -> re.Match[str] | None:
    """Find the number that a heading begins with, in its usual width: the question's, and its branch's or None.

    Examples
    --------
    >>> [question_number(one).groups() for one in ("問１５（１） 満足度", "Q7-2", "問6（1つ選択）", "問5 18歳未満")]
    [('15', '1'), ('7', '2'), ('6', None), ('5', None)]
    """
    return _NUMBER.match(unicodedata.normalize("NFKC", heading))


def number_in(heading: str) -> str:
    """Return the number that stands at the beginning of a heading: 問15(1); empty where there is none."""
    found = question_number(heading)
    return heading[: found.end()].strip() if found else ""


def full_title(question: Question) -> str:
    """Name a question by its number and its text as asked, neither of them twice.

    Examples
    --------
    >>> from kumin.definitions import SingleQuestion
    >>> asked = {"type": "single", "options": {1: "知っている", 2: "知らない"}}
    >>> full_title(SingleQuestion(id="q13", header="問13", text="避難所を知っていますか", **asked))
    '問13\u3000避難所を知っていますか'
    >>> full_title(SingleQuestion(id="q13", header="問13", text="問13 避難所を知っていますか", **asked))
    '問13 避難所を知っていますか'
    """
    return title_of(question.column_header, question.text)


def title_of(heading: str, text: str) -> str:
    """Put a question's heading before its text, as :func:`full_title`."""
    if heading == text or number_in(text):
        return text
    number = number_in(heading)
    if number and heading[len(number) :].strip(_BETWEEN) == text:
        heading = number
    return f"{heading}\u3000{text}"


def short_title(question: Question) -> str:
    """Name a question beside a bar: of a long one below a common heading the number and what is its own.

    Examples
    --------
    >>> from kumin.definitions import SingleQuestion
    >>> asked = {"type": "single", "options": {1: "満足", 2: "不満"}}
    >>> text = "問15 次の取組にどの程度満足していますか。 [防犯・交通安全]"
    >>> short_title(SingleQuestion(id="q15_3", header="問15(3)", text=text, **asked))
    '問15(3)\u3000防犯・交通安全'
    """
    found = _ITEM.match(question.text)
    if found is None or len(question.text) <= _LONGEST:
        return question.text
    number = number_in(question.column_header)
    return f"{number}\u3000{_BRANCH.sub('', found['item'])}" if number else found["item"]


def axis_title(question: Question) -> str:
    """Name a question where it breaks a table down: without its number, and without the words that ask.

    Examples
    --------
    >>> from kumin.definitions import SingleQuestion
    >>> asked = {"type": "single", "options": {1: "男性", 2: "女性"}}
    >>> axis_title(SingleQuestion(id="q1", header="問1", text="問1 あなたの性別をお答えください。（○は1つ）", **asked))
    'あなたの性別'
    """
    text = question.text
    number = number_in(text)
    words = text.removeprefix(number).lstrip(_BETWEEN) if number else text
    plain = _POLITE.sub("", _HOW.sub("", words).strip()).strip()
    return plain or words or text
