"""What a survey's answers say of themselves, in plain sentences: who answered, how many, how evenly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.definitions.titles import axis_title
from kumin.disclosure.cells import Group
from kumin.disclosure.policy import MOST_HIDDEN
from kumin.judgement.measures.drawn import DESIGNED
from kumin.judgement.surveys.weighting import UNWEIGHTED
from kumin.result import frame_rows
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result

Row = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """What may be shown of a survey's groups.

    Attributes
    ----------
    hidden : collection of Group
        Groups of which nothing is shown.
    k : int
        Groups of fewer people are not shown, of whatever dimensions.
    texts : mapping of str to int or None
        How many answered each free text; None where that is not shown.
    findings : bool
        Whether the counts of findings are shown: beside an earlier release they tell what a few people's answers were.
    """

    hidden: Collection[Group] = ()
    k: int = 0
    texts: Mapping[str, int | None] = field(default_factory=dict)
    findings: bool = True

    def shows(self, row: Row) -> bool:
        """Whether a group of one dimension (a row of ``response_rates``) is shown."""
        return row["responded"] >= self.k and frozenset({(row["dimension"], str(row["code"]))}) not in self.hidden

    def shows_crossing(self, row: Row) -> bool:
        """Whether a group of two dimensions (a row of ``crossed_rates``) is shown."""
        return row["responded"] >= self.k and group_of_cell(row) not in self.hidden

    def whole(self, cells: Sequence[Row]) -> bool:
        """Whether all groups of a table (rows of ``representativeness``) are shown."""
        return all(cell["n"] >= self.k and group_of_cell(cell) not in self.hidden for cell in cells)


def group_of_cell(row: Row) -> Group:
    """Return the group that a row speaks of by ``dimensions`` and ``cell``."""
    return frozenset(zip(row["dimensions"].split(";"), row["cell"].split(";"), strict=True))


def survey_sentences(result: Result, key: str, words: Words, shown: Shown | None = None) -> Iterator[str]:
    """Yield sentences on a survey: sampling error, response rates, representativeness, weights, early and late.

    Parameters
    ----------
    result : Result
        The run.
    key : str
        The survey.
    words : Words
        The words of the output.
    shown : Shown, optional
        What may be shown of its groups; default everything.
    """
    shown = Shown() if shown is None else shown
    rows = partial(frame_rows, result, survey=key)
    weighted = any(row["official"] and row["weighting"] != UNWEIGHTED for row in rows("weighted"))
    if not result.plan.plan.surveys[key].is_census:
        yield from _by_counts(_margin(rows("margins"), words), words, weighted=weighted)
    yield from design_sentences(result, key, words, shown)
    yield from _rates(result, key, rows("response_rates"), words, shown)
    whole = _whole_tables(result, key, shown)
    yield from _composition(result, key, rows("representativeness"), whole, words)
    yield from _r_indicator(result, key, whole, words)
    yield from _weights(result, key, rows("weights"), words, shown)
    yield from _by_counts(_early_late(rows("early_late"), result.level, words), words, weighted=weighted)


def _whole_tables(result: Result, key: str, shown: Shown) -> list[Row]:
    """List the tests of tables all groups of which are shown: a figure of all tells the last one that is hidden."""
    cells = frame_rows(result, "representativeness", survey=key)
    tests = frame_rows(result, "representativeness_tests", survey=key)
    return [test for test in tests if shown.whole([one for one in cells if one["dimensions"] == test["dimensions"]])]


def tells_weights(result: Result, key: str, row: Row, shown: Shown) -> bool:
    """Whether figures of a weighting (a row of ``weights``) tell no group's size that is not shown.

    A weight is the residents over the answers of a group, so that the largest, and what all cost, tell the smallest.
    """
    whole = {test["dimensions"] for test in _whole_tables(result, key, shown)}
    return not shown.k or all(margin in whole for margin in row["dimensions"].split(" + "))


def design_sentences(result: Result, key: str, words: Words, shown: Shown | None = None) -> Iterator[str]:
    """Say how a survey was drawn by its plan, what an answer stands for, and what the intervals allow for."""
    design, rows = result.plan.plan.surveys[key].design, frame_rows(result, "design", survey=key)
    if design is None or not rows:
        return
    shown, questions = shown or Shown(), result.plan.questionnaires[key].by_id
    if design.strata:
        yield words.text("say_design_strata", strata=questions[design.strata].text, n=len(rows))
        yield from _strata(rows, words, shown)
    if design.psu:
        yield words.text("say_design_psu", psu=axis_title(questions[design.psu]), n=sum(row["n_units"] for row in rows))
    for row in frame_rows(result, "weights", survey=key):
        if row["weighting"] == DESIGNED and row["n_eff"] is not None:
            official = result.plan.plan.official == DESIGNED
            yield words.text("say_design_official" if official else "say_design_beside")


def _strata(rows: list[Row], words: Words, shown: Shown) -> Iterator[str]:
    """Say which strata nobody answered in, what an answer stands for, and which strata have only one.

    Where one has few answers, its name would tell how few: it is said of all that there may be such.
    """
    if any(row["n"] < shown.k for row in rows):
        yield words.text("say_design_few", k=shown.k)
        return
    if empty := [row["label"] for row in rows if not row["n"]]:
        yield words.text("say_design_empty", strata=words.joined(empty, "label_joiner"))
    weights = [row["weight"] for row in rows if row["weight"] is not None]
    if weights and not shown.k:
        yield words.text("say_design_stands", low=words.number(min(weights), 1), high=words.number(max(weights), 1))
    if alone := [row["label"] for row in rows if row["n_units"] == 1]:
        yield words.text("say_design_alone", strata=words.joined(alone, "label_joiner"))


def synthetic_words(result: Result, words: Words) -> str:
    """Warn of answers and populations that are made up; empty where none are."""
    surveys = result.plan.plan.surveys
    of = [surveys[key].title for key in result.answers if surveys[key].synthetic]
    made_up = [words.text("synthetic_answers", title=title) for title in of]
    about = [population.about for population in result.plan.populations.values() if population is not None]
    made_up += [table.title for table in about if table is not None and table.synthetic]
    return words.text("rep_synthetic", what=words.joined(dict.fromkeys(made_up))) if made_up else ""


_YOURS = "あなたの"
"""What a form says before sex and age, and a report does not."""


def dimension_words(result: Result, key: str, name: str) -> str:
    """Name a dimension of a survey's population: 性別."""
    population = result.plan.populations[key]
    if population is not None and population.about is not None and name in population.about.dimensions:
        return population.about.dimensions[name]
    return axis_title(result.plan.questionnaires[key].by_id[name]).removeprefix(_YOURS)


