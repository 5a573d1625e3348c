"""Words in a ward's own style: how sentences end, the sign of percents, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kumin.definitions.house_style import Brackets, HouseStyle
from kumin.words.words import Words

_ENDING = re.compile(r"\[\[(.*?)／(.*?)\]\]")
"""What a Japanese sentence of the catalogue ends with: polite, then plain."""

ENGLISH = Brackets(question="“”", option="“”", merged="‘’")
"""Brackets of English, which no ward's style changes."""


@dataclass(frozen=True, slots=True)
class StyledWords:
    """The words of a report in a house style.

    Parameters
    ----------
    words : Words
        Language, decimals and level.
    style : HouseStyle
        Of Japanese only.
    """

    words: Words
    style: HouseStyle

    @property
    def _brackets(self) -> Brackets:
        return self.style.brackets if self.words.lang == "ja" else ENGLISH

    def text(self, code: str, /, **params: Any) -> str:
        """Word one message of the catalogue, its sentences ending as the style says."""
        said = self.words.text(code, **params)
        return _ENDING.sub(r"\1" if self.style.ending == "です・ます" else r"\2", said)

    def percent(self, value: float | None) -> str:
        """Print a percent with the style's sign."""
        printed = self.words.percent(value)
        return printed.replace("%", self.style.percent) if self.words.lang == "ja" else printed

    def points(self, value: float) -> str:
        """Print how large a difference of percents is, without its sign."""
        number = self.words.number(abs(value))
        return self.words.text("sr_points", number=number, point=self.style.point if self.words.lang == "ja" else "")

    def option(self, label: str) -> str:
        """Put an option into its brackets."""
        return _in(self._brackets.option, label)

    def question(self, text: str) -> str:
        """Put a question into its brackets."""
        return _in(self._brackets.question, text)

    def merged(self, label: str) -> str:
        """Name several options together by one of them."""
        return _in(self._brackets.merged, self.words.text("sr_merged_name", label=label))

    def listed(self, parts: Iterable[str]) -> str:
        """Join the parts of a sentence."""
        return self.words.joined(parts, "sr_joiner")

    def joined(self, sentences: Iterable[str]) -> str:
        """Join sentences to a paragraph."""
        return ("" if self.words.lang == "ja" else " ").join(sentences)


def _in(brackets: str, words: str) -> str:
    # a label may hold the closing bracket itself: it stays as it is
    return f"{brackets[0]}{words}{brackets[1]}"
