"""A draft of a questionnaire as a workbook; what the draft remarks stands in a column for people."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from kumin.definitions.questionnaire_file import questionnaire_values
from kumin.workbooks.writing import write_questionnaire

_ID = re.compile(r"^  - id: (\S+)")
_REMARK = re.compile(r"(?:^|\s)# (.*)$")


def draft_workbook(words: str, path: Path, lang: str) -> None:
    """Write a draft, given as YAML with its remarks, as a workbook.

    Parameters
    ----------
    words : str
        The draft.
    path : Path
        The workbook to write.
    lang : {"ja", "en"}
        Language of the headings.
    """
    with TemporaryDirectory() as folder:
        draft = Path(folder) / "questionnaire.yaml"
        draft.write_text(words, encoding="utf-8")
        values = questionnaire_values(draft)
    write_questionnaire(values, path, lang=lang, memos=remarks(words))


def remarks(words: str) -> dict[str, str]:
    r"""Return the remarks of each question; counts of single options are left to the YAML.

    Examples
    --------
    >>> remarks("questions:\n  - id: q1\n    type: single  # 1～4")
    {'q1': '1～4'}
    """
    found: dict[str, list[str]] = {}
    current = ""
    for line in words.splitlines():
        if match := _ID.match(line):
            current = match[1]
        elif current and not line.startswith("      ") and (match := _REMARK.search(line)):
            found.setdefault(current, []).append(match[1])
    return {id_: "\n".join(lines) for id_, lines in found.items()}
