"""Exported answers described as a DDI-Codebook 2.5 document, as data archives take it.

Elements and their order are those of the schema ``ddi:codebook:2_5`` (DDI Alliance, Codebook 2.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from kumin.archive.answers import Exported
from kumin.archive.codebook import counts, empty_counts
from kumin.archive.variables import Variable
from kumin.words.words import Words

NAMESPACE = "ddi:codebook:2_5"
XML = "http://www.w3.org/XML/1998/namespace"
INTERVAL = {"number": "contin", "date": "contin", "design": "contin", "order": "contin"}


@dataclass(frozen=True)
class Study:
    """What is said of the survey.

    Attributes
    ----------
    id, title, ward : str
        Of the questionnaire or the plan; ``ward`` may be empty.
    facts : mapping of element to text
        ``collDate``, ``universe``, ``sampProc``, ``collMode``, ``respRate``: those that are known.
    version : str
        Of kumin.
    day : str
        Of writing, ISO 8601.
    """

    id: str
    title: str
    ward: str
    facts: Mapping[str, str]
    version: str
    day: str


def ddi(found: Exported, study: Study, file_name: str, words: Words) -> bytes:
    """Return the document as UTF-8."""
    Xml.register_namespace("", NAMESPACE)
    root = Xml.Element(_tag("codeBook"), {"version": "2.5", f"{{{XML}}}lang": words.lang})
    _document(_child(root, "docDscr"), study)
    _study(_child(root, "stdyDscr"), study)
    file_ = _child(_child(root, "fileDscr", None, {"ID": "F1"}), "fileTxt")
    _child(file_, "fileName", file_name)
    size = _child(file_, "dimensns")
    _child(size, "caseQnty", str(found.frame.height))
    _child(size, "varQnty", str(len(found.variables)))
    data = _child(root, "dataDscr")
    for number, variable in enumerate(found.variables, start=1):
        _variable(data, number, variable, found, words)
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _child(
    parent: Xml.Element, name: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> Xml.Element:
    child = Xml.SubElement(parent, _tag(name), dict(attributes or {}))
    # control codes other than tab and line ends cannot stand in XML
    child.text = None if text is None else "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return child


def _citation(parent: Xml.Element, study: Study) -> Xml.Element:
    citation = _child(parent, "citation")
    title = _child(citation, "titlStmt")
    _child(title, "titl", study.title)
    _child(title, "IDNo", study.id)
    return citation


def _document(parent: Xml.Element, study: Study) -> None:
    citation = _citation(parent, study)
    production = _child(citation, "prodStmt")
    _child(production, "prodDate", study.day, {"date": study.day})
    _child(production, "software", "kumin", {"version": study.version})


def _study(parent: Xml.Element, study: Study) -> None:
    citation = _citation(parent, study)
    if study.ward:
        _child(_child(citation, "rspStmt"), "AuthEnty", study.ward)
    summary = {name: study.facts[name] for name in ("collDate", "universe") if name in study.facts}
    if summary:
        described = _child(_child(parent, "stdyInfo"), "sumDscr")
        for name, text in summary.items():
            _child(described, name, text)
    collected = {name: study.facts[name] for name in ("sampProc", "collMode") if name in study.facts}
    if not collected and "respRate" not in study.facts:
        return
    method = _child(parent, "method")
    if collected:
        described = _child(method, "dataColl")
        for name, text in collected.items():
            _child(described, name, text)
    if "respRate" in study.facts:
        _child(_child(method, "anlyInfo"), "respRate", study.facts["respRate"])


def _variable(parent: Xml.Element, number: int, variable: Variable, found: Exported, words: Words) -> None:
    scale = INTERVAL.get(variable.kind, "discrete")
    element = _child(parent, "var", None, {"ID": f"V{number}", "name": variable.name, "files": "F1", "intrvl": scale})
    _child(element, "labl", variable.label)
    if variable.question is not None:
        _child(_child(element, "qstn"), "qstnLit", variable.question.text)
    empty = empty_counts(found, variable)
    column = found.frame[variable.name]
    _child(element, "sumStat", str(column.len() - column.null_count()), {"type": "vald"})
    _child(element, "sumStat", str(column.null_count()), {"type": "invd"})
    for code, n in counts(found, variable).items():
        _category(element, str(code), variable.values[code], n)
    for why, n in empty.items():
        if n and variable.question is not None:
            _category(element, "", words.text(f"export_{why}"), n, missing=True)
    kind = "character" if variable.kind == "date" else "numeric"
    _child(element, "varFormat", None, {"type": kind, "schema": "ISO" if kind == "character" else "other"})


def _category(parent: Xml.Element, value: str, label: str, n: int, *, missing: bool = False) -> None:
    category = _child(parent, "catgry", None, {"missing": "Y"} if missing else None)
    _child(category, "catValu", value)
    _child(category, "labl", label)
    _child(category, "catStat", str(n), {"type": "freq"})
