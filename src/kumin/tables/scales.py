"""The order of options that a reader expects: scales of agreement and satisfaction, how often, ages and amounts.

A scale takes all labels of a question but those at the end of every list (その他, 特になし, わからない) and gives each
its place, or says that the labels are not of its kind. The first scale that knows all labels orders them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from kumin.responses.coding.units import MONTHS
from kumin.responses.folding import fold_text

Place = tuple[float, ...]
Scale = Callable[[str], Place | None]
"""From a folded label to its place; None for a label of another kind."""

_ENDS = (
    r"^その他|^other",
    r"特に(?:なし|ない|ありません)|(?:当て|あて)はまる.*(?:ない|なし)|該当なし|いずれも|^none",
    r"^(?:わから|分から|判ら)|^don'?tknow",
    r"答えたくない|回答しない|無回答|prefernot",
)
"""Labels that stand at the end of a list, in their order."""

_NO = r"(?:ない|なかった|なく|なし|ません)"
_IN_PART = r"だけ|程度|のみ|名[前称]は|聞いたことが?は?ある|少し|なんとなく"
_BEFORE = r"以前|過去|かつて|昔|ていた|ことが?は?ある|やめた"
_LATER = r"今後|これから|予定|検討|てみたい|したい|つもり"

_LISTS = (
    (r"^男性?$|^male$|^man$", r"^女性?$|^female$|^woman$", r"どちらでもない|ノンバイナリ|non-?binary"),
    (r"^はい|^yes(?:$|,)", r"^いいえ|^no(?:$|,)"),
    (
        r"^月曜?日?$",
        r"^火曜?日?$",
        r"^水曜?日?$",
        r"^木曜?日?$",
        r"^金曜?日?$",
        r"^土曜?日?$",
        r"^日曜?日?$",
        r"^祝日$",
    ),
    (r"^高い?$", r"^中(?:程度)?$", r"^低い?$"),
    (r"^大きい$|^大$", r"^中$", r"^小さい$|^小$"),
    # how much is known: 内容まで知っている, 知っている, 名前は聞いたことがある, 知らない
    (
        rf"^(?!.*{_NO}).*(?:も.*も|内容[もまを]|詳し|くわし|よく知|十分)",
        rf"^(?!.*(?:{_NO}|{_IN_PART})).*(?:知って|知りました|見た|見て|覚え|聞い|理解|読ん)",
        rf"{_IN_PART}|(?:が|けれど|けど|ものの).*{_NO}",
        _NO,
    ),
    # what was done: 参加している, 参加したことがある, していないがしてみたい, していない
    (
        rf"^(?!.*(?:{_NO}|{_BEFORE}|{_LATER})).*(?:ている|ています|中)$",
        rf"^(?!.*(?:{_LATER})).*(?:{_BEFORE})",
        rf"^(?!.*(?:く|はり?|思わ|予定は|つもりは){_NO}).*(?:{_LATER})",
        _NO,
    ),
    # how many times: 毎年参加している, 何度か, 一度だけ, 参加したことはない
    (
        r"毎[年回月週日号]|いつも",
        r"(?:何|幾)[度回]も|複数回|[2二][度回]以上|[3三][度回]以上",
        r"(?:何|幾)[度回]か|数[度回]",
        r"[1一][度回]",
        _NO,
    ),
    # neighbours: 家を行き来する, 立ち話をする程度, あいさつをする程度, つきあいはない
    (
        r"行き来|相談|助け合|困った",
        r"立ち話|世間話",
        rf"^(?!.*{_NO}).*(?:あいさつ|挨拶|会釈)",
        rf"{_NO}|顔も",
    ),
    (r"^excellent", r"^verygood", r"^good", r"^fair$|^average$|^ok(?:ay)?$", r"^poor$|^bad$", r"^very(?:poor|bad)$"),
)

_NEUTRAL = (
    r"どちらとも|どちらでも|普通|ふつう|変わらない|変化な|同じ|現状|ちょうど|中くらい|neutral|neither|same|undecided"
)
_STRONG = (
    r"とても|非常に|大変|たいへん|強く|すごく|かなり|積極|ずっと|いつまでも|すぐ|絶対"
    r"|very|strongly|extremely|agreatdeal"
)
_FULLY = r"よく(?!な)|(?<!不)[十充]分|大いに|おおいに|すべて|完全に|fully|completely|totally"
_MILD = (
    r"やや|まあ|ある程度|どちらかと|少し|すこし|若干|だけ|ほぼ|概ね|おおむね|だいたい|当分|当面|しばらく|できれば|いずれ|聞いたこと"
    r"|somewhat|slightly|alittle|fairly|rather(?!not)|mostly|quite|partly|tendto|tosomeextent"
)
_UTTERLY = r"全く|まったく|全然|決して|notatall"
_LITTLE = r"あまり|さほど|それほど|not(?:very|really|so|much)"
_NEGATIVE = (
    r"ない|なかった|なし|なく|ません|不|否|悪|低|遅|狭|少な|減|反対|嫌|いいえ|下が|短|劣|衰|転出|移りたい|やめたい|縮小|廃止|危険"
    r"|worse|decreas|declin|^no|not|^dis|^un|strongdis|(?:strongly|very|somewhat|slightly)(?:dis|un)|bad|poor"
)

_SAYS = r"[ぁ-ん]{0,5}(?:[るたうくすいだむぶぐつ]|です|ます|ました)"
_DENIES = rf"[ぁ-ん]{{0,6}}{_NO}(?:でした|です)?"

_LONGEST_DEGREE = 16

_PER_YEAR = {"日": 365.0, "週": 52.0, "半年": 2.0, "月": 12.0, "年": 1.0}
_RATE = r"(半年|(?<!\d)日|週|月|年)(?:間)?(?:に|で|あたり)?(\d+(?:\.\d+)?|数)?.{0,6}?(?:回|日|度)"
_EVERY = r"毎(日|週|月|年)"
_RATE_IN_ENGLISH = re.compile(
    r"(lessthan|morethan|atleast)?(once|twice|(\d+)(?:.{1,2}\d+)?times|(?:a?few|several)times)"
    r"(?:or(more))?(?:a|per|each|every)(day|week|month|year)"
)
_EVERY_IN_ENGLISH = r"(almost|nearly)?(?:every|each)(day|week|month|year)"
_PERIODS = {"day": "日", "week": "週", "month": "月", "year": "年"}
_RARELY = r"ほとんど|めったに|滅多に|まれ"
_NEVER = r"全く|まったく|ない|なし|しません"
_MOSTLY = r"だいたい|大体|たいてい|大抵|ほぼ"
_ADVERBS = (
    rf"^(?!.*(?:{_MOSTLY})).*(?:いつも|常に|必ず|欠かさず|毎[回号日週月年朝晩])|always", _MOSTLY + "|usually|mostof",
    r"よく|頻繁|しばしば|often", r"ときどき|時々|時折|sometimes|occasionally", r"たまに|まれに|rarely|seldom",
    r"あまり", _RARELY + "|almostnever|hardlyever", r"全く|まったく|(?<!知ら)ない|なし|しません|never", "知らない",
)  # fmt: skip

_TIMES = {"千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8}
_UNITS = {"分": 1 / 1440, "時間": 1 / 24, "日": 1.0, "週": 7.0, **dict.fromkeys(MONTHS, 30.0), "年": 365.0}
_AMOUNT = re.compile(rf"(\d+(?:\.\d+)?)({'|'.join(_TIMES)})?({'|'.join(_UNITS)})?")


def in_order(labels: Sequence[str]) -> list[str]:
    """Put labels in the order of the scale they are of; those of none by their text, what ends every list last.

    Examples
    --------
    >>> in_order(["そう思わない", "わからない", "そう思う", "どちらかといえばそう思う"])
    ['そう思う', 'どちらかといえばそう思う', 'そう思わない', 'わからない']
    >>> in_order(["30代", "20代以下", "70代以上"])
    ['20代以下', '30代', '70代以上']
    """
    ends = {label: place for label in labels if (place := _end(fold_text(label))) is not None}
    middle = [label for label in labels if label not in ends]
    places = _places([fold_text(label) for label in middle])
    middle = (
        [label for _, label in sorted(zip(places, middle, strict=True))] if places else sorted(middle, key=_plainly)
    )
    return [*middle, *sorted(ends, key=lambda label: (ends[label], label))]


def is_scale(labels: Sequence[str]) -> bool:
    """Tell whether labels, but for those at the end of every list, are of one scale.

    Degrees are words that any text may hold, and so count only beside a middle or a graded one.
    """
    middle = [folded for label in labels if _end(folded := fold_text(label)) is None]
    graded = any(re.search(f"{_NEUTRAL}|{_MILD}|{_LITTLE}", label) for label in middle)
    short = all(len(label) <= _LONGEST_DEGREE * (2 if label.isascii() else 1) for label in middle)
    return _places(middle, _SCALES if graded and short else _SCALES[:-1]) is not None


def directions(labels: Sequence[str]) -> list[int | None] | None:
    """Tell which way each label of a graded scale points, where the labels stand in the scale's order.

    Returns
    -------
    list of int or None, or None
        1 for the agreeing or satisfied side, 0 for the middle, -1 for the other side, None for what ends every list
        (わからない). None altogether where the labels are of no such scale, or not in its order.

    Examples
    --------
    >>> directions(["そう思う", "どちらかといえばそう思う", "あまりそう思わない", "そう思わない", "わからない"])
    [1, 1, -1, -1, None]
    >>> directions(["広報紙", "SNS"]) is None
    True
    """
    folded = [fold_text(label) for label in labels]
    middle = [label for label in folded if _end(label) is None]
    if not is_scale(labels) or _places(middle, _SCALES[:-1]) is not None:
        return None
    places = _places(middle, _SCALES[-1:])
    if places is None or places not in (sorted(places), sorted(places, reverse=True)):
        return None
    if _without_stem(middle) is not middle:
        return None  # of worries neither side is the good one
    known = dict(zip(middle, places, strict=True))
    return [None if label not in known else -int(known[label][0] > 0) + int(known[label][0] < 0) for label in folded]


def is_end(label: str) -> bool:
    """Tell the labels that stand at the end of every list."""
    return _end(fold_text(label)) is not None


def is_none(label: str) -> bool:
    """Tell the option of those to whom nothing applies: 特になし."""
    return re.search(_ENDS[1], fold_text(label)) is not None


def is_other(label: str) -> bool:
    """Tell the option of other answers: その他."""
    return re.search(_ENDS[0], fold_text(label)) is not None


def _plainly(label: str) -> tuple[bool, str]:
    return re.match("いいえ|no", fold_text(label)) is not None, label


def _end(label: str) -> int | None:
    return next((place for place, pattern in enumerate(_ENDS) if re.search(pattern, label)), None)


def _places(labels: Sequence[str], scales: Sequence[Scale] | None = None) -> list[Place] | None:
    """Give the labels' places on the first scale that knows all of them and puts no two in one place."""
    if pair := _yes_and_no(labels):
        return pair
    for scale in _SCALES if scales is None else scales:
        own = _without_stem(labels) if scale is _degree else labels
        places = [scale(label) for label in own]
        known = [place for place in places if place is not None]
        if len(known) == len(labels) > 1 and len(set(known)) == len(known):
            return known
    return None


