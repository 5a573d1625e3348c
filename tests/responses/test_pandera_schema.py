"""``kumin.to_pandera``: the schema of a questionnaire's coded answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import kumin
from answers_tools import GOOD, check, questionnaire

PERIOD = "period: {start: 2023-07-01, end: 2023-07-31}\n"


def test_coded_answers_of_a_clean_file_pass_it(tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD, GOOD.replace("001", "002"), extra=PERIOD)
    schema = kumin.to_pandera(questionnaire(tmp_path, PERIOD))
    assert schema.validate(answers.coded, lazy=True).equals(answers.coded)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [("sex", 7, "E101"), ("years", 120.0, "E107"), ("media", 3, "E104"), ("received", date(2024, 1, 1), "W205")],
)
def test_a_failed_check_has_the_code_of_its_finding(column: str, value: object, code: str, tmp_path: Path) -> None:
    from pandera.errors import SchemaErrors

    answers = check(tmp_path, GOOD, extra=PERIOD)
    schema = kumin.to_pandera(questionnaire(tmp_path, PERIOD))
    wrong = answers.coded.with_columns(pl.lit(value, answers.coded.schema[column]).alias(column))
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(wrong, lazy=True)
    assert caught.value.failure_cases.select("column", "check").rows() == [(column, code)]


def test_ids_may_not_repeat(tmp_path: Path) -> None:
    from pandera.errors import SchemaErrors

    coded = check(tmp_path, GOOD, GOOD.replace("001", "002")).coded
    schema = kumin.to_pandera(questionnaire(tmp_path))
    assert schema.validate(coded.with_columns(respondent=pl.Series(["1", "2"])), lazy=True).height == 2
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(coded.with_columns(respondent=pl.Series(["1", "1"])), lazy=True)
    assert caught.value.failure_cases["check"].to_list() == ["E201"]
