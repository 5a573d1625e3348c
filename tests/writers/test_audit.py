"""An audit reads the public files back, and finds what they give away."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from conftest import command
from kumin.disclosure.published import Published, release
from kumin.disclosure.solve import Facts, Range, ranges
from kumin.result import Result
from kumin.writers.audit import audit
from kumin.writers.files import result_dict, write_open_data
from kumin.writers.page.page import draft_page


@pytest.fixture(scope="module")
def folder(sample_result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public files of the sample; of the page all but the charts, which show nothing that its tables do not."""
    folder = tmp_path_factory.mktemp("public")
    published: Published = release(sample_result)
    write_open_data(published, folder, "ja")
    (folder / "report.html").write_text(draft_page(published, "ja").html, encoding="utf-8")
    written = json.dumps(result_dict(sample_result, published.rules), ensure_ascii=False, allow_nan=False)
    (folder / "result.json").write_text(written, encoding="utf-8")
    return folder


def test_no_count_of_the_sample_is_told(folder: Path) -> None:
    done = command("audit", folder, "--lang", "ja")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("5人未満の人数は逆算できません")
    recorded = json.loads((folder / "result.json").read_text(encoding="utf-8"))["audit"]
    assert recorded["hidden"] > 400
    assert recorded["told"] == []
    assert recorded["narrowest"] >= 2


def test_hiding_only_the_small_counts_is_found_out(sample_result: Result, folder: Path, tmp_path: Path) -> None:
    shown = pl.read_csv(folder / "open_data.csv").filter(pl.col("question") == "safety")
    assert shown.height
    full = release(sample_result).tables.shares["residents"].with_columns(pl.col("axis", "category").fill_null(""))
    keys = ["question", "option", "axis", "category"]
    true = shown.with_columns(pl.col("axis", "category").cast(pl.String).fill_null("")).join(
        full.select(*(pl.col(key).cast(shown.schema[key] if key == "option" else pl.String) for key in keys),
                    "n_base", "n_positive"), on=keys, suffix="_true", how="left"
    )  # fmt: skip
    small = pl.col("n_positive_true").is_between(1, 4)
    told = true.with_columns(
        n_base=pl.col("n_base_true"), n_positive=pl.when(~small).then(pl.col("n_positive_true"))
    ).select(shown.columns)
    told.write_csv(tmp_path / "open_data.csv", null_value="")
    found = audit(tmp_path, 5)
    assert found.told
    assert found.narrowest == 1


def test_what_is_no_folder_of_results_is_refused(tmp_path: Path) -> None:
    done = command("audit", tmp_path, "--lang", "en")
    assert done.returncode == 2
    assert "result.json" in done.stderr
    assert list(tmp_path.iterdir()) == []


A, B, C = ((), "a"), ((), "b"), ((), "c")


def test_a_range_is_of_whole_numbers() -> None:
    facts = Facts(most=100)
    facts.learn({A: 2, B: 1}, 5, 5)
    facts.learn({B: 1, C: -2}, 0, 0)
    # 2a + b = 5 with b even has no whole solution
    assert ranges(facts, [A], 5) is None
    facts = Facts(most=100)
    facts.learn({A: 2, B: 2}, 5.0, 7.0)
    assert ranges(facts, [A, B], 9) == {A: Range(0, 3), B: Range(0, 3)}
    facts.learn({B: 1}, 3, 3)
    assert ranges(facts, [A], 9) == {A: Range(0, 0)}


def test_numbers_that_contradict_each_other_are_told(folder: Path, tmp_path: Path) -> None:
    lines = (folder / "open_data.csv").read_text(encoding="utf-8-sig").splitlines()
    table = pl.read_csv(folder / "open_data.csv", infer_schema=False)
    wrong = table.with_columns(
        n_positive=pl.when(pl.col("axis").is_null(), pl.col("question") == "safety", pl.col("option") == "1")
        .then(pl.lit("9999")).otherwise("n_positive")
    )  # fmt: skip
    assert len(lines) == wrong.height + 1
    wrong.write_csv(tmp_path / "open_data.csv")
    assert audit(tmp_path, 5).unsolved == (("residents", "safety"),)
