"""Cells of text → codes, numbers and dates."""
