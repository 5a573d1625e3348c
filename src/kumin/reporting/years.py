"""The answers of earlier years: kept in each year's record, or worked out from that year's answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.published import Published, release
from kumin.frames import Column, frame
from kumin.judgement.change import Change, changes_of, wilson_limits
from kumin.judgement.year import earlier
from kumin.numbers import percent_of
from kumin.past.store import MAX_BYTES, find_results, result_folders
from kumin.reporting.answers import scale_of
from kumin.responses.folding import fold_text
from kumin.result import PREVIOUS, Previous
from kumin.tables.shares import ESTIMATE, OPTION, QUESTION

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan
    from kumin.definitions.questions import ClosedQuestion

_EXACT = ("n_base", "n_positive", "proportion", "se", "lower", "upper", "level", "df", "method", "not_estimable")

_SAME = 1e-9
"""Difference of two shares that is none but for rounding in the machine."""

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
    if previous is not None and previous.result is not None:
        before, year = release(previous.result, k), previous.fiscal_year
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


def compared(
    now: pl.DataFrame, question: ClosedQuestion, before: Year, fiscal_year: int, decimals: int = 1
) -> list[Change] | None:
    """Compare the options of a question, and the sides of a scale, with an earlier year, p adjusted over all (Holm).

    Returns
    -------
    list of Change or None
        The sides first. ``now.indicator`` is the option's code, or the codes of a side with commas; None where the
        question was not asked in these words.
    """
    old = before.of(question)
    if old is None:
        return None
    own = {row["option"]: row for row in now.filter(pl.col("question") == question.id).iter_rows(named=True)}
    rows: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    for codes in _sides(question):
        both = [joined_row([year[code] for code in codes], decimals) for year in (own, old)]
        if both[0] is not None and both[1] is not None:
            rows.append((",".join(map(str, codes)), both[0], both[1]))
    rows += [(str(code), row, old[code]) for code, row in own.items()]
    pairs = []
    for name, this_year, then in rows:
        years = [
            earlier(dict.fromkeys(PREVIOUS.schema) | values | {"indicator": name, "fiscal_year": year})
            for values, year in ((this_year, fiscal_year), (then, before.fiscal_year))
        ]
        if years[0] is not None and years[1] is not None:
            pairs.append((years[0], years[1]))
    return changes_of(pairs, {pair[0].indicator: True for pair in pairs})


def _sides(question: ClosedQuestion) -> list[tuple[int, ...]]:
    """Return the options of either side of a scale, where it has several on one."""
    scale = scale_of(question) if question.type == "single" else None
    return [side for side in (scale.top, scale.bottom) if len(side) > 1] if scale else []


def joined_row(rows: Sequence[Mapping[str, Any]], decimals: int) -> dict[str, Any] | None:
    """Estimate the share of several options of a single answer together, from the rows of each: :data:`OPTIONS`.

    The design effect is the largest of the options' own, of a simple random sample the same for all; the limits are
    Wilson's with the effective size. None where an option is hidden, weighted, or of a survey of nearly everyone,
    whose limits follow from counts in another way.

    Examples
    --------
    >>> of_one = {"n_base": 400, "level": 0.95, "method": "wilson"}
    >>> rows = [of_one | {"n_positive": n, "proportion": n / 400, "se": (n / 400 * (1 - n / 400) / 399) ** 0.5}
    ...         for n in (80, 120)]
    >>> found = joined_row(rows, 1)
    >>> found["percent"], round(found["se"] ** 2 * 399, 3)
    (50.0, 0.25)
    """
    first = rows[0]
    n, counts = first["n_base"], [row["n_positive"] for row in rows]
    if not n or None in counts or any(row["method"] == "finite_exact" or row["se"] is None for row in rows):
        return None
    shares = [count / n for count in counts]
    if any(abs(share - row["proportion"]) > _SAME for share, row in zip(shares, rows, strict=True)):
        return None
    p = sum(counts) / n
    inside = [(share, row["se"]) for share, row in zip(shares, rows, strict=True) if 0 < share < 1]
    if not inside or not 0 < p < 1:
        return None
    unit = max(se**2 / (share * (1 - share)) for share, se in inside)
    lower, upper = wilson_limits(p, 1 / unit, first["level"]) if unit else (p, p)
    together = {
        "n_positive": sum(counts), "proportion": p, "percent": float(percent_of(sum(counts), n, decimals)),
        "se": (unit * p * (1 - p)) ** 0.5, "lower": lower, "upper": upper,
    }  # fmt: skip
    return {**first, **together}
