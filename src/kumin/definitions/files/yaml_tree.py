"""YAML 1.2 text → plain values, with the place of every key and item kept beside them."""

from __future__ import annotations

import io
import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kumin.definitions.files.tree import Loc, Place, Tree
from kumin.definitions.lenient.signs import with_ascii_signs
from kumin.errors import DefinitionError
from kumin.reading import MAX_DEFINITION, Clock, read_file

# Aliases can make a small file describe an enormous tree; no real definition comes near this.
MAX_NODES = 200_000

LONGEST_NUMBER = 300
"""Signs that a number in a definition may have."""

_ANSWERS = {".csv", ".tsv", ".sav", ".parquet", ".gz", ".zip"}
"""Endings of answer files that no definition has; there are also workbooks of both."""
_PIECE = 4096
_NUMBER = re.compile(r"[-+]?(?:0[xob])?[0-9a-fA-F_.]+(?:[eE][-+]?[0-9_]+)?")
_TAG = "tag:yaml.org,2002:"
_BOOLEANS = {"true": True, "false": False}
_SPECIAL_FLOATS = {".inf": math.inf, "+.inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}


def read_yaml(path: Path) -> Tree:
    """Read a YAML 1.2 file (UTF-8, with or without BOM).

    Raises
    ------
    DefinitionError
        The file is missing, is not UTF-8 text or is not YAML, or has a key twice.
    """
    _refuse_answers(path)
    try:
        text = read_file(path, MAX_DEFINITION, DefinitionError, "definition_file_too_large").decode("utf-8-sig")
    except FileNotFoundError:
        raise DefinitionError("definition_missing", path=path) from None
    except UnicodeDecodeError as error:
        raise DefinitionError(
            "definition_not_utf8", path=path, row=error.object.count(b"\n", 0, error.start) + 1
        ) from None
    except (OSError, ValueError) as error:
        raise DefinitionError("definition_unreadable", path=path, reason=error) from None
    return yaml_of(text, path)


def _refuse_answers(path: Path) -> None:
    """Refuse a file that is given in the place of a definition, as its ending tells."""
    if path.suffix.lower() in _ANSWERS and path.is_file():
        raise DefinitionError("definition_is_answers", path=path)


def yaml_of(text: str, path: Path) -> Tree:
    """Read a text as YAML 1.2; ``path`` is where it stands.

    Raises
    ------
    DefinitionError
        It is not YAML, is empty, or has a key twice.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    text, understood = with_ascii_signs(text)
    parser = YAML(typ="safe", pure=True)
    try:
        root = parser.compose(_Timed(text, Clock(path, DefinitionError)))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        reason = _reason(f"{error.problem or ''} {error.context or ''}")
        raise DefinitionError("definition_not_yaml", path=path, line=line, column=column, reason=reason) from None
    except RecursionError:
        raise DefinitionError("definition_too_deep", path=path) from None
    except (YAMLError, ValueError) as error:
        raise DefinitionError("definition_not_yaml", path=path, reason=_reason(str(error))) from None
    if root is None:
        raise DefinitionError("definition_empty", path=path)
    walker = _Walker(path)
    try:
        value = walker.value(root, ())
    except RecursionError:
        raise DefinitionError("definition_too_deep", path=path) from None
    return Tree(value, walker.positions, path, understood)


_PROBLEMS = (
    ("cannot start any token", "yaml_sign"), ("mapping values are not allowed", "yaml_colons"),
    ("unexpected end of stream", "yaml_quotes"), ("quoted scalar", "yaml_quotes"), ("undefined alias", "yaml_alias"),
    ("expected ':'", "yaml_no_colon"), ("flow sequence", "yaml_brackets"), ("flow mapping", "yaml_brackets"),
    ("unknown escape", "yaml_escape"), ("block end", "yaml_indent"), ("block mapping", "yaml_indent"),
    ("special characters are not allowed", "yaml_control"),
)  # fmt: skip
"""What the parser says in English, and the code of kumin's words for it; the first that fits."""


def _reason(problem: str) -> str:
    return next((code for said, code in _PROBLEMS if said in problem), "yaml_other")


class _Timed(io.StringIO):
    """A text that is read in small pieces, and only while there is time."""

    def __init__(self, text: str, clock: Clock) -> None:
        super().__init__(text)
        self._clock = clock

    def read(self, size: int | None = -1, /) -> str:
        self._clock.check()
        return super().read(_PIECE if size is None or size < 0 else min(size, _PIECE))


class _Walker:
    """Turn composed nodes into values, noting positions on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.positions: dict[Loc, Place] = {}
        self.count = 0

    def value(self, node: Any, loc: Loc) -> Any:
        self.count += 1
        if self.count > MAX_NODES:
            raise DefinitionError("definition_too_large", path=self.path, limit=MAX_NODES)
        self.positions.setdefault(loc, Place(node.start_mark.line + 1, node.start_mark.column + 1))
        if node.id == "mapping":
            return self._mapping(node, loc)
        if node.id == "sequence":
            return [self.value(item, (*loc, index)) for index, item in enumerate(node.value)]
        return self._plain(node)

    def _mapping(self, node: Any, loc: Loc) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if key_node.id != "scalar":
                raise DefinitionError("definition_key_not_scalar", path=self.path, line=line, column=column)
            key = self._plain(key_node)
            if key in result:
                raise DefinitionError("definition_duplicate_key", path=self.path, line=line, column=column, key=key)
            self.positions[*loc, key] = Place(line, column)
            result[key] = self.value(value_node, (*loc, key))
        return result

    def _plain(self, node: Any) -> Any:
        if len(node.value) > LONGEST_NUMBER and _NUMBER.fullmatch(node.value) and not node.style:
            line, column = node.start_mark.line + 1, node.start_mark.column + 1
            raise DefinitionError(
                "definition_number_too_long", path=self.path, line=line, column=column, limit=LONGEST_NUMBER
            )
        return _scalar(node.tag, node.value)


def _scalar(tag: Any, text: str) -> Any:
    """Resolve a scalar by its YAML 1.2 tag; what does not fit its tag stays text."""
    kind = str(tag).removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return _BOOLEANS.get(text.lower(), text)
    if kind == "int":
        return _integer(text)
    if kind == "float":
        special = _SPECIAL_FLOATS.get(text.lower())
        return special if special is not None else float(text.replace("_", ""))
    if kind == "timestamp":
        return _timestamp(text)
    return text


def _integer(text: str) -> int | str:
    digits = text.replace("_", "")
    match = re.fullmatch(r"([-+]?)(0o[0-7]+|0x[0-9a-fA-F]+|0b[01]+|[0-9]+)", digits)
    if match is None:
        return text
    sign, body = match.groups()
    number = int(body, 0) if body[:2].lower() in {"0o", "0x", "0b"} else int(body)
    return -number if sign == "-" else number


def _timestamp(text: str) -> date | datetime | str:
    try:
        return date.fromisoformat(text) if len(text) == len("2023-01-01") else datetime.fromisoformat(text)
    except ValueError:
        return text
