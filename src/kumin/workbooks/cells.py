"""A value as the words of a cell, and back: what is written is read again as the same value, else it is JSON."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from kumin.definitions.files.yaml_tree import yaml_of
from kumin.definitions.indicator import Base
from kumin.definitions.lenient.walk import understood_value
from kumin.definitions.lenient.words import heading, literal_word
from kumin.definitions.missing import NoAnswerCell
from kumin.definitions.model import ShortWords
from kumin.definitions.targets import Target
from kumin.definitions.targets.kind import FiscalYear
from kumin.errors import DefinitionError
from kumin.messages import LANGUAGES, text
from kumin.numbers import DUST, shortest
from kumin.workbooks.layout import Leaf
from kumin.workbooks.target_words import range_words, target_words, year_words

LONGEST = 32_767
"""Letters that a cell of a spreadsheet holds."""

_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def decoded(words: str, type_: Any) -> Any:
    """Return what a cell holds: JSON, or pairs in braces as YAML has them, where it is some, else its words."""
    if words[:1] == '"' or (words[:1] in "[{" and not _is_text(type_)):
        try:
            return json.loads(words)
        except ValueError:
            return _braced(words)
    return words


def _braced(words: str) -> Any:
    """Read pairs in braces, which need no quotes; words that are none stay as they are."""
    if words[:1] != "{":
        return words
    try:
        return yaml_of(words, Path()).value
    except DefinitionError:
        return words


def understood_cell(words: str, leaf: Leaf, beside: Mapping[str, str]) -> Any:
    """Return a cell's value where it is written as kumin itself writes it; else its words, of which it is said.

    ``beside`` are the words of its row by their keys, such as the unit that its numbers are in.
    A target is a value in either case: other columns add to it.
    """
    said = decoded(words, leaf.type_)
    if not isinstance(said, str):
        return said
    read = understood_value(said, leaf.type_, leaf.metadata, beside)
    if read == said:
        return said
    for lang in LANGUAGES:
        units = ("", "%", said.strip("0123456789.,以上下超未満")) if leaf.type_ is Target else ("",)
        for unit in units:
            again = encoded(read, leaf.type_, leaf.metadata, lang, unit)
            if str(again) == said or (isinstance(again, date) and said[:10] == again.isoformat()):
                return read
    return said


def encoded(value: Any, type_: Any, metadata: tuple[Any, ...], lang: str, unit: str = "") -> Any:
    """Return a cell for a value: text, a number, a day; None where there is nothing to write."""
    if value is None:
        return None
    around = {"unit": unit} if unit else None
    for shown in dict.fromkeys((unit, "")):
        words = _Words(lang, shown).of(value, type_, metadata)
        given = words if isinstance(words, str) else str(words)
        if words is not None and given.strip() == given and given and not _ODD.search(given):
            back = understood_value(decoded(given, type_), type_, metadata, around)
            if _alike(back, understood_value(value, type_, metadata, around)):
                return words
    return _json(value)


def _json(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False, default=str)
    return _ODD.sub(lambda found: "".join(f"\\u{ord(letter):04x}" for letter in found[0]), said)


def _alike(one: Any, other: Any) -> bool:
    """Tell whether two plain values are the same; days may be written as text."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(map(str, one)) == list(map(str, other)) and all(map(_alike, one.values(), other.values()))
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    return str(one) == str(other)


def _is_text(type_: Any) -> bool:
    members = {_bare(one) for one in (get_args(type_) if _is_union(type_) else (type_,))} - {type(None)}
    return all(one is str or get_origin(one) is Literal for one in members)


def _is_union(type_: Any) -> bool:
    return get_origin(type_) in (Union, types.UnionType)


def _bare(type_: Any) -> Any:
    while get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    return type_


def _fits(value: Any, type_: Any) -> bool:
    """Tell whether a plain value may be of a member of a union."""
    if isinstance(value, Mapping):
        return isinstance(type_, type) and issubclass(type_, BaseModel)
    if isinstance(value, list | tuple):
        return get_origin(type_) is tuple
    return get_origin(type_) is Literal or type_ in (str, int, float, bool, date)


def _has(metadata: tuple[Any, ...], mark: type) -> bool:
    return any(isinstance(one, mark) for one in metadata)