def dimensions_words(result: Result, key: str, joined: str) -> str:
    """Name crossed dimensions: 性別×年齢."""
    return "×".join(dimension_words(result, key, name) for name in joined.split(";"))


def margins_words(result: Result, key: str, margins: str, words: Words) -> str:
    """Name the margins of a weighting: 性別×年齢 と 地域 のそれぞれ."""
    named = [dimensions_words(result, key, margin) for margin in margins.split(" + ")]
    each = words.joined(named, "margins_joiner")
    return each if len(named) == 1 else words.text("margins_each", margins=each)


def _by_counts(sentences: Iterator[str], words: Words, *, weighted: bool) -> Iterator[str]:
    """Say of sentences on unweighted percents that they are, where the published ones are weighted."""
    for sentence in sentences:
        yield words.text("rep_say_by_counts", words=sentence) if weighted else sentence


def _margin(rows: list[Row], words: Words) -> Iterator[str]:
    whole = [row for row in rows if row["dimension"] is None and row["margin_at_half_points"] is not None]
    if not whole:
        return
    margins = [row["margin_at_half_points"] for row in whole]
    if max(margins) == 0:
        return
    best, worst = words.number(min(margins), 1), words.number(max(margins), 1)
    if best == worst:
        yield words.text("say_margin_one", best=best)
    else:
        yield words.text("say_margin", best=best, worst=worst)
    if whole[0]["planned_margin_points"] is None:
        return
    planned = words.number(whole[0]["planned_margin_points"], 1)
    if short := [row["indicator"] for row in whole if not row["reached"]]:
        yield words.text("say_margin_short", planned=planned, indicators=", ".join(short))
    else:
        yield words.text("say_margin_reached", planned=planned)


def rate_sentences(result: Result, key: str, words: Words, shown: Shown) -> Iterator[str]:
    """Say how the response rates of a survey's groups differ; of groups that are not shown nothing."""
    yield from _rates(result, key, frame_rows(result, "response_rates", survey=key), words, shown)


def who_sentences(result: Result, key: str, words: Words, shown: Shown) -> Iterator[str]:
    """Name the groups of which fewer and more answered than live there; of a table that is not whole nothing."""
    cells = frame_rows(result, "representativeness", survey=key)
    single = list(dict.fromkeys(cell["dimensions"] for cell in cells if ";" not in cell["dimensions"]))
    parts: dict[str, list[str]] = {"under": [], "over": []}
    alike = []
    for name in single:
        own = [cell for cell in cells if cell["dimensions"] == name]
        if not shown.whole(own) or all(cell["mark"] is None for cell in own):
            continue
        marked = {mark: [cell["label"] for cell in own if cell["mark"] == mark] for mark in parts}
        for mark, labels in marked.items():
            if labels:
                facts = {
                    "labels": words.joined(labels, "label_joiner"),
                    "dimension": dimension_words(result, key, name),
                }
                parts[mark].append(words.text("say_who_group", **facts))
        alike += [] if any(marked.values()) else [dimension_words(result, key, name)]
    for mark, groups in parts.items():
        if groups:
            yield words.text(f"say_who_{mark}", cells=words.joined(groups, "rep_list_joiner"))
    if alike:
        yield words.text("say_who_alike", dimensions=words.joined(alike, "label_joiner"))


