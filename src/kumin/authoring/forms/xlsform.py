"""XLSForm workbooks of ODK, KoboToolbox and SurveyCTO: the sheets survey, choices and settings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kumin.authoring.forms.conditions import Known, all_hold, asked_if, bounds
from kumin.authoring.forms.form import Form, Item, Remainder, as_id, coded
from kumin.authoring.guess import OTHER_LABEL
from kumin.definitions import FileLayout
from kumin.definitions.questions import NOT_DRAFTED
from kumin.errors import ReadError
from kumin.responses import read_answers

_TYPES = {"integer": "number", "decimal": "number", "range": "number", "date": "date", "today": "", "text": "text"}
_AS_TEXT = {"time", "datetime", "rank", "select_one_from_file", "select_multiple_from_file", "barcode"}
_RECORDED = {
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit",
    "start-geopoint", "calculate", "hidden", "background-audio", "xml-external", "csv-external",
}  # fmt: skip
_COMPUTED = {"calculate", "hidden"}
"""Recorded in every answer, and not by the program for itself: that they are not read is said."""
_OLD = (
    (r"^(?:select[ _]all[ _]that[ _]apply|select[ _]multiple)[ _]from[ _]", "select_multiple "),
    (r"^(?:select[ _]one|select1)[ _]from[ _](?!file\b)", "select_one "),
    (r"^select one ", "select_one "), (r"^select multiple ", "select_multiple "), (r"^select1 ", "select_one "),
    (r"^int$", "integer"), (r"^string$", "text"),
)  # fmt: skip
"""Spellings of types that older forms have, and that the programs still take."""
_NO_ANSWERS = {"note", "geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "acknowledge", "trigger"}
_IDS = ("_id", "KEY", "instanceID", "meta/instanceID", "meta-instanceID")
_RECEIVED = ("_submission_time", "SubmissionDate", "end", "today")
_ADDED = (
    "start", "end", "today", "deviceid", "_uuid", "_validation_status", "_notes", "_status", "_submitted_by",
    "__version__", "_tags", "_index", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
    "Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "formdef_version", "meta/rootUuid",
)  # fmt: skip

Row = Mapping[str, str]


@dataclass
class _Reading:
    """What was read so far."""

    choices: Mapping[str, list[Row]]
    items: list[Item] = field(default_factory=list)
    remainders: list[Remainder] = field(default_factory=list)
    groups: list[tuple[str, str]] = field(default_factory=list)
    known: dict[str, tuple[str, Mapping[int, object], dict[str, int]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=lambda: set(NOT_DRAFTED))
    recorded: list[str] = field(default_factory=list)

    def left(self, row: Row, code: str, what: str = "") -> None:
        self.remainders.append(Remainder(f"survey {row['']}", row.get("name", ""), code, what))


def read_xlsform(path: Path) -> Form | None:
    """Read an XLSForm; None for a file without its two sheets.

    Raises
    ------
    ReadError
        It has no question.
    """
    survey = _sheet(path, "survey")
    if survey is None or not {"type", "name"} <= set(survey[0]):
        return None
    choices: dict[str, list[Row]] = {}
    for row in _sheet(path, "choices") or ():
        choices.setdefault(row.get("list_name", "") or row.get("listname", ""), []).append(row)
    reading = _Reading(choices)
    for row in survey:
        _read_row(row, reading)
    if not reading.items:
        raise ReadError("form_without_questions", path=path, kind="XLSForm")
    settings = _sheet(path, "settings") or [{}]
    title = settings[0].get("form_title", "") or settings[0].get("title", "")
    ignore = tuple(dict.fromkeys((*_ADDED, *reading.recorded)))
    return Form(
        "XLSForm", title, tuple(reading.items), tuple(reading.remainders), _IDS, _RECEIVED,
        tuple(name for name in ignore if name not in _RECEIVED),
    )  # fmt: skip


def _sheet(path: Path, name: str) -> list[Row] | None:
    """Read a sheet as rows by their headings, with the number of the row under the empty heading."""
    try:
        table = read_answers(path, layout=FileLayout(sheet=name, header_row=1, header_rows=1))
    except ReadError as error:
        if error.code in ("sheet_missing", "file_without_rows"):
            return None
        raise
    if table.kind in ("text", "sav", "parquet"):
        return None
    heads = [re.sub(r"\s*::\s*", "::", heading.strip()) for heading in table.headers]
    heads = [heading if "::" in heading else heading.lower().replace(" ", "_") for heading in heads]
    columns = [table.text(place).fill_null("").str.strip_chars().to_list() for place in range(len(heads))]
    numbers = table.frame["row"].to_list()
    rows: list[Row] = [
        {**dict(zip(heads, cells, strict=True)), "": str(number)}
        for number, *cells in zip(numbers, *columns, strict=True)
        if any(cells)
    ]
    return rows or None


def _read_row(row: Row, reading: _Reading) -> None:
    words = _type_words(row.get("type", ""))
    if not words or row.get("disabled", "").lower() in ("yes", "true", "true()"):
        return
    kind = words[0].lower()
    structure = " ".join(words[:2]).lower().replace("_", " ")
    if structure in ("begin group", "begin repeat"):
        reading.groups.append((row.get("name", ""), row.get("relevant", "")))
        if structure == "begin repeat":
            reading.left(row, "form_repeat")
    elif structure in ("end group", "end repeat"):
        reading.groups[-1:] = []
    elif kind in _RECORDED:
        reading.recorded += [row.get("name", "")] if row.get("name") else []
        if kind in _COMPUTED:
            reading.left(row, "form_recorded", words[0])
    elif kind in _NO_ANSWERS:
        if kind != "note":
            reading.left(row, "form_no_type", words[0])
            reading.recorded.append(_path(row, reading))
    else:
        _read_question(row, kind, words[1:], reading)


def _type_words(type_: str) -> list[str]:
    plain = " ".join(type_.split())
    return next(
        (re.sub(old, new, plain, flags=re.I) for old, new in _OLD if re.search(old, plain, re.I)), plain
    ).split()


def _path(row: Row, reading: _Reading) -> str:
    return "/".join(name for name, _ in [*reading.groups, (row.get("name", ""), "")] if name)


def _read_question(row: Row, kind: str, rest: Sequence[str], reading: _Reading) -> None:
    name, path = row.get("name", ""), _path(row, reading)
    label = _label(row) or name
    headers = tuple(dict.fromkeys(filter(None, (path, name, path.replace("/", "-"), label))))
    if not headers:
        reading.left(row, "form_no_name", kind)
        return
    type_ = {"select_one": "single", "select_multiple": "multiple"}.get(kind) or _TYPES.get(kind, "")
    item = Item(as_id(name, len(reading.items) + 1, reading.used), label, type_ or "text", headers)
    if not type_:
        reading.left(row, "form_as_text" if kind in _AS_TEXT else "form_no_type", " ".join([kind, *rest]))
    elif item.type in ("single", "multiple"):
        item = _with_choices(item, row, rest, reading)
    item = _with_rules(item, row, kind, reading)
    reading.items.append(item)


def _with_choices(item: Item, row: Row, rest: Sequence[str], reading: _Reading) -> Item:
    rows = reading.choices.get(rest[0] if rest else "", [])
    if rows and row.get("choice_filter"):
        reading.left(row, "form_choice_filter", row["choice_filter"])
    names, labels = [one.get("name", "") or one.get("value", "") for one in rows], [_label(one) for one in rows]
    if not rows or not all(names):
        reading.left(row, "form_no_list", rest[0] if rest else "")
        return replace(item, type="text")
    if len(set(names)) < len(names):
        # a list filtered by another answer repeats its names
        first = dict(zip(reversed(names), reversed(labels), strict=True))
        names = list(dict.fromkeys(names))
        labels = [first[name] for name in names]
    options = coded(names, labels, other=OTHER_LABEL if "or_other" in rest else "")
    codes = dict(zip(names, options, strict=False))
    reading.known[row.get("name", "")] = (item.id, options, codes)
    extra = {"separator": '" "'} if item.type == "multiple" else {}
    return replace(item, options=options, extra=extra)


def _with_rules(item: Item, row: Row, kind: str, reading: _Reading) -> Item:
    """Add what the row says of who is asked, and of which answers are allowed."""
    extra = dict(item.extra)
    if row.get("required", "").lower() in ("yes", "true", "true()", "1", "y"):
        extra["required"] = "true"
    if constraint := row.get("constraint", ""):
        shape = "multiple" if item.type == "multiple" else "integer" if kind == "range" else kind
        keys = bounds(constraint, shape)
        if keys is None or item.type == "text":
            reading.left(row, "form_constraint", constraint)
        else:
            extra |= keys
    if kind == "range":
        found = dict(re.findall(r"(start|end)\s*=\s*(-?\d+(?:\.\d+)?)", row.get("parameters", "")))
        extra |= {key: found[name] for name, key in (("start", "minimum"), ("end", "maximum")) if name in found}
    known: Known = reading.known  # type: ignore[assignment]
    conditions = [condition for _, condition in reading.groups if condition] + [row.get("relevant", "")]
    ask_if, left = all_hold([one for one in conditions if one], lambda condition: asked_if(condition, known))
    for condition in left:
        reading.left(row, "form_condition", condition)
    return replace(item, extra=extra, ask_if=ask_if)


def _label(row: Row) -> str:
    """Take the Japanese label, else the one without a language, else the first; without the marks of its style."""
    labels = {head: words for head, words in row.items() if head == "label" or head.startswith("label::")}
    japanese = [words for head, words in labels.items() if re.search(r"japan|日本|\(ja\)|::ja$", head, re.I) and words]
    words = (japanese or [labels.get("label", "")])[0] or next(filter(None, labels.values()), "")
    return " ".join(re.sub(r"<[^>]+>|\*\*|__", "", words).split())
