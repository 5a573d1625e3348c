"""Options stand in the order a reader expects, whatever the order in which a file shows them."""

from __future__ import annotations

import random

import pytest

from kumin.tables.scales import in_order

KNOWN = [
    "とてもそう思う まあそう思う どちらともいえない あまりそう思わない まったくそう思わない わからない",
    "そう思う どちらかといえばそう思う どちらかといえばそう思わない そう思わない わからない 無回答",
    "満足 やや満足 どちらともいえない やや不満 不満",
    "満足している まあ満足している どちらともいえない やや不満である 不満である",
    "十分である ほぼ十分である やや不十分である 不十分である",
    "よくできている まあできている あまりできていない まったくできていない",
    "知っている 聞いたことがある 知らない",
    "賛成 どちらかといえば賛成 どちらかといえば反対 反対",
    "大いに関心がある ある程度関心がある あまり関心がない 関心がない",
    "住み続けたい 当分は住み続けたい できれば転出したい",
    "増えた 変わらない 減った",
    "はい いいえ わからない",
    "ある ない",
    "男性 女性 その他 答えたくない",
    "20代以下 30代 40代 50代 60代 70代以上",
    "18歳未満 18〜29歳 30〜39歳 70歳以上",
    "1年未満 1年以上3年未満 3年以上5年未満 10年以上",
    "6か月未満 6か月〜1年 1〜3年",
    "100万円未満 100万〜300万円 1000万円以上",
    "いない 1人 2人 3人以上",
    "ほぼ毎日 週に3〜4回 週に1〜2回 月に1〜2回 年に数回 ほとんど利用しない まったく利用しない",
    "いつも よく ときどき あまり まったくない",
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "区役所 図書館 その他 特になし わからない",
]


@pytest.mark.parametrize("scale", KNOWN)
def test_labels_of_a_known_scale_stand_in_its_order(scale: str) -> None:
    labels = scale.split()
    for seed in range(5):
        shuffled = labels[:]
        random.Random(seed).shuffle(shuffled)
        assert in_order(shuffled) == labels


def test_full_width_numbers_and_spaces_do_not_change_the_order() -> None:
    assert in_order(["７０代 以上", "３０代", "２０代"]) == ["２０代", "３０代", "７０代 以上"]


def test_labels_of_no_scale_stand_by_their_text() -> None:
    assert in_order(["広報紙", "回覧板", "テレビ"]) == ["テレビ", "回覧板", "広報紙"]
