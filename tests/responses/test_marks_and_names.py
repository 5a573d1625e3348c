"""Marks, names of options and respondents' own words: none is taken for another, and what was decided is said."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from answers_tools import coded, found, questionnaire
from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.responses import Answers, validate_files
from kumin.responses.formats.joined import code_joined

OPTIONS = "{1: 電車, 2: バス, 3: {label: その他, other: true}}"
SOURCE = f"""\
id: marks
title: 試験
questions:
  - {{id: one, text: 1つ, header: 問1, type: single, options: {OPTIONS}}}
  - {{id: each, text: 列, header: 問2, type: multiple, options: {OPTIONS}}}
  - {{id: all, text: 1列, header: 問3, type: multiple, options: {OPTIONS}}}
  - {{id: size, text: 数, header: 問4, type: number}}
  - {{id: day, text: 日, header: 問5, type: date}}
"""
COLUMNS = ("問1", "問2_1", "問2_2", "問2_3", "問3", "問4", "問5")
PLAIN = dict(zip(COLUMNS, ("1", "1", "0", "0", "1", "30", "2024/1/1"), strict=True))


def read(folder: Path, *rows: dict[str, str], source: str = SOURCE) -> Answers:
    lines = [",".join(COLUMNS)]
    lines += [",".join(f'"{({**PLAIN, **row})[name]}"' for name in COLUMNS) for row in rows]
    (folder / "a.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return validate_files([folder / "a.csv"], questionnaire(folder, source=source), refuse=False)


def said(answers: Answers) -> list[tuple[str, str | None, int]]:
    of_columns = answers.findings.filter(pl.col("row").is_null())
    return of_columns.select("code", "question", "count").rows()


@pytest.mark.parametrize(
    ("mark", "none"),
    [("Selected", "Not selected"), ("Checked", "Unchecked"), ("CHECKED", "Not checked"),
     ("選択", "未選択"),
     ("ON", "OFF"), ("選択あり", "選択なし"), ("Yes", "No"), ("TRUE", "FALSE"), ("T", "F"), ("あり", "なし"),
     ("有", "無"), ("Ｙ", "Ｎ"), ("はい", "いいえ"), ("✔️", "□"), ("⭕", "0"), ("☑️", "☐"), ("レ", "")],
)  # fmt: skip
def test_words_and_signs_of_marks(mark: str, none: str, tmp_path: Path) -> None:
    answers = read(
        tmp_path, {"問2_1": mark, "問2_2": none, "問2_3": none}, {"問2_1": none, "問2_2": mark, "問2_3": mark}
    )
    assert coded(answers, "each", "each_1", "each_2") == [(1, True, False), (2, False, True)]
    assert found(answers) == []


@pytest.mark.parametrize("cross", ["×", "✕", "✖️", "❌", "✗"])
def test_a_cross_is_no_mark_beside_circles_alone(cross: str, tmp_path: Path) -> None:
    with_circles = read(
        tmp_path,
        {"問2_1": "○", "問2_2": cross, "問2_3": cross},
        {"問2_1": cross, "問2_2": "✓", "問2_3": "x"},
    )
    assert coded(with_circles, "each", "each_1", "each_2") == [(1, True, False), (None, None, None)]
    assert said(with_circles) == [("W123", "each", 3)]
    # the x, not the cross, is what is wrong
    assert found(with_circles)[1:] == [(3, "D", "E101")]
    alone = read(tmp_path, {"問2_1": cross, "問2_2": "", "問2_3": ""}, {"問2_1": "1"})
    assert coded(alone, "each") == [None, 1]
    assert found(alone) == [(2, "B", "E101")]


@pytest.mark.parametrize("word", ["N/A", "n/a", "Ｎ／Ａ", "NA", "NaN", "NULL", "<NA>"])
def test_what_programs_write_into_empty_cells_is_no_answer(word: str, tmp_path: Path) -> None:
    answers = read(tmp_path, dict.fromkeys(COLUMNS, word), PLAIN)
    assert answers.coded.height == 1
    counts = {"one": 1, "each": 3, "all": 1, "size": 1, "day": 1}
    if word.isascii():
        assert said(answers) == [("W120", name, count) for name, count in counts.items()]
    stated = SOURCE.replace("questions:", 'missing: {no_answer: ["", N/A, NA, NaN, "NULL", <NA>]}\nquestions:')
    assert said(read(tmp_path, dict.fromkeys(COLUMNS, word), PLAIN, source=stated)) == []


def test_an_option_may_be_called_na(tmp_path: Path) -> None:
    answers = read(tmp_path, {"問1": "N/A"}, source=SOURCE.replace("1: 電車", "1: N/A", 1))
    assert (coded(answers, "one"), found(answers)) == ([1], [])


NO_WORDS = (
    "7", "12.5", "3回", "約8", "８〜９", "5万円", "A4", "SQ009", "Q_12", "x", "選択肢2",
    "10:30", "2 電車", "3.バス",
    "①バス", "令和5年7月3日", "R5.7.3", "7/3/24 9:05", "2024/7/3(水) 10:15", "2024年7月3日",
    "3-Jul-24", "Jul 3, 2024", "#N/A",
)  # fmt: skip


@pytest.mark.parametrize("cell", NO_WORDS)
def test_words_are_no_number_day_code_or_other_name(cell: str, tmp_path: Path) -> None:
    single = read(tmp_path, {"問1": cell})
    assert coded(single, "one") == [None]
    assert {code for *_, code in found(single)} <= {"E101", "E102", "E302", "E303"}
    assert found(single)
    column = read(tmp_path, {"問2_3": cell})
    assert coded(column, "each") == [None]
    assert found(column)
    joined = read(tmp_path, {"問3": f"電車;{cell}"})
    assert coded(joined, "all") == [None]
    assert found(joined)


@pytest.mark.parametrize(
    "words", ["自転車", "月1回バス", "近所の人、友人", "バスと電車の両方", "SNS", "3年前から自転車"]
)
def test_words_are_words(words: str, tmp_path: Path) -> None:
    answers = read(tmp_path, {"問1": words, "問2_3": words, "問3": words})
    assert coded(answers, "one", "each_3", "all_3") == [(3, True, True)]
    assert found(answers) == []


def test_the_name_of_another_option_is_no_mark_in_a_column(tmp_path: Path) -> None:
    # one among many: where many names stand in other columns, the chosen ones were packed to the left
    answers = read(tmp_path, {"問2_3": "バス"}, {"問2_1": "バス"}, *[{"問2_3": "その他"}] * 30)
    assert coded(answers, "each") == [None, None, *[2] * 30]
    assert [one for one in found(answers) if one[2] == "E101"] == [(2, "D", "E101"), (3, "B", "E101")]


@pytest.mark.parametrize(("others", "rest", "many"), [(5, 14, True), (5, 15, False), (4, 0, False), (30, 0, True)])
def test_unusually_many_words_are_said(others: int, rest: int, many: bool, tmp_path: Path) -> None:
    words = [{"問1": "自転車", "問2_1": "0", "問2_3": "徒歩", "問3": "舟"}] * others
    answers = read(tmp_path, *words, *[PLAIN] * rest)
    shown = [one for one in said(answers) if one[0] == "W122"]
    assert shown == ([("W122", name, others) for name in ("one", "each", "all")] if many else [])


def joined(labels: list[str], cells: list[str], separator: str = ",") -> list[set[int] | None]:
    """Code cells; the codes of each, None where it could not be read."""
    options = dict(enumerate(labels, 1)) | {99: {"label": "その他", "other": True}}
    question = MultipleQuestion.model_validate(
        {"id": "q", "text": "q", "type": "multiple", "options": options, "separator": separator}
    )
    marks = pl.DataFrame(code_joined(question, {0: pl.Series(cells, dtype=pl.String)}, Missing()))
    return [
        None if row["q"] is None or row["q"] < 0 else {code for code in options if row[f"q_{code}"]}
        for row in marks.iter_rows(named=True)
    ]


WORDS = ["新聞", "区の新聞", "雑誌", "テレビ", "新聞の折込", "区"]
LABELS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(", ".join), min_size=2, max_size=6, unique=True
)


def segmentations(parts: tuple[str, ...], labels: list[str]) -> list[tuple[int, ...]]:
    """Every way to read a row of parts as names; an independent reader, by trying all."""
    if not parts:
        return [()]
    return [
        (code, *rest)
        for code, label in enumerate(labels, 1)
        if parts[: (size := len(label.split(", ")))] == tuple(label.split(", "))
        for rest in segmentations(parts[size:], labels)
    ]


@settings(max_examples=150, deadline=None)
@given(LABELS, st.data(), st.sampled_from([", ", ",", "， ", ";"]))
def test_names_are_found_whole_between_separators(labels: list[str], data: st.DataObject, between: str) -> None:
    chosen = data.draw(st.lists(st.integers(1, len(labels)), min_size=1, max_size=4, unique=True))
    parts = tuple(", ".join(labels[code - 1] for code in chosen).split(", "))
    assume(len(segmentations(parts, labels)) == 1)
    read_as = joined(labels, [between.join(labels[code - 1] for code in chosen)])
    # names that overlap may make a cell unreadable, never another answer
    assert read_as in ([set(chosen)], [None])
    if not any(" " in label for label in labels) or len(chosen) == 1:
        assert read_as == [set(chosen)]


def test_a_name_inside_another_is_not_found() -> None:
    labels = ["新聞, 雑誌", "区の新聞", "雑誌"]
    cells = ["区の新聞, 雑誌", "新聞, 雑誌", "新聞, 雑誌, 雑誌", "区の新聞;新聞, 雑誌;雑誌;", "1.新聞, 雑誌;2"]
    assert joined(labels, cells) == [{2, 3}, {1}, {1, 3}, {1, 2, 3}, {1, 2}]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True), min_size=1, max_size=8),
    st.sampled_from([" ", "/", " / ", "|", "・"]),
)
def test_names_may_be_parted_by_something_else(chosen: list[list[int]], between: str) -> None:
    labels = ["radio", "tv", "newspaper", "sns"]
    cells = [between.join(labels[code - 1] for code in codes) for codes in chosen]
    assert joined(labels, cells) == [set(codes) for codes in chosen]


def test_names_parted_otherwise_are_said_and_words_stay_words(tmp_path: Path) -> None:
    answers = read(tmp_path, {"問3": "電車 バス"}, {"問3": "電車 船"}, {"問3": "友人 知人"}, {"問3": "電車/バス"})
    assert coded(answers, "all", "all_1", "all_2", "all_3") == [
        (2, True, True, False), (None, None, None, None), (1, False, False, True), (2, True, True, False)
    ]  # fmt: skip
    assert said(answers) == [("W121", "all", 3)]
    assert found(answers)[1:] == [(3, "E", "E101")]
    plain = read(tmp_path, {"問3": "電車 船"}, {"問3": "電車;バス"})
    assert (coded(plain, "all_3"), found(plain)) == ([True, False], [])


@pytest.mark.parametrize("cell", ["電車・バス", "バス、電車", "電車/バス", "電車＋バス・"])
def test_the_names_of_two_options_are_two_marks_of_a_single_answer(cell: str, tmp_path: Path) -> None:
    answers = read(tmp_path, {"問1": cell}, {"問1": "徒歩・バスの日もある"})
    assert coded(answers, "one") == [None, 3]
    assert [one for one in found(answers) if one[0]] == [(2, "A", "E102")]
