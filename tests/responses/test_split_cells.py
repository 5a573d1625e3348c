"""Cells parted into small whole numbers and others: nothing is lost, and what is found is what all cells would give."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from kumin.responses.split import Split

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
    others = Split(frame).others("c0")
    expected = frame["c0"].str.contains(pattern).fill_null(False).arg_true()
    assert others.where(lambda cell: cell.str.contains(pattern)).to_list() == expected.to_list()
    assert others.count(lambda cell: cell.str.contains(pattern)) == len(expected)


def test_a_column_of_numbers_alone_has_no_others() -> None:
    split = Split(pl.DataFrame({"c0": pl.Series([1, None, 3], dtype=pl.Int16)}))
    assert split.numbers(["c0"])["c0"].to_list() == [1, None, 3]
    assert split.others("c0").rows.is_empty()
