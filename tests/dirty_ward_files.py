"""Files of another ward: larger than the sample, and dirtier than what ``ward_files`` makes.

Numbers typed from paper in CP932 (full-width digits, spaces, ``3.0``, a line left empty, a total, the same form twice,
numbers that are no option), a form's workbook with words (no answer in words, spaces, a second sheet), a counter's
workbook with headings in two rows and a mark for each option, last year's paper forms, and a population with a total.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import openpyxl

from ward_files import (
    ENGLISH,
    MEDIA,
    QUESTIONS,
    SINGLE,
    STOCK,
    Person,
    WardFiles,
    as_text,
    paper_rows,
    people,
    population_rows,
    web_rows,
)

PAPER, WEB, COUNTER, LAST_YEAR = 620, 380, 150, 900
TYPED = 6
"""Rows of the paper file that are no form of their own, or empty: one twice, a total, an empty one …"""


@dataclass(frozen=True)
class DirtyFiles:
    """Where the files are, and who is behind them: this year's people and last year's."""

    answers: tuple[Path, ...]
    population: Path
    last_year: Path
    now: WardFiles
    before: WardFiles


def make_dirty_files(folder: Path, lang: str = "ja", seed: int = 7) -> DirtyFiles:
    """Write the files; that of last year into a folder of its own."""
    english = lang == "en"
    now, before = people(seed, PAPER, WEB + COUNTER), people(seed + 1, LAST_YEAR, 0)
    names = ("紙入力.csv", "Web回答.xlsx", "窓口.xlsx", "人口.csv", "昨年の回答")
    if english:
        names = ("paper.csv", "web.xlsx", "counter.xlsx", "population.csv", "last year")
    paper, web, counter, population, last_year = (folder / name for name in names)
    last_year.mkdir(parents=True)
    paper.write_bytes(as_text(_paper(now[:PAPER], english)).encode("cp932"))
    _write_web(now[PAPER : PAPER + WEB], web, english)
    _write_counter(now[PAPER + WEB :], counter, english)
    population.write_bytes(as_text(population_rows(english)).encode("cp932"))
    (last_year / names[0]).write_bytes(as_text(paper_rows(before)).encode("cp932"))
    here = (Path(), Path(), Path(), Path())
    return DirtyFiles(
        (paper, web, counter), population, last_year, WardFiles(*here, now), WardFiles(*here, before)
    )  # fmt: skip


def _paper(drawn: list[Person], english: bool) -> list[list[object]]:
    rows = paper_rows(drawn)
    for place in range(5, PAPER, 97):
        rows[place][10] = f" {rows[place][10]} "
        rows[place][12] = f"{rows[place][12]}.0"
    rows.insert(300, [""] * len(rows[0]))
    rows.append(["Total" if english else "合計", "", str(PAPER), *[""] * (len(rows[0]) - 3)])
    return rows


def _write_web(drawn: list[Person], path: Path, english: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Form Responses 1" if english else "フォームの回答 1"
    for place, row in enumerate(web_rows(drawn, english)):
        if place and place % 41 == 0 and row[7] == "":
            row[7] = "No answer" if english else "無回答"
        if place and place % 53 == 0:
            row[8] = f"　{row[8]} "
        sheet.append(row)
    book.create_sheet("Pivot" if english else "集計").append(["n", len(drawn)])
    book.save(path)


def _write_counter(drawn: list[Person], path: Path, english: bool) -> None:
    """Write headings in two rows: the question over merged cells, its options below; what is marked has ○."""
    book = openpyxl.Workbook()
    sheet = book.active
    above: list[object] = ["No."]
    below: list[object] = [None]
    marked = {"16": STOCK, "17": MEDIA}
    for number, words in QUESTIONS.items():
        head = f"Q{number} {words}" if english else f"問{number} {words}"
        labels = [ENGLISH[one] if english else one for one in marked.get(number, ())] or [None]
        first = len(above) + 1
        above += [head, *[None] * (len(labels) - 1)]
        below += labels
        end = (1, len(above)) if number in marked else (2, first)
        sheet.merge_cells(start_row=1, start_column=first, end_row=end[0], end_column=end[1])
    for row in (above, below):
        sheet.append(row)
    for place, one in enumerate(drawn):
        cells: list[object] = [place + 1]
        for number in QUESTIONS:
            value = one.get(number)
            if number in marked:
                assert isinstance(value, tuple)
                cells += ["○" if code in value else None for code in range(1, len(marked[number]) + 1)]
            elif number in SINGLE and value is not None:
                label = SINGLE[number][int(str(value)) - 1]
                cells.append(ENGLISH[label] if english else label)
            else:
                cells.append("特になし" if number == "24" and place % 30 == 0 else value)
        sheet.append(cells)
    book.save(path)
