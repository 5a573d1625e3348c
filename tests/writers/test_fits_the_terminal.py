"""Tables of every command fit the terminal: columns are left out and named, or rows are stacked; names stay whole."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from wcwidth import wcswidth

from conftest import MINI_ANSWERS, MINI_PLAN, MINI_QUESTIONNAIRE
from kumin import run
from kumin.definitions import load_questionnaire
from kumin.words import Words
from kumin.words.listing import list_tables
from kumin.writers.listing import write_listing
from kumin.writers.terminal.check import render_check
from kumin.writers.terminal.grid import Column, grid
from kumin.writers.terminal.layout import wrap
from kumin.writers.terminal.run import render
from kumin.writers.terminal.years import comparison_table, trend_table
from kumin.years.compare import COMPARISON, TREND

Run = Callable[..., subprocess.CompletedProcess[str]]

WIDTHS = (40, 60, 80, 120)
LONG = "この地域の住民どうしの声かけや見守りなどによって安全で安心して暮らせるまちだと感じている区民の割合"
LABEL = "どちらかといえば感じているが最近はあまり感じなくなってきたようにも思う"
WORDS = Words.of("ja")


def is_within(name: str, shown: str) -> bool:
    """Whether the name's characters stand in the text in their order."""
    rest = iter(shown)
    return all(character in rest for character in name if not character.isspace())


def table_lines(shown: str) -> Iterator[str]:
    """Lines of tables: those around a rule of hyphens, up to an empty line."""
    for block in shown.split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("----") for line in lines):
            yield from (line for line in lines if not line.startswith(("■", "問")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with long names."""
    made = tmp_path_factory.mktemp("long")
    (made / "plan.yaml").write_text(MINI_PLAN.replace("text: 安全だと感じている", f"text: {LONG}"), encoding="utf-8")
    questionnaire = MINI_QUESTIONNAIRE.replace("2: まあ思う", f"2: {LABEL}").replace("text: 安全か", f"text: {LONG}")
    (made / "residents.yaml").write_text(questionnaire, encoding="utf-8")
    # an answer that is wrong, for the summary of findings
    (made / "answers.csv").write_text(MINI_ANSWERS.replace(",1,10,", ",7,10,"), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def shown(folder: Path) -> dict[str, Callable[[int], str]]:
    """What each command prints at a width."""
    result = run(folder / "plan.yaml", folder / "answers.csv")
    questionnaire = load_questionnaire(folder / "residents.yaml")
    plan, answers = folder / "plan.yaml", folder / "answers.csv"
    simple = list_tables(plan, answers, lang="ja")
    crossed = list_tables(plan, answers, axes="問1,問2", lang="ja")
    row = {"indicator": "1-1", "value_before": 41.25, "value": 38.5, "change": -2.75, "change_lower": -5.125,
           "change_upper": 0.0, "decimals": 2, "decimals_before": 1, "title": LONG, "differs_in": "wording",
           "comparable": False, "year_before": 2022, "year": 2023, "judgement": "A", "p_value": 0.031}  # fmt: skip
    years = [{"indicator": "1-1", "fiscal_year": year, "value": 41.2, "decimals": 1, "judgement": "A", "title": LONG,
              "slope_per_year": 0.5, "slope_lower": -1.0, "slope_upper": 2.0}
             for year in range(2016, 2024)]  # fmt: skip
    return {
        "run": lambda width: render(result, WORDS, width=width),
        "check": lambda width: render_check(result.answers["residents"], questionnaire, WORDS, width=width),
        "tabulate": lambda width: write_listing(simple, "table", None, width),
        "crosstab": lambda width: write_listing(crossed, "table", None, width),
        "compare": lambda width: comparison_table(COMPARISON.of([row]), WORDS, width=width),
        "trend": lambda width: trend_table(TREND.of(years), WORDS, width),
    }


NAMES = {"run": LONG, "tabulate": LABEL, "crosstab": LABEL, "compare": LONG, "trend": LONG, "check": "選択肢にない値"}


@pytest.mark.parametrize("command", NAMES)
def test_tables_of_every_command_fit(shown: dict[str, Callable[[int], str]], command: str) -> None:
    for width in WIDTHS:
        words = shown[command](width)
        assert max((wcswidth(line) for line in table_lines(words)), default=0) <= width, (width, words)
        assert is_within(NAMES[command], words), width
        assert not any(line.endswith("…") for line in words.splitlines())


def test_the_command_asks_the_terminal(kumin: Run, folder: Path) -> None:
    for width in (60, 120):
        asked = ("tabulate", folder / "plan.yaml", "--answers", folder / "answers.csv", "--question", "問2")
        done = kumin(*asked, env={"COLUMNS": str(width), "NO_COLOR": "1"})
        lines = [wcswidth(line) for line in table_lines(done.stdout)]
        assert max(lines) <= width
        assert "\x1b" not in done.stdout
    assert max(lines) > 60


COLUMNS = [
    Column("指標"), Column("割合%", "right"), Column("95%区間", "right", drop=2), Column("前年度", "right", drop=1),
    Column("指標文", name=True),
]  # fmt: skip
ROWS = [["1-1", "12.3", "10.0～15.0", "11.0", LONG], ["1-2", "45.6", "40.0～50.0", "44.0", "短い名前"]]


def test_a_pipe_gets_every_column_and_a_wide_screen_too() -> None:
    piped = grid(COLUMNS, ROWS, None, WORDS)
    assert LONG in piped
    assert grid(COLUMNS, ROWS, 200, WORDS) == piped


def test_less_needed_columns_go_first_and_are_named() -> None:
    middle = grid(COLUMNS, ROWS, 46, WORDS)
    assert "省きました: 95%区間（" in middle.replace("\n", "")
    assert "11.0" in middle
    narrow = grid(COLUMNS, ROWS, 38, WORDS)
    assert "省きました:95%区間、前年度（" in narrow.replace("\n", "").replace(" ", "")
    assert "12.3" in narrow
    assert is_within(LONG, narrow)


def test_where_not_even_the_needed_fit_rows_are_stacked_with_all_cells() -> None:
    stacked = grid(COLUMNS, ROWS, 24, WORDS)
    assert max(map(wcswidth, stacked.split("\n"))) <= 24
    assert all(cell in stacked for row in ROWS for cell in row[:4])
    assert is_within(LONG, stacked)
    assert "省きました" not in stacked


def test_a_word_longer_than_the_line_is_broken_and_nothing_is_lost() -> None:
    words = "x" * 50 + " " + "長い" * 20 + "（括弧）"
    lines = wrap(words, 12)
    assert max(map(wcswidth, lines)) <= 12
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_table_without_rows_is_its_headings() -> None:
    assert "指標" in grid(COLUMNS, [], 80, WORDS)
    assert "指標" in grid(COLUMNS, [], None, WORDS)
