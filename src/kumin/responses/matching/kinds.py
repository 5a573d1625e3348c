"""Words of those who make a table: of what kind each column is (数値, SA, 必須), a ruled line, an example or a test."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kumin.responses.folding import fold_text

_KINDS = re.compile(
    r"(?:文字列|文字|テキスト|数値|数字|数量|整数|実数|小数|日付|日時|時刻|日付型|論理値?|コード|カテゴリー?|選択(?:肢|式)?|自由(?:記述|回答|記入)"
    r"|(?:単一|単数|複数|数値|文字|自由|順位|マトリクス)(?:回答|選択|記入)(?:式|形式)?|ラジオボタン|チェックボックス|プルダウン"
    r"|(?:1|一)つ(?:だけ|のみ)?(?:に○|選択)?|いくつでも(?:○|選択)?|必須(?:項目|入力|回答)?|任意(?:項目|入力|回答)?|(?:必|任)|半角(?:数字|英数)?|全角"
    r"|s\.?a\.?|m\.?a\.?|f\.?a\.?|n\.?a\.?|oa|num"
    r"|(?:var)?char|n?varchar2?|text|string|str|object|factor|chr|categor(?:y|ical)|int(?:eger)?|int(?:16|32|64)|bigint"
    r"|smallint|double|dbl|float(?:32|64)?|decimal|numeric|number|real|bool(?:ean)?|lgl|logical|date|datetime|timestamp"
    r"|required|optional|mandatory|single|multiple|singlechoice|multiplechoice|openended|nominal|ordinal|scale)"
    r"(?:型|列|項目)?(?:[(\[<][\w,.~-]*[)\]>])?"
)
"""What says of a column, folded, of what kind it is."""
_IN_BRACKETS = re.compile(r"^[<(\[【](.*)[>)\]】]$")
_RULE = re.compile(r"[:|+]?(?:-{2,}|={2,}|_{2,}|─{2,}|━{2,}|ー{2,})[:|+]?")


_EXAMPLE = re.compile(
    r"(?:(?:記入|入力|回答|記載)?例|見本|サンプル|ダミー|テスト(?:回答|入力|送信|データ)?|test|dummy|sample|example)"
    r"[\W_]*\d{0,2}"
)


def is_example(name: str) -> bool:
    """Tell whether an id, or the name of a sheet, is the word for an example or a test.

    Examples
    --------
    >>> is_example("記入例"), is_example("テスト 2"), is_example("例年")
    (True, True, False)
    """
    return _EXAMPLE.fullmatch(fold_text(name)) is not None


def is_row_of_kinds(row: Sequence[str | None]) -> bool:
    """Tell a row that says nothing but of what kind each column is, or that rules a line: nobody's answers.

    Examples
    --------
    >>> is_row_of_kinds(["数値", "文字列", None, "SA"]), is_row_of_kinds(["---", "---"]), is_row_of_kinds(["1", "SA"])
    (True, True, False)
    """
    cells = [_IN_BRACKETS.sub(r"\1", fold_text(cell)) for cell in row if cell and cell.strip()]
    # a row of NA alone is that of somebody who answered nothing
    kinds = all(map(_KINDS.fullmatch, cells)) and set(cells) != {"na"}
    return len(cells) > 1 and (kinds or all(map(_RULE.fullmatch, cells)))
