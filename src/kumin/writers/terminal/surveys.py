"""What was read of each survey, as text for a terminal: rows, rate, findings, sheets that were not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from kumin.numbers import percent_of
from kumin.responses import source_names
from kumin.words import Words
from kumin.words.answer_files import lines_sentences
from kumin.words.survey import survey_sentences

if TYPE_CHECKING:
    from kumin.definitions import Survey
    from kumin.responses import Answers
    from kumin.result import Result


def survey_lines(result: Result, words: Words, *, detail: bool = False) -> Iterator[str]:
    """Say of each survey what was read, and count what was found; with ``detail`` also who answered."""
    unanswered = result.unanswered
    for key, survey in result.plan.plan.surveys.items():
        if key in unanswered:
            yield words.text("survey_unanswered", title=survey.title, survey=key, n=unanswered[key])
        if (answers := result.answers.get(key)) is None:
            continue
        yield words.text(
            "survey_line", title=survey.title, files=_files(answers, words), n_read=answers.n_read,
            n_used=answers.n_used, n_quarantined=answers.n_quarantined, n_blank=answers.n_blank,
        ) + _rate(survey, answers.n_used, words)  # fmt: skip
        for sentence in lines_sentences(answers, words):
            yield words.text("detail_line", words=sentence)
        yield from _findings(answers, words)
        if detail:
            for sentence in survey_sentences(result, key, words):
                yield words.text("detail_line", words=sentence)


def _rate(survey: Survey, n_used: int, words: Words) -> str:
    """Word the response rate: of 発送数 less what came back undelivered."""
    if not survey.invited:
        return ""
    sent = survey.invited - survey.undeliverable
    rate = words.text("survey_rate", rate=words.number(percent_of(n_used, sent), 1), n_used=n_used, invited=sent)
    return rate + (words.text("survey_rate_over") if n_used > sent else "")


def _findings(answers: Answers, words: Words) -> Iterator[str]:
    counts = answers.findings.group_by("code", "action", maintain_order=True).agg(pl.col("count").sum()).sort("code")
    for code, action, count in counts.iter_rows():
        treatment = words.text(f"action_{action}")
        yield words.text("finding_line", code=code, words=words.text(f"finding_{code}"), count=count, action=treatment)
    for table in answers.tables:
        if table.unread:
            sheets = words.joined(words.text("survey_sheet", sheet=name) for name in table.unread)
            yield words.text("survey_sheets_unread", name=table.path.name, read=table.sheet, sheets=sheets)


def _files(answers: Answers, words: Words) -> str:
    """Name the files of a survey with their encodings, and where there are several with their rows."""
    named = list(zip(source_names(answers.tables), answers.tables, strict=True))
    if len(named) == 1:
        return words.text("survey_file", name=named[0][0], encoding=named[0][1].encoding)
    return words.joined(
        (
            words.text("survey_file_of_several", name=name, encoding=table.encoding, count=table.frame.height)
            for name, table in named
        ),
        "survey_files_joiner",
    )
