"""A long text as it is read piece by piece: unpacked, and in an encoding of which lines can be told by their bytes."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO

from kumin.errors import ReadError
from kumin.on_disk import is_long, written
from kumin.reading import Clock, current_limits
from kumin.responses.readers._content import gunzipped, inner_kind, kind_of, unzipped, within_limit, zipped_file
from kumin.responses.readers.encoding import (
    BOMS,
    JAPANESE,
    decoded_by,
    encoding_named,
    is_jis,
    likelier,
    lines_before,
    utf16_by_nuls,
    with_bom,
)
from kumin.responses.threads import on_another_thread

TEXT = "text"
"""``kind`` of the tables of texts."""

BEGIN = 1 << 22
"""Bytes of the beginning of a text that say what it is."""

_STEP = 1 << 20
_PACKED_STEP = 1 << 16
_JIS = "iso-2022-jp"
_CUT_BY_BYTES = ("utf-8", "utf-8-sig", *JAPANESE)
_MADE_UTF8 = ("utf-16-le", "utf-16-be", _JIS)


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoding of a text, as far as its beginning says it.

    Attributes
    ----------
    name : str
        One of :data:`kumin.responses.readers.encoding.ENCODINGS`.
    evidence : str
        How it was recognised; empty where the whole text has to say so.
    bom : int
        Bytes of the mark at the beginning.
    """

    name: str
    evidence: str = ""
    bom: int = 0

    def text(self, piece: bytes) -> bytes:
        """Make a piece of whole lines UTF-8, which Polars looks at where it is that already."""
        return piece.decode(self.name).encode() if self.name in JAPANESE else piece


@dataclass(frozen=True, slots=True)
class LongText:
    """A long text that can be read piece by piece.

    Attributes
    ----------
    file : file
        Its bytes.
    size : int
        How many.
    begin : bytes
        Whole lines at its beginning, with the mark of its encoding.
    coded : Encoded
        The encoding of these bytes.
    source : Encoded
        The encoding in the answer file, which is another where the text was made UTF-8 to be read.
    digest : callable, optional
        Returns that of the answer file, where it is not made of these bytes.
    """

    file: IO[bytes]
    size: int
    begin: bytes
    coded: Encoded
    source: Encoded
    digest: Callable[[], str] | None


@contextmanager
def long_text(path: Path, encoding: str | None, clock: Clock) -> Iterator[LongText | None]:
    """Open a long text; temporary files that it needs are there while it is used.

    Parameters
    ----------
    path : Path
        The file.
    encoding : str, optional
        Default: found out.
    clock : Clock
        The time there is.

    Yields
    ------
    LongText or None
        None where the file is not a long text, or where only the whole text says what encoding it is of.

    Raises
    ------
    ReadError
        It is packed and broken, larger unpacked than the memory that reading a file may take, or not of the encoding
        that it says it is of; or the time is over.
    KuminError
        The folder of temporary files is full, or cannot be written.
    """
    with ExitStack() as files:
        yield _opened(path, encoding, clock, files)


def _opened(path: Path, encoding: str | None, clock: Clock, files: ExitStack) -> LongText | None:
    file: IO[bytes] = files.enter_context(path.open("rb"))
    kind, digest = kind_of(path, file.read(_STEP)), None
    file.seek(0)
    if kind in _UNPACKED:
        if (unpacked := _UNPACKED[kind](path, file, clock)) is None:
            return None
        file, kind, digest = files.enter_context(unpacked), TEXT, on_another_thread(partial(_digest, path)).result
    size, begin = file.seek(0, 2), _begin_of(file)
    if kind != TEXT or not is_long(_rows(begin, size)) or (found := _encoded(file, begin, size, encoding)) is None:
        return None
    if found.name in _CUT_BY_BYTES:
        return LongText(file, size, _whole_lines(begin), found, found, digest)
    digest = digest or on_another_thread(partial(_digest, path)).result
    if (made := _as_utf8(path, file, found, clock)) is None:
        return None
    file = files.enter_context(made)
    size, begin = file.seek(0, 2), _begin_of(file)
    # of another encoding than the one given it may have no lines
    if not is_long(_rows(begin, size)):
        return None
    return LongText(file, size, _whole_lines(begin), Encoded("utf-8"), found, digest)


def _begin_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(BEGIN)


def _whole_lines(begin: bytes) -> bytes:
    return begin[: begin.rfind(b"\n") + 1]


def _rows(begin: bytes, size: int) -> int:
    """Estimate the rows of a text by those of its beginning."""
    return size * begin.count(b"\n") // max(len(begin), 1)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _timed(pieces: Iterator[bytes], clock: Clock) -> Iterator[bytes]:
    for piece in pieces:
        clock.check()
        yield piece


