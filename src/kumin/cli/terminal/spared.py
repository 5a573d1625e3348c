"""What a command's process is spared: libraries that others load where they happen to be installed, and tidying up."""

from __future__ import annotations

import gc
import sys

SPARED = {"pandera": ("pandas", "hypothesis")}
"""What loads them → libraries that it does without as well."""


class _NotNeeded:
    """Tells a library that what it would load besides is not installed; ``importlib.abc`` itself takes 5 ms to load."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        for loader, names in SPARED.items():
            if name in names and _asked_by(loader):
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _asked_by(name: str) -> bool:
    """Tell whether a library, or a part of it, is what asks."""
    frame = sys._getframe(2)
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] == name:
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False


def spare() -> None:
    """Make this process, which is a command's own, start quickly."""
    if not any(isinstance(finder, _NotNeeded) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NotNeeded())
    # what is loaded stays, so looking through it for waste finds none: a twentieth of a short command's time
    gc.set_threshold(50_000, 20, 50)
