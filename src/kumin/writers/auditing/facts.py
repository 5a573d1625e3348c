"""What public files tell of the counts of one question, and of how many people there are in each group."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

import polars as pl

from kumin.definitions.wording import is_unsure
from kumin.disclosure.solve import Facts, Group, Name
from kumin.tables.axes import UNKNOWN
from kumin.writers.auditing.public_files import Printed, Shown

BLANK = str(UNKNOWN)
EVERYONE: Group = ()
N = "n"
UNKNOWN_MOST = 100_000
"""No count is larger, where how many people there are is hidden."""


class QuestionFacts:
    """Takes in a question's rows of the open data, and what other files tell of it.

    Parameters
    ----------
    part : DataFrame
        Rows of open_data.csv.
    single : bool
        Whether each person gives one answer.
    groups : bool
        Whether counts of groups are taken in; else only their n, and everyone's counts.
    """

    def __init__(self, part: pl.DataFrame, *, single: bool, groups: bool = True) -> None:
        self.single = single
        self.part = part
        everyone = part.filter(pl.col("axis").fill_null("") == "")["n_base"].cast(pl.Int64, strict=False).drop_nulls()
        # where how many answered is hidden, the groups that are shown may be more than any number that is
        most = int(everyone.max() or 0) or UNKNOWN_MOST  # type: ignore[arg-type]
        self.facts = Facts(most=most)
        self.labels_of = dict(part.select("option", "option_label").unique(maintain_order=True).iter_rows())
        self.options = list(self.labels_of)
        self.wanted: dict[Name, None] = {}
        self.bases: dict[Group, int] = {}
        self.axes: dict[str, list[str]] = {}
        self.labels: dict[tuple[str, str], tuple[str, str]] = {}
        columns = (
            "axis",
            "category",
            "axis_label",
            "category_label",
            "option",
            "n_base",
            "n_positive",
            "n_low",
            "n_high",
        )
        for axis, category, axis_label, label, option, n_base, n, low, high in part.select(columns).iter_rows():
            group: Group = ((axis, category),) if axis else EVERYONE
            if axis and category not in self.axes.setdefault(axis, []):
                self.axes[axis].append(category)
                self.labels[axis_label, label] = (axis, category)
            if n_base:
                self.bases[group] = int(n_base)
                self.facts.learn({(group, N): 1}, int(n_base), int(n_base))
            elif category != BLANK:
                self.wanted[group, N] = None
            self.facts.learn({(group, N): 1, (group, option): -1}, 0, most)
            if n and (groups or not axis):
                self.facts.learn({(group, option): 1}, int(n), int(n))
            elif not n and category != BLANK:
                self.wanted[group, option] = None
            if not n and low and (groups or not axis):
                self.facts.learn({(group, option): 1}, int(low), int(high))
        self._add_up()

    def _add_up(self) -> None:
        """Learn that options add to n, and groups to everyone."""
        groups: list[Group] = [EVERYONE, *(((axis, one),) for axis, found in self.axes.items() for one in found)]
        for group in groups:
            self._options_of(group)
        for axis, found in self.axes.items():
            for kind in (N, *self.options):
                self.facts.learn({(EVERYONE, kind): -1, **{(((axis, one),), kind): 1 for one in found}}, 0, 0)

    def _options_of(self, group: Group) -> None:
        terms: dict[Name, float] = {(group, option): 1 for option in self.options}
        if self.single:
            self.facts.learn({(group, N): -1, **terms}, 0, 0)
        elif len(group) > 1:
            for name in terms:
                self.facts.learn({(group, N): 1, name: -1}, 0, self.facts.most)

    def _positive(self, group: Group, codes: Sequence[str]) -> dict[Name, float]:
        """Return the sum that counts those who chose one of some options; of several answers a count of its own."""
        if self.single or len(codes) == 1:
            return {(group, option): 1 for option in codes}
        union: Name = (group, "+".join(codes))
        self.facts.learn({union: 1, **{(group, option): -1 for option in codes}}, -self.facts.most * len(codes), 0)
        for option in codes:
            self.facts.learn({union: 1, (group, option): -1}, 0, self.facts.most)
        self.facts.learn({(group, N): 1, union: -1}, 0, self.facts.most)
        return {union: 1}

    def learn_everyone(self, one: Shown) -> None:
        """Take in what is told of everyone, or of the categories of an attribute that an indicator is among."""
        groups = self._among(one)
        if groups is None:
            return
        each: list[dict[Name, float]] = [self._positive(group, one.positive) for group in groups]
        positive = {name: factor for terms in each for name, factor in terms.items()}
        people: dict[Name, float] = {(group, N): 1 for group in groups}
        left_out: dict[Name, float] = {(group, code): 1 for group in groups for code in one.excluded}
        for counted, count in one.counts:
            self.facts.learn(positive, count, count)
            if one.base == "answered" and (self.single or not left_out):
                self.facts.learn(people | dict.fromkeys(left_out, -1), counted, counted)
        unsure = [code for code, label in self.labels_of.items() if is_unsure(label) and code not in one.positive]
        for percent in one.without_unsure:
            for sign, end in ((1, percent.low / 100), (-1, percent.high / 100)):
                # positive / (n - unsure) is at least, and at most, an end of what rounds to the percent
                terms = {name: sign * factor for name, factor in positive.items()}
                terms |= {(group, code): sign * end for group in groups for code in unsure}
                terms |= dict.fromkeys(people, -sign * end)
                self.facts.learn(terms, -DUST, float("inf"))

    def _among(self, one: Shown) -> list[Group] | None:
        """Return the groups, or crossings, that an indicator is of together; None where none of them is known."""
        if not one.among:
            return [EVERYONE]
        # of a category without a row there is nobody: the others add to everyone
        members = [
            [(axis, code) for code in codes if code in self.axes.get(axis, [])]
            for axis, codes in sorted(one.among.items())
        ]
        groups: list[Group] = list(product(*members))
        if groups and len(members) > 1:
            self._cross(sorted(one.among), (N, *self.options))
        return groups or None

    def learn_page(self, one: Shown) -> None:
        """Take in an indicator's percents by group, and by two attributes crossed."""
        self.learn_everyone(one)
        crossed: dict[tuple[str, str], None] = {}
        for row in one.rows:
            group = _group_of(self.labels, row.axis, row.label)
            if group is None or row.n is None or not one.positive:
                continue
            if len(group) == 2:
                crossed[group[0][0], group[1][0]] = None
            # of an indicator that leaves options out, n is not who answered
            self.facts.learn({(group, N): 1}, row.n.low, self.facts.most)
            if row.percent is not None:
                low, high = _counts(row.percent, row.n)
                self.facts.learn(self._positive(group, one.positive), low, min(high, self.facts.most))
        for axes in crossed:
            self._cross(axes, {name[1] for name in self.facts.place if len(name[0]) == 1})

    def _cross(self, axes: Sequence[str], kinds: Collection[str]) -> None:
        """Learn that the crossings of some attributes add to each category of each of them, in every count."""
        members = [[(axis, code) for code in self.axes[axis]] for axis in axes]
        crossings: list[Group] = list(product(*members))
        for crossing in crossings:
            self._options_of(crossing)
        for kind in kinds:
            for member in (one for found in members for one in found):
                parts: dict[Name, float] = {(crossing, kind): 1 for crossing in crossings if member in crossing}
                self.facts.learn({((member,), kind): -1, **parts}, 0, 0)


