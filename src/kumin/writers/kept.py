"""What stands in a folder of results already: files changed by hand, which are kept, and files of an earlier run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from kumin.errors import UsageError
from kumin.manifest import digest
from kumin.past.store import RESULT_FILE as RECORD

OF_CHECK = "check.json"
"""The record of a check."""
OF_REPORT = "report.json"
"""The record of ``kumin report``."""
_RECORDS = (RECORD, OF_REPORT, OF_CHECK)


def files_record(folder: Path, out: Path, record: str = RECORD) -> dict[str, Any]:
    """Put new files beside those changed by hand, and record what is written, kept, and left of an earlier run.

    A file of ``out`` that is not as one of kumin's commands wrote it is kept: in ``folder`` its new version becomes
    ``NAME.new.EXT``.

    Returns
    -------
    dict
        ``files``: SHA-256 by name of what is written; ``kept``: new name by name of what was changed by hand;
        ``earlier``: SHA-256 by name of what an earlier run wrote and this one does not.

    Raises
    ------
    UsageError
        What has the name of the record is none.
    """
    own = _known(out, record)
    # what one command wrote another may write anew
    known = {pair for name in _RECORDS for pair in (own if name == record else _known(out, name)).items()}
    kept = {}
    for path in sorted(folder.iterdir()):
        if _changed(out / path.name, known):
            kept[path.name] = _free_name(path.name, out, known)
    for name, new in kept.items():
        (folder / name).replace(folder / new)
    files = {path.name: digest(path) for path in sorted(folder.iterdir())}
    earlier = {
        name: sha256 for name, sha256 in own.items() if name not in files and name not in kept and (out / name).exists()
    }
    return {"files": files, "kept": kept, "earlier": earlier}


def recorded(out: Path, record: str = RECORD) -> tuple[dict[str, str], list[str]]:
    """Return what the last run kept, with the new version's name, and the files of an earlier run."""
    said = json.loads((out / record).read_text(encoding="utf-8"))
    return dict(said["kept"]), list(said["earlier"])


def recorded_audit(out: Path) -> Mapping[str, Any] | None:
    """Return what the last run recorded of its audit; None without answers, of which nothing is audited."""
    found: Mapping[str, Any] | None = json.loads((out / RECORD).read_text(encoding="utf-8")).get("audit")
    return found


def _known(out: Path, record: str) -> Mapping[str, str]:
    """Return the digests that a record holds by name; none where there is no record."""
    path = out / record
    if not path.exists():
        return {}
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return {**said["earlier"], **said["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise UsageError("out_record_unreadable", path=path) from None


def _changed(path: Path, known: Set[tuple[str, str]]) -> bool:
    """Whether there is a file that is not as kumin wrote it."""
    return path.exists() and (path.name, digest(path)) not in known


def _free_name(name: str, out: Path, known: Set[tuple[str, str]]) -> str:
    """Return ``NAME.new.EXT``, or ``NAME.new2.EXT`` … where that was changed by hand too."""
    stem, ending = Path(name).stem, Path(name).suffix
    number = 1
    while _changed(out / (new := f"{stem}.new{number if number > 1 else ''}{ending}"), known):
        number += 1
    return new
