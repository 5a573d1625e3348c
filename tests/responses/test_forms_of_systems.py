"""Files as form systems, spreadsheets and statistical programs write them: the right codes, and the right findings.

Each case is a kind of file that people had trouble with. The codes were worked out by hand; the findings are all of
them, so that a false one fails as a missing one does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from answers_tools import coded
from kumin.responses import validate_files

JOB = (
    "{id: job, text: 職業, header: 職業, type: single, options: {1: 会社員, 2: 主婦, 3: {label: その他, other: true}}}"
)
MEDIA = (
    "{id: media, text: 情報源, header: 情報源, type: multiple, "
    "options: {1: 広報紙, 2: SNS, 3: {label: その他, other: true}}}"
)


@dataclass(frozen=True)
class Case:
    """A file, its questions, what each answer is, and every finding."""

    questions: tuple[str, ...]
    file: str | bytes | Callable[[Path], Path]
    want: dict[str, list[Any]]
    codes: dict[str, int] = field(default_factory=dict)
    head: str = ""
    encoding: str = "utf-8"


CASES: dict[str, Case] = {
    "SurveyMonkey leaves the answer empty beside Other (please specify)": Case(
        (JOB, MEDIA),
        "職業,,情報源,,\nResponse,Other (please specify),広報紙,SNS,Other (please specify)\n"
        "会社員,,広報紙,,\n,農家,,,ラジオ\n主婦,,,SNS,\n,なし,広報紙,,\n",
        {"job": [1, 3, 2, None], "media_1": [True, False, False, True], "media_3": [False, True, False, False]},
        {"W130": 1},
    ),
    "LimeSurvey has the words of other in a column of codes": Case(
        (JOB, MEDIA),
        "職業,職業[other],情報源[SQ001],情報源[SQ002],情報源[other]\nA1,,Y,,\n-oth-,農家,,,ラジオ\n",
        {"job": [1, 3], "media_1": [True, False], "media_3": [False, True]},
    ),
    "the words of other in a column named by the question's number": Case(
        (JOB.replace("header: 職業", "header: 問1 職業"),),
        "問1 職業,問1 その他（具体的にご記入ください）,問12 その他\n会社員,,1\n,農家,2\n,3,1\n,主婦,\n主婦,漁師,2\n",
        {"job": [1, 3, 3, 2]},
        {"W130": 2, "W401": 1},
    ),
    "another question that begins with その他 holds no words of the first": Case(
        (JOB,),
        "職業,職業その他の施策への意見\n会社員,\n,農家\n主婦,\n",
        {"job": [1, 2]},
        {"W218": 1, "W401": 1},
    ),
    "Qualtrics names the column of the words by the number of the choice": Case(
        (JOB.replace("header: 職業", "header: Q1"),),
        "Q1,Q1_3_TEXT\n会社員,\n,農家\n",
        {"job": [1, 3]},
        {"W130": 1},
    ),
    "words of other in a column of their own that the questionnaire has as free text": Case(
        (JOB, "{id: words, text: その他, header: 職業 その他, type: text}"),
        "職業,職業 その他\n会社員,\n,農家\n",
        {"job": [1, 3]},
        {"W130": 1},
    ),
    "words of other that the questionnaire ignores": Case(
        (JOB,),
        "職業,職業 その他\n会社員,\n,農家\n",
        {"job": [1]},
        head="columns: {ignore: [職業 その他]}\n",
    ),
    "words of other beside marks joined in one cell": Case(
        (MEDIA,),
        "情報源,情報源_その他（自由記述）\n広報紙;SNS,\n,ラジオ\nSNS,テレビ\n",
        {"media": [2, 1, 1], "media_3": [False, True, False]},
        {"W130": 1},
    ),
}


def read(case: Case, folder: Path) -> kumin.Answers:
    """Read a case's file by its questions."""
    source = f"id: q\ntitle: 調査\n{case.head}questions:\n" + "".join(f"  - {one}\n" for one in case.questions)
    (folder / "q.yaml").write_text(source, encoding="utf-8")
    if isinstance(case.file, str | bytes):
        path = folder / "a.csv"
        path.write_bytes(case.file.encode(case.encoding) if isinstance(case.file, str) else case.file)
    else:
        path = case.file(folder)
    return validate_files([path], kumin.load_questionnaire(folder / "q.yaml"), refuse=False)


@pytest.mark.parametrize("name", CASES)
def test_the_codes_and_the_findings_are_right(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    answers = read(case, tmp_path)
    assert {column: coded(answers, column) for column in case.want} == case.want
    found = answers.findings.group_by("code").agg(pl.col("count").fill_null(1).sum())
    assert dict(found.iter_rows()) == case.codes
