"""A stranger with all public files of random surveys: what they tell of hidden counts, alone and beside each other.

``python tests/benchmarks/attack.py 60``: surveys of 40 to 600 answers with single and multiple answers, a scale, a
question that few were asked, numbers with a long tail, texts, means by group, and indicators of some groups, published
as ``kumin run --out`` does: audited, and written again with more hidden where the audit finds something. The attacks:

* The audit: every hidden count is solved for with all files that are left.
* Files: answers are exchanged between two people so that the open data stay what they are. Whatever else changes in any
  file (pages, documents, slides, the data of every chart, the other tables) tells who of the two it was.
* Releases: one person is added, or corrected; another person in their place, who counts in the same indicators.
  Whatever differs between the two second releases tells who it was.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

# what the tests know of drawings
sys.path.append(str(Path(__file__).parents[1]))

import numpy as np
import polars as pl

import kumin
from drawing_tools import DRAWN, Blank
from kumin.disclosure.earlier import Earlier
from kumin.disclosure.published import Published, release
from kumin.writers.auditing.audited import write_audited
from kumin.writers.auditing.last_release import LastRelease, released, told_record
from kumin.writers.auditing.public_files import DATA
from kumin.writers.datapackage import write_datapackage
from kumin.writers.document import write_document
from kumin.writers.files import write_open_data
from kumin.writers.page.page import draft_page
from kumin.writers.survey_report.document import pictured
from kumin.writers.survey_report.files import draft_survey_report, write_survey_report
from kumin.writers.survey_report.slides import write_slides

PLAN = """\
id: p
title: 方針
ward: 試験区
fiscal_year: 2024
surveys:
  s: {title: 調査, questionnaire: s.yaml, population: 9000, invited: 2000}
issues:
  - id: 1
    title: 課題
    indicators:
"""
INDICATORS = (
    "question: like, positive: [1, 2], base: {rule: answered, excluding: [6]}",
    "question: few, positive: [1]",
    "question: like, positive: [1, 2], base: answered, among: {age: [1, 2]}",
    "question: few, positive: [1], among: {sex: [1], age: [1]}",
    "question: years, unit: 年",
    "question: like, points: {1: 2, 2: 1, 3: 0, 4: -1, 5: -2}, unit: 点, decimals: 2",
)
SCALE = "{1: そう思う, 2: ややそう思う, 3: どちらともいえない, 4: あまりそう思わない, 5: そう思わない, 6: わからない}"
ANSWERED = ("few", "like", "other", "many", "asked", "again")


def questionnaire(options: Mapping[str, int]) -> str:
    """The questions, with so many options each."""

    def listed(n: int) -> str:
        return "{" + ", ".join(f"{code}: 肢{code}" for code in range(1, n + 1)) + "}"

    return f"""\
id: s
title: 調査
columns: {{id: no}}
questions:
  - {{id: sex, text: 性別, header: sex, type: single, attribute: true, options: {listed(options["sex"])}}}
  - {{id: age, text: 年齢, header: age, type: single, attribute: true, options: {listed(options["age"])}}}
  - {{id: few, text: 参加, header: few, type: single, options: {listed(options["few"])}}}
  - {{id: like, text: 満足, header: like, type: single, options: {SCALE}}}
  - {{id: other, text: 手段, header: other, type: single, options: {listed(options["other"])}}}
  - {{id: many, text: 媒体, header: many, type: multiple, options: {listed(options["many"])}}}
  - {{id: asked, text: 理由, header: asked, type: single, ask_if: {{few: [1]}}, options: {listed(options["asked"])}}}
  - {{id: again, text: 今後, header: again, type: single, options: {SCALE}}}
  - {{id: years, text: 年数, header: years, type: number, minimum: 0}}
  - {{id: income, text: 収入, header: income, type: number, minimum: 0}}
  - {{id: free, text: 意見, header: free, type: text}}
