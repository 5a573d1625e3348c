"""What was decided for the columns of a question of any type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kumin.definitions import Question
from kumin.definitions import rules as r
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.declared import declared_missing, declared_ranges
from kumin.responses.coding.options import EMPTY_WORDS
from kumin.responses.folding import fold_text
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.decisions.decision import Decision


def of_declared_missing(question: Question, matched: MatchedTable) -> Iterator[Decision]:
    """Count in each column the values that the file declares as missing."""
    for position in matched.columns.positions(question.id):
        declared = declared_ranges(question, position, matched)
        if declared and (count := int(declared_missing(question, position, matched).sum())):
            yield Decision(r.DECLARED_MISSING, position, count, question.id)


def empty_words(matched: MatchedTable) -> Counter[str]:
    """Count by question the cells in which a program wrote N/A or the like, where the questionnaire is silent on it."""
    alike: dict[tuple[str, ...], dict[str, str]] = {}
    for question in matched.questionnaire.questions:
        missing = question.missing(matched.questionnaire.missing)
        stated = {*map(fold_text, missing.no_answer), *map(fold_text, missing.invalid)}
        if isinstance(question, ClosedQuestion):
            stated |= set(map(fold_text, (n for o in question.options.values() for n in (o.label, *o.aliases))))
        if words := tuple(re.escape(word) for word in EMPTY_WORDS if word not in stated):
            names = map(matched.table.column, matched.columns.positions(question.id))
            alike.setdefault(words, {}).update(dict.fromkeys(names, question.id))
    counts: Counter[str] = Counter()
    for words, questions in alike.items():
        pattern = rf"(?i)^\s*(?:{'|'.join(words)})\s*$"
        found = matched.table.cells.where(questions, lambda cell, of=pattern: cell.str.contains(of))  # type: ignore[misc]
        for name, rows in found.items():
            counts[questions[name]] += len(rows)
    return counts
