"""The bytes of a file, unpacked from gzip or ZIP, within a limit."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kumin.errors import ReadError
from kumin.numbers import counted
from kumin.reading import current_limits, read_file
from kumin.responses.display import nameable
from kumin.responses.readers.reader import READERS, answer_suffixes

_TIMES = 4
"""Memory that reading a text takes, in bytes of it. A million answers to forty questions are a tenth of a gigabyte."""

_STEP = 1 << 20

# packed files; all other formats are recognised by the signatures of their readers
_PACKED = ((b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"))
# ZIP archives of office programs that hold no table of answers, by a member that each has
_DOCUMENTS = (
    ("xl/workbook.bin", "XLSB"),
    ("word/document.xml", "Word"),
    ("ppt/presentation.xml", "PowerPoint"),
    ("Index/Document.iwa", "Numbers"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# formats that hold no table of answers, by how they begin
_REFUSED = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"MZ\x90", "EXE"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"<stata_dta>", "Stata"),
    (b"HEADER RECORD*******", "SAS"),
    (b"\x00" * 12 + b"\xc2\xea\x81\x60", "SAS"),
    (b"ASCII SPSS PORT FILE", "SPSS Portable"),
    (b"ARROW1", "Arrow"),
)


# a heading may begin with a bracket (問1 as [1]), but not with an object or a list in it
_JSON = re.compile(rb'\[\s*(\{\s*"|\[)|\{\s*"[^"]*"\s*:')
# signs that stand in no text: vertical tabs, feeds, escapes and the separators of old systems do
_NO_TEXT = bytes([*range(9), *range(14, 26)])
_LOOKED_AT, _FEW = 4096, 4
"""How many bytes are looked at, and how many of these signs may stand among them."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds.

    Attributes
    ----------
    data : bytes
        Unpacked where it was packed.
    kind : str
        The name of the reader for it.
    stored : bytes
        The file as it is on the disk.
    """

    data: bytes
    kind: str
    stored: bytes


def load(path: Path, limit: int | None = None) -> Content:
    """Read a file and unpack it, within the limits that hold here.

    Raises
    ------
    ReadError
        The file is missing, empty, of no kind that holds answers, broken, encrypted or larger than ``limit``.
    """
    limit = current_limits().bytes // _TIMES if limit is None else limit
    stored = _stored(path, limit)
    kind = kind_of(path, stored)
    if kind == "gzip":
        data = b"".join(within_limit(path, gunzipped(path, [stored]), limit))
        return Content(data, inner_kind(path, data), stored)
    if kind == "zip":
        return _unzip(path, stored, limit)
    # an encrypted XLSX is put into the container of the old format
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in stored:
        raise ReadError("file_encrypted", path=path)
    return Content(stored, kind, stored)


def _stored(path: Path, limit: int) -> bytes:
    try:
        data = read_file(path, limit, ReadError)
    except FileNotFoundError:
        raise ReadError("file_missing", path=path) from None
    except IsADirectoryError:
        raise ReadError("file_is_folder", path=path) from None
    except (OSError, ValueError) as error:
        if path.is_dir():  # Windows says "permission denied"
            raise ReadError("file_is_folder", path=path) from None
        raise ReadError("file_unreadable", path=path, reason=error) from None
    if not data[:4096].strip() and not data.strip():
        raise ReadError("file_empty", path=path)
    return data


def kind_of(path: Path, data: bytes) -> str:
    """Recognise a file by its bytes; its name may say anything."""
    for signature, kind in _PACKED:
        if data.startswith(signature):
            return kind
    for reader in READERS.values():
        if reader.signatures and data.startswith(reader.signatures):
            return reader.name
    for signature, name in _REFUSED:
        if data.startswith(signature):
            raise _unsupported(path, name)
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    # spreadsheets that web systems write as HTML or XML, under the name of .xls
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise _unsupported(path, "HTML")
    if start.startswith(b"<?xml"):
        raise _unsupported(path, "XML")
    if _JSON.match(start):
        raise _unsupported(path, "JSON")
    return next(reader.name for reader in READERS.values() if not reader.signatures and not reader.member)


def refuse_no_text(path: Path, text: bytes, width: int) -> None:
    """Refuse what was taken for text and is none, as it begins.

    Parameters
    ----------
    path : Path
        For the message.
    text : bytes
        UTF-8.
    width : int
        Columns of the table. Cells of one that has several may hold signs of the system that wrote them, which is told
        of each; its first row may not.

    Raises
    ------
    ReadError
        It is none.
    """
    start = text[:_LOOKED_AT] if width == 1 else text[:_LOOKED_AT].partition(b"\n")[0]
    if len(start) - len(start.translate(None, _NO_TEXT)) > _FEW:
        raise _unsupported(path, "binary")


def _unsupported(path: Path, kind: str) -> ReadError:
    return ReadError("file_of_no_use", path=path, kind=kind, known=" ".join(answer_suffixes(packed=False)))


def inner_kind(path: Path, data: bytes) -> str:
    """Tell what was inside; a packed file inside a packed file is not opened."""
    if not data.strip():
        raise ReadError("file_empty", path=path)
    kind = kind_of(path, data)
    if kind in {"gzip", "zip", "xls"}:
        raise ReadError("file_packed_twice", path=path)
    return kind


def gunzipped(path: Path, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack the blocks of a gzip file piece by piece.

    Raises
    ------
    ReadError
        It is broken, or cut.
    """
    unpacker = None
    try:
        for block in blocks:
            rest = block
            # behind a member another may follow, or zeros that fill a tape
            while rest and (unpacker or (rest := rest.lstrip(b"\0"))):
                unpacker = unpacker or zlib.decompressobj(wbits=31)
                if part := unpacker.decompress(rest, _STEP * 16):
                    yield part
                rest = unpacker.unconsumed_tail
                if unpacker.eof:
                    rest, unpacker = unpacker.unused_data, None
    except zlib.error:
        raise ReadError("file_broken", path=path, kind="gzip") from None
    if unpacker is not None:
        raise ReadError("file_broken", path=path, kind="gzip")


