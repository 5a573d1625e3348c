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
_TAIL = 1 << 12
_END = r"\r\n|\r|\n"
_LF, _CR, _QUOTE = 10, 13, 34


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
    open : bool
        Whether nothing ends the last line.
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
    open: bool = False


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
