"""What a draft tells the user: each guess in a line, and each decision once, however many questions it is about."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from kumin.authoring.draft_text import Counts, Named, named, reason_text, remark_text, title_of, unused_text, zero_text
from kumin.authoring.guess import Draft, Remark
from kumin.messages import text
from kumin.responses.display import shorten
from kumin.responses.table import AnswerTable

_NAME = 24
_CODE = "draft_missing_asked"
_LABELS = "draft_code_by_"
_SUMMED = ("coded", "labelled", "misfit", "reversed", "fit", "against")
_NAMED = {
    "draft_spellings", "draft_missing_taken", "draft_bounds", "draft_slots_kept", "draft_range_stated",
    "draft_code_numbered",
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

    Alike are a code of no answer, labels that were given to the codes of one list of options, and the same words.
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
        yield Asked(ids, _words([remark for _, remark in found], lang), found[0][1].asks)
    for words, of in zero.items():
        yield Asked(tuple(of), words)


def _kind(one: Named, remark: Remark, lang: str | None) -> Hashable:
    if remark.code == _CODE:
        return remark.code, str(remark.params["code"])
    if remark.code.startswith(_LABELS):
        return remark.code, tuple((code, choice.label) for code, choice in one.guess.options.items())
    return remark_text(remark, lang)


def _words(remarks: Sequence[Remark], lang: str | None) -> str:
    first = remarks[0]
    if len(remarks) == 1 or not (first.code == _CODE or first.code.startswith(_LABELS)):
        return remark_text(first, lang)
    if first.code == _CODE:
        count = sum(int(str(remark.params["count"])) for remark in remarks)
        many = text("draft_missing_asked_many", lang, code=first.params["code"], count=count, questions=len(remarks))
        return text("draft_asks", lang, words=many)
    sums = {name: sum(int(str(remark.params[name])) for remark in remarks) for name in _SUMMED if name in first.params}
    return remark_text(replace(first, params={**first.params, **sums}), lang)
