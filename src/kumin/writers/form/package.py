"""The template as a package of parts: read within limits, and written again with every other part byte for byte."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from kumin.errors import UsageError
from kumin.reading import current_limits, read_file

MAX_BYTES = 100_000_000
"""Bytes of a template's file; a form with pictures is a hundredth."""
PARSED = 20
"""Bytes of memory a byte of XML may take, as a tree."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Package:
    """A template: ``kind`` is docx or xlsx by what it holds, ``parts`` its members in their order."""

    path: Path
    kind: str
    parts: tuple[tuple[zipfile.ZipInfo, bytes], ...]

    @property
    def content(self) -> dict[str, bytes]:
        """The parts by name."""
        return {info.filename: data for info, data in self.parts}

    def tree(self, name: str) -> Any:
        """Parse a part.

        Raises
        ------
        UsageError
            It is no XML, or has a DOCTYPE, which no such file has.
        """
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=False)
        try:
            root = etree.fromstring(self.content[name], parser)
        except etree.XMLSyntaxError:
            raise UsageError("form_part_broken", path=self.path, part=name) from None
        if root.getroottree().docinfo.doctype:
            raise UsageError("form_part_broken", path=self.path, part=name)
        return root

    def write(self, out: Path, changed: Mapping[str, Any]) -> None:
        """Write the package with other trees in the place of some parts."""
        from lxml import etree

        with zipfile.ZipFile(out, "w") as package:
            for info, data in self.parts:
                new = changed.get(info.filename)
                plain = (
                    data
                    if new is None
                    else etree.tostring(new, xml_declaration=True, encoding="UTF-8", standalone=True)
                )
                package.writestr(info, plain, compress_type=info.compress_type)


def open_template(path: Path) -> Package:
    """Read a template.

    Raises
    ------
    UsageError
        It is missing, larger than may be read, an old or encrypted file, or no Word or Excel file.
    """
    if not path.is_file():
        raise UsageError("form_missing", path=path)
    content = read_file(path, MAX_BYTES, UsageError, "form_too_large")
    if content.startswith(_OLD):
        raise UsageError("form_encrypted" if _ENCRYPTED in content else "form_old", path=path)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = _parts(package, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise UsageError("form_no_office", path=path) from None
    names = {info.filename for info, _ in parts}
    kinds = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
    kind = next((kind for kind, part in kinds.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise UsageError("form_no_office", path=path)
    return Package(path, kind, parts)


def _parts(package: zipfile.ZipFile, path: Path) -> tuple[tuple[zipfile.ZipInfo, bytes], ...]:
    infos = package.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise UsageError("form_encrypted", path=path)
    # what a member says of its size is checked by the library when it is read
    most = current_limits().bytes // PARSED
    if sum(info.file_size for info in infos) > most:
        raise UsageError("form_too_large", path=path, size=sum(info.file_size for info in infos), most=most)
    return tuple((info, package.read(info)) for info in infos)
