"""Many plans at once: one table, bad ones as rows, what is done kept, nothing lost and nothing done twice."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from conftest import MINI_ANSWERS, MINI_PLAN, MINI_QUESTIONNAIRE, command
from kumin.batches import Progress, records, run, work
from kumin.batches.records import inputs_of
from kumin.batches.work import Outcome, Task
from kumin.cli.batch import _progress_words
from kumin.errors import KuminError, UsageError
from kumin.executors import cluster
from kumin.messages import text
from kumin.workbooks.convert import convert

WARDS = ("大正区/r04", "大正区/r05", "鶴見区/r05")


def add_plan(folder: Path, ward: str = "試験区", answers: str | None = MINI_ANSWERS) -> Path:
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(MINI_PLAN.replace("試験区", ward), encoding="utf-8")
    (folder / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
    if answers is not None:
        (folder / "回答").mkdir()
        (folder / "回答" / "residents.csv").write_text(answers, encoding="utf-8")
    return folder


def three(folder: Path) -> Path:
    for place, name in enumerate(WARDS):
        lines = MINI_ANSWERS.splitlines(keepends=True)
        add_plan(folder / "plans" / name, name.partition("/")[0], "".join(lines[: 60 - 7 * place]))
    return folder / "plans"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Three plans with different answers."""
    return three(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three plans and what a batch made of them."""
    folder = tmp_path_factory.mktemp("finished")
    done(three(folder))
    return folder


def done(plans: Path, **more: Any) -> tuple[kumin.Batch, list[str]]:
    """Run a batch without reports; and the names of the plans that were run and not kept."""
    ran: list[str] = []

    def tell(progress: Progress) -> None:
        if progress.outcome.status != "kept":
            ran.append(progress.outcome.name)

    return kumin.batch(plans, plans.parent / "out", reports=False, progress=tell, **more), ran


def same(one: kumin.Batch, other: kumin.Batch) -> bool:
    left_out = ["seconds", "status"]
    return one.indicators.equals(other.indicators) and one.plans.drop(left_out).equals(other.plans.drop(left_out))


def test_every_plan_is_a_row_and_every_indicator_of_it(plans: Path) -> None:
    made, ran = done(plans)
    assert ran == list(WARDS)
    assert made.plans["folder"].to_list() == list(WARDS)
    assert made.plans["status"].to_list() == ["done"] * 3
    assert made.plans["n_used"].to_list() == [59, 52, 45]
    out = plans.parent / "out"
    for (name,), rows in made.indicators.group_by("folder", maintain_order=True):
        alone = kumin.run(plans / str(name)).judgements
        assert rows.drop("folder", "ward", "fiscal_year").equals(alone)
        assert (out / str(name) / "judgements.csv").is_file()
    assert made.failed.is_empty()
    written = pl.read_csv(out / "indicators.csv", encoding="utf8")
    assert written.height == made.indicators.height == 6
    assert written.columns == made.indicators.columns


def test_bad_plans_are_rows_with_their_errors(plans: Path) -> None:
    add_plan(plans / "a-no-answers", answers=None)
    add_plan(plans / "b-not-yaml")
    (plans / "b-not-yaml" / "plan.yaml").write_text("id: [", encoding="utf-8")
    two = add_plan(plans / "c-two-plans")
    convert(two / "plan.yaml", two, "ja")
    add_plan(plans / "d-bad-book", answers=None)
    (plans / "d-bad-book" / "plan.yaml").unlink()
    (plans / "d-bad-book" / "運営方針.xlsx").write_bytes(b"PK no workbook")
    add_plan(plans / "e-empty-file", answers="")
    made, _ = done(plans)
    found = dict(made.plans.filter(pl.col("code").is_not_null()).select("folder", "code").iter_rows())
    assert list(found) == ["a-no-answers", "b-not-yaml", "c-two-plans", "d-bad-book", "e-empty-file"]
    assert found["a-no-answers"] == "answers_not_given"
    (words,) = made.plans.filter(folder="a-no-answers")["error"]
    assert "回答 / answers" in words
    assert "--answers" not in words  # which a batch does not have
    assert found["b-not-yaml"] == "definition_not_yaml"
    assert found["c-two-plans"] == "plans_several"
    assert all(made.failed["error"])
    assert made.indicators["folder"].unique(maintain_order=True).to_list() == list(WARDS)
    assert not [name for name in found if (plans.parent / "out" / name / "result.json").exists()]


def test_a_fault_of_one_plan_stops_no_other(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(folder: Path, **more: Any) -> kumin.Result:
        if folder.parent.name == "鶴見区":
            raise ZeroDivisionError("what a resident wrote")
        return kumin.run(folder, **more)

    monkeypatch.setattr(work, "run", broken)
    made, _ = done(plans, lang="en")
    assert made.plans["status"].to_list() == ["done", "done", "failed"]
    assert made.failed["code"].to_list() == ["fault"]
    assert "ZeroDivisionError" in made.failed["error"][0]
    assert "resident" not in made.failed["error"][0]


def test_what_is_done_and_unchanged_is_kept(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = done(plans)
    again, ran = done(plans)
    assert ran == []
    assert again.plans["status"].to_list() == ["kept"] * 3
    assert same(first, again)
    assert done(plans, again=True)[1] == list(WARDS)
    assert done(plans, level=0.9)[1] == list(WARDS)
    assert done(plans)[1] == list(WARDS)
    monkeypatch.setattr(records, "version", lambda _name: "9.9")
    assert done(plans)[1] == list(WARDS)


@pytest.mark.parametrize("change", ["edited", "added", "definition", "earlier_year", "output", "record"])
def test_what_has_changed_is_run_again(finished: Path, tmp_path: Path, change: str) -> None:
    """And what was only moved to another place is not."""
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    plans, name, out = tmp_path / "plans", WARDS[1], tmp_path / "out"
    folder = plans / name
    if change == "edited":
        with (folder / "回答" / "residents.csv").open("a", encoding="utf-8") as file:
            file.write("900,2023/7/1,1,1,1,1,5,\n")
    elif change == "added":
        (folder / "回答" / "residents_web.csv").write_text(MINI_ANSWERS, encoding="utf-8")
    elif change == "definition":
        (folder / "residents.yaml").write_text(MINI_QUESTIONNAIRE + "# 直した\n", encoding="utf-8")
    elif change == "earlier_year":
        (folder / "結果" / "2022").mkdir(parents=True)
        (folder / "結果" / "2022" / "result.json").write_text("{}", encoding="utf-8")
    elif change == "output":
        (out / name / "result.json").unlink()
    else:
        (out / name / records.RECORD).write_text('{"made_with": {}}', encoding="utf-8")
    assert done(plans)[1] == [name]
    assert done(plans)[1] == []


def test_a_shared_questionnaire_that_changes_runs_all_its_plans_again(plans: Path) -> None:
    shared = plans / "residents.yaml"
    shared.write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
    for name in WARDS[:2]:
        plan = plans / name / "plan.yaml"
        words = plan.read_text(encoding="utf-8")
        plan.write_text(words.replace("residents.yaml", "../../residents.yaml"), encoding="utf-8")
    done(plans)
    shared.write_text(MINI_QUESTIONNAIRE + "# 直した\n", encoding="utf-8")
    assert done(plans)[1] == list(WARDS[:2])


def test_a_survey_without_answers_is_told_by_a_batch_as_by_a_run(plans: Path) -> None:
    folder = plans / WARDS[0]
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    head, indicators = plan.split("issues:")
    surveys = "  schools: {title: 学校の調査, questionnaire: residents.yaml}\n"
    more = "      - {id: 9-9, text: 学校, survey: schools, question: q1, positive: [1], target: {at_least: 60}}\n"
    (folder / "plan.yaml").write_text(f"{head}{surveys}issues:{indicators.rstrip()}\n{more}", encoding="utf-8")
    (folder / "回答" / "school.csv").write_text(MINI_ANSWERS, encoding="utf-8")
    ran = command("run", folder, "--lang", "en")
    assert ran.returncode == 0, ran.stderr
    line = "学校の調査: there are no answers (no file whose name begins with schools), so 1 indicator has no value"
    assert line in ran.stdout.splitlines()
    for status, again in (("incomplete", 0), ("incomplete", 1)):
        found = command("batch", plans, "--out", plans.parent / "out", "--tables-only", "--lang", "en")
        assert found.returncode == 0, found.stderr
        assert found.stdout == f"3 plans ({'unchanged' if again else 'done'} 2, surveys without answers 1)\n"
        notes = ["surveys without answers: schools (1 indicator has no value)"]
        notes += ["files not read, as they are of no survey by their names: school.csv"]
        assert found.stderr.splitlines()[:2] == [f"{WARDS[0]}: {note}" for note in notes]
        row = pl.read_csv(plans.parent / "out" / "plans.csv", encoding="utf8").row(0, named=True)
        assert row["status"] == status
        assert (row["n_unanswered"], row["unanswered"], row["unread"]) == (1, "schools", "school.csv")
        page = (plans.parent / "out" / "index.html").read_text(encoding="utf-8")
        assert "done, but a survey has no answers" in page
        assert all(note in page for note in notes)


def test_two_batches_at_once_into_one_folder_are_refused(plans: Path) -> None:
    refused: list[str] = []

    def other(_progress: Progress) -> None:
        with pytest.raises(UsageError) as caught:
            kumin.batch(plans, plans.parent / "out", reports=False)
        refused.append(caught.value.code)

    made = kumin.batch(plans, plans.parent / "out", reports=False, progress=other)
    assert refused == ["out_busy"] * 3
    assert made.failed.is_empty()
    assert not [path for path in (plans.parent / "out").rglob("*") if path.name.startswith(".")]


def test_what_is_run_again_or_is_no_longer_there_is_said(plans: Path) -> None:
    assert not done(plans)[0].plans["again"].any()
    for name in WARDS[:2]:
        (plans / name / "residents.yaml").write_text(MINI_QUESTIONNAIRE + "# 直した\n", encoding="utf-8")
    (plans / WARDS[1] / "plan.yaml").write_text("id: [", encoding="utf-8")
    shutil.rmtree(plans / WARDS[2])
    out = plans.parent / "out"
    found = command("batch", plans, "--out", out, "--tables-only", "--lang", "en")
    told = found.stderr.splitlines()
    assert told[1] == f"Run again, because the input or the settings had changed (2): {WARDS[0]}, {WARDS[1]}"
    gone = f"{out} has 1 folder with results of plans that are not among these; they are not in the tables: {WARDS[2]}"
    assert told[2] == gone
    assert (out / WARDS[2] / "result.json").is_file()
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "run again: it had been done before" in page
    assert "it could not be run this time: the files in its folder are of an earlier run" in page
    assert WARDS[2] not in page
    # who asks for it need not be told
    again = command("batch", plans, "--out", out, "--tables-only", "--again", "--lang", "en")
    assert "Run again" not in again.stderr


def test_the_time_left_is_that_of_plans_that_were_run_and_failures_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Progress] = []
    clock = iter((100.0, 101.0, 110.0, 120.0))
    monkeypatch.setattr(run, "perf_counter", lambda: next(clock))
    told = run._Told(seen.append, 5)
    told(Outcome("kept", {}, ()), run=False)
    told(Outcome("wrong", {"error": "…"}, ()))
    told(Outcome("done", {"error": None}, ()))
    # 10 seconds after the first that was run, 20 after two: 10 each, what was kept took none
    assert [one.seconds_left for one in seen] == [4.0, 30.0, 20.0]
    assert [(one.done, one.failed, one.total) for one in seen] == [(1, 0, 5), (2, 1, 5), (3, 1, 5)]


def test_a_batch_that_was_stopped_goes_on_where_it_stood(plans: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kumin.batch(plans, plans.parent / "out", reports=False, progress=stop)
    assert not (plans.parent / "out" / "indicators.csv").exists()
    made, ran = done(plans)
    assert ran == [WARDS[2]]
    shutil.rmtree(plans.parent / "out")
    assert same(made, done(plans)[0])


class Here(Executor):
    """Does the work at once; with ``ends_at`` the process ends at that plan, and with it whatever was submitted."""

    def __init__(self, ends_at: str = "") -> None:
        self.ends_at, self.broken, self.begun = ends_at, False, list[str]()

    def submit(self, _work: Callable[..., Any], task: Task, /) -> Future[Outcome]:  # type: ignore[override]
        future: Future[Outcome] = Future()
        self.begun.append(task.name)
        if self.broken or task.name == self.ends_at:
            self.broken = True
            future.set_exception(BrokenExecutor("ended"))
        else:
            future.set_result(work.do_plan(task))
        return future


def test_of_processes_that_end_each_lost_plan_is_tried_alone(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_plan(plans / "泉区")
    alone, _ = done(plans)
    shutil.rmtree(plans.parent / "out")
    pools: list[tuple[int, Here]] = []

    @contextmanager
    def processes(jobs: int) -> Iterator[Here]:
        pools.append((jobs, Here(ends_at=WARDS[1])))
        yield pools[-1][1]

    monkeypatch.setattr(run, "processes", processes)
    made, ran = done(plans, jobs=2)
    assert sorted(ran) == sorted({*WARDS, "泉区"})
    assert made.plans.filter(pl.col("folder") == WARDS[1]).select("status", "code").row(0) == ("failed", "worker_ended")
    rest = pl.col("folder") != WARDS[1]
    assert made.indicators.equals(alone.indicators.filter(rest))
    assert [jobs for jobs, _ in pools].count(2) >= 1
    assert all(len(pool.begun) == 1 for jobs, pool in pools if jobs == 1)


def test_with_an_executor_that_breaks_every_plan_has_its_row(plans: Path) -> None:
    made, ran = done(plans, executor=Here(ends_at=WARDS[0]))
    assert sorted(ran) == sorted(WARDS)
    assert made.plans["code"].to_list() == ["worker_ended"] * 3
    assert done(plans)[1] == list(WARDS)


class Gone(Executor):
    """A cluster whose scheduler goes after one plan: Dask cancels what it was given."""

    def __init__(self) -> None:
        self.done = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.done:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_result(fn(*args, **kwargs))
        self.done += 1
        return future


def test_where_the_scheduler_goes_what_is_done_is_kept_and_the_rest_are_rows(plans: Path) -> None:
    made, _ = done(plans, executor=Gone(), lang="en")
    assert made.plans["code"].to_list() == [None, "cluster_ended", "cluster_ended"]
    assert "connection to the cluster was lost" in made.failed["error"][0]
    assert done(plans, lang="en")[1] == list(WARDS[1:])


def test_a_folder_called_as_a_file_of_the_batch_keeps_its_results(tmp_path: Path) -> None:
    for name in ("Plans.csv", "index.html", "index.html_", "indicators.xlsx/内側", "港区"):
        add_plan(tmp_path / "plans" / name)
    out = tmp_path / "out"
    for status in ("done", "kept"):
        made = kumin.batch(tmp_path / "plans", out, reports=False)
        assert made.plans.select("folder", "status").sort("folder").rows() == [
            ("Plans.csv_", status),
            ("index.html_", status),
            ("index.html__", status),
            ("indicators.xlsx_/内側", status),
            ("港区", status),
        ]
        assert all((out / name / records.RECORD).is_file() for name in made.plans["folder"])
        assert all((out / name).is_file() for name in ("plans.csv", "index.html", "indicators.csv", "indicators.xlsx"))


def test_a_run_whose_scheduler_goes_says_so(plans: Path) -> None:
    answers = plans / WARDS[0] / "回答"
    (answers / "residents_web.csv").write_text(MINI_ANSWERS, encoding="utf-8")
    with pytest.raises(KuminError) as caught:
        kumin.run(plans / WARDS[0], executor=Gone())
    assert caught.value.code == "cluster_ended"


def test_a_cluster_of_which_a_worker_ends_gives_the_same(plans: Path) -> None:
    """Two worker processes of a Dask cluster on this machine; one that is at work on a plan is ended."""
    distributed = pytest.importorskip("distributed")
    for place in range(5):
        add_plan(plans / f"区{place}")
    alone, _ = done(plans)
    shutil.rmtree(plans.parent / "out")
    written: list[tuple[str, int]] = []
    lost: list[int] = []
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as local,
        cluster(local.scheduler_address) as executor,
    ):

        def tell(progress: Progress) -> None:
            name = progress.outcome.name
            written.append((name, (plans.parent / "out" / name / records.RECORD).stat().st_mtime_ns))
            at_work = {one.worker_address for one in local.workers.values()} & {
                address for address, worker in local.scheduler.workers.items() if worker.processing and worker.has_what
            }
            if not lost and at_work:
                (nanny,) = [one for one in local.workers.values() if one.worker_address == min(at_work)]
                lost.append(nanny.pid)
                os.kill(nanny.pid, signal.SIGKILL)

        made = kumin.batch(plans, plans.parent / "out", reports=False, executor=executor, progress=tell)
        # the files of one survey too
        shared = kumin.run(plans / WARDS[0], executor=executor)
    assert len(lost) == 1
    assert same(made, alone)
    assert sorted(name for name, _ in written) == alone.plans["folder"].sort().to_list()
    # what was told to be done was not done again
    again = {name: (plans.parent / "out" / name / records.RECORD).stat().st_mtime_ns for name, _ in written}
    assert dict(written) == again
    assert shared.judgements.equals(kumin.run(plans / WARDS[0]).judgements)


def test_the_command_tells_what_became_of_the_plans(plans: Path) -> None:
    add_plan(plans / "<b>壊れ区</b>")
    (plans / "<b>壊れ区</b>" / "plan.yaml").write_text("id: [", encoding="utf-8")
    out = plans.parent / "out"
    found = command("batch", plans, "--out", out, "--tables-only", "--lang", "en")
    assert found.returncode == 1
    assert found.stdout == "4 plans (done 3, failed 1)\n"
    told = found.stderr.splitlines()
    assert told[0].startswith("<b>壊れ区</b>: ")
    assert "plan.yaml:1:" in told[0]
    assert len(told) == 5
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;壊れ区" in page
    assert "<b>壊れ区" not in page
    assert '<html lang="en">' in page
    assert not set(page) & set("実行")
    again = command("batch", plans, "--out", out, "--tables-only", "--lang", "en")
    assert again.stdout == "4 plans (unchanged 3, failed 1)\n"


def test_the_page_leads_to_the_files_there_are(tmp_path: Path) -> None:
    add_plan(tmp_path / "plans" / "鶴見区 令和5")
    found = command("batch", tmp_path / "plans", "--out", tmp_path / "out")
    assert found.returncode == 0, found.stderr
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    folder = tmp_path / "out" / "鶴見区 令和5"
    assert (folder / "batch.json").is_file()
    for name in ("report.html", "survey_report.html", "report.xlsx"):
        assert (folder / name).is_file()
        assert f'href="%E9%B6%B4%E8%A6%8B%E5%8C%BA%20%E4%BB%A4%E5%92%8C5/{name}"' in page
    assert text("plans_internal", "ja") in page


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_bad_calls_are_told_in_one_line(lang: str, plans: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for folder, out, code in (
        (tmp_path / "nowhere", "out", "batch_folder_missing"),
        (tmp_path / "empty", "out", "batch_no_plans"),
        (plans, "plans", "batch_out_is_folder"),
        (plans, "file", "out_is_file"),
        (plans, "file/out", "out_not_writable"),
    ):
        with pytest.raises(UsageError) as caught:
            kumin.batch(folder, tmp_path / out)
        assert caught.value.code == code
        found = command("batch", folder, "--out", tmp_path / out, "--lang", lang)
        assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1), found.stderr
        assert "{" not in found.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "about 1 second left"), (80, "about 80 seconds left"), (200, "about 3 minutes left"),
     (8600, "about 2 hours left")],
)  # fmt: skip
def test_the_time_left_is_worded(seconds: float, words: str) -> None:
    outcome = Outcome("a", {"status": "done"})
    assert _progress_words(Progress(outcome, 3, 1, 9, seconds), "en") == f"3 of 9 plans done (1 failed) … {words}"


def test_answers_results_and_hidden_folders_hold_no_plans(plans: Path) -> None:
    for name in ("回答", "結果", ".git"):
        shutil.copytree(plans / WARDS[2], plans / name)
    shutil.copytree(plans / WARDS[2], plans / "out")
    made = kumin.batch(plans, plans / "out", reports=False)
    assert made.plans["folder"].to_list() == list(WARDS)


def test_a_plan_below_another_of_the_same_name_is_another(tmp_path: Path) -> None:
    plans = add_plan(tmp_path / "鶴見区", "上")
    add_plan(plans / "鶴見区", "下")
    made, _ = done(plans)
    assert made.plans.select("folder", "ward").rows() == [("鶴見区_", "上"), ("鶴見区", "下")]
    for name, ward in made.plans.select("folder", "ward").rows():
        assert ward in (tmp_path / "out" / name / "result.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["plan.yaml", "運営方針.xlsx"])
def test_a_plan_below_another_is_no_input_of_it(name: str, tmp_path: Path) -> None:
    below = tmp_path / "r06"
    below.mkdir()
    for path in (tmp_path / "plan.yaml", tmp_path / "residents.yaml", below / name):
        path.write_bytes(b"")
    assert set(inputs_of(tmp_path)) == {"plan.yaml", "residents.yaml"}


def test_a_folder_that_may_not_be_opened_and_a_link_that_leads_nowhere_are_rows(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = add_plan(plans / "泉区")
    (plans / "港区").symlink_to(plans.parent / "nowhere")
    (plans / "西区").symlink_to(plans / "西区")
    # in a plan's folder they stand for no plan
    (plans / WARDS[0] / "old.csv").symlink_to(plans.parent / "nowhere")
    (plans / WARDS[0] / "here").symlink_to(plans)
    listed = Path.iterdir

    def iterdir(self: Path) -> Iterator[Path]:
        if self == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    made, _ = done(plans, lang="en")
    assert made.plans["folder"].to_list() == [*WARDS[:2], "泉区", "港区", "西区", WARDS[2]]
    assert made.failed["folder"].to_list() == ["泉区", "港区", "西区"]
    assert made.failed["code"].to_list() == ["system_refuses"] * 3
    assert "permission denied" in made.failed["error"][0]


def test_links_to_folders_elsewhere_are_followed_and_nothing_is_run_twice(tmp_path: Path) -> None:
    shared = add_plan(tmp_path / "shared" / "r05").parent
    plans = add_plan(tmp_path / "plans" / "鶴見区").parent
    (plans / "大正区").symlink_to(shared)
    (plans / "大正区の別名").symlink_to(shared / "r05")
    (plans / "鶴見区の別名").symlink_to(plans / "鶴見区")
    (plans / "上").symlink_to(tmp_path)
    (shared / "circle").symlink_to(shared)
    made, _ = done(plans)
    assert made.plans.select("folder", "status").rows() == [("大正区/r05", "done"), ("鶴見区", "done")]
