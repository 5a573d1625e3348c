"""datapackage.json is a Frictionless Data Package that holds of the public tables as they are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frictionless import Package, Resource

import kumin
from conftest import ROOT
from kumin.disclosure.published import Published, release
from kumin.manifest import digest
from kumin.writers.datapackage import TABLES, datapackage, write_datapackage
from kumin.writers.files import write_open_data, write_result

LANGUAGES = ("ja", "en")


def errors(folder: Path) -> list[str]:
    """Return what the standard's own library finds wrong with a package and its tables."""
    return [error.message for task in Package(folder / "datapackage.json").validate().tasks for error in task.errors]


@pytest.fixture(scope="module", params=LANGUAGES)
def sample(
    request: pytest.FixtureRequest, sample_published: Published, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    write_open_data(sample_published, folder, request.param)
    write_datapackage(sample_published, folder, request.param)
    return folder


def described(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return read


def test_the_standards_own_library_finds_the_package_and_its_tables_right(sample: Path) -> None:
    assert Package.validate_descriptor(described(sample)).valid
    assert errors(sample) == []


def test_it_finds_a_number_out_of_its_limits_and_a_changed_file(sample: Path, tmp_path: Path) -> None:
    """What would the check be worth that finds nothing?"""
    for path in sample.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = pl.read_csv(tmp_path / "open_data.csv", infer_schema=False)
    shown = pl.col("percent").is_not_null().cum_sum() == 1
    table.with_columns(percent=pl.when(shown).then(pl.lit("120.0")).otherwise("percent")).write_csv(
        tmp_path / "open_data.csv", include_bom=True
    )
    found = " ".join(errors(tmp_path))
    assert "maximum" in found
    assert "hash" in found


def test_the_table_reads_back_with_the_types_and_nulls_that_were_written(
    sample: Path, sample_published: Published
) -> None:
    resource: Any = Package(sample / "datapackage.json").get_resource("open_data")
    assert isinstance(resource, Resource)
    rows = resource.read_rows()
    written = pl.read_csv(sample / "open_data.csv")
    assert len(rows) == written.height
    assert [row["percent"] is None for row in rows] == written["percent"].is_null().to_list()
    assert {row["suppressed"] for row in rows} == {True, False}
    assert rows[0]["n_base"] == written["n_base"][0]


def test_bounds_stand_in_columns_of_their_own(sample: Path) -> None:
    """「93％以上」 is a lower bound of 93 and an empty percent."""
    bounds = described(sample)["kumin"]["suppression"]["bounds"]
    assert bounds["percent"] == {"low": "percent_low", "high": "percent_high"}
    assert set(bounds) == {"n_base", "n_positive", "percent"}
    table = pl.read_csv(sample / "open_data.csv")
    hidden = table.filter("suppressed", pl.col("percent_low").is_not_null())
    assert hidden.height > 20
    assert hidden["percent"].null_count() == hidden.height
    assert (hidden["percent_low"] <= hidden["percent_high"]).all()


def test_every_column_has_a_title_and_a_description_in_its_language(sample: Path) -> None:
    japanese = described(sample)["title"].endswith("集計表")
    for resource in described(sample)["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["title"]
            assert field["description"]
            english = (field["title"] + field["description"]).replace("·", "").isascii()
            assert english is not japanese


def test_digests_and_sizes_are_of_the_files_beside_it(sample: Path) -> None:
    for resource in described(sample)["resources"]:
        path = sample / resource["path"]
        assert resource["hash"] == f"sha256:{digest(path)}"
        assert resource["bytes"] == path.stat().st_size


def test_every_csv_of_a_release_is_described(sample_published: Published, tmp_path: Path) -> None:
    """Of a table that there is not nothing is said."""
    from kumin.tables.priorities import PRIORITIES
    from kumin.writers.auditing.public_files import PUBLIC_FILES
    from kumin.writers.csv import write_csv
    from kumin.writers.open_data import OPEN_GROUPS

    assert set(TABLES) == {name for name in PUBLIC_FILES if name.endswith(".csv")}
    write_open_data(sample_published, tmp_path, "ja")
    assert [one["path"] for one in datapackage(sample_published, tmp_path, "ja")["resources"]] == ["open_data.csv"]
    write_csv(OPEN_GROUPS.empty(), tmp_path / "open_data_groups.csv")
    write_csv(PRIORITIES.empty().select(pl.lit("residents").alias("survey"), pl.all()), tmp_path / "priorities.csv")
    write_datapackage(sample_published, tmp_path, "ja")
    assert [one["path"] for one in described(tmp_path)["resources"]] == list(TABLES)
    assert errors(tmp_path) == []


def test_a_licence_is_said_where_the_plan_names_one_and_else_none(mini: Path) -> None:
    assert "licenses" not in datapackage(release(kumin.run(mini, mini / "answers")), mini)
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    (mini / "plan.yaml").write_text(plan.replace("fiscal_year: 2023", "fiscal_year: 2023\nlicense: CC-BY-4.0"), "utf-8")
    write_result(kumin.run(mini, mini / "answers"), mini / "out", reports=False)
    assert described(mini / "out")["licenses"] == [{"name": "CC-BY-4.0"}]
    assert errors(mini / "out") == []


def test_the_sample_names_its_sources_and_publisher(sample: Path) -> None:
    said = described(sample)
    titles = [source["title"] for source in said["sources"]]
    plan = kumin.load_plan(ROOT / "schemas" / "tsurumi" / "r05").plan
    assert plan.source in titles
    assert {survey.title for survey in plan.surveys.values()} & set(titles)
    assert said["contributors"] == [{"title": plan.ward, "role": "publisher"}]


def test_result_json_holds_its_digest_with_those_of_the_tables(mini: Path) -> None:
    write_result(kumin.run(mini, mini / "answers"), mini / "out", reports=False)
    files = json.loads((mini / "out" / "result.json").read_text(encoding="utf-8"))["files"]
    for name in ("open_data.csv", "datapackage.json"):
        assert files[name] == digest(mini / "out" / name)
