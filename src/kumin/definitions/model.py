"""The base of every definition: an immutable pydantic model whose faults are told by file, line, column and key."""

from __future__ import annotations

import copyreg
import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from kumin.definitions.files.tree import Loc, Tree
from kumin.errors import DefinitionError, choices
from kumin.messages import is_key
from kumin.numbers import DUST, shortest

K = TypeVar("K")
V = TypeVar("V")


def _read_only(items: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(items)


# definitions go to other processes: Python itself does not say how a read-only mapping gets there
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))

FrozenMap = Annotated[Mapping[K, V], AfterValidator(lambda items: MappingProxyType(dict(items))), PlainSerializer(dict)]
"""A mapping that cannot be changed after it was read."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.\-]*$", max_length=64)]
"""An id: ASCII letters, digits, ``_``, ``-`` and ``.``; it becomes a column name."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words for people; not empty."""


class ShortWords:
    """Marks a list of short words, which may be parted by commas; sentences are parted by line ends only."""


Code = Annotated[int, Field(ge=0, le=9999)]
"""An option's code in the answer file."""


class Model(BaseModel):
    """Immutable, with no keys but its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: Any) -> Any:
        # pydantic's own "extra_forbidden" cannot say which key was meant
        if isinstance(data, Mapping):
            known = {field.alias or name for name, field in cls.model_fields.items()}
            unknown = [key for key in data if key not in known]
            if unknown:
                raise PydanticCustomError(
                    "kumin",
                    "unknown key",
                    {"code": "unknown_key", "key": unknown[0], **choices(unknown[0], sorted(known))},
                )
        return data


def fault(code: str, **params: object) -> PydanticCustomError:
    """Make an error a validator can raise: ``code`` is a message code, ``params`` its placeholders."""
    return PydanticCustomError("kumin", "invalid", {"code": code, **params})


def raise_all(problems: list[DefinitionError]) -> None:
    """Raise the first of ``problems`` with the others as its details."""
    first, *rest = problems
    raise first.followed_by(rest)


def definition_errors(tree: Tree, error: ValidationError) -> Iterator[DefinitionError]:
    """One error a place: a value that fits no member of a union is reported once for each of them."""
    seen: set[str] = set()
    details = error.errors(include_url=False)
    for detail in details:
        within = [other for other in details if len(other["loc"]) > len(detail["loc"])]
        if detail["type"] == "too_short" and any(o["loc"][: len(detail["loc"])] == detail["loc"] for o in within):
            continue  # pydantic counts only the items without fault
        problem = as_definition_error(tree, detail)
        if problem.place not in seen:
            seen.add(problem.place)
            yield problem


_GROUP = re.compile(r"[0-9]{3}")
"""What is a key of its own in {invited: 1,500}."""


def as_definition_error(tree: Tree, detail: ErrorDetails) -> DefinitionError:
    """Give pydantic's ``detail`` its place in ``tree`` and a code of the catalogue."""
    loc = real_loc(tree, detail["loc"])
    context = dict(detail.get("ctx") or {})
    kind = detail["type"]
    if kind == "kumin":
        code = str(context.pop("code"))
        loc = (*loc, context["key"]) if code == "unknown_key" else loc
        if code == "unknown_key" and _GROUP.fullmatch(str(context["key"])) and not tree.position(loc).cell:
            code = "unknown_key_digits"
        params = context
    else:
        code, params = _plain(kind, detail, context)
    # of a list that is not there only pydantic knows the name
    key = _key_of(tree, loc, detail["loc"])
    code, params = _by_place(code, params, key, detail, cell=bool(tree.position(loc).cell))
    return tree.error(code, loc, **{"at": key, **params})


def _key_of(tree: Tree, loc: Loc, told: tuple[int | str, ...]) -> str:
    """Name the key that is wrong; within a workbook's cell, which has one place, the innermost one that is known."""
    if tree.position(loc).cell:
        inner = [part for part in told if isinstance(part, str) and is_key(part)]
        return inner[-1] if inner else next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    return next((str(part) for part in reversed(loc or told) if isinstance(part, str)), "")


def _by_place(
    code: str, params: dict[str, Any], key: str, detail: ErrorDetails, *, cell: bool
) -> tuple[str, dict[str, Any]]:
    """Choose what says best what may be written there: of a wrong type the general message is the last resort."""
    given = detail["input"]
    told = detail["loc"]
    if told[-1:] == ("[key]",) and len(told) > 2:
        above = str(told[-3])
        return "wrong_key", {"at": above, "value": str(told[-2]), "example": _EXAMPLES.get(above, "{1: …}")}
    if given is None and (code.startswith("wrong_type_") or code == "not_one_of"):
        return "must_not_be_empty", {}
    if code == "wrong_type_mapping":
        in_cell = _IN_CELLS.get(key) if cell else None
        example = _SCALE if told[-2:-1] == ("scales",) else in_cell or _EXAMPLES.get(key)
        return (code, params) if example is None else ("wrong_type_like", {**params, "example": example})
    if code == "wrong_type_integer" and key in _YEARS:
        return "wrong_type_year", params
    if code == "wrong_type_text" and isinstance(given, list | dict):
        return "wrong_type_one_text", params
    return code, params


