"""A release and the next, laid side by side, do not tell the answers of one who was corrected, added or taken away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import ROOT, command
from kumin.disclosure import published as releases
from kumin.disclosure.cells import BASE
from kumin.disclosure.earlier import Anchors, anchors
from kumin.disclosure.published import Published, release
from kumin.disclosure.systems import group_of
from kumin.result import Result
from kumin.writers import files
from kumin.writers.audit_pair import audit_pair
from kumin.writers.datapackage import write_datapackage
from kumin.writers.files import write_open_data
from kumin.writers.last_release import released

CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"
K = 5
KEYS = ["question", "option", "axis", "category"]
NEW = {"no": 999, "sex": 1, "age": 3, "q0": 1, "q1": 2, "q2": 4}


def answers() -> pl.DataFrame:
    """200 answers by sex and age, each group of many."""
    numbers = pl.int_range(1, 201, eager=True).alias("no")
    spread = {"sex": 2, "age": 5, "q0": 2, "q1": 3, "q2": 5}
    columns = ((numbers * (7 + 4 * place) // (place + 3)) % m + 1 for place, m in enumerate(spread.values()))
    return pl.DataFrame([numbers, *(one.alias(name) for name, one in zip(spread, columns, strict=True))])


def run_with(table: pl.DataFrame, folder: Path) -> Result:
    if not folder.exists():
        shutil.copytree(CASE, folder)
    table.write_csv(folder / "answers" / "s.csv")
    return kumin.run(folder, folder / "answers")


def open_data(published: Published, folder: Path) -> pl.DataFrame:
    folder.mkdir(exist_ok=True)
    write_open_data(published, folder, "ja")
    write_datapackage(published, folder, "ja")
    return pl.read_csv(folder / "open_data.csv")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a first release."""
    place = tmp_path_factory.mktemp("first")
    open_data(release(run_with(answers(), place / "case")), place / "out")
    return place / "out"


def with_one_more(table: pl.DataFrame, **changes: int) -> pl.DataFrame:
    return pl.concat([table, pl.DataFrame([NEW | changes])])


def without_one(table: pl.DataFrame) -> pl.DataFrame:
    return table[1:]


def with_one_corrected(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(q2=pl.when(pl.col("no") == 50).then(6 - pl.col("q2")).otherwise("q2"))


@pytest.mark.parametrize("change", [with_one_more, without_one, with_one_corrected])
def test_two_releases_do_not_tell_of_one_person(
    first: Path, tmp_path: Path, change: Callable[[pl.DataFrame], pl.DataFrame]
) -> None:
    result = run_with(change(answers()), tmp_path / "case")
    open_data(release(result), tmp_path / "bare")
    bare = audit_pair(first, tmp_path / "bare", K)
    assert bare is not None
    assert bare.told > 0, "nothing to protect"
    kept = release(result, earlier=released(first, {}))
    table = open_data(kept, tmp_path / "kept")
    pair = audit_pair(first, tmp_path / "kept", K)
    assert pair is not None
    assert pair.told == 0
    assert kept.surveys["s"].anchored > 20
    # bounds are true, and as wide as k values around what was told
    true = kept.tables.shares["s"].select("question", "option", pl.col("axis", "category"), n="n_positive")
    both = table.with_columns(pl.col("category").cast(pl.String), pl.col("option").cast(pl.Int32)).join(
        true, on=KEYS, nulls_equal=True
    )
    assert both.filter(~pl.col("n").is_between("n_low", "n_high")).is_empty()
    assert both.filter(pl.col("n_high") - pl.col("n_low") < K - 1).is_empty()
    # written again, the same: else what was told first would be told after all
    again = release(result, earlier=released(tmp_path / "kept", {}))
    assert open_data(again, tmp_path / "again").equals(table)
    # of 300 corrections nobody's are told
    many = release(run_with(pl.concat([answers()] * 2), tmp_path / "case"), earlier=released(first, {}))
    assert many.surveys["s"].anchored == 0


def test_whoever_was_added_the_files_are_the_same(first: Path, tmp_path: Path) -> None:
    """A woman or a man, young or old: what indicators do not tell of everyone is nowhere to be seen."""
    tables = []
    for sex, age in ((1, 3), (2, 3), (1, 1), (2, 5)):
        result = run_with(with_one_more(answers(), sex=sex, age=age), tmp_path / "case")
        tables.append(open_data(release(result, earlier=released(first, {})), tmp_path / f"{sex}{age}"))
    assert all(table.equals(tables[0]) for table in tables)


def test_what_only_the_page_told_is_not_told_again(first: Path, tmp_path: Path) -> None:
    result = run_with(with_one_more(answers()), tmp_path / "case")
    bare, kept = (release(result, earlier=one).surveys["s"] for one in ({}, released(first, {})))
    crossed = pl.col("axis").str.contains("*", literal=True)
    assert bare.domains.filter(crossed).height > 0
    assert kept.domains.filter(crossed).is_empty()
    assert {group_of("sex", "1"), group_of("age", "5")} <= kept.groups, "the shares of who answered tell sizes"


def test_a_group_hidden_before_stays_hidden() -> None:
    rows = [("q", 1, *who, n, n, n) for who, n in (((None, None), 55), (("a", "1"), 50), (("a", "2"), 5))]
    table = pl.DataFrame(rows, schema=["question", "option", "axis", "category", "n_asked", "n_base", "n_positive"],
                         orient="row")  # fmt: skip
    everyone, large, few = (group_of(*who) for who in ((None, None), ("a", "1"), ("a", "2")))
    told = {(everyone, BASE): (54, 54), (everyone, 1): (54, 54), (large, BASE): (50, 50), (large, 1): (50, 50)}
    before = {"q": {**told, (few, BASE): None, (few, 1): None}}
    now = {"q": {cell: (5, 5) if cell[0] == few else ends for cell, ends in before["q"].items()}}
    found = anchors(table, before, now, K, attributes=(), crossings=())
    assert found.gone == {few}
    assert found.cells["q"][large, 1] == (48, 52)
    assert found.cells["q"][everyone, BASE] == (52, 56)
    # nothing changed, nothing is told more closely
    same = {"q": {cell: (55, 55) if not cell[0] else ends for cell, ends in now["q"].items()}}
    assert not anchors(table, same, same, K, attributes=(), crossings=())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "reports_available", lambda: False)
    run_with(answers(), tmp_path / "case")
    assert run_in(tmp_path, "--out", "out").returncode == 0
    with_one_more(answers()).write_csv(tmp_path / "case" / "answers" / "s.csv")
    return tmp_path


