"""The files of the fuzz harness, and the ways in which they are changed."""

from __future__ import annotations

import csv
import datetime
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from fuzz_plain import HEADINGS, MEDIA, SINGLES, USE
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Grid = list[list[Any]]
Change = Callable[[random.Random, "Case"], None]


@dataclass
class Case:
    """A file in the making."""

    kind: str
    grid: Grid
    changes: list[str] = field(default_factory=list)
    harmless: bool = True
    encoding: str = "utf-8"
    delimiter: str = ","
    end: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL
    above: list[str] = field(default_factory=list)
    after_text: list[Callable[[random.Random, str], str]] = field(default_factory=list)
    after_bytes: list[Callable[[random.Random, bytes], bytes]] = field(default_factory=list)
    after_book: list[Callable[[random.Random, Any], None]] = field(default_factory=list)
    path: Path = Path()
    lines: int = 0


WORDS = (
    "よい",
    "公園を増やしてほしい",
    "特にありません",
    "坂が多い, 夜が暗い",
    "道が「せまい」",
    "駅前の放置自転車",
    "",
)


def base_case(rng: random.Random, kind: str) -> Case:
    """A clean file of 3 to 24 answers."""
    grid: Grid = [list(HEADINGS)]
    for number in range(1, rng.randint(3, 24) + 1):
        marks = sorted(rng.sample((1, 2), rng.randint(0, 2))) or rng.choice(([3], []))
        row: list[Any] = [f"{number:03d}", f"2023/7/{rng.randint(1, 28)}"]
        row += [str(rng.choice((1, 2, 3))), rng.choice(("1", "2", "9", "")), rng.choice(("1", "2", "3", ""))]
        row += [",".join(map(str, marks)), *(rng.choice(("0", "1")) for _ in USE)]
        row += [str(rng.randint(0, 80)), f"{rng.randint(1930, 2005)}/{rng.randint(1, 12)}/{rng.randint(1, 28)}"]
        grid.append([*row, rng.choice(WORDS)])
    return Case(kind, grid)


def _cells(rng: random.Random, case: Case, first: int = 2, last: int = 11) -> list[tuple[int, int]]:
    rows = range(1, len(case.grid))
    return [(row, rng.randrange(first, last)) for row in rows if rng.random() < 0.5 and len(case.grid[row]) >= 12]


def _wide(rng: random.Random, case: Case) -> None:
    table = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
    for row, column in _cells(rng, case, 0):
        case.grid[row][column] = str(case.grid[row][column]).translate(table)


def _labels(rng: random.Random, case: Case) -> None:
    for row, column in _cells(rng, case):
        cell, heading = str(case.grid[row][column]), HEADINGS[column]
        if heading in SINGLES and cell in ("1", "2", "3"):
            case.grid[row][column] = SINGLES[heading][1][int(cell) - 1]
        elif heading == "問4" and cell:
            sign = rng.choice((",", ", ", ";", "、"))
            case.grid[row][column] = sign.join(MEDIA[int(n) - 1] for n in cell.split(",") if n.isdecimal())
        elif heading.startswith("問5_"):
            case.grid[row][column] = USE[column - 6] if cell == "1" else ""


DECORATED = (
    "{n}.{l}",
    "{n}：{l}",
    "{n} {l}",
    "({n})",
    "{c}",
    "{n}.",
    "{n}.0",
    " {n} ",
    "　{n}",
    "{n})",
    "０{n}",
    "【{n}】",
    "{n}番",
    "A{n}",
    "{n}\u00a0",
    "{l}。",
    "{l}です",
    "'{n}",
    "{n}　{l}",
    "{n}、{l}",
    "+{n}",
    "[{n}]",
    "{n}_{l}",
)


def _decorated(rng: random.Random, case: Case) -> None:
    for row, column in _cells(rng, case):
        cell, heading = str(case.grid[row][column]), HEADINGS[column]
        if heading in SINGLES and cell in ("1", "2", "3"):
            label = SINGLES[heading][1][int(cell) - 1]
            case.grid[row][column] = rng.choice(DECORATED).format(n=cell, l=label, c="①②③"[int(cell) - 1])
        elif heading == "問4" and cell and rng.random() < 0.5:
            case.grid[row][column] = "".join("①②③"[int(n) - 1] for n in cell.split(",") if n in ("1", "2", "3"))


