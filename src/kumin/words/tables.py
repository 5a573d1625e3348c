"""Tables put into words: the names of questions, options and groups, and every figure as printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from kumin.definitions import NumberQuestion, Questionnaire
from kumin.definitions.titles import axis_title, title_of
from kumin.disclosure.policy import SUPPRESSED_MARK, is_hidden
from kumin.numbers import NONE, SMALL_BASE, is_small
from kumin.tables import amounts
from kumin.tables.axes import CHOSEN, UNKNOWN, axis_part
from kumin.tables.crossing import members_of, parts_of
from kumin.tables.differences import HIGH, LOW
from kumin.tables.figures import KINDS, PERCENT, POSITIVE, SHARE, Figure, Form, N, as_told, limits
from kumin.words.words import Words

Row = Mapping[str, Any]


def category_label(questionnaire: Questionnaire, axis: str, category: str, words: Words) -> str:
    """Word a category: 女性・30～39歳."""
    labels = []
    for name, code in members_of(axis, category):
        question, option = axis_part(questionnaire, name)
        if int(code) == UNKNOWN:
            labels.append(words.text("no_answer"))
        elif option is None:
            labels.append(question.options[int(code)].label)
        else:
            label = question.options[option].label
            labels.append(label if int(code) == CHOSEN else words.text("tables_not_chosen", label=label))
    return words.joined(labels, "label_joiner")


def axis_label(questionnaire: Questionnaire, axis: str) -> str:
    """Word an axis: あなたの性別 × あなたの年齢."""
    return " × ".join(axis_title(axis_part(questionnaire, name)[0]) for name in parts_of(axis))


def with_labels(table: pl.DataFrame, questionnaire: Questionnaire, words: Words) -> pl.DataFrame:
    """Add the words of a table's codes.

    Returns
    -------
    DataFrame
        With ``header``, ``question_text``, ``unit``, ``axis_label``, ``category_label`` and, where the table has
        ``option``, ``option_label``.
    """
    questions = questionnaire.questions
    axes = {axis: axis_label(questionnaire, axis) for axis in table["axis"].drop_nulls().unique()}
    pairs = table.select("axis", "category").drop_nulls().unique().rows()
    categories = {
        f"{axis}:{category}": category_label(questionnaire, axis, category, words) for axis, category in pairs
    }
    options = {
        f"{one.id}:{code}": option.label for one in questionnaire.closed() for code, option in one.options.items()
    }
    options |= {f"{one.id}:{UNKNOWN}": words.text("no_answer") for one in questionnaire.closed()}

    def worded(key: pl.Expr, known: Mapping[str, str]) -> pl.Expr:
        return key.replace_strict(known, default=None, return_dtype=pl.String)

    question = pl.col("question")
    labels = {
        "header": worded(question, {one.id: one.column_header for one in questions}),
        "question_text": worded(question, {one.id: one.text for one in questions}),
        "unit": worded(question, {one.id: one.unit for one in questions if isinstance(one, NumberQuestion)}),
        "axis_label": worded(pl.col("axis"), axes),
        "category_label": worded(pl.concat_str("axis", pl.lit(":"), "category"), categories),
    }
    if "option" in table.columns:
        labels["option_label"] = worded(pl.concat_str("question", pl.lit(":"), "option"), options)
    return table.with_columns(**labels)


def one_table(shares: pl.DataFrame, numbers: pl.DataFrame, questionnaire: Questionnaire, words: Words) -> pl.DataFrame:
    """Put a survey's shares, numbers and dates into one labelled table, in the order of the form.

    Parameters
    ----------
    shares, numbers : DataFrame
        :data:`kumin.tables.shares.TABLE` and :data:`kumin.tables.amounts.TABLE`, both with ``suppressed`` and the
        latter with ``published`` where they are for publication.
    questionnaire : Questionnaire
        Whose questions they are.
    words : Words
        Language and decimals.

    Returns
    -------
    DataFrame
        The columns of both, figures as readers are told them (:func:`kumin.tables.figures.as_told`), those of
        :func:`with_labels`, ``kind`` (``share``, ``number``, ``date``), ``decimals``, and ``hidden_<figure>``
        (Boolean): whether the figure is hidden, and not merely absent.
    """
    published = bool(numbers["published"].any()) if "published" in numbers.columns else False
    shares = shares.with_columns(
        kind=pl.lit(SHARE.name), decimals=pl.lit(words.decimals, amounts.TABLE.schema["decimals"])
    )
    table = as_told(pl.concat([shares, numbers], how="diagonal"))
    if "suppressed" not in table.columns:
        table = table.with_columns(suppressed=pl.lit(value=False))
    withheld = ("withheld", "limits_withheld")
    table = table.with_columns(pl.lit(value=False).alias(name) for name in withheld if name not in table.columns)
    places = {id_: place for place, id_ in enumerate(questionnaire.by_id)}
    place = pl.col("question").replace_strict(places, default=-1, return_dtype=pl.Int32)
    table = (
        with_labels(table, questionnaire, words)
        .with_columns(pl.col(withheld).fill_null(value=False), published=pl.lit(published))
        .sort(place, maintain_order=True)
    )
    figures = {figure.name: figure for kind in KINDS.values() for figure in kind.tidy}
    return table.with_columns(is_hidden(figure).alias(f"hidden_{name}") for name, figure in figures.items())


def places_of(row: Row, figure: Figure) -> int:
    """Decimals that a figure is printed with."""
    return int(row["decimals"]) + figure.finer


def printed(row: Row, figure: Figure, words: Words) -> str:
    """Print a figure of a row: its bounds or ``x`` where it is hidden, ``-`` where there is none."""
    if figure.form is Form.RANGE:
        ends = limits((figure,))
        if row[ends[0].name] is None:
            return printed(row, ends[0], words)
        return words.range(*(printed(row, end, words) for end in ends))
    value = row[figure.name]
    if value is None:
        return hidden(row, figure, words) if row[f"hidden_{figure.name}"] else NONE
    if isinstance(value, date):
        return value.isoformat()
    if figure.form is Form.COUNT:
        return words.count(value)
    return words.number(value, places_of(row, figure), grouped=figure.form is Form.AMOUNT)


def hidden(row: Row, figure: Figure, words: Words) -> str:
    """Print what is told of a hidden figure: its bounds (4以下, 93以上), or ``x``."""
    if row.get("n_low") is None:
        return SUPPRESSED_MARK
    if figure is POSITIVE:
        return words.bounds(row["n_low"], row["n_high"], row["n_base"])
    if figure is PERCENT and row["percent_low"] is not None:
        return words.bounds(row["percent_low"], row["percent_high"], 100)
    return SUPPRESSED_MARK


def base(row: Row, words: Words) -> str:
    """Print the n of a group, with a mark where it is so small that figures are for reference only."""
    return printed(row, N, words) + (words.text("rep_reference_mark") if is_small_group(row) else "")


def is_small_group(row: Row) -> bool:
    """Whether a row is of a group of so few people that its figures are for reference only."""
    return row["axis"] is not None and is_small(row["n_base"])


def group_names(row: Row, words: Words) -> tuple[str, str]:
    """Word what a row is of: the axis, and the category; everyone has no category."""
    return row["axis_label"] or words.text("rep_everyone"), row["category_label"] or ""


def heading(row: Row, words: Words) -> str:
    """Word a question with its unit: 問5　居住年数（単位: 年）."""
    label = title_of(row["header"], row["question_text"])
    return label + words.text("num_unit", unit=row["unit"]) if row["unit"] else label


def figure_heading(figure: Figure, words: Words) -> str:
    """Word the heading of a figure's column."""
    return words.text(figure.heading, level=words.level)


