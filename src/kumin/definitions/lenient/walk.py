"""A definition's values, read by the types of the models they are for: what is written in words becomes a value.

The models alone say what a value is. A key that is added to one is read leniently with nothing written here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from kumin.definitions.files.tree import Loc, Tree, Understood
from kumin.definitions.lenient.conditions import items_of, pairs_of
from kumin.definitions.lenient.forms import FORMS
from kumin.definitions.lenient.scalars import day_of, folded, mark_of, number_of, plain, year_of
from kumin.definitions.lenient.target_words import unit_of, without_unit
from kumin.definitions.lenient.words import key_of, literal_of
from kumin.definitions.missing import NoAnswerCell
from kumin.definitions.model import ShortWords
from kumin.definitions.targets import KINDS, Target
from kumin.definitions.targets.kind import FiscalYear

_EMPTY = {"なし", "none"}
_BLANK = {"空欄", "blank"}


def understood_tree(tree: Tree, model: type[BaseModel]) -> Tree:
    """Read what is written in words in a tree that is for a model; what cannot be read stays as it is."""
    walker = _Walker(tree)
    value = walker.read(tree.value, model, (), (), ())
    return replace(tree, value=value, positions=tree.positions | walker.positions)


def understood_value(
    value: Any, type_: Any, metadata: tuple[Any, ...] = (), around: Mapping[Any, Any] | None = None
) -> Any:
    """Read words as a value of a type, with the keys around them; what cannot be read stays as it is."""
    walker = _Walker(Tree(None, {}, Path()))
    walker.around = around or {}
    return walker.read(value, type_, metadata, (), ())


class _Walker:
    """Goes through a tree with the types; ``old`` is a place in the file, ``new`` the one with the keys as read."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.positions: dict[Loc, Any] = {}
        self.around: Mapping[Any, Any] = {}

    def note(self, kind: str, given: object, read: object) -> None:
        self.tree.understood.append(Understood(kind, str(given), read, unit_of(self.around) or ""))

    def read(self, value: Any, type_: Any, metadata: tuple[Any, ...], old: Loc, new: Loc) -> Any:
        """Read a value of a type; ``metadata`` is what Annotated says beside it."""
        if (place := self.tree.positions.get(old)) is not None:
            self.positions[new] = place
        if value is None:
            return None
        if get_origin(type_) is Annotated:
            inner, *more = get_args(type_)
            return self.read(value, inner, (*metadata, *more), old, new)
        if isinstance(type_, type) and issubclass(type_, BaseModel):
            return self._model(value, type_, old, new)
        return (
            self._parts(value, type_, metadata, old, new) if get_args(type_) else self._scalar(value, type_, metadata)
        )

    def _parts(self, value: Any, type_: Any, metadata: tuple[Any, ...], old: Loc, new: Loc) -> Any:
        """Read a value of a type that is made of others."""
        origin, args = get_origin(type_), get_args(type_)
        if origin is Literal:
            return self._literal(value, args)
        if origin is tuple:
            words = any(isinstance(one, ShortWords) for one in metadata)
            return self._list(value, args, old, new, words=words)
        if origin in (Union, types.UnionType):
            return self._union(value, args, old, new)
        return self._mapping(value, args, old, new) if issubclass(origin, Mapping) else value

    def _scalar(self, value: Any, type_: Any, metadata: tuple[Any, ...]) -> Any:
        if any(isinstance(one, NoAnswerCell) for one in metadata):
            return "" if isinstance(value, str) and folded(value) in _BLANK else value
        if not isinstance(value, str) or type_ is str:
            return value
        read: Any = None
        kind = "number"
        if any(isinstance(one, FiscalYear) for one in metadata):
            kind, read = "year", year_of(value)
        elif type_ is bool:
            kind, read = "mark", mark_of(value)
        elif type_ is date:
            kind, read = "day", day_of(value)
            if value == str(read):
                return value
        elif type_ in (int, float) and (found := number_of(without_unit(plain(value), self.around))) is not None:
            read = found[0]
        if read is None:
            return value
        if value != str(read):
            self.note(kind, value, read)
        return read

    def _literal(self, value: Any, allowed: tuple[Any, ...]) -> Any:
        if isinstance(value, bool) or not isinstance(value, str) or value in allowed:
            return value
        if allowed == (True,):
            return mark_of(value) or value
        known = literal_of(value, allowed)
        if known is None:
            return value
        self.note("word", value, known)
        return known

    def _list(self, value: Any, args: tuple[Any, ...], old: Loc, new: Loc, *, words: bool = False) -> Any:
        many = len(args) == 2 and args[1] is Ellipsis
        item = args[0]
        if isinstance(value, str):
            parts = items_of(value) if words else _split(value, item)
            if parts != [value]:
                self.note("list", value, parts)
            elif not parts:
                return value
            value, at = parts, False
        elif isinstance(value, list | tuple):
            at = True
        elif isinstance(value, int | float) and many and _is_code(item):
            return [value]
        else:
            return value
        read = [
            self.read(
                one, item if many else args[min(index, len(args) - 1)], (), (*old, index) if at else old, (*new, index)
            )
            for index, one in enumerate(value)
        ]
        if at and many and _is_code(item):
            # [1、2] is a list of one text in YAML
            return [part for one in read for part in self._codes(one, item)]
        return read

    def _codes(self, value: Any, item: Any) -> list[Any]:
        """Return the codes in a text such as ``1、2``; words are left for the options' labels."""
        parts = _split(value, item) if isinstance(value, str) else [value]
        return [self._scalar(part, int, ()) for part in parts]

    def _mapping(self, value: Any, args: tuple[Any, ...], old: Loc, new: Loc) -> Any:
        key_type, item_type = args
        if isinstance(value, str):
            if folded(value) in _EMPTY:
                return {}
            pairs = pairs_of(value)
            if pairs is None:
                return value
            self.note("pairs", value, dict(pairs))
            value, at = dict(pairs), False
        elif isinstance(value, Mapping):
            at = True
        else:
            return value
        read = {}
        for key, item in value.items():
            known = self.read(key, key_type, (), (), ()) if isinstance(key, str) else key
            place = (*old, key) if at else old
            read[known if known not in read else key] = self.read(item, item_type, (), place, (*new, known))
        return read

    def _model(self, value: Any, model: type[BaseModel], old: Loc, new: Loc) -> Any:
        if isinstance(value, str):
            return self._words(value, model, old, new)
        if issubclass(model, Target) and isinstance(value, int | float) and not isinstance(value, bool):
            return self._words(str(value), model, old, new)
        if not isinstance(value, Mapping):
            return value
        kinds = {name: kind.rule for name, kind in KINDS.items()} if issubclass(model, Target) else {}
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        read: dict[Any, Any] = {}
        outside, self.around = self.around, {**self.around, **value}
        for key, item in value.items():
            place, known = (*old, key), key
            if key in kinds:
                read[key] = self.read(item, kinds[key], (), place, (*new, key))
                continue
            if key not in fields and isinstance(key, str):
                known = year_of(key) or key
            field = fields.get(known)
            type_, metadata = (Any, ()) if field is None else (field.annotation, tuple(field.metadata))
            read[known] = self.read(item, type_, metadata, place, (*new, known))
        self.around = outside
        return read

    def _words(self, value: str, model: type[BaseModel], old: Loc, new: Loc) -> Any:
        form = FORMS.get(model.__name__)
        if form is not None:
            meant = form.meant_of(value, self.around)
            read = None if meant is None else form.read(without_unit(meant, self.around))
            if read == value:
                return value
            if read is not None:
                self.note(form.kind, value, read)
                return self.read(read, model, (), old, new) if isinstance(read, dict) else read
        keys = {field.alias or name: field for name, field in model.model_fields.items()}
        pairs = pairs_of(value)
        if pairs is not None and all(key_of(model, key) for key, _ in pairs):
            named = {key_of(model, key): item for key, item in pairs}
            return self._model(
                {key: item for key, item in named.items() if key in keys or key in KINDS}, model, old, new
            )
        if form is not None and form.refusal:
            asked = form.question(value, self.around) or form.refusal
            unit = unit_of(self.around) or "%"
            self.tree.problems.append(self.tree.error(asked, new, given=value, unit=unit))
        return value

    def _union(self, value: Any, members: tuple[Any, ...], old: Loc, new: Loc) -> Any:
        members = tuple(member for member in members if member is not type(None))
        if len(members) == 1:
            return self.read(value, members[0], (), old, new)
        if isinstance(value, Mapping):
            return self.read(value, _member_for(value, members), (), old, new)
        if isinstance(value, list | tuple):
            fitting = [one for one in members if get_origin(_bare(one)) is tuple]
            return self.read(value, fitting[0], (), old, new) if fitting else value
        if not isinstance(value, str):
            return value
        for member in sorted(members, key=_is_list):
            said = len(self.tree.understood), len(self.tree.problems)
            read = self.read(value, member, (), old, new)
            if read is not value or _bare(member) is str:
                return read
            del self.tree.understood[said[0] :], self.tree.problems[said[1] :]
        return value


