"""Text answers → coded answers and findings: a bad answer never stops the reading, and nothing is dropped silently."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import polars as pl

from kumin.definitions import FileLayout, Questionnaire, TextQuestion
from kumin.definitions import rules as r
from kumin.errors import KuminError, UsageError
from kumin.on_disk import filtered, kept_frame, with_columns
from kumin.reading import Limits, current_limits, limits
from kumin.responses.answers import Answers
from kumin.responses.coding.answers import RECEIVED, RESPONDENT
from kumin.responses.matching.column_map import ColumnMap, MatchedTable
from kumin.responses.matching.columns import match_columns
from kumin.responses.read import read_answers
from kumin.responses.split import Split
from kumin.responses.table import AnswerTable, compact, kept_table, source_names
from kumin.responses.threads import begun, finished, lost_worker
from kumin.responses.validation.bases import bases
from kumin.responses.validation.candidates import combine, make_candidate, without_empty_rows
from kumin.responses.validation.conditions import (
    BLANK,
    BLOCKS,
    CUT,
    DAMAGED_ID,
    LOST_ID,
    NOT_A_RESPONDENT,
    REPEATED,
    SOURCE,
    TOO_LONG,
    TOO_SHORT,
)
from kumin.responses.validation.decisions.decided import decisions
from kumin.responses.validation.decisions.decision import Decision
from kumin.responses.validation.failures import (
    across_failures,
    answer_failures,
    repeated_ids,
    rows_between,
    text_failures,
)
from kumin.responses.validation.filters import of_filters, without_unknown
from kumin.responses.validation.findings import findings_frame
from kumin.responses.validation.frames import FINDINGS
from kumin.responses.validation.ids import Apart, numbered_apart, of_ids, with_own_ids
from kumin.responses.validation.policies import Treated, quarantined_frame, treated
from kumin.responses.validation.repeated_ids import other_rows, with_others
from kumin.responses.validation.rows import repeated_rows
from kumin.responses.validation.seen import with_seen

Progress = Callable[[str, str], None]
"""Called with a stage's message code and a file's name when the stage begins."""


def validate_file(
    path: str | Path,
    questionnaire: Questionnaire,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    layout: FileLayout | None = None,
) -> Answers:
    """Read an answer file and validate it.

    Parameters
    ----------
    path : str or Path
        The file.
    questionnaire : Questionnaire
        What was asked.
    encoding, sheet, layout : optional
        See :func:`kumin.responses.read_answers`.

    Returns
    -------
    Answers

    Raises
    ------
    ReadError
        The file is unreadable or of another survey, or a policy refuses it.

    Examples
    --------
    >>> from kumin.data import sample_folder, schema_folder
    >>> from kumin.definitions import load_questionnaire
    >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
    >>> answers = validate_file(sample_folder("tsurumi", "r05") / "principals.csv", asked)
    >>> answers.n_read == answers.n_used + answers.n_quarantined + answers.n_blank
    True
    """
    return validate_files([path], questionnaire, encoding=encoding, sheet=sheet, layout=layout)


def validate_files(
    paths: Sequence[str | Path],
    questionnaire: Questionnaire,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    layout: FileLayout | None = None,
    refuse: bool = True,
    show_values: bool = False,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Answers:
    """Read the answer files of one survey (paper and web, say) and validate them together.

    Parameters
    ----------
    paths : sequence of str or Path
        The files, in the order by which duplicates between them are decided.
    questionnaire : Questionnaire
        What was asked.
    encoding, sheet, layout : optional
        See :func:`kumin.responses.read_answers`.
    refuse : bool
        Raise where a policy or the threshold refuses the answers; else see :meth:`Answers.refusal`. A file without
        any of the questions is always refused.
    show_values : bool
        Show ids, free text and long cells in the findings.
    progress : callable, optional
        Called at every stage.
    executor : Executor, optional
        What reads and codes several files at once, each by itself; what they say together is found out here.

    Raises
    ------
    ReadError
        As :func:`validate_file`.
    """
    how: dict[str, Any] = {"encoding": encoding, "sheet": sheet, "layout": layout}
    if len(paths) > 1:
        work = partial(_coded_file, questionnaire=questionnaire, how=how, refuse=refuse, allowed=current_limits())
        coded = _coded_files(paths, questionnaire, work, progress, executor)
        return _validated(*coded, refuse=refuse, show_values=show_values, progress=progress)
    tables = []
    for path in paths:
        _report(progress, "stage_read", Path(path).name)
        tables.append(read_answers(path, questionnaire=questionnaire, **how))
    return validate_tables(tables, questionnaire, refuse=refuse, show_values=show_values, progress=progress)


_Coded = tuple[AnswerTable, ColumnMap, pl.DataFrame]
"""A file that is read and coded."""


def _coded_files(
    paths: Sequence[str | Path],
    questionnaire: Questionnaire,
    work: Callable[[str], _Coded],
    progress: Progress | None,
    executor: Executor | None,
) -> tuple[list[MatchedTable], list[pl.DataFrame]]:
    """Read and code files, here or by an executor; of several that cannot be used the first in order is told."""
    waiting = deque(executor.submit(work, str(path)) for path in paths if executor)
    files: list[MatchedTable] = []
    coded: list[pl.DataFrame] = []
    rows = 0
    try:
        for path in paths:
            _report(progress, "stage_read", Path(path).name)
            # what is waited for no longer holds the answers
            table, columns, candidate = _next_of(waiting) if executor else work(str(path))
            files.append(MatchedTable(kept_table(table, rows), columns, questionnaire))
            coded.append(kept_frame(candidate, rows))
            rows += candidate.height
            del table, candidate
    except CancelledError:  # Dask's way of saying that its scheduler is gone
        raise KuminError("cluster_ended") from None
    except Exception as error:
        if lost := lost_worker(error):
            raise lost from None
        raise
    finally:
        for future in waiting:
            future.cancel()
    return files, coded


def _next_of(waiting: deque[Future[_Coded]]) -> _Coded:
    """Take the first of what is waited for, when it is there."""
    finished([waiting[0]])
    return waiting.popleft().result()


def _coded_file(
    path: str, *, questionnaire: Questionnaire, how: dict[str, Any], refuse: bool, allowed: Limits
) -> _Coded:
    """Read and code one file of several: the work of an executor's worker, too."""
    with limits(memory=allowed.memory, seconds=allowed.seconds):
        table = compact(read_answers(path, questionnaire=questionnaire, **how))
        matched = MatchedTable(table, match_columns(table, questionnaire, refuse=refuse), questionnaire)
        candidate = make_candidate(matched)
        # what was found out of the cells on the way is as large as they are
        return replace(table, split=Split(table.frame)), matched.columns, candidate


