"""No two things said contradict each other: other measures and targets, weighted values, published plans."""

from __future__ import annotations

import html
import re
from pathlib import Path

import docx
import pytest
from test_sentences_of_many_situations import claims, told

from kumin.disclosure.published import release
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.result import Result
from kumin.words import Words
from kumin.words.audit import audit_lines
from kumin.words.indicators.verdict import verdict_label
from kumin.words.words import words_of
from kumin.writers.document import write_document
from kumin.writers.page.page import draft_page
from kumin.writers.terminal.run import render
from wide_situations import published_situation, wide_situation

SEEDS = [("wide", seed) for seed in (1, 5, 13, 15, 16, 33, 41, 46, 61, 78)] + [
    ("published", seed) for seed in (0, 1, 2, 3, 5, 29, 40, 85)
]
JA, EN = Words.of("ja"), Words.of("en")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Result]:
    folder = tmp_path_factory.mktemp("wide")
    make = {"wide": wide_situation, "published": published_situation}
    return {(kind, seed): make[kind](folder / f"{kind}{seed}", seed) for kind, seed in SEEDS}


@pytest.mark.parametrize("which", SEEDS, ids=str)
def test_what_is_said_of_an_indicator_agrees(which: tuple[str, int], results: dict[tuple[str, int], Result]) -> None:
    result = results[which]
    for one in result.items:
        both = [claims(list(told(result, one, words)), words.lang) for words in (JA, EN)]
        assert both[0] == both[1], (which, one.indicator.id)
        for topic, values in both[0].items():
            assert len(values) == 1, (which, one.indicator.id, topic, values)
        for words in (JA, EN):
            for sentence in told(result, one, words):
                assert not re.search(r"None|（）|\(\)|\{|\}|_|\bnan\b|: *$", sentence), sentence


@pytest.mark.parametrize("which", SEEDS, ids=str)
def test_a_mark_that_was_tried_against_nothing_is_not_relied_on(
    which: tuple[str, int], results: dict[tuple[str, int], Result]
) -> None:
    """What another cause turns a mark to may be unknown, but never that it turns while the step says otherwise."""
    for one in results[which].items:
        verdict = one.verdict
        tried = [cause for cause in (Cause.SAMPLING, Cause.BASE, Cause.NONRESPONSE) if verdict[cause].turned]
        if verdict.step in (Step.FIRM, Step.CERTAIN):
            assert any(verdict[cause].turned is Turned.NO for cause in tried), (which, one.indicator.id)
        for turn in verdict.turns:
            assert turn.mark != "None"
            if turn.turned is Turned.YES:
                assert turn.mark != one.mark.mark


@pytest.mark.parametrize("which", [("published", 0), ("wide", 33)], ids=str)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_terminal_says_no_more_and_no_less(
    which: tuple[str, int], lang: str, results: dict[tuple[str, int], Result]
) -> None:
    """Every sentence of an indicator, and every disagreement found, stands in what `--detail` prints."""
    result, words = results[which], words_of(results[which], lang)
    shown = re.sub(r"\s+", "", render(result, words, lambda text, _colour: text, detail=True))
    for one in result.items:
        for sentence in told(result, one, words):
            if sentence and not sentence.startswith(("judged", "not judged")):
                pieces = re.sub(r"\s+", "", sentence)
                assert pieces in shown or pieces.rstrip("。.") in shown, sentence
    for line in audit_lines(result, words) if which[0] == "published" else ():
        assert re.sub(r"\s+", "", line) in shown


def test_a_pooled_value_is_not_said_to_be_of_a_single_answer(results: dict[tuple[str, int], Result]) -> None:
    """400 answers of two years and one of this make 401: one of the three has no error, and that is said."""
    (one,) = (
        one for one in results["wide", 15].items if one.indicator.pool is not None and (one.value.n_base or 0) > 1
    )
    said = " ".join(told(results["wide", 15], one, JA))
    assert "合わせた値のうちに、標本誤差の分からないものがある" in said
    assert "1人の回答しかない" not in said


def test_a_ratio_to_nothing_is_a_division_by_0_and_no_empty_base(results: dict[tuple[str, int], Result]) -> None:
    one = next(one for one in results["wide", 1].items if one.indicator.combine == "ratio")
    assert one.value.n_base == 1
    assert one.verdict.reasons == ("zero_denominator",)


def test_a_census_against_another_indicator_was_tried_against_nothing(results: dict[tuple[str, int], Result]) -> None:
    one = next(one for one in results["wide", 5].items if one.indicator.id == "1-3")
    assert one.mark.mark == "A"
    assert (one.verdict.step, one.verdict.reasons) == (Step.UNKNOWN, ("moving_target",))


def test_an_earlier_scale_that_a_percent_does_not_mark_is_not_a_mark_of_none(
    results: dict[tuple[str, int], Result],
) -> None:
    """Last year's scale asked whether the change since the baseline was significant: this year's percent tells none."""
    one = next(one for one in results["published", 85].items if one.indicator.id == "1-3")
    assert one.verdict[Cause.TARGET_MOVED].turned is Turned.NOT_KNOWN
    assert "変わる前の目標での判定は分かりません" in " ".join(told(results["published", 85], one, JA))


def test_a_base_that_is_marked_otherwise_turns_the_mark_though_which_is_not_known(
    results: dict[tuple[str, int], Result],
) -> None:
    """61.5% reaches 60; with blanks in the base it is 53.3%, which does not, and no baseline says what it is then."""
    one = next(one for one in results["wide", 16].items if one.indicator.id == "1-6")
    assert (one.mark.mark, one.verdict[Cause.BASE].turned, one.verdict[Cause.BASE].mark) == ("◎", Turned.YES, None)
    assert "無回答を含む 53.3% 別の評価" in " ".join(told(results["wide", 16], one, JA))


@pytest.mark.parametrize("which", [("published", 1), ("wide", 13)], ids=str)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_page_and_document_claim_what_the_terminal_claims(
    which: tuple[str, int], lang: str, results: dict[tuple[str, int], Result], tmp_path: Path
) -> None:
    """Of each indicator page and document say nothing of a topic that the terminal denies."""
    result, words = results[which], words_of(results[which], lang)
    page = html.unescape(re.sub(r"<[^>]+>", "\n", draft_page(release(result), lang).html))
    write_document(release(result), tmp_path / "report.docx", lang)
    document = docx.Document(str(tmp_path / "report.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    paper = "\n".join([*(one.text for one in document.paragraphs), *cells])
    # the document is laid out as the published form, which has no column for how sure a mark is
    assert all(verdict_label(one, words) in page for one in result.items)
    for text in (page, paper):
        here: dict[str, set[str]] = {}
        for one in result.items:
            for topic, values in claims(list(told(result, one, words)), lang).items():
                here.setdefault(topic, set()).update(values)
        for topic, values in claims(text.splitlines(), lang).items():
            assert values <= here.get(topic, set()), topic
