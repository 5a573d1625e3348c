"""Which folders below a folder hold a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kumin.definitions.files.plan_file import PLAN_FILE, plans_in
from kumin.errors import UsageError
from kumin.estimates import ANSWER_FOLDERS
from kumin.messages import LANGUAGES, text
from kumin.past.store import RESULT_FOLDERS


def plan_folders(folder: Path, out: Path) -> list[Path]:
    """List the folders that hold a plan, ``folder`` itself and those below it, in the order of their names.

    Folders of answers and results, hidden ones and ``out`` are not looked into. A folder with several plans, or with a
    workbook that by its name is a plan, is one of them: what is wrong with it is told when it is run.

    Raises
    ------
    UsageError
        There is no such folder, no plan in it, or ``out`` is the folder itself.
    """
    if not folder.is_dir():
        raise UsageError("batch_folder_missing", path=folder)
    if out.resolve() == folder.resolve():
        raise UsageError("batch_out_is_folder", path=out)
    found = list(_below(folder, out.resolve()))
    if not found:
        raise UsageError("batch_no_plans", path=folder)
    return found


def _below(folder: Path, out: Path) -> Iterator[Path]:
    if holds_plan(folder):
        yield folder
    for one in sorted(folder.iterdir()):
        skipped = one.name.startswith((".", "~$")) or one.name in {*ANSWER_FOLDERS, *RESULT_FOLDERS}
        if one.is_dir() and not one.is_symlink() and not skipped and one.resolve() != out:
            yield from _below(one, out)


def holds_plan(folder: Path) -> bool:
    """Tell whether a folder is that of a plan, or by a file's name is meant to be."""
    books = {f"{text('file_plan', lang)}.xlsx" for lang in LANGUAGES}
    return any((folder / name).is_file() for name in (PLAN_FILE, *books)) or next(plans_in(folder), None) is not None
