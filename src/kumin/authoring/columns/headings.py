"""What the headings of an answer file say: how many rows they are, which columns hold no answers to a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from kumin.definitions.titles import question_number
from kumin.errors import ReadError
from kumin.responses.coding.dates import UNREADABLE_DATE, map_dates
from kumin.responses.display import is_personal
from kumin.responses.folding import fold, fold_punctuation, fold_text
from kumin.responses.matching.headings import IMPORT_ID, TITLES
from kumin.responses.matching.kinds import is_row_of_kinds
from kumin.responses.table import AnswerTable

_DEEPEST = 3
_SAMPLE = 200
_MOSTLY = 0.8
_PERSONAL = re.compile(
    r"氏名|名前|住所|郵便番号|電話|携帯|連絡先|メール|e-?mail|(?:ip ?|mail )?address"
    r"|^(?:first|last|full|family|given)?[ _]?name$",
    re.I,
)

_SYSTEM = re.compile(
    r"^(?:(?:開始|最終変更|最終更新|更新|変更|作成|登録|入力|点検|修正)(?:日時|時刻|日|時間)|(?:最終)?(?:入力|作成|登録|更新|変更|点検|確認|担当)者(?:名|id)?"
    r"|(?:送信元)?ip(?:アドレス|address)?|ip_?addr(?:ess)?|ユーザー?エージェント|user_?agent|ブラウザー?|端末|デバイス|回線|リファラー?"
    r"|collector(?:id)?|respondentid|response_?id|start(?:date|time|edat)|enddate|end|start|datecreated|datemodified"
    r"|recordeddate|duration.*|所要時間.*|回答時間.*|status|ステータス|状態|progress|finished|distributionchannel|userlanguage"
    r"|location(?:latitude|longitude)|external(?:data)?reference|recipient.*|customdata\d*|startlanguage|lastpage|datestamp"
    r"|submitdate|seed|token|refurl|deviceid|simserial|phonenumber|username|today|送信日|最後のページ|開始(?:した)?言語|(?:乱数)?シード|乱数の?種|種|参照元url|[_]?uuid|_index|_submission.*|submissiondate|meta[/-]instance.*|interviewtime"
    r"|redcap_survey_identifier|redcap_event_name|redcap_repeat_.*|(?!.*___).*_complete|.*_timestamp"
    r"|合計点(?:数)?|フィードバック|クイズの.*|ポイント[-–].*|totalpoints|quizfeedback|points[-–].*|feedback[-–].*"
    r"|レコード番号|recordid|チェック(?:欄)?|(?:入力)?ロット(?:番号)?|バッチ番号|入力番号)$",
    re.I,
)

_SEVERAL = re.compile(
    r"いくつでも|複数(?:回答|選択)|もの(?:を|に)?(?:すべて|全て)|(?:すべて|全て)(?:に|を)?[○〇◯丸選おチレ]"
    r"|(?:\d|[一二三四五六七八九十])\s*[つ個]?\s*(?:まで|以内)"
    r"|(?:all|any) that apply|up to (?:\d|two|three|four|five)|more than one answer|multiple answers",
    re.I,
)
"""How a form says that several options may be chosen."""


def heading_rows(table: AnswerTable) -> int:
    """Count the rows of headings of a file read with one: the next is one more where it says what no answer says.

    That is a row without numbers, with words over columns of numbers, or with names for columns that have none in the
    rows above, such as those below a merged heading; and a row above one of these that has nothing in its first column
    and no numbers, such as how to answer (いくつでも).
    """
    depth = table.headings.depth
    named = [any(own) for own in table.headings.own]
    while (
        depth < _DEEPEST
        and table.frame.height > depth
        and (_is_heading(table, depth - 1, named) or (depth + 1 < _DEEPEST and _is_between(table, depth - 1, named)))
    ):
        row = _row(table, depth - 1)
        named = [name or bool(cell) for name, cell in zip(named, row, strict=True)]
        depth += 1
    # a row of kinds names nothing, unless it stands between headings
    below = depth > table.headings.depth and is_row_of_kinds(_row(table, depth - 2))
    return depth - below


def _is_between(table: AnswerTable, place: int, named: Sequence[bool]) -> bool:
    """Tell a row of words that stands above one more row of headings."""
    if table.frame.height <= place + 2:
        return False
    row, following = _row(table, place), _row(table, place + 1)
    words = not row[0] and not following[0] and not any(map(_is_value, filter(None, row)))
    return words and _is_heading(table, place + 1, named)


def _row(table: AnswerTable, place: int) -> list[str]:
    cells = table.frame.drop("row").row(place)
    return ["" if cell is None else str(cell).strip() for cell in cells]


def _is_heading(table: AnswerTable, place: int, named: Sequence[bool]) -> bool:
    row = _row(table, place)
    filled = [position for position, cell in enumerate(row) if cell]
    if not filled:
        return False
    if sum(_is_import(row[position]) for position in filled) > 1:
        return True
    below = [_below(table, position, place + 1) for position in range(len(row))]
    names = sum(not named[position] for position in filled)
    # the first column, an id most often, has its one heading above and is filled in every row of answers
    merged = names >= 2 and not row[0] and below[0].null_count() == 0 and len(below[0]) > 0
    if merged and all(not all(named[position : position + 2]) for position in filled):
        return True  # below merged headings alone, where names may be numbers
    if any(_is_value(row[position]) for position in filled):
        return False
    numeric = sum(_is_numeric(below[position]) for position in filled)
    if merged or 2 * numeric > len(filled) or _titles(table, row, below) or _options(table, row, below):
        return True
    return not all(named) and _names_alone(row, below)


def _titles(table: AnswerTable, row: Sequence[str], below: Sequence[pl.Series]) -> bool:
    """Tell a row that says Response, or the heading above again, in columns that never say so below."""
    said = [
        position
        for position, cell in enumerate(row)
        if fold_text(cell) in TITLES or fold_text(cell) in map(fold_text, filter(None, table.headings.own[position]))
    ]
    again = [position for position in said if row[position] and row[position] in below[position]]
    first = not row[0] or 0 in said or set(below[0].drop_nulls()) <= {row[0], ""}
    return any(row[position] for position in said) and not again and first


def _names_alone(row: Sequence[str], below: Sequence[pl.Series]) -> bool:
    """Tell a row that names every column of a file whose columns hold nothing but their name: options alone."""
    alike = [set(cells.drop_nulls()) - {""} for cells in below]
    return all(row) and all(own <= {name} for own, name in zip(alike, row, strict=True)) and sum(map(bool, alike)) > 1


def _options(table: AnswerTable, row: Sequence[str], below: Sequence[pl.Series]) -> bool:
    """Tell a row that names the options below headings which are repeated over their columns.

    Below each such heading stand all different names, and under every name nothing but that name, or marks.
    """
    above = ["_".join(filter(None, own)) for own in table.headings.own]
    repeated = [position for position, name in enumerate(above) if name and above.count(name) > 1]
    if len(repeated) < 2 or not all(row[position] for position in repeated) or (row[0] and 0 not in repeated):
        return False
    pairs = {(above[position], fold_text(row[position])) for position in repeated}
    own = all(set(below[position].drop_nulls()) <= {row[position], "0", "1", ""} for position in repeated)
    return len(pairs) == len(repeated) and own


def _below(table: AnswerTable, position: int, start: int) -> pl.Series:
    return table.frame[table.column(position)].slice(start, _SAMPLE).cast(pl.String)


def _is_numeric(cells: pl.Series) -> bool:
    some = cells.drop_nulls()
    folded = pl.select(fold(pl.lit(some))).to_series()
    return len(some) > 0 and folded.str.contains(r"^[\d\-.,;*]+$").sum() >= _MOSTLY * len(some)


def _is_value(cell: str) -> bool:
    """Tell whether a cell is a number or a date, as headings are not."""
    folded = fold_text(cell)
    return re.fullmatch(r"[-+]?\d+(?:[.,]\d+)*", folded) is not None or _is_date(cell)


_BEGINS_A_DATE = re.compile(
    r"\W*(?:\d|[明大昭平令]|[mtshr]\.?\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun))"
)


@lru_cache(maxsize=4096)
def _is_date(cell: str) -> bool:
    # reading dates takes milliseconds, which a file of many headings has many times
    return _BEGINS_A_DATE.match(fold_text(cell)) is not None and bool(
        (map_dates(pl.Series([cell]), {}) != UNREADABLE_DATE).all()
    )


def refuse_answers(table: AnswerTable) -> None:
    """Refuse a file whose headings are answers: a row of numbers and dates, or words that the columns repeat.

    Raises
    ------
    ReadError
        They are; nothing of the row may be written into a draft.
    """
    headers = [heading for heading in table.headers if heading]
    values = [heading for heading in headers if _is_value(heading)]
    numbered = values == [str(number) for number in range(int(values[0]), int(values[0]) + len(values))] if (
        values and values[0].isdigit()
    ) else not values  # fmt: skip
    words = [place for place, heading in enumerate(table.headers) if heading and not _is_value(heading)]
    rows = pl.DataFrame([_below(table, place, 0).alias(str(place)) for place in words])
    if len(words) > 1:
        # a row of all headings once more says nothing of the first
        rows = rows.filter(~pl.all_horizontal(pl.col(str(place)).eq_missing(table.headers[place]) for place in words))
    cells = ((table.headers[place], rows[str(place)].drop_nulls()) for place in words)
    repeated = sum(own.n_unique() > 1 and heading in own for heading, own in cells)
    if (2 * len(values) > len(headers) and not numbered) or repeated > 1:
        raise ReadError("headings_are_answers", path=table.path, row=table.headings.first + 1)


def is_private(heading: str) -> bool:
    """Tell the columns that hold personal data by their heading: nothing of them belongs in a questionnaire."""
    return _PERSONAL.search(heading) is not None or is_personal(heading)


def is_system(heading: str) -> bool:
    """Tell the columns that a form system or the staff write: nothing of them is an answer."""
    return (
        any(_SYSTEM.search(fold_text(part)) for part in heading.split("_"))
        or _SYSTEM.search(fold_text(heading)) is not None
    )


def number_in_heading(heading: str) -> tuple[tuple[str, str] | None, str]:
    """Split a heading into the number of its question, with that of its branch, and the words after it.

    Examples
    --------
    >>> number_in_heading("問12-1 満足度")
    (('12', '1'), '満足度')
    >>> number_in_heading("問5 18歳未満")
    (('5', ''), '18歳未満')
    """
    plain = unicodedata.normalize("NFKC", heading)
    found = question_number(plain)
    if not found:
        return None, plain.strip()
    return (found[1], found[2] or ""), plain[found.end() :].strip(" \u3000_-.．:：、)）]】")


def says_several(heading: str) -> bool:
    """Tell whether a heading says that several options may be chosen: いくつでも, 3つまで."""
    return _SEVERAL.search(unicodedata.normalize("NFKC", heading)) is not None


def question_key(heading: str) -> str:
    """Name a question by its number, or by its words where it has none."""
    number, words = number_in_heading(heading)
    return "-".join(number) if number else fold_punctuation(words)


def heading_of(table: AnswerTable, position: int) -> str:
    """Give a column's heading as a questionnaire names it: those of several rows joined by ``_``."""
    parts = heading_parts(table, position)
    return parts[0] if parts and has_import_ids(table) else "_".join(parts)


def heading_parts(table: AnswerTable, position: int) -> list[str]:
    """Return a column's headings from top to bottom, each once."""
    return [part for part in dict.fromkeys(filter(None, table.headings.parts[position])) if not _is_import(part)]


def has_import_ids(table: AnswerTable) -> bool:
    """Tell the files of Qualtrics: below each column's code and words stands what the program calls it."""
    return any(_is_import(part) for parts in table.headings.parts for part in parts)


def _is_import(part: str) -> bool:
    return part.startswith(IMPORT_ID)
