"""Codes and numbers put into words: the only room that makes sentences."""
