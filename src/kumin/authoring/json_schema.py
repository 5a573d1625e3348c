"""JSON Schemas of the definition files, for completion and checks in editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kumin.definitions.model import Model
from kumin.definitions.plan import Plan
from kumin.definitions.population import PopulationFile
from kumin.definitions.questionnaire import Questionnaire

KINDS: dict[str, type[Model]] = {"questionnaire": Questionnaire, "plan": Plan, "population": PopulationFile}

# what a model's "before" validator also takes, which pydantic cannot know
SHORT_FORMS: dict[str, dict[str, Any]] = {
    "Option": {"type": "string"},
    "Published": {
        "anyOf": [
            {"type": "number"},
            {"enum": ["未測定", "not_measured"]},
            {
                "type": "object",
                "properties": {"value": {"type": "number"}, "n": {"type": "integer", "minimum": 1}},
                "required": ["value"],
                "additionalProperties": False,
            },
        ]
    },
    "Base": {"enum": ["answered", "all"]},
}


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of definition file: questionnaire, plan or population."""
    schema = KINDS[kind].model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    for name in SHORT_FORMS.keys() & definitions.keys():
        definitions[name] = {"anyOf": [SHORT_FORMS[name], definitions[name]]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def json_schema_files(folder: Path) -> dict[Path, str]:
    """Return the text of every schema file, by its path in ``folder``."""
    return {
        folder / f"{kind}.schema.json": json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
        for kind in KINDS
    }
