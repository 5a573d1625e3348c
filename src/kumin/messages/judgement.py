"""Messages of judgement: the words for its codes. None may claim more than the numbers do, nor frighten."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "counts_impossible": (
        "件数が合いません（該当 {positive}、母数 {base}、未回答 {missing}）。0以上で、該当は母数以下にしてください。",
        "the counts do not fit (positive {positive}, base {base}, missing {missing}).",
    ),
}