def left_out_sentences(result: Result, key: str, weighting: str, words: Words) -> Iterator[str]:
    """Say which dimensions of the population a weighting does not match."""
    for row in frame_rows(result, "weights", survey=key):
        if row["weighting"] == weighting and row["left_out"]:
            left = (dimension_words(result, key, one) for one in row["left_out"].split(";"))
            name = words.text(f"weighting_{row['weighting']}")
            yield words.text("say_weights_left_out", name=name, dimensions=words.joined(left, "label_joiner"))


def _rates(result: Result, key: str, rows: list[Row], words: Words, shown: Shown) -> Iterator[str]:
    if any(row["invited_expected"] and (row["rate"] or 0) > 1 for row in rows if row["dimension"]):
        yield words.text("say_rates_beyond")
        return
    parts, some_hidden = [], False
    for name in dict.fromkeys(row["dimension"] for row in rows if row["dimension"]):
        cells = [row for row in rows if row["dimension"] == name and row["rate"] is not None]
        shown_cells = [row for row in cells if shown.shows(row)]
        some_hidden |= len(shown_cells) < len(cells)
        if len(cells) - len(shown_cells) > MOST_HIDDEN * len(cells):
            continue
        cells = shown_cells
        low, high = min(cells, key=lambda row: row["rate"]), max(cells, key=lambda row: row["rate"])
        if low["rate"] < high["rate"]:
            facts = {"low": low["label"], "low_rate": words.number(100 * low["rate"], 1)}
            facts |= {"high": high["label"], "high_rate": words.number(100 * high["rate"], 1)}
            parts.append(words.text("say_rate_of", dimension=dimension_words(result, key, name), **facts))
    if parts:
        expected = any(row["invited_expected"] for row in rows)
        yield words.text("say_rates" if expected else "say_rates_counted", parts=words.joined(parts, "rep_list_joiner"))
        if some_hidden:
            yield words.text("say_rates_hidden")


def _composition(result: Result, key: str, cells: list[Row], tests: list[Row], words: Words) -> Iterator[str]:
    for test in tests:
        if ";" in test["dimensions"] or test["p_value"] is None:
            continue
        own = [cell for cell in cells if cell["dimensions"] == test["dimensions"]]
        named = {
            mark: words.joined((cell["label"] for cell in own if cell["mark"] == mark), "label_joiner")
            for mark in ("under", "over")
        }
        facts = {
            "dimension": dimensions_words(result, key, test["dimensions"]),
            "dissimilarity": words.number(100 * test["dissimilarity"], 1),
        }
        if named["under"] and named["over"]:
            yield words.text("say_composition_both", **facts, **named)
        elif named["under"] or named["over"]:
            mark = "under" if named["under"] else "over"
            yield words.text(f"say_composition_{mark}", **facts, cells=named[mark])
        else:
            yield words.text("say_composition_alike", **facts)


def _r_indicator(result: Result, key: str, tests: list[Row], words: Words) -> Iterator[str]:
    known = [test for test in tests if test["r_indicator"] is not None and test["smallest_expected"] >= 5]
    if known:
        # the finest table that still has enough answers in every cell
        finest = max(known, key=lambda test: test["cells"])
        limits = {name: words.number(finest[f"r_{name}"], 2) for name in ("lower", "upper")}
        facts = {"value": words.number(finest["r_indicator"], 2), **limits}
        yield words.text("say_r_indicator", dimensions=dimensions_words(result, key, finest["dimensions"]), **facts)


def _weights(result: Result, key: str, rows: list[Row], words: Words, shown: Shown) -> Iterator[str]:
    for row in rows:
        if row["n_eff"] is not None:
            yield words.text(
                "say_weights" if tells_weights(result, key, row, shown) else "say_weights_hidden",
                name=words.text(f"weighting_{row['weighting']}"),
                margins=margins_words(result, key, row["dimensions"], words),
                low=words.number(row["weight_min"], 2),
                high=words.number(row["weight_max"], 2),
                n=row["n"],
                n_eff=words.number(row["n_eff"], 0),
            )
            yield from _matched(result, key, row, words)


def _matched(result: Result, key: str, row: Row, words: Words) -> Iterator[str]:
    """Say which classes were matched together, and which dimensions are not matched."""
    name = words.text(f"weighting_{row['weighting']}")
    for part in (row["merged"] or "").split(";") if row["merged"] else ():
        dimension, _, groups = part.partition("=")
        question = result.plan.questionnaires[key].by_id[dimension]
        labels = {code: option.label for code, option in getattr(question, "options", {}).items()}
        for group in groups.split(","):
            classes = (labels.get(int(code), code) for code in group.split("+"))
            facts = {"dimension": dimension_words(result, key, dimension), "name": name}
            yield words.text("say_weights_merged", classes=words.joined(classes, "label_joiner"), **facts)
    yield from left_out_sentences(result, key, row["weighting"], words)


def _early_late(rows: list[Row], level: float, words: Words) -> Iterator[str]:
    known = [row for row in rows if row["p_holm"] is not None]
    if not known:
        return
    day = words.day(known[0]["last_early_day"])
    if differing := [row["indicator"] for row in known if row["p_holm"] < 1 - level]:
        yield words.text("say_late_differs", day=day, indicators=", ".join(differing))
    else:
        yield words.text("say_late_alike", day=day)
