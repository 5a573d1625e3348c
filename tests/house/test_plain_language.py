"""Comments, docstrings, pages and English messages are plain modern English."""

from __future__ import annotations

import re
import tokenize

import pytest

from conftest import ROOT
from kumin.messages import catalogue
from source import docstrings, functions, sources

ARCHAIC = re.compile(
    r"\b(?:for nobody is no one|rows? of no form|stands? twice|come by|came by|all the same|told apart|to be had|"
    r"hence|thus|whence|thereof|whereof|whither|lest|upon|shall|amongst|whilst|naught|noughts?|as it were|"
    r"is of (?:no|every)one|needs must|beforehand|heretofore|albeit|ere|oft|nay|behold)\b",
    re.IGNORECASE,
)
VAGUE_NAMES = {"told", "tell", "found", "near", "settle", "settled", "beside", "wordy", "stuff", "do_it", "helper"}
"""Names that do not say what a function does or returns."""
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def archaic(words: str) -> list[str]:
    return [found[0] for found in ARCHAIC.finditer(words)]


@pytest.mark.parametrize("phrase", ["for nobody is no one", "a row of no form", "Hence it stands twice"])
def test_the_list_finds(phrase: str) -> None:
    assert archaic(phrase)


def test_docstrings_and_comments_are_plain() -> None:
    wrong = []
    for path in sources():
        texts = [(string.lineno, str(string.value)) for string in docstrings(path)]
        with tokenize.open(path) as file:
            texts += [
                (token.start[0], token.string)
                for token in tokenize.generate_tokens(file.readline)
                if token.type == tokenize.COMMENT
            ]
        wrong += [f"{path.name}:{line}: {word}" for line, words in texts for word in archaic(words)]
    assert not wrong


def test_english_messages_are_plain() -> None:
    assert not {code: words for code, (_, english) in catalogue().items() if (words := archaic(english))}


def test_pages_are_plain() -> None:
    pages = {page.name: archaic(page.read_text(encoding="utf-8")) for page in PAGES if page.exists()}
    assert not {name: words for name, words in pages.items() if words}


def test_names_say_what_functions_do() -> None:
    vague = [f"{path.name}:{f.lineno}: {f.name}" for path in sources() for f in functions(path)]
    assert not [name for name in vague if name.rsplit(" ", 1)[1].strip("_") in VAGUE_NAMES]
