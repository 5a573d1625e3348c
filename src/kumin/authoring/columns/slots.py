"""Runs of columns that hold the chosen options of one question from the left: 「問3-1」「問3-2」 of 「2つまで」.

Such columns are distinguished from separate questions on one scale by what no respondent does in them, and nearly every
respondent would do otherwise: give the same answer twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import polars as pl

from kumin.authoring.columns.headings import heading_of
from kumin.authoring.columns.numbers import INVALID_CODES, MISSING_CODES
from kumin.authoring.guess import Draft, Guess, Remark, folded
from kumin.numbers import printed
from kumin.responses.coding.options import NO_ANSWER_WORDS
from kumin.responses.folding import fold_text
from kumin.responses.table import AnswerTable

_MOST_SLOTS = 10
_ORDINALS = (
    r"^(.+?)[\s_\-ー–−./／:：(（\[【]*(?:その|第)?(\d{1,2})(?:つ目|つめ|番目|位|個目|択目)?[)）\]】]*$",
    r"^(.+?)[\s_\-ー–−./／:：(（\[【]+(\d{1,2})(?:つ目|つめ|番目|位|個目)?[)）\]】]*[\s_.．:：]+(\D.*)$",
)
"""A stem and a number at its end, or a number between a stem and words that the columns share."""
_SAYS_SO = re.compile(r"\d(?:つ目|つめ|番目|位|個目)|(?:[2-9２-９]|[二三四五])\s*[つ個](?:まで|以内|選)|上位")
_UNLIKELY = 0.2
"""Of the rows in which chance would repeat an answer, the share that may."""
_ENOUGH = 5.0
"""Rows in which chance would repeat an answer, at least, where the headings do not say that several are chosen."""
_UNUSED = 0.2
"""Share of respondents who leave the last column empty, at least, where columns are filled from the left."""
_CIRCLED = {0x2460 + place: f"_{place + 1}" for place in range(20)}
_NAMES = frozenset(map(fold_text, NO_ANSWER_WORDS)) | {str(code) for code in (*MISSING_CODES, *INVALID_CODES)}


@dataclass(frozen=True, slots=True)
class SlotRun:
    """Neighbouring columns whose headings differ in a number alone, with what their cells say.

    Attributes
    ----------
    stem : str
        What the headings share.
    positions : tuple of int
        The columns, from number 1 on.
    rows : int
        Rows with two answers or more.
    repeated : int
        Those of them with one answer twice.
    expected : float
        Those that chance would make, if the columns were separate questions.
    ranked : bool
        Whether the headings speak of ranks (1位, 2位).
    says_so : bool
        Whether the headings say that several options are chosen, or the columns are filled from the left.
    """

    stem: str
    positions: tuple[int, ...]
    rows: int
    repeated: int
    expected: float
    ranked: bool
    says_so: bool

    @property
    def is_one_question(self) -> bool:
        """Whether the columns hold the chosen options of one question."""
        few = self.repeated <= _UNLIKELY * self.expected
        return self.rows > 0 and few and (self.expected >= _ENOUGH or self.says_so)

    @property
    def undecided(self) -> bool:
        """Whether the cells do not say: no answer is repeated, but chance would hardly repeat one."""
        return self.rows > 0 and self.repeated == 0 and not self.is_one_question


def slot_runs(table: AnswerTable, without: Container[int]) -> list[SlotRun]:
    """Find the runs of columns numbered from 1 that hold answers of one kind."""
    runs: list[SlotRun] = []
    run: list[int] = []
    stem = ""
    for position in [*range(len(table.headers)), -1]:
        found = ("", 0) if position < 0 or position in without else _numbered(heading_of(table, position))
        if run and found[0] and found == (stem, len(run) + 1) and len(run) < _MOST_SLOTS:
            run.append(position)
            continue
        if len(run) > 1:
            runs += _seen(table, stem, run)
        stem, run = (found[0], [position]) if found[1] == 1 else ("", [])
    return runs


def _numbered(heading: str) -> tuple[str, int]:
    """Split a heading into what its neighbours share and its number; none where it has no number."""
    plain = unicodedata.normalize("NFKC", heading.translate(_CIRCLED)).strip()
    for pattern in _ORDINALS:
        if found := re.match(pattern, plain):
            rest = f" {found[3]}" if found.re.groups > 2 else ""
            return found[1] + rest, int(found[2])
    return "", 0


def _seen(table: AnswerTable, stem: str, run: Sequence[int]) -> Iterator[SlotRun]:
    """Count the rows that give one answer twice, and those that chance would make of separate questions."""
    cells = pl.DataFrame([_answers(table, position).alias(str(position)) for position in run])
    kinds = [set(cells[name].drop_nulls().unique().to_list()) for name in cells.columns]
    if not all(kinds[:2]) or any(own and not own & kinds[0] for own in kinds[1:]):
        return
    every = set[str]().union(*kinds)
    if len(every) <= 2:
        return
    several = pl.sum_horizontal(pl.all().is_not_null()) > 1
    rows = cells.filter(several)
    distinct = rows.select(pl.concat_list(pl.all()).list.drop_nulls().alias("all"))
    repeated = distinct.select((pl.col("all").list.n_unique() < pl.col("all").list.len()).sum()).item()
    says_so = _from_the_left(cells) or any(_SAYS_SO.search(heading_of(table, position)) for position in run)
    ranked = "位" in heading_of(table, run[0]).removeprefix(stem)
    yield SlotRun(stem, tuple(run), rows.height, int(repeated), _by_chance(rows), ranked, says_so)


def _answers(table: AnswerTable, position: int) -> pl.Series:
    """Return a column's cells, null where they are no answer; 0 stands for a slot that is not used."""
    cells = folded(table.text(position).fill_null(""))
    return cells.set(cells.is_in(sorted({"", "0", *_NAMES})), None)


