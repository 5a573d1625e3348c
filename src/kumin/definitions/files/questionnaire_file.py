"""A questionnaire file, read and checked against itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kumin.definitions.files.read import load_model
from kumin.definitions.files.tree import Tree, Understood
from kumin.definitions.lenient.references import Names, asked_in_tree
from kumin.definitions.model import raise_all
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.questions import (
    RESERVED,
    RESERVED_OF_ATTRIBUTES,
    ClosedQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    SingleQuestion,
    coded_columns,
)
from kumin.errors import DefinitionError


def load_questionnaire(path: str | Path) -> Questionnaire:
    """Read a questionnaire file and check it against itself.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    Questionnaire

    Raises
    ------
    DefinitionError
        With file, line and column of every fault found.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> load_questionnaire(schema_folder("tsurumi", "r05") / "residents.yaml").id
    'tsurumi-residents-2023'
    """
    return read_questionnaire(path)[0]


def read_questionnaire(path: str | Path) -> tuple[Questionnaire, tuple[Understood, ...]]:
    """Read a questionnaire file, and tell what of it was written in words.

    Raises
    ------
    DefinitionError
        As of :func:`load_questionnaire`.
    """
    questionnaire, tree = load_model(Questionnaire, Path(path), _named)
    problems = list(_cross_check(questionnaire, tree))
    if problems:
        raise_all(problems)
    return questionnaire, tuple(tree.understood)


def questionnaire_values(path: Path) -> dict[str, Any]:
    """Return a questionnaire's plain values, as YAML has them."""
    return dict(load_model(Questionnaire, path, _named)[1].value)


def _named(tree: Tree) -> Tree:
    """Put ids and codes in place of the questions and options that conditions and blocks name."""
    value, names = dict(tree.value), Names(tree)
    asked = asked_in_tree(value.get("questions"))
    value = names.below(value, asked, ())
    for index, block in enumerate(value.get("blocks") or ()):
        if isinstance(block, dict) and isinstance(block.get("questions"), list):
            at = ("blocks", index, "questions")
            block["questions"] = [names.question(one, asked, (*at, n)) for n, one in enumerate(block["questions"])]
    return replace(tree, value=value)


def _cross_check(questionnaire: Questionnaire, tree: Tree) -> Iterator[DefinitionError]:
    def problem(code: str, *loc: str | int, **params: Any) -> DefinitionError:
        return tree.error(code, loc, **params)

    earlier: dict[str, Question] = {}
    for index, question in enumerate(questionnaire.questions):
        at = ("questions", index)
        if question.id in earlier:
            yield problem("question_repeated", *at, "id", id=question.id)
        for asked, codes in question.ask_if.items():
            where = (*at, "ask_if", asked)
            filter_question = earlier.get(asked)
            if filter_question is None:
                later = asked in questionnaire.by_id
                yield problem("ask_if_later" if later else "ask_if_unknown", *where, id=question.id, asked=asked)
            elif not isinstance(filter_question, SingleQuestion | MultipleQuestion):
                yield problem("ask_if_open", *where, id=question.id, asked=asked)
            else:
                for code in sorted(set(codes) - set(filter_question.options)):
                    yield problem("option_unknown", *where, question=asked, option=code, known=_codes(filter_question))
        if isinstance(question, MultipleQuestion) and question.layout != "slots":
            for code in sorted(set(question.option_headers) - set(question.options)):
                headers = (*at, "option_headers")
                yield problem("option_unknown", *headers, question=question.id, option=code, known=_codes(question))
        earlier.setdefault(question.id, question)
    yield from _unknown_questions(questionnaire, problem)
    yield from _column_clashes(questionnaire, problem)


def _unknown_questions(questionnaire: Questionnaire, problem: Any) -> Iterator[DefinitionError]:
    """Blocks and needed questions are questions of the kinds they must be, with their options."""
    for index, block in enumerate(questionnaire.blocks):
        for place, id_ in enumerate(block.questions):
            if not isinstance(questionnaire.by_id.get(id_), SingleQuestion):
                known = ", ".join(q.id for q in questionnaire.questions if isinstance(q, SingleQuestion))
                yield problem("block_needs_singles", "blocks", index, "questions", place, id=id_, known=known)
    yield from _unknown_pairs(questionnaire, problem)
    for id_, codes in questionnaire.needed.items():
        needed = questionnaire.by_id.get(id_)
        if not isinstance(needed, SingleQuestion | NumberQuestion):
            known = ", ".join(q.id for q in questionnaire.questions if isinstance(q, SingleQuestion | NumberQuestion))
            yield problem("needed_unknown", "needed", id_, id=id_, known=known)
        elif isinstance(needed, SingleQuestion):
            for code in sorted(set(codes) - set(needed.options)):
                yield problem("option_unknown", "needed", id_, question=id_, option=code, known=_codes(needed))


def _unknown_pairs(questionnaire: Questionnaire, problem: Any) -> Iterator[DefinitionError]:
    """Refuse pairs of questions that are no single answers, or lack an option that points are given for."""
    if questionnaire.priorities is None:
        return
    for side in ("satisfaction", "importance"):
        points = getattr(questionnaire.priorities, side)
        for place, pair in enumerate(questionnaire.priorities.pairs):
            at = ("priorities", "pairs", place, side)
            asked = questionnaire.by_id.get(getattr(pair, side))
            if not isinstance(asked, SingleQuestion):
                known = ", ".join(q.id for q in questionnaire.questions if isinstance(q, SingleQuestion))
                yield problem("priorities_needs_singles", *at, id=getattr(pair, side), known=known)
                continue
            for code in sorted(set(points) - set(asked.options)):
                yield problem("option_unknown", *at, question=asked.id, option=code, known=_codes(asked))


def _column_clashes(questionnaire: Questionnaire, problem: Any) -> Iterator[DefinitionError]:
    """Two questions may not read the same file column, nor make the same column of coded answers."""
    coded: dict[str, str] = {}
    headers: dict[str, str] = {}
    for index, question in enumerate(questionnaire.questions):
        for name in coded_columns(question):
            if name in RESERVED or (question.attribute and name in RESERVED_OF_ATTRIBUTES):
                yield problem("id_reserved", "questions", index, "id", id=question.id)
            elif coded.setdefault(name, question.id) != question.id:
                other = coded[name]
                yield problem("coded_column_clash", "questions", index, "id", id=question.id, other=other, name=name)
        for header in (question.header, *question.header_aliases):
            name = header or ""
            if name and headers.setdefault(name, question.id) != question.id:
                yield problem("header_repeated", "questions", index, id=question.id, other=headers[name], header=name)


def _codes(question: ClosedQuestion) -> str:
    return ", ".join(str(code) for code in question.options)
