"""Scripts that work out the table of indicators again from exported answers: in R, and in Python."""

from __future__ import annotations

import json

from kumin.archive.answers import Exported
from kumin.definitions import Indicator


def r_script(found: Exported, indicators: dict[str, Indicator], csv_name: str, note: str) -> str:
    """Write a script for R's package survey: each indicator's rows, value and standard error.

    Parameters
    ----------
    found : Exported
    indicators : mapping of id to Indicator
        Those of ``found.indicators``.
    csv_name : str
        The answers as CSV, beside the script.
    note : str
        A sentence for the top.
    """
    design, columns = found.design, list(found.indicators.values())
    psu, strata, population = design.stages[0]
    ids = f"~{_r(psu)}" if psu else "~1"
    parts = [f"ids = {ids}"]
    if strata:
        parts.append(f"strata = ~{_r(strata)}")
    weights = design.weights if design.calibration is None else design.calibration.base_weights
    if weights:
        parts.append(f"weights = ~{_r(weights)}")
    lines = [*_comment(note), "library(survey)", 'options(survey.lonely.psu = "adjust")', ""]
    lines += [f'answers <- read.csv("{csv_name}", fileEncoding = "UTF-8-BOM", na.strings = "")']
    if isinstance(population, str):
        parts.append(f"fpc = ~{_r(population)}")
    elif population is not None:
        lines.append(f"answers$population_size <- {population}")
        parts.append("fpc = ~population_size")
    if not design.weights and len(parts) == 1:
        parts.append("weights = rep(1, nrow(answers))")
    parts.append("nest = TRUE, data = answers")
    if design.calibration is not None:
        lines += [
            f"answers$margin_{k} <- factor(paste({', '.join(f'answers${_r(name)}' for name in margin)}))"
            for k, margin in enumerate(design.calibration.margins)
        ]
    lines += [f"design <- svydesign({', '.join(parts)})"]
    if design.calibration is not None:
        formula = "~" + " + ".join(f"margin_{k}" for k in range(len(design.calibration.margins)))
        way = "linear" if len(design.calibration.margins) == 1 else "raking"
        lines += [
            f"population <- colSums(model.matrix({formula}, answers) * answers${_r(str(design.weights))})",
            f'design <- calibrate(design, {formula}, population, calfun = "{way}", epsilon = 1e-11, maxit = 500)',
        ]
    lines += ["", "indicators <- c("]
    lines += [",\n".join(f"  {_quoted(one)} = {_quoted(column)}" for one, column in found.indicators.items()), ")"]
    lines += _R_TABLE if columns else []
    return "\n".join(lines) + "\n"


_R_TABLE = [
    "rows <- lapply(names(indicators), function(id) {",
    "  value <- answers[[indicators[[id]]]]",
    "  inside <- !is.na(value)",
    "  base <- update(design, value = ifelse(inside, value, 0))[inside, ]",
    "  mean <- svymean(~value, base)",
    "  data.frame(indicator = id, n_base = sum(inside), value = as.numeric(coef(mean)), se = as.numeric(SE(mean)))",
    "})",
    "print(do.call(rbind, rows), digits = 12)",
]  # fmt: skip


def python_script(found: Exported, indicators: dict[str, Indicator], parquet_name: str, note: str, method: str) -> str:
    """Write a script for kumin itself: the same table with intervals.

    Parameters
    ----------
    found, indicators, note
        As for :func:`r_script`.
    parquet_name : str
        The answers as Parquet, beside the script.
    method : str
        Interval of shares.
    """
    design = found.design
    keys = ("weights", "strata", "psu", "population")
    given = {key: getattr(design, key) for key in keys if getattr(design, key) is not None}
    if design.lonely_psu != "fail":
        given["lonely_psu"] = design.lonely_psu
    stated = ", ".join(f"{key}={_py(value)}" for key, value in given.items())
    if design.calibration is not None:
        stated += f",\n    calibration=kumin.{design.calibration!r}"
    shares = {id_: column for id_, column in found.indicators.items() if indicators[id_].is_share}
    numbers = {id_: column for id_, column in found.indicators.items() if id_ not in shares}
    lines = [*_comment(note), "import polars as pl", "", "import kumin", "", "pl.Config.set_tbl_rows(-1)"]
    lines += [f"answers = pl.read_parquet({_py(parquet_name)})", f"design = kumin.SurveyDesign({stated})"]
    for name, known, code, outcome in (
        (
            "shares",
            shares,
            f"kumin.proportions(answers, outcomes, base=base, design=design, method={_py(method)})",
            " == 1",
        ),
        ("numbers", numbers, "kumin.means(answers, outcomes, base=base, design=design)", ""),
    ):
        if not known:
            continue
        lines += ["", f"{name} = {{", *(f"    {_py(id_)}: {_py(column)}," for id_, column in known.items()), "}"]
        lines += [f"outcomes = {{id_: pl.col(column){outcome} for id_, column in {name}.items()}}"]
        lines += [f"base = {{id_: pl.col(column).is_not_null() for id_, column in {name}.items()}}"]
        lines += [f"print({code})"] if name == "numbers" else ["print(", f"    {code}", ")"]
    return "\n".join(lines) + "\n"


def _comment(note: str) -> list[str]:
    return [f"# {line}" for line in note.splitlines()]


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _py(value: object) -> str:
    return _quoted(value) if isinstance(value, str) else repr(value)


def _r(column: str) -> str:
    return f"`{column}`"
