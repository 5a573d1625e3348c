"""An answer file → a draft of its questionnaire, every guess marked as one."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from kumin.authoring.headings import OptionColumns, heading_of, is_private, option_groups
from kumin.definitions.questionnaire import RESERVED, TIMESTAMPS
from kumin.messages import text
from kumin.responses.coding.quantities import UNREADABLE_DATE, map_dates
from kumin.responses.display import is_personal, letter
from kumin.responses.folding import fold, fold_text
from kumin.responses.table import AnswerTable

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
_NO_ANSWER_WORDS = ("無回答", "不明", "未回答", "無回答・不明", "回答なし", "記入なし")
_OTHER_LABEL = "その他"
# no ids: what YAML takes for something else
_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


@dataclass
class _Question:
    """A guessed question."""

    header: str
    type: str
    options: dict[int, str] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    guess: str = ""
    others: set[int] = field(default_factory=set)


@dataclass
class _Draft:
    id: str | None = None
    received: str | None = None
    ignored: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    invalid: set[str] = field(default_factory=set)
    questions: list[_Question] = field(default_factory=list)


def draft_questionnaire(table: AnswerTable, lang: str | None = None) -> str:
    """Write a questionnaire for an answer file, as YAML with comments.

    Types, options and codes of no answer are guesses from the values, each marked by a comment. Of cells only labels
    that repeat, as the labels of options do, are taken over, and none of a column of names or addresses.

    Parameters
    ----------
    table : AnswerTable
        The file as read.
    lang : {"ja", "en"}, optional
        Language of the comments.
    """
    draft = _Draft()
    groups = option_groups(table)
    grouped = {position for group in groups.values() for position in group.positions}
    places = [position for position in range(len(table.headers)) if position not in grouped]
    headings = Counter(fold_text(heading_of(table, position)) for position in places)
    for position, name in enumerate(table.headers):
        heading = heading_of(table, position)
        if position in groups:
            draft.questions.append(_from_columns(groups[position], table))
        elif position not in grouped and heading and (is_personal(name) or headings[fold_text(heading)] > 1):
            draft.hidden.append(letter(position))
        elif position not in grouped and heading and is_private(heading):
            draft.ignored.append(heading)
        elif position not in grouped and heading:
            _add(draft, heading, _sample(table, position))
    return "\n".join(_lines(draft, table, lang)) + "\n"


def _sample(table: AnswerTable, position: int) -> pl.Series:
    cells = table.text(position).drop_nulls()
    return cells.filter(cells.str.strip_chars() != "").head(200_000)


def _folded(cells: pl.Series) -> pl.Series:
    return pl.select(fold(pl.lit(cells))).to_series()


def _from_columns(group: OptionColumns, table: AnswerTable) -> _Question:
    """Make a question of its options' columns; their own numbers are the codes, where all columns of marks have one."""
    numbers = [label.upper().removeprefix("SQ") for label in group.labels]
    marked = [n for n, place in zip(numbers, group.positions, strict=True) if place not in group.written]
    own = all(n.isdecimal() and int(n) for n in marked) and len(set(marked)) == len(marked)
    codes: list[int] = []
    for number, place in zip(numbers, group.positions, strict=True):
        codes.append(int(number) if own and place not in group.written else max(codes, default=0) + 1)
    labels = [_OTHER_LABEL if label.lower() == "other" else label for label in group.labels]
    question = _Question(group.stem, "multiple", dict(zip(codes, labels, strict=True)), {}, "draft_columns")
    if not any(labels):
        return question  # columns without names are found below the heading of the first
    places = dict(zip(codes, group.positions, strict=True))
    question.others = {code for code, place in places.items() if place in group.written}
    question.extra["layout"] = "columns"
    question.extra["option_headers"] = {code: heading_of(table, place) for code, place in places.items()}
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
    absent = folded.is_in(list(_NO_ANSWER_WORDS))
    draft.missing |= set(folded.filter(absent).unique().to_list())
    cells, folded = cells.filter(~absent), folded.filter(~absent)
    numbers = folded.cast(pl.Float64, strict=False)
    if len(folded) and numbers.null_count() <= len(folded) * _STRAY:
        return _of_numbers(heading, numbers.drop_nulls(), draft)
    # among words and joined marks a code of no answer stands for itself
    codes = folded.is_in([str(code) for code in (*_MISSING_CODES, *_INVALID_CODES)])
    if joined := _of_joined(heading, cells.filter(~codes), draft, set(folded.filter(codes).unique().to_list())):
        return joined
    dates = map_dates(cells.head(1000), {})
    if (dates == UNREADABLE_DATE).sum() <= len(dates) * _STRAY:
        return _Question(heading, "date", guess="draft_date")
    return _of_labels(heading, cells.filter(~codes), draft, set(folded.filter(codes).unique().to_list()))


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


