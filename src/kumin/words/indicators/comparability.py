"""Was it the same question? Old and new side by side, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from kumin.judgement.comparability import ESSENTIAL
from kumin.words.indicators.targets import target_difference
from kumin.words.words import Words

Row = Mapping[str, Any]


def aspects_words(rows: Iterable[Row], words: Words, *, alike: Collection[str] = ()) -> str:
    """Name the aspects for which two years cannot be compared: 設問文・母数.

    Others that differ, as how people were selected, hinder no comparison; those in ``alike`` were worked out alike.
    """
    differing = (
        row["aspect"]
        for row in rows
        if row["same"] is False and row["aspect"] in ESSENTIAL and row["aspect"] not in alike
    )
    return words.joined((words.text(f"aspect_{aspect}") for aspect in differing), "label_joiner")


def compared_words(alike: bool | None, differs_in: str, words: Words) -> str:
    """Say whether two years were measured alike, and what differed nevertheless: 同じ（目標か判定のしかたは違う）.

    Parameters
    ----------
    alike : bool or None
        None where it is not known.
    differs_in : str
        Aspects, joined by ``;``.
    words : Words
        The words of the output.
    """
    code = {True: "years_same", False: "years_differs", None: "years_not_known"}[alike]
    aspects = words.joined((words.text(f"aspect_{one}") for one in differs_in.split(";") if one), "label_joiner")
    if not aspects:
        return words.text(code)
    return words.text(f"{code}_in" if alike is False else f"{code}_but", aspects=aspects)


def side_by_side(rows: Iterable[Row], words: Words, *, unit: str | None = None, target: bool = True) -> Iterator[str]:
    """Yield every difference with the old and the new words: 設問文「…」→「…」.

    Parameters
    ----------
    rows : iterable of rows
        Of :data:`kumin.judgement.frames.COMPARABILITY`, of one indicator.
    words : Words
        The words of the output.
    unit : str, optional
        The indicator's, where it is a number.
    target : bool
        Include a changed target.
    """
    for row in rows:
        if row["same"] is not False or (row["aspect"] == "target" and not target):
            continue
        if row["aspect"] == "target":
            yield target_difference(row["before"], row["after"], unit, words)
            continue
        before, after = (_value(row["aspect"], row[side] or "", words) for side in ("before", "after"))
        yield words.text("aspect_changed", aspect=words.text(f"aspect_{row['aspect']}"), before=before, after=after)


def _value(aspect: str, value: str, words: Words) -> str:
    """Word what a year's definitions say; the plan's own words stay as they are."""
    if not value:
        return words.text("aspect_everyone")
    if aspect == "base":
        rule, _, excluded = value.partition(" − ")
        worded = words.text(f"base_{rule}")
        return words.text("base_excluding", rule=worded, excluded=excluded) if excluded else worded
    code = {"sampling": "rep_sampling", "weighting": "aspect_weighting"}.get(aspect)
    return value if code is None else words.text(f"{code}_{value}")
