"""The kinds of target and what a year is judged against, in words: for ``kumin explain`` and the documentation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kumin.definitions.targets import KINDS, STEPS, Target
from kumin.definitions.targets.kind import Kind, kinds
from kumin.definitions.targets.step import Step, steps
from kumin.messages import catalogue
from kumin.numbers import NONE, shortest, unit_after
from kumin.words.words import Words


def is_target(name: str) -> bool:
    """Whether it names a kind of target or a ``reference``."""
    return name in KINDS or name in STEPS


def _entries() -> list[Kind | Step]:
    return [*kinds(), *steps()]


def target_names() -> list[str]:
    """List the kinds of target and the references, in their order."""
    return [entry.name for entry in _entries()]


def explain_target(name: str, words: Words) -> str:
    """Explain a kind of target, or a ``reference``, with an example."""
    entry: Kind | Step = KINDS[name] if name in KINDS else STEPS[name]
    code = "explain_target" if name in KINDS else "explain_reference"
    return "\n".join(
        (
            words.text(code, title=name),
            words.text("explain_meaning", words=words.text(entry.words)),
            words.text("explain_example", example=f"target: {entry.example}"),
        )
    )


def targets_overview(words: Words) -> Iterator[str]:
    """Yield a line of the kinds of target, and one of the references."""
    yield words.text("explain_targets", names=", ".join(kind.name for kind in kinds()))
    yield words.text("explain_references", names=", ".join(step.name for step in steps()))


def targets_markdown(words: Words) -> str:
    """Write the table of the documentation: key, meaning, example."""
    rows = [f"| `{one.name}` | {words.text(one.words)} | `target: {one.example}` |" for one in _entries()]
    return "\n".join(rows)


def target_difference(before: str, after: str, unit: str | None, words: Words) -> str:
    """Word how what an indicator is marked by has changed: 目標 50%以上 → 40%以上、期限 令和9年度 → 令和10年度.

    Parameters
    ----------
    before, after : str
        As :func:`kumin.judgement.comparability.target_written` writes them.
    unit : str or None
        None for a percent.
    words : Words
        The words of the output.
    """
    old, new = (json.loads(written) for written in (before, after))
    parts = []
    aspects: tuple[tuple[str, Callable[[Mapping[str, Any]], str]], ...] = (
        ("target", lambda facts: target_words(facts["target"], unit, words)),
        ("by", lambda facts: _year_words(facts["target"].get("by"), words)),
        ("decimals", lambda facts: NONE if facts["decimals"] is None else str(facts["decimals"])),
        ("compare", lambda facts: words.text(f"target_compare_{facts['compare']}")),
        ("scale", lambda facts: _scale_words(facts["scale"], words)),
    )
    for name, worded in aspects:
        first, second = worded(old), worded(new)
        if first != second:
            parts.append(words.text(f"target_changed_{name}", before=first, after=second))
    return words.joined(parts or [words.text("target_changed_way")])


def target_words(written: Mapping[str, Any], unit: str | None, words: Words) -> str:
    """Word a target as a plan writes it: 50%以上; what refers to a past year as it stands in the plan."""
    target = Target.model_validate(written)
    low, high = target.stated
    if low is None and high is None:
        return words.joined(_relative(name, rule, unit, words) for name, rule in written.items() if name in KINDS)
    open_end = target.rule == "less_than" or "less_than" in target.rules
    ends = {"low": low, "high": high, "unit": unit, "comparison": target.comparison, "high_open": open_end}
    return words.goal(ends)


def target_understood(written: Mapping[str, Any], unit: str, words: Words) -> str:
    """Word a target that was read from words, with the year it is dated: 60%以上（令和9年度末まで）."""
    said = target_words(written, None if unit == "%" else unit, words)
    by = written.get("by")
    return said if by is None else words.text("target_by", target=said, by=_year_words(by, words))


def _relative(name: str, rule: Any, unit: str | None, words: Words) -> str:
    """Word a rule that states no value of its own: 前年度より5ポイント以上増."""
    facts: Mapping[str, Any] = rule if isinstance(rule, Mapping) else {}
    amount = next((facts[key] for key in ("points", "within_points") if facts.get(key) is not None), 0)
    step = "ratio" if facts.get("ratio") is not None else "points" if amount else "same"
    better = facts.get("better")
    variants = (facts.get("to"), f"{better}_{step}", better, step)
    code = next((code for one in variants if (code := f"target_written_{name}_{one}") in catalogue()), "")
    if not code:  # a kind that was registered elsewhere
        return f"{name}: {json.dumps(rule, ensure_ascii=False)}"
    year, shown = facts.get("from"), shortest(amount, grouped=True)
    return words.text(
        code,
        since=words.text("rep_since_last_year")
        if year is None
        else words.text("rep_since_year", year=words.named_year(year)),
        amount=words.text("rep_points", points=shown) if unit in (None, "%") else f"{shown}{unit_after(unit)}",
        ratio=shortest(facts.get("ratio")),
        source=facts.get("source", ""),
        id=facts.get("id", ""),
    )


def _year_words(year: int | None, words: Words) -> str:
    return words.text("target_no_date") if year is None else words.text("rep_year_end", year=words.named_year(year))


def _scale_words(scale: Mapping[str, Any] | None, words: Words) -> str:
    if scale is None:
        return words.text("target_scale_none")
    if significance := scale.get("significance"):
        marks = dict.fromkeys(mark for mark in significance.values() if mark)
        return words.text("target_scale_significance", marks=words.joined(marks))
    bands = (_band_words(band, words) for band in scale["bands"])
    return words.text("target_scale_bands", metric=words.text(f"metric_{scale['metric']}"), bands=words.joined(bands))


def _band_words(band: Mapping[str, Any], words: Words) -> str:
    """Word a band: 優 110以上; the last one has no end."""
    for name in ("at_least", "more_than"):
        if band.get(name) is not None:
            end = words.text(f"comparison_{name}", target=shortest(band[name]))
            own = (
                words.text("target_band_metric", metric=words.text(f"metric_{band['metric']}"))
                if band.get("metric")
                else ""
            )
            return f"{band['mark']} {own}{end}"
    return str(band["mark"])
