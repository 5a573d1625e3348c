"""Files of columns are no spreadsheets: what counts is the memory that columns take, not the number of cells."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import kumin
from kumin import ReadError
from kumin.responses import read_answers
from kumin.responses.readers import _columnar

ROWS, COLUMNS = 120_000, 10


def write(path: Path, column: pl.Series) -> Path:
    pl.DataFrame({f"問{n}": column for n in range(1, COLUMNS + 1)}).write_parquet(path)
    return path


@pytest.mark.parametrize("dtype", [pl.Int8, pl.Int64, pl.Float64])
def test_many_rows_of_codes_are_read_within_little_memory(dtype: type[pl.DataType], tmp_path: Path) -> None:
    codes = pl.Series([1, 2, 3, None, 5] * (ROWS // 5), dtype=dtype)
    path = write(tmp_path / "a.parquet", codes)
    # read as text its cells would take more than this
    with kumin.limits(memory=ROWS * COLUMNS * _columnar.BYTES_OF_A_CELL / 2 / 1024**3):
        table = read_answers(path)
    assert table.frame.shape == (ROWS, COLUMNS + 1)
    assert set(table.frame.drop("row").dtypes) == {pl.Int16}
    assert table.text(0).head(5).to_list() == ["1", "2", "3", None, "5"]
    assert table.frame["row"].head(1).to_list() == [2]


def test_columns_that_take_more_memory_than_there_is_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", pl.int_range(ROWS, eager=True).cast(pl.String) + "番の人の感想です")
    memory = ROWS * COLUMNS * _columnar.BYTES_OF_A_CELL / 2 / 1024**3
    with kumin.limits(memory=memory), pytest.raises(ReadError) as error:
        read_answers(path)
    assert error.value.code == "table_too_large"


def test_what_a_long_column_says_is_what_a_short_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pl.DataFrame(
        {
            "a": [1, 2, None], "b": [1.0, None, 3.0], "c": [1.5, float("nan"), 2.0], "d": [40_000, 1, 2],
            "e": ["1", "", "x"], "f": [True, False, None], "g": [float("nan"), 1.0, 2.0],
        }
    )  # fmt: skip
    frame.write_parquet(tmp_path / "a.parquet")
    short = read_answers(tmp_path / "a.parquet")
    monkeypatch.setattr(_columnar, "LONG", 1)
    long = read_answers(tmp_path / "a.parquet")
    assert long.frame.select(pl.all().cast(pl.String)).equals(short.frame.select(pl.all().cast(pl.String)))
    assert long.frame.schema["c0"] == pl.Int16
    assert (long.headers, long.top) == (short.headers, short.top) == (tuple("abcdefg"), (tuple("abcdefg"),))
