"""What a cell of a closed question may hold: codes, labels, and what stands for no answer."""

from __future__ import annotations

from dataclasses import dataclass

from kumin.definitions.missing import Missing
from kumin.definitions.questions import ClosedQuestion, MultipleQuestion, Question
from kumin.responses.folding import fold_punctuation, fold_text

MARKED_INVALID = -32002
"""Value of a cell that the file itself marks as invalid, or that has two marks where one was asked for."""

NONE_MARKED = -32003
"""Value of a multiple answer that states of its options that none is marked, where that counts as no answer."""

UNREADABLE = -32001
"""Value in a candidate column of a cell that is not an option; validation turns it into a finding and a null."""

CIRCLES, DOTS = ("○", "〇", "◯"), ("●", "◉")
"""A circle marks an option; beside a dot, in a column of radio buttons, it says that the option is not marked."""

TICKS = (*CIRCLES, "⭕", "✓", "✔", "☑", "✅", *DOTS, "■", "レ")
"""Signs that mark an option."""

CROSSES = ("×", "✕", "✖", "✗", "✘", "❌", "╳")
"""Signs that mark an option, or say that it is not marked: not, where one of :data:`TICKS` stands beside them."""

MARKED = {**dict.fromkeys(TICKS, 1), "1": 1, "y": 1, "yes": 1, "t": 1, "true": 1, "on": 1, "はい": 1, "真": 1,
           "選択": 1, "選択あり": 1, "選択済": 1, "選択済み": 1, "チェック": 1, "チェックあり": 1, "あり": 1, "有": 1,
           "checked": 1, "selected": 1, "mentioned": 1, "0": 0, "n": 0, "no": 0, "f": 0, "false": 0, "off": 0, "-": 0,
           "いいえ": 0, "偽": 0, "□": 0, "☐": 0, "選択なし": 0, "未選択": 0, "非選択": 0, "チェックなし": 0, "なし": 0,
           "無": 0, "unchecked": 0, "notchecked": 0, "unselected": 0, "notselected": 0, "notmentioned": 0}  # fmt: skip
"""What says, folded, in the column of an option that it is marked (1) or not (0)."""

EMPTY_WORDS = ("n/a", "na", "<na>", "nan", "null", r"\n", "[]")
"""What programs write into an empty cell, folded: LimeSurvey, R, pandas, databases; [] is a list of nothing."""

DITTO = ("同上", "同右", "同左", "同じ", "上に同じ", "上と同じ", "前と同じ", "左に同じ", "々")
"""What says, folded, that a cell is like another; a sign (〃) says so too."""


NO_ANSWER_WORDS = (
    "無回答", "不明", "未回答", "無回答・不明", "回答なし", "記入なし", "無記入", "未記入", "記入漏れ", "空欄",
    "非該当",
    "No answer", "Not answered", "No response", "Unanswered", "Not stated",
)  # fmt: skip
"""Words that stand for no answer, compared after folding, where nothing else is known: in drafts, as labels of SPSS."""

INVALID_WORDS = ("無効", "無効回答", "Invalid")
"""Words that stand for an invalid answer, in the heading of a column that says so."""

UNCLEAR_WORDS = (
    "無効票", "判読不能", "判読不可", "判読できず", "判読できない", "読み取れない", "読み取り不能", "読めない",
    "解読不能", "不鮮明", "両方", "どちらも", "両方に○", "どちらにも○", "2つに○", "3つに○", "2つ選択", "3つ選択",
    "複数回答", "複数選択", "複数に○", "重複回答", "二重回答", "全部", "すべて", "全て", "すべてに○", "全てに○",
)  # fmt: skip
"""What says that something is written or marked, but not what: of words for その他 they say that there are some."""


@dataclass(frozen=True, slots=True)
class Names:
    """Texts of cells and what they mean.

    Attributes
    ----------
    folded : mapping of folded text to code
        None for no answer.
    loose : mapping of text without punctuation to code
        For what is not among ``folded``: labels only, and only those that stay different.
    other : int, optional
        The option that words which are no option mean.
    """

    folded: dict[str, int | None]
    loose: dict[str, int]
    other: int | None = None