def _from_the_left(cells: pl.DataFrame) -> bool:
    """Tell whether no column is filled where the one before it is empty, and the last is often empty."""
    filled = cells.select(pl.all().is_not_null())
    names = filled.columns
    gaps = filled.select(pl.any_horizontal(pl.col(b) & ~pl.col(a) for a, b in pairwise(names)).sum()).item()
    first, last = (int(filled[name].sum()) for name in (names[0], names[-1]))
    return gaps == 0 and last <= (1 - _UNUSED) * first


def _by_chance(rows: pl.DataFrame) -> float:
    """Return the rows of which chance would make one with an answer twice: of each pair of columns, added up.

    The shares of each answer in two columns, multiplied and summed, are the probability that they are the same.
    """
    shares = [
        {value: n / max(len(own), 1) for value, n in own.value_counts(name="n").iter_rows()}
        for own in (rows[name].drop_nulls() for name in rows.columns)
    ]
    none = 1.0
    for place, one in enumerate(shares):
        for name, other in zip(rows.columns[place + 1 :], shares[place + 1 :], strict=True):
            same = sum(share * other.get(value, 0.0) for value, share in one.items())
            both = rows.select((pl.col(rows.columns[place]).is_not_null() & pl.col(name).is_not_null()).mean()).item()
            none *= 1 - same * (both or 0.0)
    return (1 - none) * rows.height


def slot_cells(table: AnswerTable, run: SlotRun) -> pl.Series:
    """Return the filled cells of all columns, those of slots that are not used left out."""
    columns = [table.text(position).fill_null("").alias("cell") for position in run.positions]
    cells = pl.concat(columns)
    return cells.filter(~folded(cells).is_in(["", "0"]))


def slot_question(run: SlotRun, guess: Guess, table: AnswerTable) -> Guess | None:
    """Make one question of the columns, from the guess of all their cells together; None where it has no options."""
    if guess.type != "single":
        return None
    counts = {"rows": run.rows, "repeated": run.repeated, "chance": printed(run.expected, 0)}
    evidence = Remark("draft_slots_kept", counts)
    ranks = [Remark("draft_slots_ranked", asks=True)] if run.ranked else []
    remarks = (*guess.remarks, evidence, *ranks)
    return replace(
        guess, heading=run.stem, type="multiple", reason="draft_slots", supporting=run.rows - run.repeated,
        opposing=run.repeated, extra={"layout": "slots"}, remarks=remarks, positions=run.positions,
        slots=tuple(heading_of(table, position) for position in run.positions),
    )  # fmt: skip


def asked_of_slots(draft: Draft, runs: Sequence[SlotRun]) -> Draft:
    """Ask of columns that may be slots or separate questions, where the cells do not say."""
    places = {position: run for run in runs if run.undecided for position in run.positions[:1]}
    questions = [
        replace(guess, remarks=(*guess.remarks, _question(places[guess.positions[0]])))
        if guess.type == "single" and guess.positions and guess.positions[0] in places
        else guess
        for guess in draft.questions
    ]
    return replace(draft, questions=tuple(questions))


def _question(run: SlotRun) -> Remark:
    return Remark("draft_slots_asked", {"columns": len(run.positions), "rows": run.rows}, asks=True)
