"""Write the synthetic sample: answer files of three surveys for two years, and the population table.

    python sample_data/make_sample.py [FOLDER]

rewrites ``sample_data/tsurumi/*/*.csv`` and ``schemas/tsurumi/*/population.csv``, always with the same bytes
(under FOLDER, if given).
Everything is invented. Only the percentages are the ward's: after the disorder is handled as kumin handles it, each
indicator's percentage, rounded half up to one decimal, is the published one.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sample_remarks as remarks
from sample_disorder import (
    COLUMN,
    FULL_WIDTH,
    ID,
    LOT,
    MODE,
    RECEIVED,
    Row,
    disarrange,
    disarrange_little,
    with_repeats,
    write_missing_codes,
)
from sample_model import (
    AGES,
    DISTRICTS,
    SEXES,
    Graded,
    Person,
    answer_graded,
    choice,
    counts_for,
    invite,
    population_cells,
    responding,
    shuffled,
    weighted_pick,
)

SEED = "kumin sample"
RESIDENT_HEADERS = [ID, RECEIVED, MODE, LOT, *(f"問{number}" for number in range(1, 17))]
SHORT_HEADERS = [ID, RECEIVED, "問1", "問2", "問3", "問4"]

# How many answers about themselves people leave out.
ATTRIBUTE_GAPS = {"sex": 0.012, "age": 0.012, "district": 0.02, "years": 0.012, "children": 0.015}

# Codes of media by how often the young and the old mark them.
MEDIA_YOUNG = {1: 0.30, 2: 0.34, 3: 0.30, 4: 0.28, 5: 0.08, 6: 0.06, 7: 0.06, 8: 0.18, 9: 0.07, 10: 0.04}
MEDIA_OLD = {1: 0.78, 2: 0.10, 3: 0.03, 4: 0.07, 5: 0.22, 6: 0.52, 7: 0.12, 8: 0.17, 9: 0.22, 10: 0.03}
NO_MEDIA = "11"


@dataclass(frozen=True)
class Year:
    """What differs between the years."""

    folder: str
    population: int
    invited: int
    undeliverable: int
    start: date
    days: int
    small_start: date
    small_days: int
    residents: dict[str, str]
    council: tuple[int, int, str]
    principals: tuple[int, int, str]
    messy: bool


# council, principals: members, forms returned, percentage
YEARS = (
    Year(
        "r05", 92_000, 2000, 9, date(2023, 7, 3), 22, date(2024, 1, 15), 19,
        {"watching": "37.8", "health": "81.6", "disaster": "64.4", "safety": "91.2", "childcare": "74.8",
         "learning": "57.9", "rights": "29.9", "information": "59.8", "sdgs": "69.8"},
        (168, 141, "94.8"), (36, 35, "97.1"), messy=True,
    ),
    Year(
        "r04", 92_400, 2000, 11, date(2022, 7, 4), 22, date(2023, 1, 16), 19,
        {"watching": "34.1", "health": "83.2", "disaster": "71.3", "safety": "90.3", "childcare": "87.2",
         "learning": "57.4", "rights": "27.8", "information": "71.3", "sdgs": "71.0"},
        (171, 143, "88.4"), (36, 35, "100.0"), messy=False,
    ),
)  # fmt: skip


def graded_questions(percents: dict[str, str]) -> list[Graded]:
    """List the nine indicators' questions with how people lean: mostly, the older the readier to agree."""
    return [
        Graded("watching", percents["watching"], 0.24, 0.30, 0.022, by_age=0.21, by_woman=0.10, by_district=0.45),
        Graded("health", percents["health"], 0.42, 0.0, 0.018, by_age=0.20, by_woman=0.15),
        Graded("disaster", percents["disaster"], 0.22, 0.45, 0.030, by_age=0.16, by_district=0.25),
        Graded("safety", percents["safety"], 0.40, 0.0, 0.016, by_age=-0.18, by_woman=-0.10, by_district=0.40),
        Graded("childcare", percents["childcare"], 0.30, 0.15, 0.030, by_age=-0.20, by_district=0.40),
        Graded("learning", percents["learning"], 0.20, 0.35, 0.034, by_age=0.18, by_woman=0.20, by_children=0.25),
        Graded("rights", percents["rights"], 0.18, 0.55, 0.032, by_age=0.12),
        Graded("information", percents["information"], 0.24, 0.0, 0.026, by_age=0.16, by_woman=0.10),
        Graded("sdgs", percents["sdgs"], 0.25, 0.15, 0.024, by_age=-0.10, by_woman=0.25, by_children=0.20),
    ]


