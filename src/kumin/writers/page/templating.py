"""Templates of pages, and how they are filled in: everything escaped, and a name that is not given refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def templates(*folders: str) -> Environment:
    """Return the templates of folders of :mod:`kumin.writers`, and behind them those that all pages share.

    Parameters
    ----------
    *folders : str
        Packages with a folder ``templates`` of their own.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    loaders = [PackageLoader(f"kumin.writers.{name}", "templates") for name in (*folders, "page")]
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
