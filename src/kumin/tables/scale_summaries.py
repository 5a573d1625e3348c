"""TOP2, BOTTOM2 and mean score of questions whose options are a graded scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kumin.definitions import Questionnaire, SingleQuestion
from kumin.frames import Column, frame
from kumin.numbers import percent_units, rounded, to_percent
from kumin.tables.scales import directions
from kumin.tables.shares import GROUP, QUESTION

ENDS = 2
"""Options that TOP2 and BOTTOM2 join."""

SCORE_DECIMALS = 2
"""Of a mean score."""

SUMMARIES = frame(
    "scale_summaries",
    "One row a question with a graded scale, and category: joined options and mean score.",
    QUESTION,
    *GROUP,
    Column("n_top", pl.Int64, "people", "who chose one of the two options at the agreeing end; null where hidden"),
    Column("top_percent", pl.Float64, "percent", "their share of the table's base, rounded half up"),
    Column("n_bottom", pl.Int64, "people", "who chose one of the two options at the other end"),
    Column("bottom_percent", pl.Float64, "percent", "their share of the table's base, rounded half up"),
    Column("score", pl.Float64, "points", "mean points of those who chose an option with points, rounded half up"),
)


@dataclass(frozen=True, slots=True)
class GradedScale:
    """What the options of a question are worth.

    Attributes
    ----------
    top, bottom : tuple of int
        The two options at either end, the outermost first; empty where a side has fewer.
    points : mapping of option to float
        Points; an option without (わからない) is not in the mean.
    """

    top: tuple[int, ...]
    bottom: tuple[int, ...]
    points: Mapping[int, float]


def graded_scales(questionnaire: Questionnaire) -> dict[str, GradedScale]:
    """Find the questions with a graded scale that has as many options on either side, by id.

    Points are those of ``priorities`` where a question is one of its pairs; else the middle is 0, and each side counts
    outwards from it: 2, 1, 0, -1, -2 of five options, 2, 1, -1, -2 of four.
    """
    stated: dict[str, Mapping[int, float]] = {}
    if questionnaire.priorities is not None:
        for pair in questionnaire.priorities.pairs:
            stated[pair.satisfaction] = questionnaire.priorities.satisfaction
            stated[pair.importance] = questionnaire.priorities.importance
    found = {}
    for one in questionnaire.questions:
        if not isinstance(one, SingleQuestion) or one.attribute:
            continue
        scale = _scale(list(one.options), [option.label for option in one.options.values()])
        if scale is not None:
            found[one.id] = GradedScale(scale.top, scale.bottom, stated.get(one.id, scale.points))
    return found


def _scale(codes: list[int], labels: list[str]) -> GradedScale | None:
    ways = directions(labels)
    if ways is None:
        return None
    known = [(code, way) for code, way in zip(codes, ways, strict=True) if way is not None]
    if known and known[0][1] < 0:  # 「まったく思わない」 first
        known.reverse()
    above, below = ([code for code, way in known if way == sign] for sign in (1, -1))
    points = {code: float(len(above) - place) for place, code in enumerate(above)}
    points |= {code: 0.0 for code, way in known if way == 0}
    points |= {code: -float(place + 1) for place, code in enumerate(below)}
    # of a lopsided scale (そう思う・まあ思う・思わない) no points are fair
    if not above or len(above) != len(below):
        return None
    top = tuple(above[:ENDS]) if len(above) >= ENDS else ()
    bottom = tuple(reversed(below))[:ENDS] if len(below) >= ENDS else ()
    return GradedScale(top, bottom, points)


def scale_summaries(table: pl.DataFrame, scales: Mapping[str, GradedScale], decimals: int = 1) -> pl.DataFrame:
    """Join the ends of scales and average their points, from a table's own cells and so never from a hidden one.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE`, weighted or not; with ``suppressed`` where it is for publication.
    scales : mapping of question to GradedScale
        See :func:`graded_scales`.
    decimals : int
        Decimals of percents.

    Returns
    -------
    DataFrame
        :data:`SUMMARIES`, in the table's order. What rests on a hidden cell is null. A mean is that of the cells'
        shares, so of a weighted table it is weighted.
    """
    parts = [SUMMARIES.empty()]
    keys = ["question", "axis", "category"]
    for id_, scale in scales.items():
        own = table.filter(question=id_)
        if own.is_empty():
            continue
        option = pl.col("option")
        points = option.replace_strict(dict(scale.points), default=None, return_dtype=pl.Float64)
        scored = points.is_not_null()
        whole = pl.col("proportion").filter(scored)
        found = own.group_by(keys, maintain_order=True).agg(
            *(part for name, codes in (("top", scale.top), ("bottom", scale.bottom)) for part in _joined(name, codes)),
            score=pl.when(whole.null_count() == 0, whole.sum() > 0).then(
                rounded((pl.col("proportion") * points).filter(scored).sum() / whole.sum(), SCORE_DECIMALS)
            ),
            n_base=pl.col("n_base").first(),
        )
        parts.append(_rounded(found, decimals))
    return pl.concat(parts)


def _joined(name: str, codes: tuple[int, ...]) -> tuple[pl.Expr, pl.Expr]:
    """Add the counts and the shares of some options; null where one is hidden, or there are none to join."""
    inside = pl.col("option").is_in(list(codes))
    counts, shares = pl.col("n_positive").filter(inside), pl.col("proportion").filter(inside)
    there = pl.lit(bool(codes)) & (counts.null_count() == 0)
    return (
        pl.when(there).then(counts.sum()).cast(pl.Int64).alias(f"n_{name}"),
        pl.when(there, shares.null_count() == 0).then(shares.sum()).alias(f"share_{name}"),
    )


def _rounded(found: pl.DataFrame, decimals: int) -> pl.DataFrame:
    """Round the joined shares: from the counts where they are the shares of the counts, else the weighted share."""

    def percent(name: str) -> pl.Expr:
        share, count, base = pl.col(f"share_{name}"), pl.col(f"n_{name}"), pl.col("n_base")
        plain = (share - count / base).abs() < 1e-9
        units = to_percent(percent_units(count, base, decimals), decimals)
        return pl.when(plain).then(units).when(share.is_not_null()).then(rounded(100 * share, decimals))

    found = found.with_columns(top_percent=percent("top"), bottom_percent=percent("bottom"))
    return SUMMARIES.conform(found.drop("share_top", "share_bottom", "n_base"))
