"""Invented people and answers behind the sample: population, sampling, response, and answers to a given percentage.

Only ``random.Random.random()`` is drawn from, which Python promises to keep the same in every version for one seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

SEXES = {1: "男性", 2: "女性"}
AGES = {1: "18～29歳", 2: "30～39歳", 3: "40～49歳", 4: "50～59歳", 5: "60～69歳", 6: "70歳以上"}
DISTRICTS = {code: f"{letter}小学校区" for code, letter in enumerate("ABCDEFGHIJKL", 1)}

# shares of the invented population: a suburban ward of families, women outliving men
AGE_SHARES = {1: 0.147, 2: 0.136, 3: 0.172, 4: 0.176, 5: 0.124, 6: 0.245}
WOMEN_SHARES = {1: 0.495, 2: 0.507, 3: 0.511, 4: 0.507, 5: 0.515, 6: 0.577}
DISTRICT_SHARES = dict(
    enumerate((0.112, 0.061, 0.094, 0.078, 0.125, 0.069, 0.083, 0.101, 0.055, 0.090, 0.073, 0.059), 1)
)
# positive: an older district
DISTRICT_AGEING = dict(enumerate((-0.9, 0.7, 0.2, 1.0, -1.0, 0.4, -0.3, -0.6, 0.9, 0.0, 0.5, -0.2), 1))

# Rates by sex and age like those Osaka wards publish for such a survey: young men 1 in 8, women of 60 nearly half;
# raised a little so that about 750 of 2,000 answer.
RESPONSE_RATES = {
    1: {1: 0.17, 2: 0.18, 3: 0.23, 4: 0.29, 5: 0.41, 6: 0.46},
    2: {1: 0.22, 2: 0.36, 3: 0.42, 4: 0.46, 5: 0.54, 6: 0.49},
}
CHILDREN_RATES = {1: 0.14, 2: 0.52, 3: 0.62, 4: 0.34, 5: 0.05, 6: 0.03}


@dataclass(frozen=True)
class Person:
    """One invited person as the resident register has them, and what they would tick about themselves."""

    number: int
    sex: int
    age: int
    district: int
    children: int
    years: int
    web: bool


@dataclass(frozen=True)
class Graded:
    """How a question is answered: options 1 and 2 are positive, 3 and 4 negative, 5 is わからない if there is one."""

    id: str
    percent: str
    first_of_positive: float
    unknown_of_negative: float = 0.0
    missing: float = 0.02
    by_age: float = 0.0
    by_woman: float = 0.0
    by_district: float = 0.3
    by_children: float = 0.0


def population_cells(total: int) -> dict[tuple[int, int, int], int]:
    """Spread ``total`` people over sex × age × district; the counts are rounded, so their sum is near ``total``."""
    cells = {}
    for age, age_share in AGE_SHARES.items():
        tilt = {d: s * math.exp(0.11 * DISTRICT_AGEING[d] * (age - 3.5)) for d, s in DISTRICT_SHARES.items()}
        whole = sum(tilt.values())
        for sex in SEXES:
            share = WOMEN_SHARES[age] if sex == 2 else 1 - WOMEN_SHARES[age]
            for district, weight in tilt.items():
                cells[sex, age, district] = round(total * age_share * share * weight / whole)
    return cells


def invite(cells: dict[tuple[int, int, int], int], count: int, rng: random.Random) -> list[Person]:
    """Draw ``count`` people systematically from the register: every (population / count)-th person."""
    step = sum(cells.values()) / count
    position = rng.random() * step
    people = []
    passed = 0
    for (sex, age, district), size in sorted(cells.items()):
        passed += size
        while position < passed and len(people) < count:
            people.append((sex, age, district))
            position += step
    numbers = shuffled(range(1, count + 1), rng)
    return [_person(number, *cell, rng) for number, cell in zip(numbers, people, strict=True)]


def _person(number: int, sex: int, age: int, district: int, rng: random.Random) -> Person:
    children = 1 if rng.random() < CHILDREN_RATES[age] else 2
    settled = 0.25 + 0.11 * age
    years = min(5, 1 + sum(rng.random() < settled for _ in range(5)))
    web = rng.random() < 0.78 - 0.11 * age
    return Person(number, sex, age, district, children, years, web)


def responding(people: Sequence[Person], undeliverable: int, rng: random.Random) -> list[Person]:
    """Keep those whose letter arrives and who answer."""
    reached = shuffled(people, rng)[undeliverable:]
    answering = [person for person in reached if rng.random() < RESPONSE_RATES[person.sex][person.age]]
    return sorted(answering, key=lambda person: person.number)


def tenths(k: int, n: int) -> int:
    """Percentage k/n in tenths of a percent, rounded half up in integers."""
    return (2000 * k + n) // (2 * n)


def counts_for(percent: str, wish: int, most: int) -> tuple[int, int]:
    """Find (positives, base) printed as ``percent`` to one decimal; the base is near ``wish`` and not over ``most``."""
    goal = round(float(percent) * 10)
    for distance in range(most):
        for n in (wish - distance, wish + distance):
            if 0 < n <= most:
                k = round(n * goal / 1000)
                if k <= n and tenths(k, n) == goal:
                    return k, n
    raise ValueError(f"no base up to {most} gives {percent}%")


def answer_graded(question: Graded, asked: Sequence[Person], rng: random.Random) -> dict[int, int | None]:
    """Answer a graded question so that its published percentage comes out exactly.

    Each person has an inclination: effects of age, sex, district and children, and logistic noise. The most
    inclined are positive, exactly as many as the percentage needs.

    Returns
    -------
    dict
        Person's number → code, None for no answer.
    """
    wish = round(len(asked) * (1 - question.missing))
    k, n = counts_for(question.percent, wish, len(asked))
    silent = {p.number for p in weighted_pick(asked, len(asked) - n, lambda p: 2.0 if p.age == 6 else 1.0, rng)}
    district = {code: question.by_district * (2 * rng.random() - 1) for code in DISTRICTS}
    inclination = {p.number: _inclination(question, p, district, rng) for p in asked}
    ranked = sorted((p for p in asked if p.number not in silent), key=lambda p: -inclination[p.number])
    positive, negative = ranked[:k], ranked[k:]
    unsure_count = round(len(negative) * question.unknown_of_negative)
    unsure = {p.number for p in weighted_pick(negative, unsure_count, lambda p: 6.0 - p.years, rng)}
    decided = [p for p in negative if p.number not in unsure]
    codes: dict[int, int | None] = dict.fromkeys(silent)
    codes |= dict.fromkeys(unsure, 5)
    codes |= _two_grades(positive, question.first_of_positive, 1)
    codes |= _two_grades(decided, 0.66, 3)
    return codes


def _inclination(question: Graded, person: Person, district: dict[int, float], rng: random.Random) -> float:
    known = question.by_age * (person.age - 3.5) + question.by_woman * (person.sex == 2)
    known += question.by_children * (person.children == 1) + district[person.district]
    chance = min(max(rng.random(), 1e-12), 1 - 1e-12)
    return known + math.log(chance / (1 - chance))


def _two_grades(ranked: Sequence[Person], first_share: float, first_code: int) -> dict[int, int | None]:
    cut = round(len(ranked) * first_share)
    return {p.number: first_code if place < cut else first_code + 1 for place, p in enumerate(ranked)}


def weighted_pick(items: Sequence[T], count: int, weight: Callable[[T], float], rng: random.Random) -> list[T]:
    """Pick ``count`` items without replacement, likelier the heavier (Efraimidis and Spirakis 2006)."""
    keys = [rng.random() ** (1 / weight(item)) for item in items]
    order = sorted(range(len(items)), key=lambda place: -keys[place])
    return [items[place] for place in order[:count]]


def shuffled(items: Sequence[T], rng: random.Random) -> list[T]:
    """Put items in random order."""
    keys = [rng.random() for _ in items]
    return [items[place] for place in sorted(range(len(items)), key=keys.__getitem__)]


def choice(items: Sequence[T], rng: random.Random) -> T:
    """Choose one item."""
    return items[int(rng.random() * len(items))]
