"""What a question is called: its number once, short beside a bar, and without the words that ask in a table's axis."""

from __future__ import annotations

import pytest

from conftest import ROOT
from kumin.definitions import SingleQuestion
from kumin.definitions.titles import axis_title, full_title, number_in, short_title


def asked(text: str, header: str) -> SingleQuestion:
    return SingleQuestion.model_validate(
        {"id": "q", "text": text, "header": header, "type": "single", "options": {1: "ア", 2: "イ"}}
    )


@pytest.mark.parametrize(
    ("text", "header", "full", "axis"),
    [
        ("問1 あなたの性別をお答えください。", "問1", "問1 あなたの性別をお答えください。", "あなたの性別"),
        (
            "お住まいの地域はどちらですか。（○は1つ）",
            "問3",
            "問3　お住まいの地域はどちらですか。（○は1つ）",
            "お住まいの地域",
        ),
        ("年齢をお選びください（１つだけ）", "問１２", "問１２　年齢をお選びください（１つだけ）", "年齢"),
        ("あなたの年齢", "問5 あなたの年齢", "問5　あなたの年齢", "あなたの年齢"),
        ("10年以上住んでいますか", "問5", "問5　10年以上住んでいますか", "10年以上住んでいますか"),
        ("性別", "性別", "性別", "性別"),
        ("quality of life", "q", "q　quality of life", "quality of life"),
        ("問2 をお答えください", "問2", "問2 をお答えください", "をお答えください"),
    ],
)
def test_a_number_stands_once_and_an_axis_does_not_ask(text: str, header: str, full: str, axis: str) -> None:
    assert full_title(asked(text, header)) == full
    assert axis_title(asked(text, header)) == axis


def test_a_bar_of_a_grid_shows_what_is_its_own() -> None:
    text = "問15 次の取組にどの程度満足していますか。 [（3）防犯・交通安全]"
    assert short_title(asked(text, "問15(3)")) == "問15(3)　防犯・交通安全"
    assert short_title(asked("満足度 [公園]", "問7-1")) == "満足度 [公園]"
    # 24 letters have room, 25 have not
    assert short_title(asked("あ" * 19 + " [公園]", "問7-1")) == "あ" * 19 + " [公園]"
    assert short_title(asked("あ" * 20 + " [公園]", "問7-1")) == "問7-1　公園"


def test_a_number_that_belongs_to_the_words_is_no_questions_number() -> None:
    assert [number_in(text) for text in ("問15(1)", "問12-2 満足", "問5 18歳", "quality", "10年以上")] == [
        "問15(1)", "問12-2", "問5", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("問15（1） 満足度", "問15（1）"), ("問15－1 満足度", "問15－1"), ("問15の1", "問15の1"),
        ("Q7.2 満足度", "Q7.2"), ("問6（1つ選択）", "問6"), ("問5 18歳未満の子ども", "問5"), ("問7-30代", "問7"),
        ("設問3", "設問3"), ("満足度", ""),
    ],
)  # fmt: skip
def test_a_number_ends_where_its_words_begin(heading: str, number: str) -> None:
    assert number_in(heading) == number


def test_one_place_knows_how_a_questions_number_is_written() -> None:
    found = [path for path in (ROOT / "src").rglob("*.py") if "(?:問|設問|質問|q)" in path.read_text(encoding="utf-8")]
    assert [path.name for path in found] == ["titles.py"]
