"""件数表: comments by theme and by the writers' attributes, small counts hidden."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.comments.coded import Coded
from kumin.disclosure.suppress import suppress
from kumin.frames import Column, frame
from kumin.tables.scales import in_order

WITHOUT_THEME = 0
"""Code of the comments that have no theme."""

COMMENT_COUNTS = frame(
    "comment_counts",
    "One row a free-text question, category and theme. A comment may have several themes.",
    Column("question", pl.String, "", "heading of the question"),
    Column("axis", pl.String, "", "heading of the attribute; null for everyone"),
    Column("category", pl.String, "", "the attribute's category; empty: left blank; null for everyone"),
    Column("theme", pl.Int64, "", "code of the theme; 0: no theme"),
    Column("theme_title", pl.String, "", "name of the theme; null where there is none"),
    Column("n_comments", pl.Int64, "comments", "comments of the category; null where hidden"),
    Column("n", pl.Int64, "comments", "comments that have the theme; null where hidden"),
    Column("suppressed", pl.Boolean, "", "hidden, because it or another count is small"),
)


def count_comments(coded: Coded, k: int) -> pl.DataFrame:
    """Count comments by theme, for everyone and within each category of each attribute.

    Parameters
    ----------
    coded : Coded
        What staff ticked.
    k : int
        Within a group of writers counts of 1 to k - 1 comments are hidden, and further ones so that nothing can be
        subtracted; below 2 nothing. Counts of everyone are of no group that can be recognised: they always stay.

    Returns
    -------
    DataFrame
        :data:`COMMENT_COUNTS`.
    """
    schema = {"question": pl.String, "axis": pl.String, "category": pl.String, "theme": pl.Int64, "n": pl.Int64}
    long = pl.DataFrame(list(_counted(coded)), schema=schema, orient="row")
    if long.is_empty():
        return COMMENT_COUNTS.empty()
    keys = ["question", "axis", "category"]
    bases = long.filter(pl.col("theme") == -1).group_by(keys, maintain_order=True).agg(n_base=pl.col("n").sum())
    themes = pl.DataFrame({"theme": [*coded.themes, WITHOUT_THEME]}, schema={"theme": pl.Int64})
    counts = long.filter(pl.col("theme") >= 0).group_by([*keys, "theme"]).agg(pl.col("n").sum())
    table = bases.join(themes, how="cross").join(counts, on=[*keys, "theme"], how="left", nulls_equal=True)
    # of the policy a comment without a category is one left blank, and the categories have codes without * and -1
    blank = pl.col("category") == ""
    table = table.sort(
        "question", pl.col("axis").is_not_null(), _place_of_axis(coded), _place_of_category(coded), maintain_order=True
    ).with_columns(
        option=pl.col("theme").cast(pl.Int32), n_positive=pl.col("n").fill_null(0), n_asked="n_base",
        words="category",
        category=pl.when(blank).then(pl.lit("-1")).otherwise(pl.col("category").str.replace_all(r"\*", "＊")),
        heading="axis", axis=pl.col("axis").str.replace_all(r"\*", "＊"),
    )  # fmt: skip
    shown = suppress(table, k, multiple=set(table["question"]), keep_totals=True)
    titles = pl.col("theme").replace_strict(dict(coded.themes), default=None, return_dtype=pl.String)
    return COMMENT_COUNTS.conform(
        shown.select(
            "question", "suppressed", "theme", axis="heading", category="words", theme_title=titles,
            n_comments="n_base", n="n_positive",
        )
    )  # fmt: skip


def _place_of_axis(coded: Coded) -> pl.Expr:
    places = {name: place for place, name in enumerate(coded.attributes)}
    return pl.col("axis").replace_strict(places, default=-1, return_dtype=pl.Int64)


def _place_of_category(coded: Coded) -> pl.Expr:
    """Return the place of a category: as asked, then by the scale of those the workbook does not list, blank last."""
    seen: dict[str, list[str]] = {name: list(coded.order.get(name, ())) for name in coded.attributes}
    for place, name in enumerate(coded.attributes):
        others = {values[place] for _, _, values in coded.comments} - set(seen[name]) - {""}
        seen[name] += in_order(sorted(others))
    pairs = {f"{name}\0{one}": place for name, own in seen.items() for place, one in enumerate(own)}
    key = pl.concat_str("axis", "category", separator="\0", ignore_nulls=True)
    return key.replace_strict(pairs, default=len(pairs), return_dtype=pl.Int64)


def _counted(coded: Coded) -> Iterator[tuple[str, str | None, str | None, int, int]]:
    """Yield each comment once for everyone and each attribute, as a comment (-1) and in each of its themes."""
    for question, themes, values in coded.comments:
        of: list[tuple[str | None, str | None]] = [(None, None), *zip(coded.attributes, values, strict=True)]
        for axis, category in of:
            for theme in (-1, *(themes or (WITHOUT_THEME,))):
                yield question, axis, category, theme, 1
