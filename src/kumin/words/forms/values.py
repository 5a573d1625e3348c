"""What a ward's own form can ask for by name, and the values of a run under these names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kumin.messages import LANGUAGES, text
from kumin.numbers import NONE, printed, shortest
from kumin.registry import Registry
from kumin.responses.folding import fold_text
from kumin.words.forms.ward_form import budget_headings, bullets

if TYPE_CHECKING:
    from kumin.words.report import IndicatorView, IssueView, ReportView
    from kumin.words.words import Words


@dataclass(frozen=True, slots=True)
class Value:
    """What is filled in: its text, and where it is a number the number as printed (``37.8``) and whether in percent."""

    text: str = ""
    number: str = ""
    percent: bool = False


Make = Callable[[Any, "Words"], Value]
FIELDS: Registry[Make] = Registry("field of a form")
"""``SCOPE_NAME`` → what makes its value; SCOPE is plan, issue or indicator. Its names in a template are the parts of
the message ``form_field_SCOPE_NAME`` between ``／``, in both languages, and NAME."""

SCOPES = ("indicator", "issue", "plan")
ISSUE_PREFIXES = ("経営課題", "課題", "issue")


def names_of(key: str) -> tuple[str, ...]:
    """Return the names a field has in a template, the Japanese ones first."""
    worded = [name for lang in LANGUAGES for name in text(f"form_field_{key}", lang).split("／")]
    return tuple(dict.fromkeys([*worded, key.partition("_")[2]]))


def keys_by_name(scope: str) -> dict[str, str]:
    """Return the folded names of a scope's fields, each with the field."""
    return {fold_text(name): key for key in FIELDS if key.startswith(f"{scope}_") for name in names_of(key)}


def _field(key: str) -> Callable[[Make], Make]:
    return lambda make: FIELDS.add(key, make)


def _plain(value: object) -> Value:
    return Value("" if value in (None, NONE) else str(value))


def _lines(items: Sequence[str]) -> Value:
    return Value("\n".join(bullets(items)))


def _number(said: str, number: float | None, decimals: int, *, percent: bool) -> Value:
    return Value() if number is None or said == NONE else Value(said, printed(number, decimals), percent)


def _share(name: str, said: str) -> Make:
    """Make the field of a percent of ``judgements``, or of a number with a unit."""

    def make(one: IndicatorView, words: Words) -> Value:
        if one.definition.unit:
            return _plain(one.values[said])
        number = one.row.get(name)
        return _number(one.values[said], number, words.finer(number).decimals, percent=True)

    return make


def _limit(name: str) -> Make:
    def make(one: IndicatorView, words: Words) -> Value:
        limit = None if one.definition.unit else one.row.get(name)
        return _number(words.percent(limit), limit, words.decimals, percent=True)

    return make


def _count(name: str) -> Make:
    return lambda one, words: _number(words.count(one.row.get(name)), one.row.get(name), 0, percent=False)


FIELDS.add("indicator_mark", lambda one, _: _plain(one.mark))
FIELDS.add("indicator_mark_words", lambda one, _: _plain(one.mark_words))
FIELDS.add("indicator_result", _share("percent", "percent"))
FIELDS.add("indicator_previous", _share("previous_percent", "previous"))
FIELDS.add("indicator_n", _count("n_base"))
FIELDS.add("indicator_n_positive", _count("n_positive"))
FIELDS.add("indicator_interval", lambda one, _: _plain(one.values["interval"]))
FIELDS.add("indicator_lower", _limit("lower_percent"))
FIELDS.add("indicator_upper", _limit("upper_percent"))
FIELDS.add("indicator_change", lambda one, _: _plain(one.values["change"]))
FIELDS.add("indicator_target", lambda one, _: _plain(one.values["target_final"]))
FIELDS.add("indicator_target_by", lambda one, _: _plain(one.values["target_by"]))
FIELDS.add("indicator_verdict", lambda one, _: _plain(one.values["verdict"]))
FIELDS.add("indicator_evidence", lambda one, _: Value("\n".join(one.evidence)))
FIELDS.add("indicator_text", lambda one, _: Value(one.text))
FIELDS.add("indicator_title", lambda one, _: Value(one.title))


@_field("indicator_result_and_mark")
def _result_and_mark(one: IndicatorView, _words: Words) -> Value:
    """Return the value and its mark, as the form has them side by side: 37.8% B."""
    return Value(f"{one.values['percent']} {one.mark}") if one.mark and one.values["percent"] != NONE else Value()


FIELDS.add("issue_title", lambda issue, _: Value(issue.definition.title))
FIELDS.add("issue_recognition", lambda issue, _: _lines(issue.definition.recognition))
FIELDS.add("issue_strategies", lambda issue, _: _lines(issue.definition.strategies))
FIELDS.add("issue_self_evaluation", lambda issue, _: _lines(issue.definition.self_evaluation))
FIELDS.add("issue_future_policy", lambda issue, _: _lines(issue.definition.future_policy))

