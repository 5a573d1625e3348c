"""Options stand in the order a reader expects, whatever the order in which a file shows them."""

from __future__ import annotations

import random

import pytest

from kumin.responses.coding.units import MONTHS
from kumin.tables.scales import directions, in_order, is_scale

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
    "月に3回以上 月に3回 月に2回 月に2回以下 年に1回",
    "いつも よく ときどき あまり まったくない",
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "区役所 図書館 その他 特になし わからない",
    "大いに満足している やや満足している あまり満足していない 全く満足していない",
    "ずっと住み続けたい 当分は住み続けたい できれば転出したい すぐにでも転出したい",
    "優先して進めるべき できれば進めるべき 現状のままでよい 縮小すべき",
    "安全 やや安全 やや危険 危険",
    "不安がある やや不安がある あまり不安はない 不安はない わからない",
    "同居している 同居していない",
    "知っている 知らない",
    "参加した 参加しなかった",
    "毎号すみずみまで読む よく読む 時々読む ほとんど読まない 広報紙を知らない",
    "いつもしている だいたいしている たまにしている していない",
    "必ず見る ときどき見る あまり見ない 見ない",
    "毎年参加している 何度か参加したことがある 一度だけ参加したことがある 参加したことはない",
    "参加している 以前参加していた 参加していないが今後参加したい 参加しておらず参加したくない",
    "加入している 以前加入していた 加入したことがない わからない",
    "場所も行き方も知っている 場所は知っている 名前だけ聞いたことがある 知らない",
    "内容まで知っている 名前は聞いたことがあるが内容は知らない 知らない",
    "見たことがあり、内容も覚えている 見たことはあるが、内容は覚えていない 見たことがない",
    "家を行き来するつきあいがある 立ち話をする程度 あいさつをする程度 つきあいはない",
    "Strongly_agree Agree Neither_agree_nor_disagree Disagree Strongly_disagree Don't_know",
    "Very_interested Fairly_interested Not_very_interested Not_at_all_interested",
    "Excellent Good Fair Poor Very_poor",
    "Increased Stayed_the_same Decreased",
    "Always Usually Sometimes Rarely Never",
    "Almost_every_day Several_times_a_week Once_a_week Once_a_month Less_than_once_a_month Never",
    "Yes No Not_sure",
]

UNKNOWN = [
    "広報紙 回覧板 知らない",
    "東部 西部 南部 北部",
    "公園がある 店がない",
    "道路をよくする 公園を増やす 今のままでよい",
    "水 食料 していない",
    "加入している 脱退する 以前加入していた 昔加入していた",
]


@pytest.mark.parametrize("scale", KNOWN)
def test_labels_of_a_known_scale_stand_in_its_order(scale: str) -> None:
    labels = [label.replace("_", " ") for label in scale.split()]
    for seed in range(5):
        shuffled = labels[:]
        random.Random(seed).shuffle(shuffled)
        assert in_order(shuffled) == labels


def test_full_width_numbers_and_spaces_do_not_change_the_order() -> None:
    assert in_order(["７０代 以上", "３０代", "２０代"]) == ["２０代", "３０代", "７０代 以上"]


@pytest.mark.parametrize("months", MONTHS)
def test_months_have_their_length_however_they_are_written(months: str) -> None:
    labels = [f"3{months}未満", f"3{months}～6{months}", f"6{months}～1年", "1年以上"]
    assert in_order(sorted(labels, reverse=True)) == labels
    assert in_order([f"2{months}", "100日", "50日"]) == ["50日", f"2{months}", "100日"]


def test_labels_of_no_scale_stand_by_their_text() -> None:
    assert in_order(["広報紙", "回覧板", "テレビ"]) == ["テレビ", "回覧板", "広報紙"]


@pytest.mark.parametrize("labels", UNKNOWN)
def test_labels_that_only_look_like_a_scale_are_of_none(labels: str) -> None:
    assert not is_scale(labels.split())


def test_a_scale_of_worries_points_no_way() -> None:
    assert directions(["不安がある", "やや不安がある", "あまり不安はない", "不安はない"]) is None
