"""`kumin judge` says what the interval of a published percent assumes of the design, and uses what is stated of it."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import kumin
from kumin.cli import cli
from kumin.definitions import Plan
from kumin.definitions.files.plan_file import workbook_is_plan
from kumin.errors import DefinitionError
from kumin.intervals import finite_exact
from kumin.judgement.measures.stated import ASSUMPTIONS, assumed_deff
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.messages import catalogue
from kumin.past.previous import plan_of_year
from kumin.result import Result
from kumin.words import Words
from kumin.words.indicators.criticisms import criticism_lines

QUESTIONS = {
    "id": "q", "title": "調査",
    "questions": [
        {"id": "q1", "text": "感じるか", "header": "問1", "type": "single", "options": {1: "はい", 2: "いいえ"}},
        {"id": "area", "text": "地域", "header": "地域", "type": "single", "options": {1: "東", 2: "西"}},
        {"id": "w", "text": "重み", "header": "重み", "type": "number"},
    ],
}  # fmt: skip
STRATA = {"strata": "area", "sizes": {1: {"invited": 500, "population": 9000}, 2: {"invited": 500, "population": 1000}}}


def written(folder: Path, result: object, year: int = 2023, survey: dict[str, Any] | None = None, **more: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    indicator = {
        "id": "x", "text": "指標", "survey": "s", "question": "q1", "positive": [1], "target": {"at_least": 50},
        "result": result, "history": more.pop("history", {}),
    }  # fmt: skip
    plan = {
        "id": "p", "title": f"{year}年度運営方針", "ward": "試験区", "fiscal_year": year,
        "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", **(survey or {})}},
        "issues": [{"id": 1, "title": "課題", "indicators": [indicator]}], **more,
    }  # fmt: skip
    (folder / "q.yaml").write_text(yaml.safe_dump(QUESTIONS, allow_unicode=True), encoding="utf-8")
    path = folder / "plan.yaml"
    path.write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    return path


def wilson(p: float, n: float) -> tuple[float, float]:
    """Wilson 1927, written out once more."""
    z = 1.959963984540054
    centre, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)


def size_line(result: Result, lang: str = "ja") -> str:
    (line,) = (line for line in criticism_lines(result, "x", Words.of(lang)) if line.code == "size")
    return "".join(line.said)


RESULT = {"percent": 54.5, "n": 400}


@pytest.mark.parametrize(
    ("result", "survey", "official", "effect", "said"),
    [
        (RESULT, {}, "unweighted", 1.0, "単純無作為抽出とみなして計算。層・抽出単位・補正の影響は入っていません"),
        (RESULT | {"deff": 1.6}, {}, "unweighted", 1.6, "ともに書かれたデザイン効果 1.60 で計算"),
        (RESULT | {"n_eff": 250}, {}, "unweighted", 1.6, "ともに書かれたデザイン効果 1.60 で計算"),
        (RESULT, {"deff": 1.25}, "unweighted", 1.25, "調査について書かれたデザイン効果 1.25 で計算"),
        (RESULT | {"deff": 2}, {"deff": 1.25}, "unweighted", 2.0, "デザイン効果 2.00 で計算"),
        (RESULT, {"design": STRATA}, "unweighted", 1.0, "運営方針に標本設計はありますが、もとの回答がないため"),
        (RESULT, {"design": STRATA}, "design", 1.64, "層ごとの発送数と人口によるデザイン効果 1.64 を見込んで計算"),
        (RESULT, {"design": {"weight": "w"}}, "design", 1.0, "運営方針に標本設計はありますが"),
        (RESULT, {"design": STRATA, "deff": 1.3}, "design", 1.3, "調査について書かれたデザイン効果 1.30"),
    ],
)  # fmt: skip
def test_the_interval_says_what_it_assumes_of_the_design(
    tmp_path: Path, result: dict[str, Any], survey: dict[str, Any], official: str, effect: float, said: str
) -> None:
    found = kumin.judge_published(written(tmp_path, result, survey=survey, official=official))
    (value,) = (one.value for one in found.items)
    rest = 1 - 400 / 10_000 if "design" in survey and "sizes" in survey["design"] else 1.0
    assert (value.lower, value.upper) == pytest.approx(wilson(0.545, 400 / effect / rest), abs=1e-12)
    assert said in size_line(found)
    assert size_line(found, "en").count("(from the published percent and n") == 1


def test_kish_effect_of_strata_is_that_of_the_weights() -> None:
    """500 letters each to 9,000 and 1,000 people: weights 18 and 2, of any number returned alike."""
    plan = Plan.model_validate({
        "id": "p", "title": "p", "ward": "w", "fiscal_year": 2023, "official": "design",
        "surveys": {"s": {"title": "s", "questionnaire": "q.yaml", "design": STRATA}},
        "issues": [{"id": 1, "title": "i", "indicators": [{"id": "x", "text": "t", "survey": "s", "question": "q1",
                    "positive": [1], "target": {"at_least": 50}, "result": RESULT}]}],
    })  # fmt: skip
    weights = [18.0] * 200 + [2.0] * 200
    kish = len(weights) * sum(w * w for w in weights) / sum(weights) ** 2
    assert assumed_deff(plan, next(plan.indicators())[1]) == ("of_letters", pytest.approx(kish))


def test_a_design_effect_may_turn_what_is_sure(tmp_path: Path) -> None:
    """55.5% of 400 is above 50 for certain in a simple random sample: 50.6 to 60.3; with deff 2 it is not."""
    result = {"percent": 55.5, "n": 400}
    plain = kumin.judge_published(written(tmp_path / "a", result)).items[0].verdict
    wide = kumin.judge_published(written(tmp_path / "b", result | {"deff": 2})).items[0].verdict
    assert (plain[Cause.SAMPLING].turned, wide[Cause.SAMPLING].turned) == (Turned.NO, Turned.YES)
    assert (plain.step, wide.step) == (Step.FIRM, Step.DEPENDS)


def test_a_past_value_has_its_own_design_effect(tmp_path: Path) -> None:
    spread = []
    for place, past in enumerate(({"percent": 45.0, "n": 400}, {"percent": 45.0, "n": 400, "deff": 3})):
        one = kumin.judge_published(written(tmp_path / str(place), RESULT, history={2022: past})).items[0]
        assert one.change is not None
        assert one.change.lower is not None
        assert one.change.upper is not None
        spread.append(one.change.upper - one.change.lower)
    assert spread[1] / spread[0] == pytest.approx(math.sqrt((1 + 3) / 2), rel=0.02)


@pytest.mark.parametrize(
    ("result", "code"),
    [({"percent": 50, "deff": 2}, "published_deff_without_n"),
     ({"percent": 50, "n_eff": 20}, "published_deff_without_n"),
     (RESULT | {"deff": 2, "n_eff": 200}, "published_deff_twice")],
)  # fmt: skip
def test_a_design_effect_is_of_an_n_and_stated_once(tmp_path: Path, result: dict[str, Any], code: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        kumin.judge_published(written(tmp_path, result))
    assert code in str(refused.value.code) + str(refused.value.params)


def test_every_assumption_has_words() -> None:
    assert {f"say_size_{name}" for name in ASSUMPTIONS} <= set(catalogue())


def test_a_published_survey_of_nearly_everyone_has_its_exact_limits(tmp_path: Path) -> None:
    """34 of 35, of 36 asked: the one who did not answer cannot bring it under 90%."""
    survey = {"population": 36, "invited": 36, "interval": "finite_exact"}
    (one,) = kumin.judge_published(written(tmp_path, {"percent": 97.1, "n": 35}, survey=survey)).items
    assert (one.value.lower, one.value.upper) == finite_exact(34, 35, 36, 0.95)
    assert one.value.nearly_everyone
    said = size_line(kumin.judge_published(written(tmp_path, {"percent": 97.1, "n": 35}, survey=survey)))
    assert "単純無作為抽出" not in said
    assert "答えなかった人が答えた人と同じように答えるとした場合の幅" in said


def test_a_published_census_is_no_random_sample(tmp_path: Path) -> None:
    survey = {"sampling": "census", "invited": 800}
    for lang, said in (("ja", "単純無作為抽出"), ("en", "random sample")):
        assert said not in size_line(kumin.judge_published(written(tmp_path, RESULT, survey=survey)), lang)


def test_last_year_may_be_a_plan_in_yaml_a_workbook_its_folder_or_a_result(tmp_path: Path) -> None:
    """Whatever last year is given as, the change is the same; and it is written and told as after a run."""
    before = written(tmp_path / "2022", {"percent": 45.0, "n": 400}, 2022)
    now = written(tmp_path / "2023", RESULT)
    runner = CliRunner()
    done = runner.invoke(cli, ["convert", str(before), "--out", str(tmp_path / "book")])
    assert done.exit_code == 0, done.output
    book = next(one for one in (tmp_path / "book").glob("*.xlsx") if workbook_is_plan(one))
    done = runner.invoke(cli, ["judge", str(before), "--out", str(tmp_path / "out" / "2022"), "--lang", "ja"])
    assert done.exit_code == 0, done.output
    told = {}
    for given in (before, before.parent, book, book.parent, tmp_path / "out" / "2022",
                  tmp_path / "out" / "2022" / "result.json"):  # fmt: skip
        out = tmp_path / "written" / str(len(told))
        done = runner.invoke(
            cli, ["judge", str(now), "--previous", str(given), "--detail", "--lang", "ja", "--out", str(out)]
        )
        assert done.exit_code == 0, (given, done.output)
        kept = [line for line in done.stdout.splitlines() if "前年度から +9.5" in line or line.startswith("x ")]
        assert any("標本誤差を超えて上がりました" in line for line in kept), (given, done.stdout)
        change = json.loads((out / "result.json").read_text(encoding="utf-8"))["judgements"][0]
        told[given] = (change["change_lower_points"], change["change_upper_points"], change["change_p_value"])
    assert len(set(told.values())) == 1
    assert kumin.judge_published(now, previous=book).items[0].change is not None


def test_the_plan_of_the_year_before_is_found_as_yaml_or_workbook(tmp_path: Path) -> None:
    """Beside a folder of answers kumin looks for that year's plan; of a workbook too, and by an era's year."""
    now = kumin.load_plan(written(tmp_path / "2023", RESULT))
    assert plan_of_year(now, 2022) is None
    before = written(tmp_path / "2022", RESULT, 2022)
    found = plan_of_year(now, 2022)
    assert found is not None
    assert found.path == before.resolve()
    text = before.read_text(encoding="utf-8")
    before.write_text(text.replace("fiscal_year: 2022", "fiscal_year: 令和4年度"), encoding="utf-8")
    assert plan_of_year(now, 2022) is not None
    done = CliRunner().invoke(cli, ["convert", str(before), "--out", str(tmp_path / "令和4年度")])
    assert done.exit_code == 0, done.output
    before.unlink()
    found = plan_of_year(now, 2022)
    assert found is not None
    assert found.path.suffix == ".xlsx"


def test_a_run_may_be_given_last_years_plan_too(tmp_path: Path) -> None:
    """With raw answers this year and only a published plan of last year."""
    before = written(tmp_path / "2022", {"percent": 40.0, "n": 1000}, 2022)
    now = written(tmp_path / "2023", RESULT)
    answers = tmp_path / "a.csv"
    answers.write_text("問1,地域,重み\n" + "1,1,1\n" * 60 + "2,1,1\n" * 40, encoding="utf-8")
    (one,) = kumin.run(now, answers, previous=before).items
    assert one.change is not None
    assert (one.change.difference, one.change.statement, one.change.before.source) == (20, "rose", "plan")
