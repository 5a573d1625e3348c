"""Every flag is raised by a plan or its answers, and has words in both languages; one that is unknown cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from kumin.definitions import Plan
from kumin.judgement import Flag, judge_all
from kumin.judgement.flags import flags_of, flags_text
from kumin.messages import catalogue
from kumin.words.words import Words

ASKED = {"survey": "s", "question": "q", "positive": [1]}


def flags_by(indicator: dict[str, Any], row: dict[str, Any] | None = None, **more: Any) -> frozenset[Flag]:
    """Judge one indicator, of an estimate or without any, and return its flags."""
    previous = more.pop("previous", None)
    plan = Plan.model_validate(
        {
            "id": "p", "title": "運営方針", "ward": "試験区", "fiscal_year": 2023,
            "surveys": {"s": {"title": "調査", "questionnaire": "q.yaml"}},
            "issues": [{"id": 1, "title": "課題", "indicators": [{"id": "1-1", "text": "指標", **indicator}]}], **more,
        }
    )  # fmt: skip
    frame = pl.DataFrame([] if row is None else [{"indicator": "1-1"} | row], schema_overrides={"indicator": pl.String})
    frame = frame if row else pl.DataFrame(schema={"indicator": pl.String})
    return judge_all(frame, plan, previous=previous).items[0].flags


SCALE = {"scales": {"r": {"metric": "progress", "bands": [{"mark": "◎", "at_least": 100}, {"mark": "×"}]}}}
LAST = {"indicator": "1-1", "fiscal_year": 2022, "percent": 50.0, "n_base": 100, "proportion": 0.5}

FROM_ESTIMATES: dict[Flag, Callable[[], frozenset[Flag]]] = {
    Flag.NOT_MEASURED: lambda: flags_by({**ASKED, "target": {"at_least": 50}, "result": "未測定"}),
    Flag.NO_RESULT: lambda: flags_by({**ASKED, "target": {"at_least": 50}}),
    Flag.NO_REFERENCE: lambda: flags_by({**ASKED, "target": {"raise": {"points": 1}}}, {"n_base": 9, "n_positive": 5}),
    Flag.NO_METRIC: lambda: flags_by(
        {**ASKED, "target": {"at_least": 50, "scale": "r"}}, {"n_base": 100, "n_positive": 5}, **SCALE
    ),
    Flag.MONITORED: lambda: flags_by({"unit": "件", "target": {"monitor": True}, "result": 5}),
    Flag.ROUNDING_DECIDES: lambda: flags_by(
        {**ASKED, "target": {"at_least": 51.7}}, {"n_base": 10_000, "n_positive": 5165}
    ),
    Flag.NUMBER: lambda: flags_by({"unit": "件", "target": {"at_least": 50}, "result": 51}),
    Flag.DIFFERS_FROM_PUBLISHED: lambda: flags_by(
        {**ASKED, "target": {"at_least": 50}, "result": 51.1}, {"n_base": 100, "n_positive": 51}
    ),
    Flag.SMALL_BASE: lambda: flags_by({**ASKED, "target": {"at_least": 50}}, {"n_base": 29, "n_positive": 15}),
    Flag.NO_N: lambda: flags_by({"unit": "%", "target": {"at_least": 50}, "result": 51}),
    Flag.PERCENT_NOT_OF_N: lambda: flags_by(
        {**ASKED, "target": {"at_least": 50}, "result": {"percent": 50.9, "n": 10}}
    ),
    Flag.PREVIOUS_DIFFERS: lambda: flags_by(
        {**ASKED, "target": {"at_least": 50}, "history": {2022: 50.1}}, {"n_base": 100, "n_positive": 51},
        previous=pl.DataFrame([LAST]),
    ),
}  # fmt: skip
QUIET: dict[Flag, Callable[[], frozenset[Flag]]] = {
    Flag.DIFFERS_FROM_PUBLISHED: lambda: flags_by(
        {**ASKED, "target": {"at_least": 50}, "result": 51.0}, {"n_base": 100, "n_positive": 51}
    ),
    Flag.SMALL_BASE: lambda: flags_by({**ASKED, "target": {"at_least": 50}}, {"n_base": 30, "n_positive": 15}),
    Flag.NO_N: lambda: flags_by({"unit": "件", "target": {"at_least": 50}, "result": 51}),
    Flag.PERCENT_NOT_OF_N: lambda: flags_by(
        {**ASKED, "target": {"at_least": 50}, "result": {"percent": 50.9, "n": 530}}
    ),
    Flag.PREVIOUS_DIFFERS: lambda: flags_by(
        {**ASKED, "target": {"at_least": 50}, "history": {2022: 50.0}}, {"n_base": 100, "n_positive": 51},
        previous=pl.DataFrame([LAST]),
    ),
}  # fmt: skip


LETTERS_BY_CELL = ("population: 1000", "population: population.csv")
EASY = ("{at_least: 60, by: 2027}", "{at_least: 40}")


def of_run(
    folder: Path,
    *changes: tuple[str, str],
    rows: list[str] | None = None,
    cells: str = "children,population\n1,900\n2,100\n",
    last_year: tuple[str, str] | None = None,
    last_plan: tuple[str, str] = ("", ""),
) -> frozenset[Flag]:
    """Change the small plan, its answers or last year's questionnaire, run it, and return the first flags."""
    plan, answers = folder / "plan.yaml", folder / "answers" / "residents.csv"
    text = plan.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    plan.write_text(text, encoding="utf-8")
    (folder / "population.csv").write_text(cells, encoding="utf-8")
    if rows is not None:
        head = answers.read_text(encoding="utf-8").splitlines()[0]
        answers.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    previous = None
    if last_year:
        before = folder / "last"
        before.mkdir()
        earlier = text.replace("fiscal_year: 2023", "fiscal_year: 2022").replace("{2022: 50.0}", "{2021: 50.0}")
        earlier = earlier.replace(*last_plan) if any(last_plan) else earlier
        (before / "plan.yaml").write_text(earlier, encoding="utf-8")
        asked = (folder / "residents.yaml").read_text(encoding="utf-8")
        (before / "residents.yaml").write_text(asked.replace(*last_year), encoding="utf-8")
        previous = kumin.run(before, folder / "answers")
    return kumin.run(plan, folder / "answers", previous=previous).items[0].flags


