"""``kumin run`` and its sisters as a user meets them: what they print, the files they write, their exit code."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from wcwidth import wcswidth

from conftest import MINI_ANSWERS, ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]

PLAN = ROOT / "schemas" / "tsurumi" / "r05"
ANSWERS = ROOT / "sample_data" / "tsurumi" / "r05"
JUDGEMENT_COLUMNS = [
    "issue", "indicator", "survey", "n_base", "n_positive", "percent", "lower_percent", "upper_percent",
    "target_percent", "judgement", "previous_percent", "change_points",
]  # fmt: skip


@pytest.fixture(scope="module")
def sample(kumin: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    out = tmp_path_factory.mktemp("run") / "out"
    return kumin("run", PLAN, "--answers", ANSWERS, "--out", out, "--lang", "ja"), out


def test_prints_the_table_and_exits_0(sample: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, _ = sample
    assert done.returncode == 0, done.stderr
    assert "A（達成）4、B（未達成）7" in done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith(tuple(f"{i}-" for i in range(1, 6)))]
    assert len(lines) == 11
    assert "37.8" in lines[0]


def test_says_that_the_sample_is_made_up(sample: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, out = sample
    assert "架空のデータが含まれます（区民アンケートの回答、" in done.stdout
    assert "区民アンケートの回答" in (out / "report.html").read_text(encoding="utf-8")


def test_no_colour_codes_in_a_pipe(sample: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    assert "\x1b" not in sample[0].stdout


def test_columns_are_aligned_by_display_width(sample: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    lines = sample[0].stdout.splitlines()
    rule = next(i for i, line in enumerate(lines) if line.startswith("----"))
    starts = [i for i, c in enumerate(lines[rule]) if c == "-" and (i == 0 or lines[rule][i - 1] == " ")]
    for line in lines[rule + 1 : rule + 12]:
        for start in starts[1:]:
            # the gap before every column is blank, measured in columns of a terminal
            width, before = 0, ""
            for character in line:
                if width >= start:
                    break
                width += max(wcswidth(character), 0)
                before += character
            assert before.endswith(" "), line


def test_writes_all_files_with_the_promised_columns(sample: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, out = sample
    assert {"judgements.csv", "estimates.csv", "findings.csv", "result.json"} <= {path.name for path in out.iterdir()}
    judgements = pl.read_csv(out / "judgements.csv")
    assert [name for name in judgements.columns if name in JUDGEMENT_COLUMNS] == JUDGEMENT_COLUMNS
    assert judgements.height == 11
    assert (out / "judgements.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    read = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert read["summary"]["A"], read["summary"]["B"] == (4, 7)
    assert {"kumin", "polars", "scipy", "pandera"} <= set(read["manifest"]["versions"])
    assert all(len(entry["sha256"]) == 64 for entry in read["manifest"]["inputs"])


def test_no_id_and_no_free_text_in_any_output(sample: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, out = sample
    answers = pl.read_csv((ANSWERS / "residents.csv").read_bytes().decode("cp932").encode(), infer_schema=False)
    words = [text for text in answers[:, -1].drop_nulls().unique() if len(text) > 5]
    assert words
    ids = answers[:, 0].drop_nulls().unique().to_list()
    printed = done.stdout + done.stderr
    printed += "".join(p.read_text(encoding="utf-8-sig") for p in out.iterdir() if p.suffix in {".csv", ".json"})
    assert not [text for text in words if text in printed]
    findings = pl.read_csv(out / "findings.csv", infer_schema=False)
    assert not set(findings["value"].drop_nulls()) & set(ids)


def test_english(kumin: Run, mini: Path) -> None:
    done = kumin("run", mini, "--answers", mini / "answers", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "Judgement: A (achieved)" in done.stdout
    by_environment = kumin("run", mini, "--answers", mini / "answers", env={"KUMIN_LANG": "en"})
    assert by_environment.stdout == done.stdout


def test_one_file_by_the_name_of_its_survey(kumin: Run, mini: Path) -> None:
    done = kumin("run", mini / "plan.yaml", "--answers", f"residents={mini / 'answers' / 'residents.csv'}")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_encodings_and_delimiters_give_one_result(kumin: Run, mini: Path, encoding: str, delimiter: str) -> None:
    expected = kumin("run", mini, "--answers", mini / "answers").stdout
    text = MINI_ANSWERS.replace(",", delimiter)
    (mini / "answers" / "residents.csv").write_bytes(text.encode(encoding))
    done = kumin("run", mini, "--answers", mini / "answers")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:8] == expected.splitlines()[:8]


def test_judge_without_answers(kumin: Run) -> None:
    done = kumin("judge", PLAN)
    assert done.returncode == 0, done.stderr
    assert "A（達成）4、B（未達成）7" in done.stdout


def test_judge_uses_the_stated_n(kumin: Run, mini: Path, tmp_path: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    plan = plan.replace("history: {2022: 50.0}", "result: {percent: 50.5, n: 400}")
    (mini / "plan.yaml").write_text(plan.replace("population: 1000, ", ""), encoding="utf-8")
    done = kumin("judge", mini, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    row = pl.read_csv(tmp_path / "out" / "judgements.csv").row(0, named=True)
    # Wilson at 0.505 of 400, from its closed form
    p, n, z = 0.505, 400, 1.959963984540054
    centre, half = (
        (p + z * z / (2 * n)) / (1 + z * z / n),
        z / (1 + z * z / n) * (p * (1 - p) / n + (z / (2 * n)) ** 2) ** 0.5,
    )
    assert row["judgement"] == "B"
    assert row["lower_percent"] == pytest.approx(100 * (centre - half), rel=1e-9)
    assert row["upper_percent"] == pytest.approx(100 * (centre + half), rel=1e-9)


@pytest.mark.parametrize(("year", "first"), [("2023", "37.8"), ("2022", "34.1")])
def test_demo_runs_both_years(kumin: Run, year: str, first: str) -> None:
    done = kumin("demo", "--year", year)
    assert done.returncode == 0, done.stderr
    assert "人工のデータ" in done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("1-1"))
    assert first in line.split()


def test_version(kumin: Run) -> None:
    done = kumin("--version")
    assert (done.returncode, done.stdout) == (0, "kumin 0.1.0\n")


def xlsx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")


def break_answers(content: bytes) -> Callable[[Path], None]:
    return lambda mini: (mini / "answers" / "residents.csv").write_bytes(content) and None


def edit_plan(old: str, new: str) -> Callable[[Path], None]:
    def change(mini: Path) -> None:
        text = (mini / "plan.yaml").read_text(encoding="utf-8")
        assert old in text
        (mini / "plan.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


BAD_INPUTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a missing file": (lambda mini: (mini / "answers" / "residents.csv").unlink(), "回答ファイルがありません"),
    "an empty file": (break_answers(b""), "空です"),
    "headings only": (break_answers(MINI_ANSWERS.split("\n")[0].encode()), "見出しの行だけ"),
    "an XLSX given as CSV": (lambda mini: xlsx(mini / "answers" / "residents.csv"), "XLSX"),
    "the wrong year's columns": (
        break_answers(MINI_ANSWERS.replace("問2", "設問A").replace("問3", "設問B").encode()),
        "「問2」",
    ),
    "a plan with a typo": (edit_plan("fiscal_year", "fiscal_yaer"), "もしかして「fiscal_year」ですか"),
    "a target of 120%": (edit_plan("at_least: 60", "at_least: 120"), "100 以下"),
    "an unknown survey in the plan": (
        edit_plan("survey: residents", "survey: resident"),
        "もしかして「residents」ですか",
    ),
    "a quote that is not closed": (break_answers(MINI_ANSWERS.replace("000,", '"000,', 1).encode()), "引用符"),
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_bad_input_is_one_clear_line_and_leaves_no_folder(kumin: Run, mini: Path, tmp_path: Path, name: str) -> None:
    spoil, told = BAD_INPUTS[name]
    spoil(mini)
    done = kumin("run", mini, "--answers", mini / "answers", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("エラー: ")
    assert told in lines[0]
    assert lines[0].endswith("。") or "使える" in lines[0]
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out-*"))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["resident=x.csv"], "もしかして「residents」ですか"),
        (["residents=none.csv"], "none.csv"),
        (["nowhere"], "nowhere"),
        (["residents=a.csv", "other"], "other"),
    ],
)
def test_wrong_answers_option(kumin: Run, mini: Path, tmp_path: Path, answers: list[str], told: str) -> None:
    options = [part for value in answers for part in ("--answers", value)]
    done = kumin("run", mini, *options, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file_is_refused(kumin: Run, mini: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    done = kumin("run", mini, "--answers", mini / "answers", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "同じ名前のファイル" in done.stderr
    assert (tmp_path / "out").read_text(encoding="utf-8") == "x"


def test_a_console_of_another_code_page_is_no_crash(kumin_process: Run) -> None:
    done = kumin_process("demo", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp932"})
    assert done.returncode == 0, done.stderr


def test_marks_of_other_scales_are_all_counted(kumin: Run, mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    scale = "scale: 三段階\nscales: {三段階: {bands: [{mark: ◎, at_least: 100}, {mark: ○, at_least: 50}, {mark: ×}]}}\n"
    (mini / "plan.yaml").write_text(plan.replace("surveys:", scale + "surveys:"), encoding="utf-8")
    done = kumin("run", mini, "--answers", mini / "answers")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("達成状況: ")]
    assert sum(int(part.split()[-1]) for part in line.removeprefix("達成状況: ").split("、")) == 2
    assert "A（達成）" not in line


def test_more_answers_than_letters_is_told(kumin: Run, mini: Path) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8").replace("invited: 100", "invited: 50")
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    assert "発送数より多く" in kumin("run", mini, "--answers", mini / "answers").stdout


def test_an_output_file_must_fit_its_format(kumin: Run, mini: Path, tmp_path: Path) -> None:
    for options in (["--out", tmp_path / "x.pdf"], ["--out", tmp_path / "x.csv", "--format", "xlsx"]):
        done = kumin("crosstab", mini, "--answers", mini / "answers", "--by", "children", *options)
        assert done.returncode == 2
        assert "拡張子" in done.stderr
    assert not list(tmp_path.glob("x.*"))
