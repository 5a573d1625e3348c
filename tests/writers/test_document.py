"""report.docx: the form filled in, every word of the plan and every number of the table."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from kumin.disclosure.published import release
from kumin.result import Result
from kumin.writers.document import edited, write_document
from kumin.writers.files import write_result


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_form_holds_the_plan_and_the_results(sample_result: Result, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "report.docx"
    write_document(release(sample_result), path, lang)
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
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert len(headings) == len(plan.issues)
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
    assert not edited(out / "report.new.docx")


def test_what_is_no_document_is_left_alone_too(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK")
    assert edited(tmp_path / "report.docx")
    assert not edited(tmp_path / "none.docx")


def test_a_document_has_the_runs_date_and_no_picture_of_another(sample_result: Result, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write_document(release(sample_result), path, "ja")
    with zipfile.ZipFile(path) as package:
        names, core = package.namelist(), package.read("docProps/core.xml").decode()
    assert not [name for name in names if "thumbnail" in name]
    assert "2013" not in core
    assert core.count(sample_result.manifest.time[:19]) == 2
