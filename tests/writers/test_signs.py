"""▲▽ and ※ are explained on every sheet, page and screen where they stand, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import yaml
from docx import Document
from lxml import html

import kumin
from kumin.disclosure.published import release
from kumin.messages import text
from kumin.words.listing import list_tables
from kumin.writers.document.document import write_document
from kumin.writers.listing import write_listing
from kumin.writers.page.page import draft_page
from kumin.writers.workbook.report import write_workbook

NOTES = {"rep_method_mark": "▲▽", "num_method_mark": "▲▽", "sr_read_small": "※*"}
"""What explains a sign, and the signs in both languages."""
QUESTIONS = [
    {"id": "sex", "text": "性別", "header": "sex", "type": "single", "attribute": True, "options": {1: "男", 2: "女"}},
    {"id": "area", "text": "区域", "header": "area", "type": "single", "attribute": True, "options": {1: "A", 2: "B"}},
    {"id": "a", "text": "満足か", "header": "a", "type": "single", "options": {1: "はい", 2: "いいえ"}},
    {"id": "spent", "text": "支出", "header": "spent", "type": "number", "unit": "円"},
]


def place_of(folder: Path, *, shares: bool, means: bool, small: bool) -> Path:
    """Write a plan whose answers differ by sex, and of whose areas one has few people, as far as is wanted."""
    indicators = [
        {"id": "1-1", "text": "満足な人", "survey": "s", "question": "a", "positive": [1], "target": {"at_least": 50}},
        {"id": "1-2", "text": "支出", "survey": "s", "question": "spent", "target": {"at_least": 3000}},
    ]
    plan = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": 2023, "disclosure": {"k": 0},
        "surveys": {"s": {"title": "調査", "questionnaire": "q.yaml"}},
        "issues": [{"id": 1, "title": "課題", "indicators": indicators}],
    }  # fmt: skip
    for name, content in (("q", {"id": "q", "title": "調査", "questions": QUESTIONS}), ("plan", plan)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    rows = []
    for k in range(160):
        sex, half = 1 + k % 2, 1 + k // 4 % 2
        area = 2 if (k // 8 == 0 if small else k // 2 % 2) else 1
        a = sex if shares and k % 5 else half
        rows.append(f"{sex},{area},{a},{1000 * (sex if means else 1) + 50 * half}\n")
    (folder / "s.csv").write_text("sex,area,a,spent\n" + "".join(rows), encoding="utf-8")
    return folder


def parts(folder: Path, lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield the sheets, pages and screens: name, what stands in tables, and what stands beside them."""
    result = kumin.run(folder, {"s": folder / "s.csv"})
    published = release(result)
    listing = list_tables(folder, {"s": folder / "s.csv"}, axes=None, lang=lang)
    write_workbook(result, folder / "report.xlsx", lang)
    write_listing(listing, "xlsx", folder / "tables.xlsx")
    for book in ("report", "tables"):
        for sheet in openpyxl.load_workbook(folder / f"{book}.xlsx"):
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            said = [str(cell.value) for cell in cells if cell.column == 1]
            shown = [f"{cell.value} {cell.number_format}" for cell in cells if cell.column > 1]
            # the index is of all sheets, and the sheets of data are for other programs
            if sheet.title not in (text("tables_index", lang), *(text(f"tables_{one}", lang) for one in DATA)):
                yield f"{book} {sheet.title}", "\n".join(shown), "\n".join(said)
    screen = write_listing(listing, "table", None)
    lines = screen.splitlines()
    tables = [line for line in lines if "  " in line.strip()]
    yield "screen", "\n".join(tables), "\n".join(line for line in lines if line not in tables)
    whole = html.fromstring(draft_page(published, lang).html)
    cells = [cell.text_content() for cell in whole.xpath("//td")]
    yield "page", "\n".join(cells), "\n".join(one.text_content() for one in whole.xpath("//p|//li"))
    write_document(published, folder / "report.docx", lang)
    document = Document(str(folder / "report.docx"))
    rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    yield "Word", "\n".join(rows), "\n".join(one.text for one in document.paragraphs)


DATA = ("data", "data_numbers")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("have", [(), ("shares",), ("means",), ("small",), ("shares", "means", "small")])
def test_a_sign_is_explained_where_it_stands_and_nowhere_else(tmp_path: Path, have: tuple[str, ...], lang: str) -> None:
    folder = place_of(tmp_path, **{one: one in have for one in ("shares", "means", "small")})
    seen = set()
    for name, shown, said in parts(folder, lang):
        stands = {sign for sign in "▲▽" if sign in shown} | ({"small"} if small_in(shown, lang) else set())
        told = {code for code in NOTES if text(code, lang) in said}
        seen |= told
        assert bool(stands & set("▲▽")) == bool(told & {"rep_method_mark", "num_method_mark"}), name
        assert ("small" in stands) == ("sr_read_small" in told), name
    assert seen == {
        code for code, one in zip(NOTES, ("shares", "means", "small"), strict=True) if one in have
    }  # fmt: skip


def small_in(shown: str, lang: str) -> bool:
    """Whether a number bears the sign of a small base, or its format does."""
    sign = text("rep_reference_mark", lang)
    return any(line.rstrip('"').endswith(sign) and line[0].isdigit() for line in shown.splitlines() if line) or any(
        part.endswith(sign) and part[:-1].isdigit() for part in shown.split()
    )
