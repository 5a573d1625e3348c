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
from kumin.estimation import Calibration, SurveyDesign, door
from kumin.estimation.linearized._stages import STRATUM, population_columns
from kumin.estimation.linearized.cell_sums import MOMENTS, Kind
from kumin.estimation.linearized.sums import design_keys
from kumin.reading import current_limits, read_file
from kumin.writers.atomic import all_or_nothing_file

KEY = "kumin.sums"
"""Where the metadata stand in the file."""
MOST_ROWS = 2.0**53
"""Counts up to here are whole numbers for a float."""
NEVER_NEGATIVE = ("w2d", "wyy", "w2yy", "w2n")
"""Sums of squares."""
VERSION = 1
"""Of what the columns and metadata mean; a file of another is not read."""


@dataclass(frozen=True)
class Facts:
    """What a file of sums says of itself."""

    variables: Mapping[str, Kind]
    groupings: tuple[tuple[str, ...], ...]
    design: SurveyDesign
    left_out: Sequence[tuple[Sequence[str], str, int]]


def path_of(value: object) -> Path:
    """Take the path of a file.

    Raises
    ------
    StatisticsError
        It is none.
    """
    if not isinstance(value, str | Path):
        raise door.refuse("path", value, "path")
    return Path(value)


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
    sizes = [part for name, _ in population_columns(facts.design) for part in (name, f"{name}_max")]
    keys, whole = design_keys(facts.design), ["w", "w2", *(["v"] if facts.design.calibration else [])]
    needed = ["grouping", *(f"by_{k}" for k in range(len(names))), *keys, "rows", *whole, *sizes]
    for place, kind in enumerate(facts.variables.values()):
        moments = ("asked", "base", "positive", "wd", "wy", "w2d", "w2y", *(() if kind == "share" else ("w2yy",)))
        needed += [f"{moment}_{place}" for moment in moments]
    for name in needed:
        if name not in frame.columns or frame.schema[name].is_nested():
            return name
    if frame.schema[STRATUM] != pl.String:
        return STRATUM
    counts = {"grouping": (pl.col("grouping") < 0) | (pl.col("grouping") >= len(facts.groupings))}
    rows = pl.col("rows").cast(pl.Float64)
    counts["rows"] = pl.col("rows").is_null() | (pl.col("rows") < 1) | (rows.sum() > MOST_ROWS)
    counts |= {name: pl.col(name).is_null() for name in keys}
    counts |= {name: ~(pl.col(name).is_finite() & (pl.col(name) >= 0)).fill_null(value=False) for name in whole}
    counts |= {name: ~(pl.col(name) > 0).fill_null(value=False) for name in sizes}
    for place, (name, kind) in enumerate(facts.variables.items()):
        counts |= _wrong_sums(frame, facts, place, name, kind)
    try:
        wrong = frame.select(one.any().alias(name) for name, one in counts.items()).row(0, named=True)
    except pl.exceptions.PolarsError:
        return "rows"
    return next((name for name, found in wrong.items() if found), "")


def _wrong_sums(frame: pl.DataFrame, facts: Facts, place: int, name: str, kind: Kind) -> dict[str, pl.Expr]:
    """Express which sums of one variable cannot be: none where it was not left out, or none that numbers add up to."""
    gone = {tuple(by) for by, variable, _ in facts.left_out if variable == name}
    out = [number for number, by in enumerate(facts.groupings) if by in gone]
    inside = ~pl.col("grouping").is_in(out)
    asked, base, positive = (pl.col(f"{moment}_{place}") for moment in ("asked", "base", "positive"))
    wrong = {f"asked_{place}": (asked < 0) | (asked > pl.col("rows"))}
    wrong[f"base_{place}"] = (base < 0) | (base > pl.col("rows"))
    wrong[f"positive_{place}"] = (positive < 0) | (positive > base)
    for moment in MOMENTS:
        if (column := f"{moment}_{place}") in frame.columns:
            value = pl.col(column)
            odd = value.is_null() & inside
            if moment not in ("asked", "base", "positive"):
                odd = odd | ~value.is_finite().fill_null(value=True)
            counted = moment in ("wd", "vd") and kind != "ratio"
            if moment in NEVER_NEGATIVE or counted or (kind == "share" and moment in ("wy", "w2y")):
                odd = odd | (value < 0).fill_null(value=False)
            wrong[column] = wrong[column] | odd if column in wrong else odd
    return wrong
