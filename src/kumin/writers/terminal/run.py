"""The table of a run as text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.messages import text
from kumin.numbers import level_percent, percent_of, printed
from kumin.words.lexicon import era_year, flag_words, goal_words, named_year, synthetic_words
from kumin.words.methods import shows_intervals
from kumin.words.weighting import weighted_note

if TYPE_CHECKING:
    from kumin.responses import Answers
    from kumin.result import Result

Paint = Callable[[str, str], str]
"""(words, colour name) → words, coloured or not."""

_COLOURS = {"A": "green", "B": "red"}


def plain(words: str, _colour: str) -> str:
    """Leave words as they are, for a pipe."""
    return words


def render(result: Result, lang: str | None = None, paint: Paint = plain, *, detail: bool = False) -> str:
    """Word a whole run: its table, what it adds up to, what was read, and what was found wrong.

    Parameters
    ----------
    result : Result
        The run.
    lang : {"ja", "en"}, optional
        Language.
    paint : callable
        Colours words for a terminal.
    detail : bool
        Also say of each survey who answered, and of each indicator what stands beside its judgement.

    Returns
    -------
    str
        Lines; columns are aligned by display width, so that full-width characters count twice.
    """
    plan = result.plan.plan
    title = text("title_line", lang, title=plan.title, era=era_year(result.fiscal_year, lang), year=result.fiscal_year)
    parts = [title, "", _table(result, lang, paint), "", _summary(result, lang)]
    parts += _flags(result.judgements, lang)
    parts += ["", *_surveys(result, lang, detail=detail)] if result.answers else []
    if result.previous is not None:
        before = result.previous
        year = named_year(before.fiscal_year, lang)
        parts += ["", text("say_previous", lang, title=before.title, year=year, name=before.path)]
    parts += ["", *_details(result, lang)] if detail else []
    parts.append("")
    if result.judgements["evidence"].count():
        parts.append(text("statement_note", lang, level=level_percent(result.level)))
    sampled = text("note_interval", lang) if shows_intervals(result) else ""
    weighted = weighted_note(result, "note_weighted", lang) or text("note_percent", lang)
    parts.append(text("sentence_joiner", lang).join(note for note in (weighted, sampled) if note))
    if any(plan.surveys[key].interval == "finite_exact" for key in result.answers):
        parts.append(text("note_finite", lang))
    parts += [made_up] if (made_up := synthetic_words(result, lang)) else []
    return "\n".join(parts) + "\n"


def _details(result: Result, lang: str | None) -> Iterator[str]:
    """Say of each indicator what stands beside its judgement."""
    from kumin.messages import language
    from kumin.words.evidence import evidence_sentences
    from kumin.words.indicator import more_sentences

    chosen, level = language(lang), level_percent(result.level)
    yield text("heading_detail", lang)
    wording = {indicator.id: indicator.title or indicator.text for _, indicator in result.plan.plan.indicators()}
    for row in result.judgements.iter_rows(named=True):
        yield f"{row['indicator']} {wording[row['indicator']]}"
        for words in evidence_sentences(result, row["indicator"], row, chosen, level):
            yield text("detail_line", lang, words=words)
        for words in more_sentences(result, row["indicator"], lang):
            yield text("detail_line", lang, words=words)


def _table(result: Result, lang: str | None, paint: Paint) -> str:
    from tabulate import tabulate

    headings = [text(f"heading_{name}", lang) for name in ("indicator", "n_base", "percent")]
    headings.append(text("heading_interval", lang, level=level_percent(result.level)))
    headings += [
        text(f"heading_{name}", lang)
        for name in ("target", "judgement", "evidence", "previous", "change", "change_statement", "indicator_text")
    ]
    wording = {indicator.id: indicator.title or indicator.text for _, indicator in result.plan.plan.indicators()}
    decimals = result.plan.plan.decimals
    beside = {
        name: {row["indicator"]: row for row in frame.iter_rows(named=True)}
        for name, frame in result.frames.items()
        if name in ("targets", "evidence", "numbers", "changes")
    }
    last = result.fiscal_year - 1
    rows = [_row(row, wording, beside, decimals, last, lang, paint) for row in result.judgements.iter_rows(named=True)]
    align = ("left", "right", "right", "right", "right", "center", "left", "right", "right", "left", "left")
    return tabulate(rows, headings, tablefmt="simple", colalign=align, disable_numparse=True)


def _row(
    row: dict[str, Any],
    wording: dict[str, str],
    beside: Mapping[str, Mapping[str, Mapping[str, Any]]],
    decimals: int,
    last_year: int,
    lang: str | None,
    paint: Paint,
) -> list[str]:
    judgement, indicator = row["judgement"], row["indicator"]
    statement = beside["evidence"].get(indicator, {}).get("statement")
    compared = beside["changes"].get(indicator, {})
    change, year = compared.get("statement"), compared.get("previous_year")
    previous = printed(row["previous_percent"], decimals)
    if row["previous_percent"] is not None and year is not None and year != last_year:
        previous += f" ({named_year(year, lang)})"
    amount = beside["numbers"].get(indicator)
    interval = "-"
    if row["lower_percent"] is not None:
        interval = f"{printed(row['lower_percent'], decimals)}–{printed(row['upper_percent'], decimals)}"
    return [
        row["indicator"],
        "-" if row["n_base"] is None else str(row["n_base"]),
        printed(row["percent"], decimals) if amount is None else _amount(amount),
        interval,
        goal_words(beside["targets"][indicator], lang),
        _painted(judgement, paint) if judgement else text("judgement_none", lang),
        text(f"statement_{statement}", lang) if statement else "-",
        previous,
        printed(row["change_points"], decimals, signed=True),
        text(f"change_{change}", lang) if change else "-",
        shorten(wording[row["indicator"]]),
    ]


def _painted(mark: str, paint: Paint) -> str:
    """Colour A and B; the marks of other scales keep the terminal's colour."""
    return paint(mark, _COLOURS[mark]) if mark in _COLOURS else mark


