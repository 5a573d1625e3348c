"""Templates of pages, and how they are filled in: everything escaped, and a name that is not given refused."""

from __future__ import annotations

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
