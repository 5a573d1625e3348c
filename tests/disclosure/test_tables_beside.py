"""Tables that a command writes tell nothing more of what published files, and tables written before, hide."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import kumin
from conftest import ROOT, command
from kumin.definitions import load_plan
from kumin.disclosure.beside import beside_of
from kumin.disclosure.earlier import Earlier
from kumin.disclosure.published import release
from kumin.tables.options import TableOptions
from kumin.words.listing import Listing, list_tables, read_listed
from kumin.writers.auditing import tables
from kumin.writers.auditing.last_release import released, told_record
from kumin.writers.auditing.tables import audit_tables, audited, read_tables
from kumin.writers.datapackage import write_datapackage
from kumin.writers.files import write_open_data
from kumin.writers.listing import listing_csv

CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"
K = 5
AXES = ("sex", "age", "sex*age", "age*sex", "sex,age,sex*age", "sex,age")


def answers(people: int = 90) -> pl.DataFrame:
    """Answers of which some are rare in every group."""
    rng = np.random.default_rng(3)
    odds = {"sex": [0.6, 0.4], "age": [0.3, 0.3, 0.2, 0.14, 0.06], "q0": [0.9, 0.1], "q1": [0.6, 0.3, 0.1],
            "q2": [0.4, 0.3, 0.2, 0.06, 0.04]}  # fmt: skip
    drawn = {name: rng.choice(np.arange(1, len(p) + 1), people, p=p) for name, p in odds.items()}
    return pl.DataFrame({"no": range(1, people + 1)} | drawn)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with its answers and, in ``out``, what was published of them."""
    folder = tmp_path_factory.mktemp("case") / "case"
    shutil.copytree(CASE, folder)
    answers().write_csv(folder / "answers" / "s.csv")
    (folder / "out").mkdir()
    published = release(kumin.run(folder, folder / "answers"))
    write_open_data(published, folder / "out", "ja")
    write_datapackage(published, folder / "out", "ja")
    return folder


@pytest.fixture(scope="module")
def beside(case: Path) -> Earlier:
    """What the published files tell."""
    return released(case / "out", told_record(release(kumin.run(case, case / "answers"))))["s"]


def told(listing: Listing, beside: list[Earlier], case: Path) -> dict[str, object]:
    found = audit_tables(read_tables(listing_csv(listing)), beside, load_plan(case).questionnaires["s"], K)
    return dict(found.told)


@pytest.mark.parametrize("blank", [False, True])
def test_a_table_tells_no_more_of_what_published_files_hide(case: Path, beside: Earlier, *, blank: bool) -> None:
    read, options = read_listed(case, case / "answers"), TableOptions(blank=blank)
    careless = 0
    for axes in AXES:
        alone = list_tables(read, axes=axes, k=K, options=options)
        careless += bool(told(alone, [beside], case))
        made, _ = audited(
            lambda held, axes=axes: list_tables(
                read, axes=axes, k=K, options=options, beside={"s": [beside]}, held=held
            ),
            read.plan,
        )
        assert told(made, [beside], case) == {}
    assert careless > 1  # made as if they were published alone, they do


def test_by_an_attribute_a_table_shows_what_published_files_show(case: Path, beside: Earlier) -> None:
    made = list_tables(case, case / "answers", axes="sex,age", k=K, beside={"s": [beside]})
    shown = read_tables(listing_csv(made)).with_columns(pl.col("option", "n_positive", "n_base").cast(pl.Int64))
    cells = beside.cells.select("question", "axis", "category", pl.col("option", "n_positive", "n_base").cast(pl.Int64))
    both = shown.join(cells, on=["question", "axis", "category", "option"], suffix="_told", nulls_equal=True)
    assert both.height == shown.height
    assert both.filter(pl.col("n_positive").ne_missing(pl.col("n_positive_told"))).is_empty()
    assert both.filter(pl.col("n_base").ne_missing(pl.col("n_base_told"))).is_empty()
    assert both["n_positive"].null_count() > 0


