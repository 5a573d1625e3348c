"""The plain reader and coder: csv, openpyxl and dictionaries, nothing of kumin."""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl

QUESTIONNAIRE = """\
id: fuzz
title: 試験の調査
columns: {id: 整理番号, received: 受付日}
missing: {no_answer: ["", 9, 99, 無回答], invalid: ["*"]}
questions:
  - {id: sex, text: 性別, header: 問1, type: single, options: {1: 男性, 2: 女性, 3: その他}}
  - {id: child, text: 子どもがいるか, header: 問2, type: single, options: {1: いる, 2: いない}}
  - {id: age, text: 年齢, header: 問3, type: single, options: {1: 18-29歳, 2: 30-39歳, 3: 40歳以上}}
  - id: media
    text: 情報の入手先
    header: 問4
    type: multiple
    options: {1: 広報紙, 2: "区のSNS（X, LINEなど）", 3: {label: 特になし, exclusive: true}}
  - id: use
    text: 使った施設
    header: 問5
    type: multiple
    none_marked: answer
    options: {1: 公園, 2: 図書館, 3: 区民センター}
  - {id: years, text: 居住年数, header: 問6, type: number, minimum: 0, maximum: 98}
  - {id: born, text: 生年月日, header: 問7, type: date, earliest: 1900-01-01, latest: 2023-12-31}
  - {id: free, text: 自由記述, header: 問8, type: text}
"""
HEADINGS = ["整理番号", "受付日", "問1", "問2", "問3", "問4", "問5_1", "問5_2", "問5_3", "問6", "問7", "問8"]
SINGLES = {
    "問1": ("sex", ("男性", "女性", "その他")),
    "問2": ("child", ("いる", "いない")),
    "問3": ("age", ("18-29歳", "30-39歳", "40歳以上")),
}
MEDIA = ("広報紙", "区のSNS（X, LINEなど）", "特になし")
USE = ("公園", "図書館", "区民センター")
TOTALS = {"合計", "小計", "総計", "平均", "total", "計"}
NO_ANSWER = {"", "9", "99", "無回答", "n/a", "na", "<na>", "nan", "null"}
MARKS = {"1", "○", "〇", "●", "レ", "yes", "true", "はい", "選択"}
NO_MARKS = {"0", "no", "false", "いいえ", "未選択", "-"}
ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925, "大正": 1911, "t": 1911}


class _Unknown:
    """What the plain coder cannot read."""

    def __repr__(self) -> str:
        return "?"


UNKNOWN = _Unknown()


