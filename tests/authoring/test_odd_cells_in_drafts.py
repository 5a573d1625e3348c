"""One odd cell in each column makes no draft another one: it is no option, and the draft says so."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from kumin.authoring.draft import draft_of, guess_column
from kumin.authoring.guess import Guess
from kumin.authoring.proof import draft_files
from kumin.definitions import FileLayout
from kumin.responses import read_answers

HEADINGS = ["番号", "受付日", "問1", "問2", "問3", "問4_1", "問4_2", "問4_3", "問5", "問6", "問7", "問8"]
SCALE = ["そう思う", "まあそう思う", "あまりそう思わない", "そう思わない"]
PLACES = ["公園", "図書館", "公園;図書館", "防犯;公園", "図書館;防犯", "防犯"]
LISTS = ["1,3", "2", "2,3", "1", "1,2,3"]
ODD = [
    "²", "0", "12", "1.5", "-", "×", "TRUE", "1e3", "100%", "3人", "5万円", "N/A", "#N/A", "2023/7/3 00:0",
    "13/07/2023", "45000", "令和5年7月3日", "*", "=1+1", "無回答", "不明", "99", "\0",
]  # fmt: skip


def clean(row: int) -> list[str]:
    marks = ["1" if (row * step) % 3 == 0 else "0" for step in (1, 2, 4)]
    marks[row % 3] = "1" if row % 2 else marks[row % 3]
    return [
        str(row), f"2023/7/{row % 28 + 1}", str(row % 5 + 1), ["男性", "女性"][row % 2], SCALE[row % 4], *marks,
        PLACES[row % 6], str(20 + row * 7 % 65), f"{1940 + row}/{row % 12 + 1}/{row % 28 + 1}", LISTS[row % 5],
    ]  # fmt: skip


def file_with(folder: Path, odd: str | None) -> Path:
    rows = [clean(row) for row in range(1, 41)]
    for column in range(2, len(HEADINGS)) if odd is not None else ():
        rows[(column * 7 + 3) % 40][column] = str(odd)
    path = folder / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def shape(guess: Guess) -> tuple[str, str, list[tuple[int, str]]]:
    return guess.heading, guess.type, [(code, one.label) for code, one in guess.options.items()]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_cell_makes_no_other_draft(odd: str, tmp_path: Path) -> None:
    expected = {guess.heading: shape(guess) for guess in draft_of(read_answers(file_with(tmp_path, None))).questions}
    draft = draft_of(read_answers(file_with(tmp_path, odd)))
    assert (draft.id, draft.received) == ("番号", "受付日")
    found = {guess.heading: shape(guess) for guess in draft.questions}
    if odd == "0":  # the first of a scale from 0 to 5
        del expected["問1"], found["問1"]
    assert found == expected
    said = {guess.heading for guess in draft.questions if guess.opposing or guess.missing or guess.invalid}
    assert said >= {"問2", "問3", "問5"} or odd == "N/A"


@pytest.mark.parametrize("odd", ["×", "45000"])
def test_a_draft_with_odd_cells_reads_its_file(odd: str, tmp_path: Path) -> None:
    found = draft_files([file_with(tmp_path, odd)], FileLayout(), "ja")
    assert "40 件を読み、40 件を使います" in found.lines[0]
    assert any("ほかのセルと種類の違う値" in line for line in found.lines)


@pytest.mark.parametrize("odd", ["12", "25.5", "７"])
def test_a_number_alone_is_none_of_the_groups_of_ages(odd: str) -> None:
    groups = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70～79歳", "80歳以上"]
    cells = pl.Series("問2", [group for group in groups for _ in range(10)])
    found = guess_column("問2 年齢", pl.concat([cells, pl.Series([odd])]))
    assert [one.label for one in found.options.values()] == groups
    assert found.opposing == 1
    assert [remark.code for remark in found.remarks if remark.asks] == ["draft_odd"]
    # what many chose is an option
    often = guess_column("問2", pl.concat([cells, pl.Series([odd] * 10)]))
    assert len(often.options) == len(groups) + 1
