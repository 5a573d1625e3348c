"""The plain values of a definition → a workbook to fill in: headings, drop-down lists, an example, a page of help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kumin.definitions.lenient.references import Asked, asked_in_tree, find_question
from kumin.definitions.titles import title_of
from kumin.errors import UsageError
from kumin.messages import text
from kumin.numbers import counted
from kumin.workbooks.cells import LONGEST, encoded
from kumin.workbooks.help import write_help
from kumin.workbooks.layout import (
    CODE,
    INDICATOR,
    ISSUE,
    LIST,
    SHEET,
    SURVEY,
    YEAR,
    Leaf,
    Table,
    plan_tables,
    questionnaire_tables,
)
from kumin.workbooks.option_lists import option_lists
from kumin.workbooks.paper import Paper
from kumin.writers.workbook.book import Book

Row = Mapping[tuple[str, ...], Any]


@dataclass(frozen=True)
class PopulationSheet:
    """A table of people or letters that goes into a plan's workbook.

    Attributes
    ----------
    name : str
        The sheet's.
    headings : tuple of str
    rows : list of rows
    about : mapping, optional
        Its description, as a population file has it.
    """

    name: str
    headings: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    about: Mapping[str, Any] | None = None


@dataclass
class _Writer:
    """Writes the sheets of one workbook."""

    book: Book
    lang: str
    tables: Mapping[str, Table]

    def paper(self, code: str) -> Paper:
        return Paper(self.book, self.tables[code], self.lang)

    def items(self, code: str, value: Mapping[str, Any]) -> None:
        paper = self.paper(code)
        paper.items({leaf.path: self.cell(leaf, _at(value, leaf.path)) for leaf in self.tables[code].leaves})

    def cell(self, leaf: Leaf, value: Any, unit: str = "") -> Any:
        words = encoded(value, leaf.type_, leaf.metadata, self.lang, unit)
        if isinstance(words, str) and len(words) > LONGEST:
            raise UsageError("workbook_cell_too_long", at=leaf.heading(self.lang), limit=counted(LONGEST))
        return words

    def row(self, code: str, value: Mapping[str, Any], first: Mapping[str, Any], unit: str = "") -> Row:
        cells = {}
        for leaf in self.tables[code].leaves:
            if leaf.model is None or leaf.path in {(YEAR,)}:
                cells[leaf.path] = self.cell(leaf, first.get(leaf.path[0]))
            else:
                given = _at(value, leaf.path)
                if leaf.path == ("target",) and isinstance(given, Mapping):
                    own = {one.path[1] for one in self.tables[code].leaves if one.path[0] == "target" and one.path[1:]}
                    given = {key: item for key, item in given.items() if key not in own}
                cells[leaf.path] = self.cell(leaf, given, unit)
        return cells


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return None
        value = value[key]
    return value


def write_plan(
    values: Mapping[str, Any],
    path: Path,
    *,
    lang: str = "ja",
    asked: Mapping[str, Sequence[Asked]] | None = None,
    populations: Iterable[PopulationSheet] = (),
) -> None:
    """Write a plan as a workbook.

    Parameters
    ----------
    values : mapping
        The plan as YAML has it.
    path : Path
        The workbook to write.
    lang : {"ja", "en"}
        Language of the headings.
    asked : mapping of survey key to questions, optional
        The questions of each survey, which are then named by their headings and offered in lists.
    populations : iterable of PopulationSheet
        Tables of people and letters.

    Raises
    ------
    UsageError
        A text is longer than a cell holds.
    """
    asked, populations = asked or {}, list(populations)
    book = Book(path)
    writer = _Writer(book, lang, plan_tables())
    writer.items("plan", values)
    surveys = values.get("surveys") or {}
    paper = writer.paper("surveys")
    paper.table([writer.row("surveys", survey, {SURVEY: key}) for key, survey in surveys.items()])
    issues = values.get("issues") or []
    writer.paper("issues").table([writer.row("issues", issue, {}) for issue in issues])
    indicators = [(issue, one) for issue in issues for one in issue.get("indicators") or ()]
    shown = [(issue, _with_headings(one, asked.get(one.get("survey"), ()))) for issue, one in indicators]
    lists: dict[tuple[str, ...], str] = {
        (ISSUE,): Paper.range(writer.tables["issues"], ("id",), lang),
        ("survey",): Paper.range(writer.tables["surveys"], (SURVEY,), lang),
    }
    if asked:
        lists["question",] = f"='{text('sheet_asked', lang)}'!$B$4:$B$500"
    paper = writer.paper("indicators")
    paper.table(
        [writer.row("indicators", one, {ISSUE: issue.get("id")}, _unit(one)) for issue, one in shown], lists=lists
    )
    parts = [(one, part) for _, one in shown for part in one.get("parts") or ()]
    writer.paper("parts").table([writer.row("parts", part, {INDICATOR: one.get("id")}) for one, part in parts])
    writer.paper("history").table(list(_history(writer, [one for _, one in indicators])))
    for population in populations:
        paper.plain(population.name, population.headings, population.rows)
    described = [one for one in populations if one.about is not None]
    writer.paper("populations").table(
        [writer.row("populations", dict(one.about or {}), {SHEET: one.name}) for one in described]
    )
    if asked:
        _list_questions(book, asked, lang)
    write_help(book, writer.tables, lang)
    book.close()


def _unit(indicator: Mapping[str, Any]) -> str:
    return str(indicator.get("unit") or ("" if indicator.get("points") or indicator.get("combine") else "%"))


def _history(writer: _Writer, indicators: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    for one in indicators:
        for year, item in (one.get("history") or {}).items():
            value = item if isinstance(item, Mapping) else {"percent": item}
            value = {("percent" if key == "value" else key): part for key, part in value.items()}
            row = dict(writer.row("history", value, {INDICATOR: one.get("id"), YEAR: year}))
            if item is None or isinstance(item, str):
                row["percent",] = text("not_measured_word", writer.lang)
            yield row


def _with_headings(node: Any, asked: Sequence[Asked]) -> Any:
    """Return an indicator with its questions named by their headings, where these name one question alone."""
    return _renamed(node, {one.id: _name(one, asked) for one in asked}) if asked else node


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_renamed(one, names) for one in node]
    if not isinstance(node, Mapping):
        return node
    read: dict[Any, Any] = {}
    for key, value in node.items():
        if key == "question" and isinstance(value, str):
            read[key] = names.get(value, value)
        elif key in ("among", "ask_if") and isinstance(value, Mapping):
            read[key] = {names.get(name, name): codes for name, codes in value.items()}
        else:
            read[key] = _renamed(value, names)
    return read


def _name(one: Asked, asked: Sequence[Asked]) -> str:
    name = one.names[0] if one.names else one.id
    short = len(name) <= 12 and not set(name) & set("=＝:：,，、;；\n ")
    found = find_question(name, list(asked)) if short else None
    return name if found is not None and found.id == one.id else one.id


def _list_questions(book: Book, asked: Mapping[str, Sequence[Asked]], lang: str) -> None:
    rows = [
        (
            survey,
            name := _name(one, questions),
            title_of(one.names[0], one.text).removeprefix(name).lstrip(" \u3000．.、") if one.names else "",
        )
        for survey, questions in asked.items()
        for one in questions
    ]
    Paper.listing(book, text("sheet_asked", lang), [text(f"asked_{n}", lang) for n in ("survey", "name", "text")], rows)


def write_questionnaire(
    values: Mapping[str, Any],
    path: Path,
    *,
    lang: str = "ja",
    memos: Mapping[str, str] | None = None,
    to_check: Sequence[tuple[str, str]] = (),
) -> None:
    """Write a questionnaire as a workbook.

    Parameters
    ----------
    values : mapping
        The questionnaire as YAML has it.
    path : Path
        The workbook to write.
    lang : {"ja", "en"}
        Language of the headings.
    memos : mapping of question id to words, optional
        Remarks for people, in a column that is not read.
    to_check : sequence of (questions, words), optional
        What a person has to decide, in a sheet that is not read, with a cell to tick each off.

    Raises
    ------
    UsageError
        A text is longer than a cell holds.
    """
    book = Book(path)
    writer = _Writer(book, lang, questionnaire_tables())
    asked = asked_in_tree(values.get("questions"))
    questions = [_with_headings(one, asked) for one in values.get("questions") or ()]
    names, options = option_lists(questions)
    writer.items(
        "questionnaire", _with_headings({key: one for key, one in values.items() if key != "questions"}, asked)
    )
    rows = []
    for one, name in zip(questions, names, strict=True):
        cells = dict(writer.row("questions", {key: item for key, item in one.items() if key != "options"}, {}))
        cells["options",] = name
        rows.append(cells)
    lists: dict[tuple[str, ...], str] = {("options",): Paper.range(writer.tables["options"], (LIST,), lang)}
    memo = [(memos or {}).get(str(one.get("id")), "") for one in questions]
    writer.paper("questions").table(rows, lists=lists, memos=memo)
    writer.paper("options").table(
        [
            writer.row(
                "options", option if isinstance(option, Mapping) else {"label": option}, {LIST: name, CODE: code}
            )
            for name, many in options.items()
            for code, option in many.items()
        ]
    )
    if to_check:
        headings = [text(code, lang) for code in ("head_checked", "head_questions", "head_to_check")]
        Paper.ticked(book, text("sheet_to_check", lang), headings, to_check, text("about_to_check", lang))
    write_help(book, writer.tables, lang)
    book.close()
