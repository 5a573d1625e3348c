"""Values of several years or surveys taken together say whether they were measured alike, and in what they were not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from kumin.judgement import Flag
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.result import Result, judgement_of
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.words import words_of

ASKED = (
    "id: {key}\ntitle: 調査\nquestions:\n"
    "  - {{id: q, text: 安全か, header: 問1, type: single, options: {{1: はい, 2: いいえ, 3: わからない}}}}\n"
)


def a_year(
    folder: Path,
    year: int,
    *changes: tuple[str, str],
    counts: tuple[int, int, int] = (60, 30, 10),
    surveys: str = "s",
    pool: str = "{of: a-s, years: 3}",
    more: str = "",
    plan: tuple[str, str] = ("", ""),
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    listed = indicators = ""
    for key in surveys:
        text = ASKED.format(key=key)
        for old, new in changes if key == surveys[-1] else ():
            assert old in text
            text = text.replace(old, new)
        (folder / f"{key}.yaml").write_text(text, encoding="utf-8")
        rows = "".join(f"{code}\n" * n for code, n in enumerate(counts, 1))
        (folder / f"{key}.csv").write_text("問1\n" + rows, encoding="utf-8")
        listed += f"  {key}: {{title: 調査{key}, questionnaire: {key}.yaml, of: 区民, mode: mail}}\n"
        asked = f"survey: {key}, question: q, positive: [1]"
        indicators += f"      - {{id: a-{key}, text: t, {asked}, target: {{at_least: 50}}{more}}}\n"
    indicators += f"      - {{id: p, text: t, pool: {pool}, target: {{at_least: 40}}}}\n"
    written = (
        f"id: p\ntitle: t\nward: w\nfiscal_year: {year}\nsurveys:\n{listed}issues:\n  - id: 1\n    title: t\n"
        f"    indicators:\n{indicators}"
    )
    (folder / "plan.yaml").write_text(written.replace(*plan) if plan[0] else written, encoding="utf-8")
    return folder


def run_of(folder: Path, previous: Path | Result | None = None, surveys: str = "s") -> Result:
    return kumin.run(folder, {key: folder / f"{key}.csv" for key in surveys}, previous=previous)


def line(result: Result, code: str, lang: str = "ja") -> str:
    return " ".join(next(one.said for one in criticism_lines(result, "p", words_of(result, lang)) if one.code == code))


HISTORY = ", history: {2021: {count: 50, n: 90}}"


@pytest.mark.parametrize(
    ("change", "plan", "aspect", "said"),
    [
        (("安全か", "危険か"), ("", ""), "wording", "設問文: 「危険か」→「安全か」"),
        (
            ("いいえ", "悪い"),
            ("", ""),
            "options",
            "選択肢: 「はい / 悪い / わからない」→「はい / いいえ / わからない」",
        ),
        (
            ("安全か", "安全か"),
            ("positive: [1]", "positive: [1, 3]"),
            "positive",
            "該当とする選択肢: 「はい / わからない」→「はい」",
        ),
    ],
)
def test_a_year_that_was_asked_otherwise_is_named_with_both_words(
    tmp_path: Path, change: tuple[str, str], plan: tuple[str, str], aspect: str, said: str
) -> None:
    before = run_of(a_year(tmp_path / "r04", 2022, change, plan=plan, pool="{of: a-s, years: 2}", more=HISTORY))
    result = run_of(a_year(tmp_path / "r05", 2023, pool="{of: a-s, years: 2}", more=HISTORY), before)
    one = judgement_of(result, "p")
    assert one is not None
    assert Flag.POOLED_UNALIKE in one.flags
    turn = one.verdict[Cause.INSTRUMENT]
    assert (turn.turned, turn.detail, one.verdict.step) == (Turned.YES, aspect, Step.DEPENDS)
    assert f"合わせた値のうち令和4年度は、今年度と尋ね方などが違います（{said}）。" in line(result, "wording")
    assert "2022" in line(result, "wording", "en")
    rows = (
        result.frames["pool_parts"].filter(pl.col("earlier")).select("fiscal_year", "comparable", "differs_in").rows()
    )
    assert rows == [(2022, False, aspect)]
    # the year alone is not compared with others
    alone = judgement_of(result, "a-s")
    assert alone is not None
    assert Flag.POOLED_UNALIKE not in alone.flags


def test_years_asked_alike_are_said_to_be_so(tmp_path: Path) -> None:
    before = run_of(a_year(tmp_path / "r04", 2022, pool="{of: a-s, years: 2}", more=HISTORY))
    result = run_of(a_year(tmp_path / "r05", 2023, pool="{of: a-s, years: 2}", more=HISTORY), before)
    one = judgement_of(result, "p")
    assert one is not None
    assert Flag.POOLED_UNALIKE not in one.flags
    assert one.verdict[Cause.INSTRUMENT].turned is Turned.NO
    assert one.verdict.step is Step.FIRM
    assert "合わせた値のうち令和4年度は、設問文・選択肢・母数などが今年度と同じです。" in line(result, "wording")
    assert "違います" not in line(result, "wording")


def test_a_year_that_is_only_published_is_not_taken_to_be_alike(tmp_path: Path) -> None:
    before = run_of(a_year(tmp_path / "r04", 2022, more=HISTORY))
    result = run_of(a_year(tmp_path / "r05", 2023, more=HISTORY), before)
    one = judgement_of(result, "p")
    assert one is not None
    assert one.verdict[Cause.INSTRUMENT].turned is Turned.NOT_KNOWN
    assert (one.verdict.step, one.verdict.reasons) == (Step.UNKNOWN, ("pool_definitions",))
    said = line(result, "wording")
    assert "令和3年度は、尋ね方が今年度と同じかどうか分かりません。" in said
    assert "令和4年度は、設問文・選択肢・母数などが今年度と同じです。" in said
    assert line(result, "past").startswith(
        "合わせた値: 令和3年度 55.6%（n=90、公表された値）、令和4年度 60.0%（n=100、その年度の kumin の結果）、"
        "令和5年度 60.0%（n=100、回答から計算）。"
    )


def test_answers_counted_anew_by_this_base_are_alike_in_it(tmp_path: Path) -> None:
    more = ", base: {rule: answered, excluding: [3]}"
    a_year(tmp_path / "r04", 2022, pool="{of: a-s, years: 2}", more=HISTORY)
    folder = tmp_path / "r05"
    a_year(folder, 2023, pool="{of: a-s, years: 2}", more=HISTORY + more)
    answers = tmp_path / "r04" / "answers"
    answers.mkdir()
    (tmp_path / "r04" / "s.csv").rename(answers / "s.csv")
    anew = run_of(folder, answers)
    one = judgement_of(anew, "p")
    assert one is not None
    # without わからない in both years: 60 of 90 and 60 of 90
    assert (one.value.n_positive, one.value.n_base) == (120, 180)
    assert one.verdict[Cause.INSTRUMENT].turned is Turned.NO
    assert Flag.POOLED_UNALIKE not in one.flags
    # of the result alone nothing can be counted anew
    kept = kumin.run(tmp_path / "r04", {"s": answers / "s.csv"})
    one = judgement_of(run_of(folder, kept), "p")
    assert one is not None
    assert one.verdict[Cause.INSTRUMENT].detail == "base"
    assert Flag.POOLED_UNALIKE in one.flags


def test_two_surveys_asked_otherwise_are_told_and_do_not_make_the_mark_depend(tmp_path: Path) -> None:
    pool = "{of: [a-s, a-t]}"
    result = run_of(a_year(tmp_path / "r05", 2023, ("安全か", "治安はよいか"), surveys="st", pool=pool), surveys="st")
    one = judgement_of(result, "p")
    assert one is not None
    assert Flag.POOLED_UNALIKE in one.flags
    assert one.verdict[Cause.INSTRUMENT].turned is None
    assert "指標 a-tの令和5年度は、指標 a-sと尋ね方などが違います（設問文: 「安全か」→「治安はよいか」）" in line(
        result, "wording"
    )
    alike = run_of(a_year(tmp_path / "r06", 2023, surveys="st", pool=pool), surveys="st")
    assert "指標 a-tの令和5年度は、設問文・選択肢・母数などが指標 a-sと同じです" in line(alike, "wording")
    assert "wording, options and base are the same as in indicator a-s" in line(alike, "wording", "en")


def test_a_value_that_lacks_one_year_names_it(tmp_path: Path) -> None:
    result = run_of(a_year(tmp_path / "r05", 2023, more=HISTORY))
    one = judgement_of(result, "p")
    assert one is not None
    assert one.value.printed is None
    assert "値の分からないもの: 令和4年度。" in line(result, "past")
    assert "Values that are not known: 2022." in line(result, "past", "en")


def test_numbers_from_no_survey_have_no_wording(tmp_path: Path) -> None:
    folder = a_year(tmp_path / "r05", 2023)
    path = folder / "plan.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "      - {id: h, text: t, unit: 件, result: 3, history: {2022: 4}, target: {at_least: 1}}\n"
        + "      - {id: hs, text: t, unit: 件, pool: {of: h, years: 2, how: sum}, target: {at_least: 5}}\n",
        encoding="utf-8",
    )
    result = run_of(folder)
    one = judgement_of(result, "hs")
    assert one is not None
    assert (one.printed, one.verdict[Cause.INSTRUMENT].turned, Flag.POOLED_UNALIKE in one.flags) == (7, None, False)
    said = {found.code: found for found in criticism_lines(result, "hs", words_of(result, "ja"))}
    assert not said["wording"].shown
    assert "令和4年度 4件（公表された値）" in " ".join(said["past"].said)


def test_last_years_answers_are_read_and_estimated_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where some are counted anew by this year's base, and for the report that compares every option."""
    from kumin import responses
    from kumin.disclosure.published import release
    from kumin.writers.survey_report.files import draft_survey_report

    read: list[str] = []
    validate = responses.validate_files

    def counted(paths: Sequence[Path], *args: Any, **options: Any) -> responses.Answers:
        read.extend(Path(path).parent.name for path in paths)
        return validate(paths, *args, **options)

    monkeypatch.setattr(responses, "validate_files", counted)
    a_year(tmp_path / "r04", 2022, counts=(50, 40, 10))
    folder = a_year(tmp_path / "r05", 2023, more=", base: {rule: answered, excluding: [3]}")
    before = tmp_path / "r04" / "回答R4"
    before.mkdir()
    (tmp_path / "r04" / "s.csv").rename(before / "s.csv")
    result = run_of(folder, before)
    assert result.frames["changes"].filter(pl.col("indicator") == "a-s")["previous_percent"].item() == 55.6
    book = draft_survey_report(release(result, 0), "ja")
    assert "前回（令和4年度）" in str(book.blocks)
