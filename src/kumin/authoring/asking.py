"""What a draft tells the user: each guess in a line, and each decision once, however many questions it is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from kumin.authoring.columns.headings import number_in_heading
from kumin.authoring.draft_text import Counts, Named, named, reason_text, remark_text, title_of, unused_text, zero_text
from kumin.authoring.guess import Draft, Remark
from kumin.messages import text
from kumin.responses.display import shorten
from kumin.responses.table import AnswerTable

_NAME = 24
_CODE = "draft_missing_asked"
_LABELS = "draft_code_by_"
_NAMED = {
    "draft_spellings", "draft_missing_taken", "draft_bounds", "draft_slots_kept", "draft_range_stated",
    "draft_code_numbered", "draft_most",
}  # fmt: skip
"""Decisions that are listed though they ask nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A remark about one question or several.

    Attributes
    ----------
    ids : tuple of str
        The questions.
    words : str
    asks : bool
        Whether a person has to decide.
    """

    ids: tuple[str, ...]
    words: str
    asks: bool = True

    def line(self, lang: str | None) -> str:
        """Return its line on the screen."""
        return text("draft_asked_of", lang, ids=", ".join(self.ids), words=self.words)


def listed(draft: Draft, table: AnswerTable, counts: Counts, lang: str | None) -> Iterator[str]:
    """List the columns that are not used, and what each question was guessed to be."""
    yield from unused_text(draft, lang)
    for one in named(draft):
        title = shorten(title_of(one.guess, table), _NAME)
        n = counts.base.get(one.id)
        base = "" if n is None else text("draft_base", lang, n=n)
        yield text("draft_listed", lang, id=one.id, title=title, reason=reason_text(one.guess, lang), base=base)


def remarks_of(draft: Draft, counts: Counts, lang: str | None) -> Iterator[Asked]:
    """List what was decided and what is asked; what holds for several questions alike stands once.

    Alike are a code of no answer, labels that were given to codes by one kind of order (those that fit the reversed
    order as well apart), and the same words.
    """
    groups: dict[Hashable, list[tuple[Named, Remark]]] = {}
    zero: dict[str, list[str]] = {}
    for one in named(draft):
        for remark in one.guess.remarks:
            if remark.asks or remark.code in _NAMED:
                groups.setdefault(_kind(one, remark, lang), []).append((one, remark))
        if one.id in counts.zero:
            zero.setdefault(zero_text(counts.zero[one.id], lang), []).append(one.id)
    # first what is asked of many questions
    for found in sorted(groups.values(), key=lambda pairs: pairs[0][1].code != _CODE):
        ids = tuple(one.id for one, _ in found)
        yield Asked(ids, _words(found, lang), found[0][1].asks)
    for words, of in zero.items():
        yield Asked(tuple(of), words)


def _kind(one: Named, remark: Remark, lang: str | None) -> Hashable:
    if remark.code == _CODE:
        return remark.code, str(remark.params["code"])
    if remark.code.startswith(_LABELS):
        return remark.code, _fits_as_well_reversed(remark)
    return remark_text(remark, lang)


def _fits_as_well_reversed(remark: Remark) -> bool:
    return int(str(remark.params["reversed"])) <= int(str(remark.params["misfit"]))


def _words(found: Sequence[tuple[Named, Remark]], lang: str | None) -> str:
    (_, first), *others = found
    if not others or not (first.code == _CODE or first.code.startswith(_LABELS)):
        return remark_text(first, lang)
    if first.code == _CODE:
        count = sum(int(str(remark.params["count"])) for _, remark in found)
        many = text("draft_missing_asked_many", lang, code=first.params["code"], count=count, questions=len(found))
        return text("draft_asks", lang, words=many)
    each = text("list_joiner", lang).join(
        text("draft_code_each", lang, question=_short(one), **remark.params) for one, remark in found
    )
    order = text(f"draft_order_{first.code.removeprefix(_LABELS)}", lang)
    kind = "draft_code_many_unsure" if _fits_as_well_reversed(first) else "draft_code_many"
    return text("draft_asks", lang, words=text(kind, lang, questions=len(found), order=order, each=each))


def _short(one: Named) -> str:
    """Name a question in a list: by its heading up to the words after the number, else by its first words."""
    heading = unicodedata.normalize("NFKC", one.guess.heading)
    number, words = number_in_heading(heading)
    return heading.removesuffix(words).rstrip(" _-.．:：、)）]】") if number else shorten(heading, _NAME)
