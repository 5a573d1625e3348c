"""Templates of pages, and how they are filled in: everything escaped, and a name that is not given refused."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


_FOLDERS = ("page", "survey_report", "plans")
"""Packages of :mod:`kumin.writers` with a folder ``templates``; no two templates have one name."""


@cache
def templates() -> Environment:
    """Return the templates of all pages, each of which is compiled once."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    loaders = [PackageLoader(f"kumin.writers.{name}", "templates") for name in _FOLDERS]
    return Environment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


_MINUS = re.compile(r"(?<=[>\s（(～→])-(?=[0-9])")
_TEXT = re.compile(r"<svg.*?</svg>|>[^<]+", re.S)


def typographic(html: str) -> str:
    """Print the minus signs of numbers as such; a hyphen within a word or an id stays, and pictures as they are."""
    head, end, body = html.partition("</head>")

    def printed(found: re.Match[str]) -> str:
        text = found[0]
        return text if text.startswith("<svg") else _MINUS.sub("\N{MINUS SIGN}", text)

    return head + end + _TEXT.sub(printed, body)