def _gunzipped(path: Path, file: IO[bytes], clock: Clock) -> IO[bytes] | None:
    """Unpack a long text of a gzip file into a temporary file; None where it is none."""
    pieces = gunzipped(path, iter(partial(file.read, _PACKED_STEP), b""))
    begin = b""
    while len(begin) < BEGIN and (piece := next(pieces, b"")):
        begin += piece
    # nothing but the part that is unpacked says how long the rest is
    size = path.stat().st_size * len(begin) // max(file.tell(), 1)
    if not _is_long_text(path, begin, size):
        return None
    whole = within_limit(path, chain([begin], pieces), current_limits().bytes)
    return written(_timed(whole, clock))


def _unzipped(path: Path, file: IO[bytes], clock: Clock) -> IO[bytes] | None:
    """Unpack a long text of a ZIP archive into a temporary file; None where it is none."""
    if (found := zipped_file(path, file)) is None:
        return None
    archive, info = found
    limit = current_limits().bytes
    first = next(unzipped(path, archive, info, limit), b"")
    if not _is_long_text(path, first, info.file_size):
        return None
    return written(_timed(unzipped(path, archive, info, limit), clock), stated=info.file_size)


_UNPACKED: dict[str, Callable[[Path, IO[bytes], Clock], IO[bytes] | None]] = {"gzip": _gunzipped, "zip": _unzipped}


def _is_long_text(path: Path, begin: bytes, size: int) -> bool:
    return bool(begin.strip()) and is_long(_rows(begin, size)) and inner_kind(path, begin) == TEXT


def _encoded(file: IO[bytes], begin: bytes, size: int, given: str | None) -> Encoded | None:
    """Recognise the encoding of a text; None where the whole text has to be looked at for it."""
    if given is not None:
        name, length = with_bom(encoding_named(given), begin)
        found = Encoded(name, "given", length) if name in _CUT_BY_BYTES or name in _MADE_UTF8 else None
    elif marks := [(mark, name) for mark, name in BOMS if begin.startswith(mark)]:
        found = Encoded(marks[0][1], "bom", len(marks[0][0]))
    elif name := utf16_by_nuls(begin, size):
        valid = _are_valid(file, ("ascii", "utf-8"))
        found = Encoded(name, "nuls") if not valid or "ascii" in valid else None
    else:
        found = _by_letters(file, _whole_lines(begin))
    return None if found and found.name in _CUT_BY_BYTES and 0 in begin else found


def _by_letters(file: IO[bytes], lines: bytes) -> Encoded | None:
    if lines.isascii() and is_jis(lines):
        return Encoded(_JIS, "valid")
    if decoded_by(lines, ("utf-8",)):
        return Encoded("utf-8")
    decoded = decoded_by(lines, JAPANESE)
    if len(decoded) > 1:
        valid = _are_valid(file, JAPANESE)
        decoded = {name: text for name, text in decoded.items() if name in valid}
    return Encoded(*likelier(decoded)) if decoded else None


def _are_valid(file: IO[bytes], names: tuple[str, ...]) -> set[str]:
    """Return the encodings that the whole text is valid in."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in names}
    file.seek(0)
    step = b" "
    while step and decoders:
        step = file.read(_STEP)
        for name in list(decoders):
            try:
                decoders[name].decode(step, not step)
            except UnicodeDecodeError:
                del decoders[name]
    return set(decoders)


def _as_utf8(path: Path, file: IO[bytes], coded: Encoded, clock: Clock) -> IO[bytes] | None:
    """Write a text as UTF-8 into a temporary file; None where it proves not to be of an encoding that was found out.

    Raises
    ------
    ReadError
        It is not of the encoding that was given, or that its mark or its zero bytes say.
    """
    file.seek(coded.bom)
    try:
        return written(_timed(_made_utf8(file, coded.name, ascii_only=coded.evidence == "valid"), clock))
    except UnicodeDecodeError:
        if coded.evidence == "valid":
            return None
        row = 1 + _valid_lines(file, coded)
        raise ReadError("encoding_wrong", path=path, encoding=coded.name, row=row) from None


def _made_utf8(file: IO[bytes], name: str, *, ascii_only: bool) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(name)()
    while step := file.read(_STEP):
        if ascii_only and not step.isascii():
            raise UnicodeDecodeError(name, step, 0, 1, "")
        yield decoder.decode(step).encode(errors="replace")
    yield decoder.decode(b"", final=True).encode(errors="replace")


def _valid_lines(file: IO[bytes], coded: Encoded) -> int:
    """Count the line ends before the first byte that is not valid."""
    decoder, lines, last, step = codecs.getincrementaldecoder(coded.name)(), 0, b"", b" "
    file.seek(coded.bom)
    while step:
        step = file.read(_STEP)
        try:
            text = decoder.decode(step, not step)
        except UnicodeDecodeError as error:
            text, step = error.object[: error.start].decode(coded.name, "replace"), b""
        own = text.encode(errors="replace")
        # a line end of two signs may be cut
        lines += lines_before(own, "utf-8") - (last == b"\r" and own[:1] == b"\n")
        last = own[-1:] or last
    return lines
