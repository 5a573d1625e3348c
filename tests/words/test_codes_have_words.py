"""Every code of the judgement's frames has words in both languages, and none of them claims too much."""

from __future__ import annotations

import pytest

import kumin
from conftest import ROOT
from kumin.judgement.change import STATEMENTS
from kumin.judgement.comparability import ASPECTS
from kumin.judgement.verdicts.verdict import DEPENDING, REASONS, Step
from kumin.messages import catalogue
from kumin.messages.judgement import CATALOGUE
from kumin.words import Words
from kumin.words.survey import survey_sentences
from told_tools import told_of

FLAGS = (
    "no_result", "not_measured", "no_reference", "no_metric", "rounding_decides", "differs_from_published",
    "previous_differs", "small_base", "weighting_decides", "base_decides", "not_comparable", "not_random",
    "residents_from_others", "official_unweighted", "target_moved", "low_return", "percent_not_of_n", "no_n",
)  # fmt: skip
CODES = [
    *(f"flag_{flag}" for flag in FLAGS),
    *(f"verdict_{step.value}" for step in Step),
    *(f"verdict_note_{step.value}" for step in Step),
    *(f"cause_{cause.value}" for cause in DEPENDING),
    *(f"why_{reason}" for reason in REASONS),
    *(f"change_{code}" for code in STATEMENTS),
    *(f"aspect_{code}" for code in ASPECTS),
    *(f"weighting_{code}" for code in ("unweighted", "poststratified", "raked")),
    *(f"say_path_{code}" for code in ("on_track", "behind", "unclear", "cannot_tell")),
    *(f"comparison_{code}" for code in ("at_least", "more_than", "at_most", "less_than", "between", "from_below")),
]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words(code: str) -> None:
    assert all(words.strip() for words in catalogue()[code])


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_no_sentence_overclaims_or_frightens(code: str) -> None:
    japanese, english = CATALOGUE[code]
    for word in ("有意", "確率で達成", "95%の確率", "証明", "保証", "危険", "失敗", "重大"):
        assert word not in japanese
    for word in ("significant", "95% probability", "proves", "guarantee", "danger", "failure"):
        assert word not in english.lower()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_sample_is_told_in_both_languages(lang: str) -> None:
    result = kumin.run(
        ROOT / "schemas" / "tsurumi" / "r05",
        ROOT / "sample_data" / "tsurumi" / "r05",
        previous=ROOT / "sample_data" / "tsurumi" / "r04",
    )
    told = [words for key in result.answers for words in survey_sentences(result, key, Words.of(lang))]
    for row in result.judgements.to_dicts():
        told += told_of(result, row["indicator"], Words.of(lang))
    assert len(told) > 30
    for words in told:
        assert "{" not in words
        assert "None" not in words
        assert "nan" not in words
    if lang == "ja":
        assert any("男性が少なく、女性が多くなっています" in words for words in told)
        assert any("値の分かる年度が4つに満たない" in words for words in told)