def method_notes(table: pl.DataFrame, words: Words) -> list[str]:
    """Say how numbers were tabulated, what the marks of means mean, and why figures stand without an interval."""
    return [*_notes_on_numbers(table.filter(kind="number"), words), *_notes_on_missing_intervals(table, words)]


def _notes_on_missing_intervals(table: pl.DataFrame, words: Words) -> list[str]:
    """Say how many figures have no interval, and why, where the others of the table have one."""
    if "not_estimable" not in table.columns or not table["lower"].count():
        return []
    without = table.filter(pl.col("lower").is_null(), pl.col("n_base") > 0, pl.col("not_estimable").is_not_null())
    counts = without["not_estimable"].value_counts().sort("count", "not_estimable", descending=[True, False])
    reasons = [f"{words.text(f'not_estimable_{code}')} ({words.count(n)})" for code, n in counts.iter_rows()]
    return [words.text("table_without_interval", reasons=words.joined(reasons, "list_joiner"))] if reasons else []


def _notes_on_numbers(table: pl.DataFrame, words: Words) -> list[str]:
    if table.is_empty():
        return []
    if not table["lower"].count():
        return [words.text("num_method_plain")]
    return [words.text("num_method", level=words.level)]


def sign_notes(table: pl.DataFrame, words: Words, *, marks: bool = True, adjusted: str = "") -> list[str]:
    """Explain the signs that stand in a table of groups, and no others: ▲▽ of percents, ▲▽ of means, small groups.

    Parameters
    ----------
    table : DataFrame
        Rows of questions by group.
    words : Words
    marks : bool
        Whether ▲▽ are shown.
    adjusted : str
        For how many comparisons ▲▽ of percents are adjusted, as a sentence.
    """
    groups = table.filter(pl.col("axis").is_not_null())
    small = pl.col("n_base").is_between(1, SMALL_BASE - 1)
    notes = []
    if marks and "mark" in groups.columns:
        # what is hidden, or of a small group, bears no mark
        away = [name for name in ("hidden_percent", "hidden_mean") if name in groups.columns]
        marked = groups.filter(
            pl.col("mark").is_in((HIGH, LOW)), ~small, ~pl.any_horizontal(pl.lit(value=False), *away)
        )
        if "share" in marked["kind"]:
            notes.append(words.text("rep_method_mark") + adjusted)
        if "number" in marked["kind"]:
            notes.append(words.text("num_method_mark"))
    return [*notes, *small_notes(groups.select(small.fill_null(value=False).any()).item(), words)]


def small_notes(small: bool, words: Words) -> list[str]:
    """Explain the sign of a base that is small, where one is."""
    return [words.text("sr_read_small")] if small else []
