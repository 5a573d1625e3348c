"""The lists of options of a questionnaire's workbook: which questions share one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kumin.definitions.titles import number_in
from kumin.messages import LANGUAGES, text

_ROW_OF_GRID = re.compile(r"[\[［【_]")
"""What a heading of a grid has before the words of its row: 「問10 満足度[防災]」."""


def option_lists(questions: Sequence[Mapping[str, Any]]) -> tuple[list[str | None], dict[str, Mapping[Any, Any]]]:
    """Name the lists of options: questions with the same options in the same order share one.

    Options that still have no wording are shared by the rows of one grid alone: the words that somebody writes for one
    question are not those of another, however many codes both have.

    Returns
    -------
    tuple of names and lists
        The name of each question's list, None of a question without options, and the options of each list.
    """
    lists: dict[str, Mapping[Any, Any]] = {}
    grids: dict[str, str] = {}
    names: list[str | None] = []
    for one in questions:
        options, id_ = one.get("options"), str(one.get("id"))
        if not isinstance(options, Mapping):
            names.append(None)
            continue
        grid = _grid_of(one) or id_ if _is_open(options) else ""
        alike = (name for name, known in lists.items() if grids[name] == grid)
        same = next((name for name in alike if list(lists[name].items()) == list(options.items())), id_)
        lists.setdefault(same, options)
        grids.setdefault(same, grid)
        names.append(same)
    return names, lists


def _is_open(options: Mapping[Any, Any]) -> bool:
    """Tell whether an option is still called as a draft calls a code without a label."""
    labels = {code: one.get("label") if isinstance(one, Mapping) else one for code, one in options.items()}
    return any(label == text("draft_option", lang, code=code) for code, label in labels.items() for lang in LANGUAGES)


def _grid_of(question: Mapping[str, Any]) -> str:
    """Return what the headings of a grid's rows begin with: 問10 満足度; nothing where that is a number alone."""
    heading = str(question.get("header") or "")
    stem = _ROW_OF_GRID.split(heading)[0].strip()
    return "" if stem in (heading, number_in(heading)) else stem