FIELDS.add("plan_title", lambda view, _: Value(view.result.plan.plan.title))
FIELDS.add("plan_ward", lambda view, _: Value(view.result.plan.plan.ward))
FIELDS.add("plan_head", lambda view, _: Value(view.result.plan.plan.head))
FIELDS.add("plan_year", lambda view, words: Value(words.era_year(view.result.fiscal_year)))
FIELDS.add("plan_goal", lambda view, _: Value(view.result.plan.plan.goal))
FIELDS.add("plan_mission", lambda view, _: Value(view.result.plan.plan.mission))
FIELDS.add("plan_basic_policy", lambda view, _: Value("\n".join(view.result.plan.plan.basic_policy)))
FIELDS.add("plan_pillars", lambda view, _: _lines(view.result.plan.plan.pillars))
FIELDS.add("plan_verdict", lambda view, _: Value(view.verdict))


@dataclass(frozen=True)
class FormValues:
    """The values of a run by scope, id (empty for the plan's own) and field; kept in result.json.

    Attributes
    ----------
    fiscal_year : int
        The year.
    values : mapping
        scope → id → field, or heading of money (``3決算額``) → value.
    """

    fiscal_year: int
    values: Mapping[str, Mapping[str, Mapping[str, Value]]] = field(default_factory=dict)

    @property
    def indicators(self) -> Mapping[str, Mapping[str, Value]]:
        """The indicators' values by id."""
        return self.values.get("indicator", {})

    def value_of(self, name: str) -> Value | None:
        """Return the value of a placeholder's name, ``1-1.実績``; None where there is no such name."""
        owner, _, wanted = fold_text(name).rpartition(".")
        if not owner:
            return self._of("plan", "", wanted)
        for scope in ("indicator", "issue"):
            for id_ in self.values.get(scope, {}):
                known = {fold_text(id_)}
                if scope == "issue":
                    known |= {fold_text(prefix + id_) for prefix in ISSUE_PREFIXES}
                if owner in known and (value := self._of(scope, id_, wanted)) is not None:
                    return value
        return None

    def _of(self, scope: str, id_: str, wanted: str) -> Value | None:
        of_one = self.values.get(scope, {}).get(id_, {})
        key = keys_by_name(scope).get(wanted)
        if key is not None:
            return of_one.get(key.partition("_")[2], Value())
        return next((value for name, value in of_one.items() if fold_text(name) == wanted), None)

    @property
    def names(self) -> list[str]:
        """Every name a template may have, the first Japanese name of each field."""
        found = []
        for scope, by_id in self.values.items():
            for id_, of_one in by_id.items():
                before = f"{ISSUE_PREFIXES[0] if scope == 'issue' else ''}{id_}." if id_ else ""
                for name in of_one:
                    key = f"{scope}_{name}"
                    found.append(before + (names_of(key)[0] if key in FIELDS else name))
        return found

    def record(self) -> dict[str, Any]:
        """Return plain values for result.json."""
        kept = {
            scope: {
                id_: {name: [one.text, one.number, one.percent] for name, one in of_one.items()}
                for id_, of_one in by_id.items()
            }
            for scope, by_id in self.values.items()
        }
        return {"fiscal_year": self.fiscal_year, "values": kept}

    @classmethod
    def of_record(cls, data: Mapping[str, Any]) -> FormValues:
        """Read what :meth:`record` wrote.

        Raises
        ------
        KeyError, TypeError, ValueError, AttributeError
            It is something else.
        """
        values = {
            scope: {
                id_: {name: Value(str(one[0]), str(one[1]), bool(one[2])) for name, one in of_one.items()}
                for id_, of_one in by_id.items()
            }
            for scope, by_id in data["values"].items()
        }
        return cls(int(data["fiscal_year"]), values)


def form_values(view: ReportView) -> FormValues:
    """Make the values of a run, as it is worded for publication."""
    words, plan = view.words, view.result.plan.plan

    def made(scope: str, item: Any, words: Words) -> dict[str, Value]:
        keys = [key for key in FIELDS if key.startswith(f"{scope}_")]
        return {key.partition("_")[2]: FIELDS[key](item, words) for key in keys}

    return FormValues(
        view.result.fiscal_year,
        {
            "plan": {"": made("plan", view, words)},
            "issue": {issue.definition.id: made("issue", issue, words) | _money(issue, words) for issue in view.issues},
            "indicator": {
                one.id: made("indicator", one, words.to(plan.decimals_of(one.definition))) for one in view.indicators
            },
        },
    )


def _money(issue: IssueView, words: Words) -> dict[str, Value]:
    amounts = [said for _, said in issue.budgets]
    headings = budget_headings(issue.definition, words)
    return {heading: Value(said, shortest(amount)) for (heading, amount), said in zip(headings, amounts, strict=True)}
