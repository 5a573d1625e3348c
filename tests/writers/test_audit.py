"""An audit reads the public files back, and finds what they give away."""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest

from conftest import ROOT, command
from kumin.disclosure.program import Sums, sums_of
from kumin.disclosure.published import Published, release
from kumin.disclosure.solve import Facts, Range, ranges
from kumin.result import Result
from kumin.writers import files
from kumin.writers.auditing.audit import Audit, _is_forced, _question, _spoken_of, audit, lines_of
from kumin.writers.auditing.documents import lines_not_on_pages
from kumin.writers.auditing.facts import size_facts
from kumin.writers.auditing.public_files import DATA, DATAPACKAGE, Shown, read_shown
from kumin.writers.datapackage import write_datapackage
from kumin.writers.files import result_dict, write_open_data
from kumin.writers.page.page import draft_page


@pytest.fixture(scope="module")
def folder(sample_result: Result, sample_published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public files of the sample; of the page all but the charts, which show nothing that its tables do not."""
    folder = tmp_path_factory.mktemp("public")
    published: Published = sample_published
    write_open_data(published, folder, "ja")
    write_datapackage(published, folder, "ja")
    (folder / "report.html").write_text(draft_page(published, "ja").html, encoding="utf-8")
    written = json.dumps(result_dict(sample_result, published.rules), ensure_ascii=False, allow_nan=False)
    (folder / "result.json").write_text(written, encoding="utf-8")
    return folder


def test_no_count_of_the_sample_is_told(folder: Path) -> None:
    done = command("audit", folder, "--lang", "ja")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("5人未満の人数は、指標の全体の人数や回答者数から分かるものを除いて、逆算できません")
    recorded = json.loads((folder / "result.json").read_text(encoding="utf-8"))["audit"]
    assert recorded["hidden"] > 400
    assert recorded["told"] == []
    assert recorded["narrowest"] >= 2


def test_hiding_only_the_small_counts_is_found_out(sample_published: Published, folder: Path, tmp_path: Path) -> None:
    shown = pl.read_csv(folder / "open_data.csv").filter(pl.col("question") == "safety")
    assert shown.height
    full = sample_published.tables.shares["residents"].with_columns(pl.col("axis", "category").fill_null(""))
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


CASE = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"


def hiding_only_small_counts(published: Published, folder: Path, lang: str | None = None) -> None:
    """Write open data where a hidden count is the total less the others."""
    write_open_data(release(published.result, 0), folder, lang)
    table = pl.read_csv(folder / "open_data.csv", infer_schema=False)
    small = pl.col("n_positive").is_in(["1", "2", "3", "4"])
    table.with_columns(n_positive=pl.when(~small).then("n_positive")).write_csv(folder / "open_data.csv")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_run_whose_files_give_a_count_away_does_not_write_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    monkeypatch.setattr(files, "reports_available", lambda: False)
    monkeypatch.setattr(files, "write_open_data", hiding_only_small_counts)
    done = command("run", CASE, "--answers", CASE / "answers", "--out", tmp_path, "--lang", lang)
    assert done.returncode == 1, done.stderr
    assert {path.name for path in tmp_path.iterdir()} >= {"result.json", "judgements.csv"}
    assert not list(tmp_path.glob("open_data*"))
    recorded = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert recorded["audit"]["passed"] is False
    assert recorded["audit"]["withheld"] == ["open_data.csv", "datapackage.json"]
    assert recorded["audit"]["told"]
    assert not {"open_data.csv", "datapackage.json"} & set(recorded["files"])
    for line in recorded["audit"]["lines"]:
        assert line in done.stderr
    told = "書き出しませんでした: open_data.csv" if lang == "ja" else "not written: open_data.csv"
    assert told in done.stderr
    # only by naming it: said, and recorded
    done = command("run", CASE, "--answers", CASE / "answers", "--out", tmp_path, "--lang", lang, "--skip-audit")
    assert done.returncode == 0
    recorded = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert recorded["audit"]["passed"] is None
    assert (tmp_path / "open_data.csv").exists()
    assert "--skip-audit" in done.stderr


@pytest.mark.parametrize(("k", "told"), [("5", "5人未満"), ("0", "秘匿しない設定")])
def test_a_run_says_and_records_that_its_files_give_nothing_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, k: str, told: str
) -> None:
    monkeypatch.setattr(files, "reports_available", lambda: False)
    given = ("--answers", CASE / "answers", "--out", tmp_path, "--min-cell", k, "--lang", "ja")
    done = command("run", CASE, *given)
    assert done.returncode == 0, done.stderr
    recorded = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))["audit"]
    assert recorded["passed"]
    assert recorded["withheld"] == []
    (line,) = recorded["lines"]
    assert told in line
    assert line in done.stderr


def test_what_the_total_forces_in_any_case_is_no_fault() -> None:
    """Of 5 who chose it 3 at most left their sex blank: 2 to 5 whatever is hidden, and 4 or less is printed."""
    assert _is_forced(Range(2, 4), Range(2, 5), 96, 5)
    assert not _is_forced(Range(3, 4), Range(2, 5), 96, 5)
    assert not _is_forced(Range(2, 4), Range(2, 6), 96, 5)
    assert _is_forced(Range(92, 94), Range(91, 94), 96, 5)
    assert not _is_forced(Range(93, 94), Range(91, 94), 96, 5)


def test_what_is_no_folder_of_results_is_refused(tmp_path: Path) -> None:
    done = command("audit", tmp_path, "--lang", "en")
    assert done.returncode == 2
    assert "result.json" in done.stderr
    assert "{" not in done.stderr
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


def test_ends_between_whole_numbers_are_narrowed_to_whole_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """A percent of 30 people may mean 2.4 to 3.9 of them: three, which linear programming then finds by itself."""
    laid: list[tuple[float, float]] = []

    def seen(terms: Sequence[tuple[Mapping[int, float], float, float]], width: int) -> Sums:
        laid.extend((low, high) for _, low, high in terms)
        return sums_of(terms, width)

    monkeypatch.setattr("kumin.disclosure.solve.sums_of", seen)
    facts = Facts(most=100)
    facts.learn({A: 1, B: 1}, 2.4, 3.9)
    facts.learn({B: 1, C: 1}, 1.5, math.inf)
    facts.learn({A: 0.5, C: 1}, 0.7, 9.2)
    assert ranges(facts, [A], 9) == {A: Range(0, 3)}
    assert laid == [(3, 3), (2, math.inf), (0.7, 9.2)]


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


@pytest.mark.parametrize(("described", "told"), [("問22（18歳以上） 69.3", False), ("問22（18歳以上） 70.3", True)])
def test_numbers_of_labels_that_stand_on_the_page_are_none_of_the_description(
    tmp_path: Path, described: str, told: bool
) -> None:
    page = "<h4>問22（18歳以上）</h4><table><tr><th>思う</th><td>69.3</td></tr></table>"
    (tmp_path / "survey_report.html").write_text(page, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "survey_report.docx", "w") as document:
        document.writestr("word/document.xml", f'<w:p><wp:docPr descr="{described}"/></w:p>')
    assert bool(lines_not_on_pages(tmp_path)) is told


def test_the_auditor_subtracts_sizes_across_tables() -> None:
    """51 answered; the age's own table hides n, but another question, answered by all, tells two of the three ages."""
    columns = ("question", "axis", "category", "option", "option_label", "n_base", "n_positive", "n_low", "n_high")
    own = [("age", None, None, str(code), f"A{code}", None, None, None, None) for code in (1, 2, 3)]
    of = [(None, None, "51"), ("age", "2", "27"), ("age", "3", "18")]
    other = [("q", axis, category, "1", "O1", n, n, None, None) for axis, category, n in of]
    data = pl.DataFrame([*own, *other], schema=dict.fromkeys(columns, pl.String), orient="row")
    youngest = ((("age", "1"),), "n")

    def most(shown: list[Shown], used: int | None) -> int:
        facts, wanted = size_facts(data, [], shown, used)
        found = ranges(facts, wanted, 100)
        assert found is not None
        return found[youngest].most

    both = Shown("1", "s", "q", ["1"], "answered", [], {"age": ["1", "2"]}, counts=[(31, 31)])
    assert most([], 51) == 6, "with those who left it blank"
    assert most([both], 51) == 4
    assert most([], None) > 6


def test_the_auditor_knows_that_people_of_two_attributes_are_in_both_their_groups() -> None:
    """6 at most are of age 1; 2 men and 3 women among them are told by indicators, 1 may have left sex blank."""
    columns = ("question", "axis", "category", "option", "option_label", "n_base", "n_positive", "n_low", "n_high")
    own = [(axis, None, None, str(code), f"{axis}{code}", *[None] * 4) for axis in ("age", "sex") for code in (1, 2, 3)]
    of = [(None, None, "51"), ("age", "2", "27"), ("age", "3", "18"), ("sex", "1", "24")]
    other = [("q", axis, category, "1", "O1", n, n, None, None) for axis, category, n in of]
    data = pl.DataFrame([*own, *other], schema=dict.fromkeys(columns, pl.String), orient="row")
    youngest = ((("age", "1"),), "n")

    def ends(*told: tuple[str, int]) -> tuple[int, int]:
        among = [{"sex": [sex], "age": ["1"]} for sex, _ in told]
        shown = [
            Shown("1", "s", "q", ["1"], "answered", [], one, counts=[(n, 1)])
            for one, (_, n) in zip(among, told, strict=True)
        ]
        facts, wanted = size_facts(data, [], shown, 51)
        found = ranges(facts, wanted, 100)
        assert found is not None
        return found[youngest].least, found[youngest].most

    assert ends() == (0, 6)
    assert ends(("1", 2)) == (2, 6)
    assert ends(("1", 2), ("2", 3)) == (5, 6)


def test_how_many_an_indicator_of_few_is_of_is_published_in_any_case() -> None:
    few = Shown("1", "s", "q", ["1"], "answered", [], {"age": ["1", "2"]}, counts=[(2, 1)])
    assert set(_spoken_of(few, 5)) == {(("age", "1"),), (("age", "2"),)}
    assert not set(_spoken_of(few, 2))
    crossed = Shown("1", "s", "q", ["1"], "answered", [], {"sex": ["1"], "age": ["2"]}, counts=[(2, 1)])
    assert set(_spoken_of(crossed, 5)) == {(("age", "2"), ("sex", "1"))}


def test_without_a_page_an_indicators_counts_stand_beside_the_open_data(folder: Path, tmp_path: Path) -> None:
    """A survey report alone is audited with what the ward publishes of its indicators in any case."""
    for name in (DATA, DATAPACKAGE):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    alone, beside = ({one.id: one.counts for one in read_shown(of)} for of in (tmp_path, folder))
    assert alone == beside
    assert alone["1-1"] == [(706, 267)]


Cell = tuple[int | None, int | None, int | None]


def rows_of(counts: dict[tuple[str | None, str | None, int | None], list[Cell]]) -> pl.DataFrame:
    """Open data of one question: axis, category and n → count and bounds of each option."""
    columns = ("axis", "category", "n_base", "option", "n_positive", "n_low", "n_high")
    rows = [(*group, place, *cell) for group, cells in counts.items() for place, cell in enumerate(cells, 1)]
    data = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None).cast(pl.String)
    return data.with_columns(option_label="option", axis_label="axis", category_label="category")


