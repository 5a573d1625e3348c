"""Words of a made-up population or answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kumin.messages import text
from kumin.numbers import shortest
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result


def synthetic_words(result: Result, lang: str | None = None) -> str:
    """Warn of answers and populations that are made up; empty where none are."""
    surveys = result.plan.plan.surveys
    of = [surveys[key].title for key in result.answers if surveys[key].synthetic]
    made_up = [text("synthetic_answers", lang, title=title) for title in of]
    about = [population.about for population in result.plan.populations.values() if population is not None]
    made_up += [table.title for table in about if table is not None and table.synthetic]
    return text("rep_synthetic", lang, what=text("list_joiner", lang).join(dict.fromkeys(made_up))) if made_up else ""


# until every caller has its Words


def era_year(year: int, lang: str | None = None) -> str:
    """See :meth:`Words.era_year`."""
    return Words.of(lang).era_year(year)


def named_year(year: int, lang: str | None = None) -> str:
    """See :meth:`Words.named_year`."""
    return Words.of(lang).named_year(year)


def date_words(day: date, lang: str | None = None) -> str:
    """See :meth:`Words.date`."""
    return Words.of(lang).date(day)


def period_words(start: date, end: date, lang: str | None = None) -> str:
    """See :meth:`Words.period`."""
    return Words.of(lang).period(start, end)


def time_words(moment: str, lang: str | None = None) -> str:
    """See :meth:`Words.time`."""
    return Words.of(lang).time(moment)


def target_words(comparison: str, percent: float, lang: str | None = None) -> str:
    """Word a target: 60%以上."""
    return Words.of(lang).target(comparison, f"{shortest(percent)}%")


def goal_words(target: Mapping[str, Any], lang: str | None = None) -> str:
    """See :meth:`Words.goal`."""
    return Words.of(lang).goal(target)


def option_words(options: Mapping[str, Any], lang: str | None = None) -> list[str]:
    """See :meth:`Words.options`."""
    return Words.of(lang).options(options)


def role_words(role: str, lang: str | None = None) -> str:
    """See :meth:`Words.role`."""
    return Words.of(lang).role(role)


def flag_words(flags: str, lang: str | None = None) -> list[str]:
    """See :meth:`Words.flags`."""
    return Words.of(lang).flags(flags)
