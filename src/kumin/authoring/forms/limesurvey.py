"""LimeSurvey survey structures (.lss)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from kumin.authoring.forms.conditions import all_hold, asked_if
from kumin.authoring.forms.form import Form, Item, Remainder, as_id, coded
from kumin.authoring.guess import OTHER_LABEL, Choice
from kumin.definitions.questions import NOT_DRAFTED
from kumin.errors import ReadError
from kumin.reading import read_file

_MOST = 20 * 1024**2
"""Bytes of a survey's structure; thousands of questions are a tenth of it."""
_NUMBERS, _WORDS = {"N"}, {"S", "T", "U"}
_LISTS, _MULTIPLE, _ARRAYS = {"L", "!", "O"}, {"M", "P"}, {"F", "H", "A", "B", "C", "E"}
_ROWS_OF = {"K": "number", "Q": "text"}
_CELLS_OF = {":": "number", ";": "text"}
_RANKS, _DUAL, _EQUATION = "R", "1", "*"
_FIXED = {
    "5": [(str(n), str(n)) for n in range(1, 6)], "A": [(str(n), str(n)) for n in range(1, 6)],
    "B": [(str(n), str(n)) for n in range(1, 11)], "Y": [("Y", "はい"), ("N", "いいえ")],
    "G": [("F", "女性"), ("M", "男性")], "C": [("Y", "はい"), ("N", "いいえ"), ("U", "わからない")],
    "E": [("I", "増えた"), ("S", "変わらない"), ("D", "減った")],
}  # fmt: skip
"""Question types whose answers the program itself gives, with their codes."""
_SILENT = {"X"}
_IDS, _RECEIVED = ("id", "回答ID", "Response ID"), ("submitdate", "送信日", "Date submitted")
_ADDED = ("lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl", "token", "interviewtime",
          "最後のページ", "開始言語", "乱数シード")  # fmt: skip

Row = Mapping[str, str]


def read_limesurvey(path: Path) -> Form | None:
    """Read a survey's structure; None for a file that is none.

    A document type or entity is refused: it could name other files, or grow without end.

    Raises
    ------
    ReadError
        It is one, and is damaged, too large, or has no question.
    """
    if not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(4096)
    if b"<?xml" not in start[:100] or b"LimeSurveyDocType" not in start:
        return None
    data = read_file(path, _MOST, ReadError)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.I):
        raise ReadError("file_broken", path=path, kind="LimeSurvey")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise ReadError("file_broken", path=path, kind="LimeSurvey") from None
    return _form(path, root)


def _form(path: Path, root: ElementTree.Element) -> Form:
    language = next((row.get("language", "") for row in _rows(root, "surveys")), "")
    texts = {row["qid"]: row for row in _in_language(_rows(root, "question_l10ns"), language) if "qid" in row}
    words = {row["aid"]: row for row in _in_language(_rows(root, "answer_l10ns"), language) if "aid" in row}
    questions = [{**row, **_of(texts.get(row.get("qid", "")), "question")} for row in _rows(root, "questions")]
    below = [{**row, **_of(texts.get(row.get("qid", "")), "question")} for row in _rows(root, "subquestions")]
    answers = [{**row, **_of(words.get(row.get("aid", "")), "answer")} for row in _rows(root, "answers")]
    groups = {row.get("gid", ""): row for row in _rows(root, "groups")}
    reading = _Reading(_in_language(below, language), _in_language(answers, language), groups)
    main = [row for row in _in_language(questions, language) if row.get("parent_qid", "0") in ("", "0")]
    main.sort(key=lambda row: (_whole(groups.get(row.get("gid", ""), {}).get("group_order", "0")),
                               _whole(row.get("question_order", "0"))))  # fmt: skip
    for row in main:
        reading.read(row)
    if not reading.items:
        raise ReadError("form_without_questions", path=path, kind="LimeSurvey")
    settings = _in_language(_rows(root, "surveys_languagesettings"), language)
    title = next((_plain(row.get("surveyls_title", "")) for row in settings), "")
    ignore = tuple(dict.fromkeys((*_ADDED, *reading.computed)))
    return Form("LimeSurvey", title, tuple(reading.items), tuple(reading.remainders), _IDS, _RECEIVED, ignore)


