"""Forms in words: the one that wards publish, and the values that a ward's own form asks for."""

from __future__ import annotations
