"""Every sentence there is in both languages, with the same placeholders, and every code that is raised has one."""

from __future__ import annotations

import ast
import string
from importlib import import_module

import pytest

from conftest import ROOT
from kumin.errors import KuminError
from kumin.messages import ROOMS, catalogue, language, text

CODES = sorted(catalogue())


def placeholders(template: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_use_the_same_placeholders(code: str) -> None:
    japanese, english = catalogue()[code]
    assert placeholders(japanese) == placeholders(english)


@pytest.mark.parametrize("code", CODES)
def test_english_is_english(code: str) -> None:
    _, english = catalogue()[code]
    assert english.strip() or not catalogue()[code][0].strip()
    assert not any("\u3040" <= c <= "\u30ff" for c in english), english


def test_no_code_stands_in_two_rooms() -> None:
    seen: dict[str, str] = {}
    for room in ROOMS:
        for code in import_module(f"kumin.messages.{room}").CATALOGUE:
            assert code not in seen, f"{code} in {seen.get(code)} and {room}"
            seen[code] = room


def codes_used() -> set[tuple[str, str]]:
    """Codes given as a literal to an error, a fault or text()."""
    found = set()
    for path in (ROOT / "src" / "kumin").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            wanted = name in {"fault", "DefinitionError", "ReadError", "StatisticsError", "UsageError", "KuminError"}
            if (wanted or (name == "text" and isinstance(node.func, ast.Name))) and isinstance(first, ast.Constant):
                found.add((str(first.value), f"{path.name}:{node.lineno}"))
    return found


def test_every_code_that_is_used_has_its_words() -> None:
    assert not sorted(use for use in codes_used() if use[0] not in catalogue())


def test_language_is_chosen_by_argument_then_environment_then_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUMIN_LANG", "en")
    assert (language(), language("ja")) == ("en", "ja")
    monkeypatch.setenv("KUMIN_LANG", "fr")
    assert language() == "ja"
    monkeypatch.delenv("KUMIN_LANG")
    assert text("file_empty").startswith("ファイルが空")


def test_an_error_words_its_place_and_its_details() -> None:
    error = KuminError("file_empty", path="a.csv", details=(KuminError("file_empty", path="b.csv", line=3),))
    assert error.message("en").splitlines() == [
        "a.csv: the file is empty; export it again.",
        "b.csv:3: the file is empty; export it again.",
    ]
