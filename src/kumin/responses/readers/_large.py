"""Large UTF-8 text with delimiters → a frame, each column as what its first cells are: read once, and fast."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from kumin.responses.distinct import repeats
from kumin.responses.readers import _delimited
from kumin.responses.readers._delimited import choose_delimiter, parse_records

_LEAST = 1 << 16
_SAMPLE_ROWS = 1000
_SAMPLE_LINES = 2 * _SAMPLE_ROWS  # a row may have several
_RETRIES = 4
_FIRST = 100  # numbers that are numbered by themselves
_WHOLE = re.compile(r'"?[+-]?\d+"?')
_UNFIT = re.compile(r"could not parse `(?P<cell>.*?)` as dtype .*? at column 'column_(?P<column>\d+)'", re.DOTALL)


def parse_large(text: bytes, delimiter: str | None) -> tuple[pl.DataFrame, str] | None:
    """Read the first records of a large file, to find its headings in.

    Parameters
    ----------
    text : bytes
        UTF-8 without BOM.
    delimiter : str, optional
        See :func:`choose_delimiter`.

    Returns
    -------
    (DataFrame, str) or None
        The first records as text, and the delimiter; None where the file must be read the careful way, as with a
        ``sep=`` line.
    """
    if text[:4].lower() == b"sep=":
        return None
    delimiter = choose_delimiter(text, delimiter)
    first = text[: text.rfind(b"\n", 0, max(_delimited.LARGE // 4, _LEAST)) + 1]
    first = b"".join(line + b"\n" for line in first.split(b"\n", _SAMPLE_LINES)[:_SAMPLE_LINES])
    try:
        return parse_records(first, delimiter, n_rows=_SAMPLE_ROWS), delimiter
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError):
        return None


def parse_body(text: bytes, delimiter: str, head: pl.DataFrame, start: int) -> pl.DataFrame | None:
    """Read a large file below its headings, the columns of small whole numbers as such.

    Parameters
    ----------
    text, delimiter
        See :func:`parse`.
    head : DataFrame
        See :func:`parse_large`.
    start : int
        Records to leave out at the beginning.

    Returns
    -------
    DataFrame or None
        Columns c0, c1, …: Int8 or Int16 where every cell is a whole number or empty, Categorical where texts repeat,
        else String; None where the file must be read the careful way.
    """
    sample = head.slice(start)
    # a number for each text takes less room and time than the texts; those of all columns are numbered together
    first = _numbered(pl.UInt16)
    texts: dict[str, pl.DataType] = dict.fromkeys(repeating(sample), first.dtype)
    whole = small_numbers(sample)
    for _ in range(_RETRIES + 1):
        try:
            return parse_records(text, delimiter, skip_rows=start, dtypes=texts | whole)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
            # the first cell that does not fit names its column
            found = _UNFIT.search(str(error))
            if found is None or (name := f"c{found['column']}") not in texts | whole:
                return None
            if name not in whole:
                # more texts than numbers of two bytes
                first = _numbered(pl.UInt32)
                texts = dict.fromkeys(texts, first.dtype)
            elif whole[name] == pl.Int8() and _WHOLE.fullmatch(found["cell"]):
                # a longer number: others may follow
                whole = dict.fromkeys(whole, pl.Int16())
            else:
                # that one is text, as are all after some attempts
                del whole[name]
    try:
        return parse_records(text, delimiter, skip_rows=start)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


def _numbered(numbers: type[pl.UInt16 | pl.UInt32]) -> pl.Series:
    """Return some texts of a new type of texts that have numbers, which are known as long as one of its Series lives.

    The number of "0" is 0, that of "1" is 1 and so on: of most cells the number of the text is the number it says.
    """
    return pl.Series(map(str, range(_FIRST)), dtype=pl.String).cast(
        pl.Categorical(pl.Categories.random("kumin", numbers))
    )


def small_numbers(sample: pl.DataFrame) -> dict[str, pl.DataType]:
    """Return the columns whose first cells are small whole numbers, written plainly, or empty.

    Returns
    -------
    dict of str to DataType
        Int8 where all have one digit, as nearly all codes; else Int16.
    """
    if not sample.height:
        return {}
    filled = pl.all().null_count() < sample.height
    plain, short = (
        sample.select(pl.all().str.contains(f"^{pattern}$").all() & filled).row(0, named=True)
        for pattern in (r"(?:0|-?[1-9]\d{0,3})", r"-?\d")
    )
    return {name: pl.Int8() if short[name] else pl.Int16() for name, yes in plain.items() if yes}


def parse_piece(text: bytes, delimiter: str, width: int, dtypes: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Read some records of a long file, all of one width.

    Parameters
    ----------
    text, delimiter
        See :func:`parse`.
    width : int
        Cells of a record.
    dtypes : mapping of str to DataType
        The columns to read, and as what.
    """
    schema = {name: dtypes.get(name, pl.String()) for name in map("c{}".format, range(width))}
    return pl.read_csv(
        text, has_header=False, infer_schema=False, separator=delimiter, schema=schema,
        columns=[place for place, name in enumerate(schema) if name in dtypes],
    )  # fmt: skip


def repeating(sample: pl.DataFrame) -> set[str]:
    """Return the columns whose first cells repeat."""
    filled = {name: sample[name].drop_nulls() for name in sample.columns}
    return {name for name, cells in filled.items() if len(cells) and repeats(cells)}
