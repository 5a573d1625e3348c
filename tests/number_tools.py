"""A questionnaire with numbers and dates, and answers to it."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import ruamel.yaml

from kumin.definitions import Questionnaire

QUESTIONNAIRE = """\
id: numbers
title: 区民アンケート
columns: {id: 整理番号}
missing: {no_answer: ["", 無回答]}
questions:
  - {id: sex, text: 性別, header: 問1, type: single, attribute: true, options: {1: 男性, 2: 女性, 3: その他}}
  - {id: children, text: 子ども, header: 問2, type: single, attribute: true, options: {1: いる, 2: いない}}
  - {id: years, text: 居住年数, header: 問3, type: number, unit: 年}
  - {id: safe, text: 安全か, header: 問4, type: single, options: {1: そう思う, 2: 思わない}}
  - {id: moved, text: 転入日, header: 問5, type: date}
  - {id: kids, text: 子どもの人数, header: 問6, type: number, ask_if: {children: [1]}}
  - {id: free, text: 自由記述, header: 問7, type: text}
"""
PLAN = """\
id: numbers
title: 試験の運営方針
ward: 試験区
fiscal_year: 2023
surveys:
  residents: {title: 区民アンケート, questionnaire: residents.yaml, population: 2000, invited: 400}
issues:
  - id: 1
    title: 安全なまち
    indicators:
      - {id: 1-1, text: 安全だ, survey: residents, question: safe, positive: [1], target: {at_least: 60, by: 2027}}
"""


def questionnaire() -> Questionnaire:
    return Questionnaire.model_validate(ruamel.yaml.YAML(typ="safe").load(QUESTIONNAIRE))


def answers(n: int = 150, seed: int = 3) -> pl.DataFrame:
    """Coded answers: three people chose その他, two left the sex out; women have lived here longer."""
    rng = np.random.default_rng(seed)
    sex = np.where(rng.random(n) < 0.5, 1, 2)
    sex[:3] = 3
    children = rng.integers(1, 3, n)
    years = np.round(rng.gamma(2, 8 + 6 * (sex == 2)), 0)
    moved = [date(1990, 1, 1) + timedelta(days=int(day)) for day in rng.integers(0, 11000, n)]
    frame = pl.DataFrame(
        {"sex": sex, "children": children, "years": years, "safe": rng.integers(1, 3, n), "moved": moved,
         "kids": rng.integers(1, 4, n)},
        schema={"sex": pl.Int16, "children": pl.Int16, "years": pl.Float64, "safe": pl.Int16, "moved": pl.Date,
                "kids": pl.Float64},
    ).with_row_index("row")  # fmt: skip
    silent = pl.Series(rng.random(n) < 0.1)
    return frame.with_columns(
        sex=pl.when(~pl.col("row").is_in([3, 4])).then("sex"),
        years=pl.when(~silent).then("years"),
        moved=pl.when(~silent | (pl.col("row") % 2 == 0)).then("moved"),
        kids=pl.when(pl.col("children") == 1).then("kids"),
    ).drop("row")


def folder(path: Path, frame: pl.DataFrame | None = None) -> Path:
    """A folder with a plan and these answers in answers/residents.csv."""
    (path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (path / "residents.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (path / "answers").mkdir()
    rows = (answers() if frame is None else frame).select("sex", "children", "years", "safe", "moved", "kids").rows()
    with (path / "answers" / "residents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["整理番号", *(f"問{number}" for number in range(1, 8))])
        for number, row in enumerate(rows):
            writer.writerow([number, *("" if value is None else value for value in row), "="])
    return path
