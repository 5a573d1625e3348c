"""The generator: the same bytes every time, the disorder it promises, and people who answer as people do."""

from __future__ import annotations

import csv
import importlib
import io
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "tsurumi"
SCHEMAS = ROOT / "schemas" / "tsurumi"


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "sample_data")
    return importlib.import_module("make_sample")


def records(name: str, encoding: str) -> list[dict[str, str]]:
    text = (SAMPLE / name).read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def r05() -> list[dict[str, str]]:
    return records("r05/residents.csv", "cp932")


def column(rows: list[dict[str, str]], number: int) -> list[str]:
    heading = "問" + str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return [row[heading] for row in rows]


def test_the_committed_files_are_what_the_generator_writes(generator: ModuleType, tmp_path: Path) -> None:
    written = generator.write_sample(tmp_path)
    names = [path.relative_to(tmp_path) for path in written]
    assert len(names) == 8
    for name in names:
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes(), name


@pytest.mark.parametrize(("percent", "wish"), [("37.8", 700), ("97.1", 35), ("100.0", 35), ("0.0", 12), ("94.8", 135)])
def test_counts_give_the_percentage_in_plain_decimal_arithmetic(generator: ModuleType, percent: str, wish: int) -> None:
    from decimal import ROUND_HALF_UP, Decimal

    k, n = generator.counts_for(percent, wish, wish + 5)
    assert (Decimal(100 * k) / n).quantize(Decimal("0.1"), ROUND_HALF_UP) == Decimal(percent)


def test_an_impossible_percentage_is_refused(generator: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"33\.4"):
        generator.counts_for("33.4", 10, 10)


class TestFiles:
    def test_residents_come_as_a_firm_sends_them(self) -> None:
        data = (SAMPLE / "r05/residents.csv").read_bytes()
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
        header = data.decode("cp932").split("\r\n")[0]
        assert header.startswith("整理番号,受付日,回答方法,入力ロット,問１,問２")
        # only the newline inside a remark is bare
        assert data.count(b"\n") - data.count(b"\r\n") == 1

    def test_each_encoding_is_there(self) -> None:
        bom = b"\xef\xbb\xbf"
        starts = {path.relative_to(SAMPLE).as_posix(): path.read_bytes()[:3] for path in SAMPLE.glob("*/*.csv")}
        assert {name for name, start in starts.items() if start == bom} == {"r05/council.csv", "r04/residents.csv"}
        for name in ("r05/principals.csv", "r04/council.csv", "r04/principals.csv"):
            (SAMPLE / name).read_bytes().decode("utf-8")

    def test_rows_are_as_wide_as_the_header(self) -> None:
        for name, encoding in [("r05/residents.csv", "cp932"), ("r04/residents.csv", "utf-8-sig")]:
            rows = list(csv.reader(io.StringIO((SAMPLE / name).read_bytes().decode(encoding), newline="")))
            assert {len(row) for row in rows} == {20}


