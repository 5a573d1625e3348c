"""Every number that is printed, in whatever file, is the exact fraction rounded half up: tried with random plans."""

from __future__ import annotations

import csv
import html
import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import Any

import docx
import openpyxl
import polars as pl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kumin.messages import text
from kumin.numbers import MOST_DECIMALS, counted, exact, level_percent, p_value, printed, probability, rounded, whole

Run = Callable[..., CompletedProcess[str]]
HIDDEN = "x"


def half_up(value: Fraction, decimals: int) -> str:
    """Round on paper, without anything of the library: the digits, and a sign where there is one."""
    units = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
    whole_part, rest = divmod(units, 10**decimals)
    digits = f"{whole_part}.{rest:0{decimals}d}" if decimals else str(whole_part)
    return f"-{digits}" if value < 0 and units else digits


def _needed(number: str) -> str:
    """Leave out the zeros behind the last decimal."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def signed(value: Fraction, decimals: int) -> str:
    words = half_up(value, decimals)
    return words if Fraction(words) <= 0 else f"+{words}"


def of_float(value: float) -> Fraction:
    """The number a float stands for: its decimal, without the dust of binary arithmetic."""
    return Fraction(Decimal(repr(value)).quantize(Decimal("1e-10"), ROUND_HALF_UP))


@dataclass(frozen=True)
class Case:
    """Random answers and a random plan: counts of three options, of two marks, and an indicator with a unit."""

    decimals: int
    counts: tuple[int, int, int]
    marks: tuple[int, int]
    before: int
    unit: str
    unit_decimals: int
    value: int
    value_before: int

    @property
    def n(self) -> int:
        return sum(self.counts)

    def amount(self, units: int) -> Fraction:
        return Fraction(units, 10**self.unit_decimals)

    def percent(self, n_positive: int) -> str:
        return half_up(Fraction(100 * n_positive, self.n), self.decimals)

    def write(self, folder: Path) -> None:
        value, before = (half_up(self.amount(units), self.unit_decimals) for units in (self.value, self.value_before))
        plan = f"""\
id: random
title: 試験の運営方針
ward: 試験区
fiscal_year: 2023
decimals: {self.decimals}
surveys:
  residents: {{title: 区民アンケート, questionnaire: residents.yaml}}
issues:
  - id: 1
    title: 安全なまち
    indicators:
      - id: 1-1
        text: 安全だと感じている
        survey: residents
        question: safe
        positive: [1, 2]
        target: {{at_least: 60}}
        history: {{2022: {half_up(Fraction(self.before, 10**self.decimals), self.decimals)}}}
      - id: 1-2
        text: 講座に参加した
        unit: {self.unit}
        decimals: {self.unit_decimals}
        target: {{at_least: {before}}}
        history: {{2022: {before}}}
        result: {value}
      - id: 1-3
        text: 同じ割合をほかの桁で
        survey: residents
        question: safe
        positive: [1, 2]
        decimals: {self.unit_decimals}
        target: {{at_least: 60}}
        history: {{2022: {half_up(Fraction(self.before, 10**self.unit_decimals), self.unit_decimals)}}}
"""
        form = """\
id: random-residents
title: 区民アンケート
missing: {no_answer: [""]}
questions:
  - {id: safe, text: 安全か, header: 問1, type: single, options: {1: そう思う, 2: まあ思う, 3: 思わない}}
  - {id: media, text: 情報の入手先, header: 問2, type: multiple, options: {1: 広報紙, 2: SNS}}