def option_names(question: ClosedQuestion, missing: Missing) -> dict[str, int | None]:
    """List every folded text a cell of the question may hold. An option wins over a missing code, that over invalid."""
    names: dict[str, int | None] = dict.fromkeys(invalid_names(missing), MARKED_INVALID)
    names |= absent_names(missing)
    # LimeSurvey calls its answers A1, A2, …
    names |= {f"a{code}": code for code in question.options}
    for code, option in question.options.items():
        names |= {fold_text(name): code for name in (option.label, *option.aliases)}
    return names | {str(code): code for code in question.options}


def code_for_words(question: Question) -> int | None:
    """Return the option of a closed question that words mean; None where it has none."""
    if not isinstance(question, ClosedQuestion):
        return None
    return next((code for code, option in question.options.items() if option.other), None)


def labels_like_codes(question: ClosedQuestion) -> dict[str, int]:
    """Give the option of each name that is the number of another option: of {1: "2", 2: "3"} that of 2."""
    return {
        folded: code
        for code, option in question.options.items()
        for name in (option.label, *option.aliases)
        if is_integer(folded := fold_text(name)) and int(folded) != code and int(folded) in question.options
    }


def names_of(question: ClosedQuestion, missing: Missing, *, labels_first: bool = False) -> Names:
    """List what a cell of the question may hold, strictly and loosely.

    With ``labels_first`` a number that is the name of one option and the code of another means the former.
    """
    loose: dict[str, set[int]] = {}
    for code, option in question.options.items():
        for name in (option.label, *option.aliases):
            for key in (fold_punctuation(name), fold_punctuation(f"{code}.{name}")):
                loose.setdefault(key, set()).add(code)
    one = {key: next(iter(codes)) for key, codes in loose.items() if len(codes) == 1 and key}
    folded = option_names(question, missing)
    if labels_first:
        folded |= labels_like_codes(question)
    return Names(folded, one, code_for_words(question))


def mark_names(question: MultipleQuestion, code: int, missing: Missing) -> Names:
    """List what may stand in the column of one option: a mark, none, or the option's own code or label.

    A 0 is no mark, whatever the option's code: files of zeros and ones have it in every column.
    """
    option = question.options[code]
    own = (*([str(code)] if code else []), *map(fold_text, (option.label, *option.aliases)))
    # the name of another option is neither a mark of this one nor, in the column of その他, words
    rest = (one for number, one in question.options.items() if number != code)
    others = [fold_text(name) for one in rest for name in (one.label, *one.aliases)]
    folded: dict[str, int | None] = {
        **dict.fromkeys(invalid_names(missing), MARKED_INVALID),
        **absent_names(missing),
        **(dict.fromkeys(map(fold_text, UNCLEAR_WORDS), 1) if option.other else {}),
        **MARKED,
        **dict.fromkeys((name for name in others if not is_integer(name)), UNREADABLE),
        **dict.fromkeys(own, 1),
    }
    return Names(folded, {}, 1 if option.other else None)


def absent_names(missing: Missing) -> dict[str, int | None]:
    """List the folded texts that stand for no answer."""
    return dict.fromkeys(["", *EMPTY_WORDS, *map(fold_text, missing.no_answer)])


def invalid_names(missing: Missing) -> list[str]:
    """List the folded texts that mark an answer as invalid."""
    return list(map(fold_text, missing.invalid))


def integer_names(names: dict[str, int | None]) -> dict[int, int | None]:
    """Return the names that are whole numbers, as numbers."""
    return {int(name): code for name, code in names.items() if is_integer(name)}


def is_integer(name: str) -> bool:
    """Tell whether a folded text is a whole number."""
    digits = name.removeprefix("-")
    return digits.isascii() and digits.isdigit()
