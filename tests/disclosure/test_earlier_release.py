"""A release and the next, laid side by side, do not tell the answers of one who was corrected, added or taken away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import polars as pl
import pytest

import kumin
from conftest import ROOT, command
from kumin.definitions import Questionnaire
from kumin.disclosure import published as releases
from kumin.disclosure.cells import BASE
from kumin.disclosure.digests import digests
from kumin.disclosure.earlier import Anchors, anchors
from kumin.disclosure.published import Published, release
from kumin.disclosure.systems import group_of
from kumin.result import Result
from kumin.writers import files
from kumin.writers.auditing.audited import _beside_earlier
from kumin.writers.auditing.last_release import LastRelease, released, told_record
from kumin.writers.auditing.pair import Pair, audit_pair
from kumin.writers.datapackage import write_datapackage
from kumin.writers.files import write_open_data

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


def test_no_group_comes_or_goes_with_one_person(tmp_path: Path) -> None:
    """Of an age that nobody was of before there is no row; of one that nobody is of any more there is one still."""
    four_ages = answers().with_columns(age=pl.when(pl.col("age") == 5).then(1).otherwise("age"))
    one_of_five = four_ages.with_columns(age=pl.when(pl.col("no") == 7).then(5).otherwise("age"))
    few = four_ages.with_columns(age=pl.when((pl.col("age") == 4) & (pl.col("no") > 30)).then(3).otherwise("age"))
    for before, after in (
        (
            four_ages,
            [with_one_more(four_ages, age=5), with_one_more(four_ages, age=2), with_one_more(four_ages, sex=2)],
        ),
        (one_of_five, [without_one(one_of_five), one_of_five.filter(pl.col("no") != 7)]),
        (few, [with_one_more(few, age=4), with_one_more(few, age=2)]),
    ):
        place = tmp_path / str(before["age"].sum())
        first = release(run_with(before, place / "case"))
        open_data(first, place / "out")
        earlier = released(place / "out", json.loads(json.dumps(told_record(first))))
        kept = [release(run_with(one, place / "case"), earlier=earlier).surveys["s"] for one in after]
        assert kept[0].anchored > 0
        groups = first.surveys["s"].table.select("axis", "category").unique().sort(pl.all())
        by_group = pl.col("axis").is_not_null()  # what indicators tell of everyone in any case is known
        ends = ["n_base", "n_positive", "n_low", "n_high", "base_low", "base_high"]
        for one in kept:
            for seen, other, keys in (
                (one.table, kept[0].table, ["question", "option", "axis", "category"]),
                (one.domains, kept[0].domains, ["question", "axis", "category"]),
            ):
                assert seen.filter(by_group).select(*keys, *ends).equals(other.filter(by_group).select(*keys, *ends))
            assert one.table.select("axis", "category").unique().sort(pl.all()).equals(groups)


def test_whether_a_correction_touches_a_count_that_was_told_is_not_told(tmp_path: Path) -> None:
    """Whoever is corrected, in a cell told as it is, as bounds, or hidden: the question is around what was told."""
    before = answers().with_columns(q2=pl.when(pl.col("no") < 190).then(3).otherwise(pl.col("q2")))
    first = release(run_with(before, tmp_path / "case"))
    open_data(first, tmp_path / "out")
    record = json.loads(json.dumps(told_record(first)))
    tables = []
    for number in (*range(190, 201), 1, 2):
        own = pl.col("no") == number
        after = before.with_columns(q2=pl.when(own).then(pl.col("q2") % 2 + 1).otherwise("q2"))
        if after.equals(before):
            continue
        kept = release(run_with(after, tmp_path / "case"), earlier=released(tmp_path / "out", record)).surveys["s"]
        assert kept.anchored > 0
        rest = kept.table.filter(pl.col("question") != "q2")
        assert rest.equals(first.surveys["s"].table.filter(pl.col("question") != "q2")), (
            "only the question that changed"
        )
        tables.append(kept.table)
    # what an indicator tells of everyone in any case is known
    groups = [table.filter(pl.col("axis").is_not_null()) for table in tables]
    assert all(table.equals(groups[0]) for table in groups)
    same = release(run_with(before[::-1], tmp_path / "case"), earlier=released(tmp_path / "out", record)).surveys["s"]
    assert same.anchored == 0, "in another order they are the same answers"
    assert same.table.equals(first.surveys["s"].table)


def test_a_new_question_does_not_tell_the_groups_anew() -> None:
    rows = [(q, 1, *who, n, n, n) for q in ("q", "new") for who, n in (((None, None), 55), (("a", "1"), 55))]
    columns = ["question", "option", "axis", "category", "n_asked", "n_base", "n_positive"]
    table = pl.DataFrame(rows, schema=columns, orient="row")
    everyone, large = group_of(None, None), group_of("a", "1")
    told = {"q": {(group, kind): (54, 54) for group in (everyone, large) for kind in (BASE, 1)}}
    found = anchors(table, told, told, K, attributes=("q",), crossings=())
    assert found.cells["new"] == {}
    assert found.cells["q"][large, 1] == (52, 56)


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


@pytest.mark.parametrize(("changed", "uncovered", "said"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (2, 3, 1)])
def test_a_release_that_tells_otherwise_than_the_one_before_says_so(changed: int, uncovered: int, said: int) -> None:
    published = SimpleNamespace(anchored=0, withheld=0, k=K)
    pair = Pair(changed, uncovered, 0)
    record = _beside_earlier(cast(Published, published), LastRelease(Path("前回"), {}), pair, "ja")
    assert len(record["warnings"]) == said
    assert (record["since_last"]["changed"], record["since_last"]["uncovered"]) == (changed, uncovered)


def test_digests_are_made_whatever_questions_are_called() -> None:
    # every id that a questionnaire may have, names of what is counted among them
    questions = [
        {"id": name, "text": "?", "header": name, "type": "single", "options": {1: "a", 2: "b"}}
        for name in ("alike", "len", "asked")
    ]
    form = Questionnaire.model_validate({"id": "s", "title": "t", "columns": {}, "questions": questions})
    answers = pl.DataFrame({"alike": [1, 2, None], "len": [2, 2, 1], "asked": [1, 1, 2]})
    one, turned = (digests(rows, form, ["alike", "len"]) for rows in (answers, answers.reverse()))
    assert one == turned
    assert set(one) == {"alike", "len", "asked"}
    other = digests(answers.with_columns(asked=pl.Series([2, 1, 1])), form, ["alike", "len"])
    assert {name for name in one if one[name] != other[name]} == {"asked"}
