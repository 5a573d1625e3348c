"""Full-width signs of YAML: 「：」 after a key and full-width spaces before it are read as they are meant."""

from __future__ import annotations

import re

from kumin.definitions.files.tree import Understood

_COLON = re.compile(
    r"(?P<before>^[ \t]*(?:- +)?|[{,][ ]*)(?P<key>[A-Za-z_][\w.\-]*|[0-9０-９]+|\"[^\"]*\")[ 　]?：[ 　]*", re.M
)
_INDENT = re.compile(r"^[ ]*　[ 　]*", re.M)


def with_ascii_signs(text: str) -> tuple[str, list[Understood]]:
    """Return the text with the colons and the indentation that YAML knows, and what was changed.

    A full-width space is as wide as two.
    """
    if "：" not in text and "　" not in text:
        return text, []
    found: list[Understood] = []

    def colon(match: re.Match[str]) -> str:
        found.append(Understood("colon", f"{match['key']}：", f"{match['key']}:"))
        return f"{match['before']}{match['key']}: "

    def indent(match: re.Match[str]) -> str:
        found.append(Understood("indent", "　", "␣␣"))
        return match[0].replace("　", "  ")

    return _COLON.sub(colon, _INDENT.sub(indent, text)), found
