"""What is installed from the wheel works with no repository at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("kumin-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)], check=True)
    return folder


def test_the_wheel_holds_definitions_samples_and_types(installed: Path) -> None:
    (wheel,) = installed.glob("kumin-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "kumin/py.typed" in names
    assert "kumin/_data/schemas/tsurumi/r05/plan.yaml" in names
    assert "kumin/_data/schemas/json/plan.schema.json" in names
    assert "kumin/_data/sample_data/tsurumi/r04/residents.csv" in names
    assert not [name for name in names if "__pycache__" in name or "tests/" in name]


def test_the_demo_runs_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    site = installed / "site"
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1", "KUMIN_LANG": "ja"}
    done = subprocess.run(
        [sys.executable, "-m", "kumin", "demo", "--out", str(tmp_path / "out")],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert str(site) in done.stderr  # the wheel's own copies, not the repository's
    assert "A（達成）4、B（未達成）7" in done.stdout
    assert (tmp_path / "out" / "result.json").is_file()
