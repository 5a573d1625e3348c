"""A Griffe extension: references of docstrings (``:func:`kumin.means```) become links within reference.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from griffe import Extension, Object

ROLE = re.compile(r":(?:func|class|meth|data|attr|mod|exc):`~?([\w.]+)`")
SHOWN = re.compile(r"^::: ([\w.]+)$", re.M)


class DocstringLinks(Extension):
    """Replace references by links where the reference page shows what they name, else by its name."""

    def __init__(self) -> None:
        page = (Path(__file__).parent / "reference.md").read_text(encoding="utf-8")
        self.shown = {path.rpartition(".")[2]: path for path in SHOWN.findall(page)}

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rewrite the docstring of an object that was loaded."""
        if obj.docstring is not None:
            obj.docstring.value = ROLE.sub(self._link, obj.docstring.value)

    def _link(self, found: re.Match[str]) -> str:
        parts = found[1].split(".")
        owner, name = (parts[-2], parts[-1]) if len(parts) > 1 else ("", parts[-1])
        if name in self.shown:
            return f"[`{name}`][{self.shown[name]}]"
        if owner in self.shown and owner[:1].isupper():
            return f"[`{owner}.{name}`][{self.shown[owner]}.{name}]"
        return f"`{name}`"