class TestDisorder:
    def test_ids_have_leading_zeros_and_three_come_twice(self, r05: list[dict[str, str]]) -> None:
        assert all(re.fullmatch(r"\d{4} ?", row["整理番号"]) for row in r05)
        assert any(row["整理番号"].startswith("0") for row in r05)
        times = Counter(row["整理番号"].strip() for row in r05)
        assert sorted(times.values())[-4:] == [1, 2, 2, 2]

    def test_the_second_of_two_forms_answers_otherwise(self, r05: list[dict[str, str]]) -> None:
        first: dict[str, str] = {}
        changed = 0
        for row, answer in zip(r05, column(r05, 6), strict=True):
            changed += first.setdefault(row["整理番号"].strip(), answer) != answer
        assert changed == 2

    def test_two_forms_are_blank(self, r05: list[dict[str, str]]) -> None:
        assert sum(not any(list(row.values())[4:]) for row in r05) == 2

    @pytest.mark.parametrize(
        ("number", "wrong"),
        [
            (1, ["4"]),
            (3, ["13"]),
            (5, ["3"]),
            (6, ["*", "1,2"]),
            (9, ["7", "１，２"]),
            (11, ["*", "6", "3,4"]),
            (13, ["0", "?"]),
            (14, ["1,2,6,9", "1,5,6,8,9", "1,77", "6,11"]),
        ],
    )
    def test_wrong_cells_stand_where_promised(self, r05: list[dict[str, str]], number: int, wrong: list[str]) -> None:
        cells = column(r05, number)
        assert [cells.count(text) for text in wrong] == [1] * len(wrong)

    def test_two_marks_on_a_single_answer(self, r05: list[dict[str, str]]) -> None:
        single = [cell for number in (*range(1, 14), 15) for cell in column(r05, number)]
        assert single.count("*") == 7
        assert sum(bool(re.fullmatch(r"\d[,，]\d", cell)) for cell in single) == 6

    def test_no_answer_has_four_spellings(self, r05: list[dict[str, str]]) -> None:
        spellings = Counter(cell for number in (6, 7, 8, 9, 11, 12, 13, 15) for cell in column(r05, number))
        assert spellings["9"] > 30
        assert spellings["無回答"] > 3
        assert spellings[""] > 20
        assert "99" in column(r05, 3)
        # 9 is a school district, and no missing code, in 問3
        assert column(r05, 3).count("9") > 20

    def test_full_width_digits_and_blanks_around(self, r05: list[dict[str, str]]) -> None:
        cells = column(r05, 7)
        assert sum(cell in "１２３４" for cell in cells if cell) > 15
        assert sum(cell.startswith(" ") for cell in cells) > 5
        assert sum(cell.endswith("\u3000") for cell in cells) > 2

    def test_childcare_is_answered_by_some_who_were_not_asked(self, r05: list[dict[str, str]]) -> None:
        pairs = Counter(
            (children.strip(), bool(childcare))
            for children, childcare in zip(column(r05, 5), column(r05, 10), strict=True)
        )
        assert pairs["2", True] == 6
        assert pairs["1", False] > 0
        assert pairs["", True] + pairs["9", True] == 2

    def test_days_are_within_the_period(self, r05: list[dict[str, str]]) -> None:
        assert {row["受付日"][:7] for row in r05} == {"2023/7/"}
        days = [int(row["受付日"].split("/")[2]) for row in r05]
        assert (min(days), max(days)) == (3, 24)

    def test_remarks_hold_what_breaks_careless_readers(self, r05: list[dict[str, str]]) -> None:
        remarks = [remark for remark in column(r05, 16) if remark]
        assert len(remarks) > 80
        for mark in (",", "\n", '"', "～", "ﾊﾞｽ"):
            assert any(mark in remark for remark in remarks), mark
        assert {remark[0] for remark in remarks} >= {"=", "+"}

    def test_remarks_hold_nothing_personal(self, r05: list[dict[str, str]]) -> None:
        everything = [*column(r05, 16), *(row["問16"] for row in records("r04/residents.csv", "utf-8-sig"))]
        assert not any(re.search(r"\d{4}|@|さん|様|氏|丁目|番地", remark) for remark in everything)


class TestSmallSurveys:
    def test_one_of_36_principals_keeps_silent(self) -> None:
        rows = records("r05/principals.csv", "utf-8")
        answers = [row["問3"] for row in rows]
        assert (len(rows), answers.count("3"), answers.count("")) == (35, 1, 0)
        assert sum(answer in "１２" for answer in answers) == 2

    def test_committee_members_leave_gaps_of_every_kind(self) -> None:
        answers = [row["問3"] for row in records("r05/council.csv", "utf-8-sig")]
        assert [answers.count(text) for text in ("*", "99", "無回答", "5")] == [1, 1, 1, 1]
        assert answers.count("") == 2
        assert sum(answer in "１２" for answer in answers if answer) == 4


class TestRespondents:
    @pytest.mark.parametrize(("name", "encoding"), [("r05", "cp932"), ("r04", "utf-8-sig")])
    def test_seven_to_eight_hundred_answer(self, name: str, encoding: str) -> None:
        ids = {row["整理番号"].strip() for row in records(f"{name}/residents.csv", encoding)}
        assert 700 <= len(ids) <= 800
        assert max(map(int, ids)) <= 2000

    @pytest.mark.parametrize(("name", "encoding"), [("r05", "cp932"), ("r04", "utf-8-sig")])
    def test_the_older_answer_more(self, name: str, encoding: str) -> None:
        rows = records(f"{name}/residents.csv", encoding)
        heading = next(key for key in rows[0] if key in {"問２", "問2"})
        answered = Counter(row[heading].strip().translate(str.maketrans("１２３４５６", "123456")) for row in rows)
        people = dict(
            pl.read_csv(SCHEMAS / name / "population.csv").group_by("年齢").agg(pl.col("人数").sum()).iter_rows()
        )
        labels = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
        rates = [
            answered[str(code)] / (2000 * people[label] / sum(people.values())) for code, label in enumerate(labels, 1)
        ]
        assert rates[0] < rates[1] < rates[2] < min(rates[3:])
        assert min(rates[4:]) > 1.7 * rates[0]

    def test_women_answer_more(self, r05: list[dict[str, str]]) -> None:
        sexes = Counter(column(r05, 1))
        assert sexes["2"] > 1.4 * sexes["1"]

    def test_the_old_feel_watched_over_more(self, r05: list[dict[str, str]]) -> None:
        def share(ages: str) -> float:
            answers = [
                w for a, w in zip(column(r05, 2), column(r05, 6), strict=True) if a in ages and w in "12345" and w
            ]
            return sum(answer in "12" for answer in answers) / len(answers)

        assert share("6") - share("12") > 0.08
