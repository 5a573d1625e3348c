"""満足度×重要度 of each survey whose questionnaire names pairs; no sheet where none does."""

from __future__ import annotations

from kumin.tables.axes import design_of, sample_of
from kumin.tables.priorities import BORDER, priorities
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.registry import Report, sheet

_SCORES = ("satisfaction", "importance")


@sheet("priorities", order=45, of_answers=True)
def write_priorities(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, result = report.words, report.view.result
    keys = [key for key in result.answers if result.plan.questionnaires[key].priorities is not None]
    if not keys:
        return
    page = book.sheet(title, (6, 30, 14, 8, 10, 18, 8, 10, 18, 10))
    page.line(title, "title")
    for code in ("priorities_formula", "priorities_border"):
        page.line(words.text(code, level=words.level), "quiet_wrap", span=True)
    heads = [words.text(f"priorities_{code}") for code in ("rank", "policy", "field")]
    sides = [
        words.text(f"priorities_{side}{part}", level=words.level)
        for side in _SCORES
        for part in ("_n", "", "_interval")
    ]
    for key in keys:
        survey = result.plan.plan.surveys[key]
        frame = priorities(
            sample_of(result, key), result.plan.questionnaires[key], design=design_of(result, key),
            level=result.level, sampled=survey.has_sampling_error,
        )  # fmt: skip
        page.row += 1
        page.line(survey.title, "heading")
        axes = {side: words.number(frame[f"{side}_axis"][0], 2) for side in _SCORES}
        page.line(words.text("priorities_axes", **axes))
        page.header([*heads, *sides, words.text("priorities_need")])
        for row in frame.iter_rows(named=True):
            code = "border_field" if row["field"] == BORDER else row["field"] or "unknown"
            page.put(0, row["rank"], book.look("cell_mid"))
            page.put(1, row["policy"], book.look("cell"))
            page.put(2, words.text(f"priorities_{code}"), book.look("cell_mid"))
            for place, side in enumerate(_SCORES):
                page.put(3 + 3 * place, row[f"{side}_n"], book.number("#,##0"))
                page.put(4 + 3 * place, row[side], book.number("0.00"))
                interval = words.interval(row[f"{side}_lower"], row[f"{side}_upper"], 2)
                page.put(5 + 3 * place, interval, book.look("cell_mid"))
            page.put(9, row["need"], book.number("0.000"))
            page.tall(page.height(row["policy"], 30))
            page.row += 1
