"""The commands error-table, sample-size and coverage."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from kumin.cli.planning.coverage import coverage
from kumin.cli.planning.sizes import error_table, sample_size


def test_error_table_in_both_languages() -> None:
    result = CliRunner().invoke(error_table, ["--n", "400,1000", "--population", "92000", "--lang", "ja"])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "標本誤差" in lines[0]
    assert lines[2].split() == ["400", "2.9", "3.9", "4.5", "4.8", "4.9"]
    english = CliRunner().invoke(error_table, ["--n", "400", "--lang", "en"])
    assert "Sampling error" in english.output


def test_more_answers_than_people_are_explained() -> None:
    asked = ["--n", "400,10,900", "--population", "400", "--lang"]
    said = CliRunner().invoke(error_table, [*asked, "ja"]).output.splitlines()
    assert [line.split()[-1] for line in said[2:5]] == ["0.0", "30.6", "-"]
    assert said[5:] == ["「-」: 回答数が母集団 400 より多いので、求められません（1 行）。"]
    assert (
        CliRunner().invoke(error_table, [*asked, "en"]).output.endswith("the population of 400 has people (1 rows).\n")
    )
    assert "「-」" not in CliRunner().invoke(error_table, ["--n", "400", "--population", "400", "--lang", "ja"]).output


def test_half_points_round_up() -> None:
    # 2 √(2 · 0.25 / 800) = 5.00 points; 2 √(2 · 0.25 / 3200) = 2.50 points
    result = CliRunner().invoke(
        error_table,
        ["--n", "800,3200", "--percent", "50", "--convention", "two-stage", "--decimals", "0", "--lang", "en"],
    )
    assert [line.split() for line in result.output.splitlines()[2:]] == [["800", "5"], ["3200", "3"]]


def test_error_table_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "早見表.csv"
    result = CliRunner().invoke(error_table, ["--n", "400", "--out", str(file), "--lang", "en"])
    assert result.exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    table = pl.read_csv(file)
    assert table.columns == ["n", "percent", "error_points"]
    assert table["percent"].to_list() == [10, 20, 30, 40, 50]


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "no").write_text("a file, no folder", encoding="utf-8")
    result = CliRunner().invoke(error_table, ["--out", str(tmp_path / "no" / "t.csv"), "--lang", "en"])
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_sample_size_for_a_margin_and_for_a_change() -> None:
    margin = CliRunner().invoke(
        sample_size, ["--margin", "3", "--population", "92000", "--response-rate", "30", "--lang", "ja"]
    )
    assert "1,055" in margin.output
    assert "3,517" in margin.output
    change = CliRunner().invoke(sample_size, ["--change", "5", "--lang", "en"])
    assert "1,565" in change.output


def test_sample_size_wants_one_aim() -> None:
    for arguments in ([], ["--margin", "3", "--change", "5"]):
        result = CliRunner().invoke(sample_size, [*arguments, "--lang", "en"])
        assert result.exit_code == 2
        assert "either" in result.output


def test_too_few_people_is_said() -> None:
    arguments = ["--margin", "3", "--population", "900", "--response-rate", "20", "--lang", "en"]
    assert "more than the population" in CliRunner().invoke(sample_size, arguments).output


@pytest.mark.parametrize("words", ["十", "4;5"])
def test_numbers_that_are_none_are_refused(words: str) -> None:
    assert CliRunner().invoke(error_table, ["--n", words]).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--n", "100,abc"], ["--n", "abc"]),
        (["--n", "0"], ["--n", "'0'"]),
        (["--n", "inf"], ["--n", "inf"]),
        (["--percent", "10,120"], ["--percent", "120", "100"]),
        (["--percent", ","], ["--percent"]),
        (["--convention", "two-stage", "--level", "0.9"], ["--convention", "--level", "z = 2"]),
        (["--out", "サイズ.xlsx"], ["--out", ".csv"]),
    ],
)
def test_error_table_names_the_option_that_is_wrong(
    arguments: list[str], named: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(error_table, [*arguments, "--lang", "en"])
    assert not list(tmp_path.iterdir())
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert all(word in result.output for word in named)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--change", "-5.2", "--percent", "5"], ["--change -5.2", "--percent 5%"]),
        (["--change", "0"], ["--change"]),
        (["--margin", "3", "--out", "サイズ.xlsx"], ["--out", ".csv"]),
    ],
)
def test_sample_size_names_the_option_that_is_wrong(
    arguments: list[str], named: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(sample_size, [*arguments, "--lang", "en"])
    assert not list(tmp_path.iterdir())
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert all(word in result.output for word in named)
    assert "after" not in result.output


def test_coverage_of_a_simple_sample_in_both_languages() -> None:
    result = CliRunner().invoke(coverage, ["--n", "100", "--target", "98", "--percent", "98", "--lang", "ja"])
    assert result.exit_code == 0
    title, head, row, note = result.output.splitlines()
    assert "正確な値" in title
    assert head.split()[-1] == "判定の誤り"
    assert row.split()[:5] == ["98.0", "wilson", "94.9", "0.0", "5.1"]
    assert row.split()[-1] == "5.1"
    assert "98%" in note
    english = CliRunner().invoke(coverage, ["--n", "100", "--percent", "10,50", "--lang", "en"])
    assert "exact, from every possible count" in english.output
    assert len(english.output.splitlines()) == 4


def test_coverage_takes_a_table_of_cells_with_japanese_headings(tmp_path: Path) -> None:
    table = tmp_path / "年齢.csv"
    table.write_text('年齢,母集団,回収率,割合\n若,"1,000",20%,40\n高,２０００,50,60\n', encoding="cp932")
    file = tmp_path / "t.csv"
    given = ["--cells", str(table), "--n", "12", "--percent", "50", "--repeats", "40", "--method", "wilson,logit"]
    result = CliRunner().invoke(coverage, [*given, "--out", str(file), "--lang", "ja"])
    assert result.exit_code == 0
    assert "架空の調査 40 回" in result.output
    assert "標準誤差" in result.output
    assert "区間を出せない調査" in result.output
    assert pl.read_csv(file)["method"].to_list() == ["wilson", "logit"]
    table.write_text("母集団,回収率\n1000,二割\n", encoding="utf-8")
    wrong = CliRunner().invoke(coverage, ["--cells", str(table), "--n", "12", "--lang", "ja"])
    assert wrong.exit_code == 2
    assert "2 行目「回収率」" in wrong.output
    table.write_text("母集団,回収率\n1000,20\n2000,150%\n", encoding="utf-8")
    assert "3 行目「回収率」" in CliRunner().invoke(coverage, ["--cells", str(table), "--n", "12"]).output
    table.write_text("年齢,人口\n若,20\n", encoding="utf-8")
    assert "「母集団」の列がありません" in CliRunner().invoke(coverage, ["--cells", str(table), "--n", "12"]).output


def test_coverage_says_what_is_missing() -> None:
    for arguments in ([], ["--n", "50", "--population", "20"], ["--n", "50", "--method", "wislon"]):
        result = CliRunner().invoke(coverage, [*arguments, "--lang", "en"])
        assert result.exit_code == 2
        assert result.output.startswith("Error:")