JUNK = (
    "7",
    "男",
    "1-2",
    "1/2",
    "1,2",
    "1 2",
    "12",
    "1.5",
    "-1",
    "1e0",
    "1e1",
    "+1",
    "0x1",
    "nan",
    "inf",
    "-inf",
    "NaN",
    "null",
    "None",
    "NA",
    "N/A",
    "#N/A",
    "#REF!",
    "TRUE",
    "FALSE",
    " ",
    "　",
    "\u200b1",
    "1\u00a0",
    "=1",
    "ー",
    "-",
    "１，２",
    "一",
    "1\n",
    "*",
    "＊",
    "無回答",
    "未回答",
    "99",
    "9",
    "99999",
    "1_0",
    "1,000",
    "1,00",
    "①③",
    "○",
    "×",
    "1月2日",
    "2023/13/1",
    "2023/2/30",
    "45110",
    "令和5年7月3日",
    "R5.7.3",
    "昭和64年1月1日",
    "平成1年1月1日",
    "1980-1-2",
    "19800102",
    "10年",
    "10か月",
    "約10",
    "10以上",
    "1０",
    "٣",
    "५",
    "²",
    "Ⅱ",
    "1\t",
    "1\u3000",
    "ｲﾙ",
    "ｲﾅｲ",
    "1.",
    "0",
    "00",
    "-0",
    "1;2;2",
    "1,,2",
    ",1",
    "広報紙、",
    "広報紙・特になし",
    "広報紙広報紙",
    "18~29歳",
    "18ー29歳",
    "18〜29歳",
    "30 - 39 歳",
    "3O",
    "l",
    "1?",
    "1？",
)


def _junk(rng: random.Random, case: Case) -> None:
    for row, column in _cells(rng, case):
        case.grid[row][column] = rng.choice(JUNK)


def _dashes(rng: random.Random, case: Case) -> None:
    for row, _ in _cells(rng, case):
        if case.grid[row][4] in ("1", "2"):
            label = SINGLES["問3"][1][int(case.grid[row][4]) - 1]
            case.grid[row][4] = label.replace("-", rng.choice("-‐‑–—−ー－~〜～"))


def _in_era(year: int, month: int, day: int) -> tuple[str, str]:
    """A day from 1927 on in its era, in letters and in words; not of 1989, in which an era began."""
    letter, word, before = ("S", "昭和", 1925) if year < 1989 else ("H", "平成", 1988)
    year += year == 1989
    return f"{letter}{year - before}.{month}.{day}", f"{word}{year - before}年{month}月{day}日"


def _days(rng: random.Random, case: Case) -> None:
    for row, _ in _cells(rng, case):
        year, month, day = rng.randint(1930, 2005), rng.randint(1, 12), rng.randint(1, 28)
        forms = (f"{year}-{month:02d}-{day:02d}", f"{year}年{month}月{day}日", f"{year}{month:02d}{day:02d}",
                 f"{year}.{month}.{day}", *_in_era(year, month, day),
                 f"{year}/{month}/{day} 00:00", f"{year}/{month}/31", f"{year}/{month:02d}")  # fmt: skip
        case.grid[row][10] = rng.choice(forms)


def _duplicate_ids(rng: random.Random, case: Case) -> None:
    for row in range(2, len(case.grid)):
        if rng.random() < 0.2:
            case.grid[row][0] = case.grid[rng.randrange(1, row)][0]


def _no_ids(rng: random.Random, case: Case) -> None:
    for row in range(1, len(case.grid)):
        if rng.random() < 0.3:
            case.grid[row][0] = ""


def _blank_forms(rng: random.Random, case: Case) -> None:
    for row in range(1, len(case.grid)):
        if rng.random() < 0.2:
            case.grid[row][2:] = [""] * (len(case.grid[row]) - 2)


def _blank_lines(rng: random.Random, case: Case) -> None:
    for _ in range(rng.randint(1, 3)):
        row = rng.choice(([], [""] * 12, ["", "　"]))
        case.grid.insert(rng.randint(2, len(case.grid)), list(row))


def _total_row(rng: random.Random, case: Case) -> None:
    word = rng.choice(("合計", "小計", "総計", "平均", "計", "合 計", "Total"))
    sums = [sum(int(row[9]) for row in case.grid[1:] if len(row) > 9 and str(row[9]).isdecimal())]
    case.grid.append([word, "", *[""] * 7, str(sums[0]), "", ""])


def _repeated_heading(rng: random.Random, case: Case) -> None:
    case.grid.insert(rng.randint(2, len(case.grid)), list(case.grid[0]))


def _empty_column(rng: random.Random, case: Case) -> None:
    place = rng.randint(0, 12)
    for row in case.grid:
        if row:
            row.insert(place, "")


