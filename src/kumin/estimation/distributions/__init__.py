"""Quantiles, and means beside them."""