def answers_of(children_and_safe: list[tuple[int, int | str]]) -> list[str]:
    return [f"{k:03d},2023/7/1,{child},{safe},,1,3," for k, (child, safe) in enumerate(children_and_safe)]


# half of the respondents have children, of whom few feel safe; nine in ten people have
SPLIT = answers_of([(1, 1 if k < 5 else 3) for k in range(30)] + [(2, 1 if k < 25 else 3) for k in range(30)])
BLANKS = answers_of([(1, 1)] * 30 + [(1, 3)] * 20 + [(1, "")] * 10)
VOLUNTEERS = ("residents: {", "residents: {sampling: volunteers, ")


def of_judge(folder: Path, result: str) -> frozenset[Flag]:
    """Judge the small plan by a result of its own, and return the first flags."""
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("history: {2022: 50.0}", f"result: {result}", 1), encoding="utf-8")
    return kumin.judge_published(plan).items[0].flags


def of_two_surveys(folder: Path, options: str) -> frozenset[Flag]:
    """Take indicators of two surveys together, of which the second counts these options; return the pool's flags."""
    plan, asked = folder / "plan.yaml", folder / "residents.yaml"
    text = plan.read_text(encoding="utf-8").replace(
        "surveys:\n", "surveys:\n  t: {title: 調査, questionnaire: t.yaml}\n", 1
    )
    (folder / "t.yaml").write_text(asked.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "answers" / "t.csv").write_bytes((folder / "answers" / "residents.csv").read_bytes())
    both = (
        "      - {id: other, text: t, survey: t, question: safe, positive: [POS], target: {at_least: 1}}\n"
        "      - {id: both, text: t, pool: {of: [1-1, other]}, target: {at_least: 1}}\n"
    )
    plan.write_text(text.rstrip() + "\n" + both.replace("POS", options), encoding="utf-8")
    return kumin.run(plan, folder / "answers").items[-1].flags