@pytest.mark.parametrize(("among", "narrow"), [(["1", "2"], False), (["1", "4"], True)])
def test_a_category_that_nobody_is_in_adds_nothing_to_an_indicator(among: list[str], narrow: bool) -> None:
    """Of the 12 who chose 1 or 2, 11 are of age 1 or 2, and of age 1 there is nobody: 1 is of age 3 in any case."""
    part = rows_of(
        {
            (None, None, 90): [(None, 0, 4), (None, 8, 12), (78, None, None)],
            ("age", "2", 76): [(None, 0, 4), (None, 7, 11), (65, None, None)],
            ("age", "3", 14): [(None, None, None), (None, 0, 1), (13, None, None)],
        }
    )
    everyone = Shown("1", "s", "q", ["1", "2"], "answered", [], {}, counts=[(90, 12)])
    some = Shown("2", "s", "q", ["1", "2"], "answered", [], {"age": among}, counts=[(76, 11)])
    found = _question(part, [everyone, some], 5)
    assert found is not None
    assert bool(found.narrow) is narrow
    assert ((("age", "3"),), "2") in (found.narrow if narrow else found.forced)


def test_groups_may_be_more_people_than_any_number_of_everyone_that_is_shown() -> None:
    """51 people by sex, of whom 48 chose 1; that they are 51 in all is hidden."""
    part = rows_of(
        {
            (None, None, None): [(48, None, None), (None, None, None)],
            ("sex", "1", 32): [(None, 30, 32), (None, 0, 2)],
            ("sex", "2", 19): [(None, 16, 18), (None, 1, 3)],
        }
    )
    found = _question(part, [], 3)
    assert found is not None
    assert not found.narrow


