"""The headings under which a questionnaire's columns may be found in a file."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.definitions import MultipleQuestion, Question, Questionnaire
from kumin.definitions.missing import Missing
from kumin.responses.coding.options import INVALID_WORDS, NO_ANSWER_WORDS, is_integer


def option_headings(question: MultipleQuestion, code: int) -> list[str]:
    """Headings of one option's column: as stated, or header with code, LimeSurvey code, label or alias."""
    if code in question.option_headers:
        return [question.option_headers[code]]
    option = question.options[code]
    ends = (
        str(code), f"{code:02d}", f"SQ{code:03d}", option.label, f"{code}_{option.label}", f"choice={option.label}",
        *option.aliases,
    )  # fmt: skip
    return [f"{header}_{end}" for header in question.headers for end in ends]


def option_similar_headings(question: MultipleQuestion, code: int) -> list[str]:
    """Headings to compare with those of a file where an option's column is missing, the most telling first."""
    label = question.options[code].label
    return [
        *(f"{header}_{label}" for header in question.headers),
        option_headings(question, code)[0],
        *question.headers,
    ]


def missing_headings(question: MultipleQuestion, missing: Missing) -> dict[str, bool]:
    """Headings of a column beside those of the options that states that there is no answer, or (True) an invalid one.

    They end with words, or with a code that is far from those of the options: one more may be an option that the
    questionnaire does not know.
    """
    last = max(question.options) + 1
    codes = [code for code in missing.no_answer if is_integer(code) and int(code) > last]
    words = [word for word in missing.no_answer if word and not is_integer(word)]
    ends = dict.fromkeys((*NO_ANSWER_WORDS, *words, *codes), False) | dict.fromkeys(INVALID_WORDS, True)
    return {f"{header}_{end}": invalid for header in question.headers for end, invalid in ends.items()}


def known_headings(questionnaire: Questionnaire) -> Iterator[str]:
    """Every heading that the questionnaire knows."""
    columns = questionnaire.columns
    yield from (*id_headings(questionnaire), *received_headings(questionnaire), *columns.ignore)
    for question in questionnaire.questions:
        yield from question_headings(question)
        if isinstance(question, MultipleQuestion):
            yield from question.option_headers.values()
            for code in question.options:
                yield from option_headings(question, code)


def question_headings(question: Question) -> tuple[str, ...]:
    """Headings of a question that has one column."""
    return question.headers


def id_headings(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Headings of 整理番号."""
    columns = questionnaire.columns
    return (columns.id, *columns.id_aliases) if columns.id else ()


def received_headings(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Headings of 受付日, including those that form systems use."""
    columns = questionnaire.columns
    return (columns.received, *columns.received_aliases) if columns.received else ()