# --- residents -------------------------------------------------------------------------------------------------------


def residents(year: Year) -> list[Row]:
    """Make the rows of a year's residents file."""
    rng = _rng(year, "residents")
    people = responding(invite(population_cells(year.population), year.invited, rng), year.undeliverable, rng)
    blank = (
        {p.number for p in weighted_pick(people, 2, lambda p: 1.0 if not p.web else 1e-6, rng)} if year.messy else set()
    )
    used = [p for p in people if p.number not in blank]
    rows = {p.number: _outside(p, year, rng) for p in people}
    gaps = _attributes(used, rows, rng)
    for question in graded_questions(year.residents):
        asked = [p for p in used if rows[p.number]["問5"] == "1"] if question.id == "childcare" else used
        codes = answer_graded(question, asked, rng)
        column = COLUMN[question.id]
        for number, code in codes.items():
            rows[number][column] = "" if code is None else str(code)
        gaps[column] = [number for number, code in codes.items() if code is None]
    gaps["問14"] = _media(used, rows, rng)
    _comments(used, rows, rng)
    write_missing_codes(used, rows, gaps, rng)
    (disarrange if year.messy else disarrange_little)(used, rows, gaps, rng)
    ordered = sorted(rows.values(), key=lambda row: (_day(row), row[ID]))
    return with_repeats(ordered, rng, 3 if year.messy else 1)


def _outside(person: Person, year: Year, rng: random.Random) -> Row:
    """Make a row with what stands outside the form; answers are still empty."""
    row = dict.fromkeys(RESIDENT_HEADERS, "")
    # most answer in the first ten days; a reminder brings some more
    day = int(year.days * rng.random() ** 1.6)
    received = year.start + timedelta(days=day)
    row[ID] = f"{person.number:04d}"
    row[RECEIVED] = f"{received.year}/{received.month}/{received.day}"
    row[MODE] = "Web" if person.web else "郵送"
    row[LOT] = "" if person.web else f"L{day // 4 + 1:02d}"
    return row


def _attributes(people: Sequence[Person], rows: dict[int, Row], rng: random.Random) -> dict[str, list[int]]:
    """Fill in what people say about themselves; return whose answer is missing, by column."""
    gaps: dict[str, list[int]] = {}
    for name, share in ATTRIBUTE_GAPS.items():
        column = COLUMN[name]
        for person in people:
            rows[person.number][column] = str(getattr(person, name))
        if name == "sex":
            for person in people:
                if rng.random() < 0.008:
                    rows[person.number][column] = "3"
        gaps[column] = [p.number for p in people if rng.random() < share]
        for number in gaps[column]:
            rows[number][column] = ""
    return gaps


def _media(people: Sequence[Person], rows: dict[int, Row], rng: random.Random) -> list[int]:
    """Mark up to three sources of information; return who marks none."""
    silent = []
    for person in people:
        old = (person.age - 1) / 5
        marks = [c for c in MEDIA_YOUNG if rng.random() < MEDIA_YOUNG[c] * (1 - old) + MEDIA_OLD[c] * old]
        marks = sorted(shuffled(marks, rng)[:3])
        silence = rng.random()
        rows[person.number]["問14"] = ",".join(map(str, marks)) or NO_MEDIA
        if silence < 0.025:
            rows[person.number]["問14"] = ""
            silent.append(person.number)
    return silent


def _comments(people: Sequence[Person], rows: dict[int, Row], rng: random.Random) -> None:
    writers = weighted_pick(people, round(len(people) * 0.17), lambda p: 0.6 + 0.2 * p.age, rng)
    for person, text in zip(writers, remarks.SPECIAL, strict=False):
        rows[person.number]["問16"] = text
    for person in writers[len(remarks.SPECIAL) :]:
        rows[person.number]["問16"] = choice(remarks.ORDINARY, rng)


def _day(row: Row) -> date:
    year, month, day = map(int, row[RECEIVED].split("/"))
    return date(year, month, day)


# --- the two small surveys -------------------------------------------------------------------------------------------


