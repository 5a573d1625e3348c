"""A draft of a questionnaire as a workbook; what the draft remarks stands in a column for people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kumin.definitions.files.questionnaire_file import questionnaire_values
from kumin.messages import text
from kumin.temporary import temporary_folder
from kumin.workbooks.draft_marks import asking_words
from kumin.workbooks.writing import write_questionnaire

_ID = re.compile(r"^  - id: (\S+)")
_REMARK = re.compile(r"(?:^|\s)# (.*)$")


def draft_workbook(
    words: str,
    path: Path,
    lang: str,
    about: Mapping[str, str] | None = None,
    asked: Sequence[tuple[Sequence[str], str]] = (),
) -> None:
    """Write a draft, given as YAML with its remarks, as a workbook.

    Parameters
    ----------
    words : str
        The draft.
    path : Path
        The workbook to write.
    lang : {"ja", "en"}
        Language of the headings.
    about : mapping, optional
        What is known of the questionnaire and stands in no file of answers: its ``id`` and ``title``.
    asked : sequence of (ids of questions, words), optional
        What a person has to decide; it stands in a sheet of its own, where it can be ticked off.
    """
    with temporary_folder() as folder:
        draft = folder / "questionnaire.yaml"
        draft.write_text(words, encoding="utf-8")
        values = questionnaire_values(draft) | dict(about or {})
    memos = remarks(words)
    if asked:
        sign = text("draft_asks", lang, words="").strip()
        memos = {id_: memo.replace(sign, "").strip() for id_, memo in memos.items()}
    names = {str(one.get("id")): str(one.get("header") or one.get("id")) for one in values["questions"]}
    to_check = [(", ".join(names.get(id_, id_) for id_ in ids), words) for ids, words in asked]
    write_questionnaire(values, path, lang=lang, memos=memos, to_check=to_check)


def remarks(words: str, *, asked: bool = True) -> dict[str, str]:
    r"""Return the remarks of each question; counts of single options are left to the YAML.

    Parameters
    ----------
    words : str
        The YAML.
    asked : bool
        With those that ask for a decision.

    Examples
    --------
    >>> remarks("questions:\n  - id: q1\n    type: single  # 1～4")
    {'q1': '1～4'}
    """
    found: dict[str, list[str]] = {}
    current, signs = "", asking_words()
    for line in words.splitlines():
        if match := _ID.match(line):
            current = match[1]
        elif current and not line.startswith("      ") and (match := _REMARK.search(line)):
            found.setdefault(current, []).append(match[1])
    kept = {
        id_: [one for one in lines if asked or not any(map(one.__contains__, signs))] for id_, lines in found.items()
    }
    return {id_: "\n".join(lines) for id_, lines in kept.items() if lines}
