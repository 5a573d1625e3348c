"""The threshold of suppression to the person: k - 1 are hidden, k shown; medians from 2k people, quartiles from 4k."""

from __future__ import annotations

import re
from datetime import date, timedelta

import polars as pl
import pytest
from click.testing import CliRunner

from kumin.cli import cli
from kumin.definitions import DEFAULT_K, Disclosure
from kumin.disclosure.amounts import suppress_with_numbers
from kumin.disclosure.policy import SUPPRESSED_MARK
from kumin.disclosure.published import Published
from kumin.disclosure.suppress import suppress
from kumin.tables.amounts import tabulate_numbers
from kumin.tables.figures import KINDS
from kumin.tables.shares import TABLE, tabulate_answers
from kumin.words import Words
from kumin.words.tables import one_table, printed
from number_tools import questionnaire

KS = [2, 3, DEFAULT_K, 10]


def people(*groups: int, answered: int | None = None) -> pl.DataFrame:
    """Coded answers of so many people of each sex; all, or the first ``answered`` of them, gave numbers and days."""
    sex = [code for code, n in enumerate(groups, 1) for _ in range(n)]
    told = len(sex) if answered is None else answered
    years = [float(place) if place < told else None for place in range(len(sex))]
    moved = [date(2000, 1, 1) + timedelta(days=place) if place < told else None for place in range(len(sex))]
    frame = {"sex": sex, "years": years, "moved": moved, "safe": [1] * len(sex), "children": [2] * len(sex)}
    schema = {"sex": pl.Int16, "years": pl.Float64, "moved": pl.Date, "safe": pl.Int16, "children": pl.Int16}
    return pl.DataFrame(frame, schema=schema).with_columns(kids=pl.lit(None, pl.Float64))


@pytest.mark.parametrize("k", KS)
def test_a_count_of_k_is_shown_and_one_less_is_not(k: int) -> None:
    form = questionnaire()
    for n, shown in ((k, True), (k - 1, False)):
        frame = pl.concat([people(60), people(0, 60)]).with_columns(
            safe=pl.when(pl.int_range(pl.len()) < n).then(2).otherwise(1).cast(pl.Int16)
        )
        table = suppress(tabulate_answers(frame, form, questions=["safe"]), k)
        assert (table.filter(option=2)["n_positive"].to_list() == [n]) is shown


@pytest.mark.parametrize("k", KS)
def test_a_group_of_k_is_shown_and_one_less_is_not(k: int) -> None:
    form = questionnaire()
    for n, shown in ((k, True), (k - 1, False)):
        frame = people(40, 50, n)
        table = tabulate_answers(frame, form, axes=(("sex",),), questions=["safe"])
        numbers = tabulate_numbers(frame, form, axes=(("sex",),), questions=["years"])
        # of two people one knows what the other gave, whatever the threshold
        closed, amounts = suppress_with_numbers(table, numbers, form, Disclosure(k=k, dominance=0, protect_blank=True))
        for found in (closed.filter(axis="sex", category="3", option=1), amounts.filter(axis="sex", category="3")):
            assert (found["n_base"].to_list() == [n]) is shown
            assert found["suppressed"].to_list() == [not shown]


@pytest.mark.parametrize("k", KS)
@pytest.mark.parametrize(
    ("question", "figure", "times"),
    [("years", "median", 2), ("moved", "median_date", 2), ("years", "q25", 4), ("years", "q75", 4)],
)
def test_medians_are_shown_from_2k_people_and_quartiles_from_4k(k: int, question: str, figure: str, times: int) -> None:
    form = questionnaire()
    for n, shown in ((times * k, True), (times * k - 1, False)):
        numbers = tabulate_numbers(people(0, 100, answered=n), form, questions=[question])
        _, found = suppress_with_numbers(TABLE.empty(), numbers, form, Disclosure(k=k, dominance=0, protect_blank=True))
        assert found["n_base"].to_list() == [n]
        assert (found[figure].null_count() == 0) is shown
        # what is withheld is printed as hidden, not as a figure that there is none of
        row = one_table(TABLE.empty(), found, form, Words("en")).row(0, named=True)
        (one,) = (one for one in KINDS[row["kind"]].tidy if one.name == figure)
        assert (printed(row, one, Words("en")) == SUPPRESSED_MARK) is not shown


def test_two_is_the_least_threshold_that_hides_anything() -> None:
    form = questionnaire()
    frame = people(40, 50, 1)
    table = tabulate_answers(frame, form, axes=(("sex",),), questions=["safe"])
    hidden = [suppress(table, k)["suppressed"].any() for k in (0, 1, 2)]
    assert hidden == [False, False, True]


def test_a_figure_there_is_none_of_is_no_hidden_one() -> None:
    form = questionnaire()
    numbers = tabulate_numbers(people(40, 50, answered=0), form, axes=(("sex",),), questions=["years", "moved"])
    _, found = suppress_with_numbers(TABLE.empty(), numbers, form, Disclosure(k=DEFAULT_K, protect_blank=True))
    table = one_table(TABLE.empty(), found, form, Words("en"))
    for row in table.iter_rows(named=True):
        for figure in KINDS[row["kind"]].tidy[2:]:
            assert printed(row, figure, Words("en")) != SUPPRESSED_MARK, (row["question"], figure.name)
    # how many of a group were asked is a count of other answers
    assert {row["hidden_n_no_answer"] for row in table.iter_rows(named=True) if row["axis"]} == {True}


def test_the_default_is_one_number(sample_published: Published) -> None:
    assert sample_published.k == DEFAULT_K
    for command in ("tabulate", "crosstab", "run"):
        for lang, told in (("en", f"{DEFAULT_K} unless it says otherwise"), ("ja", f"書かれていなければ{DEFAULT_K}")):
            shown = CliRunner().invoke(cli, ["--lang", lang, command, "--help"], terminal_width=100).output
            between = " " if lang == "en" else ""
            assert told in re.sub(r"\s+", between, shown)
