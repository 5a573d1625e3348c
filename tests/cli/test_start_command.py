"""kumin start makes a year's folder and its list of what is to do, and never changes what people have written."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

import kumin as library
from conftest import MINI_PLAN
from kumin.authoring.start import _refuse_others
from kumin.authoring.to_do import KINDS, plan_to_do, questionnaire_to_do
from kumin.authoring.to_do_list import changed_by_hand, list_text, sealed
from kumin.authoring.year_folder import year_folder, year_to_do
from kumin.cli.terminal.common import FiscalYear
from kumin.definitions import load_plan
from kumin.definitions.files.plan_file import plan_tree
from kumin.errors import UsageError
from kumin.messages import LANGUAGES, catalogue
from kumin.workbooks.convert import convert
from kumin.writers.files import write_result

Run = Callable[..., subprocess.CompletedProcess[str]]
PAPER = "整理番号,問1,問2\n" + "".join(f"{n},{n % 4 + 1},{n % 3 + 1}\n" for n in range(40))
WEB = "タイムスタンプ,問1 満足度,問2 地区\n" + "".join(
    f"2024/7/{n % 20 + 1} 10:00,{('満足', 'やや満足', 'やや不満', '不満')[n % 4]},{('港町', '本町', '山手')[n % 3]}\n"
    for n in range(40)
)


@pytest.fixture
def arrived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that have arrived, where the commands are typed."""
    (tmp_path / "紙.csv").write_bytes(PAPER.encode("cp932"))
    (tmp_path / "Web.csv").write_text(WEB, encoding="utf-8-sig")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def begun(kumin: Run, *more: str) -> subprocess.CompletedProcess[str]:
    return kumin("start", "--ward", "大正区", "--year", "R6", "--answers", "紙.csv", *more)


def the_list(folder: Path) -> str:
    return (folder / "やることリスト.txt").read_bytes().decode("utf-8-sig")


def test_a_years_folder_is_made_of_ward_year_and_files(kumin: Run, arrived: Path) -> None:
    done = begun(kumin, "--answers", "Web.csv")
    assert done.returncode == 0, done.stderr
    folder = arrived / "令和6年度"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {"調査票.xlsx", "運営方針.xlsx", "やることリスト.txt", "回答/紙.csv", "回答/Web.csv"}
    assert "回答ファイル 2 件を 令和6年度/回答 に写しました（元のファイルはそのままです）" in done.stdout
    assert (arrived / "紙.csv").read_bytes() == (folder / "回答" / "紙.csv").read_bytes()
    year = year_folder(folder)
    assert (year.value("ward"), year.value("fiscal_year"), year.value("title")) == (
        "大正区",
        2024,
        "令和6年度 大正区運営方針",
    )
    words = the_list(folder)
    assert "□ 調査「区民アンケート」の発送数を書く（運営方針.xlsx 調査!A4 の行）" in words
    assert "調査票.xlsx メモ 要確認!C" in words
    assert "□ 経営課題" in words
    assert "■ 調査票の名称（すみ）" in words
    # of what is not there nothing is said to be done
    assert "■ 目標" not in words
    assert "■ 人口の基準日" not in words


@pytest.mark.parametrize(("count", "end"), [(5, "4.txt"), (6, "4.txt …")])
def test_of_what_else_a_folder_holds_five_are_named(kumin: Run, arrived: Path, count: int, end: str) -> None:
    (arrived / "令和6年度").mkdir()
    for number in range(count):
        (arrived / "令和6年度" / f"{number}.txt").touch()
    with pytest.raises(UsageError) as caught:
        _refuse_others(arrived / "令和6年度")
    assert caught.value.message("ja").count(end) == 1
    assert caught.value.params["names"].endswith(end)


