"""Every key that a definition may have is explained on the page of the definitions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest

from conftest import ROOT

PAGE = (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8")


def reference() -> Any:
    place = spec_from_file_location("make_definition_reference", ROOT / "docs" / "make_definition_reference.py")
    assert place is not None
    assert place.loader is not None
    made = module_from_spec(place)
    place.loader.exec_module(made)
    return made


def properties(schema: Any) -> Iterator[str]:
    """Yield every key that a JSON Schema names, wherever it stands."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from value
            yield from properties(value)
    elif isinstance(schema, list):
        for one in schema:
            yield from properties(one)


@pytest.mark.parametrize("name", ["plan", "questionnaire", "population"])
def test_no_key_of_the_schema_is_missing_on_the_page(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / "json" / f"{name}.schema.json").read_text(encoding="utf-8"))
    keys = {key for key in properties(schema) if not re.fullmatch(r"[EW]\d+", key)}
    explained = set(re.findall(r"^\| `([\w]+)`\*? \| [^|]* \| (?=\S)", PAGE, re.M))
    assert keys - explained == set()


def test_the_section_is_current() -> None:
    assert reference().with_reference(PAGE) == PAGE, "run `make docs`"


def test_no_meaning_is_empty() -> None:
    made = reference()
    silent = [f"{m.__name__}.{key}" for m in made.models() for key, _ in made.keys(m) if not made.meaning(m, key)]
    assert silent == []
