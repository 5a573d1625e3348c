"""Themes of comments: a dictionary of keywords, which a ward edits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from kumin.definitions.files.read import load_model
from kumin.definitions.model import Model, Text, fault

DEFAULT_THEMES = Path(__file__).with_name("themes.yaml")


class Theme(Model):
    """A theme.

    Attributes
    ----------
    code : int
        Its number.
    title, definition : str
        Its name, and what belongs to it.
    keywords : tuple of str
        A comment that has one of them is suggested for it.
    """

    code: Annotated[int, Field(ge=1, le=999)]
    title: Text
    definition: str = ""
    keywords: tuple[Text, ...] = ()


class Themes(Model):
    """A dictionary of themes."""

    themes: tuple[Theme, ...] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def _codes_differ(self) -> Themes:
        seen: dict[object, str] = {}
        for one in self.themes:
            for name in (one.code, one.title):
                if name in seen:
                    raise fault("theme_repeated", theme=str(name))
                seen[name] = one.title
        return self


def load_themes(path: Path | None = None) -> Themes:
    """Read a dictionary of themes; by default that of common municipal themes.

    Raises
    ------
    DefinitionError
        With file, line and column of every fault.
    """
    return load_model(Themes, path or DEFAULT_THEMES)[0]


def suggested(text: str, themes: Themes) -> list[Theme]:
    """Return the themes of which a text has a keyword, the most keywords first."""
    found = [(sum(word in text for word in one.keywords), one) for one in themes.themes]
    return [one for n, one in sorted(found, key=lambda pair: -pair[0]) if n]
