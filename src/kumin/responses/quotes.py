"""White space between the delimiters and the quotes of a text."""

from __future__ import annotations

import re


def without_spaces_at_quotes(text: bytes, delimiter: str) -> tuple[bytes, int]:
    """Take away the white space between a delimiter and the quotes of a cell that is wholly within quotes.

    In ``"a", "b, c"`` the quotes would else be signs of the cell, and its delimiters would part it.

    Returns
    -------
    bytes
        The text.
    int
        How many cells had such white space.

    Examples
    --------
    >>> without_spaces_at_quotes(b'"a", "b, c"', ",")
    (b'"a","b, c"', 1)
    """
    end = re.escape(delimiter.encode())
    space = b"(?:[ \t]|\xe3\x80\x80)" if delimiter != "\t" else b"(?: |\xe3\x80\x80)"
    if b'"' not in text or not re.search(end + space + b'+"|"' + space + b"+" + end, text):
        return text, 0
    cell = b"(?<![^\\r\\n" + end + b"])(" + space + b'*)("(?:[^"]|"")*+")(' + space + b"*)(?=" + end + rb"|[\r\n]|\Z)"
    count = 0

    def bare(found: re.Match[bytes]) -> bytes:
        nonlocal count
        count += bool(found[1] or found[3])
        return found[2]

    return re.sub(cell, bare, text), count


def has_spaces_before_quotes(text: bytes, delimiter: str) -> bool:
    """Tell whether a large text is to be read the careful way, which takes white space at quotes away.

    Examples
    --------
    >>> has_spaces_before_quotes(b'"a", "b"', ","), has_spaces_before_quotes(b'"a","b"', ",")
    (True, False)
    """
    return delimiter.encode() + b' "' in text
