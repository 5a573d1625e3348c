"""charts.zip: the charts of the page as pictures."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import kumin
from kumin.charts import renderer
from kumin.charts.svg import Drawing
from kumin.cli import cli
from kumin.disclosure.published import release
from kumin.messages import text
from kumin.words import words_of
from kumin.words.public import public_view
from kumin.writers.auditing.public_files import CHARTS, PUBLIC_FILES
from kumin.writers.charts_zip import LIST, write_charts
from kumin.writers.files import write_result
from kumin.writers.page.page import draft_page


def test_every_chart_of_the_page_is_there_as_svg_and_png(mini: Path) -> None:
    plan = mini / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("invited: 100}", "invited: 100, synthetic: true}"), "utf-8")
    result = kumin.run(mini, mini / "answers")
    written = write_result(result, mini / "out", "ja", charts=True)
    assert "charts.zip" in {path.name for path in written}
    page = draft_page(release(result), "ja")
    names = {drawing.id.removeprefix("c-") for drawing in page.drawings if not drawing.id.endswith("-narrow")}
    assert names
    titles = {drawing.id.removeprefix("c-"): drawing.title for drawing in page.drawings}
    with zipfile.ZipFile(mini / "out" / "charts.zip") as package:
        members = set(package.namelist())
        of_surveys = {name for name in members if name.startswith("s-")}
        assert members - of_surveys == {LIST, *(f"{name}.{kind}" for name in names for kind in ("svg", "png"))}
        assert {"s-residents-safe.svg", "s-residents-safe.png"} <= of_surveys
        listed = package.read(LIST).decode("utf-8-sig")
        assert "架空" in listed
        for name in names:
            assert f"{name}: {titles[name]}" in listed
            svg = etree.fromstring(package.read(f"{name}.svg"))
            assert svg.findtext("{*}title") == titles[name]
            assert "架空" in (svg.findtext("{*}desc") or "")
            assert "`" not in "".join(svg.itertext())
            picture = package.read(f"{name}.png")
            assert picture.startswith(b"\x89PNG")
            width = int.from_bytes(picture[16:20])
            assert abs(width - 2 * float(svg.get("width"))) <= 2


def test_a_chart_of_two_pages_is_there_once(mini: Path) -> None:
    result = kumin.run(mini, mini / "answers")
    view = public_view(release(result), words_of(result, "ja"))
    drawings = [Drawing(spec, {}, name, "図") for spec, name in (("one", "c-a"), ("one", "s-a"), ("other", "s-b"))]
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"></svg>'
    write_charts(view, drawings, [svg] * 3, mini / "a.zip")
    with zipfile.ZipFile(mini / "a.zip") as package:
        assert sorted(package.namelist()) == ["a.png", "a.svg", LIST, "s-b.png", "s-b.svg"]


def test_they_are_withheld_with_the_other_public_files() -> None:
    assert CHARTS in PUBLIC_FILES


_LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16">{}</text></svg>'


@pytest.mark.parametrize("fonts", [True, False])
def test_a_machine_without_a_japanese_font_is_said(mini: Path, monkeypatch: pytest.MonkeyPatch, fonts: bool) -> None:
    # what a machine draws that has a font, and one that has none: then every letter is the same box
    monkeypatch.setattr(renderer, "rasterize", lambda svg: b"\x89PNG" + (svg.encode() if fonts else b""))
    renderer.draws_japanese.cache_clear()
    try:
        done = CliRunner().invoke(cli, ["run", str(mini), "--out", str(mini / "out"), "--charts", "--lang", "ja"])
    finally:
        renderer.draws_japanese.cache_clear()
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(mini / "out" / CHARTS) as package:
        listed = package.read(LIST).decode("utf-8-sig")
    said = text("charts_no_font", "ja", name=CHARTS)
    assert (said in done.stderr, said in listed) == (not fonts, not fonts)


def test_without_the_option_there_is_none(mini: Path) -> None:
    assert "charts.zip" not in {
        path.name for path in write_result(kumin.run(mini, mini / "answers"), mini / "out", "ja")
    }


def test_the_same_run_gives_the_same_file(mini: Path) -> None:
    result = kumin.run(mini, mini / "answers")
    view = public_view(release(result), words_of(result, "ja"))
    page = draft_page(release(result), "ja")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"></svg>'
    for name in ("a.zip", "b.zip"):
        write_charts(view, page.drawings, [svg] * len(page.drawings), mini / name)
    assert (mini / "a.zip").read_bytes() == (mini / "b.zip").read_bytes()
