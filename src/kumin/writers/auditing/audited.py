"""Public files written, read back and audited; what gives something away is hidden too, and written again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin.messages import text
from kumin.numbers import NONE
from kumin.result import short_path
from kumin.writers.auditing.pair import Pair, audit_pair
from kumin.writers.auditing.public_files import PUBLIC_FILES

if TYPE_CHECKING:
    from kumin.disclosure.published import Published
    from kumin.writers.auditing.audit import Audit
    from kumin.writers.auditing.last_release import LastRelease

TRIES = 4
"""After so many that gave something away the files are withheld; before the last all of the surveys is hidden."""

Write = Callable[["Published"], dict[str, Any]]
"""Writes the public files into a folder, and returns what the record keeps of them."""


def write_audited(
    published: Published,
    folder: Path,
    write: Write,
    earlier: LastRelease | None,
    lang: str | None,
    *,
    read_only: Collection[str] = (),
) -> dict[str, Any]:
    """Write public files that give nothing away, alone and beside earlier ones.

    Where the audit finds that they do, the questions that it names are hidden and all is written once more, then the
    groups, then all of the survey but the indicators' numbers of everyone; what still gives something away is taken
    out.

    Parameters
    ----------
    published : Published
        What may be shown.
    folder : Path
        Where to.
    write : callable
        Writes the files.
    earlier : LastRelease, optional
        The last release.
    lang : {"ja", "en"}, optional
        Language.
    read_only : collection of str
        Files of ``write`` that other commands publish of the same answers: audited with the others, and not kept.

    Returns
    -------
    dict
        What the record keeps, with ``audit``.
    """
    from kumin.writers.auditing.audit import audit, audit_record, withheld

    for left in reversed(range(TRIES)):
        record = write(published)
        found = audit(folder, published.k)
        for name in read_only:
            (folder / name).unlink(missing_ok=True)
        more = (_more(found, published) if left > 1 else None) or _whole(found, published)
        if found.passed or not more or not left:
            break
        published = published.holding(more)
        for name in PUBLIC_FILES:
            (folder / name).unlink(missing_ok=True)
    pair = audit_pair(earlier.folder, folder, published.k) if earlier is not None else None
    beside = bool(pair and pair.told)
    kept_back = withheld(folder, found, beside=beside)
    made = audit_record(found, lang) | {"withheld": kept_back} | _beside_earlier(published, earlier, pair, lang)
    made["lines"] = [*made["lines"], *_earlier_line(earlier, lang)]
    return record | {"audit": made | {"passed": made["passed"] and not beside} | _held(published, made, lang)}


def write_not_audited(
    published: Published, folder: Path, write: Write, earlier: LastRelease | None, lang: str | None
) -> dict[str, Any]:
    """Write public files; record and say that they were not audited."""
    record = write(published)
    skipped = {"passed": None, "lines": [text("audit_skipped", lang), *_earlier_line(earlier, lang)], "withheld": []}
    return record | {"audit": skipped | _beside_earlier(published, earlier, None, lang)}


def _more(found: Audit, published: Published) -> set[tuple[str, str]]:
    """Choose what to hide beside what is hidden: a question that is told, then the groups that it is told of."""
    more: set[tuple[str, str]] = set()
    for survey, question, axis in found.questions:
        for key in published.result.answers if survey == NONE else [survey]:
            asked = (key, question)
            more |= {asked} if question and asked not in published.held else {(key, name) for name in axis}
    return more - published.held


def _whole(found: Audit, published: Published) -> set[tuple[str, str]]:
    """Name all questions and indicators of the surveys of which something is told."""
    result = published.result
    named = {survey for survey, _, _ in found.questions}
    keys = [key for key in result.answers if key in named or NONE in named]
    return {(key, name) for key in keys for name in _names_of(published, key)} - published.held


def _names_of(published: Published, key: str) -> list[str]:
    loaded = published.result.plan
    return [*loaded.questionnaires[key].by_id, *(one.id for _, one in loaded.plan.indicators(key))]


def _held(published: Published, made: Mapping[str, Any], lang: str | None) -> dict[str, Any]:
    """Record and say what is hidden because of what the audit found."""
    names = sorted(published.held)
    if not names:
        return {"held": []}
    said = text("audit_held", lang, count=len(names), names=_named(published, lang))
    return {"held": [list(one) for one in names], "warnings": [*made["warnings"], said]}


def _named(published: Published, lang: str | None) -> str:
    """Name what is hidden: a survey by its title where that is all of it."""
    several = len({survey for survey, _ in published.held}) > 1
    said = []
    for key in dict.fromkeys(survey for survey, _ in sorted(published.held)):
        names = published.held_of(key)
        if names >= set(_names_of(published, key)):
            title = published.result.plan.plan.surveys[key].title
            said.append(text("audit_held_whole", lang, survey=title, count=len(names)))
        else:
            said += [f"{key}/{name}" if several else name for name in sorted(names)]
    return ", ".join(said)


def _earlier_line(earlier: LastRelease | None, lang: str | None) -> list[str]:
    """Name the release that was looked at: it is read, and may decide what is hidden."""
    return [] if earlier is None else [text("audit_beside", lang, folder=short_path(earlier.folder.resolve()))]


def _beside_earlier(
    published: Published, earlier: LastRelease | None, pair: Pair | None, lang: str | None
) -> dict[str, Any]:
    """Record and say how a release differs from the one before."""
    if earlier is None:
        return {"since_last": None, "warnings": []}
    anchored, withheld, most = published.anchored, published.withheld, published.k - 1
    warnings = []
    if pair and pair.told:
        warnings = [text("audit_pair_told", lang, count=pair.told, most=most)]
    elif anchored:
        warnings = [text("audit_anchored", lang, folder=earlier.folder.resolve().name, count=anchored)]
    elif withheld:
        warnings = [text("audit_withheld_numbers", lang, folder=earlier.folder.resolve().name, count=withheld)]
    elif pair and (pair.changed or pair.uncovered):
        warnings = [text("audit_pair", lang, changed=pair.changed, uncovered=pair.uncovered, most=most)]
    said = (asdict(pair) if pair else {}) | {"anchored": anchored, "withheld": withheld}
    return {"since_last": said, "warnings": warnings}
