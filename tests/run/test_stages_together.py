"""run(): the stages together, and what it refuses."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import MINI_HEADER
from kumin.writers.files import result_dict, write_result


def answers(folder: Path, *rows: str) -> Path:
    path = folder / "answers" / "residents.csv"
    path.write_text(MINI_HEADER + "".join(f"{i:03d},,{row}\n" for i, row in enumerate(rows)), encoding="utf-8")
    return path


def test_a_domain_counts_only_who_was_asked(mini: Path) -> None:
    # 問1 children, 問2 safe, 問3 childcare: the third has no children and must not be asked
    answers(mini, "1,1,1,,,", "1,3,3,,,", "2,1,1,,,", ",2,1,,,")
    result = kumin.run(mini, mini / "answers")
    counts = result.estimates.select("indicator", "n_asked", "n_base", "n_positive").rows()
    assert counts == [("1-1", 4, 4, 3), ("1-2", 2, 2, 1)]
    assert result.findings.select("row", "code").rows() == [(None, "W137"), (4, "E103")]  # the fourth has no 問1


@pytest.mark.parametrize(
    ("base", "expected"),
    [("answered", (4, 2)), ("all", (5, 2)), ("{excluding: [3]}", (2, 2)), ("{rule: all, excluding: [3]}", (3, 2))],
)
def test_base_rules(mini: Path, base: str, expected: tuple[int, int]) -> None:
    plan = (
        (mini / "plan.yaml")
        .read_text(encoding="utf-8")
        .replace("question: safe", f"question: safe\n        base: {base}")
    )
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    answers(mini, "1,1,,,,", "1,2,,,,", "1,3,,,,", "1,3,,,,", "1,,,,,")
    result = kumin.run(mini, mini / "answers")
    assert result.estimates.select("n_base", "n_positive").row(0) == expected


def test_a_multiple_answer_can_be_an_indicator(mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8").replace("question: safe", "question: media")
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    answers(mini, '1,1,,"1,2",,', "1,1,,3,,", "1,1,,,,", "1,1,,2,,")
    result = kumin.run(mini, mini / "answers")
    assert result.estimates.select("n_base", "n_positive").row(0) == (3, 2)


def test_nobody_in_the_base_is_no_result_and_no_judgement(mini: Path) -> None:
    answers(mini, "2,1,,,,", "2,1,,,,")
    row = kumin.run(mini, mini / "answers").judgements.row(1, named=True)
    assert row["n_base"] == 0
    assert row["percent"] is None
    assert row["judgement"] is None
    assert "no_result" in row["flags"].split(";")


def test_the_same_inputs_give_the_same_frames(mini: Path) -> None:
    first, second = kumin.run(mini, mini / "answers"), kumin.run(mini, mini / "answers")
    assert first.judgements.equals(second.judgements)
    assert first.estimates.equals(second.estimates)


def test_the_manifest_names_every_input_by_its_digest(mini: Path) -> None:
    manifest = kumin.run(mini, mini / "answers").manifest
    found = {entry.name: entry.sha256 for entry in manifest.inputs}
    for path in (mini / "plan.yaml", mini / "residents.yaml", mini / "answers" / "residents.csv"):
        assert found[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert manifest.versions["polars"] == pl.__version__


def test_result_json_holds_full_precision_and_can_be_read_back(mini: Path, tmp_path: Path) -> None:
    result = kumin.run(mini, mini / "answers")
    write_result(result, tmp_path / "out", reports=False)
    read = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    others = {path.name for path in (tmp_path / "out").iterdir()} - {"result.json"}
    assert set(read.pop("files")) == others
    assert (read.pop("kept"), read.pop("earlier")) == ({}, {})
    # what is known only once the public files are written
    assert all(read.pop(name) for name in ("audit", "form", "options", "groups", "numbers", "digests"))
    assert read == json.loads(json.dumps(result_dict(result)))
    assert read["estimates"][0]["proportion"] == result.estimates["proportion"][0]
    assert read["summary"] == {"A": 2, "B": 0, "not_judged": 0} | {
        key: value for key, value in read["summary"].items() if key not in {"A", "B", "not_judged"}
    }


def test_csv_files_open_in_excel_and_hold_no_formula(mini: Path, tmp_path: Path) -> None:
    answers(mini, "1,=1+1,,,,", "1,1,,,,")
    result = kumin.run(mini, mini / "answers")
    write_result(result, tmp_path / "out", reports=False)
    data = (tmp_path / "out" / "findings.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = pl.read_csv(tmp_path / "out" / "findings.csv", infer_schema=False)
    assert table.filter(pl.col("code") == "E101")["value"].to_list() == ["'=1+1"]


def test_a_failing_write_leaves_nothing_behind(mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = kumin.run(mini, mini / "answers")

    def fail(*_: object) -> dict[str, object]:
        raise RuntimeError("disk full")

    monkeypatch.setattr("kumin.writers.files.result_dict", fail)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RuntimeError):
        write_result(result, tmp_path / "out")
    assert sorted(tmp_path.iterdir()) == before


def test_other_files_in_the_output_folder_are_left_alone(mini: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "memo.txt").write_text("keep", encoding="utf-8")
    write_result(kumin.run(mini, mini / "answers"), out, reports=False)
    assert (out / "memo.txt").read_text(encoding="utf-8") == "keep"
    assert (out / "judgements.csv").is_file()


def test_a_population_smaller_than_the_answers_is_refused(mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    (mini / "plan.yaml").write_text(plan.replace("population: 1000", "population: 60"), encoding="utf-8")
    assert kumin.run(mini, mini / "answers").answers["residents"].n_used == 60
    (mini / "plan.yaml").write_text(plan.replace("population: 1000", "population: 59"), encoding="utf-8")
    with pytest.raises(kumin.UsageError) as caught:
        kumin.run(mini, mini / "answers")
    assert caught.value.code == "population_too_small"


def test_a_survey_that_no_indicator_uses_is_read_and_checked_all_the_same(mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    extra = "  extra: {title: ほかの調査, questionnaire: residents.yaml}\nissues:"
    (mini / "plan.yaml").write_text(plan.replace("issues:", extra), encoding="utf-8")
    (mini / "answers" / "extra.csv").write_text(MINI_HEADER + "001,,1,7,1,,,\n", encoding="utf-8")
    result = kumin.run(mini, mini / "answers")
    assert result.answers["extra"].n_used == 1
    assert result.findings.filter(pl.col("survey") == "extra")["code"].to_list() == ["E101"]
    assert result.judgements.height == 2