class _Words:
    """Words for a value of a type; None where there are none that say all."""

    def __init__(self, lang: str, unit: str = "") -> None:
        self.lang, self.unit = lang, unit

    def of(self, value: Any, type_: Any, metadata: tuple[Any, ...] = ()) -> Any:
        """Return the words, or the number or day itself."""
        if get_origin(type_) is Annotated:
            inner, *more = get_args(type_)
            return self.of(value, inner, (*metadata, *more))
        if _is_union(type_):
            return self._of_union(value, get_args(type_), metadata)
        if isinstance(value, list | tuple):
            return self._list(value, type_, metadata)
        if isinstance(value, Mapping):
            return self._mapping(value, type_)
        return self._single(value, type_, metadata)

    def _single(self, value: Any, type_: Any, metadata: tuple[Any, ...]) -> Any:
        if isinstance(value, bool):
            return "○" if value else "×"
        if isinstance(value, int | float):
            return self._number(value, metadata)
        if isinstance(value, str) and type_ is Base and value in get_args(Base.model_fields["rule"].annotation):
            return _base({"rule": value}, self.lang)
        if isinstance(value, str) and get_origin(type_) is Literal:
            return literal_word(value, self.lang)
        if value == "" and _has(metadata, NoAnswerCell):
            return text("cell_blank", self.lang)
        return value if isinstance(value, str | date) else None

    def _of_union(self, value: Any, members: tuple[Any, ...], metadata: tuple[Any, ...]) -> Any:
        found = [one for one in members if _fits(value, _bare(one))]
        return self.of(value, found[0], metadata) if found else value if isinstance(value, int | float | str) else None

    def _number(self, value: float, metadata: tuple[Any, ...]) -> Any:
        if _has(metadata, FiscalYear):
            return year_words(int(value)) if self.lang == "ja" else int(value)
        return value

    def _list(self, value: Any, type_: Any, metadata: tuple[Any, ...]) -> str | None:
        if not value:
            return text("cell_none", self.lang)
        args = get_args(type_)
        item = args[0] if args else Any
        words = [self.of(one, item) for one in value]
        if any(not isinstance(one, str | int | float) for one in words):
            return None
        sentences = _bare(item) is str and not _has(tuple(get_args(item)[1:]), NoAnswerCell)
        sign = "\n" if sentences and not _has(metadata, ShortWords) else text("list_joiner", self.lang)
        return sign.join(self._plain(one) for one in words)

    def _plain(self, value: Any) -> str:
        return value if isinstance(value, str) else shortest(value, most=DUST)

    def _mapping(self, value: Mapping[Any, Any], type_: Any) -> str | None:
        model = _bare(type_)
        if isinstance(model, type) and issubclass(model, BaseModel):
            return self._model(value, model)
        if not value:
            return text("cell_none", self.lang)
        args = get_args(model)
        if len(args) != 2:
            return None
        pairs = []
        for key, item in value.items():
            name, words = self.of(key, args[0]), self.of(item, args[1])
            if not isinstance(name, str | int) or not isinstance(words, str | int | float):
                return None
            pairs.append(f"{name}={str(self._plain(words)).replace('、', ',')}")
        many = any(isinstance(item, list | tuple) for item in value.values())
        return text("cell_both" if many else "list_joiner", self.lang).join(pairs)

    def _model(self, value: Mapping[str, Any], model: type[BaseModel]) -> str | None:
        if issubclass(model, Target):
            return target_words(value, self.lang, self.unit)
        if model.__name__ == "NumberRange":
            return range_words(value, self.lang)
        if model.__name__ in _FORMED:
            found = _FORMED[model.__name__](value, self.lang)
            if found is not None:
                return found
        lines = []
        for name, field in model.model_fields.items():
            key = field.alias or name
            if value.get(key) is None:
                continue
            words = self.of(value[key], field.annotation, tuple(field.metadata))
            if not isinstance(words, str | int | float) or "\n" in str(words):
                return None
            lines.append(f"{heading(model.__name__, key, self.lang)}: {self._plain(words)}")
        return "\n".join(lines)


def _period(value: Mapping[str, Any], lang: str) -> str:
    start, end = (str(value.get(key)).replace("-", "/") for key in ("start", "end"))
    return text("cell_period", lang, start=start, end=end)


def _base(value: Mapping[str, Any], lang: str) -> str | None:
    if value.get("excluding"):
        return None
    return text(f"cell_base_{value.get('rule', 'answered')}", lang)


def _published(value: Mapping[str, Any], lang: str) -> str | None:
    if set(value) == {"count", "n"}:
        return text("cell_count_of", lang, **value)
    if "percent" not in value or set(value) - {"percent", "n", "sd", "se"}:
        return None
    number = shortest(value["percent"], most=DUST)
    spreads = {key: value[key] for key in ("n", "sd", "se") if key in value}
    known = [f"{text(f'cell_{key}', lang)}={shortest(one, most=DUST)}" for key, one in spreads.items()]
    return text("cell_number_of", lang, number=number, known=text("list_joiner", lang).join(known))


_FORMED: Mapping[str, Callable[[Mapping[str, Any], str], str | None]] = {
    "Period": _period, "Base": _base, "Published": _published, "Sampled": _published,
}  # fmt: skip
