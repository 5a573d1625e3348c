"""標本誤差早見表 of each survey whose sampling error can be stated."""

from __future__ import annotations

import polars as pl

from kumin.numbers import exact, shortest
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.registry import Report, sheet


@sheet("errors", order=70)
def write_errors(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    from kumin.estimation import sampling_error_table

    words, result = report.words, report.view.result
    page = book.sheet(title, (12, *([11] * 10)))
    page.line(title, "title")
    page.line(words.text("rep_errors_intro", level=words.level), "quiet")
    for key, survey in result.plan.plan.surveys.items():
        if not survey.has_sampling_error:
            continue
        population = result.plan.populations[key]
        page.row += 1
        size = "" if population is None else f"　N={words.count(population.total)}"
        page.line(f"{survey.title}{size}", "heading")
        frame = sampling_error_table(population=population.total if population else None, level=result.level)
        shares = frame["proportion"].unique(maintain_order=True).to_list()
        known = frame.filter(pl.col("error_points").is_not_null().any().over("n"))
        if known.is_empty():
            # the population is smaller than the smallest n of the table
            least = int(frame["n"].min() or 0)  # type: ignore[arg-type]
            page.line(words.text("rep_errors_few", n=least))
            continue
        page.header(["n", *(_share_heading(share) for share in shares)])
        for (n,), part in known.group_by("n", maintain_order=True):
            page.put(0, n, book.number("#,##0", bold=True))
            for place, value in enumerate(part["error_points"]):
                page.put(1 + place, value, book.number('"±"0.0'))
            page.row += 1


def _share_heading(share: float) -> str:
    """Name a share with its complement, which has the same error: 10%・90%."""
    percent = 100 * exact(share)
    return f"{shortest(percent)}%" if percent == 50 else f"{shortest(percent)}%・{shortest(100 - percent)}%"