def test_tables_written_one_after_the_other_are_protected_together(case: Path, tmp_path: Path) -> None:
    for number, axes in enumerate(("sex*age", "age", "sex")):
        out = tmp_path / f"{number}.csv"
        done = command("crosstab", case, "--answers", case / "answers", "--by", axes, "--out", out, "--min-cell", K)
        assert done.returncode == 0, done.stderr
        assert ("この表だけを公表するものとして" in done.stderr) == (number == 0)
        assert all(f"{before}.csv" in done.stderr for before in range(number))
    found = {one: read_tables((tmp_path / f"{one}.csv").read_text("utf-8-sig")) for one in range(3)}
    questionnaire = load_plan(case).questionnaires["s"]
    for one, table in found.items():
        others = [Earlier(other.with_columns(pl.col("option").cast(pl.Int32))) for n, other in found.items() if n < one]
        assert audit_tables(table, others, questionnaire, K).told == {}


def test_a_csv_that_is_no_table_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "answers.csv").write_text("no,sex\n" + "1,1\n" * 1000, encoding="utf-8")
    monkeypatch.setattr(tables, "read_tables", None)
    assert tables.files_beside(load_plan(CASE), tmp_path / "t.csv", None, first=False) == ([], {})


def test_beside_tables_with_another_answer_of_one_person_nothing_is_written(case: Path, tmp_path: Path) -> None:
    asked = ("crosstab", case, "--answers", tmp_path / "s.csv", "--by", "sex", "--min-cell", K, "--out")
    shutil.copy(case / "answers" / "s.csv", tmp_path / "s.csv")
    assert command(*asked, tmp_path / "first.csv").returncode == 0
    table = answers()
    table.with_columns(q2=pl.when(pl.col("no") == 1).then(6 - pl.col("q2")).otherwise("q2")).write_csv(
        tmp_path / "s.csv"
    )
    done = command(*asked, tmp_path / "second.csv")
    assert done.returncode == 2
    assert "数人だけ違います" in done.stderr
    assert not (tmp_path / "second.csv").exists()
    assert command(*asked, tmp_path / "second.csv", "--first-release").returncode == 0


def test_of_a_table_that_hides_nothing_nothing_is_told_on(case: Path, tmp_path: Path) -> None:
    asked = ("crosstab", case, "--answers", case / "answers", "--by", "age", "--out")
    assert command(*asked, tmp_path / "inside.csv", "--min-cell", "0").returncode == 0
    alone, beside = tmp_path / "alone" / "t.csv", tmp_path / "t.csv"
    alone.parent.mkdir()
    assert (
        command(*asked, alone, "--min-cell", K).returncode == command(*asked, beside, "--min-cell", K).returncode == 0
    )
    assert alone.read_bytes() == beside.read_bytes()


def test_what_gives_something_away_all_the_same_is_not_written(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "audit_tables", lambda *_: tables.TablesFound(1, {"": ["sex=1"]}))
    done = command("tabulate", case, "--answers", case / "answers", "--out", tmp_path / "t.csv")
    assert done.returncode == 2
    assert "書き出しませんでした" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_questions_that_a_table_would_tell_of_are_hidden_by_group_and_named(case: Path, beside: Earlier) -> None:
    read = read_listed(case, case / "answers")
    made = list_tables(read, axes="sex*age", k=K, beside={"s": [beside]}, held=[("s", "q2")])
    table = made.tables["s"].filter(pl.col("axis").is_not_null())
    assert table.filter(question="q2")["n_positive"].null_count() == table.filter(question="q2").height
    assert table.filter(question="q1")["n_positive"].null_count() < table.filter(question="q1").height


def test_of_several_files_the_narrowest_is_known() -> None:
    columns = {"question": "q", "option": 1, "axis": "sex", "category": "1", "n_base": 50, "base_low": None,
               "base_high": None}  # fmt: skip
    ends = [(None, 4, 12), (None, 8, 20), (9, None, None), (None, None, None)]
    numbers = ("n_positive", "n_low", "n_high")
    files = [Earlier(pl.DataFrame([columns | dict(zip(numbers, one, strict=True))])) for one in ends]
    group = frozenset({("sex", "1")})
    assert beside_of(files[:2], K).cells["q"][group, 1] == (8, 12)
    assert beside_of(files, K).cells["q"][group, 1] == (9, 9)
    assert beside_of(files[3:], K).cells["q"][group, 1] is None
    assert beside_of(files[3:], K).hidden == frozenset()