def _swapped(rng: random.Random, case: Case) -> None:
    order = list(range(max(map(len, case.grid))))
    rng.shuffle(order)
    case.grid = [[row[place] if place < len(row) else "" for place in order] for row in case.grid]


def _ragged(rng: random.Random, case: Case) -> None:
    longer, most = 0, (len(case.grid) - 1) // 2
    for row in case.grid[1:]:
        if rng.random() < 0.3:
            # where most rows are longer than the headings, a heading is missing: such a file is refused
            if rng.random() < 0.6 or longer == most:
                del row[rng.randint(3, 12) :]
            else:
                longer += 1
                row.extend(rng.choice((["", ""], ["余り"], ["1", "2"])))


def _lost_heading(rng: random.Random, case: Case) -> None:
    case.grid[0][rng.randrange(2, len(case.grid[0]))] = rng.choice(("", "問99", "その他"))


def _repeated_row(rng: random.Random, case: Case) -> None:
    case.grid.insert(rng.randint(2, len(case.grid)), list(rng.choice(case.grid[1:])))


def _line_breaks(rng: random.Random, case: Case) -> None:
    for row in case.grid[1:]:
        if len(row) >= 12 and rng.random() < 0.4:
            row[11] = rng.choice(
                ("一\n二", "一\r\n二", 'これは"引用"です', "a,b\n1,2", "最後\n", "\n最初", '27" の画面')
            )


CELL_CHANGES: dict[str, tuple[Change, bool]] = {
    "wide": (_wide, True),
    "labels": (_labels, True),
    "decorated": (_decorated, True),
    "junk": (_junk, True),
    "dashes": (_dashes, True),
    "days": (_days, True),
    "duplicate_ids": (_duplicate_ids, True),
    "no_ids": (_no_ids, True),
    "blank_forms": (_blank_forms, True),
    "line_breaks": (_line_breaks, False),
    "repeated_row": (_repeated_row, True),
    "total_row": (_total_row, True),
    "repeated_heading": (_repeated_heading, True),
    "blank_lines": (_blank_lines, True),
    "empty_column": (_empty_column, True),
    "lost_heading": (_lost_heading, False),
    "swapped": (_swapped, True),
    "ragged": (_ragged, True),
}
"""Changes of the cells, in the order in which they are made; and whether kumin must read what they leave."""


def _encoding(rng: random.Random, case: Case) -> None:
    case.encoding = rng.choice(("utf-8-sig", "cp932", "utf-16", "euc-jp"))


def _delimiter(rng: random.Random, case: Case) -> None:
    case.delimiter = rng.choice("\t;|")


def _ends(rng: random.Random, case: Case) -> None:
    case.end = rng.choice(("\r\n", "\r", "mixed"))


def _quoting(rng: random.Random, case: Case) -> None:
    case.quoting = rng.choice((csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))


def _above(rng: random.Random, case: Case) -> None:
    case.above = rng.choice((["区民アンケートの回答"], ["回答一覧", ""], ["sep=DELIMITER"]))


def _stray_quote(rng: random.Random, text: str) -> str:
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(text))
        text = text[:place] + rng.choice(('"', '"', '""', "'")) + text[place:]
    return text


def _bom_within(rng: random.Random, text: str) -> str:
    starts = [place + 1 for place, sign in enumerate(text[:-1]) if sign in "\r\n" and text[place + 1] not in "\r\n"]
    place = rng.choice(starts or [0])
    return text[:place] + "\ufeff" + text[place:]


def _lost_sign(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place + 1 :]


def _extra_ends(rng: random.Random, text: str) -> str:
    return rng.choice((text.rstrip("\r\n"), text + "\n\n", text + ",,,\n", text + "\r\n"))


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) // 3, len(data))]


def _nul(rng: random.Random, text: str) -> str:
    place = rng.randrange(len(text))
    return text[:place] + rng.choice("\0\x1a\x0b\x0c\x85\u2028") + text[place:]


def _then_text(change: Callable[[random.Random, str], str]) -> Change:
    return lambda rng, case: case.after_text.append(change)


TEXT_CHANGES: dict[str, tuple[Change, bool]] = {
    "encoding": (_encoding, True),
    "delimiter": (_delimiter, True),
    "ends": (_ends, True),
    "quoting": (_quoting, True),
    "above": (_above, True),
    "bom_within": (_then_text(_bom_within), True),
    "stray_quote": (_then_text(_stray_quote), False),
    "lost_sign": (_then_text(_lost_sign), False),
    "control": (_then_text(_nul), False),
    "extra_ends": (_then_text(_extra_ends), True),
    "cut": (lambda rng, case: case.after_bytes.append(_cut), False),
}
"""Changes of a text file."""