def _rows(root: ElementTree.Element, name: str) -> list[Row]:
    return [{field.tag: field.text or "" for field in row} for row in root.findall(f"./{name}/rows/row")]


def _in_language(rows: Sequence[Row], language: str) -> list[Row]:
    """Take the rows in Japanese where there are some, else in the survey's own language."""
    kept = "ja" if any(row.get("language") == "ja" for row in rows) else language
    return [row for row in rows if not row.get("language") or not kept or row["language"] == kept]


def _of(row: Row | None, key: str) -> Row:
    return {key: row.get(key, "")} if row else {}


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def _plain(words: str) -> str:
    """Take marks and the references of expressions away."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>|\{[^}]*\}", " ", words)).split())


def _is_second(row: Row) -> bool:
    """Tell whether a row is of an array's second axis or scale."""
    return row.get("scale_id", "0") not in ("", "0")


class _Reading:
    """Makes items of the rows of questions, in order."""

    def __init__(self, below: Sequence[Row], answers: Sequence[Row], groups: Mapping[str, Row]) -> None:
        self.items: list[Item] = []
        self.remainders: list[Remainder] = []
        self.computed: list[str] = []
        self._below, self._answers, self._groups = below, answers, groups
        self._used = set(NOT_DRAFTED)
        self._known: dict[str, tuple[str, Mapping[int, Choice], Mapping[str, int]]] = {}

    def read(self, row: Row) -> None:
        """Make the items of a question."""
        name, kind = row.get("title", ""), row.get("type", "")
        title = _plain(row.get("question", "")) or name
        if kind in _SILENT or not name:
            return
        if kind == _EQUATION:
            self.computed.append(name)
            self.remainders.append(Remainder(name, name, "form_recorded", kind))
            return
        rows = sorted((one for one in self._below if one.get("parent_qid") == row.get("qid")),
                      key=lambda one: _whole(one.get("question_order", "0")))  # fmt: skip
        ask_if, extra = self._rules(row)
        made = self._made(row, title, rows)
        for item in made:
            self.items.append(replace(item, ask_if=ask_if, extra={**item.extra, **extra}))
        if len(made) == 1 and made[0].options:
            codes = {alias: code for code, choice in made[0].options.items() for alias in choice.aliases}
            self._known[name] = (made[0].id, made[0].options, codes)

    def _made(self, row: Row, title: str, rows: Sequence[Row]) -> list[Item]:
        name, kind = row.get("title", ""), row.get("type", "")
        if kind in _MULTIPLE:
            return [self._multiple(row, title, rows)]
        if kind in _ARRAYS or kind in _ROWS_OF or kind in _CELLS_OF:
            options = self._options(row, kind) if kind in _ARRAYS else {}
            type_ = {**_ROWS_OF, **_CELLS_OF}.get(kind, "single" if options else "text")
            return [
                Item(self._id(f"{name}_{sub}"), f"{title} {words}".strip(), type_, (f"{name}[{sub}]", head), options)
                for sub, words, head in self._cells(kind, title, rows)
            ]
        if kind == _RANKS:
            options = self._options(row, kind)
            return [
                Item(self._id(f"{name}_{rank}"), f"{title} [{rank}]", "single" if options else "text",
                     (f"{name}[{rank}]", f"{title} [{rank}]", f"{title} [Rank {rank}]", f"{title} [ランク {rank}]"),
                     options)
                for rank in range(1, len(options) + 1)
            ]  # fmt: skip
        if kind == _DUAL:
            return [item for scale in (0, 1) for item in self._of_scale(row, title, rows, scale)]
        if kind in _LISTS or kind in _FIXED:
            options = self._options(row, kind)
            return [Item(self._id(name), title, "single" if options else "text", (name, title), options)]
        type_ = "number" if kind in _NUMBERS else "date" if kind == "D" else "text"
        if type_ == "text" and kind not in _WORDS:
            self.remainders.append(Remainder(name, name, "form_as_text", kind))
        return [Item(self._id(name), title, type_, (name, title))]

    def _cells(self, kind: str, title: str, rows: Sequence[Row]) -> list[tuple[str, str, str]]:
        """Name the cells of an array: its rows, or each row with each column; code, words and heading."""
        own = [(one.get("title", ""), _plain(one.get("question", ""))) for one in rows if not _is_second(one)]
        if kind not in _CELLS_OF:
            return [(code, words, f"{title} [{words}]") for code, words in own]
        columns = [(one.get("title", ""), _plain(one.get("question", ""))) for one in rows if _is_second(one)]
        return [
            (f"{code}_{column}", f"{words} {of}".strip(), f"{title} [{words}][{of}]")
            for code, words in own
            for column, of in columns
        ]

    def _of_scale(self, row: Row, title: str, rows: Sequence[Row], scale: int) -> list[Item]:
        """Make the questions of one of the two scales of an array."""
        name, number = row.get("title", ""), scale + 1
        options = self._options(row, _DUAL, scale)
        return [
            Item(self._id(f"{name}_{sub}_{number}"), f"{title} {words} [{number}]", "single" if options else "text",
                 (f"{name}[{sub}][{number}]", f"{name}[{sub}#{scale}]", f"{title} [{words}][{number}]"), options)
            for sub, words, _ in self._cells(_DUAL, title, rows)
        ]  # fmt: skip

    def _id(self, name: str) -> str:
        return as_id(name, len(self.items) + 1, self._used)

    def _options(self, row: Row, kind: str, scale: int = 0) -> dict[int, Choice]:
        if kind in _FIXED:
            pairs = _FIXED[kind]
        else:
            own = sorted((one for one in self._answers
                          if one.get("qid") == row.get("qid") and _is_second(one) == bool(scale)),
                         key=lambda one: _whole(one.get("sortorder", "0")))  # fmt: skip
            pairs = [(one.get("code", ""), _plain(one.get("answer", ""))) for one in own]
        if not pairs:
            self.remainders.append(Remainder(row.get("title", ""), row.get("title", ""), "form_no_list", kind))
            return {}
        other = OTHER_LABEL if row.get("other") == "Y" and kind in _LISTS else ""
        options = coded([code for code, _ in pairs], [label for _, label in pairs], other=other)
        return {
            code: replace(choice, aliases=(*choice.aliases, "-oth-")) if choice.other else choice
            for code, choice in options.items()
        }

    def _multiple(self, row: Row, title: str, rows: Sequence[Row]) -> Item:
        name = row.get("title", "")
        other = OTHER_LABEL if row.get("other") == "Y" else ""
        names = [one.get("title", "") for one in rows]
        options = coded(names, [_plain(one.get("question", "")) for one in rows], other=other)
        keys = {"layout": "columns"}
        return Item(self._id(name), title, "multiple", (name, title), options, keys)

    def _rules(self, row: Row) -> tuple[dict[str, list[int]], dict[str, str]]:
        """Return who is asked, and whether an answer is required."""
        group = self._groups.get(row.get("gid", ""), {}).get("grelevance", "")
        conditions = [one for one in (group, row.get("relevance", "")) if one.strip() not in ("", "1")]
        ask_if, left = all_hold(conditions, lambda condition: asked_if(condition, self._known))
        name = row.get("title", "")
        self.remainders += [Remainder(name, name, "form_condition", condition) for condition in left]
        return ask_if, {"required": "true"} if row.get("mandatory") == "Y" else {}