DUST = 1e-9
"""Of sums of floats."""


def _counts(percent: Printed, n: Printed) -> tuple[float, float]:
    """Return the least and the most people that a percent of some can be."""
    return percent.low / 100 * n.low - DUST, min(percent.high / 100 * n.high, n.high) + DUST


def _group_of(labels: dict[tuple[str, str], tuple[str, str]], axis: str, label: str) -> Group | None:
    """Understand a group, of one attribute or of two crossed, by the words of its axis and of itself."""
    if (axis, label) in labels:
        return (labels[axis, label],)
    first, _, second = axis.partition(" × ")
    for (of, name), member in labels.items():
        if of == first and label.startswith(name):
            for (other_of, other), other_member in labels.items():
                if other_of == second and label[len(name) :].endswith(other) and len(label) > len(name) + len(other):
                    return tuple(sorted((member, other_member)))
    return None


def size_facts(
    data: pl.DataFrame, shares: Sequence[tuple[str, Printed | None]], shown: Sequence[Shown], used: int | None
) -> tuple[Facts, list[Name]]:
    """Take in how many people are in each group of a survey: by all tables, indicators of some groups, who answered.

    Parameters
    ----------
    data : DataFrame
        The survey's rows of open_data.csv.
    shares : sequence of tuple
        Groups of who answered by one attribute, or by two crossed, and their share of all of them in percent.
    shown : sequence of Shown
        What is told of its indicators.
    used : int or None
        How many answers it has, where that is told.

    Returns
    -------
    tuple of Facts and list of Name
        What is known, and the sizes that are hidden.
    """
    axes = data["axis"].drop_nulls().unique(maintain_order=True).to_list()
    tables = data.filter(pl.col("axis").is_null(), pl.col("question").is_in(axes))
    facts = Facts(most=used or max((int(n) for n in data["n_base"].drop_nulls()), default=0) or UNKNOWN_MOST)
    wanted: dict[Name, None] = {}
    labels: dict[str, dict[str, str]] = {}
    for (axis,), part in tables.group_by("question", maintain_order=True):
        names: list[Name] = []
        for option, label, n_base, n, low, high in part.select(
            "option", "option_label", "n_base", "n_positive", "n_low", "n_high"
        ).iter_rows():
            name: Name = (((str(axis), option),), N)
            names.append(name)
            labels.setdefault(str(axis), {})[option] = label
            if n:
                facts.learn({name: 1}, int(n), int(n))
            else:
                wanted[name] = None
                facts.learn({name: 1}, int(low or 0), int(high or facts.most))
            total = n_base
        if total:
            facts.learn(dict.fromkeys(names, 1), int(total), int(total))
        if used is not None:
            facts.learn(dict.fromkeys([*names, (((str(axis), BLANK),), N)], 1), used, used)
    _learn_bases(facts, data, shown, used, labels)
    _learn_shares(facts, wanted, labels, shares)
    return facts, list(wanted)


