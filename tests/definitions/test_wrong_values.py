"""Wrong values of directions, watched values, marks by significance, designs: place, fault, what to write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kumin import DefinitionError, load_plan
from kumin.workbooks.convert import convert

ASKED = """\
id: residents
title: 区民アンケート
questions:
  - {id: q1, text: 安全か, header: 問1, type: single, options: {1: はい, 2: いいえ, 3: わからない}}
  - {id: area, text: 地区, header: 地区, type: single, options: {1: 東, 2: 西}}
  - {id: block, text: 町丁, header: 町丁, type: single, options: {1: 一, 2: 二, 3: 三, 4: 四}}
  - {id: w, text: 重み, header: 重み, type: number}
  - {id: m, text: 複数, header: "複-", type: multiple, options: {1: ア, 2: イ}}
"""
TARGET = "{at_least: 60, baseline: {year: 2019}, by: 2027, scale: k}"
MARKS = "{reached: A, improved: B, behind: B*, unchanged: C, worsened: D, unknown: E}"
SCALE = f"{{metric: progress, significance: {MARKS}}}"
STRATA = "sizes: {1: {invited: 500, population: 9000}, 2: {invited: 500, population: 1000}}"
DESIGN = f"{{strata: area, allocation: equal, {STRATA}, psu: block}}"


def a_plan(
    folder: Path, *, target: str = TARGET, scale: str = SCALE, design: str = DESIGN, survey: str = "invited: 1000"
) -> Path:
    (folder / "residents.yaml").write_text(ASKED, encoding="utf-8")
    path = folder / "plan.yaml"
    path.write_text(
        f"""\
id: p
title: 計画
ward: 試験区
fiscal_year: 2023
scales:
  k: {scale}
surveys:
  residents:
    title: 区民アンケート
    questionnaire: residents.yaml
    design: {design}
    {survey}
issues:
  - id: 1
    title: 課題
    indicators:
      - id: 1-1
        text: 安全
        survey: residents
        question: q1
        positive: [1]
        history: {{2019: {{count: 50, n: 90}}}}
        target: {target}
