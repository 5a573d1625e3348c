"""Bytes of a text file → UTF-8, with the evidence for the encoding it was in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from kumin.errors import ReadError

ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "euc-jp", "iso-2022-jp")
"""What ``encoding`` may be."""

_ALIASES = {
    "utf8": "utf-8", "utf_8": "utf-8", "utf-8-bom": "utf-8-sig", "utf_8_sig": "utf-8-sig", "utf8-sig": "utf-8-sig",
    "sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "ms932": "cp932", "windows-31j": "cp932",
    "utf16": "utf-16", "unicode": "utf-16", "eucjp": "euc-jp", "euc_jp": "euc-jp",
    "jis": "iso-2022-jp", "iso2022jp": "iso-2022-jp", "iso_2022_jp": "iso-2022-jp",
}  # fmt: skip
JAPANESE = ("cp932", "euc-jp")
"""What a text that is not UTF-8 may be in; no letter of either has the byte of a line end or a quote."""

_JIS = (b"\x1b$B", b"\x1b$@")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""The marks at the beginning of a text, and its encoding."""

# Shares of undecodable characters up to which a file is taken as damaged text of an encoding, not as another thing.
_DAMAGE = 0.002

_SAMPLE = 200_000

# Signs of half-width kana that stand where no word has them: voicing marks behind kana that have none, small kana and
# the like at the beginning, two signs of punctuation together.
_MISSPELT = re.compile(
    "(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ|(?<![ｷｼﾁﾃﾆﾋﾌﾐﾘｳﾞﾟ])[ｬｭｮ]|(?<![ｦ-ﾟ])[ｧ-ｰﾝ]|(?<![ｱ-ﾟ])[､･｡ｦ]|｢(?![ｦ-ﾟ])|ｯ(?![ｦ-ﾝ])|[ｧ-ｮ][ｧ-ｮ]"
)


def to_utf8(path: Path, data: bytes, encoding: str | None) -> tuple[bytes, str, str]:
    """Decode a text file.

    Parameters
    ----------
    path : Path
        For messages.
    data : bytes
        The file.
    encoding : str, optional
        One of :data:`ENCODINGS`; default: found out.

    Returns
    -------
    text : bytes
        UTF-8 without BOM. Characters that could not be decoded are U+FFFD.
    encoding : str
        One of :data:`ENCODINGS`.
    evidence : {"given", "bom", "nuls", "ascii", "valid", "euc", "kana", "damaged"}
        How the encoding was recognised.

    Raises
    ------
    ReadError
        The encoding is unknown, or the bytes are not valid in it, or no encoding was recognised.
    """
    if encoding is not None:
        return _as_given(path, data, encoding)
    for bom, name in BOMS:
        if data.startswith(bom):
            text, used, _ = _as_given(path, data, name)
            return text, used, "bom"
    if (name := utf16_by_nuls(data, len(data))) and (data.isascii() or not _is_utf8(data)):
        text, used, _ = _as_given(path, data, name)
        return text, used, "nuls"
    if data.isascii():
        return (*_as_given(path, data, "iso-2022-jp")[:2], "valid") if is_jis(data) else (data, "utf-8", "ascii")
    try:
        # the decoded text is not kept: the bytes are already what is wanted
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error.start)
    return data, "utf-8", "valid"


def looks_utf8(data: bytes) -> bool:
    """Tell from its beginning whether a file is UTF-8 without BOM: it has other than ASCII, all of it valid."""
    sample = data[: data.rfind(b"\n", 0, 1 << 16) + 1]
    try:
        return (
            not sample.isascii() and 0 not in sample and not data.startswith(codecs.BOM_UTF8) and bool(sample.decode())
        )
    except UnicodeDecodeError:
        return False


def encoding_named(given: str) -> str:
    """Return the usual name of an encoding, as in :data:`ENCODINGS`."""
    name = given.strip().lower()
    return _ALIASES.get(name, name)


def _as_given(path: Path, data: bytes, encoding: str) -> tuple[bytes, str, str]:
    name = encoding_named(encoding)
    if name not in ENCODINGS:
        raise ReadError("encoding_unknown", path=path, encoding=encoding, known=", ".join(ENCODINGS))
    name, bom = with_bom(name, data)
    data = data[bom:]
    try:
        text = data.decode("utf-8" if name == "utf-8-sig" else name)
    except UnicodeDecodeError as error:
        row = lines_before(data[: error.start], name) + 1
        raise ReadError("encoding_wrong", path=path, encoding=name, row=row) from None
    utf8 = data if name.startswith("utf-8") else text.encode("utf-8", errors="replace")
    return utf8, name, "given"


