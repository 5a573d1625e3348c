"""Print the reference of every key of the definitions, made from their models: ``make docs`` puts it into the page.

It stands at the end of docs/definitions.md, below a heading that is looked for; what people write there is above it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kumin.definitions import Plan, PopulationFile, Questionnaire
from kumin.definitions.lenient.words import heading
from kumin.definitions.targets.kind import kinds
from kumin.messages import catalogue, text
from kumin.messages.keys import HOW
from kumin.workbooks.help import described
from kumin.workbooks.layout import INNER

PAGE = Path(__file__).parent / "definitions.md"
HEADING = "## 全部の項目 / Every key"
ROOTS = (Plan, Questionnaire, PopulationFile)


def models() -> dict[type[BaseModel], None]:
    """Return every model that a definition may hold, the outer before the inner."""
    found: dict[type[BaseModel], None] = {}
    for root in (*ROOTS, *(kind.rule for kind in kinds())):
        _collect(root, found)
    return found


def _collect(type_: Any, found: dict[type[BaseModel], None]) -> None:
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        if type_ not in found:
            found[type_] = None
            for field in type_.model_fields.values():
                _collect(field.annotation, found)
        return
    for inner in get_args(type_):
        _collect(inner, found)


def keys(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the keys that people write."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        if (model.__name__, key) not in INNER:
            yield key, field


def meaning(model: type[BaseModel], key: str) -> str:
    """Say what a key is: how it is written in Japanese, and what the model's own documentation says."""
    how = HOW.get(f"{model.__name__}_{key}") or HOW.get(key, "")
    said = described(model).get(key, "") or _OF_QUESTIONS.get(key, "")
    said = re.sub(r":\w+:`~?([^`]+)`", r"\1", said)
    return " / ".join(part for part in (how, said) if part).replace("|", "\\|").replace("\n", " ")


_OF_QUESTIONS = {
    "id": "Its name, which becomes a column of coded answers.", "text": "The wording on the form.",
    "header": "Heading of its column in answer files.", "header_aliases": "Other headings of its column.",
    "ask_if": "Who is asked: options of earlier questions.", "attribute": "Whether tables are broken down by it.",
    "required": "Whether an empty cell is a finding.", "no_answer": "Codes of no answer of this question alone.",
    "options": "Code: label.", "type": "single, multiple, number, date or text.",
    "earliest": "The first day that an answer may be.", "latest": "The last day that an answer may be.",
    "start": "The first day.", "end": "The last day.",
}  # fmt: skip
"""Keys whose models say nothing of them in their documentation."""


def pages() -> Iterator[str]:
    """Yield the lines of the section."""
    yield HEADING
    yield ""
    yield "この節は、定義の型そのものから作られています。* は必要な項目、「ブック」は Excel での見出しです。"
    yield "This section is made from the models themselves. An asterisk marks what is needed."
    for model in models():
        about = (getdoc(model) or "").splitlines()[0].rstrip(".")
        yield ""
        yield f"### {model.__name__}"
        yield ""
        yield f"{about}."
        yield ""
        yield "| 項目 key | ブック | 意味 meaning |"
        yield "|---|---|---|"
        for key, field in keys(model):
            star = "*" if field.is_required() else ""
            yield f"| `{key}`{star} | {heading(model.__name__, key, 'ja')} | {meaning(model, key)} |"
    yield ""
    yield "### target の書き方 / Kinds of target"
    yield ""
    yield "| 項目 key | 言葉では in words | 意味 meaning |"
    yield "|---|---|---|"
    for kind in kinds():
        known = f"example_target_{kind.name}"
        words = text(known, "ja") if known in catalogue() else ""
        yield f"| `{kind.name}` | {words} | {text(kind.words, 'ja')} |"


def with_reference(page: str) -> str:
    """Put the section in place of the one that the page has."""
    return page.partition(HEADING)[0].rstrip() + "\n\n" + "\n".join(pages()) + "\n"


def main() -> None:
    """Write UTF-8 whatever the console."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # stdout is a text stream here
    sys.stdout.write(with_reference(PAGE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