def _learn_bases(
    facts: Facts,
    data: pl.DataFrame,
    shown: Sequence[Shown],
    used: int | None,
    options: Mapping[str, Collection[str]],
) -> None:
    """Learn that a group is who answered a question in it, and no more of the others than there are of everyone."""
    everyone = float("inf") if used is None else used
    bases: dict[tuple[str, Group], int] = {}
    rows = data.select("question", "axis", "category", "n_base").drop_nulls("n_base").unique(maintain_order=True)
    for question, axis, category, n in rows.iter_rows():
        bases[question, ((axis, category),) if axis else EVERYONE] = int(n)
    sums = [(question, [group], n) for (question, group), n in bases.items() if group]
    crossed: dict[tuple[str, ...], None] = {}
    for one in shown:
        if one.among and one.base == "answered" and not one.excluded and set(one.among) <= set(options):
            axes = tuple(sorted(one.among))
            crossed |= {axes: None} if len(axes) > 1 else {}
            groups = list(product(*([(axis, code) for code in one.among[axis]] for axis in axes)))
            sums += [(one.question, groups, n) for n, _ in one.counts]
    for axes in crossed:
        _cross_sizes(facts, {axis: [*options[axis], BLANK] for axis in axes})
    for question, groups, n in sums:
        names: list[Name] = [(group, N) for group in groups]
        if all(name in facts.place for name in names):
            others = everyone - bases.get((question, EVERYONE), 0)
            facts.learn(dict.fromkeys(names, 1), n, n + others)


def _cross_sizes(facts: Facts, categories: Mapping[str, Sequence[str]]) -> None:
    """Learn that the crossings of some attributes, who left one blank among them, add to each category."""
    members = [[(axis, code) for code in codes] for axis, codes in categories.items()]
    crossings: list[Group] = list(product(*members))
    for member in (one for found in members for one in found):
        parts: dict[Name, float] = {(crossing, N): 1 for crossing in crossings if member in crossing}
        facts.learn({((member,), N): -1, **parts}, 0, 0)


def _learn_shares(
    facts: Facts,
    wanted: dict[Name, None],
    labels: Mapping[str, Mapping[str, str]],
    shares: Sequence[tuple[str, Printed | None]],
) -> None:
    """Take in shares of all who told the attributes, whose number is not known."""
    groups = {label: ((axis, code),) for axis, found in labels.items() for code, label in found.items()}
    pairs = {
        (groups[one], groups[other]): (one, other)
        for one, other in product(groups, repeat=2)
        if groups[one][0][0] != groups[other][0][0]
    }
    everyone: Name = (EVERYONE, N)
    names: list[Name] = []
    for label, share in shares:
        crossed = [
            tuple(sorted(one + other))
            for (one, other), (first, second) in pairs.items()
            if label.startswith(first) and label.endswith(second) and len(label) > len(first) + len(second)
        ]
        group = groups.get(label) or next(iter(crossed), None)
        if group is None:
            return
        names.append((group, N))
        if share is None:
            wanted[group, N] = None
        else:
            for sign, end in ((1, share.low / 100), (-1, share.high / 100)):
                facts.learn({names[-1]: sign, everyone: -sign * end}, -DUST, float("inf"))
    if not names:
        return
    facts.learn({everyone: -1, **dict.fromkeys(names, 1)}, 0, 0)
    for place in range(len(names[0][0])):
        for member in dict.fromkeys(name[0][place] for name in names if len(name[0]) > 1):
            # who left the other attribute blank is in none of the crossings
            parts: dict[Name, float] = {name: 1 for name in names if name[0][place] == member}
            facts.learn({((member,), N): 1, **dict.fromkeys(parts, -1)}, 0, facts.most)
