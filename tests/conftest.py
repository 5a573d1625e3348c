"""What tests share."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kumin.disclosure.published import Published
    from kumin.reporting.questions import Reported
    from kumin.reporting.years import Year
    from kumin.result import Result

ROOT = Path(__file__).resolve().parents[1]

# what one process compiles is there for the next, as for an installed command, and beside no source
os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "pyc")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# the tests' workers have a width, and tables would be of it and not of a pipe
os.environ.pop("COLUMNS", None)

# on CI the same examples every time, so that a failure is the change's; elsewhere new ones are looked for
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

MINI_PLAN = """\
id: mini
title: 試験の運営方針
ward: 試験区
fiscal_year: 2023
surveys:
  residents: {title: 区民アンケート, questionnaire: residents.yaml, population: 1000, invited: 100}
issues:
  - id: 1
    title: 安全なまち
    indicators:
      - id: 1-1
        text: 安全だと感じている
        survey: residents
        question: safe
        positive: [1, 2]
        target: {at_least: 60, by: 2027}
        history: {2022: 50.0}
      - id: 1-2
        text: 子育てしやすいと感じている
        survey: residents
        question: childcare
        positive: [1, 2]
        among: {children: [1]}
        target: {at_least: 60, by: 2027}
"""

MINI_QUESTIONNAIRE = """\
id: mini-residents
title: 区民アンケート
columns: {id: 整理番号, received: 受付日}
missing: {no_answer: ["", 9, 99, 無回答], invalid: ["*"]}
questions:
  - {id: children, text: 子どもがいるか, header: 問1, type: single, options: {1: いる, 2: いない}}
  - {id: safe, text: 安全か, header: 問2, type: single, options: {1: そう思う, 2: まあ思う, 3: 思わない}}
  - id: childcare
    text: 子育てしやすいか
    header: 問3
    type: single
    ask_if: {children: [1]}
    options: {1: そう思う, 2: まあ思う, 3: 思わない}
  - id: media
    text: 情報の入手先
    header: 問4
    type: multiple
    max: 2
    options: {1: 広報紙, 2: SNS, 3: {label: 特になし, exclusive: true}}
  - {id: years, text: 居住年数, header: 問5, type: number, minimum: 0, maximum: 98}
  - {id: free, text: 自由記述, header: 問6, type: text}
"""

MINI_HEADER = "整理番号,受付日,問1,問2,問3,問4,問5,問6\n"
MINI_ANSWERS = MINI_HEADER + "".join(
    f"{number:03d},2023/7/{1 + number % 28},{1 + number % 2},{1 + number % 3},{'' if number % 2 else 1},1,{number},\n"
    for number in range(60)
)


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A folder with a small plan, its questionnaire and answers/residents.csv."""
    (tmp_path / "plan.yaml").write_text(MINI_PLAN, encoding="utf-8")
    (tmp_path / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "residents.csv").write_text(MINI_ANSWERS, encoding="utf-8")
    return tmp_path


def command(*args: object, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
    """Run the command in this process: what it printed in UTF-8, and its exit code.

    Everything of ``kumin.cli.main`` is run, as in a process of its own: wrong usage, errors and faults included.
    """
    from kumin.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    words = ["kumin", *map(str, args)]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KUMIN_LANG", raising=False)
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        for name, new in (("argv", words), ("stdout", out), ("stderr", err)):
            patch.setattr(sys, name, new)
        try:
            main()
        except SystemExit as stopped:
            code = stopped.code
    assert code is None or isinstance(code, int)
    printed, told = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))  # type: ignore[attr-defined]
    return CompletedProcess(words, code or 0, printed, told)


@pytest.fixture(name="kumin", scope="session")
def kumin_here() -> Callable[..., CompletedProcess[str]]:
    """Run the command in this process; see :func:`command`."""
    return command


@pytest.fixture
def kumin_process() -> Callable[..., CompletedProcess[str]]:
    """Run the command as a user does, in a process of its own: for what only a process shows."""

    def run(*args: object, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kumin", *map(str, args)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONUTF8": "1", "KUMIN_LANG": "", **(env or {})},
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, for tests that are marked so."""
    from browser_tools import open_browser

    yield from open_browser()


@pytest.fixture(scope="session")
def sample_result() -> Result:
    """The sample of 令和5年度, run once."""
    import kumin

    return kumin.run(ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")


@pytest.fixture(scope="session")
def sample_published(sample_result: Result) -> Published:
    """What is published of it, chosen once."""
    from kumin.disclosure.published import release

    return release(sample_result)


@pytest.fixture(scope="session")
def sample_years(sample_published: Published) -> Mapping[str, Sequence[Year]]:
    """The answers of 令和4年度, by survey, chosen once."""
    from kumin.past.previous import previous_of
    from kumin.reporting.years import earlier_options

    plan = sample_published.result.plan
    return earlier_options(plan, 2023, previous_of(ROOT / "sample_data" / "tsurumi" / "r04", plan, 2023))


@pytest.fixture(scope="session")
def sample_survey(sample_published: Published, sample_years: Mapping[str, Sequence[Year]]) -> Reported:
    """The residents' survey as its report tells it."""
    from kumin.reporting.questions import Reported

    return Reported(sample_published, "residents", sample_years["residents"])


@pytest.fixture(scope="session")
def sample_page(sample_published: Published) -> str:
    """Its web page in Japanese, made once."""
    from page_tools import render_page

    return render_page(sample_published, "ja")
