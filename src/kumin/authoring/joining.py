"""Drafts of several files of one survey → one: questions joined by their number, or by the words of their headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kumin.authoring.columns.code_labels import Counted, labels_for
from kumin.authoring.columns.headings import number_in_heading, question_key
from kumin.authoring.columns.option_columns import split_heading
from kumin.authoring.columns.option_labels import choices_of
from kumin.authoring.columns.spellings import Spelled, one_spelling
from kumin.authoring.guess import IN_SOME_FILES, Choice, Coded, Draft, Guess, Remark
from kumin.responses.folding import fold_punctuation, fold_text
from kumin.responses.table import AnswerTable

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FileDraft:
    """The draft of one file.

    Attributes
    ----------
    name : str
        The file's.
    draft : Draft
    titles : mapping of place to str
        Wording of each question.
    counted : mapping of place to Counted
        The closed questions with their counts.
    """

    name: str
    draft: Draft
    titles: Mapping[int, str]
    counted: Mapping[int, Counted]


@dataclass(frozen=True, slots=True)
class _Part:
    """A question of one file."""

    file: FileDraft
    place: int
    by_order: bool = False

    @property
    def guess(self) -> Guess:
        return self.file.draft.questions[self.place]

    @property
    def title(self) -> str:
        return self.file.titles[self.place]


_Counted = tuple[Guess, Counted | None]
"""A question with its counts, where it is a closed one."""


def several_elsewhere(draft: Draft, table: AnswerTable, drafts: Sequence[Draft]) -> frozenset[str]:
    """Name the questions that are multiple answers in another draft, and not here.

    Here they have columns of はい and いいえ for options, or cells in which too few options stand together to be told.

    Parameters
    ----------
    draft, table
        Of one file.
    drafts : sequence of Draft
        Those of all files.
    """
    mine = Counter(
        question_key(split_heading(table, guess.positions[0])[0])
        for guess in draft.questions
        if len(guess.positions) == 1 and _is_yes_or_no(guess)
    )
    several = {question_key(guess.heading) for one in drafts for guess in one.questions if guess.type == "multiple"}
    words = {question_key(guess.heading) for guess in draft.questions if guess.type in ("single", "text")}
    return frozenset(key for key in several if mine[key] > 1 or key in words)


def _is_yes_or_no(guess: Guess) -> bool:
    labels = {fold_text(choice.label) for choice in guess.options.values()}
    return guess.type == "single" and labels <= {"はい", "いいえ", "yes", "no"}


def join_drafts(files: Sequence[FileDraft]) -> Draft:
    """Join the drafts of several files of one survey.

    Questions have the order of the first file; those that it does not have follow.
    """
    groups: list[list[_Part]] = []
    for file in files:
        _add(groups, [_Part(file, place) for place in range(len(file.draft.questions))])
    shared = [part.file for group in groups if len(group) > 1 for part in group]
    apart = [file for file in files if all(file is not other for other in shared)]
    questions = tuple(_joined(group, len(files), apart) for group in groups)
    drafts = [file.draft for file in files]
    ids, received = (list(dict.fromkeys(filter(None, names))) for names in (
        (draft.id for draft in drafts), (draft.received for draft in drafts)
    ))  # fmt: skip
    return Draft(
        id=ids[0] if ids else None, received=received[0] if received else None,
        system=_every(draft.system for draft in drafts), private=_every(draft.private for draft in drafts),
        twice=_every(draft.twice for draft in drafts), questions=questions,
        id_aliases=tuple(ids[1:]), received_aliases=tuple(received[1:]),
    )  # fmt: skip


def _every(names: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for own in names for name in own))


def _add(groups: list[list[_Part]], parts: Sequence[_Part]) -> None:
    """Put each question of a file to the one question that has its number and words, its number, or its words.

    It may have them in any earlier file: a form without numbers meets the codes of Q6 by the words of another file's.
    """
    taken: set[int] = set()
    left = list(parts)
    free = range(len(groups))
    for key in (_number_and_words, _number, _words):
        known: dict[Key, list[int]] = {}
        for place in free:
            if place not in taken:
                for own in {own for part in groups[place] if (own := key(part))}:
                    known.setdefault(own, []).append(place)
        wanted: dict[Key, list[_Part]] = {}
        for part in left:
            if own := key(part):
                wanted.setdefault(own, []).append(part)
        for own, mine in wanted.items():
            if len(mine) == 1 and len(known.get(own, [])) == 1:
                (place,) = known[own]
                groups[place].append(mine[0])
                taken.add(place)
                left.remove(mine[0])
    for place, part in _in_order([place for place in free if place not in taken], groups, left):
        groups[place].append(replace(part, by_order=True))
        left.remove(part)
    groups += [[part] for part in left]


def _in_order(free: Sequence[int], groups: Sequence[Sequence[_Part]], left: Sequence[_Part]) -> list[tuple[int, _Part]]:
    """Pair the questions below one number in their order, where both files have as many: 問7-1 and 「問7 [公園]」."""
    mine: dict[str, list[_Part]] = {}
    known: dict[str, list[int]] = {}
    for part in left:
        if own := _number(part):
            mine.setdefault(own[0], []).append(part)
    for place in free:
        if own := _number(groups[place][0]):
            known.setdefault(own[0], []).append(place)
    pairs = [(known[number], parts) for number, parts in mine.items() if len(known.get(number, [])) == len(parts)]
    return [pair for places, parts in pairs for pair in zip(places, parts, strict=True)]


def _number_and_words(part: _Part) -> Key | None:
    number, words = number_in_heading(part.guess.heading)
    return (*number, fold_punctuation(words)) if number else None


def _number(part: _Part) -> Key | None:
    number, _ = number_in_heading(part.guess.heading)
    return (*number, "") if number else None


def _words(part: _Part) -> Key | None:
    _, words = number_in_heading(part.guess.heading)
    return ("", "", fold_punctuation(words)) if words else None


def _joined(group: Sequence[_Part], n_files: int, apart: Sequence[FileDraft]) -> Guess:
    """Make one question of those of several files."""
    title = max((part.title for part in group), key=len)
    guess = replace(_of_all(group)[0], title=title)
    if len(group) < n_files:
        names = tuple(part.file.name for part in group)
        code = IN_SOME_FILES[any(group[0].file is file for file in apart)]
        guess = replace(guess, remarks=(*guess.remarks, Remark(code, {"files": names}, asks=True)))
    if n_files == 1 or len(group) == 1:
        return replace(guess, positions=())
    if ordered := sum(part.by_order for part in group):
        guess = replace(guess, remarks=(*guess.remarks, Remark("draft_joined_by_order", {"count": ordered}, asks=True)))
    headings = [part.guess.heading for part in group]
    aliases = dict.fromkeys(name for name in headings if fold_text(name) != fold_text(headings[0]))
    return replace(guess, positions=(), aliases=tuple(aliases))


def _of_all(group: Sequence[_Part]) -> _Counted:
    """Combine the question's files: those with codes and those with labels each among themselves, then both.

    What a code means is asked once, of all files: a file is not left out as it came after two that were combined.
    """
    kinds: dict[bool, _Counted] = {}
    for part in group:
        own = part.guess, part.file.counted.get(part.place)
        labelled = own[1] is not None and own[1].labelled
        kinds[labelled] = _combined(*kinds[labelled], *own) if labelled in kinds else own
    first, *rest = kinds.values()
    return _combined(*first, *rest[0]) if rest else first


def _combined(guess: Guess, counted: Counted | None, other: Guess, others: Counted | None) -> _Counted:
    """Add the question of one more file, or of several that are combined."""
    together = replace(
        guess, supporting=guess.supporting + other.supporting, opposing=guess.opposing + other.opposing,
        missing=guess.missing | other.missing, invalid=guess.invalid | other.invalid,
        remarks=(*guess.remarks, *(remark for remark in other.remarks if remark not in guess.remarks)),
    )  # fmt: skip
    types = {guess.type, other.type}
    if types <= {"single", "multiple"} and counted is not None and others is not None:
        return _closed(together, counted, others)
    if len(types) == 1:
        return together, None
    if types == {"single", "number"} and not (counted and counted.labelled) and not (others and others.labelled):
        return replace(together, type="number", options={}, reason="draft_number"), None
    types_said = {"first": Coded(f"draft_type_{guess.type}"), "second": Coded(f"draft_type_{other.type}")}
    asked = Remark("draft_joined_apart", types_said, asks=True)
    return replace(
        together, type="text", options={}, extra={}, slots=(), reason="draft_text", remarks=(asked,)
    ), None  # fmt: skip


def _closed(guess: Guess, one: Counted, two: Counted) -> tuple[Guess, Counted]:
    remarks = []
    if one.labelled == two.labelled:
        options = _same_kind(one, two)
    else:
        coded, labelled = (two, one) if one.labelled else (one, two)
        options, remark = labels_for(coded, labelled)
        remarks.append(remark)
    several = "multiple" in (one.guess.type, two.guess.type)
    alike = one.guess.extra.get("layout") == two.guess.extra.get("layout")
    extra = {**two.guess.extra, **one.guess.extra}
    if not alike:
        extra.pop("layout", None)
    if one.guess.slots != two.guess.slots or _headings(one) != _headings(two):
        # each file's columns are found by the heading with the code or the label
        own = [counted for counted in (one, two) if any(_headings(counted))]
        heading = _heading_of(own[0]) if len(own) == 1 else _no_heading
        options = {code: replace(choice, heading=heading(code, choice)) for code, choice in options.items()}
        extra.pop("layout", None)
    together = replace(
        guess, type="multiple" if several else "single", options=options, extra=extra,
        slots=one.guess.slots if one.guess.slots == two.guess.slots else (),
        reason=one.guess.reason if one.labelled else two.guess.reason, remarks=(*guess.remarks, *remarks),
    )  # fmt: skip
    counts = {code: one.counts.get(code, 0) + two.counts.get(code, 0) for code in options}
    return together, Counted(together, counts, {**two.cells, **one.cells})


def _heading_of(counted: Counted) -> Callable[[int, Choice], str]:
    """Find the column of an option in the one file with a column for each: by its label, else by its code."""
    if not counted.labelled:
        by_code = {code: choice.heading for code, choice in counted.guess.options.items()}
        return lambda code, _: by_code.get(code, "")
    by_label = {one_spelling(choice.label): choice.heading for choice in counted.guess.options.values()}
    return lambda _, choice: by_label.get(one_spelling(choice.label), "")


def _no_heading(_: int, __: Choice) -> str:
    return ""


def _headings(counted: Counted) -> list[str]:
    return [choice.heading for choice in counted.guess.options.values()]


def _same_kind(one: Counted, two: Counted) -> dict[int, Choice]:
    """Put codes, or labels, of two files together."""
    if not one.labelled:
        named = {code: choice for code, choice in two.guess.options.items() if choice.label or choice.numbered}
        return dict(sorted({**two.guess.options, **one.guess.options, **named}.items()))
    union: dict[str, Spelled] = {}
    flags: dict[str, Choice] = {}
    for counted in (one, two):
        for choice in counted.guess.options.values():
            key = one_spelling(choice.label)
            known = union.get(key, Spelled(choice.label, (), 0, 0))
            names = dict.fromkeys((*known.others, choice.label, *choice.aliases))
            union[key] = replace(known, others=tuple(name for name in names if name != known.label))
            own = flags.get(key, choice)
            flags[key] = replace(own, other=own.other or choice.other, exclusive=own.exclusive and choice.exclusive)
    if any(_headings(one)) or any(_headings(two)):
        # the columns of a file are in the order of the form
        columns = one if any(_headings(one)) else two
        order = {code: (union[one_spelling(choice.label)], choice) for code, choice in columns.guess.options.items()}
        rest = [spelled for key, spelled in union.items() if all(spelled is not own for own, _ in order.values())]
        options = {code: replace(choice, aliases=spelled.others) for code, (spelled, choice) in order.items()}
        last = max(options)
        return options | {last + n: Choice(s.label, s.others) for n, s in enumerate(rest, 1)}
    options = choices_of(list(union.values()))
    takes = [code for code, choice in options.items() if flags[one_spelling(choice.label)].other][:1]
    return {
        code: replace(choice, other=code in takes, exclusive=flags[one_spelling(choice.label)].exclusive)
        for code, choice in options.items()
    }
