"""What a report is put together of, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kumin.charts.svg import Drawing, drawing_of
from kumin.numbers import NONE

if TYPE_CHECKING:
    from kumin.reporting.questions import Reported
    from kumin.words import Words
    from kumin.words.survey_report.sentences import Sentence
    from kumin.words.survey_report.style import StyledWords
    from kumin.writers.plots.plot import Plot


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, with an id that is unique in the report."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet``: a note in smaller letters."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, by its place among the drawings of the report; ``plot``: the same, to be edited in a document."""

    place: int
    caption: str
    plot: Plot | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``group``: a heading over the rows below it, in the first cell.

    ``of`` is the group of a row of a 集計表, ``axis:category``, empty for everyone.
    """

    cells: tuple[str, ...]
    group: bool = False
    strong: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``words``: how many of its first columns hold words, the others numbers.

    ``of`` is the survey, question and options of a 集計表 (``residents:safe:1,2,3``), of a number without options: the
    audit reads it back.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    words: int = 1
    of: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page on paper."""


Block = Heading | Paragraph | Bullets | Figure | Table | Break

_KINDS: dict[type, str] = {
    Heading: "heading", Paragraph: "paragraph", Bullets: "bullets", Figure: "figure", Table: "table", Break: "break",
}  # fmt: skip


def named_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Give blocks to a template with the names of their kinds."""
    return [{"kind": _KINDS[type(block)], "block": block} for block in blocks]


def columns_of_first(table: Table, row: Row) -> int:
    """Columns of the first cell of a row."""
    return len(table.head) if row.group else 1


@dataclass(frozen=True)
class Making:
    """The part of a report on one survey, in the making.

    Parameters
    ----------
    survey : Reported
        The survey.
    styled : StyledWords
        Language and style.
    said : mapping of question to sentences
        The text on each question.
    drawings : list of Drawing
        The charts of the report so far, those of other surveys among them.
    prefix : str
        What the ids of its charts begin with.
    """

    survey: Reported
    styled: StyledWords
    said: Mapping[str, Sequence[Sentence]]
    drawings: list[Drawing] = field(default_factory=list)
    prefix: str = "s"

    @property
    def words(self) -> Words:
        """The words without style, for tables."""
        return self.styled.words

    def text(self, code: str, /, **params: Any) -> str:
        """Word one message."""
        return self.styled.text(code, **params)

    def id(self, name: str) -> str:
        """Make an id that is unique in the report."""
        return f"{self.survey.key}-{name}".replace(".", "-")

    def figure(
        self, chart: Any, name: str, caption: str, parts: Sequence[tuple[str, str]] = (), plot: Plot | None = None
    ) -> Figure:
        """Keep a chart to be drawn; ``parts`` are what it shows, in words and numbers, for who cannot see it."""
        described = self.words.joined((f"{label} {value}" for label, value in parts if value != NONE), "sr_joiner")
        self.drawings.append(drawing_of(chart, f"{self.prefix}-{self.id(name)}", caption, described))
        return Figure(len(self.drawings) - 1, caption, plot)
