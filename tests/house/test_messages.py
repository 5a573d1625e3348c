"""Every sentence is there in both languages with the same placeholders; every one is used, and none is missing."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from conftest import ROOT
from kumin.errors import KuminError
from kumin.messages import ROOMS, catalogue, language, text
from source import module_name

SOURCE = ROOT / "src" / "kumin"
NARROW_HEADINGS = {"years_percent", "years_p_holm", "years_note"}
"""Headings of tables on the terminal, and the note that names one of them."""
ERRORS = {"fault", "DefinitionError", "ReadError", "StatisticsError", "UsageError", "KuminError"}


def fields(template: str) -> Iterator[tuple[str, str]]:
    """Names of a template's placeholders, each with how it is formatted."""
    for _, name, spec, _ in string.Formatter().parse(template):
        if name:
            yield re.split(r"[.\[]", name)[0], spec or ""


def names(template: str) -> set[str]:
    """Names of the placeholders that are given a value: keys and values of definitions are named by themselves."""
    return {name for name, _ in fields(template)} - {"key", "word"}


@cache
def trees() -> dict[Path, ast.Module]:
    paths = [path for path in SOURCE.rglob("*.py") if path.parent.name != "messages"]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def codes_given() -> Iterator[tuple[str, str]]:
    """Codes given as a literal to an error, a fault or text(), each with its place."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in ERRORS or name == "text":
                    yield str(node.args[0].value), f"{path.name}:{node.lineno}"


def codes_named() -> tuple[set[str], re.Pattern[str]]:
    """Every string of the source and its templates, and a pattern of what f-strings with a prefix can make."""
    literal, made = set(), set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literal.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if re.fullmatch("[a-z][a-z_]*_", str(parts[0])):
                    made.add("".join(r"\w+" if part is None else re.escape(str(part)) for part in parts))
    for template in SOURCE.rglob("*.html"):
        literal |= set(re.findall(r"t\('(\w+)'", template.read_text(encoding="utf-8")))
    return literal, re.compile("|".join(sorted(made)))


def test_both_languages_use_the_same_placeholders() -> None:
    assert not {code: pair for code, pair in catalogue().items() if names(pair[0]) != names(pair[1])}


def test_english_is_there_and_holds_no_japanese() -> None:
    missing = {code for code, (japanese, english) in catalogue().items() if japanese.strip() and not english.strip()}
    assert not missing
    assert not {code for code, (_, english) in catalogue().items() if re.search("[\u3040-\u30ff]", english)}


def test_what_goes_with_a_number_has_a_singular_and_a_plural() -> None:
    chosen = {code: [spec for _, spec in fields(english) if "|" in spec] for code, (_, english) in catalogue().items()}
    assert not {code for code, specs in chosen.items() for spec in specs if spec.count("|") != 1}
    assert not {code for code, (_, english) in catalogue().items() if "(s)" in english}
    assert any(chosen.values())


def test_japanese_has_full_width_brackets_and_one_sign_of_a_range() -> None:
    """A half-width bracket stands in code and formulas only, never right behind a Japanese word."""
    japanese = {code: words for code, (words, _) in catalogue().items() if code not in NARROW_HEADINGS}
    half = re.compile("[\u3040-\u30ff\u4e00-\u9fff」％}]\\(|[\u301c]|[}0-9]~")
    assert not {code: words for code, words in japanese.items() if half.search(words)}
    assert half.search("値(なし)")
    assert half.search("0~100")


def test_no_space_stands_between_a_number_and_its_people() -> None:
    apart = re.compile("[}0-9] [人通](?!数)")
    assert not {code: words for code, (words, _) in catalogue().items() if apart.search(words)}
    assert apart.search("{n} 人")


def test_no_code_is_in_two_rooms() -> None:
    rooms = [(code, room) for room in ROOMS for code in import_module(f"kumin.messages.{room}").CATALOGUE]
    assert not {code: room for code, room in rooms if (code, room) not in dict(rooms).items()}


def test_every_room_of_the_catalogue_is_read() -> None:
    assert {path.stem for path in (SOURCE / "messages").glob("*.py")} - {"__init__"} == set(ROOMS)


def test_every_code_that_is_used_has_its_words() -> None:
    assert not sorted((code, place) for code, place in codes_given() if code not in catalogue())


def test_every_message_is_used() -> None:
    literal, made = codes_named()
    assert not sorted(code for code in catalogue() if code not in literal and not made.fullmatch(code))


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


def test_what_to_write_is_named_as_a_workbook_has_it_and_as_yaml_has_it() -> None:
    assert text("fix_W401", "ja").startswith("要らない列なら「使わない列」（columns の ignore）に見出し")
    assert "「どれも選ばない人」に「無回答」（none_marked: no_answer）" in text("fix_W112", "ja")
    assert "“other headings” (`header_aliases`)" in text("fix_W401", "en")
    assert "（調査票の「尋ねる条件」ask_if）" in text("rule_E103", "ja")  # no brackets in brackets
    ways = re.compile(r"\{(?:key|word):[^}]*\}|YAML で.*?no_answer: \[\]|`[^`]*`")
    bare = {}
    for room in ("rules", "drafts"):
        for code, pair in import_module(f"kumin.messages.{room}").CATALOGUE.items():
            words = re.findall(r"(?<![\w{.-])[a-z]+_[a-z]+(?![\w}])", ways.sub("", pair[0]))
            words += [
                word
                for word in ("columns", "missing", "policies", "aliases", "ignore")
                if word in ways.sub("", pair[0])
            ]
            if words and "{columns}" not in pair[0]:
                bare[code] = words
    assert not bare


def test_several_words_in_a_sentence_are_joined_as_its_language_does() -> None:
    params = {"files": ("a.csv", "b.csv")}
    assert "a.csv、b.csv" in text("draft_in_some_files", "ja", **params)
    assert "a.csv, b.csv" in text("draft_in_some_files", "en", **params)


READS_LISTS = {"kumin.authoring.columns.joined_labels", "kumin.cli.planning.sizes", "kumin.workbooks.cells"}
"""Modules to which the sign between words is one that stands in cells and in what a user gives."""


def test_the_sign_between_words_stands_in_the_catalogue_alone() -> None:
    sign = catalogue()["list_joiner"][0]
    own = {
        module_name(path)
        for path, tree in trees().items()
        if any(isinstance(node, ast.Constant) and node.value == sign for node in ast.walk(tree))
    }
    assert own == READS_LISTS
