"""Coded answers for others: every file says the same, and the scripts give the published table."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as Xml

import polars as pl
import pyreadstat
import pytest
from click.testing import CliRunner
from click.testing import Result as Invoked

import kumin
from conftest import ROOT
from kumin.cli import cli
from kumin.result import Result

PLAN, ANSWERS = ROOT / "schemas/tsurumi/r05", ROOT / "sample_data/tsurumi/r05"
DDI = {"d": "ddi:codebook:2_5"}
CONTENT = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr", "docDscr": "citation", "stdyDscr": "citation stdyInfo method",
    "citation": "titlStmt rspStmt prodStmt", "titlStmt": "titl IDNo", "rspStmt": "AuthEnty",
    "prodStmt": "prodDate software", "stdyInfo": "sumDscr", "sumDscr": "collDate universe",
    "method": "dataColl anlyInfo", "dataColl": "sampProc collMode", "anlyInfo": "respRate", "fileDscr": "fileTxt",
    "fileTxt": "fileName dimensns", "dimensns": "caseQnty varQnty", "dataDscr": "var",
    "var": "labl qstn sumStat catgry varFormat", "qstn": "qstnLit", "catgry": "catValu labl catStat",
}  # fmt: skip
"""The elements of DDI-Codebook 2.5 that are used, where they stand and in which order."""
ONCE = {("citation", "titlStmt"), ("citation", "rspStmt"), ("citation", "prodStmt"), ("titlStmt", "titl"),
        ("fileTxt", "dimensns"), ("catgry", "catValu"), ("var", "varFormat"), ("fileTxt", "fileName")}  # fmt: skip
"""Of them those that may stand there once."""
WORDS_OF = {
    ("sumStat", "type"): {"mean", "medn", "mode", "vald", "invd", "min", "max", "stdev", "other"},
    ("catStat", "type"): {"freq", "percent", "crosstab", "other"},
    ("varFormat", "type"): {"numeric", "character"},
    ("varFormat", "schema"): {"SAS", "SPSS", "IBM", "ANSI", "ISO", "XML-Data", "other"},
    ("var", "intrvl"): {"contin", "discrete"},
    ("catgry", "missing"): {"Y", "N"},
}
"""Attributes that take one of some words."""


def run(*arguments: str | Path) -> Invoked:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "out"
    done = run("export", PLAN, "--answers", ANSWERS, "--survey", "residents", "--out", out)
    assert done.exit_code == 0, done.output
    assert "公表せず" in done.output
    assert "自由記述の設問 1 問は書き出していません: 問16" in done.output
    return out


def test_neither_ids_nor_free_text_leave(folder: Path) -> None:
    raw = kumin.validate_file(ANSWERS / "residents.csv", kumin.load_questionnaire(PLAN / "residents.yaml")).table
    ids, remarks = (raw.text(position).drop_nulls() for position in (0, 19))  # columns A and T of the file
    ids, remarks = (column.filter(column.str.len_chars() > 3).head(50) for column in (ids, remarks))
    assert ids.len() > 20 < remarks.len()
    written = b"".join(path.read_bytes() for path in folder.iterdir() if path.suffix != ".sav").decode(
        "utf-8", "replace"
    )
    assert not [value for value in (*ids, *remarks) if value in written]


def test_parquet_csv_and_spss_hold_the_same(folder: Path) -> None:
    parquet = pl.read_parquet(folder / "residents.parquet")
    csv = pl.read_csv(folder / "residents.csv", schema=parquet.schema)
    assert csv.equals(parquet)
    spss, meta = pyreadstat.read_sav(folder / "residents.sav", output_format="polars")
    for name in parquet.columns:
        assert spss[name].cast(pl.Float64, strict=False).fill_nan(None).to_list() == pytest.approx(
            parquet[name].cast(pl.Float64, strict=False).to_list()
        ), name
    assert meta.column_names_to_labels["sex"] == "あなたの性別"
    assert meta.variable_value_labels["sex"][1] == "男性"


def test_spss_tells_no_answer_from_not_asked(folder: Path) -> None:
    kept, meta = pyreadstat.read_sav(folder / "residents.sav", user_missing=True, output_format="polars")
    assert meta.variable_value_labels["childcare"][-1] == "無回答・無効"
    assert meta.variable_value_labels["childcare"][-2] == "非該当"
    counted = dict(kept["childcare"].value_counts().iter_rows())
    parquet = pl.read_parquet(folder / "residents.parquet")
    outside = parquet.filter(pl.col("children").is_not_null() & (pl.col("children") != 1))
    assert counted[-2] == outside["childcare"].null_count() > 0
    assert meta.variable_value_labels["childcare"][-3] == "対象か不明"
    assert counted[-3] == parquet["children"].null_count() > 0
    assert parquet.filter(pl.col("children").is_null())["childcare"].null_count() == counted[-3]
    assert counted[-1] + counted[-2] + counted[-3] == parquet["childcare"].null_count()
    assert set(meta.variable_value_labels["children"]) == {1, 2, -1, -2}


def test_the_codebook_accounts_for_every_row(folder: Path) -> None:
    codebook = pl.read_csv(folder / "residents_codebook.csv", infer_schema=False).with_columns(
        pl.col("件数").cast(pl.Int64)
    )
    parquet = pl.read_parquet(folder / "residents.parquet")
    totals = dict(codebook.group_by("列").agg(pl.col("件数").sum()).iter_rows())
    assert totals == dict.fromkeys(parquet.columns, parquet.height)
    men = codebook.filter((pl.col("列") == "sex") & (pl.col("値") == "1"))["件数"].item()
    assert men == (parquet["sex"] == 1).sum()


def test_the_ddi_description_is_that_of_the_file(folder: Path) -> None:
    root = Xml.parse(folder / "residents_ddi.xml").getroot()
    parquet = pl.read_parquet(folder / "residents.parquet")
    assert root.findtext("d:fileDscr/d:fileTxt/d:dimensns/d:caseQnty", namespaces=DDI) == str(parquet.height)
    variables = root.findall("d:dataDscr/d:var", DDI)
    assert [one.get("name") for one in variables] == parquet.columns
    for one in variables:
        column = parquet[str(one.get("name"))]
        assert int(one.findtext("d:sumStat[@type='invd']", "", DDI)) == column.null_count()
        known = one.findall("d:catgry", DDI)
        if known and not str(one.get("name")).startswith("indicator"):
            assert sum(int(each.findtext("d:catStat", "", DDI)) for each in known) == parquet.height


def test_the_ddi_description_is_built_as_the_standard_has_it(folder: Path) -> None:
    """Elements in their places and order, words of attributes, ids that are unique and references that are there."""
    root = Xml.parse(folder / "residents_ddi.xml").getroot()
    assert root.get("version") == "2.5"
    ids = [one.get("ID") for one in root.iter() if one.get("ID")]
    assert len(ids) == len(set(ids))
    used = set()
    for parent in root.iter():
        space, name = parent.tag[1:].split("}")
        assert space == DDI["d"]
        used.add(name)
        order = CONTENT.get(name, "").split()
        tags = [child.tag.split("}")[1] for child in parent]
        assert set(tags) <= set(order), (name, tags)
        assert tags == sorted(tags, key=order.index), (name, tags)
        assert not [tag for tag in tags if (name, tag) in ONCE and tags.count(tag) > 1], (name, tags)
        for attribute, value in parent.attrib.items():
            assert value in WORDS_OF.get((name, attribute), {value}), (name, attribute, value)
        assert set((parent.get("files") or "").split()) <= set(ids)
    # what the standard demands
    assert {"stdyDscr", "citation", "titlStmt", "titl"} <= used
    assert set(CONTENT) - {"rspStmt", "method", "anlyInfo"} <= used


@pytest.mark.skipif("KUMIN_DDI_SCHEMA" not in os.environ, reason="KUMIN_DDI_SCHEMA names no codebook.xsd")
def test_the_ddi_description_holds_by_the_standards_schema(folder: Path) -> None:
    """The schema of DDI-Codebook 2.5 has a licence of its own and is not kept here: ddialliance.org."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(os.environ["KUMIN_DDI_SCHEMA"]))
    schema.assertValid(etree.parse(folder / "residents_ddi.xml"))


