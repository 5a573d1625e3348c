"""kumin tabulate and crosstab: every survey is shown, and a screen holds a cross-tabulation."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl
import pytest
from wcwidth import wcswidth

from conftest import ROOT
from kumin.words.listing import list_tables
from kumin.writers.listing import write_listing
from kumin.writers.terminal.crosstab import SCREEN, screen_lines

SAMPLE = (ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")


@pytest.fixture
def two(mini: Path) -> Path:
    """The small plan with a second survey of the same title, of fewer answers."""
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    second = "  residents2: {title: 区民アンケート, questionnaire: residents.yaml}\nissues:"
    (mini / "plan.yaml").write_text(plan.replace("issues:", second), encoding="utf-8")
    lines = (mini / "answers" / "residents.csv").read_text(encoding="utf-8").splitlines()
    (mini / "answers" / "residents2.csv").write_text("\n".join(lines[:22]) + "\n", encoding="utf-8")
    return mini


def test_two_surveys_of_one_title_are_both_shown(two: Path, tmp_path: Path) -> None:
    listing = list_tables(two, two / "answers", questions="safe", lang="ja")
    words = write_listing(listing, "table", None)
    assert "■ 区民アンケート（residents）" in words
    assert "■ 区民アンケート（residents2）" in words
    rows = pl.read_csv(write_listing(listing, "csv", None).encode())
    sizes = dict(rows.select("survey", "n_base").rows())
    assert sizes == {"区民アンケート（residents）": 60, "区民アンケート（residents2）": 21}
    write_listing(listing, "xlsx", tmp_path / "t.xlsx")
    sheet = fastexcel.read_excel(tmp_path / "t.xlsx").load_sheet("データ").to_polars()
    assert set(sheet.to_series(0)) == set(sizes)


def test_a_title_of_its_own_stands_alone(mini: Path) -> None:
    assert "■ 区民アンケート\n" in write_listing(list_tables(mini, mini / "answers", lang="ja"), "table", None)


def test_a_cross_tabulation_fits_a_screen() -> None:
    listing = list_tables(*SAMPLE, axes=None, survey="residents", lang="ja")
    lines = write_listing(listing, "table", None, SCREEN).splitlines()
    questions = [row[0] for row in listing.tables["residents"].select("question_text").unique().rows()]
    tables = [line for line in lines if not any(question in line for question in questions)]
    assert max(wcswidth(line) for line in tables) <= SCREEN
    # a question stands once as a heading, not beside every group of another
    heading = next(question for question in questions if "安全" in question or "声かけ" in question)
    assert sum(heading in line for line in lines) == 1
    assert all(line.startswith(("【", "問")) for line in lines if "あなたの性別" in line)


def test_many_options_go_into_tables_below_each_other() -> None:
    codes = [str(code) for code in range(1, 21)]
    rows = [["全体", "", "1,000", *(f"{code}.0" for code in range(1, 21))]]
    rows += [["性別", "男性", "400", *(["100.0"] * 20)], ["性別", "女性", "600", *(["5.0"] * 20)]]
    lines = "\n".join(
        screen_lines(["区分", "n", *codes], rows, [f"{code} 選択肢{code}" for code in codes])
    ).splitlines()
    assert max(wcswidth(line) for line in lines) <= SCREEN
    cells = [cell for line in lines if line.startswith("全体") for cell in line.split()[2:]]
    assert cells == [f"{code}.0" for code in range(1, 21)]
    assert [line.strip() for line in lines].count("【性別】") == 2
    legend = " ".join(lines[-4:])
    assert all(f"{code} 選択肢{code}" in legend for code in codes)


def test_long_names_go_on_in_the_next_line_of_the_screen() -> None:
    rows = [["職" * 40, "会社員として働いている人" * 5, "10", "50.0"]]
    for width in (40, SCREEN):
        words = "\n".join(screen_lines(["区分", "n", "1"], rows, ["1 " + "はい" * 80], width))
        assert max(wcswidth(line) for line in words.splitlines()) <= width
        whole = "".join(words.split())
        assert (whole.count("職"), whole.count("会"), whole.count("はい")) == (40, 5, 80)
