"""What is said of attributes of which most is hidden agrees with what is printed of them."""

from __future__ import annotations

from kumin.words import Words
from kumin.words.indicators.groups import GroupRow, GroupTable, left_out_sentence


def table(axis: str, n: int | None, *, only_n: bool = True) -> GroupTable:
    row = GroupRow("男性", "非表示" if n is None else str(n), "非表示", "非表示", small=False, n_base=n)
    return GroupTable(axis, (row, GroupRow("女性", "非表示", "非表示", "非表示", small=False)), only_n)


def test_only_n_is_said_to_be_shown_where_it_is() -> None:
    words = Words("ja")
    tables = [table("性別", None), table("年齢", 40), table("地域", 50, only_n=False)]
    said = left_out_sentence(tables, words)
    first, second = (one for one in said.split("。") if one)
    assert first.startswith("年齢 では、")
    assert "人数（n）だけを示し" in first
    assert second.startswith("性別 では、")
    assert "値も人数（n）も載せていません" in second
    assert "地域" not in said
    assert left_out_sentence(tables[2:], words) == ""
