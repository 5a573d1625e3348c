"""The table of a run on a screen: numbers with a unit have what percents have, each with its own decimals."""

from __future__ import annotations

from pathlib import Path

import pytest

import kumin
from conftest import MINI_PLAN
from kumin.numbers import percent_of
from kumin.words import Words, words_of
from kumin.writers.terminal.run import render
from kumin.writers.terminal.surveys import survey_lines

NUMBERS = """\
      - {id: 2-1, text: 台数, unit: 台, target: {at_least: 10000}, history: {2022: 9800}, result: 10488}
      - {id: 2-2, text: 世帯数, unit: 世帯, target: {at_most: 165}, history: {2020: 190}, result: 165}
"""


def test_a_number_with_a_unit_has_its_target_the_value_before_and_the_change(mini: Path) -> None:
    (mini / "plan.yaml").write_text(MINI_PLAN + NUMBERS, encoding="utf-8")
    result = kumin.run(mini, mini / "answers")
    lines = [line for line in render(result, words_of(result, "ja")).splitlines() if line.startswith("2-")]
    first, second = ([cell for cell in line.split("  ") if cell.strip()] for line in lines)
    assert [cell.strip() for cell in first][:4] == ["2-1", "-", "10,488台", "-"]
    assert [cell.strip() for cell in first][4:9] == ["10,000台以上", "A", "調査によらない数", "9,800台", "+688台"]
    assert "190世帯 (令和2)" in lines[1]
    assert [cell.strip() for cell in second][8] == "-25世帯"


@pytest.mark.parametrize(("undeliverable", "sent", "over"), [(0, 100, ""), (40, 60, ""), (41, 59, "survey_rate_over")])
def test_the_rate_is_of_the_letters_that_arrived(mini: Path, undeliverable: int, sent: int, over: str) -> None:
    plan = mini / "plan.yaml"
    changed = plan.read_text("utf-8").replace("invited: 100", f"invited: 100, undeliverable: {undeliverable}")
    plan.write_text(changed, encoding="utf-8")
    words = Words.of("ja")
    line = next(survey_lines(kumin.run(mini, mini / "answers"), words))
    rate = words.text("survey_rate", rate=words.number(percent_of(60, sent), 1), n_used=60, invited=sent)
    assert line.endswith(rate + (words.text(over) if over else ""))
