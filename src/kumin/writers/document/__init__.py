"""report.docx: the form a ward hands in (共通様式), and in an appendix what its numbers rest on."""

from __future__ import annotations

from kumin.writers.document.document import write_document

__all__ = ["write_document"]