def validate_answers(table: AnswerTable, questionnaire: Questionnaire) -> Answers:
    """Validate a table of text against a questionnaire.

    Parameters
    ----------
    table : AnswerTable
        As :func:`kumin.responses.read_answers` gives it.
    questionnaire : Questionnaire
        What was asked.

    Returns
    -------
    Answers

    Raises
    ------
    ReadError
        A question's column is missing or occurs twice; or a policy refuses the answers.

    Examples
    --------
    >>> from kumin.data import sample_folder, schema_folder
    >>> from kumin.definitions import load_questionnaire
    >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
    >>> table = read_answers(sample_folder("tsurumi", "r05") / "principals.csv", questionnaire=asked)
    >>> validate_answers(table, asked).n_used == table.frame.height
    True
    """
    return validate_tables([table], questionnaire)


def validate_tables(
    tables: Sequence[AnswerTable],
    questionnaire: Questionnaire,
    *,
    refuse: bool = True,
    show_values: bool = False,
    progress: Progress | None = None,
) -> Answers:
    """Validate tables of text together; see :func:`validate_files`."""
    if not tables:
        raise UsageError("answers_none")
    files = [MatchedTable(table, match_columns(table, questionnaire, refuse=refuse), questionnaire) for table in tables]
    for table in tables:
        _report(progress, "stage_code", table.path.name)
    above = accumulate((table.frame.height for table in tables), initial=0)
    coded = [kept_frame(make_candidate(matched), rows) for matched, rows in zip(files, above, strict=False)]
    return _validated(files, coded, refuse=refuse, show_values=show_values, progress=progress)


