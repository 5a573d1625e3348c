"""report.docx: the form filled in, every word of the plan and every number of the table."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import docx
import polars as pl
import pytest

from conftest import ROOT
from kumin.disclosure.published import Published, release
from kumin.messages import text
from kumin.responses.folding import fold_text
from kumin.result import Result
from kumin.writers.document import write_document
from kumin.writers.files import write_result


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_form_holds_the_plan_and_the_results(
    sample_result: Result, sample_published: Published, tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "report.docx"
    write_document(sample_published, path, lang)
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    whole = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    plan = sample_result.plan.plan
    assert plan.goal in whole
    for issue in plan.issues:
        for words in (issue.title, *issue.recognition, *issue.strategies, *issue.self_evaluation, *issue.future_policy):
            assert words in whole
    rows = {
        row.cells[0].text.split("　")[0]: [cell.text for cell in row.cells] for t in document.tables for row in t.rows
    }
    for judged in sample_result.judgements.iter_rows(named=True):
        _, target, this_year, last_year, mark = rows[judged["indicator"]]
        assert f"{judged['target_percent']:g}%" in target
        assert this_year.startswith(f"{judged['percent']:.1f}%")
        assert last_year == f"{judged['previous_percent']:.1f}%"
        assert mark.startswith(judged["judgement"])
    assert text("ward_form_appendix", lang) in whole
    assert document.core_properties.title


def test_a_document_edited_by_hand_is_never_overwritten(
    sample_result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the other reports take seconds, and nobody reads them here
    page = SimpleNamespace(drawings=[], finished=lambda _: "page")
    monkeypatch.setattr("kumin.writers.page.page.draft_page", lambda *_, **__: page)
    monkeypatch.setattr(
        "kumin.writers.workbook.report.write_workbook", lambda _, path, *__, **___: path.write_bytes(b"")
    )
    out = tmp_path / "out"
    assert "report.docx" in {path.name for path in write_result(sample_result, out, "ja")}
    # one that nobody touched is written anew
    assert "report.docx" in {path.name for path in write_result(sample_result, out, "ja")}
    document = docx.Document(str(out / "report.docx"))
    document.paragraphs[0].text = "区長が直した文"
    document.core_properties.last_modified_by = "somebody"
    document.save(str(out / "report.docx"))
    names = {path.name for path in write_result(sample_result, out, "ja")}
    assert "report.new.docx" in names
    assert "report.docx" not in names
    assert docx.Document(str(out / "report.docx")).paragraphs[0].text == "区長が直した文"


def test_a_document_has_the_runs_date_and_no_picture_of_another(
    sample_result: Result, sample_published: Published, tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    write_document(sample_published, path, "ja")
    with zipfile.ZipFile(path) as package:
        names, core = package.namelist(), package.read("docProps/core.xml").decode()
    assert not [name for name in names if "thumbnail" in name]
    assert "2013" not in core
    assert core.count(sample_result.manifest.time[:19]) == 2


SOURCE = fold_text((ROOT / "tests/data/published/000_7a54297bcc98b595.txt").read_text(encoding="utf-8"))
"""The published plan as text; its order of columns is scrambled, its lines are broken."""
FRONT = [
    "【共通様式】",
    "令和５年度　鶴見区運営方針",
    "「目標」「使命」及び「所属運営の基本的な考え方」",
    "目標",
    "使命",
]
OF_AN_ISSUE = ["課題認識", "主な戦略(課題解決の方策)", "アウトカム指標（経営課題の進捗度合を示した指標）"]
OF_RESULTS = ["アウトカム指標の達成状況（定量評価）", "５年度実績と達成状況　※A：達成　B：未達成", "前年度実績"]
MONEY = ["3決算額", "4予算額", "5予算額"]


def in_order(document: object) -> list[str]:
    """Every paragraph and cell of a document in its order, folded; a merged cell once."""
    found: list[str] = []
    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if not hasattr(block, "rows"):
            found.append(fold_text(block.text))
            continue
        seen = set()
        for row in block.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    found.append(fold_text(cell.text))
    return found


def test_the_form_is_the_published_one_heading_by_heading(sample_result: Result, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write_document(release(sample_result), path, "ja")
    plan = sample_result.plan.plan
    whole = in_order(docx.Document(str(path)))
    form = whole[: whole.index(fold_text(text("ward_form_appendix", "ja")))]
    issues = [f"経営課題{issue.id}　{issue.title}" for issue in plan.issues]
    headings = [*FRONT, "令和５年度所属運営の基本的な考え方", "重点的に取り組む経営課題"]
    for issue in issues:
        # the merged cell of 達成状況 comes before the headings of its columns
        headings += [issue, *MONEY, *OF_AN_ISSUE, *OF_RESULTS]
    headings += ["自己評価（運営方針全体の定性評価）", "今後の方針"]
    expected = [fold_text(heading) for heading in headings]
    assert not [heading for heading in expected if heading not in SOURCE.replace("（区長:内田忠憲）", "")]
    assert [one for one in form if one in set(expected)] == expected
    # 自己評価 and 今後の方針 stand at the end, by 【経営課題N】
    for heading in ("自己評価（運営方針全体の定性評価）", "今後の方針"):
        said = form[form.index(fold_text(heading)) + 1]
        places = [said.index(f"【経営課題{issue.id}】") for issue in plan.issues]
        assert places == sorted(places)


def test_what_stands_in_the_form_stands_in_the_published_one(sample_result: Result, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write_document(release(sample_result), path, "ja")
    whole = in_order(docx.Document(str(path)))
    form = whole[: whole.index(fold_text(text("ward_form_appendix", "ja")))]
    for issue in sample_result.plan.plan.issues:
        start = form.index(fold_text(f"経営課題{issue.id}　{issue.title}"))
        money = form[start + 1 : start + 7]
        assert money[::2] == [fold_text(heading) for heading in MONEY]
        assert all(amount in SOURCE for amount in money[1::2])
        indicators = form[form.index(fold_text(OF_AN_ISSUE[2]), start) + 1]
        several = len(issue.indicators) > 1
        assert indicators == "".join(
            fold_text(f"{number if several else ''}{one.text}")
            for number, one in zip("①②③④", issue.indicators, strict=False)
        )
        # the published text has ①②③ in another order, and breaks a line within a word
        assert all(fold_text(one.text)[:60] in SOURCE for one in issue.indicators)
        results = form[form.index(fold_text("前年度実績"), start) + 1 :]
        for place, one in enumerate(issue.indicators):
            judged = sample_result.judgements.row(by_predicate=pl.col("indicator") == one.id, named=True)
            line = results[4 * place : 4 * place + 4]
            assert line == [
                str(place + 1) if several else "", f"{judged['percent']:.1f}%", judged["judgement"].lower(),
                f"{judged['previous_percent']:.1f}%",
            ]  # fmt: skip
            assert all(value.replace("100.0", "100") in SOURCE for value in (line[1], line[3]))
    assert "未達成" not in "".join(form).replace("※a:達成b:未達成", "").replace("目標達成", "")
