"""The headings under which a questionnaire's columns may be found in a file."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.definitions import MultipleQuestion, Question, Questionnaire


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
