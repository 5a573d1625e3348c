"""The JSON Schemas that editors use are current, and agree with the models on the ward's own files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from conftest import ROOT
from kumin.authoring.json_schema import KINDS, json_schema, json_schema_files

FOLDER = ROOT / "schemas" / "json"
FILES = sorted((ROOT / "schemas" / "tsurumi").glob("r0*/*.yaml"))


def kind_of(path: Path) -> str:
    return path.stem if path.stem in KINDS else "questionnaire"


def as_json(path: Path) -> Any:
    """Read as an editor's YAML server does: keys are strings, dates text."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")), default=str))


def test_written_schemas_are_current() -> None:
    files = json_schema_files(FOLDER)
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in files}
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text, f"run `make schema`: {path.name} is old"


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid_json_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_wards_files_pass_their_schema(path: Path) -> None:
    jsonschema.validate(as_json(path), json_schema(kind_of(path)), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_wards_files_name_their_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == FOLDER / f"{kind_of(path)}.schema.json"


def test_a_schema_refuses_a_wrong_key() -> None:
    plan = as_json(ROOT / "schemas" / "tsurumi" / "r05" / "plan.yaml")
    plan["issue"] = plan["issues"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plan, json_schema("plan"))
