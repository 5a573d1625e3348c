"""Every public file is read by the audit: what a document, a slide, a picture or a table alone tells is found out."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import MINI_ANSWERS, MINI_PLAN, MINI_QUESTIONNAIRE, command
from drawing_tools import Blank
from kumin.charts import renderer
from kumin.disclosure.published import release
from kumin.writers.auditing.audit import audit
from kumin.writers.auditing.documents import lines_not_on_pages
from kumin.writers.auditing.public_files import PUBLIC_FILES, Printed
from kumin.writers.auditing.report import _of_number, _row, _Shown
from kumin.writers.files import write_result
from kumin.writers.report import write_report

POLICIES = """
  - {id: s1, text: 公園の満足度, header: s1, type: single, options: {1: 満足, 2: やや満足, 3: やや不満, 4: 不満}}
  - {id: i1, text: 公園の重要度, header: i1, type: single, options: {1: 高い, 2: やや高い, 3: やや低い, 4: 低い}}
  - {id: s2, text: 道路の満足度, header: s2, type: single, options: {1: 満足, 2: やや満足, 3: やや不満, 4: 不満}}
  - {id: i2, text: 道路の重要度, header: i2, type: single, options: {1: 高い, 2: やや高い, 3: やや低い, 4: 低い}}
priorities:
  satisfaction: {1: 2, 2: 1, 3: -1, 4: -2}
  importance: {1: 2, 2: 1, 3: -1, 4: -2}
  pairs:
    - {title: 公園, satisfaction: s1, importance: i1}
    - {title: 道路, satisfaction: s2, importance: i2}
"""
MEAN = """\
      - {id: 1-9, text: 居住年数, survey: residents, question: years, unit: 年, target: {at_least: 10, by: 2027}}
"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every public file there is: of a run with charts and of a report with slides."""
    place = tmp_path_factory.mktemp("everything")
    plan, answers = MINI_PLAN, MINI_ANSWERS
    form = MINI_QUESTIONNAIRE.replace("text: 子どもがいるか, ", "text: 子どもがいるか, attribute: true, ")
    head, *lines = answers.splitlines()
    more = [f"{line},{1 + n % 4},{1 + n // 2 % 4},{1 + n // 3 % 4},{1 + n // 5 % 4}" for n, line in enumerate(lines)]
    for name, text in (("plan.yaml", plan + MEAN), ("residents.yaml", form.rstrip("\n") + POLICIES),
                       ("answers/residents.csv", "\n".join([head + ",s1,i1,s2,i2", *more, ""]))):  # fmt: skip
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "Renderer", Blank)
        result = kumin.run(place, place / "answers")
        write_result(result, place / "out", charts=True)
        write_report(release(result), place / "report", slides=True)
    shutil.copy(place / "report" / "survey_report.pptx", place / "out")
    return place / "out"


def test_every_public_file_is_written_and_the_audit_passes(everything: Path) -> None:
    assert {name for name in PUBLIC_FILES if (everything / name).exists()} == set(PUBLIC_FILES)
    assert lines_not_on_pages(everything) == []
    found = audit(everything, 5)
    assert found.passed
    assert found.hidden > 0


def changed(path: Path, member: str, change: Callable[[str], str]) -> None:
    """Change a part of a packed file."""
    with zipfile.ZipFile(path) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for info, data in parts.items():
            text = data
            if re.fullmatch(member, info.filename):
                text = change(data.decode("utf-8")).encode()
                assert text != data, info.filename
            package.writestr(info, text)


def number_in_a_cell(text: str) -> str:
    return re.sub(r"(<w:tc>(?:(?!</w:tc>).)*<w:t[^>]*>)[0-9.]+(</w:t>)", r"\g<1>3\g<2>", text, count=1)


