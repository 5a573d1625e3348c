"""What the checks of published numbers found, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kumin.result import frame_of
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result


def audit_lines(result: Result, words: Words, *, detail: bool = False) -> Iterator[str]:
    """Yield a heading and a line for each disagreement, or that there is none.

    Parameters
    ----------
    result : Result
        Of :func:`kumin.judge_published`.
    words : Words
        The words of the output.
    detail : bool
        Also say of each indicator what those who did not answer could change.
    """
    yield words.text("audit_heading")
    found = frame_of(result, "audit")
    for row in found.iter_rows(named=True):
        expected = words.joined(row["expected"].split(";"), "label_joiner")
        said = words.text(f"audit_{row['check']}", stated=row["stated"], expected=expected, n=words.count(row["n"]))
        whom, year = row["indicator"] or row["survey"], words.named_year(row["fiscal_year"])
        yield words.text("detail_line", words=words.text("audit_line", whom=whom, year=year, words=said))
    if found.is_empty():
        yield words.text("detail_line", words=words.text("audit_none"))
    for row in frame_of(result, "bounds").iter_rows(named=True) if detail else ():
        limits = {name: words.number(row[f"{name}_percent"]) for name in ("lower", "upper")}
        said = words.text("audit_bounds", n_missing=words.count(row["n_missing"]), **limits)
        yield words.text("detail_line", words=f"{row['indicator']}: {said}")