def real_loc(tree: Tree, loc: tuple[int | str, ...]) -> Loc:
    """Drop the parts of pydantic's path that name a union member rather than a key of the file."""
    kept: Loc = ()
    for part in loc:
        if (*kept, part) in tree.positions:
            kept = (*kept, part)
        elif isinstance(part, str) and part.lstrip("-").isdigit() and (*kept, int(part)) in tree.positions:
            kept = (*kept, int(part))
    return kept


_STRATA = "{1: {invited: 500, population: 12000}, 2: {invited: 500, population: 8000}}"
_EXAMPLES = {
    "among": "{sex: [2]}", "ask_if": "{children: [1]}", "baseline": "{year: 2022}", "columns": "{id: no}",
    "design": f"{{strata: district, sizes: {_STRATA}}}", "direction": "up",
    "external": "{2023: 61, source: national survey}",
    "glide": "{2024: 40, 2025: 70}", "history": "{2022: 50}", "indicator": "{id: 1-2}", "lower": "{points: 5}",
    "maintain": "{at: 60, within_points: 2}", "milestones": "{2024: 45, 2025: 50}", "missing": "{no_answer: [9]}",
    "options": "{1: A, 2: B}", "period": "{from: 2024-07-08, to: 2024-07-31}", "points": "{1: 2, 2: 1, 3: -1}",
    "pool": "{of: 1-1, years: 3}", "raise": "{points: 5}",
    "significance": "{reached: A, improved: B, unchanged: C, worsened: D, unknown: E}", "sizes": _STRATA,
    "target": "{at_least: 60, by: 2027}",
}  # fmt: skip
"""What may be written where a key holds pairs; of other keys the general form is shown."""

_IN_CELLS = {"baseline": "2022", "glide": "2024=40, 2025=70", "milestones": "2024=45, 2025=50"}
"""The same in a cell of a workbook, where it is written otherwise."""

_SCALE = "{metric: ratio, bands: [{mark: ◎, at_least: 100}, {mark: ×}]}"
"""The same of a scale, whose key is a name of its own."""

_YEARS = ("year", "from", "by", "fiscal_year")
"""Keys of a fiscal year."""

_BOUNDS = {
    "greater_than": ("must_exceed", "gt"),
    "greater_than_equal": ("must_be_at_least", "ge"),
    "less_than": ("must_be_below", "lt"),
    "less_than_equal": ("must_be_at_most", "le"),
}
_TYPES = {
    "int": "integer",
    "float": "number",
    "string": "text",
    "bool": "boolean",
    "date": "date",
    "dict": "mapping",
    "mapping": "mapping",
    "list": "list",
    "tuple": "list",
    "model": "mapping",
}


def _plain(kind: str, detail: ErrorDetails, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Translate pydantic's own error kinds that staff can meet."""
    value = _short(detail["input"])
    if kind in {"missing", "union_tag_not_found"}:
        missing = detail["loc"][-1] if kind == "missing" else str(context["discriminator"]).strip("'")
        return "missing_key", {"missing": str(missing)}
    if kind in _BOUNDS:
        code, name = _BOUNDS[kind]
        return code, {"value": value, "bound": shortest(context[name], most=DUST)}
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        expected = str(context.get("expected") or context.get("expected_tags", "")).replace("'", "")
        found = str(context.get("tag", value))
        # pydantic lists them as "a, b or c", and truth as Python writes it
        parts = [part for chunk in expected.split(", ") for part in chunk.split(" or ")]
        known = [part.lower() if part in ("True", "False") else part for part in parts]
        return "not_one_of", {"value": found, "expected": ", ".join(known), "nearest": choices(found, known)["nearest"]}
    if kind == "string_pattern_mismatch":
        return "not_an_identifier", {"value": value}
    if kind in {"too_short", "string_too_short"}:
        return "must_not_be_empty", {}
    base = kind.split("_", maxsplit=1)[0]
    return f"wrong_type_{_TYPES.get(base, 'other')}", {"value": value}


def _short(value: object, limit: int = 40) -> str:
    """Show a value as a definition writes it, cut where it is long."""
    if isinstance(value, dict | list | tuple):
        text = json.dumps(value, ensure_ascii=False, default=str).replace('"', "")
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= limit else text[:limit] + "…"
