"""What a stranger can work out from tables that one command wrote, alone and beside other files of the same answers."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.disclosure.earlier import Earlier
from kumin.disclosure.policy import SUPPRESSED_MARK
from kumin.disclosure.solve import Name, ranges
from kumin.errors import UsageError
from kumin.messages import text
from kumin.tables.axes import NOT_CHOSEN, axis_parts
from kumin.tables.crossing import crossed, members_of, parts_of
from kumin.tables.figures import SHARE
from kumin.writers.auditing.audit import is_narrow
from kumin.writers.auditing.facts import BLANK, N, QuestionFacts, size_facts
from kumin.writers.auditing.last_release import last_release
from kumin.writers.auditing.pair import NUMBERS
from kumin.writers.listing import listing_csv

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan, Questionnaire, Survey
    from kumin.words.listing import Listing

TRIES = 3
"""After so many that gave something away nothing is written."""

FIRST = "survey,question,question_text,option,"
"""How the CSV of tables begins."""

COLUMNS = ("question", "option", "option_label", "axis", "axis_label", "category", "category_label", *NUMBERS)
"""What the tables are audited by, all as text."""


@dataclass(frozen=True)
class TablesFound:
    """What came of an audit of tables.

    Attributes
    ----------
    hidden : int
        Hidden counts.
    told : mapping of str to list of str
        By question, the counts that the tables tell, or leave fewer than k values, though without them more were left;
        of sizes of groups the question is empty.
    """

    hidden: int
    told: Mapping[str, Sequence[str]]


def read_tables(csv: str) -> pl.DataFrame:
    """Read tables that were written as CSV as a stranger does: ``survey`` (its title) and :data:`COLUMNS`.

    Raises
    ------
    ColumnNotFoundError
        They are no tables of closed questions.
    """
    data = pl.read_csv(io.StringIO(csv.removeprefix("\ufeff")), infer_schema=False)
    numbers = [name for name in NUMBERS if name in data.columns]
    data = data.with_columns(
        *(pl.when(pl.col(name) != SUPPRESSED_MARK).then(name) for name in numbers),
        *(pl.lit(None, pl.String).alias(name) for name in NUMBERS if name not in numbers),
        # a category of crossed groups that begins with a minus sign is no formula
        category=pl.col("category").str.strip_prefix("'"),
        survey=pl.col("survey").str.strip_prefix("'"),
    )
    return data.drop_nulls("option").select("survey", *COLUMNS)


def _read_beside(path: Path, surveys: Mapping[str, Survey]) -> dict[str, Earlier]:
    """Read tables that were written before as CSV, by survey; of surveys of one title each is taken to be meant."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            if not file.readline(len(FIRST)).startswith(FIRST):
                return {}  # answers, which may be large, and whatever else stands there
        data = _of_answered(read_tables(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, pl.exceptions.PolarsError):
        return {}  # another file
    cells = data.with_columns(
        pl.col("option").cast(pl.Int32, strict=False), pl.col(NUMBERS).cast(pl.Int64, strict=False)
    ).rename({"n_base_low": "base_low", "n_base_high": "base_high"})
    parts = cells.drop_nulls("option").group_by("survey", maintain_order=True)
    return {
        key: Earlier(part)
        for (title,), part in parts
        for key, survey in surveys.items()
        if title in (survey.title, *(survey.title + text("rep_in_brackets", lang, words=key) for lang in ("ja", "en")))
    }


def files_beside(
    loaded: LoadedPlan, out: Path, previous: Path | None, *, first: bool
) -> tuple[list[Path], dict[str, list[Earlier]]]:
    """Find what was published of a plan's answers before: the last release, and tables as CSV in the file's folder.

    Parameters
    ----------
    loaded, previous, first
        See :func:`kumin.writers.auditing.last_release.last_release`.
    out : Path
        The file that is about to be written.

    Returns
    -------
    tuple of list and dict
        Their places, and what they tell, by survey.
    """
    if first:
        return [], {}
    release = last_release(loaded, loaded.plan.fiscal_year, out.parent, previous)
    paths = [release.folder] if release else []
    found = {key: [one] for key, one in release.surveys.items()} if release else {}
    for path in sorted(out.parent.glob("*.csv")):
        tables = _read_beside(path, loaded.plan.surveys)
        paths += [path] if tables else []
        for key, one in tables.items():
            found.setdefault(key, []).append(one)
    return paths, found


def audited(make: Callable[[frozenset[tuple[str, str]]], Listing], loaded: LoadedPlan) -> tuple[Listing, list[str]]:
    """Make tables that give nothing away, alone and beside other files of the same answers.

    Parameters
    ----------
    make : callable
        Makes them; of the survey and question it is given nothing more of groups is told.
    loaded : LoadedPlan
        The plan.

    Returns
    -------
    tuple of Listing and list of str
        The tables, and the questions of which more is hidden.

    Raises
    ------
    UsageError
        They still give something away.
    """
    held: frozenset[tuple[str, str]] = frozenset()
    names: dict[tuple[str, str], str] = {}
    for _ in range(TRIES):
        listing = make(held)
        if SHARE.name not in listing.kinds:
            return listing, []
        written = read_tables(listing_csv(listing))
        told: set[tuple[str, str]] = set()
        for key, title in listing.titles.items():
            part, questionnaire = written.filter(pl.col("survey") == title), loaded.questionnaires[key]
            found = audit_tables(part, listing.beside.get(key, ()), questionnaire, listing.k)
            told |= {(key, question) for question in found.told}
        if not told:
            return listing, list(dict.fromkeys(names.values()))
        asked = {key: [*one.by_id] for key, one in loaded.questionnaires.items()}
        more = sorted(told - held, key=lambda one: (one[0], asked[one[0]].index(one[1]) if one[1] else -1))
        names |= {one: _name(loaded, *one) for one in more}
        if not more or any(not question for _, question in more):
            break
        held |= set(more)
    raise UsageError("tables_tell", names=", ".join(dict.fromkeys(names.values())))


def _name(loaded: LoadedPlan, key: str, question: str) -> str:
    """Name a question as on the form; the survey where it is the sizes of groups."""
    title = loaded.plan.surveys[key].title
    return (loaded.questionnaires[key].by_id[question].header or question) if question else title


def audit_tables(data: pl.DataFrame, beside: Sequence[Earlier], questionnaire: Questionnaire, k: int) -> TablesFound:
    """Solve for the hidden counts of a survey's tables with all numbers of theirs and of the files beside them.

    Parameters
    ----------
    data : DataFrame
        :data:`COLUMNS`.
    beside : sequence of Earlier
        What other files tell of the same answers.
    questionnaire : Questionnaire
        Of the survey.
    k : int
        Threshold.
    """
    known = [_as_text(one.cells) for one in beside]
    before = _whole(pl.concat(known), questionnaire) if known else data.clear().select(COLUMNS)
    new = _whole((_of_answered(data) if known else data).select(COLUMNS), questionnaire)
    hidden = 0
    told: dict[str, list[str]] = {}
    for (question,), part in new.group_by("question", maintain_order=True):
        found = _question(part, before.filter(pl.col("question") == question), k)
        if found is None:
            told[str(question)] = []
            continue
        hidden += found[0]
        if found[1]:
            told[str(question)] = found[1]
    facts, wanted = size_facts(pl.concat([before, new]), [], [], None)
    sizes = ranges(facts, wanted, k) if wanted else {}
    few = [name for name, one in (sizes or {}).items() if one.tells_small(k)]
    known_before = size_facts(before, [], [], None)[0] if few else facts
    anyway = ranges(known_before, [name for name in few if name in known_before.place], k) or {} if few else {}
    more = [str(name) for name in few if name not in anyway or anyway[name].values > 1]
    if more or sizes is None:
        told[""] = more
    return TablesFound(hidden + len(sizes or ()), told)


def _as_text(cells: pl.DataFrame) -> pl.DataFrame:
    """Lay out what a file tells as tables are; its words are not known."""
    named = cells.rename({"base_low": "n_base_low", "base_high": "n_base_high"}, strict=False)
    missing = [pl.lit(None, pl.String).alias(name) for name in COLUMNS if name not in named.columns]
    return named.with_columns(missing).select(pl.col(COLUMNS).cast(pl.String))


def _whole(data: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Order the parts of crossed axes, and add the groups that are not printed: who did not choose an option."""
    options = {name for name, (_, code) in axis_parts(questionnaire).items() if code is not None}
    found = data.select("axis", "category").unique().drop_nulls().rows()
    schema = dict.fromkeys(("axis", "category", "to_axis", "to_category"), pl.String)
    ordered = pl.DataFrame([(*one, *_in_order(*one)) for one in found], schema, orient="row")
    data = data.join(ordered, on=["axis", "category"], how="left").with_columns(axis="to_axis", category="to_category")
    data = data.select(COLUMNS)
    more = [data]
    for axis, part in ((str(axis), part) for (axis,), part in data.drop_nulls("axis").group_by("axis")):
        names = parts_of(axis)
        if not options & set(names):
            continue
        codes = [sorted(set(found)) for found in zip(*map(parts_of, part["category"].unique()), strict=True)]
        codes = [
            sorted({*found, str(NOT_CHOSEN), BLANK}) if name in options else found
            for name, found in zip(names, codes, strict=True)
        ]
        groups = pl.DataFrame({"category": list(map(crossed, product(*codes)))})
        rows = part.select("question", "option", "option_label", "axis", "axis_label").unique(maintain_order=True)
        absent = rows.join(groups, how="cross").join(part, on=["question", "option", "category"], how="anti")
        more.append(absent)
    return pl.concat(more, how="diagonal").select(COLUMNS)


def _in_order(axis: str, category: str) -> tuple[str, str]:
    """Put crossed attributes into one order: sex*age and age*sex are the same groups."""
    names, codes = zip(*sorted(members_of(axis, category)), strict=True)
    return crossed(names), crossed(codes)


def _question(new: pl.DataFrame, before: pl.DataFrame, k: int) -> tuple[int, list[str]] | None:
    """Return how many counts of a question are hidden, and those that the new table tells."""
    counts = [pl.when(pl.col("axis").is_null()).then(name).alias(name) for name in NUMBERS if name != "n_base"]
    without = pl.concat([before, new.with_columns(counts)])
    both = pl.concat([before, new])
    for single in (True, False):
        reader = _reader(both, single=single)
        wanted = [name for name in reader.wanted if name in reader.facts.place and not _is_blank(name)]
        found = ranges(reader.facts, wanted, k)
        if found is None:
            continue
        close = [
            name for name, one in found.items() if is_narrow(one, reader.bases.get(name[0]), k) or one.tells_small(k)
        ]
        anyway = ranges(_reader(without, single=single).facts, close, k) or {} if close else {}
        told = [str(name) for name in close if found[name].values < min(anyway[name].values, k)]
        return len(found), told
    return None


def _of_answered(data: pl.DataFrame) -> pl.DataFrame:
    """Turn rows of questions whose base is who was asked into those of who answered."""
    where = ["survey", "question", "axis", "category"]
    blank = data.filter(pl.col("option") == BLANK).select(where, blank="n_positive")
    rows = data.filter(pl.col("option") != BLANK).join(blank, on=where, how="left", nulls_equal=True)
    answered = pl.col("n_base").cast(pl.Int64) - pl.col("blank").cast(pl.Int64)
    asked = pl.struct("survey", "question").is_in(blank.select(pl.struct("survey", "question")).to_series().implode())
    return rows.with_columns(n_base=pl.when(asked).then(answered.cast(pl.String)).otherwise("n_base")).drop("blank")


def _reader(part: pl.DataFrame, *, single: bool) -> QuestionFacts:
    reader = QuestionFacts(part, single=single)
    _cross(reader)
    return reader


def _is_blank(name: Name) -> bool:
    """Whether a count is of who did not answer, or left an attribute blank: they are no secret."""
    return name[1] == BLANK or any(BLANK in parts_of(category) for _, category in name[0])


def _cross(reader: QuestionFacts) -> None:
    """Learn that crossed groups add to each of their attributes."""
    for axis in [one for one in reader.axes if len(parts_of(one)) > 1]:
        for place, single in enumerate(parts_of(axis)):
            for category in reader.axes.get(single, ()):
                inside = [one for one in reader.axes[axis] if parts_of(one)[place] == category]
                for kind in (N, *reader.options):
                    parts: dict[Name, float] = {(((axis, one),), kind): 1.0 for one in inside}
                    reader.facts.learn({(((single, category),), kind): -1.0, **parts}, 0, 0)
