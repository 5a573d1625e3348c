"""Tables of a plan's surveys, tabulated and labelled: what ``kumin tabulate`` and ``kumin crosstab`` show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import LoadedPlan, load_plan
from kumin.disclosure.published import public_tables
from kumin.errors import UsageError
from kumin.estimates import estimate_answers
from kumin.messages import language, text
from kumin.tables.shares import default_axes, parse_axes, with_labels
from kumin.words.amounts import with_number_labels

if TYPE_CHECKING:
    from kumin.responses import Answers


@dataclass(frozen=True)
class Read:
    """Definitions and answers, not judged."""

    plan: LoadedPlan
    answers: Mapping[str, Answers]


@dataclass(frozen=True)
class Listing:
    """Tables to show: labelled frames of each survey, and how to show them.

    Attributes
    ----------
    tables : mapping of survey key to DataFrame
        :data:`kumin.tables.shares.TABLE_SCHEMA` with labels and ``suppressed``: the closed questions.
    numbers : mapping of survey key to DataFrame
        :data:`kumin.tables.amounts.NUMBER_SCHEMA` with labels, ``suppressed`` and ``published``: numbers and
        dates.
    questions : mapping of survey key to tuple of str
        Ids in the order of the form.
    titles : mapping of survey key to str
        What each survey is called; no two alike.
    decimals, level, lang
        How percents are printed, the confidence level, the language.
    """

    tables: Mapping[str, pl.DataFrame]
    numbers: Mapping[str, pl.DataFrame]
    questions: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    decimals: int
    level: float
    lang: str


def list_tables(
    plan: str | Path | LoadedPlan,
    answers: Any,
    *,
    axes: str | None = "",
    survey: str | None = None,
    questions: str | None = None,
    k: int = 0,
    level: float = 0.95,
    lang: str | None = None,
) -> Listing:
    """Tabulate a plan's surveys.

    Parameters
    ----------
    plan, answers
        As for :func:`kumin.run`.
    axes : str, optional
        ``sex,age,sex*age``; empty for none, None for every attribute.
    survey : str, optional
        Default all with answers; with ``axes``, those that have the axes' questions.
    questions : str, optional
        Ids, comma-separated.
    k : int
        Cells below are suppressed, with complements.
    level, lang
        Confidence level, language.

    Raises
    ------
    UsageError
        A survey, question or axis is not known.
    """
    definitions = plan if isinstance(plan, LoadedPlan) else load_plan(plan)
    validated, _ = estimate_answers(definitions, answers, level=level)
    result = Read(definitions, validated)
    if survey is not None and survey not in result.answers:
        from difflib import get_close_matches

        close = get_close_matches(survey, list(result.answers), n=1)
        known = ", ".join(result.answers)
        raise UsageError("survey_not_in_plan", survey=survey, nearest=close[0] if close else "", known=known)
    wanted = [part.strip() for part in questions.split(",")] if questions else None
    given = None if axes is None else parse_axes(axes)
    needed = {*(wanted or ()), *(id_ for axis in given or () for id_ in axis)}
    keys = [survey] if survey is not None else [
        key for key in result.answers if needed <= set(definitions.questionnaires[key].by_id)
    ]  # fmt: skip
    # where no survey has them all, the first one's error names what it has
    tables, numbers, form = {}, {}, {}
    for key in keys or list(result.answers)[:1]:
        questionnaire = definitions.questionnaires[key]
        chosen = default_axes(questionnaire) if given is None else given
        closed, others = public_tables(result, key, chosen, wanted, k, level)
        tables[key] = with_labels(closed, questionnaire, lang)
        numbers[key] = with_number_labels(others, questionnaire, lang)
        form[key] = tuple(questionnaire.by_id)
    titles = _titles(definitions, tables, lang)
    return Listing(tables, numbers, form, titles, definitions.plan.decimals, level, language(lang))


def _titles(definitions: LoadedPlan, keys: Iterable[str], lang: str | None) -> dict[str, str]:
    """Name surveys by their titles; those of one title by their keys too."""
    titles = {key: definitions.plan.surveys[key].title for key in keys}
    alike = [title for title, count in Counter(titles.values()).items() if count > 1]
    return {
        key: title + text("rep_in_brackets", lang, words=key) if title in alike else title
        for key, title in titles.items()
    }
