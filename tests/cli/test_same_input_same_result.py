"""The same input gives the same result wherever it is written, and every input is named."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import kumin
from conftest import command
from kumin.cli import cli
from kumin.errors import UsageError
from kumin.estimation import rake
from kumin.judgement.measures import estimate_indicators
from kumin.result import Result, short_path
from kumin.words import words_of
from kumin.words.indicators.past_values import previous_sentences, two_figures_sentences
from kumin.writers.files import write_result

QUESTIONNAIRE = """\
id: q
title: 調査
questions: [{id: q1, text: 満足, header: 問1, type: single, options: {1: はい, 2: いいえ}}]
"""
PLAN = """\
id: p-%(year)s
title: 令和の方針 %(year)s
ward: 大正区
fiscal_year: %(year)s
surveys: {residents: {title: 調査, questionnaire: q.yaml, of: 住民}}
issues:
  - id: 1
    title: 課題
    indicators:
      - {id: 1-1, text: 満足, survey: residents, question: q1, positive: [1], target: %(target)s%(history)s}
"""
RAISE = "{raise: {points: 0}}"


def year_folder(place: Path, year: int, yes: int, target: str, history: str = "") -> Path:
    folder = place / str(year)
    folder.mkdir()
    (folder / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (folder / "plan.yaml").write_text(PLAN % {"year": year, "target": target, "history": history}, encoding="utf-8")
    (folder / "答え.csv").write_text("問1\n" + "1\n" * yes + "2\n" * (40 - yes), encoding="utf-8")
    return folder


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    year_folder(tmp_path, 2023, 30, "{at_least: 50}")
    year_folder(tmp_path, 2024, 20, RAISE)
    return tmp_path


def run(*words: object) -> str:
    done = CliRunner().invoke(cli, ["run", *map(str, words)], obj="ja")
    assert done.exit_code == 0, done.output + str(done.exception)
    return done.output


@pytest.mark.parametrize("name", ["結果", "results"])
def test_the_mark_does_not_depend_on_where_it_is_written(ward: Path, name: str) -> None:
    write_result(kumin.run("2023", "2023/答え.csv"), ward / name / "2023", reports=False)
    result = kumin.run("2024", ["2024/答え.csv"])
    assert result.judgements["judgement"].to_list() == ["B"]
    for out in (None, ward / "よそ" / "2024", ward / name / "2024"):
        said = run("2024", "--answers", "2024/答え.csv", *(["--out", out] if out else []))
        assert "B（未達成）1" in said
        assert f"前年度: {name}/2023/result.json を使いました" in said
        assert "読んだ定義: plan.yaml" in said
        assert "q.yaml" in said
    assert {one.role for one in result.manifest.inputs} == {"definition", "answers", "previous"}
    # the plan named from elsewhere finds the same place
    assert kumin.run(ward / "2024" / "plan.yaml", ward / "2024" / "答え.csv").previous is not None


def record_of(folder: Path) -> dict[str, object]:
    """Read the record of a run but for what tells when it was written and what stood there before."""
    record = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    record["manifest"].pop("time")
    return {name: value for name, value in record.items() if name not in ("files", "kept", "earlier", "audit")}


@pytest.mark.parametrize("store", ["結果", "2024/results"])
def test_the_record_does_not_depend_on_where_one_stands_and_how_paths_are_written(
    ward: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_result(kumin.run("2023", "2023/答え.csv"), ward / store / "2023", reports=False)
    year = ward / "2024"
    (year / "下 書き").mkdir()
    ways: list[tuple[Path, str | Path, str | Path]] = [
        (ward, "2024", "2024/答え.csv"),
        (year, ".", "答え.csv"),
        (year, "plan.yaml", "residents=./答え.csv"),
        (year / "下 書き", "..", "../答え.csv"),
        (year / "下 書き", "../plan.yaml", year / "答え.csv"),
        (Path("/"), year, year),
    ]
    records = []
    for number, (here, plan, answers) in enumerate(ways):
        monkeypatch.chdir(here)
        out = ward / (f"別の 場所{number}" if number % 2 else store) / "2024"
        pairs = dict([str(answers).split("=")]) if "=" in str(answers) else answers
        write_result(kumin.run(plan, pairs), out, reports=False, audited=False)
        records.append(record_of(out))
        assert all(record == records[0] for record in records), (here, plan)
    assert [one["name"] for one in records[0]["manifest"]["inputs"]][-1] == "result.json"  # type: ignore[index]


def test_public_files_that_a_run_reads_are_named(ward: Path) -> None:
    first = run("2023", "--answers", "2023/答え.csv", "--out", "結果/2023")
    assert "前に書き出した公開用のファイル" not in first
    for out in ("結果/2023", "よそ"):
        assert "前に書き出した公開用のファイル（結果/2023）" in run("2023", "--answers", "2023/答え.csv", "--out", out)


def test_a_year_that_is_not_found_is_said_and_one_beside_the_output_is_named(ward: Path) -> None:
    assert "前年度: 見つかりません" in run("2024", "--answers", "2024/答え.csv")
    write_result(kumin.run("2023", "2023/答え.csv"), ward / "よそ" / "2023", reports=False)
    said = run("2024", "--answers", "2024/答え.csv", "--out", "よそ/2024")
    assert "前年度: 見つかりません" in said
    assert "2023 年度の結果があります" in said
    assert "--previous" in said


def test_two_figures_of_last_year_are_both_shown_with_their_source(tmp_path: Path) -> None:
    before = year_folder(tmp_path, 2023, 30, "{at_least: 50}")
    now = year_folder(tmp_path, 2024, 20, RAISE, ", history: {2023: 45}")
    result = kumin.run(now, now / "答え.csv", previous=kumin.run(before, before / "答え.csv"))
    (said,) = two_figures_sentences(result, words_of(result, "ja"))
    assert "45.0%" in said
    assert "75.0%" in said
    assert "目標との比較は 45.0% によります" in said


def test_further_results_of_the_year_are_said(ward: Path) -> None:
    for name in ("結果", "results"):
        write_result(kumin.run("2023", "2023/答え.csv"), ward / name / "2023", reports=False)
    result = kumin.run("2024", "2024/答え.csv")
    used, others = previous_sentences(result, words_of(result, "ja"))
    assert "結果/2023/result.json を使いました" in used
    assert "results/2023/result.json" in others


def test_a_path_is_shown_without_what_stands_above_the_results() -> None:
    assert short_path(Path("/home/somebody/結果/2023/result.json")) == "結果/2023/result.json"
    assert short_path(Path("/home/somebody/r05/result.json")) == "r05/result.json"
    assert short_path(Path("/home/somebody")) == "somebody"


def test_answers_beside_the_plan_need_no_option_and_are_named(ward: Path) -> None:
    (ward / "2024" / "回答").mkdir()
    (ward / "2024" / "答え.csv").rename(ward / "2024" / "回答" / "答え.csv")
    said = run("2024")
    assert "答え.csv" in said
    assert "2024/回答" in said


def test_answers_without_a_place_or_a_survey_are_refused_with_an_example(ward: Path) -> None:
    with pytest.raises(UsageError) as none:
        kumin.run("2024")
    assert none.value.code == "answers_not_given"
    assert "--answers residents=FILE" in none.value.message("ja")
    plan = ward / "2024" / "plan.yaml"
    two = "surveys: {others: {title: 別, questionnaire: q.yaml, of: 住民}, "
    plan.write_text(plan.read_text(encoding="utf-8").replace("surveys: {", two), encoding="utf-8")
    with pytest.raises(UsageError) as several:
        kumin.run("2024", "2024/答え.csv")
    assert several.value.code == "answers_of_which"
    assert "others, residents" in several.value.message("en")


def test_questions_are_named_as_on_the_paper(ward: Path) -> None:
    done = CliRunner().invoke(cli, ["tabulate", "2024", "--answers", "2024/答え.csv", "--question", "問1"], obj="ja")
    assert done.exit_code == 0
    assert "はい" in done.output


def test_next_year_has_what_the_run_found_in_its_history(ward: Path) -> None:
    write_result(kumin.run("2023", "2023/答え.csv"), ward / "結果" / "2023", reports=False)
    done = CliRunner().invoke(cli, ["new", "--from", "2023", "--out", "next"], obj="ja")
    assert done.exit_code == 0, done.output
    assert "発送数" in done.output
    plan = kumin.load_plan("next").plan
    assert plan.fiscal_year == 2024
    ((_, one),) = plan.indicators()
    assert one.history[2023].percent == 75.0


def test_a_title_that_is_a_number_is_refused_without_words_of_programmers(ward: Path) -> None:
    plan = ward / "2024" / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("title: 令和の方針 2024", "title: 2024"), encoding="utf-8")
    said = CliRunner().invoke(cli, ["run", "2024", "--answers", "2024/答え.csv"], obj="ja").output
    assert "引用符で囲んでください" in said
    assert "text" not in said


DAY = "1764204000"
ARCHIVES = {".docx", ".pptx", ".sav", ".xlsx", ".zip"}


def test_files_of_one_moment_are_the_same_to_the_byte(mini: Path) -> None:
    where = [str(mini / "plan.yaml"), "--answers", str(mini / "answers")]
    made = []
    for number in (1, 2):
        out = mini / f"out{number}"
        for name, *more in (
            ("run", "--charts", "--first-release", "--out", out),
            ("report", "--slides", "--first-release", "--out", out / "report"),
            ("export", "--survey", "residents", "--format", "sav", "--out", out / "archive"),
            ("tabulate", "--out", out / "tables.xlsx"),
        ):
            done = command(name, *where, *more, env={"SOURCE_DATE_EPOCH": DAY})
            assert done.returncode == 0, done.stderr
        made.append({path.relative_to(out): path for path in out.rglob("*") if path.is_file()})
    first, second = made
    assert {path.suffix for path in first} >= ARCHIVES
    assert sorted(first) == sorted(second)
    assert [str(name) for name in first if first[name].read_bytes() != second[name].read_bytes()] == []
    record = json.loads((mini / "out1" / "result.json").read_text(encoding="utf-8"))
    assert datetime.fromisoformat(record["manifest"]["time"]).timestamp() == int(DAY)
    for path in first.values():
        if path.suffix in ARCHIVES - {".sav"}:
            parts = zipfile.ZipFile(path).infolist()
            assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}, path.name
            assert all(part.compress_type == zipfile.ZIP_DEFLATED for part in parts), path.name
    assert (mini / "out1" / "archive" / "residents.sav").read_bytes()[92:109] == b"27 Nov 2500:40:00"


def test_a_moment_that_is_none_is_refused(mini: Path) -> None:
    done = command("run", mini / "plan.yaml", "--answers", mini / "answers", env={"SOURCE_DATE_EPOCH": "昨日"})
    assert done.returncode == 2
    assert "環境変数 SOURCE_DATE_EPOCH の値「昨日」" in done.stderr


def test_weighted_numbers_are_the_same_to_the_last_digit(sample_result: Result) -> None:
    loaded = sample_result.plan
    known = sample_result.answers["residents"].coded.drop_nulls(["sex", "age"])
    margins = {name: known[name].cast(pl.String).value_counts(sort=True) for name in ("sex", "age")}
    people = {name: {key: 137 * n + 11 for key, n in counts.sort(name).iter_rows()} for name, counts in margins.items()}
    total = sum(people["sex"].values())
    fitted = rake(known, {name: {k: n * total / sum(p.values()) for k, n in p.items()} for name, p in people.items()})
    indicators = [one for _, one in loaded.plan.indicators() if one.survey == "residents"]
    asked = loaded.questionnaires["residents"]
    found = [estimate_indicators(fitted.frame, asked, indicators, design=fitted.design) for _ in range(60)]
    assert all(one.equals(found[0]) for one in found)


@pytest.mark.parametrize(
    ("given", "code"), [("out/open_data.csv", "previous_not_usable"), ("nowhere", "previous_missing")]
)
def test_what_is_no_last_year_is_refused_with_what_can_be_given(ward: Path, given: str, code: str) -> None:
    for year in ("2023", "2024"):
        plan = ward / year / "plan.yaml"
        two = "surveys: {others: {title: 別, questionnaire: q.yaml, of: 住民}, "
        plan.write_text(plan.read_text(encoding="utf-8").replace("surveys: {", two), encoding="utf-8")
    (ward / "out").mkdir()
    (ward / "out" / "open_data.csv").write_text("survey,percent\nresidents,50.9\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        kumin.run("2024", {"residents": "2024/答え.csv"}, previous=given)
    assert refused.value.code == code
    # --answers and its SURVEY=FILE are no way to name last year
    assert "--answers" not in refused.value.message("ja")
    assert "調査=ファイル" not in refused.value.message("ja")


def test_a_plan_of_last_year_without_answers_says_where_they_belong(ward: Path) -> None:
    before = ward / "alone"
    before.mkdir()
    for name in ("plan.yaml", "q.yaml"):
        (before / name).write_text((ward / "2023" / name).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        kumin.run("2024", {"residents": "2024/答え.csv"}, previous="alone")
    assert refused.value.code == "previous_not_usable"
    assert "回答 / answers" in refused.value.message("ja")
