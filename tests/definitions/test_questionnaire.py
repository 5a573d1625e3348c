"""A questionnaire is read whole, or refused with the place of every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import MINI_QUESTIONNAIRE
from kumin import DefinitionError, load_questionnaire
from kumin.definitions import MultipleQuestion, SingleQuestion, coded_columns


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "q.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(tmp_path: Path, text: str) -> DefinitionError:
    with pytest.raises(DefinitionError) as caught:
        load_questionnaire(write(tmp_path, text))
    return caught.value


def test_options_are_read_by_code_and_in_order(tmp_path: Path) -> None:
    questionnaire = load_questionnaire(write(tmp_path, MINI_QUESTIONNAIRE))
    safe = questionnaire.by_id["safe"]
    assert isinstance(safe, SingleQuestion)
    assert [(code, option.label) for code, option in safe.options.items()] == [
        (1, "そう思う"),
        (2, "まあ思う"),
        (3, "思わない"),
    ]


def test_an_unquoted_number_is_a_missing_code_as_text(tmp_path: Path) -> None:
    assert load_questionnaire(write(tmp_path, MINI_QUESTIONNAIRE)).missing.no_answer == ("", "9", "99", "無回答")


def test_coded_columns_of_a_multiple_answer_are_marks_and_options(tmp_path: Path) -> None:
    media = load_questionnaire(write(tmp_path, MINI_QUESTIONNAIRE)).by_id["media"]
    assert isinstance(media, MultipleQuestion)
    assert coded_columns(media) == ["media", "media_1", "media_2", "media_3"]


def test_definitions_cannot_be_changed(tmp_path: Path) -> None:
    questionnaire = load_questionnaire(write(tmp_path, MINI_QUESTIONNAIRE))
    safe = questionnaire.by_id["safe"]
    assert isinstance(safe, SingleQuestion)
    with pytest.raises(ValueError, match="frozen"):
        safe.text = "別"  # type: ignore[misc]  # that this is refused is the test
    with pytest.raises(TypeError):
        safe.options[4] = safe.options[1]  # type: ignore[index]  # that this is refused is the test


def test_a_wrong_key_is_named_with_its_place_and_the_nearest_right_one(tmp_path: Path) -> None:
    error = refused(tmp_path, MINI_QUESTIONNAIRE.replace("header: 問2,", "heder: 問2,"))
    assert error.code == "unknown_key"
    assert (error.line, error.column) == (7, 27)
    assert "heder" in error.message("ja")
    assert "もしかして「header」ですか" in error.message("ja")
    assert "Did you mean `header`?" in error.message("en")
    assert str(error).startswith(str(tmp_path / "q.yaml") + ":7:27: ")


def test_a_wrong_type_of_question_is_told_once_with_the_known_ones(tmp_path: Path) -> None:
    error = refused(tmp_path, MINI_QUESTIONNAIRE.replace("type: number", "type: numbr"))
    assert error.code == "not_one_of"
    assert error.line == 20
    assert "「number」" in error.message("ja")
    assert error.details == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("{id: safe, text: 安全か, ", "{id: safe, ", "missing_key", 7),
        ("{id: safe,", "{id: 安全,", "not_an_identifier", 7),
        ("{id: safe,", "{id: children,", "question_repeated", 7),
        ("{id: safe,", "{id: row,", "id_reserved", 7),
        ("{id: safe,", "{id: level, attribute: true,", "id_reserved", 7),
        ("header: 問2", "header: 問1", "header_repeated", 7),
        ("{id: years,", "{id: media_1,", "coded_column_clash", 20),
        ("ask_if: {children: [1]}", "ask_if: {childs: [1]}", "ask_if_unknown", 12),
        ("ask_if: {children: [1]}", "ask_if: {media: [1]}", "ask_if_later", 12),
        ("ask_if: {children: [1]}", "ask_if: {children: [3]}", "option_unknown", 12),
        ("options: {1: 広報紙, 2: SNS,", "options: {1: 広報紙, 2: 広報紙,", "label_repeated", 19),
        ("options: {1: いる, 2: いない}", "options: {1: いる, 1: いない}", "definition_duplicate_key", 6),
        ("max: 2", "max: 0", "must_be_at_least", 18),
        ("max: 2", "max: 二", "wrong_type_integer", 18),
        ("questions:", "questions: [", "definition_not_yaml", None),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_line(tmp_path: Path, old: str, new: str, code: str, line: int | None) -> None:
    assert old in MINI_QUESTIONNAIRE
    error = refused(tmp_path, MINI_QUESTIONNAIRE.replace(old, new))
    assert error.code == code
    if line is not None:
        assert error.line == line
    for language in ("ja", "en"):
        assert "{" not in error.message(language)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = MINI_QUESTIONNAIRE.replace("header: 問2,", "heder: 問2,").replace("max: 2", "max: 0")
    error = refused(tmp_path, text)
    assert [error.code, *(detail.code for detail in error.details)] == ["unknown_key", "must_be_at_least"]
    assert len(error.message().splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "definition_empty"),
        (b"# only a remark\n", "definition_empty"),
        (b"- a\n- b\n", "definition_not_mapping"),
        ("id: 調査".encode("cp932"), "definition_not_utf8"),
        (b"a: &a [*a]\n", "definition_too_deep"),
        (b"? [1, 2]\n: x\n", "definition_key_not_scalar"),
    ],
)
def test_a_file_that_is_no_definition_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "q.yaml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError) as caught:
        load_questionnaire(path)
    assert caught.value.code == code


def test_aliases_that_explode_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    assert refused(tmp_path, "\n".join(lines)).code == "definition_too_large"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_questionnaire(tmp_path / "none.yaml")
    assert caught.value.code == "definition_missing"


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINI_QUESTIONNAIRE.encode())
    assert load_questionnaire(path).id == "mini-residents"