@pytest.fixture(scope="module")
def published(sample_result: Result) -> pl.DataFrame:
    return sample_result.estimates.filter(pl.col("survey") == "residents")


def test_the_python_script_gives_the_published_table(folder: Path, published: pl.DataFrame) -> None:
    script = (folder / "residents_table.py").read_text(encoding="utf-8")
    printed = '    kumin.proportions(answers, outcomes, base=base, design=design, method="wilson")\n'
    assert printed in script
    code = script.replace("residents.parquet", (folder / "residents.parquet").as_posix())
    code = code.replace(f"print(\n{printed})", f"table = (\n{printed})")
    names: dict[str, pl.DataFrame] = {}
    exec(compile(code, "residents_table.py", "exec"), names)
    table = names["table"].sort("indicator")
    expected = published.filter(pl.col("indicator").is_in(table["indicator"].to_list())).sort("indicator")
    for column in ("n_base", "n_positive", "proportion", "se", "lower", "upper"):
        assert table[column].to_list() == pytest.approx(expected[column].to_list(), rel=1e-12), column


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not at hand")
def test_the_r_script_gives_the_published_table(folder: Path, published: pl.DataFrame) -> None:
    done = subprocess.run(["Rscript", "residents_table.R"], cwd=folder, capture_output=True, text=True, check=False)
    if "survey" in done.stderr and "there is no package" in done.stderr:
        pytest.skip("R's package survey is not at hand")
    assert done.returncode == 0, done.stderr
    rows = [line.split()[1:] for line in done.stdout.splitlines()[1:]]
    expected = {row["indicator"]: row for row in published.to_dicts()}
    assert len(rows) > 5
    for indicator, n_base, value, se in rows:
        assert int(n_base) == expected[indicator]["n_base"]
        assert float(value) == pytest.approx(expected[indicator]["proportion"], rel=1e-9)
        assert float(se) == pytest.approx(expected[indicator]["se"], rel=1e-9)


