"""Workbooks (XLSX, XLS, ODS) as people see them."""
