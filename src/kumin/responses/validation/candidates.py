"""Files → candidate answers, of all rows that hold something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kumin.errors import ReadError
from kumin.responses.coding.answers import RESPONDENT, code_answers
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.table import ROW
from kumin.responses.validation.conditions import (
    BLANK,
    BLOCKS,
    DAMAGED_ID,
    LOST_ID,
    NOT_A_RESPONDENT,
    SOURCE,
    TOO_LONG,
    TOO_SHORT,
)
from kumin.responses.validation.ids import damaged_by_spreadsheet, of_nobody
from kumin.responses.validation.rows import (
    blank_rows,
    empty_rows,
    rows_without_respondent,
    too_long_rows,
    too_short_rows,
)
from kumin.responses.validation.seen import damaged_ids, unknown_rows


def make_candidate(matched: MatchedTable) -> pl.DataFrame:
    """Code a table and add what is known of its rows besides their answers."""
    candidate = code_answers(matched)
    blank = blank_rows(candidate, matched) & ~unknown_rows(matched)
    without = rows_without_respondent(candidate, blank, matched)
    if without.any():
        blank |= without
        # what it holds is not an answer
        answers = pl.exclude(ROW)
        candidate = candidate.with_columns(pl.when(~pl.lit(without)).then(answers).name.keep())
    facts = [blank.alias(BLANK), without.alias(NOT_A_RESPONDENT), too_long_rows(matched).alias(TOO_LONG)]
    facts.append((too_short_rows(matched.table) & ~without).alias(TOO_SHORT))
    if matched.questionnaire.blocks:
        facts.append(pl.repeat(False, candidate.height, eager=True).alias(BLOCKS))
    candidate = candidate.with_columns(facts)
    if RESPONDENT in candidate.columns and blank.any():
        # a blank form is not the first of two answers: the filled one does not repeat it
        candidate = candidate.with_columns(pl.when(~pl.col(BLANK)).then(RESPONDENT).alias(RESPONDENT))
    return _without_damaged_ids(candidate, matched)


def _without_damaged_ids(candidate: pl.DataFrame, matched: MatchedTable) -> pl.DataFrame:
    """Take ids away that do not say who somebody is, and mark their rows."""
    if RESPONDENT not in candidate.columns:
        return candidate
    lost, cut = damaged_ids(matched), damaged_by_spreadsheet(candidate[RESPONDENT])
    for name, damaged in ((LOST_ID, lost), (DAMAGED_ID, cut & ~lost)):
        if damaged.any():
            without = pl.when(~damaged).then(RESPONDENT).alias(RESPONDENT)
            candidate = candidate.with_columns(without, damaged.alias(name))
    nobody = of_nobody(candidate)
    return candidate.with_columns(candidate[RESPONDENT].scatter(nobody, None)) if len(nobody) else candidate


def without_empty_rows(
    files: Sequence[MatchedTable], parts: Sequence[pl.DataFrame]
) -> tuple[list[MatchedTable], list[pl.DataFrame]]:
    """Drop the rows that hold nothing: they are not records."""
    kept_files, kept_parts = list(files), list(parts)
    for place, (matched, part) in enumerate(zip(files, parts, strict=True)):
        table = matched.table
        empty = empty_rows(table, part[NOT_A_RESPONDENT].arg_true())
        if len(empty):
            kept = pl.repeat(True, part.height, eager=True).scatter(empty, False)
            if not kept.any():
                raise ReadError("file_without_rows", path=table.path)
            kept_files[place] = replace(matched, table=replace(table, frame=table.frame.filter(kept)))
            kept_parts[place] = part.filter(kept)
    return kept_files, kept_parts


def combine(parts: Sequence[pl.DataFrame], names: Sequence[str]) -> pl.DataFrame:
    """Put the candidates of several files below each other, with a ``source`` column."""
    if len(parts) == 1:
        return parts[0]
    files = pl.Enum(names)
    sourced = [part.with_columns(pl.lit(name, files).alias(SOURCE)) for part, name in zip(parts, names, strict=True)]
    return pl.concat(sourced, how="diagonal")
