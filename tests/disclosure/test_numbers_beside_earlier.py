"""Means, classes, counts of texts and every command that publishes: nothing of one person beside an earlier release."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import command
from drawing_tools import DRAWN, Blank
from kumin.charts import renderer
from kumin.definitions import HouseStyle
from kumin.disclosure.published import Published, release
from kumin.messages import text
from kumin.reporting.questions import Reported
from kumin.words import Words
from kumin.words.public import public_surveys
from kumin.writers.auditing.last_release import last_release, released, told_record
from kumin.writers.auditing.public_files import PUBLIC_FILES
from kumin.writers.files import write_open_data, write_result
from kumin.writers.page.page import draft_page
from kumin.writers.report import write_report
from kumin.writers.survey_report.book import survey_book
from kumin.writers.survey_report.page import survey_page


def corrected(mini: Path, old: str, new: str) -> Published:
    """The run after one line of the answers was corrected, as if published after the first."""
    first = release(kumin.run(mini, mini / "answers"))
    out = mini / "first"
    out.mkdir()
    write_open_data(first, out)
    told = json.loads(json.dumps(told_record(first)))
    change(mini, old, new)
    return release(kumin.run(mini, mini / "answers"), earlier=released(out, told))


def change(mini: Path, old: str, new: str) -> None:
    path = mini / "answers" / "residents.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def comments_of(published: Published) -> set[str]:
    """What is told of the comments where the page and the documents tell how the surveys were conducted."""
    words = Words.of("ja")
    heading = words.text("rep_comments")
    return {value for survey in public_surveys(published, words) for name, value in survey.rows if name == heading}


def page_of(published: Published) -> str:
    book = survey_book(published, {}, HouseStyle(), "ja")
    return survey_page(book, [DRAWN] * len(book.drawings))


def test_a_corrected_number_is_not_told_by_the_means_of_two_releases(mini: Path) -> None:
    kept = corrected(mini, ",1,17,\n", ",1,71,\n")
    numbers = kept.numbers["residents"]
    assert numbers.withheld == {"years"}
    assert kept.surveys["residents"].anchored == 0
    told = [name for name in numbers.table.columns if name.startswith(("n_", "mean", "median", "sd"))]
    assert numbers.table.select(told).null_count().row(0) == (numbers.table.height,) * len(told)
    survey = Reported(kept, "residents")
    years = survey.questionnaire.by_id["years"]
    assert survey.classes(years) == []  # type: ignore[arg-type]
    assert [one.kind for one in survey.facts(years)] == ["not_shown"]
    # published the same answers again, it is as before
    alone = release(kept.result).numbers["residents"]
    assert alone.table["mean"].null_count() == 0
    assert not alone.withheld_beside(json.loads(json.dumps(alone.record())), few=False).withheld
    # nor when it is not known what was told
    assert alone.withheld_beside(None, few=False).withheld == {"years", "free"}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_was_wrong_with_a_corrected_answer_is_not_told(mini: Path, lang: str) -> None:
    """The count of a finding about a number would tell what the one who was corrected had answered."""
    words = Words.of(lang, decimals=1, level=0.95)  # type: ignore[arg-type]
    first = release(kumin.run(mini, mini / "answers"))
    assert all(one.findings is not None for one in public_surveys(first, words))
    kept = corrected(mini, ",1,17,\n", ",1,-17,\n")
    assert kept.surveys["residents"].anchored == 0
    (survey,) = (one for one in public_surveys(kept, words) if one.key == "residents")
    assert survey.findings is None
    page = draft_page(kept, lang).html  # type: ignore[arg-type]
    assert text("rep_findings_withheld", lang) in page
    assert kept.result.findings.height > 0
    assert all(code not in page for code in kept.result.findings["code"])
    assert all(one.findings is not None for one in public_surveys(release(kept.result), words))


@pytest.mark.parametrize("many", [False, True])
def test_findings_are_left_out_where_few_forms_came_and_told_where_many_did(mini: Path, *, many: bool) -> None:
    forms = "".join(f"8{number:02},2023/7/18,1,1,1,1,90,\n" for number in range(40 if many else 1))
    kept = corrected(mini, "017,2023/7/18,2,3,,1,17,\n", "017,2023/7/18,2,3,,1,17,\n" + forms)
    (survey,) = (one for one in public_surveys(kept, Words.of("ja")) if one.key == "residents")
    assert (survey.findings is not None) is many


def test_a_text_added_to_one_form_is_not_told(mini: Path) -> None:
    kept = corrected(mini, ",1,17,\n", ",1,17,良い\n")
    assert kept.numbers["residents"].withheld == {"free"}
    assert kept.withheld == 1
    assert comments_of(kept) == {"問6 非表示"}


def test_that_few_wrote_a_comment_is_not_told(mini: Path) -> None:
    change(mini, ",1,17,\n", ",1,17,良い\n")
    result = kumin.run(mini, mini / "answers")
    assert comments_of(release(result, 1)) == {"問6 1件"}
    assert comments_of(release(result, 2)) == {"問6 非表示"}


def test_one_form_more_is_not_told_by_the_report(mini: Path) -> None:
    kept = corrected(mini, "017,2023/7/18,2,3,,1,17,\n", "017,2023/7/18,2,3,,1,17,\n999,2023/7/18,1,1,1,1,90,\n")
    survey = kept.surveys["residents"]
    assert survey.anchored > 0
    assert kept.numbers["residents"].withheld == {"years", "free"}
    page = page_of(kept)
    for words in ("30.0", "30.5", "31.0", "30.4"):  # means with and without the one form
        assert f">{words}</td>" not in page
    # many more forms are no few people
    path = mini / "answers" / "residents.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines + [f"8{line[1:]}" for line in lines[1:21]]), encoding="utf-8")
    many = release(kumin.run(mini, mini / "answers"), earlier=kept.earlier)
    assert many.surveys["residents"].many
    assert not many.withheld


@pytest.fixture
def ward(mini: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run was published in 結果/2023; then one answer was corrected."""
    monkeypatch.setattr(renderer, "Renderer", Blank)
    result = kumin.run(mini, mini / "answers")
    write_result(result, mini / "結果" / "2023", reports=False)
    change(mini, ",1,17,\n", ",1,71,\n")
    return mini


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_report_alone_looks_at_the_release_of_a_run(ward: Path, lang: str) -> None:
    given = ("report", ward, "--answers", ward / "answers", "--out", ward / "報告書", "--lang", lang)
    done = command(*given)
    assert done.returncode == 0, done.stderr
    assert "--first-release" in done.stderr
    record = json.loads((ward / "報告書" / "report.json").read_text(encoding="utf-8"))
    assert record["audit"]["since_last"]["withheld"] == 1
    assert record["audit"]["warnings"]
    first = command(*given, "--first-release")
    assert first.returncode == 0
    assert "--first-release" not in first.stderr
    record = json.loads((ward / "報告書" / "report.json").read_text(encoding="utf-8"))
    assert record["audit"]["since_last"] is None
    # what the report told is told: the next looks at it
    change(ward, ",1,71,\n", ",1,72,\n")
    assert command(*given).returncode == 0
    record = json.loads((ward / "報告書" / "report.json").read_text(encoding="utf-8"))
    assert record["audit"]["since_last"]["withheld"] == 1


