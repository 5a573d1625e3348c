"""All marks of a multiple answer in one cell: 1,3,5 or labels joined by a separator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.responses.coding.boxes import ticked_alone
from kumin.responses.coding.cells import no_words
from kumin.responses.coding.options import MARKED_INVALID, UNREADABLE, Names, names_of
from kumin.responses.distinct import Distinct, distinct_of
from kumin.responses.folding import fold_punctuation_of, fold_spaced, fold_text
from kumin.responses.formats.answer_format import FORMATS, AnswerFormat, Places
from kumin.responses.matching.finder import Finder
from kumin.responses.matching.merged import heads_several
from kumin.responses.matching.names import question_headings

_JOINERS = "[;、\n]"
_NUMBERS = r"^\d[\d ,;、・]*$"
_OTHERWISE = r"\s*[\s/|・+&]\s*"
_EDGE = "\x1d"


def find_column(finder: Finder, question: MultipleQuestion, missing: Missing) -> Places:
    """Find the one column of an answer; nothing where its heading stands above several columns of marks."""
    position = finder.find(question_headings(question))
    if position is None:
        return {}
    if question.layout != "joined" and heads_several(finder.table, question, position, finder.used, missing):
        finder.used.discard(position)
        finder.merged.add(question.id)
        return {}
    return {0: position}


def missing_heading(question: MultipleQuestion, places: Places) -> Mapping[str, Sequence[str]]:
    """Name the heading of the question, where its column was not found."""
    return {} if places else {question.column_header: question.headers}


def code_joined(question: MultipleQuestion, cells: Mapping[int, pl.Series], missing: Missing) -> list[pl.Series]:
    """Code cells that hold all marks; each distinct cell is split once."""
    names, distinct = names_of(question, missing), distinct_of(cells[0])
    marks = _split(distinct, question, names).list.unique().list.drop_nulls()
    length = pl.col("marks").list.len()
    readable = (
        marks.alias("marks")
        .to_frame()
        .with_columns(
            pl.when(pl.col("marks").list.contains(UNREADABLE))
            .then(pl.lit(UNREADABLE, pl.Int16))
            .when(pl.col("marks").list.contains(MARKED_INVALID))
            .then(pl.lit(MARKED_INVALID, pl.Int16))
            .when(length > 0)
            .then(length.cast(pl.Int16))
            .alias(question.id),
        )
    )
    readable = readable.with_columns(
        pl.when(pl.col(question.id).is_not_null())
        .then(pl.col("marks").list.contains(code))
        .alias(question.column(code))
        for code in question.options
    )
    return [distinct.spread(found) for found in readable.drop("marks")]


def with_no_answer(cells: Distinct, question: MultipleQuestion, missing: Missing) -> int:
    """Count the cells that hold a code of no answer beside marks: 「1,99」."""
    names = names_of(question, missing)
    stated = [re.escape(name) for name, code in names.folded.items() if code is None and name]
    may = cells.texts.str.normalize("NFKC").str.to_lowercase().str.contains("|".join(stated)) if stated else None
    if may is None or not may.any():
        return 0
    marks = pl.lit(_split(Distinct(cells.texts.filter(may)), question, names))
    is_none, is_option = (marks.list.eval(one).list.any() for one in (pl.element().is_null(), pl.element() >= 0))
    return int(cells.counts.filter(may).filter(pl.select((is_none & is_option).fill_null(False)).to_series()).sum())


def read_apart(cells: pl.Series, counts: pl.Series, question: MultipleQuestion, missing: Missing) -> pl.Series:
    """Tell which distinct cells hold names that something else than the separator parts, such as white space."""
    return _apart(fold_spaced_marks(cells), counts, question, names_of(question, missing))[0]


def fold_spaced_marks(cells: pl.Series) -> pl.Series:
    """Fold cells, keeping white space; a line break is a separator."""
    return pl.select(fold_spaced(pl.lit(cells).str.replace_all(r"[\r\n]+", ";"))).to_series()


def _separators(question: MultipleQuestion) -> str:
    own = re.escape(fold_text(question.separator)) if question.separator.strip() else r"\s"
    return f"{own}|{_JOINERS}"


def _apart(
    spaced: pl.Series, counts: pl.Series, question: MultipleQuestion, names: Names
) -> tuple[pl.Series, pl.Series]:
    """Find the cells that are not parted by the separator but by white space, / and the like, and part them.

    A cell proves it where all its parts are names of options and it is none as a whole. Where as many cells prove it as
    have a name among other words, these are parted too; a part without a name is then a fault, not a respondent's own
    words.
    """
    known = [name for name, code in names.folded.items() if code is not None and code >= 0]
    text = pl.lit(spaced)
    whole = text.str.replace_all(" ", "", literal=True)
    is_whole = whole.is_in(known) | fold_punctuation_of(whole).is_in(list(names.loose))
    parts = text.str.strip_chars(" /|・+&").str.replace_all(_OTHERWISE, "\n").str.split("\n")
    named = parts.list.eval(pl.element().is_in(known))
    several = ~is_whole & ~text.str.contains(_separators(question)) & (parts.list.len() > 1)
    proof = pl.select((several & named.list.all()).fill_null(False)).to_series()
    if not proof.any():
        return proof, spaced
    parted = pl.select((several & named.list.any()).fill_null(False)).to_series()
    if 2 * int(counts.filter(proof).sum()) < int(counts.filter(parted).sum()):
        parted = proof
    joined = pl.when(named.list.all()).then(parts.list.join(";")).otherwise(pl.lit("?"))
    return parted, pl.select(pl.when(pl.lit(parted)).then(joined).otherwise(text)).to_series()


def _split(cells: Distinct, question: MultipleQuestion, names: Names) -> pl.Series:
    """Split cells into lists of codes; labels that contain the separator are found first, the longest first."""
    spaced = pl.select(ticked_alone(pl.lit(fold_spaced_marks(cells.texts)), names)).to_series()
    text = pl.lit(_apart(spaced, cells.counts, question, names)[1])
    # between numbers, white space is a separator: 「1 3」 is not option 13
    text = pl.when(text.str.contains(_NUMBERS)).then(text.str.replace_all("[ ・]+", ";")).otherwise(text)
    text = text.str.replace_all(" ", "" if question.separator.strip() else ";", literal=True)
    text, tokens = _with_whole_names(text, _separators(question), names)
    folded = {**names.folded, **tokens}
    parts = text.str.replace_all(rf"(?:{_separators(question)})+", "\n").str.strip_chars("\n").str.split("\n")
    apart = pl.select(parts).to_series()
    distinct = apart.explode().drop_nulls().unique()
    last = UNREADABLE if names.other is None else names.other
    bare = pl.lit(distinct).str.replace(r"\.0+$", "").str.replace(r"^0+(\d)", "$1")
    loose = fold_punctuation_of(bare)
    codes = pl.select(
        pl.when(bare.is_in(list(folded)))
        .then(bare.replace_strict(folded, default=None, return_dtype=pl.Int16))
        .when(loose.is_in(list(names.loose)))
        .then(loose.replace_strict(names.loose, default=None, return_dtype=pl.Int16))
        .when(no_words(bare, names))
        .then(pl.lit(UNREADABLE, pl.Int16))
        .otherwise(pl.lit(last, pl.Int16))
    ).to_series()
    if not len(distinct):
        return apart.cast(pl.List(pl.Int16))
    return pl.select(
        pl.lit(apart).list.eval(pl.element().replace_strict(distinct, codes, default=None, return_dtype=pl.Int16))
    ).to_series()


def _with_whole_names(text: pl.Expr, separators: str, names: Names) -> tuple[pl.Expr, dict[str, int]]:
    """Put a token for every name that contains a separator, where separators or the cell's ends stand on both sides.

    Both ends of every separator are marked, so that a name is found between such marks alone: 「新聞,雑誌」 is not in
    「区の新聞,雑誌」.
    """
    splits = re.compile(f"({separators})")
    whole: dict[str, int] = {}
    for label, code in names.folded.items():
        if code is not None and code >= 0 and splits.search(label):
            for name in (label, f"{code}.{label}", f"{code}:{label}", f"{code}{label}"):
                whole.setdefault(_EDGE + splits.sub(rf"{_EDGE}\1{_EDGE}", name) + _EDGE, code)
    if not whole:
        return text, {}
    marked = pl.concat_str(
        pl.lit(_EDGE), text.str.replace_all(f"({separators})", f"{_EDGE}${{1}}{_EDGE}"), pl.lit(_EDGE)
    )
    labels = sorted(whole, key=len, reverse=True)
    tokens = [f"{_EDGE}\x1f{whole[label]}\x1f{_EDGE}" for label in labels]
    found = marked.str.replace_many(labels, tokens, leftmost=True).str.replace_all(_EDGE, "", literal=True)
    # a piece of a name is not a respondent's own words
    pieces = {piece for name, code in names.folded.items() if code is not None for piece in splits.split(name)[::2]}
    tokens_of = {f"\x1f{code}\x1f": code for code in set(whole.values())}
    return found, {piece: UNREADABLE for piece in pieces if piece and piece not in names.folded} | tokens_of


FORMATS.add(
    "joined",
    AnswerFormat("joined", find_column, missing_heading, code_joined, order=20, one_column=True, numbered=True),
)
