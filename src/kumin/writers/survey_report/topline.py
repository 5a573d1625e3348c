"""調査票 with the percents printed in, as the last appendix."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.definitions import MultipleQuestion, SingleQuestion
from kumin.definitions.titles import full_title
from kumin.words.survey_report.sentences import sentences
from kumin.writers.survey_report.blocks import Block, Heading, Making, Paragraph, Row, Table
from kumin.writers.survey_report.question import asked_words, hidden_or


def topline(making: Making) -> Iterator[Block]:
    """Print every question in the order of the form, with the percent of each option."""
    words, survey = making.words, making.survey
    yield Heading(2, words.text("sr_topline"), making.id("topline"))
    yield Paragraph(making.text("sr_topline_note"), quiet=True)
    for question in survey.questionnaire.questions:
        caption = making.styled.joined((full_title(question), asked_words(making, question)))
        if not isinstance(question, SingleQuestion | MultipleQuestion):
            said = making.styled.joined(one.text for one in sentences(survey, question, making.styled))
            yield Table(caption, (words.text("sr_answers"),), (Row((said,)),), words=1)
            continue
        groups = survey.groups(question)
        if not groups:
            continue
        people = groups[0].n_base is None
        of = words.text("rep_n") if people else words.text("sr_percent_of", n=words.count(groups[0].n_base))
        head = (words.text("sr_code"), words.text("sr_option"), of)
        rows = tuple(
            Row((str(one.code), question.options[one.code].label, hidden_or(making, one, people=people)))
            for one in groups[0].options
        )
        yield Table(caption, head, rows, words=2)
