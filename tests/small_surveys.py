"""Small surveys of many measures, drawn by a seed with targets near their values, and what is true of each by counting.

Nothing here looks at how kumin judges: values are quotients of the drawn answers, marks compare them, and those whose
answer is not known are tried in every way they could have answered.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import product
from operator import add
from pathlib import Path
from typing import Any

import yaml

import kumin
from kumin.result import Result

Row = tuple[int | None, ...]
"""a, b, num, sex: the answers of a person; None where there is none."""
A, B, NUM, SEX = range(4)
A_OPTIONS, B_OPTIONS = (1, 2, 3, 4), (1, 2, 3)
POINTS = {1: 2, 2: 1, 3: -1}
SEXES = (1, 2)
POSSIBLE: tuple[tuple[int | None, ...], ...] = (
    (*A_OPTIONS, None), (*B_OPTIONS, None), (*range(11), None), SEXES,
)  # fmt: skip
OF_A, OF_B = {"question": "a", "positive": [1, 2]}, {"question": "b", "positive": [1]}

Sums = tuple[int, ...]
"""What a value is a function of: numerators and bases."""


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Round as a ward prints: a half goes away from zero."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


@dataclass(frozen=True, eq=False)
class Measure:
    """How a person adds to the sums, and what the value is of them."""

    name: str
    keys: dict[str, Any]
    adds: Callable[[Row], Sums]
    value: Callable[[Sums], Fraction | None]
    unit: str = ""
    asked: tuple[int, ...] = ()
    """Questions that a blank of leaves open: with blanks in the base, none."""

    def of(self, rows: Iterable[Row]) -> Sums:
        return tuple(map(sum, zip(*(self.adds(row) for row in rows), strict=True)))


def _quotient(sums: Sums) -> Fraction | None:
    return Fraction(100 * sums[0], sums[1]) if sums[1] else None


def _mean(sums: Sums) -> Fraction | None:
    return Fraction(sums[0], sums[1]) if sums[1] else None


def _two(combine: Callable[[Fraction, Fraction], Fraction | None]) -> Callable[[Sums], Fraction | None]:
    def value(sums: Sums) -> Fraction | None:
        return combine(Fraction(sums[0], sums[1]), Fraction(sums[2], sums[3])) if sums[1] and sums[3] else None

    return value


def _share(row: Row, place: int, positive: Iterable[int], base: str, excluding: tuple[int, ...]) -> Sums:
    code = row[place]
    inside = code not in excluding and (base == "all" or code is not None)
    return (int(inside and code in set(positive)), int(inside))


def share(base: str = "answered", excluding: tuple[int, ...] = ()) -> Measure:
    keys: dict[str, Any] = {**OF_A}
    if base != "answered" or excluding:
        keys["base"] = {"rule": base, "excluding": list(excluding)}
    return Measure(f"share {base} {excluding}", keys, lambda row: _share(row, A, (1, 2), base, excluding), _quotient,
                   asked=(A,) if base == "answered" else ())  # fmt: skip


def _both(row: Row) -> Sums:
    return (*_share(row, A, (1, 2), "answered", ()), *_share(row, B, (1,), "answered", ()))


def _sexes(row: Row) -> Sums:
    inside = _share(row, A, (1, 2), "answered", ())
    return (*(inside if row[SEX] == 1 else (0, 0)), *(inside if row[SEX] == 2 else (0, 0)))


def _together(row: Row, rule: Callable[[tuple[bool, bool]], bool]) -> Sums:
    if row[A] is None or row[B] is None:
        return (0, 0)
    return (int(rule((row[A] in (1, 2), row[B] == 1))), 1)


MEASURES: tuple[Measure, ...] = (
    share(), share("all"), share("answered", (4,)), share("all", (4,)),
    Measure("among", {**OF_A, "among": {"sex": [2]}},
            lambda row: _share(row, A, (1, 2), "answered", ()) if row[SEX] == 2 else (0, 0), _quotient,
            asked=(A, SEX)),
    Measure("share of numbers", {"question": "num", "positive": {"at_least": 7}},
            lambda row: _share(row, NUM, range(7, 11), "answered", ()), _quotient, asked=(NUM,)),
    Measure("score", {"question": "a", "points": POINTS, "unit": "点", "decimals": 2},
            lambda row: (POINTS.get(row[A] or 0, 0), int(row[A] in POINTS)), _mean, "点", (A,)),
    Measure("mean", {"question": "num", "unit": "点", "decimals": 1},
            lambda row: (row[NUM] or 0, int(row[NUM] is not None)), _mean, "点", (NUM,)),
    Measure("difference", {"combine": "difference", "unit": "ポイント", "parts": [OF_A, OF_B]}, _both,
            _two(lambda a, b: 100 * (a - b)), "ポイント", (A, B)),
    Measure("gap", {"combine": "difference", "unit": "ポイント",
                    "parts": [{**OF_A, "among": {"sex": [1]}}, {**OF_A, "among": {"sex": [2]}}]}, _sexes,
            _two(lambda a, b: 100 * (a - b)), "ポイント", (A, SEX)),
    Measure("ratio", {"combine": "ratio", "unit": "倍", "decimals": 2, "parts": [OF_A, OF_B]}, _both,
            _two(lambda a, b: a / b if b else None), "倍", (A, B)),
    Measure("any", {"combine": "any", "parts": [OF_A, OF_B]}, lambda row: _together(row, any), _quotient, asked=(A, B)),
    Measure("all", {"combine": "all", "parts": [OF_A, OF_B]}, lambda row: _together(row, all), _quotient, asked=(A, B)),
    Measure("mean of several", {"combine": "mean", "parts": [OF_A, OF_B]}, _both, _two(lambda a, b: 50 * (a + b)),
            asked=(A, B)),
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """An indicator as drawn, with what is known of it by counting."""

    id: str
    measure: Measure
    target: dict[str, Any]
    decimals: int
    past: Fraction | None
    past_n: int | None
    compare: str
    sums: Sums

    @property
    def value(self) -> Fraction | None:
        return self.measure.value(self.sums)

    def printed(self, value: Fraction) -> Fraction:
        return half_up(value, self.decimals)

    def compared(self, value: Fraction) -> Fraction:
        return value if self.compare == "exact" else self.printed(value)

    def met(self, value: Fraction) -> bool | None:
        """Whether a compared value meets the target; None where nothing can say."""
        ((kind, rule),) = self.target.items()
        if kind in ("raise", "lower", "direction") and self.past is None:
            return None
        past = self.past or Fraction(0)
        exact = Fraction(str(rule)) if isinstance(rule, int | float) else Fraction(0)
        if kind == "between":
            low, high = (Fraction(str(end)) for end in rule)
            return low <= value <= high
        if kind == "maintain":
            within = Fraction(str(rule["within_points"]))
            middle = Fraction(str(rule["at"])) if "at" in rule else self.past
            return None if middle is None else middle - within <= value <= middle + within
        if kind == "direction":
            return value > past if rule == "up" else value < past
        if kind in ("raise", "lower"):
            times = Fraction(str(rule["ratio"])) * past if "ratio" in rule else None
            step = Fraction(str(rule.get("points", 0)))
            end = times if times is not None else past + step if kind == "raise" else past - step
            return value >= end if kind == "raise" else value <= end
        return {"at_least": value >= exact, "more_than": value > exact, "at_most": value <= exact,
                "less_than": value < exact}[kind]  # fmt: skip

    def mark(self, value: Fraction | None) -> str | None:
        met = None if value is None else self.met(self.compared(value))
        return None if met is None else "A" if met else "B"


@dataclass(frozen=True)
class Survey:
    """A drawn survey: its people, and its indicators."""

    rows: list[Row]
    indicators: list[Drawn]
    keys: dict[str, Any]
    silent: int | None
    census: bool
    people: dict[int, int] = field(default_factory=dict)


def _near(draw: random.Random, value: Fraction, decimals: int) -> float:
    """Draw a number on, beside or some way from a value."""
    unit = Fraction(1, 10**decimals)
    step = draw.choice((0, 0, 0, 1, -1, 1, -1, 5, -5, 20, -20, 60, -60))
    return float(half_up(value, decimals) + step * unit)


def _target(draw: random.Random, measure: Measure, value: Fraction, decimals: int) -> dict[str, Any]:
    low, high = (0.0, 100.0) if not measure.unit else (-1000.0, 1000.0)
    near = min(max(_near(draw, value, decimals), low), high)
    kind = draw.choice(("at_least", "at_least", "more_than", "at_most", "less_than", "between", "raise", "lower",
                        "direction", "maintain", "maintain at"))  # fmt: skip
    if kind == "between":
        return {kind: sorted((near, min(max(near + draw.choice((-5, 0, 1, 10)), low), high)))}
    if kind == "direction":
        return {kind: draw.choice(("up", "down"))}
    if kind in ("raise", "lower"):
        by = draw.choice(({"points": 0}, {"points": 0}, {"points": 2}, {"ratio": 1.1}, {"ratio": 0.9}))
        return {kind: by}
    if kind == "maintain":
        return {kind: {"within_points": draw.choice((0, 1, 2.5))}}
    if kind == "maintain at":
        return {"maintain": {"at": near, "within_points": draw.choice((0, 1, 5))}}
    return {kind: near}


def _indicator(draw: random.Random, place: int, measure: Measure, rows: list[Row], decimals: int) -> Drawn:
    digits = measure.keys.get("decimals", decimals)
    sums = measure.of(rows)
    value = measure.value(sums)
    around = Fraction(50) if value is None else value
    target = _target(draw, measure, around, digits)
    past, past_n = None, None
    if draw.random() < 0.6:
        past = Fraction(str(_near(draw, around, digits)))
        if not measure.unit:
            past = min(max(past, Fraction(0)), Fraction(100))
        past_n = draw.choice((None, 50, 400, 2000)) if not measure.unit else None
    compare = draw.choice(("published", "published", "exact"))
    return Drawn(f"1-{place}", measure, target, digits, past, past_n, compare, sums)


def drawn_survey(seed: int) -> Survey:
    """Draw a survey."""
    draw = random.Random(seed)
    n = draw.choice((1, 2, 3, 5, 8, 13, 29, 30, 40, 77, 150, 400, draw.randint(1, 400)))
    lean, blank, unsure = draw.choice((0.0, 0.1, 0.5, 0.5, 0.8, 0.97, 1.0)), draw.choice((0, 0, 0.05, 0.3)), 0.1

    def answer(options: tuple[int, ...], yes: tuple[int, ...]) -> int | None:
        if draw.random() < blank:
            return None
        if 4 in options and draw.random() < unsure:
            return 4
        others = [one for one in options if one not in yes and one != 4]
        return draw.choice(yes) if draw.random() < lean or not others else draw.choice(others)

    rows: list[Row] = [
        (
            answer(A_OPTIONS, (1, 2)),
            answer(B_OPTIONS, (1,)),
            answer(tuple(range(11)), (7, 8, 9, 10)),
            draw.choice(SEXES),
        )
        for _ in range(n)
    ]
    keys: dict[str, Any] = {}
    silent = None
    census = draw.random() < 0.25
    if census:
        keys["sampling"] = "census"
    if draw.random() < 0.75:
        silent = draw.choice((0, 0, 1, 2, 3, n, 9 * n))
        keys["invited"] = n + silent
        if draw.random() < 0.3:
            keys["invited"] += 4
            keys["undeliverable"] = 4
    people: dict[int, int] = {}
    if not census and draw.random() < 0.4:
        people = {1: draw.choice((3000, 9000)), 2: 6000}
        keys["population"] = "people.csv"
    decimals = draw.choice((0, 1, 1, 1, 2))
    chosen = draw.sample(MEASURES, 7)
    indicators = [_indicator(draw, place, one, rows, decimals) for place, one in enumerate(chosen, 1)]
    return Survey(rows, indicators, keys, silent, census, people)


def run_survey(survey: Survey, folder: Path) -> Result:
    """Write the survey and run it."""
    folder.mkdir(parents=True)
    questions: list[dict[str, Any]] = [
        {"id": "a", "text": "甲", "header": "甲", "type": "single",
         "options": {1: "感じる", 2: "やや感じる", 3: "感じない", 4: "わからない"}},
        {"id": "b", "text": "乙", "header": "乙", "type": "single", "options": {1: "はい", 2: "いいえ", 3: "未定"}},
        {"id": "num", "text": "点数", "header": "点数", "type": "number", "minimum": 0, "maximum": 10},
        {"id": "sex", "text": "性別", "header": "性別", "type": "single", "options": {1: "男性", 2: "女性"}},
    ]  # fmt: skip
    write = {"q": {"id": "q", "title": "調査", "missing": {"no_answer": [""]}, "questions": questions}}
    listed = []
    for one in survey.indicators:
        history: Any = None
        if one.past is not None:
            history = {"percent": float(one.past), "n": one.past_n} if one.past_n else float(one.past)
        listed.append({
            "id": one.id, "text": one.measure.name, "survey": "s", "decimals": one.decimals, **one.measure.keys,
            "target": {**one.target, "compare": one.compare},
            **({} if history is None else {"history": {2022: history}}),
        })  # fmt: skip
    write["plan"] = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": 2023,
        "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", **survey.keys}},
        "issues": [{"id": 1, "title": "課題", "indicators": listed}],
    }  # fmt: skip
    for name, content in write.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    if survey.people:
        cells = "".join(f"{code},{count}\n" for code, count in survey.people.items())
        (folder / "people.csv").write_text(f"sex,population\n{cells}", encoding="utf-8")
    lines = (",".join("" if cell is None else str(cell) for cell in row) for row in survey.rows)
    (folder / "a.csv").write_text("甲,乙,点数,性別\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return kumin.run(folder / "plan.yaml", {"s": folder / "a.csv"})


@cache
def _every_person() -> tuple[Row, ...]:
    return tuple(product(*POSSIBLE))


@cache
def _could_be(measure: Measure, row: Row | None) -> frozenset[Sums]:
    """Return what a person could add: anyone's answers or none where they sent none, else with their blanks filled."""
    if row is None:
        nothing = tuple(0 for _ in measure.adds(_every_person()[0]))
        return frozenset(measure.adds(one) for one in _every_person()) | {nothing}
    choices = [
        POSSIBLE[place] if cell is None and place in measure.asked else (cell,) for place, cell in enumerate(row)
    ]
    return frozenset(measure.adds(one) for one in product(*choices))


