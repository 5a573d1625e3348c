"""A survey's validated answers."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kumin.definitions import Questionnaire
from kumin.errors import ReadError
from kumin.numbers import level_percent, printed
from kumin.responses.matching.column_map import ColumnMap
from kumin.responses.table import AnswerTable

FEW_ROWS = 10
"""Fewer rows with errors than this do not refuse a file, whatever their share."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A survey's validated answers.

    Attributes
    ----------
    coded : DataFrame
        One row for each respondent who is used: ``source`` (file name) where there are several files, ``row``,
        ``received`` where the file has it, and the questions (see
        :func:`kumin.responses.coding.answers.code_answers`); null is no answer, an invalid answer, or not applicable.
    findings : DataFrame
        :data:`kumin.responses.validation.frames.FINDINGS`.
    tables : tuple of AnswerTable
        The files as read.
    columns : tuple of ColumnMap
        Which column of each of them holds what.
    quarantined : DataFrame
        :data:`kumin.responses.validation.frames.QUARANTINED`.
    bases : DataFrame
        :data:`kumin.responses.validation.frames.BASES`: what became of every row, question by question.
    n_read, n_blank, n_quarantined, n_used : int
        Rows; ``n_read = n_blank + n_quarantined + n_used``. Blank: a form without an answer (it has an id or a day
        received, where the file has either column). A row that holds nothing is not counted.
    n_error_rows : int
        Rows with an error.

    Examples
    --------
    >>> from kumin.data import sample_folder, schema_folder
    >>> from kumin.definitions import load_questionnaire
    >>> from kumin.responses import validate_file
    >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
    >>> answers = validate_file(sample_folder("tsurumi", "r05") / "principals.csv", asked)
    >>> answers.n_read == answers.n_blank + answers.n_quarantined + answers.n_used
    True
    """

    coded: pl.DataFrame
    findings: pl.DataFrame
    tables: tuple[AnswerTable, ...]
    columns: tuple[ColumnMap, ...]
    quarantined: pl.DataFrame
    bases: pl.DataFrame
    n_read: int
    n_blank: int
    n_quarantined: int
    n_used: int
    n_error_rows: int

    @property
    def table(self) -> AnswerTable:
        """The file as read; the first where there are several.

        Examples
        --------
        >>> from kumin.data import sample_folder, schema_folder
        >>> from kumin.definitions import load_questionnaire
        >>> from kumin.responses import validate_file
        >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
        >>> validate_file(sample_folder("tsurumi", "r05") / "principals.csv", asked).table.path.name
        'principals.csv'
        """
        return self.tables[0]

    def refusal(self, questionnaire: Questionnaire) -> ReadError | None:
        """Return why these answers must not be used, by the questionnaire's policies and threshold, if so.

        Examples
        --------
        >>> from kumin.data import sample_folder, schema_folder
        >>> from kumin.definitions import load_questionnaire
        >>> from kumin.responses import validate_file
        >>> asked = load_questionnaire(schema_folder("tsurumi", "r05") / "principals.yaml")
        >>> validate_file(sample_folder("tsurumi", "r05") / "principals.csv", asked).refusal(asked) is None
        True
        """
        refused = self.findings.filter(pl.col("action") == "refuse")
        names = ", ".join(table.path.name for table in self.tables)
        if refused.height:
            counts = refused.group_by("code").agg(pl.col("count").sum()).sort("code")
            shown = ", ".join(f"{code} ({count})" for code, count in counts.iter_rows())
            files = ", ".join(refused["file"].unique(maintain_order=True))
            row = refused["row"].item() if refused.height == 1 else None
            return ReadError("policy_refuses", path=files, line=row, codes=shown)
        share = self.n_error_rows / self.n_read
        if share > questionnaire.refuse_above and self.n_error_rows >= FEW_ROWS:
            worst = self.findings.filter(pl.col("severity") == "error").group_by("code").len()
            worst = worst.sort("len", "code", descending=[True, False]).head(3)
            shown = ", ".join(f"{code} ({count})" for code, count in worst.iter_rows())
            return ReadError(
                "too_many_errors", path=names, rows=self.n_error_rows, n_read=self.n_read, codes=shown,
                share=printed(100 * share, 1), limit=level_percent(questionnaire.refuse_above),
            )  # fmt: skip
        return None
