"""What the ids of a file say as a whole: damaged by a spreadsheet, missing, or given in each file anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.definitions import DateQuestion, NumberQuestion, Questionnaire, SingleQuestion
from kumin.definitions import rules as r
from kumin.on_disk import by_steps, every_nth, hashed_part, hashed_parts, parts
from kumin.responses.coding.answers import RESPONDENT
from kumin.responses.coding.options import DITTO
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.table import ROW
from kumin.responses.validation.conditions import BLANK, DAMAGED_ID, LOST_ID, NOT_A_RESPONDENT
from kumin.responses.validation.decisions.decision import Decision

KEPT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""

ENOUGH = 5
"""Ids that two files share, from which it can be told whether they are of the same people."""

DENSE = 0.8
"""Share of the numbers from the smallest to the largest id that are given where a file was numbered one by one."""

SAME_PEOPLE = 0.3
"""Agreement beyond chance (Cohen's kappa, 1960) of the answers under one id, from which they are one person's."""

_POWER = r"(?i)^\d(?:[.,](\d+))?e\+?(\d{1,3})$"
_LIKE_POWER = r"(?i)^\d(?:[.,]\d+)?e\+\d{1,3}$|^\d[.,]\d+e\d{1,3}$"
_LONG = rf"^\d{{{KEPT_DIGITS + 1},}}$"
_ROUND = rf"^\d{{{KEPT_DIGITS}}}0+$"
_FEWEST_LONG, _MOSTLY = 3, 0.9
_NOBODY = rf"(?i)^(?:[\W_0]+|{'|'.join(DITTO)}|匿名|無記名|名無し|ゲスト|不明|anonymous|guest|unknown)$"
_WORD_ROWS, _SHARE_OF_ALL, _SAMPLE = 3, 0.2, 1000


def damaged_by_spreadsheet(ids: pl.Series, numbers: pl.Series | None = None) -> pl.Series:
    """Mark the ids that a spreadsheet has cut: powers of ten (2.02407E+11) and more than 15 digits that end in zeros.

    Parameters
    ----------
    ids : Series of String
        Folded; see :data:`kumin.responses.coding.answers.RESPONDENT`.
    numbers : Series of Int64, optional
        The same as whole numbers, where it is known that all of them are; more rows may have one.

    Examples
    --------
    >>> damaged_by_spreadsheet(pl.Series(["2.02407e+11", "20240700020", "2.5e+1"])).to_list()
    [True, False, False]
    """
    none = pl.repeat(False, len(ids), eager=True)
    if numbers is None:
        found = by_steps(ids, lambda some: some.cast(pl.Int64, strict=False))
        numbers = found if found.null_count() == ids.null_count() else None
    if numbers is not None and not any((part >= 10**KEPT_DIGITS).any() for part in parts(numbers)):
        return none
    text = pl.lit(ids)
    kept = text.str.extract(_POWER, 1).str.len_chars().fill_null(0)
    power = text.str.contains(_LIKE_POWER) & (kept < text.str.extract(_POWER, 2).cast(pl.UInt32))
    long, ends = text.str.contains(_LONG), text.str.contains(_ROUND)
    cut = (long.sum() >= _FEWEST_LONG) & (ends.sum() >= _MOSTLY * long.sum())
    return pl.select((power | (ends & cut)).fill_null(False)).to_series()


def of_nobody(candidate: pl.DataFrame, numbers: pl.Series | None) -> pl.Series:
    """Return the zero-based rows whose id is no one person's: a word or a sign that stands in place of one.

    Signs, zeros (``-``, ``000``) and words such as 匿名 are that where different answers have them, other words
    without a digit where three or more have, and any id that a fifth of the rows and at least five different answers
    have. ``numbers`` are the ids as whole numbers, where all of them are.
    """
    place = _perhaps_of_nobody(candidate[RESPONDENT], numbers)
    if place.is_empty():
        return place
    word = pl.col(RESPONDENT).str.to_lowercase()
    rows = candidate.select(pl.all().gather(place))
    rows = rows.select(word, pl.struct(pl.exclude(ROW, RESPONDENT)).alias("answers"))
    shares = rows.group_by(RESPONDENT).agg(rows=pl.len(), different=pl.col("answers").n_unique())
    name, many = pl.col(RESPONDENT), pl.col("different")
    known = candidate.height - candidate[RESPONDENT].null_count()
    shared = shares.filter(
        (name.str.contains(_NOBODY) & (many > 1))
        | (~name.str.contains(r"\d") & (many >= _WORD_ROWS))
        | ((many >= ENOUGH) & (pl.col("rows") > _SHARE_OF_ALL * known))
    )
    return place.filter(rows[RESPONDENT].is_in(shared[RESPONDENT].implode()))


def _perhaps_of_nobody(ids: pl.Series, numbers: pl.Series | None) -> pl.Series:
    """Return the rows worth comparing, without counting all ids: a fifth of the rows shows in a thousand of them."""
    some = every_nth(ids, max(len(ids) // _SAMPLE, 1)).drop_nulls().alias("id").value_counts(name="n")
    common = some.filter((pl.col("n") > 1) & (pl.col("n") > _SHARE_OF_ALL / 2 * pl.col("n").sum()))["id"]
    if numbers is None:
        doubtful = by_steps(ids, lambda some: ~some.str.contains("[1-9]").fill_null(True))
    else:
        doubtful = by_steps(numbers, lambda some: (some == 0).fill_null(False)) & ids.is_not_null()
    if len(common):
        doubtful |= ids.is_in(common.implode()).fill_null(False)
    place = doubtful.arg_true()
    return place.filter(ids.gather(place).str.to_lowercase().is_duplicated()) if len(place) else place


def of_ids(candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """Count the ids of one file that are damaged, and the answers that have none."""
    if RESPONDENT not in candidate.columns:
        return
    damaged = candidate[DAMAGED_ID].fill_null(False) if DAMAGED_ID in candidate.columns else pl.Series([False])
    if count := int(damaged.sum()):
        yield Decision(r.DAMAGED_ID, matched.columns.id, count)
    without = candidate[RESPONDENT].is_null() & ~candidate[BLANK] & ~candidate[NOT_A_RESPONDENT]
    seen = candidate[LOST_ID].fill_null(False) if LOST_ID in candidate.columns else pl.Series([False])
    if count := int((without & ~damaged & ~seen).sum()):
        yield Decision(r.ID_MISSING, matched.columns.id, count)


@dataclass(frozen=True, slots=True)
class Apart:
    """A file whose ids were given apart from those of an earlier file.

    Attributes
    ----------
    place : int
        Which file.
    shared : int
        Ids that both have.
    first : int
        The first of the files that it shares its numbering with; itself, where there is none.
    """

    place: int
    shared: int
    first: int


def numbered_apart(parts: Sequence[pl.DataFrame], same: Sequence[str], questionnaire: Questionnaire) -> list[Apart]:
    """Find the files whose ids were given in each file anew, so that the same id is not the same person.

    Parameters
    ----------
    parts : sequence of DataFrame
        Candidate answers of the files.
    same : sequence of str
        A digest of each file: a file that is given twice is not numbered apart.
    questionnaire : Questionnaire
        ``duplicates``, ``numbering`` may state it.

    Returns
    -------
    list of Apart
        Those that are apart from the first of the files. Files are taken for that where one of the
        two was numbered one by one, they share at least :data:`ENOUGH` ids, and the answers under the same id agree no
        more than those under different ones.
    """
    if questionnaire.duplicates.numbering == "shared":
        return []
    if questionnaire.duplicates.numbering == "apart":
        return [Apart(place, 0, place) for place in range(1, len(parts))]
    found: list[Apart] = []
    numberings: list[list[int]] = []
    people = _People(parts, questionnaire)
    for place in range(len(parts)):
        partners = people.partners(place)
        shared = [
            max(people.shared(one, place) if one in partners and same[one] != same[place] else 0 for one in numbering)
            for numbering in numberings
        ]
        own = next((which for which, count in enumerate(shared) if not count), len(numberings))
        numberings += [[]] if own == len(numberings) else []
        numberings[own].append(place)
        if own:
            found.append(Apart(place, max(shared), numberings[own][0]))
    return found


def with_own_ids(parts: Sequence[pl.DataFrame], apart: Sequence[Apart]) -> list[pl.DataFrame]:
    """Make the ids of files that are numbered apart differ from those of all other files."""
    result = list(parts)
    for one in apart:
        if RESPONDENT in result[one.place].columns:
            result[one.place] = result[one.place].with_columns(pl.col(RESPONDENT) + f"\x1f{one.first}")
    return result


class _People:
    """The ids of several files with the answers that tell people apart, each file taken apart once."""

    def __init__(self, parts: Sequence[pl.DataFrame], questionnaire: Questionnaire) -> None:
        self._parts = parts
        self._names = [
            question.id
            for question in questionnaire.questions
            if isinstance(question, SingleQuestion | NumberQuestion | DateQuestion)
        ]
        every = _of_several(parts)
        self._shared = dict(every.partition_by("place", as_dict=True)) if every.height else {}
        self._all = every
        self._made: dict[int, tuple[pl.DataFrame, bool]] = {}

    def partners(self, place: int) -> set[int]:
        """Return the files that share at least :data:`ENOUGH` ids with a file: most of many files share none."""
        own = self._shared.get((place,))
        if own is None or own.height < ENOUGH:
            return set()
        with_it = self._all.join(own.select(RESPONDENT), on=RESPONDENT, how="semi")
        counts = with_it.group_by("place").len().filter(pl.col("len") >= ENOUGH)
        return set(counts["place"].to_list()) - {place}

    def shared(self, first: int, second: int) -> int:
        """Count the ids that two files share, where they are not of the same people; else 0."""
        (one, one_by_one), (other, other_by_one) = self._of(first), self._of(second)
        if not one_by_one and not other_by_one:
            return 0
        both = one.join(other, on=RESPONDENT, suffix="_other").sort(RESPONDENT)
        agreement = _agreement(both, self._names)
        apart = (one_by_one and other_by_one) if agreement is None else agreement < SAME_PEOPLE
        return both.height if apart else 0

    def _of(self, place: int) -> tuple[pl.DataFrame, bool]:
        """Return a file's first row of each id, and whether its ids were counted up one by one."""
        if place not in self._made:
            part = self._parts[place].select(RESPONDENT, *self._names).drop_nulls(RESPONDENT)
            part = part.unique(RESPONDENT, keep="first")
            self._made[place] = part, _one_by_one(part[RESPONDENT])
        return self._made[place]


def _of_several(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the ids that several files have, each with the places of these files."""
    ids = [(place, part[RESPONDENT]) for place, part in enumerate(parts) if RESPONDENT in part.columns]
    if len(ids) < 2:
        return pl.DataFrame()
    count = hashed_parts(sum(len(one) for _, one in ids))
    found = []
    for which in range(count):
        alike = (hashed_part(pl.col(RESPONDENT), count) == which) & pl.col(RESPONDENT).is_not_null()
        own = (one.to_frame().filter(alike).with_columns(place=pl.lit(place, pl.UInt32)) for place, one in ids)
        found.append(pl.concat(own).unique().filter(pl.len().over(RESPONDENT) > 1))
    return pl.concat(found)


def _one_by_one(ids: pl.Series) -> bool:
    """Tell whether ids count up with few gaps."""
    numbers = ids.str.extract(r"(\d{1,15})$", 1).cast(pl.Int64).drop_nulls()
    if len(numbers) < ENOUGH:
        return False
    lowest, highest = int(str(numbers.min())), int(str(numbers.max()))
    return numbers.n_unique() >= DENSE * (highest - lowest + 1)


def _agreement(both: pl.DataFrame, names: Sequence[str]) -> float | None:
    """Return how far answers under the same id agree beyond those under different ids: 0 by chance, 1 all.

    None where the answers do not tell, as when everybody gave the same.
    """

    def share(shift: int) -> tuple[int, int]:
        pairs = [pl.col(name) == pl.col(f"{name}_other").shift(shift) for name in names]
        if not pairs:
            return 0, 0
        alike, count = both.select(
            alike=pl.sum_horizontal(pair.sum() for pair in pairs),
            count=pl.sum_horizontal(pair.count() for pair in pairs),
        ).row(0)
        return int(alike), int(count)

    (alike, compared), (by_chance, other) = share(0), share(1)
    if not compared or not other or by_chance == other:
        return None
    same, chance = alike / compared, by_chance / other
    return (same - chance) / (1 - chance)
