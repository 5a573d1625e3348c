"""The workbook of crosstab and tabulate: percents and counts, no answer, scales, links, paper, and who may see it."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kumin.errors import UsageError
from kumin.tables.options import TableOptions
from kumin.words.listing import Listing, list_tables
from kumin.writers.listing import write_listing


@pytest.fixture
def plan(mini: Path) -> Path:
    """The small plan with an attribute; five people leave 問2 blank."""
    file, plain = mini / "residents.yaml", "{id: children, text: 子どもがいるか, header: 問1, type: single,"
    words = file.read_text(encoding="utf-8")
    assert plain in words
    file.write_text(words.replace(plain, plain + " attribute: true,"), encoding="utf-8")
    answers = mini / "answers" / "residents.csv"
    without = re.sub(r"(?m)^(00[1-5],[^,]*,\d),\d,", r"\1,,", answers.read_text(encoding="utf-8"))
    answers.write_text(without, encoding="utf-8")
    return mini


Run = Callable[..., subprocess.CompletedProcess[str]]


def listed(plan: Path, axes: str | None = None, k: int = 0, **options: object) -> Listing:
    made = TableOptions(**options)  # type: ignore[arg-type]  # of the test's own
    return list_tables(plan, plan / "answers", axes=axes, lang="ja", k=k, options=made)


def book_of(listing: Listing, folder: Path) -> openpyxl.Workbook:
    write_listing(listing, "xlsx", folder / "t.xlsx")
    return openpyxl.load_workbook(folder / "t.xlsx")


def table_at(sheet: Worksheet, title: str) -> tuple[list[object], dict[tuple[object, object], list[object]]]:
    """Headings and rows of the first part of a table, by axis and group."""
    top = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == title)
    heads = [cell.value for cell in sheet[top + 1]][2:]
    rows, axis = {}, None
    for row in sheet.iter_rows(min_row=top + 2, values_only=True):
        if row[0] is None and row[1] is None:
            break
        axis = row[0] or axis
        rows[axis, row[1]] = list(row[2:])
    return heads, rows


def test_percents_counts_index_and_links(plan: Path, tmp_path: Path) -> None:
    book = book_of(listed(plan), tmp_path)
    assert book.sheetnames[:4] == ["目次", "％表", "Ｎ表", "数値・日付"]
    heads, percents = table_at(book["％表"], "問2　安全か")
    assert heads[:4] == ["n", "そう思う", "まあ思う", "思わない"]
    _, counts = table_at(book["Ｎ表"], "問2　安全か")
    assert counts["全体", None][:4] == [55, 19, 18, 18]
    assert percents["全体", None][1:4] == [34.5, 32.7, 32.7]
    assert sum(counts["子どもがいるか", group][0] for group in ("いる", "いない")) == 55  # type: ignore[misc]  # numbers
    links = {cell.hyperlink.location for row in book["目次"].iter_rows() for cell in row if cell.hyperlink}
    assert len(links) >= 6
    for link in links:
        name, place = re.fullmatch(r"'(.+)'!A(\d+)", link).groups()  # type: ignore[union-attr]  # else it fails
        assert str(book[name].cell(int(place), 1).value).startswith("問")


def test_no_answer_is_a_column_and_in_the_base_or_out_of_both(plan: Path, tmp_path: Path) -> None:
    heads, counts = table_at(book_of(listed(plan, blank=True), tmp_path)["Ｎ表"], "問2　安全か")
    assert heads[:5] == ["n", "そう思う", "まあ思う", "思わない", "無回答"]
    row = counts["全体", None]
    assert row[:5] == [60, 19, 18, 18, 5]
    heads, _ = table_at(book_of(listed(plan), tmp_path)["Ｎ表"], "問2　安全か")
    assert "無回答" not in heads
    words = write_listing(listed(plan, blank=True), "table", None)
    assert "対象者です" in words
    csv = write_listing(listed(plan, "", blank=True), "csv", None)
    assert re.search(r"safe,安全か,.*-1,無回答,.*60,5,8\.3", csv)


@pytest.fixture
def scale(plan: Path) -> Path:
    """The same with a graded scale in 問2."""
    file, plain = plan / "residents.yaml", "options: {1: そう思う, 2: まあ思う, 3: 思わない}"
    four = "そう思う", "どちらかといえばそう思う", "どちらかといえばそう思わない", "そう思わない", "わからない"
    options = ", ".join(f"{code}: {label}" for code, label in enumerate(four, 1))
    words = file.read_text(encoding="utf-8")
    assert plain in words
    file.write_text(words.replace(plain, f"options: {{{options}}}"), encoding="utf-8")
    return plan


def test_scales_have_joined_ends_and_a_mean(scale: Path, tmp_path: Path) -> None:
    book = book_of(listed(scale), tmp_path)
    heads, percents = table_at(book["％表"], "問2　安全か")
    assert heads[6:9] == ["TOP2（1+2）", "BOTTOM2（3+4）", "平均点"]
    # 19, 18 and 18 of 55: 2, 1 and -1 points
    assert percents["全体", None][6:8] == [67.3, 32.7]
    assert percents["全体", None][8] == 0.69, "(38 + 18 - 18) / 55"
    assert any("1→2点、2→1点、3→-1点、4→-2点" in str(cell.value) for row in book["目次"].iter_rows() for cell in row)


def test_axes_stand_below_each_other_and_crossed(plan: Path, tmp_path: Path) -> None:
    _, rows = table_at(book_of(listed(plan, "問1,問2,問1*問2"), tmp_path)["Ｎ表"], "問3　子育てしやすいか")
    assert [axis for axis, _ in dict.fromkeys((axis, None) for axis, _ in rows)] == [
        "全体", "子どもがいるか", "安全か", "子どもがいるか × 安全か",
    ]  # fmt: skip
    assert ("子どもがいるか × 安全か", "いる・まあ思う") in rows


def test_a_multiple_answer_is_an_axis_of_its_options(plan: Path, tmp_path: Path) -> None:
    listing = listed(plan, "問4")
    _, rows = table_at(book_of(listing, tmp_path)["Ｎ表"], "問2　安全か")
    groups = [group for axis, group in rows if axis == "情報の入手先"]
    # nobody chose another one, and who did not choose it is no row
    assert groups == ["広報紙"]
    assert rows["情報の入手先", "広報紙"][0] == 55
    # and it is not broken down by itself
    assert listing.tables["residents"].filter(question="media")["axis"].null_count() == 3


def test_it_says_whether_it_may_be_published_and_hides_small_groups(plan: Path, tmp_path: Path) -> None:
    public = book_of(listed(plan, k=20), tmp_path)
    assert "公表用: 20人未満の人数を秘匿した表です（x か範囲で示します）" in str(public["目次"]["A2"].value)
    _, rows = table_at(public["Ｎ表"], "問2　安全か")
    cells = [cell for (axis, _), row in rows.items() if axis != "全体" for cell in row[1:4]]
    assert all(not isinstance(cell, int) or cell == 0 or cell >= 20 for cell in cells)
    assert any(isinstance(cell, str) for cell in cells)
    inside = book_of(listed(plan), tmp_path)
    assert all("庁内用" in str(inside[name]["A2"].value) for name in ("目次", "％表", "Ｎ表"))


def test_marks_are_adjusted_only_where_that_is_asked_and_said(plan: Path) -> None:
    answers = plan / "answers" / "residents.csv"
    rows = [f"{n:03d},2023/7/3,{1 + n % 2},{1 if n % 2 and n < 90 else 2},,1,1," for n in range(200)]
    answers.write_text("\n".join([answers.read_text(encoding="utf-8").split("\n")[0], *rows]) + "\n", encoding="utf-8")
    plainly, adjusted = (listed(plan, "問1", adjust=kind) for kind in ("none", "holm"))
    tables = [one.tables["residents"].filter(question="safe") for one in (plainly, adjusted)]
    marks = [table["mark"].drop_nulls().to_list() for table in tables]
    assert marks[0]
    assert len(marks[1]) <= len(marks[0])
    assert "▲" in write_listing(plainly, "table", None)
    assert "多重比較の調整はしていません" in write_listing(plainly, "table", None)
    assert "Holm の方法で調整" in write_listing(adjusted, "table", None)


def test_weights_need_a_population_by_group(plan: Path) -> None:
    with pytest.raises(UsageError, match="ウエイトバックできません"):
        listed(plan, weighted=True)


def test_every_sheet_prints_on_a4_landscape_one_page_wide(plan: Path, tmp_path: Path) -> None:
    book = book_of(listed(plan), tmp_path)
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    with zipfile.ZipFile(tmp_path / "t.xlsx") as parts:
        assert not parts.testzip()


LONG = "とても長い選択肢の文言で六十文字ほどあり折り返さなければ見出しに入りきらないもの" + "あ" * 20


@pytest.mark.parametrize(
    ("questions", "options", "people", "commands"),
    [(1, 40, 30, ["tabulate", "crosstab"]), (200, 2, 5, ["tabulate"]), (2, 3, 0, ["tabulate", "crosstab"])],
)
def test_unusual_questionnaires_give_readable_books(
    kumin: Run, tmp_path: Path, questions: int, options: int, people: int, commands: list[str]
) -> None:
    labels = {code: f"{LONG}{code}" for code in range(1, options + 1)}
    listed_ = ", ".join(f"{code}: {label}" for code, label in labels.items())
    numbers = range(1, questions + 1)
    asked = [f"  - {{id: q{n}, text: {LONG}, header: 問{n}, type: single, options: {{{listed_}}}}}" for n in numbers]
    (tmp_path / "q.yaml").write_text("\n".join(["id: odd", "title: 調査", "questions:", *asked, ""]), encoding="utf-8")
    rows = [",".join(str(1 + (n + place) % options) for place in numbers) for n in range(people)]
    # without people: forms that came back empty
    rows = rows or ["," * (questions - 1)] * 3
    (tmp_path / "a.csv").write_text("\n".join([",".join(f"問{n}" for n in numbers), *rows, ""]), encoding="utf-8")
    for name in commands:
        out = tmp_path / f"{name}.xlsx"
        by = ["--by", "問1"] if name == "crosstab" else []
        done = kumin(name, tmp_path / "a.csv", "--questionnaire", tmp_path / "q.yaml", *by, "--out", out)
        assert "Traceback" not in done.stderr
        if not people:
            assert done.returncode == 2 or out.is_file()
            continue
        assert done.returncode == 0, done.stderr
        book = openpyxl.load_workbook(out)
        cells = [cell for sheet in book.worksheets[:-1] for row in sheet.iter_rows() for cell in row if cell.value]
        assert max(cell.column for cell in cells) <= 15
        # every option is named whole
        assert set(labels.values()) <= {str(cell.value) for cell in cells}


@pytest.mark.parametrize("axes", ["", None])
def test_no_cell_holds_more_digits_than_it_shows_and_all_agree_with_the_csv(
    scale: Path, tmp_path: Path, axes: str | None
) -> None:
    """A reader who widens the format of a limit, mean or score finds nothing behind it."""
    listing = listed(scale, axes)
    book = book_of(listing, tmp_path)
    numbers = [
        (cell.value, len(re.findall("0", cell.number_format.partition(".")[2])))
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, float)
    ]
    assert len({places for _, places in numbers}) > 1, "percents and scores or means"
    assert [value for value, places in numbers if round(value, places) != value] == []
    write_listing(listing, "csv", tmp_path / "t.csv")
    rows = pl.read_csv(tmp_path / "t.csv", infer_schema=False).filter(pl.col("lower_percent").is_not_null())
    data = list(book["データ"].iter_rows(min_row=2, values_only=True))
    assert rows.height > 5
    ends = {tuple(float(one) for one in row) for row in rows.select("lower_percent", "upper_percent").rows()}
    assert {row[-2:] for row in data if row[-1] is not None} == ends
