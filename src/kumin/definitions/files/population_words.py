"""What the words of a table of people stand for: a group an option or ages, a number people, a heading a total."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kumin.definitions.lenient.references import Asked
from kumin.definitions.lenient.scalars import folded, number_of

TOTALS = {"合計", "計", "総数", "総計", "小計", "全体", "総人口", "男女計", "年齢計", "total", "sum", "all"}
"""Headings and names of groups that stand for everyone, folded."""
PEOPLE = {"人数", "人口", "population", "people", "invited", "発送数", "件数", "通数", "count"}
"""Headings of columns of people, folded."""
_OLDER = re.compile(r"以上|以降|\+|~$|andover|andolder|orolder")
_YOUNGER = re.compile(r"未満|under|^~")
OLDEST = 200
"""The last age of a group that is open above, in years."""


def band_of(label: str) -> tuple[int, int] | None:
    """Read ages: 18～29歳 is (18, 29), 70歳以上 is (70, 200), 18歳 is (18, 18).

    Examples
    --------
    >>> band_of("18～29歳"), band_of("80歳以上"), band_of("20歳未満"), band_of("男性")
    ((18, 29), (80, 200), (0, 19), None)
    """
    words = folded(label).replace("〜", "~").replace("～", "~").replace("から", "~").replace("-", "~")
    ages = [int(one) for one in re.findall(r"\d+", words)]
    if not ages or not re.search(r"[歳才代~]|^\d+$|以上|未満", words) or max(ages) > OLDEST:
        return None
    if len(ages) == 1 and _OLDER.search(words):
        return ages[0], OLDEST
    if len(ages) == 1 and _YOUNGER.search(words):
        return 0, ages[0] - 1
    if len(ages) == 1 and "代" in words:
        return ages[0], OLDEST if "以上" in words else ages[0] + 9
    return (ages[0], ages[-1] - ("未満" in words)) if len(ages) <= 2 else None


def code_of(label: str, asked: Asked, *, coded: bool = False) -> int | None:
    """Return the option a group is: by its words or code, else the one whose ages hold the group's.

    A bare number is an age where the options are ages, unless its column is ``coded``.
    """
    given = folded(label)
    if given in asked.labels:
        return asked.labels[given]
    if is_code(given, asked) and (coded or band_of(next(iter(asked.labels))) is None):
        return int(given)
    near = {code for name, code in asked.labels.items() if name.removesuffix("性") == given.removesuffix("性") != ""}
    if len(near) == 1:
        return near.pop()
    band = band_of(label)
    holds = {
        code for name, code in asked.labels.items() if band and (ages := band_of(name))
        and ages[0] <= band[0] and band[1] <= ages[1]
    }  # fmt: skip
    return holds.pop() if len(holds) == 1 else None


def are_codes(values: Iterable[str | None], asked: Asked) -> bool:
    """Tell whether every group of a column is the code of an option; single ages reach beyond the codes."""
    return all(is_code(folded(one), asked) for one in values if one and not is_total(one))


def is_code(words: str, asked: Asked) -> bool:
    """Whether words, folded, are the code of an option."""
    return words.isdecimal() and int(words) in asked.labels.values()


def is_outside(label: str, asked: Asked) -> bool:
    """Tell whether a group's ages are below or above all of the question's."""
    band = band_of(label)
    ages = [one for one in map(band_of, asked.labels) if one]
    return bool(band and ages) and (band[1] < min(a for a, _ in ages) or band[0] > max(b for _, b in ages))  # type: ignore[index]


def is_total(words: str | None) -> bool:
    """Whether a heading or the name of a group is that of a total."""
    return words is not None and folded(words) in TOTALS


def amount_of(words: str | None) -> int | None:
    """Read a whole number of people, as a number or as 1,234人; None where it is none.

    Examples
    --------
    >>> amount_of("1,234人"), amount_of("12.5"), amount_of("男性")
    (1234, None, None)
    """
    found = number_of(words) if words else None
    return int(found[0]) if found and found[1] in {"", "人", "件", "通"} and float(found[0]).is_integer() else None
