"""The values a plan states: percents that can be one, and people or a spread only where they tell something."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.definitions.files.tree import Loc, Tree
from kumin.definitions.indicator import Indicator
from kumin.definitions.targets import Published, Sampled
from kumin.errors import DefinitionError
from kumin.numbers import DUST, shortest


def check_percents(indicator: Indicator, at: tuple[str | int, ...], tree: Tree) -> Iterator[DefinitionError]:
    """Without a unit every number is a percent."""
    places: list[tuple[tuple[str | int, ...], float]] = [
        (("target", *loc), value) for loc, value in indicator.target.amounts()
    ]
    published: list[tuple[Loc, Published]] = [(("history", year), item) for year, item in indicator.published.items()]
    published += [(("result",), indicator.result)] if indicator.result else []
    places += [(loc, item.percent) for loc, item in published if item.percent is not None]
    for loc, value in places:
        bound, code = (100, "must_be_at_most") if value > 100 else (0, "must_be_at_least")
        if not 0 <= value <= 100:
            given = shortest(value, most=DUST)
            yield tree.error(code, (*at, *loc), at=str(loc[-1]), value=given, bound=str(bound))


def check_people(indicator: Indicator, at: Loc, tree: Tree) -> Iterator[DefinitionError]:
    """Refuse people who count where a number is measured, and the spread of numbers where people are counted."""
    percent = indicator.unit in ("", "%") and (indicator.is_percent or not indicator.survey)
    places: list[tuple[Loc, Sampled]] = [(("history", year), item) for year, item in indicator.published.items()]
    places += [(("result",), indicator.result)] if indicator.result else []
    places += [(("target", *loc), one) for loc, one in indicator.target.values() if isinstance(one, Sampled)]
    for loc, one in places:
        if one.count is not None and not percent:
            yield tree.error("count_of_number", (*at, *loc), id=indicator.id)
        if (one.sd is not None or one.se is not None) and percent:
            yield tree.error("spread_of_percent", (*at, *loc), id=indicator.id)