def _amount(row: Mapping[str, Any]) -> str:
    """Print a number with its unit."""
    value = row["value"]
    return "-" if value is None else f"{printed(value, row['decimals'], grouped=True)}{row['unit']}"


def shorten(words: str, width: int = 40) -> str:
    """Cut words to a display width, where a full-width character takes two columns."""
    from wcwidth import wcswidth, wcwidth

    if wcswidth(words) <= width:
        return words
    kept, used = "", 1
    for character in words:
        used += max(wcwidth(character), 0)
        if used > width:
            break
        kept += character
    return kept + "…"


def _summary(result: Result, lang: str | None) -> str:
    """Count the marks; A and B by their names, those of the plan's own scales as they are, best first."""
    counts: dict[str | None, int] = dict(result.judgements["judgement"].value_counts(sort=True).iter_rows())
    without = counts.pop(None, 0)
    if set(counts) <= set(_COLOURS):
        line = text("summary_line", lang, a=counts.get("A", 0), b=counts.get("B", 0))
    else:
        scales = result.plan.plan.scales.values()
        order = dict.fromkeys([band.mark for scale in scales for band in scale.bands] + [str(mark) for mark in counts])
        marks = [f"{mark} {counts[mark]}" for mark in order if mark in counts]
        line = text("summary_marks", lang, marks=text("list_joiner", lang).join(marks))
    return line + (text("summary_unjudged", lang, none=without) if without else "")


def _flags(judgements: pl.DataFrame, lang: str | None) -> Iterator[str]:
    for indicator, flags in judgements.select("indicator", "flags").iter_rows():
        if flags:
            for words in flag_words(flags, lang):
                yield text("flag_line", lang, indicator=indicator, words=words)


def _surveys(result: Result, lang: str | None, *, detail: bool = False) -> Iterator[str]:
    """Say of each survey what was read, and count what was found."""
    from kumin.words.survey import survey_sentences

    for key, answers in result.answers.items():
        survey = result.plan.plan.surveys[key]
        line = text(
            "survey_line", lang, title=survey.title, files=_files(answers, lang), n_read=answers.n_read,
            n_used=answers.n_used, n_quarantined=answers.n_quarantined, n_blank=answers.n_blank,
        )  # fmt: skip
        if survey.invited:
            # 発送数 less what came back undelivered
            sent = survey.invited - survey.undeliverable
            rate = printed(percent_of(answers.n_used, sent), 1)
            line += text("survey_rate", lang, rate=rate, n_used=answers.n_used, invited=sent)
            line += text("survey_rate_over", lang) if answers.n_used > sent else ""
        yield line
        counts = answers.findings.group_by("code", "action", maintain_order=True).len().sort("code")
        for code, action, count in counts.iter_rows():
            words, done = text(f"finding_{code}", lang), text(f"action_{action}", lang)
            yield text("finding_line", lang, code=code, words=words, count=count, action=done)
        for table in answers.tables:
            if table.unread:
                sheets = text("list_joiner", lang).join(text("survey_sheet", lang, sheet=name) for name in table.unread)
                yield text("survey_sheets_unread", lang, name=table.path.name, read=table.sheet, sheets=sheets)
        if detail:
            for sentence in survey_sentences(result, key, lang):
                yield text("detail_line", lang, words=sentence)


def _files(answers: Answers, lang: str | None) -> str:
    """Name the files of a survey with their encodings, and where there are several with their rows."""
    from kumin.responses import source_names

    one = len(answers.tables) == 1
    return text("survey_files_joiner", lang).join(
        text("survey_file", lang, name=name, encoding=table.encoding)
        if one
        else text("survey_file_of_several", lang, name=name, encoding=table.encoding, count=table.frame.height)
        for name, table in zip(source_names(answers.tables), answers.tables, strict=True)
    )
