"""What a Japanese refusal says is Japanese: keys and commands stand in 「」, and no word of English outside them."""

from __future__ import annotations

import ast
import re

import pytest

from conftest import ROOT
from kumin.messages import REASONS, catalogue

RAISED_BY = {
    "fault",
    "DefinitionError",
    "ReadError",
    "UsageError",
    "KuminError",
    "problem",
    "error",
    "kind",
}
FOR_PROGRAMS = {"estimation", "intervals", "judgement"}
"""Rooms that are called from Python, whose refusals speak of arguments."""
OTHERS = re.compile(
    r"target_(?:which|stays|percent|of_other)_|wrong_type_|must_|missing_key|not_one_of|not_an_identifier|usage_|"
    + REASONS
)
"""Codes that are put together, or told in a sentence of another."""
ALLOWED = {
    "kumin", "id", "n", "z", "A", "B", "Excel", "Word", "CSV", "YAML", "JSON", "Schema", "UTF", "CP", "Shift", "JIS",
    "SPSS", "ZIP", "PDF", "Parquet", "XLSX", "xlsx", "XLSForm", "LimeSurvey", "Google", "Web", "GB", "MB", "EUC",
}  # fmt: skip
"""Kinds of files, units, names of programs and what stands on every form."""
NAMES = re.compile(
    r"「[^」]*」|\{[^{}]*\}|--[a-z-]+(?: [A-Za-z=-]+)?|\b[a-z_]+\.(?:yaml|xlsx|json|csv|docx|html)\b|\.[a-z0-9]+\b"
)


def refusals() -> dict[str, str]:
    """Every code that an error is made with where people meet it, and its Japanese."""
    known, found = catalogue(), {}
    for path in (ROOT / "src" / "kumin").rglob("*.py"):
        if path.relative_to(ROOT / "src" / "kumin").parts[0] in {"messages", *FOR_PROGRAMS}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in RAISED_BY
            ):
                named = (
                    part.value for arg in node.args[:1] for part in ast.walk(arg) if isinstance(part, ast.Constant)
                )
                found |= {code: known[code][0] for code in named if code in known}
    return found | {code: pair[0] for code, pair in known.items() if OTHERS.match(code)}


REFUSALS = refusals()


def english_words(sentence: str) -> list[str]:
    rest = NAMES.sub(" ", sentence.replace("{{", "{").replace("}}", "}"))
    return [word for word in re.findall(r"[A-Za-z][A-Za-z_]*", rest) if word not in ALLOWED]


def test_there_are_refusals_of_every_kind() -> None:
    assert len(REFUSALS) > 200
    assert {"wrong_type_mapping", "positive_excluded", "answers_syntax", "file_missing", "yaml_indent"} <= set(REFUSALS)


def test_no_refusal_has_a_word_of_english() -> None:
    assert not {code: words for code, said in REFUSALS.items() if (words := english_words(said))}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("「positive」を書いてください", []), ("positive を書いて", ["positive"]), ("list ではありません", ["list"])],
)
def test_bare_words_are_found(sentence: str, words: list[str]) -> None:
    assert english_words(sentence) == words
