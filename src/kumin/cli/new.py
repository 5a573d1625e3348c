"""``kumin new``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kumin.cli.common import AnswerFilesCommand, errors_as_messages, lang_option, limits_options
from kumin.cli.streams import say

if TYPE_CHECKING:
    from kumin.definitions import FileLayout


@click.command(cls=AnswerFilesCommand)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--from",
    "plan",
    type=click.Path(path_type=Path),
    help="もとにする運営方針（plan.yaml かフォルダー） / the plan to start from",
)
@click.option(
    "--year", type=click.IntRange(1989, 2100), help="--from とともに: 準備する年度（西暦） / the fiscal year to prepare"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="書き出し先: 調査票のファイル（既定 questionnaire.yaml）か、次年度のフォルダー / file or folder to write",
)
@click.option(
    "--encoding", help="回答ファイルの文字コード / encoding of the answer file; 既定は自動判別 / default: detected"
)
@click.option("--sheet", help="シートの名前 / name of the sheet")
@click.option(
    "--header-row",
    type=click.IntRange(1, 1000),
    help="見出しの（最初の）行の番号。既定は自動判別 / row of the (first) headings; default: detected",
)
@click.option(
    "--header-rows",
    type=click.IntRange(1, 5),
    help="見出しの段数（既定は自動判別） / rows of headings; detected",
)
@limits_options
@lang_option
@errors_as_messages
def new(
    file: Path | None,
    plan: Path | None,
    year: int | None,
    out: Path | None,
    encoding: str | None,
    sheet: str | None,
    header_row: int | None,
    header_rows: int | None,
    lang: str | None,
) -> None:
    """回答ファイル FILE から調査票の下書きを、または --from の運営方針から次年度のフォルダーを作ります。

    Draft a questionnaire from an answer FILE, or prepare next year's folder from a plan (--from PLAN --year 2024).
    """
    from kumin.definitions import FileLayout
    from kumin.errors import UsageError
    from kumin.messages import text

    if (file is None) == (plan is None):
        raise UsageError("new_needs_one")
    if plan is not None:
        if year is None:
            raise UsageError("new_needs_year")
        target = out or _sibling(plan, year)
        written = _next_year(plan, year, target)
    else:
        assert file is not None
        target = out or Path("questionnaire.yaml")
        layout = FileLayout(encoding=encoding, sheet=sheet, header_row=header_row, header_rows=header_rows)
        written = [_draft(file, target, layout, lang)]
    for path in written:
        say(text("written_line", lang, path=path), err=True)


def _sibling(plan: Path, year: int) -> Path:
    """Return the folder beside the plan's: r06 beside r05, else the year."""
    folder = (plan if plan.is_dir() else plan.parent).absolute()
    name = f"r{year - 2018:02d}" if folder.name[:1] == "r" and folder.name[1:].isdigit() else str(year)
    return folder.parent / name


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


def _draft(file: Path, out: Path, layout: FileLayout, lang: str | None) -> Path:
    from kumin.authoring.proof import draft_file
    from kumin.errors import UsageError
    from kumin.writers.atomic import all_or_nothing_file

    if out.exists():
        raise UsageError("new_exists", path=out)
    proven = draft_file(file, layout, lang)
    with all_or_nothing_file(out) as path:
        path.write_text(proven.words, encoding="utf-8")
    for line in proven.lines:
        say(line)
    return out
