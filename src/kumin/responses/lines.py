"""The lines of a text file, counted in its bytes and not by the parser: what a reader has lost is seen only here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.responses.delimiters import Delimiters
from kumin.responses.split import Split

_STEP = 1 << 24
_BLOCK = 1 << 18  # bytes that a processor keeps at hand
_TAIL = 1 << 12
_MANY = 1 << 20  # bytes from which loading numpy is worth it
_END = r"\r\n|\r|\n"
_LF, _CR, _SPACE, _QUOTE = 10, 13, 32, 34


@dataclass(frozen=True, slots=True)
class Lines:
    """How the lines of a text file are accounted for.

    Attributes
    ----------
    total : int
        Lines of the file, whatever ends them.
    above : int
        Rows above the headings, a ``sep=`` line among them.
    headings : int
        Rows of headings.
    within : int
        Line ends within cells.
    otherwise : int
        Rows that do not end as most do.
    doubtful : tuple of int
        Rows, as a spreadsheet shows them, with a cell of several lines that look like rows of the file.
    delimiters : Delimiters
        Its delimiters and quotes.
    spaced : int
        Cells within quotes that had white space between a quote and a delimiter, which was left out.
    formed : int
        Cells of the form ``="001"``, of which the text within was read.
    """

    total: int
    above: int
    headings: int
    within: int = 0
    otherwise: int = 0
    doubtful: tuple[int, ...] = ()
    delimiters: Delimiters = field(default_factory=lambda: Delimiters(0, 0, 0, 0, 0))
    spaced: int = 0
    formed: int = 0


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
    """

    feeds: int
    returns: int
    pairs: int
    quotes: int
    doubled: bool
    last: int
    spaced: bool = False

    def followed_by(self, other: Signs) -> Signs:
        """Add those of the text that follows; a text does not end within a pair of signs."""
        return Signs(
            self.feeds + other.feeds, self.returns + other.returns, self.pairs + other.pairs,
            self.quotes + other.quotes, self.doubled or other.doubled, other.last,
            self.spaced or other.spaced,
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


def count_signs(text: bytes) -> Signs:
    r"""Count the signs that make rows and cells, in one pass over the bytes.

    Examples
    --------
    >>> count_signs(b'a,b\r\n1,"x\ny"\r\n2,z').lines
    4
    """
    last = int(bool(text) and text[-1] not in (_LF, _CR))
    if len(text) < _MANY:
        returns = text.count(b"\r")
        pairs = text.count(b"\r\n") if returns else 0
        return Signs(text.count(b"\n"), returns, pairs, text.count(b'"'), b'""' in text, last, b' "' in text)
    import numpy as np

    signs = np.frombuffer(text, np.uint8)
    feeds = returns = pairs = quotes = 0
    doubled = spaced = False
    for start in range(0, len(signs), _BLOCK):
        # one sign more: a pair is counted where its first half stands
        block = signs[start : start + _BLOCK + 1]
        own = block[:_BLOCK]
        feeds += int(np.count_nonzero(own == _LF))
        if count := int(np.count_nonzero(found := own == _CR)):
            returns += count
            pairs += int(np.count_nonzero(found[: len(block) - 1] & (block[1:] == _LF)))
        if count := int(np.count_nonzero(found := own == _QUOTE)):
            quotes += count
            doubled = doubled or bool((found[: len(block) - 1] & (block[1:] == _QUOTE)).any())
        if (count or block[-1] == _QUOTE) and not spaced:
            spaced = bool(((block[:-1] == _SPACE) & (block[1:] == _QUOTE)).any())
    return Signs(feeds, returns, pairs, quotes, doubled, last, spaced)


@dataclass(frozen=True, slots=True)
class Ends:
    """The line ends of a text: those outside quotes by their kind, and those within."""

    lf: int
    crlf: int
    cr: int
    within: int

    @property
    def otherwise(self) -> int:
        """Rows that do not end as most do."""
        return self.lf + self.crlf + self.cr - max(self.lf, self.crlf, self.cr)


def count_ends(text: bytes) -> Ends:
    r"""Count the line ends of a text, by what quotes say.

    Examples
    --------
    >>> count_ends(b'a,b\r\n1,"x\ny"\r\n2,z')
    Ends(lf=0, crlf=2, cr=0, within=1)
    """
    lf = crlf = cr = within = inside = start = 0
    while start < len(text):
        stop = start + _STEP
        stop += text[stop - 1 : stop + 1] == b"\r\n"  # a step does not cut a line end in two
        here, inside = _of_step(text[start:stop], inside)
        lf, crlf, cr, within, start = lf + here.lf, crlf + here.crlf, cr + here.cr, within + here.within, stop
    return Ends(lf, crlf, cr, within)


def _of_step(text: bytes, inside: int) -> tuple[Ends, int]:
    """Count the line ends of a part of a text; ``inside`` is 1 where it begins within quotes."""
    import numpy as np

    signs = np.frombuffer(text, np.uint8)
    quotes = np.flatnonzero(signs == _QUOTE)

    def within(places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
        return int(((np.searchsorted(quotes, places) + inside) & 1).sum())

    feeds, returns = np.flatnonzero(signs == _LF), np.flatnonzero(signs == _CR)
    pairs = returns[returns + 1 < len(signs)]
    pairs = pairs[signs[pairs + 1] == _LF]
    in_feeds, in_returns, in_pairs = within(feeds), within(returns), within(pairs)
    crlf = len(pairs) - in_pairs
    lf, cr = len(feeds) - in_feeds - crlf, len(returns) - in_returns - crlf
    own = Ends(lf, crlf, cr, in_feeds + in_returns - in_pairs)
    return own, (inside + len(quotes)) & 1


def within_cells(cells: Split) -> dict[str, int]:
    """Count the line ends within the cells of a frame as read, in each column that has any."""
    rows = cells.where(cells.frame.columns, lambda cell: cell.str.contains(r"[\r\n]"))
    return {
        name: int(cells.frame[name].gather(place).cast(pl.String).str.count_matches(_END).sum())
        for name, place in rows.items()
    }


def reconcile(path: Path, text: bytes, lines: int, rows: int, within: int, stated: int) -> None:
    """Compare the lines of a text with what was read of it.

    Raises
    ------
    ReadError
        Lines are left over or too many: rows were lost, or made.
    """
    left = lines - stated - rows - within
    end = text[-_TAIL:] if text[-_TAIL:].strip(b"\r\n") else text
    blank = len(re.findall(rb"\r\n|\r|\n", end[len(end.rstrip(b"\r\n")) :]))  # at the end they may be left out
    if not 0 <= left <= max(blank - 1, 0):
        raise ReadError("lines_do_not_add_up", path=path, lines=lines, rows=rows + stated, within=within)
