"""Messages of judgement: the words for its codes. None may claim more than the numbers do, nor frighten."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "counts_impossible": (
        "件数が合いません（該当 {positive}、母数 {base}、未回答 {missing}）。0以上で、該当は母数以下にしてください。",
        "the counts do not fit (positive {positive}, base {base}, missing {missing}).",
    ),
    "population_without_cells": (
        "母集団に区分（性別・年齢など）の人数がありません。区分ごとの人数の表を用意してください。",
        "the population has no cells; give a table of people by sex, age or the like.",
    ),
    "result_missing": (
        "結果のファイル（result.json）がありません。場所を確かめてください。",
        "there is no result.json here; check the place.",
    ),
    "result_unreadable": (
        "kumin の結果（result.json）として読めません。kumin run --out で書き出したファイルを指定してください。",
        "this is no result.json that kumin wrote; name one written by `kumin run --out`.",
    ),
}
