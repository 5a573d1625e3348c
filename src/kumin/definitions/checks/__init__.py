"""Definitions checked against each other."""
