"""Small questionnaires and files for the tests of reading and validating."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kumin
from kumin.definitions import Questionnaire
from kumin.responses import Answers, validate_files

SMALL = """\
id: small
title: 試験の調査
columns: {id: 整理番号, received: 受付日}
missing: {no_answer: ["", 9, 99, -1, 無回答], invalid: ["*", -9999]}
questions:
  - {id: sex, text: 性別, header: 問1, type: single, options: {1: 男性, 2: 女性, 3: その他}}
  - {id: child, text: 子どもがいるか, header: 問2, type: single, options: {1: いる, 2: いない}}
  - id: care
    text: 子育てしやすいか
    header: 問3
    type: single
    ask_if: {child: [1]}
    options: {1: そう思う, 2: まあ思う, 3: 思わない}
  - id: media
    text: 情報の入手先
    header: 問4
    type: multiple
    max: 2
    options: {1: 広報紙, 2: "区のSNS（X, LINEなど）", 3: {label: 特になし, exclusive: true}}
  - {id: years, text: 居住年数, header: 問5, type: number, minimum: 0, maximum: 98}
  - {id: born, text: 生年月日, header: 問6, type: date, earliest: 1900-01-01, latest: 2023-12-31}
  - {id: free, text: 自由記述, header: 問7, type: text}
"""
HEADER = "整理番号,受付日,問1,問2,問3,問4,問5,問6,問7"
GOOD = "001,2023/7/3,1,1,2,1,10,1980/1/2,よい"


def questionnaire(folder: Path, extra: str = "", source: str = SMALL) -> Questionnaire:
    path = folder / "q.yaml"
    path.write_text(extra + source, encoding="utf-8")
    return kumin.load_questionnaire(path)


def check(folder: Path, *rows: str, extra: str = "", header: str = HEADER, **options: Any) -> Answers:
    """Validate a CSV of a header and rows against the small questionnaire."""
    path = folder / "a.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return validate_files([path], questionnaire(folder, extra), **options)


def found(answers: Answers) -> list[tuple[int | None, str | None, str]]:
    """(row, column, code) of every finding."""
    return list(answers.findings.select("row", "column", "code").iter_rows())


def coded(answers: Answers, *columns: str) -> list[Any]:
    """Coded answers: values of one column, or rows of several."""
    rows = answers.coded.select(columns).rows()
    return [row[0] for row in rows] if len(columns) == 1 else rows
