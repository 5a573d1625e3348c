"""What stands around the quotes of a text: white space, and the = by which some systems keep zeros in Excel."""

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


def without_formula_signs(text: bytes, delimiter: str) -> tuple[bytes, int]:
    """Take what a spreadsheet shows for cells of the form ``="001"``: the text within.

    Systems write codes so that a spreadsheet keeps their zeros.

    Returns
    -------
    bytes
        The text.
    int
        How many cells had that form.

    Examples
    --------
    >>> without_formula_signs(b'="001",2', ",")
    (b'"001",2', 1)
    """
    if b'="' not in text:
        return text, 0
    return _formed(delimiter).subn(lambda found: b'"' + (found[1] or found[2] or b"") + b'"', text)


def _formed(delimiter: str) -> re.Pattern[bytes]:
    end = re.escape(delimiter.encode())
    within = rb'[^"\r\n]*'
    cell = b"(?<![^\\r\\n" + end + b'])(?:="(' + within + b')"|"=""(' + within + b')""")(?=' + end + rb"|[\r\n]|\Z)"
    return re.compile(cell)


def has_formula_signs(text: bytes, delimiter: str) -> bool:
    """Tell whether a large text has cells of the form ``="001"``; only what stands around each ``="`` is looked at.

    Examples
    --------
    >>> has_formula_signs(b'1,="001"', ","), has_formula_signs(b'1,a="001"', ",")
    (True, False)
    """
    cell, place = _formed(delimiter), text.find(b'="')
    while place >= 0:
        if cell.match(text, place) or (place and cell.match(text, place - 1)):
            return True
        place = text.find(b'="', place + 2)
    return False


def has_spaces_before_quotes(text: bytes, delimiter: str) -> bool:
    """Tell whether a large text is to be read the careful way, which takes white space at quotes away.

    Examples
    --------
    >>> has_spaces_before_quotes(b'"a", "b"', ","), has_spaces_before_quotes(b'"a","b"', ",")
    (True, False)
    """
    return delimiter.encode() + b' "' in text
