"""report.docx: the form filled in, every word of the plan and every number of the table."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from kumin.pipeline import Result
from kumin.reporting.document import write_document


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_form_holds_the_plan_and_the_results(sample_result: Result, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "report.docx"
    write_document(sample_result, path, lang)
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
