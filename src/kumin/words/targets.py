"""The kinds of target and what a year is judged against, in words: for ``kumin explain`` and the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.definitions.targets import KINDS, STEPS
from kumin.definitions.targets.kind import Kind, kinds
from kumin.definitions.targets.step import Step, steps
from kumin.words.words import Words


def is_target(name: str) -> bool:
    """Whether it names a kind of target or a ``reference``."""
    return name in KINDS or name in STEPS


def _entries() -> list[Kind | Step]:
    return [*kinds(), *steps()]


def target_names() -> list[str]:
    """List the kinds of target and the references, in their order."""
    return [entry.name for entry in _entries()]


def explain_target(name: str, words: Words) -> str:
    """Explain a kind of target, or a ``reference``, with an example."""
    entry: Kind | Step = KINDS[name] if name in KINDS else STEPS[name]
    code = "explain_target" if name in KINDS else "explain_reference"
    return "\n".join(
        (
            words.text(code, title=name),
            words.text("explain_meaning", words=words.text(entry.words)),
            words.text("explain_example", example=f"target: {entry.example}"),
        )
    )


def targets_overview(words: Words) -> Iterator[str]:
    """Yield a line of the kinds of target, and one of the references."""
    yield words.text("explain_targets", names=", ".join(kind.name for kind in kinds()))
    yield words.text("explain_references", names=", ".join(step.name for step in steps()))


def targets_markdown(words: Words) -> str:
    """Write the table of the documentation: key, meaning, example."""
    rows = [f"| `{one.name}` | {words.text(one.words)} | `target: {one.example}` |" for one in _entries()]
    return "\n".join(rows)