def open_answers(survey: Survey, one: Drawn) -> list[frozenset[Sums]] | None:
    """Return what each person whose answer is not known could add, besides what is known; None without the letters."""
    if survey.silent is None:
        return None
    blanks = [_could_be(one.measure, row) for row in survey.rows]
    return [*(could for could in blanks if len(could) > 1), *([_could_be(one.measure, None)] * survey.silent)]


MANY = 12
"""People whose answers are tried in every way; of more it takes too long."""


def every_outcome(survey: Survey, one: Drawn) -> set[Sums] | None:
    """Return every sums there could be had everybody answered; None where they are too many to try, or not known."""
    opened = open_answers(survey, one)
    if opened is None or len(opened) > (MANY if len(one.sums) > 2 else 5 * MANY):
        return None
    settled = [row for row in survey.rows if len(_could_be(one.measure, row)) == 1]
    found = {one.measure.of(settled) if settled else tuple(0 for _ in one.sums)}
    for could in opened:
        found = {tuple(map(add, state, more)) for state in found for more in could}
    return found


def outcomes(survey: Survey, one: Drawn) -> list[Fraction] | None:
    """Return the value of each outcome that has one; None where they are too many to try, or not known."""
    every = every_outcome(survey, one)
    found = None if every is None else map(one.measure.value, every)
    return None if found is None else [value for value in found if value is not None]


def by_every_base(survey: Survey, one: Drawn) -> set[str | None]:
    """Return the marks under every rule of the base: with and without blanks, and with and without わからない."""
    rules = [share(base, excluding) for base in ("answered", "all") for excluding in ((), (4,))]
    values = [rule.value(rule.of(survey.rows)) for rule in rules]
    return {one.mark(value) for value in values if value is not None}


def weighted_to_people(survey: Survey, one: Drawn) -> Fraction | None:
    """Return a share with the sexes as many as in the population; None where there are too few of one."""
    counted = {sex: sum(row[SEX] == sex for row in survey.rows) for sex in SEXES}
    if not survey.people or min(counted.values()) < 5:
        return None
    sums = [(Fraction(survey.people[row[SEX] or 0], counted[row[SEX] or 0]), one.measure.adds(row))
            for row in survey.rows]  # fmt: skip
    base = sum((weight * add[1] for weight, add in sums), Fraction(0))
    return 100 * sum((weight * add[0] for weight, add in sums), Fraction(0)) / base if base else None
