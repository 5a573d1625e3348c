"""The table of the two sides of Wilson's interval is what enumerating every count gives."""

from __future__ import annotations

import math
import re

from conftest import ROOT


def wilson(k: int, n: int) -> tuple[float, float]:
    z = 1.959963984540054
    centre, half = k + z * z / 2, z * math.sqrt(k * (n - k) / n + z * z / 4)
    return (centre - half) / (n + z * z), (centre + half) / (n + z * z)


def sides(n: int, share: float) -> tuple[float, float]:
    above = below = 0.0
    for k in range(n + 1):
        log = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        chance = math.exp(log + k * math.log(share) + (n - k) * math.log(1 - share))
        lower, upper = wilson(k, n)
        above += chance * (lower > share)
        below += chance * (upper < share)
    return above, below


def test_the_japanese_page_states_both_sides_for_targets_of_90_to_98_percent() -> None:
    page = (ROOT / "docs" / "judgement-ja.md").read_text(encoding="utf-8")
    section = page.split("### 95%区間は、片側では 2.5% とは限りません", 1)[1].split("\n## ", 1)[0]
    heading, _, *rows = re.findall(r"^\|(.*)\|$", section, re.M)
    shares = [float(one) / 100 for one in re.findall(r"目標 (\d+)%", heading)]
    assert (min(shares), max(shares), len(shares)) == (0.90, 0.98, 5)
    assert [row.split("|")[0].strip() for row in rows] == ["100", "400", "700"]
    below_is_worse = []
    for row in rows:
        n, *cells = (cell.strip() for cell in row.split("|"))
        found = [sides(int(n), share) for share in shares]
        assert cells == ["／".join(f"{100 * side:.1f}" for side in both) for both in found]
        below_is_worse += [below > above for above, below in found]
    # what the page says of them: from 90% on the interval lies below the target more often than above it
    assert all(below_is_worse)


def test_the_page_states_both_sides() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    section = page.split("## The two sides of Wilson's interval", 1)[1].split("##", 1)[0]
    heading, _, *rows = re.findall(r"^\|(.*)\|$", section, re.M)
    shares = [float(one) / 100 for one in re.findall(r"(\d+)% above", heading)]
    assert 0.98 in shares
    assert len(rows) == 6
    for row in rows:
        n, *cells = (cell.strip() for cell in row.split("|"))
        expected = [f"{100 * side:.1f}" for share in shares for side in sides(int(n), share)]
        assert cells == expected
    worst = max(sides(int(row.split("|")[0]), 0.99)[1] for row in rows)
    assert 1 / 13 < worst < 1 / 12
