"""Chromium for tests of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def chromium() -> str:
    """Where Chromium is; the test is skipped without it, on CI it fails."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found and Path(found).exists():
        return found
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail("Chromium is missing on CI; scripts/install-test-tools installs it")
    pytest.skip("Chromium is not installed: run scripts/install-test-tools as root, or set CHROMIUM")


def open_browser() -> Iterator[Any]:
    """Yield a browser, and close it."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = chromium()
    with sync_api.sync_playwright() as playwright:
        # a fresh profile each time: playwright makes a temporary one
        opened = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield opened
        opened.close()