def within_limit(path: Path, pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Pass the pieces of a file on, as long as they are not more than so many bytes.

    Raises
    ------
    ReadError
        They are.
    """
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise ReadError("file_too_large", path=path, limit=_megabytes(limit))
        yield piece


def _unzip(path: Path, stored: bytes, limit: int) -> Content:
    """Open a workbook, or a zip of one file; every member is unpacked once to know its true size."""
    archive, members = _opened(path, io.BytesIO(stored))
    names = {info.filename for info in members}
    for reader in READERS.values():
        if reader.member in names:
            left = limit
            for info in members:
                if reader.unpacks and info.filename.startswith(reader.unpacks):
                    _refuse_large(path, info, left)
                else:
                    _member(path, archive, info, left, keep=False)
                left -= info.file_size
            return Content(stored, reader.name, stored)
    data = _member(path, archive, _only_file(path, members), limit)
    return Content(data, inner_kind(path, data), stored)


def zipped_file(path: Path, file: IO[bytes]) -> tuple[zipfile.ZipFile, zipfile.ZipInfo] | None:
    """Find the one file of a ZIP archive; None in a workbook.

    Raises
    ------
    ReadError
        It is broken or encrypted, or holds no file, several, or a document.
    """
    archive, members = _opened(path, file)
    if {reader.member for reader in READERS.values()} & {info.filename for info in members}:
        return None
    return archive, _only_file(path, members)


def _opened(path: Path, file: IO[bytes]) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Open a ZIP archive that may hold answers, and list its members."""
    try:
        archive = zipfile.ZipFile(file)
        members = [info for info in archive.infolist() if not info.is_dir()]
    except Exception as error:
        # of a damaged archive zipfile raises whatever its parsing meets: IndexError, struct.error, …
        raise ReadError("file_broken", path=path, kind="ZIP") from error
    if any(info.flag_bits & 1 for info in members):
        raise ReadError("file_encrypted", path=path)
    _refuse_documents(path, archive, {info.filename for info in members})
    return archive, members


def _only_file(path: Path, members: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Choose the one file of an archive that is no workbook."""
    names = {info.filename for info in members}
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        raise ReadError("file_broken", path=path, kind="XLSX")
    files = [info for info in members if not _is_litter(info.filename)]
    if not files:
        raise ReadError("zip_empty", path=path)
    if len(files) != 1:
        raise ReadError("zip_not_of_one", path=path, count=len(files))
    return files[0]


def _refuse_documents(path: Path, archive: zipfile.ZipFile, names: set[str]) -> None:
    """Refuse the ZIP archives of office programs that hold no sheet, and a spreadsheet that has lost its content."""
    for member, kind in _DOCUMENTS:
        if member in names:
            raise _unsupported(path, kind)
    if "mimetype" in names and names & {"content.xml", "styles.xml", "META-INF/manifest.xml"}:
        stated = _member(path, archive, archive.getinfo("mimetype"), _STEP).decode("ascii", "replace").strip()
        kind = stated.rpartition("opendocument.")[2]
        if stated.startswith(_OPEN_DOCUMENT) and not kind.startswith("spreadsheet"):
            raise _unsupported(path, f"OpenDocument ({nameable(kind)})")
        if "content.xml" not in names:
            raise ReadError("file_broken", path=path, kind="ODS")


def _refuse_large(path: Path, info: zipfile.ZipInfo, limit: int) -> None:
    if info.file_size > limit:
        raise ReadError("file_too_large", path=path, limit=_megabytes(limit))


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, *, keep: bool = True) -> bytes:
    parts = unzipped(path, archive, info, limit)
    return b"".join(part if keep else b"" for part in parts)


def unzipped(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """Unpack a member piece by piece.

    Raises
    ------
    ReadError
        It is larger, or broken: one that states a size that is not its own fails its checksum.
    """
    _refuse_large(path, info, limit)
    yield from within_limit(path, _pieces(path, archive, info), limit)


def _pieces(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as member:
            while part := member.read(_STEP):
                yield part
    except Exception:
        raise ReadError("file_broken", path=path, kind="ZIP") from None


def _is_litter(name: str) -> bool:
    """Tell the files that macOS and Windows put into a zip of their own."""
    path = PurePosixPath(name)
    return (
        path.parts[:1] == ("__MACOSX",)
        or path.name.startswith(".")
        or path.name.lower() in {"thumbs.db", "desktop.ini"}
    )


def _megabytes(size: int) -> str:
    return counted(size // 1024**2)
