"""The sheets of report.xlsx, a module each: what is put here is in the workbook."""
