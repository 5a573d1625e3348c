"""words.yaml: how a ward words the text of its survey reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from kumin.definitions.files.read import load_model
from kumin.definitions.model import Model, Text

FILE = "words.yaml"
"""Name of the file beside a plan."""

Pair = Annotated[str, Field(min_length=2, max_length=2)]
"""An opening and a closing bracket."""


class Brackets(Model):
    """Brackets of a Japanese text.

    Attributes
    ----------
    question, option, merged : str
        Around a question, an option, and several options together: the opening and the closing one.
    """

    question: Pair = "「」"
    option: Pair = "『』"
    merged: Pair = "“”"


class HouseStyle(Model):
    """How the text of a Japanese survey report is worded.

    Attributes
    ----------
    ending : {"です・ます", "である"}
        How sentences end.
    percent : {"%", "％"}
        The sign after a percent.
    point : str
        The word after a difference of percents.
    brackets : Brackets
        Around questions and options.
    """

    ending: Literal["です・ます", "である"] = "です・ます"
    percent: Literal["%", "％"] = "%"
    point: Text = "ポイント"
    brackets: Brackets = Brackets()


def load_house_style(path: Path) -> HouseStyle:
    """Read a house style.

    Raises
    ------
    DefinitionError
        The file is missing or broken, or a key or value is not known; with its line.
    """
    return load_model(HouseStyle, path)[0]


def house_style_beside(plan: Path) -> HouseStyle:
    """Return the house style in the folder of a plan; without one the default."""
    path = plan.parent / FILE
    return load_house_style(path) if path.is_file() else HouseStyle()
