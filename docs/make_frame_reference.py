"""Print the reference of the frames, made from their definitions: ``make docs`` writes it to docs/frames.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import kumin
from kumin.frames import FRAMES, Frame


def load_all() -> None:
    """Import every module, so that every frame is registered."""
    for module in walk_packages(kumin.__path__, "kumin."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def pages() -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# Frames / 表の列"
    yield ""
    yield "This page is made from the frames' own definitions. この頁は、表の定義そのものから作られています。"
    yield "What is not known is null, never 0. 分からない値は 0 ではなく空欄です。"
    for one in sorted(FRAMES.values(), key=lambda one: one.name):
        yield from _frame(one)


def _frame(one: Frame) -> Iterator[str]:
    yield ""
    yield f"## {one.name}"
    yield ""
    yield one.about
    yield ""
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for column in one.columns:
        yield f"| `{column.name}` | {column.dtype} | {column.unit} | {column.meaning} |"


def main() -> None:
    """Write UTF-8 whatever the console."""
    load_all()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # stdout is a text stream here
    print("\n".join(pages()))


if __name__ == "__main__":
    main()
