"""Sentences of an indicator hold the numbers that stand beside them, and speak of nothing that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import kumin
from kumin.numbers import printed
from kumin.pipeline import judge_published
from kumin.result import Result
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.words import Words, words_of

OPTIONS = {1: "はい", 2: "いいえ"}


def ran(
    folder: Path, target: dict[str, Any], counts: tuple[int, int], *, survey: dict[str, Any] | None = None,
    previous: Path | None = None, **plan: Any,
) -> Result:  # fmt: skip
    """Run a plan of one indicator that some people meet and others do not."""
    folder.mkdir(parents=True)
    questions = [{"id": "q", "text": "満足か", "header": "問1", "type": "single", "options": OPTIONS}]
    (folder / "q.yaml").write_text(
        yaml.safe_dump({"id": "q", "title": "調査", "questions": questions}), encoding="utf-8"
    )
    indicator = {"id": "1-1", "text": "割合", "survey": "s", "question": "q", "positive": [1], "target": target}
    given = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": 2023, **plan,
        "surveys": {"s": {"title": "調査", "questionnaire": "q.yaml", **(survey or {})}},
        "issues": [{"id": 1, "title": "課題", "indicators": [indicator]}],
    }  # fmt: skip
    (folder / "plan.yaml").write_text(yaml.safe_dump(given), encoding="utf-8")
    (folder / "s.csv").write_text("問1\n" + "1\n" * counts[0] + "2\n" * counts[1], encoding="utf-8")
    return kumin.run(folder, {"s": folder / "s.csv"}, previous=previous)


def said(result: Result, code: str, words: Words | None = None) -> str:
    lines = criticism_lines(result, "1-1", words or words_of(result, "ja"))
    return "".join(next(line.said for line in lines if line.code == code))


@pytest.mark.parametrize("decimals", [0, 1, 2])
@pytest.mark.parametrize("target", [55.5, 62.25, 50])
def test_the_distance_from_the_target_is_that_of_the_printed_limits(
    tmp_path: Path, decimals: int, target: float
) -> None:
    result = ran(tmp_path / "plan", {"at_least": target}, (5, 4), decimals=decimals)
    row = result.judgements.row(0, named=True)
    more = max(decimals, len(f"{target:g}".partition(".")[2]))
    ends = [float(printed(row[name], decimals)) - target for name in ("lower_percent", "upper_percent")]
    expected = "～".join(printed(end, more, signed=True) for end in ends)
    assert f"目標との差は、95%区間で {expected}ポイント です" in said(result, "size")


def test_of_a_range_no_distance_is_told(tmp_path: Path) -> None:
    result = ran(tmp_path / "plan", {"between": [40, 60]}, (500, 500))
    assert said(result, "size").endswith("95%区間を目標の範囲と比べると、標本誤差を考えても判定は A です。")
    assert "目標との差" not in said(result, "size")


def test_a_target_that_was_changed_on_the_way_is_told(tmp_path: Path) -> None:
    target = {"at_least": 40, "revised": [{"from": 2023, "at_least": 43.5}]}
    before = ran(tmp_path / "2022", target, (45, 55), fiscal_year=2022)
    now = ran(tmp_path / "2023", target, (45, 55), previous=before)  # type: ignore[arg-type]
    assert "目標 40%以上 → 43.5%以上" in said(now, "target")


@pytest.mark.parametrize("stated", [65.82, 65])
def test_what_a_target_is_compared_with_is_printed_as_the_target(tmp_path: Path, stated: float) -> None:
    result = ran(tmp_path / "plan", {"external": {2023: stated, "source": "全国調査"}}, (45, 55))
    shown = said(result, "target")
    assert f"目標は {stated}%以上" in shown
    assert f"2023年度の値 {stated:.{2 if stated != 65 else 1}f}%" in shown or f"令和5年度の値 {stated}" in shown


def test_a_target_of_nothing_that_was_measured_is_told(tmp_path: Path) -> None:
    result = ran(tmp_path / "plan", {"at_least": {"count": 0, "n": 50}}, (45, 55))
    assert "比べる相手の 0.0%（n=50）は" in said(result, "target")


def test_a_published_value_that_is_rounded_is_not_said_to_be_used_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    ran(folder, {"at_least": 30}, (1, 1))
    plan = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))
    for stated, expected in (
        (30.25, "公表された値 30.25% を、方針の桁数に四捨五入して"),
        (30.3, "そのまま使っています"),
    ):
        plan["issues"][0]["indicators"][0]["result"] = {"percent": stated, "n": 400}
        (folder / "plan.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
        assert expected in said(judge_published(folder / "plan.yaml"), "publication")