"""


def survey(rng: np.random.Generator, folder: Path) -> pl.DataFrame:
    """Write a random plan and questionnaire; return its answers."""
    options = {"sex": 2 + int(rng.integers(2)), "age": int(rng.integers(3, 8)), "few": int(rng.integers(2, 5)),
               "other": int(rng.integers(2, 7)), "many": int(rng.integers(2, 5)), "asked": int(rng.integers(2, 4)),
               "like": 6, "again": 6}  # fmt: skip
    lines = [
        f"      - {{id: 1-{n}, title: 指標{n}, text: 文, survey: s, target: {{at_least: 1, by: 2027}}, {one}}}\n"
        for n, one in enumerate(INDICATORS)
    ]
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN + "".join(lines), encoding="utf-8")
    (folder / "s.yaml").write_text(questionnaire(options), encoding="utf-8")
    n = int(np.exp(rng.uniform(np.log(40), np.log(600))))
    made: dict[str, list[Any]] = {"no": list(range(1, n + 1))}
    for name, m in options.items():
        if name == "many":
            made[name] = [",".join(str(code) for code in range(1, m + 1) if rng.random() < 0.4) for _ in range(n)]
            continue
        drawn = rng.choice(np.arange(1, m + 1), n, p=rng.dirichlet(np.full(m, 0.8)))
        made[name] = ["" if rng.random() < 0.03 else str(one) for one in drawn]
    made["asked"] = [one if few == "1" else "" for one, few in zip(made["asked"], made["few"], strict=True)]
    made["years"] = [str(int(one)) for one in rng.integers(0, 70, n)]
    made["income"] = [str(int(one)) for one in np.exp(rng.normal(5, 1.2, n))]
    made["free"] = ["意見" if rng.random() < 0.2 else "" for _ in range(n)]
    return pl.DataFrame(made)


@dataclass(frozen=True)
class Written:
    """A release as it was published at last.

    Attributes
    ----------
    folder : Path
        With all its public files, pictures as the data of each chart.
    published : Published
        What may be shown of it, after the audit had more hidden.
    charts : mapping of str to object
        The data of each chart.
    audit : mapping of str to object
        What the record of a run keeps of its audit.
    """

    folder: Path
    published: Published
    charts: Mapping[str, Any]
    audit: Mapping[str, Any]


def published(answers: pl.DataFrame, folder: Path, earlier: Mapping[str, Earlier] | None = None) -> Published:
    """Run a survey with some answers."""
    place = folder / "answers"
    place.mkdir(exist_ok=True)
    answers.write_csv(place / "s.csv")
    return release(kumin.run(folder, place), earlier=earlier)


def write_all(made: Published, out: Path, earlier: LastRelease | None = None) -> Written:
    """Publish as a run does, and the slides too; a blank is in the place of every picture."""
    out.mkdir()
    last: list[tuple[Published, dict[str, Any]]] = []

    def write(made: Published) -> dict[str, Any]:
        page, book = draft_page(made, "ja"), draft_survey_report(made, "ja")
        write_open_data(made, out, "ja")
        (out / "report.html").write_text(page.finished([DRAWN] * len(page.drawings)), encoding="utf-8")
        write_document(made, out / "report.docx", "ja")
        drawn = Blank().begin([drawing.spec for drawing in book.drawings])
        pictures = Blank().pictures(drawn, lambda svgs: pictured(book, svgs))
        write_survey_report(book, drawn.result(), pictures, out, made.result.manifest.time)
        write_slides(book, out / "survey_report.pptx", made.result.manifest.time)
        write_datapackage(made, out, "ja")
        last.append((made, {one.id: json.loads(one.spec) for one in (*page.drawings, *book.drawings)}))
        return {}

    record = write_audited(made, out, write, earlier, "ja")
    return Written(out, *last[-1], record["audit"])


def read_all(written: Written) -> dict[str, str]:
    """Read the files of a release as a stranger does: their texts, without times and digests."""
    found = {}
    if "report.html" not in written.audit["withheld"]:
        found = {f"chart {name}": json.dumps(spec, ensure_ascii=False) for name, spec in written.charts.items()}
    for path in sorted(written.folder.iterdir()):
        if path.suffix in (".docx", ".pptx"):
            parts = list(read_parts(path))
            text = "\n".join(unescape(one) for part in parts for one in re.findall(r">([^<]+)<", part.decode("utf-8")))
        else:
            text = path.read_text(encoding="utf-8-sig")
        text = re.sub(r"[0-9a-f]{12,}|\d{4}-\d\d-\d\dT[0-9:+Z.]+|\d{4}年\d+月\d+日|\d+:\d\d(?::\d\d)?", "", text)
        found[path.name] = re.sub(r'"bytes": \d+', "", text)
    return found


def read_parts(packed: Path | io.BytesIO) -> Iterator[bytes]:
    """Yield the parts of a document, and of the workbooks of its charts."""
    with zipfile.ZipFile(packed) as package:
        for name in sorted(package.namelist()):
            if name.endswith(".xlsx"):
                yield from read_parts(io.BytesIO(package.read(name)))
            elif name.endswith((".xml", ".svg")):
                yield package.read(name)


def exchanges(made: Published, answers: pl.DataFrame, rng: np.random.Generator) -> Iterator[pl.DataFrame]:
    """Exchange the answers of two people of one sex to a question, in cells that the open data do not show."""
    table = made.surveys["s"].table
    hidden = {
        (question, category, option)
        for question, category, option in table.filter("suppressed", axis="age")
        .select("question", "category", "option")
        .iter_rows()
    }
    for question in ("other", "again"):
        rows = answers.with_row_index("row").filter(pl.all_horizontal(pl.col("sex", "age", question) != ""))
        people = rows.select("row", "sex", "age", question).rows()
        for place in rng.permutation(len(people))[:60]:
            row, sex, age, option = people[place]
            for other_row, other_sex, other_age, other in people:
                cells = {(question, a, int(o)) for a in (age, other_age) for o in (option, other)}
                if sex == other_sex and age != other_age and option != other and cells <= hidden:
                    changed = answers[question].to_list()
                    changed[row], changed[other_row] = other, option
                    yield answers.with_columns(pl.Series(question, changed))
                    break


def by_exchange(first: Written, answers: pl.DataFrame, folder: Path, rng: np.random.Generator) -> list[str] | None:
    """List the files that tell an exchange that the open data do not tell; None where none was found."""
    shown, files = first.published.surveys["s"].table, read_all(first)
    for turn, one in enumerate(exchanges(first.published, answers, rng)):
        if turn >= TRIES:
            break
        other = published(one, folder)
        if not other.holding(first.published.held).surveys["s"].table.equals(shown):
            continue
        out = folder / f"exchanged{turn}"
        others = read_all(write_all(other, out))
        if others.get(DATA) == files.get(DATA):
            return [name for name in dict.fromkeys((*files, *others)) if files.get(name) != others.get(name)]
    return None


TRIES = 12


def by_release(first: Written, answers: pl.DataFrame, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield what was changed, and the files of the next release that tell of whom."""
    told = json.loads(json.dumps(told_record(first.published)))
    earlier = LastRelease(first.folder, released(first.folder, told))
    last = answers["age"].filter(answers["age"] != "").cast(pl.Int32).max()
    person = {"few": "2", "like": "4", "asked": "", "many": "1", "years": "80"}
    young = {"sex": "2", "age": "3", "other": "2", "again": "5", "income": "1", "free": "意見"}
    old = {"sex": "1", "age": str(last), "other": "1", "again": "1", "income": "90000", "free": ""}
    added = [{"no": 9999} | old | person, {"no": 9998} | young | person]
    one, two = answers.head(1), answers.tail(1)
    corrected = {
        "other": [with_answer(answers, who, "other", "1" if who["other"][0] != "1" else "2") for who in (one, two)],
        "income": [with_answer(answers, one, "income", "123456"), with_answer(answers, two, "income", "7")],
        "added": [pl.concat([answers, pl.DataFrame([who]).select(answers.columns)]) for who in added],
    }
    for name, pair in corrected.items():
        texts = []
        for number, changed in enumerate(pair):
            again = published(changed, folder, earlier.surveys)
            texts.append(read_all(write_all(again, folder / f"{name}{number}", earlier)))
        files = dict.fromkeys((*texts[0], *texts[1]))
        yield name, [file for file in files if texts[0].get(file) != texts[1].get(file)]