def test_a_list_opens_on_windows_by_a_double_click(kumin: Run, arrived: Path) -> None:
    begun(kumin)
    data = (arrived / "令和6年度" / "やることリスト.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 10


def test_no_workbook_is_changed_by_a_second_start_and_the_list_ticks_what_is_done(kumin: Run, arrived: Path) -> None:
    begun(kumin, "--answers", "Web.csv")
    folder = arrived / "令和6年度"
    path = folder / "運営方針.xlsx"
    book = openpyxl.load_workbook(path)
    head = {str(cell.value).rstrip("*"): cell.column for cell in book["調査"][3]}
    book["調査"].cell(4, head["発送数"], "1,500通")
    book.save(path)
    check = openpyxl.load_workbook(folder / "調査票.xlsx")
    to_check = check["メモ 要確認"]
    rows = range(4, to_check.max_row + 1)
    for row in rows:
        to_check.cell(row, 1, "○")
    check.save(folder / "調査票.xlsx")
    before = {one: one.read_bytes() for one in folder.glob("*.xlsx")}
    left = len(year_to_do(year_folder(folder), "ja"))
    done = kumin("start", folder)
    assert done.returncode == 0, done.stderr
    assert {one: one.read_bytes() for one in folder.glob("*.xlsx")} == before
    assert "■ 発送数（すみ）" in the_list(folder)
    assert "■ 推定の確認（すみ）" in the_list(folder)
    assert f"のこり {left} 件" in done.stdout
    assert "発送数を書く" not in the_list(folder)


def test_a_list_changed_by_hand_is_kept(kumin: Run, arrived: Path) -> None:
    begun(kumin)
    folder = arrived / "令和6年度"
    listed = folder / "やることリスト.txt"
    for number in ("", "2"):
        listed.write_bytes(listed.read_bytes() + f"{number} 部長に聞く\r\n".encode())
        done = kumin("start", folder)
        assert f"やることリスト.old{number}.txt に残しました" in done.stdout
        assert f"{number} 部長に聞く" in (folder / f"やることリスト.old{number}.txt").read_text("utf-8-sig")
        assert not changed_by_hand(listed)
    assert "残しました" not in kumin("start", folder).stdout


PUBLISHED = """\
令和5年度 運営方針
番号,指標,令和4年度実績,n,５年度実績と達成状況,回答数
1-1,防災訓練に参加した区民の割合,34.1%,722,３７．８％ B,706
1-2,窓口対応に満足している区民の割合,－,,81.6% A,"1,708"
2-1,ごみを減らした世帯,1200世帯,,"1,350世帯",
2-2,住みやすいと感じる区民の割合,調査なし,,０,100
"""


def test_published_values_become_the_history_of_drafted_indicators(kumin: Run, arrived: Path) -> None:
    (arrived / "昨年.csv").write_bytes(PUBLISHED.encode("cp932"))
    done = kumin("start", "--ward", "大正区", "--year", "R6", "--published", "昨年.csv")
    assert done.returncode == 0, done.stderr
    assert "公表された値 6 件（令和4年度、令和5年度）を読みました" in done.stdout
    assert "うち 2 件は人数（n）が書かれていません" in done.stdout
    assert "値として読めないセルが 1 件あります（行と中身: 6 調査なし）" in done.stdout
    issues = year_folder(arrived / "令和6年度").value("issues")
    assert isinstance(issues, list)
    found = [(one["id"], one.get("unit"), one["history"]) for issue in issues for one in issue["indicators"]]
    assert found == [
        ("1-1", None, {2022: {"percent": 34.1, "n": 722}, 2023: {"percent": 37.8, "n": 706}}),
        ("1-2", None, {2023: {"percent": 81.6, "n": 1708}}),
        ("2-1", "世帯", {2022: 1200, 2023: 1350}),
        ("2-2", None, {2023: {"percent": 0, "n": 100}}),
    ]
    assert "□ 指標 1-1 の目標を書く" in the_list(arrived / "令和6年度")
    # into a plan that cannot be used yet nothing is written
    again = kumin("start", "令和6年度", "--published", "昨年.csv")
    assert again.returncode == 2
    assert "公表された値を加えられません" in again.stderr
    (arrived / "別.csv").write_text("名前,年齢\n山田,3\n", encoding="utf-8")
    nothing = kumin("start", "別", "--ward", "大正区", "--year", "R6", "--published", "別.csv")
    assert nothing.returncode == 2
    assert "指標（番号か文）と値の列がある表が見つかりません" in nothing.stderr
    assert not (arrived / "別").exists()


def test_published_values_go_beside_a_plan_that_can_be_used(kumin: Run, mini: Path) -> None:
    (mini / "x").mkdir()
    convert(mini, mini / "x", "ja")
    rows = "指標,年度,割合（％）,n\n1-1,令和3年度,48.5,90\n1-1,令和4年度,50,\n安全だと感じている,R2,47,80\n9-9,R3,1,1\n"
    (mini / "昨年.csv").write_text(rows, encoding="utf-8")
    before = (mini / "x" / "運営方針.xlsx").read_bytes()
    done = kumin("start", mini / "x", "--published", mini / "昨年.csv")
    assert done.returncode == 0, done.stderr
    assert "過去の値 2 件を加えたものを 下書き/運営方針.xlsx に書きました" in done.stdout
    assert "運営方針にない指標 1 件は加えていません: 9-9" in done.stdout
    assert (mini / "x" / "運営方針.xlsx").read_bytes() == before
    issues = plan_tree(mini / "x" / "下書き" / "運営方針.xlsx").value["issues"]
    assert issues[0]["indicators"][0]["history"] == {
        2022: 50, 2021: {"percent": 48.5, "n": 90}, 2020: {"percent": 47, "n": 80},
    }  # fmt: skip


def test_answers_that_come_later_are_added_and_drafted_beside(kumin: Run, arrived: Path) -> None:
    begun(kumin)
    folder = arrived / "令和6年度"
    before = (folder / "調査票.xlsx").read_bytes()
    done = kumin("start", folder, "--answers", "Web.csv", "--answers", "紙.csv")
    assert done.returncode == 0, done.stderr
    assert "回答ファイル 1 件" in done.stdout
    assert "調査票.xlsx は書きかえません" in done.stdout
    assert (folder / "調査票.xlsx").read_bytes() == before
    assert "満足" in str(list(openpyxl.load_workbook(folder / "調査票.new.xlsx")["選択肢"].values))
    assert {path.name for path in (folder / "回答").iterdir()} == {"紙.csv", "Web.csv"}


def test_a_year_may_begin_before_there_are_answers(kumin: Run, arrived: Path) -> None:
    done = kumin("start", "--ward", "大正区", "--year", "令和7")
    assert done.returncode == 0, done.stderr
    assert "回答ファイルはまだありません" in done.stdout
    words = the_list(arrived / "令和7年度")
    assert "□ 設問を書く" in words
    assert "□ 回答ファイルを 回答 に置く" in words


def test_nothing_is_asked_of_a_program(kumin: Run, arrived: Path) -> None:
    done = kumin("start", "--answers", "紙.csv")
    assert done.returncode == 2
    assert "--ward と --year を指定してください" in done.stderr
    assert "give --ward and --year, as in" in kumin("--lang", "en", "start").stderr
    assert not (arrived / "令和6年度").exists()


def test_a_folder_that_is_not_there_or_has_no_plan_is_said_before_ward_and_year(kumin: Run, arrived: Path) -> None:
    assert "ない年度: このフォルダーはありません。" in kumin("start", "ない年度").stderr
    assert "nothere: there is no such folder." in kumin("--lang", "en", "start", "nothere").stderr
    (arrived / "空").mkdir()
    said = kumin("start", "空", "--ward", "大正区").stderr
    assert "空: このフォルダーには運営方針がありません。" in said
    assert "--year を指定してください" in said
    assert not (arrived / "ない年度").exists()


def test_on_a_terminal_what_is_missing_is_asked(kumin: Run, arrived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kumin.cli.start.is_terminal", lambda _stream: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO('\n大正区\n令和６年度\n"紙.csv"\nWeb.csv\n\n'))
    done = kumin("start")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("区の名前") == 2
    assert {path.name for path in (arrived / "令和6年度" / "回答").iterdir()} == {"紙.csv", "Web.csv"}
    monkeypatch.setattr(sys, "stdin", io.StringIO("大正区\n"))
    left = kumin("start", "別")
    assert left.returncode == 1
    assert "「別」というフォルダーはまだないので" in left.stderr
    assert "中止しました" in left.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--year", "5"], "1989～2100 の年度、例: 2024"),
        (["--year", "来年"], "1989～2100"),
        (["--year", "R6", "--answers", "ない.csv"], "回答ファイルがありません"),
        (["--year", "R6", "--population", "ない.csv"], "人口の表のファイルがありません"),
        (["--year", "R6", "--answers", "紙.csv", "--population", "紙.csv"], "回答ファイルの見出し"),
        (["--year", "R6", "--answers", "紙.csv", "--population", "図.csv"], "CSV として読めません"),
        (["--year", "R6", "--population", "図.csv"], "CSV として読めません"),
        (["--year", "R6", "--answers", "空.csv"], "空です"),
        (["別の仕事", "--year", "R6", "--answers", "紙.csv"], "ほかのもの（議事録.txt）"),
        (["--year", "R6", "--answers", "紙.csv", "--answers", "前/紙.csv"], "同じ名前（紙.csv）"),
    ],
)
def test_bad_input_is_one_message_and_nothing_is_made(
    kumin: Run, arrived: Path, arguments: list[str], told: str
) -> None:
    (arrived / "空.csv").touch()
    (arrived / "図.csv").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfe\x81")
    (arrived / "別の仕事").mkdir()
    (arrived / "別の仕事" / "議事録.txt").write_text("x", encoding="utf-8")
    (arrived / "前").mkdir()
    (arrived / "前" / "紙.csv").write_text("問1\n1\n", encoding="utf-8")
    before = sorted(path.relative_to(arrived) for path in arrived.rglob("*"))
    done = kumin("start", *arguments, "--ward", "大正区")
    assert done.returncode == 2
    (line,) = done.stderr.strip().splitlines()
    assert told in line
    assert sorted(path.relative_to(arrived) for path in arrived.rglob("*")) == before


