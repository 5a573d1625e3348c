"""Each benchmark and each attack runs as the documentation says, from its file alone."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

TOOLS = Path(__file__).parents[1] / "benchmarks"
NEEDS = {"tauargus.py": "pytauargus"}
"""Tools for which a library has to be installed by hand, which they say."""
LOADED = """
import runpy, sys
from pathlib import Path
for file in sys.argv[1:]:
    kept = [*sys.path]
    sys.path.insert(0, str(Path(file).parent))
    runpy.run_path(file, run_name="loaded")
    sys.path[:] = kept
"""


def test_a_tool_finds_all_that_it_needs(tmp_path: Path) -> None:
    files = [one for one in sorted(TOOLS.glob("*.py")) if find_spec(NEEDS.get(one.name, "kumin"))]
    assert len(files) > 15
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, files)],
        capture_output=True, encoding="utf-8", check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
