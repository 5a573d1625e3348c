"""One pass over a sheet's XML: what is seen of its cells that their values do not say.

The XML is searched in pieces of whole rows by Polars' regular expressions, which read a gigabyte in about a second; a
parser that makes an object of every cell would take longer than reading the values does. A first search tells what
a piece holds at all, so that of most pieces nothing else is looked for.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from kumin.reading import current_limits
from kumin.responses.display import letter, position
from kumin.responses.readers._ordinary import ODD_PLACE, is_utf8, longest_shared_text
from kumin.responses.readers.reader import NotOrdinaryError
from kumin.responses.readers.spreadsheets._xlsx_book import Book
from kumin.responses.readers.spreadsheets._xlsx_box import WIDEST, Box
from kumin.responses.readers.spreadsheets._xlsx_cells import QUOTE, Kept, Patterns, block_of, seen_cells
from kumin.responses.seen import CELLS, Block, Seen

_STEP = 1 << 21
_HEAD = 1 << 16
_LONGEST_ROW = 1 << 24  # bytes, of an ordinary sheet
_MOST_KEPT = 1_500_000  # cells of which something is seen, in an ordinary sheet
_MOST_UNPLACED = 1 << 22  # bytes, of an ordinary sheet with cells that do not say where they are: a second's work
_ROWS_ASSUMED = 29_999  # where a sheet does not say how many it has
_EVERY = "[A-Z]{1,3}[0-9]+"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


class TooLargeError(Exception):
    """The rectangle up to the last cell has more cells than may be.

    Attributes
    ----------
    rows, columns : int
        Its size.
    sheet : str
        The sheet's name, where what measures it knows it.
    """

    def __init__(self, rows: int, columns: int, sheet: str = "") -> None:
        super().__init__(rows, columns, sheet)
        self.rows, self.columns, self.sheet = rows, columns, sheet


@dataclass
class _Found:
    """What was found so far; of cells their XML, which is taken apart at the end, once for all pieces."""

    rows: int = 0
    columns: int = 1
    texts: int = 0
    begun: bool = False
    placing: bool = True  # whether cells that do not say where they are may be given their places
    cells: Kept = field(default_factory=Kept)
    hidden_rows: list[pl.Series] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Block] = field(default_factory=list)


def look_through(book: Book, member: str, limit: int, *, plain: bool = False) -> Seen:
    """Look through a sheet.

    Parameters
    ----------
    book : Book
        The workbook.
    member : str
        The part of the sheet.
    limit : int
        Cells that the rectangle from A1 to the last row and column may have.
    plain : bool
        Take only a sheet in which every place is written as A1, and of which no cell, row or search takes much memory
        or time.

    Raises
    ------
    NotOrdinaryError
        With ``plain``, it is another.
    TooLargeError
        It has more. It is raised before anything is read that needs the whole rectangle in memory.
    """
    prefix, box = _beginning(book.archive, member)
    patterns = Patterns(prefix, book, box)
    found = _Found(placing=not plain or book.archive.getinfo(member).file_size <= _MOST_UNPLACED)
    for piece in _pieces(book.archive, member, patterns):
        if plain and len(piece) > _LONGEST_ROW:
            raise NotOrdinaryError
        _look_into(piece, patterns, found, plain=plain)
        _refuse_large(found, limit)
        if plain and found.cells.count + _covered(found) > _MOST_KEPT:
            raise NotOrdinaryError
    # no more cells than these can hold a shared text
    if plain and found.texts and found.texts * longest_shared_text(book.archive) > current_limits().bytes // 4:
        raise NotOrdinaryError
    if max(found.rows, box.rows) * max(found.columns, box.columns) > limit:
        # so large that the exact place of every cell matters
        for piece in _pieces(book.archive, member, patterns):
            _measure(_placed(piece, patterns, 0), found, _EVERY)
        _refuse_large(found, limit)
    return Seen(
        cells=pl.concat([CELLS.empty(), *seen_cells(found.cells, patterns, _MOST_KEPT if plain else None)]).unique(
            ["row", "column", "kind"], maintain_order=True
        ),
        hidden_rows=pl.concat([pl.Series(dtype=pl.UInt32), *found.hidden_rows]),
        hidden_columns=frozenset(found.hidden_columns),
        total_rows=book.total_rows(member),
        merged=tuple(found.merged),
        from_1904=book.from_1904,
    )


def _covered(found: _Found) -> int:
    """Count the merged cells, and those within the used rectangle that they cover."""
    return sum(
        1 + max(min(last, found.rows) - first, 0) * max(last_column - column, 0)
        for first, column, last, last_column in found.merged
    )


def _beginning(archive: zipfile.ZipFile, member: str) -> tuple[str, Box]:
    """Read the prefix that the elements have (<x:row> has x:), and about how large the sheet says it is.

    What a sheet says of its size may be wrong: cells beyond it are looked for.
    """
    with archive.open(member) as file:
        head = file.read(_HEAD).decode("utf-8", "replace")
    match = re.search(r"<((?:\w+:)?)worksheet[\s>]", head)
    stated = re.search(rf"<(?:\w+:)?dimension\s[^>]*\bref={QUOTE}([^\"']*)", head)
    block = block_of(stated[1]) if stated else None
    if block is not None and 0 < block[2] < 10**7:
        return match[1] if match else "", Box.around(block[2], block[3] + 1)
    names = set(re.findall(rf"\sr={QUOTE}([A-Z]{{1,3}})[0-9]", head))
    return match[1] if match else "", Box.around(_ROWS_ASSUMED, max((position(name) + 1 for name in names), default=1))


def _pieces(archive: zipfile.ZipFile, member: str, patterns: Patterns) -> Iterator[bytes]:
    """Yield a member piece by piece, cut before a row."""
    tag = f"<{patterns.prefix}row".encode()
    rest: list[bytes] = []
    with archive.open(member) as file:
        while piece := file.read(_STEP):
            cut = piece.rfind(tag)
            if cut > 0:
                yield b"".join([*rest, piece[:cut]])
                rest = [piece[cut:]]
            else:
                rest.append(piece)
    yield b"".join(rest)


def _look_into(piece: bytes, patterns: Patterns, found: _Found, *, plain: bool) -> None:
    """Find everything in one piece."""
    found.texts += piece.count(b'"s"') + piece.count(b"'s'")
    text = pl.Series([_decoded(piece, plain=plain)])
    rows, kinds = _signs(text, patterns)
    if plain and "o" in kinds:
        raise NotOrdinaryError
    if "!" in kinds:
        words = _CDATA.sub(lambda match: match[1].replace("<", "&lt;"), _COMMENT.sub("", text[0]))
        text = pl.Series([words])
        rows, kinds = _signs(text, patterns)
    if "c" in kinds:
        # cells that do not begin with their place: what else they hold may be hidden by this match
        kinds |= set("ftrv")
        if _lacks_references(text, patterns):
            text = _with_places(text, patterns, found)
            rows = _matches(text, patterns.row)
    numbers = rows.str.extract(rf"\sr={QUOTE}([0-9]+)").cast(pl.UInt32, strict=False)
    if numbers.null_count():
        text = _with_places(text, patterns, found)
        rows = _matches(text, patterns.row)
        numbers = rows.str.extract(rf"\sr={QUOTE}([0-9]+)").cast(pl.UInt32, strict=False)
    found.rows = max(found.rows, _largest(numbers))
    if "r" in kinds:
        _measure(text, found, patterns.far)
    hidden = rows.str.contains(rf"\shidden={QUOTE}(?:1|true|on){QUOTE}|\sht={QUOTE}0(?:\.0*)?{QUOTE}")
    if hidden.any():
        found.hidden_rows.append(numbers.filter(hidden).drop_nulls())
    _keep_cells(text, kinds, patterns, found)
    if not found.begun:
        found.hidden_columns |= _hidden_columns(text[0], patterns)
        found.begun = True
    if "m" in kinds:
        references = _matches(text, patterns.merged).str.extract(rf"\sref={QUOTE}([^\"']*)").drop_nulls().to_list()
        found.merged += [block for block in map(block_of, references) if block is not None]


def _with_places(text: pl.Series, patterns: Patterns, found: _Found) -> pl.Series:
    if not found.placing:
        raise NotOrdinaryError
    return pl.Series([_with_references(text[0], patterns, found.rows)])


def _decoded(piece: bytes, *, plain: bool) -> str:
    if not plain:
        return piece.decode("utf-8", "replace")
    if not is_utf8(piece):
        raise NotOrdinaryError
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError:
        raise NotOrdinaryError from None


def _keep_cells(text: pl.Series, kinds: set[str], patterns: Patterns, found: _Found) -> None:
    """Keep the XML of the cells of which something is seen."""
    # both at once: a search for either takes as long as one for both
    wanted = [patterns.formula] * ("f" in kinds) + [patterns.styled] * bool(patterns.styled)
    cells = _matches(text, "|".join(wanted)) if wanted else pl.Series(dtype=pl.String)
    if "f" in kinds:
        found.cells.formulas.append(cells.filter(cells.str.contains(f"<{patterns.prefix}f", literal=True)))
    if patterns.styled:
        found.cells.styled.append(cells.filter(cells.str.contains(f"^{patterns.styled}")))
    if "t" in kinds:
        found.cells.errors.append(_matches(text, patterns.error))
    if "v" in kinds:
        found.cells.digits.append(_matches(text, patterns.digits))
    if patterns.unstyled:
        found.cells.unstyled.append(_matches(text, patterns.unstyled))


def _signs(text: pl.Series, patterns: Patterns) -> tuple[pl.Series, set[str]]:
    """Find the opening tags of the rows, and tell by the first signs of what is found what a piece holds at all.

    Of a place far out it is ``r``, of one that is not written as A1 ``o`` too.
    """
    found = _matches(text, patterns.any)
    is_row = found.str.starts_with(f"<{patterns.prefix}row")
    rows, others = found.filter(is_row), found.filter(~is_row)
    starts = others.str.slice(0, 2 + len(patterns.prefix)).unique().to_list()
    kinds = {start.removeprefix("<").removeprefix(patterns.prefix).strip()[:1] for start in starts}
    if others.str.contains(f"^{ODD_PLACE}").any() or rows.str.contains(ODD_PLACE).any():
        kinds.add("o")
    return rows, kinds


def _placed(piece: bytes, patterns: Patterns, row: int) -> pl.Series:
    text = pl.Series([piece.decode("utf-8", "replace")])
    return pl.Series([_with_references(text[0], patterns, row)]) if _lacks_references(text, patterns) else text


def _measure(text: pl.Series, found: _Found, reference: str) -> None:
    """Widen the rectangle by the cells whose references have some form."""
    references = _matches(text, rf"\sr={QUOTE}{reference}").str.replace_all(r"[^A-Z0-9]", "")
    names = references.str.extract("^([A-Z]+)").unique().drop_nulls().to_list()
    found.columns = max(found.columns, *(position(name) + 1 for name in names), 1)
    found.rows = max(found.rows, _largest(references.str.extract("([0-9]+)$").cast(pl.UInt32, strict=False)))


def _refuse_large(found: _Found, limit: int) -> None:
    if found.rows * found.columns > limit:
        raise TooLargeError(found.rows, found.columns)


def _hidden_columns(text: str, patterns: Patterns) -> set[int]:
    """Find the columns that are hidden, or of no width; they are described before the rows."""
    hidden: set[int] = set()
    for tag in re.findall(rf"<{re.escape(patterns.prefix)}col\s[^>]*>", text[: text.find("sheetData")]):
        about = dict(re.findall(r"(\w+)=[\"']([^\"']*)", tag))
        if about.get("hidden", "").lower() in {"1", "true", "on"} or re.fullmatch(
            r"0(?:\.0*)?", about.get("width", "")
        ):
            first, last = int(about.get("min", "1")), int(about.get("max", "1"))
            hidden |= set(range(first - 1, min(last, WIDEST)))
    return hidden


def _matches(text: pl.Series, pattern: str) -> pl.Series:
    return text.str.extract_all(pattern).explode().drop_nulls()


def _largest(numbers: pl.Series) -> int:
    largest = numbers.max()
    return largest if isinstance(largest, int) else 0


def _lacks_references(text: pl.Series, patterns: Patterns) -> bool:
    """Tell whether a cell does not say where it is."""
    cells = _matches(text, rf"<{re.escape(patterns.prefix)}c(?:>|\s+[^r\s][^>]*>)")
    return bool((~cells.str.contains(r"\sr=")).any())


def _with_references(text: str, patterns: Patterns, row: int) -> str:
    """Give a place to rows and cells that do not say where they are: each follows the one before it."""
    p = re.escape(patterns.prefix)
    column = 0
    parts, end = [], 0
    for match in re.finditer(rf"<{p}(row|c)(?=[\s/>])([^>]*)>", text):
        what, about = match.groups()
        stated = re.search(rf"\sr={QUOTE}([A-Z]*)(\d+){QUOTE}", about)
        if what == "row":
            row, column = (int(stated[2]) if stated else row + 1), 0
            reference = str(row)
        else:
            column = position(stated[1]) + 1 if stated and stated[1] else column + 1
            reference = f"{letter(column - 1)}{row}"
        if stated is None:
            place = match.start(2)
            parts += [text[end:place], f' r="{reference}"']
            end = place
    return "".join([*parts, text[end:]])
