"""Confidence intervals of a proportion: plain functions on arrays, by name in one registry.

A method gets the :class:`Evidence` of any number of proportions and returns ``(lower, upper)`` of the same shape. Those
made for counts (Wilson, Clopper-Pearson …) act on the effective size, so that design and finite population count and a
simple random sample has the textbook interval; those made for estimates (Wald, logit …) act on the standard error.

All of them: NaN for an empty base; the proportion itself where everyone was asked (no variance is left); 0 to 1 where
the design leaves no degrees of freedom; never outside 0-1 and never without the estimate.
"""

# the order of these imports is that of METHOD_NAMES: the default first, R's own conventions and auto last
from kumin.intervals.counts import agresti_coull, beta, beta_r, clopper_pearson, jeffreys, wilson, wilson_cc
from kumin.intervals.estimates import arcsine, logit, wald

# isort: split
from kumin.intervals.likelihood import likelihood

# isort: split
from kumin.intervals.finite import finite_exact, finite_limits

# isort: split
from kumin.intervals.likelihood_r import likelihood_r

# isort: split
from kumin.intervals.automatic import auto

# isort: split
from kumin.intervals.evidence import (
    Evidence,
    Limits,
    Sample,
    WeightGroups,
    bounded,
    ends_of,
    possible,
    t_value,
    z_value,
)
from kumin.intervals.registry import (
    INTERVALS,
    METHOD_NAMES,
    Interval,
    MethodName,
    choice,
    in_plans,
    interval,
    markdown_table,
    method_named,
    require_methods,
)

__all__ = [
    "INTERVALS",
    "METHOD_NAMES",
    "Evidence",
    "Interval",
    "Limits",
    "MethodName",
    "Sample",
    "WeightGroups",
    "agresti_coull",
    "arcsine",
    "auto",
    "beta",
    "beta_r",
    "bounded",
    "choice",
    "clopper_pearson",
    "ends_of",
    "finite_exact",
    "finite_limits",
    "in_plans",
    "interval",
    "jeffreys",
    "likelihood",
    "likelihood_r",
    "logit",
    "markdown_table",
    "method_named",
    "possible",
    "require_methods",
    "t_value",
    "wald",
    "wilson",
    "wilson_cc",
    "z_value",
]
