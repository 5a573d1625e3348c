"""Bytes of a text file → UTF-8, with the evidence for the encoding it was in."""

from __future__ import annotations

import codecs
import re
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
_JIS = (b"\x1b$B", b"\x1b$@")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

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
    for bom, name in _BOMS:
        if data.startswith(bom):
            text, used, _ = _as_given(path, data, name)
            return text, used, "bom"
    if name := _utf16_without_bom(data):
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
    if name == "utf-16":
        name = "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    for bom, of in _BOMS:
        if name == of or (name == "utf-8" and of == "utf-8-sig"):
            data = data.removeprefix(bom)
    try:
        text = data.decode("utf-8" if name == "utf-8-sig" else name)
    except UnicodeDecodeError as error:
        raise ReadError("encoding_wrong", path=path, encoding=name, row=_row(data, error.start)) from None
    utf8 = data if name.startswith("utf-8") else text.encode("utf-8", errors="replace")
    return utf8, name, "given"


def _row(data: bytes, offset: int) -> int:
    """Return the line of the file that a byte stands in, from 1."""
    before = data[:offset].replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r") + 1


def _utf16_without_bom(data: bytes) -> str:
    """Tell UTF-16 by where its zero bytes stand: the high halves of the ASCII characters every CSV has."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or len(data) % 2 or max(even, odd) < len(sample) // 20 + 1:
        return ""
    if not data.isascii() and _is_utf8(data):
        return ""  # zero bytes in a damaged file: letters of UTF-16 would hardly be valid
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
    decoded = {}
    for name in ("cp932", "euc-jp"):
        try:
            decoded[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    if len(decoded) == 2:
        # bytes of half-width kana are EUC-JP too, and those of EUC-JP often half-width kana: which makes words?
        best = "cp932" if _strange_kana(decoded["cp932"]) <= _strange_kanji(decoded["euc-jp"]) else "euc-jp"
        return decoded[best].encode("utf-8", errors="replace"), best, "kana" if best == "cp932" else "euc"
    for name, text in decoded.items():
        return text.encode("utf-8", errors="replace"), name, "valid"
    # a system that cuts cells at so many bytes leaves half characters: a few of them are no other encoding
    damaged = {name: data.decode(name, errors="replace") for name in ("utf-8", "cp932")}
    best = min(damaged, key=lambda name: damaged[name].count("\ufffd"))
    text = damaged[best]
    if text.count("\ufffd") > max(_DAMAGE * len(text), 1) or text.count("\ufffd") * 20 > len(text):
        raise ReadError("encoding_undetected", path=path, row=_row(data, offset))
    return text.encode("utf-8", errors="replace"), best, "damaged"


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
