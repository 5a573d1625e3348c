"""Tables of a plan's surveys, tabulated and labelled: what ``kumin tabulate`` and ``kumin crosstab`` show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import LoadedPlan, Questionnaire, SingleQuestion, load_plan
from kumin.definitions.lenient.references import asked_in, find_question, listed
from kumin.disclosure.earlier import Earlier
from kumin.disclosure.listed import few_differ, public_tables, same_answers
from kumin.disclosure.policy import SUPPRESSED_MARK
from kumin.disclosure.published import rules_of_plan
from kumin.errors import UsageError, choices
from kumin.estimates import read_surveys
from kumin.numbers import NONE
from kumin.tables.axes import default_axes, parse_axes, spread_axes, without_others
from kumin.tables.crossing import Axis
from kumin.tables.figures import PERCENT
from kumin.tables.options import PLAIN, TableOptions
from kumin.tables.scale_summaries import GradedScale, graded_scales, scale_summaries
from kumin.words.tables import method_notes, one_table, sign_notes
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
    notes : tuple of str
        What stands below the tables beside how they were made.
    options : TableOptions
        How they were made.
    k : int
        Cells below are suppressed; below 2 nothing is.
    scales : mapping of survey key to mapping of question to GradedScale
        The questions with a graded scale.
    summaries : mapping of survey key to DataFrame
        :data:`kumin.tables.scale_summaries.SUMMARIES` of them.
    beside : mapping of survey key to sequence of Earlier
        Other files of the same answers, beside which they are published.
    """

    tables: Mapping[str, pl.DataFrame]
    titles: Mapping[str, str]
    words: Words
    notes: tuple[str, ...] = ()
    options: TableOptions = PLAIN
    k: int = 0
    scales: Mapping[str, Mapping[str, GradedScale]] = field(default_factory=dict)
    summaries: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    beside: Mapping[str, Sequence[Earlier]] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        """Kinds of questions there are: ``share``, ``number``, ``date``."""
        return {kind for table in self.tables.values() for kind in table["kind"].unique()}

    @cached_property
    def summarized(self) -> Mapping[tuple[str, str, str | None, str | None], dict[str, Any]]:
        """The rows of ``summaries`` by survey, question, axis and category: each table asks for one a group."""
        return {
            (key, row["question"], row["axis"], row["category"]): row
            for key, table in self.summaries.items()
            for row in table.iter_rows(named=True)
        }


def read_listed(plan: str | Path | LoadedPlan, answers: Any) -> Read:
    """Read a plan and its answers, without judging them."""
    definitions = plan if isinstance(plan, LoadedPlan) else load_plan(plan)
    return Read(definitions, read_surveys(definitions, answers))


def list_tables(
    plan: str | Path | LoadedPlan | Read,
    answers: Any = None,
    *,
    axes: str | None = "",
    survey: str | None = None,
    questions: str | None = None,
    k: int = 0,
    level: float = 0.95,
    lang: str | None = None,
    notes: Sequence[str] = (),
    options: TableOptions = PLAIN,
    beside: Mapping[str, Sequence[Earlier]] | None = None,
    held: Collection[tuple[str, str]] = (),
) -> Listing:
    """Tabulate a plan's surveys.

    Parameters
    ----------
    plan, answers
        As for :func:`kumin.run`; or what :func:`read_listed` read.
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
    notes : sequence of str
        What is to stand below the tables.
    options : TableOptions
        No answer in or out of the base, weights, adjustment of ▲▽.
    beside : mapping of str to sequence of Earlier, optional
        The last release and tables that were written before, by survey.
    held : collection of tuple
        Survey and question of which no more is told of groups than those tell.

    Raises
    ------
    UsageError
        The answers of a few people differ from those of a file beside, and the table would tell them; a survey,
        question or axis is not known; or there is nothing to break tables down by.
    """
    result = plan if isinstance(plan, Read) else read_listed(plan, answers)
    definitions = result.plan
    wanted = [part.strip() for part in questions.split(",")] if questions else None
    given = None if axes is None else parse_axes(axes)
    words = Words.of(lang, decimals=definitions.plan.decimals, level=level)
    tables: dict[str, pl.DataFrame] = {}
    scales: dict[str, dict[str, GradedScale]] = {}
    summaries: dict[str, pl.DataFrame] = {}
    same: dict[str, list[Earlier]] = {}
    for key in _surveys(result, survey, wanted, given):
        questionnaire = definitions.questionnaires[key]
        chosen = default_axes(questionnaire) if given is None else given
        chosen = tuple(tuple(_ids(axis, questionnaire)) for axis in chosen)
        if given is None and not chosen:
            singles = (one for one in questionnaire.questions if isinstance(one, SingleQuestion))
            raise UsageError("axes_none", known=listed(singles) or NONE)
        asked = None if wanted is None else _ids(wanted, questionnaire)
        chosen = spread_axes(questionnaire, chosen)
        files, rules = (beside or {}).get(key, ()), rules_of_plan(definitions.plan, k)
        if any(few_differ(result, key, one, rules) for one in files):
            raise UsageError("tables_beside_release", survey=definitions.plan.surveys[key].title)
        same[key] = same_answers(result, key, files) if files else []
        own = [question for survey_, question in held if survey_ == key]
        shares, numbers = public_tables(result, key, chosen, asked, k, level, options, beside=same[key], held=own)
        scales[key] = graded_scales(questionnaire)
        shown = without_others(shares, questionnaire)
        summaries[key] = scale_summaries(shown, scales[key], words.decimals)
        tables[key] = one_table(shown, without_others(numbers, questionnaire), questionnaire, words)
    titles = _titles(definitions, tables, words)
    return Listing(tables, titles, words, tuple(notes), options, k, scales, summaries, same)


