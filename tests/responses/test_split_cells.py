"""Cells parted into small whole numbers and others: nothing is lost, and what is found is what all cells would give."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kumin
from kumin.on_disk import LONG
from kumin.reading import current_limits, limits
from kumin.responses import read_answers
from kumin.responses.distinct import distinct_of
from kumin.responses.readers._large import parse_body
from kumin.responses.split import Split
from kumin.responses.table import AnswerTable
from kumin.responses.threads import begun
from kumin.responses.validate import validate_tables
from kumin.responses.validation.rows import _rows_like

CELL = st.one_of(
    st.none(),
    st.sampled_from(["1", "007", "-5", "+3", "32767", "32768", "1.0", "１", " 2", "2 ", "a\nb", "", "N/A", "#N/A"]),
    st.text(max_size=3),
)


@settings(max_examples=200, deadline=None)
@given(cells=st.lists(CELL, max_size=30), times=st.integers(1, 3))
def test_every_cell_is_a_small_number_or_another_or_empty(cells: list[str | None], times: int) -> None:
    frame = pl.DataFrame(
        {"row": range(len(cells) * times), "c0": cells * times}, schema={"row": pl.UInt32, "c0": pl.String}
    )
    split = Split(frame)
    numbers, others = split.numbers(["c0"])["c0"], split.others("c0")
    assert numbers.equals(frame["c0"].cast(pl.Int16, strict=False))
    whole = frame["c0"].gather(others.rows)
    assert whole.equals(others.texts)
    assert others.rows.is_sorted()
    assert len(others.rows) + numbers.count() == frame["c0"].count()
    # what a word, a day, a line break or a heading is made of, no small number has
    assert not numbers.drop_nulls().cast(pl.String).str.contains(r"[^0-9-]").any()


@settings(max_examples=200, deadline=None)
@given(cells=st.lists(CELL, max_size=30), times=st.integers(1, 3), pattern=st.sampled_from([r"[\r\n]", "a", r"^\s*#"]))
def test_what_is_looked_for_is_found_in_the_same_rows(cells: list[str | None], times: int, pattern: str) -> None:
    frame = pl.DataFrame({"c0": cells * times}, schema={"c0": pl.String})
    split = Split(frame)
    expected = frame["c0"].str.contains(pattern).fill_null(False).arg_true().to_list()
    assert split.others("c0").where(lambda cell: cell.str.contains(pattern)).to_list() == expected
    found = split.where(["c0"], lambda cell: cell.str.contains(pattern))
    assert {name: rows.to_list() for name, rows in found.items()} == ({"c0": expected} if expected else {})


@settings(max_examples=200, deadline=None)
@given(cells=st.lists(CELL, max_size=30), times=st.integers(1, 3), few=st.booleans())
def test_every_cell_gets_what_is_found_of_its_text(cells: list[str | None], times: int, few: bool) -> None:
    column = pl.Series("c0", cells[: 3 if few else None] * times, dtype=pl.String)
    for distinct in (distinct_of(column), Split(column.to_frame()).distinct("c0")):
        assert distinct.spread(distinct.texts).to_list() == column.to_list()
        assert distinct.counts.sum() == column.count()
        repeated = [text for text, n in zip(distinct.texts, distinct.counts, strict=True) for _ in range(n)]
        assert sorted(repeated) == sorted(column.drop_nulls())
    others = Split(column.to_frame()).others("c0")
    assert others.distinct.spread(others.distinct.texts).to_list() == others.texts.to_list()


def test_a_column_whose_texts_repeat_is_looked_at_once_a_text() -> None:
    split = Split(pl.DataFrame({"c0": ["あ", "い", None, "あ"] * 100, "c1": [f"{n}歳" for n in range(400)]}))
    assert sorted(split.others("c0").distinct.texts) == ["あ", "い"]
    assert split.others("c1").distinct.texts.equals(split.others("c1").texts)
    looked_at: list[int] = []

    def holds(cell: pl.Expr) -> pl.Expr:
        looked_at.append(pl.select(cell).height)
        return cell == "い"

    assert split.where(["c0", "c1"], holds)["c0"].to_list() == list(range(1, 400, 4))
    assert looked_at == [402]


def test_what_is_known_of_a_column_is_let_go_with_it() -> None:
    others = Split(pl.DataFrame({"c0": ["あ"] * 10})).others("c0")
    assert others.words is others
    kept = weakref.ref(others)
    gc.disable()
    try:
        del others
        assert kept() is None
    finally:
        gc.enable()


@settings(max_examples=100, deadline=None)
@given(cells=st.lists(CELL, max_size=30))
def test_words_are_what_is_no_whole_number(cells: list[str | None]) -> None:
    frame = pl.DataFrame({"c0": cells}, schema={"c0": pl.String})
    expected = (frame["c0"].is_not_null() & frame["c0"].cast(pl.Int64, strict=False).is_null()).arg_true()
    words = Split(frame).others("c0").words
    assert words.rows.to_list() == expected.to_list()
    assert words.texts.to_list() == frame["c0"].gather(expected).to_list()


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.lists(st.sampled_from(["問1", " 問1", "1", "2", "", None]), min_size=3, max_size=3), min_size=1),
    headings=st.lists(st.sampled_from(["問1", "1", "２"]), min_size=3, max_size=3),
)
def test_rows_like_the_headings_are_the_same_whether_headings_are_numbers_or_words(
    rows: list[list[str | None]], headings: list[str]
) -> None:
    frame = pl.DataFrame(rows, schema=["c0", "c1", "c2"], orient="row").cast(pl.String)
    table = AnswerTable(Path("a.csv"), tuple(headings), frame.with_row_index("row"), "utf-8", ",", "", 0)
    names = dict(zip(frame.columns, headings, strict=True))
    # 2 is another spelling of ２
    same = [
        [
            (cell or "").strip() in {name, {"２": "2", "1": "１"}.get(name)}
            for cell, name in zip(row, headings, strict=True)
        ]
        for row in rows
    ]
    assert _rows_like(table, names, list(names)).to_list() == [n for n, row in enumerate(same) if sum(row) >= 2]


def test_a_column_of_numbers_alone_has_no_others() -> None:
    split = Split(pl.DataFrame({"c0": pl.Series([1, None, 3], dtype=pl.Int16)}))
    assert split.numbers(["c0"])["c0"].to_list() == [1, None, 3]
    assert split.others("c0").rows.is_empty()


def test_what_is_found_of_a_file_is_known_of_its_table_also_when_empty_rows_are_cut() -> None:
    body = pl.DataFrame({"c0": ["1", "x", None], "c1": ["2", "y", None]})
    before = Split(body)
    same, shorter = before.of(body.with_row_index("row")), before.of(body.head(2))
    assert before.others("c0").rows.to_list() == [1]
    assert same.others("c0") is before.others("c0")
    after = before.of(body.head(2))
    for cut in (shorter, after):
        assert cut.numbers(["c0", "c1"]).rows() == [(1, 2), (None, None)]
        assert cut.others("c1").texts.to_list() == ["y"]


@pytest.mark.parametrize(("cell", "code"), [("#N/A", "E302"), ("1月2日", "E303"), ("よその語", "E101")])
def test_what_a_spreadsheet_made_is_told_where_it_repeats_too(cell: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(
        "id: q\ntitle: 調査\nquestions:\n  - {id: q1, text: 問, header: 問1, type: single, options: {1: a, 2: b}}\n",
        encoding="utf-8",
    )
    rows = ["1", "2", "1", cell] * 10
    (tmp_path / "a.csv").write_text("\n".join(["整理番号,問1", *(f"{n},{row}" for n, row in enumerate(rows))]) + "\n")
    questionnaire = kumin.load_questionnaire(tmp_path / "q.yaml")
    table = read_answers(tmp_path / "a.csv", questionnaire=questionnaire)
    assert table.others(1).distinct.codes is not None
    findings = validate_tables([table], questionnaire, refuse=False).findings
    assert findings.filter(pl.col("row").is_not_null())["code"].to_list() == [code] * 10


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("300", pl.Int16),
        ("-300", pl.Int16),
        ("70000", pl.Categorical),
        ("x", pl.Categorical),
        ("1,2", pl.Categorical),
        ("", pl.Int8),
    ],
)
def test_a_large_file_is_read_once_more_where_a_cell_further_down_is_of_another_kind(
    cell: str, kind: type[pl.DataType]
) -> None:
    head = pl.DataFrame({"c0": ["1", "2"] * 500, "c1": ["10", "2"] * 500})
    rows = [*map(",".join, head.iter_rows()), *["3,4"] * 5000, f'"{cell}",5', f"{cell if cell.isdigit() else 6},7"]
    body = parse_body("\n".join(rows).encode(), ",", head, 0)
    assert body is not None
    assert isinstance(body["c0"].dtype, kind)
    assert isinstance(body["c1"].dtype, pl.Int16)
    assert body["c0"].cast(pl.String)[-2] == (cell or None)
    split = Split(body)
    assert split.numbers(["c0"])["c0"].cast(pl.Int16).equals(body["c0"].cast(pl.String).cast(pl.Int16, strict=False))


def test_more_texts_than_two_bytes_can_number_are_read_too() -> None:
    head = pl.DataFrame({"c0": ["a", "b"] * 500})
    texts = [*head["c0"], *(f"t{n}" for n in range(1 << 16))]
    body = parse_body("\n".join(texts).encode(), ",", head, 0)
    assert body is not None
    assert isinstance(body["c0"].dtype, pl.Categorical)
    assert body["c0"].cast(pl.String).to_list() == texts


def test_numbers_among_texts_that_repeat_are_their_texts_numbers_or_looked_up() -> None:
    head = pl.DataFrame({"c0": ["1", "x"] * 500})
    for last in ("2", "007", "100", "-3"):
        cells = [*head["c0"], "99", last, "００", "3000000000", "0"]
        body = parse_body("\n".join(cells).encode(), ",", head, 0)
        assert body is not None
        assert isinstance(body["c0"].dtype, pl.Categorical)
        expected = pl.Series(cells).cast(pl.Int16, strict=False)
        assert Split(body).numbers(["c0"])["c0"].equals(expected)
        assert Split(body).others("c0").rows.equals((expected.is_null()).arg_true())


def test_distinct_texts_of_numbered_cells_are_counted_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kumin.responses.distinct._STEP", 3)
    texts = ["b", "a", None, "b", "b", None, "a", "b"]
    # some of the numbers are of texts that this column does not have
    cells = pl.Series(["x", "b", "y", "a", *texts], dtype=pl.Categorical).slice(4)
    found = distinct_of(cells)
    assert found.counts.dtype == pl.UInt32
    assert dict(zip(found.texts, found.counts, strict=True)) == {"b": 4, "a": 2}
    assert found.spread(found.texts).to_list() == texts
    nothing = distinct_of(cells.set(cells.is_not_null(), None))
    assert (nothing.texts.to_list(), nothing.counts.to_list()) == ([], [])


def test_work_on_a_long_table_begins_when_its_result_is_asked_for() -> None:
    done: list[int] = []
    result = begun(lambda: done.append(1), rows=LONG)
    assert not done
    result()
    assert done
    assert begun(lambda: current_limits().seconds, rows=1)() == current_limits().seconds
    with limits(seconds=7):
        assert begun(lambda: current_limits().seconds, rows=1)() == 7