def run_in(place: Path, *given: str, lang: str = "ja"):  # type: ignore[no-untyped-def]
    given = tuple(str(place / one) if one in ("out", "new", "case") else one for one in given)
    return command("run", place / "case", "--answers", place / "case" / "answers", *given, "--lang", lang)


def audit_of(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "result.json").read_text(encoding="utf-8"))["audit"]
    return found


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_run_knows_the_release_it_replaces_and_says_what_it_does(place: Path, lang: str) -> None:
    done = run_in(place, "--out", "out", lang=lang)
    assert done.returncode == 0, done.stderr
    assert "--first-release" in done.stderr
    recorded = audit_of(place / "out")
    assert recorded["since_last"]["anchored"] > 20  # type: ignore[index]
    assert recorded["since_last"]["told"] == 0  # type: ignore[index]
    assert str(place) not in json.dumps(recorded)
    table = pl.read_csv(place / "out" / "open_data.csv")
    assert table["n_base_low"].count() > 0
    # it was never published
    done = run_in(place, "--out", "out", "--first-release", lang=lang)
    assert audit_of(place / "out")["since_last"] is None
    assert pl.read_csv(place / "out" / "open_data.csv")["n_base_low"].count() == 0


def test_a_run_is_told_where_the_last_release_is(place: Path) -> None:
    done = run_in(place, "--out", "new", "--previous-release", "out")
    assert done.returncode == 0, done.stderr
    assert audit_of(place / "new")["since_last"]["anchored"] > 20  # type: ignore[index]
    done = run_in(place, "--out", "new", "--previous-release", "case")
    assert done.returncode == 2
    assert "--previous-release" in done.stderr
    assert "{" not in done.stderr


def test_what_still_tells_of_a_person_is_withheld(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "anchors_beside", lambda *_, **__: Anchors())
    before = (place / "out" / "open_data.csv").read_bytes()
    done = run_in(place, "--out", "out")
    assert done.returncode == 1
    recorded = audit_of(place / "out")
    assert recorded["passed"] is False
    assert recorded["withheld"] == ["open_data.csv", "datapackage.json"]
    (words,) = recorded["warnings"]  # type: ignore[misc]
    assert words in done.stderr
    # what was released before stands there still, and is said to be no result of this run
    assert recorded["left"] == ["open_data.csv", "datapackage.json"]
    assert (place / "out" / "open_data.csv").read_bytes() == before
    assert "今回の結果ではありません" in done.stderr