SPOILT: dict[str, Callable[[Path], None]] = {
    "survey_report.docx": lambda path: changed(path, "word/document.xml", number_in_a_cell),
    "survey_report.pptx": lambda path: changed(
        path, r"ppt/charts/chart\d+\.xml", lambda text: re.sub(r"(<c:val>.*?<c:v>)[^<]*", r"\g<1>3.14", text, count=1)
    ),
    "charts.zip": lambda path: changed(path, r"all.*\.svg", lambda text: text.replace(">81.6<", ">うち 3人<")),
    "priorities.csv": lambda path: spoil_table(path, "satisfaction_n"),
    "open_data_groups.csv": lambda path: spoil_table(path, "n_base"),
    "survey_report.html": lambda path: path.write_text(
        re.sub(r'(data-of="residents:years:".*?data-group="children:1".*?<td class="num">)[^<]*', r"\g<1>3",
               path.read_text(encoding="utf-8"), count=1, flags=re.S), encoding="utf-8"),
}  # fmt: skip
"""What is done to a public file so that it tells three people."""


def spoil_table(path: Path, column: str) -> None:
    pl.read_csv(path, infer_schema=False).with_columns(pl.lit("3").alias(column)).write_csv(path)


@pytest.mark.parametrize("name", sorted(SPOILT))
def test_a_number_that_one_file_alone_tells_is_found(everything: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(everything, tmp_path / "out")
    SPOILT[name](tmp_path / "out" / name)
    done = command("audit", tmp_path / "out", "--lang", "ja")
    assert done.returncode == 1, done.stdout
    recorded = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["audit"]
    assert recorded["passed"] is False
    assert bool(recorded["elsewhere"]) == (name != "open_data_groups.csv")
    assert bool(recorded["told"]) == (name in ("open_data_groups.csv", "survey_report.html"))


def in_workbook(data: bytes, change: Callable[[str], str]) -> bytes:
    """Change the sheet and the words of a workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(packed, "w") as new:
        for info in book.infolist():
            text = book.read(info)
            if info.filename in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
                text = change(text.decode("utf-8")).encode()
            new.writestr(info, text)
    return packed.getvalue()


def spoil_part(path: Path, member: str, change: Callable[[bytes], bytes]) -> None:
    """Change the first part of a packed file with a name of a kind that a change changes."""
    with zipfile.ZipFile(path) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    done = False
    with zipfile.ZipFile(path, "w") as package:
        for info, data in parts.items():
            new = change(data) if not done and re.fullmatch(member, info.filename) else data
            done = done or new != data
            package.writestr(info, new)
    assert done


def once(pattern: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(pattern, new, data.decode("utf-8"), count=1, flags=re.S).encode()


CHART, BOOK, DRAWN = r"word/charts/chart\d+\.xml", r"word/embeddings/.*\.xlsx", r"word/media/.*\.svg"
IN_A_CHART: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "number": (CHART, once(r"(<c:val>.*?<c:v>)[^<]*", r"\g<1>3.14"), "3.14"),
    "interval": (CHART, once(r"(<c:plus>.*?<c:v>)[^<]*", r"\g<1>0.007"), ".007"),
    "row": (CHART, once(r"(<c:cat>.*?<c:v>)[^<]*", r"\g<1>男性3141人"), "男性3141人"),
    "column": (CHART, once(r"(<c:tx>.*?<c:v>)[^<]*", r"\g<1>うち3141人"), "うち3141人"),
    "cell": (BOOK, lambda data: in_workbook(data, lambda text: re.sub(
        r'(<c r="B2"[^>]*><v>)[^<]*', r"\g<1>3.14", text)), "3.14"),
    "words": (BOOK, lambda data: in_workbook(data, lambda text: re.sub(
        r"(<t[^>]*>)[^<]*", r"\g<1>うち3141人", text, count=1)), "うち3141人"),
    "other": (BOOK, lambda data: in_workbook(data, lambda text: text.replace("</sheetData>",
        '<row r="90"><c r="M90"><v>3.14</v></c></row></sheetData>')), "3.14"),
    "drawing": (DRAWN, once(r">81.6<", ">うち3141人<"), "うち3141人"),
}  # fmt: skip
"""What is written into a chart that can be edited, into its workbook or beside it."""


@pytest.mark.parametrize("name", sorted(IN_A_CHART))
def test_a_number_that_a_chart_alone_tells_is_found(everything: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(everything, tmp_path / "out")
    member, change, told = IN_A_CHART[name]
    spoil_part(tmp_path / "out" / "survey_report.docx", member, change)
    assert [line[-len(told) :] for _, line in lines_not_on_pages(tmp_path / "out")] == [told]


def test_what_cannot_be_read_in_a_document_is_told(everything: Path, tmp_path: Path) -> None:
    shutil.copytree(everything, tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out" / "survey_report.docx", "a") as package:
        package.writestr("word/embeddings/oleObject1.bin", b"3")
    assert lines_not_on_pages(tmp_path / "out") == [("survey_report.docx", "word/embeddings/oleObject1.bin")]


def test_pages_that_a_word_processor_filled_in_are_no_numbers_of_people(everything: Path, tmp_path: Path) -> None:
    shutil.copytree(everything, tmp_path / "out")
    path = tmp_path / "out" / "survey_report.docx"
    filled = r"\g<1>37\g<2>"
    page = r"(PAGEREF [^<]*</w:instrText>(?:(?!<w:t>).)*<w:t>)(</w:t>|(?=</w:r>))"
    changed(path, "word/document.xml", lambda text: re.sub(page, filled, text.replace("<w:t/>", "<w:t></w:t>")))
    changed(path, r"word/footer\d+\.xml", lambda text: re.sub(r"(<w:t>)1(</w:t>)", filled, text))
    assert lines_not_on_pages(tmp_path / "out") == []
    # what stands beside the page of an entry is read
    changed(path, "word/document.xml", lambda text: text.replace("<w:tab/>", "<w:t>男性3人</w:t><w:tab/>", 1))
    assert len(lines_not_on_pages(tmp_path / "out")) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_somebody_writes_into_the_document_is_told(everything: Path, tmp_path: Path, lang: str) -> None:
    shutil.copytree(everything, tmp_path / "out")
    added = "<w:p><w:r><w:t>未就学児のいる男性 3人</w:t></w:r></w:p></w:body>"
    changed(tmp_path / "out" / "survey_report.docx", "word/document.xml", lambda text: text.replace("</w:body>", added))
    done = command("audit", tmp_path / "out", "--lang", lang)
    assert done.returncode == 1
    assert "未就学児のいる男性 3人" in done.stdout
    assert "survey_report.docx" in done.stdout


def test_who_left_an_attribute_blank_may_be_the_only_group_hidden() -> None:
    def row(group: str, *cells: str) -> tuple[str, list[str]]:
        return group, list(cells)

    known = [row("", "60", "3.0", "3.0"), row("sex:1", "40", "3.0", "3.0")]
    assert list(_of_number([*known, row("sex:-1", "非表示", "非表示", "非表示")], 5)) == []
    assert list(_of_number([*known, row("sex:-1", "4※", "3.0", "3.0")], 5)) == []
    assert list(_of_number([*known, row("sex:2", "非表示", "非表示", "非表示")], 5)) == ["sex:2"]
    assert list(_of_number([*known, row("sex:2", "4", "3.0", "3.0")], 5)) == ["sex:2"]


def test_the_page_does_not_tell_how_long_the_answers_are(everything: Path) -> None:
    html = (everything / "report.html").read_text(encoding="utf-8")
    size = (everything.parent / "answers" / "residents.csv").stat().st_size
    assert f">{size:,}<" not in html


def test_a_lower_bound_ends_at_everybody() -> None:
    """「87以上」 and 87 to 100 in the open data are the same."""
    shown = {"1": _Shown("32", "", Printed(87.0, 100.0)), "2": _Shown("32", "", Printed(0.0, 13.0))}
    assert list(_row(shown, ["32", "87以上", "13以下"])) == []
    assert list(_row(shown, ["32", "90以上", "12.5"])) == []
    assert list(_row(shown, ["32", "80以上", "15以下"])) == ["1", "2"]