@pytest.fixture
def no_root(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that anybody may read but only its owner write in, and a process whose rights are a person's.

    Root may write everywhere: for the test it becomes nobody, in a folder that nobody may enter.
    """
    if os.name != "posix":
        pytest.skip("rights are those of POSIX")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "共有").mkdir(mode=0o555)
        folder.chmod(0o555)
        monkeypatch.chdir(folder)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
            (folder / "共有").chmod(0o755)


def test_a_folder_that_cannot_be_written_is_said(kumin: Run, no_root: Path) -> None:
    done = kumin("start", "共有/令和6年度", "--ward", "大正区", "--year", "R6")
    assert done.returncode == 2
    assert "出力先に書き込めません" in done.stderr
    assert not list((no_root / "共有").iterdir())


def test_another_year_or_another_file_of_one_name_is_refused(kumin: Run, arrived: Path) -> None:
    begun(kumin)
    folder = arrived / "令和6年度"
    assert "大正区 の 2024 年度のもの" in kumin("start", folder, "--year", "R7").stderr
    (arrived / "紙.csv").write_text("問1\n1\n2\n", encoding="utf-8")
    done = kumin("start", folder, "--answers", "紙.csv")
    assert done.returncode == 2
    assert "同じ名前（紙.csv）で中身の違うファイル" in done.stderr


def test_run_and_check_end_with_what_the_list_says(kumin: Run, mini: Path) -> None:
    """What run and check say is the list of start: the same sentences, from the same function."""
    left = [one.line("ja") for one in plan_to_do(load_plan(mini))]
    assert left == ["調査「区民アンケート」の期間を書く（plan.yaml:6）"]
    run = kumin("run", mini)
    assert run.stderr.splitlines()[-3:-1] == ["次にすること（1 件）", f"  ・{left[0]}"]
    check = kumin("check", mini)
    assert f"  ・{left[0]}" in check.stderr
    assert f"□ {left[0]}" in the_list(mini) if kumin("start", mini).returncode == 0 else False


def test_a_plan_that_is_not_written_yet_is_told_with_what_to_do(kumin: Run, arrived: Path) -> None:
    begun(kumin)
    done = kumin("run", "令和6年度")
    assert done.returncode == 2
    assert "シート「経営課題」にまだ1行も書かれていません" in done.stderr
    assert "・経営課題（番号と題名）を書く（運営方針.xlsx）" in done.stderr
    assert "・一覧は kumin start 令和6年度 で書き出せます" in done.stderr


def test_nothing_is_said_where_nothing_is_missing(kumin: Run, mini: Path) -> None:
    plan = MINI_PLAN.replace("invited: 100", "invited: 100, period: {start: 2023-07-01, end: 2023-07-31}")
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    assert plan_to_do(load_plan(mini)) == []
    assert "次にすること" not in kumin("run", mini).stderr


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (("population: 1000, ", ""), "population", "人口"),
        ((", invited: 100", ""), "invited", "発送数"),
        (("target: {at_least: 60, by: 2027}", "target: {at_least: 60, by: 2022}"), "past", "期限（2022）が過ぎて"),
        (("population: 1000", "population: population.yaml"), "as_of", "基準日を確かめる（今は 2019-04-01）"),
    ],
)
def test_what_is_missing_in_a_plan_is_found(mini: Path, change: tuple[str, str], kind: str, said: str) -> None:
    (mini / "plan.yaml").write_text(MINI_PLAN.replace(*change), encoding="utf-8")
    (mini / "population.yaml").write_text(
        "id: p\ntitle: 人口\nfile: p.csv\ndimensions: {children: 子}\ncount: 人数\nas_of: 2019-04-01\n",
        encoding="utf-8",
    )
    (mini / "p.csv").write_text("子,人数\n1,400\n2,600\n", encoding="utf-8")
    found = [one for one in plan_to_do(load_plan(mini)) if one.kind == kind]
    assert found
    assert said in found[0].line("ja")


def test_a_table_of_people_that_cannot_be_read_is_to_be_put_right_and_not_done(kumin: Run, arrived: Path) -> None:
    table = arrived / "人口.csv"
    table.write_text("年齢区分,男の人,女の人\n18-29,x,110\n", encoding="utf-8")
    kumin("start", "--ward", "大正区", "--year", "R6", "--answers", "Web.csv", "--population", "人口.csv")
    said = the_list(arrived / "令和6年度")
    assert "□ 調査「区民アンケート」の人口の表を直す: 人口.csv: " in said
    (arrived / "令和6年度" / "人口.csv").write_text("地区,人数\n港町,100\n本町,110\n山手,90\n", encoding="utf-8")
    kumin("start", "令和6年度")
    said = the_list(arrived / "令和6年度")
    assert "人口の表を直す" not in said
    assert "人口の表（すみ）" in said


def test_a_survey_that_is_no_sample_needs_no_letters(mini: Path) -> None:
    plan = MINI_PLAN.replace("population: 1000, invited: 100", "sampling: participants")
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    assert {one.kind for one in plan_to_do(load_plan(mini))} == {"period"}


def test_numbers_from_no_survey_without_a_value_are_on_the_list(mini: Path) -> None:
    more = "      - {id: 1-3, text: 参加者, unit: 人, target: {at_least: 10}}\n"
    (mini / "plan.yaml").write_text(MINI_PLAN + more, encoding="utf-8")
    assert "values" in {one.kind for one in plan_to_do(load_plan(mini))}
    (mini / "plan.yaml").write_text(MINI_PLAN + more.replace("}}", "}, result: 未測定}"), encoding="utf-8")
    assert "values" not in {one.kind for one in plan_to_do(load_plan(mini))}


def test_draft_marks_of_yaml_are_on_the_list_until_they_are_gone(kumin: Run, arrived: Path) -> None:
    assert kumin("new", "紙.csv", "Web.csv", "--yaml").returncode == 0
    draft = arrived / "questionnaire.yaml"
    (line,) = [one for one in kumin("check", draft, "紙.csv").stderr.splitlines() if "問2 の" in one]
    assert "選択肢の文言を書く: 問2 の 1, 2, 3（questionnaire.yaml:" in line
    words = [one.partition("  # ")[0] for one in draft.read_text("utf-8").splitlines() if "【要確認】" not in one]
    text = "\n".join(words).replace('"選択肢', '"第').replace("調査の名前", "区民調査")
    draft.write_text(text, encoding="utf-8")
    assert "次にすること" not in kumin("check", draft, "紙.csv").stderr


def test_what_is_undecided_goes_with_a_questionnaire_that_is_converted(kumin: Run, arrived: Path) -> None:
    kumin("new", "紙.csv", "Web.csv")
    kumin("new", "紙.csv", "Web.csv", "--yaml")

    def left(path: Path) -> tuple[list[tuple[str, str]], list[str]]:
        return (
            [(one.kind, str(one.params.get("words"))) for one in questionnaire_to_do(path, "") if one.kind == "asked"],
            [
                str(one.params.get("codes"))
                for one in questionnaire_to_do(path, "")
                if one.kind in ("labels", "numbers")
            ],
        )

    before = left(arrived / "調査票.xlsx")
    assert all(before)
    # labels whose codes are not known: the codes are to be replaced, no label is to be typed
    lines = [one.line("ja") for one in questionnaire_to_do(arrived / "調査票.xlsx", "") if one.kind == "numbers"]
    assert lines
    assert all("の 101 からの行" in line and "調査票.xlsx 選択肢!B" in line for line in lines)
    assert kumin("convert", "調査票.xlsx", "--out", "y").returncode == 0
    (yaml,) = (arrived / "y").iterdir()
    assert left(yaml) == before
    assert kumin("convert", yaml, "--out", "x").returncode == 0
    (book,) = (arrived / "x").iterdir()
    assert left(book) == before
    # from a draft in YAML, with the remarks of the draft
    assert kumin("convert", "questionnaire.yaml", "--out", "z").returncode == 0
    assert left(arrived / "z" / "調査票.xlsx") == left(arrived / "questionnaire.yaml")
    memos = [cell.value for row in openpyxl.load_workbook("z/調査票.xlsx")["設問"].iter_rows() for cell in row]
    reason = next(line for line in (arrived / "questionnaire.yaml").read_text("utf-8").splitlines() if "type:" in line)
    assert reason.partition("# ")[2].strip() in {line for one in memos if one for line in str(one).splitlines()}
    # what was ticked off is done
    ticked = openpyxl.load_workbook("調査票.xlsx")
    for row in ticked["メモ 要確認"].iter_rows(min_row=2):
        row[0].value = "○"
    ticked.save("調査票.xlsx")
    assert kumin("convert", "調査票.xlsx", "--out", "t").returncode == 0
    assert left(next((arrived / "t").iterdir()))[0] == []


def test_a_label_whose_row_gets_the_number_of_an_unnamed_option_is_that_option(kumin: Run, arrived: Path) -> None:
    kumin("new", "紙.csv", "Web.csv")
    book = openpyxl.load_workbook("調査票.xlsx")
    for row in book["選択肢"].iter_rows(min_row=4):
        if str(row[1].value) in ("101", "102", "103"):
            row[1].value = int(str(row[1].value)) - 100
    book.save("調査票.xlsx")
    done = kumin("check", "調査票.xlsx", "紙.csv", "Web.csv")
    assert done.returncode == 0, done.stderr
    assert "E101" not in done.stdout
    assert "選択肢の文言を書く" not in done.stderr
    # two labels for one number are still refused
    book["選択肢"]["B8"].value = book["選択肢"]["B7"].value = 1
    book.save("調査票.xlsx")
    assert kumin("check", "調査票.xlsx", "紙.csv").returncode == 2


def test_check_takes_a_years_folder_and_a_folder_of_answers(kumin: Run, arrived: Path) -> None:
    begun(kumin, "--answers", "Web.csv")
    whole = kumin("check", "令和6年度")
    assert whole.returncode == 0, whole.stderr
    assert "紙.csv" in whole.stdout
    assert "Web.csv" in whole.stdout
    assert kumin("check", "令和6年度/調査票.xlsx", "令和6年度/回答").stdout == whole.stdout
    assert "回答ファイルを指定してください" in kumin("check", "令和6年度/調査票.xlsx").stderr


def test_headings_without_answers_become_a_questionnaire(kumin: Run, arrived: Path) -> None:
    head = "タイムスタンプ,問1 満足ですか,問2 お住まいの地区,ご意見\r\n"
    (arrived / "form.csv").write_text(head, encoding="utf-8-sig")
    done = kumin("new", "form.csv", "--yaml")
    assert done.returncode == 0, done.stderr
    assert "見出しだけで、まだ回答がありません。見出し 3 個" in done.stdout
    words = Path("questionnaire.yaml").read_text("utf-8")
    assert words.count("type: text") == 3
    assert 'received: "タイムスタンプ"' in words
    book = openpyxl.Workbook()
    book.active.append(["Timestamp", "Q1", "Q2"])  # type: ignore[union-attr]
    book.save("form.xlsx")
    assert kumin("new", "form.xlsx", "--out", "q.xlsx", "--lang", "en").returncode == 0
    assert kumin("new", "form.csv", "紙.csv", "--out", "both.xlsx").returncode == 2


def test_new_writes_a_workbook_unless_yaml_is_asked_for(kumin: Run, arrived: Path) -> None:
    assert kumin("new", "紙.csv").returncode == 0
    assert Path("調査票.xlsx").is_file()
    assert kumin("new", "紙.csv", "--xlsx", "--lang", "en").returncode == 0
    assert Path("questionnaire.xlsx").is_file()
    assert kumin("new", "紙.csv", "--out", "q.yaml").returncode == 0
    assert Path("q.yaml").read_text("utf-8").startswith("#")


@pytest.mark.parametrize("given", ["令和7", "R7", "2025", "令和７年度", "r7"])
def test_a_year_is_named_as_people_name_it(given: str) -> None:
    assert FiscalYear().convert(given, None, None) == 2025


def test_next_year_has_its_list_and_the_values_of_the_last(
    kumin: Run, mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = mini / "区" / "令和5年度"
    folder.parent.mkdir()
    shutil.copytree(mini, folder, ignore=shutil.ignore_patterns("区"))
    monkeypatch.chdir(folder.parent)
    write_result(library.run(folder), folder / "結果" / "2023", reports=False)
    done = kumin("new", "--from", folder)
    assert done.returncode == 0, done.stderr
    assert "次にすること: 令和6年度の実施期間" in done.stderr
    assert f"書き出しました: {Path('令和6年度') / 'plan.yaml'}" in done.stderr  # as it is typed, not the whole place
    words = the_list(folder.parent / "令和6年度")
    for said in ("の発送数を書く", "の期間を書く", "回答ファイルを 回答 に置く"):
        assert f"{said}" in words
    assert "2023: 66.7" in (folder.parent / "令和6年度" / "plan.yaml").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_thing_to_do_is_worded_when_open_and_when_done(lang: str) -> None:
    assert all(f"todo_{kind}" in catalogue() and f"todo_{kind}_done" in catalogue() for kind in KINDS)
    words = list_text([], set(KINDS), "題", "令和6年度", lang)
    assert words.count("■" if lang == "ja" else "[x]") == len(KINDS)
    assert sealed(words).endswith(b"\r\n")


def test_a_decision_about_many_questions_is_one_short_line(tmp_path: Path) -> None:
    from kumin.workbooks.drafts import draft_workbook

    ids = [f"q{n}" for n in range(1, 31)]
    draft = "id: q\ntitle: 調査\nquestions:\n" + "".join(
        f"  - {{id: {id_}, text: 設問, header: {id_} 長い見出し, type: text}}\n" for id_ in ids
    )
    draft_workbook(draft, tmp_path / "q.xlsx", "ja", asked=[(ids, "【要確認】用紙で番号を確かめてください")])
    (line,) = [one.line("ja") for one in questionnaire_to_do(tmp_path / "q.xlsx") if one.kind == "asked"]
    assert line.startswith("q1 長い見出し, q2 長い見出し")
    assert "… を確かめる: 用紙で番号を確かめてください" in line
    assert len(line) < 150
