"""Patterns of text: damaged characters, text that a spreadsheet would run as a formula, personal data."""

from __future__ import annotations

import polars as pl

from kumin.definitions import rules as r

HYPHENS = "-‐‑–—−ー－"
"""Signs that part the numbers of a telephone or a house, as people write them; for a class of a pattern."""

GAP = rf"[{HYPHENS} 　()（）]"
"""What stands between the parts of a telephone number, or of 12 digits."""

LATIN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
"""Latin letters and digits of either width, for a class of a pattern."""

# Of either width, and without what stands before and after: each user says how sure a find has to be.
PHONE_HERE, PHONE_FROM_ABROAD = "[0０]", rf"[+＋][8８][1１]{GAP}{{0,2}}[0０]?{GAP}?"
"""How a telephone number begins."""

PHONE_MIDDLE = rf"\d{{1,4}}{GAP}{{0,3}}\d{{1,4}}{GAP}{{0,3}}"
"""What follows in it, but for the last digits: 6-6915-, 90…."""

EMAIL_SIGN = rf"[{LATIN}._%+\-．＿－]"
"""What stands before the @ of an address of e-mail, once and more often."""

EMAIL_HOST = rf"[@＠][{LATIN}\-－]+(?:[.．][{LATIN}\-－]+)+"
"""The @ of an address of e-mail, and what stands behind it."""

TWELVE_DIGITS = rf"\d{{4}}{GAP}?\d{{4}}{GAP}?\d{{4}}"
"""A My Number, or what looks like one."""

_AFTER = r"(?:$|[^0-9A-Za-z\-])"
# also right behind the word that says so
_PHONE_BEFORE = r"(?:^|[^0-9A-Za-z\-]|(?i:tel|fax|phone|mobile))"

# What a spreadsheet evaluates when it opens a file of text: all that begins with =; what begins with + - @ only where
# it is a formula as a whole, that is where a function is called, a cell is named, or a program (cmd|…!…). Signs before
# other words (-oth-, +1000円でもよい) it leaves as they are. Written files are safe for all four signs alike.
_SIGN = r"^[\t\r\n ]*[+\-@＋－＠]"
_CALL = r"[!-~ ]*?[A-Za-z][A-Za-z0-9._]*\("
_CELL = r"[-+@ ]*\$?[A-Za-z]{1,3}\$?[1-9][0-9]* *(?:$|[-+*/^&=<>:,])"
_PROGRAM = r"[!-~ ]*\|[^!]*!"

CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]"
"""Control characters, but for those that part lines and cells."""

PATTERNS = {
    # U+FFFD, private-use characters (外字), control characters, the 〓 of lost ones, nothing but ASCII with a row of ?,
    # and UTF-8 read as CP932 (縺, 繧, 譁) or as Latin-1 (ã€, Ã)
    r.MOJIBAKE.code: r"[\x{FFFD}\x{E000}-\x{F8FF}〓]|[\x00-\x08\x0E-\x1F]|^[\s -~]*\?{5}[\s -~]*$"
    r"|縺[｡-ﾟ一-龠]|繧[｡-ﾟ一-龠]|譁[・｡-ﾟ]|ã[\x{80}-\x{BF}€‚ƒ„…†‡ˆ‰Š‹Œ]|Ã[\x{80}-\x{BF}]",
    r.FORMULA_LIKE.code: rf"^[\t\r\n ]*[=＝]\S|{_SIGN}(?:{_CALL}|{_CELL}|{_PROGRAM})",
    r.PHONE_NUMBER.code: rf"(?:{_PHONE_BEFORE}{PHONE_HERE}|{PHONE_FROM_ABROAD}){PHONE_MIDDLE}\d{{4}}{_AFTER}",
    r.EMAIL_ADDRESS.code: f"{EMAIL_SIGN}+{EMAIL_HOST}",
    r.MY_NUMBER.code: rf"(?:^|[^0-9A-Za-z\-+]){TWELVE_DIGITS}{_AFTER}",
}
"""Rule code → pattern, on text whose full-width signs were made half-width."""

ANY_PATTERN = "|".join(f"(?:{pattern})" for pattern in PATTERNS.values())
"""What any of the rules for words would find."""

PERSONAL = (
    "|".join(f"(?:{PATTERNS[code]})" for code in (r.PHONE_NUMBER.code, r.EMAIL_ADDRESS.code, r.MY_NUMBER.code))
    + r"|\d{9}"
)
"""What no message may repeat, wherever it stands."""

_PARTS = rf"\d{{1,5}}(?:\s*[{HYPHENS}のノ]\s*\d{{1,5}})"
HOUSE_NUMBER = rf"^\s*(?:{_PARTS}{{2,}}|{_PARTS}\s+\d{{1,4}})\D{{0,3}}$"
"""Cells that are the number of a house (1-2-3, 12-3 405), or as good as: nothing else of a form looks so but a day."""
DAY = r"^\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4})\D{0,3}$"
"""Cells that are a day, not the number of a house."""


UNDECODED = "\\x{FFFD}"
"""What stands for bytes that are no letter in the encoding of their file."""

# of folded text: what a spreadsheet shows of an error, and what it makes of 1-2, 3-5 or 10-12
ERROR_VALUES = (
    r"^#(?:n/a|div/0!|ref!|value!|name\?|num!|null!|spill!|calc!|field!|blocked!|connect!|busy!|unknown!|getting_data)$"
    r"|^err:5\d\d$"
)
"""Errors of formulas, of Excel (#N/A) and of LibreOffice (Err:502), in folded text."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_ERA_YEAR = r"(?:令和|平成|昭和|大正|明治|[令平昭大明rhstm])(?:元|\d{1,2})"
DAYS = (
    rf"^(?:\d{{1,2}}月\d{{1,2}}日|(?:\d{{4}}|{_ERA_YEAR})[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?|(?:\d{{4}}|{_ERA_YEAR})年\d{{1,2}}月"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|{_MONTH}[-.]?\d{{1,2}}(?:,\d{{4}})?|\d{{1,2}}[-.]?{_MONTH}(?:[-.]?\d{{2,4}})?)"
    r"(?:\([月火水木金土日]\))?(?:(?:t|午前|午後)?\d{1,2}[:時].*)?$"
)
"""Days and months, in folded text."""

DAY_OF_RANGE = r"^(?:\d{1,2}/\d{1,2}|[345]\d{4}(?:\.0+)?)$"
"""What is a day too, in folded text, where the options are ranges such as 1-2: month and day, or a day number."""


def words(cells: pl.Expr) -> pl.Expr:
    """Make full-width digits and signs half-width, of the cells that have any."""
    return pl.when(cells.str.contains(r"[！-～]")).then(cells.str.normalize("NFKC")).otherwise(cells)
