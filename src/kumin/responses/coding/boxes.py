"""Cells that list every option with a box, ticked or empty: 「☑広報紙 ☐SNS」."""

from __future__ import annotations

import polars as pl

from kumin.responses.coding.options import Names

_EMPTY, _TICKED = "□☐⬜▢", "■☑☒✅✔✓"
# an empty box with its option, to the next box or separator of options
UNTICKED = rf"[{_EMPTY}]\x{{FE0F}}?[\s]*[^\s;{_EMPTY}{_TICKED}][^;\r\n{_EMPTY}{_TICKED}]*"
"""An option behind an empty box."""
_BEFORE_OPTION = rf"[{_TICKED}]\x{{FE0F}}?\s*([^\s;{_EMPTY}{_TICKED}])"


def ticked_alone(text: pl.Expr, names: Names) -> pl.Expr:
    """Leave out the options behind empty boxes, and part the others; where names of options have boxes, nothing."""
    if has_boxes(names):
        return text
    boxed = text.str.contains(UNTICKED)
    ticked = text.str.replace_all(UNTICKED, ";").str.replace_all(_BEFORE_OPTION, ";${1}")
    ticked = ticked.str.replace_all(r"\s*;[;\s]*", ";").str.strip_chars("; ")
    return pl.when(boxed).then(ticked).otherwise(text)


def has_boxes(names: Names) -> bool:
    """Tell whether the name of an option has a box itself."""
    return any(sign in name for name in names.folded for sign in _EMPTY + _TICKED if len(name) > 1)
