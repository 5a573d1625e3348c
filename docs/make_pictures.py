"""Make the pictures of the guide: screens of the commands, a workbook, the first screen of report.html.

    PYTHONPATH=src python docs/make_pictures.py

The year of ``tests/ward_files.py`` is run through in a temporary folder and photographed with Chromium; ``CHROMIUM`` in
the environment names another program.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from ward_files import make_files  # noqa: E402
from ward_person import Person, answers_the_draft, writes_the_plan  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
SCREEN = """<!doctype html><meta charset="utf-8"><style>body{{margin:0;background:#1b1f24;color:#e6e6e6}}
pre{{font:14px/1.5 "Noto Sans Mono CJK JP","MS Gothic",monospace;padding:14px 18px;margin:0}}b{{color:#8fd18f}}</style>
<pre>{words}</pre>"""
SHEET = """<!doctype html><meta charset="utf-8"><style>body{{margin:10px;font:13px "Noto Sans CJK JP",sans-serif}}
td{{border:1px solid #c8ced4;padding:3px 6px;max-width:150px;vertical-align:top}}table{{border-collapse:collapse}}
tr:first-child td{{border:0;white-space:nowrap;max-width:0;overflow:visible}}</style>
<table>{rows}</table><p>{sheet}</p>"""
Run = Callable[..., CompletedProcess[str]]


def kumin(*words: object, env: dict[str, str] | None = None) -> CompletedProcess[str]:
    """Run a command as a user does."""
    whole = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "COLUMNS": "110", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "kumin", *map(str, words)], capture_output=True, encoding="utf-8", env=whole, check=False
    )


def photograph(page: str, name: str, width: int, height: int) -> None:
    """Photograph a page, given by its address."""
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--window-size={width},{height}", f"--screenshot={PICTURES / name}", page],
        check=True, capture_output=True,
    )  # fmt: skip


def screen(folder: Path, name: str, typed: str, done: CompletedProcess[str], most: int = 40) -> None:
    """Photograph what a command shows, or the first lines of it."""
    lines = (done.stdout + done.stderr).rstrip().splitlines()[:most]
    words = f"<b>&gt; {html.escape(typed)}</b>\n" + html.escape("\n".join(lines))
    page = folder / f"{name}.html"
    page.write_text(SCREEN.format(words=words), encoding="utf-8")
    photograph(page.as_uri(), f"{name}.png", 1180, 21 * (len(lines) + 1) + 34)


def workbook(folder: Path, path: Path, sheet: str, name: str, columns: int) -> None:
    """Draw the cells of a sheet with their colours, and photograph them."""
    grid = openpyxl.load_workbook(path)[sheet]
    rows = []
    for row in grid.iter_rows(min_row=1, max_row=9, max_col=columns):
        cells = []
        for cell in row:
            fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else "FFFFFFFF"
            dark = sum(int(str(fill)[place : place + 2], 16) for place in (2, 4, 6)) < 3 * 128
            light = "#fff" if dark else "#111"
            words = html.escape(str(cell.value or ""))
            cells.append(f'<td style="background:#{str(fill)[2:]};color:{light}">{words}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    page = folder / f"{name}.html"
    page.write_text(SHEET.format(rows="".join(rows), sheet=html.escape(sheet)), encoding="utf-8")
    photograph(page.as_uri(), f"{name}.png", 860, 360)


def main() -> None:
    """Make every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.chdir(folder)
        make_files(folder)
        kumin("demo", "--out", "demo")
        photograph((folder / "demo" / "survey_report.html").as_uri(), "survey_report.png", 1000, 900)
        typed = (
            "kumin start --ward 大正区 --year 令和6 --answers 紙入力.csv --answers Web回答.csv --population 人口.csv"
        )
        screen(folder, "start", typed, kumin(*typed.split()[1:]))
        year, person = Path("令和6年度"), Person(kumin, "ja")
        answers_the_draft(person, year / "調査票.xlsx")
        writes_the_plan(person, year / "運営方針.xlsx")
        workbook(folder, year / "運営方針.xlsx", "指標", "plan", 9)
        typed = "kumin run 令和6年度 --out 結果/2024"
        screen(folder, "run", typed, kumin(*typed.split()[1:]), most=10)
        assert (folder / "結果" / "2024" / "report.html").exists(), "the audit kept the public files back"
        photograph((folder / "結果" / "2024" / "report.html").as_uri(), "report.png", 1000, 900)


if __name__ == "__main__":
    main()