@pytest.mark.parametrize("name", ["tabulate", "crosstab"])
def test_a_table_that_would_tell_of_one_person_is_not_written(ward: Path, name: str) -> None:
    by = ("--by", "children") if name == "crosstab" else ()
    given = (name, ward, "--answers", ward / "answers", *by, "--lang", "ja")
    out = ward / "表.csv"
    refused = command(*given, "--out", out)
    assert refused.returncode == 2
    assert "--first-release" in refused.stderr
    assert "{" not in refused.stderr
    assert not out.exists()
    assert command(*given).returncode == 0, "the screen publishes nothing"
    for allowed in (("--first-release",), ("--min-cell", "0")):
        assert command(*given, "--out", out, *allowed).returncode == 0
        out.unlink()
    change(ward, ",1,71,\n", ",1,17,\n")
    assert command(*given, "--out", out).returncode == 0, "nothing differs from what was published"


def test_the_newest_release_is_found_and_others_are_not(mini: Path) -> None:
    result = kumin.run(mini, mini / "answers")
    assert last_release(result.plan, 2023, mini / "out") is None
    write_result(result, mini / "results" / "2023", reports=False)
    found = last_release(result.plan, 2023, mini / "out")
    assert found is not None
    assert found.folder.name == "2023"
    assert found.surveys["residents"].numbers is not None
    assert last_release(result.plan, 2022, mini / "out") is None
    assert last_release(result.plan, 2023, mini / "out", first=True) is None


def test_a_report_writes_no_public_file_that_the_auditor_does_not_know(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "Renderer", Blank)
    written, _ = write_report(release(kumin.run(mini, mini / "answers")), mini / "out", slides=True)
    assert {path.name for path in written} - {"report.json"} <= set(PUBLIC_FILES)


def test_indicators_of_numbers_by_group_are_withheld_beside_an_earlier_release(mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    more = """\
      - id: 1-3
        text: 居住年数
        survey: residents
        question: years
        unit: 年
        target: {at_least: 10, by: 2027}
"""
    (mini / "plan.yaml").write_text(plan + more, encoding="utf-8")
    form = (mini / "residents.yaml").read_text(encoding="utf-8")
    form = form.replace("text: 子どもがいるか, ", "text: 子どもがいるか, attribute: true, ")
    (mini / "residents.yaml").write_text(form, encoding="utf-8")
    kept = corrected(mini, ",1,17,\n", ",1,71,\n")
    measures = kept.surveys["residents"].measures
    assert measures.height == 2
    assert measures["suppressed"].all()
    assert measures["value"].null_count() == measures.height
    alone = release(kept.result).surveys["residents"].measures
    assert alone.filter(pl.col("value").is_not_null()).height == 2
