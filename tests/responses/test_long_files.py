"""Long files: read piece by piece, kept in a temporary file, and every result as that of the file read as a whole."""

from __future__ import annotations

import errno
import gc
import mmap
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kumin import run
from kumin.data import sample_folder, schema_folder
from kumin.definitions import Questionnaire, load_questionnaire
from kumin.errors import KuminError
from kumin.estimation.linearized import sums
from kumin.judgement.surveys import survey
from kumin.on_disk import (
    ColumnFile,
    arrow,
    by_steps,
    columns,
    every_nth,
    files,
    is_ascending,
    kept,
    pages,
    repeated_in,
    selected,
)
from kumin.responses import Answers, read_answers, validate_file, validate_files
from kumin.responses import read as reading
from kumin.responses.readers import _delimited, _large, _long_text, streamed
from long_file_tools import HEADINGS, QUESTIONNAIRE, cut, differences, outcome, random_file


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    path = tmp_path_factory.mktemp("long") / "q.yaml"
    path.write_text(QUESTIONNAIRE, encoding="utf-8")
    return load_questionnaire(path)


@pytest.mark.parametrize("rows", [1, 7, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_a_file_in_pieces_says_what_the_whole_file_says(
    seed: int, rows: int, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(100 * seed + rows)
    path = tmp_path / "answers.csv"
    text = random_file(chance, 9 if rows == 1 else 60)
    path.write_bytes(text if seed else text.removeprefix(b"\xef\xbb\xbf").decode().encode("cp932"))
    monkeypatch.setattr(_delimited, "LARGE", 5)  # whole columns of codes are numbers there too
    whole = outcome(path, asked)
    cut(monkeypatch, rows, chance.randint(20, 60))
    assert differences(whole, outcome(path, asked)) == []


@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_a_long_parquet_file_says_what_the_whole_file_says(
    rows: int, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, count = tmp_path / "answers.parquet", 10 if rows == 1 else 50
    place = pl.Series(range(count))
    pl.DataFrame(
        {
            "整理番号": place % 8, "受付日": [f"2023/7/{1 + n % 9}" for n in place], "問1": (place % 6).cast(pl.Int8),
            "問2": (place % 3).cast(pl.Float64), "問3": place * 1000.5, "問4": [[1, 2], [3]] * (count // 2),
            "問5": ["長い意見です。" * 5, None] * (count // 2),
        }
    ).write_parquet(path, row_group_size=11)  # fmt: skip
    whole = outcome(path, asked)
    assert isinstance(whole, Answers)
    cut(monkeypatch, rows)
    assert differences(whole, outcome(path, asked)) == []


@pytest.mark.parametrize("seed", range(6))
def test_columns_of_a_long_parquet_file_are_those_of_the_whole_file(
    seed: int, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    count = chance.choice([9, 40])
    kinds = [pl.Int8, pl.UInt8, pl.Int16, pl.Int32, pl.UInt32, pl.Int64, pl.UInt64, pl.Float32, pl.Float64, pl.Int128]
    odd: list[float | None] = [None, 0, 127, 7.5, float("nan"), 40_000, -1]
    columns: dict[str, pl.Series] = {"整理番号": pl.Series(range(count))}
    for name in ("受付日", "問1", "問2", "問3", "問4", "問5"):
        dtype = chance.choice(kinds)
        cells: list[float | None] = [chance.choice([1, 2, 3, None, 9]) for _ in range(count)]
        cells[-2:] = chance.choices(odd, k=2) if chance.random() < 0.7 else [None, None]
        columns[name] = pl.Series(cells, dtype=pl.Float64, strict=False).cast(dtype, strict=False)
    path = tmp_path / "answers.parquet"
    pl.DataFrame(columns).write_parquet(path, row_group_size=chance.choice([3, 11, 100]))
    whole, said = read_answers(path), outcome(path, asked)
    cut(monkeypatch, 7)
    long = read_answers(path)
    assert all(pages.is_mapped(arrow.address(column)) for column in long.frame.iter_columns())
    for place in range(7):
        assert long.text(place).equals(whole.text(place))
    assert differences(said, outcome(path, asked)) == []


@pytest.mark.parametrize("numbered", [True, False])
def test_texts_of_a_long_parquet_file_are_numbered_where_they_repeat(
    numbered: bool, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.parquet"
    words: list[str | None] = ["なし", "なし", "広い公園がもっとほしいです", None, ""] * 12
    # more than there are numbers, below a first piece in which texts repeat
    more = [] if numbered else [f"{place}" for place in range(1 << 16)]
    codes = ["1", "01", None, "2", "9"] * 12 + ["1"] * len(more)
    columns: dict[str, list[str | None]] = dict.fromkeys(HEADINGS.split(","), codes)
    columns |= {"整理番号": [f"{place:06}" for place in range(60 + len(more))], "問5": [*words, *more]}
    pl.DataFrame(columns).write_parquet(path)
    whole, said = read_answers(path), outcome(path, asked)
    cut(monkeypatch, 1 << 14)
    long = read_answers(path)
    assert [isinstance(dtype, pl.Categorical) for dtype in long.frame.dtypes[1:]] == [False, *[True] * 5, numbered]
    for place in range(7):
        assert long.text(place).equals(whole.text(place))
    assert differences(said, outcome(path, asked)) == []


def test_codes_that_mean_themselves_are_not_kept_twice(
    asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.parquet"
    codes = pl.Series([1, 2, None, 4] * 10)
    names = HEADINGS.split(",")
    ones = codes.fill_null(1).clip(1, 1)
    cells = [pl.Series(range(40)), pl.Series(["2023/7/5"] * 40), codes, ones, ones, ones, ones]
    pl.DataFrame(dict(zip(names, cells, strict=True))).write_parquet(path)
    cut(monkeypatch, 7)
    answers = validate_file(path, asked)
    assert arrow.address(answers.coded["area"]) == arrow.address(answers.table.frame["c2"])
    pl.read_parquet(path).with_columns(pl.col("問1").fill_null(9)).write_parquet(path)
    assert validate_file(path, asked).coded["area"].equals(answers.coded["area"])


def test_the_pieces_are_used_and_small_files_have_none(
    asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(HEADINGS + "\n" + "1,2023/7/5,1,1,3,1,\n" * 40, encoding="utf-8")
    assert streamed.read_streamed(path, asked.file, asked) is None
    cut(monkeypatch, 7)
    table = streamed.read_streamed(path, asked.file, asked)
    assert table is not None
    assert table.frame["c2"].dtype == pl.Int16
    assert all(pages.is_mapped(arrow.address(column)) for column in table.frame.iter_columns())
    answers = validate_file(path, asked)
    assert all(
        pages.is_mapped(arrow.address(column))
        for column in answers.coded.iter_columns()
        if arrow.is_known(column.dtype)
    )


def test_only_the_columns_that_prove_odd_are_read_again(
    asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    lines = [f"{place},2023/7/5,1,1,3,1;2,なし" for place in range(40)]
    lines[30] = "30,2023/7/5,007,1,x,1,なし"
    lines[35] = '35,2023/7/5,x,1,3,"1,2",公園'
    path.write_text("\n".join([HEADINGS, *lines]), encoding="utf-8")
    whole = validate_file(path, asked)
    cut(monkeypatch, 7, 30)
    monkeypatch.setattr(_large, "_SAMPLE_ROWS", 5)
    read: list[list[str]] = []

    def noted(text: bytes, delimiter: str, width: int, dtypes: dict[str, pl.DataType]) -> pl.DataFrame:
        if list(dtypes) not in read:
            read.append(list(dtypes))
        return _large.parse_piece(text, delimiter, width, dtypes)

    monkeypatch.setattr(streamed, "parse_piece", noted)
    pieces = validate_file(path, asked)
    assert differences(whole, pieces) == []
    assert read == [[f"c{place}" for place in range(7)], ["c2", "c4"]]
    assert isinstance(pieces.table.frame["c2"].dtype, pl.Categorical)
    assert pages.is_mapped(arrow.address(pieces.table.frame["c2"]))
    for place in range(7):
        assert pieces.table.text(place).equals(whole.table.text(place))


def test_a_column_of_more_texts_than_can_be_numbered_is_text(
    asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    words = ["なし"] * 1200 + [str(place) for place in range(1 << 16)]
    path.write_text(HEADINGS + "\n" + "".join(f",,,,,1,{word}\n" for word in words), encoding="utf-8")
    cut(monkeypatch, 1 << 15, 8)
    table = streamed.read_streamed(path, asked.file, asked)
    assert table is not None
    assert table.frame["c6"].dtype == pl.String
    assert table.frame["c6"].equals(pl.Series("c6", words))


@pytest.mark.parametrize(
    "text",
    [
        HEADINGS.encode() + b"\n" + b"1,2023/7/5,1,1,3,1,\n" * 20 + b"1,2023/7/5,1,1,3,1,\r\n" * 20,
        HEADINGS.encode() + b"\n" + b'1,2023/7/5,1,1,3,1,27" TV\n' * 40,
        HEADINGS.encode() + b"\n" + b"1,2023/7/5,1,1,3,1,\n" * 40 + "2,2023/7/5,1,1,3,1,公園".encode("cp932"),
        HEADINGS.encode() + b"\n" + b"1,2023/7/5,1,1,3,1,\n" * 40 + b"1,2,3,4,5,6,7,8,9,10\n",
        HEADINGS.encode() + b"\n" + b"1,2023/7/5,1,1,3,1,\n" * 40 + b'2,2023/7/5,1,1,3,1,"cut in the mid',
        HEADINGS.encode() + b"\n" + b"1,2023/7/5,1,1,3,1,\n" * 40 + b'2,2023/7/5,1,1,3, "1", "a, b"\n',
    ],
    ids=["line ends", "stray quote", "encoding in the middle", "wide row", "cut in the middle", "space"],
)
def test_what_is_not_regular_is_read_as_a_whole(
    text: bytes, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(text)
    whole = outcome(path, asked)
    cut(monkeypatch, 7)
    assert streamed.read_streamed(path, asked.file, asked) is None
    assert differences(whole, outcome(path, asked)) == []


@pytest.mark.parametrize("first", [0, 3000])
def test_cells_that_keep_their_zeros_in_excel_are_read_in_long_files_too(
    first: int, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    rows = "".join(f"{n:04},2023/7/5,{n % 4 + 1},1,3,1,\n" for n in range(first))
    rows += "".join(f'="{n:04}",2023/7/5,="{n % 4 + 1}",1,3,1,\n' for n in range(first, first + 40))
    path.write_text(f"{HEADINGS}\n{rows}", encoding="utf-8")
    whole = outcome(path, asked)
    assert isinstance(whole, Answers)
    assert whole.coded["area"].to_list() == [n % 4 + 1 for n in range(first + 40)]
    monkeypatch.setattr(_long_text, "BEGIN", 1000)
    for least in (1 << 30, 5):
        monkeypatch.setattr(_delimited, "LARGE", least)
        cut(monkeypatch, 700 if first else 7)
        assert differences(whole, outcome(path, asked)) == []


def test_columns_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    words = ["", "x", "twelve bytes", "more than twelve bytes", "長い日本語の文章です"]
    monkeypatch.setattr(columns, "LONG", 3)
    for count in (0, 2, 3, 8, 9, 17, 40):
        for step in (1, 7, 1000):
            monkeypatch.setattr(columns, "_STEP", step)
            empty = [chance.random() < 0.2 for _ in range(count)]
            made = [
                pl.Series(name, values, dtype=dtype).set(pl.Series(empty, dtype=pl.Boolean), None)
                for name, dtype, values in (
                    ("text", pl.String, chance.choices(words, k=count)),
                    ("code", pl.Int16, chance.choices(range(-9, 9), k=count)),
                    ("flag", pl.Boolean, chance.choices([True, False], k=count)),
                    ("day", pl.Date, chance.choices(range(20_000), k=count)),
                    ("number", pl.Float64, chance.choices([0.5, float("nan")], k=count)),
                )
            ]
            numbered = pl.Categorical(pl.Categories.random("kumin", pl.UInt16))
            made.append(made[0].cast(numbered).alias("numbered"))
            for before, after in zip(made, kept(iter(made)), strict=True):
                assert before.equals(after, check_names=True, check_dtypes=True)
                assert after.null_count() == before.null_count()
                assert pages.is_mapped(arrow.address(after)) is (count >= 3)
            frame = pl.DataFrame(made)
            wanted = [pl.col("code") + pl.col("code"), pl.col("text").str.len_chars().alias("n"), pl.col("day")]
            assert selected(frame, wanted).equals(frame.select(wanted))
            doubled = by_steps(made[0], lambda cells: cells + "!")
            assert doubled.equals(made[0] + "!")
            for column in made[:2]:
                expected = (column.is_duplicated() & column.is_not_null()).arg_true()
                assert repeated_in(column).equals(expected, check_dtypes=True)
                assert every_nth(column, 3).equals(column.gather_every(3), check_names=True)
            ascending = pl.Series(range(count))
            assert is_ascending(ascending)
            assert all(not is_ascending(ascending.scatter(place, place - 1)) for place in range(1, count))


def test_whole_numbers_are_kept_in_less_room_where_all_are_that() -> None:
    wide = pl.Series([1, 70_000, -5, None, 3])
    hidden = pl.select(pl.when(pl.lit(wide) < 100).then(pl.lit(wide))).to_series()
    for part, whole in (
        (hidden, True), (wide, False), (wide.cast(pl.Float64), False), (hidden.cast(pl.Float32), True),
        (hidden + 0.5, False), (pl.Series([1.0, float("nan")]), False), (pl.Series([1e300]), False),
        (pl.Series([2**64 - 1], dtype=pl.UInt64), False), (pl.Series(dtype=pl.Int64), True),
        (pl.concat([hidden.slice(1), hidden.head(3)], rechunk=False), True),
    ):  # fmt: skip
        file = ColumnFile()
        number = file.add(pl.Int16(), len(part) + 3)
        file.append(number, pl.Series([1, None, 3], dtype=pl.Int16))
        assert file.append_whole(number, part) is whole
        if whole:
            expected = [1, None, 3, *part.to_list()]
            assert file.columns()[number].to_list() == expected


def test_the_memory_of_a_column_is_given_back_when_nobody_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "LONG", 3)
    gc.collect()
    before = len(arrow.USED)
    (column,) = kept([pl.Series(["more than twelve bytes"] * 9)])
    part = column.head(2)
    assert len(arrow.USED) == before + 1
    del column
    gc.collect()
    assert part.to_list() == ["more than twelve bytes"] * 2
    del part
    gc.collect()
    assert len(arrow.USED) == before


@pytest.mark.skipif(not hasattr(mmap, "MADV_DONTNEED") or not pages._STATE.exists(), reason="not told by the system")
def test_pages_are_given_back_where_many_more_than_those_of_libraries_stand_in_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(columns, "LONG", 3)
    held = kept([pl.Series(range(9))])
    given: list[int] = []
    monkeypatch.setattr(pages.Mapped, "give_back", lambda mapped: given.append(mapped.start))
    libraries, enough = pages._BEFORE[0], pages._ENOUGH // mmap.PAGESIZE
    for more, some in ((enough, False), (enough + 1, True)):
        monkeypatch.setattr(pages, "_of_files", lambda more=more: libraries + more)
        pages.give_back()
        assert bool(given) is some
    assert held[0].to_list() == list(range(9))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_full_temporary_folder_is_told(
    lang: str, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(HEADINGS + "\n" + "1,2023/7/5,1,1,3,1,\n" * 40, encoding="utf-8")
    cut(monkeypatch, 7)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(KuminError) as caught:
        read_answers(path, questionnaire=asked)
    assert caught.value.code == "temporary_folder_unusable"
    assert {"ja": "一時フォルダーに書けません（ディスクの空きがありません）", "en": "no space left on the disk"}[
        lang
    ] in caught.value.message(lang)
    assert tempfile.gettempdir() in str(caught.value)


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = ColumnFile()
    number = file.add(pl.String(), 2)
    file.append(number, pl.Series(["more than twelve bytes", None]))
    assert not list(tmp_path.iterdir())
    assert file.columns()[number].to_list() == ["more than twelve bytes", None]
    assert not list(tmp_path.iterdir())


def test_the_digest_of_pieces_is_that_of_the_file(
    asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADINGS + "\n" + "1,2023/7/5,1,1,3,1,\n" * 40).encode() + b"\x1a")
    whole = read_answers(path, questionnaire=asked)
    cut(monkeypatch, 7)
    monkeypatch.setattr(reading, "load", None)  # the way of whole files is not taken
    pieces = read_answers(path, questionnaire=asked)
    assert (pieces.sha256, pieces.size) == (whole.sha256, whole.size)
    assert replace(pieces, frame=whole.frame).lines == whole.lines


def test_a_run_in_pieces_is_the_run_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """All frames of the sample: judgements, estimates, halves by day, bases, weights."""
    plan, answers = schema_folder("tsurumi", "r05"), sample_folder("tsurumi", "r05")
    whole = run(plan, answers)
    cut(monkeypatch, 1000)
    monkeypatch.setattr(survey, "IN_MEMORY_ROWS", 10)
    monkeypatch.setattr(sums, "IN_MEMORY_ROWS", 10)
    pieces = run(plan, answers)
    coded = pieces.answers["residents"].coded
    assert pages.is_mapped(arrow.address(coded["row"]))
    assert len(pieces.frames["early_late"])
    for name in ("judgements", "estimates", "findings"):
        assert_frame_equal(getattr(pieces, name), getattr(whole, name))
    assert pieces.frames.keys() == whole.frames.keys()
    for name, frame in whole.frames.items():
        assert_frame_equal(pieces.frames[name], frame)


@pytest.mark.parametrize(("given", "code"), [("shift_jis", "cp932"), ("utf-8", "utf-8"), (None, "cp932")])
def test_other_encodings_are_read_in_pieces_too(
    given: str | None, code: str, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes((HEADINGS + "\n" + "1,2023/7/5,1,1,3,1,公園ｱｲ髙①\n" * 40).encode(code))
    whole = validate_file(path, asked, encoding=given)
    cut(monkeypatch, 7)
    layout = asked.file.model_copy(update={"encoding": given})
    assert streamed.read_streamed(path, layout, asked) is not None
    pieces = validate_file(path, asked, encoding=given)
    assert differences(whole, pieces) == []
    assert pieces.table.frame.equals(whole.table.frame.cast(pieces.table.frame.schema))


@pytest.mark.parametrize(("rows", "shared"), [(1, False), (7, True), (1000, False)])
@pytest.mark.parametrize("seed", range(2))
def test_files_that_are_long_together_say_what_they_say_in_memory(
    seed: int, rows: int, shared: bool, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1000 + 100 * seed + rows)
    paths = [tmp_path / f"answers_{place}.csv" for place in range(3)]
    # ids repeat between the files of the first seed, and are numbered in each anew in those of the second
    for path in paths:
        text = random_file(chance, 60).decode("utf-8-sig") if seed else f"{HEADINGS}\n" + "".join(
            f"{n},2023/7/{chance.randint(1, 9)},{chance.randint(1, 4)},{chance.randint(1, 2)},3,1,公園\n"
            for n in range(1, 41)
        )  # fmt: skip
        path.write_text(text, encoding="utf-8")

    def together() -> Answers | str:
        try:
            with ThreadPoolExecutor(2) as pool:
                return validate_files(paths, asked, executor=pool if shared else None)
        except KuminError as error:
            return str(error)

    whole = together()
    monkeypatch.setattr(columns, "LONG", 50)
    monkeypatch.setattr(columns, "_STEP", rows)
    pieces = together()
    assert differences(whole, pieces) == []
    if not seed:
        assert isinstance(pieces, Answers)
        assert pages.is_mapped(arrow.address(pieces.tables[1].frame["c2"]))
        assert pages.is_mapped(arrow.address(pieces.coded["area"]))
        assert not pages.is_mapped(arrow.address(pieces.tables[0].frame["c2"]))
