"""Where the words of a chart can stand without covering each other, the points and the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a chart, in pixels from its left and top."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """Make the box whose middle is (x, y)."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def shared(self, other: Box) -> float:
        """Area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * along if across > 0 and along > 0 else 0.0

    def outside(self, other: Box) -> float:
        """Area of this one that lies outside another."""
        return (self.right - self.left) * (self.bottom - self.top) - self.shared(other)


def along(start: tuple[float, float], end: tuple[float, float], *, thick: float = 3, step: float = 4) -> Iterator[Box]:
    """Cover a line with small boxes."""
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    count = max(int(length / step), 1)
    for place in range(count + 1):
        share = place / count
        yield Box.around(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share, thick, thick)


def best_place(candidates: Sequence[Box], taken: Sequence[Box], within: Box, words: Sequence[Box] = ()) -> Box:
    """Choose the candidate that covers least of what is taken and stays within; of equals the first.

    Parameters
    ----------
    candidates : sequence of Box
        Where the words can stand, best first; at least one.
    taken : sequence of Box
        Points and lines.
    within : Box
        What they should not leave.
    words : sequence of Box
        Other words: over them nothing can be read, so they weigh much more than lines.
    """

    def cost(one: Box) -> float:
        return (
            sum(one.shared(other) for other in taken)
            + 100 * sum(one.shared(other) for other in words)
            + 20 * one.outside(within)
        )

    return min(candidates, key=cost)
