"""「3つまで」 in a question's words is the limit of a draft, unless answers pass it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from kumin.authoring.most_marks import most_of
from kumin.authoring.proof import Proven, draft_files
from kumin.definitions import FileLayout, MultipleQuestion, load_questionnaire

OPTIONS = ("公園", "図書館", "体育館", "プール", "集会所")
THREE = "問1 利用したい施設（３つまで）"


@pytest.mark.parametrize(
    ("words", "most"),
    [
        (THREE, 3),
        ("問12 重要と思うもの【3つ以内】", 3),
        ("主なものを二つまで", 2),
        ("最大で5個まで選べます", 5),
        ("問3 項目を10項目まで", 10),
        ("Choose up to three", 3),
        ("at most 4 of these", 4),
        ("問3 5年以内に使った施設", None),
        ("問3 20歳まで住んだ所", None),
        ("問3 あてはまるものすべて", None),
        ("問3 1つまで", None),
        ("2つまで、特に必要なら3つまで", None),
    ],
)
def test_the_limit_that_words_state(words: str, most: int | None) -> None:
    assert most_of(words) == most


def drafted(folder: Path, heading: str, answers: list[tuple[str, ...]]) -> tuple[Proven, MultipleQuestion, str]:
    file, out = folder / "a.csv", folder / "q.yaml"
    rows = [f"{place},{'、'.join(one)}" for place, one in enumerate(answers, 1)]
    file.write_text("\n".join([f"番号,{heading}", *rows]) + "\n", encoding="utf-8")
    found = draft_files([file], FileLayout(), "ja")
    out.write_text(found.words, encoding="utf-8")
    question = load_questionnaire(out).questions[0]
    assert isinstance(question, MultipleQuestion)
    return found, question, "\n".join(found.lines)


def test_a_limit_in_the_words_is_the_limit_of_the_draft(tmp_path: Path) -> None:
    answers = [one for size in (1, 2, 3) for one in combinations(OPTIONS, size)] * 3
    found, question, said = drafted(tmp_path, THREE, answers)
    assert question.max == 3
    assert "q1: 設問の言葉から、選べるのは3つまでとしました" in said
    assert not found.asked


def test_a_limit_that_answers_pass_is_asked_and_none_is_left_out(tmp_path: Path) -> None:
    answers = [one for size in (1, 2, 3) for one in combinations(OPTIONS, size)] * 3 + [OPTIONS[:4], OPTIONS]
    found, question, said = drafted(tmp_path, THREE, answers)
    assert question.max is None
    assert "それより多く選んだ回答が 2 件あります" in said
    assert [one.ids for one in found.asked] == [("q1",)]
    assert f"n={len(answers)}" in said


def test_as_many_as_there_are_options_is_no_limit(tmp_path: Path) -> None:
    answers = [one for size in (1, 2, 3) for one in combinations(OPTIONS[:3], size)] * 8
    _, question, _ = drafted(tmp_path, THREE, answers)
    assert question.max is None
