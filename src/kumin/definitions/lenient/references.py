"""Questions and options named in words: 問7 for an id, 感じる for a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kumin.definitions.files.tree import Loc, Tree, Understood
from kumin.definitions.lenient.conditions import items_of
from kumin.definitions.lenient.scalars import folded
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.questions import Question
from kumin.definitions.titles import number_in, question_number

CODES = ("positive", "excluding")
"""Keys that list options of the question beside or above them."""
CONDITIONS = ("among", "ask_if")
"""Keys that map questions to options."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it may be named.

    Attributes
    ----------
    id : str
    names : tuple of str
        Its heading, other headings and wording.
    labels : mapping of label to code
        Labels and other spellings of its options.
    text : str
        Its wording; empty where it has none.
    """

    id: str
    names: tuple[str, ...]
    labels: Mapping[str, int]
    text: str = ""


def asked_in(questionnaire: Questionnaire) -> list[Asked]:
    """Return the questions of a questionnaire."""
    return [
        Asked(question.id, question.headers, _labels(getattr(question, "options", {}).items()), question.text)
        for question in questionnaire.questions
    ]


MOST_LISTED = 40
"""Questions that a message lists; of more it says how many there are."""
_SHORT = 16


def question_name(question: Question) -> str:
    """Name a question as people know it, with its id: 問11 (q11)."""
    heading = number_in(question.header or "") or question.header
    if not heading or heading == question.id or len(heading) > _SHORT:
        return question.id
    return f"{heading} ({question.id})"


def listed(questions: Iterable[Question]) -> str:
    """List questions for a message, by their numbers on the paper and their ids; long lists are cut, with the count."""
    names = [question_name(one) for one in questions]
    return ", ".join(names[:MOST_LISTED]) + (f", … ({len(names)})" if len(names) > MOST_LISTED else "")


def asked_in_tree(questions: Any) -> list[Asked]:
    """Return the questions of a questionnaire that is not validated yet, as far as they can be told."""
    found = []
    for one in questions if isinstance(questions, list) else []:
        if isinstance(one, Mapping) and isinstance(one.get("id"), str):
            aliases = one.get("header_aliases")
            names = [one.get("header"), *(aliases if isinstance(aliases, list) else ()), one.get("text")]
            options = one.get("options")
            labels = _labels(options.items()) if isinstance(options, Mapping) else {}
            words = one["text"] if isinstance(one.get("text"), str) else ""
            found.append(Asked(one["id"], tuple(name for name in names if isinstance(name, str)), labels, words))
    return found


def _labels(options: Iterable[tuple[Any, Any]]) -> dict[str, int]:
    labels: dict[str, int] = {}
    for code, option in options:
        said = option if isinstance(option, Mapping) else {"label": getattr(option, "label", option)}
        others: Any = said.get("aliases") or getattr(option, "aliases", ())
        names = [said.get("label"), *(others if isinstance(others, list | tuple) else ())]
        labels |= {folded(name): code for name in names if isinstance(name, str) and isinstance(code, int)}
    return labels


def find_question(name: str, questions: list[Asked]) -> Asked | None:
    """Find the one question that a name means: its id, heading, number, or the beginning of its wording."""
    if exact := [one for one in questions if one.id == name]:
        return exact[0]
    given = folded(name)
    tries: tuple[Callable[[Asked], bool], ...] = (
        lambda one: given in {folded(one.id), *map(folded, one.names)},
        lambda one: _number(given) is not None and _number(given) in {_number(folded(n)) for n in (*one.names, one.id)},
        lambda one: len(given) > 2 and any(folded(n).startswith(given) for n in one.names if n != one.id),
    )
    for fits in tries:
        found = [one for one in questions if fits(one)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _number(name: str) -> tuple[str, ...] | None:
    match = question_number(name)
    return tuple(part or "" for part in match.groups()) if match else None


def codes_in(value: Any, asked: Asked) -> Any:
    """Return codes for labels; words that are no label stay."""
    found: list[Any] = []
    for one in value if isinstance(value, list | tuple) else [value]:
        if not isinstance(one, str):
            found.append(one)
            continue
        parts = [one] if folded(one) in asked.labels else items_of(one, "・,，、／;；\n")
        found += [asked.labels.get(folded(part), int(part) if part.isdecimal() else part) for part in parts]
    return found


class Names:
    """Puts ids and codes into a tree for the names of questions and options."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def question(self, name: Any, questions: list[Asked], loc: Loc) -> Any:
        """Return the id that a name means; what means none is a problem where it cannot be an id."""
        if not isinstance(name, str):
            return name
        found = find_question(name, questions)
        if found is None:
            if name and not name.isascii() and questions:
                known = ", ".join(f"{one.names[0]}（{one.id}）" if one.names else one.id for one in questions)
                self.tree.problems.append(self.tree.error("question_named_unknown", loc, question=name, known=known))
            return name
        # in a workbook a question is named by its heading
        if found.id != name and not (name in found.names and self.tree.position(loc).cell):
            self.tree.understood.append(Understood("question", name, found.id))
        return found.id

    def codes(self, value: Any, id_: Any, questions: list[Asked], loc: Loc) -> Any:
        """Return codes for a list of labels of a question."""
        asked = next((one for one in questions if one.id == id_), None)
        given = isinstance(value, str) or (isinstance(value, list) and any(isinstance(one, str) for one in value))
        if asked is None or not given:
            return value
        read = codes_in(value, asked)
        unknown = [one for one in read if isinstance(one, str)]
        if unknown:
            known = [f"{code} {label}" for label, code in asked.labels.items()]
            self.tree.problems.append(
                self.tree.error("option_named_unknown", loc, question=str(id_), option=unknown[0], known=known)
            )
        else:
            self.tree.understood.append(
                Understood("option", value if isinstance(value, str) else tuple(map(str, value)), read)
            )
        return read

    def conditions(self, value: Any, questions: list[Asked], loc: Loc) -> Any:
        """Return ids and codes in a mapping of questions to options."""
        if not isinstance(value, Mapping):
            return value
        read = {}
        for name, codes in value.items():
            id_ = self.question(name, questions, (*loc, name))
            read[id_] = self.codes(codes, id_, questions, (*loc, name))
            if (place := self.tree.positions.get((*loc, name))) is not None:
                self.tree.positions[*loc, id_] = place
        return read

    def below(self, node: Any, questions: list[Asked], loc: Loc, current: Any = None) -> Any:
        """Return what stands at a place with every question and option in it by id and code.

        Options are those of the ``question`` beside them, or of the nearest one above.
        """
        if isinstance(node, list):
            return [self.below(one, questions, (*loc, index), current) for index, one in enumerate(node)]
        if not isinstance(node, Mapping):
            return node
        read = dict(node)
        if isinstance(read.get("question"), str):
            current = read["question"] = self.question(read["question"], questions, (*loc, "question"))
        for key, value in read.items():
            place = (*loc, key)
            if key in CODES:
                read[key] = self.codes(value, current, questions, place)
            elif key in CONDITIONS:
                read[key] = self.conditions(value, questions, place)
            elif key == "points" and isinstance(value, Mapping):
                read[key] = self.keyed(value, current, questions, place)
            elif isinstance(value, Mapping | list):
                read[key] = self.below(value, questions, place, current)
        return read

    def keyed(self, value: Mapping[Any, Any], id_: Any, questions: list[Asked], loc: Loc) -> Any:
        """Return a mapping of a question's options with codes for their labels."""
        keys = self.codes(list(value), id_, questions, loc)
        if len(keys) != len(value):
            return value
        for name, code in zip(value, keys, strict=True):
            for place in [one for one in self.tree.positions if one[: len(loc) + 1] == (*loc, name)]:
                self.tree.positions[*loc, code, *place[len(loc) + 1 :]] = self.tree.positions[place]
        return dict(zip(keys, value.values(), strict=True))
