"""Replicate weights and what is estimated with them."""

from kumin.estimation.replication.estimates import replicate_estimates, replicate_statistic
from kumin.estimation.replication.weights import replicate_weights

__all__ = ["replicate_estimates", "replicate_statistic", "replicate_weights"]