def _surveys(result: Read, survey: str | None, questions: list[str] | None, axes: tuple[Axis, ...] | None) -> list[str]:
    """Choose the surveys to show: the one that was asked for, else those that have the questions and axes."""
    if survey is not None:
        if survey not in result.answers:
            raise UsageError("survey_not_in_plan", survey=survey, **choices(survey, result.answers))
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


def scores_of(scale: GradedScale) -> list[tuple[str, tuple[int, ...]]]:
    """Return the ends of a scale that are joined: ``top`` and ``bottom`` with their options."""
    return [(name, codes) for name, codes in (("top", scale.top), ("bottom", scale.bottom)) if codes]


def joined_heading(codes: Sequence[int], end: str, words: Words) -> str:
    """Word the heading of joined options: TOP2（1+2）."""
    return words.text(f"tables_{end}", codes="+".join(map(str, sorted(codes))))


def summary_of(listing: Listing, key: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the joined ends and mean score of a row's question and group; empty where it has none."""
    return listing.summarized.get((key, row["question"], row["axis"], row["category"]), {})


def nothing_of(group: pl.DataFrame) -> str:
    """Return what stands for a figure of a scale that is not told: what rests on a hidden cell is hidden, not none."""
    return SUPPRESSED_MARK if group[f"hidden_{PERCENT.name}"].any() else NONE


def listing_notes(listing: Listing) -> list[str]:
    """Say how the tables were made: base, weights, marks with their adjustment, scores, and how numbers are told."""
    words, options = listing.words, listing.options
    if not listing.tables:
        return list(listing.notes)
    every = pl.concat(listing.tables.values(), how="diagonal")
    notes = [*listing.notes]
    if "share" in listing.kinds:
        notes.append(words.text("tables_base_asked" if options.blank else "tables_base_answered"))
    if options.weighted:
        notes.append(words.text("tables_weighted"))
        if count := int(every["withheld"].sum()):
            notes.append(words.text("tables_withheld", count=count))
    if count := int(every["limits_withheld"].sum()):
        notes.append(words.text("tables_limits_withheld", count=count))
    notes += sign_notes(every, words, adjusted=words.text(f"tables_adjust_{options.adjust}"))
    notes += _score_notes(listing, words)
    return [*notes, *method_notes(every, words)]


def _score_notes(listing: Listing, words: Words) -> list[str]:
    """Say what the answers of scales are worth: once for all that have the same points."""
    alike: dict[tuple[tuple[int, float], ...], list[str]] = {}
    for key, scales in listing.scales.items():
        headers = dict(listing.tables[key].select("question", "header").unique(maintain_order=True).iter_rows())
        for id_, scale in scales.items():
            if id_ in headers:
                alike.setdefault(tuple(sorted(scale.points.items())), []).append(headers[id_])
    notes = []
    for points, headers_ in alike.items():
        worth = words.joined(
            words.text("tables_point", code=code, points=words.number(value, 0 if value == int(value) else 1))
            for code, value in points
        )
        notes.append(words.text("tables_score_note", questions=words.joined(dict.fromkeys(headers_)), points=worth))
    return notes
