"""The signs that make lines and cells of a text, counted in its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_BLOCK = 1 << 18  # bytes that a processor keeps at hand
_MANY = 1 << 20  # bytes from which loading numpy is worth it
_LF, _CR, _SPACE, _QUOTE, _EQUALS = 10, 13, 32, 34, 61


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs that make rows and cells of a text, counted whether they stand within quotes or not.

    Attributes
    ----------
    feeds, returns, pairs, quotes : int
        Line feeds, carriage returns, those of them right behind one another, and quotes.
    doubled : bool
        Whether two quotes stand beside each other.
    last : int
        1 where the last line has no end.
    spaced : bool
        Whether a quote stands right behind a space.
    formed : bool
        Whether a quote stands right behind an =.
    """

    feeds: int
    returns: int
    pairs: int
    quotes: int
    doubled: bool
    last: int
    spaced: bool = False
    formed: bool = False

    def followed_by(self, other: Signs) -> Signs:
        """Add those of the text that follows; a text does not end within a pair of signs."""
        return Signs(
            self.feeds + other.feeds, self.returns + other.returns, self.pairs + other.pairs,
            self.quotes + other.quotes, self.doubled or other.doubled, other.last,
            self.spaced or other.spaced, self.formed or other.formed,
        )  # fmt: skip

    @property
    def lines(self) -> int:
        """Lines, the last of them with or without an end."""
        return self.feeds + self.returns - self.pairs + self.last

    @property
    def alike(self) -> bool:
        """Whether all line ends, within quotes or not, are of one kind."""
        return self.returns == 0 or self.feeds == 0 or self.feeds == self.returns == self.pairs

    @property
    def lone_returns(self) -> bool:
        """Whether a carriage return ends a line by itself."""
        return self.returns > self.pairs


@dataclass(frozen=True, slots=True)
class Counted:
    """What the bytes of a text say of its delimiters and quotes.

    Attributes
    ----------
    total : int
        Delimiters, those within cells too.
    odd : bool
        Whether quotes, but for doubled ones, do not begin and end whole cells by turns.
    """

    total: int
    odd: bool


@dataclass(frozen=True, slots=True)
class CountedText:
    """A text with what was counted in its bytes, by which every line of its table is accounted for.

    Attributes
    ----------
    text : bytes
        The text, in UTF-8; of one that was read piece by piece its beginning.
    signs : Signs
        Of all of it.
    counted : Counted
        Its delimiters and quotes.
    end : bytes, optional
        The end of a text that was read piece by piece.
    short : tuple of int, optional
        The rows of such a text that end before the last heading.
    """

    text: bytes
    signs: Signs
    counted: Counted
    end: bytes | None = None
    short: tuple[int, ...] | None = None

    @property
    def stated(self) -> int:
        """1 where a first line ``sep=`` states the delimiter, which is no row."""
        return int(self.text[:4].lower() == b"sep=")

    @property
    def rows(self) -> bytes:
        """The text without that line."""
        return below_stated(self.text)

    @property
    def last(self) -> bytes:
        """Bytes that the end of the text is among."""
        return self.text if self.end is None else self.end


def below_stated(text: bytes) -> bytes:
    """Leave a line ``sep=`` out of a text."""
    return re.sub(rb"^[^\r\n]*(?:\r\n|\r|\n)", b"", text) if text[:4].lower() == b"sep=" else text


def count_signs(text: bytes) -> Signs:
    r"""Count the signs that make rows of a text, and its quotes.

    Examples
    --------
    >>> count_signs(b'a,b\r\n1,"x\ny"\r\n2,z').lines
    4
    """
    return count(text)[0]


def count(text: bytes, delimiter: str = "") -> tuple[Signs, Counted]:
    r"""Count the signs that make rows and cells of a text, in one pass over its bytes.

    Parameters
    ----------
    text : bytes
        UTF-8; for its delimiters without a ``sep=`` line.
    delimiter : str
        One sign of one byte. Without it delimiters are not counted, and quotes not looked at.

    Examples
    --------
    >>> count(b'a,b\n1,"x,y"\n', ",")[1], count(b'a,b\n1,x"y\n', ",")[1].odd
    (Counted(total=3, odd=False), True)
    """
    last = int(bool(text) and text[-1] not in (_LF, _CR))
    if len(text) < _MANY and not (delimiter and b'"' in text):
        returns = text.count(b"\r")
        pairs = text.count(b"\r\n") if returns else 0
        quotes = text.count(b'"')
        signs = Signs(
            text.count(b"\n"), returns, pairs, quotes, b'""' in text, last, b' "' in text, b'="' in text
        )  # fmt: skip
        return signs, Counted(text.count(delimiter.encode()) if delimiter else 0, False)
    import numpy as np

    every = np.frombuffer(text, np.uint8)
    seen = _Quotes(every, delimiter)
    feeds = returns = pairs = total = 0
    for start in range(0, len(every), _BLOCK):
        own = every[start : start + _BLOCK]
        feeds += int(np.count_nonzero(own == _LF))
        if some := int(np.count_nonzero(found := own == _CR)):
            returns += some
            # one sign more: a pair is counted where its first half stands
            beyond = every[start + 1 : start + len(own) + 1]
            pairs += int(np.count_nonzero(found[: len(beyond)] & (beyond == _LF)))
        if delimiter:
            total += int(np.count_nonzero(own == ord(delimiter)))
        if np.count_nonzero(found := own == _QUOTE):
            seen.look_at(np.flatnonzero(found) + start)
    signs = Signs(feeds, returns, pairs, seen.total, seen.doubled, last, seen.spaced, seen.formed)
    return signs, Counted(total, bool(delimiter) and (seen.odd or seen.total % 2 == 1))


class _Quotes:
    """What stands beside the quotes of a text."""

    def __init__(self, signs: npt.NDArray[np.uint8], delimiter: str) -> None:
        import numpy as np

        self.total = 0
        self.doubled = self.spaced = self.formed = self.odd = False
        self._signs = signs
        self._edges = np.zeros(256, np.bool_)
        # a quote beside another is half of a doubled one
        self._edges[[_LF, _CR, _QUOTE, *map(ord, delimiter)]] = True

    def look_at(self, places: npt.NDArray[np.int64]) -> None:
        """Look at the quotes of the next block, given by their places in the text."""
        before = self._signs[places[int(places[0] == 0) :] - 1]
        behind = self._signs[places[: len(places) - int(places[-1] + 1 == len(self._signs))] + 1]
        self.doubled = self.doubled or bool((behind == _QUOTE).any())
        self.spaced = self.spaced or bool((before == _SPACE).any())
        self.formed = self.formed or bool((before == _EQUALS).any())
        if not self.odd:
            # quotes open and close by turns
            opened, closed = places[self.total % 2 :: 2], places[1 - self.total % 2 :: 2]
            opened, closed = opened[opened > 0] - 1, closed[closed + 1 < len(self._signs)] + 1
            self.odd = not (self._edges[self._signs[opened]].all() and self._edges[self._signs[closed]].all())
        self.total += len(places)
