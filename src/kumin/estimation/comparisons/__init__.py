"""Comparisons: tests, differences of groups and of years, trends, many p-values at once."""