def _validated(
    files: Sequence[MatchedTable],
    coded: Sequence[pl.DataFrame],
    *,
    refuse: bool,
    show_values: bool,
    progress: Progress | None,
) -> Answers:
    """Find out what coded files say together, and keep the answers that count."""
    questionnaire = files[0].questionnaire
    files, parts = without_empty_rows(files, coded)
    tables = [matched.table for matched in files]
    _report(progress, "stage_check", ", ".join(table.path.name for table in tables))
    names = source_names(tables)
    apart = numbered_apart(parts, [table.sha256 for table in tables], questionnaire)
    parts = with_own_ids(parts, apart)
    rows = sum(part.height for part in parts)
    decided = begun(lambda: list(_decided(parts, files, apart)), rows)
    candidate = combine(parts, names)
    across = across_failures(candidate, questionnaire)
    ids = repeated_ids(candidate, across)
    repeated = [repeated_rows(part, matched.table, ids) for part, matched in zip(parts, files, strict=True)]
    candidate = candidate.with_columns(pl.concat(repeated).alias(REPEATED))
    failures = pl.concat([across, answer_failures(candidate, questionnaire)])
    offsets = [0, *accumulate(part.height for part in parts)]
    by_file = [
        pl.concat([with_seen(rows_between(failures, start, end), matched), text_failures(matched)])
        for (start, end), matched in zip(pairwise(offsets), files, strict=True)
    ]
    every = pl.concat(
        failed.with_columns(pl.col("index") + offset) for failed, offset in zip(by_file, offsets, strict=False)
    ).with_columns(code=pl.col("check").str.slice(0, 4))
    kept = treated(candidate, every, questionnaire)
    own = [
        [*some, *of_filters(kept.cleaned.slice(start, end - start), kept.used.slice(start, end - start), matched)]
        for some, (start, end), matched in zip(decided(), pairwise(offsets), files, strict=True)
    ]
    made = begun(partial(_findings, by_file, own, files, parts, show_values=show_values), rows)
    answers = _answers(candidate, kept, every, files)
    findings = made()
    if not across.is_empty():
        others = other_rows(candidate, across, names, questionnaire)
        findings = with_others(findings, others, answers.quarantined)
    answers = replace(answers, findings=findings)
    if refuse and (error := answers.refusal(questionnaire)):
        raise error
    return answers


def _findings(
    by_file: Sequence[pl.DataFrame],
    decided: Sequence[Sequence[Decision]],
    files: Sequence[MatchedTable],
    parts: Sequence[pl.DataFrame],
    *,
    show_values: bool,
) -> pl.DataFrame:
    """Make the findings of all files."""
    names = source_names([matched.table for matched in files])
    return pl.concat(
        findings_frame(failed, matched, own, part, show_values=show_values).with_columns(file=pl.lit(name))
        for failed, own, matched, part, name in zip(by_file, decided, files, parts, names, strict=True)
    )


def _decided(
    parts: Sequence[pl.DataFrame], files: Sequence[MatchedTable], apart: Sequence[Apart]
) -> Iterator[list[Decision]]:
    """List for each file what was decided for its columns."""
    for place, (part, matched) in enumerate(zip(parts, files, strict=True)):
        numbered = (
            Decision(r.NUMBERED_APART, matched.columns.id, one.shared)
            for one in apart
            if one.place == place and one.shared
        )
        yield [*decisions(part, matched), *of_ids(part, matched), *numbered]


def _report(progress: Progress | None, stage: str, name: str) -> None:
    if progress:
        progress(stage, name)


def _answers(candidate: pl.DataFrame, kept: Treated, failures: pl.DataFrame, files: Sequence[MatchedTable]) -> Answers:
    """Keep the answers that count, and count what became of every row."""
    questionnaire, tables = files[0].questionnaire, [matched.table for matched in files]
    written = (question.id for question in questionnaire.questions if isinstance(question, TextQuestion))
    helpers = [
        RESPONDENT,
        DAMAGED_ID,
        LOST_ID,
        BLANK,
        NOT_A_RESPONDENT,
        TOO_LONG,
        TOO_SHORT,
        CUT,
        REPEATED,
        BLOCKS,
        *written,
    ]
    coded = filtered(without_unknown(kept.cleaned, questionnaire).drop(helpers, strict=False), kept.used)
    if SOURCE in coded.columns:
        coded = with_columns(coded, [pl.col(SOURCE).cast(pl.String)]).select(SOURCE, pl.exclude(SOURCE))
    # a day of receipt that is no day spoils that day alone
    errors = [code for code, rule in r.RULES.items() if rule.severity == "error"]
    of_answers = pl.col("code").is_in(errors) & (pl.col("column") != RECEIVED)
    return Answers(
        coded=coded,
        findings=FINDINGS.empty(),
        tables=tuple(tables),
        columns=tuple(matched.columns for matched in files),
        quarantined=quarantined_frame(candidate, kept.left_out, kept.out, tables),
        bases=bases(candidate, kept, files),
        n_read=candidate.height,
        n_blank=int(kept.blank.sum()),
        n_quarantined=int(kept.left_out.sum()),
        n_used=coded.height,
        n_error_rows=failures.filter(of_answers)["index"].n_unique(),
    )