def write_text(rng: random.Random, case: Case) -> bytes:
    """Write the cells of a case as a text file."""
    stream = io.StringIO()
    end = "\n" if case.end == "mixed" else case.end
    for line in case.above:
        stream.write(line.replace("DELIMITER", case.delimiter) + end)
    writer = csv.writer(stream, delimiter=case.delimiter, lineterminator=end, quoting=case.quoting)
    for row in case.grid:
        writer.writerow(row)
        if case.end == "mixed" and rng.random() < 0.3:
            stream.seek(stream.tell() - 1)
            stream.write("\r\n")
    text = stream.getvalue()
    for change in case.after_text:
        text = change(rng, text)
    try:
        data = text.encode(case.encoding)
    except UnicodeEncodeError:
        case.encoding = "utf-8"
        data = text.encode()
    for damage in case.after_bytes:
        data = damage(rng, data)
    return data


def _body(rng: random.Random, sheet: Any) -> int:
    return rng.randint(2, max(sheet.max_row, 2))


def _merged(rng: random.Random, sheet: Any) -> None:
    first, column = _body(rng, sheet), rng.randint(3, max(sheet.max_column, 3))
    sheet.merge_cells(
        start_row=first,
        end_row=min(first + rng.randint(1, 3), sheet.max_row + 1),
        start_column=column,
        end_column=column,
    )


def _percent(rng: random.Random, sheet: Any) -> None:
    heading = next((cell.column for cell in sheet[1] if cell.value == "問6"), 10)
    for _ in range(rng.randint(1, 3)):
        cell = sheet.cell(_body(rng, sheet), heading)
        cell.value, cell.number_format = rng.choice((0.1, 0.07, 0.29, 0.5, 1)), rng.choice(("0%", "0.0%"))


def _hidden(rng: random.Random, sheet: Any) -> None:
    for _ in range(rng.randint(1, 3)):
        sheet.row_dimensions[_body(rng, sheet)].hidden = True
    if rng.random() < 0.5:
        sheet.column_dimensions[rng.choice("CDEFG")].hidden = True


def _errors(rng: random.Random, sheet: Any) -> None:
    for _ in range(rng.randint(1, 4)):
        cell = sheet.cell(_body(rng, sheet), rng.randint(3, 11))
        cell.value = rng.choice(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?"))


def _formulas(rng: random.Random, sheet: Any) -> None:
    for _ in range(rng.randint(1, 3)):
        sheet.cell(_body(rng, sheet), rng.randint(3, 11)).value = "=1+1"


def _options_to_days(rng: random.Random, sheet: Any) -> None:
    for _ in range(rng.randint(1, 3)):
        sheet.cell(_body(rng, sheet), rng.randint(3, 9)).value = datetime.datetime(
            2023, rng.randint(1, 12), rng.randint(1, 28)
        )


def _epoch_1904(rng: random.Random, sheet: Any) -> None:
    sheet.parent.epoch = CALENDAR_MAC_1904


def _real_values(rng: random.Random, sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            text = str(cell.value or "")
            if text.isascii() and text.isdigit() and text == str(int(text)):
                cell.value = rng.choice((int(text), float(text)))
            elif text.count("/") == 2 and text.isascii() and rng.random() < 0.8:
                try:
                    cell.value = datetime.datetime(*map(int, text.split("/")))
                except ValueError:
                    continue


def _then_book(change: Callable[[random.Random, Any], None]) -> Change:
    return lambda rng, case: case.after_book.append(change)


BOOK_CHANGES: dict[str, tuple[Change, bool]] = {
    name: (_then_book(change), True)
    for name, change in {
        "real_values": _real_values,
        "epoch_1904": _epoch_1904,
        "percent": _percent,
        "hidden": _hidden,
        "errors": _errors,
        "formulas": _formulas,
        "options_to_days": _options_to_days,
        "merged": _merged,
    }.items()
}
"""Changes of a workbook."""


def write_book(rng: random.Random, case: Case) -> bytes:
    """Write the cells of a case as a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    if "epoch_1904" in case.changes:
        book.epoch = CALENDAR_MAC_1904
    for number, row in enumerate(case.grid, 1):
        for column, value in enumerate(row, 1):
            if value != "":
                cell = sheet.cell(number, column)
                cell.value = "".join(sign for sign in value if sign >= " " or sign in "\n\t")
                if cell.data_type == "f":
                    cell.data_type = "s"
    for change in case.after_book:
        change(rng, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
