"""Sums in a Parquet file, with what they are of in its metadata."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from kumin.errors import KuminError, ReadError
from kumin.estimation import Calibration, SurveyDesign
from kumin.estimation.linearized.cell_sums import Kind
from kumin.reading import current_limits, read_file
from kumin.writers.atomic import all_or_nothing_file

KEY = "kumin.sums"
"""Where the metadata stand in the file."""
VERSION = 1
"""Of what the columns and metadata mean; a file of another is not read."""


@dataclass(frozen=True)
class Facts:
    """What a file of sums says of itself."""

    variables: Mapping[str, Kind]
    groupings: tuple[tuple[str, ...], ...]
    design: SurveyDesign
    left_out: Sequence[tuple[Sequence[str], str, int]]


def write_sums(
    path: Path,
    frame: pl.DataFrame,
    variables: Mapping[str, Kind],
    groupings: Sequence[Sequence[str]],
    design: SurveyDesign,
    left_out: Sequence[tuple[Any, ...]],
) -> None:
    """Write sums, whole or not at all.

    Raises
    ------
    UsageError
        The file cannot be written.
    """
    facts = {
        "version": VERSION, "variables": dict(variables), "groupings": groupings, "design": asdict(design),
        "left_out": left_out,
    }  # fmt: skip
    with all_or_nothing_file(path) as new:
        frame.write_parquet(new, metadata={KEY: json.dumps(facts, ensure_ascii=False)})


def read_sums(path: Path) -> tuple[pl.DataFrame, Facts]:
    """Read sums and what they are of.

    Raises
    ------
    ReadError
        The file is missing, damaged, of another version or no file of sums.
    """
    try:
        data = read_file(path, current_limits().bytes, ReadError)
    except FileNotFoundError:
        raise ReadError("sums_file_missing", path=path) from None
    except OSError as error:
        raise ReadError("file_unreadable", path=path, reason=error) from None
    try:
        said = pl.read_parquet_metadata(io.BytesIO(data)).get(KEY)
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        code = "file_broken" if data.startswith(b"PAR1") else "sums_no_file_of_sums"
        raise ReadError(code, path=path, kind="Parquet") from error
    if said is None:
        raise ReadError("sums_no_file_of_sums", path=path)
    facts = _facts(path, said)
    if fault := _fault(frame, facts):
        raise ReadError("sums_damaged", path=path, name=fault)
    return frame, facts


def _facts(path: Path, said: str) -> Facts:
    try:
        given = json.loads(said)
        if given["version"] != VERSION:
            raise ReadError("sums_of_other_version", path=path, found=str(given["version"]), known=str(VERSION))
        return Facts(
            variables={str(name): kind for name, kind in given["variables"].items()},
            groupings=tuple(tuple(one) for one in given["groupings"]),
            design=_design(given["design"]),
            left_out=[(one[0], one[1], one[2]) for one in given["left_out"]],
        )
    except ReadError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, KuminError) as error:
        raise ReadError("sums_damaged", path=path, name=KEY) from error


def _design(given: Mapping[str, Any]) -> SurveyDesign:
    options: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in given.items()}
    if fitted := options.get("calibration"):
        margins = tuple(tuple(one) for one in fitted["margins"])
        options["calibration"] = Calibration(**{**fitted, "margins": margins, "numbers": tuple(fitted["numbers"])})
    return SurveyDesign(**options)


def _fault(frame: pl.DataFrame, facts: Facts) -> str:
    """Name the first column that is not there, or cannot be what it should be; empty where all fit."""
    names = dict.fromkeys(name for by in facts.groupings for name in by)
    needed = ["grouping", *(f"by_{k}" for k in range(len(names))), "stratum", "rows", "w", "w2"]
    needed += ["psu"] if facts.design.psu else []
    for place, kind in enumerate(facts.variables.values()):
        moments = ("asked", "base", "positive", "wd", "wy", "w2d", "w2y", *(() if kind == "share" else ("w2yy",)))
        needed += [f"{moment}_{place}" for moment in moments]
    for name in needed:
        if name not in frame.columns:
            return name
    counts = {"grouping": (pl.col("grouping") < 0) | (pl.col("grouping") >= len(facts.groupings))}
    counts["rows"] = pl.col("rows").is_null() | (pl.col("rows") < 1)
    for place in range(len(facts.variables)):
        asked, base, positive = (pl.col(f"{name}_{place}") for name in ("asked", "base", "positive"))
        counts[f"base_{place}"] = (base < 0) | (base > pl.col("rows")) | (asked < 0)
        counts[f"positive_{place}"] = (positive < 0) | (positive > base)
    try:
        wrong = frame.select(one.any().alias(name) for name, one in counts.items()).row(0, named=True)
    except pl.exceptions.PolarsError:
        return "rows"
    return next((name for name, found in wrong.items() if found), "")
