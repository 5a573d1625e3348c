"""Make the sample of a ward's own form, form.docx and form.xlsx: made up, as it says itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import xlsxwriter

HERE = Path(__file__).parent / "tsurumi"
SAMPLE = "これは見本のためにつくった架空の様式です。実在の区の様式ではありません。"
ISSUES = {"1": ("1-1", "1-2", "1-3"), "2": ("2-1", "2-2")}
DAY = dt.datetime(2023, 4, 1)


def make_docx(path: Path) -> None:
    """Make the Word form."""
    document = docx.Document()
    document.core_properties.title = "見本の様式"
    document.core_properties.author = "kumin"
    document.core_properties.comments = SAMPLE
    document.core_properties.created = document.core_properties.modified = DAY
    document.sections[0].header.paragraphs[0].text = "{{年度}}年度　{{区}}　（見本の様式）"
    document.add_paragraph(SAMPLE)
    document.add_heading("{{題名}}", level=1)
    document.add_paragraph("区長：{{区長}}　{{達成状況のまとめ}}")
    for issue, indicators in ISSUES.items():
        document.add_heading(f"経営課題{issue}　{{{{経営課題{issue}.題名}}}}", level=2)
        document.add_paragraph(f"予算額　{{{{経営課題{issue}.5予算額}}}}")
        table = document.add_table(rows=1, cols=4, style="Table Grid")
        for cell, heading in zip(table.rows[0].cells, ("指標", "実績", "達成状況", "前年度実績"), strict=True):
            cell.text = heading
        for one in indicators:
            cells = table.add_row().cells
            cells[0].text = f"{{{{{one}.アウトカム指標}}}}"
            cells[1].text = f"{{{{{one}.実績}}}}（{{{{{one}.区間}}}}、n={{{{{one}.n}}}}）"
            cells[2].text = f"{{{{{one}.達成状況}}}}"
            cells[3].text = f"{{{{{one}.前年度実績|－}}}}"
        document.add_paragraph(f"自己評価　{{{{経営課題{issue}.自己評価}}}}")
    document.save(str(path))


def make_xlsx(path: Path) -> None:
    """Make the Excel form."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "見本の様式", "author": "kumin", "comments": SAMPLE, "created": DAY})
        sheet = book.add_worksheet("様式")
        bold, share = book.add_format({"bold": True, "border": 1}), book.add_format({"num_format": "0.0%", "border": 1})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 5, 14)
        sheet.merge_range("A1:F1", "{{題名}}（見本の様式）", bold)
        sheet.write("A2", SAMPLE)
        sheet.write_row("A3", ("指標", "n", "実績", "達成状況", "前年度実績", "増減"), bold)
        row = 3
        for indicators in ISSUES.values():
            for one in indicators:
                sheet.set_row(row, 48)
                sheet.write(row, 0, f"{{{{{one}.アウトカム指標}}}}", cell)
                sheet.write(row, 1, f"{{{{{one}.n}}}}", book.add_format({"num_format": "#,##0", "border": 1}))
                sheet.write(row, 2, f"{{{{{one}.実績}}}}", share)
                sheet.write(row, 3, f"{{{{{one}.達成状況}}}}", cell)
                sheet.write(row, 4, f"{{{{{one}.前年度実績|－}}}}", share)
                sheet.write(row, 5, f"前年度から {{{{{one}.増減}}}}", cell)
                row += 1


if __name__ == "__main__":
    make_docx(HERE / "form.docx")
    make_xlsx(HERE / "form.xlsx")