def council(year: Year) -> list[Row]:
    """Make the rows of the committee members' file."""
    rng = _rng(year, "council")
    members, returned, percent = year.council
    numbers = sorted(shuffled(range(1, members + 1), rng)[:returned])
    k, n = counts_for(percent, returned - 6, returned)
    codes = _codes(k, n, returned, 0.45, rng)
    rows = []
    for number, code in zip(numbers, codes, strict=True):
        area = (number - 1) * 12 // members + 1
        served = min(4, 1 + int(rng.random() * 4.6))
        text = choice(remarks.COUNCIL, rng) if rng.random() < 0.08 else ""
        rows.append(_short_row(f"C{number:03d}", _received(year, rng), area, served, code, text))
    silent = [row for row in rows if not row["問3"]]
    for row, text in zip(silent, ["*", "99", "無回答", "5"] if year.messy else ["*"], strict=False):
        row["問3"] = text
    if year.messy:
        for row in shuffled([row for row in rows if row["問3"] in {"1", "2"}], rng)[:4]:
            row["問3"] = row["問3"].translate(FULL_WIDTH)
    return rows


def principals(year: Year) -> list[Row]:
    """Make the rows of the principals' file: two posts at 18 schools, 12 of them primary."""
    rng = _rng(year, "principals")
    members, returned, percent = year.principals
    numbers = sorted(shuffled(range(1, members + 1), rng)[:returned])
    k, n = counts_for(percent, returned, returned)
    codes = _codes(k, n, returned, 0.5, rng)
    rows = []
    for number, code in zip(numbers, codes, strict=True):
        school, post = (1 if number <= 24 else 2), 2 - number % 2
        text = choice(remarks.PRINCIPALS, rng) if rng.random() < 0.1 else ""
        rows.append(_short_row(f"P{number:02d}", _received(year, rng), school, post, code, text))
    if year.messy:
        # typed with a Japanese keyboard
        for row in rows[3:5]:
            row["問3"] = row["問3"].translate(FULL_WIDTH)
    return rows


def _codes(k: int, n: int, returned: int, first_share: float, rng: random.Random) -> list[str]:
    """Make ``returned`` answers in random order: ``n`` given, ``k`` of them positive."""
    first = round(k * first_share)
    codes = ["1"] * first + ["2"] * (k - first) + ["3"] * (n - k) + [""] * (returned - n)
    return shuffled(codes, rng)


def _received(year: Year, rng: random.Random) -> str:
    day = year.small_start + timedelta(days=int(year.small_days * rng.random()))
    return f"{day.year}/{day.month}/{day.day}"


def _short_row(*cells: object) -> Row:
    return dict(zip(SHORT_HEADERS, map(str, cells), strict=True))


# --- files -----------------------------------------------------------------------------------------------------------


def population(year: Year) -> list[Row]:
    """Make the rows of the population table."""
    return [
        {"性別": SEXES[sex], "年齢": AGES[age], "小学校区": DISTRICTS[district], "人数": str(size)}
        for (sex, age, district), size in sorted(population_cells(year.population).items())
    ]


def sample_files() -> dict[str, bytes]:
    """Make every file, by its path from the repository's root."""
    files = {}
    for year in YEARS:
        firm, form = ("cp932", "utf-8-sig") if year.messy else ("utf-8-sig", "utf-8")
        answers = f"sample_data/tsurumi/{year.folder}"
        files[f"{answers}/residents.csv"] = _csv(residents(year), firm, "\r\n", full_width_headers=year.messy)
        files[f"{answers}/council.csv"] = _csv(council(year), form, "\r\n")
        files[f"{answers}/principals.csv"] = _csv(principals(year), "utf-8", "\n")
        files[f"schemas/tsurumi/{year.folder}/population.csv"] = _csv(population(year), "utf-8", "\n")
    return files


def write_sample(root: Path) -> list[Path]:
    """Write every file under ``root``; return their paths."""
    written = []
    for name, data in sample_files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written


def _csv(rows: Sequence[Row], encoding: str, newline: str, *, full_width_headers: bool = False) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=newline)
    headers = list(rows[0])
    shown: Iterable[str] = (h.translate(FULL_WIDTH) if h.startswith("問") else h for h in headers)
    writer.writerow(shown if full_width_headers else headers)
    writer.writerows([row[header] for header in headers] for row in rows)
    return text.getvalue().encode(encoding)


def _rng(year: Year, what: str) -> random.Random:
    return random.Random(f"{SEED} {year.folder} {what}")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    for written_path in write_sample(target):
        print(written_path)
