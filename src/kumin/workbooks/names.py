"""The names of a workbook's sheets, read without its cells: what tells a plan from answers."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from kumin.definitions.lenient.scalars import folded
from kumin.messages import LANGUAGES, text

_MOST = 1024**2
_NEEDED = ("sheet_plan", "sheet_indicators")
_OF_QUESTIONNAIRE = ("sheet_questions",)


def sheet_names(path: Path) -> list[str]:
    """Return the names of an XLSX workbook's sheets; none where it is no such workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            about = archive.getinfo("xl/workbook.xml")
            if about.file_size > _MOST:
                return []
            content = archive.read(about)
        root = ElementTree.fromstring(content) if b"<!DOCTYPE" not in content else None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError, NotImplementedError):
        return []
    return [] if root is None else [one.get("name", "") for one in root.iter() if one.tag.endswith("}sheet")]


def is_plan_workbook(path: Path) -> bool:
    """Tell whether a workbook is a plan."""
    return _has_all(path, _NEEDED)


def is_questionnaire_workbook(path: Path) -> bool:
    """Tell whether a workbook is a questionnaire; one of answers has no sheet of questions."""
    return _has_all(path, _OF_QUESTIONNAIRE)


def _has_all(path: Path, codes: tuple[str, ...]) -> bool:
    names = set(map(folded, sheet_names(path)))
    return all(names & {folded(text(code, lang)) for lang in LANGUAGES} for code in codes)
