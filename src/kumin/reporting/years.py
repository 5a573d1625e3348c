"""The answers of earlier years: kept in each year's record, or worked out from that year's answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.published import Published, release
from kumin.frames import Column, frame
from kumin.judgement.change import Change, changes_of
from kumin.judgement.year import earlier
from kumin.past.store import MAX_BYTES, find_results, result_folders
from kumin.pipeline import judge_read
from kumin.responses.folding import fold_text
from kumin.result import PREVIOUS, Previous
from kumin.tables.shares import ESTIMATE, OPTION, QUESTION

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan
    from kumin.definitions.questionnaire import ClosedQuestion

_EXACT = ("n_base", "n_positive", "proportion", "se", "lower", "upper", "level", "df", "method", "not_estimable")

OPTIONS = frame(
    "options",
    "One row a closed question and option: the published answers of everyone, kept for the reports of later years.",
    QUESTION,
    Column("question_text", pl.String, "", "the question as asked"),
    OPTION,
    Column("option_label", pl.String, "", "the option's words"),
    Column("percent", pl.Float64, "percent", "as printed; null where it is hidden"),
    *(ESTIMATE[name] for name in _EXACT),
)


@dataclass(frozen=True, slots=True)
class Year:
    """A survey's answers of one earlier fiscal year: :data:`OPTIONS`."""

    fiscal_year: int
    options: pl.DataFrame

    def of(self, question: ClosedQuestion) -> dict[int, dict[str, Any]] | None:
        """Return the rows of a question by this year's option codes; None where it was not asked in these words.

        The question and all its options must read alike (but for spaces and widths of letters).
        """
        words = fold_text(question.text)
        asked = [row for row in self.options.iter_rows(named=True) if fold_text(row["question_text"]) == words]
        if len({row["question"] for row in asked}) > 1:
            asked = [row for row in asked if row["question"] == question.id]
        known = {fold_text(row["option_label"]): row for row in asked}
        labels = {code: fold_text(option.label) for code, option in question.options.items()}
        if not asked or set(known) != set(labels.values()):
            return None
        return {code: known[label] for code, label in labels.items()}


def options_of(published: Published, key: str) -> pl.DataFrame:
    """Return what is kept of a survey's answers: :data:`OPTIONS`, hidden numbers null."""
    questionnaire = published.result.plan.questionnaires[key]
    table = published.surveys[key].table.filter(pl.col("axis").is_null())
    texts = {one.id: one.text for one in questionnaire.closed()}
    labels = {
        f"{one.id}:{code}": option.label for one in questionnaire.closed() for code, option in one.options.items()
    }
    question = pl.col("question")
    labelled = table.with_columns(
        question_text=question.replace_strict(texts, return_dtype=pl.String, default=None),
        option_label=pl.concat_str(question, pl.lit(":"), "option").replace_strict(
            labels, return_dtype=pl.String, default=None
        ),
    )
    return OPTIONS.conform(labelled.select(OPTIONS.schema.names()))


def earlier_options(
    loaded: LoadedPlan, fiscal_year: int, previous: Previous | None = None, *, level: float = 0.95, k: int | None = None
) -> dict[str, list[Year]]:
    """Find the answers of earlier years, by survey, the latest first.

    Parameters
    ----------
    loaded : LoadedPlan
        This year's plan.
    fiscal_year : int
        This year.
    previous : Previous, optional
        The year compared with: its answers, where it was worked out from them, else the results beside its own. Results
        beside the plan are read too.
    level : float
        Confidence level.
    k : int, optional
        Threshold with which last year's answers are suppressed.
    """
    found: dict[str, dict[int, Year]] = {}
    folders = list(result_folders(loaded.path.parent))
    if previous is not None and previous.read is not None:
        before, year = release(judge_read(previous.read, level=level), k), previous.fiscal_year
        for key in before.result.answers:
            found[key] = {year: Year(year, options_of(before, key))}
    elif previous is not None:
        folders = [previous.path.parent if previous.path.is_file() else previous.path, *folders]
    for year, surveys in _kept(folders, loaded.plan.ward):
        if year < fiscal_year:
            for key, options in surveys.items():
                found.setdefault(key, {}).setdefault(year, Year(year, options))
    return {key: [years[year] for year in sorted(years, reverse=True)] for key, years in found.items()}


def _kept(folders: list[Path], ward: str) -> Iterator[tuple[int, Mapping[str, pl.DataFrame]]]:
    """Read the answers that results hold; what cannot be read, or has none, is passed over."""
    for path in find_results(folders):
        try:
            if path.stat().st_size > MAX_BYTES:
                continue
            data = json.loads(path.read_bytes())
            if data["plan"]["ward"] != ward:
                continue
            yield int(data["fiscal_year"]), {key: OPTIONS.of(rows) for key, rows in (data.get("options") or {}).items()}
        except (ValueError, KeyError, TypeError, AttributeError, OSError, pl.exceptions.PolarsError):
            continue


def compared(now: pl.DataFrame, question: ClosedQuestion, before: Year, fiscal_year: int) -> list[Change] | None:
    """Compare every option of a question with an earlier year, p adjusted over the options (Holm).

    Returns
    -------
    list of Change or None
        ``now.indicator`` is the option's code; None where the question was not asked in these words.
    """
    old = before.of(question)
    if old is None:
        return None
    pairs = []
    for row in now.filter(pl.col("question") == question.id).iter_rows(named=True):
        code = row["option"]
        years = [
            earlier(dict.fromkeys(PREVIOUS.schema) | values | {"indicator": str(code), "fiscal_year": year})
            for values, year in ((row, fiscal_year), (old[code], before.fiscal_year))
        ]
        if years[0] is not None and years[1] is not None:
            pairs.append((years[0], years[1]))
    return changes_of(pairs, {pair[0].indicator: True for pair in pairs})
