"""``kumin new``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.terminal.common import AnswerFilesCommand, FiscalYear, errors_as_messages, lang_option, limits_options
from kumin.cli.terminal.needs import refuse_beside, refuse_unread
from kumin.cli.terminal.streams import say

if TYPE_CHECKING:
    from kumin.definitions import FileLayout


@click.command(cls=AnswerFilesCommand)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="[FILES]...")
@click.option(
    "--from",
    "plan",
    type=click.Path(path_type=Path),
)
@click.option("--year", type=FiscalYear())
@click.option(
    "--out",
    type=click.Path(path_type=Path),
)
@click.option("--yaml", "as_yaml", is_flag=True)
@click.option("--xlsx", is_flag=True, hidden=True, expose_value=False)
@click.option("--encoding")
@click.option("--sheet")
@click.option(
    "--header-row",
    type=click.IntRange(1, 1000),
)
@click.option(
    "--header-rows",
    type=click.IntRange(1, 5),
)
@limits_options
@lang_option
@errors_as_messages
def new(
    files: tuple[Path, ...],
    plan: Path | None,
    year: int | None,
    out: Path | None,
    as_yaml: bool,
    encoding: str | None,
    sheet: str | None,
    header_row: int | None,
    header_rows: int | None,
    lang: str | None,
) -> None:
    """Draft a questionnaire from answer files, or prepare next year's folder from a plan."""
    from kumin.authoring.start import write_list
    from kumin.definitions import FileLayout, load_plan
    from kumin.errors import UsageError
    from kumin.messages import text
    from kumin.words.words import Words

    if bool(files) == (plan is not None):
        raise UsageError("new_needs_one")
    if plan is not None:
        refuse_beside("--from", "as_yaml", "encoding", "sheet", "header_row", "header_rows")
        year = year or load_plan(plan).plan.fiscal_year + 1
        target = out or _sibling(plan, year)
        written = _next_year(plan, year, target)
        listed, left, _ = write_list(target, lang)
        written.append(listed)
        say(text("new_still_to_do", lang, year=Words.of(lang).named_year(year)), err=True)
        say(text("start_left", lang, count=len(left), path=listed))
    else:
        refuse_beside(files[0], "year")
        name = "questionnaire.yaml" if as_yaml else f"{text('file_questionnaire', lang)}.xlsx"
        target = out or Path(name)
        layout = FileLayout(encoding=encoding, sheet=sheet, header_row=header_row, header_rows=header_rows)
        written = [_draft(files, target, layout, lang)]
    for path in written:
        say(text("written_line", lang, path=path), err=True)


def _sibling(plan: Path, year: int) -> Path:
    """Return the folder beside the plan's, named as that one is: r06 beside r05, else 2024."""
    from kumin.authoring.start import folder_of_year
    from kumin.definitions.lenient.scalars import year_of

    folder = (plan if plan.is_dir() else plan.parent).resolve()
    if folder.name[:1] == "r" and folder.name[1:].isdigit():
        name = f"r{year - 2018:02d}"
    else:
        by_era = year_of(folder.name) is not None and not folder.name.isdigit()
        name = folder_of_year(year, "ja" if by_era else "en")
    sibling, here = folder.parent / name, Path.cwd()
    return sibling.relative_to(here) if sibling.is_relative_to(here) and sibling != here else sibling


def _next_year(plan: Path, year: int, out: Path) -> list[Path]:
    from kumin.authoring.next_year import next_year_files
    from kumin.errors import UsageError
    from kumin.writers.atomic import all_or_nothing

    files = next_year_files(plan, year)
    if out.exists():
        raise UsageError("new_exists", path=out)
    with all_or_nothing(out) as folder:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return [out / name for name in files]


def _draft(files: tuple[Path, ...], out: Path, layout: FileLayout, lang: str | None) -> Path:
    from kumin.authoring.proof import draft_files, draft_form
    from kumin.definitions.files.read import YAMLS
    from kumin.errors import UsageError
    from kumin.messages import language
    from kumin.words.words import Words
    from kumin.writers.atomic import all_or_nothing_file

    if out.exists():
        raise UsageError("new_exists", path=out)
    if out.suffix.lower() not in (".xlsx", *YAMLS):
        raise UsageError("new_ending", path=out, endings=Words.of(lang).joined((".xlsx", *YAMLS)))
    if repeated := next((path for path in files if files.count(path) > 1), None):
        raise UsageError("answers_repeated", path=repeated)
    proven = draft_form(files[0], lang) if len(files) == 1 else None
    if proven is not None:
        refuse_beside(files[0], "encoding", "sheet", "header_row", "header_rows")
    else:
        proven = draft_files(files, layout, lang)
        refuse_unread(proven.tables, sheet=layout.sheet, encoding=layout.encoding)
    with all_or_nothing_file(out) as path:
        if out.suffix.lower() == ".xlsx":
            from kumin.workbooks.drafts import draft_workbook

            asked = [(one.ids, one.words) for one in proven.asked]
            draft_workbook(proven.words, path, language(lang), asked=asked)
        else:
            path.write_text(proven.words, encoding="utf-8")
    for line in proven.lines:
        say(line)
    return out
