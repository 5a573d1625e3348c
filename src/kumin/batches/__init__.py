"""Every plan below a folder: run, written, and put together in one table and one page."""

from __future__ import annotations

from kumin.batches.run import Batch, batch
from kumin.batches.work import Progress

__all__ = ["Batch", "Progress", "batch"]