def with_bom(name: str, begin: bytes) -> tuple[str, int]:
    r"""Return the encoding of a text that begins so, as far as its name leaves it open, and the bytes of its mark.

    Examples
    --------
    >>> with_bom("utf-16", b"\xfe\xff\x00a"), with_bom("utf-8", b"a")
    (('utf-16-be', 2), ('utf-8', 0))
    """
    if name == "utf-16":
        name = "utf-16-be" if begin.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    own = "utf-8-sig" if name == "utf-8" else name
    return name, next((len(bom) for bom, of in BOMS if of == own and begin.startswith(bom)), 0)


def lines_before(data: bytes, encoding: str) -> int:
    """Count the line ends of bytes that are valid in an encoding."""
    # in UTF-16 a letter may have the byte of a line feed
    before = data.decode(encoding).encode() if encoding.startswith("utf-16") else data
    before = before.replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r")


def utf16_by_nuls(begin: bytes, size: int) -> str:
    """Tell UTF-16 by where its zero bytes stand: the high halves of the ASCII characters every CSV has.

    A damaged file may have zero bytes too: it is then valid UTF-8, as letters of UTF-16 would hardly be.

    Parameters
    ----------
    begin : bytes
        Of a text without a mark.
    size : int
        Bytes of the whole text.
    """
    sample = begin[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or size % 2 or max(even, odd) < len(sample) // 20 + 1:
        return ""
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else ""


def is_jis(data: bytes) -> bool:
    """Tell ISO-2022-JP, as mail programs and old systems write it, by the signs that begin its Japanese letters."""
    if not any(sign in data for sign in _JIS):
        return False
    try:
        data.decode("iso-2022-jp")
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _not_utf8(path: Path, data: bytes, offset: int) -> tuple[bytes, str, str]:
    decoded = decoded_by(data, JAPANESE)
    if decoded:
        best, evidence = likelier(decoded)
        return decoded[best].encode("utf-8", errors="replace"), best, evidence
    # a system that cuts cells at so many bytes leaves half characters: a few of them are no other encoding
    damaged = {name: data.decode(name, errors="replace") for name in ("utf-8", "cp932")}
    best = min(damaged, key=lambda name: damaged[name].count("\ufffd"))
    text = damaged[best]
    if text.count("\ufffd") > max(_DAMAGE * len(text), 1) or text.count("\ufffd") * 20 > len(text):
        raise ReadError("encoding_undetected", path=path, row=lines_before(data[:offset], "utf-8") + 1)
    return text.encode("utf-8", errors="replace"), best, "damaged"


def decoded_by(data: bytes, names: Iterable[str]) -> dict[str, str]:
    """Decode a text by each encoding that it is valid in."""
    decoded = {}
    for name in names:
        try:
            decoded[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    return decoded


def likelier(decoded: Mapping[str, str]) -> tuple[str, str]:
    """Choose among those of :data:`JAPANESE` that a text, or its beginning, is valid in, and return the evidence."""
    if len(decoded) == 1:
        return next(iter(decoded)), "valid"
    # bytes of half-width kana are EUC-JP too, and those of EUC-JP often half-width kana: which makes words?
    if _strange_kana(decoded["cp932"]) <= _strange_kanji(decoded["euc-jp"]):
        return "cp932", "kana"
    return "euc-jp", "euc"


def _strange_kana(text: str) -> float:
    """Share of what no text of half-width kana has, in one that also is EUC-JP and so has no other kana of its own."""
    sample = text[:_SAMPLE]
    kana = sum("｡" <= character <= "ﾟ" for character in sample)
    wide = sum(not character.isascii() for character in sample) - kana
    return (wide + len(_MISSPELT.findall(sample))) / max(wide + kana, 1)


def _strange_kanji(text: str) -> float:
    """Share of the rare: kanji of the second level, Greek, Cyrillic and lines."""
    signs = [character.encode("euc-jp") for character in text[:_SAMPLE] if not character.isascii()]
    return sum(sign[0] >= 0xD0 or 0xA6 <= sign[0] <= 0xAF or sign[0] == 0x8F for sign in signs) / max(len(signs), 1)
