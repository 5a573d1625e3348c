"""Invented, neutral remarks for the free-text questions. Nobody wrote them; they name no person, number or address."""

from __future__ import annotations

_PLACES = (
    "公園",
    "歩道",
    "駅前の自転車置き場",
    "図書館",
    "子育てサロン",
    "避難所",
    "広報紙",
    "区のホームページ",
    "防災訓練",
    "集会所",
)
_WISHES = (
    "の案内をもっとわかりやすくしてほしい。",
    "をよく利用しています。これからも続けてください。",
    "について知らない人が多いと思います。",
    "が以前より良くなったと感じる。",
    "の情報をLINEでも届けてほしい",
)
ORDINARY = (*(place + wish for wish in _WISHES for place in _PLACES), "特になし", "特にありません。", "なし")

# each is there for a reason: what a reader of such files trips over
WITH_COMMA = "緑が多くて住みやすい,このまま残してほしい。"
WITH_NEWLINE = "夜道が暗いところがあります。\n街灯を増やしてください。"
LIKE_FORMULA = "=よいところ:公園が多い"
WITH_PLUS = "+もう少し早く知らせてほしい"
WITH_QUOTES = '"声かけ"はよい取組みだと思う。'
HALF_WIDTH_KANA = "ﾊﾞｽの本数を増やしてほしい｡"
WAVE_DASH = "土日の10～12時にも窓口を開けてほしい"
SPECIAL = (WITH_COMMA, WITH_NEWLINE, LIKE_FORMULA, WITH_PLUS, WITH_QUOTES, HALF_WIDTH_KANA, WAVE_DASH)

COUNCIL = (
    "担い手が高齢になり、若い世代に声をかけている。",
    "まちづくりセンターの助言が役に立った。",
    "行事のやり方を見直す時期だと思う。",
    "他の地域の取組みを知る機会がほしい。",
)
PRINCIPALS = ("区役所との連絡がとりやすくなった。", "学校ごとの事情に合わせた支援を続けてほしい。")
