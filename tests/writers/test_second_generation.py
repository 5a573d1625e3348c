"""What people changed by hand after a first run is still theirs after a second and a third."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kumin as library
from kumin.result import Result
from kumin.writers.files import write_result
from kumin.writers.kept import recorded

BY_HAND = b"by hand"


@pytest.fixture
def generations(mini: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Result, Path]:
    """A run whose reports and tables stand in a folder; what is in the reports makes no difference here."""

    def reports(_published: object, _view: object, folder: Path, **_options: object) -> dict[str, object]:
        for name in ("report.docx", "report.xlsx", "report.html"):
            (folder / name).write_text(f"PK{os.urandom(8).hex()}", encoding="ascii")
        return {}

    monkeypatch.setattr("kumin.writers.files.write_reports", reports)
    result = library.run(mini)
    out = mini / "結果" / "2023"
    write_result(result, out, audited=False)
    return result, out


def test_reports_and_tables_changed_by_hand_are_never_overwritten(generations: tuple[Result, Path]) -> None:
    result, out = generations
    tables = [path.name for path in out.glob("*.csv")]
    assert {"judgements.csv", "estimates.csv", "findings.csv"} <= set(tables)
    changed = ["report.docx", "report.xlsx", "report.html", *tables]
    for name in changed:
        (out / name).write_bytes(BY_HAND)
    write_result(result, out, audited=False)
    kept, _ = recorded(out)
    assert set(kept) == set(changed)
    assert kept["report.docx"] == "report.new.docx"
    # the second generation: the new version is changed by hand too
    (out / "report.new.docx").write_bytes(BY_HAND)
    new_sheet = (out / "report.new.xlsx").read_bytes()
    write_result(result, out, audited=False)
    kept, _ = recorded(out)
    assert kept["report.docx"] == "report.new2.docx"
    assert kept["report.xlsx"] == "report.new.xlsx"
    assert all((out / name).read_bytes() == BY_HAND for name in [*changed, "report.new.docx"])
    assert (out / "report.new2.docx").read_bytes()[:2] == b"PK"
    assert (out / "report.new.xlsx").read_bytes()[:2] == new_sheet[:2] == b"PK"
    # what is taken away by hand is written again under its own name
    (out / "report.xlsx").unlink()
    (out / "report.new.xlsx").unlink()
    write_result(result, out, audited=False)
    assert "report.xlsx" not in recorded(out)[0]
    assert (out / "report.xlsx").read_bytes()[:2] == b"PK"
    assert (out / "report.docx").read_bytes() == BY_HAND


def test_a_file_that_only_excel_saved_again_counts_as_changed(generations: tuple[Result, Path]) -> None:
    result, out = generations
    (out / "judgements.csv").write_bytes((out / "judgements.csv").read_bytes().replace(b"\r\n", b"\n") + b"\n")
    saved = (out / "judgements.csv").read_bytes()
    write_result(result, out, reports=False, audited=False)
    assert (out / "judgements.csv").read_bytes() == saved
    assert recorded(out)[0]["judgements.csv"] == "judgements.new.csv"