""",
        encoding="utf-8",
    )
    return path


LINES = {"scale": 6, "design": 11, "target": 23}


def strata(sizes: str, more: str = "") -> str:
    return f"{{strata: area, sizes: {{{sizes}}}{more}}}"


def marks(*changes: tuple[str, str]) -> str:
    text = SCALE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


OF_ALL = "sizes: {1: {invited: 500, population: 12000}"
WRONG: list[tuple[str, str, str, str, str]] = [
    # direction
    ("target", "{direction: sideways}", "not_one_of", "使える値: up, down", "up, down"),
    ("target", "{direction: 改善}", "not_one_of", "使える値: up, down", "up, down"),
    ("target", "{direction: 5}", "wrong_type_like", "direction: up", "direction: up"),
    ("target", "{direction: true}", "wrong_type_like", "「true」は読めません", "`true`"),
    ("target", "{direction: [up]}", "wrong_type_like", "「[up]」は読めません", "`[up]`"),
    ("target", "{direction: {to: upp}}", "not_one_of", "もしかして「up」", "Did you mean `up`?"),
    ("target", "{direction: {to: 3}}", "not_one_of", "up, down", "up, down"),
    ("target", "{direction: {from: 2022}}", "missing_key", "「to」", "`to`"),
    ("target", "{direction: {}}", "missing_key", "「to」", "`to`"),
    ("target", "{direction: {to: null}}", "must_not_be_empty", "「to」が空です", "`to` is empty"),
    ("target", "{direction: {to: up, from: R5x}}", "wrong_type_year", "令和6年度", "2024"),
    ("target", "{direction: {to: up, from: 2022.5}}", "wrong_type_year", "令和6年度", "2024"),
    ("target", "{direction: {to: up, from: 19}}", "must_be_at_least", "1989 以上", "1989"),
    ("target", "{direction: {to: up, from: 2030}}", "year_to_come", "過去の年度", "a past year"),
    ("target", "{direction: {to: up, form: 2022}}", "unknown_key", "もしかして「from」", "Did you mean `from`?"),
    ("target", "{direction: ''}", "not_one_of", "up, down", "up, down"),
    ("target", "{direction: up, at_least: 60}", "target_has_several", "at_least, direction", "at_least, direction"),
    ("target", "{direction: up, monitor: true}", "target_has_several", "direction, monitor", "direction, monitor"),
    ("target", "{direction: null}", "target_needs_one", "目標値がありません", "here is none"),
    ("target", "{raise: {points: 5, from: 2024}}", "year_to_come", "過去の年度", "a past year"),
    # monitor, and no target
    ("target", "{monitor: false}", "not_one_of", "使える値: true", "true"),
    ("target", "{monitor: yes please}", "not_one_of", "使える値: true", "true"),
    ("target", "{monitor: 0}", "not_one_of", "使える値: true", "true"),
    ("target", "{monitor: {}}", "not_one_of", "使える値: true", "true"),
    ("target", "{monitor: true, at_least: 50}", "target_has_several", "1つを残して", "leave one"),
    ("target", "{monitor: true, by: 2027}", "target_promises_nothing", "by は使われません", "by would not be used"),
    ("target", "{monitor: true, scale: k}", "target_promises_nothing", "scale は使われ", "delete it"),
    ("target", "{monitor: true, milestones: {2024: 50}}", "target_promises_nothing", "milestones は", "give a target"),
    ("target", "{monitor: true, baseline: 2019, compare: exact}", "target_promises_nothing", "baseline, compare", "or"),
    ("target", "{monitor: true, reference: path}", "target_reference_needs", "baseline, by", "baseline, by"),
    ("target", "{}", "target_needs_one", "ちょうど1つ", "exactly one"),
    ("target", "null", "must_not_be_empty", "「target」が空です", "`target` is empty"),
    ("target", "検討中", "target_words", "前年度より増加、維持（±2）、目標なし", "no target"),
    # marks by significance
    ("target", "{at_least: 60, scale: k}", "significance_needs_baseline", "例: 2022、令和4年度", "e.g. 2022"),
    ("target", "{between: [50, 60], baseline: 2019, scale: k}", "significance_of_range", "片側の目標", "one-sided"),
    ("target", "{at_least: 60, baseline: 2024, scale: k}", "year_to_come", "2023 年度より後", "after fiscal year 2023"),
    ("target", "{at_least: 60, baseline: 2019, by: 2019}", "baseline_not_before", "2019 年度", "2019"),
    ("target", "{at_least: 60, baseline: いつか, scale: k}", "wrong_type_like", "{year: 2022}", "{year: 2022}"),
    ("target", "{at_least: 60, baseline: {value: 50}}", "missing_key", "「year」", "`year`"),
    ("target", "{at_least: 60, baseline: {year: 2019, value: x}}", "wrong_type_number", "数で書いて", "a number"),
    ("target", "{at_least: 60, baseline: {year: 2019, value: 120}}", "must_be_at_most", "100 以下", "at most 100"),
    ("target", "{at_least: 60, baseline: {year: 2019, count: 9, n: 5}}", "published_count", "9 が n 5", "at most n"),
    ("target", "{at_least: 60, baseline: 2019, scale: kk}", "scale_unknown", "もしかして「k」", "Did you mean `k`?"),
    ("scale", marks((", unknown: E", "")), "missing_key", "「unknown」", "`unknown`"),
    ("scale", marks(("reached: A, ", "")), "missing_key", "「reached」", "`reached`"),
    ("scale", marks(("reached: A", "reached: ''")), "must_not_be_empty", "「reached」が空です", "`reached` is empty"),
    ("scale", marks(("reached: A", "reached: null")), "must_not_be_empty", "「reached」が空です", "`reached` is empty"),
    ("scale", marks(("reached: A", "reached: [A]")), "wrong_type_one_text", "1つだけ", "without brackets"),
    ("scale", marks(("reached: A", "reached: 1")), "wrong_type_text", '例: reached: "1"', 'reached: "1"'),
    ("scale", marks(("improved", "improvd")), "unknown_key", "もしかして「improved」", "Did you mean `improved`?"),
    ("scale", marks(("worsened: D", "worsened: A")), "significance_not_in_order", "よいものから並ぶ", "best to"),
    ("scale", marks(("behind: B*", "behind: A")), "significance_not_in_order", "印「A」", "the mark `A`"),
    ("scale", marks(("unknown: E", "unknown: A")), "significance_unknown_is_good", "別の印にして", "another mark"),
    (
        "scale", "{significance: {reached: A, improved: A, unchanged: A, worsened: A, unknown: E}}",
        "significance_one_mark", "2つ以上", "two marks or more",
    ),
    ("scale", "{significance: true}", "wrong_type_like", "{reached: A, improved: B", "{reached: A, improved: B"),
    ("scale", "{significance: [A, B]}", "wrong_type_like", "「[A, B]」は読めません", "`[A, B]`"),
    ("scale", "{significance: null}", "scale_too_few", "「bands」か「significance」", "bands or more, or significance"),
    ("scale", "A", "wrong_type_like", "k: {metric: ratio, bands:", "k: {metric: ratio, bands:"),
    (
        "scale", f"{{significance: {MARKS}, bands: [{{mark: A, at_least: 100}}, {{mark: B}}]}}",
        "scale_bands_or_significance", "どちらか一方", "either",
    ),
    # designs
    ("design", "equal", "wrong_type_like", OF_ALL, OF_ALL),
    ("design", "[area]", "wrong_type_like", "「[area]」は読めません", "`[area]`"),
    ("design", "{}", "design_empty", "どれかが必要", "at least one of"),
    ("design", "{strata: area}", "design_strata_and_sizes", "両方", "both"),
    ("design", f"{{strata: arae, {STRATA}}}", "design_strata_unknown", "もしかして「area」", "Did you mean `area`?"),
    ("design", f"{{strata: m, {STRATA}}}", "design_strata_unknown", "1つだけ選ぶ設問", "not a single-answer"),
    ("design", f"{{strata: [area], {STRATA}}}", "wrong_type_one_text", "かっこは要りません", "without brackets"),
    ("design", strata("1: {invited: 500}, 9: {invited: 500}"), "option_unknown", "使える選択肢: 1, 2", "Known options"),
    ("design", strata("南: {invited: 500}, 西: {invited: 500}"), "option_named_unknown",
     "選択肢「南」はありません", "no option `南`"),
    ("design", strata("1: 500, 2: 500"), "wrong_type_like", OF_ALL, OF_ALL),
    ("design", strata("1: null, 2: null"), "must_not_be_empty", "「sizes」が空です", "`sizes` is empty"),
    ("design", strata("1: {invited: 0}, 2: {invited: 500}"), "must_be_at_least", "1 以上", "at least 1"),
    ("design", strata("1: {invited: 五百}, 2: {invited: 500}"), "wrong_type_integer", "整数で", "a whole number"),
    ("design", strata("1: {invited: 5.5}, 2: {invited: 500}"), "wrong_type_integer", "整数で", "a whole number"),
    ("design", strata("1: {invited: 500}, 1: {invited: 500}"), "definition_duplicate_key", "2回", "twice"),
    (
        "design", strata("1: {invited: 900, population: 800}, 2: {invited: 100, population: 900}"),
        "design_more_letters", "層 東 の発送数 900 が人口 800", "stratum 東 has 900 letters and 800 people",
    ),
    (
        "design", strata("1: {population: 9000}, 2: {invited: 500}"),
        "design_some_strata", "「invited」が、一部の層（東）", "`invited` is missing in some strata of `sizes` (東)",
    ),
    (
        "design", strata("1: {psus: 3}, 2: {invited: 500}", ", psu: block"),
        "design_some_strata", "すべての層に", "for all of them",
    ),
    ("design", strata("1: {invited: 400}, 2: {invited: 500}"), "design_does_not_add_up", "合計 900", "adds up to 900"),
    (
        "design", strata("1: {invited: 400}, 2: {invited: 600}", ", allocation: equal"),
        "design_not_equal", "400, 600", "400, 600",
    ),
    ("design", strata("1: {}, 2: {}", ", allocation: proportional"), "not_one_of", "使える値: equal", "equal"),
    ("design", strata("1: {}, 2: {}", ", allocation: true"), "not_one_of", "使える値: equal", "equal"),
    ("design", "{allocation: equal, psu: block}", "design_equal_without_strata", "「strata」", "`strata`"),
    ("design", strata("1: {}, 2: {}, 3: {}", ", allocation: equal"), "design_not_shared_out", "1000 を 3", "over 3"),
    ("design", "{psu: blokc}", "design_psu_unknown", "もしかして「block」", "Did you mean `block`?"),
    ("design", "{psu: block, psus: 0}", "must_be_at_least", "1 以上", "at least 1"),
    ("design", "{psu: block, psus: たくさん}", "wrong_type_integer", "整数で", "a whole number"),
    ("design", "{psus: 10}", "design_empty", "どれかが必要", "at least one of"),
    ("design", "{weight: w, psus: 10}", "design_psus_without_psu", "書き足して", "add it"),
    ("design", strata("1: {}, 2: {}", ", psu: block, psus: 9"), "design_psus_of_strata", "{psus: 80}", "{psus: 80}"),
    ("design", strata("1: {}, 2: {}", ", psu: area"), "design_column_twice", "別の設問に", "a different question"),
    ("design", "{weight: ww}", "design_weight_unknown", "もしかして「w」", "Did you mean `w`?"),
    ("design", "{weight: q1}", "design_weight_unknown", "使える設問: w", "Known: w"),
    ("design", "{weight: [w]}", "wrong_type_one_text", "1つだけ", "without brackets"),
    ("design", "{weights: w}", "unknown_key", "もしかして「weight」", "Did you mean `weight`?"),
    ("design", "{weight: w, fpc: maybe}", "wrong_type_boolean", "はい・いいえ", "true or false"),
    ("design", "{weight: w, fpc: true}", "design_fpc_without_sizes", "人口", "needs the population"),
    ("design", "{psu: block, fpc: true}", "design_fpc_without_sizes", "psus", "psus"),
]  # fmt: skip


def told(path: Path) -> DefinitionError:
    with pytest.raises(DefinitionError) as refused:
        load_plan(path)
    return refused.value


@pytest.mark.parametrize(("key", "value", "code", "japanese", "english"), WRONG)
def test_a_wrong_value_is_told_with_its_place_and_what_to_write(
    tmp_path: Path, key: str, value: str, code: str, japanese: str, english: str
) -> None:
    error = told(a_plan(tmp_path, **{key: value}))
    assert error.code == code
    # what two places contradict is told at the survey
    assert error.line in ({LINES[key]} if not code.startswith("design_") else {LINES[key], 8})
    first = {lang: error.message(lang).splitlines()[0] for lang in ("ja", "en")}
    assert japanese in first["ja"]
    assert english in first["en"]
    for lang, words in first.items():
        assert words.startswith(f"{tmp_path / 'plan.yaml'}:{error.line}:")
        assert not re.search(r"\b(True|False|None)\b|…", words), lang
    assert re.search(r"[ぁ-ん]", first["ja"])
    assert not re.search(r"[ぁ-ん]", first["en"].replace(value, "").replace("いつか", "").replace("たくさん", ""))


READ: list[tuple[str, dict[str, Any]]] = [
    ("増加", {"direction": {"to": "up"}}),
    ("減らす", {"direction": {"to": "down"}}),
    ("{direction: 増加}", {"direction": {"to": "up"}}),
    ("{direction: {to: 減少, from: 令和元年度}}", {"direction": {"to": "down", "from": 2019}}),
    ("モニタリングする", {"monitor": True}),
    ("なし", {"monitor": True}),
    ("{monitor: はい}", {"monitor": True}),
    ("{at_least: 60, baseline: 2019}", {"at_least": 60.0, "baseline": {"year": 2019}}),
    ("{at_least: 60, baseline: 令和元年度}", {"at_least": 60.0, "baseline": {"year": 2019}}),
]


@pytest.mark.parametrize(("given", "read"), READ)
def test_what_staff_write_is_read(tmp_path: Path, given: str, read: dict[str, Any]) -> None:
    loaded = load_plan(a_plan(tmp_path, target=given))
    assert next(one for _, one in loaded.plan.indicators()).target.written() == read


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, folder = tmp_path_factory.mktemp("yaml"), tmp_path_factory.mktemp("books")
    a_plan(source)
    convert(source, folder, "ja")
    return folder


def edited(book: Path, folder: Path, changes: dict[str, Any]) -> Path:
    for path in book.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    path = folder / "運営方針.xlsx"
    workbook = openpyxl.load_workbook(path)
    for place, value in changes.items():
        sheet, _, heading = place.partition("!")
        cells = workbook[sheet]
        column = next(cell.column for cell in cells[3] if str(cell.value).rstrip("*") == heading)
        cells.cell(4, column).value = value
    workbook.save(path)
    return path


IN_CELLS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"指標!目標": "上向き"}, "target_words", "指標!J4", "前年度より増加"),
    ({"指標!目標": "目標なし"}, "target_promises_nothing", "指標!K4", "期限, 基準, 評価の区分 は使われません"),
    ({"指標!目標": None}, "target_needs_one", "指標!J4", "目標値がありません"),
    ({"指標!基準": "基準年"}, "wrong_type_like", "指標!W4", "例: 「基準: 2022」"),
    ({"指標!基準": "令和10年度", "指標!期限": "令和12年度"}, "year_to_come", "指標!W4", "「年度」の 2028 年度"),
    ({"指標!基準": "年度: いつか"}, "wrong_type_year", "指標!W4", "例: 年度: 2024、年度: 令和6年度"),
    ({"指標!基準": "年度: 2019、値: 高い"}, "wrong_type_number", "指標!W4", "「値」の値「高い」"),
    ({"指標!基準": None}, "significance_needs_baseline", "指標!J4", "評価の区分「k」は"),
    ({"指標!評価の区分": "kk"}, "scale_unknown", "指標!Z4", "「評価の区分の定義」にありません。もしかして「k」"),
    ({"指標!期限": "いつか"}, "wrong_type_year", "指標!K4", "「期限」の値「いつか」"),
    ({"調査!標本設計": "層化抽出"}, "wrong_type_like", "調査!N4", "例: 「標本設計: {strata: district"),
    ({"調査!標本設計": "strata=area"}, "design_strata_and_sizes", "調査!N4", "「層の設問」"),
    (
        {"調査!標本設計": '{"strata": "area", "sizes": {"南": {"invited": 500}}}'},
        "option_named_unknown", "調査!N4", "選択肢「南」はありません",
    ),
    ({"調査!標本設計": '{"weight": "q1"}'}, "design_weight_unknown", "調査!N4", "使える設問: w"),
    ({"調査!標本設計": '{"weight": "w", "fpc": "たぶん"}'}, "wrong_type_boolean", "調査!N4", "「有限母集団修正」の値"),
    (
        {"調査!標本設計": '{"strata": "area", "allocation": "比例", "sizes": {"1": {}, "2": {}}}'},
        "not_one_of", "調査!N4", "「配分」の値「比例」は使えません。使える値: 同じ数ずつ",
    ),
    ({"調査!発送数": 999}, "design_does_not_add_up", "調査!A4", "層の「発送数」の合計 1000"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "cell", "japanese"), IN_CELLS)
def test_a_wrong_cell_is_told_in_the_words_of_the_workbook(
    book: Path, tmp_path: Path, changes: dict[str, Any], code: str, cell: str, japanese: str
) -> None:
    error = told(edited(book, tmp_path, changes))
    assert (error.code, error.cell) == (code, cell)
    assert japanese in error.message("ja").splitlines()[0]
    assert cell in error.message("en")
    assert not re.search(r"\b(True|False|None)\b", error.message("ja") + error.message("en"))


def test_the_example_of_a_design_can_be_written_in_a_cell(book: Path, tmp_path: Path) -> None:
    shown = re.search(r"例: 「標本設計: (.*)」", told(edited(book, tmp_path, {"調査!標本設計": "層化"})).message("ja"))
    assert shown is not None
    design = shown[1].replace("district", "area")
    loaded = load_plan(edited(book, tmp_path, {"調査!標本設計": design}))
    assert loaded.plan.surveys["residents"].design is not None


def test_the_first_year_of_an_era_is_written_as_staff_write_it(book: Path) -> None:
    cells = openpyxl.load_workbook(book / "運営方針.xlsx")["過去の値"]
    assert cells["B4"].value == "令和元年度"


def test_better_in_a_workbook_is_of_the_column_beside_and_keeps_the_other_columns(book: Path, tmp_path: Path) -> None:
    cells = {"指標!目標": "前年度より改善", "指標!良い向き": "低い"}
    loaded = load_plan(edited(book, tmp_path, cells | {"指標!期限": "令和9年度"}))
    target = next(one for _, one in loaded.plan.indicators()).target
    assert (target.written()["direction"], target.by) == ({"to": "down"}, 2027)
    (tmp_path / "asked").mkdir()
    error = told(edited(book, tmp_path / "asked", {"指標!目標": "前年度より改善"}))
    assert (error.code, error.cell) == ("target_which_is_better", "指標!J4")
