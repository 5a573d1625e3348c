"""kumin tabulate and crosstab: of answers with a questionnaire, of answers alone, and of a plan as ever."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from kumin.cli.completion import PowerShellComplete
from kumin.definitions import load_questionnaire
from kumin.definitions.lenient.references import MOST_LISTED, listed

Run = Callable[..., subprocess.CompletedProcess[str]]

LABELLED = "整理番号,問1 あなたの性別,問2 あなたの年齢,問3 今後も住み続けたいですか,自由記述\n" + "".join(
    f"{n},{'男性' if n % 2 else '女性'},{20 + 10 * (n % 3)}代,{('そう思う', 'まあそう思う', 'そう思わない')[n % 3]},\n"
    for n in range(1, 61)
)


def counts(csv: str) -> dict[tuple[str, int], int]:
    rows = pl.read_csv(csv.encode(), infer_schema_length=None)
    rows = rows.filter(pl.col("option").is_not_null())
    if "axis" in rows.columns:
        rows = rows.filter(pl.col("axis").is_null())
    return {(q, o): n for q, o, n in rows.select("question", "option", "n_positive").rows()}


def test_a_questionnaire_and_answers_give_the_tables_of_the_plan(kumin: Run, mini: Path) -> None:
    answers, questionnaire = mini / "answers" / "residents.csv", mini / "residents.yaml"
    alone = kumin("tabulate", answers, "--questionnaire", questionnaire, "--format", "csv")
    turned = kumin("tabulate", questionnaire, "--answers", answers, "--format", "csv")
    planned = kumin("tabulate", mini, "--answers", mini / "answers", "--format", "csv")
    assert (alone.returncode, turned.returncode, planned.returncode) == (0, 0, 0)
    assert counts(alone.stdout) == counts(planned.stdout) == counts(turned.stdout)
    assert "調査票 residents.yaml で residents.csv を集計します" in alone.stderr
    without_plan = ("tabulate", answers, "--questionnaire", questionnaire)
    with_plan = ("tabulate", mini, "--answers", mini / "answers")
    said, other = ("".join(kumin(*asked).stdout.split()) for asked in (without_plan, with_plan))
    assert "無作為に選んだ調査とみなした" in said
    assert "無作為に選んだ調査とみなした" not in other


def test_answers_alone_are_drafted_as_new_does_and_it_is_said(kumin: Run, tmp_path: Path) -> None:
    answers = tmp_path / "回答.csv"
    answers.write_text(LABELLED, encoding="utf-8")
    done = kumin("tabulate", answers)
    assert done.returncode == 0
    assert "回答.csv から下書きしました: 設問 4（1つ 3、自由記述 1）" in done.stderr
    assert "60 件を読み" in done.stderr
    assert "下書きです（設問4、うち確かめが要るもの0）" in "".join(done.stdout.split())
    assert "公表する前に" in done.stderr
    made = kumin("new", answers, "--out", tmp_path / "q.yaml")
    assert made.returncode == 0
    with_it = kumin("tabulate", answers, "--questionnaire", tmp_path / "q.yaml", "--format", "csv")
    drafted = kumin("tabulate", answers, "--format", "csv")
    assert counts(with_it.stdout) == counts(drafted.stdout)
    assert sum(counts(drafted.stdout).values()) == 180


def test_a_draft_that_only_a_person_can_judge_says_how_many_questions(kumin: Run, mini: Path) -> None:
    answers = mini / "answers" / "residents.csv"
    answers.write_text(answers.read_text(encoding="utf-8").replace(",2,1,", ",9,1,"), encoding="utf-8")
    done = kumin("tabulate", answers)
    assert done.returncode == 0
    assert "人が確かめないと" in done.stderr
    assert "【要確認】" in done.stderr
    # English too, and nothing of the other language
    english = kumin("tabulate", answers, "--lang", "en")
    assert "first look" in english.stderr
    assert not re.search("[\u3040-\u309f]", english.stderr)


def test_what_is_no_answer_file_is_refused(kumin: Run, mini: Path) -> None:
    (mini / "free.csv").write_text("ねえ\n\n", encoding="utf-8")
    assert kumin("tabulate", mini / "free.csv").returncode == 2
    alone = kumin("tabulate", mini / "residents.yaml")
    assert alone.returncode == 2
    assert "これは調査票です" in alone.stderr
    twice = kumin("tabulate", mini / "answers" / "residents.csv", "--answers", mini / "answers" / "residents.csv")
    assert twice.returncode == 2
    assert "どちらか一方" in twice.stderr
    two = kumin("tabulate", mini, mini / "answers" / "residents.csv")
    assert two.returncode == 2
    assert "--answers で指定します" in two.stderr


def test_attributes_are_found_by_their_wording_and_named(kumin: Run, tmp_path: Path) -> None:
    answers = tmp_path / "回答.csv"
    answers.write_text(LABELLED, encoding="utf-8")
    done = kumin("crosstab", answers, "--question", "問3")
    assert done.returncode == 0
    assert "属性としました: 問1 (q1)、問2 (q2)" in done.stderr
    assert "男性" in done.stdout
    assert "30代" in done.stdout


def test_without_attributes_the_groups_must_be_named(kumin: Run, mini: Path) -> None:
    answers, questionnaire = mini / "answers" / "residents.csv", mini / "residents.yaml"
    done = kumin("crosstab", answers, "--questionnaire", questionnaire)
    assert done.returncode == 2
    assert "--by 問1" in done.stderr
    assert "問2 (safe)" in done.stderr
    by = kumin("crosstab", answers, "--questionnaire", questionnaire, "--by", "問1", "--question", "問2")
    assert by.returncode == 0
    assert "【子どもがいるか】" in by.stdout


def test_questions_that_are_not_known_are_listed_by_number_and_id(kumin: Run, mini: Path) -> None:
    done = kumin("tabulate", mini, "--answers", mini / "answers", "--question", "問77")
    assert done.returncode == 2
    assert "使える設問: 問1 (children), 問2 (safe)" in done.stderr


def test_a_long_list_of_questions_is_cut_with_its_count(tmp_path: Path) -> None:
    lines = [f"  - {{id: q{n}, text: 設問{n}, header: 問{n}, type: number}}\n" for n in range(1, 201)]
    file = tmp_path / "q.yaml"
    file.write_text("id: many\ntitle: 調査\nquestions:\n" + "".join(lines), encoding="utf-8")
    words = listed(load_questionnaire(file).questions)
    assert words.count("問") == MOST_LISTED
    assert words.endswith("… (200)")


@pytest.mark.parametrize(
    ("typed", "offered"), [("問1", ["問1"]), ("問1,sa", ["問1,safe"]), ("chi", ["children", "childcare"])]
)
def test_questions_are_completed_by_number_too(mini: Path, typed: str, offered: list[str]) -> None:
    from kumin.cli import cli

    complete = PowerShellComplete(cli, {}, "kumin", "_KUMIN_COMPLETE")
    before = ["tabulate", str(mini / "answers" / "residents.csv"), "--questionnaire", str(mini / "residents.yaml")]
    for given in (before, ["crosstab", str(mini)]):
        items = complete.get_completions([*given, "--question"], typed)
        assert [item.value for item in items] == offered
    assert all("問" in (item.help or "") or typed == "問1" for item in items)
