"""Personal data in free text, replaced by what it was: by rules, and names by a tokenizer where one is installed.

Masks are never complete: a nickname, a shop or a story may tell who wrote. Whoever uses them says so.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from kumin.comments.nouns import names_in
from kumin.responses.patterns import (
    EMAIL_HOST,
    EMAIL_SIGN,
    HYPHENS,
    LATIN,
    PHONE_FROM_ABROAD,
    PHONE_HERE,
    PHONE_MIDDLE,
    TWELVE_DIGITS,
)

_HYPHEN = f"[{HYPHENS}]"
_HAN = r"[一-龠々ヶケ]"
_NUMBER = r"[\d一二三四五六七八九十〇]"
_CALLED = r"(?:さん|サン|様|氏|くん|君|ちゃん|先生)"
_OFFICES = r"(?:区長|市長|議員|課長|係長|部長|所長|校長|園長|会長|主任)"
_SURNAMES = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎"
    "藤 斉藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤"
    " 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 "
    "田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井"
    " 工藤 高田 増田 丸山 杉山 村田 大塚 新井 小山 藤本 平野 河野 上野 野口 武田 松井 千葉 菅原 "
    "岩崎 久保 木下 佐野 野村 松尾 市川 菊地 杉本 古川 大西 島田 水野 桜井 高野 吉川 山内 西田 飯"
    "田 菊池 西川 小松 北村 安田 五十嵐 川口 平田 関 中田 久保田 東 服部 川崎 岩田 土屋 福島 本田"
    " 辻 樋口 秋山 田口 永井 山中 浜田 金 李 張"
)
_NOBODY = (
    "皆|みな|子供|子ども|お子|奥|娘|息子|患者|利用者|業者|店員|職員|市民|区民|住民|高齢者|母|父|兄|姉|弟|妹|祖|"
    "孫|医者|看護|保育士|運転手|外国人|隣|近所|神|王|殿|客|役所|何|同|仕|有|多|一|左|右|屋|町内|担当|先|各位|障|老人|"
    "若者|学生|生徒|親|主人|旦那|警察|消防|清掃|受付|主婦|大家|管理人|歯医者|八百屋"
)
_NAME = "|".join(sorted(_SURNAMES.split(), key=len, reverse=True))

PATTERNS: Final = {
    "url": rf"(?i:(?:https?|ｈｔｔｐｓ?)[:：][/／]{{2}}|(?<![{LATIN}@＠.])(?:www|ｗｗｗ)[.．])[^\s　、。「」()（）]+",
    # begins where a run of its signs begins: elsewhere long runs would be tried from every sign
    "email": rf"(?<!{EMAIL_SIGN}){EMAIL_SIGN}++{EMAIL_HOST}",
    # TEL.06-… is one, 3.0612345678 is none
    "phone": rf"(?:(?<!\d)(?<!\d[.．]){PHONE_HERE}|{PHONE_FROM_ABROAD}){PHONE_MIDDLE}\d{{3,4}}(?!\d)",
    "id": (
        rf"(?:整理番号|受付番号|会員番号|マイナンバー|個人番号)(?:は|[:：])?\s*[{LATIN}\-－]+"
        rf"|(?<!\d){TWELVE_DIGITS}(?!\d)|(?<!\d)\d{{7,}}(?!\d)"
    ),
    "address": (
        rf"〒\s*\d{{3}}{_HYPHEN}?\d{{4}}|(?<!\d)\d{{3}}{_HYPHEN}\d{{4}}(?!\d)"
        rf"|{_HAN}{{0,12}}{_NUMBER}{{1,3}}丁目(?:の?\d{{1,4}}(?:番地?|{_HYPHEN}|の)?(?:の?\d{{1,4}}号?)?)?(?:{_HYPHEN}\d{{1,4}})*"
        rf"|{_HAN}{{0,12}}\d{{1,4}}番(?:地(?:の?\d{{1,4}})?|\d{{1,4}}号?)"
        rf"|(?!\d{{4}}{_HYPHEN}\d{{1,2}}{_HYPHEN}\d{{1,2}}(?!\d)){_HAN}{{0,12}}(?<!\d)\d{{1,4}}(?:{_HYPHEN}\d{{1,4}}){{2,}}"
        rf"|{_HAN}{{2,12}}[市区町村]{_HAN}{{1,8}}\d{{1,4}}{_HYPHEN}\d{{1,4}}|\d{{2,5}}号室"
    ),
    "name": (
        rf"(?:氏名|名前)(?:は|[:：])\s*[一-龠々ぁ-んァ-ヶー]{{2,8}}|[一-龠々]{{2,6}}(?=と(?:申|い|言)います|と申します)"
        rf"|(?:{_NAME})[一-龠々]{{0,3}}(?:{_CALLED}|{_OFFICES})"
        rf"|(?<![一-龠々おご])(?!{_NOBODY})[一-龠々]{{1,5}}(?<!皆)(?<!客)(?:さん|様|氏|くん|ちゃん)|[ァ-ヶー]{{2,8}}(?:さん|様|氏|くん|ちゃん)"
    ),
}
"""Kind of personal data → pattern, in the order in which they are looked for. Digits and signs of either width."""

KINDS: Final = tuple(PATTERNS)
_COMPILED = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
_OWN_ID: Final = 3
"""A respondent's own id is looked for in the text where it has at least so many signs."""


def mask(text: str, signs: dict[str, str], own_id: str | None = None) -> tuple[str, Counter[str]]:
    """Replace personal data in a text.

    Parameters
    ----------
    text : str
    signs : dict of kind to str
        What stands for each of :data:`KINDS`, e.g. ``〔電話〕``.
    own_id : str, optional
        The respondent's id, which the text must not hold either.

    Returns
    -------
    tuple of str and Counter
        The text, and how many of each kind were replaced.

    Examples
    --------
    >>> mask("電話は06-6915-9999です", {kind: "＊" for kind in KINDS})
    ('電話は＊です', Counter({'phone': 1}))
    """
    found: Counter[str] = Counter()
    if own_id and len(own_id) >= _OWN_ID and (times := text.count(own_id)):
        found["id"] += times
        text = text.replace(own_id, signs["id"])
    for kind, pattern in _COMPILED.items():
        text, times = pattern.subn(signs[kind], text)
        if times:
            found[kind] += times
    for start, end in reversed(names_in(text)):
        found["name"] += 1
        text = text[:start] + signs["name"] + text[end:]
    return text, found
