"""Tables of a plan's surveys, tabulated and labelled: what ``kumin tabulate`` and ``kumin crosstab`` show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import LoadedPlan, Questionnaire, load_plan
from kumin.definitions.lenient.references import asked_in, find_question
from kumin.disclosure.published import public_tables
from kumin.errors import UsageError
from kumin.estimates import estimate_answers
from kumin.tables.axes import Axis, default_axes, parse_axes
from kumin.words.tables import one_table
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.responses import Answers


@dataclass(frozen=True)
class Read:
    """Definitions and answers, not judged."""

    plan: LoadedPlan
    answers: Mapping[str, Answers]


@dataclass(frozen=True)
class Listing:
    """Tables to show: one labelled frame a survey, and the words to show it with.

    Attributes
    ----------
    tables : mapping of survey key to DataFrame
        See :func:`kumin.words.tables.one_table`.
    titles : mapping of survey key to str
        What each survey is called; no two alike.
    words : Words
        Language, decimals, confidence level.
    """

    tables: Mapping[str, pl.DataFrame]
    titles: Mapping[str, str]
    words: Words

    @property
    def kinds(self) -> set[str]:
        """Kinds of questions there are: ``share``, ``number``, ``date``."""
        return {kind for table in self.tables.values() for kind in table["kind"].unique()}


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
        Ids or numbers on the paper (問11), comma-separated.
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
    wanted = [part.strip() for part in questions.split(",")] if questions else None
    given = None if axes is None else parse_axes(axes)
    words = Words.of(lang, decimals=definitions.plan.decimals, level=level)
    tables = {}
    for key in _surveys(result, survey, wanted, given):
        questionnaire = definitions.questionnaires[key]
        chosen = default_axes(questionnaire) if given is None else given
        chosen = tuple(tuple(_ids(axis, questionnaire)) for axis in chosen)
        asked = None if wanted is None else _ids(wanted, questionnaire)
        shares, numbers = public_tables(result, key, chosen, asked, k, level)
        tables[key] = one_table(shares, numbers, questionnaire, words)
    return Listing(tables, _titles(definitions, tables, words), words)


def _surveys(result: Read, survey: str | None, questions: list[str] | None, axes: tuple[Axis, ...] | None) -> list[str]:
    """Choose the surveys to show: the one that was asked for, else those that have the questions and axes."""
    if survey is not None:
        if survey not in result.answers:
            close = get_close_matches(survey, list(result.answers), n=1)
            known = ", ".join(result.answers)
            raise UsageError("survey_not_in_plan", survey=survey, nearest=close[0] if close else "", known=known)
        return [survey]
    needed = [*(questions or ()), *(id_ for axis in axes or () for id_ in axis)]
    asked = {key: result.plan.questionnaires[key] for key in result.answers}
    found = [key for key, one in asked.items() if set(_ids(needed, one)) <= set(one.by_id)]
    # where no survey has them all, the first one's error names what it has
    return found or list(result.answers)[:1]


def _ids(names: Sequence[str], questionnaire: Questionnaire) -> list[str]:
    """Return the ids of questions named as on the paper (問11) or by their ids; what names none is left as it is."""
    asked = asked_in(questionnaire)
    found = [(name, find_question(name, asked)) for name in names]
    return [name if one is None else one.id for name, one in found]


def _titles(definitions: LoadedPlan, keys: Iterable[str], words: Words) -> dict[str, str]:
    """Name surveys by their titles; those of one title by their keys too."""
    titles = {key: definitions.plan.surveys[key].title for key in keys}
    alike = [title for title, count in Counter(titles.values()).items() if count > 1]
    return {
        key: title + words.text("rep_in_brackets", words=key) if title in alike else title
        for key, title in titles.items()
    }