def _of_joined(heading: str, cells: pl.Series, draft: _Draft, alone: set[str]) -> _Question | None:
    """Guess a multiple answer in one cell: its parts repeat far more than its cells.

    ``alone`` are the codes of no answer that stand for a whole cell.
    """
    for separator in (";", ", ", ",", "、", "\n"):
        # a separator within brackets is part of a label: 「SNS（X, LINEなど）」
        sign = separator.strip() or separator
        parts = cells.str.extract_all(rf"(?:[(（][^)）]*[)）]|[^{sign}])+")
        if (parts.list.len() > 1).sum() < max(2, len(cells) * 0.05):
            continue
        marks = parts.explode().str.strip_chars()
        counts = marks.filter(marks != "").value_counts(sort=True)
        names = counts[marks.name].to_list()
        numeric = all(name.isdecimal() for name in map(fold_text, names))
        repeated = counts["count"].to_list()
        if len(names) <= MOST_OPTIONS and sum(repeated) >= 2 * len(names) and _harmless(names):
            taken = {fold_text(name) for name in names}
            _note_codes(draft, alone - taken)
            codes = sorted(map(int, taken)) if numeric else range(1, len(names) + 1)
            labels = dict.fromkeys(codes, "") if numeric else dict(zip(codes, sorted(names), strict=True))
            extra = {"separator": separator} if separator not in {",", ";", "、", "\n"} else {}
            return _Question(heading, "multiple", labels, dict(extra), "draft_joined")
    return None


def _of_labels(heading: str, cells: pl.Series, draft: _Draft, alone: set[str]) -> _Question:
    counts = cells.str.strip_chars().value_counts(sort=True)
    names = counts.to_series(0).to_list()
    # labels repeat; what people write does not
    if names and len(names) <= MOST_OPTIONS and len(cells) >= 3 * len(names) and _harmless(names):
        _note_codes(draft, alone)
        return _Question(heading, "single", dict(enumerate(sorted(names), 1)), guess="draft_labels")
    return _Question(heading, "text", guess="draft_text")


def _note_codes(draft: _Draft, codes: set[str]) -> None:
    invalid = codes & set(map(str, _INVALID_CODES))
    draft.invalid |= invalid
    draft.missing |= codes - invalid


def _harmless(names: list[str]) -> bool:
    return all(len(name) <= _LONGEST_LABEL and not is_personal(name) for name in names)


def _lines(draft: _Draft, table: AnswerTable, lang: str | None) -> Iterator[str]:
    yield f"# {text('draft_head', lang, name=table.path.name)}"
    yield f"# {text('draft_check', lang)}"
    yield "id: survey-id"
    yield f"title: {_quoted(text('draft_title', lang))}"
    columns = {"id": draft.id, "received": draft.received}
    stated = [f"{key}: {_quoted(value)}" for key, value in columns.items() if value]
    if draft.ignored:
        stated.append(f"ignore: [{', '.join(map(_quoted, draft.ignored))}]")
    if stated:
        yield f"columns: {{{', '.join(stated)}}}  # {text('draft_columns_guess', lang)}"
    if draft.hidden:
        yield f"# {text('draft_hidden', lang, columns=', '.join(draft.hidden))}"
    if table.headings.depth > 1 or table.headings.first:
        row = f"header_row: {table.headings.first + 1}, " if table.headings.first else ""
        yield f"file: {{{row}header_rows: {table.headings.depth}}}  # {text('draft_file_guess', lang)}"
    missing = ", ".join(_quoted(value) for value in ["", "無回答", *sorted(draft.missing - {"無回答"})])
    invalid = ", ".join(_quoted(value) for value in ["*", *sorted(draft.invalid)])
    yield f"missing: {{no_answer: [{missing}], invalid: [{invalid}]}}  # {text('draft_missing_guess', lang)}"
    yield "questions:"
    used: set[str] = set(RESERVED)
    for place, question in enumerate(draft.questions, 1):
        id_ = _identifier(question, place, used)
        title = question.header.replace("_", " ") if table.headings.depth > 1 else question.header
        yield from _question_lines(question, id_, title, lang)


def _question_lines(question: _Question, id_: str, title: str, lang: str | None) -> Iterator[str]:
    yield f"  - id: {id_}"
    yield f"    text: {_quoted(title)}"
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
        shown = label if label and not fold_text(label).isdecimal() else text("draft_option", lang, code=code)
        other = code in question.others
        yield f"      {code}: " + (f"{{label: {_quoted(shown)}, other: true}}" if other else _quoted(shown))


def _identifier(question: _Question, place: int, used: set[str]) -> str:
    """Make an id: the heading where it is an ASCII name, q12 of 問12, else c and the place."""
    header = question.header
    found = re.match(r"^(?:問|q)(\d+)", fold_text(header))
    name = f"q{found[1]}" if found else re.sub(r"[^A-Za-z0-9_]+", "_", header).strip("_") if header.isascii() else ""
    name = name[:40]
    # an id that begins with a digit would be read as a number
    if not name[:1].isalpha() or name.lower() in _YAML_WORDS:
        name = f"c{place}"
    own = _columns(name, question)
    while own & used:
        name = f"{name}_{place}"
        own = _columns(name, question)
    used |= own
    return name


def _columns(id_: str, question: _Question) -> set[str]:
    """List the columns of coded answers that a question under an id would have."""
    several = question.options if question.type == "multiple" else ()
    return {id_, *(f"{id_}_{code}" for code in several)}


def _quoted(words: str) -> str:
    """Quote for YAML; a JSON string is one."""
    return json.dumps(words, ensure_ascii=False)
