"""Four files as a ward gets them, made up: a paper entry, a web form, a population download, last year's values.

Everybody who answers is drawn first; the files are then written from these people, with the blemishes real files have.
The expected percents are counted from the people, not from the files.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SEX = ("男性", "女性", "その他・答えたくない")
AGES = ("18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70～79歳", "80歳以上")
AREAS = ("三軒家", "泉尾", "北村", "平尾", "鶴町")
AGREE = ("感じる", "どちらかといえば感じる", "どちらかといえば感じない", "感じない", "わからない")
SATISFIED = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
STAY = ("ずっと住みたい", "できれば住みたい", "できれば移りたい", "移りたい")
YES = ("はい", "いいえ")
STOCK = ("飲料水", "食料", "携帯トイレ", "懐中電灯", "ラジオ", "何も備えていない")
MEDIA = ("広報紙", "ホームページ", "SNS", "回覧板", "掲示板", "特に見ていない")
TOPICS = (
    "災害に強いまちだ", "防犯の取組が進んでいる", "まちがきれいだ", "子育てしやすい", "高齢者が暮らしやすい",
    "健康づくりがしやすい", "地域の行事が活発だ", "区役所の対応が丁寧だ", "区の情報が届いている", "相談しやすい",
)  # fmt: skip
ENGLISH = {
    **dict(zip(SEX, ("Male", "Female", "Other / prefer not to say"), strict=True)),
    **dict(zip(AGES, ("18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80 and over"), strict=True)),
    **dict(zip(AREAS, ("North", "South", "Harbour", "Hill", "Station"), strict=True)),
    **dict(zip(AGREE, ("Agree", "Somewhat agree", "Somewhat disagree", "Disagree", "Don't know"), strict=True)),
    **dict(zip(SATISFIED, ("Satisfied", "Somewhat satisfied", "Neither", "Somewhat dissatisfied", "Dissatisfied"),
               strict=True)),
    **dict(zip(STAY, ("Very much like to", "Somewhat like to", "Not very much", "Not at all"), strict=True)),
    **dict(zip(YES, ("Yes", "No"), strict=True)),
    **dict(zip(STOCK, ("Water", "Food", "Toilet", "Torch", "Radio", "Nothing at all"), strict=True)),
    **dict(zip(MEDIA, ("Newsletter", "Web page", "Social media", "Circular", "Notice board", "None of these"),
               strict=True)),
}  # fmt: skip
"""What the same form says in English."""

Person = dict[str, int | tuple[int, ...] | None]
N_PAPER, N_WEB = 268, 174
YOUNG, OLD = (12, 15, 17, 18, 14, 10, 4), (4, 7, 11, 15, 19, 26, 18)


def people(seed: int = 20240708, n_paper: int = N_PAPER, n_others: int = N_WEB) -> list[Person]:
    """Draw who answered, on paper first: codes from 1, None for no answer."""
    random_ = random.Random(seed)

    def one(options: Sequence[object], weights: Sequence[float], blank: float = 0.03) -> int | None:
        return None if random_.random() < blank else random_.choices(range(1, len(options) + 1), weights)[0]

    found = []
    for number in range(n_paper + n_others):
        web = number >= n_paper
        person: Person = {
            "1": one(SEX, (46, 52, 2)), "2": one(AGES, YOUNG if web else OLD),
            "3": one(AREAS, (20, 25, 15, 22, 18)), "4": random_.randint(0, 60), "5": one(YES, (22, 78)),
        }  # fmt: skip
        for place in range(10):
            person[str(6 + place)] = one(AGREE, (18 + place, 36, 22, 12, 9), blank=0.04)
        stock = tuple(code for code in range(1, 6) if random_.random() < 0.45) or (6,)
        media = tuple(sorted(random_.sample(range(1, 6), random_.randint(1, 3)))) if random_.random() < 0.9 else (6,)
        person |= {"16": stock, "17": media, "18": one(SATISFIED, (17, 34, 28, 14, 7))}
        person["19"] = one(STAY, (35, 38, 19, 8))
        person |= {"20": random_.choice((0, 0, 1, 1, 2, 3)), "21": one(YES, (31, 69))}
        person["22"] = one(AGREE, (25, 40, 18, 9, 8)) if person["5"] == 1 else None
        person["23"] = one(SATISFIED, (20, 40, 25, 10, 5))
        if number < n_paper and number % 134 == 3:
            person["6"] = None  # the typist has written a number that is no option
        found.append(person)
    return found


QUESTIONS = {
    "1": "あなたの性別", "2": "あなたの年齢", "3": "お住まいの地域", "4": "大正区に住んで何年ですか",
    "5": "18歳未満のお子さんがいますか", **{str(6 + n): f"{topic}と感じますか" for n, topic in enumerate(TOPICS)},
    "16": "家庭で備えているもの（いくつでも）", "17": "区の情報をどこで知りますか（3つまで）",
    "18": "区の取組にどのくらい満足していますか", "19": "これからも住みたいですか",
    "20": "この1年に参加した防災訓練の回数",
    "21": "地域の活動に参加しましたか", "22": "（問5で「はい」の方）子育ての相談がしやすいと感じますか",
    "23": "区役所の窓口の満足度", "24": "ご意見をご自由にお書きください",
}  # fmt: skip
SINGLE = {
    "1": SEX, "2": AGES, "3": AREAS, "5": YES, **{str(n): AGREE for n in range(6, 16)}, "18": SATISFIED, "19": STAY,
    "21": YES, "22": AGREE, "23": SATISFIED,
}  # fmt: skip


@dataclass(frozen=True)
class WardFiles:
    """Where the files are, and who is behind them."""

    paper: Path
    web: Path
    population: Path
    published: Path
    people: list[Person]

    def percent(self, question: str, codes: Sequence[int], without: Sequence[int] = (), among: str = "") -> float:
        """Count a percent of the people: half up, to one decimal."""
        values = [value for value in self._values(question, among) if value not in without]
        hits = sum(bool(set(v) & set(codes)) if isinstance(v, tuple) else v in codes for v in values)
        return (hits * 2000 + len(values)) // (2 * len(values)) / 10

    def answered(self, question: str, among: str = "") -> int:
        """Count who answered a question."""
        return len(self._values(question, among))

    def _values(self, question: str, among: str) -> list[int | tuple[int, ...]]:
        asked = [one for one in self.people if not among or one[among] == 1]
        return [value for one in asked if (value := one[question]) is not None]


def make_files(folder: Path, lang: str = "ja", seed: int = 20240708) -> WardFiles:
    """Write the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = people(seed)
    english = lang == "en"
    names = ("紙入力.csv", "Web回答.csv", "人口.csv", "前年度の公表値.csv") if not english else (
        "paper.csv", "web.csv", "population.csv", "published.csv",
    )  # fmt: skip
    paths = [folder / name for name in names]
    paths[0].write_bytes(as_text(paper_rows(drawn[:N_PAPER])).encode("cp932"))
    paths[1].write_bytes(as_text(web_rows(drawn[N_PAPER:], english)).encode("utf-8-sig"))
    paths[2].write_bytes(as_text(population_rows(english)).encode("cp932"))
    paths[3].write_bytes(as_text([["指標", "値", "n"], ["1-1", 52.3, 455], ["1-2", 21.4, 448]]).encode("cp932"))
    return WardFiles(*paths, drawn)


