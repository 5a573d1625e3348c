"""Candidate answers → findings."""
