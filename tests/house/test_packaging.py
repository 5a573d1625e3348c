"""The package can be installed on every Python from 3.11 on, and what a contributor calls is there."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def test_python_has_no_upper_limit() -> None:
    assert PROJECT["requires-python"] == f">={VERSIONS[0]}"


def test_every_version_is_classified_and_tried_by_test_all() -> None:
    prefix = "Programming Language :: Python :: "
    classified = [line.removeprefix(prefix) for line in PROJECT["classifiers"] if line.startswith(prefix)]
    assert tuple(classified) == VERSIONS
    script = (ROOT / "scripts" / "test-all").read_text(encoding="utf-8")
    assert f"for version in {' '.join(VERSIONS)};" in script
    assert os.access(ROOT / "scripts" / "test-all", os.X_OK)
    assert subprocess.run(["bash", "-n", ROOT / "scripts" / "test-all"], check=False).returncode == 0


def test_the_linters_run_before_a_commit_too() -> None:
    configured = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    for command in ("ruff check", "ruff format", "mypy"):
        assert f".venv/bin/{command}" in configured
        assert command in (ROOT / "Makefile").read_text(encoding="utf-8").split("lint:", 1)[1].split("\n\n", 1)[0]


def test_the_changelog_is_by_version_with_what_is_unreleased_at_the_top() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert "Unreleased" in headings[0]
    assert any(heading.startswith(PROJECT["version"]) for heading in headings)
