"""The scripts in tests/benchmarks as modules."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from conftest import ROOT


def benchmark(name: str) -> ModuleType:
    """Import a script of tests/benchmarks."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
