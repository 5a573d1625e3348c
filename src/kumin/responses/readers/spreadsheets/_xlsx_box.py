"""A rectangle of cells, such that a search tells by their places alone which cells are beyond it."""

from __future__ import annotations

from dataclasses import dataclass

WIDEST = 16_384
"""Columns that a sheet can have."""


@dataclass(frozen=True)
class Box:
    """A rectangle from A1, a little larger than asked for, and what the places of cells beyond it look like.

    Attributes
    ----------
    rows, columns : int
        Its size.
    beyond : str
        A pattern.
    """

    rows: int
    columns: int
    beyond: str

    @classmethod
    def around(cls, rows: int, columns: int) -> Box:
        """Make one: its last row ends in nines behind two digits, its last column in Z."""
        rows = max(rows, 99)
        digits = len(str(rows))
        first = rows // 10 ** (digits - 2)  # 10 to 99: what the first two of as many digits may be
        more = [rf"[0-9]{{{digits + 1},}}"]
        if first < 99:
            tens, ones = divmod(first, 10)
            starts = [f"{tens}[{ones + 1}-9]"] * (ones < 9) + [f"[{tens + 1}-9][0-9]"] * (tens < 9)
            more.append(rf"(?:{'|'.join(starts)})[0-9]{{{digits - 2}}}")
        letters = (columns - 1) // 26  # 0: one letter; 1: two that begin with A
        wider = ["[A-Z]{3}"] if letters else ["[A-Z]{2,3}"]
        if 0 < letters < 26:
            wider.append(rf"[{chr(65 + letters)}-Z][A-Z]")
        if letters > 26:
            return cls((first + 1) * 10 ** (digits - 2) - 1, WIDEST, rf"(?:[A-Z]{{1,3}}(?:{'|'.join(more)}))")
        beyond = rf"(?:(?:{'|'.join(wider)})[0-9]+|[A-Z]{{1,3}}(?:{'|'.join(more)}))"
        return cls((first + 1) * 10 ** (digits - 2) - 1, (letters + 1) * 26, beyond)
