"""Codes and numbers put into words: the only room that makes sentences."""

from __future__ import annotations

from kumin.words.words import Words, words_of

__all__ = ["Words", "words_of"]
