"""Random questionnaires → answers → a file in a random export style → ``kumin new``.

The draft always loads, ``kumin check`` finds no error in its own file, and ``kumin tabulate`` counts what was answered.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from kumin.authoring.proof import draft_files
from kumin.definitions import FileLayout, MultipleQuestion, NumberQuestion, Questionnaire, load_questionnaire
from kumin.responses import Answers, validate_files
from kumin.responses.folding import fold_text
from kumin.tables.amounts import tabulate_numbers
from kumin.tables.shares import tabulate_answers

SCALES = [
    ["そう思う", "どちらかといえばそう思う", "どちらかといえばそう思わない", "そう思わない"],
    ["満足", "やや満足", "どちらともいえない", "やや不満", "不満"],
    ["はい", "いいえ"],
    ["知っていて、利用したことがある", "知っているが、利用したことはない", "知らない"],
    ["20代以下", "30代", "40代", "50代", "60代", "70代以上"],
    ["毎日", "週に1〜2回", "月に1〜2回", "まったく利用しない"],
    ["男性", "女性", "答えたくない"],
]
PLACES = ["広報紙", "ホームページ", "回覧板", "SNS（X, LINEなど）", "友人・知人", "テレビ", "特になし"]
ITEMS = ["公園", "道路", "防犯", "子育て", "防災"]
SYSTEM = ["開始時刻", "最終変更時刻", "入力者", "IPアドレス", "Collector ID"]
SEEDS = range(40)


@dataclass
class Asked:
    """A question of a random questionnaire and its answers: codes, sets of codes, or numbers; None is no answer."""

    text: str
    type: str
    labels: Sequence[str]
    answers: Sequence[object]
    stem: str = ""
    columns: Sequence[tuple[str, Sequence[object]]] = field(default_factory=list)


def answers_of(random_: random.Random, kind: str, labels: Sequence[str], n: int) -> list[object]:
    """Draw answers so that every option is chosen a few times and a few people give none."""
    if kind == "number":
        real: list[object] = [random_.randint(18, 84) for _ in range(n)]
        return [None if random_.random() < 0.05 else value for value in real]
    if kind == "multiple":
        last = len(labels) if labels[-1] == "特になし" else 0
        sets: list[object] = []
        for place in range(n):
            chosen = {place % len(labels) + 1} | {c for c in range(1, len(labels) + 1) if random_.random() < 0.3}
            sets.append({last} if last and place % 7 == 0 else chosen - {last} or {1})
        return [None if random_.random() < 0.05 else one for one in sets]
    codes: list[object] = [place % len(labels) + 1 for place in range(n)]
    random_.shuffle(codes)
    return [None if random_.random() < 0.05 else code for code in codes]


def questionnaire(random_: random.Random, n: int) -> list[Asked]:
    asked: list[Asked] = []
    for place in range(1, random_.randint(3, 7)):
        kind = random_.choice(["single", "single", "multiple", "number", "grid"])
        number = f"問{place}"
        if kind == "grid":
            labels = random_.choice(SCALES[:2])
            for item in ITEMS[: random_.randint(2, 5)]:
                one = Asked(f"{number} 満足度 [{item}]", "single", labels, answers_of(random_, "single", labels, n))
                asked.append(one)
        elif kind == "multiple":
            labels = random_.sample(PLACES[:-1], random_.randint(3, 5)) + PLACES[-1:]
            asked.append(Asked(f"{number} 情報源", kind, labels, answers_of(random_, kind, labels, n)))
        elif kind == "number":
            asked.append(Asked(f"{number} 年齢", kind, [], answers_of(random_, kind, [], n)))
        else:
            labels = random_.choice(SCALES)
            asked.append(Asked(f"{number} 18歳からの質問", kind, labels, answers_of(random_, kind, labels, n)))
    return asked


def exported(random_: random.Random, asked: Sequence[Asked], n: int) -> list[list[str]]:
    """Lay the answers out as some export does: codes or labels, joined marks or columns, extra columns of a system."""
    coded = random_.random() < 0.5
    absent = random_.choice(["", "", "99", "無回答"]) if coded else random_.choice(["", "無回答"])
    joiner = random_.choice([";", ", ", "、", "\n"])
    several = random_.choice(["joined", "columns01", "columnsname"])
    columns: list[tuple[str, list[str]]] = [("整理番号", [str(1001 + place) for place in range(n)])]
    if random_.random() < 0.5:
        columns += [(name, [f"{name}{place % 3}" for place in range(n)]) for name in random_.sample(SYSTEM, 2)]
    for one in asked:
        if one.type == "number":
            nothing = "999" if absent == "99" else absent
            columns.append((one.text, [nothing if v is None else str(v) for v in one.answers]))
        elif one.type == "single":
            columns.append((one.text, [absent if v is None else cell(random_, one, v, coded) for v in one.answers]))
        elif several == "joined":
            columns.append((one.text, [absent if v is None else marks(one, v, coded, joiner) for v in one.answers]))
        else:
            columns += option_columns(one, zeros=several == "columns01")
    return [[name for name, _ in columns], *map(list, zip(*(cells for _, cells in columns), strict=True))]


def cell(random_: random.Random, one: Asked, code: object, coded: bool) -> str:
    assert isinstance(code, int)
    label = one.labels[code - 1]
    return str(code) if coded else random_.choice([label, label, label, label + " ", " " + label])


def marks(one: Asked, codes: object, coded: bool, joiner: str) -> str:
    assert isinstance(codes, set)
    names = [str(code) if coded else one.labels[code - 1] for code in sorted(codes)]
    return (";" if coded else joiner).join(names)


def option_columns(one: Asked, *, zeros: bool) -> list[tuple[str, list[str]]]:
    result = []
    for code, label in enumerate(one.labels, 1):
        sets = [set() if value is None else value for value in one.answers]
        unmarked = ["" if value is None else "0" if zeros else "" for value in one.answers]
        mark = "1" if zeros else label
        cells = [mark if code in own else none for own, none in zip(sets, unmarked, strict=True)]  # type: ignore[operator]
        result.append((f"{one.text}_{label}", cells))
    return result


def write(folder: Path, rows: Sequence[Sequence[str]], random_: random.Random) -> Path:
    """Write a CSV in some encoding, or a workbook, perhaps below a title."""
    style = random_.choice(["utf-8-sig", "cp932", "xlsx", "title"])
    if style == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([int(one) if one.isdigit() else one or None for one in row])
        book.save(folder / "a.xlsx")
        return folder / "a.xlsx"
    title = [["令和6年度 区民アンケート", *[""] * (len(rows[0]) - 1)]] if style == "title" and len(rows[0]) > 3 else []
    path = folder / "a.csv"
    with path.open("w", newline="", encoding="cp932" if style == "cp932" else "utf-8-sig") as file:
        csv.writer(file).writerows([*title, *rows])
    return path


def proven(path: Path) -> tuple[str, Questionnaire, Answers]:
    words = draft_files([path], FileLayout(), "ja").words
    file = path.with_name("draft.yaml")
    file.write_text(words, encoding="utf-8")
    definition = load_questionnaire(file)
    return words, definition, validate_files([path], definition)


def wanted_counts(one: Asked) -> Counter[str]:
    """Count how often each label was answered."""
    counts: Counter[str] = Counter()
    for value in one.answers:
        for code in value if isinstance(value, set) else {value} if isinstance(value, int) else ():
            counts[one.labels[code - 1]] += 1
    return counts


def table_of(answers: Answers, definition: Questionnaire) -> Mapping[tuple[str, int], int]:
    shares = tabulate_answers(answers.coded, definition).select("question", "option", "n_positive")
    return {(question, code): n for question, code, n in shares.iter_rows()}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_draft_reads_and_counts_the_file_it_was_made_from(seed: int, tmp_path: Path) -> None:
    random_ = random.Random(seed)
    n = random_.choice([60, 120, 200])
    asked = questionnaire(random_, n)
    rows = exported(random_, asked, n)
    words, definition, answers = proven(write(tmp_path, rows, random_))
    errors = answers.findings.filter(pl.col("severity") == "error")
    assert errors.is_empty(), (words, errors["code"].value_counts())
    assert answers.n_read == n
    by_text = {question.text.replace(" ", ""): question for question in definition.questions}
    shares = table_of(answers, definition)
    for one in asked:
        question = by_text[one.text.replace(" ", "")]
        if one.type == "number":
            assert isinstance(question, NumberQuestion), words
            mean = tabulate_numbers(answers.coded, definition, questions=[question.id])["mean"].item()
            values = [value for value in one.answers if isinstance(value, int)]
            assert mean == pytest.approx(sum(values) / len(values)), words
            continue
        assert question.type == one.type, words
        counts = {code: shares[question.id, code] for code in question.options}  # type: ignore[union-attr]
        wanted = wanted_counts(one)
        if all(option.label.startswith("選択肢") for option in question.options.values()):  # type: ignore[union-attr]
            assert counts == {code: wanted[label] for code, label in enumerate(one.labels, 1)}, words
        else:
            # a Shift_JIS file has another wave dash
            labels = {code: fold_text(option.label) for code, option in question.options.items()}  # type: ignore[union-attr]
            folded = {fold_text(label): count for label, count in wanted.items()}
            assert {labels[code]: count for code, count in counts.items()} == folded, words
        if isinstance(question, MultipleQuestion):
            assert answers.coded[question.id].count() == sum(value is not None for value in one.answers), words
