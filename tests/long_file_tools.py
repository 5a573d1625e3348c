"""Files of answers that stand for long ones: read in pieces of a few rows, and compared with the whole file."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from kumin.definitions import Questionnaire
from kumin.errors import KuminError
from kumin.on_disk import columns
from kumin.responses import Answers, validate_file
from kumin.responses.readers import streamed

QUESTIONNAIRE = """\
id: long
title: 長い調査
columns: {id: 整理番号, received: 受付日}
missing: {no_answer: ["", 9, 99, 無回答], invalid: ["*"]}
refuse_above: 1.0
questions:
  - {id: area, text: 地域, header: 問1, type: single, options: {1: 東, 2: 西, 3: 南, 4: 北}}
  - {id: safe, text: 安全, header: 問2, type: single, ask_if: {area: [1, 2]}, options: {1: はい, 2: いいえ}}
  - {id: years, text: 年数, header: 問3, type: number, minimum: 0, maximum: 98}
  - {id: media, text: 入手先, header: 問4, type: multiple, max: 2, options: {1: 紙, 2: 網, 3: 他}}
  - {id: free, text: 自由記述, header: 問5, type: text}
"""
HEADINGS = "整理番号,受付日,問1,問2,問3,問4,問5"
FIELDS = ("coded", "findings", "quarantined", "bases", "n_read", "n_blank", "n_quarantined", "n_used", "n_error_rows")
ABOUT = ("headers", "encoding", "delimiter", "sha256", "size", "kind", "evidence", "lines", "top", "headings")


def cut(monkeypatch: pytest.MonkeyPatch, rows: int, length: int = 40) -> None:
    """Take every file for a long one, and work on it in pieces of some rows."""
    monkeypatch.setattr(columns, "LONG", 2)
    monkeypatch.setattr(columns, "_STEP", rows)
    monkeypatch.setattr(streamed, "PIECE", rows * length)


def random_file(chance: random.Random, most: int) -> bytes:
    """Write answers with what files of answers have: blanks, words, quotes, days, ids twice, short rows, totals."""
    wrong = chance.choice([0, 0.05, 0.3])
    dense = chance.random() < 0.5
    lines = ["調査の結果" + "," * 6] * (chance.random() < 0.2) + [HEADINGS]
    for place in range(chance.choice([5, most])):
        own = str(place + 1) if dense else f"{chance.randint(1, 200):05d}"
        cells = [
            own if chance.random() > 0.03 else chance.choice(["", "匿名", "-", "計"]),
            chance.choice(["2023/7/5", "2023/7/6", ""]),
            *(chance.choice("12349") if chance.random() > 0.1 else "" for _ in range(2)),
            str(chance.randint(0, 98)),
            chance.choice(["1", "2", "1;3", "1;2;3", ""]),
            chance.choice(["", "", "公園がもっとほしいと思う", '"二行の\n意見、と ""引用"""', "x@example.com"]),
        ]
        for column in range(1, 6):
            if chance.random() < wrong:
                cells[column] = chance.choice(["7", "*", "１", "x", " 2", "99", "7/5/2023", "#N/A", "12345678"])
        if chance.random() < 0.05:
            cells = [""] * 7
        lines.append(",".join(cells if chance.random() > 0.05 else cells[: chance.randint(1, 7)]))
        if chance.random() < 0.05:
            lines.append(lines[-1])
    end = chance.choice(["\n", "\r\n"])
    text = end.join(lines) + end * chance.choice([0, 1, 1, 3])
    return b"\xef\xbb\xbf" * (chance.random() < 0.2) + text.encode() + b"\x1a" * (chance.random() < 0.1)


def outcome(path: Path, asked: Questionnaire) -> Answers | str:
    try:
        return validate_file(path, asked)
    except KuminError as error:
        return str(error)


def differences(one: Answers | str, other: Answers | str) -> list[str]:
    if isinstance(one, str) or isinstance(other, str):
        return [] if one == other else [str(one), str(other)]
    pairs = [(name, getattr(one, name), getattr(other, name)) for name in FIELDS]
    pairs += [(name, getattr(one.table, name), getattr(other.table, name)) for name in ABOUT]
    return [
        name
        for name, a, b in pairs
        if not (a.equals(b) and a.schema == b.schema if isinstance(a, pl.DataFrame) else a == b)
    ]
