"""``kumin export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.archive import FORMATS
from kumin.cli.terminal.common import errors_as_messages, lang_option, limits_options
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.streams import say
from kumin.moment import moment

if TYPE_CHECKING:
    from kumin.archive.ddi import Study
    from kumin.cli.inputs.one_survey import OneSurvey
    from kumin.words import Words


@click.command(cls=Command)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--answers", multiple=True, metavar="DIR | SURVEY=FILE")
@click.option("--survey")
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@limits_options
@lang_option
@errors_as_messages
def export(
    source: Path,
    answers: tuple[str, ...],
    survey: str | None,
    formats: tuple[str, ...],
    out: Path,
    lang: str | None,
) -> None:
    """Write the coded answers of one survey with a codebook, a DDI description and scripts of its table."""
    from importlib.util import find_spec

    from kumin.archive.answers import exported
    from kumin.archive.write import write_answers
    from kumin.cli.inputs.one_survey import one_survey
    from kumin.errors import UsageError
    from kumin.judgement.surveys.survey import SurveyAnswers
    from kumin.words import Words
    from kumin.writers.atomic import all_or_nothing

    if out.exists() and any(out.iterdir()):
        raise UsageError("new_exists", path=out)
    words = Words.of(lang)
    taken = formats or tuple(one for one in FORMATS if one != "sav" or find_spec("pyreadstat"))
    one = one_survey(source, answers, survey, lambda _: True, lang)
    coded, loaded = one.answers.coded, one.loaded
    data = None
    if loaded is not None:
        data = SurveyAnswers(one.key, loaded.plan, one.questionnaire, loaded.populations[one.key], coded)
    found = exported(coded, one.questionnaire, words, data)
    indicators = {} if data is None else {indicator.id: indicator for indicator in data.indicators}
    method = "wilson" if data is None else data.method(weighted=found.weighted)
    with all_or_nothing(out) as folder:
        name = one.key or one.questionnaire.id
        names = write_answers(found, _study(one, words), indicators, method, name, taken, folder, words)
    for written in names:
        say(words.text("written_line", path=out / written), err=True)
    say(words.text("export_rows", n=words.count(found.frame.height), columns=words.count(found.frame.width)), err=True)
    if found.left_out:
        questions = words.joined(found.left_out)
        say(words.text("export_left_out", n=words.count(len(found.left_out)), questions=questions), err=True)
    if found.others:
        say(words.text("export_others", ids=words.joined(found.others)), err=True)
    if not formats and "sav" not in taken:
        say(words.text("export_without_spss"), err=True)
    say(words.text("export_internal"), err=True)


def _study(one: OneSurvey, words: Words) -> Study:
    """Gather what the plan says of the survey."""
    from importlib.metadata import version

    from kumin.archive.ddi import Study

    facts: dict[str, str] = {}
    title, ward = one.questionnaire.title, ""
    if one.loaded is not None:
        survey, ward = one.loaded.plan.surveys[one.key], one.loaded.plan.ward
        title = survey.title or title
        if survey.period:
            facts["collDate"] = f"{survey.period.start.isoformat()}–{survey.period.end.isoformat()}"
        facts |= {"universe": survey.of} if survey.of else {}
        facts["sampProc"] = words.text(f"rep_sampling_{survey.sampling}")
        facts |= {"collMode": words.joined(survey.mode)} if survey.mode else {}
        if survey.arrived:
            facts["respRate"] = words.share(one.answers.coded.height / survey.arrived)
    return Study(one.questionnaire.id, title, ward, facts, version("kumin"), moment().date().isoformat())