def test_of_several_surveys_one_must_be_named(tmp_path: Path) -> None:
    done = run("export", PLAN, "--answers", ANSWERS, "--out", tmp_path / "out", "--lang", "en")
    assert done.exit_code == 2
    assert "--survey: residents" in done.output
    assert not (tmp_path / "out").exists()


def test_a_questionnaire_alone_gives_answers_without_indicators(tmp_path: Path) -> None:
    out = tmp_path / "out"
    questionnaire = PLAN / "residents.yaml"
    done = run("export", questionnaire, "--answers", ANSWERS / "residents.csv", "--format", "csv", "--out", out)
    assert done.exit_code == 0, done.output
    assert sorted(path.suffix for path in out.iterdir()) == [".csv", ".csv", ".xml"]
    done = run("export", questionnaire, "--out", tmp_path / "other")
    assert done.exit_code == 2
    assert "--answers" in done.output


def test_without_the_library_of_spss_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    done = run(
        "export",
        PLAN / "residents.yaml",
        "--answers",
        ANSWERS / "residents.csv",
        "--format",
        "sav",
        "--out",
        tmp_path / "o",
    )
    assert done.exit_code == 2
    assert "kumin[spss]" in done.output
    assert not (tmp_path / "o").exists()


DRAWN = """\
id: p
title: t
ward: w
fiscal_year: 2023
official: {official}
surveys:
  s:
    title: 学校調査
    questionnaire: q.yaml
    population: pop.csv
    design: {{strata: stype, sizes: {{1: {{population: 4421}}, 2: {{population: 755}}, 3: {{population: 1018}}}}}}
issues:
  - id: 1
    title: t
    indicators:
      - {{id: awards, text: t, survey: s, question: awards, positive: [1], target: {{at_least: 60}}}}
      - {{id: few, text: t, survey: s, question: awards, positive: [1], among: {{stype: [2]}}, target: {{at_least: 6}}}}
"""
SCHOOLS = """\
id: q
title: 学校調査
questions:
  - {id: stype, text: 学校の種類, header: stype, type: single, options: {1: E, 2: H, 3: M}}
  - {id: wide, text: a, header: sch.wide, type: single, options: {1: "Yes", 2: "No"}}
  - {id: awards, text: b, header: awards, type: single, options: {1: "Yes", 2: "No"}}
"""
PEOPLE = "wide,stype,population\n1,1,4000\n2,1,421\n1,2,300\n2,2,455\n1,3,500\n2,3,518\n"


@pytest.mark.parametrize("official", ["unweighted", "design", "poststratified", "raked"])
def test_the_scripts_give_what_is_published_with_its_weights(tmp_path: Path, official: str) -> None:
    (tmp_path / "q.yaml").write_text(SCHOOLS, encoding="utf-8")
    (tmp_path / "pop.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(DRAWN.format(official=official), encoding="utf-8")
    answers = ROOT / "tests/data/reference/apistrat.csv"
    out = tmp_path / "out"
    done = run("export", tmp_path, "--answers", f"s={answers}", "--out", out)
    assert done.exit_code == 0, done.output
    script = (out / "s_table.py").read_text(encoding="utf-8").replace("s.parquet", (out / "s.parquet").as_posix())
    names: dict[str, pl.DataFrame] = {}
    exec(compile(script.replace("print(\n", "table = (\n"), "s_table.py", "exec"), names)
    published = {row["indicator"]: row for row in kumin.run(tmp_path, {"s": answers}).judgements.to_dicts()}
    table = {row["indicator"]: row for row in names["table"].to_dicts()}
    assert set(table) == {"awards", "few"}
    for indicator, row in table.items():
        expected = published[indicator]
        assert float(kumin.numbers.half_up(kumin.numbers.exact(100 * row["proportion"]), 1)) == expected["percent"]
        limits = [100 * row[name] for name in ("lower", "upper")]
        assert limits == pytest.approx([expected["lower_percent"], expected["upper_percent"]], rel=1e-9)
    if official != "raked" or shutil.which("Rscript") is None:  # a start of R takes a second
        return
    made = subprocess.run(["Rscript", "s_table.R"], cwd=out, capture_output=True, text=True, check=False)
    if "there is no package" in made.stderr:
        pytest.skip("R's package survey is not at hand")
    assert made.returncode == 0, made.stderr
    for indicator, n_base, value, se in (line.split()[1:] for line in made.stdout.splitlines()[1:]):
        row = table[indicator]
        assert (int(n_base), float(value), float(se)) == pytest.approx((row["n_base"], row["proportion"], row["se"]))
