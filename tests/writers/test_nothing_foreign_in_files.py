"""Files of a run hold no user name, no path of this machine, no other date than the run's, no picture of another."""

from __future__ import annotations

import getpass
import io
import json
import os
import re
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import kumin
from conftest import command
from kumin.writers.files import write_result


def parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, or each of the files that it packs, those of the workbooks of charts among them."""
    if name.endswith((".docx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.comment == b""
            for one in package.infolist():
                assert one.extra == b"", "times and owners of a file system"
                inner = f"{name}/{one.filename}" if name.startswith("word/embeddings/") else one.filename
                yield from parts(inner, package.read(one))
    else:
        yield name, content


@pytest.fixture
def written(mini: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "shokuin-tarou")
    result = kumin.run(mini, mini / "answers")
    write_result(result, mini / "out", "ja", charts=True)
    return mini / "out", result.manifest.time


def test_no_file_tells_who_made_it_where_or_of_another(written: tuple[Path, str]) -> None:
    out, time = written
    kinds = {path.suffix for path in out.iterdir()}
    assert kinds >= {".csv", ".json", ".html", ".docx", ".xlsx", ".zip"}
    assert getpass.getuser() == "shokuin-tarou"
    # a path of this machine; of "root" and "/work" the formats have uses of their own
    telling = ["shokuin-tarou", str(out.parent.parent), str(Path.home()) + os.sep, str(Path.cwd()) + os.sep]
    if len(socket.gethostname()) > 4:
        telling.append(socket.gethostname())
    dates, workbooks = set(), 0
    for path in out.iterdir():
        for name, content in parts(path.name, path.read_bytes()):
            text = content.decode("utf-8", "replace")
            assert not [one for one in telling if one in text], (path.name, name)
            assert "thumbnail" not in name
            assert "Macintosh" not in text, (path.name, name)
            if name.endswith("docProps/core.xml"):
                found = set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", text))
                # the workbooks of charts name no day at all
                dates |= found - ({"1980-01-01T00:00:00"} if name.startswith("word/embeddings/") else set())
                workbooks += name.startswith("word/embeddings/")
            if name.endswith(".png"):
                assert not re.search(rb"tEXt|iTXt|zTXt|tIME|eXIf", content[:4096]), name
    assert dates == {time[:19]}
    assert workbooks > 0


@pytest.mark.parametrize(
    ("lang", "kept", "left"),
    [("ja", "手で", "今回は書き出していません"), ("en", "by hand", "of this run and unchanged")],
)
def test_what_is_kept_and_what_is_left_is_said(mini: Path, lang: str, kept: str, left: str) -> None:
    given = ("run", mini, "--answers", mini / "answers", "--out", mini / "out", "--lang", lang)
    assert command(*given).returncode == 0
    record = mini / "out" / "result.json"
    known = json.loads(record.read_text(encoding="utf-8"))
    (mini / "out" / "older.csv").write_text("1", encoding="utf-8")
    known["files"]["older.csv"] = "0"
    record.write_text(json.dumps(known), encoding="utf-8")
    (mini / "out" / "judgements.csv").write_text("mine", encoding="utf-8")
    done = command(*given)
    assert done.returncode == 0
    (of_hand,) = [
        line for line in done.stderr.splitlines() if "judgements.new.csv" in line and "judgements.csv" in line
    ]
    assert kept in of_hand
    (of_earlier,) = [line for line in done.stderr.splitlines() if "older.csv" in line]
    assert left in of_earlier
    assert (mini / "out" / "judgements.csv").read_text(encoding="utf-8") == "mine"
