"""Statisticians read errors in English where they ask for it: by KUMIN_LANG, at any time, or of one error."""

from __future__ import annotations

import re

import polars as pl
import pytest

import kumin
from kumin.errors import StatisticsError
from kumin.messages import catalogue
from source import sources

RAISED = sorted(
    {
        code
        for path in sources()
        for code in re.findall(r'StatisticsError\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
)


def test_many_codes_are_raised() -> None:
    assert len(RAISED) > 60


@pytest.mark.parametrize("code", RAISED)
def test_every_error_has_english_words_without_japanese(code: str) -> None:
    japanese, english = catalogue()[code]
    assert english
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", english)
    assert re.search("[\u3040-\u30ff\u4e00-\u9fff]", japanese)


def test_the_language_is_the_environments_when_the_error_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUMIN_LANG", raising=False)
    with pytest.raises(StatisticsError) as caught:
        kumin.proportions(pl.DataFrame({"y": [True]}), {"y": pl.col("y")}, level=95)
    assert str(caught.value) == caught.value.message("ja")
    monkeypatch.setenv("KUMIN_LANG", "en")
    assert str(caught.value) == "The confidence level lies between 0 and 1, not 95."
