"""A ward's own form, filled in: its file stays as it is but for the text that is filled in."""

from __future__ import annotations