def test_indicators_of_two_crossings_are_added_up() -> None:
    """0 to 4 of age 3 chose 1: of the men among them 2, of the women 1, so 3."""
    part = rows_of(
        {
            (None, None, 60): [(12, None, None), (48, None, None)],
            ("age", "2", 40): [(None, 8, 12), (None, 28, 32)],
            ("age", "3", 20): [(None, 0, 4), (None, 16, 20)],
            ("sex", "1", 30): [(6, None, None), (24, None, None)],
            ("sex", "2", 30): [(6, None, None), (24, None, None)],
        }
    )
    told = [
        Shown(sex, "s", "q", ["1"], "answered", [], {"sex": [sex], "age": ["3"]}, counts=[(n, positive)])
        for sex, n, positive in (("1", 10, 2), ("2", 10, 1))
    ]
    found = _question(part, told, 5)
    assert found is not None
    assert found.ranges[(("age", "3"),), "1"].values == 1


@pytest.mark.parametrize(("positive", "narrow"), [(0, False), (3, True)])
def test_an_indicator_of_a_crossing_tells_of_both_its_categories(positive: int, narrow: bool) -> None:
    """0 to 4 of age 3 chose 1, and of those of sex 1 among them 3 did: 3 or 4."""
    part = rows_of(
        {
            (None, None, 60): [(12, None, None), (48, None, None)],
            ("age", "2", 40): [(None, 8, 12), (None, 28, 32)],
            ("age", "3", 20): [(None, 0, 4), (None, 16, 20)],
            ("sex", "1", 30): [(6, None, None), (24, None, None)],
            ("sex", "2", 30): [(6, None, None), (24, None, None)],
        }
    )
    crossed = Shown("1", "s", "q", ["1"], "answered", [], {"sex": ["1"], "age": ["3"]}, counts=[(10, positive)])
    found = _question(part, [crossed], 5)
    assert found is not None
    assert (((("age", "3"),), "1") in found.narrow) is narrow


def test_what_is_given_away_is_named_without_empty_places() -> None:
    found = Audit(5, 1, (("people", "", "sex=2", ""), ("people", "q1", "", "3")), 0, 2, 0, 0, ())
    assert lines_of(found, "ja")[:2] == [
        "逆算できます: 調査 people、区分 sex=2",
        "逆算できます: 調査 people、設問 q1、選択肢 3",
    ]
    assert lines_of(found, "en")[0] == "can be worked out: survey people, group sex=2"
