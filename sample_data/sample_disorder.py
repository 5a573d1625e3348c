"""What makes the sample as messy as real files, without changing what the answers mean."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from sample_model import Person, choice, shuffled, weighted_pick

Row = dict[str, str]
"""One record of a file: heading → cell."""

ID, RECEIVED, MODE, LOT = "整理番号", "受付日", "回答方法", "入力ロット"

COLUMN = {
    name: f"問{number}"
    for number, name in enumerate(
        (
            *("sex", "age", "district", "years", "children"),
            *("watching", "health", "disaster", "safety", "childcare", "learning", "rights", "information"),
            *("media", "sdgs", "comment"),
        ),
        1,
    )
}
"""Question of the residents' form → its column."""

TWO_DIGITS = {COLUMN["district"], COLUMN["media"]}
"""Columns in which the firm writes 99, not 9, for no answer."""

# Written over answers that are missing anyway, so that each becomes a finding and changes no percentage.
WRONG_CELLS = {
    "問1": ["4"],
    "問3": ["13"],
    "問5": ["3"],
    "問6": ["*", "1,2"],
    "問7": ["2,3"],
    "問8": ["*", "*"],
    "問9": ["7", "１，２"],
    "問10": ["*"],
    "問11": ["*", "6", "3,4"],
    "問12": ["1,2", "*"],
    "問13": ["0", "?"],
    "問15": ["2,3", "*"],
}
WRONG_MEDIA = ["1,2,6,9", "1,5,6,8,9", "1,77", "6,11"]
WRONG = {(column, text) for column, texts in {**WRONG_CELLS, "問14": WRONG_MEDIA}.items() for text in texts}
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


def write_missing_codes(
    people: Sequence[Person], rows: dict[int, Row], gaps: dict[str, list[int]], rng: random.Random
) -> None:
    """Write missing answers as the firm does: 9 or 99 on paper forms, now and then 無回答 or nothing; blank online."""
    web = {p.number for p in people if p.web}
    for column, numbers in gaps.items():
        for number in numbers:
            draw = rng.random()
            if number not in web and draw < 0.85:
                rows[number][column] = "無回答" if draw < 0.06 else ("99" if column in TWO_DIGITS else "9")


def disarrange(people: Sequence[Person], rows: dict[int, Row], gaps: dict[str, list[int]], rng: random.Random) -> None:
    """Disarrange a year's rows in every way the guide lists, without changing what the answers mean."""
    for column, texts in {**WRONG_CELLS, "問14": WRONG_MEDIA}.items():
        _miswrite(column, texts, rows, gaps, rng)
    _answer_unasked(people, rows, rng)
    _respell(people, rows, 0.030, lambda text: text.translate(FULL_WIDTH), rng)
    _respell(people, rows, 0.012, lambda text: f" {text} ", rng)
    _respell(people, rows, 0.006, lambda text: f"{text}\u3000", rng)


def disarrange_little(
    people: Sequence[Person], rows: dict[int, Row], gaps: dict[str, list[int]], rng: random.Random
) -> None:
    """Disarrange a tidier year's rows: few wrong cells, few respellings."""
    for column, text in (("問6", "*"), ("問8", "8"), ("問12", "1,2"), ("問14", "1,2,3,6")):
        _miswrite(column, [text], rows, gaps, rng)
    _respell(people, rows, 0.006, lambda text: text.translate(FULL_WIDTH), rng)


def _miswrite(
    column: str, texts: Sequence[str], rows: dict[int, Row], gaps: dict[str, list[int]], rng: random.Random
) -> None:
    """Write ``texts`` where answers are missing; an online form lets nobody mark two, so paper forms come first."""
    on_paper_first = sorted(shuffled(gaps[column], rng), key=lambda number: rows[number][MODE] == "Web")
    if len(on_paper_first) < len(texts):
        raise ValueError(f"{column} has {len(on_paper_first)} missing answers, too few for {len(texts)} wrong ones")
    for number, text in zip(on_paper_first, texts, strict=False):
        rows[number][column] = text


def _answer_unasked(people: Sequence[Person], rows: dict[int, Row], rng: random.Random) -> None:
    """Let some answer 問10 who have no children at home (6) or do not say whether they have (2)."""
    without = [p.number for p in people if rows[p.number]["問5"] == "2"]
    unsaid = [p.number for p in people if rows[p.number]["問5"] in {"", "9"}]
    for number in [*shuffled(without, rng)[:6], *shuffled(unsaid, rng)[:2]]:
        rows[number]["問10"] = choice("1223", rng)


def _respell(
    people: Sequence[Person], rows: dict[int, Row], share: float, spell: Callable[[str], str], rng: random.Random
) -> None:
    """Write the answers of some people another way that means the same."""
    columns = [COLUMN[name] for name in COLUMN if name != "comment"]
    for person in weighted_pick(people, round(len(people) * share), lambda p: 1.0 if not p.web else 1e-6, rng):
        row = rows[person.number]
        for column in columns:
            digits = row[column].replace(",", "")
            if digits.isascii() and digits.isdigit() and (column, row[column]) not in WRONG:
                row[column] = spell(row[column])


def with_repeats(rows: list[Row], rng: random.Random, count: int) -> list[Row]:
    """Let some answer again online: the first alike, the next with 問6 changed, the third with a blank after its id."""
    tidy = [place for place, row in enumerate(rows) if not WRONG & set(row.items()) and row["問6"] in {"1", "2"}]
    early = [place for place in tidy if 20 <= place < len(rows) // 2]
    result = list(rows)
    for kind, place in enumerate(shuffled(early, rng)[:count]):
        again = dict(rows[place])
        again |= {RECEIVED: rows[-1][RECEIVED], MODE: "Web", LOT: ""}
        if kind >= 1:
            again["問6"] = "4"
        if kind >= 2:
            again[ID] += " "
        result.append(again)
    return result
