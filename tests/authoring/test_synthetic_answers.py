"""Made-up answers are answers: what kumin reads of them is what was made up."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import kumin
from conftest import ROOT
from kumin.cli import cli
from kumin.definitions import Questionnaire
from kumin.errors import UsageError

EVERY_KIND = {
    "id": "every-kind", "title": "例", "columns": {"id": "番号", "received": "受付日"},
    "period": {"start": "2024-07-01", "end": "2024-07-31"},
    "questions": [
        {"id": "sex", "text": "性別", "header": "問1", "type": "single", "options": {1: "男", 2: "女"},
         "required": True},
        {"id": "joined", "text": "利用", "header": "問2", "type": "multiple", "max": 2, "layout": "joined",
         "options": {1: "ア", 2: "イ", 3: "ウ", 4: {"label": "特になし", "exclusive": True}}},
        {"id": "marks", "text": "利用", "header": "問3", "type": "multiple", "layout": "columns",
         "options": {1: "カ", 2: "キ", 3: "ク"}},
        {"id": "slots", "text": "利用", "header": "問4", "type": "multiple", "layout": "slots", "max": 3,
         "options": {1: "サ", 2: "シ", 3: "ス", 4: "セ"}},
        {"id": "satisfied", "text": "満足", "header": "問5", "type": "number", "minimum": 0, "maximum": 10},
        {"id": "since", "text": "いつから", "header": "問6", "type": "date", "earliest": "1990-01-01",
         "latest": "2024-06-30"},
        {"id": "women", "text": "女性だけ", "header": "問7", "type": "single", "options": {1: "は", 2: "い"},
         "ask_if": {"sex": [2]}},
        {"id": "remark", "text": "意見", "header": "問8", "type": "text"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return Questionnaire.model_validate(EVERY_KIND)


def read_back(frame: pl.DataFrame, asked: Questionnaire, folder: Path) -> kumin.Answers:
    frame.write_csv(folder / "answers.csv", include_bom=True)
    return kumin.validate_file(folder / "answers.csv", asked)


@pytest.mark.parametrize("seed", range(4))
def test_made_up_answers_have_no_fault(asked: Questionnaire, tmp_path: Path, seed: int) -> None:
    read = read_back(kumin.synthetic(asked, 300, seed=seed), asked, tmp_path)
    assert read.n_used == 300
    assert set(read.findings.filter(pl.col("severity") == "error")["code"]) == set()


def test_what_is_read_is_what_was_made_up(asked: Questionnaire, tmp_path: Path) -> None:
    made = kumin.synthetic(asked, 300, seed=3)
    coded = read_back(made, asked, tmp_path).coded
    assert coded["sex"].cast(pl.String).to_list() == made["問1"].to_list()
    marks = [str(code) for code in (1, 2, 3, 4)]
    cells = ["" if row is None else row for row in made["問2"]]
    for code in marks:
        expected = [None if cell == "" else code in cell.split(",") for cell in cells]
        assert coded[f"joined_{code}"].to_list() == expected
    slots = made.select(pl.concat_str("問4_1", "問4_2", "問4_3", separator=",")).to_series()
    for code in marks:
        expected = [None if not cell.strip(",") else code in cell.split(",") for cell in slots]
        assert coded[f"slots_{code}"].to_list() == expected
    assert coded["satisfied"].is_between(0, 10).all()


def test_who_was_not_asked_and_how_many_one_may_choose_are_kept(asked: Questionnaire) -> None:
    made = kumin.synthetic(asked, 2000, seed=5)
    assert (made.filter(pl.col("問1") == "1")["問7"] == "").all()
    women = made.filter(pl.col("問1") == "2")["問7"]
    assert 0.01 < (women == "").mean() < 0.10
    chosen = made["問2"].filter(made["問2"] != "").str.split(",")
    assert chosen.list.len().max() == 2
    assert chosen.filter(chosen.list.contains("4")).list.len().max() == 1
    assert (made["問1"] != "").all()


def test_the_same_seed_gives_the_same_and_every_id_says_it_is_made_up(asked: Questionnaire) -> None:
    first, again, other = (kumin.synthetic(asked, 50, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
    assert first["番号"].str.starts_with("架空").all()
    assert first["受付日"].str.to_date().is_between(pl.date(2024, 7, 1), pl.date(2024, 7, 31)).all()


def test_no_respondent_is_refused(asked: Questionnaire) -> None:
    with pytest.raises(UsageError, match="1"):
        kumin.synthetic(asked, 0)


def test_the_command_writes_a_file_that_a_plan_can_be_tried_on(tmp_path: Path) -> None:
    out = tmp_path / "residents.csv"
    done = CliRunner().invoke(
        cli, ["synthetic", str(ROOT / "schemas/tsurumi/r05/residents.yaml"), "--rows", "120", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    assert "120人分の架空の回答" in done.output
    assert pl.read_csv(out, infer_schema=False).height == 120
    again = CliRunner().invoke(cli, ["synthetic", str(ROOT / "schemas/tsurumi/r05/residents.yaml"), "--out", str(out)])
    assert again.exit_code == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"n": 2.5}, "synthetic_rows"),
        ({"n": 10**15}, "synthetic_memory"),
        ({"n": 10**400}, "synthetic_memory"),
        ({"n": True}, "synthetic_rows"),
        ({"n": "10"}, "synthetic_rows"),
        ({"n": 3, "seed": -1}, "synthetic_seed"),
        ({"n": 3, "seed": None}, "synthetic_seed"),
        ({"n": 3, "questionnaire": "q.yaml"}, "synthetic_questionnaire"),
    ],
)
def test_what_is_no_number_of_people_is_refused_in_words(given: dict[str, object], code: str) -> None:
    sex = {"id": "sex", "text": "Sex", "type": "single", "options": {1: "male", 2: "female"}}
    asked = Questionnaire.model_validate({"id": "example", "title": "Example", "questions": [sex]})
    with pytest.raises(UsageError) as caught:
        kumin.synthetic(**{"questionnaire": asked, **given})  # type: ignore[arg-type]
    assert caught.value.code == code
