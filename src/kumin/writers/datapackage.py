"""datapackage.json: the public tables of a run, described by the Frictionless Data Package standard, version 1.

See https://specs.frictionlessdata.io/data-package/ and /table-schema/. What the standard has no words for (how small
counts were treated, the surveys, how an indicator is counted) stands under ``kumin``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import polars as pl

from kumin.definitions import Indicator, LoadedPlan
from kumin.disclosure.published import Published
from kumin.frames import Column, Frame
from kumin.manifest import digest
from kumin.messages import catalogue
from kumin.responses import Answers
from kumin.result import Result
from kumin.tables.priorities import PRIORITIES
from kumin.words.weighting import weighted_surveys
from kumin.words.words import Words, words_of
from kumin.writers.auditing.public_files import DATAPACKAGE
from kumin.writers.open_data import OPEN_DATA, OPEN_GROUPS

TYPES = {pl.String: "string", pl.Int32: "integer", pl.Int64: "integer", pl.Float64: "number", pl.Boolean: "boolean"}
"""What the standard calls a type."""
LIMITS = {"people": {"minimum": 0}, "percent": {"minimum": 0, "maximum": 100}}
"""Within which limits every number of a unit lies."""
FILLED = frozenset({"survey", "fiscal_year", "question", "option", "indicator", "unit", "policy", "suppressed"})
"""Columns that are never empty."""
OF_ANSWERS = frozenset({"percent", "value"})
"""Columns of the answers as they are, where the published values of the indicators are weighted."""
BOUNDED = ("n_base", "n_positive", "percent")
"""Columns in whose place bounds may stand, in columns of their own: 「93％以上」 is ``percent_low`` 93."""
TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "open_data.csv": ("open_data", OPEN_DATA.columns),
    "open_data_groups.csv": ("open_data", OPEN_GROUPS.columns),
    "priorities.csv": ("priorities", (OPEN_DATA.columns[0], *PRIORITIES.columns)),
}
"""The public tables by file: whose words describe its columns, and what they are."""


def write_datapackage(published: Published, folder: Path, lang: str | None = None) -> None:
    """Describe the public tables that stand in a folder, with their sizes and digests, in its datapackage.json."""
    described = json.dumps(datapackage(published, folder, lang), ensure_ascii=False, indent=2)
    (folder / DATAPACKAGE).write_text(described + "\n", encoding="utf-8")


def datapackage(published: Published, folder: Path, lang: str | None = None) -> dict[str, Any]:
    """Describe the public tables that stand in a folder.

    Parameters
    ----------
    published : Published
        What of the run is published.
    folder : Path
        Where its tables stand.
    lang : {"ja", "en"}, optional
        Language of titles and descriptions.

    Returns
    -------
    dict
        A tabular data package. ``licenses`` are there where the plan names one.
    """
    result, words = published.result, words_of(published.result, lang)
    plan = result.plan.plan
    counts = _counts(result)
    sources = [*(plan.surveys[key].title for key in result.answers), *([plan.source] if plan.source else [])]
    return {
        "profile": "tabular-data-package",
        "name": _name(f"{plan.id}-{result.fiscal_year}"),
        "title": words.text("open_title", title=plan.title),
        "description": words.text("open_suppress", k=published.k),
        "created": result.manifest.time,
        **({"licenses": [{"name": plan.license}]} if plan.license else {}),
        "sources": [{"title": title} for title in dict.fromkeys(sources)],
        "contributors": [{"title": plan.ward, "role": "publisher"}],
        "resources": [_resource(published, folder / file, words) for file in TABLES if (folder / file).exists()],
        "kumin": {
            "fiscal_year": result.fiscal_year,
            "suppression": {"k": published.k, "column": "suppressed", "bounds": _bounds(OPEN_DATA)},
            "surveys": {key: _survey(result.plan, key, answers) for key, answers in result.answers.items()},
            "indicators": {
                one.id: _indicator(key, one) | counts.get(one.id, {})
                for key in result.answers
                for _, one in plan.indicators(key)
                if one.codes and one.is_share
            },
            "generator": f"kumin {result.manifest.versions['kumin']}",
        },
    }


def _name(id_: str) -> str:
    """Make a name of what the standard allows: lower-case ASCII letters, digits, point, hyphen and underscore."""
    return re.sub(r"[^a-z0-9._-]+", "-", id_.lower()).strip("-")


def _resource(published: Published, path: Path, words: Words) -> dict[str, Any]:
    catalogue_frame, columns = TABLES[path.name]
    weighted = bool(weighted_surveys(published.result))
    return {
        "profile": "tabular-data-resource",
        "name": path.stem,
        "path": path.name,
        "title": words.text(f"datapackage_{path.stem}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
        "dialect": {"delimiter": ",", "header": True},
        "schema": {
            "fields": [_field(catalogue_frame, column, words, weighted=weighted) for column in columns],
            "missingValues": [""],
        },
    }


def _field(frame: str, column: Column, words: Words, *, weighted: bool) -> dict[str, Any]:
    """Describe a column; of a weighted survey percents and values are said to be unweighted."""
    frame = frame if f"heading_{frame}_{column.name}" in catalogue() else "open_data"
    meaning = f"column_{frame}_{column.name}" + ("_unweighted" if column.name in OF_ANSWERS and weighted else "")
    constraints = LIMITS.get(column.unit, {}) | ({"required": True} if column.name in FILLED else {})
    return {
        "name": column.name,
        "type": TYPES[column.dtype if isinstance(column.dtype, type) else type(column.dtype)],
        "title": words.text(f"heading_{frame}_{column.name}"),
        "description": words.text(meaning, level=words.level),
        **({"constraints": constraints} if constraints else {}),
    }


def _bounds(frame: Frame) -> dict[str, dict[str, str]]:
    """Return, by column of numbers that may be hidden, the columns of what they are at least and at most."""
    stems = {"n_positive": "n"}
    ends = {name: {side: f"{stems.get(name, name)}_{side}" for side in ("low", "high")} for name in BOUNDED}
    return {name: sides for name, sides in ends.items() if set(sides.values()) <= set(frame.schema)}


def _indicator(survey: str, one: Indicator) -> dict[str, Any]:
    """Tell how a published indicator is counted from the answers to its question."""
    return {
        "survey": survey,
        "question": one.question,
        "options": list(one.codes),
        "base": one.base.rule,
        "left_out": list(one.base.excluding),
        "among": {axis: list(codes) for axis, codes in one.among.items()},
    }


def _counts(result: Result) -> dict[str, dict[str, int]]:
    """Return by indicator how many people it is of and how many it counts, which are published in any case."""
    counted = result.estimates.drop_nulls(["n_base", "n_positive"])
    return {row["indicator"]: {name: row[name] for name in ("n_base", "n_positive")} for row in counted.to_dicts()}


def _survey(loaded: LoadedPlan, key: str, answers: Answers) -> dict[str, Any]:
    survey, population = loaded.plan.surveys[key], loaded.populations[key]
    return {
        "title": survey.title,
        "of": survey.of,
        "population": population.total if population else None,
        "population_synthetic": bool(population and population.about and population.about.synthetic),
        "invited": survey.invited,
        "undeliverable": survey.undeliverable,
        "used": answers.n_used,
        "period": [survey.period.start.isoformat(), survey.period.end.isoformat()] if survey.period else None,
        "mode": list(survey.mode),
        "sampling": survey.sampling,
        "interval": survey.interval if survey.has_sampling_error else None,
        "note": survey.note,
    }
