"""Sentences that say the opposite of one another say it in their words: a swapped pair would mislead everyone."""

from __future__ import annotations

import pytest

from kumin.messages import catalogue

# message: words that it has, words that only its opposite has; Japanese, then English
SAID = {
    "first_rose": ("上がった", "下がった", "up:", "down"),
    "first_fell": ("下がった", "上がった", "down:", "up:"),
    "first_moved": ("確かに変わったのは", "ありません", "clearly changed", "no indicator"),
    "first_none_moved": ("ありません", "変わったのは", "no indicator has clearly changed", "indicators have"),
    "say_path_on_track": ("届く計算です", "届かない", "would be reached", "not be reached"),
    "say_path_behind": ("届かない計算です", "届く計算", "would not be reached", "would be reached"),
    "say_path_unclear": ("届くかは分かりません", "計算です", "too wide to say", "not be reached"),
    "say_margin_reached": ("届いています", "届かない", "is reached", "not reached"),
    "say_margin_short": ("届かない", "届いています", "is not reached", "is reached"),
    "say_late_alike": ("違いのある指標はありません", "割合が違います", "do not clearly differ", "differ in:"),
    "say_late_differs": ("割合が違います", "ありません", "differ in:", "do not"),
    "say_who_under": ("少ないのは", "多い", "fewer than in the population", "more"),
    "say_who_over": ("多いのは", "少ない", "more than in the population", "fewer"),
    "say_official_unweighted": ("補正していません", "補正した", "is not weighted", "is weighted"),
    "audit_told": ("公表しないでください", "ありません", "Do not publish", "No hidden"),
    "audit_narrow": ("公表しないでください", "ありません", "Do not publish", "No hidden"),
    "audit_nothing": ("ありません", "公表しないで", "No hidden count may be below", "Do not publish"),
}


@pytest.mark.parametrize("code", SAID)
def test_a_sentence_says_itself_and_not_its_opposite(code: str) -> None:
    japanese, english = catalogue()[code]
    has, has_not, says, says_not = SAID[code]
    assert has in japanese
    assert has_not not in japanese
    assert says in english
    assert says_not not in english
