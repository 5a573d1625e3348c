"""A kind of target is one entry: plan files, the JSON Schema, judging, help and the documentation read it."""

from __future__ import annotations
