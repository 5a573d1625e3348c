"""Definitions as YAML: written with what a draft asks as comments, and the comments that a workbook cannot hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kumin.definitions import load_plan
from kumin.definitions.files.load import plan_values
from kumin.definitions.files.plan_file import file_is_plan
from kumin.definitions.files.questionnaire_file import questionnaire_values
from kumin.definitions.files.read import YAMLS
from kumin.messages import text
from kumin.workbooks.draft_marks import asked_marks
from kumin.workbooks.drafts import remarks


def write_questionnaire_yaml(source: Path, path: Path, lang: str) -> None:
    """Write a questionnaire's workbook as YAML, with what is still to be decided in comments."""
    values = questionnaire_values(source)
    values["questions"] = [{"id": one.get("id"), **_short_options(one)} for one in values.get("questions") or ()]
    open_: dict[int, list[str]] = {}
    for mark in asked_marks(source):
        place = _place(mark.of, values["questions"])
        named = "" if len(_place_names(mark.of)) == 1 and place is not None else f"{mark.of}: "
        words = text("draft_asks", lang, words=f"{named}{mark.words}")
        open_.setdefault(-1 if place is None else place, []).append(words)
    write_yaml(values, path, open_)


def _short_options(question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write an option that has a label alone as its label."""
    options = question.get("options")
    if not isinstance(options, Mapping):
        return question
    short = {
        code: one["label"] if isinstance(one, Mapping) and set(one) == {"label"} else one
        for code, one in options.items()
    }
    return {**question, "options": short}


def _place_names(of: str) -> list[str]:
    return [one.strip() for one in of.split(",")]


def _place(of: str, questions: Sequence[Mapping[str, Any]]) -> int | None:
    """Find the question that a decision is about, the first of several."""
    for name in (of, *_place_names(of)):
        for place, one in enumerate(questions):
            if name in (one.get("header"), one.get("id")):
                return place
    return None


def write_yaml(values: Mapping[str, Any], path: Path, comments: Mapping[int, Sequence[str]] | None = None) -> None:
    """Write plain values as YAML.

    Parameters
    ----------
    values : mapping
    path : Path
    comments : mapping of places to sentences, optional
        What is said of the questions, counted from 0; -1: of none of them.
    """
    from ruamel.yaml import YAML

    parser = YAML()
    parser.width = 10_000
    parser.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    parser.dump(dict(values), stream)
    path.write_text("\n".join(_commented(stream.getvalue().splitlines(), comments or {})) + "\n", encoding="utf-8")


def _commented(lines: Sequence[str], comments: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """Put comments below the first line of each question, where a draft has them."""
    yield from (f"# {one}" for one in comments.get(-1, ()))
    place, inside = -1, False
    for line in lines:
        yield line
        if not line.startswith(" "):
            inside = line.startswith("questions:")
        elif inside and line.startswith("  - "):
            place += 1
            yield from (f"    # {one}" for one in comments.get(place, ()))


def comments_left(source: Path) -> dict[str, int]:
    """Count the lines with a comment (``#``) in YAML that a workbook has no place for, by file.

    Those below a question go into the workbook's column for remarks.
    """
    if source.is_dir() or file_is_plan(source):
        loaded = load_plan(source)
        values, home = plan_values(loaded.path), loaded.path.parent
        given = [survey.get(key) for survey in values["surveys"].values() for key in _FILES]
        named = [name for name in given if isinstance(name, str)]
        files = [loaded.path, *(home / name for name in dict.fromkeys(named))]
        asked = [survey["questionnaire"] for survey in values["surveys"].values()]
    else:
        files, asked = [source], [source.name]
    texts = {path.name: path.read_text(encoding="utf-8-sig") for path in files if path.suffix.lower() in YAMLS}
    forms = {Path(name).name for name in asked}
    kept = {name: remarks(words) if name in forms else {} for name, words in texts.items()}
    counts = {
        name: _comment_lines(words) - sum(len(memo.splitlines()) for memo in kept[name].values())
        for name, words in texts.items()
    }
    return {name: count for name, count in counts.items() if count > 0}


def _comment_lines(words: str) -> int:
    """Count the lines with a sign of a comment outside texts."""
    from ruamel.yaml import YAML
    from ruamel.yaml.tokens import ScalarToken

    rest, end = [], 0
    for token in YAML().scan(words):
        if isinstance(token, ScalarToken):
            rest.append(words[end : token.start_mark.index])
            end = token.end_mark.index
    lines = "x".join([*rest, words[end:]]).splitlines()
    return sum(re.search(r"(?:^|\s)#", line) is not None and "yaml-language-server" not in line for line in lines)


_FILES = ("questionnaire", "population", "invited_by")
"""Keys of a survey that name files."""