def _yes_and_no(labels: Sequence[str]) -> list[Place] | None:
    """Give their places to two labels of which one denies the other: 同居している, 同居していない."""
    if len(labels) != 2:
        return None
    one, two = labels
    shared = next(
        (place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    rests = [label[shared:] for label in labels]
    denies = [re.fullmatch(_DENIES, rest) is not None for rest in rests]
    says = [re.fullmatch(_SAYS, rest) is not None and not re.search(_NO, rest) for rest in rests]
    known = sorted(denies) == [False, True] and says == denies[::-1] and (shared or set(labels) == {"ある", "ない"})
    return [(float(one),) for one in denies] if known else None


def _without_stem(labels: Sequence[str]) -> Sequence[str]:
    """Leave out a word that all labels share and that denies by itself: 不安がある, あまり不安はない."""
    words = [word for word in re.findall(r"[一-龥]{2,}", labels[0] if labels else "") if re.search(_NEGATIVE, word)]
    shared = next((word for word in words if all(word in label for label in labels)), None)
    return labels if shared is None else [label.replace(shared, "") for label in labels]


def _of_list(names: Sequence[str], label: str) -> Place | None:
    place = next((place for place, pattern in enumerate(names) if re.search(pattern, label)), None)
    return None if place is None else (float(place),)


def _rate(label: str) -> Place | None:
    """How many times a year, the most first."""
    if found := re.search(_EVERY, label):
        return (-_PER_YEAR[found[1]] * (0.9 if "ほぼ" in label or "ほとんど" in label else 1),)
    if found := re.search(_RATE, label):
        number = 3.0 if found[2] == "数" else float(found[2] or 1)
        tilt = 0.01 if "以上" in label else -0.01 if re.search("未満|以下", label) else 0
        return (-_PER_YEAR[found[1]] * (number + tilt),)
    if found := re.search(_EVERY_IN_ENGLISH, label):
        return (-_PER_YEAR[_PERIODS[found[2]]] * (0.9 if found[1] else 1),)
    if found := _RATE_IN_ENGLISH.search(label):
        times = {"once": 1.0, "twice": 2.0}.get(found[2], float(found[3] or 3))
        tilt = -0.01 if found[1] == "lessthan" else 0.01 if found[1] or found[4] else 0
        return (-_PER_YEAR[_PERIODS[found[5]]] * (times + tilt),)
    rarely, never = f"{_RARELY}|rarely|seldom|hardlyever|almostnever", f"{_NEVER}|^never|^notatall"
    return (-0.5,) if re.search(rarely, label) else (0.0,) if re.search(never, label) else None


def _amount(label: str) -> Place | None:
    """Ages, periods and amounts, the smallest first; 「18歳未満」 before 「18〜29歳」."""
    found = _AMOUNT.findall(label)
    if not found:
        return (-1.0, 0.0) if re.fullmatch(r".{0,8}(?:なし|いない|ない)", label) else None
    times = [part[1] for part in found if part[1]]
    units = [part[2] for part in found if part[2]]
    number, own_times, own_unit = found[0]
    value = float(number) * _TIMES.get(own_times or (times[0] if times else ""), 1)
    value *= _UNITS.get(own_unit or (units[0] if units else ""), 1)
    alone = len(found) == 1
    below = alone and re.search(r"未満|以下|まで|under|less", label)
    above = alone and re.search(r"以上|超|より|[+〜~]$|over|more", label)
    return (value, -1.0 if below else 1.0 if above else 0.0)


def _degree(label: str) -> Place | None:
    """Agreement, satisfaction and the like, from the most to the least."""
    if re.search(_NEUTRAL, label):
        return (0.0,)
    if re.search(_NEGATIVE, label):
        if re.search(f"{_LITTLE}|{_MILD}", label):
            return (1.0,)
        if re.search(f"{_UTTERLY}|{_STRONG}", label):
            return (3.0,)
        return (1.0,) if re.search(_FULLY, label) else (2.0,)
    if re.search(_MILD, label):  # 「ほぼ十分」
        return (-1.0,)
    return (-3.0,) if re.search(f"{_STRONG}|{_FULLY}|{_UTTERLY}", label) else (-2.0,)


_SCALES: tuple[Scale, ...] = (
    *(partial(_of_list, names) for names in _LISTS),
    _rate,
    partial(_of_list, _ADVERBS),
    _amount,
    _degree,
)
"""Every scale; the first that knows all labels counts."""
