"""A plan that is hard to draw: no short titles, long options, ranges, small percents, numbers with units."""

from __future__ import annotations

from pathlib import Path

from kumin.pipeline import run
from kumin.result import Result

LONG = (
    "日常生活のあらゆる場面において地域の人びととのつながりや支え合いを実感しながら"
    "安心して暮らすことができていると感じている区民の割合を令和９年度末までに60%以上にする"
)
JOB = "会社員・公務員・団体職員として週に30時間以上勤務している人"

PLAN = f"""\
id: long
title: 長い言葉の運営方針
ward: 試験区
fiscal_year: 2024
decimals: 2
surveys:
  people: {{title: 区民アンケート, questionnaire: people.yaml, population: population.yaml, invited: 900}}
issues:
  - id: 1
    title: 課題
    indicators:
      - {{id: 1-1, text: {LONG}, survey: people, question: trust, positive: [1, 2],
         target: {{at_least: 60, by: 2027}}, history: {{2019: 40, 2021: 52.5, 2023: 55}}}}
      - {{id: 1-2, text: 広報を知っている区民の割合, survey: people, question: known, positive: [1],
         target: {{between: [40, 60]}}, history: {{2023: 50}}}}
      - {{id: 1-3, text: 地域活動に加入している世帯数, unit: 世帯, target: {{at_least: 10000}},
         history: {{2022: 9800, 2023: 9900}}, result: 10488}}
      - {{id: 1-4, text: 苦情がある区民の割合, survey: people, question: complaint, positive: [1],
         target: {{at_most: 10}}, history: {{2022: 9.75, 2023: 12}}}}
      - {{id: 1-5, text: 見守りを望む区民の割合, survey: people, question: trust, positive: [1],
         among: {{member: [1]}}, target: {{at_most: 10}}}}
"""

QUESTIONNAIRE = f"""\
id: long-people
title: 調査
columns: {{id: 番号}}
missing: {{no_answer: [""]}}
questions:
  - {{id: sex, text: 性別, header: Q1, type: single, attribute: true, options: {{1: 男性, 2: 女性}}}}
  - {{id: age, text: 年齢, header: Q2, type: single, attribute: true,
     options: {{1: 18～29歳, 2: 30～49歳, 3: 50～64歳, 4: 65歳以上}}}}
  - {{id: job, text: あなたの主なご職業や日ごろの活動の状況について最もあてはまるもの, header: Q3, type: single,
     attribute: true, options: {{1: {JOB}, 2: 学生, 3: {JOB}（短時間）}}}}
  - {{id: trust, text: つながりを感じますか, header: Q4, type: single,
     options: {{1: とても, 2: まあまあ, 3: 三, 4: 四, 5: 五, 6: 六, 7: 七, 8: 八, 9: わからない, 10: 不明}}}}
  - {{id: known, text: 広報を知っていますか, header: Q5, type: single, options: {{1: はい, 2: いいえ}}}}
  - {{id: complaint, text: 苦情がありますか, header: Q6, type: single, options: {{1: ある, 2: ない}}}}
  - {{id: member, text: 町会, header: Q7, type: single, attribute: true, options: {{1: いる, 2: いない}}}}
"""

PEOPLE = {"sex": "性別", "age": "年齢"}


def write(folder: Path, dimensions: tuple[str, ...] = ("sex", "age")) -> Path:
    """Write the plan, its questionnaire, 600 answers and a population of these dimensions; return the folder."""
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "people.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    named = ", ".join(f"{name}: {PEOPLE[name]}" for name in dimensions)
    (folder / "population.yaml").write_text(
        f"id: population\ntitle: 人口\nfile: population.csv\ndimensions: {{{named}}}\ncount: 人数\n", encoding="utf-8"
    )
    codes = {"sex": range(1, 3), "age": range(1, 5)}
    cells: list[tuple[int, ...]] = [()]
    for name in dimensions:
        cells = [(*cell, code) for cell in cells for code in codes[name]]
    lines = [",".join(PEOPLE[name] for name in dimensions) + ",人数"]
    lines += [",".join(map(str, (*cell, 9000 + 700 * place))) for place, cell in enumerate(cells)]
    (folder / "population.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = ["番号,Q1,Q2,Q3,Q4,Q5,Q6,Q7"]
    for n in range(600):
        values = (
            n,
            n % 2 + 1,
            n // 2 % 4 + 1,
            n // 8 % 3 + 1,
            n % 10 + 1,
            1 + (n % 7 < 3),
            1 + (n % 11 != 0),
            n % 2 + 1,
        )
        rows.append(",".join(map(str, values)))
    (folder / "answers").mkdir(exist_ok=True)
    (folder / "answers" / "people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def result_of(folder: Path, dimensions: tuple[str, ...] = ("sex", "age")) -> Result:
    """Run it."""
    return run(write(folder, dimensions), folder / "answers")