FROM_RUNS: dict[Flag, Callable[[Path], frozenset[Flag]]] = {
    Flag.PUBLISHED_DO_NOT_AGREE: lambda folder: of_judge(folder, "{percent: 50.0, n: 100, count: 51}"),
    Flag.MARK_DIFFERS: lambda folder: of_judge(folder, "{percent: 50.0, n: 100, mark: A}"),
    Flag.OFFICIAL_UNWEIGHTED: lambda folder: of_run(
        folder, LETTERS_BY_CELL, ("fiscal_year: 2023\n", "fiscal_year: 2023\nofficial: poststratified\n"),
        rows=answers_of([(1, 1)] * 9), cells="safe,population\n1,400\n2,400\n3,100\n",
    ),
    Flag.WEIGHTING_DECIDES: lambda folder: of_run(folder, LETTERS_BY_CELL, EASY, rows=SPLIT),
    Flag.BASE_DECIDES: lambda folder: of_run(folder, rows=BLANKS),
    Flag.NOT_COMPARABLE: lambda folder: of_run(folder, last_year=("text: 安全か", "text: 危険か")),
    Flag.TARGET_MOVED: lambda folder: of_run(
        folder, EASY, last_year=("安全か", "安全か"), last_plan=("at_least: 40", "at_least: 70")
    ),
    Flag.LOW_RETURN: lambda folder: of_run(folder, ("invited: 100", "invited: 1201")),
    Flag.POOLED_UNALIKE: lambda folder: of_two_surveys(folder, "1, 2, 3"),
    Flag.NOT_RANDOM: lambda folder: of_run(folder, VOLUNTEERS),
    Flag.RESIDENTS_FROM_OTHERS: lambda folder: of_run(
        folder, VOLUNTEERS, ("text: 安全だと", "about: residents\n        text: 安全だと")
    ),
}  # fmt: skip
QUIET_RUNS: dict[Flag, Callable[[Path], frozenset[Flag]]] = {
    Flag.PUBLISHED_DO_NOT_AGREE: lambda folder: of_judge(folder, "{percent: 51.0, n: 100, count: 51}"),
    Flag.MARK_DIFFERS: lambda folder: of_judge(folder, "{percent: 50.0, n: 100, mark: B}"),
    Flag.WEIGHTING_DECIDES: lambda folder: of_run(folder, LETTERS_BY_CELL, rows=SPLIT),
    Flag.BASE_DECIDES: lambda folder: of_run(folder, EASY, rows=BLANKS),
    Flag.NOT_COMPARABLE: lambda folder: of_run(folder, last_year=("text: 安全か", "text: 安全か")),
    Flag.TARGET_MOVED: lambda folder: of_run(
        folder, EASY, last_year=("安全か", "安全か"), last_plan=("at_least: 40", "at_least: 60")
    ),
    Flag.LOW_RETURN: lambda folder: of_run(folder, ("invited: 100", "invited: 1200")),
    Flag.POOLED_UNALIKE: lambda folder: of_two_surveys(folder, "1, 2"),
    Flag.RESIDENTS_FROM_OTHERS: lambda folder: of_run(folder, VOLUNTEERS),
}


def test_every_flag_has_a_case_here() -> None:
    assert {*FROM_ESTIMATES, *FROM_RUNS} == set(Flag)


@pytest.mark.parametrize("flag", FROM_ESTIMATES, ids=lambda flag: flag.value)
def test_a_flag_is_raised_by_its_case(flag: Flag) -> None:
    assert flag in FROM_ESTIMATES[flag]()


@pytest.mark.parametrize("flag", FROM_RUNS, ids=lambda flag: flag.value)
def test_a_flag_is_raised_by_its_answers(flag: Flag, mini: Path) -> None:
    assert flag in FROM_RUNS[flag](mini)


@pytest.mark.parametrize("flag", QUIET, ids=lambda flag: flag.value)
def test_a_flag_is_not_raised_just_beside_its_case(flag: Flag) -> None:
    assert flag not in QUIET[flag]()


@pytest.mark.parametrize("flag", QUIET_RUNS, ids=lambda flag: flag.value)
def test_a_flag_is_not_raised_by_answers_just_beside(flag: Flag, mini: Path) -> None:
    assert flag not in QUIET_RUNS[flag](mini)


def test_every_flag_has_words_in_both_languages() -> None:
    missing = [
        flag for flag in Flag if not all(words.strip() for words in catalogue().get(f"flag_{flag.value}", ("",)))
    ]
    assert not missing
    assert len({words for flag in Flag for words in catalogue()[f"flag_{flag.value}"]}) == 2 * len(Flag)
    assert not {code for code in catalogue() if code.startswith("flag_")} - {
        "flag_line", *(f"flag_{flag.value}" for flag in Flag)
    }  # fmt: skip


def test_an_unknown_flag_cannot_be() -> None:
    for unknown in (lambda: Flag("small_bse"), lambda: flags_of("small_bse"), lambda: Words("en").flags("small_bse")):
        with pytest.raises(ValueError, match="small_bse"):
            unknown()


def test_flags_are_listed_in_their_order_and_read_back() -> None:
    assert flags_of(flags_text(set(Flag))) == set(Flag)
    assert flags_text(reversed(Flag)) == ";".join(flag.value for flag in Flag)
    assert flags_text([]) == ""
    assert flags_of(None) == frozenset()


def test_the_column_of_a_run_is_made_of_its_flags(mini: Path) -> None:
    result = kumin.run(mini / "plan.yaml", mini / "answers")
    assert result.judgements["flags"].to_list() == [flags_text(one.flags) for one in result.items]
