"""``kumin comments``."""

from __future__ import annotations

from pathlib import Path

import click

from kumin.cli.terminal.common import errors_as_messages, lang_option, limits_options, min_cell_option
from kumin.cli.terminal.help import Command
from kumin.cli.terminal.needs import refuse_beside
from kumin.cli.terminal.streams import say


@click.command(cls=Command)
@click.argument("action", type=click.Choice(("export", "count")))
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--answers", multiple=True, metavar="DIR | SURVEY=FILE")
@click.option("--survey")
@click.option("--themes", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@min_cell_option
@limits_options
@lang_option
@errors_as_messages
def comments(
    action: str,
    source: Path,
    answers: tuple[str, ...],
    survey: str | None,
    themes: Path | None,
    out: Path,
    min_cell: int | None,
    lang: str | None,
) -> None:
    """Write comments into a workbook to be coded, or count what was ticked in it."""
    if action == "export":
        _export(source, answers, survey, themes, out, min_cell, lang)
    else:
        refuse_beside(action, "answers", "survey", "themes")
        _count(source, out, min_cell, lang)


def _export(
    source: Path, answers: tuple[str, ...], survey: str | None, themes: Path | None, out: Path, k: int | None,
    lang: str | None,
) -> None:  # fmt: skip
    from kumin.cli.inputs.one_survey import one_survey
    from kumin.comments.collect import collect
    from kumin.comments.nouns import tokenizer_available
    from kumin.comments.themes import load_themes
    from kumin.definitions.disclosure import DEFAULT_K
    from kumin.errors import UsageError
    from kumin.words import Words
    from kumin.writers.atomic import all_or_nothing_file
    from kumin.writers.coding_book import mask_signs, write_coding_book

    if out.suffix.lower() != ".xlsx":
        raise UsageError("out_suffix", path=out, suffix=out.suffix, known=".xlsx")
    if out.exists():
        raise UsageError("new_exists", path=out)
    words = Words.of(lang)
    known = load_themes(themes)
    one = one_survey(
        source, answers, survey, lambda known: any(asked.type == "text" for asked in known.questions), lang
    )
    least = DEFAULT_K if one.loaded is None else one.loaded.plan.disclosure.k
    found = collect(one.answers, one.questionnaire, mask_signs(words))
    with all_or_nothing_file(out) as path:
        write_coding_book(found, known, least if k is None else k, path, words)
    say(words.text("written_line", path=out), err=True)
    for heading, count in found.questions:
        say(words.text("comments_of_question", question=heading, n=words.count(count)), err=True)
    counts = (("nothing", found.nothing), ("left_out", found.left_out), ("shortened", found.shortened),
              ("controls", found.controls))  # fmt: skip
    for code, number in counts:
        if number:
            say(words.text(f"comments_{code}", n=words.count(number)), err=True)
    kinds = [words.text("comments_masked_kind", kind=words.text(f"mask_{kind}"), n=words.count(found.masks[kind]))
             for kind in mask_signs(words) if found.masks[kind]]  # fmt: skip
    say(words.text("comments_masked", kinds=words.joined(kinds) or words.text("comments_masked_none")), err=True)
    if not tokenizer_available():
        say(words.text("comments_extra_missing"), err=True)


def _count(source: Path, out: Path, k: int | None, lang: str | None) -> None:
    from kumin.comments.coded import read_coded
    from kumin.comments.count import count_comments
    from kumin.comments.masks import mask
    from kumin.errors import UsageError
    from kumin.words import Words
    from kumin.writers.atomic import all_or_nothing_file
    from kumin.writers.coding_book import mask_signs
    from kumin.writers.comment_counts import SUFFIXES, write_counts

    if out.suffix.lower() not in SUFFIXES:
        raise UsageError("out_suffix", path=out, suffix=out.suffix, known=", ".join(SUFFIXES))
    words = Words.of(lang)
    coded = read_coded(source)
    least = coded.k if k is None else k
    counts = count_comments(coded, least)
    signs = mask_signs(words)
    masked = [(codes, *mask(text, signs)) for codes, text in coded.excerpts]
    n, without = len(coded.comments), sum(not themes for _, themes, _ in coded.comments)
    notes = [words.text("comments_counted", n=words.count(n)), words.text("comment_several")]
    if n:
        notes.append(words.text("comments_without", n=words.count(without), share=words.share(without / n)))
    if counts["axis"].count() and (counts.filter(counts["axis"].is_null(), counts["theme"] != 0)["n"] == 0).any():
        notes.append(words.text("comments_unused"))
    if counts["suppressed"].any():
        notes.append(words.text("comments_hidden", k=least))
    with all_or_nothing_file(out) as path:
        write_counts(counts, [(codes, text) for codes, text, _ in masked], coded.themes, notes, path, words)
    for note in notes:
        say(note, err=True)
    say(words.text("written_line", path=out), err=True)
    if not coded.k_known and k is None:
        say(words.text("comments_k_default", k=least), err=True)
    if coded.exported is not None and coded.exported != n:
        say(words.text("comments_number_differs", exported=words.count(coded.exported), n=words.count(n)), err=True)
    if coded.ignored:
        say(words.text("comments_columns_ignored", names=words.joined(coded.ignored)), err=True)
    if again := sum(bool(found) for _, _, found in masked):
        say(words.text("comments_masked_again", n=words.count(again)), err=True)
    if masked and out.suffix.lower() == ".csv":
        say(words.text("comments_csv_counts", n=words.count(len(masked))), err=True)
