"""report.xlsx and the marked copy of an answer file."""
