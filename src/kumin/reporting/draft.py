"""An answer file → a draft of its questionnaire, every guess marked as one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from kumin.definitions.questionnaire import RESERVED, TIMESTAMPS
from kumin.messages import text
from kumin.responses.names import fold, fold_text
from kumin.responses.quantities import UNREADABLE_DATE, map_dates
from kumin.responses.read import AnswerTable
from kumin.responses.texts import PERSONAL

MOST_OPTIONS = 20
_LONGEST_LABEL = 60
_STRAY = 0.1
"""Share of cells that may be of another kind than the column."""

_IDS = (
    "整理番号",
    "管理番号",
    "回答者番号",
    "回答番号",
    "受付番号",
    "番号",
    "id",
    "no",
    "no.",
    "respondentid",
    "回答id",
)
_RECEIVED = ("受付日", "回収日", "到着日", "回答日", "受信日", *TIMESTAMPS)
_MISSING_CODES = (9, 99, 999, -1, -9, -99)
_INVALID_CODES = (-9999,)
_NO_ANSWER_WORDS = ("無回答", "不明", "未回答")
_OPTION = re.compile(r"^(.+?)\s*(?:[_\-－.／/]\s*|[\[(（]\s*)(\S.*?)[\])）]?$")
_MARKS = {"0", "1", "○", "〇", "y", "n", "yes", "no", "true", "false", "-"}


@dataclass
class _Question:
    """A guessed question."""

    header: str
    type: str
    options: dict[int, str] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    guess: str = ""


@dataclass
class _Draft:
    id: str | None = None
    received: str | None = None
    ignored: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    invalid: set[str] = field(default_factory=set)
    questions: list[_Question] = field(default_factory=list)


def draft_questionnaire(table: AnswerTable, lang: str | None = None) -> str:
    """Write a questionnaire for an answer file, as YAML with comments.

    Types, options and codes of no answer are guesses from the values, each marked by a comment. Of cells only labels
    that repeat, as the labels of options do, are taken over.

    Parameters
    ----------
    table : AnswerTable
        The file as read.
    lang : {"ja", "en"}, optional
        Language of the comments.
    """
    draft = _Draft()
    groups = _option_groups(table)
    grouped = {position for _, positions in groups.values() for position in positions}
    for position, heading in enumerate(table.headers):
        if position in groups:
            draft.questions.append(_from_columns(*groups[position], table))
        elif position not in grouped and heading:
            _add(draft, heading, _sample(table, position))
    return "\n".join(_lines(draft, table, lang)) + "\n"


def _sample(table: AnswerTable, position: int) -> pl.Series:
    cells = table.text(position).drop_nulls()
    return cells.filter(cells.str.strip_chars() != "").head(200_000)


def _option_groups(table: AnswerTable) -> dict[int, tuple[str, list[int]]]:
    """Find runs of columns that are the options of one question: 「問4_1」「問4_2」 with marks below."""
    groups: dict[int, tuple[str, list[int]]] = {}
    last, start = "", -1
    for position, heading in enumerate(table.headers):
        found = _OPTION.match(heading.replace(" / ", "_"))
        values = set(_folded(_sample(table, position)).unique().head(50).to_list()) if found else set()
        stem = found[1] if found and (values <= _MARKS or len(values) <= 1) else ""
        if stem and stem == last:
            groups.setdefault(start, (stem, [start]))[1].append(position)
        else:
            start = position
        last = stem
    return groups


def _folded(cells: pl.Series) -> pl.Series:
    return pl.select(fold(pl.lit(cells))).to_series()


def _from_columns(stem: str, positions: list[int], table: AnswerTable) -> _Question:
    ends = [_OPTION.match(table.headers[p].replace(" / ", "_")) for p in positions]
    labels = [found[2] if found else "" for found in ends]
    numbers = [
        int(label.upper().removeprefix("SQ")) if label.upper().removeprefix("SQ").isdigit() else 0 for label in labels
    ]
    codes = numbers if all(numbers) and len(set(numbers)) == len(numbers) else list(range(1, len(labels) + 1))
    question = _Question(
        stem, "multiple", dict(zip(codes, labels, strict=True)), {"layout": "columns"}, "draft_columns"
    )
    question.extra["option_headers"] = {code: table.headers[p] for code, p in zip(codes, positions, strict=True)}
    return question


def _add(draft: _Draft, heading: str, cells: pl.Series) -> None:
    """Guess what a column is."""
    folded = fold_text(heading)
    if draft.id is None and folded in map(fold_text, _IDS) and cells.n_unique() >= len(cells) * 0.9:
        draft.id = heading
    elif draft.received is None and folded in map(fold_text, _RECEIVED):
        draft.received = heading
    else:
        draft.questions.append(_question(heading, cells, draft))


def _question(heading: str, cells: pl.Series, draft: _Draft) -> _Question:
    if not len(cells):
        return _Question(heading, "text", guess="draft_empty")
    folded = _folded(cells).str.replace(r"\.0+$", "")
    words = folded.filter(folded.is_in(list(_NO_ANSWER_WORDS)))
    draft.missing |= set(words.unique().to_list())
    folded = folded.filter(~folded.is_in(list(_NO_ANSWER_WORDS)))
    numbers = folded.cast(pl.Float64, strict=False)
    if len(folded) and numbers.null_count() <= len(folded) * _STRAY:
        return _of_numbers(heading, numbers.drop_nulls(), draft)
    joined = _of_joined(heading, cells, folded)
    if joined:
        return joined
    dates = map_dates(cells.head(1000), {})
    if (dates == UNREADABLE_DATE).sum() <= len(dates) * _STRAY:
        return _Question(heading, "date", guess="draft_date")
    return _of_labels(heading, cells)


def _of_numbers(heading: str, numbers: pl.Series, draft: _Draft) -> _Question:
    values = sorted(numbers.unique().to_list())
    whole = [int(value) for value in values if value == int(value)]
    invalid = [value for value in whole if value in _INVALID_CODES]
    draft.invalid |= {str(value) for value in invalid}
    real = [value for value in whole if value not in _INVALID_CODES]
    # a 9 that stands apart from the others is no option
    missing = [
        v for v in real if v in _MISSING_CODES and (v < 0 or max([u for u in real if u != v], default=v) < v - 1)
    ]
    options = [value for value in real if value not in missing and value >= 0]
    if len(whole) == len(values) and options and max(options) <= MOST_OPTIONS:
        draft.missing |= {str(value) for value in missing}
        codes = range(min(1, options[0]), max(options) + 1)
        return _Question(heading, "single", dict.fromkeys(codes, ""), guess="draft_codes")
    return _Question(heading, "number", guess="draft_number")


def _of_joined(heading: str, cells: pl.Series, folded: pl.Series) -> _Question | None:
    """Guess a multiple answer in one cell: its parts repeat far more than its cells."""
    for separator in (";", ", ", ",", "、", "\n"):
        several = cells.filter(cells.str.strip_chars(separator).str.contains(separator, literal=True))
        if len(several) < max(2, len(cells) * 0.05):
            continue
        parts = cells.str.split(separator).explode().str.strip_chars()
        counts = parts.filter(parts != "").value_counts(sort=True)
        names = counts[parts.name].to_list()
        numeric = all(name.isdigit() for name in map(fold_text, names))
        repeated = counts["count"].to_list()
        if len(names) <= MOST_OPTIONS and min(repeated) >= 1 and sum(repeated) >= 2 * len(names) and _harmless(names):
            codes = sorted(map(int, map(fold_text, names))) if numeric else range(1, len(names) + 1)
            labels = dict.fromkeys(codes, "") if numeric else dict(zip(codes, sorted(names), strict=True))
            extra = {"separator": separator} if separator not in {",", ";", "、", "\n"} else {}
            return _Question(heading, "multiple", labels, dict(extra), "draft_joined")
    return None


def _of_labels(heading: str, cells: pl.Series) -> _Question:
    counts = cells.str.strip_chars().value_counts(sort=True)
    names = counts.to_series(0).to_list()
    # labels repeat; what people write does not
    if len(names) <= MOST_OPTIONS and len(cells) >= 3 * len(names) and _harmless(names):
        return _Question(heading, "single", dict(enumerate(sorted(names), 1)), guess="draft_labels")
    return _Question(heading, "text", guess="draft_text")


def _harmless(names: list[str]) -> bool:
    return all(len(name) <= _LONGEST_LABEL and not re.search(PERSONAL.replace(r"\x{", r"\u{"), name) for name in names)


def _lines(draft: _Draft, table: AnswerTable, lang: str | None) -> Iterator[str]:
    yield f"# {text('draft_head', lang, name=table.path.name)}"
    yield f"# {text('draft_check', lang)}"
    yield "id: survey-id"
    yield f"title: {_quoted(text('draft_title', lang))}"
    columns = {"id": draft.id, "received": draft.received}
    stated = ", ".join(f"{key}: {_quoted(value)}" for key, value in columns.items() if value)
    if stated:
        yield f"columns: {{{stated}}}  # {text('draft_columns_guess', lang)}"
    missing = ", ".join(_quoted(value) for value in ["", "無回答", *sorted(draft.missing - {"無回答"})])
    invalid = ", ".join(_quoted(value) for value in ["*", *sorted(draft.invalid)])
    yield f"missing: {{no_answer: [{missing}], invalid: [{invalid}]}}  # {text('draft_missing_guess', lang)}"
    yield "questions:"
    used: set[str] = set(RESERVED)
    for place, question in enumerate(draft.questions, 1):
        yield from _question_lines(question, _identifier(question.header, place, used), lang)


def _question_lines(question: _Question, id_: str, lang: str | None) -> Iterator[str]:
    yield f"  - id: {id_}"
    yield f"    text: {_quoted(question.header)}"
    yield f"    header: {_quoted(question.header)}"
    yield f"    type: {question.type}  # {text(question.guess, lang)}"
    for key, value in question.extra.items():
        if isinstance(value, dict):
            yield f"    {key}:"
            yield from (f"      {code}: {_quoted(words)}" for code, words in value.items())
        else:
            yield f"    {key}: {_quoted(str(value))}"
    if question.options:
        yield "    options:"
    for code, label in question.options.items():
        shown = label if label and not label.isdigit() else text("draft_option", lang, code=code)
        yield f"      {code}: {_quoted(shown)}"


def _identifier(header: str, place: int, used: set[str]) -> str:
    """Make an id: the heading where it is ASCII, q12 of 問12, else q and the place."""
    folded = fold_text(header)
    found = re.match(r"^(?:問|q)(\d+)", folded)
    name = f"q{found[1]}" if found else re.sub(r"[^A-Za-z0-9_]+", "_", header).strip("_") if header.isascii() else ""
    name = name[:40] or f"c{place}"
    while name in used:
        name = f"{name}_{place}"
    used.add(name)
    return name


def _quoted(words: str) -> str:
    """Quote for YAML; a JSON string is one."""
    return json.dumps(words, ensure_ascii=False)
