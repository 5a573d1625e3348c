"""満足度×重要度: which questions ask of the same policies, and what their answers are worth."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from kumin.definitions.model import Code, FrozenMap, Identifier, Model, Text, fault


class PolicyPair(Model):
    """A policy of which was asked how satisfied people are with it and how important they find it.

    Attributes
    ----------
    title : str
        Its name.
    satisfaction, importance : str
        Ids of single answers.
    """

    title: Text
    satisfaction: Identifier
    importance: Identifier


Score = Annotated[float, Field(allow_inf_nan=False)]
Scores = Annotated[FrozenMap[Code, Score], Field(min_length=2)]
"""Points of each option; an option without points (わからない) leaves the base."""


class Priorities(Model):
    """満足度×重要度: pairs of questions on the same policies.

    Attributes
    ----------
    satisfaction, importance : mapping of option to number
        Points of each answer, e.g. ``{1: 2, 2: 1, 3: 0, 4: -1, 5: -2}``; the two scales may differ.
    pairs : tuple of PolicyPair
        Two policies or more.
    """

    satisfaction: Scores
    importance: Scores
    pairs: tuple[PolicyPair, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _points_and_titles_differ(self) -> Priorities:
        for side in ("satisfaction", "importance"):
            if len(set(getattr(self, side).values())) < 2:
                raise fault("priorities_same_points", side=side)
        titles = [one.title for one in self.pairs]
        for place, title in enumerate(titles):
            if title in titles[:place]:
                raise fault("priorities_repeated", title=title)
        return self
