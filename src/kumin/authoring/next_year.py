"""A plan's folder → next year's, to be filled in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kumin.definitions.files.load import load_plan
from kumin.definitions.files.loaded import LoadedPlan
from kumin.definitions.files.plan_file import PLAN_FILE
from kumin.definitions.files.read import is_workbook
from kumin.definitions.targets import Sampled
from kumin.errors import UsageError
from kumin.messages import LANGUAGES, text
from kumin.past.store import find_previous, result_folders
from kumin.temporary import temporary_folder
from kumin.workbooks.convert import plan_to_workbooks
from kumin.workbooks.names import sheet_names

_DATED = re.compile(r"(令和|平成)\s*([0-9０-９元]+)\s*年度?")


def next_year_files(plan: Path, year: int | None = None) -> dict[str, str | bytes]:
    """Prepare the definition files of another year.

    The year's own results, as the plan states them or else as 結果/YEAR/result.json has them, go into each indicator's
    ``history``; budgets, notes and targets stay, for people to revise;
    survey periods and numbers sent are taken out, because they are the old year's. Comments are kept.

    Parameters
    ----------
    plan : Path
        The plan's file or folder.
    year : int, optional
        Fiscal year to prepare, later than the plan's. Default the next.

    Returns
    -------
    dict of file name to text or bytes
        Everything the new folder holds.

    Raises
    ------
    DefinitionError
        The plan cannot be used.
    UsageError
        ``year`` is not later than the plan's.
    """
    from ruamel.yaml import YAML

    loaded = load_plan(plan)
    old = loaded.plan.fiscal_year
    year = old + 1 if year is None else year
    if year <= old:
        raise UsageError("new_year_not_later", path=loaded.path, year=year, old=old)
    if is_workbook(loaded.path):
        return _next_workbooks(loaded, old, year)
    found = _measured(loaded)
    parser = YAML()
    parser.preserve_quotes = True
    parser.width = 10_000
    parser.indent(mapping=2, sequence=4, offset=2)
    files: dict[str, str | bytes] = {}
    folder = loaded.path.parent
    for path in loaded.files():
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        if path == loaded.path:
            tree = parser.load(path.read_text(encoding="utf-8-sig"))
            _revise_plan(tree, old, year, found)
            files[PLAN_FILE] = _dumped(parser, tree)
        elif path.suffix in {".yaml", ".yml"}:
            tree = parser.load(path.read_text(encoding="utf-8-sig"))
            _redate(tree, old, year)
            tree.pop("period", None)
            files[name] = _dumped(parser, tree)
        else:
            files[name] = path.read_bytes()
    return files


def _measured(loaded: LoadedPlan) -> dict[str, float]:
    """Return the year's values as its own run printed them, where its result is where results are looked for."""
    year = loaded.plan.fiscal_year
    before = find_previous(result_folders(loaded.path.parent), loaded.plan.ward, year + 1)
    if before is None or before.fiscal_year != year:
        return {}
    return dict(before.frame.select("indicator", "value").drop_nulls().iter_rows())


def _next_workbooks(loaded: LoadedPlan, old: int, year: int) -> dict[str, str | bytes]:
    found, plan = _measured(loaded), loaded.path

    def revise(values: dict[str, Any]) -> None:
        if "issues" in values:
            _revise_plan(values, old, year, found)
        else:
            _redate(values, old, year)
            values.pop("period", None)

    lang = _language_of(plan)

    with temporary_folder() as place:
        names = plan_to_workbooks(plan, place, lang, revise)
        return {name: (place / name).read_bytes() for name in names}


def _language_of(plan: Path) -> str:
    """Return the language of a workbook's headings, by its sheets."""
    names = sheet_names(plan)
    return next((lang for lang in LANGUAGES if text("sheet_indicators", lang) in names), LANGUAGES[0])


def _dumped(parser: Any, tree: Any) -> str:
    stream = io.StringIO()
    parser.dump(tree, stream)
    return stream.getvalue()


def _revise_plan(tree: Any, old: int, year: int, found: Mapping[str, float]) -> None:
    tree["fiscal_year"] = year
    _redate(tree, old, year)
    for survey in tree.get("surveys", {}).values():
        for key in ("period", "invited", "undeliverable"):
            survey.pop(key, None)
    for issue in tree.get("issues", []):
        for indicator in issue.get("indicators", []):
            _revise_indicator(indicator, old, found.get(str(indicator.get("id"))))


def _revise_indicator(indicator: Any, old: int, found: float | None) -> None:
    """Move the year's own result into the history; where the plan states none, what its run found."""
    result = indicator.pop("result", None)
    not_measured = indicator.pop("not_measured", None)
    if isinstance(result, str) and not result.replace(".", "").isdigit():
        return
    # only the value with its people: marks and notes of the old year are in the old year's plan
    value: Any = result
    if isinstance(result, Mapping):
        kept = {key: item for key, item in result.items() if key in _KEPT}
        value = next(iter(kept.values())) if set(kept) in ({"percent"}, {"value"}) else kept or None
    if value is None and not not_measured:
        value = found
    if value is not None:
        indicator.setdefault("history", {})[old] = value


_KEPT = {*Sampled.model_fields, "value"}
"""Keys of a result that its year's history has too: the value and its people."""


def _redate(tree: Any, old: int, year: int) -> None:
    """Put the new year into the id and the title; other sentences are for people to revise."""
    for key in ("id", "title"):
        if isinstance(tree.get(key), str):
            value = tree[key].replace(str(old), str(year))
            tree[key] = _DATED.sub(lambda found: _era(found, old, year), value)


def _era(found: re.Match[str], old: int, year: int) -> str:
    first = {"令和": 2018, "平成": 1988}[found[1]]
    number = 1 if found[2] == "元" else int(found[2])
    if first + number != old:
        return found[0]
    words = str(year - 2018)
    if not found[2].isascii():
        words = words.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return f"令和{words}年" + ("度" if found[0].endswith("度") else "")
