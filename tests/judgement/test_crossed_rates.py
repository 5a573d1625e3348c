"""Response rates by sex and age together: counted by hand, told in a sentence, and published without hidden groups."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import kumin
from kumin.disclosure.published import release
from kumin.result import Result
from kumin.words import Words
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.public import public_surveys, public_view
from kumin.words.rates import crossed_rate_sentences, rates_table
from kumin.writers.page.page import draft_page

JA, EN = Words.of("ja"), Words.of("en")
CELLS = [(sex, age) for sex in (1, 2) for age in (1, 2, 3)]
LETTERS = dict(zip(CELLS, (40, 50, 60, 45, 55, 70), strict=True))
ANSWERED = dict(zip(CELLS, (9, 20, 30, 10, 25, 35), strict=True))


def survey(
    folder: Path, answered: dict[tuple[int, int], int], *, letters: bool = True, population: bool = False
) -> Result:
    (folder / "q.yaml").write_text(
        "id: q\ntitle: 調査\nquestions:\n"
        "  - {id: a, text: 問a, header: a, type: single, options: {1: はい, 2: いいえ}}\n"
        "  - {id: sex, text: 性別, header: sex, type: single, attribute: true, options: {1: 男性, 2: 女性}}\n"
        "  - {id: age, text: 年齢, header: age, type: single, attribute: true, options: {1: 若, 2: 中, 3: 高}}\n",
        encoding="utf-8",
    )
    more = f"invited: {sum(LETTERS.values())}"
    if letters:
        more += ", invited_by: letters.csv"
        rows = "".join(f"{sex},{age},{n}\n" for (sex, age), n in LETTERS.items())
        (folder / "letters.csv").write_text(f"sex,age,invited\n{rows}", encoding="utf-8")
    if population:
        more += ", population: people.csv"
        rows = "".join(f"{sex},{age},{100 * n}\n" for (sex, age), n in LETTERS.items())
        (folder / "people.csv").write_text(f"sex,age,population\n{rows}", encoding="utf-8")
    (folder / "plan.yaml").write_text(
        "id: p\ntitle: t\nward: w\nfiscal_year: 2023\nsurveys:\n"
        f"  s: {{title: 調査, questionnaire: q.yaml, {more}}}\nissues:\n  - id: 1\n    title: t\n    indicators:\n"
        "      - {id: 1-1, text: 指標, survey: s, question: a, positive: [1], target: {at_least: 50}}\n",
        encoding="utf-8",
    )
    rows = [f"{1 + place % 2},{sex},{age}" for (sex, age), n in answered.items() for place in range(n)]
    (folder / "s.csv").write_text("\n".join(["a,sex,age", *rows, "1,,2", "1,1,"]) + "\n", encoding="utf-8")
    return kumin.run(folder, {"s": folder / "s.csv"})


@pytest.mark.parametrize("letters", [True, False])
def test_the_cells_are_answers_over_letters(tmp_path: Path, letters: bool) -> None:
    """Counted in the file by hand; letters that are not known by cell are shared out as the people are."""
    result = survey(tmp_path, ANSWERED, letters=letters, population=not letters)
    lines = (tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()[1:]
    counted = Counter(tuple(line.split(",")[1:]) for line in lines)
    rows = result.frames["crossed_rates"].to_dicts()
    assert [row["cell"] for row in rows] == [f"{sex};{age}" for sex, age in CELLS]
    for row, cell in zip(rows, CELLS, strict=True):
        n = counted[tuple(map(str, cell))]
        assert (row["responded"], row["invited"]) == (n, pytest.approx(LETTERS[cell]))
        assert row["rate"] == pytest.approx(n / LETTERS[cell])
        assert row["invited_expected"] is not letters


def test_line_one_names_the_lowest_and_the_highest(tmp_path: Path) -> None:
    result = survey(tmp_path, ANSWERED)
    said = " ".join(criticism_lines(result, "1-1", JA)[0].said)
    assert "性別×年齢に分けると、回収率は女性・若の22.2%から男性・高の50.0%までです。" in said
    english = " ".join(criticism_lines(result, "1-1", EN)[0].said)
    assert "response rates run from 22.2% (女性, 若) to 50.0% (男性, 高)." in english
    table = rates_table(result, "s", JA)
    assert table is not None
    assert table.headings == ("年齢", "男性", "女性")
    assert table.rows[0] == ("若", "22.5%（9／40）", "22.2%（10／45）")


def test_estimated_letters_are_called_so_and_not_printed(tmp_path: Path) -> None:
    result = survey(tmp_path, ANSWERED, letters=False, population=True)
    (said,) = crossed_rate_sentences(result, "s", JA)
    table = rates_table(result, "s", JA)
    assert table is not None
    assert "推計" in said
    assert "推計" in table.title
    assert not any("／" in cell for row in table.rows for cell in row)


@pytest.mark.parametrize("population", [True, False])
def test_hidden_groups_and_empty_ones_have_no_rate_in_what_is_published(tmp_path: Path, population: bool) -> None:
    """Letters alone, without a table of people, are protected as well."""
    result = survey(tmp_path, {**ANSWERED, (1, 1): 2}, population=population)
    public = release(result)
    hidden = public.surveys["s"].groups
    cells = {(sex, age): frozenset({("sex", str(sex)), ("age", str(age))}) in hidden for sex, age in CELLS}
    assert cells[1, 1]
    # another one of its sex and of its age, be it of those who left the other blank, or a sum would give it away
    for mine in (("sex", "1"), ("age", "1")):
        assert len([group for group in hidden if mine in group and {axis for axis, _ in group} == {"sex", "age"}]) > 1
    (view,) = public_surveys(public, JA)
    told = " ".join((*view.sentences, *public_view(public, JA).indicators[0].lines[0].said))
    html = draft_page(public, "ja").html
    rates = {f"{100 * n / LETTERS[cell]:.1f}%" for cell, n in {**ANSWERED, (1, 1): 2}.items() if cells[cell]}
    if view.rates is None:
        assert 'class="rates"' not in html
        assert "に分けると" not in told
        return
    printed = " ".join(cell for row in view.rates.rows for cell in row[1:])
    assert printed.count("非表示") == sum(cells.values())
    assert not rates & set(re.findall(r"[0-9.]+%", printed + told))


def test_the_page_and_the_sentence_show_them_where_nothing_is_hidden(tmp_path: Path) -> None:
    result = survey(tmp_path, ANSWERED, population=True)
    public = release(result)
    (view,) = public_surveys(public, JA)
    html = draft_page(public, "ja").html
    if view.rates is not None:
        table = html.split('class="rates"', 1)[1].split("</table>", 1)[0]
        assert all(f">{cell}<" in table for row in view.rates.rows for cell in row)
    else:
        assert len([group for group in public.surveys["s"].groups if len(group) == 2]) > 2
