"""Several files: stored small, coded one after another, and said of them what is said of tables that are read first."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from conftest import MINI_HEADER, MINI_QUESTIONNAIRE
from kumin.definitions import load_questionnaire
from kumin.errors import KuminError
from kumin.responses import read_answers, validate_files
from kumin.responses.table import compact
from kumin.responses.validate import validate_tables

ODD = (
    "", "0", "1", "2", "3", "-1", "01", "+1", "1.0", " 1", "１", "1e0", "127", "128", "32768", "-0", "9",
    "そう思う", "1;2",
)  # fmt: skip


def files_of(folder: Path, seed: int, files: int = 4) -> list[Path]:
    chosen = random.Random(seed)
    paths = []
    for file in range(files):
        plain = chosen.random() < 0.5
        rows = [
            [
                str(file * 3 + row),
                "2023/7/5",
                *("1" if plain else chosen.choice(ODD) for _ in range(6)),
            ]
            for row in range(chosen.choice([1, 7, 40]))
        ]
        paths.append(folder / f"residents_{file}.csv")
        paths[-1].write_text(MINI_HEADER + "\n".join(",".join(row[:8]) for row in rows) + "\n", encoding="utf-8")
    return paths


@pytest.mark.parametrize("seed", range(6))
def test_files_that_are_stored_small_give_what_their_texts_give(seed: int, tmp_path: Path) -> None:
    (tmp_path / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
    asked, paths = load_questionnaire(tmp_path / "residents.yaml"), files_of(tmp_path, seed)
    tables = [read_answers(path, questionnaire=asked) for path in paths]
    assert {dtype for table in tables for dtype in table.frame.dtypes} <= {pl.UInt32, pl.String}
    texts, small = validate_tables(tables, asked, refuse=False), validate_files(paths, asked, refuse=False)
    assert texts.findings.height
    for name in ("coded", "findings", "quarantined", "bases"):
        assert getattr(small, name).equals(getattr(texts, name)), name
    for own, table in zip(small.tables, tables, strict=True):
        assert all(own.text(place).equals(table.text(place)) for place in range(len(table.headers)))
        assert pl.Int8 in own.frame.dtypes


@pytest.mark.parametrize("cell", [one for one in ODD if one])
def test_only_a_number_that_is_written_plainly_is_stored_as_one(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"問1,問2\n5,5\n{cell},\n", encoding="utf-8")
    stored = compact(read_answers(path)).frame
    plain = cell in {"0", "1", "2", "3", "-1", "9", "127", "128"}
    expected = {"128": pl.Int16}.get(cell, pl.Int8) if plain else pl.String
    assert stored.schema["c0"] == expected
    assert stored.schema["c1"] == pl.Int8


def test_of_several_wrong_files_the_first_is_named_whatever_is_wrong(tmp_path: Path) -> None:
    """The first has none of the questions, the second cannot be read at all."""
    (tmp_path / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
    paths = files_of(tmp_path, 0, 3)
    paths[0].write_text("a,b\n1,2\n", encoding="utf-8")
    paths[1].write_bytes(b"")
    with pytest.raises(KuminError) as caught:
        validate_files(paths, load_questionnaire(tmp_path / "residents.yaml"))
    assert "residents_0.csv" in caught.value.message("en")