"""
        answers = [option for option, count in enumerate(self.counts, 1) for _ in range(count)]
        marked = [
            ",".join(str(option) for option, count in enumerate(self.marks, 1) if place < min(count, self.n)) or "1"
            for place in range(self.n)
        ]
        rows = [f'{option},"{marks}"' for option, marks in zip(answers, marked, strict=True)]
        (folder / "answers").mkdir()
        (folder / "plan.yaml").write_text(plan, encoding="utf-8")
        (folder / "residents.yaml").write_text(form, encoding="utf-8")
        (folder / "answers" / "residents.csv").write_text("\n".join(["問1,問2", *rows]) + "\n", encoding="utf-8")

    @property
    def total_marks(self) -> int:
        chosen = [sum(place < min(count, self.n) for count in self.marks) for place in range(self.n)]
        return sum(max(count, 1) for count in chosen)


CASES = st.builds(
    Case,
    decimals=st.integers(0, 3),
    counts=st.tuples(st.integers(5, 40), st.integers(5, 40), st.integers(5, 40)),
    marks=st.tuples(st.integers(5, 60), st.integers(5, 60)),
    before=st.integers(0, 100),
    unit=st.sampled_from(["人", "件", "点"]),
    unit_decimals=st.integers(0, 3),
    value=st.integers(0, 10**7),
    value_before=st.integers(0, 10**7),
)
# 11 of 16 is 68.75%, and 17 marks of 16 people are 106.25%
SIXTEEN = Case(1, (6, 5, 5), (16, 1), 755, "点", 2, 125, 120)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@example(SIXTEEN)
@given(CASES)
def test_every_output_prints_the_exact_fraction_rounded_half_up(kumin: Run, case: Case) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        case.write(folder)
        out = folder / "out"
        done = kumin("run", folder, "--answers", folder / "answers", "--out", out, "--lang", "ja")
        assert done.returncode == 0, done.stderr
        facts = facts_of(case, out)
        check_terminal(done.stdout, case, facts)
        check_page((out / "report.html").read_text(encoding="utf-8"), case, facts)
        check_workbook(out / "report.xlsx", case, facts)
        check_document(out / "report.docx", case, facts)
        check_tables(kumin, folder, out, case)


def facts_of(case: Case, out: Path) -> dict[str, str]:
    """Print what an indicator says, by hand."""
    estimate = next(row for row in rows_of(out / "estimates.csv") if row["indicator"] == "1-1")
    d, u = case.decimals, case.unit_decimals
    percent = half_up(Fraction(100 * (case.counts[0] + case.counts[1]), case.n), d)
    before = half_up(Fraction(case.before, 10**d), d)
    value, value_before = half_up(case.amount(case.value), u), half_up(case.amount(case.value_before), u)
    other = half_up(Fraction(100 * (case.counts[0] + case.counts[1]), case.n), u)
    other_before = half_up(Fraction(case.before, 10**u), u)
    return {
        "other_percent": other,
        "other_before": other_before,
        "other_change": signed(Fraction(other) - Fraction(other_before), u),
        "other_lower": half_up(of_float(100 * float(estimate["lower"])), u),
        "other_upper": half_up(of_float(100 * float(estimate["upper"])), u),
        "percent": percent,
        "before": before,
        "change": signed(Fraction(percent) - Fraction(before), d),
        "lower": half_up(of_float(100 * float(estimate["lower"])), d),
        "upper": half_up(of_float(100 * float(estimate["upper"])), d),
        "value": f"{grouped(value)}{case.unit}",
        "value_before": f"{grouped(value_before)}{case.unit}",
        # a target is printed with the decimals it needs
        "value_target": f"{_needed(grouped(value_before))}{case.unit}",
        "value_change": f"{grouped(signed(Fraction(value) - Fraction(value_before), u))}{case.unit}",
    }


def grouped(digits: str) -> str:
    whole_part, point, rest = digits.lstrip("+-").partition(".")
    sign = digits[: len(digits) - len(digits.lstrip("+-"))]
    return f"{sign}{int(whole_part):,}{point}{rest}"


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def check_terminal(words: str, case: Case, facts: dict[str, str]) -> None:
    lines = {
        line.split()[0]: re.split(r"\s{2,}|(?<=\d) (?=\D)", line) for line in words.splitlines() if line[:2] == "1-"
    }
    # beside numbers with a unit every percent has its sign
    cells = [cell.replace("%", "") for cell in lines["1-1"]]
    assert cells[1:3] == [str(case.n), facts["percent"]]
    assert f"{facts['lower']}–{facts['upper']}" in cells or f"{facts['lower']}～{facts['upper']}" in cells
    assert [facts["before"], facts["change"]] in [cells[place : place + 2] for place in range(len(cells))]
    assert facts["value"] in lines["1-2"]


def cells_of(row: str) -> list[str]:
    return [
        html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
    ]


def check_page(page: str, case: Case, facts: dict[str, str]) -> None:
    table = re.search(r'<table class="all">.*?</table>', page, re.S)
    assert table is not None
    rows = {
        found[0]: [cell.replace("\N{MINUS SIGN}", "-") for cell in cells_of(found[1])]
        for found in re.findall(r'href="#i-(1-\d)">.*?</a></th>(.*?)</tr>', table[0], re.S)
    }
    assert rows["1-1"][0] == f"{facts['percent']}%"
    assert rows["1-1"][3:5] == [f"{facts['lower']}～{facts['upper']}%", str(case.n)]
    assert rows["1-1"][-2:] == [f"{facts['before']}%", facts["change"]]
    assert rows["1-3"][0] == f"{facts['other_percent']}%"
    assert rows["1-3"][3] == f"{facts['other_lower']}～{facts['other_upper']}%"
    assert rows["1-3"][-2:] == [f"{facts['other_before']}%", facts["other_change"]]
    assert rows["1-2"][:2] == [facts["value"], text("comparison_at_least", "ja", target=facts["value_target"])]
    assert rows["1-2"][-2:] == [facts["value_before"], facts["value_change"]]
    options = re.search(r'<table class="options">.*?<tbody>(.*?)</tbody>', page, re.S)
    assert options is not None
    found = [cells_of(row)[:2] for row in re.findall(r"<tr>.*?</tr>", options[1], re.S)]
    assert found == [[str(count), case.percent(count)] for count in case.counts]


def shown(cell: Any) -> str:
    """What Excel shows of a number: its value rounded half up to the decimals of its format."""
    places = len(re.search(r"0(?:\.(0+))?", cell.number_format)[1] or "")  # type: ignore[index]
    return half_up(of_float(float(cell.value)), places)


def check_workbook(path: Path, case: Case, facts: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path)
    form = next(row for row in book[text("sheet_form", "ja")].iter_rows() if row[0].value == "1-1")
    assert [shown(form[place]) for place in (2, 4, 5, 6)] == [
        str(case.n), facts["percent"], facts["lower"], facts["upper"]
    ]  # fmt: skip
    assert [shown(form[place]) for place in (10, 11)] == [facts["before"], facts["change"].lstrip("+")]
    number = next(row for row in book[text("sheet_form", "ja")].iter_rows() if row[0].value == "1-2")
    for place, name in ((4, "value"), (10, "value_before"), (11, "value_change")):
        assert grouped(shown(number[place])) == facts[name].removesuffix(case.unit).lstrip("+")
        assert case.unit in number[place].number_format
    # a percent with decimals of its own, as it stands on the page
    other = next(row for row in book[text("sheet_form", "ja")].iter_rows() if row[0].value == "1-3")
    assert [shown(other[place]) for place in (4, 5, 6, 10, 11)] == [
        facts[f"other_{name}"].lstrip("+") for name in ("percent", "lower", "upper", "before", "change")
    ]
    simple = [row for row in book[text("sheet_simple", "ja")].iter_rows() if row[0].value == "問1"]
    assert [(row[3].value, shown(row[4])) for row in simple] == [(count, case.percent(count)) for count in case.counts]
    lines = [row[0].value for row in book[text("sheet_multiple", "ja")].iter_rows()]
    percent = half_up(Fraction(100 * case.total_marks, case.n), 1)
    assert text("rep_marks_total", "ja", total=str(case.total_marks), percent=percent) in lines


def check_document(path: Path, case: Case, facts: dict[str, str]) -> None:
    tables = docx.Document(str(path)).tables
    cells = {row.cells[0].text[:3]: [cell.text for cell in row.cells] for table in tables for row in table.rows}
    assert cells["1-1"][2].splitlines()[0] == f"{facts['percent']}%"
    assert f"{facts['lower']}～{facts['upper']}%" in cells["1-1"][2]
    assert cells["1-1"][3] == f"{facts['before']}%"
    assert cells["1-2"][2].splitlines()[0] == facts["value"]
    assert facts["value_target"] in cells["1-2"][1]
    assert cells["1-2"][3] == facts["value_before"]


def check_tables(kumin: Run, folder: Path, out: Path, case: Case) -> None:
    judged = next(row for row in rows_of(out / "judgements.csv") if row["indicator"] == "1-1")
    assert Fraction(judged["percent"]) == Fraction(case.percent(case.counts[0] + case.counts[1]))
    done = kumin("tabulate", folder, "--answers", folder / "answers", "--format", "csv", "--lang", "ja")
    assert done.returncode == 0, done.stderr
    for rows in (rows_of(out / "open_data.csv"), list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))):
        options = [row for row in rows if row["question"] == "safe" and not row["axis"]]
        assert [row["n_positive"] for row in options] == [str(count) for count in case.counts]
        assert [Fraction(row["percent"]) for row in options] == [Fraction(case.percent(count)) for count in case.counts]
        for row in options:
            # as the reports print them: rounded again from more decimals they could be other numbers
            limits = [row[name] for name in ("lower_percent", "upper_percent")]
            assert all(len(one.partition(".")[2]) <= max(case.decimals, 1) for one in limits)
    table = kumin("tabulate", folder, "--answers", folder / "answers", "--lang", "ja").stdout
    lines = [line.split() for line in table.splitlines() if re.match(r"\s*[123]\s", line)][:3]
    assert [line[2:4] for line in lines] == [[str(count), case.percent(count)] for count in case.counts]


NUMBERS = st.one_of(
    st.tuples(st.integers(-(10**7), 10**7), st.integers(0, 5)).map(lambda pair: pair[0] / 10 ** pair[1]),
    st.tuples(st.integers(0, 5000), st.integers(1, 5000)).map(lambda pair: 100 * (pair[0] / pair[1])),
    st.integers(0, 10**4).map(lambda k: 100 * (k / 10**4)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=20), st.integers(0, 3))
def test_a_column_is_rounded_as_a_number_is_printed(values: list[float], decimals: int) -> None:
    column = pl.DataFrame({"x": values}).select(rounded(pl.col("x"), decimals))["x"].to_list()
    expected = [half_up(of_float(value), decimals) for value in values]
    assert [printed(value, decimals) for value in values] == expected
    assert column == [float(words) for words in expected]


def kinds() -> Iterator[tuple[str, str]]:
    yield probability(0.125), "13%"
    yield probability(0.0099), "<1%"
    yield probability(0.991), ">99%"
    yield p_value(0.0125), "0.013"
    yield p_value(0.0009), "<0.001"
    yield p_value(None), "-"
    yield counted(812.5), "813"
    yield counted(10488), "10,488"
    yield level_percent(0.95), "95"
    yield level_percent(0.99999), "99.999"
    yield str(whole(2.5)), "3"
    yield str(whole(Fraction(5, 2))), "3"
    yield str(exact(0.1 + 0.2)), "3/10"
    yield printed(1 / 16 * 100, 1), "6.3"
    yield printed(0.0715 * 100, 1), "7.2"
    yield printed(0.25, 1, signed=True), "+0.3"
    yield printed(-0.04, 1, signed=True), "0.0"
    yield str(MOST_DECIMALS), "4"


def test_each_kind_of_number_is_rounded_half_up() -> None:
    for found, expected in kinds():
        assert found == expected
