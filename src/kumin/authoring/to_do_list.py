"""The list of what is to do as a text file that opens with a double click, and what it was when it was last written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence, Set
from pathlib import Path

from kumin.authoring.to_do import ABOUT_PLAN, ABOUT_QUESTIONNAIRE, ABOUT_RESULTS, KINDS, ToDo
from kumin.messages import text

_PARTS = {"questionnaire": ABOUT_QUESTIONNAIRE, "plan": ABOUT_PLAN, "results": ABOUT_RESULTS}
_SEAL = "kumin "
_LETTERS = 12


def list_name(lang: str | None) -> str:
    """Name the list: a plain text, which every Windows opens and prints."""
    return f"{text('file_to_do', lang)}.txt"


def list_text(found: Sequence[ToDo], judged: Set[str], title: str, folder: str, lang: str | None) -> str:
    """Write the list: what is left with its place, what is done, what only people can check.

    Parameters
    ----------
    found : sequence of ToDo
        What is left.
    judged : set of str
        Kinds of which something was there to look at: of others nothing is said to be done.
    title : str
        The plan's.
    folder : str
        The folder as it is typed after a command.
    lang : {"ja", "en"}, optional
    """
    done = [kind for kind in KINDS if kind in judged and kind not in {one.kind for one in found}]
    lines = [text("list_title", lang, title=title), text("list_counts", lang, left=len(found), done=len(done)), ""]
    for part, own in _PARTS.items():
        lines.append(text(f"list_{part}", lang))
        for kind in own:
            lines += [text("list_open", lang, words=one.line(lang)) for one in found if one.kind == kind]
            if kind in done:
                lines.append(text("list_done", lang, words=text(f"todo_{kind}_done", lang)))
        lines.append("")
    lines.append(text("list_always", lang))
    always = text("list_always_lines", lang, folder=folder).splitlines()
    lines += [text("todo_line", lang, words=words) for words in always]
    lines += ["", text("list_end", lang, folder=folder)]
    return "\n".join(lines) + "\n"


def sealed(words: str) -> bytes:
    """Return a list as the bytes of its file; its last line tells later whether it was changed by hand."""
    return f"{words}{_SEAL}{_digest(words)}\n".replace("\n", "\r\n").encode("utf-8-sig")


def changed_by_hand(path: Path) -> bool:
    """Tell whether a list is not as it was written."""
    words = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    body, _, end = words.rstrip("\n").rpartition("\n")
    return end != f"{_SEAL}{_digest(body + chr(10))}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:_LETTERS]
