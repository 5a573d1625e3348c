"""満足度×重要度 on the page, as the report of the survey has it."""

from __future__ import annotations

from typing import Any

from kumin.definitions import HouseStyle
from kumin.reporting.questions import Reported
from kumin.words.survey_report.style import StyledWords
from kumin.writers.page.context import Context
from kumin.writers.survey_report.blocks import Heading, Making, named_blocks
from kumin.writers.survey_report.policies import policies_section


def priority_parts(page: Context) -> list[dict[str, Any]]:
    """Lay out the policies of every survey that asked for them; their charts are kept among the page's."""
    styled = StyledWords(page.words, HouseStyle())
    made = []
    for key, questionnaire in page.result.plan.questionnaires.items():
        if questionnaire.priorities is None or key not in page.result.answers:
            continue
        making = Making(Reported(page.published, key, ()), styled, {}, page.drawings, "c")
        blocks = list(policies_section(making))
        own = [block for block in blocks if not isinstance(block, Heading)]
        made.append({"title": page.plan.surveys[key].title, "id": making.id("policies"), "blocks": named_blocks(own)})
    return made
