"""Which folders below a folder hold a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kumin.definitions.files.plan_file import PLAN_FILE, plans_in
from kumin.errors import KuminError, UsageError
from kumin.estimates import ANSWER_FOLDERS
from kumin.messages import LANGUAGES, text
from kumin.result import RESULT_FOLDERS


def plan_folders(folder: Path, out: Path) -> list[Path]:
    """List the folders that hold a plan, ``folder`` itself and those below it, in the order of their names.

    Folders of answers and results, hidden ones and ``out`` are not looked into. A folder with several plans, with a
    workbook that by its name is a plan, or that cannot be looked into, and a link that leads nowhere, are among them:
    what is wrong with them is told when they are run. A link to a folder elsewhere is that folder; one to a folder
    below ``folder``, which is found by its own name, and one to a folder above it are passed over.

    Raises
    ------
    UsageError
        There is no such folder, no plan in it, or ``out`` is the folder itself.
    """
    if not folder.is_dir():
        raise UsageError("batch_folder_missing", path=folder)
    if out.resolve() == folder.resolve():
        raise UsageError("batch_out_is_folder", path=out)
    found = list(_below(folder, out.resolve(), [folder.resolve()]))
    if not found:
        raise UsageError("batch_no_plans", path=folder)
    return found


def _below(folder: Path, out: Path, walked: list[Path]) -> Iterator[Path]:
    """Walk through a folder; ``walked``: what links may not lead into again, which grows."""
    try:
        is_plan, inside = holds_plan(folder), sorted(folder.iterdir())
    except (OSError, KuminError):
        yield folder
        return
    if is_plan:
        yield folder
    for one in inside:
        if one.name.startswith((".", "~$")) or one.name in {*ANSWER_FOLDERS, *RESULT_FOLDERS}:
            continue
        if one.is_symlink():
            yield from _linked(one, out, walked, among_plans=not is_plan)
        elif one.is_dir() and one.resolve() != out:
            yield from _below(one, out, walked)


def _linked(link: Path, out: Path, walked: list[Path], *, among_plans: bool) -> Iterator[Path]:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # it leads nowhere, or to itself: beside folders of plans it may stand for one
        if among_plans:
            yield link
        return
    again = any(target.is_relative_to(one) for one in walked) or walked[0].is_relative_to(target)
    if target.is_dir() and target != out and not again:
        walked.append(target)
        yield from _below(link, out, walked)


def holds_plan(folder: Path) -> bool:
    """Tell whether a folder is that of a plan, or by a file's name is meant to be."""
    books = {f"{text('file_plan', lang)}.xlsx" for lang in LANGUAGES}
    return any((folder / name).is_file() for name in (PLAN_FILE, *books)) or next(plans_in(folder), None) is not None
