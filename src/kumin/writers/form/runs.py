"""A paragraph whose text is cut into runs, as Word and the drawings of both programs keep it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from kumin.writers.form.placeholders import Filling

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def texts_of(paragraph: Any) -> list[Any]:
    """Return the pieces of text that are the paragraph's own, not those of a text box within it."""
    space = W if paragraph.tag == f"{W}p" else A
    return [
        piece for piece in paragraph.iter(f"{space}t") if next(piece.iterancestors(f"{W}p", f"{A}p"), None) is paragraph
    ]


def text_of(paragraph: Any) -> str:
    """Return a paragraph's text."""
    return "".join(piece.text or "" for piece in texts_of(paragraph))


def replace(pieces: Sequence[Any], fillings: Sequence[Filling]) -> None:
    """Replace parts of the joined text, with breaks between the lines of what is filled in."""
    replace_plain(pieces, fillings)
    for piece in pieces:
        if "\n" in (piece.text or ""):
            _break_lines(piece)


def replace_plain(pieces: Sequence[Any], fillings: Sequence[Filling]) -> None:
    """Replace parts of the joined text; what is filled in looks as the placeholder's first letter does."""
    for filling in reversed(fillings):
        start, value = 0, filling.value.text
        for piece in pieces:
            own = piece.text or ""
            first, last = max(filling.start - start, 0), min(filling.end - start, len(own))
            start += len(own)
            if first < last:
                piece.text, value = own[:first] + value + own[last:], ""
                if not piece.tag.startswith(A):  # drawings keep spaces of their own accord
                    piece.set(_SPACE, "preserve")


def _break_lines(piece: Any) -> None:
    """Write the lines of a piece of text with breaks between them, in the run's own look."""
    run = piece.getparent()
    lines = piece.text.split("\n")
    piece.text = lines[0]
    after = piece if piece.tag.startswith(W) else run
    for line in lines[1:]:
        if piece.tag.startswith(W):
            parts = [piece.makeelement(f"{W}br"), piece.makeelement(f"{W}t")]
            parts[1].text = line
            parts[1].set(_SPACE, "preserve")
        else:
            parts = [run.makeelement(f"{A}br"), deepcopy(run)]
            parts[1].find(f"{A}t").text = line
        for part in parts:
            after.addnext(part)
            after = part


def set_text(paragraph: Any, value: str) -> None:
    """Write a text into an empty paragraph of Word, in the look of the paragraph's mark."""
    run = paragraph.makeelement(f"{W}r")
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    piece = run.makeelement(f"{W}t")
    piece.text = value
    run.append(piece)
    paragraph.append(run)
    if "\n" in value:
        _break_lines(piece)