def with_answer(answers: pl.DataFrame, person: pl.DataFrame, question: str, new: str) -> pl.DataFrame:
    """Correct one person's answer."""
    own = pl.col("no") == person["no"][0]
    return answers.with_columns(pl.when(own).then(pl.lit(new)).otherwise(question).alias(question))


def attacked(seed: int, folder: Path) -> tuple[Written, list[str] | None, dict[str, list[str]]]:
    """Attack a random survey in the three ways."""
    rng = np.random.default_rng(seed)
    answers = survey(rng, folder)
    first = write_all(published(answers, folder), folder / "first")
    if first.audit["withheld"]:
        return first, None, {}
    exchanged = by_exchange(first, answers, folder, rng)
    return first, exchanged, dict(by_release(first, answers, folder))


def main() -> None:
    """Attack random surveys, and print what was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    tries = faults = pairs = 0
    hidden = again = withheld = 0
    start = time.process_time()
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as place:
            written, exchanged, beside = attacked(seed, Path(place) / "case")
        found = written.audit
        hidden += found["hidden"]
        again, withheld = again + bool(found["held"]), withheld + bool(found["withheld"])
        tries, pairs = tries + (exchanged is not None), pairs + len(beside)
        faults += bool(exchanged) + sum(map(bool, beside.values()))
        if found["held"] or found["withheld"] or exchanged or any(beside.values()):
            print(seed, "hidden too:", found["held"], found["lines"], exchanged, beside, flush=True)
    print(
        f"{count} surveys from {first}, {hidden:,} hidden counts: more was hidden in {again}, {withheld} withheld; "
        f"{tries} exchanges, {pairs} pairs of releases: {faults} told by a file; {time.process_time() - start:.0f} s"
    )


if __name__ == "__main__":
    main()