@lru_cache(100_000)
def fold(text: str) -> str:
    """Full and half width, case and white space are alike."""
    return re.sub(r"[\s\ufeff\u200b]+", "", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(10_000)
def fold_heading(text: str) -> str:
    """Signs that a damaged heading has too many do not matter."""
    return re.sub(r"[^\w]", "", fold(text))


@lru_cache(100_000)
def fold_dashes(text: str) -> str:
    """All dashes are alike."""
    text = re.sub(r"[\x00-\x08\x0e-\x1f]", "", text)
    return re.sub("[‐‑‒–—―−ー－~〜～]", "-", fold(text).replace('"', ""))


@lru_cache(10_000)
def _place(headings: tuple[str, ...], wanted: str) -> int | None:
    """The first column under a heading; one that is alike but for signs only where none is the same."""
    for folded in (fold, fold_heading):
        for place, name in enumerate(headings):
            if folded(name) == folded(wanted):
                return place
    return None


@dataclass
class Record:
    """A row of the file with anything in it."""

    row: int
    headings: list[str]
    cells: list[str]

    def at(self, heading: str) -> str | None:
        """The cell under a heading; None where the file has no such column."""
        place = _place(tuple(self.headings), heading)
        if place is None:
            return None
        return self.cells[place] if place < len(self.cells) else ""

    @property
    def id(self) -> str:
        """The id, without zeros before it."""
        return fold(self.at("整理番号") or "").lstrip("0")

    @property
    def is_no_respondent(self) -> bool:
        """A total by its name, or the headings once more."""
        same = sum(fold(a) == fold(b) != "" for a, b in zip(self.cells, self.headings, strict=False))
        return self.id in TOTALS or same > len([name for name in self.headings if name]) / 2

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be something else than a respondent: no id of digits."""
        return self.is_no_respondent or not re.fullmatch(r"[\d-]{1,6}", self.id)

    @property
    def is_too_long(self) -> bool:
        """Whether there is anything to the right of the headings."""
        last = max((place for place, name in enumerate(self.headings) if name.strip()), default=0)
        return any(cell.strip() for cell in self.cells[last + 1 :])

    def shown(self, question: str) -> Any:
        """The cells of a question, for a message."""
        heading = {"media": "問4", "years": "問6", "born": "問7"} | {one: name for name, (one, _) in SINGLES.items()}
        return [self.at(f"問5_{n}") for n in (1, 2, 3)] if question == "use" else self.at(heading[question])


def _names(labels: tuple[str, ...]) -> dict[str, int]:
    names = {}
    for number, label in enumerate(labels, 1):
        for form in (
            "{n}",
            "{l}",
            "{n}.{l}",
            "{n}:{l}",
            "{n}{l}",
            "{n}、{l}",
            "{n})",
            "({n})",
            "{n}.",
            "a{n}",
            "{n}.0",
            "0{n}",
            "00{n}",
            "+{n}",
            "({n}){l}",
            "{n}){l}",
            "{n}-{l}",
            "【{n}】{l}",
            "{l}。",
            "{l}'",
            "「{l}」",
            "[{n}]",
            "{n}_{l}",
        ):
            names[fold_dashes(form.format(n=number, l=label))] = number
    return names


SINGLE_NAMES = {heading: _names(labels) for heading, (_, labels) in SINGLES.items()}
MEDIA_NAMES = _names(MEDIA)
USE_NAMES = [_names((*USE[:place], label)) for place, label in enumerate(USE)]


def code(record: Record) -> dict[str, Any]:
    """Code the answers of a record; None is no answer, ``UNKNOWN`` what cannot be read."""
    values: dict[str, Any] = {}
    for heading, (question, _) in SINGLES.items():
        cell = fold_dashes(record.at(heading) or "")
        values[question] = None if cell in NO_ANSWER else SINGLE_NAMES[heading].get(cell, UNKNOWN)
    values["media"] = code_joined(record.at("問4") or "")
    values["use"] = code_marks([record.at(f"問5_{n}") or "" for n in (1, 2, 3)])
    values["years"] = code_number(record.at("問6") or "")
    values["born"] = code_day(record.at("問7") or "")
    return values


def code_joined(cell: str) -> Any:
    """All marks in one cell."""
    apart = re.sub("([①-⑨])(?=[①-⑨])", r"\1,", cell)
    text = re.sub("[\ufeff\u200b]", "", unicodedata.normalize("NFKC", apart)).strip()
    if fold(text) in NO_ANSWER:
        return None
    # the label that has a comma of its own
    text = re.sub(
        r"区の\s*sns\s*\(x\s*,\s*lineなど\)", "区のsns", fold(text) if "sns" in fold(text) else text, flags=re.I
    )
    names = MEDIA_NAMES | {"区のsns": 2, "2.区のsns": 2, "2:区のsns": 2, "2区のsns": 2, "2)区のsns": 2, "(2)区のsns": 2}
    parts = [fold_dashes(part) for part in re.split(r"[,;、・/&+\n]|(?<=\d) +(?=\d)", text)]
    parts = [part for part in parts if part]
    if not parts or any(part not in names for part in parts):
        whole = names.get(fold_dashes(text))
        return frozenset({whole}) if whole else UNKNOWN
    marks = frozenset(names[part] for part in parts)
    return UNKNOWN if 3 in marks and len(marks) > 1 else marks


def code_marks(cells: list[str]) -> Any:
    """A column for each option; all empty is no answer, all 0 nothing chosen."""
    marks, stated = set(), False
    for number, cell in enumerate(map(fold_dashes, cells), 1):
        stated |= cell not in NO_ANSWER
        if cell in MARKS or cell in {"1.0", "+1"} or USE_NAMES[number - 1].get(cell) == number:
            marks.add(number)
        elif cell not in NO_ANSWER | NO_MARKS | {"0.0", "00", "-0"}:
            return UNKNOWN
    return frozenset(marks) if stated else None


def code_number(cell: str) -> Any:
    """A number of years from 0 to 98."""
    text = fold(cell)
    if text in NO_ANSWER - {"9"}:  # 9 years are years
        return None
    match = re.fullmatch(r"([-+]?\d+(?:\.\d*)?)(?:年|歳|才|人|名|回|円|点|件|個|世帯|%)?", text)
    if not match:
        return UNKNOWN
    number = float(match[1])
    return number if 0 <= number <= 98 else UNKNOWN


def code_day(cell: str) -> Any:
    """A day; the year first, of an era or of four digits."""
    # a time or a sign behind a day leaves it the day it is
    text = fold(re.sub(r"[ t]0{1,2}:00(:00)?$", "", cell.strip()))
    text = re.sub(r"(?<=[\d日])[\"'。、./-]+$", "", text.replace("\0", ""))
    if text in NO_ANSWER:
        return None
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    match = match or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    era = re.fullmatch(r"(令和|平成|昭和|大正|[rhst])(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        if re.fullmatch(r"[1-4]\d{4}", text):  # as a spreadsheet numbers days
            day = datetime.date(1899, 12, 30) + datetime.timedelta(int(text))
        elif match:
            day = datetime.date(*map(int, match.groups()))
        elif era:
            year = 1 if era[2] == "元" else int(era[2])
            day = datetime.date(ERAS[era[1]] + year, int(era[3]), int(era[4]))
        else:
            return UNKNOWN
    except ValueError:
        return UNKNOWN
    return day if datetime.date(1900, 1, 1) <= day <= datetime.date(2023, 12, 31) else UNKNOWN


def read_text(data: bytes, case: Any) -> list[Record] | None:
    """Read a text file whose encoding and delimiter are known."""
    text = data.decode(case.encoding, errors="replace").removeprefix("\ufeff")
    # as an editor counts them
    case.lines = len(re.findall(r"\r\n|\r|\n", text)) + (not text.endswith(("\r", "\n")) and bool(text))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=case.delimiter))
    # a spreadsheet does not show the line that names the delimiter
    return _records(rows[1:] if text[:4].lower() == "sep=" else rows)


def _records(rows: list[list[str]]) -> list[Record] | None:
    for place, cells in enumerate(rows):
        folded = {fold(cell) for cell in cells}
        if len({fold(name) for name in HEADINGS} & folded) >= 6:
            return [Record(number, cells, row) for number, row in enumerate(rows[place + 1 :], place + 2) if _any(row)]
    return None


def _any(row: list[str]) -> bool:
    return any(cell.strip() for cell in row)


def read_book(path: Path) -> list[Record] | None:
    """Read a workbook as it is seen."""
    written = openpyxl.load_workbook(path).active
    formulas = any(cell.data_type == "f" for row in written.iter_rows() for cell in row)
    sheet = openpyxl.load_workbook(path, data_only=True).active if formulas else written
    filled = {}
    for merged in sheet.merged_cells.ranges:
        if merged.min_col == merged.max_col and merged.min_row > 1:
            for row in range(merged.min_row + 1, merged.max_row + 1):
                filled[row, merged.min_col] = (merged.min_row, merged.min_col)
    rows: list[list[str]] = []
    for number in range(1, sheet.max_row + 1):
        row = [_formula_or(written.cell(number, n), sheet.cell(number, n)) for n in range(1, sheet.max_column + 1)]
        if _any(row):
            row = [
                _seen(sheet.cell(*filled[number, n])) if (number, n) in filled else cell
                for n, cell in enumerate(row, 1)
            ]
        rows.append(row)
    return _records(rows)


def _formula_or(written: Any, cell: Any) -> str:
    """What is seen, or a word for a formula without a stored result."""
    return "?formula" if written.data_type == "f" and cell.value is None else _seen(cell)


def _seen(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y/%m/%d") if value.year > 999 else str(value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)) and "%" in cell.number_format:
        return f"{round(value * 100, 9):g}%"
    return str(value)