def _bare(type_: Any) -> Any:
    while get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    return type_


def _is_list(type_: Any) -> bool:
    return get_origin(_bare(type_)) is tuple


def _is_code(type_: Any) -> bool:
    return _bare(type_) is int


def _split(value: str, item: Any) -> list[str]:
    """Split a text into items; sentences only at line ends, and what may be an option's words not at all."""
    if folded(value) in _EMPTY:
        return []
    if _bare(item) is str and not _has_cells(item):
        return items_of(value, "\n")
    parts = items_of(value)
    if _is_code(item) and not all(number_of(part) for part in parts):
        return [value]
    return parts


def _has_cells(type_: Any) -> bool:
    return get_origin(type_) is Annotated and any(isinstance(one, NoAnswerCell) for one in get_args(type_)[1:])


def _member_for(value: Mapping[Any, Any], members: tuple[Any, ...]) -> Any:
    """Choose the member of a union that a mapping is for: by its ``type``, else by its keys."""
    models = [one for one in map(_bare, members) if isinstance(one, type) and issubclass(one, BaseModel)]
    kind = value.get("type")
    if kind is not None and len(models) > 1:
        named = {get_args(one.model_fields["type"].annotation)[0]: one for one in models if "type" in one.model_fields}
        known = literal_of(kind, tuple(named)) if isinstance(kind, str) else None
        return named.get(kind) or named.get(known) or Any
    return models[0] if models else Any
