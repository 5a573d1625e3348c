"""Headings of a file → questions of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kumin.definitions import MultipleQuestion, Questionnaire, TextQuestion
from kumin.definitions import rules as r
from kumin.definitions.questions import ClosedQuestion
from kumin.errors import ReadError
from kumin.responses.coding.options import code_for_words
from kumin.responses.display import is_personal, letter, nameable, shorten
from kumin.responses.formats import FORMATS, Places, in_order
from kumin.responses.matching.column_map import ColumnMap
from kumin.responses.matching.finder import Finder
from kumin.responses.matching.names import id_headings, missing_headings, question_headings, received_headings
from kumin.responses.matching.other_words import other_words_column
from kumin.responses.table import AnswerTable

_SHOWN = 5
_COMPARED = 20  # in a file of another survey all headings are missing, and comparing many with many is slow

Missing = dict[str, tuple[str, Sequence[str]]]
"""A missing heading → the question it belongs to (none for the id), and the headings it may be similar to."""


def match_columns(table: AnswerTable, questionnaire: Questionnaire, *, refuse: bool = True) -> ColumnMap:
    """Find the column of every question: by heading or alias, by text, by id, then the same without punctuation.

    A heading that is only similar is never taken, nor is the first of several columns below one merged heading where
    the others cannot be distinguished.

    Parameters
    ----------
    table : AnswerTable
        The file.
    questionnaire : Questionnaire
        What was asked.
    refuse : bool
        Raise where the policy of E402 is ``refuse``; else only where nothing at all is found.

    Raises
    ------
    ReadError
        Two columns have a heading that a question needs; or headings are missing and the policy of E402 is ``refuse``.
        Then all of them are named with the most similar headings of the file: often it is a file of another survey or
        year.
    """
    finder = Finder(table)
    questions, options, formats, missing = _find_questions(finder, questionnaire)
    id_column = finder.find(id_headings(questionnaire))
    received = finder.find(received_headings(questionnaire))
    stated = ((questionnaire.columns.id, id_column), (questionnaire.columns.received, received))
    extra = [heading for heading, position in stated if heading and position is None]
    nothing = not questions and not options
    if missing and questionnaire.action(r.MISSING_COLUMN.code) == "refuse" and (refuse or nothing):
        raise _missing_error(missing, finder, questionnaire)
    other_words = _find_other_words(finder, questionnaire, questions, options, formats, missing)
    stated_missing = _find_stated_missing(finder, questionnaire, formats)
    unknown, nameless = finder.left_over(questionnaire.columns.ignore)
    beyond = finder.beyond(nameless)
    compared = list(missing.items())[:_COMPARED]
    similar = {heading: place for heading, (_, names) in compared if (place := finder.similar(names)) is not None}
    return ColumnMap(
        questions=questions,
        options=options,
        id=id_column,
        received=received,
        unknown=unknown,
        nameless=tuple(position for position in nameless if position not in beyond),
        beyond=beyond,
        missing=tuple((heading, question) for heading, (question, _) in missing.items()),
        missing_extra=tuple(extra),
        similar=similar,
        known=len(missing) <= len(finder.used),
        formats=formats,
        other_words=other_words,
        stated_missing=stated_missing,
    )


def _find_questions(
    finder: Finder, questionnaire: Questionnaire
) -> tuple[dict[str, int], dict[str, Places], dict[str, str], Missing]:
    """Find the columns of every question: single columns, several columns, answer formats, missing headings."""
    questions: dict[str, int] = {}
    options: dict[str, Places] = {}
    formats: dict[str, str] = {}
    missing: Missing = {}
    for question in questionnaire.questions:
        if not isinstance(question, MultipleQuestion):
            position = finder.find(question_headings(question))
            if position is None:
                missing[question.column_header] = (question.id, question.headers)
            else:
                questions[question.id] = position
            continue
        name, places = _find_multiple(finder, question, questionnaire)
        if places:
            formats[question.id] = name
            if FORMATS[name].one_column:
                questions[question.id] = places[0]
            else:
                options[question.id] = places
        missing |= {heading: (question.id, names) for heading, names in FORMATS[name].missing(question, places).items()}
    return questions, options, formats, missing


def _find_other_words(
    finder: Finder, questionnaire: Questionnaire, questions: Mapping[str, int], options: dict[str, Places],
    formats: Mapping[str, str], missing: Missing,
) -> dict[str, int]:  # fmt: skip
    """Find the columns of what was written for options for words, and take them.

    Where every other option has a column of marks, it is that option's: the words are its mark.
    """
    found: dict[str, int] = {}
    ignored = questionnaire.columns.ignore
    texts = {
        questions[one.id] for one in questionnaire.questions if isinstance(one, TextQuestion) and one.id in questions
    }
    for question in questionnaire.questions:
        code = code_for_words(question)
        if not isinstance(question, ClosedQuestion) or code is None:
            continue
        places = options.get(question.id, {})
        own = [questions[question.id]] if question.id in questions else list(places.values())
        position = other_words_column(finder, question, own, ignored, texts) if own else None
        if position is None:
            continue
        finder.used.add(position)
        by_option = FORMATS[formats[question.id]] if formats.get(question.id) == "columns" else None
        if isinstance(question, MultipleQuestion) and by_option and code not in places:
            lacking = by_option.missing(question, places)
            options[question.id] = {one: {**places, code: position}[one] for one in sorted({*places, code})}
            for heading in lacking.keys() - by_option.missing(question, options[question.id]).keys():
                del missing[heading]
        else:
            found[question.id] = position
    return found


def _find_stated_missing(
    finder: Finder, questionnaire: Questionnaire, formats: Mapping[str, str]
) -> dict[str, dict[int, bool]]:
    """Find, and take, the columns beside those of options that say that there is no answer, or an invalid one."""
    found: dict[str, dict[int, bool]] = {}
    for question in questionnaire.questions:
        if not isinstance(question, MultipleQuestion) or formats.get(question.id) != "columns":
            continue
        for heading, invalid in missing_headings(question, question.missing(questionnaire.missing)).items():
            if (position := finder.find_only([heading])) is not None:
                finder.used.add(position)
                found.setdefault(question.id, {})[position] = invalid
    return found


def _find_multiple(finder: Finder, question: MultipleQuestion, questionnaire: Questionnaire) -> tuple[str, Places]:
    """Return the answer format and the columns of a multiple answer; without columns, the format that was expected."""
    for name in [one.name for one in in_order()] if question.layout == "auto" else [question.layout]:
        if places := FORMATS[name].find(finder, question, question.missing(questionnaire.missing)):
            return name, places
    if question.layout != "auto":
        return question.layout, {}
    return "columns" if question.id in finder.merged else "joined", {}


def _missing_error(missing: Missing, finder: Finder, questionnaire: Questionnaire) -> ReadError:
    table = finder.table
    shown = list(missing.items())[:_SHOWN]
    similar = []
    for name, (_, names) in shown:
        if (place := finder.similar(names)) is not None:
            heading = table.headers[place]
            similar.append((nameable(name), letter(place), "" if is_personal(heading) else shorten(heading)))
    rest = f" (+{len(missing) - _SHOWN})" if len(missing) > _SHOWN else ""
    return ReadError(
        "headings_missing", path=table.path, headings=" ".join(f"「{nameable(name)}」" for name, _ in shown) + rest,
        count=len(missing), total=len(questionnaire.questions), questionnaire=questionnaire.id, similar=tuple(similar),
        row=table.headings.first + 1,
    )  # fmt: skip
