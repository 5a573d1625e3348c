"""The file formats that answers may come in: one module a format, each of which enters a reader into the registry."""

from __future__ import annotations

from kumin.responses.readers import parquet, spss, text, workbook
from kumin.responses.readers.reader import READERS, Reader, Source, answer_suffixes

__all__ = ["READERS", "Reader", "Source", "answer_suffixes", "parquet", "spss", "text", "workbook"]
