"""Comments are masked, coded by staff, read back with every fault, and counted without telling small groups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from kumin.cli import cli
from kumin.comments import nouns
from kumin.comments.coded import Coded, read_coded
from kumin.comments.count import count_comments
from kumin.comments.masks import KINDS, mask
from kumin.comments.themes import load_themes, suggested
from kumin.definitions import rules as r
from kumin.errors import DefinitionError, KuminError
from kumin.responses.patterns import PATTERNS as FINDINGS
from kumin.responses.patterns import words
from kumin.words import Words
from kumin.writers.comment_counts import blocks, write_counts

QUESTIONNAIRE = """\
id: q
title: 区民の調査
columns: {id: 整理番号}
questions:
  - {id: sex, text: 性別, header: 性, type: single, attribute: true, options: {1: 男性, 2: 女性}}
  - {id: age, text: 年齢, header: 年, type: single, attribute: true, options: {1: 若い, 2: 中年, 3: 高齢}}
  - {id: free, text: ご意見, header: 自由意見, type: text}
"""
SIGNS = {kind: f"<{kind}>" for kind in KINDS}
SECRETS = (
    "06-6915-9999",
    "taro@example.jp",
    "佐藤太郎",
    "今津北1-2-3",
    "https://example.jp/x",
    "A-1005",
    "０９０ー１２３４ー５６７８",
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("電話は06-6915-9999まで", "phone"), ("０９０－１２３４－５６７８にかけて", "phone"),
        ("+81 6 6915 9999です", "phone"),
        ("090 1234 5678", "phone"), ("TEL.06-6915-9999", "phone"), ("06 - 6915 - 9999", "phone"),
        ("taro.y@example.co.jpへ", "email"), ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐへ", "email"),
        ("見てhttps://example.jp/a?b=1。", "url"), ("www.example.jp を", "url"), ("番号1234-5678-9012です", "id"),
        ("整理番号はA1005です", "id"), ("〒538-8510の", "address"), ("横堤五丁目4番19号の角", "address"),
        ("横堤5-4-19の角", "address"), ("佐藤さんの家", "name"), ("窓口の田中課長が", "name"), ("スミスさんは", "name"),
        ("鶴見花子と申します", "name"),
    ],
)  # fmt: skip
def test_personal_data_are_masked_and_counted(text: str, kind: str) -> None:
    masked, found = mask(text, SIGNS)
    assert f"<{kind}>" in masked
    assert found[kind] == 1
    assert not set("5669") & set(masked)


@pytest.mark.parametrize(
    "text",
    ["皆さんの声を", "お子さんと", "2023-07-01に届いた", "1番よい", "5年前から100人", "3丁", "バス停が10m先", "区長へ",
     "平均3.061234倍"],
)  # fmt: skip
def test_what_is_no_personal_datum_stays(text: str) -> None:
    assert mask(text, SIGNS) == (text, {})


@pytest.mark.parametrize("before", ["", "電話は", "TEL.", "tel:", "(", "5+", "№", "番号-"])
@pytest.mark.parametrize("after", ["", "です", ")", "、"])
def test_what_a_finding_calls_personal_is_masked_too(before: str, after: str) -> None:
    """W503 to W505 and the masks are made of the same parts: of no text one says that it is personal, the other not."""
    numbers = ["0669159986", "06-6915-9986", "06(6915)9986", "(06) 6915-9986", "06‑6915–9986", "06 - 6915 - 9986",
               "０６ー６９１５ー９９８６", "090 1234 5678", "+81 (0)6 6915 9986", "+819012345678",
               "＋８１９０１２３４５６７８", "1234 5678 9012", "1234–5678−9012",
               "１２３４５６７８９０１２"]  # fmt: skip
    addresses = ["taro.y@example.co.jp", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"]
    texts = [before + one + after for one in [*numbers, *addresses]]
    codes = (r.PHONE_NUMBER.code, r.EMAIL_ADDRESS.code, r.MY_NUMBER.code)
    found = pl.select(
        pl.any_horizontal(words(pl.lit(pl.Series(texts))).str.contains(FINDINGS[code]) for code in codes)
    ).to_series()
    left = [text for text, personal in zip(texts, found, strict=True) if personal and not mask(text, SIGNS)[1]]
    assert left == []
    if before in {"", "電話は", "TEL.", "("}:
        assert found.all(), [text for text, personal in zip(texts, found, strict=True) if not personal]


def test_a_respondents_own_id_is_masked() -> None:
    assert mask("私はA-1005です", SIGNS, "A-1005")[0] == "私は<id>です"


def test_without_the_tokenizer_names_with_a_title_are_masked_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nouns, "tokenizer_available", lambda: False)
    assert mask("佐藤さん", SIGNS)[0] == "<name>"
    assert nouns.frequent_nouns(["駐輪場"] * 5)[0] == {}


def test_frequent_compound_nouns_are_those_of_three_comments() -> None:
    pytest.importorskip("sudachipy")
    found, each = nouns.frequent_nouns(["街路灯を増やす", "街路灯が暗い", "街路灯", "放置自転車"])
    assert found == {"街路灯": 3}
    assert each[3] == []


def test_themes_are_suggested_by_keyword_and_a_dictionary_has_no_theme_twice(tmp_path: Path) -> None:
    assert suggested("放置自転車と駐輪場", load_themes())[0].title == "自転車"
    wrong = tmp_path / "themes.yaml"
    wrong.write_text("themes:\n  - {code: 1, title: ア}\n  - {code: 1, title: イ}\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="2つあります"):
        load_themes(wrong)


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    texts = [
        f"電話は{SECRETS[0]}、{SECRETS[1]}。自転車が多い", f"{SECRETS[2]}さんの家は{SECRETS[3]}。公園がほしい",
        "=cmd|' /C calc'!A0 の道路",
        "絵文字😀とバス\x07", "あ" * 30_000, f"{SECRETS[4]}を見て", f"私は{SECRETS[5]}、{SECRETS[6]}",
        "特になし", "", "なし。",
        *[f"道路が暗い{n}" for n in range(14)],
    ]  # fmt: skip
    frame = pl.DataFrame(
        {
            "整理番号": [f"A-{1000 + n - 1}" for n in range(len(texts))],
            "性": ["1", "2"] * (len(texts) // 2), "年": [str(n % 3 + 1) for n in range(len(texts))], "自由意見": texts,
        }
    )  # fmt: skip
    frame.write_csv(tmp_path / "a.csv")
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def book(files: Path) -> Path:
    done = call("comments", "export", files / "q.yaml", "--answers", files / "a.csv", "--out", files / "意見.xlsx")
    assert done.exit_code == 0, done.output
    return files / "意見.xlsx"


def changed(book: Path, change: Callable[[Any], None]) -> Path:
    import openpyxl

    opened = openpyxl.load_workbook(book)
    change(opened)
    opened.save(book)
    return book


def test_the_coding_workbook_holds_every_comment_masked_and_the_screen_none(files: Path) -> None:
    import openpyxl

    out = files / "意見.xlsx"
    done = call("comments", "export", files / "q.yaml", "--answers", files / "a.csv", "--out", out)
    assert "自由意見: 21件" in done.output
    assert "「特になし」などとだけ書かれた 2件" in done.output
    assert "制御文字" in done.output
    assert "伏せ字は完全ではありません" in done.output
    assert "道路が暗い" not in done.output
    sheet = openpyxl.load_workbook(out)["意見"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.scale, sheet.print_title_cols) == (9, 70, "$A:$C")
    texts = [row[2].value for row in sheet.iter_rows(min_row=4)]
    assert len(texts) == 21
    assert not [secret for secret in SECRETS if any(secret in text for text in texts)]
    assert sheet["C6"].data_type == "s"
    assert sheet["C6"].value.startswith("=cmd")
    assert len(texts[4]) == 30_000
    assert sheet.data_validations.dataValidation[0].formula1 == '"○"'
    assert call("comments", "export", files / "q.yaml", "--answers", files / "a.csv", "--out", out).exit_code == 2


def test_of_a_comment_no_more_than_three_themes_are_suggested(files: Path) -> None:
    import openpyxl

    named = ["自転車", "公園", "道路", "バス"]
    themes = "".join(f"  - {{code: {code}, title: {name}, keywords: [{name}]}}\n" for code, name in enumerate(named, 1))
    (files / "themes.yaml").write_text(f"themes:\n{themes}", encoding="utf-8")
    (files / "b.csv").write_text(f"整理番号,性,年,自由意見\n1,1,1,{'と'.join(named)}\n", encoding="utf-8")
    out = files / "意見.xlsx"
    done = call(
        "comments", "export", files / "q.yaml", "--answers", files / "b.csv", "--themes", files / "themes.yaml",
        "--out", out,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    head, row = ([cell.value for cell in row] for row in openpyxl.load_workbook(out)["意見"].iter_rows(3, 4))
    assert row[head.index(Words("ja").text("comment_suggested"))] == "1 自転車\n2 公園\n3 道路"


def test_ticks_are_counted_by_attribute_and_small_counts_hidden(book: Path) -> None:
    def tick(opened: Any) -> None:
        sheet = opened["意見"]
        head = [cell.value for cell in sheet[3]]
        for row in range(4, 25):
            sheet.cell(row, head.index("3 道路・交通安全") + 1).value = "○" if row < 18 else None
            sheet.cell(row, head.index("4 自転車") + 1).value = 1 if row in {4, 20} else None
        opened["テーマ"].append([50, "ペット"])
        sheet.cell(4, head.index("そのほかのテーマの番号") + 1).value = "50、6"
        sheet.cell(5, head.index("抜粋") + 1).value = "○"
        sheet.cell(5, head.index("抜粋の文（書き直すとき）") + 1).value = "公園がほしい。連絡は06-1111-2222"
        sheet.cell(6, 3).value = "直した文"

    coded = read_coded(changed(book, tick))
    assert coded.themes[50] == "ペット"
    assert coded.comments[0][1] == {3, 4, 50, 6}
    whole = count_comments(coded, 0)
    everyone = whole.filter(pl.col("axis").is_null())
    assert dict(everyone.select("theme", "n").iter_rows())[3] == 14
    assert dict(everyone.select("theme", "n").iter_rows())[0] == 6
    hidden = count_comments(coded, 5)
    assert hidden.filter(pl.col("axis").is_not_null(), (pl.col("n") > 0) & (pl.col("n") < 5)).is_empty()
    assert hidden.filter(pl.col("axis").is_null())["n"].null_count() == 0
    assert hidden["suppressed"].any()
    for suffix in (".xlsx", ".csv", ".md", ".docx"):
        out = book.parent / f"件数{suffix}"
        done = call("comments", "count", book, "--out", out)
        assert done.exit_code == 0, done.output
        assert "件のテーマ" not in done.output
        assert "テーマの付いていない意見は 6件（28.6%）" in done.output
        assert "抜粋 1件に電話番号や氏名らしいもの" in done.output
    page = (book.parent / "件数.md").read_text(encoding="utf-8")
    assert "公園がほしい。連絡は〔電話〕" in page
    assert "道路が暗い" not in page
    assert "非表示" in page
    assert "5件未満" in page


def test_categories_stand_in_the_order_of_the_questionnaire(book: Path) -> None:
    def without(sheets: Any) -> None:
        sheets["書き方"].delete_rows(1, 99)

    coded = read_coded(book)
    assert coded.order == {"性別": ["男性", "女性"], "年齢": ["若い", "中年", "高齢"]}
    ages = count_comments(coded, 0).filter(axis="年齢")["category"].unique(maintain_order=True).to_list()
    assert ages == ["若い", "中年", "高齢"]
    # a theme that nobody has stands in the table of everyone alone
    (_, _, everyone), (_, heads, by_sex), *_ = blocks(count_comments(coded, 0), Words.of("ja"))
    assert heads == ["テーマ", "男性", "女性"]
    assert len(everyone) == len(coded.themes) + 2
    assert [row[0] for row in by_sex] == ["意見の件数", "テーマなし"]
    # the sheet may be gone
    again = read_coded(changed(book, without))
    assert set(count_comments(again, 0).filter(axis="年齢")["category"]) == set(ages)


def test_counts_in_word_lie_down_with_as_many_columns_as_there_is_room_for(tmp_path: Path) -> None:
    import docx

    places = [f"{letter}小学校区" for letter in "ABCDEFGHIJKLMNOP"]
    comments = [("問1", frozenset({1}), (place,)) for place in places for _ in range(6)]
    coded = Coded({1: "防災", 2: "防犯"}, ["校区"], comments, [], order={"校区": places})
    write_counts(count_comments(coded, 5), [], coded.themes, ["注"], tmp_path / "x.docx", Words.of("ja"))
    document = docx.Document(str(tmp_path / "x.docx"))
    assert document.sections[0].page_width > document.sections[0].page_height
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert heads == [["テーマ", "件数"], ["テーマ", *places[:12]], ["テーマ", *places[12:]]]
    assert {cell.text for table in document.tables[1:] for cell in table.rows[1].cells[1:]} == {"6"}


def test_comments_of_a_file_of_answers_alone_are_exported(files: Path) -> None:
    out = files / "意見.xlsx"
    (files / "b.csv").write_text(
        "整理番号,性別,ご意見\n" + "".join(f"{n},{'男女'[n % 2]}性,道路が暗いので{n}番目の灯りを\n" for n in range(40)),
        encoding="utf-8",
    )
    done = call("comments", "export", files / "b.csv", "--out", out)
    assert done.exit_code == 0, done.output
    assert "b.csv から下書きしました" in done.output
    assert "40件の意見を書き出しました" in done.output
    assert read_coded(out).order == {"性別": ["男性", "女性"]}


def rows(change: Callable[[Any, list[Any]], None]) -> Callable[[Any], None]:
    def made(opened: Any) -> None:
        sheet = opened["意見"]
        change(sheet, [cell.value for cell in sheet[3]])

    return made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (rows(lambda sheet, head: sheet.cell(5, 1, 1)), "A5: 意見番号 1 は 4行目にもあります"),
        (rows(lambda sheet, head: sheet.cell(5, 1, "あ")), "A5: 意見番号がない"),
        (rows(lambda sheet, head: sheet.cell(5, head.index("4 自転車") + 1, "3つ")), "○ か 1"),
        (rows(lambda sheet, head: sheet.cell(5, head.index("そのほかのテーマの番号") + 1, "99")), "テーマの番号 99"),
        (rows(lambda sheet, head: sheet.cell(3, head.index("4 自転車") + 1, "77 猫")), "テーマの番号 77"),
        (rows(lambda sheet, head: sheet.cell(3, 1, "番")), "見出し「意見番号」"),
        (lambda opened: opened.remove(opened["テーマ"]), "シート「テーマ」"),
    ],
)
def test_a_damaged_workbook_is_told_by_its_cells(book: Path, change: Callable[[Any], None], said: str) -> None:
    with pytest.raises(KuminError) as raised:
        read_coded(changed(book, change))
    assert said in raised.value.message("ja")
    out = book.parent / "x.xlsx"
    done = call("comments", "count", book, "--out", out)
    assert done.exit_code == 2
    assert not out.exists()


def test_rows_that_were_deleted_are_noticed(book: Path) -> None:
    changed(book, lambda opened: opened["意見"].delete_rows(10, 2))
    done = call("comments", "count", book, "--out", book.parent / "x.md")
    assert "書き出したのは 21件、読み取ったのは 19件" in done.output


def test_a_survey_without_free_text_or_comments_says_so(files: Path) -> None:
    (files / "b.csv").write_text("整理番号,性,年,自由意見\nA-1,1,1,\nA-2,2,2,なし\n", encoding="utf-8")
    done = call("comments", "export", files / "q.yaml", "--answers", files / "b.csv", "--out", files / "b.xlsx")
    assert done.exit_code == 0
    assert "自由意見: 0件" in done.output
    assert call("comments", "count", files / "b.xlsx", "--out", files / "n.xlsx").exit_code == 0
    without = QUESTIONNAIRE.splitlines()[:-1]
    (files / "n.yaml").write_text("\n".join(without), encoding="utf-8")
    done = call("comments", "export", files / "n.yaml", "--answers", files / "a.csv", "--out", files / "c.xlsx")
    assert done.exit_code == 2
    assert "自由記述（「type: text」）の設問がありません" in done.output
