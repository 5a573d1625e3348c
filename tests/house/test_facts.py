"""What must stand in two places, for it is imported late or written for people, is the same in both."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from typing import get_args

import click
import pytest

from kumin.cli import cli
from kumin.definitions.goal import LOWER, UPPER
from kumin.definitions.questions import RESERVED_OF_ATTRIBUTES
from kumin.estimation.comparisons.multiplicity import Adjustment
from kumin.estimation.planning import Convention
from kumin.estimation.validation.validate import Comparison
from kumin.judgement.verdicts.verdict import LOW_RETURN
from kumin.messages import catalogue
from kumin.numbers import DEFAULT_LEVEL, SMALL_BASE, level_percent
from kumin.tables import options
from kumin.tables.differences import SIGNIFICANT
from kumin.words import Words
from source import functions, module_name, sources


def defaults(name: str) -> dict[str, object]:
    """Defaults of the parameters of a name that are constants, by function."""
    found = {}
    for path in sources():
        for function in functions(path):
            given = function.args
            plain = list(zip(reversed(given.args), reversed(given.defaults), strict=False))
            keyed = [(one, value) for one, value in zip(given.kwonlyargs, given.kw_defaults, strict=True) if value]
            for parameter, value in (*plain, *keyed):
                if parameter.arg == name and isinstance(value, ast.Constant) and value.value is not None:
                    found[f"{module_name(path)}.{function.name}"] = value.value
    return found


def test_one_level_is_the_default_everywhere() -> None:
    found = defaults("level")
    assert len(found) > 40
    assert set(found.values()) == {DEFAULT_LEVEL}
    offered = [
        (name, one.default) for name in cli.list_commands(click.Context(cli)) for one in params_of(name, "level")
    ]
    assert offered
    assert {default for _, default in offered} == {DEFAULT_LEVEL}
    assert Words.of().level == Words("ja", 1).level == level_percent(DEFAULT_LEVEL)


def params_of(command: str, name: str) -> list[click.Parameter]:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    return [one for one in found.params if one.name == name]


def choices(command: str, name: str) -> tuple[str, ...]:
    (offered,) = (one.type for one in params_of(command, name))
    assert isinstance(offered, click.Choice)
    return tuple(offered.choices)


def test_commands_offer_what_the_library_takes() -> None:
    assert choices("coverage", "comparison") == get_args(Comparison) == (*LOWER, *UPPER)
    assert {one.replace("-", "_") for one in choices("error-table", "convention")} == set(get_args(Convention))
    assert set(choices("crosstab", "adjust")) == set(get_args(options.Adjustment)) == set(get_args(Adjustment))


def test_no_attribute_may_be_called_like_a_column_of_estimates() -> None:
    # the functions have the names of their modules
    modules = ("proportions", "means", "distributions.quantiles")
    results = {name for module in modules for name in import_module(f"kumin.estimation.{module}").RESULT}
    results |= {"mean", "total", "probability", "quantile"}
    assert list(RESERVED_OF_ATTRIBUTES) == sorted(results)


def test_no_sentence_states_a_level_of_its_own() -> None:
    assert not {code for code, words in catalogue().items() if re.search("95[%％]", " ".join(words))}


@pytest.mark.parametrize(
    ("pattern", "value", "least"),
    [
        (r"(?:n ?が|母数が)(\d+)未満", SMALL_BASE, 5),
        (r"n below (\d+)|fewer than (\d+) in the base", SMALL_BASE, 5),
        (r"(\d+)%水準|(\d+)% level", round(100 * SIGNIFICANT), 6),
        (r"回収率が(\d+)%未満|答えがあったのは(\d+)%未満|fewer than (\d+)% of the letters", round(100 * LOW_RETURN), 4),
    ],
)
def test_thresholds_in_sentences_are_those_that_are_applied(pattern: str, value: int, least: int) -> None:
    written = [one for words in catalogue().values() for text in words for one in re.findall(pattern, text)]
    numbers = [int(one) for found in written for one in ([found] if isinstance(found, str) else found) if one]
    assert len(numbers) >= least
    assert set(numbers) == {value}