def paper_rows(drawn: Sequence[Person]) -> list[list[object]]:
    stock = [f"問16_{code}" for code in range(1, 7)]
    head = ["整理番号", "受付日", *(f"問{n}" for n in range(1, 16)), *stock, *(f"問{n}" for n in range(17, 25))]
    rows: list[list[object]] = [head]
    for number, one in enumerate(drawn):
        row: list[object] = [f"{1001 + number}", f"2024/7/{8 + number % 20}"]
        row += ["9" if one[str(n)] is None else str(one[str(n)]) for n in range(1, 16)]
        marks = one["16"]
        assert isinstance(marks, tuple)
        if number % 134 == 3:
            row[7] = "12"
        row += ["1" if code in marks else "" for code in range(1, 7)]
        media = one["17"]
        assert isinstance(media, tuple)
        row.append(",".join(map(str, media)))
        row += [_paper_cell(one, str(n)) for n in range(18, 24)]
        row.append(f"{number}番地の前の道が暗い" if number % 17 == 0 else "")
        if number % 23 == 5:
            row[2] = str(row[2]).translate(str.maketrans("123", "１２３"))  # typed in full width
        rows.append(row)
    rows.append(rows[101])  # typed twice
    rows.append([""] * len(head))  # left over below the table
    return rows


def _paper_cell(one: Person, question: str) -> str:
    value = one[question]
    if question == "22" and one["5"] != 1:
        return ""
    return "9" if value is None else str(value)


def web_rows(drawn: Sequence[Person], english: bool) -> list[list[object]]:
    def word(label: str) -> str:
        return ENGLISH.get(label, label) if english else label

    heads = {n: (f"Q{n} {words}" if english else f"問{n} {words}") for n, words in QUESTIONS.items()}
    rows: list[list[object]] = [["Timestamp" if english else "タイムスタンプ", *heads.values()]]
    for number, one in enumerate(drawn):
        row: list[object] = [f"2024/07/{9 + number % 20:02} {number % 12 + 9}:{number % 60:02}:11"]
        for n in QUESTIONS:
            value = one.get(n)
            if n in SINGLE:
                row.append("" if value is None else word(SINGLE[n][int(str(value)) - 1]))
            elif n in ("16", "17"):
                assert isinstance(value, tuple)
                row.append(", ".join(word((STOCK if n == "16" else MEDIA)[code - 1]) for code in value))
            elif n == "24":
                row.append(f"意見その{number}" if number % 9 == 0 else "")
            else:
                row.append(f"{value}年" if n == "4" and number % 11 == 0 and not english else value)
        rows.append(row)
    return rows


def population_rows(english: bool) -> list[list[object]]:
    counts = {"男性": (3120, 3050, 3770, 4610, 3720, 4020, 2410), "女性": (3010, 2840, 3510, 4480, 3690, 4590, 4300)}
    head: list[object] = ["Sex", "Age", "People"] if english else ["性別", "年齢", "人数"]
    rows = [head]
    for sex, own in counts.items():
        rows += [[ENGLISH[sex] if english else sex, ENGLISH[age] if english else age, f"{count:,}"]
                 for age, count in zip(AGES, own, strict=True)]  # fmt: skip
    total = sum(sum(own) for own in counts.values())
    return [*rows, ["Total" if english else "合計", "", f"{total:,}"]]


def as_text(rows: Sequence[Sequence[object]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()
